//! Whatever marks, links, tables and signatures a document has are written, and read back as they were.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod marked;
mod reports;

use gongkai_core::document::{Document, Look, Paragraph, ParagraphRole, RemarkKind, Runs};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_opc::{Package, PackageKind};
use marked::{document, shown};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Document {
    DocxReader::new().read(bytes, &Limits::default()).expect("read")
}

fn write(document: &Document) -> Vec<u8> {
    DocxWriter::new(Style::gbt9704()).write(document).expect("written").bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn marks_links_tables_and_signatures_are_read_as_they_were_written(seed in any::<u64>()) {
        let document = document(seed);
        let bytes = write(&document);
        let back = read(&bytes);
        prop_assert_eq!(shown(&back), shown(&document));
        prop_assert_eq!(write(&document), bytes, "the same document gives the same bytes");
    }
}

#[test]
fn a_raised_sign_is_set_as_such() {
    let mut report = Report::new(Organ::new("青山县"), Year::new(2023).unwrap());
    report.set("applications.received.total".parse().unwrap(), Cell::parse("18¹"));
    report.set("applications.granted.total".parse().unwrap(), Cell::parse("¹"));
    let bytes = write(&compose(&report));
    let text = Package::open(&bytes, PackageKind::Word, &Limits::default())
        .unwrap()
        .xml_part("word/document.xml")
        .unwrap()
        .unwrap();
    assert!(text.contains(r#"<w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">1</w:t>"#));
    assert_eq!(text.matches('¹').count(), 1, "what stands beside nothing is kept as its sign");
    let back = gongkai_recognize::recognize(&read(&bytes)).report;
    assert_eq!(back.cell("applications.received.total".parse().unwrap()), Some(&Cell::parse("18¹")));
}

#[test]
fn links_have_relationships_and_others_are_said() {
    let mut runs = Runs::default();
    for (text, link) in
        [("网页", "https://a.example/?x=1&y=2"), ("文件", "file:///c:/a.doc"), ("网页", "https://a.example/?x=1&y=2")]
    {
        runs.push(text, &Look { link: Some(link), ..Look::default() });
        runs.push("，", &Look::default());
    }
    let document = Document::new(vec![Paragraph::of(ParagraphRole::Body, runs.finish()).into()]);
    let written = DocxWriter::default().write(&document).unwrap();
    let lost: Vec<(RemarkKind, &str)> = written.lost.iter().map(|lost| (lost.kind, lost.detail.zh.as_str())).collect();
    assert_eq!(lost, [(RemarkKind::Link, "“文件”的链接“file:///c:/a.doc”，文字保留")]);
    let mut package = Package::open(&written.bytes, PackageKind::Word, &Limits::default()).unwrap();
    let relationships = package.relationships("word/document.xml").unwrap();
    let link = relationships.by_id("rIdLink1").unwrap();
    assert_eq!(
        (link.target.as_str(), link.external, link.kind.as_str()),
        ("https://a.example/?x=1&y=2", true, "hyperlink")
    );
    assert_eq!(relationships.by_id("rIdLink2"), None);
    let text = package.xml_part("word/document.xml").unwrap().unwrap();
    assert_eq!(text.matches(r#"<w:hyperlink r:id="rIdLink1" w:history="1">"#).count(), 2);
    assert_eq!(read(&written.bytes).paragraphs().next().unwrap().text, "网页，文件，网页，");
}

#[test]
fn who_signs_stands_at_the_right_with_what_is_signed() {
    let bytes = write(&document(7));
    let mut package = Package::open(&bytes, PackageKind::Word, &Limits::default()).unwrap();
    let styles = package.xml_part("word/styles.xml").unwrap().unwrap();
    assert_eq!(styles.matches(r#"<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>"#).count(), 2);
    let text = package.xml_part("word/document.xml").unwrap().unwrap();
    let kept = text.split("<w:p>").filter(|p| p.contains("完。") || p.contains("人民政府办公室"));
    assert!(kept.clone().count() == 2 && kept.clone().all(|p| p.contains("<w:keepNext/>")));
}
