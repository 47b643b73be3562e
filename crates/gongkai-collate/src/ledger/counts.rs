//! Counting into the cells of a table.

use gongkai_core::form::keys::column;
use std::collections::BTreeMap;

use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Number};

/// A table's cells, each with what was counted so far.
pub(crate) struct Counts {
    cells: BTreeMap<(&'static str, &'static str), (CellKey, i64)>,
}

impl Counts {
    /// Nothing counted yet in any cell of the table.
    pub(crate) fn new(edition: Edition, table: TableKey) -> Self {
        let cells = edition.form().table(table).cells.iter().map(|cell| cell.key);
        Self { cells: cells.map(|key| ((key.row(), key.column()), (key, 0))).collect() }
    }

    /// Whether the table has the cell.
    pub(crate) fn has(&self, row: &'static str, column: &'static str) -> bool {
        self.cells.contains_key(&(row, column))
    }

    /// Counts one in a cell and in the total of its row.
    pub(crate) fn add(&mut self, row: &'static str, column: &'static str) {
        for column in [column, column::TOTAL] {
            if let Some((_, count)) = self.cells.get_mut(&(row, column)) {
                *count += 1;
            }
        }
    }

    /// Every cell with its count.
    pub(crate) fn into_cells(self) -> BTreeMap<CellKey, Cell> {
        self.cells.into_values().map(|(key, count)| (key, Cell::from(Number::from(count)))).collect()
    }
}
