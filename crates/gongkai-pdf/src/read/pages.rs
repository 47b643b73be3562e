//! Pages put together into a document.

use gongkai_core::characters;
use gongkai_core::document::{Block, Document, Position, Remark, RemarkKind, Table, TableCell};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::words::Text;

use super::cells::PageTable;
use super::content::{Glyph, PageContent};
use super::digits::Misnamed;
use super::fold::UNREADABLE;
use super::lines::Line;
use super::page::{Page, off_line};
use super::paragraphs::{Flowing, Margins};
use super::rows::is_open;
use super::sketch::Sketch;
use super::{aligned, bands, continued, fixed, furniture, overprint};

/// The pages read so far.
#[derive(Debug, Default)]
pub(super) struct Pages {
    sketches: Vec<Sketch>,
    pages: Vec<Page>,
    remarks: Vec<Remark>,
}

/// A line or a table in reading order.
enum Piece {
    Line(Line),
    Table(PageTable),
}

impl Pages {
    /// Adds what a page draws.
    pub(super) fn add(&mut self, number: usize, content: PageContent, meter: &mut Meter) -> Result<(), ReadError> {
        self.sketches.push(Sketch::of(number, content, meter)?);
        Ok(())
    }

    /// The pages with their lines and tables, once all of them are known: what is printed on each at the same place is
    /// taken out before it is taken for a cell's text.
    fn fill(&mut self, meter: &mut Meter) -> Result<(), ReadError> {
        let mut sketches = std::mem::take(&mut self.sketches);
        self.remarks.extend(fixed::remove(&mut sketches, meter)?);
        for mut sketch in sketches {
            overprint::doubt(&mut sketch.glyphs, sketch.overprinted, meter)?;
            let number = sketch.number;
            let (page, struck) = sketch.page(meter)?;
            if !struck.is_empty() {
                self.remarks.push(struck_out(&struck.join("”“"), Position::default().page(number)));
            }
            self.pages.push(page);
        }
        Ok(())
    }

    /// The document that the pages make, where the digits of some faces are not known.
    pub(super) fn document(mut self, misnamed: &Misnamed, meter: &mut Meter) -> Result<Document, ReadError> {
        for sketch in &mut self.sketches {
            let glyphs = sketch.glyphs.iter_mut().filter(|glyph| misnamed.holds(glyph));
            glyphs.for_each(|glyph| glyph.char = UNREADABLE);
        }
        self.fill(meter)?;
        let mut remarks = std::mem::take(&mut self.remarks);
        remarks.extend(furniture::remove(&mut self.pages));
        self.pages.iter_mut().for_each(bands::close);
        for (index, table) in aligned::tables(&mut self.pages) {
            meter.cells(table.cells.len())?;
            if let Some(page) = self.pages.get_mut(index) {
                page.tables.push(table);
            }
        }
        without_common_bold(&mut self.pages);
        let margins = Margins::of(&self.pages);
        let mut flowing = Flowing::default();
        let mut blocks: Vec<Block> = Vec::new();
        let mut open: Option<PageTable> = None;
        let mut tables = 0;
        for page in self.pages {
            let margin = margins.of_page(page.number);
            for (at, piece) in pieces(page.lines, page.tables).into_iter().enumerate() {
                let first = at == 0;
                match piece {
                    Piece::Line(line) => {
                        close(&mut open, &mut tables, &mut blocks, &mut remarks)?;
                        flowing.line(line, page.number, margin, &page.links);
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
                                close(&mut open, &mut tables, &mut blocks, &mut remarks)?;
                                let mut table = table;
                                if first && page.number > 1 {
                                    continued::doubt_first_row(&mut table, false);
                                }
                                open = Some(table);
                            }
                        }
                    }
                }
            }
        }
        close(&mut open, &mut tables, &mut blocks, &mut remarks)?;
        blocks.extend(flowing.finish().into_iter().map(Block::Paragraph));
        remarks.extend(flowing.remarks());
        let mut document = Document::new(blocks);
        document.remarks = remarks;
        Ok(document)
    }
}

/// Where most of the text is in a bold face, that face is the text's own and marks nothing.
fn without_common_bold(pages: &mut [Page]) {
    let mut glyphs: Vec<&mut Glyph> =
        pages.iter_mut().flat_map(|page| &mut page.lines).flat_map(|line| &mut line.glyphs).collect();
    let bold = glyphs.iter().filter(|glyph| glyph.drawn.bold).count();
    if bold.saturating_mul(2) > glyphs.len() {
        glyphs.iter_mut().for_each(|glyph| glyph.drawn.bold = false);
    }
}

/// Ends the table that might have gone on.
fn close(
    open: &mut Option<PageTable>,
    tables: &mut usize,
    blocks: &mut Vec<Block>,
    remarks: &mut Vec<Remark>,
) -> Result<(), ReadError> {
    let Some(table) = open.take() else { return Ok(()) };
    *tables += 1;
    let (rows, columns, ruled) = (table.rows, table.columns(), table.ruled);
    let position = Position::default().page(table.page).table(*tables);
    let mut cells = Vec::with_capacity(table.cells.len());
    for mut cell in table.cells {
        // A note whose bracket is open where the cell ends was cut there, as a sheet's cells cut what has no room.
        if (cell.full || !ruled) && cell.text.starts_with(char::is_numeric) && is_open(&cell.text) {
            cell.text.push(UNREADABLE);
        }
        let at = Position::default().page(cell.page).table(*tables);
        let at = at.table_row(cell.area.row + 1).table_column(cell.area.column + 1);
        if !cell.struck.is_empty() {
            remarks.push(struck_out(&cell.struck, at));
        }
        // Lines that no rulings part are shared among cells by their texts, in which the marks have forms of their own.
        if !ruled && cell.text.starts_with(char::is_numeric) {
            cell.off_line = cell.text.chars().filter_map(|c| Some(characters::off_line(c)?.0)).collect();
        }
        if !cell.off_line.is_empty() {
            remarks.push(off_line(&cell.off_line, &cell.text, at));
        }
        let mut made = TableCell::new(cell.area.row, cell.area.column, cell.text)
            .spanning(cell.area.row_span, cell.area.column_span)
            .at(at);
        (made.picture, made.marks) = (cell.picture, cell.marks);
        cells.push(made);
    }
    let mut made = Table::new(rows, columns, cells)
        .map_err(|error| ReadError::Damaged { detail: Box::new(error.to_string().into()), position })?;
    made.position = position;
    made.aligned = !ruled;
    blocks.push(made.into());
    Ok(())
}

fn struck_out(text: &str, at: Position) -> Remark {
    // What is quoted may hold one half of a quotation.
    let detail = Text::new(format!("“{text}”有删除线，不作数，已略去"), format!("“{text}” is struck out, left out"));
    Remark::new(RemarkKind::NotShown, detail, at)
}

fn pieces(lines: Vec<Line>, tables: Vec<PageTable>) -> Vec<Piece> {
    let mut pieces: Vec<(f64, Piece)> = lines.into_iter().map(|line| (line.y, Piece::Line(line))).collect();
    pieces.extend(tables.into_iter().map(|table| (table.top, Piece::Table(table))));
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    pieces.into_iter().map(|(_, piece)| piece).collect()
}
