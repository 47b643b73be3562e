//! What bytes look like, whatever the file is called.

use std::path::Path;

use gongkai_core::format::ReadError;

use crate::Format;

/// What the bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    /// A format that is known.
    Like(Format),
    /// Something else, by its name in both languages.
    Other(&'static str),
    /// A container that Word 97 to 2003, WPS or an encrypted file uses.
    Compound {
        /// Whether it holds an encrypted package of the newer formats.
        encrypted: bool,
    },
    /// Text, or nothing that is known.
    Unknown,
}

/// How far into a file its marks are looked for.
const HEAD: usize = 4096;

/// What the bytes look like.
pub(crate) fn look(bytes: &[u8]) -> Looks {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let has = |mark: &[u8]| contains(bytes, mark);
    if head.starts_with(b"PK\x03\x04") {
        return if has(b"word/document.xml") || has(b"word/") {
            Looks::Like(Format::Docx)
        } else if has(b"xl/") {
            Looks::Like(Format::Xlsx)
        } else if has(b"OFD.xml") {
            Looks::Other("OFD")
        } else if has(b"ppt/") {
            Looks::Other("PowerPoint")
        } else {
            Looks::Other("压缩包（ZIP）")
        };
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Looks::Compound { encrypted: has(&encrypted) };
    }
    for (mark, name) in [
        (b"{\\rtf".as_slice(), "RTF"),
        (b"\x89PNG", "PNG 图片"),
        (b"\xff\xd8\xff", "JPEG 图片"),
        (b"GIF8", "GIF 图片"),
        (b"Rar!", "压缩包（RAR）"),
        (b"7z\xbc\xaf", "压缩包（7z）"),
        (b"\x1f\x8b", "压缩包（gzip）"),
        (b"%!PS", "PostScript"),
    ] {
        if head.starts_with(mark) {
            return Looks::Other(name);
        }
    }
    // A PDF may begin with other bytes before its mark.
    if contains(head.get(..1024.min(head.len())).unwrap_or_default(), b"%PDF-") {
        return Looks::Like(Format::Pdf);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower = text.get(..1024.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || contains(&lower, b"<html") || lower.starts_with(b"<table") {
        Looks::Like(Format::Html)
    } else if text.starts_with(b"{") {
        Looks::Like(Format::Json)
    } else {
        Looks::Unknown
    }
}

/// Refuses bytes that are plainly of another format than they are to be read as.
pub(crate) fn refuse_others(bytes: &[u8], format: Format) -> Result<(), ReadError> {
    let found = match look(bytes) {
        Looks::Like(found) if found == format || is_text_too(found, format) => return Ok(()),
        Looks::Like(found) => found.printed().to_owned(),
        Looks::Other(name) => name.to_owned(),
        Looks::Compound { encrypted: true } => return Err(ReadError::Encrypted),
        Looks::Compound { encrypted: false } => {
            return Err(ReadError::Unsupported { format: "旧版 Word、Excel 或 WPS 文件", advice: SAVE_AS });
        }
        Looks::Unknown => return Ok(()),
    };
    Err(ReadError::NotThisFormat { expected: format.printed(), found: Some(found) })
}

/// Whether text may look so: text that begins with a brace is still text, and a web page's own text may be kept as text.
fn is_text_too(found: Format, format: Format) -> bool {
    matches!(found, Format::Json | Format::Html) && matches!(format, Format::Text | Format::Markdown)
}

const SAVE_AS: &str = "请用 Word 或 WPS 另存为 .docx 或 .xlsx / save it as .docx or .xlsx";

/// What is said of a file whose extension is known but not read.
pub(crate) fn known_but_unread(path: &Path) -> Option<ReadError> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let (format, advice) = match extension.as_str() {
        "doc" => ("旧版 Word（.doc）", SAVE_AS),
        "wps" => ("WPS 文字（.wps）", SAVE_AS),
        "rtf" => ("RTF", SAVE_AS),
        "odt" => ("OpenDocument（.odt）", SAVE_AS),
        "xls" => ("旧版 Excel（.xls）", SAVE_AS),
        "et" => ("WPS 表格（.et）", SAVE_AS),
        "ods" => ("OpenDocument（.ods）", SAVE_AS),
        "ofd" => ("OFD", "请导出为 PDF 或 .docx / export it as PDF or .docx"),
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "webp" => {
            ("图片", "图片里的表格不能读取，请用原文件 / tables in pictures are not read; use the original file")
        }
        "zip" | "rar" | "7z" => ("压缩包", "请先解压 / unpack it first"),
        _ => return None,
    };
    Some(ReadError::Unsupported { format, advice })
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_bytes_look_like() {
        for (bytes, looks) in [
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml".as_slice(), Looks::Like(Format::Docx)),
            (b"PK\x03\x04....xl/workbook.xml", Looks::Like(Format::Xlsx)),
            (b"PK\x03\x04....a.txt", Looks::Other("压缩包（ZIP）")),
            (b"%PDF-1.7", Looks::Like(Format::Pdf)),
            (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", Looks::Like(Format::Html)),
            (b" {\"year\": 2023}", Looks::Like(Format::Json)),
            (b"year = 2023", Looks::Unknown),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Looks::Compound { encrypted: false }),
            (b"", Looks::Unknown),
        ] {
            assert_eq!(look(bytes), looks, "{bytes:?}");
        }
    }

    #[test]
    fn a_wrong_kind_of_file_is_named() {
        let error = refuse_others(b"%PDF-1.7", Format::Docx).unwrap_err().to_string();
        assert_eq!(error, "不是 Word（.docx） 文件，而像是 PDF / not a Word（.docx） file");
        assert!(known_but_unread("a.DOC".as_ref()).unwrap().to_string().contains("另存为 .docx"));
    }
}
