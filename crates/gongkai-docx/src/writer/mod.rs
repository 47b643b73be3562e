//! Writing: a document in a house style.
//!
//! The content is built with docx-rs; what that library cannot say (document grid with characters, East Asian hints in
//! styles, repeated head rows, the order of elements that the schema asks for) is said by the parts in [`furniture`] and
//! [`styles`] and by one pass over the content in [`schema`].

mod content;
mod figures;
mod furniture;
mod keep;
mod links;
mod runs;
mod schema;
mod styles;

use gongkai_core::document::Document;
use gongkai_core::format::{WriteError, Writer, Written, holdable};
use gongkai_core::style::Style;
use gongkai_opc::PackageWriter;

/// The format's name in messages.
const FORMAT: &str = "DOCX";

/// Writes Word documents in a house style.
///
/// The same document in the same style gives the same bytes. Text is written as text: a leading `=` or `+` is inert in
/// Word. Control characters, which XML cannot hold, and the characters that turn the direction of writing (U+202A–202E,
/// U+2066–2069), which can make a text show other than it reads, are refused with
/// [`WriteError::Character`] rather than dropped. Raised and lowered signs are set as such, so that a font without them
/// shows them, and links lead to pages and mailboxes; any other address is lost and said so, and its text kept.
///
/// ```
/// use gongkai_core::format::Writer;
/// use gongkai_core::{Organ, Report, Year, compose, style::Style};
/// use gongkai_docx::DocxWriter;
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let written = DocxWriter::new(Style::gbt9704()).write(&compose(&report))?;
/// assert!(written.bytes.starts_with(b"PK") && written.bytes.len() < 40_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct DocxWriter {
    style: Style,
}

impl DocxWriter {
    /// A writer in a house style.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self { style }
    }
}

impl Writer for DocxWriter {
    fn write(&self, document: &Document) -> Result<Written, WriteError> {
        holdable(document, FORMAT)?;
        let style = &self.style;
        let mut links = links::Links::default();
        let built = content::build(document, style, &mut links).build();
        let mut package = PackageWriter::new();
        package.part("[Content_Types].xml", furniture::content_types(style));
        package.part("_rels/.rels", furniture::PACKAGE_RELATIONSHIPS);
        package.part("docProps/core.xml", furniture::core_properties(&document.properties));
        package.part("docProps/app.xml", furniture::APPLICATION);
        package.part("word/document.xml", schema::mend(&built.document, document)?);
        package.part("word/_rels/document.xml.rels", furniture::document_relationships(style, &links));
        package.part("word/styles.xml", styles::part(style));
        package.part("word/settings.xml", furniture::settings(style));
        package.part("word/fontTable.xml", furniture::font_table(style));
        for (footer, name) in built.footers.iter().zip(furniture::footer_names(style)) {
            package.part(format!("word/{name}"), schema::mend(footer, &Document::default())?);
        }
        package.finish().map(|bytes| Written::new(bytes).with_lost(links.into_lost()))
    }
}
