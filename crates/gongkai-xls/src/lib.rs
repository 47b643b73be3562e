//! Workbooks of Excel 97 to 2003 and of WPS (`.xls`, `.et`; \[MS-XLS\], BIFF8), and those that Excel saves as XML.
//!
//! Such a workbook holds what an `.xlsx` holds, as numbered records: sheets, cells with their styles, shared texts with
//! their runs, merges, hidden rows and columns. [`renew`] puts the records into the newer notation (SpreadsheetML) and
//! decides nothing: what a number format shows, what is struck out and which cells make a table is known once, by the
//! reader of the newer notation.

mod formula;
mod globals;
mod links;
mod package;
mod records;
mod sheet;
mod strings;
mod xml;

use gongkai_compound::{Compound, CompoundKind};
use gongkai_core::document::Remark;
use gongkai_core::format::{Limits, Meter, ReadError};

/// What such a workbook is limited in beside the limits of every file: names, and up to where.
pub const LIMITS: [(&str, usize); 3] = [
    ("xls_sheets", globals::MOST_SHEETS),
    ("xls_cell_styles", globals::MOST_STYLES),
    ("xls_continued_records", records::MOST_CONTINUED),
];

/// A workbook in the newer notation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewed {
    /// The package, as an `.xlsx` is one.
    pub package: Vec<u8>,
    /// What was left out on the way: macros.
    pub remarks: Vec<Remark>,
}

/// Puts a workbook of the older notation into the newer one.
///
/// # Errors
/// [`ReadError`] when the bytes are no such workbook, are damaged, encrypted, of Excel 95 or before, or over a limit.
pub fn renew(bytes: &[u8], limits: &Limits) -> Result<Renewed, ReadError> {
    limits.admit(bytes)?;
    if is_xml(bytes) {
        let (package, remarks) = xml::package(bytes, limits)?;
        return Ok(Renewed { package, remarks });
    }
    let mut file = Compound::open(bytes, limits)?;
    match file.kind() {
        // Some programs call the stream of the newer version by the older one's name.
        CompoundKind::Workbook | CompoundKind::OldWorkbook => {}
        CompoundKind::Encrypted => return Err(ReadError::Encrypted),
        CompoundKind::Document => {
            let found = Some("旧版 Word（.doc、.wps）".to_owned());
            return Err(ReadError::NotThisFormat { expected: "XLS", found });
        }
        _ => return Err(ReadError::NotThisFormat { expected: "XLS", found: None }),
    }
    let mut meter = Meter::new(limits);
    let stream = match file.stream("Workbook")? {
        Some(stream) => stream,
        None => file.stream("Book")?.unwrap_or_default(),
    };
    let globals = globals::Globals::read(&stream, &mut meter)?;
    let package = package::of(&stream, &globals, &mut meter)?;
    let mut remarks = Vec::new();
    if file.has("_VBA_PROJECT_CUR") || globals.macro_sheets {
        remarks.push(gongkai_compound::macros_left_out());
    }
    Ok(Renewed { package, remarks })
}

/// Whether bytes are XML: they begin with a sign of it, whatever they are encoded in.
fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    bytes.starts_with(b"<") || bytes.starts_with(b"\xff\xfe<") || bytes.starts_with(b"\xfe\xff\0<")
}
