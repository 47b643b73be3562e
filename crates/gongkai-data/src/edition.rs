//! Which edition a table of a file is in, told by its keys.

use std::collections::BTreeSet;

use gongkai_core::form::{Edition, FormCell, TableForm, TableKey};

/// A row of a table as files write it: table 四's rows are its groups.
pub(crate) struct Row {
    pub(crate) key: &'static str,
    pub(crate) cells: Vec<&'static FormCell>,
}

impl Row {
    /// The row's printed name, quoted, with its table.
    pub(crate) fn printed(&self) -> String {
        let Some(cell) = self.cells.first() else { return self.key.to_owned() };
        let table = cell.key.table().printed();
        let label = match cell.key.table() {
            TableKey::Disputes => cell.column_path.split_last().map(|(_, path)| path.concat()).unwrap_or_default(),
            _ => cell.row_path.last().copied().unwrap_or_default().to_owned(),
        };
        format!("{table}“{label}”")
    }

    /// The row's printed label with those around it, without the table.
    pub(crate) fn label(&self) -> String {
        let Some(cell) = self.cells.first() else { return String::new() };
        match cell.key.table() {
            TableKey::Disputes => cell.column_path.split_last().map(|(_, path)| path.join(" ")).unwrap_or_default(),
            _ => cell.row_path.join(" "),
        }
    }

    /// The printed labels of the row's columns.
    pub(crate) fn columns(&self) -> Vec<&'static str> {
        self.cells.iter().filter_map(|cell| cell.column_path.last().copied()).collect()
    }
}

/// The rows of a form's table in their order.
pub(crate) fn rows(form: &'static TableForm) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for cell in &form.cells {
        match rows.iter_mut().find(|row| row.key == cell.key.row()) {
            Some(row) => row.cells.push(cell),
            None => rows.push(Row { key: cell.key.row(), cells: vec![cell] }),
        }
    }
    rows
}

/// The row keys, and the column keys under them, that a table of a file states.
#[derive(Default)]
pub(crate) struct StatedKeys<'a> {
    pub(crate) rows: BTreeSet<&'a str>,
    pub(crate) cells: BTreeSet<(&'a str, &'a str)>,
}

/// The edition of a table that does not name one: the governing edition's, unless the table's rows are exactly
/// those of the other, or only the other has all of its keys.
pub(crate) fn tell(table: TableKey, stated: &StatedKeys<'_>, governing: Edition) -> Edition {
    let others = || Edition::all().filter(|&edition| edition != governing);
    if fits(governing.form().table(table), stated) {
        let exactly = |edition: Edition| {
            let form = edition.form().table(table);
            fits(form, stated) && rows(form).iter().map(|row| row.key).collect::<BTreeSet<_>>() == stated.rows
        };
        return if exactly(governing) { governing } else { others().find(|&e| exactly(e)).unwrap_or(governing) };
    }
    others().find(|edition| fits(edition.form().table(table), stated)).unwrap_or(governing)
}

/// Whether a form has every stated row and column.
fn fits(form: &'static TableForm, stated: &StatedKeys<'_>) -> bool {
    stated.rows.iter().all(|row| form.cells.iter().any(|cell| cell.key.row() == *row))
        && stated
            .cells
            .iter()
            .all(|(row, column)| form.cells.iter().any(|cell| cell.key.row() == *row && cell.key.column() == *column))
}
