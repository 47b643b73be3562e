//! Pages put together into a document.

use gongkai_core::document::{Block, Document, Paragraph, Position, Remark, RemarkKind, Table, TableCell};
use gongkai_core::format::{Limits, ReadError};

use super::cells::PageTable;
use super::content::{PageContent, Segment};
use super::fold::UNREADABLE;
use super::lattice::lattices;
use super::lines::{Line, lines};
use super::paragraphs::{Flowing, Margins};
use super::rows::is_open;
use super::rulings::merge;
use super::{aligned, bands, continued, furniture, runs};

/// What one page holds: lines outside tables, and tables.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) lines: Vec<Line>,
    pub(super) tables: Vec<PageTable>,
    /// The horizontal rulings.
    pub(super) rules: Vec<Segment>,
}

/// The pages read so far.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pages: Vec<Page>,
    cells: usize,
}

/// A line or a table in reading order.
enum Piece {
    Line(Line),
    Table(PageTable),
}

fn too_many_cells(limits: &Limits) -> ReadError {
    ReadError::TooLarge { what: "表格单元格数 / table cells", limit: limits.cells }
}

impl Pages {
    /// Adds what a page draws.
    pub(super) fn add(&mut self, number: usize, content: PageContent, limits: &Limits) -> Result<(), ReadError> {
        let PageContent { width, height, glyphs, across, down, .. } = content;
        let rules = merge(across.clone());
        let grids = lattices(across, down, limits.cells).map_err(|_| too_many_cells(limits))?;
        let (inside, outside) = runs::share(&grids, glyphs);
        let mut tables = Vec::new();
        for (grid, contents) in grids.iter().zip(inside) {
            let table = PageTable::of(grid, contents, number);
            if table.has_text() {
                self.count(table.cells.len(), limits)?;
                tables.push(table);
            }
        }
        self.pages.push(Page { number, width, height, lines: lines(outside), tables, rules });
        Ok(())
    }

    fn count(&mut self, cells: usize, limits: &Limits) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > limits.cells { Err(too_many_cells(limits)) } else { Ok(()) }
    }

    /// The document that the pages make.
    pub(super) fn document(mut self, limits: &Limits) -> Result<Document, ReadError> {
        let mut remarks = furniture::remove(&mut self.pages);
        self.pages.iter_mut().for_each(bands::close);
        for (index, table) in aligned::tables(&mut self.pages) {
            self.count(table.cells.len(), limits)?;
            if let Some(page) = self.pages.get_mut(index) {
                page.tables.push(table);
            }
        }
        let margins = Margins::of(&self.pages);
        let mut flowing = Flowing::default();
        let mut blocks: Vec<Block> = Vec::new();
        let mut open: Option<PageTable> = None;
        let mut tables = 0;
        for page in self.pages {
            let margin = margins.of_page(page.number);
            for piece in pieces(page.lines, page.tables) {
                match piece {
                    Piece::Line(line) => {
                        close(&mut open, &mut tables, &mut blocks)?;
                        flowing.line(line, page.number, margin);
                    }
                    Piece::Table(table) => {
                        blocks.extend(flowing.finish().into_iter().map(Block::Paragraph));
                        match &mut open {
                            Some(above) if continued::continues(above, &table) => {
                                let at = Position::default().page(page.number).table(tables + 1);
                                let detail = continued::append(above, table);
                                remarks.push(Remark::new(RemarkKind::Joined, detail, at));
                            }
                            _ => {
                                close(&mut open, &mut tables, &mut blocks)?;
                                open = Some(table);
                            }
                        }
                    }
                }
            }
        }
        close(&mut open, &mut tables, &mut blocks)?;
        blocks.extend(flowing.finish().into_iter().map(Block::Paragraph));
        let mut document = Document::new(blocks);
        document.remarks = remarks;
        Ok(document)
    }
}

/// Ends the table that might have gone on.
fn close(open: &mut Option<PageTable>, tables: &mut usize, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
    let Some(table) = open.take() else { return Ok(()) };
    *tables += 1;
    let (rows, columns, ruled) = (table.rows, table.columns(), table.ruled);
    let position = Position::default().page(table.page).table(*tables);
    let cells = table.cells.into_iter().map(|cell| {
        let mut cell = cell;
        // A note whose bracket is open where the cell ends was cut there, as a sheet's cells cut what has no room.
        if (cell.full || !ruled) && cell.text.starts_with(char::is_numeric) && is_open(&cell.text) {
            cell.text.push(UNREADABLE);
        }
        let at = Position::default().page(cell.page).table(*tables);
        let at = at.table_row(cell.area.row + 1).table_column(cell.area.column + 1);
        TableCell::new(cell.area.row, cell.area.column, cell.text)
            .spanning(cell.area.row_span, cell.area.column_span)
            .at(at)
    });
    let mut made = Table::new(rows, columns, cells.collect())
        .map_err(|error| ReadError::Damaged { detail: error.to_string(), position })?;
    made.position = position;
    made.aligned = !ruled;
    blocks.push(made.into());
    Ok(())
}

fn pieces(lines: Vec<Line>, tables: Vec<PageTable>) -> Vec<Piece> {
    let mut pieces: Vec<(f64, Piece)> = lines.into_iter().map(|line| (line.y, Piece::Line(line))).collect();
    pieces.extend(tables.into_iter().map(|table| (table.top, Piece::Table(table))));
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// A paragraph at a page.
pub(super) fn at_page(paragraph: Paragraph, page: usize) -> Paragraph {
    paragraph.at(Position::default().page(page))
}
