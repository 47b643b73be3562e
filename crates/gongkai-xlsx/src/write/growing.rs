//! Rows of the narrative that grow with their text.
//!
//! A height that is set keeps a row from growing when somebody writes more into it; without one, programs that do not
//! measure text on opening (LibreOffice) show one line. The format has both: a height that is not marked as set by
//! hand. The library that makes the workbook always marks it, so the mark is taken off again here.

use gongkai_core::format::{Limits, ReadError, WriteError};
use gongkai_core::words::InWords as _;
use gongkai_opc::{Package, PackageEdit, PackageKind};

use super::FORMAT;

/// The part of the narrative, the workbook's second sheet. Its texts stand in another part.
const NARRATIVE_PART: &str = "xl/worksheets/sheet2.xml";
const MARK: &str = " customHeight=\"1\"";

/// The workbook with the mark off; all its other parts stay as they are packed.
pub(super) fn let_rows_grow(workbook: &[u8]) -> Result<Vec<u8>, WriteError> {
    let failed = |error: ReadError| WriteError::Failed { format: FORMAT, detail: error.in_words() };
    // The bytes are this crate's own: a document that is long and repetitive is none the worse for it.
    let mut limits = Limits::default();
    (limits.file_bytes, limits.part_bytes, limits.unpacked_bytes) = (usize::MAX, usize::MAX, usize::MAX);
    limits.ratio = usize::MAX;
    let mut package = Package::open(workbook, PackageKind::Spreadsheet, &limits).map_err(failed)?;
    let mut edit = PackageEdit::default();
    if let Some(narrative) = package.xml_part(NARRATIVE_PART).map_err(failed)? {
        edit.put(NARRATIVE_PART, narrative.replace(MARK, ""));
    }
    edit.apply(workbook)
}
