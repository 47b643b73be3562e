//! The walk through a part: every element once, in order, into paragraphs and tables.

mod controls;
mod drawings;
mod left_out;
mod math;
mod notes;
mod paragraphs;
mod runs;
mod tables;

use std::rc::Rc;

use gongkai_core::characters::OffLine;
use gongkai_core::document::{Colour, Position};
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Element, Node, Relationships, Vocabulary, XmlReader};

use super::conditions::{Conditions, Shapes, Switches};
use super::fields::Fields;
use super::grid::{Cell, Grid, Piece, Row};
use super::line::Line;
use super::look::{RunLook, Stated, Surroundings};
use super::numbering::Numbering;
use super::places::Places;
use super::remarks::{DELETED, READING, Remarks, UNKNOWN};
use super::stores::Stores;
use super::styles::{NumberingReference, Styles};
use super::unseen;
use controls::Control;
pub(super) use notes::Notes;

/// What all parts of one file are read with.
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) meter: Meter,
    pub(super) remarks: Remarks,
    pub(super) notes: Notes,
    pub(super) places: Places,
    pub(super) stores: Stores,
}

pub(super) struct Walker<'x> {
    xml: XmlReader<'x>,
    text: &'x str,
    limits: Limits,
    part: &'x str,
    /// Whether it is the main part.
    in_main: bool,
    shared: &'x mut Shared,
    /// Where the part's links lead.
    links: &'x Relationships,
    fields: Fields,
    /// Text that stood where only a field's instruction is.
    instructed: String,
    /// What the content control says of itself that is being opened.
    control: Control,
    /// In how many controls that show what is kept elsewhere the reading is, and what these show themselves.
    hearing: usize,
    heard: String,
    /// Whether what is read only prompts for what is to be filled in.
    prompting: bool,
    /// Lines of a paragraph whose end is not shown, to be begun with by the next.
    carried: Option<Vec<Line>>,
    /// What the notes say that were referred to, to follow the paragraph or table.
    due: Vec<Piece>,
    place: Position,
    /// How many cells and text boxes are open.
    inside: usize,
    paragraphs: usize,
    tables: usize,
    /// How much was shown or said so far, to tell whether something was.
    yielded: usize,
    /// What the table that is open says of its cells.
    table: TableLook,
    /// How many cells each row of each table has, where a style asks for it.
    shapes: Shapes,
    /// The colour behind the next paragraph: of its cell, or of the page; nothing where it cannot be told.
    behind: Option<Colour>,
    around: Surroundings,
    /// How far from the edge of the text the file's pages reach, in twentieths of a point.
    reach: i64,
    /// How wide they are, in the same unit.
    wide: i64,
    /// Where the drawing at hand stands.
    standing: unseen::Standing,
    /// Whether the drawing is off its page that is being read, and whether what is in it is unseen for that.
    off: bool,
    unseen: bool,
    /// How the run looks that is being read.
    look: Rc<RunLook>,
    /// Where the hyperlink leads that is open.
    link: Option<Rc<str>>,
    /// Whether a formula's exponent or index is being read.
    math_level: Option<OffLine>,
}

/// What a table says of its cells.
#[derive(Debug, Clone, Default)]
struct TableLook {
    /// What its style states for all of them.
    whole: Stated,
    /// The same with what holds for the cell that is open.
    cell: Stated,
    conditions: Option<Rc<Conditions>>,
    switches: Switches,
    /// Where its element begins in the part.
    begins: usize,
    /// The row that is open, counted with those that are not shown.
    row: usize,
    /// How many cells of it were come to.
    cells: usize,
    /// The colour behind the table.
    behind: Option<Colour>,
}

/// A paragraph in the making.
#[derive(Debug, Default)]
struct Inline {
    properties: Properties,
    lines: Vec<Line>,
    /// Text boxes anchored in the paragraph, which follow it in reading order.
    boxes: Vec<Piece>,
    /// Whether its first line goes on a paragraph before it that is numbered itself.
    goes_on: bool,
}

/// What a paragraph says of itself.
#[derive(Debug, Default)]
struct Properties {
    /// The place of its style.
    style: Option<usize>,
    outline: Option<u32>,
    numbering: NumberingReference,
    /// Whether the paragraph's end is not shown, so that the next paragraph goes on in it.
    joined: Option<Joined>,
}

/// Why a paragraph goes on in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// A tracked change deleted its end; what is left is one paragraph, the next.
    Deleted,
    /// Its end is hidden, or it is a large first letter: both are seen in one line.
    Shown,
}

/// What the children of an element are read into.
enum Target<'t> {
    Blocks(&'t mut Vec<Piece>),
    Paragraph(&'t mut Inline),
    Run(&'t mut Inline),
    Drawing(&'t mut Inline),
    Table(&'t mut Grid),
    Row(&'t mut Row),
    Cell(&'t mut Cell),
}

impl<'x> Walker<'x> {
    pub(super) fn new(
        text: &'x str,
        part: &'x str,
        links: &'x Relationships,
        shared: &'x mut Shared,
        limits: &Limits,
    ) -> Self {
        let whole = shared.styles.table_look(None);
        let table = TableLook { whole, cell: whole, ..TableLook::default() };
        // A picture behind the text may be behind any of it.
        let pictured = ["behindDoc=\"1\"", "behindDoc=\"true\"", "z-index:-"].iter().any(|sign| text.contains(sign));
        Self {
            xml: XmlReader::new(text, part, limits),
            text,
            limits: limits.clone(),
            part,
            in_main: false,
            shared,
            links,
            fields: Fields::default(),
            instructed: String::new(),
            control: Control::default(),
            hearing: 0,
            heard: String::new(),
            prompting: false,
            carried: None,
            due: Vec::new(),
            place: Position::default(),
            inside: 0,
            paragraphs: 0,
            tables: 0,
            yielded: 0,
            table,
            shapes: Shapes::default(),
            behind: (!pictured).then_some(Colour::WHITE),
            around: Surroundings::default(),
            reach: unseen::reach(text),
            wide: unseen::widest(text),
            standing: unseen::Standing::default(),
            off: false,
            unseen: false,
            look: Rc::default(),
            link: None,
            math_level: None,
        }
    }

    /// Reads the main part.
    pub(super) fn document(mut self) -> Result<Vec<Piece>, ReadError> {
        let mut pieces = Vec::new();
        self.in_main = true;
        if self.shared.styles.have_conditions() {
            self.shapes = Shapes::of(self.text, self.part, &self.limits)?;
        }
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.is(Vocabulary::Word, "document") => {}
                Node::Open(element) if element.is(Vocabulary::Word, "background") => {
                    // Whether a page's colour is seen is decided by whoever shows it.
                    let colour = element.attribute("color")?.and_then(|colour| Colour::of_hex(&colour));
                    self.behind = self.behind.filter(|page| colour.is_none_or(|colour| colour == *page));
                    self.xml.skip()?;
                }
                Node::Open(element) if element.is(Vocabulary::Word, "body") => {
                    self.children(&mut Target::Blocks(&mut pieces))?;
                    self.flush(&mut pieces)?;
                    pieces.append(&mut self.due);
                }
                Node::Open(_) if self.xml.depth() == 1 => {
                    return Err(ReadError::damaged("正文部件的根元素不是 w:document / the root is not w:document"));
                }
                Node::Open(_) => self.xml.skip()?,
                Node::End => return Ok(pieces),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// Reads the children of the element that was opened last, up to its end.
    fn children(&mut self, target: &mut Target<'_>) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Open(element) => self.child(&element, target)?,
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    fn child(&mut self, element: &Element<'_>, target: &mut Target<'_>) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Compatibility, "AlternateContent") => return self.alternative(target),
            (Vocabulary::Word, "sdt") => {
                self.control = Control::default();
                return self.children(target);
            }
            (Vocabulary::Word, "sdtPr") => return self.control_properties(),
            (Vocabulary::Word, "sdtContent") => return self.control_content(target),
            (Vocabulary::Word, "del" | "moveFrom") => return self.leave_out(DELETED),
            (Vocabulary::Word, "rt") => return self.leave_out(READING),
            (Vocabulary::Word, "hyperlink") => return self.hyperlink(element, target),
            (Vocabulary::Word, "fldSimple") => return self.simple_field(element, target),
            (Vocabulary::Word, "ins" | "moveTo" | "customXml" | "smartTag" | "dir" | "bdo" | "ruby" | "rubyBase") => {
                return self.children(target);
            }
            _ => {}
        }
        match target {
            Target::Blocks(pieces) => self.block(element, pieces),
            Target::Paragraph(inline) => self.in_paragraph(element, inline),
            Target::Run(inline) => self.in_run(element, inline),
            Target::Drawing(inline) => self.in_drawing(element, inline),
            Target::Table(grid) => self.in_table(element, grid),
            Target::Row(row) => self.in_row(element, row),
            Target::Cell(cell) => match (element.vocabulary, element.name()) {
                (Vocabulary::Word, "tcPr") => self.cell_properties(cell),
                _ => self.block(element, &mut cell.pieces),
            },
        }
    }

    /// Alternative contents show one thing in several ways: the first is read that Word knows and that shows anything, or
    /// in which a field begins or ends. What follows it is for programs that do not know it.
    fn alternative(&mut self, target: &mut Target<'_>) -> Result<(), ReadError> {
        let before = (self.yielded, self.fields.state());
        loop {
            match self.xml.node()? {
                Node::Open(element) => {
                    let way = match (element.vocabulary, element.name()) {
                        (Vocabulary::Compatibility, "Choice") => self.xml.is_taken(&element)?,
                        other => other == (Vocabulary::Compatibility, "Fallback"),
                    };
                    if way && (self.yielded, self.fields.state()) == before {
                        self.children(target)?;
                    } else {
                        self.xml.skip()?;
                    }
                }
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    fn block(&mut self, element: &Element<'_>, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "p") => self.paragraph(pieces)?,
            (Vocabulary::Word, "tbl") => self.table(pieces)?,
            (Vocabulary::Word, "altChunk" | "subDoc") => {
                self.flush(pieces)?;
                let id = element.attribute("id")?.unwrap_or_default();
                let target = self.links.by_id(&id).map(|link| link.target.clone()).unwrap_or_default();
                let part = self.links.part(self.part, &id);
                self.shared.meter.nodes(1)?;
                pieces.push(Piece::Chunk { part, target, place: self.place });
                self.yielded += 1;
                self.xml.skip()?;
            }
            // Formulas may stand among paragraphs.
            (Vocabulary::Math, "oMathPara" | "oMath") => {
                let mut inline = Inline::default();
                self.children(&mut Target::Paragraph(&mut inline))?;
                self.finish(inline, pieces)?;
            }
            (Vocabulary::Word, "sectPr") => self.xml.skip()?,
            _ => self.leave_out(UNKNOWN)?,
        }
        if self.inside == 0 {
            pieces.append(&mut self.due);
        }
        Ok(())
    }
}

/// Gives each property of the element that was opened last, with the name of the property that it stands in, if any.
/// What a tracked change changed them from is passed over.
pub(super) fn each_property<'x>(
    xml: &mut XmlReader<'x>,
    mut take: impl FnMut(&Element<'_>, &str) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut parents: Vec<Element<'x>> = Vec::new();
    loop {
        match xml.node()? {
            Node::Open(element) => {
                if element.vocabulary == Vocabulary::Word && element.name().ends_with("Change") {
                    xml.skip()?;
                    continue;
                }
                if element.vocabulary == Vocabulary::Word {
                    take(&element, parents.last().map_or("", Element::name))?;
                }
                parents.push(element);
            }
            Node::Close | Node::End => {
                if parents.pop().is_none() {
                    return Ok(());
                }
            }
            Node::Text(_) => {}
        }
    }
}
