//! Reads small PDFs made here, good and bad, and what our own writer sets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod filings;
#[allow(dead_code, reason = "each file of tests uses a part of these")]
mod small;

use std::sync::Arc;

use filings::{Random, prose};
use gongkai_core::document::{Block, Document, Mark, MarkKind, ParagraphRole, RemarkKind, Table, TableCell};
use gongkai_core::form::{CellKind, Edition, SectionKey};
use gongkai_core::format::{Limits, ReadError, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Heading, HeadingLevel, Organ, Part, Prose, Report, Year, compose};
use gongkai_layout::Fonts;
use gongkai_pdf::{PdfReader, PdfWriter};
use proptest::prelude::*;
use small::Small;

fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    PdfReader.read(bytes, &Limits::default())
}

fn texts(document: &Document) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) => table.cells().iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|"),
    };
    document.blocks.iter().map(text).collect()
}

/// A ruled table of two rows and columns, its values as given.
fn ruled(values: [&str; 4]) -> String {
    let [a, b, c, d] = values;
    let mut content = String::from("0.5 w ");
    for y in [700, 680, 660] {
        content += &format!("100 {y} m 300 {y} l S ");
    }
    for x in [100, 200, 300] {
        content += &format!("{x} 660 m {x} 700 l S ");
    }
    for (x, y, text) in [(110, 686, a), (210, 686, b), (110, 666, c), (210, 666, d)] {
        content += &format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET ");
    }
    content
}

#[test]
fn reads_a_ruled_table_and_chinese_without_an_embedded_face() {
    // 行政许可 in the predefined encoding of a face that is not embedded.
    let content = format!("{} BT /F2 12 Tf 100 750 Td <884C653F8BB853EF> Tj ET", ruled(["a", "1", "b", "20"]));
    let document = read(&Small::new().page(&content).bytes()).expect("it is read");
    assert_eq!(texts(&document), ["行政许可", "a|1|b|20"]);
    let table = document.tables().next().expect("a table");
    assert_eq!(table.cells()[3].position.to_string(), "page 1 table 1 row 2 column 2");
}

#[test]
fn reads_a_turned_page_upright() {
    for rotation in [90, 180, 270] {
        let pdf = Small::new().page_with(&ruled(["a", "1", "b", "20"]), &format!("/Rotate {rotation}"));
        // The page is turned by the viewer and its content is not: read as the viewer shows it, then upright.
        assert_eq!(texts(&read(&pdf.bytes()).expect("it is read")), ["a|1|b|20"], "{rotation}");
    }
}

#[test]
fn drops_the_twin_of_an_imitated_bold_face_and_keeps_equal_digits() {
    let content = "BT /F1 10 Tf 100 700 Td (11 00) Tj ET BT 1 Tr /F1 10 Tf 100.2 700 Td (11 00) Tj ET";
    assert_eq!(texts(&read(&Small::new().page(content).bytes()).expect("it is read")), ["11 00"]);
}

#[test]
fn joins_digits_that_wrap_at_the_cell_and_no_others() {
    let cell = |first: &str, second: &str, right: u32| {
        let mut content = format!("0.5 w 100 700 m {right} 700 l S 100 660 m {right} 660 l S ");
        content += "60 700 m 60 660 l S 60 700 m 100 700 l S 60 660 m 100 660 l S 100 660 m 100 700 l S ";
        content += &format!("{right} 660 m {right} 700 l S ");
        content + &format!("BT /F1 10 Tf 106 686 Td ({first}) Tj 0 -12 Td ({second}) Tj ET")
    };
    let last = |content: &str| {
        let document = read(&Small::new().page(content).bytes()).expect("it is read");
        document.tables().next().expect("a table").cells().last().expect("a cell").text.clone()
    };
    assert_eq!(last(&cell("5440", "8", 134)), "54408");
    assert_eq!(last(&cell("1", "0", 160)), "1\n0");
}

#[test]
fn leaves_page_numbers_out_and_joins_a_table_over_pages() {
    let table = |top: u32, rows: [[&str; 2]; 2]| {
        let mut content = String::from("0.5 w ");
        for row in 0..3 {
            content += &format!("100 {y} m 300 {y} l S ", y = top - row * 20);
        }
        for x in [100, 200, 300] {
            content += &format!("{x} {} m {x} {top} l S ", top - 40);
        }
        for (row, cells) in (0..).zip(rows) {
            for (x, text) in [110, 210].into_iter().zip(cells) {
                content += &format!("BT /F1 10 Tf {x} {} Td ({text}) Tj ET ", top - row * 20 - 14);
            }
        }
        content
    };
    let number = |number: u32| format!("BT /F1 10 Tf 290 40 Td (- {number} -) Tj ET");
    let first = table(120, [["head", "count"], ["a", "1"]]) + &number(1);
    let second = table(780, [["head", "count"], ["b", "2"]]) + &number(2);
    let document = read(&Small::new().page(&first).page(&second).bytes()).expect("it is read");
    assert_eq!(texts(&document), ["head|count|a|1|b|2"]);
    let kinds: Vec<RemarkKind> = document.remarks.iter().map(|remark| remark.kind).collect();
    assert_eq!(kinds, [RemarkKind::PageFurniture, RemarkKind::PageFurniture, RemarkKind::Joined]);
    assert_eq!(document.tables().next().map(|table| table.rows()), Some(3));
}

#[test]
fn refuses_by_name_what_holds_no_text() {
    let scan = Small::new().page("q 595 0 0 842 0 0 cm /Im1 Do Q").bytes();
    let recognised =
        Small::new().page("q 595 0 0 842 0 0 cm /Im1 Do Q BT 3 Tr /F1 10 Tf 100 700 Td (12 3) Tj ET").bytes();
    let nameless = Small::new().page("BT /F3 10 Tf 100 700 Td <00010002> Tj ET").bytes();
    for (pdf, word) in
        [(scan, "扫描件"), (recognised, "识别文字"), (nameless, "Unicode"), (Small::new().page("").bytes(), "没有文字")]
    {
        match read(&pdf) {
            Err(ReadError::NoReport { message }) => assert!(message.zh.contains(word), "{message}"),
            other => panic!("{word}: {other:?}"),
        }
    }
}

#[test]
fn opens_what_only_restricts_and_refuses_what_needs_a_password() {
    let restricted = include_bytes!("fixtures/owner-password.pdf");
    assert_eq!(texts(&read(restricted).expect("it opens")), ["a|1|b|20"]);
    assert_eq!(read(include_bytes!("fixtures/user-password.pdf")), Err(ReadError::Encrypted));
}

#[test]
fn says_what_is_no_pdf_or_damaged() {
    assert_eq!(read(b""), Err(ReadError::Empty));
    assert!(matches!(read(b"PK\x03\x04...."), Err(ReadError::NotThisFormat { .. })));
    assert!(matches!(read(b"%PDF-1.7\nnothing"), Err(ReadError::Damaged { .. })));
}

#[test]
fn keeps_within_its_bounds() {
    // Forms that draw each other twice, forever.
    let cyclic = Small::new().page("/Fm1 Do /Fm1 Do").bytes();
    assert!(matches!(read(&cyclic), Err(ReadError::TooLarge { .. } | ReadError::NoReport { .. })));
    // A page of content that unpacks to far more than it is.
    let bomb = Small::new().packed_page(&vec![b' '; 80 << 20]).bytes();
    assert!(matches!(read(&bomb), Err(ReadError::TooLarge { .. })));
    let many = (0..501).fold(Small::new(), |pdf, _| pdf.page("")).bytes();
    assert_eq!(read(&many), Err(ReadError::TooLarge { what: "页数 / pages", limit: 500 }));
    let nested = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let deep = Small::new().page(&format!("{nested} TJ {}", "q ".repeat(200_000))).bytes();
    assert!(read(&deep).is_err());
    let mut grid = String::from("0.5 w ");
    // Seven hundred rows and columns have more places than the tables of a document may.
    for line in 0..701 {
        let at = 10.0 + f64::from(line) * 8.0;
        grid += &format!("10 {at} m 5610 {at} l S {at} 10 m {at} 5610 l S ");
    }
    let cells = Small::new().page_with(&grid, "/MediaBox [0 0 6000 6000]").bytes();
    assert!(matches!(read(&cells), Err(ReadError::TooLarge { .. })));
}

#[test]
fn counts_content_as_often_as_it_is_drawn() {
    let text = "BT /F1 10 Tf 100 700 Td (deep) Tj ET".to_owned();
    let tower = |draws: usize, last: &str| {
        let mut forms = vec!["/Fm Do ".repeat(draws); 16];
        forms.push(last.to_owned());
        read(&Small::new().forms(&forms).page("/Fm2 Do").bytes())
    };
    assert_eq!(texts(&tower(1, &text).expect("it is read")), ["deep"]);
    // Each form draws the next eight times: 8^16 drawings in a few kilobytes.
    let many = tower(8, "q Q");
    assert!(matches!(many, Err(ReadError::TooLarge { what, .. }) if what.contains("处理步骤")), "{many:?}");
    // A tower too high for the interpreter, which would leave out its top in silence.
    let high = Small::new().forms(&vec!["/Fm Do".to_owned(); 20_000]).page("/Fm2 Do").bytes();
    assert!(matches!(read(&high), Err(ReadError::TooLarge { what, .. }) if what.contains("嵌套")));
    // Content that draws nothing counts as well.
    let idle = Small::new().forms(&["q Q ".repeat(1 << 18)]).page(&"/Fm2 Do ".repeat(40)).bytes();
    assert!(matches!(read(&idle), Err(ReadError::TooLarge { what, .. }) if what.contains("处理步骤")));
}

fn report(random: &mut Random, edition: Edition) -> Report {
    let year = if edition == Edition::E2019 { 2020 } else { 2023 };
    let mut report = Report::new(Organ::new("某县某某镇人民政府"), Year::new(year).expect("a year"));
    for cell in edition.form().cells() {
        let value = match random.below(14) {
            0 => Cell::Blank,
            1 => Cell::parse("-"),
            2 => Cell::parse(&format!("{}（其中修订{}件）", random.below(90), random.below(9))),
            3 if cell.kind != CellKind::Count => Cell::parse("24252.311082"),
            4 | 5 => Cell::from(random.below(100_000)),
            6..=8 => Cell::from(random.below(100)),
            _ => Cell::from(0),
        };
        report.set(cell.key, value);
    }
    for section in [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters] {
        let paragraphs: Vec<String> = (0..1 + random.below(4)).map(|_| prose(random, 6)).collect();
        report.set_narrative(section, paragraphs);
    }
    report
}

#[test]
fn reads_back_what_the_writer_sets() {
    let fonts = Arc::new(Fonts::system());
    for seed in 0..6 {
        let mut random = Random::new(seed);
        let edition = if seed % 2 == 0 { Edition::E2021 } else { Edition::E2019 };
        let written = compose(&report(&mut random, edition));
        let pdf = PdfWriter::new(Arc::clone(&fonts), Style::gbt9704()).write(&written).expect("it is set");
        let document = read(&pdf.bytes).expect("it is read");
        assert_eq!(document.tables().count(), 3);
        for (written, read) in written.tables().zip(document.tables()) {
            assert_eq!((written.rows(), written.columns()), (read.rows(), read.columns()), "seed {seed}");
            for (cell, other) in written.cells().iter().zip(read.cells()) {
                let shape = |cell: &gongkai_core::document::TableCell| {
                    let text: String = cell.text.chars().filter(|char| !char.is_whitespace()).collect();
                    (cell.row, cell.column, cell.row_span, cell.column_span, text)
                };
                assert_eq!(shape(cell), shape(other), "seed {seed}");
            }
        }
        let paragraphs = |document: &Document| -> Vec<String> {
            document.paragraphs().map(|paragraph| paragraph.text.clone()).collect()
        };
        assert_eq!(paragraphs(&document), paragraphs(&written), "seed {seed}");
    }
}

/// A report with all that a narrative may hold beside plain prose.
fn rich(random: &mut Random, edition: Edition) -> Report {
    let mut report = report(random, edition);
    let keys: Vec<_> = edition.form().cells().map(|cell| (cell.key, cell.kind)).collect();
    for (key, kind) in keys {
        match random.below(9) {
            0 => report.set(key, Cell::parse(&format!("{}¹", 1 + random.below(900)))),
            1 if kind != CellKind::Count => report.set(key, Cell::parse("123456789012.34")),
            2 => report.set(key, Cell::from(987_654_321)),
            _ => {}
        }
    }
    let address = "https://www.example.gov.cn/政务公开/2023/index.html";
    let text = format!("{}详见门户网站，建筑面积30m²，共18¹件。{}", prose(random, 4), prose(random, 4));
    let start = text.find("门户").expect("it is there");
    let mark = Mark::new(start..start + "门户网站".len(), MarkKind::Link(address.into())).expect("not empty");
    report.add_to_narrative(SectionKey::Overview, Prose::marked(text, vec![mark]));
    let cells = ["类别", "数量", "公告", "123456789", "政策解读", "18¹"];
    let linked = |at: usize, text: &str| {
        let mut cell = TableCell::new(at / 2, at % 2, text);
        if text == "政策解读" {
            cell.marks = Mark::new(6..12, MarkKind::Link("https://a.example/解读".into())).into_iter().collect();
        }
        cell
    };
    let cells = cells.iter().enumerate().map(|(at, text)| linked(at, text)).collect();
    let table = Table::new(3, 2, cells).expect("a table");
    report.add_to_narrative(SectionKey::Overview, Part::Table(Box::new(table)));
    report.add_to_narrative(SectionKey::Overview, prose(random, 3));
    let heading = Heading::new(HeadingLevel::Second, Prose::from("队伍建设情况"));
    report.add_to_narrative(SectionKey::OtherMatters, Part::Heading(heading));
    report.add_to_narrative(SectionKey::OtherMatters, prose(random, 3));
    report.published = "2024-01-25".parse().ok();
    report.signature.organ = Some("某县某某镇人民政府".to_owned());
    report.signature.date = Some("2024年1月20日".to_owned());
    report
}

#[test]
fn reads_back_all_that_a_narrative_holds() {
    let fonts = Arc::new(Fonts::system());
    for seed in 0..6 {
        let mut random = Random::new(seed ^ 0x51);
        let edition = if seed % 2 == 0 { Edition::E2021 } else { Edition::E2019 };
        let written = compose(&rich(&mut random, edition));
        let pdf = PdfWriter::new(Arc::clone(&fonts), Style::gbt9704()).write(&written).expect("it is set");
        let document = read(&pdf.bytes).expect("it is read");
        let bare = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
        let blocks = |document: &Document| -> Vec<String> { texts(document).iter().map(|text| bare(text)).collect() };
        assert_eq!(blocks(&document), blocks(&written), "seed {seed}");
        let links = |document: &Document| -> Vec<String> {
            let cells = document.tables().flat_map(Table::cells).map(|cell| (&cell.text, &cell.marks));
            let all = document.paragraphs().map(|paragraph| (&paragraph.text, &paragraph.marks)).chain(cells);
            let links = all.flat_map(|(text, marks)| marks.iter().map(move |mark| (text, mark)));
            links
                .filter(|(_, mark)| matches!(mark.kind, MarkKind::Link(_)))
                .map(|(text, mark)| format!("{} {:?}", text.get(mark.range.clone()).unwrap_or("?"), mark.kind))
                .collect()
        };
        assert_eq!(links(&document), links(&written), "seed {seed}");
        assert_eq!(links(&document).len(), 2, "seed {seed}");
        assert_eq!(document.properties.published, written.properties.published);
        let heading = document.paragraphs().find(|paragraph| paragraph.text == "队伍建设情况").expect("a heading");
        assert_eq!(heading.role, ParagraphRole::Heading2);
    }
}

#[test]
fn reads_the_corpus_when_it_is_there() {
    let Ok(corpus) = std::env::var("GONGKAI_CORPUS") else { return };
    let bytes = std::fs::read(std::path::Path::new(&corpus).join("hongze-2023.pdf")).expect("the corpus");
    let figures = std::path::Path::new(&corpus).join("figures/hongze-2023.json");
    let figures: serde_json::Value = serde_json::from_slice(&std::fs::read(figures).expect("figures")).expect("JSON");
    let reading = gongkai_recognize::recognize(&read(&bytes).expect("it is read"));
    let mut compared = 0;
    for cell in reading.report.form_cells() {
        let key = cell.key.to_string();
        let parts: Vec<&str> = key.split('.').collect();
        let [table, row, column] = parts.as_slice() else { panic!("{key}") };
        let row = &figures[table][row];
        let expected = if row.is_array() { &row[cell_index(table, column)] } else { &row[column] };
        if expected.is_null() {
            continue;
        }
        let read = reading.report.cell(cell.key).map(|cell| cell.printed().into_owned());
        assert_eq!(read, Some(expected.to_string()), "{key}");
        compared += 1;
    }
    assert_eq!((compared, reading.receipt.unread.len()), (10 + 23 * 7 + 15, 0));
}

fn cell_index(table: &str, column: &str) -> usize {
    let columns: &[&str] = if table == "applications" {
        &[
            "natural_person",
            "business",
            "research_institution",
            "public_interest",
            "legal_service",
            "other_organization",
            "total",
        ]
    } else {
        &["upheld", "corrected", "other", "pending", "total"]
    };
    columns.iter().position(|name| *name == column).expect("a column")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn bytes_changed_or_cut_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let mut bytes = Small::new().page(&ruled(["a", "1", "b", "20"])).page("/Fm1 Do /Im1 Do").bytes();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            let at = cut.index(bytes.len());
            bytes.truncate(at);
        }
        let _ = read(&bytes);
    }
}

#[test]
fn keeps_values_without_rulings_under_heads_that_begin_left_of_them() {
    // The last row's figures make a column of their own, so that the heads are fewer than the columns.
    let rows: [(u32, &[(u32, &str)]); 4] = [
        (700, &[(100, "name"), (200, "count of this year"), (400, "total now")]),
        (680, &[(100, "a"), (238, "5"), (420, "7")]),
        (660, &[(100, "b"), (238, "6"), (420, "8")]),
        (640, &[(100, "c"), (238, "9"), (330, "4")]),
    ];
    let text = |y: u32, (x, text): &(u32, &str)| format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET ");
    let content: String = rows.iter().flat_map(|(y, row)| row.iter().map(|part| text(*y, part))).collect();
    let document = read(&Small::new().page(&content).bytes()).expect("it is read");
    assert_eq!(texts(&document), ["name|count of this year||total now|a|5||7|b|6||8|c|9||4"]);
}
