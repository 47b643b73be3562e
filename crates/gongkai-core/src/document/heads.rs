//! Which heads the cells of a table stand under, and in which groups of rows and columns.

use std::ops::Range;

use super::{CellRole, Table, TableCell};

/// A table as markup has it: rows and columns in which no cell begins are none.
///
/// ```
/// use gongkai_core::document::{CellRole, Heads, Scope, Table, TableCell};
/// let mut table = Table::new(2, 2, vec![
///     TableCell::new(0, 0, "信息内容").with_role(CellRole::Head),
///     TableCell::new(0, 1, "本年制发件数").with_role(CellRole::Head),
///     TableCell::new(1, 0, "规章").with_role(CellRole::Label),
///     TableCell::new(1, 1, "0").with_role(CellRole::Value),
/// ])?;
/// table.head_rows = 1;
/// let heads = Heads::of(&table);
/// let scopes: Vec<_> = table.cells().iter().map(|cell| heads.scope(cell)).collect();
/// assert_eq!(scopes, [Some(Scope::Column), Some(Scope::Column), Some(Scope::Row), None]);
/// # Ok::<(), gongkai_core::document::TableError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Heads<'t> {
    table: &'t Table,
    rows: Vec<bool>,
    columns: Vec<bool>,
    /// How many rows are the head.
    pub head_rows: usize,
    /// The rows below the head, in groups that no cell reaches out of.
    pub groups: Vec<Range<usize>>,
    /// The columns, in groups that the cells of the first row of the head make.
    pub column_groups: Vec<Range<usize>>,
    labels: bool,
    merged: bool,
}

/// Which cells a head heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Those of its row.
    Row,
    /// Those of a group of rows.
    RowGroup,
    /// Those of its column.
    Column,
    /// Those of a group of columns.
    ColumnGroup,
}

impl<'t> Heads<'t> {
    /// The heads of a table.
    #[must_use]
    pub fn of(table: &'t Table) -> Self {
        let (mut rows, mut columns) = (vec![false; table.rows()], vec![false; table.columns()]);
        let mut begins = |row: usize, column: usize| {
            rows.get_mut(row).into_iter().chain(columns.get_mut(column)).for_each(|begun| *begun = true);
        };
        for row in 0..table.rows() {
            for column in 0..table.columns() {
                if table.at(row, column).is_none_or(|cell| (cell.row, cell.column) == (row, column)) {
                    begins(row, column);
                }
            }
        }
        let crosses = |row: usize| table.cells().iter().any(|c| c.row < row && c.row + c.row_span > row);
        let head_rows = if crosses(table.head_rows) { 0 } else { table.head_rows.min(table.rows()) };
        let merged = |cell: &TableCell| cell.role != CellRole::Value && cell.row_span.max(cell.column_span) > 1;
        let mut heads = Self {
            table,
            rows,
            columns,
            head_rows,
            groups: Vec::new(),
            column_groups: Vec::new(),
            labels: table.cells().iter().any(|cell| cell.role == CellRole::Label),
            merged: table.cells().iter().any(merged),
        };
        heads.groups = heads.row_groups();
        heads.column_groups = heads.groups_of_columns();
        heads
    }

    /// A group of rows begins with a head over the whole width, and with and behind a label of several rows.
    fn row_groups(&self) -> Vec<Range<usize>> {
        let mut reach = self.head_rows;
        let mut starts = vec![self.head_rows];
        for row in self.head_rows..self.table.rows() {
            let opens = self.table.row(row).any(|cell| {
                let over_all = cell.role == CellRole::Head && cell.column_span == self.table.columns();
                over_all || (cell.role == CellRole::Label && cell.column == 0 && cell.row_span > 1)
            });
            let behind = row.checked_sub(1).and_then(|above| self.table.at(above, 0));
            let behind =
                behind.is_some_and(|c| c.role == CellRole::Label && c.row_span > 1 && c.row + c.row_span == row);
            if row > self.head_rows && reach <= row && (opens || behind) {
                starts.push(row);
            }
            reach = self.table.row(row).map(|cell| cell.row + cell.row_span).fold(reach, usize::max);
        }
        starts.push(self.table.rows());
        starts
            .windows(2)
            .filter_map(|pair| Some(*pair.first()?..*pair.last()?))
            .filter(|rows| !rows.is_empty())
            .collect()
    }

    fn groups_of_columns(&self) -> Vec<Range<usize>> {
        let all = 0..self.table.columns();
        if self.head_rows == 0 {
            return vec![all];
        }
        let groups: Vec<Range<usize>> = self.table.row(0).map(columns).collect();
        let whole = groups.first().is_some_and(|first| first.start == 0)
            && groups.windows(2).all(|pair| pair.first().map(|one| one.end) == pair.last().map(|one| one.start))
            && groups.last().is_some_and(|last| last.end == all.end);
        if whole { groups } else { vec![all] }
    }

    /// Whether cells begin in a row.
    #[must_use]
    pub fn has_row(&self, row: usize) -> bool {
        self.rows.get(row).copied().unwrap_or(false)
    }

    /// Whether cells begin in a column.
    #[must_use]
    pub fn has_column(&self, column: usize) -> bool {
        self.columns.get(column).copied().unwrap_or(false)
    }

    /// How many rows and columns of the markup a cell spans.
    #[must_use]
    pub fn spans(&self, cell: &TableCell) -> (usize, usize) {
        let count =
            |begun: &[bool], from: usize, span: usize| begun.iter().skip(from).take(span).filter(|b| **b).count();
        let rows = count(&self.rows, cell.row, cell.row_span);
        (rows.max(1), count(&self.columns, cell.column, cell.column_span).max(1))
    }

    /// Which cells a cell heads; nothing for one that heads none.
    #[must_use]
    pub fn scope(&self, cell: &TableCell) -> Option<Scope> {
        match cell.role {
            CellRole::Label => {
                let group = self.groups.iter().any(|rows| *rows == (cell.row..cell.row + cell.row_span));
                Some(if cell.row_span > 1 && group { Scope::RowGroup } else { Scope::Row })
            }
            _ if cell.text.is_empty() => None,
            CellRole::Head if cell.row >= self.head_rows && cell.column_span == self.table.columns() => {
                Some(Scope::RowGroup)
            }
            _ if cell.role == CellRole::Head || cell.row < self.head_rows => {
                let group = cell.column_span > 1 && self.column_groups.contains(&columns(cell));
                Some(if group { Scope::ColumnGroup } else { Scope::Column })
            }
            _ => None,
        }
    }

    /// The heads that a cell stands under and beside, where the grid alone does not say it.
    #[must_use]
    pub fn of_cell(&self, cell: &TableCell) -> Vec<&'t TableCell> {
        if !self.merged || (cell.text.is_empty() && cell.key.is_none()) {
            return Vec::new();
        }
        let own = columns(cell);
        let heads = |other: &&TableCell| {
            let over = columns(other);
            let whole = over.start <= own.start && own.end <= over.end;
            let meets = over.start < own.end && own.start < over.end;
            let spans = if self.scope(cell).is_some() { whole } else { meets };
            spans
                && other.row + other.row_span <= cell.row
                && matches!(self.scope(other), Some(Scope::Column | Scope::ColumnGroup | Scope::RowGroup))
        };
        let mut found: Vec<&TableCell> = Vec::new();
        let top = 0..self.head_rows.min(cell.row);
        let group = self.groups.iter().find(|rows| rows.contains(&cell.row)).cloned().unwrap_or(0..0);
        let within = group.start..group.end.min(cell.row);
        for row in top.chain(within) {
            found.extend(
                self.table
                    .row(row)
                    .filter(|other| other.role == CellRole::Head || other.row < self.head_rows)
                    .filter(heads),
            );
        }
        if self.labels && cell.role != CellRole::Head {
            let mut column = 0;
            while column < cell.column {
                let Some(label) = self.table.at(cell.row, column) else { break };
                let covers = label.row <= cell.row && cell.row + cell.row_span <= label.row + label.row_span;
                if label.role == CellRole::Label && covers {
                    found.push(label);
                }
                column = (label.column + label.column_span).max(column + 1);
            }
        }
        found
    }

    /// Whether a cell is the label that stands beside the values of its row.
    #[must_use]
    pub fn is_beside_values(&self, cell: &TableCell) -> bool {
        let next = self.table.at(cell.row, cell.column + cell.column_span);
        cell.role == CellRole::Label && next.is_some_and(|next| next.role == CellRole::Value)
    }
}

fn columns(cell: &TableCell) -> Range<usize> {
    cell.column..cell.column + cell.column_span
}
