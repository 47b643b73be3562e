//! Files of other formats inside Word files: whoever made them put a web page or a text into a place of the document.

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, ReadError};
use gongkai_docx::Embedded;

use crate::sniff::{self, Looks};
use crate::{ErrorKind, Format, ReadOptions};

/// Reads a file inside a Word file by what it is.
pub(crate) fn read(file: &Embedded<'_>, limits: &Limits) -> Result<Document, ReadError> {
    let Some(format) = format_of(file) else {
        return Err(ReadError::Unsupported {
            format: "Word 文件中嵌入的其他文件",
            advice: "请在 Word 中打开后另存为 .docx / open it in Word and save it again as .docx",
        });
    };
    match format.reader(&ReadOptions::default()) {
        Ok(reader) => reader.read(file.bytes, limits),
        Err(ErrorKind::Read(error)) => Err(error),
        Err(error) => Err(ReadError::damaged(error.to_string())),
    }
}

/// The format of a file: by its bytes, and where they do not say by what the package calls it.
fn format_of(file: &Embedded<'_>) -> Option<Format> {
    match sniff::look(file.bytes) {
        Looks::Like(format @ (Format::Html | Format::Text | Format::Rtf)) => return Some(format),
        Looks::Other(_) | Looks::Compound | Looks::Encrypted => return None,
        Looks::Like(_) | Looks::Unknown => {}
    }
    let (kind, name) = (file.content_type.unwrap_or_default(), file.name.to_ascii_lowercase());
    let called = |kinds: &[&str], endings: &[&str]| {
        kinds.iter().any(|known| kind.contains(known)) || endings.iter().any(|ending| name.ends_with(ending))
    };
    if called(&["html", "rfc822", "multipart/related"], &[".html", ".htm", ".xhtml", ".mht", ".mhtml"]) {
        return Some(Format::Html);
    }
    called(&["text/plain"], &[".txt"]).then_some(Format::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded<'a>(name: &'a str, content_type: Option<&'a str>, bytes: &'a [u8]) -> Embedded<'a> {
        Embedded::new(name, content_type, bytes)
    }

    #[test]
    fn files_are_told_by_their_bytes_and_else_by_what_they_are_called() {
        for (name, content_type, bytes, expected) in [
            ("word/a.bin", None, "<html><p>甲".as_bytes(), Some(Format::Html)),
            ("word/a.dat", Some("text/html"), "<p>甲".as_bytes(), Some(Format::Html)),
            ("word/A.HTM", None, "<p>甲".as_bytes(), Some(Format::Html)),
            ("word/a.mht", None, b"From: a\nMIME-Version: 1.0", Some(Format::Html)),
            ("word/a.txt", None, "甲".as_bytes(), Some(Format::Text)),
            ("word/a.html", Some("text/html"), b"{\\rtf1 a}", Some(Format::Rtf)),
            ("word/a.bin", None, b"\x01\x02", None),
        ] {
            assert_eq!(format_of(&embedded(name, content_type, bytes)), expected, "{name}");
        }
        let error = read(&embedded("word/a.bin", None, b"\x01\x02"), &Limits::default()).unwrap_err().to_string();
        assert!(error.contains("嵌入的其他文件") && error.contains("另存为 .docx"), "{error}");
    }
}
