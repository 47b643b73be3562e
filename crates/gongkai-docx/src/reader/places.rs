//! Where the cells and paragraphs of a document stand in the main part of its file.

use std::collections::BTreeMap;
use std::ops::Range;

use gongkai_core::document::Position;

/// The main part of a Word file, and where in it each cell and paragraph stands that was read.
///
/// Places are byte ranges of [`text`](Self::text), of whole elements: `<w:tc>…</w:tc>`, `<w:p>…</w:p>`.
///
/// ```
/// use gongkai_core::format::{Limits, Writer};
/// use gongkai_core::{Organ, Report, Year, compose, style::Style};
/// use gongkai_docx::{DocxReader, DocxWriter};
/// let document = compose(&Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?));
/// let written = DocxWriter::new(Style::gbt9704()).write(&document)?;
/// let (read, places) = DocxReader::new().read_with_places(&written.bytes, &Limits::default())?;
/// let cell = read.tables().next().and_then(|table| table.at(0, 0)).expect("a table");
/// let element = places.cell(cell.position).and_then(|place| places.text().get(place)).expect("its place");
/// assert!(element.starts_with("<w:tc>") && element.contains(cell.text.as_str()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    part: String,
    text: String,
    cells: BTreeMap<Position, Range<usize>>,
    /// Cells as the walk counts them, whose tables only frame what is in them: their paragraphs are told by these.
    frames: BTreeMap<Position, Range<usize>>,
    paragraphs: BTreeMap<Position, Range<usize>>,
    /// Whether anybody asked for them: who only reads need not keep them.
    kept: bool,
}

impl Places {
    /// Places that are kept.
    pub(super) fn to_keep() -> Self {
        Self { kept: true, ..Self::default() }
    }

    /// The name of the main part in the package.
    #[must_use]
    pub fn part(&self) -> &str {
        &self.part
    }

    /// The text of the main part.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The element of the table cell at a position, the first of those that are merged.
    #[must_use]
    pub fn cell(&self, position: Position) -> Option<Range<usize>> {
        self.cells.get(&position).cloned()
    }

    /// The element of the paragraph at a position; of one in a table that only frames text, the cell that it stands in.
    #[must_use]
    pub fn paragraph(&self, position: Position) -> Option<Range<usize>> {
        self.paragraphs.get(&position).or_else(|| self.frames.get(&position)).cloned()
    }

    pub(super) fn of_part(mut self, part: String, text: String) -> Self {
        if self.kept {
            (self.part, self.text) = (part, text);
        }
        self
    }

    pub(super) fn add_cell(&mut self, position: Position, place: Range<usize>) {
        if self.kept {
            self.cells.insert(position, place);
        }
    }

    pub(super) fn add_frame(&mut self, position: Position, place: Range<usize>) {
        if self.kept {
            self.frames.insert(position, place);
        }
    }

    pub(super) fn add_paragraph(&mut self, position: Position, place: Range<usize>) {
        if self.kept {
            self.paragraphs.insert(position, place);
        }
    }
}
