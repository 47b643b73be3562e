//! Settling: from everything that the tables state to the report's cells and the receipt.

use gongkai_core::Within;
use std::collections::BTreeSet;

use super::dictionary::Meaning;
use super::editions::{is_outcome_group, only_in};
use super::fold::plain;
use super::harvest::{Harvest, Seen};
use gongkai_core::characters::is_of_words;
use gongkai_core::document::{Document, Position};
use gongkai_core::form::{CellKey, Edition, TableDeclaration, TableForm, TableKey};
use gongkai_core::reading::{LabelVariant, Provenance, Receipt, RestatedTable, UnreadCell, UnreadReason};
use gongkai_core::{Cell, Report, Year};

/// Chooses each table's edition by what was found of it, and by the file's own word and the year where that says nothing.
pub(super) fn choose_editions(harvest: &Harvest, document: &Document, year: Option<Year>, report: &mut Report) {
    let found = TableKey::ALL.map(|table| (table, possible(harvest, table)));
    // Where neither the year nor a table says which, the latest.
    let said = found.iter().filter(|(_, editions)| editions.len() < Edition::all().len());
    let told = said.filter_map(|(table, editions)| fullest(harvest, *table, editions)).next();
    let default = year.map(Edition::governing).or(told).unwrap_or_else(Edition::newest);
    for (table, editions) in found {
        // A file may name the form of its tables, which tells those apart that editions print alike.
        let named = document.tables().filter_map(|own| own.form).find(|(_, own)| *own == table);
        let default = named.map_or(default, |(edition, _)| edition);
        let own =
            if editions.contains(&default) { default } else { fullest(harvest, table, &editions).unwrap_or(default) };
        report.set_edition(table, own);
    }
}

/// Whether the head of a table is printed, whatever became of its rows.
fn has_head(harvest: &Harvest, table: TableKey) -> bool {
    /// So many columns of one table stand over no other.
    const CERTAIN: usize = 3;
    let of_table = |seen: &Seen| match (seen.meaning, table) {
        (Meaning::DisclosureColumn(key), TableKey::Disclosure)
        | (Meaning::Applicant(key), TableKey::Applications)
        | (Meaning::DisputeColumn(key), TableKey::Disputes) => Some(key),
        _ => None,
    };
    harvest.seen.iter().filter_map(of_table).collect::<BTreeSet<&str>>().len() >= CERTAIN
}

/// The editions of which a table may be by its rows and cells.
fn possible(harvest: &Harvest, table: TableKey) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Edition::all().collect();
    let form = |edition: Edition| edition.form().table(table);
    if table == TableKey::Applications {
        // A row that an edition lacks says most, then a row that stands under the label of a group of others.
        let lacking = |edition: Edition| {
            let rows = harvest.rows.iter().filter(|(own, _)| *own == table);
            rows.filter(|(_, row)| !form(edition).cells.iter().any(|cell| cell.key.row() == *row)).count()
        };
        let least = editions.iter().map(|edition| lacking(*edition)).min();
        editions.retain(|edition| Some(lacking(*edition)) == least);
        let of_group = |edition: Edition| {
            let stated = harvest.statements.iter().filter(|(key, _)| key.table() == table);
            let mut grouped = stated.filter(|(_, all)| all.iter().any(|one| one.as_group));
            grouped.any(|(key, _)| is_row_of_group(form(edition), key.row()))
        };
        if editions.iter().any(|edition| of_group(*edition)) {
            editions.retain(|edition| of_group(*edition));
        }
    }
    // How much of what one edition has and another has not is stated, in hundredths, since they have not as many cells each.
    let share = |edition: Edition, other: Edition| {
        let own = only_in(table, edition, other);
        own.iter().filter(|key| harvest.statements.has(**key)).count() * 100 / own.len().max(1)
    };
    let beaten = |edition: Edition| editions.iter().any(|other| share(*other, edition) > share(edition, *other));
    let left: Vec<Edition> = editions.iter().copied().filter(|edition| !beaten(*edition)).collect();
    // An edition that has what another has and more is not the one meant where just the other's cells are there, and all.
    let stands = |key: &CellKey| harvest.statements.has(*key) || harvest.failures.has(*key);
    let is_whole = |edition: &Edition| form(*edition).cells.iter().all(|cell| stands(&cell.key));
    let whole: Vec<Edition> = left.iter().copied().filter(is_whole).collect();
    // Each may beat another where a table mixes more than two.
    [whole, left, editions].into_iter().find(|editions| !editions.is_empty()).unwrap_or_default()
}

/// The edition of which most cells are stated, the latest of those alike.
fn fullest(harvest: &Harvest, table: TableKey, editions: &[Edition]) -> Option<Edition> {
    let share = |edition: &Edition| {
        let cells = &edition.form().table(table).cells;
        cells.iter().filter(|cell| harvest.statements.has(cell.key)).count() * 100 / cells.len().max(1)
    };
    editions.iter().copied().max_by_key(|edition| (share(edition), *edition))
}

/// Whether a row of table 三 stands under a label that other editions have over several rows, as （六）其他处理 of 2019 does.
pub(super) fn is_row_of_group(form: &TableForm, row: &str) -> bool {
    let cell = form.cells.iter().find(|cell| cell.key.row() == row);
    cell.and_then(|cell| cell.row_path.last()).is_some_and(|label| is_outcome_group(label))
}

/// Sets the cells on which every statement agrees, and names every cell of the report's forms that is not read.
pub(super) fn settle(mut harvest: Harvest, report: &mut Report, receipt: &mut Receipt, provenance: &mut Provenance) {
    let mut twice: Vec<(CellKey, String)> = Vec::new();
    let mut positions: Vec<(CellKey, Position)> = Vec::new();
    for (key, statements) in harvest.statements.iter() {
        let Some(first) = statements.first() else { continue };
        if statements.iter().all(|one| one.cell == first.cell) {
            report.set(key, first.cell.clone());
            positions.push((key, first.position));
            if let Some(again) = statements.get(1) {
                note_again(&mut receipt.restated, key.table(), again.position);
            }
            continue;
        }
        let mut distinct: Vec<&Cell> = Vec::new();
        for statement in statements {
            if !distinct.contains(&&statement.cell) {
                distinct.push(&statement.cell);
            }
        }
        let printed: Vec<String> = distinct
            .iter()
            .map(|cell| if cell.is_blank() { "空白".into() } else { cell.printed().into_owned() })
            .collect();
        twice.push((key, printed.join("；")));
    }
    provenance.cells = positions.into_iter().collect();
    let tables: BTreeSet<TableKey> = harvest
        .rows
        .iter()
        .map(|(table, _)| *table)
        .chain(harvest.statements.keys().map(CellKey::table))
        .chain(harvest.failures.keys().map(CellKey::table))
        .collect();
    for table in &tables {
        receipt.note_edition(*table, report.edition(*table));
    }
    for cell in report.form_cells() {
        receipt.expected += 1;
        let key = cell.key;
        if report.cell(key).is_some() {
            receipt.read += 1;
            continue;
        }
        let (reason, printed) = if let Some((_, printed)) = twice.iter().find(|(other, _)| *other == key) {
            (UnreadReason::StatedTwice, Some(printed.clone()))
        } else if let Some((reason, printed)) = harvest.failures.get(key) {
            (*reason, printed.clone())
        } else if let Some((_, printed)) = harvest.doubted.iter().find(|(meaning, _)| names(*meaning, key)) {
            (UnreadReason::LabelAmbiguous, Some(printed.clone()))
        } else if !tables.contains(&key.table()) && !has_head(&harvest, key.table()) {
            (UnreadReason::TableMissing, None)
        } else if !harvest.rows.contains(&(key.table(), key.row())) {
            (UnreadReason::RowMissing, None)
        } else {
            (UnreadReason::ColumnMissing, None)
        };
        receipt.unread.push(UnreadCell::new(report, key, reason, printed));
    }
    receipt.variants = variants(&harvest.seen, report);
    harvest.name_failed(report);
    receipt.unplaced = harvest.unplaced;
    receipt.by_order = harvest.by_order;
}

/// Counts a cell that is stated again with its table.
fn note_again(restated: &mut Vec<RestatedTable>, table: TableKey, position: Position) {
    match restated.iter_mut().find(|known| known.table == table) {
        Some(known) => {
            known.cells += 1;
            known.position = known.position.min(position);
        }
        None => restated.push(RestatedTable::new(table, 1, position)),
    }
}

/// Whether a label of this meaning leads to the cell.
fn names(meaning: Meaning, key: CellKey) -> bool {
    match meaning {
        Meaning::DisclosureRow(row) => key.table() == TableKey::Disclosure && key.row() == row,
        Meaning::DisclosureColumn(column) => key.table() == TableKey::Disclosure && key.column() == column,
        Meaning::ApplicationRow(row) => key.table() == TableKey::Applications && key.row() == row,
        Meaning::Applicant(column) => key.table() == TableKey::Applications && key.column() == column,
        Meaning::DisputeColumn(column) => key.table() == TableKey::Disputes && key.column() == column,
        _ => false,
    }
}

/// The labels that are printed in another way than the form's, each once.
fn variants(seen: &[Seen], report: &Report) -> Vec<LabelVariant> {
    let mut variants: Vec<LabelVariant> = Vec::new();
    let mut start = 0;
    while let Some(first) = seen.get(start) {
        // One cell's meanings follow one another.
        let same = |other: &&Seen| other.position == first.position && other.printed == first.printed;
        let meanings = seen.within(start..).iter().take_while(same).count().max(1);
        let group = seen.within(start..start + meanings);
        start += meanings;
        // Most labels are printed as the form has them.
        if group.iter().any(|seen| label_of(seen.meaning, report) == Some(first.printed.as_str())) {
            continue;
        }
        let printed = plain(&first.printed);
        let expected: Vec<&'static str> = group
            .iter()
            .filter_map(|seen| Some(nearer(label_of(seen.meaning, report)?, seen.label, &printed)))
            .collect();
        let Some(label) = expected.first() else { continue };
        let known = variants.iter().any(|variant| variant.printed == first.printed && variant.expected == *label);
        if !known && expected.iter().all(|label| plain(label) != printed) {
            variants.push(LabelVariant::new(first.printed.clone(), *label, first.position));
        }
    }
    variants
}

/// The form's label for what was read, unless it has little in common with what is printed and the label that was found has
/// more: rows of one key have columns of other names in each edition.
fn nearer(form: &'static str, found: &'static str, printed: &str) -> &'static str {
    let common = |label: &str| {
        let letters = || label.chars().filter(|c| is_of_words(*c));
        letters().filter(|c| printed.contains(*c)).count() * 2 >= letters().count()
    };
    if !found.is_empty() && !common(form) && common(found) { found } else { form }
}

/// The label that the report's edition prints for a meaning, or any edition that has it.
fn label_of(meaning: Meaning, report: &Report) -> Option<&'static str> {
    let table = match meaning {
        Meaning::DisclosureRow(_) | Meaning::DisclosureColumn(_) => TableKey::Disclosure,
        Meaning::ApplicationRow(_) | Meaning::Applicant(_) => TableKey::Applications,
        Meaning::DisputeColumn(_) => TableKey::Disputes,
        Meaning::Block(label) | Meaning::OutcomeGroup(label) | Meaning::DisputeGroup(label) => return Some(label),
        Meaning::Furniture | Meaning::ApplicantGroup | Meaning::Section(_) => return None,
    };
    let editions = std::iter::once(report.edition(table)).chain(Edition::all());
    editions
        .into_iter()
        .find_map(|edition| match edition.form().table(table).declared {
            TableDeclaration::Disclosure(form) => {
                let mut rows = form
                    .blocks
                    .iter()
                    .flat_map(|block| block.rows)
                    .map(|row| (Meaning::DisclosureRow(row.key), row.label));
                let mut columns = form
                    .blocks
                    .iter()
                    .flat_map(|block| block.columns)
                    .map(|column| (Meaning::DisclosureColumn(column.key), column.label));
                rows.find(|(m, _)| *m == meaning).or_else(|| columns.find(|(m, _)| *m == meaning))
            }
            TableDeclaration::Applications(form) => {
                let mut rows =
                    form.rows.iter().filter_map(|row| Some((Meaning::ApplicationRow(row.key), *row.path.last()?)));
                let mut columns = form.columns.iter().map(|column| (Meaning::Applicant(column.key), column.label));
                rows.find(|(m, _)| *m == meaning).or_else(|| columns.find(|(m, _)| *m == meaning))
            }
            TableDeclaration::Disputes(form) => form
                .columns
                .iter()
                .map(|column| (Meaning::DisputeColumn(column.key), column.label))
                .find(|(m, _)| *m == meaning),
        })
        .map(|(_, label)| label)
}
