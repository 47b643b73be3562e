//! Writing a document as the workbook that offices fill in.

mod characters;
mod check;
mod cover;
mod grid;
mod growing;
mod ink;
pub(crate) mod measure;
mod narrative;
mod parts;
mod plan;
mod reference;
mod runs;
mod sums;
mod table;

use gongkai_core::document::{Document, Remark};
use gongkai_core::form::CellKey;
use gongkai_core::format::{WriteError, Writer, Written};
use gongkai_core::style::Style;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, XlsxError};

use ink::Ink;
use plan::Plan;

/// How errors name the format.
const FORMAT: &str = "XLSX";

/// Writes a composed document as an Excel workbook: cover, narrative, a sheet for each table, and the sums.
///
/// Every total that the table's form computes is a live formula, but only where the formula gives what the report
/// states: a published total that its parts do not add up to stays as published, with a note on the cell. Blanks stay
/// blank, and dashes and notes stay text. A report without any figure gives the blank form to fill in.
///
/// ```
/// use gongkai_core::{Organ, Report, Year, compose};
/// use gongkai_core::format::Writer;
/// use gongkai_xlsx::XlsxWriter;
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let written = XlsxWriter::new().write(&compose(&report))?;
/// assert!(written.bytes.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct XlsxWriter {
    style: Style,
    hints: Vec<(CellKey, String)>,
}

impl XlsxWriter {
    /// A writer in the usual house style.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer that takes its faces and table sizes from a house style.
    #[must_use]
    pub fn with_style(style: Style) -> Self {
        Self { style, ..Self::default() }
    }

    /// The same writer, with a note on each cell that there is something to say about to whoever fills it in.
    #[must_use]
    pub fn with_hints(mut self, hints: Vec<(CellKey, String)>) -> Self {
        self.hints = hints;
        self
    }
}

impl Writer for XlsxWriter {
    fn write(&self, document: &Document) -> Result<Written, WriteError> {
        let mut notes = characters::admit(document)?;
        let mut lost = Vec::new();
        let plan = Plan::of(document)?;
        let ink = Ink::new(&self.style);
        let bytes = workbook(document, &plan, &ink, (&self.hints, &mut lost)).map_err(failed)?;
        let bytes = growing::let_rows_grow(&bytes)?;
        notes.extend(plan.notes());
        Ok(Written::new(bytes).with_notes(notes).with_lost(lost))
    }
}

fn failed(error: XlsxError) -> WriteError {
    WriteError::Failed { format: FORMAT, detail: error.to_string().into() }
}

fn workbook(
    document: &Document,
    plan: &Plan<'_>,
    ink: &Ink,
    (hints, lost): (&[(CellKey, String)], &mut Vec<Remark>),
) -> Result<Vec<u8>, XlsxError> {
    crate::clock::clock_is_sound()?;
    let mut workbook = crate::measures::workbook()?;
    let cover = cover::sheet(document, plan, ink)?;
    let narrative = narrative::sheet(document, plan, ink, lost)?;
    let mut named = vec![(crate::names::COVER.to_owned(), cover.1), (crate::names::NARRATIVE.to_owned(), narrative.1)];
    workbook.push_worksheet(cover.0);
    workbook.push_worksheet(narrative.0);
    for sheet in &plan.sheets {
        workbook.push_worksheet(table::sheet(sheet, plan, ink, (hints, &mut *lost))?);
        named.push((sheet.defined_name.clone(), sheet.range()));
    }
    if !plan.lines.is_empty() {
        let (sheet, range) = check::sheet(plan, ink)?;
        workbook.push_worksheet(sheet);
        named.push((crate::names::CHECK.to_owned(), range));
    }
    for (name, range) in named {
        workbook.define_name(name, &format!("={range}"))?;
    }
    workbook.set_properties(&properties(document)?);
    workbook.save_to_buffer()
}

fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    // The date would otherwise be that of writing, and the same report would give other bytes every day.
    let created = match document.properties.published {
        Some(day) => ExcelDateTime::from_ymd(
            u16::try_from(day.year()).unwrap_or(2000),
            u8::try_from(day.month()).unwrap_or(1),
            u8::try_from(day.day()).unwrap_or(1),
        ),
        None => ExcelDateTime::from_ymd(2000, 1, 1),
    }?;
    let mut properties = DocProperties::new().set_creation_datetime(&created);
    if let Some(title) = &document.properties.title {
        properties = properties.set_title(title);
    }
    if let Some(author) = &document.properties.author {
        properties = properties.set_author(author);
    }
    if let Some(subject) = &document.properties.subject {
        properties = properties.set_subject(subject);
    }
    Ok(properties)
}

/// A formula with the value that it has now, so that programs that do not compute show it too.
fn formula(text: &str, result: impl Into<String>) -> Formula {
    Formula::new(text).set_result(result)
}
