//! A text: its paragraphs and tables in the newer notation.

use std::ops::Range;

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::{Row, write_table};

use crate::form;
use crate::look::Look;
use crate::paragraph::{Ends, ParagraphFormat};
use crate::pieces::Unit;
use crate::word::{Hints, Word};

/// Codes of characters that stand for something else.
mod code {
    pub(super) const PICTURE: u16 = 0x01;
    pub(super) const NOTE: u16 = 0x02;
    pub(super) const COMMENT: u16 = 0x05;
    pub(super) const CELL: u16 = 0x07;
    pub(super) const SHAPE: u16 = 0x08;
    pub(super) const TAB: u16 = 0x09;
    pub(super) const LINE: u16 = 0x0b;
    pub(super) const PAGE: u16 = 0x0c;
    pub(super) const PARAGRAPH: u16 = 0x0d;
    pub(super) const COLUMN: u16 = 0x0e;
    pub(super) const FIELD: u16 = 0x13;
    pub(super) const FIELD_RESULT: u16 = 0x14;
    pub(super) const FIELD_END: u16 = 0x15;
    pub(super) const SYMBOL: u16 = 0x28;
    pub(super) const HYPHEN: u16 = 0x1e;
    pub(super) const SOFT_HYPHEN: u16 = 0x1f;
}

/// Tables stand no deeper in tables; one that does is read as if it stood here.
const DEEPEST: usize = 12;
/// Text boxes stand no deeper in text boxes.
const DEEPEST_BOX: usize = 4;

/// Puts texts of a document into the newer notation.
pub(crate) struct Story<'s, 'a> {
    word: &'s Word<'a>,
    meter: &'s mut Meter,
    hints: Hints,
    /// Whether the result of each open field has begun, innermost last.
    fields: Vec<bool>,
    /// In how many text boxes this is.
    boxes: usize,
    /// Whether the paragraph says something that is neither deleted nor hidden.
    seen: bool,
}

/// A table while its rows are read.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    cells: Vec<(String, bool)>,
    cell: Markup,
    /// Whether something is shown in the cell.
    shows: bool,
    /// Whether something in the row is neither deleted nor hidden.
    seen: bool,
}

/// A run while its text is read.
#[derive(Default)]
struct Run {
    units: Vec<u16>,
    look: Look,
    begun: bool,
    /// Whether it has text that is shown.
    says: bool,
}

impl<'s, 'a> Story<'s, 'a> {
    pub(crate) fn new(word: &'s Word<'a>, meter: &'s mut Meter) -> Self {
        Self { word, meter, hints: Hints::default(), fields: Vec::new(), boxes: 0, seen: false }
    }

    /// The paragraphs and tables of a stretch of text.
    pub(crate) fn blocks(&mut self, characters: Range<u32>) -> Result<String, ReadError> {
        let mut body = Markup::default();
        let mut tables: Vec<Table> = Vec::new();
        let mut at = characters.start;
        while at < characters.end {
            let (end, mark) = self.paragraph_end(at, characters.end)?;
            let Some(mark) = mark else { break };
            let (style, format) = self.word.paragraph(&mark, &mut self.hints, self.meter)?;
            let depth = format.depth().min(DEEPEST);
            while tables.len() > depth {
                self.close(&mut tables, &mut body)?;
            }
            while tables.len() < depth {
                tables.push(Table::default());
            }
            let look = self.word.look(&mark, &mut self.hints, self.meter)?;
            let ends = format.ends(mark.code);
            match (tables.last_mut(), ends) {
                (Some(table), Ends::Row) => {
                    self.meter.blocks(1)?;
                    table.end_row(format, look.deleted, self.is_hidden(style, &look));
                }
                (table, _) => {
                    let (out, shows) = match table {
                        Some(table) => (&mut table.cell, Some(&mut table.shows)),
                        None => (&mut body, None),
                    };
                    let marked = matches!(mark.code, code::PARAGRAPH | code::CELL | code::PAGE);
                    let text_end = if marked { end.saturating_sub(1) } else { end };
                    let shown = self.paragraph(at..text_end, style, &format, &look, out)?;
                    if let Some(shows) = shows {
                        *shows |= shown;
                    }
                    let seen = std::mem::take(&mut self.seen);
                    if let Some(table) = tables.last_mut() {
                        table.seen |= seen;
                        if ends == Ends::Cell {
                            self.meter.cells(1)?;
                            table.end_cell();
                        }
                    }
                }
            }
            at = end;
        }
        while !tables.is_empty() {
            self.close(&mut tables, &mut body)?;
        }
        Ok(body.finish())
    }

    /// Ends the innermost table and puts it where it stands.
    fn close(&mut self, tables: &mut Vec<Table>, body: &mut Markup) -> Result<(), ReadError> {
        let Some(mut table) = tables.pop() else { return Ok(()) };
        if !table.cell.is_empty() || !table.cells.is_empty() {
            // The end of the last row is missing.
            table.end_row(ParagraphFormat::default(), false, false);
        }
        let out = match tables.last_mut() {
            Some(outer) => {
                (outer.shows, outer.seen) = (true, true);
                &mut outer.cell
            }
            None => body,
        };
        write_table(table.rows, self.meter, out)
    }

    /// The place behind a paragraph that begins at a character, and its last character.
    fn paragraph_end(&mut self, first: u32, end: u32) -> Result<(u32, Option<Unit>), ReadError> {
        self.meter.nodes(1)?;
        let mut last = None;
        for at in first..end {
            let Some(unit) = self.word.pieces.unit(at, &mut self.hints.piece) else {
                return Ok((at.saturating_add(1), last));
            };
            self.meter.characters(1)?;
            last = Some(unit);
            let ends = match unit.code {
                code::PARAGRAPH | code::CELL => true,
                // The end of a section ends its paragraph; a page break does not.
                code::PAGE => self.word.paragraph_ends(&unit, &mut self.hints) == Some(unit.end),
                _ => false,
            };
            if ends {
                return Ok((at + 1, last));
            }
        }
        Ok((end, last))
    }

    fn is_hidden(&self, style: u16, look: &Look) -> bool {
        let mut markup = Markup::default();
        look.toggles.write(self.word.styles.toggled(Some(style), look.style), &mut markup);
        markup.finish().contains("w:vanish w:val=\"1\"")
    }

    /// Writes a paragraph. Gives whether it shows anything.
    fn paragraph(
        &mut self,
        characters: Range<u32>,
        style: u16,
        format: &ParagraphFormat,
        mark: &Look,
        out: &mut Markup,
    ) -> Result<bool, ReadError> {
        let begun = out.len();
        out.open("w:p", &[]);
        format.write(style, mark, self.is_hidden(style, mark), out);
        let empty = out.len();
        let mut run = Run::default();
        // Where in the stream the run's properties end, and the piece that they hold in.
        let mut holds: Option<(Range<usize>, usize)> = None;
        for at in characters.clone() {
            let Some(unit) = self.word.pieces.unit(at, &mut self.hints.piece) else { continue };
            if !holds.as_ref().is_some_and(|(range, piece)| range.contains(&unit.at) && *piece == unit.piece) {
                let look = self.word.look(&unit, &mut self.hints, self.meter)?;
                holds = Some((unit.at..self.word.look_ends(&unit, &mut self.hints), unit.piece));
                if look != run.look {
                    self.end_run(&mut run, style, out);
                    self.meter.nodes(2)?;
                    run.look = look;
                }
            }
            self.unit(at, unit.code, style, characters.end, &mut run, out)?;
            self.meter.fits(out.len().saturating_sub(begun))?;
        }
        self.end_run(&mut run, style, out);
        while self.fields.last() == Some(&false) {
            self.fields.pop();
        }
        let shows = out.len() > empty;
        out.close();
        self.meter.renewed(out.len().saturating_sub(begun))?;
        Ok(shows)
    }

    /// Takes a character: keeps what is text, and writes what stands for something else.
    fn unit(
        &mut self,
        at: u32,
        unit: u16,
        style: u16,
        end: u32,
        run: &mut Run,
        out: &mut Markup,
    ) -> Result<(), ReadError> {
        let word = self.word;
        if let Some(note) = word.footnotes.get(&at).or_else(|| word.endnotes.get(&at)) {
            let name = if word.footnotes.contains_key(&at) { "w:footnoteReference" } else { "w:endnoteReference" };
            self.begin_run(run, style, out);
            let own = if note.marked { "1" } else { "0" };
            out.empty(name, &[("w:id", &note.id.to_string()), ("w:customMarkFollows", own)]);
            if !note.marked {
                return Ok(());
            }
            if !run.look.special {
                // Its mark is a run of its own, whatever follows in the same look.
                run.units.push(unit);
                self.end_run(run, style, out);
                return Ok(());
            }
        }
        if let (true, Some((font, sign))) = (unit == code::SYMBOL || run.look.special, run.look.symbol) {
            self.begin_run(run, style, out);
            let font = word.fonts.get(usize::from(font)).map_or("", String::as_str);
            out.empty("w:sym", &[("w:font", font), ("w:char", &format!("{sign:04X}"))]);
            return Ok(());
        }
        let deleted = run.look.deleted;
        let empty = match unit {
            code::FIELD | code::FIELD_RESULT | code::FIELD_END => {
                if !deleted {
                    self.field(at, unit, end, style, run, out)?;
                }
                return Ok(());
            }
            code::TAB => "w:tab",
            code::LINE | code::PAGE | code::COLUMN => "w:br",
            code::HYPHEN => "w:noBreakHyphen",
            code::SOFT_HYPHEN => return Ok(()),
            code::PICTURE if run.look.special => {
                if !run.look.data {
                    self.picture(style, run, out);
                }
                return Ok(());
            }
            code::SHAPE if run.look.special => return self.shape(at, style, run, out),
            code::COMMENT if word.comments.contains_key(&at) => {
                let id = word.comments.get(&at).map_or(0, |note| note.id);
                self.begin_run(run, style, out);
                out.empty("w:commentReference", &[("w:id", &id.to_string())]);
                return Ok(());
            }
            // The numbers of notes, lines over notes, numbers of pages.
            code::NOTE | 0x00..=0x1f if run.look.special => return Ok(()),
            code::NOTE | 0x03 | 0x04 | code::COMMENT => return Ok(()),
            unit => {
                run.units.push(unit);
                return Ok(());
            }
        };
        if !deleted {
            self.begin_run(run, style, out);
            out.empty(empty, &[]);
        }
        Ok(())
    }

    /// Begins the run, and writes the text that was kept so far.
    fn begin_run(&mut self, run: &mut Run, style: u16, out: &mut Markup) {
        if !run.begun {
            if run.look.deleted {
                out.open("w:del", &[]);
            }
            out.open("w:r", &[]);
            run.look.write(Some(style), &self.word.styles, &self.word.fonts, out);
            run.begun = true;
        }
        self.write_text(run, out);
    }

    fn write_text(&mut self, run: &mut Run, out: &mut Markup) {
        if run.units.is_empty() {
            return;
        }
        let units = std::mem::take(&mut run.units);
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        let name = match (run.look.deleted, self.fields.last()) {
            (true, _) => "w:delText",
            (false, Some(false)) => "w:instrText",
            (false, _) => "w:t",
        };
        run.says |= name == "w:t" && !text.trim().is_empty();
        out.open(name, &[("xml:space", "preserve")]);
        out.text(&text);
        out.close();
    }

    fn end_run(&mut self, run: &mut Run, style: u16, out: &mut Markup) {
        if !run.units.is_empty() {
            self.begin_run(run, style, out);
        }
        let says = std::mem::take(&mut run.says);
        self.seen |= says && !self.is_hidden(style, &run.look);
        if run.begun {
            out.close();
            if run.look.deleted {
                out.close();
            }
            run.begun = false;
        }
    }

    /// A field begins, its result begins, or it ends.
    fn field(
        &mut self,
        at: u32,
        unit: u16,
        end: u32,
        style: u16,
        run: &mut Run,
        out: &mut Markup,
    ) -> Result<(), ReadError> {
        self.begin_run(run, style, out);
        match unit {
            code::FIELD => {
                self.meter.nodes(1)?;
                self.fields.push(false);
                out.open("w:fldChar", &[("w:fldCharType", "begin")]);
                self.form(at, end, out)?;
                out.close();
            }
            code::FIELD_RESULT => {
                if let Some(result) = self.fields.last_mut() {
                    *result = true;
                }
                out.empty("w:fldChar", &[("w:fldCharType", "separate")]);
            }
            _ => {
                self.fields.pop();
                out.empty("w:fldChar", &[("w:fldCharType", "end")]);
            }
        }
        Ok(())
    }

    /// Writes what a field of a form holds, where a field stands for one.
    fn form(&mut self, at: u32, end: u32, out: &mut Markup) -> Result<(), ReadError> {
        /// How far behind the beginning of a field its data may stand.
        const NEAR: u32 = 64;
        let mut hints = self.hints;
        for at in at.saturating_add(1)..end.min(at.saturating_add(NEAR)) {
            let Some(unit) = self.word.pieces.unit(at, &mut hints.piece) else { return Ok(()) };
            match unit.code {
                code::PICTURE => {
                    let look = self.word.look(&unit, &mut hints, self.meter)?;
                    let place = look.data_place.filter(|_| look.data);
                    let form = place.and_then(|place| form::of(self.word.data.from(gongkai_compound::whole(place))));
                    return form.map_or(Ok(()), |form| form.write(self.meter, out));
                }
                code::FIELD | code::FIELD_RESULT | code::FIELD_END => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    fn picture(&mut self, style: u16, run: &mut Run, out: &mut Markup) {
        self.begin_run(run, style, out);
        run.says = true;
        if run.look.object {
            out.open("w:object", &[]);
            out.empty("o:OLEObject", &[]);
        } else {
            out.open("w:pict", &[]);
            out.empty("v:imagedata", &[]);
        }
        out.close();
    }

    /// What is drawn at an anchor.
    fn shape(&mut self, at: u32, style: u16, run: &mut Run, out: &mut Markup) -> Result<(), ReadError> {
        let Some(drawn) = self.word.drawn.get(&at).filter(|_| !run.look.deleted && self.boxes < DEEPEST_BOX) else {
            return Ok(());
        };
        self.begin_run(run, style, out);
        out.open("w:pict", &[]);
        for text in &drawn.lettering {
            self.meter.characters(text.chars().count())?;
            out.empty("v:textpath", &[("string", text)]);
        }
        for text in &drawn.boxes {
            // Text in a text box has fields of its own.
            let fields = std::mem::take(&mut self.fields);
            self.boxes += 1;
            let blocks = self.blocks(text.clone());
            self.boxes -= 1;
            (self.fields, self.seen) = (fields, true);
            out.open("w:txbxContent", &[]);
            out.markup(&blocks?);
            out.close();
        }
        if drawn.picture {
            out.empty("v:imagedata", &[]);
        }
        out.close();
        Ok(())
    }
}

impl Table {
    fn end_cell(&mut self) {
        let content = std::mem::take(&mut self.cell).finish();
        self.cells.push((content, !std::mem::take(&mut self.shows)));
    }

    fn end_row(&mut self, format: ParagraphFormat, deleted: bool, hidden: bool) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.cells);
        let mut row = format.row.row(cells);
        // LibreOffice gives the mark of a row's end the look of what begins the next one.
        let seen = std::mem::take(&mut self.seen);
        (row.deleted, row.hidden) = (deleted && !seen, hidden && !seen);
        self.rows.push(row);
    }
}
