//! Pages: what a layout comes to. Lengths are in points from the upper left corner of the paper.

use std::sync::Arc;

use gongkai_core::document::{ParagraphRole, Remark};
use gongkai_core::words::Text;

use crate::fonts::Face;

/// A document set in pages.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Pages {
    /// The pages in order, at least one.
    pub pages: Vec<Page>,
    /// The headings, for a reader's outline.
    pub outline: Vec<OutlineEntry>,
    /// The faces that the glyph runs refer to.
    pub faces: Vec<Arc<Face>>,
    /// What had to be substituted.
    pub notes: Vec<Text>,
    /// What the document says that the pages do not show.
    pub lost: Vec<Remark>,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// The paper's width.
    pub width: f32,
    /// The paper's height.
    pub height: f32,
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Item {
    /// A line of the document's text.
    Text(TextLine),
    /// A line of text that is no part of the document's own flow: a page number, a head repeated.
    Furniture(TextLine),
    /// A ruled line.
    Rule(Rule),
    /// A filled rectangle.
    Area(Area),
    /// A place that leads to an address.
    Link(Link),
}

/// Which part of the document a line of text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Origin {
    /// Which of the document's blocks.
    pub block: usize,
    /// Which of the table's cells, where the block is a table.
    pub cell: Option<usize>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TextLine {
    /// What it is of; nothing for what is no part of the document's own text.
    pub origin: Option<Origin>,
    /// Its glyphs from left to right.
    pub runs: Vec<GlyphRun>,
    /// Where its baseline lies.
    pub baseline: f32,
    /// Its text, spaces at its end included.
    pub text: String,
    /// Where the pen stands after it.
    pub end: f32,
    /// Whether gaps beside Latin text, or such as justifying opened, are so wide that a reader of the file could take
    /// them for spaces.
    pub spread: bool,
    /// Whether its last character hangs in the margin.
    pub hangs: bool,
    /// The stretches that link to an address: which of the document's, and from where to where.
    pub(crate) links: Vec<(usize, f32, f32)>,
}

/// Neighbouring glyphs of one face and size.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GlyphRun {
    /// Which of [`Pages::faces`].
    pub face: usize,
    /// The size in points.
    pub size: f32,
    /// Whether the strokes must be thickened, for want of a bold face.
    pub embolden: bool,
    /// How far above the line's baseline its own lies, in points; less than nothing for lowered text.
    pub rise: f32,
    /// The glyphs from left to right, at least one.
    pub glyphs: Vec<PlacedGlyph>,
}

/// A glyph where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PlacedGlyph {
    /// Its id in the face.
    pub id: u16,
    /// The character that it shows.
    pub character: char,
    /// Where its origin lies.
    pub x: f32,
}

/// A straight line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    /// Where it begins.
    pub from: (f32, f32),
    /// Where it ends.
    pub to: (f32, f32),
    /// How thick it is.
    pub thickness: f32,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its colour.
    pub colour: [u8; 3],
}

/// A rectangle that leads to an address.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Link {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The address.
    pub address: String,
    /// Which of the page's items is the line whose characters lead there.
    pub line: usize,
}

/// A heading, for a reader's outline.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OutlineEntry {
    /// The heading's text.
    pub text: String,
    /// What heading it is.
    pub role: ParagraphRole,
    /// The page, from 0.
    pub page: usize,
    /// The upper edge of its first line.
    pub top: f32,
}

impl Origin {
    /// A paragraph, by its number.
    #[must_use]
    pub fn of_block(block: usize) -> Self {
        Self { block, cell: None }
    }

    /// A cell, by its number, of the table.
    #[must_use]
    pub fn in_cell(self, cell: usize) -> Self {
        Self { cell: Some(cell), ..self }
    }
}

impl TextLine {
    /// The same line, of a part of the document.
    pub(crate) fn of(mut self, block: usize, cell: Option<usize>) -> Self {
        self.origin = Some(Origin { block, cell });
        self
    }
}

impl GlyphRun {
    pub(crate) fn continues(&self, face: usize, size: f32, embolden: bool, rise: f32) -> bool {
        self.face == face
            && self.size.to_bits() == size.to_bits()
            && self.embolden == embolden
            && self.rise.to_bits() == rise.to_bits()
    }
}

impl Page {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, items: Vec::new() }
    }

    /// Adds the places that the lines' links take, once their addresses are known.
    pub(crate) fn link(&mut self, addresses: &[Box<str>]) {
        // A link reaches from the top of its characters to a little below the line.
        const BELOW: f32 = 0.2;
        let mut links = Vec::new();
        for (place, item) in self.items.iter().enumerate() {
            let Item::Text(line) = item else { continue };
            let size = line.runs.iter().map(|run| run.size).fold(0.0, f32::max);
            for &(address, from, to) in &line.links {
                let Some(address) = addresses.get(address) else { continue };
                let (top, height) = (line.baseline - size, size * (1.0 + BELOW));
                let (left, width, address) = (from, to - from, address.to_string());
                links.push(Item::Link(Link { left, top, width, height, address, line: place }));
            }
        }
        self.items.extend(links);
    }

    /// The lines of the document's text, without page numbers and repeated heads.
    pub fn text_lines(&self) -> impl Iterator<Item = &TextLine> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(line) => Some(line),
            _ => None,
        })
    }
}
