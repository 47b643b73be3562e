//! Tables with merged cells.

use super::{Mark, Position};
use crate::form::{CellKey, Edition, TableKey};

/// A table: cells at their upper left corners on a grid of rows and columns.
///
/// ```
/// use gongkai_core::document::{Table, TableCell};
/// let table = Table::new(2, 3, vec![
///     TableCell::new(0, 0, "行政复议").spanning(1, 3),
///     TableCell::new(1, 0, "1"),
///     TableCell::new(1, 2, "3"),
/// ])?;
/// assert_eq!(table.at(0, 2).map(|cell| cell.text.as_str()), Some("行政复议"));
/// assert_eq!(table.at(1, 1), None);
/// # Ok::<(), gongkai_core::document::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    rows: usize,
    columns: usize,
    cells: Vec<TableCell>,
    /// For each place of the grid the index of its cell plus one, 0 for none.
    places: Vec<u32>,
    /// How many rows at the top are the head, repeated over pages.
    pub head_rows: usize,
    /// Widths of the columns in twips, when known; as many as columns.
    pub widths: Vec<u32>,
    /// Which table of which form it is: set by `compose`, and by a reader whose file says so itself (a workbook that
    /// this library made names its tables). It is a hint; the labels decide.
    pub form: Option<(Edition, TableKey)>,
    /// Whether its columns are known only by where its texts stand on the page, with no ruling and no markup between
    /// them. A row of such a table is taken where its own sum confirms it.
    pub aligned: bool,
    /// Whether its cells are pieces of lines of text: a line break inside a cell then ends its row, and a row of a single
    /// cell may stand beside the table as a paragraph.
    pub pasted: bool,
    /// Where it came from.
    pub position: Position,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableCell {
    /// The row of its upper left corner, from 0.
    pub row: usize,
    /// The column of its upper left corner, from 0.
    pub column: usize,
    /// How many rows it spans, at least 1.
    pub row_span: usize,
    /// How many columns it spans, at least 1.
    pub column_span: usize,
    /// Its text; paragraphs are parted by `\n`. U+FFFD stands for what the reader could not make out; a value that
    /// holds it is left unread.
    pub text: String,
    /// The parts of the text that are not set as the rest: what is raised beside a number and has no raised form of its
    /// own.
    pub marks: Vec<Mark>,
    /// Whether it holds a picture, whose text cannot be read: an empty text is then not a blank.
    pub picture: bool,
    /// Why its value cannot be told although the cell was found; its text is then what stands in the file.
    pub unclear: Option<Unclear>,
    /// What it is. Readers leave `Unknown`.
    pub role: CellRole,
    /// Which value cell of the form it is, set by `compose`.
    pub key: Option<CellKey>,
    /// Where it came from.
    pub position: Position,
}

/// What a table cell is in the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum CellRole {
    /// Not known: the cell was read from a file.
    #[default]
    Unknown,
    /// A label of the head, centred.
    Head,
    /// A label of a row.
    Label,
    /// A value, centred.
    Value,
    /// A bar beside a number, which says its share: filled, and without a text.
    Bar,
    /// What a bar leaves of the whole.
    BarRest,
}

/// Why a cell's value cannot be told from its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Unclear {
    /// It is a formula, and no program has saved its result.
    NoResult,
    /// The file states it more than once, or for another place than it stands in, and each time otherwise.
    Contradicted,
    /// The figures in it may as well be those of a cell beside it, as where a line broke behind an empty cell.
    Shared,
}

/// The cells do not make a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// Two cells cover the same place.
    #[error("第 {row} 行第 {column} 列有两个单元格 / two cells cover row {row}, column {column}")]
    Overlap {
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A cell stands or reaches outside the grid.
    #[error(
        "第 {row} 行第 {column} 列的单元格超出表格 / the cell at row {row}, column {column} reaches outside the table"
    )]
    Outside {
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// The grid has more places than a table may have.
    #[error(
        "表格有 {rows} 行 {columns} 列，超过 {limit} 格 / a table of {rows} rows and {columns} columns is larger than {limit} places"
    )]
    TooLarge {
        /// Its rows.
        rows: usize,
        /// Its columns.
        columns: usize,
        /// The limit.
        limit: usize,
    },
}

impl TableCell {
    /// A cell of one place.
    pub fn new(row: usize, column: usize, text: impl Into<String>) -> Self {
        Self {
            row,
            column,
            row_span: 1,
            column_span: 1,
            text: text.into(),
            marks: Vec::new(),
            picture: false,
            unclear: None,
            role: CellRole::Unknown,
            key: None,
            position: Position::default(),
        }
    }

    /// The same cell spanning so many rows and columns, at least one each.
    #[must_use]
    pub fn spanning(mut self, rows: usize, columns: usize) -> Self {
        self.row_span = rows.max(1);
        self.column_span = columns.max(1);
        self
    }

    /// The same cell with its role.
    #[must_use]
    pub fn with_role(mut self, role: CellRole) -> Self {
        self.role = role;
        self
    }

    /// The same cell as a value cell of the form.
    #[must_use]
    pub fn with_key(mut self, key: CellKey) -> Self {
        self.key = Some(key);
        self
    }

    /// The same cell at another place of the grid.
    #[must_use]
    pub fn moved_to(mut self, row: usize, column: usize) -> Self {
        (self.row, self.column) = (row, column);
        self
    }

    /// The same cell with where it came from.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = position;
        self
    }
}

impl Table {
    /// The most places a table's grid may have; the largest statutory table has 280.
    pub const MOST_PLACES: usize = 400_000;

    /// A table whose cells are laid out by whoever makes it, so that none reaches into another or out of the grid; nothing
    /// where it is larger than a table may be.
    #[must_use]
    pub fn laid_out(rows: usize, columns: usize, cells: Vec<TableCell>) -> Option<Self> {
        let made = Self::new(rows, columns, cells);
        debug_assert!(!matches!(made, Err(TableError::Overlap { .. } | TableError::Outside { .. })), "{made:?}");
        made.ok()
    }

    /// A table of these cells. Places that no cell covers are allowed: real files have them.
    ///
    /// # Errors
    /// [`TableError`] when cells overlap, reach outside the grid, or the grid is too large.
    pub fn new(rows: usize, columns: usize, mut cells: Vec<TableCell>) -> Result<Self, TableError> {
        let size = rows.checked_mul(columns).filter(|&size| size <= Self::MOST_PLACES);
        let Some(size) = size else {
            return Err(TableError::TooLarge { rows, columns, limit: Self::MOST_PLACES });
        };
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut places = vec![0_u32; size];
        for (index, cell) in cells.iter().enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let (bottom, right) =
                (cell.row.saturating_add(cell.row_span), cell.column.saturating_add(cell.column_span));
            if bottom > rows || right > columns {
                return Err(TableError::Outside { row: cell.row + 1, column: cell.column + 1 });
            }
            for row in cell.row..bottom {
                for column in cell.column..right {
                    match places.get_mut(row * columns + column) {
                        Some(place) if *place == 0 => *place = number,
                        _ => return Err(TableError::Overlap { row: row + 1, column: column + 1 }),
                    }
                }
            }
        }
        Ok(Self {
            rows,
            columns,
            cells,
            places,
            head_rows: 0,
            widths: Vec::new(),
            form: None,
            aligned: false,
            pasted: false,
            position: Position::default(),
        })
    }

    /// How many rows the grid has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns the grid has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The cells by row and column of their upper left corners.
    #[must_use]
    pub fn cells(&self) -> &[TableCell] {
        &self.cells
    }

    /// The same table with what its cells hold changed; each keeps its place and reach.
    #[must_use]
    pub fn with_cells(&self, mut change: impl FnMut(&TableCell) -> TableCell) -> Self {
        let in_place =
            |old: &TableCell| change(old).moved_to(old.row, old.column).spanning(old.row_span, old.column_span);
        let cells = self.cells.iter().map(in_place).collect();
        Self { cells, places: self.places.clone(), widths: self.widths.clone(), ..*self }
    }

    /// The positions of the table and of its cells.
    pub(super) fn positions_mut(&mut self) -> impl Iterator<Item = &mut Position> {
        std::iter::once(&mut self.position).chain(self.cells.iter_mut().map(|cell| &mut cell.position))
    }

    /// The cell that covers a place, whether it starts there or spans it.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<&TableCell> {
        if column >= self.columns {
            return None;
        }
        let number = *self.places.get(row.checked_mul(self.columns)?.checked_add(column)?)?;
        self.cells.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The cells that start in a row, from left to right.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &TableCell> {
        let start = self.cells.partition_point(|cell| cell.row < row);
        self.cells.iter().skip(start).take_while(move |cell| cell.row == row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_table() {
        let twice = vec![TableCell::new(0, 0, "a").spanning(1, 2), TableCell::new(0, 1, "b")];
        assert_eq!(Table::new(1, 2, twice), Err(TableError::Overlap { row: 1, column: 2 }));
        let outside = vec![TableCell::new(0, 0, "a").spanning(usize::MAX, 1)];
        assert_eq!(Table::new(1, 1, outside), Err(TableError::Outside { row: 1, column: 1 }));
        assert!(matches!(Table::new(1 << 40, 1 << 40, Vec::new()), Err(TableError::TooLarge { .. })));
    }

    #[test]
    fn knows_what_covers_a_place() {
        let cells = vec![TableCell::new(1, 1, "b"), TableCell::new(0, 0, "a").spanning(2, 1)];
        let table = Table::new(2, 2, cells).expect("a table");
        assert_eq!(table.at(1, 0).map(|cell| cell.text.as_str()), Some("a"));
        assert_eq!(table.at(0, 1), None);
        assert_eq!(table.at(0, 2), None);
        assert_eq!(table.row(1).map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
