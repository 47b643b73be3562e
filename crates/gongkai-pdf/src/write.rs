//! Writing: pages of placed glyphs as a PDF file.

mod archive;
mod content;
mod finish;
mod marks;
mod outline;
mod packing;
mod profile;
mod programs;
mod properties;
mod tags;

use std::sync::Arc;

use gongkai_core::document::Document;
use gongkai_core::format::{WriteError, Writer, Written};
use gongkai_core::style::Style;
use gongkai_layout::{Fonts, lay_out};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

pub(crate) use self::outline::LEVEL;
use self::tags::Tags;

/// Writes documents as PDF, in one house style with fonts loaded once.
///
/// Every face is embedded as a subset with its characters; the file has an outline, a title, an author and a language.
/// It is tagged for those who have it read to them (PDF/UA-1) and fit to be archived (PDF/A-3a). The same document gives
/// the same bytes wherever the same fonts are.
///
/// ```no_run
/// use std::sync::Arc;
/// use gongkai_core::format::Writer;
/// use gongkai_core::style::Style;
/// use gongkai_core::{Organ, Report, Year, compose};
/// use gongkai_layout::Fonts;
/// use gongkai_pdf::PdfWriter;
/// let writer = PdfWriter::new(Arc::new(Fonts::system()), Style::gbt9704());
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let written = writer.write(&compose(&report))?;
/// assert!(written.bytes.starts_with(b"%PDF-"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct PdfWriter {
    fonts: Arc<Fonts>,
    style: Style,
    report: Option<String>,
}

impl PdfWriter {
    /// A writer with these fonts in this style. It may be shared by threads.
    #[must_use]
    pub fn new(fonts: Arc<Fonts>, style: Style) -> Self {
        Self { fonts, style, report: None }
    }

    /// The same with the data that the document was made from, as JSON, attached to the file for programs.
    #[must_use]
    pub fn with_report(mut self, report: String) -> Self {
        self.report = Some(report);
        self
    }
}

impl Writer for PdfWriter {
    fn write(&self, document: &Document) -> Result<Written, WriteError> {
        let pages = lay_out(document, &self.style, &self.fonts)?;
        let programs = programs::subset(&pages)?;
        let tags = Tags::of(document);
        let mut parts = Vec::new();
        let mut pdf = PdfDocument::new("");
        for page in &pages.pages {
            let (operations, of_page) = content::operations(page, &programs, &tags);
            parts.push(of_page);
            let mut made = PdfPage::new(Mm(0.0), Mm(0.0), operations);
            // Given in points, not millimetres, so that the paper's size is not rounded twice.
            let paper = Rect::from_wh(Pt(page.width), Pt(page.height));
            made.media_box = paper.clone();
            made.trim_box = paper.clone();
            made.crop_box = paper;
            pdf.pages.push(made);
        }
        let kept = programs.kept();
        for program in programs.into_used() {
            pdf.resources.fonts.map.insert(program.id, printpdf::PdfFont::new(program.font));
        }
        let mut warnings = Vec::new();
        let file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
        let file = finish::finish(file, (document, self.report.as_deref()), &pages, (&tags, &parts))?;
        let bytes = packing::pack(file, &kept)?;
        Ok(Written::new(bytes).with_notes(pages.notes).with_lost(pages.lost))
    }
}

/// A failure of the libraries that make the file.
fn failed(detail: impl std::fmt::Display) -> WriteError {
    WriteError::Failed { format: "PDF", detail: detail.to_string().into() }
}
