//! Documents: headings, paragraphs and tables with merged cells in reading order, each with where it came from.
//!
//! This is the one thing that every format knows: readers make a [`Document`] from bytes, writers make bytes from a
//! [`Document`]. What it means is found by `gongkai-recognize` and laid out by [`compose`](fn@crate::compose).

mod address;
mod append;
mod colour;
mod cover;
mod heads;
mod pieces;
mod position;
mod remark;
mod runs;
mod table;

pub use address::{Leads, is_address};
pub use colour::Colour;
pub use cover::{Cover, Typed};
pub use heads::{Heads, Scope};
pub use pieces::{marks_within, pieces};
pub use position::{Position, cell_name};
pub use remark::{Remark, RemarkKind};
pub use runs::{Inline, Look, Mark, MarkKind, Runs, Void};
pub use table::{CellRole, Table, TableCell, TableError, Unclear};

/// A document in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Document {
    /// What the document says about itself outside its text.
    pub properties: Properties,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// What the reader had to leave out or put right: a picture, a text box, a page number between rows.
    pub remarks: Vec<Remark>,
    /// The names of the sheets in the order of [`Position::page`], where the source has sheets.
    pub sheets: Vec<String>,
    /// Where parts begin that stand beside what is before them, as tables do in the columns to the right of others: what is
    /// said over one part is not said of the next.
    pub parts: Vec<Position>,
    /// What was typed on its cover, where it has one.
    pub cover: Option<Cover>,
}

impl Document {
    /// A document of these blocks.
    #[must_use]
    pub fn new(blocks: Vec<Block>) -> Self {
        Self { blocks, ..Self::default() }
    }

    /// The same document with other blocks.
    #[must_use]
    pub fn with_blocks(&self, blocks: Vec<Block>) -> Self {
        let (properties, remarks) = (self.properties.clone(), self.remarks.clone());
        let (sheets, parts, cover) = (self.sheets.clone(), self.parts.clone(), self.cover.clone());
        Self { properties, blocks, remarks, sheets, parts, cover }
    }

    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }

    /// The paragraphs in reading order, tables left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
}

/// What a document says about itself outside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Properties {
    /// The title: of a web page, or in a file's properties.
    pub title: Option<String>,
    /// Who publishes it; the organ (机关).
    pub author: Option<String>,
    /// What it is about, for file properties.
    pub subject: Option<String>,
    /// The day of publication, where the page or file states it.
    pub published: Option<jiff::civil::Date>,
    /// The year that the report covers, where the file states it outside its text.
    pub year: Option<crate::Year>,
    /// The organ's level, where the file states it outside its text.
    pub level: Option<crate::Level>,
}

/// What stands before the day of publication where a file states it of itself.
const PUBLISHED: &str = "发布日期：";

impl Properties {
    /// The day of publication as a file states it of itself, where its format has no place of its own for it.
    ///
    /// ```
    /// use gongkai_core::document::Properties;
    /// let mut properties = Properties::default();
    /// properties.take_publication("发布日期：2024-01-20");
    /// assert_eq!(properties.publication().as_deref(), Some("发布日期：2024-01-20"));
    /// ```
    #[must_use]
    pub fn publication(&self) -> Option<String> {
        self.published.map(|day| format!("{PUBLISHED}{day}"))
    }

    /// Takes the day of publication from what a file states of itself, unless it is known or none is stated.
    pub fn take_publication(&mut self, said: &str) {
        let stated = said.trim().strip_prefix(PUBLISHED).and_then(|day| crate::day::iso_day(day.trim()));
        self.published = self.published.or(stated);
    }
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, heading or title.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// A paragraph of one role.
///
/// ```
/// use gongkai_core::document::{Paragraph, ParagraphRole};
/// let heading = Paragraph::new(ParagraphRole::Heading1, "一、总体情况");
/// assert_eq!(heading.text, "一、总体情况");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paragraph {
    /// What it is. Readers set `Body` where the source does not say.
    pub role: ParagraphRole,
    /// Its text without line breaks, indents or trailing white space.
    pub text: String,
    /// The parts of the text that are not set as the rest, by their places: links, bold and raised text.
    pub marks: Vec<Mark>,
    /// The length in bytes of a heading that runs into the text (“（一）主动公开。……”), set in the heading's face; 0 for
    /// none. Always at a character boundary.
    pub run_in: usize,
    /// Where it came from.
    pub position: Position,
}

impl Paragraph {
    /// A paragraph without a known position.
    pub fn new(role: ParagraphRole, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), marks: Vec::new(), run_in: 0, position: Position::default() }
    }

    /// A paragraph of a text with its marks.
    #[must_use]
    pub fn of(role: ParagraphRole, inline: Inline) -> Self {
        Self { marks: inline.marks, ..Self::new(role, inline.text) }
    }

    /// The same paragraph with its position.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = position;
        self
    }

    /// The same paragraph with a heading that runs into its text; a length inside a character is taken back to
    /// the character's start.
    #[must_use]
    pub fn with_run_in(mut self, bytes: usize) -> Self {
        self.run_in = self.text.floor_char_boundary(bytes);
        self
    }

    /// The run-in heading, perhaps empty, and the rest.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.run_in).unwrap_or(("", &self.text))
    }
}

/// What a paragraph is in the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ParagraphRole {
    /// The report's title.
    Title,
    /// `一、`: one of the six sections.
    Heading1,
    /// `（一）`.
    Heading2,
    /// `1.`
    Heading3,
    /// Running text.
    Body,
    /// The organ's name below the text (署名), set to the right.
    Signature,
    /// The date below the text (成文日期), set to the right.
    SignatureDate,
}

impl ParagraphRole {
    /// Whether it is a heading of any level.
    #[must_use]
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Heading1 | Self::Heading2 | Self::Heading3)
    }
}
