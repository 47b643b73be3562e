//! Files inside a Word file are read in their place, by whoever knows them, and within the limits of the one file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod package;

use gongkai_core::document::{Document, Paragraph, ParagraphRole, RemarkKind};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_docx::{DocxReader, Embedded};
use gongkai_opc::PackageWriter;
use package::{NAMESPACES, lines, p, package};

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file of this body with files inside it.
fn with_files(body: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut writer = PackageWriter::new();
    writer.part(
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="html" ContentType="text/html"/></Types>"#,
    );
    writer.part("word/document.xml", format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"));
    let relationships: String = files
        .iter()
        .map(|(name, _)| format!(r#"<Relationship Id="{name}" Type="{TYPE}/aFChunk" Target="{name}"/>"#))
        .collect();
    writer.part(
        "word/_rels/document.xml.rels",
        format!(r#"<Relationships xmlns="{RELATIONSHIPS}">{relationships}</Relationships>"#),
    );
    for (name, content) in files {
        writer.part(format!("word/{name}"), *content);
    }
    writer.finish().unwrap()
}

fn chunk(name: &str) -> String {
    format!(r#"<w:altChunk r:id="{name}"/>"#)
}

/// Reads a file as its lines, and refuses those that are called otherwise.
fn read_lines(file: &Embedded<'_>, _: &Limits) -> Result<Document, ReadError> {
    if file.content_type != Some("text/html") {
        return Err(ReadError::Unsupported { format: "RTF", advice: "另存为 .docx" });
    }
    let text = String::from_utf8_lossy(file.bytes);
    Ok(Document::new(text.lines().map(|line| Paragraph::new(ParagraphRole::Body, line).into()).collect()))
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    DocxReader::with_embedded(read_lines).read(bytes, limits)
}

#[test]
fn files_are_read_in_their_place() {
    let inner = package(&p("内"), &[]);
    let body = [p("前"), chunk("a.html"), p("中"), chunk("b.docx"), p("后"), chunk("c.rtf")].concat();
    let bytes = with_files(&body, &[("a.html", "甲\n乙".as_bytes()), ("b.docx", &inner), ("c.rtf", b"{\\rtf1 a}")]);
    let document = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(lines(&document), ["前", "甲", "乙", "中", "内", "后"]);
    assert_eq!(document.remarks.len(), 1);
    assert_eq!(document.remarks[0].kind, RemarkKind::Unknown);
    assert!(document.remarks[0].detail.zh.contains("c.rtf") && document.remarks[0].detail.zh.contains("另存为 .docx"));
    // Without anybody who knows web pages they are named as not read.
    let document = DocxReader::new().read(&bytes, &Limits::default()).unwrap();
    assert_eq!((lines(&document).len(), document.remarks.len()), (4, 2));
}

#[test]
fn a_file_that_is_nothing_but_one_that_is_not_read_says_why() {
    let bytes = with_files(&chunk("c.rtf"), &[("c.rtf", b"{\\rtf1 a}")]);
    assert!(matches!(read(&bytes, &Limits::default()), Err(ReadError::Unsupported { format: "RTF", .. })));
    let missing = with_files(&chunk("none"), &[]);
    assert!(matches!(read(&missing, &Limits::default()), Err(ReadError::Damaged { .. })));
}

#[test]
fn many_files_and_files_in_files_are_no_way_around_the_limits() {
    let bytes = with_files(&chunk("a.html").repeat(10), &[("a.html", "甲\n".repeat(20).as_bytes())]);
    let mut limits = Limits::default();
    limits.blocks = 250;
    assert_eq!(read(&bytes, &limits).unwrap().blocks.len(), 200);
    limits.blocks = 150;
    assert!(matches!(read(&bytes, &limits), Err(ReadError::TooLarge { limit: 150, .. })));
    limits.blocks = 250;
    limits.work = 500;
    assert!(matches!(read(&bytes, &limits), Err(ReadError::TooLarge { limit: 500, .. })));
    let mut nested = package(&p("内"), &[]);
    for _ in 0..5 {
        nested = with_files(&chunk("b.docx"), &[("b.docx", &nested)]);
    }
    assert!(matches!(read(&nested, &Limits::default()), Err(ReadError::TooLarge { limit: 3, .. })));
}
