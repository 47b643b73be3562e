//! A text: its paragraphs and tables in the newer notation.

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::{Row, write_table};

use crate::field::Field;
use crate::line::Line;
use crate::lists::Lists;
use crate::look::Look;
use crate::paragraph::ParagraphFormat;
use crate::rows::RowFormat;
use crate::tables::Tables;

/// What texts are read with.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) tables: Tables,
    pub(crate) lists: Lists,
    pub(crate) meter: Meter,
}

/// Tables stand no deeper in tables; one that does is read as if it stood here.
const DEEPEST: usize = 12;

/// The longest mark of a note, in bytes.
const LONGEST_MARK: usize = 24;

/// A text while it is read.
#[derive(Debug, Default)]
pub(crate) struct Story {
    body: Markup,
    /// Paragraphs that do not say whether they stand in the row that was begun: the end of a cell behind them will.
    loose: Markup,
    tables: Vec<Table>,
    row_begun: bool,
    outer: RowFormat,
    inner: RowFormat,
    pub(crate) line: Line,
    pub(crate) fields: Vec<Field>,
    /// Whether a number stands for the note that comes next.
    pub(crate) numbered_note: bool,
    /// The first word of its text, as far as that looks alike: a note begins with its mark.
    pub(crate) opening: Option<String>,
    /// Whether it is a note that stands at the end of the document.
    pub(crate) endnote: bool,
}

/// A table while its rows are read.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Row>,
    cells: Vec<(String, bool)>,
    cell: Markup,
    /// Whether something is shown in the cell.
    shows: bool,
}

/// What ends where a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    Paragraph,
    Cell,
    /// The cell of a table in a cell.
    InnerCell,
}

impl Story {
    /// Adds text to the paragraph.
    pub(crate) fn text(&mut self, text: &str, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        let mut words = text.split_whitespace();
        if let Some(first) = words.next().filter(|_| self.opening.is_none()) {
            self.opening = Some(if first.len() > LONGEST_MARK { String::new() } else { first.to_owned() });
        }
        self.line.text(text, look, &shared.tables, &mut shared.meter)
    }

    /// Adds an element that holds nothing to the paragraph.
    pub(crate) fn element(&mut self, name: &'static str, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        if look.deleted {
            return Ok(());
        }
        self.line.mark(look, &shared.tables, &mut shared.meter, |out, _| {
            out.empty(name, &[]);
            Ok(())
        })
    }

    /// Ends the paragraph, and what ends with it.
    pub(crate) fn end_paragraph(
        &mut self,
        ends: Ends,
        format: &ParagraphFormat,
        look: &Look,
        shared: &mut Shared,
    ) -> Result<(), ReadError> {
        shared.meter.nodes(1)?;
        let depth = match ends {
            Ends::Paragraph => format.depth(),
            Ends::Cell => 1,
            Ends::InnerCell => format.depth().max(2),
        };
        let depth = depth.min(DEEPEST);
        let line = std::mem::take(&mut self.line);
        let numbered = format.list.is_some_and(|list| shared.lists.knows(list));
        let in_cell = depth > 0 || self.row_begun;
        let (runs, shows) = line.finish(numbered, in_cell, &shared.tables, &mut shared.meter)?;
        let mut paragraph = Markup::default();
        paragraph.open("w:p", &[]);
        format.write(look, numbered, &shared.tables, &mut paragraph);
        paragraph.markup(&runs);
        let paragraph = paragraph.finish();
        shared.meter.renewed(paragraph.len())?;
        if depth == 0 && self.row_begun {
            self.loose.markup(&paragraph);
            return Ok(());
        }
        self.go_to(depth, shared)?;
        let loose = std::mem::take(&mut self.loose);
        match self.tables.last_mut() {
            Some(table) => {
                table.shows |= shows || !loose.is_empty();
                table.cell.markup(&loose.finish());
                table.cell.markup(&paragraph);
                if ends != Ends::Paragraph {
                    shared.meter.cells(1)?;
                    table.end_cell();
                }
            }
            None => {
                self.body.markup(&loose.finish());
                self.body.markup(&paragraph);
            }
        }
        Ok(())
    }

    /// Ends a row: of the outer table, or of one in a cell.
    pub(crate) fn end_row(
        &mut self,
        inner: bool,
        format: &ParagraphFormat,
        look: &Look,
        shared: &mut Shared,
    ) -> Result<(), ReadError> {
        let depth = if inner { format.depth().clamp(2, DEEPEST) } else { 1 };
        if !self.line.is_empty() || !self.loose.is_empty() {
            // The end of the last cell is missing.
            self.end_paragraph(if inner { Ends::InnerCell } else { Ends::Cell }, format, look, shared)?;
        }
        if !inner {
            self.row_begun = false;
        }
        while self.tables.len() > depth {
            self.close(shared)?;
        }
        let described = if inner { &self.inner } else { &self.outer };
        match self.tables.last_mut().filter(|table| !table.cells.is_empty() || !table.cell.is_empty()) {
            Some(table) => table.end_row(described, shared),
            // A row without a cell is none.
            None => Ok(()),
        }
    }

    /// Takes a control word that describes a row; gives whether it was one.
    pub(crate) fn row_word(
        &mut self,
        word: &str,
        number: Option<i32>,
        (of_inner, format): (bool, &ParagraphFormat),
        shared: &mut Shared,
    ) -> Result<bool, ReadError> {
        // Rows of tables in cells are described behind their cells, in a group that says so, or by some before them.
        let inner = of_inner || (format.depth() > 1 && (self.row_begun || !self.tables.is_empty()));
        if word == "trowd" {
            if inner {
                self.inner = RowFormat::default();
            } else {
                if self.row_begun && self.tables.last().is_none_or(|table| table.cells.is_empty()) {
                    self.give_back(shared)?;
                }
                self.outer = RowFormat::default();
                self.row_begun = true;
            }
            return Ok(true);
        }
        let row = if inner { &mut self.inner } else { &mut self.outer };
        row.take(word, number, &mut shared.meter)
    }

    /// Puts the paragraphs before a row of which no cell came where they stand.
    fn give_back(&mut self, shared: &mut Shared) -> Result<(), ReadError> {
        if !self.loose.is_empty() {
            self.go_to(0, shared)?;
            let loose = std::mem::take(&mut self.loose);
            self.body.markup(&loose.finish());
        }
        Ok(())
    }

    /// Closes and begins tables until so many are open.
    fn go_to(&mut self, depth: usize, shared: &mut Shared) -> Result<(), ReadError> {
        while self.tables.len() > depth {
            self.close(shared)?;
        }
        while self.tables.len() < depth {
            shared.meter.nodes(1)?;
            self.tables.push(Table::default());
        }
        Ok(())
    }

    /// Ends the innermost table and puts it where it stands.
    fn close(&mut self, shared: &mut Shared) -> Result<(), ReadError> {
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        let described = if self.tables.is_empty() { &self.outer } else { &self.inner };
        let is_table = !table.rows.is_empty() || !table.cells.is_empty();
        // What stands behind the last row without the end of a cell is in no table.
        let behind = if table.cells.is_empty() { std::mem::take(&mut table.cell) } else { Markup::default() };
        if !table.cells.is_empty() {
            table.end_row(described, shared)?;
        }
        let out = match self.tables.last_mut() {
            Some(outer) => {
                outer.shows |= is_table || table.shows;
                &mut outer.cell
            }
            None => &mut self.body,
        };
        if is_table {
            write_table(table.rows, &mut shared.meter, out)?;
        }
        out.markup(&behind.finish());
        Ok(())
    }

    /// Adds what is drawn to the paragraph.
    fn drawn(&mut self, look: Look, shared: &mut Shared, write: impl FnOnce(&mut Markup)) -> Result<(), ReadError> {
        if look.deleted {
            return Ok(());
        }
        self.line.mark(look, &shared.tables, &mut shared.meter, |out, _| {
            out.open("w:pict", &[]);
            write(out);
            out.close();
            Ok(())
        })
    }

    /// Adds a text box to the paragraph.
    pub(crate) fn text_box(&mut self, text: &str, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        self.drawn(look, shared, |out| {
            out.open("w:txbxContent", &[]);
            out.markup(text);
            out.close();
        })
    }

    /// Adds text that is drawn as a picture (艺术字).
    pub(crate) fn lettering(&mut self, text: &str, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        self.drawn(look, shared, |out| out.empty("v:textpath", &[("string", text)]))
    }

    pub(crate) fn picture(&mut self, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        self.drawn(look, shared, |out| out.empty("v:imagedata", &[]))
    }

    /// Adds an object of another program.
    pub(crate) fn object(&mut self, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        self.drawn(look, shared, |out| out.empty("o:OLEObject", &[]))
    }

    /// Adds a reference to a note or a comment; one with a mark of its own has that in the text.
    pub(crate) fn refer(
        &mut self,
        name: &'static str,
        id: usize,
        mark: Option<&str>,
        look: Look,
        shared: &mut Shared,
    ) -> Result<(), ReadError> {
        if look.deleted {
            return Ok(());
        }
        let own = if mark.is_some() { "1" } else { "0" };
        self.line.refer(mark.unwrap_or_default(), look, &shared.tables, &mut shared.meter, |out| {
            out.empty(name, &[("w:id", &id.to_string()), ("w:customMarkFollows", own)]);
        })
    }

    /// The text, with everything ended that is open.
    pub(crate) fn finish(
        mut self,
        format: &ParagraphFormat,
        look: &Look,
        shared: &mut Shared,
    ) -> Result<String, ReadError> {
        let in_row = self.row_begun && self.tables.first().is_some_and(|table| !table.cells.is_empty());
        if in_row && (!self.line.is_empty() || !self.loose.is_empty()) {
            // The end of the row is missing.
            self.end_row(false, format, look, shared)?;
        }
        if !self.line.is_empty() {
            self.end_paragraph(Ends::Paragraph, format, look, shared)?;
        }
        self.go_to(0, shared)?;
        self.give_back(shared)?;
        Ok(self.body.finish())
    }
}

impl Table {
    fn end_cell(&mut self) {
        let content = std::mem::take(&mut self.cell).finish();
        self.cells.push((content, !std::mem::take(&mut self.shows)));
    }

    fn end_row(&mut self, described: &RowFormat, shared: &mut Shared) -> Result<(), ReadError> {
        shared.meter.blocks(1)?;
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let row = described.row(std::mem::take(&mut self.cells), &shared.tables);
        self.rows.push(row);
        Ok(())
    }
}
