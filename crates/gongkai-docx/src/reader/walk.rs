//! The walk through the main part: every element once, in order, into paragraphs and tables.

mod left_out;
mod paragraphs;
mod runs;
mod tables;

use gongkai_core::characters::is_blank;
use gongkai_core::document::{Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};

use super::grid::{Cell, Grid, Piece, Row, settle};
use super::inline::Inline;
use super::numbering::Numbering;
use super::styles::{Styles, switched_on};
use left_out::{CONTENTS, DELETED, Left, PLACEHOLDER};

pub(super) struct Walker<'x> {
    xml: XmlReader<'x>,
    styles: &'x Styles,
    numbering: Numbering,
    limits: Limits,
    /// The open fields, each with whether its result has begun; text is shown when all have.
    fields: Vec<bool>,
    /// Why the content of the content control that is being opened is not shown.
    control: Option<Left>,
    /// Lines of a paragraph whose end was deleted, to be begun with by the next.
    carried: Option<Vec<String>>,
    remarks: Vec<Remark>,
    place: Position,
    /// How many cells and text boxes are open.
    inside: usize,
    paragraphs: usize,
    tables: usize,
    cells: usize,
    characters: usize,
    pieces: usize,
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
    pub(super) fn new(text: &'x str, part: &'x str, styles: &'x Styles, numbering: Numbering, limits: &Limits) -> Self {
        Self {
            xml: XmlReader::new(text, part, limits),
            styles,
            numbering,
            limits: limits.clone(),
            fields: Vec::new(),
            control: None,
            carried: None,
            remarks: Vec::new(),
            place: Position::default(),
            inside: 0,
            paragraphs: 0,
            tables: 0,
            cells: 0,
            characters: 0,
            pieces: 0,
        }
    }

    pub(super) fn document(mut self) -> Result<Document, ReadError> {
        let mut pieces = Vec::new();
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.is(Vocabulary::Word, "document") => {}
                Node::Open(element) if element.is(Vocabulary::Word, "body") => {
                    self.children(&mut Target::Blocks(&mut pieces))?;
                    self.flush(&mut pieces);
                }
                Node::Open(_) if self.xml.depth() == 1 => {
                    return Err(ReadError::damaged("正文部件的根元素不是 w:document / the root is not w:document"));
                }
                Node::Open(_) => self.xml.skip()?,
                Node::End => break,
                Node::Close | Node::Text(_) => {}
            }
        }
        let mut document = Document::new(settle(pieces, &mut 0, &mut self.remarks)?);
        document.remarks = self.remarks;
        Ok(document)
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
                self.control = None;
                return self.children(target);
            }
            (Vocabulary::Word, "sdtPr") => return self.control_properties(),
            (Vocabulary::Word, "sdtContent") => {
                return match self.control.take() {
                    Some(left) => self.leave_out(left),
                    None => self.children(target),
                };
            }
            (Vocabulary::Word, "del" | "moveFrom") => return self.leave_out(DELETED),
            (
                Vocabulary::Word,
                "ins" | "moveTo" | "customXml" | "smartTag" | "hyperlink" | "fldSimple" | "dir" | "bdo" | "ruby"
                | "rubyBase",
            ) => return self.children(target),
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

    /// Alternative contents show one thing in several ways; the first is read, and what follows is for older programs.
    fn alternative(&mut self, target: &mut Target<'_>) -> Result<(), ReadError> {
        let mut taken = false;
        loop {
            match self.xml.node()? {
                Node::Open(element) => {
                    let way = element.is(Vocabulary::Compatibility, "Choice")
                        || element.is(Vocabulary::Compatibility, "Fallback");
                    if way && !taken {
                        taken = true;
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
            (Vocabulary::Word, "p") => self.paragraph(pieces),
            (Vocabulary::Word, "tbl") => self.table(pieces),
            (Vocabulary::Word, "altChunk") => {
                self.remark(RemarkKind::Unknown, "嵌入的另一文档未读入 / an embedded document is not read");
                self.xml.skip()
            }
            _ => self.xml.skip(),
        }
    }

    fn control_properties(&mut self) -> Result<(), ReadError> {
        let control = &mut self.control;
        each_property(&mut self.xml, |element, _| {
            match element.name() {
                "showingPlcHdr" if switched_on(element)? => *control = Some(PLACEHOLDER),
                "docPartGallery" if element.val()?.is_some_and(|gallery| gallery == "Table of Contents") => {
                    *control = Some(CONTENTS);
                }
                _ => {}
            }
            Ok(())
        })
    }
}

/// Gives each property of the element that was opened last, with the name of the property that it stands in, if any.
/// What a tracked change changed them from is passed over.
fn each_property(
    xml: &mut XmlReader<'_>,
    mut take: impl FnMut(&Element<'_>, &str) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut parents: Vec<String> = Vec::new();
    loop {
        match xml.node()? {
            Node::Open(element) => {
                if element.vocabulary == Vocabulary::Word && element.name().ends_with("Change") {
                    xml.skip()?;
                    continue;
                }
                if element.vocabulary == Vocabulary::Word {
                    take(&element, parents.last().map_or("", String::as_str))?;
                }
                parents.push(element.name().to_owned());
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

/// The text without white space and invisible characters around it.
fn tidy(text: &str) -> &str {
    text.trim_matches(is_blank)
}
