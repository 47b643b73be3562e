//! Documents of Word 97 to 2003 and of WPS (`.doc`, `.wps`; \[MS-DOC\]), and those that Word saves as one
//! file of XML.
//!
//! What such a file says is what a `.docx` says, in another notation: text in pieces, properties of paragraphs, runs and
//! rows as numbered changes, lists, notes and text boxes in tables of their own. [`renew`] puts it into the newer notation
//! (WordprocessingML) property by property and decides nothing: what is in force, how merged cells make a table, what a
//! field shows and which number a list prints is known once, by the reader of the newer notation.

mod fib;
mod fonts;
mod form;
mod formats;
mod lists;
mod look;
mod notes;
mod package;
mod paragraph;
mod pieces;
mod rows;
mod shading;
mod shapes;
mod sprm;
mod story;
mod styles;
mod word;
mod xml;

use gongkai_compound::{Compound, CompoundKind};
use gongkai_core::document::Remark;
use gongkai_core::format::{Limits, Meter, ReadError};

/// What such a document is limited in beside the limits of every file: names, and up to where.
pub const LIMITS: [(&str, usize); 1] = [("doc_row_cells", rows::MOST_CELLS)];

/// A document in the newer notation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewed {
    /// The package, as a `.docx` is one.
    pub package: Vec<u8>,
    /// What was left out on the way: macros.
    pub remarks: Vec<Remark>,
}

/// Puts a document of the older notation into the newer one.
///
/// # Errors
/// [`ReadError`] when the bytes are no such document, are damaged, encrypted, of Word 95 or before, or over a limit.
pub fn renew(bytes: &[u8], limits: &Limits) -> Result<Renewed, ReadError> {
    limits.admit(bytes)?;
    if is_xml(bytes) {
        return Ok(Renewed { package: xml::package(bytes, limits)?, remarks: Vec::new() });
    }
    let mut file = Compound::open(bytes, limits)?;
    match file.kind() {
        CompoundKind::Document => {}
        CompoundKind::Encrypted => return Err(ReadError::Encrypted),
        CompoundKind::Workbook | CompoundKind::OldWorkbook => {
            let found = Some("旧版 Excel（.xls、.et）".to_owned());
            return Err(ReadError::NotThisFormat { expected: "DOC", found });
        }
        _ => return Err(ReadError::NotThisFormat { expected: "DOC", found: None }),
    }
    let mut meter = Meter::new(limits);
    let streams = word::Streams::take(&mut file)?;
    let word = word::Word::open(&streams, &mut meter)?;
    let package = package::of(&word, &file.summary(), &mut meter)?;
    let mut remarks = Vec::new();
    if ["Macros", "_VBA_PROJECT_CUR"].into_iter().any(|name| file.has(name)) {
        remarks.push(gongkai_compound::macros_left_out());
    }
    Ok(Renewed { package, remarks })
}

/// Whether bytes are XML: they begin with a sign of it, whatever they are encoded in.
fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    bytes.starts_with(b"<") || bytes.starts_with(b"\xff\xfe<") || bytes.starts_with(b"\xfe\xff\0<")
}
