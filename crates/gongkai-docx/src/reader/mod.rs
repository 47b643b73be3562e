//! Reading: a document as it is shown, from files made by Word, WPS, LibreOffice and others.

mod grid;
mod inline;
mod numbering;
mod ordinals;
mod properties;
mod styles;
mod walk;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_opc::{Package, PackageKind};

use numbering::Numbering;
use styles::Styles;
use walk::Walker;

/// The deepest nesting that is read, whatever the limits say: the reader calls itself for nested elements.
const DEEPEST: usize = 256;

/// Reads Word documents (`.docx`, `.docm`), transitional and strict.
///
/// Text is taken as it is shown: tracked changes as accepted, results of fields, numbers of automatic numbering as part
/// of the text (“一、” of a numbered heading). A line break inside a paragraph begins a new paragraph, since text pasted
/// from web pages has its paragraphs so, except in titles and headings. Headers and footers are not read; hidden and
/// deleted text, tables of contents and pictures are left out and said in
/// [`Document::remarks`](gongkai_core::document::Document::remarks).
///
/// ```
/// use gongkai_core::format::{Limits, Reader, Writer};
/// use gongkai_core::{Organ, Report, Year, compose, style::Style};
/// use gongkai_docx::{DocxReader, DocxWriter};
/// let document = compose(&Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?));
/// let written = DocxWriter::new(Style::gbt9704()).write(&document)?;
/// let read = DocxReader.read(&written.bytes, &Limits::default())?;
/// assert_eq!(read.tables().count(), 3);
/// assert_eq!(read.properties.title, document.properties.title);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocxReader;

impl Reader for DocxReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        let mut limits = limits.clone();
        limits.depth = limits.depth.min(DEEPEST);
        let mut package = Package::open(bytes, PackageKind::Word, &limits)?;
        let main = package.main_part("word/document.xml")?;
        let relationships = package.relationships(&main)?;
        let mut related = |kind: &str| match relationships.target(&main, kind) {
            Some(name) => Ok(package.xml_part(&name)?.map(|text| (name, text))),
            None => Ok(None),
        };
        let styles = match related("styles")? {
            Some((name, text)) => Styles::read(&text, &name, &limits)?,
            None => Styles::default(),
        };
        let numbering = match related("numbering")? {
            Some((name, text)) => Numbering::read(&text, &name, &limits)?,
            None => Numbering::default(),
        };
        let properties = properties::read(&mut package, &limits)?;
        let text = package
            .xml_part(&main)?
            .ok_or_else(|| ReadError::damaged(format!("包内没有正文部件 {main} / no main part")))?;
        let mut document = Walker::new(&text, &main, &styles, numbering, &limits).document()?;
        document.properties = properties;
        Ok(document)
    }
}
