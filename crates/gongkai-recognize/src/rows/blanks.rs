//! Tables of which only the labels are printed: every value is blank.

use std::collections::BTreeSet;

use super::{Cells, is_value};
use crate::dictionary::{Match, Meaning, dictionary};
use crate::editions::{applications_with, disputes};
use gongkai_core::document::Position;
use gongkai_core::form::{DisputesForm, Edition, TableDeclaration, TableKey};

/// The rows with their blank cells, where no row has a value and the labels are those of a whole table; nothing otherwise.
pub(super) fn filled(rows: &[Cells]) -> Option<Vec<Cells>> {
    // Whatever is no label may be a value.
    let is_label = |text: &str| !is_value(text) && dictionary().look_up(text).found().is_some();
    if !rows.iter().flatten().all(|(text, _)| is_label(text)) {
        return None;
    }
    let labels: Vec<Vec<Match>> =
        rows.iter().map(|row| row.iter().filter_map(|(text, _)| dictionary().exact(text)).collect()).collect();
    let found: BTreeSet<Meaning> = labels.iter().flatten().filter_map(Match::row).collect();
    let of = |table: TableKey| found.iter().filter(|meaning| table_of(**meaning) == Some(table)).count();
    let results = labels.iter().flatten().filter(|label| label.dispute_column().is_some() && !label.is_only_row());
    let results = results.filter(|label| label.row().is_none()).count();
    let whole = [TableKey::Disclosure, TableKey::Applications].iter().any(|table| of(*table) >= least(*table));
    let of_disputes = disputes().find(|form| results >= worded_results(form));
    if !whole && of_disputes.is_none() {
        return None;
    }
    let applicants: Vec<&str> = labels.iter().flatten().filter_map(Match::applicant).collect();
    let applicants = applications_with(&applicants).map_or(0, |form| form.columns.len());
    let mut out: Vec<Cells> = Vec::with_capacity(rows.len() + 1);
    // How many columns of table 二 the last head has.
    let mut columns = 0;
    let mut in_head = false;
    for (row, labels) in rows.iter().zip(&labels) {
        let heads = labels.iter().filter(|label| label.disclosure_column().is_some()).count();
        if heads > 0 {
            columns = if in_head { columns + heads } else { heads };
        }
        in_head = heads > 0;
        let blanks = match labels.last().and_then(Match::row) {
            Some(Meaning::DisclosureRow(_)) => columns,
            Some(Meaning::ApplicationRow(_)) if of(TableKey::Applications) >= least(TableKey::Applications) => {
                let label = labels.last().filter(|label| label.is_only_row() || label.number.is_some());
                label.map_or(0, |_| applicants)
            }
            _ => 0,
        };
        let mut row = row.clone();
        row.extend(std::iter::repeat_n(blank(rows), blanks));
        out.push(row);
    }
    if let Some(form) = of_disputes {
        out.push(vec![blank(rows); form.groups.len() * form.columns.len()]);
    }
    Some(out)
}

fn blank(rows: &[Cells]) -> (String, Position) {
    (String::new(), rows.iter().flatten().next().map_or_else(Position::default, |(_, position)| *position))
}

/// How many results stand over the columns of table 四, 总计 left out, which is a row's label as well.
fn worded_results(form: &DisputesForm) -> usize {
    form.groups.len() * form.columns.len().saturating_sub(1)
}

fn table_of(meaning: Meaning) -> Option<TableKey> {
    match meaning {
        Meaning::DisclosureRow(_) => Some(TableKey::Disclosure),
        Meaning::ApplicationRow(_) => Some(TableKey::Applications),
        _ => None,
    }
}

/// How many rows of a table make it whole, a few that nobody knows left out.
fn least(table: TableKey) -> usize {
    let rows = |edition: Edition| match edition.form().table(table).declared {
        TableDeclaration::Disclosure(form) => form.blocks.iter().map(|block| block.rows.len()).sum::<usize>(),
        TableDeclaration::Applications(form) => form.rows.len(),
        TableDeclaration::Disputes(form) => form.groups.len(),
    };
    Edition::all().map(rows).min().unwrap_or(0) * 9 / 10
}
