//! Whatever marks, links, tables and signatures a document has are written, and read back as they were.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod reports;

use gongkai_core::characters::OffLine;
use gongkai_core::document::{Block, Document, Inline, Look, Mark, Paragraph, ParagraphRole, Runs, Table, TableCell};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Prose, Report, Year, compose};
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_opc::{Package, PackageKind};
use proptest::prelude::*;
use reports::Numbers;

fn read(bytes: &[u8]) -> Document {
    DocxReader::new().read(bytes, &Limits::default()).expect("read")
}

fn write(document: &Document) -> Vec<u8> {
    DocxWriter::new(Style::gbt9704()).write(document).expect("written").bytes
}

const TEXTS: [&str; 12] =
    ["全年公开信息", "18", "1", "m²", "注1", "（其中", "CO₂", "A&B <年报>", " ", "；收到申请3件", "①", "“引号”"];

const LINKS: [&str; 3] =
    ["https://www.example.gov.cn/a?b=1&c=<2>", "mailto:zwgk@example.gov.cn", "http://例子.example/年报"];

fn inline(numbers: &mut Numbers, bold: bool) -> Inline {
    let mut runs = Runs::default();
    for _ in 0..=numbers.below(6) {
        let index = usize::try_from(numbers.below(TEXTS.len() as u64)).unwrap();
        let off_line = [None, None, None, Some(OffLine::Raised), Some(OffLine::Lowered)];
        let link = usize::try_from(numbers.below(9)).unwrap();
        let look = Look {
            off_line: off_line[usize::try_from(numbers.below(5)).unwrap()],
            bold: bold && numbers.below(4) == 0,
            // What XML cannot hold as an address is another test's.
            link: LINKS.get(link).filter(|link| !link.contains('<')).copied(),
            ..Look::default()
        };
        runs.push(TEXTS[index], &look);
    }
    runs.finish().trimmed()
}

fn table(numbers: &mut Numbers) -> Table {
    let (rows, columns) = (2 + numbers.below(3), 2 + numbers.below(4));
    let (rows, columns) = (usize::try_from(rows).unwrap(), usize::try_from(columns).unwrap());
    let mut cells = Vec::new();
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let span = if numbers.below(4) == 0 { 2.min(columns - column) } else { 1 };
            let mut text = inline(numbers, true);
            if numbers.below(5) == 0 {
                text = Inline::default();
            }
            let mut cell = TableCell::new(row, column, text.text).spanning(1, span);
            cell.marks = text.marks;
            cells.push(cell);
            column += span;
        }
    }
    Table::new(rows, columns, cells).unwrap()
}

fn document(seed: u64) -> Document {
    use ParagraphRole::{Body, Heading1, Heading2, Heading3, Signature, SignatureDate, Title};
    let mut numbers = Numbers::new(seed);
    let mut blocks: Vec<Block> = vec![Paragraph::new(Title, "青山县2023年政府信息公开工作年度报告").into()];
    for _ in 0..numbers.below(12) {
        let block: Block = match numbers.below(6) {
            0 => table(&mut numbers).into(),
            1 => {
                let role = [Heading1, Heading2, Heading3][usize::try_from(numbers.below(3)).unwrap()];
                Paragraph::of(role, inline(&mut numbers, false)).into()
            }
            _ => Paragraph::of(Body, inline(&mut numbers, true)).into(),
        };
        if !matches!(&block, Block::Paragraph(paragraph) if paragraph.text.is_empty()) {
            blocks.push(block);
        }
    }
    blocks.push(Paragraph::new(Body, "完。").into());
    blocks.push(Paragraph::new(Signature, "青山县人民政府办公室").into());
    blocks.push(Paragraph::new(SignatureDate, "2024年1月20日").into());
    Document::new(blocks)
}

/// What is shown of a document: roles, texts and marks, however they were cut.
fn shown(document: &Document) -> Vec<String> {
    let prose = |text: &str, marks: &[Mark]| format!("{:?}", Prose::marked(text, marks.to_vec()));
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                lines.push(format!("{:?} {}", paragraph.role, prose(&paragraph.text, &paragraph.marks)));
            }
            Block::Table(table) => {
                lines.push(format!("{}x{}", table.rows(), table.columns()));
                lines.extend(table.cells().iter().map(|cell| {
                    format!("{},{}+{} {}", cell.row, cell.column, cell.column_span, prose(&cell.text, &cell.marks))
                }));
            }
        }
    }
    lines
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
    let back = gongkai_core::recognize::recognize(&read(&bytes)).report;
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
    assert_eq!(written.notes.len(), 1);
    assert!(written.notes[0].contains("file:///c:/a.doc"), "{}", written.notes[0]);
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
