//! Files made to exhaust or to mislead the reader end in an error that says why, and never in a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod package;
mod reports;

use gongkai_core::compose;
use gongkai_core::format::{Limits, ReadError, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_opc::PackageWriter;
use package::{NAMESPACES, lines, p, package, package_of, tc, try_read};
use proptest::prelude::*;

fn refusal(bytes: &[u8]) -> ReadError {
    try_read(bytes).expect_err("refused")
}

fn filing() -> Vec<u8> {
    DocxWriter::new(Style::gbt9704()).write(&compose(&reports::varied(1))).unwrap().bytes
}

#[test]
fn other_files_are_named() {
    assert_eq!(refusal(b""), ReadError::Empty);
    assert!(refusal(b"%PDF-1.7").to_string().contains("PDF"));
    assert!(refusal("一、总体情况".as_bytes()).to_string().contains("纯文本"));
    let mut workbook = PackageWriter::new();
    workbook.part("xl/workbook.xml", "<workbook/>");
    assert!(refusal(&workbook.finish().unwrap()).to_string().contains("XLSX"));
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refusal(&old).to_string().contains("旧版 Word"));
}

#[test]
fn cut_files_are_damaged() {
    let bytes = filing();
    for length in (1..bytes.len()).step_by(97) {
        let refused = refusal(&bytes[..length]);
        assert!(
            matches!(refused, ReadError::Damaged { .. } | ReadError::NotThisFormat { .. }),
            "{length}: {refused:?}"
        );
    }
}

#[test]
fn broken_xml_is_damaged_and_says_where() {
    for (document, detail) in [
        ("<w:document".to_owned(), "word/document.xml"),
        (format!("<w:document {NAMESPACES}><w:body><w:p>"), "cut short"),
        (format!("<w:document {NAMESPACES}><w:body></w:p></w:document>"), "word/document.xml"),
        ("<html><body/></html>".to_owned(), "w:document"),
        (String::new(), "no root"),
        (format!("<!DOCTYPE d [<!ENTITY e \"x\">]><w:document {NAMESPACES}>&e;</w:document>"), "DTD"),
        (format!("<w:document {NAMESPACES}><w:body>&nbsp;</w:body></w:document>"), "&nbsp;"),
    ] {
        let refused = refusal(&package_of(&document, &[]));
        assert!(matches!(refused, ReadError::Damaged { .. }), "{document}: {refused:?}");
        assert!(refused.to_string().contains(detail), "{document}: {refused}");
    }
    let refused = refusal(&package("<w:p/>", &[("styles", "<w:style>"), ("numbering", "")]));
    assert!(refused.to_string().contains("word/styles.xml"), "{refused}");
}

#[test]
fn a_document_without_text_is_read_as_that() {
    assert_eq!(try_read(&package("", &[])).unwrap().blocks, []);
    assert_eq!(try_read(&package_of(&format!("<w:document {NAMESPACES}/>"), &[])).unwrap().blocks, []);
}

#[test]
fn deep_nesting_is_refused() {
    let nested = |name: &str, depth: usize| {
        format!("{}{}", format!("<w:{name}>").repeat(depth), format!("</w:{name}>").repeat(depth))
    };
    let table =
        |depth: usize| format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(depth), "</w:tc></w:tr></w:tbl>".repeat(depth));
    for body in [nested("sdt", 5000), nested("ins", 5000), nested("p", 5000), table(2000)] {
        let refused = refusal(&package(&body, &[]));
        assert!(matches!(refused, ReadError::TooLarge { .. }), "{refused:?}");
    }
    // The deepest that is read must not exhaust the stack of a worker thread, whatever the limits say.
    let deepest = package(&table(83), &[]);
    let mut limits = Limits::default();
    limits.depth = usize::MAX;
    let read = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || DocxReader::new().read(&deepest, &limits))
        .unwrap();
    assert!(read.join().unwrap().is_ok());
}

#[test]
fn claims_of_size_are_bounded() {
    let wide = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc(r#"<w:gridSpan w:val="4000000000"/>"#, "宽"), tc("", ""));
    assert!(matches!(refusal(&package(&wide, &[])), ReadError::TooLarge { limit: 1000, .. }));
    let far =
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"18446744073709551615\"/></w:trPr><w:tc/><w:tc/></w:tr></w:tbl>";
    assert!(try_read(&package(far, &[])).is_ok(), "a number that is none is passed over");
    let mut limits = Limits::default();
    limits.cells = 3;
    let cells = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", "1").repeat(4));
    let refused = DocxReader::new().read(&package(&cells, &[]), &limits).unwrap_err();
    assert!(matches!(refused, ReadError::TooLarge { limit: 3, .. }));
    limits.characters = 10;
    let refused = DocxReader::new().read(&package(&p("一二三四五六七八九十一"), &[]), &limits).unwrap_err();
    assert!(matches!(refused, ReadError::TooLarge { limit: 10, .. }));
}

#[test]
fn endless_short_paragraphs_are_refused() {
    let mut limits = Limits::default();
    limits.blocks = 100;
    assert!(DocxReader::new().read(&package(&p("1").repeat(100), &[]), &limits).is_ok());
    let refused = DocxReader::new().read(&package(&p("1").repeat(101), &[]), &limits).expect_err("refused");
    assert!(matches!(refused, ReadError::TooLarge { limit: 100, .. }));
}

#[test]
fn what_the_file_makes_text_of_is_counted_as_text() {
    let item = |text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#,
        "%1".repeat(50_000)
    );
    let refused = refusal(&package(&item("项").repeat(200), &[("numbering", &numbering)]));
    assert!(matches!(refused, ReadError::TooLarge { limit: 4_000_000, .. }), "{refused:?}");
    let field = format!(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "http://{}"</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>{}</w:p>"#,
        "a".repeat(50_000),
        "<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r>".repeat(100)
    );
    let refused = refusal(&package(&field, &[]));
    assert!(matches!(refused, ReadError::TooLarge { limit: 4_000_000, .. }), "{refused:?}");
}

#[test]
fn tables_are_counted_by_what_they_claim_together() {
    let mut limits = Limits::default();
    limits.places = 100;
    let table = |rows: usize| {
        let row = format!("<w:tr>{}{}</w:tr>", tc(r#"<w:gridSpan w:val="9"/>"#, "甲"), tc("", "1"));
        format!("<w:tbl>{}</w:tbl>", row.repeat(rows))
    };
    assert!(DocxReader::new().read(&package(&table(5).repeat(2), &[]), &limits).is_ok());
    let refused = DocxReader::new().read(&package(&table(5).repeat(3), &[]), &limits).expect_err("refused");
    assert!(matches!(refused, ReadError::TooLarge { limit: 100, .. }), "{refused:?}");
    let row = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc><w:p/></w:tc>".repeat(20_000));
    assert!(matches!(refusal(&package(&row, &[])), ReadError::TooLarge { limit: 1000, .. }));
}

#[test]
fn styles_are_resolved_once_however_long_their_chain() {
    let styles: String = (0..20_000)
        .map(|n| format!(r#"<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{}"/></w:style>"#, n + 1))
        .chain([r#"<w:style w:type="paragraph" w:styleId="s20000"><w:rPr><w:strike/></w:rPr></w:style>"#.to_owned()])
        .collect();
    let body: String = (0..20_000)
        .map(|n| format!(r#"<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>删</w:t></w:r></w:p>"#))
        .collect();
    let read = try_read(&package(&body, &[("styles", &styles)])).unwrap();
    assert_eq!((read.blocks.len(), read.remarks.len()), (0, 500));
}

#[test]
fn styles_and_lists_that_go_in_circles_end() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>"#;
    let numbering = r#"<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="l"/></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:styleLink w:val="l"/>
        <w:numStyleLink w:val="l"/><w:lvl w:ilvl="99"><w:lvlText w:val="%9%0%"/></w:lvl><w:lvl w:ilvl="0"><w:start w:val="4294967295"/><w:numFmt w:val="upperLetter"/>
        <w:lvlText w:val="%1%9%0%"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;
    let item = r#"<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>"#;
    let read = try_read(&package(&item.repeat(2), &[("styles", styles), ("numbering", numbering)])).unwrap();
    assert_eq!(lines(&read).len(), 2);
}

#[test]
fn many_remarks_are_cut_short() {
    let body = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>".repeat(2000);
    let read = try_read(&package(&body, &[])).unwrap();
    assert_eq!(read.remarks.len(), 500);
    assert!(read.remarks.last().unwrap().detail.zh.contains("不再列出"));
}

#[test]
fn what_word_cannot_hold_is_refused_when_writing() {
    use gongkai_core::document::{Document, Paragraph, ParagraphRole};
    use gongkai_core::format::WriteError;
    for text in ["一\u{0}二", "一\u{b}二", "\u{202e}文字", "\u{2067}文字", "\u{7f}"] {
        let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]);
        let refused = DocxWriter::default().write(&document).expect_err("refused");
        assert!(matches!(refused, WriteError::Character { .. }), "{text:?}");
    }
    let long = "很长的一段。".repeat(2000);
    let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, &*long).into()]);
    let read = try_read(&DocxWriter::default().write(&document).unwrap().bytes).unwrap();
    assert_eq!(lines(&read), [long]);
}

/// A document with a little of everything, to be broken.
fn everything() -> String {
    let inner =
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("<w:vMerge/>", "甲"), tc(r#"<w:gridSpan w:val="2"/>"#, "1"));
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText>
        <w:fldChar w:fldCharType="separate"/><w:t>一</w:t><w:br/><w:fldChar w:fldCharType="end"/></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>
        <w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="1"/><w:tblHeader/></w:trPr><w:tc>{inner}<w:p/></w:tc>{}</w:tr></w:tbl>
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>
        <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        tc(r#"<w:vMerge w:val="restart"/>"#, "2"),
        p("框"),
        p("占位"),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever bytes of a file are changed, reading it ends without a panic.
    #[test]
    fn changed_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = filing();
        for (index, value) in changes {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        let _ = try_read(&bytes);
    }

    /// Whatever elements of the content are dropped, doubled or moved, reading it ends without a panic.
    #[test]
    fn changed_content_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<prop::sample::Index>()), 1..6)) {
        let body = everything();
        let mut tags: Vec<String> = body.split_inclusive('>').map(str::to_owned).collect();
        for (index, change, other) in changes {
            let (at, other) = (index.index(tags.len()), other.index(tags.len()));
            match change {
                0 => { tags[at] = String::new(); }
                1 => { let tag = tags[at].clone(); tags.insert(other, tag); }
                2 => tags.swap(at, other),
                _ => { tags[at] = tags[at].replace("w:val=\"1\"", "w:val=\"-1\"").replace("restart", "continue"); }
            }
        }
        let styles = r#"<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>"#;
        let numbering = r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;
        let _ = try_read(&package(&tags.concat(), &[("styles", styles), ("numbering", numbering)]));
    }
}
