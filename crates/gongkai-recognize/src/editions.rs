//! What the tables of the editions have, where it is not known yet which of them a document follows. The newest edition
//! comes first: of several that fit alike, it is meant.

use std::collections::HashMap;
use std::sync::LazyLock;

use gongkai_core::form::{
    ApplicationRow, ApplicationsForm, CellKey, DisclosureForm, DisputesForm, Edition, TableDeclaration, TableKey,
};

/// The tables of all editions.
struct Declared {
    disclosures: Vec<&'static DisclosureForm>,
    applications: Vec<&'static ApplicationsForm>,
    disputes: Vec<&'static DisputesForm>,
}

static DECLARED: LazyLock<Declared> = LazyLock::new(|| {
    let mut declared = Declared { disclosures: Vec::new(), applications: Vec::new(), disputes: Vec::new() };
    for table in Edition::all().rev().flat_map(|edition| edition.form().tables()) {
        match table.declared {
            TableDeclaration::Disclosure(form) => declared.disclosures.push(form),
            TableDeclaration::Applications(form) => declared.applications.push(form),
            TableDeclaration::Disputes(form) => declared.disputes.push(form),
        }
    }
    declared
});

/// Table 二 of every edition.
pub(super) fn disclosures() -> impl Iterator<Item = &'static DisclosureForm> {
    DECLARED.disclosures.iter().copied()
}

/// Table 三 of every edition.
pub(super) fn applications() -> impl Iterator<Item = &'static ApplicationsForm> {
    DECLARED.applications.iter().copied()
}

/// Table 四 of every edition.
pub(super) fn disputes() -> impl Iterator<Item = &'static DisputesForm> {
    DECLARED.disputes.iter().copied()
}

/// The rows of table 三 that have a key.
pub(super) fn application_rows(key: &str) -> impl Iterator<Item = &'static ApplicationRow> {
    applications().flat_map(|form| form.rows).filter(move |row| row.key == key)
}

/// Table 三 with most of these columns and fewest others.
pub(super) fn applications_with(columns: &[&str]) -> Option<&'static ApplicationsForm> {
    applications().min_by_key(|form| apart(columns, form.columns.iter().map(|column| column.key)))
}

/// Table 四 with most of these columns and fewest others.
pub(super) fn disputes_with(columns: &[&str]) -> Option<&'static DisputesForm> {
    disputes().min_by_key(|form| apart(columns, form.columns.iter().map(|column| column.key)))
}

/// How many of the columns a form does not have, and how many others it has.
fn apart<'f>(columns: &[&str], form: impl Iterator<Item = &'f str> + Clone) -> (usize, usize) {
    let strange = columns.iter().filter(|own| !form.clone().any(|other| other == **own)).count();
    (strange, form.filter(|other| !columns.contains(other)).count())
}

/// Whether a label of table 三 is one that some edition has over several rows.
pub(super) fn is_outcome_group(label: &str) -> bool {
    applications().flat_map(|form| form.rows).any(|row| {
        let above = row.path.split_last().map_or(&[][..], |(_, above)| above);
        above.contains(&label)
    })
}

/// How many values the rows of a table have that has one value in each of its columns: of table 二 those of its widest
/// block, of table 四 its one row.
pub(super) fn widths(table: TableKey) -> &'static [usize] {
    static WIDTHS: LazyLock<[Vec<usize>; 3]> = LazyLock::new(|| {
        let widest = |form: &DisclosureForm| form.blocks.iter().map(|block| block.columns.len()).max();
        [
            distinct(disclosures().filter_map(widest)),
            distinct(applications().map(|form| form.columns.len())),
            distinct(disputes().map(|form| form.groups.len() * form.columns.len())),
        ]
    });
    let [disclosure, applications, disputes] = &*WIDTHS;
    match table {
        TableKey::Disclosure => disclosure,
        TableKey::Applications => applications,
        TableKey::Disputes => disputes,
    }
}

/// The cells of a table that an edition has and another has not.
pub(super) fn only_in(table: TableKey, edition: Edition, other: Edition) -> &'static [CellKey] {
    static ONLY_IN: LazyLock<HashMap<(TableKey, Edition, Edition), Vec<CellKey>>> = LazyLock::new(|| {
        let pairs = Edition::all().flat_map(|edition| Edition::all().map(move |other| (edition, other)));
        let tables = pairs.flat_map(|(edition, other)| TableKey::ALL.map(|table| (table, edition, other)));
        let cells = |(table, edition, other): (TableKey, Edition, Edition)| {
            let keys = edition.form().table(table).cells.iter().map(|cell| cell.key);
            keys.filter(|key| other.form().table(table).cell(*key).is_none()).collect()
        };
        tables.map(|of| (of, cells(of))).collect()
    });
    ONLY_IN.get(&(table, edition, other)).map_or(&[], Vec::as_slice)
}

/// How many columns a group of table 四 has, in the edition with the fewest.
pub(super) fn least_of_group() -> usize {
    disputes().map(|form| form.columns.len()).min().unwrap_or(1)
}

/// The numbers, each once, those of the newest edition first.
fn distinct(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut once = Vec::new();
    for number in numbers {
        if !once.contains(&number) {
            once.push(number);
        }
    }
    once
}
