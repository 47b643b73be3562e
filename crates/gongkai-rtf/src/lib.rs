//! Documents in RTF, also those that lie under the name of Word documents.
//!
//! What such a file says is what a `.docx` says, in another notation: groups in braces, and control words that change how
//! what follows looks. [`renew`] puts it into the newer notation (WordprocessingML) word by word and decides nothing: what
//! is in force, how merged cells make a table, what a field shows and which number a list prints is known once, by the
//! reader of the newer notation.
//!
//! The file is read once from its beginning to its end, with what every open group says kept on a stack of limited depth;
//! the crates that read RTF keep every piece of the file, or know no tables.

mod destination;
mod field;
mod group;
mod line;
mod lists;
mod look;
mod notes;
mod page;
mod paragraph;
mod reader;
mod rows;
mod story;
mod styles;
mod tables;
mod text;
mod token;

use gongkai_core::document::Remark;
use gongkai_core::format::{FileKind, Limits, Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::{ROOT, WordPackage};

/// A document in the newer notation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewed {
    /// The package, as a `.docx` is one.
    pub package: Vec<u8>,
    /// What was not read: what is cut off, or stands behind the end.
    pub remarks: Vec<Remark>,
}

/// Puts a document in RTF into the newer notation.
///
/// ```
/// use gongkai_core::format::{Limits, Reader};
/// let file = br"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0\'d6\'d0\'ce\'c4\par}";
/// let renewed = gongkai_rtf::renew(file, &Limits::default())?;
/// let document = gongkai_docx::DocxReader::new().read(&renewed.package, &Limits::default())?;
/// assert_eq!(document.paragraphs().next().map(|paragraph| paragraph.text.as_str()), Some("中文"));
/// # Ok::<(), gongkai_core::format::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError`] when the bytes are no such document or are over a limit.
pub fn renew(bytes: &[u8], limits: &Limits) -> Result<Renewed, ReadError> {
    limits.admit(bytes)?;
    // Blanks before the first brace are passed over, as Word does.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let kind = FileKind::of(bytes);
    if kind != Some(FileKind::Rtf) {
        let found = kind.map(|kind| kind.in_words().to_owned());
        return Err(ReadError::NotThisFormat { expected: "RTF", found });
    }
    let mut read = reader::Reader::new(bytes, Meter::new(limits)).read()?;
    let mut main = Markup::default();
    main.open("w:document", &ROOT);
    main.open("w:body", &[]);
    main.markup(&read.body);
    drop(read.body);
    main.open("w:sectPr", &[]);
    read.notes.write_formats(&mut main);
    let mut package = WordPackage::new(main.finish());
    package.part("styles", "styles", read.styles);
    package.part("numbering", "numbering", read.numbering);
    read.notes.parts(&mut package, &mut read.meter)?;
    Ok(Renewed { package: package.finish(&read.properties)?, remarks: read.remarks })
}
