//! What the tables of a document state, before conflicts are settled.

use std::collections::BTreeSet;

use super::columns::Column;
use super::dictionary::Meaning;
use gongkai_core::document::Position;
use gongkai_core::form::{ByCell, CellKey, TableKey};
use gongkai_core::reading::{ColumnsByOrder, UnplacedRow, UnreadReason};
use gongkai_core::sums::Addend;
use gongkai_core::{Cell, Report};

/// One cell as one place of the document states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) cell: Cell,
    pub(super) position: Position,
    /// The row's label is a group of the other edition's form, so that rows inside the group outrank it.
    pub(super) as_group: bool,
    /// Its column is known by where it stands alone, see [`Table::aligned`](gongkai_core::document::Table::aligned).
    pub(super) aligned: bool,
    /// Its column has a label that nobody knows, and is known by its place between the others.
    pub(super) by_place: bool,
}

/// A row whose digits do not stand one number to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) table: TableKey,
    /// The row's key; in table 四 nothing, since the columns name their groups.
    pub(super) row: Option<&'static str>,
    /// The columns in the order of the row.
    pub(super) columns: Vec<Column>,
    /// What is printed, cell by cell.
    pub(super) printed: Vec<(String, Position)>,
}

/// A row of values of which some gave no cell. Where another place of the document states those cells, nothing but the row
/// itself tells that it was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FailedRow {
    /// The cells for which its values failed.
    pub(super) keys: Vec<CellKey>,
    pub(super) row: UnplacedRow,
    /// Where its values stand.
    pub(super) positions: Vec<Position>,
}

/// A label of the forms that was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) printed: String,
    pub(super) meaning: Meaning,
    /// The label of the forms that it was found to be.
    pub(super) label: &'static str,
    pub(super) position: Position,
}

/// Everything that the tables of a document state.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    pub(super) statements: ByCell<Vec<Statement>>,
    pub(super) failures: ByCell<(UnreadReason, Option<String>)>,
    /// The rows and, for table 四, groups whose labels were found.
    pub(super) rows: BTreeSet<(TableKey, &'static str)>,
    /// Rows and columns that a damaged label may have meant.
    pub(super) doubted: Vec<(Meaning, String)>,
    pub(super) seen: Vec<Seen>,
    pub(super) unplaced: Vec<UnplacedRow>,
    /// The rows of values that failed for some cell.
    pub(super) failed: Vec<FailedRow>,
    /// The cells for which something failed, as long as it is not known in what row.
    pub(super) failing: Vec<CellKey>,
    pub(super) by_order: Vec<ColumnsByOrder>,
    pub(super) runs: Vec<Run>,
    /// Whether a value of table 四 stands under no head, as one does that a page's side has parted from its own.
    pub(super) loose_dispute: bool,
    /// Whether figures of table 四 stand in a row of their own that is not its row: a line may have broken within a number of
    /// that.
    pub(super) broken_dispute: bool,
}

impl Harvest {
    /// Records that a place of the document states a cell.
    pub(super) fn state(&mut self, key: CellKey, statement: Statement) {
        if let Some(place) = self.statements.place(key) {
            place.get_or_insert_default().push(statement);
        }
    }

    /// What a cell adds to a sum, where just one place of the document states it.
    pub(super) fn addend(&self, key: CellKey) -> Addend {
        match self.statements.get(key).map(Vec::as_slice) {
            Some([only]) => Addend::of(Some(&only.cell)),
            _ => Addend::Unread,
        }
    }

    /// Records why a cell was not read where it should stand.
    pub(super) fn fail(&mut self, key: CellKey, reason: UnreadReason, printed: Option<String>) {
        if let Some(place) = self.failures.place(key) {
            place.get_or_insert((reason, printed));
            self.failing.push(key);
        }
    }

    /// Names the rows of values that failed for cells which other places state, all of them: no unread cell tells of those.
    pub(super) fn name_failed(&mut self, report: &Report) {
        if self.failed.is_empty() {
            return;
        }
        let places = self.statements.iter().flat_map(|(key, all)| all.iter().map(move |one| (key, one.position)));
        let stated: BTreeSet<(CellKey, Position)> = places.collect();
        for failed in std::mem::take(&mut self.failed) {
            let stated_elsewhere = |key: CellKey| {
                report.cell(key).is_some() && !failed.positions.iter().any(|own| stated.contains(&(key, *own)))
            };
            // Other editions may have more cells in the row than the report's.
            let mut keys = failed.keys.iter().filter(|key| report.table_form(key.table()).cell(**key).is_some());
            if keys.all(|key| stated_elsewhere(*key)) {
                self.unplaced.push(failed.row);
            }
        }
    }
}

/// The key of a cell, when any edition has it.
pub(super) fn key(table: TableKey, row: Option<&'static str>, column: Column) -> Option<CellKey> {
    match column {
        Column::Plain(column) => CellKey::of(table, row?, column),
        Column::Dispute(group, column) => CellKey::of(table, group, column),
    }
}
