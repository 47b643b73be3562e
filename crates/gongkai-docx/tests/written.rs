//! What stands in the parts of a written document: styles, page, languages, heads, page numbers, and no clock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole};
use gongkai_core::form::{Edition, SectionKey};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_docx::DocxWriter;
use gongkai_opc::{Package, PackageKind, vet};

fn report() -> Report {
    let mut report = Report::new(Organ::new("某某市某某区云溪镇人民政府"), Year::new(2023).unwrap());
    report.set_narrative(SectionKey::Overview, ["（一）主动公开。全年公开“信息”12条。", "（二）存在的问题"]);
    report.set("disputes.reconsideration.upheld".parse().unwrap(), Cell::from(1_234_567));
    report
}

fn part(document: &Document, style: Style, name: &str) -> String {
    let bytes = DocxWriter::new(style).write(document).unwrap().bytes;
    vet(&bytes, PackageKind::Word, &Limits::default()).unwrap();
    let mut package = Package::open(&bytes, PackageKind::Word, &Limits::default()).unwrap();
    package.xml_part(name).unwrap().unwrap_or_else(|| panic!("no {name}"))
}

fn count(text: &str, piece: &str) -> usize {
    text.matches(piece).count()
}

#[test]
fn the_content_is_in_order() {
    let document = compose(&report());
    let text = part(&document, Style::gbt9704(), "word/document.xml");
    let head_rows: usize = document.tables().map(|table| table.head_rows).sum();
    let rows: usize = document.tables().map(gongkai_core::document::Table::rows).sum();
    assert_eq!((count(&text, "<w:tblHeader/>"), count(&text, "<w:cantSplit/>")), (head_rows, rows));
    assert_eq!(head_rows, 6);
    for refused in ["w14:paraId", "<w:rPr/>", "<w:pPr/>", "<w:tcPr/>", "<w:type"] {
        assert!(!text.contains(refused), "{refused}");
    }
    assert!(text.contains(r#"<w:gridCol w:w="2211"/>"#), "columns have a width and no type");
    assert_eq!(count(&text, "<w:rFonts "), count(&text, r#"<w:rFonts w:hint="eastAsia"/>"#));
    assert_eq!(count(&text, "<w:r>"), count(&text, "<w:rFonts "), "every run says that it is Chinese");
    assert!(text.contains(r#"<w:rStyle w:val="RunInHeading"/><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">（一）主动公开。</w:t>"#));
    assert!(text.contains(r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#));
    // The dashes of the page number lie 7 mm below the text block, in the middle of their line of 18 pt.
    assert!(text.contains(r#"w:footer="1407""#));
    assert!(text.contains(r#"<w:docGrid w:type="lines" w:linePitch="579" w:charSpace="-849"/>"#));
    assert!(
        text.contains(
            r#"<w:t xml:space="preserve">某某市某某区云溪镇人民政府</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:br w:type="textWrapping"/></w:r>"#
        )
    );
    // A figure too long for its narrow column has room made by the others, and keeps its size.
    assert!(text.contains(r#"<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">1234567</w:t>"#));
    assert!(text.contains(r#"<w:tblLayout w:type="fixed"/>"#) && text.contains(r#"<w:vAlign w:val="center"/>"#));
}

#[test]
fn figures_too_long_for_the_page_turn_it_and_read_back() {
    let mut report = report();
    let keys: Vec<_> =
        report.form_cells().map(|cell| cell.key).filter(|key| key.to_string().starts_with("disputes")).collect();
    for key in keys {
        report.set(key, Cell::from(123_456_789));
    }
    let document = compose(&report);
    let text = part(&document, Style::gbt9704(), "word/document.xml");
    // Three sections: what comes before, the table with its heading across the page, and what comes behind; each with the
    // page numbers of odd and of even pages.
    assert_eq!((count(&text, "<w:sectPr>"), count(&text, "<w:footerReference ")), (3, 6));
    assert_eq!(count(&text, r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#), 1);
    let (heading, turned) = (text.find("四、政府信息公开行政复议").unwrap(), text.find("landscape").unwrap());
    let sections: Vec<usize> = text.match_indices("<w:sectPr>").map(|(at, _)| at).collect();
    assert!(sections[0] < heading && heading < turned && turned < text.find("五、").unwrap(), "{sections:?}");
    let bytes = DocxWriter::new(Style::gbt9704()).write(&document).unwrap().bytes;
    let read = gongkai_docx::DocxReader::new().read(&bytes, &Limits::default()).unwrap();
    let tables = |document: &Document| document.tables().map(|table| table.cells().to_vec()).collect::<Vec<_>>();
    let texts = |document| tables(document).into_iter().flatten().map(|cell| cell.text).collect::<Vec<_>>();
    assert_eq!(texts(&read), texts(&document));
}

#[test]
fn long_titles_have_even_lines_and_notes_are_small() {
    let organ = "某某自治区某某盟西某某某某旗某某花镇人民政府办公室（政务公开领导小组办公室）";
    let mut report = Report::new(Organ::new(organ), Year::new(2023).unwrap());
    report.set("applications.granted.total".parse().unwrap(), Cell::parse("22（其中修订16件）"));
    let text = part(&compose(&report), Style::gbt9704(), "word/document.xml");
    let title = text.split("</w:p>").next().unwrap();
    assert_eq!(count(title, "<w:br "), 2);
    assert!(title.contains(">某某自治区某某盟西某某某某旗某某花镇<"), "{title}");
    let cell = text.split("<w:tc>").find(|cell| cell.contains("其中修订")).unwrap();
    assert!(cell.contains(r#"w:line="214" w:lineRule="atLeast""#) && cell.contains(r#"<w:sz w:val="15"/>"#), "{cell}");
}

#[test]
fn styles_carry_the_look() {
    let document = compose(&report());
    let text = part(&document, Style::gbt9704(), "word/styles.xml");
    for piece in [
        r#"<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>"#,
        r#"<w:name w:val="Title"/>"#,
        r#"<w:name w:val="heading 1"/>"#,
        r#"<w:outlineLvl w:val="2"/>"#,
        r#"w:line="579" w:lineRule="exact""#,
        r#"w:line="300" w:lineRule="atLeast""#,
        r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#,
        r#"w:ascii="Times New Roman" w:eastAsia="方正小标宋简体""#,
    ] {
        assert!(text.contains(piece), "{piece}");
    }
    assert_eq!(count(&text, "<w:keepNext/>"), 4);
    // Lines break as in the PDF: 28 characters of running text and headings, no kerning, the usual punctuation.
    assert_eq!(count(&text, r#"<w:spacing w:val="-5"/>"#), 7);
    assert!(!text.contains("<w:kern") && !text.contains("autoSpace") && !text.contains("overflowPunct"));
    let settings = part(&document, Style::gbt9704(), "word/settings.xml");
    assert!(settings.contains(r#"<w:characterSpacingControl w:val="doNotCompress"/>"#));
    let mut house = Style::gbt9704();
    house.families.insert(gongkai_core::style::FontRole::Title, "A&B <宋>".to_owned());
    assert!(part(&document, house, "word/styles.xml").contains(r#"w:eastAsia="A&amp;B &lt;宋&gt;""#));
}

#[test]
fn page_numbers_stand_outside_or_in_the_middle() {
    let document = compose(&report());
    let odd = part(&document, Style::gbt9704(), "word/footer1.xml");
    let even = part(&document, Style::gbt9704(), "word/footer2.xml");
    assert!(odd.contains(r#"<w:jc w:val="right"/>"#) && odd.contains("— ") && odd.contains("PAGE"), "{odd}");
    assert!(even.contains(r#"<w:jc w:val="left"/>"#), "{even}");
    assert!(part(&document, Style::gbt9704(), "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    let plain = part(&document, Style::plain(), "word/footer1.xml");
    assert!(plain.contains(r#"<w:jc w:val="center"/>"#) && !plain.contains('—'));
    assert!(!part(&document, Style::plain(), "word/settings.xml").contains("evenAndOdd"));
}

#[test]
fn properties_have_no_clock() {
    let mut report = report();
    let without = part(&compose(&report), Style::gbt9704(), "docProps/core.xml");
    assert!(without.contains("<dc:title>某某市某某区云溪镇人民政府2023年政府信息公开工作年度报告</dc:title>"));
    assert!(!without.contains("dcterms:created"));
    report.published = Some(jiff::civil::date(2024, 1, 25));
    let with = part(&compose(&report), Style::gbt9704(), "docProps/core.xml");
    assert_eq!(count(&with, "2024-01-25T00:00:00Z"), 2);
}

#[test]
fn tables_hold_together_where_a_page_holds_them() {
    let rows_kept = |report: &Report| {
        let text = part(&compose(report), Style::gbt9704(), "word/document.xml");
        let table = text.split("<w:tbl>").nth(2).unwrap().split("</w:tbl>").next().unwrap().to_owned();
        table.split("<w:tr>").skip(1).filter(|row| row.contains("<w:keepNext/>")).count()
    };
    let mut report = Report::in_edition(Edition::E2021);
    assert_eq!(rows_kept(&report), 27, "all rows but the last");
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for key in keys {
        report.set(key, Cell::parse("22（其中修订16件）"));
    }
    assert_eq!(
        rows_kept(&report),
        3 + 15,
        "the head with the first row under it, and all rows of a group but its last"
    );
}

/// A report with seven figures in every cell of table three, and a note beside those of these rows.
fn noted(rows: &[&str]) -> Report {
    let mut report = report();
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    let table_three = |key: &gongkai_core::form::CellKey| key.to_string().starts_with("applications.");
    for (number, key) in keys.into_iter().filter(table_three).enumerate() {
        let noted = rows.iter().any(|row| key.to_string().starts_with(&format!("applications.{row}.b")));
        let note = "（其中主动公开平台发布的规范性文件由市场监管部门会同行政审批部门共同制发并已同步解读说明）";
        let note = if noted { note } else { "" };
        report.set(key, Cell::parse(&format!("{}{note}", 1_000_017 + 37_123 * number)));
    }
    report
}

#[test]
fn a_figure_stands_whole_before_its_note() {
    let report = noted(&["received", "not_held"]);
    let document = compose(&report);
    let text = part(&document, Style::gbt9704(), "word/document.xml");
    // Else LibreOffice breaks the number, which the bracket behind it clings to.
    let noted = text.split("（其中主动公开平台").collect::<Vec<_>>();
    assert_eq!(noted.len(), 3);
    for before in &noted[..2] {
        let between = before.rsplit_once("</w:t>").expect("a figure").1;
        assert!(between.contains("<w:br "), "{between}");
    }
    let bytes = DocxWriter::new(Style::gbt9704()).write(&document).unwrap().bytes;
    let read = gongkai_docx::DocxReader::default().read(&bytes, &Limits::default()).unwrap();
    let back = gongkai_recognize::recognize(&read).report;
    for (key, cell) in report.cells() {
        assert_eq!(back.cell(key), Some(cell), "{key}");
    }
}

#[test]
fn a_group_stays_whole_where_a_page_holds_it() {
    let kept = |rows: &[&str]| {
        let text = part(&compose(&noted(rows)), Style::gbt9704(), "word/document.xml");
        let table = text.split("<w:tbl>").nth(2).expect("table three");
        let row = |label: &str| {
            let row = table.split("<w:tr>").find(|row| row.contains(label)).expect("a row");
            row.contains("<w:keepNext/>")
        };
        [row("2.其他法律行政法规禁止公开"), row("1.本机关不掌握相关政府信息")]
    };
    // Every page holds each of the groups, though none holds the table.
    assert_eq!(kept(&["received", "carried_in", "granted", "not_held"]), [true, true]);
    // （三）不予公开 alone is taller than a page.
    let group = ["state_secret", "prohibited_by_law", "third_party_rights", "internal_affairs", "enforcement_file"];
    assert_eq!(kept(&group), [false, true]);
}

#[test]
fn odd_documents_are_written_all_the_same() {
    let table = || {
        let cells =
            vec![gongkai_core::document::TableCell::new(0, 1, "孤"), gongkai_core::document::TableCell::new(1, 0, "")];
        Block::Table(gongkai_core::document::Table::new(2, 2, cells).unwrap())
    };
    let mut style = Style::gbt9704();
    style.grid_characters = 0;
    style.page.left = gongkai_core::style::Twips(u32::MAX);
    for blocks in [vec![], vec![table(), table()], vec![Paragraph::new(ParagraphRole::Title, "").into(), table()]] {
        for style in [Style::gbt9704(), style.clone()] {
            let text = part(&Document::new(blocks.clone()), style, "word/document.xml");
            // Every table is followed by a paragraph, as Word asks.
            assert!(!text.contains("</w:tbl><w:tbl>") && !text.contains("</w:tbl><w:sectPr"));
        }
    }
}
