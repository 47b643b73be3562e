//! What bytes look like, whatever the file is called.

use gongkai_core::Within;
use std::borrow::Cow;

use gongkai_compound::{Compound, CompoundKind};
use gongkai_core::format::{FileKind, Limits, ReadError};

use crate::{Format, packed};

/// What the bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    /// A format that is known.
    Like(Format),
    /// Something else, by its name in both languages.
    Other(&'static str),
    /// A file of the newer formats that asks for a password.
    Encrypted,
    /// A container of the older formats of which nothing more can be told: it is damaged, or holds something else.
    Compound,
    /// Text, or nothing that is known.
    Unknown,
}

/// How far into a file its marks are looked for.
const HEAD: usize = 4096;

/// What the bytes look like.
pub(crate) fn look(bytes: &[u8]) -> Looks {
    let head = bytes.within(..HEAD.min(bytes.len()));
    if FileKind::of(head) == Some(FileKind::Zip) {
        return look_inside(bytes);
    }
    if gongkai_compound::is_compound(head) {
        return match Compound::open(bytes, &Limits::default()).map(|file| file.kind()) {
            Ok(CompoundKind::Document) => Looks::Like(Format::Doc),
            Ok(CompoundKind::Workbook | CompoundKind::OldWorkbook) => Looks::Like(Format::Xls),
            Ok(CompoundKind::Encrypted) => Looks::Encrypted,
            Ok(CompoundKind::Slides) => Looks::Other("PowerPoint"),
            _ => Looks::Compound,
        };
    }
    // A PDF may begin with other bytes before its mark.
    if FileKind::is_pdf(head) {
        return Looks::Like(Format::Pdf);
    }
    // Blanks before the first brace are passed over, as Word does.
    if FileKind::of(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()) == Some(FileKind::Rtf) {
        return Looks::Like(Format::Rtf);
    }
    if let Some(kind) = FileKind::of(head) {
        return Looks::Other(kind.in_words());
    }
    let narrow = narrowed(head);
    let text = narrow.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&narrow).trim_ascii_start();
    let lower = text.within(..1024.min(text.len())).to_ascii_lowercase();
    if WORD_XML.iter().any(|mark| contains(&lower, mark)) {
        return Looks::Like(Format::Doc);
    }
    if EXCEL_XML.iter().any(|mark| contains(&lower, mark)) && contains(&lower, b"workbook") {
        return Looks::Like(Format::Xls);
    }
    if lower.starts_with(b"mime-version:") || (lower.starts_with(b"from:") && contains(&lower, b"mime-version:")) {
        return Looks::Like(Format::Html);
    }
    if lower.starts_with(b"<!doctype html") || contains(&lower, b"<html") || is_piece_of_page(&lower) {
        Looks::Like(Format::Html)
    } else if text.starts_with(b"{") {
        Looks::Like(Format::Json)
    } else {
        Looks::Unknown
    }
}

/// What an archive looks like by the names of its entries.
fn look_inside(bytes: &[u8]) -> Looks {
    const FOLDERS: [(&str, Looks); 3] = [
        ("word/", Looks::Like(Format::Docx)),
        ("xl/", Looks::Like(Format::Xlsx)),
        ("ppt/", Looks::Other("PowerPoint")),
    ];
    let names: Vec<String> = packed::names(bytes).collect();
    let folder = FOLDERS.into_iter().find(|(folder, _)| names.iter().any(|name| name.starts_with(folder)));
    match folder {
        Some((_, looks)) => looks,
        None if names.iter().any(|name| name == "ofd.xml") => Looks::Like(Format::Ofd),
        None => Looks::Other(FileKind::Zip.in_words()),
    }
}

/// What stands at the beginning of documents that Word saves as one file of XML.
const WORD_XML: [&[u8]; 3] =
    [b"progid=\"word.document\"", b"http://schemas.microsoft.com/office/word/2003/wordml", b"<pkg:package"];
/// The same of workbooks.
const EXCEL_XML: [&[u8]; 2] = [b"progid=\"excel.sheet\"", b"urn:schemas-microsoft-com:office:spreadsheet"];

/// The ASCII of a text in UTF-16 that says so at its beginning; other bytes as they are.
fn narrowed(head: &[u8]) -> Cow<'_, [u8]> {
    match head.strip_prefix(b"\xff\xfe").or_else(|| head.strip_prefix(b"\xfe\xff")) {
        Some(wide) => wide.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>().into(),
        None => head.into(),
    }
}

/// Whether a text begins as what stands inside a web page, without the page around it: so programs export tables under
/// the names of office formats.
fn is_piece_of_page(lower: &[u8]) -> bool {
    let begins = |names: &[&str]| {
        let name = |name: &&str| {
            let rest = lower.strip_prefix(b"<").and_then(|rest| rest.strip_prefix(name.as_bytes()));
            rest.is_some_and(|rest| {
                rest.first().is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
            })
        };
        names.iter().any(name)
    };
    begins(&["table", "head", "body", "meta", "style", "div", "center", "font", "p", "span", "h1", "h2", "h3", "title"])
}

/// The format that bytes are read as which are to be read as this one. Under the names of the older formats lies
/// anything: programs of offices call web pages and text so, and people rename what they do not know; it is read by what
/// it is.
///
/// # Errors
/// [`ReadError`] when the bytes are plainly of another format.
pub(crate) fn read_as(bytes: &[u8], format: Format) -> Result<Format, ReadError> {
    let found = match look(bytes) {
        Looks::Like(found) if found == format || is_text_too(found, format) => return Ok(format),
        Looks::Like(found) if says_little(format) || is_older(found, format) => return Ok(found),
        Looks::Like(found) => found.in_words().to_owned(),
        // Its own reader says what is missing.
        Looks::Other(_) if is_package(format) && packed::is_cut(bytes) => return Ok(format),
        Looks::Other(name) => name.to_owned(),
        Looks::Encrypted => return Err(ReadError::Encrypted),
        Looks::Compound if says_little(format) => return Ok(format),
        Looks::Compound => FileKind::Compound.in_words().to_owned(),
        Looks::Unknown if says_little(format) => return told_text(bytes, format),
        Looks::Unknown => return Ok(format),
    };
    Err(ReadError::NotThisFormat { expected: format.in_words(), found: Some(found) })
}

/// Whether files of a format are archives.
fn is_package(format: Format) -> bool {
    matches!(format, Format::Docx | Format::Xlsx | Format::Ofd)
}

/// Whether files of all kinds are called by the names of a format.
fn says_little(format: Format) -> bool {
    matches!(format, Format::Doc | Format::Rtf | Format::Xls)
}

/// Whether a file that is called by a newer format's name is of an older one of the same program.
fn is_older(found: Format, format: Format) -> bool {
    matches!((found, format), (Format::Doc | Format::Rtf, Format::Docx) | (Format::Xls, Format::Xlsx))
}

/// Text under the name of another format is text, as long as it is text.
fn told_text(bytes: &[u8], format: Format) -> Result<Format, ReadError> {
    let printed = |b: &u8| !b.is_ascii_control() || b.is_ascii_whitespace();
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if wide || bytes.iter().all(printed) {
        return Ok(Format::Text);
    }
    Err(ReadError::NotThisFormat { expected: format.in_words(), found: None })
}

/// Whether text may look so: text that begins with a brace is still text, and a web page's own text may be kept as text.
fn is_text_too(found: Format, format: Format) -> bool {
    matches!(found, Format::Json | Format::Html) && matches!(format, Format::Text | Format::Markdown)
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::tests::entry;

    #[test]
    fn an_archive_cut_short_is_left_to_the_reader_that_its_name_asks_for() {
        let cut = entry("[content_types].xml");
        for format in [Format::Docx, Format::Xlsx, Format::Ofd] {
            assert_eq!(read_as(&cut, format), Ok(format));
        }
        assert!(matches!(read_as(&cut, Format::Pdf), Err(ReadError::NotThisFormat { .. })));
    }

    #[test]
    fn knows_what_bytes_look_like() {
        for (bytes, looks) in [
            (entry("word/document.xml").as_slice(), Looks::Like(Format::Docx)),
            (&entry("xl/workbook.xml"), Looks::Like(Format::Xlsx)),
            (&entry("OFD.xml"), Looks::Like(Format::Ofd)),
            // What is packed may hold any bytes.
            (&[entry("OFD.xml"), b"....xl/....word/".to_vec()].concat(), Looks::Like(Format::Ofd)),
            (&entry("a.txt"), Looks::Other(FileKind::Zip.in_words())),
            (b"%PDF-1.7", Looks::Like(Format::Pdf)),
            (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", Looks::Like(Format::Html)),
            (b" {\"year\": 2023}", Looks::Like(Format::Json)),
            (b"year = 2023", Looks::Unknown),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Looks::Compound),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Looks::Like(Format::Html)),
            (b"", Looks::Unknown),
        ] {
            assert_eq!(look(bytes), looks, "{bytes:?}");
        }
    }

    #[test]
    fn a_wrong_kind_of_file_is_named() {
        let error = read_as(b"%PDF-1.7", Format::Docx).unwrap_err().to_string();
        assert_eq!(error, "不是 Word（.docx）文件，而像是 PDF / is not Word (.docx) but looks like PDF");
    }

    #[test]
    fn under_the_names_of_older_formats_lies_anything() {
        for (bytes, read) in [
            (entry("word/document.xml").as_slice(), Format::Docx),
            (b"<html><body><table>", Format::Html),
            (b"<meta charset=gbk><style>td {}</style><table border=1>", Format::Html),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Format::Html),
            (b"\xff\xfe\x00\x4e\t\0", Format::Text),
            (b"MIME-Version: 1.0\r\n", Format::Html),
            (b"{\\rtf1 a}", Format::Rtf),
            (b"\xef\xbb\xbf\r\n{\\rtf1 a}", Format::Rtf),
            ("一、总体情况\r\n".as_bytes(), Format::Text),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1cut short", Format::Doc),
        ] {
            assert_eq!(read_as(bytes, Format::Doc), Ok(read));
        }
        let word_2003 = b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>";
        assert_eq!(read_as(word_2003, Format::Doc), Ok(Format::Doc));
        let excel_2003 = b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>";
        assert_eq!(read_as(excel_2003, Format::Xls), Ok(Format::Xls));
        assert_eq!(read_as(excel_2003, Format::Xlsx), Ok(Format::Xls));
        assert_eq!(read_as(b"{\\rtf1 a}", Format::Docx), Ok(Format::Rtf));
        assert!(read_as(b"\x00\x01\x02", Format::Doc).is_err());
    }
}
