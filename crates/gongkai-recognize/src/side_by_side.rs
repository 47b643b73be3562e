//! Tables that stand beside each other as one: last year's to the right of this year's, parted by empty columns.
//!
//! Where an empty column parts a table into two that print the same rows, or the same groups of table 四, each is a table of
//! its own. The left one stays; what stands to the right of any goes, in its order and with the line over it, behind the
//! whole document, where its year says whose it is.

use std::collections::BTreeSet;

use super::cut::{origin, outside_tables, part};
use super::dictionary::{Meaning, dictionary};
use super::steps::Step;
use gongkai_core::Cell;
use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};

/// So many rows that both sides print are no chance.
const ALIKE: usize = 2;
/// So many empty columns of one table are tried.
const MOST_GAPS: usize = 16;
/// Larger tables are no report's.
const MOST_CELLS: usize = 20_000;
/// The narrowest table with another beside it: two columns each and one between.
const NARROWEST: usize = 5;

/// The document with such tables parted; nothing when it has none.
pub(super) fn parted(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut beside: Vec<Block> = Vec::new();
    let mut number = 0;
    for block in &document.blocks {
        let Block::Table(table) = block else {
            step.keep(block);
            continue;
        };
        number += 1;
        match cut(table) {
            Some(gap) => {
                step.put_all(titled(part(table, number, 0..table.rows(), 0..gap)));
                beside.extend(titled(part(table, number, 0..table.rows(), gap..table.columns())));
            }
            None => step.keep(block),
        }
    }
    if beside.is_empty() {
        return None;
    }
    step.put_all(beside);
    Some(step.document())
}

/// The empty column at which a table is two.
fn cut(table: &Table) -> Option<usize> {
    if table.columns() < NARROWEST || table.cells().len() > MOST_CELLS || table.form.is_some() {
        return None;
    }
    gaps(table).into_iter().take(MOST_GAPS).find(|gap| {
        let (left, right): (Vec<&TableCell>, Vec<&TableCell>) =
            table.cells().iter().filter(|cell| is_printed(cell)).partition(|cell| cell.column < *gap);
        let (left, right) = (rows(&left), rows(&right));
        left.0.intersection(&right.0).count() >= ALIKE || left.1.intersection(&right.1).count() >= ALIKE
    })
}

/// The columns in which nothing is printed, with something on either side; of several that touch, the last.
fn gaps(table: &Table) -> Vec<usize> {
    let mut printed = vec![false; table.columns()];
    for cell in table.cells().iter().filter(|cell| is_printed(cell)) {
        for column in printed.iter_mut().skip(cell.column).take(cell.column_span) {
            *column = true;
        }
    }
    let mut begun = false;
    let mut gaps = Vec::new();
    for (column, pair) in printed.windows(2).enumerate() {
        begun |= pair.first() == Some(&true);
        if begun && pair == [false, true] {
            gaps.push(column);
        }
    }
    gaps
}

/// The rows of the forms whose labels are printed, and the groups of table 四.
fn rows(cells: &[&TableCell]) -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let mut found = (BTreeSet::new(), BTreeSet::new());
    for cell in cells.iter().filter(|cell| matches!(Cell::parse(&cell.text), Cell::Text(_))) {
        let Some(label) = dictionary().exact(&cell.text) else { continue };
        for meaning in label.meanings() {
            match meaning {
                // 其他 and 总计 without a number head columns as well.
                Meaning::DisclosureRow(row) | Meaning::ApplicationRow(row)
                    if label.is_only_row() || label.number.is_some() =>
                {
                    found.0.insert(*row)
                }
                Meaning::DisputeGroup(group) => found.1.insert(*group),
                _ => false,
            };
        }
    }
    found
}

fn is_printed(cell: &TableCell) -> bool {
    cell.picture || !cell.text.chars().all(is_blank)
}

/// A table with the lines above it, which name its year, as paragraphs.
fn titled(table: Option<Table>) -> Vec<Block> {
    let Some(table) = table else { return Vec::new() };
    let mut blocks = Vec::new();
    let mut from = 0;
    for row in 0..table.rows() {
        let mut printed = table.row(row).filter(|cell| is_printed(cell));
        match (printed.next(), printed.next()) {
            (None, _) => {}
            (Some(only), None) if only.row_span == 1 && dictionary().exact(&only.text).is_none() => {
                let at = outside_tables(origin(&table, 0, only));
                blocks.push(Paragraph::new(ParagraphRole::Body, only.text.trim_matches(is_blank)).at(at).into());
            }
            _ => break,
        }
        from = row + 1;
    }
    // Every cell has been given its place when the table was parted.
    blocks.extend(part(&table, 0, from..table.rows(), 0..table.columns()).map(Block::from));
    blocks
}

#[cfg(test)]
mod tests {
    use crate::recognize;
    use gongkai_core::document::{Block, Document, RemarkKind, Table, TableCell};
    use gongkai_core::form::Edition;
    use gongkai_core::{Cell, Organ, Report, Year, compose};

    fn report(number: u32) -> Report {
        let mut report = Report::new(Organ::new("北岭县水务局"), Year::new(2023).unwrap());
        for (own, cell) in (0..).zip(Edition::E2021.form().cells()) {
            report.set(cell.key, Cell::from(number + own));
        }
        report
    }

    /// The report with another's tables to the right of its own behind so many empty columns, so many rows lower.
    fn beside(own: &Report, other: &Report, lower: usize, title: &str, empty: usize) -> Document {
        let tables: Vec<Table> = compose(other).tables().cloned().collect();
        let mut tables = tables.iter();
        let mut document = compose(own);
        for block in &mut document.blocks {
            let Block::Table(table) = block else { continue };
            let right = tables.next().unwrap();
            let gap = table.columns() + empty;
            let mut cells: Vec<TableCell> = table.cells().to_vec();
            cells.push(TableCell::new(lower - 1, gap, title));
            cells.extend(right.cells().iter().map(|cell| cell.clone().moved_to(cell.row + lower, cell.column + gap)));
            let rows = table.rows().max(right.rows() + lower);
            *table = Table::new(rows, gap + right.columns(), cells).unwrap();
        }
        document
    }

    #[test]
    fn last_years_tables_to_the_right_are_left_out_and_said() {
        let own = report(1000);
        for lower in [1, 2, 6] {
            let reading = recognize(&beside(&own, &report(5000), lower, "2022年", 1));
            assert_eq!(reading.receipt.unread, [], "{lower} rows lower");
            assert!(reading.report.cells().all(|(key, cell)| own.cell(key) == Some(cell)), "{lower} rows lower");
            assert!(reading.receipt.remarks.iter().any(|remark| remark.kind == RemarkKind::OtherYear));
        }
    }

    /// Where no empty column parts them, and where the one of the own table three is wider than its rows.
    #[test]
    fn what_no_column_parts_is_never_the_other_years() {
        let own = report(1000);
        for lower in [1, 2, 6] {
            let reading = recognize(&beside(&own, &report(5000), lower, "2022年", 0));
            let wrong: Vec<_> = reading.report.cells().filter(|(key, cell)| own.cell(*key) != Some(*cell)).collect();
            assert_eq!(wrong, [], "{lower} rows lower");
        }
    }

    #[test]
    fn without_a_year_nothing_tells_which_is_the_reports() {
        let own = report(1000);
        let reading = recognize(&beside(&own, &report(5000), 2, "表", 1));
        assert!(reading.report.cells().all(|(key, cell)| own.cell(key) == Some(cell)));
        assert_eq!(reading.receipt.unread.len(), 200);
    }

    #[test]
    fn the_groups_of_table_four_stand_in_one_table_whatever_is_between_them() {
        let own = report(1000);
        let mut document = compose(&own);
        let Some(Block::Table(table)) = document.blocks.iter_mut().rfind(|block| matches!(block, Block::Table(_)))
        else {
            panic!("no table");
        };
        let shifted = |cell: &TableCell| {
            let over = if cell.column >= 5 { 1 } else { 0 };
            cell.clone().moved_to(cell.row, cell.column + over)
        };
        *table = Table::new(table.rows(), table.columns() + 1, table.cells().iter().map(shifted).collect()).unwrap();
        assert!(super::parted(&document).is_none());
    }
}
