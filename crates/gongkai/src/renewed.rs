//! Files that say in one notation what others say in another: those of the Office before 2007 and RTF are put into the
//! newer notation, pages of OFD into pages of PDF, and each is read from there by the reader of that.

#[cfg(feature = "xls")]
use std::borrow::Cow;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, ReadError, Reader};

/// Reads documents of Word 97 to 2003 and of WPS.
#[cfg(feature = "doc")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct DocReader;

#[cfg(feature = "doc")]
impl Reader for DocReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        let renewed = gongkai_doc::renew(bytes, limits)?;
        let mut document = gongkai_docx::DocxReader::new().read(&renewed.package, limits)?;
        document.remarks.extend(renewed.remarks);
        Ok(document)
    }
}

/// Reads documents in RTF.
#[cfg(feature = "rtf")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct RtfReader;

#[cfg(feature = "rtf")]
impl Reader for RtfReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        let renewed = gongkai_rtf::renew(bytes, limits)?;
        let mut document = gongkai_docx::DocxReader::new().read(&renewed.package, limits)?;
        document.remarks.extend(renewed.remarks);
        Ok(document)
    }
}

/// Reads workbooks of Excel 97 to 2003 and of WPS.
#[cfg(feature = "xls")]
#[derive(Debug, Clone)]
pub(crate) struct XlsReader {
    /// The sheet that is read alone.
    pub(crate) sheet: Option<String>,
}

#[cfg(feature = "xls")]
impl Reader for XlsReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        let renewed = gongkai_xls::renew(bytes, limits)?;
        let reader = gongkai_xlsx::XlsxReader::new();
        let reader = match &self.sheet {
            Some(sheet) => reader.with_sheet(sheet),
            None => reader,
        };
        let mut document = reader.read(&renewed.package, limits)?;
        document.remarks.extend(renewed.remarks);
        Ok(document)
    }
}

/// A workbook in the newer notation, where these bytes are one in the older; other bytes as they are. For readers of lists and
/// registers, which know the newer one alone.
///
/// # Errors
/// [`ReadError`] for a file of the older programs that is no workbook, is damaged, over a limit or asks for a password.
#[cfg(feature = "xls")]
pub fn newer_workbook<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, ReadError> {
    let is_older = crate::sniff::look(bytes) == crate::sniff::Looks::Like(crate::Format::Xls);
    if !is_older && !gongkai_compound::is_compound(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    gongkai_xls::renew(bytes, limits).map(|renewed| Cow::Owned(renewed.package))
}

/// Reads pages of the national format.
#[cfg(feature = "ofd")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfdReader;

#[cfg(feature = "ofd")]
impl Reader for OfdReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        let renewed = gongkai_ofd::renew(bytes, limits)?;
        let mut document = gongkai_pdf::PdfReader.read(&renewed.pdf, limits)?;
        document.properties.title = renewed.title;
        document.properties.author = renewed.author;
        renewed.keywords.iter().for_each(|said| document.properties.take_publication(said));
        document.remarks.extend(renewed.remarks);
        Ok(document)
    }
}

#[cfg(all(test, feature = "xls"))]
mod tests {
    use super::*;

    #[test]
    fn registers_in_the_older_notations_are_put_into_the_newer() {
        let book = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet \
                    Name=\"台账\"><Table><Row><Cell><Data Type=\"String\">收到日期</Data></Cell></Row></Table></Worksheet></Workbook>";
        let newer = newer_workbook(book.as_bytes(), &Limits::default()).unwrap();
        assert!(gongkai_core::format::FileKind::is_archive(&newer));
        assert_eq!(newer_workbook(b"a,b", &Limits::default()).unwrap(), b"a,b".as_slice());
    }
}
