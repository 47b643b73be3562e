//! Tables: from rows of cells that span and merge to a table on a grid.

use std::collections::BTreeMap;
use std::ops::Range;

use gongkai_core::document::{
    Block, Inline, Look, Paragraph, ParagraphRole, Position, RemarkKind, Runs, Table, TableCell, TableError, Unclear,
};
use gongkai_core::format::{Meter, ReadError};

use super::line::{Line, is_figure};
use super::places::Places;
use super::remarks::{MERGED, Remarks};

/// A paragraph or table as read, before it is known what tables are for.
#[derive(Debug)]
pub(super) enum Piece {
    /// A line of text in a cell or text box, until it is known what stands beside it.
    Line {
        role: ParagraphRole,
        line: Line,
        place: Position,
    },
    /// A paragraph that is complete.
    Block(Block),
    Grid(Grid),
    /// Where a cell holds a picture.
    Picture,
    /// Where a text box stands in a cell that holds this figure and nothing else.
    Boxed(String),
    /// Where a cell shows what the file does not say, or says in two ways: what is worked out when the document is shown
    /// and was not saved with it, or is kept elsewhere.
    Unclear(Unclear),
    /// A document of another format that is to be read in this place: its part, and what the file calls it.
    Chunk {
        part: Option<String>,
        target: String,
        place: Position,
    },
}

impl Piece {
    /// The text of a line, for remarks.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Line { line, .. } => line.text() + " ",
            Self::Block(Block::Paragraph(paragraph)) => format!("{} ", paragraph.text),
            _ => String::new(),
        }
    }
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
    /// How many columns its cells span together.
    pub(super) width: usize,
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
    /// Where its element stands in the main part; nothing in other parts.
    pub(super) source: Option<Range<usize>>,
}

/// A cell's part in a vertical merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    Begins,
    GoesOn,
}

/// Reads a document that stands in a place of another: its part, what the file calls it, and where it stands.
pub(super) type ReadChunk<'s> =
    dyn FnMut(Option<&str>, &str, Position, &mut Meter, &mut Remarks) -> Result<Vec<Block>, ReadError> + 's;

/// What becomes of the pieces of one document.
pub(super) struct Settling<'s> {
    pub(super) meter: &'s mut Meter,
    pub(super) remarks: &'s mut Remarks,
    /// Reads a document that stands in a place of this one.
    pub(super) embedded: &'s mut ReadChunk<'s>,
    /// How many tables there were so far.
    pub(super) tables: usize,
    /// Where cells stand in the main part, for whoever writes into it.
    pub(super) places: &'s mut Places,
}

impl Settling<'_> {
    /// Makes blocks of the pieces, numbering the tables in reading order.
    pub(super) fn settle(&mut self, pieces: Vec<Piece>) -> Result<Vec<Block>, ReadError> {
        let mut blocks = Vec::new();
        self.settle_into(pieces, &mut blocks)?;
        Ok(blocks)
    }

    fn settle_into(&mut self, pieces: Vec<Piece>, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
        for piece in pieces {
            match piece {
                Piece::Block(block) => blocks.push(block),
                Piece::Line { role, line, place } => {
                    let inline = line.finish();
                    self.remarks.out_of_force(&inline, place);
                    if !inline.text.is_empty() {
                        blocks.push(Paragraph::of(role, inline).at(place).into());
                    }
                }
                Piece::Picture | Piece::Boxed(_) | Piece::Unclear(_) => {}
                Piece::Chunk { part, target, place } => {
                    for mut block in (self.embedded)(part.as_deref(), &target, place, self.meter, self.remarks)? {
                        if let Block::Table(table) = &mut block {
                            self.tables += 1;
                            table.position = table.position.table(self.tables);
                        }
                        blocks.push(block);
                    }
                }
                Piece::Grid(grid) if grid.is_layout() => {
                    for cell in grid.rows.into_iter().flat_map(|row| row.cells) {
                        self.settle_into(cell.pieces, blocks)?;
                    }
                }
                Piece::Grid(grid) if grid.rows.is_empty() => {}
                Piece::Grid(grid) => {
                    self.tables += 1;
                    blocks.push(Block::Table(self.table(grid)?));
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, mut grid: Grid) -> Result<Table, ReadError> {
        grid.straighten();
        let position = Position::default().table(self.tables);
        let rows = grid.rows.len();
        let head_rows = grid.rows.iter().take_while(|row| row.head).count();
        let columns = grid.rows.iter().map(|row| row.before.saturating_add(row.width)).max().unwrap_or(0);
        self.meter.places(rows.saturating_mul(columns))?;
        let mut cells: Vec<TableCell> = Vec::new();
        // The cells that a merge brings down to the row above, by their first column. A cell that goes on where none
        // began is a cell of its own.
        let mut above: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, row) in grid.rows.into_iter().enumerate() {
            let mut reaching = BTreeMap::new();
            let mut column = row.before;
            let mut left: Option<usize> = None;
            for cell in row.cells {
                let span = cell.span.max(1);
                let at = position.table_row(index + 1).table_column(column + 1);
                let picture = cell.pieces.iter().any(|piece| matches!(piece, Piece::Picture));
                let unclear = cell.pieces.iter().find_map(|piece| match piece {
                    Piece::Unclear(unclear) => Some(*unclear),
                    _ => None,
                });
                let boxed = cell.pieces.iter().find_map(|piece| match piece {
                    Piece::Boxed(figure) => Some(figure.clone()),
                    _ => None,
                });
                let inline = self.text(cell.pieces, at)?;
                // A box lies anywhere over a cell: which of two figures the cell states is not known.
                let mut own = inline.text.lines().filter(|line| boxed.as_deref() != Some(line.trim()));
                let twice = boxed.is_some() && own.any(is_figure);
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
                        // A cell that goes on another shows that one's text and not its own.
                        self.remarks.left_out(MERGED, &inline.text, at);
                    }
                    None => {
                        self.remarks.out_of_force(&inline, at);
                        self.remarks.beside_number(&inline, at);
                        let mut placed = TableCell::new(index, column, inline.text).spanning(1, span).at(at);
                        placed.marks = inline.marks;
                        if let Some(source) = cell.source {
                            self.places.add_cell(at, source);
                        }
                        placed.picture = picture;
                        placed.unclear = unclear.or(twice.then_some(Unclear::Contradicted));
                        cells.push(placed);
                    }
                }
                let start = cells.get(owner).map_or(column, |cell| cell.column);
                if cell.vertical.is_some() {
                    reaching.insert(start, owner);
                }
                left = Some(owner);
                column = column.saturating_add(span);
            }
            above = reaching;
        }
        let mut table = Table::new(rows, columns, cells).map_err(refused)?;
        table.head_rows = head_rows;
        table.position = position;
        if grid.widths.len() == columns {
            table.widths = grid.widths;
        }
        Ok(table)
    }

    /// The text of a cell, one line for each paragraph; a table in it is read as text, row by row.
    fn text(&mut self, pieces: Vec<Piece>, at: Position) -> Result<Inline, ReadError> {
        let mut runs = Runs::default();
        let mut begun = false;
        for piece in pieces {
            match piece {
                Piece::Line { line, .. } => {
                    // A line of which nothing is in force is none.
                    if !line.is_blank() {
                        begin_line(&mut runs, &mut begun);
                    }
                    line.onto(&mut runs);
                }
                Piece::Block(block) => push_block(&block, &mut runs, &mut begun),
                Piece::Picture | Piece::Boxed(_) | Piece::Unclear(_) => {}
                Piece::Chunk { part, target, place } => {
                    for block in (self.embedded)(part.as_deref(), &target, place, self.meter, self.remarks)? {
                        push_block(&block, &mut runs, &mut begun);
                    }
                }
                Piece::Grid(grid) => {
                    self.remarks.say(
                        RemarkKind::ShownOtherwise,
                        "单元格中的表格按文字读入 / a table inside a cell is read as text",
                        at,
                    );
                    for row in grid.rows {
                        let mut texts = Vec::new();
                        for cell in row.cells {
                            let inline = self.text(cell.pieces, at)?;
                            self.remarks.out_of_force(&inline, at);
                            texts.push(inline.text.replace('\n', " "));
                        }
                        push_line(texts.join(" ").trim(), &mut runs, &mut begun);
                    }
                }
            }
        }
        Ok(runs.finish())
    }
}

fn begin_line(runs: &mut Runs, begun: &mut bool) {
    if std::mem::replace(begun, true) {
        runs.push("\n", &Look::default());
    }
}

fn push_line(text: &str, runs: &mut Runs, begun: &mut bool) {
    if !text.is_empty() {
        begin_line(runs, begun);
        runs.push(text, &Look::default());
    }
}

fn push_block(block: &Block, runs: &mut Runs, begun: &mut bool) {
    match block {
        Block::Paragraph(paragraph) => push_line(&paragraph.text, runs, begun),
        Block::Table(table) => {
            for row in 0..table.rows() {
                let texts: Vec<String> = table.row(row).map(|cell| cell.text.replace('\n', " ")).collect();
                push_line(texts.join(" ").trim(), runs, begun);
            }
        }
    }
}

impl Grid {
    /// Whether the table only frames what is in it: one cell, one column of cells with tables in them, or cells with
    /// more cells inside them than it has itself.
    fn is_layout(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let one_column = self.rows.iter().all(|row| row.cells.len() <= 1);
        let inner = cells().flat_map(|cell| &cell.pieces).filter_map(|piece| match piece {
            Piece::Grid(grid) => Some(grid.rows.iter().map(|row| row.cells.len()).sum::<usize>()),
            _ => None,
        });
        let (tables, held) = inner.fold((0_usize, 0_usize), |(tables, held), cells| (tables + 1, held + cells));
        let framed = tables > 0 && (one_column || held > cells().count());
        (one_column && self.rows.len() == 1) || framed
    }
}

fn refused(error: TableError) -> ReadError {
    match error {
        TableError::TooLarge { limit, .. } => ReadError::TooLarge { what: "表格格数 / places of a table", limit },
        other => ReadError::damaged(other.to_string()),
    }
}
