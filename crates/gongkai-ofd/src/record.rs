//! The part of a written file for what its maker records of it: an extension (GB/T 33190—2016, clause 17), which readers
//! that do not know it leave alone.

use gongkai_core::format::{FileKind, Limits, ReadError, WriteError};
use gongkai_opc::{Node, Package, PackageKind, XmlReader, parts_but, with_part};

/// Where the extensions stand; `Document.xml` refers to it.
pub(crate) const PART: &str = "Doc_0/Extensions.xml";

/// The name of the property that is the record.
const NAME: &str = "GongkaiRecord";

/// What the file's first part is called, by which it is told from other packages.
const ENTRY: &[u8] = b"OFD.xml";

/// How long the head of a package's first part is before its name.
const HEAD: usize = 30;

/// The number of the object that the extension is of: the first page.
pub(crate) const EXTENDED: u32 = 1;

/// The part with this record.
pub(crate) fn part(record: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Extensions xmlns:ofd=\"http://www.ofdspec.org/2016\">\
         <ofd:Extension AppName=\"gongkai\" AppVersion=\"{}\" RefId=\"{EXTENDED}\"><ofd:Property Name=\"{NAME}\">{}</ofd:Property>\
         </ofd:Extension></ofd:Extensions>\n",
        env!("CARGO_PKG_VERSION"),
        crate::write::escaped(record),
    )
}

/// Whether bytes are a file as [`OfdWriter`](crate::OfdWriter) packs it.
///
/// ```
/// assert!(!gongkai_ofd::record::has_place(b"PK of another program"));
/// ```
#[must_use]
pub fn has_place(file: &[u8]) -> bool {
    FileKind::is_archive(file) && file.get(HEAD..HEAD + ENTRY.len()) == Some(ENTRY)
}

/// The record that a file carries.
///
/// # Errors
/// [`ReadError`] when the bytes are no OFD file, are damaged or over a limit.
pub fn stated(file: &[u8], limits: &Limits) -> Result<Option<String>, ReadError> {
    let mut package = Package::open(file, PackageKind::Ofd, limits)?;
    let Some(text) = package.xml_part(PART)? else { return Ok(None) };
    let mut reader = XmlReader::new(&text, PART, limits);
    let mut stated = None;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let own = element.name() == "Property" && element.attribute("Name")?.as_deref() == Some(NAME);
                stated = own.then(String::new);
            }
            Node::Text(text) => stated.iter_mut().for_each(|stated| stated.push_str(&text)),
            Node::Close if stated.as_ref().is_some_and(|stated| !stated.trim().is_empty()) => return Ok(stated),
            Node::Close => {}
            Node::End => return Ok(None),
        }
    }
}

/// Hands over what the record tells about: every part but its own. No part is held in memory.
///
/// # Errors
/// [`ReadError`] when the bytes are no package, are damaged, or unpack to more than `most` bytes.
pub fn others(file: &[u8], most: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
    parts_but(file, PART, most, take)
}

/// The file with a record, which is made from all that is recorded: `take` is handed it as [`others`] does, and `record` is
/// given what it made of it.
///
/// # Errors
/// [`WriteError::Failed`] when the bytes are no package.
pub fn with_record<S>(
    file: &[u8],
    state: S,
    take: impl FnMut(&mut S, &[u8]),
    record: impl FnOnce(S) -> String,
) -> Result<Vec<u8>, WriteError> {
    with_part(file, PART, state, take, |state| part(&record(state)))
}
