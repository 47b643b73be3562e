//! Remarks put into a file that somebody else made, in the formats that hold them.

use gongkai_core::format::{AnnotateError, Annotated, Annotating, Annotation, FileKind, Limits};

/// The file with remarks at the cells and sentences that they are about: comments in a Word file, notes on cells in a
/// workbook. Nothing for files of other formats, which have no place for them.
///
/// # Errors
/// [`AnnotateError`] when the file cannot be read or must not be changed.
#[cfg_attr(not(any(feature = "docx", feature = "xlsx")), allow(unused_variables, reason = "no format is built in"))]
pub fn annotate(
    bytes: &[u8],
    remarks: &[Annotation],
    by: &Annotating,
    limits: &Limits,
) -> Option<Result<Annotated, AnnotateError>> {
    if !FileKind::is_archive(bytes) {
        return None;
    }
    #[cfg(any(feature = "docx", feature = "xlsx"))]
    {
        use gongkai_core::format::{Annotator, ReadError};
        let all: &[&dyn Annotator] = &[
            #[cfg(feature = "docx")]
            &gongkai_docx::DocxAnnotator,
            #[cfg(feature = "xlsx")]
            &gongkai_xlsx::XlsxAnnotator,
        ];
        for annotator in all {
            match annotator.annotate(bytes, remarks, by, limits) {
                Err(AnnotateError::Read(ReadError::NotThisFormat { .. })) => {}
                answer => return Some(answer),
            }
        }
    }
    None
}
