//! What a section says: paragraphs, headings and small tables in their order. Both ways.

use gongkai::document::{self, Mark, MarkKind, Table};
use gongkai::{HeadingLevel, Narrative, Prose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::ReportError;

/// One part of what a section says: a plain paragraph is its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Part {
    /// A paragraph without marks.
    Plain(String),
    /// A heading that is none of the six.
    Heading(HeadingPart),
    /// A paragraph of which parts are set otherwise.
    Marked {
        /// The paragraph in pieces.
        pieces: Vec<Piece>,
    },
    /// A table that is none of the form's.
    Table {
        /// The table.
        table: NarrativeTable,
    },
    /// Where the section's own table stands, when parts follow it.
    FormTable {
        /// Always true.
        form_table: bool,
    },
}

/// A heading in a narrative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeadingPart {
    /// Its text, number included.
    pub heading: String,
    /// 1 to 3: the level of the six sections, of （一）, of 1.
    pub level: u8,
    /// The text in pieces, where parts of it are set otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<Vec<Piece>>,
}

/// A piece of a text that is set otherwise than the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it is bold.
    #[serde(skip_serializing_if = "is_not")]
    pub bold: bool,
    /// Whether it is raised.
    #[serde(skip_serializing_if = "is_not")]
    pub raised: bool,
    /// Whether it is lowered.
    #[serde(skip_serializing_if = "is_not")]
    pub lowered: bool,
    /// Where it links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A table in a narrative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NarrativeTable {
    /// How many rows its grid has.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// Its cells at their upper left corners.
    pub cells: Vec<TableCell>,
}

/// A cell of a table in a narrative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableCell {
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows it spans.
    #[serde(default = "one")]
    pub row_span: usize,
    /// How many columns it spans.
    #[serde(default = "one")]
    pub column_span: usize,
    /// Its text.
    pub text: String,
    /// The text in pieces, where parts of it are set otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<Vec<Piece>>,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_not(flag: &bool) -> bool {
    !flag
}

/// A narrative as its parts.
pub(crate) fn parts(narrative: &Narrative) -> Vec<Part> {
    narrative.into_iter().filter_map(part).collect()
}

fn part(part: &gongkai::Part) -> Option<Part> {
    Some(match part {
        gongkai::Part::Paragraph(prose) => match pieces(prose.text(), prose.marks()) {
            Some(pieces) => Part::Marked { pieces },
            None => Part::Plain(prose.text().to_owned()),
        },
        gongkai::Part::Heading(heading) => Part::Heading(HeadingPart {
            heading: heading.prose.text().to_owned(),
            level: heading.level.number(),
            pieces: pieces(heading.prose.text(), heading.prose.marks()),
        }),
        gongkai::Part::Table(table) => Part::Table { table: (&**table).into() },
        gongkai::Part::FormTable => Part::FormTable { form_table: true },
        _ => return None,
    })
}

/// A text in pieces; nothing where none of it is marked.
fn pieces(text: &str, marks: &[Mark]) -> Option<Vec<Piece>> {
    let piece = |(text, kinds): (&str, Vec<&MarkKind>)| {
        let mut piece = Piece { text: text.to_owned(), ..Piece::default() };
        for kind in kinds {
            match kind {
                MarkKind::Bold => piece.bold = true,
                MarkKind::Raised => piece.raised = true,
                MarkKind::Lowered => piece.lowered = true,
                MarkKind::Link(address) => piece.link = Some(address.to_string()),
                _ => {}
            }
        }
        piece
    };
    (!marks.is_empty()).then(|| document::pieces(text, marks).map(piece).collect())
}

/// The text of pieces with its marks.
fn prose(pieces: &[Piece]) -> Prose {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for piece in pieces {
        let start = text.len();
        text.push_str(&piece.text);
        let link = piece.link.as_deref().map(|address| MarkKind::Link(address.into()));
        let flags =
            [(piece.bold, MarkKind::Bold), (piece.raised, MarkKind::Raised), (piece.lowered, MarkKind::Lowered)];
        let kinds = flags.into_iter().filter_map(|(is, kind)| is.then_some(kind)).chain(link);
        marks.extend(kinds.filter_map(|kind| Mark::new(start..text.len(), kind)));
    }
    Prose::marked(text, marks)
}

impl From<&Table> for NarrativeTable {
    fn from(table: &Table) -> Self {
        let cell = |cell: &document::TableCell| TableCell {
            row: cell.row,
            column: cell.column,
            row_span: cell.row_span,
            column_span: cell.column_span,
            text: cell.text.clone(),
            pieces: pieces(&cell.text, &cell.marks),
        };
        Self { rows: table.rows(), columns: table.columns(), cells: table.cells().iter().map(cell).collect() }
    }
}

/// The narrative that parts make.
pub(crate) fn narrative(section: &str, parts: &[Part]) -> Result<Narrative, ReportError> {
    parts.iter().map(|part| read(section, part)).collect()
}

fn read(section: &str, part: &Part) -> Result<gongkai::Part, ReportError> {
    Ok(match part {
        Part::Plain(text) => text.as_str().into(),
        Part::Marked { pieces } => prose(pieces).into(),
        Part::Heading(heading) => {
            let level = HeadingLevel::ALL.into_iter().find(|level| level.number() == heading.level);
            let level = level.ok_or_else(|| {
                ReportError::new(section, "标题的级别应为 1、2、3", "the level of a heading must be 1, 2 or 3")
            })?;
            let text = heading.pieces.as_deref().map_or_else(|| heading.heading.as_str().into(), prose);
            gongkai::Heading::new(level, text).into()
        }
        Part::Table { table } => {
            let cell = |cell: &TableCell| {
                let text = cell.pieces.as_deref().map_or_else(|| cell.text.as_str().into(), prose);
                let mut made = document::TableCell::new(cell.row, cell.column, text.text());
                made.marks = text.marks().to_vec();
                made.spanning(cell.row_span, cell.column_span)
            };
            let made = Table::new(table.rows, table.columns, table.cells.iter().map(cell).collect());
            made.map_err(|error| {
                ReportError::new(section, format!("表格的格子不成一张表：{error}"), format!("no table: {error}"))
            })?
            .into()
        }
        Part::FormTable { .. } => gongkai::Part::FormTable,
    })
}
