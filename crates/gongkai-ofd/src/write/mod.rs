//! Writing: the laid-out pages of a filing, the same that become a PDF, as XML in a package.
//!
//! [`page`] sets a page's lines of text, rules, shades and links; [`document`] is what the package says of itself: its
//! information, pages, outline and fonts; [`program`] gives each subset the table by which its characters are found.

mod document;
mod page;
mod program;
mod units;

use std::sync::Arc;

use gongkai_core::document::Document;
use gongkai_core::format::{WriteError, Writer, Written};
use gongkai_core::style::Style;
use gongkai_layout::{Fonts, lay_out};
use gongkai_opc::PackageWriter;

use self::units::Ids;
pub(crate) use self::units::escaped;
use crate::record;

/// The format's name in messages.
const FORMAT: &str = "OFD";

/// What every part declares.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// The namespace of the standard.
const NAMESPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// Writes documents as OFD, in one house style with fonts loaded once: the pages of the PDF, with text as text, tables as
/// ruled lines, an outline, the document's information, and every face embedded as a subset.
///
/// The same document gives the same bytes wherever the same fonts are.
///
/// ```no_run
/// use std::sync::Arc;
/// use gongkai_core::format::Writer;
/// use gongkai_core::style::Style;
/// use gongkai_core::{Organ, Report, Year, compose};
/// use gongkai_layout::Fonts;
/// use gongkai_ofd::OfdWriter;
/// let writer = OfdWriter::new(Arc::new(Fonts::system()), Style::gbt9704());
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let written = writer.write(&compose(&report))?;
/// assert!(written.bytes.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OfdWriter {
    fonts: Arc<Fonts>,
    style: Style,
}

impl OfdWriter {
    /// A writer with these fonts in this style. It may be shared by threads.
    #[must_use]
    pub fn new(fonts: Arc<Fonts>, style: Style) -> Self {
        Self { fonts, style }
    }
}

impl Writer for OfdWriter {
    fn write(&self, document: &Document) -> Result<Written, WriteError> {
        let pages = lay_out(document, &self.style, &self.fonts)?;
        let subsets = pages.subsets(FORMAT)?;
        let mut ids = Ids::default();
        // The pages are numbered first: the record is of the first of them.
        let page_ids: Vec<u32> = pages.pages.iter().map(|_| ids.next()).collect();
        let mut fonts = Vec::new();
        for (face, subset) in pages.faces.iter().zip(&subsets) {
            let made = subset.as_ref().map(|subset| program::Program::of(face, subset, ids.next(), FORMAT));
            fonts.push(made.transpose()?);
        }
        let contents: Vec<String> = pages.pages.iter().map(|page| page::content(page, &fonts, &mut ids)).collect();
        let mut package = PackageWriter::new();
        package.part("OFD.xml", document::root(document, &contents));
        package.part("Doc_0/Document.xml", document::body(&pages, &page_ids, ids.last()));
        package.part("Doc_0/PublicRes.xml", document::resources(&fonts));
        for font in fonts.into_iter().flatten() {
            package.part(format!("Doc_0/Res/{}", font.file), font.bytes);
        }
        for (place, content) in contents.into_iter().enumerate() {
            package.part(format!("Doc_0/Pages/Page_{place}/Content.xml"), content);
        }
        package.part(record::PART, record::part(""));
        Ok(Written::new(package.finish()?).with_notes(pages.notes).with_lost(pages.lost))
    }
}
