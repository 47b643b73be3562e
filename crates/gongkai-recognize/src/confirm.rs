//! Rows of tables whose columns show only by where their texts stand: the row's own sum confirms that its figures were
//! taken whole and stand under their heads.
//!
//! Where no ruling and no markup parts the cells, a digit that wraps into the line below, or a figure nearer to its
//! neighbour's head than to its own, cannot be told from what was meant. A row whose total is the sum of its parts was
//! read as it was published; in any other it is not known whether the author or the reading is wrong, and it is named
//! instead.

use std::collections::BTreeMap;

use super::harvest::{Harvest, Statement};
use gongkai_core::form::{CellKey, EquationId, Sum, TableKey};
use gongkai_core::reading::UnreadReason;
use gongkai_core::sums::{Empty, difference};
use gongkai_core::{Number, Report};

/// Takes back the rows that alignment alone has placed and whose sums do not hold, and the blanks of groups of table 四
/// of which columns are missing, or beside which a figure has none: a page's side may have cut them off with the figure.
pub(super) fn confirm(harvest: &mut Harvest, report: &Report) {
    confirm_places(harvest, report);
    let sums = TableKey::ALL.iter().flat_map(|table| &report.table_form(*table).sums);
    let own = sums.filter(|sum| matches!(sum.equation, EquationId::Applicants | EquationId::Disputes));
    for sum in own {
        let missing = || sum.terms().any(|(key, _)| !harvest.statements.has(key));
        if sum.equation == EquationId::Disputes && (harvest.loose_dispute || missing()) {
            for (key, _) in sum.terms() {
                take_back(key, UnreadReason::ColumnMissing, harvest, |one| one.cell.is_blank());
            }
        }
        let broken = sum.equation == EquationId::Disputes && harvest.broken_dispute;
        let aligned =
            |key: CellKey| harvest.statements.get(key).is_some_and(|all| all.iter().any(|one| one.aligned || broken));
        if !sum.terms().any(|(key, _)| aligned(key)) || holds(sum, harvest) == Some(true) {
            continue;
        }
        for (key, _) in sum.terms() {
            take_back(key, UnreadReason::Unconfirmed, harvest, |one| one.aligned || broken);
        }
    }
}

/// Takes back the columns that are known by their place alone and that the sums of their rows do not confirm: some row must
/// add up with them, and few may not, as published rows with a fault do not.
fn confirm_places(harvest: &mut Harvest, report: &Report) {
    const FAULTS: usize = 4;
    let mut kept: BTreeMap<(TableKey, &str, Option<&str>), (usize, usize)> = BTreeMap::new();
    // In table 四 the column of each group is confirmed by itself.
    let column = |key: CellKey| (key.table(), key.column(), (key.table() == TableKey::Disputes).then_some(key.row()));
    let by_place =
        |harvest: &Harvest, key: CellKey| harvest.statements.get(key).is_some_and(|all| all.iter().any(|s| s.by_place));
    let keys: Vec<CellKey> = harvest.statements.keys().filter(|key| by_place(harvest, *key)).collect();
    if keys.is_empty() {
        return;
    }
    let sums = || TableKey::ALL.iter().flat_map(|table| &report.table_form(*table).sums);
    for sum in sums().filter(|sum| matches!(sum.equation, EquationId::Applicants | EquationId::Disputes)) {
        let Some(held) = holds(sum, harvest) else { continue };
        for (key, _) in sum.terms().filter(|(key, _)| by_place(harvest, *key)) {
            let (holding, failing) = kept.entry(column(key)).or_default();
            *(if held { holding } else { failing }) += 1;
        }
    }
    for key in keys {
        let (holding, failing) = kept.get(&column(key)).copied().unwrap_or_default();
        if holding == 0 || failing * FAULTS > holding {
            take_back(key, UnreadReason::Unconfirmed, harvest, |one| one.by_place);
        }
    }
}

/// Leaves a cell unread where one of its statements is of such a kind.
fn take_back(key: CellKey, reason: UnreadReason, harvest: &mut Harvest, of_kind: impl Fn(&Statement) -> bool) {
    let Some(statements) = harvest.statements.get_mut(key) else { return };
    let Some(one) = statements.iter().find(|one| of_kind(one)) else { return };
    let printed = Some(one.cell.printed().into_owned()).filter(|text| !text.is_empty());
    statements.retain(|one| !of_kind(one));
    harvest.fail(key, reason, printed);
}

/// Whether a sum holds as it was placed; nothing when one of its cells is not known as a number, a blank or a dash.
fn holds(sum: &Sum, harvest: &Harvest) -> Option<bool> {
    difference(sum, Empty::AddsNothing, |key| harvest.addend(key)).map(Number::is_zero)
}

#[cfg(test)]
mod tests {
    use crate::recognize;
    use gongkai_core::document::{Block, Document};
    use gongkai_core::reading::{Reading, UnreadReason};
    use gongkai_core::{Cell, Organ, Report, Year, compose};

    /// What is read of a report whose tables show no rulings, or do.
    fn read(cells: &[(&str, i64)], aligned: bool, change: impl Fn(&mut Document)) -> Reading {
        let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023).unwrap());
        for cell in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
            report.set(cell, Cell::from(0));
        }
        for (key, number) in cells {
            report.set(key.parse().unwrap(), Cell::from(*number));
        }
        let mut document = compose(&report);
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                table.aligned = aligned;
            }
        }
        change(&mut document);
        recognize(&document)
    }

    const SOUND: [(&str, i64); 3] = [
        ("applications.granted.natural_person", 161),
        ("applications.granted.business", 3),
        ("applications.granted.total", 164),
    ];

    #[test]
    fn a_row_that_makes_its_total_is_taken() {
        let reading = read(&SOUND, true, |_| ());
        assert_eq!((reading.receipt.read, reading.receipt.expected), (200, 200));
    }

    #[test]
    fn a_row_that_does_not_is_left_unread_where_nothing_parts_the_columns() {
        let mut cells = SOUND;
        cells[0].1 = 16;
        let reading = read(&cells, true, |_| ());
        assert_eq!(reading.receipt.unread.len(), 7);
        assert!(reading.receipt.unread.iter().all(|cell| cell.key.row() == "granted"));
        assert!(reading.receipt.unread.iter().all(|cell| cell.reason == UnreadReason::Unconfirmed));
        assert_eq!(reading.receipt.unread[0].printed.as_deref(), Some("16"));
        let published = read(&cells, false, |_| ());
        assert_eq!(
            published.report.cell("applications.granted.natural_person".parse().unwrap()),
            Some(&Cell::from(16))
        );
    }

    #[test]
    fn a_row_with_an_unread_cell_is_not_confirmed() {
        let reading = read(&SOUND, true, |document| {
            for block in &mut document.blocks {
                let Block::Table(table) = block else { continue };
                let cells: Vec<_> = table.cells().to_vec();
                let damaged = cells.into_iter().map(|mut cell| {
                    if cell.text == "161" {
                        cell.text = "\u{FFFD}161".to_owned();
                    }
                    cell
                });
                let mut made =
                    gongkai_core::document::Table::new(table.rows(), table.columns(), damaged.collect()).unwrap();
                made.aligned = true;
                *table = made;
            }
        });
        let of = |reason| reading.receipt.unread.iter().filter(|cell| cell.reason == reason).count();
        assert_eq!((of(UnreadReason::Illegible), of(UnreadReason::Unconfirmed)), (1, 6));
    }
}
