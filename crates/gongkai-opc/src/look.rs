//! What bytes look like when they are no package: other formats under a wrong name, and Word's older files.

use gongkai_core::Within;
use gongkai_core::format::{FileKind, ReadError};

use crate::PackageKind;

/// How many bytes are looked at to tell text formats apart.
const HEAD: usize = 4096;

/// A name, Chinese first, for what the bytes look like by how they begin, or nothing when they look like nothing
/// known.
///
/// ```
/// assert_eq!(gongkai_opc::looks_like(b"%PDF-1.7\n"), Some("PDF"));
/// assert_eq!(gongkai_opc::looks_like(b"\x00\x01\x02"), None);
/// ```
#[must_use]
pub fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    if let Some(kind) = FileKind::of(bytes) {
        return Some(kind.in_words());
    }
    if bytes.starts_with(b"MIME-Version") {
        return Some("MHTML 网页 / an MHTML page");
    }
    let head = bytes.within(..HEAD.min(bytes.len()));
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<!doctype html") || head.contains("<html") {
        return Some("HTML 网页 / an HTML page");
    }
    if head.starts_with("<?xml") || head.starts_with('<') {
        let word_2003 = head.contains("word.document") || head.contains("w:worddocument");
        return Some(if word_2003 { "Word 2003 XML" } else { "XML" });
    }
    let text = !head.is_empty() && !head.chars().any(|c| c.is_control() && !c.is_whitespace());
    (text && !head.contains('\u{fffd}')).then_some("纯文本 / plain text")
}

/// Why bytes that do not begin as a ZIP cannot be read as a package of this kind.
pub(crate) fn not_a_package(bytes: &[u8], kind: PackageKind) -> ReadError {
    if FileKind::of(bytes) == Some(FileKind::Compound) {
        return compound(bytes, kind);
    }
    ReadError::NotThisFormat { expected: kind.name(), found: looks_like(bytes).map(str::to_owned) }
}

/// A compound file is told apart by the names of its streams, which its directory holds in UTF-16LE.
fn compound(bytes: &[u8], kind: PackageKind) -> ReadError {
    let has = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        return ReadError::Encrypted;
    }
    // They are read, by other readers than that of packages.
    let found = if has("WordDocument") {
        "旧版 Word（.doc、.wps） / a Word file from before 2007"
    } else if has("Workbook") || has("Book") {
        "旧版 Excel（.xls、.et） / a workbook from before 2007"
    } else {
        FileKind::Compound.in_words()
    };
    ReadError::NotThisFormat { expected: kind.name(), found: Some(found.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compound_with(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend([0; 512]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn older_office_files_are_named() {
        for (stream, name) in [("WordDocument", "旧版 Word"), ("Workbook", "旧版 Excel"), ("Other", "旧版 Office")]
        {
            let said = not_a_package(&compound_with(stream), PackageKind::Word).to_string();
            assert!(said.contains(name) && !said.contains("另存"), "{said}");
        }
        assert_eq!(not_a_package(&compound_with("EncryptedPackage"), PackageKind::Word), ReadError::Encrypted);
    }

    #[test]
    fn other_formats_are_named() {
        for (bytes, name) in [
            (&b"<!DOCTYPE html><p>"[..], "HTML"),
            ("\u{feff}<html>".as_bytes(), "HTML"),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>", "Word 2003 XML"),
            ("一、总体情况\n".as_bytes(), "纯文本"),
            (b"{\\rtf1", "RTF"),
        ] {
            assert!(looks_like(bytes).is_some_and(|found| found.contains(name)), "{name}");
        }
    }
}
