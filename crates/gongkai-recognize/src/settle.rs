//! Settling: from everything that the tables state to the report's cells and the receipt.

use gongkai_core::form::keys::row;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::dictionary::Meaning;
use super::fold::plain;
use super::harvest::{Harvest, Seen};
use gongkai_core::document::Position;
use gongkai_core::form::{CellKey, Edition, TableDeclaration, TableKey};
use gongkai_core::reading::{LabelVariant, Provenance, Receipt, RestatedTable, UnreadCell, UnreadReason};
use gongkai_core::{Cell, Report, Year};

/// Chooses each table's edition by the labels that were found, and by the year where they say nothing.
pub(super) fn choose_editions(harvest: &Harvest, year: Option<Year>, report: &mut Report) {
    let only_in = |edition: Edition, key: &CellKey| {
        let other = Edition::ALL.into_iter().find(|other| *other != edition).unwrap_or(edition);
        edition.form().table(key.table()).cell(*key).is_some() && other.form().table(key.table()).cell(*key).is_none()
    };
    // How much of what only one edition has is stated, in hundredths, since the editions have not as many cells each.
    let share = |table: TableKey, edition: Edition| {
        let all = edition.form().table(table).cells.iter().filter(|cell| only_in(edition, &cell.key)).count();
        let stated = harvest.statements.keys().filter(|key| key.table() == table && only_in(edition, key)).count();
        stated * 100 / all.max(1)
    };
    let by_year = year.map(Edition::governing);
    let disclosure = {
        let (old, new) = (share(TableKey::Disclosure, Edition::E2019), share(TableKey::Disclosure, Edition::E2021));
        match old.cmp(&new) {
            Ordering::Greater => Some(Edition::E2019),
            Ordering::Less => Some(Edition::E2021),
            Ordering::Equal => None,
        }
    };
    let has_row = |row: &'static str| harvest.rows.contains(&(TableKey::Applications, row));
    let grouped = harvest.statements.iter().any(|(key, statements)| {
        key.table() == TableKey::Applications && statements.iter().any(|statement| statement.as_group)
    });
    let applications = if has_row(row::CORRECTION_OVERDUE) || has_row(row::FEE_OVERDUE) {
        Some(Edition::E2021)
    } else if grouped {
        Some(Edition::E2019)
    } else {
        None
    };
    let default = by_year.or(disclosure).or(applications).unwrap_or(Edition::E2021);
    report.set_edition(TableKey::Disclosure, disclosure.unwrap_or(default));
    report.set_edition(TableKey::Applications, applications.unwrap_or(default));
    report.set_edition(TableKey::Disputes, default);
}

/// Sets the cells on which every statement agrees, and names every cell of the report's forms that is not read.
pub(super) fn settle(harvest: Harvest, report: &mut Report, receipt: &mut Receipt, provenance: &mut Provenance) {
    let mut twice: Vec<(CellKey, String)> = Vec::new();
    for (key, statements) in &harvest.statements {
        let mut distinct: Vec<&Cell> = Vec::new();
        for statement in statements {
            if !distinct.contains(&&statement.cell) {
                distinct.push(&statement.cell);
            }
        }
        match (distinct.as_slice(), statements.first()) {
            ([one], Some(first)) => {
                report.set(*key, (*one).clone());
                provenance.cells.insert(*key, first.position);
                if let Some(again) = statements.get(1) {
                    note_again(&mut receipt.restated, key.table(), again.position);
                }
            }
            ([], _) | (_, None) => {}
            (several, _) => {
                let printed: Vec<String> = several
                    .iter()
                    .map(|cell| if cell.is_blank() { "空白".into() } else { cell.printed().into_owned() })
                    .collect();
                twice.push((*key, printed.join("；")));
            }
        }
    }
    let tables: BTreeSet<TableKey> = harvest
        .rows
        .iter()
        .map(|(table, _)| *table)
        .chain(harvest.statements.keys().map(|key| key.table()))
        .chain(harvest.failures.keys().map(|key| key.table()))
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
        } else if let Some((reason, printed)) = harvest.failures.get(&key) {
            (*reason, printed.clone())
        } else if let Some((_, printed)) = harvest.doubted.iter().find(|(meaning, _)| names(*meaning, key)) {
            (UnreadReason::LabelAmbiguous, Some(printed.clone()))
        } else if !tables.contains(&key.table()) {
            (UnreadReason::TableMissing, None)
        } else if !harvest.rows.contains(&(key.table(), key.row())) {
            (UnreadReason::RowMissing, None)
        } else {
            (UnreadReason::ColumnMissing, None)
        };
        receipt.unread.push(UnreadCell::new(report, key, reason, printed));
    }
    receipt.variants = variants(&harvest.seen, report);
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
        let meanings = seen.get(start..).unwrap_or_default().iter().take_while(same).count().max(1);
        let group = seen.get(start..start + meanings).unwrap_or_default();
        start += meanings;
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
        let letters = || label.chars().filter(|c| c.is_alphanumeric());
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
    let editions = std::iter::once(report.edition(table)).chain(Edition::ALL);
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
