//! Reading: a document as it is shown, from files made by Word, WPS, LibreOffice and others.

mod colours;
mod conditions;
mod edges;
mod embedded;
mod equation;
mod fields;
mod grid;
mod line;
mod look;
mod numbering;
mod ordinals;
mod parts;
mod places;
mod properties;
mod remarks;
mod stores;
mod styles;
mod symbols;
mod unseen;
mod walk;

use std::collections::{BTreeSet, HashMap};

use gongkai_core::document::{Document, Position};
use gongkai_core::format::{Limits, Meter, ReadError, Reader};
use gongkai_opc::{Package, PackageKind, Relationships};

use embedded::Inside;
pub use embedded::{Embedded, ReadEmbedded};
use grid::{Piece, Settling};
use numbering::Numbering;
pub use places::Places;
use remarks::{MARGIN, Remarks};
use stores::Stores;
use styles::Styles;
use walk::{Notes, Shared, Walker};

/// The deepest nesting that is read, whatever the limits say: the reader calls itself for nested elements.
const DEEPEST: usize = 256;

/// How deep Word files may stand in Word files.
pub(crate) const MOST_NESTED: usize = 3;

/// Reads Word documents (`.docx`, `.docm`), transitional and strict.
///
/// Text is taken as it is shown: tracked changes as accepted, results of fields, numbers and signs of automatic lists as
/// part of the text (“一、” of a numbered heading), text that is struck out or hidden left out, what is raised or lowered
/// kept as such, whether the run says so or one of its styles. A line break inside a paragraph begins a new paragraph,
/// since text pasted from web pages has its paragraphs so, except in titles and headings. What footnotes and endnotes say
/// follows the paragraph or table that refers to them. What is left out is said in
/// [`Document::remarks`](gongkai_core::document::Document::remarks): hidden, struck and deleted text, comments, tables of
/// contents, pictures, headers and footers.
///
/// ```
/// use gongkai_core::format::{Limits, Reader, Writer};
/// use gongkai_core::{Organ, Report, Year, compose, style::Style};
/// use gongkai_docx::{DocxReader, DocxWriter};
/// let document = compose(&Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?));
/// let written = DocxWriter::new(Style::gbt9704()).write(&document)?;
/// let read = DocxReader::new().read(&written.bytes, &Limits::default())?;
/// assert_eq!(read.tables().count(), 3);
/// assert_eq!(read.properties.title, document.properties.title);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct DocxReader {
    embedded: Option<ReadEmbedded>,
    /// In how many other Word files the one that is read stands.
    nested: usize,
}

impl DocxReader {
    /// A reader that reads Word files inside Word files and names those of other formats as not read.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader that has files of other formats inside Word files (web pages, text) read in their place by this.
    #[must_use]
    pub fn with_embedded(read: ReadEmbedded) -> Self {
        Self { embedded: Some(read), nested: 0 }
    }

    /// Reads a document, with where its cells and paragraphs stand in its main part: for whoever writes into the file and
    /// leaves all else as it is.
    ///
    /// # Errors
    /// As reading without the places.
    pub fn read_with_places(&self, bytes: &[u8], limits: &Limits) -> Result<(Document, Places), ReadError> {
        let mut places = Places::to_keep();
        let document = self.read_document(bytes, limits, &mut places)?;
        Ok((document, places))
    }

    fn read_document(&self, bytes: &[u8], limits: &Limits, into: &mut Places) -> Result<Document, ReadError> {
        let mut limits = limits.clone();
        limits.depth = limits.depth.min(DEEPEST);
        let mut package = Package::open(bytes, PackageKind::Word, &limits)?;
        let main = package.main_part("word/document.xml")?;
        let links = package.relationships(&main)?;
        let mut shared = shared(&mut package, &main, &links, &limits)?;
        shared.places = std::mem::take(into);
        let properties = properties::read(&mut package, &limits, &mut shared.meter)?;
        let text = package
            .xml_part(&main)?
            .ok_or_else(|| ReadError::damaged(format!("包内没有正文部件 {main} / no main part")))?;
        // Most documents keep data there that none of their text shows.
        if text.contains("dataBinding") {
            let kept = links.of_type("customXml").filter_map(|link| links.part(&main, &link.id));
            for name in kept.chain(["docProps/core.xml".to_owned(), "docProps/app.xml".to_owned()]) {
                let data = package.xml_part(&name);
                let data = data.map(Option::unwrap_or_default).and_then(|data| match data.is_empty() {
                    true => Ok(()),
                    false => shared.stores.take(&data, &name, &limits, &mut shared.meter),
                });
                // No program shows data that it cannot read.
                if let Err(error @ ReadError::TooLarge { .. }) = data {
                    return Err(error);
                }
            }
        }
        for (kind, name) in [(&mut shared.notes.footnotes, "footnotePr"), (&mut shared.notes.endnotes, "endnotePr")] {
            kind.format = parts::note_format(&text, &main, name, &limits)?;
        }
        let pieces = Walker::new(&text, &main, &links, &mut shared, &limits).document()?;
        *into = std::mem::take(&mut shared.places).of_part(main.clone(), text);
        margins(&mut package, &main, &links, &mut shared.remarks, &limits)?;
        let Shared { mut meter, mut remarks, .. } = shared;
        let mut inside = Inside { reader: self, package: &mut package, properties: None, unread: None };
        let mut settling = Settling {
            meter: &mut meter,
            remarks: &mut remarks,
            embedded: &mut |part, target, place, meter, remarks| inside.read(part, target, place, meter, remarks),
            tables: 0,
            places: into,
        };
        let blocks = settling.settle(pieces)?;
        match inside.unread {
            // A file that is nothing but a file in it cannot be read where that cannot.
            Some(error) if blocks.is_empty() => return Err(error),
            _ => {}
        }
        let mut document = Document::new(blocks);
        document.remarks = remarks.finish();
        document.properties = properties;
        if let Some(inner) = inside.properties {
            let own = &mut document.properties;
            own.title = own.title.take().or(inner.title);
            own.published = own.published.or(inner.published);
        }
        Ok(document)
    }
}

impl Reader for DocxReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        self.read_document(bytes, limits, &mut Places::default())
    }
}

/// Reads the parts that the main part is read with.
fn shared(package: &mut Package<'_>, main: &str, links: &Relationships, limits: &Limits) -> Result<Shared, ReadError> {
    let related = |package: &mut Package<'_>, kind: &str| match links.target(main, kind) {
        Some(name) => Ok(package.xml_part(&name)?.map(|text| (name, text))),
        None => Ok::<_, ReadError>(None),
    };
    let mut shared = Shared {
        styles: Styles::default(),
        numbering: Numbering::default(),
        meter: Meter::new(limits),
        remarks: Remarks::new(limits.remarks),
        notes: Notes::default(),
        places: Places::default(),
        stores: Stores::default(),
    };
    if let Some((name, text)) = related(package, "styles")? {
        shared.styles = Styles::read(&text, &name, limits)?;
    }
    if let Some((name, text)) = related(package, "numbering")? {
        shared.numbering = Numbering::read(&text, &name, limits)?;
    }
    if let Some((name, text)) = related(package, "comments")? {
        shared.notes.comments = parts::comments(&text, &name, limits, &mut shared.meter)?;
    }
    for kind in ["footnotes", "endnotes"] {
        let Some((name, text)) = related(package, kind)? else { continue };
        let links = package.relationships(&name)?;
        let texts: HashMap<String, Vec<Piece>> = Walker::new(&text, &name, &links, &mut shared, limits).notes()?;
        match kind {
            "footnotes" => shared.notes.footnotes.texts = texts,
            _ => shared.notes.endnotes.texts = texts,
        }
    }
    Ok(shared)
}

/// Says what the headers and footers say, each text once.
fn margins(
    package: &mut Package<'_>,
    main: &str,
    links: &Relationships,
    remarks: &mut Remarks,
    limits: &Limits,
) -> Result<(), ReadError> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut looked: BTreeSet<String> = BTreeSet::new();
    for link in ["header", "footer"].into_iter().flat_map(|kind| links.of_type(kind)) {
        let Some(name) = links.part(main, &link.id).filter(|name| looked.insert(name.clone())) else { continue };
        let Some(text) = package.xml_part(&name)? else { continue };
        if let Some(margin) = parts::margin(&text, &name, limits)?
            && said.insert(margin.clone())
        {
            remarks.left_out(MARGIN, &margin, Position::default());
        }
    }
    Ok(())
}
