//! Tables: from rows of cells that span and merge to a table on a grid.

use std::collections::BTreeMap;

use gongkai_core::document::{Block, Paragraph, Position, Remark, RemarkKind, Table, TableCell, TableError};
use gongkai_core::format::ReadError;

/// The most columns that a row may claim; Word stops at 63.
const MOST_COLUMNS: usize = 1000;

/// A paragraph or table as read, before it is known what tables are for.
#[derive(Debug)]
pub(super) enum Piece {
    Paragraph(Paragraph),
    Grid(Grid),
}

/// A table as read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Row>,
    /// The widths of the grid's columns in twips.
    pub(super) widths: Vec<u32>,
}

/// A row as read.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Columns of the grid that the row leaves out at its left.
    pub(super) before: usize,
    pub(super) head: bool,
    /// Why the row is not shown: deleted, hidden.
    pub(super) left_out: Option<&'static str>,
}

/// A cell as read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) span: usize,
    /// Whether it is merged with the cells above or below it: it goes on the one above, or begins.
    pub(super) vertical: Option<Merge>,
    /// Whether it goes on the cell at its left, as older files merge.
    pub(super) continues_left: bool,
    /// Whether a tracked change deleted it, so that the row's next cells move up to its place.
    pub(super) deleted: bool,
    pub(super) pieces: Vec<Piece>,
}

/// A cell's part in a vertical merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    Begins,
    GoesOn,
}

/// Makes blocks of the pieces, numbering the tables in reading order.
pub(super) fn settle(
    pieces: Vec<Piece>,
    tables: &mut usize,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Block>, ReadError> {
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => blocks.push(paragraph.into()),
            Piece::Grid(grid) if grid.is_layout() => {
                let inner = grid.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.pieces).collect();
                blocks.extend(settle(inner, tables, remarks)?);
            }
            Piece::Grid(grid) if grid.rows.is_empty() => {}
            Piece::Grid(grid) => {
                *tables += 1;
                blocks.push(Block::Table(grid.table(*tables, remarks)?));
            }
        }
    }
    Ok(blocks)
}

impl Grid {
    /// Whether the table only frames what is in it: one cell, or one column of cells with tables in them.
    fn is_layout(&self) -> bool {
        let one_column = self.rows.iter().all(|row| row.cells.len() <= 1);
        let nested = || {
            self.rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.pieces)
                .any(|p| matches!(p, Piece::Grid(_)))
        };
        one_column && (self.rows.len() == 1 || nested())
    }

    fn table(self, number: usize, remarks: &mut Vec<Remark>) -> Result<Table, ReadError> {
        let position = Position::default().table(number);
        let rows = self.rows.len();
        let head_rows = self.rows.iter().take_while(|row| row.head).count();
        let mut columns = 0;
        let mut cells: Vec<TableCell> = Vec::new();
        // The cells that a merge brings down to the row above, by their first column. A cell that goes on where none
        // began is a cell of its own.
        let mut above: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, row) in self.rows.into_iter().enumerate() {
            let mut reaching = BTreeMap::new();
            let mut column = row.before;
            let mut left: Option<usize> = None;
            for cell in row.cells {
                let span = cell.span.max(1);
                let at = position.table_row(index + 1).table_column(column + 1);
                let end = column.saturating_add(span);
                if end > MOST_COLUMNS {
                    return Err(ReadError::TooLarge { what: "表格列数 / columns of a table", limit: MOST_COLUMNS });
                }
                let text = text(cell.pieces, at, remarks);
                let same_span = |&i: &usize| cells.get(i).is_some_and(|upper| upper.column_span == span);
                let upper =
                    above.get(&column).copied().filter(|_| cell.vertical == Some(Merge::GoesOn)).filter(same_span);
                let in_row = |&i: &usize| cells.get(i).is_some_and(|left| left.row == index);
                let left_cell = left.filter(|_| cell.continues_left).filter(in_row);
                let owner = upper.or(left_cell).unwrap_or(cells.len());
                match cells.get_mut(owner) {
                    Some(cell) => {
                        if upper.is_some() {
                            cell.row_span += 1;
                        } else {
                            cell.column_span += span;
                        }
                        left_out(&text, at, remarks);
                    }
                    None => cells.push(TableCell::new(index, column, text).spanning(1, span).at(at)),
                }
                let start = cells.get(owner).map_or(column, |cell| cell.column);
                if cell.vertical.is_some() {
                    reaching.insert(start, owner);
                }
                left = Some(owner);
                column = end;
            }
            columns = columns.max(column);
            above = reaching;
        }
        let mut table = Table::new(rows, columns, cells).map_err(refused)?;
        table.head_rows = head_rows;
        table.position = position;
        if self.widths.len() == columns {
            table.widths = self.widths;
        }
        Ok(table)
    }
}

/// A cell that goes on another shows that one's text and not its own.
fn left_out(text: &str, at: Position, remarks: &mut Vec<Remark>) {
    if !text.is_empty() {
        remarks.push(Remark::new(RemarkKind::NotShown, format!("合并单元格中未显示的文字：{text}"), at));
    }
}

fn refused(error: TableError) -> ReadError {
    match error {
        TableError::TooLarge { limit, .. } => ReadError::TooLarge { what: "表格格数 / places of a table", limit },
        other => ReadError::damaged(other.to_string()),
    }
}

/// The text of a cell, one line for each paragraph; a table in it is read as text, row by row.
fn text(pieces: Vec<Piece>, at: Position, remarks: &mut Vec<Remark>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => lines.push(paragraph.text),
            Piece::Grid(grid) => {
                remarks.push(Remark::new(
                    RemarkKind::Unknown,
                    "单元格中的表格按文字读入 / a table inside a cell is read as text",
                    at,
                ));
                for row in grid.rows {
                    let cells: Vec<String> =
                        row.cells.into_iter().map(|cell| text(cell.pieces, at, remarks).replace('\n', " ")).collect();
                    lines.push(cells.join(" ").trim().to_owned());
                }
            }
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}
