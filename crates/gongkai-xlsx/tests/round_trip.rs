//! What is written is read again cell by cell, and formulas stand only where they give what was published.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use gongkai_core::document::{Block, Document};
use gongkai_core::form::{CellKey, Edition, SectionKey, Sum, TableKey};
use gongkai_core::format::{Limits, Reader, WriteError, Writer};
use gongkai_core::{Cell, Level, Number, Organ, Report, Year, compose};
use gongkai_opc::{Package, PackageKind, PackageWriter};
use gongkai_recognize::recognize;
use gongkai_xlsx::{XlsxReader, XlsxWriter};
use proptest::prelude::*;

fn write(report: &Report) -> Vec<u8> {
    XlsxWriter::new().write(&compose(report)).expect("writes").bytes
}

fn read(bytes: &[u8]) -> Document {
    XlsxReader::new().read(bytes, &Limits::default()).expect("reads")
}

/// The document without what a workbook does not carry: positions, roles of cells, run-in lengths.
fn content(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => format!("{:?} {}", paragraph.role, paragraph.text),
            Block::Table(table) => {
                let cells = table.cells().iter();
                let cells =
                    cells.map(|c| format!("{}:{}+{}×{} {}", c.row, c.column, c.row_span, c.column_span, c.text));
                format!("{:?} {}", table.form, cells.collect::<Vec<_>>().join("\n"))
            }
        })
        .collect()
}

fn assert_same(report: &Report) {
    let document = compose(report);
    let again = read(&write(report));
    assert_eq!(content(&again), content(&document));
    assert_eq!(again.properties, document.properties);
    assert_eq!(again.remarks, Vec::new());
}

/// A workbook as programs save it that drop the names of its ranges.
fn without_names(bytes: &[u8]) -> Vec<u8> {
    let mut package = Package::open(bytes, PackageKind::Spreadsheet, &Limits::default()).expect("a package");
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut writer = PackageWriter::new();
    for name in names {
        let part = package.part(&name).expect("reads").expect("a part");
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(part).unwrap();
            let (before, rest) = text.split_once("<definedNames>").expect("names");
            let (_, behind) = rest.split_once("</definedNames>").expect("names");
            writer.part(name, format!("{before}{behind}"));
        } else {
            writer.part(name, part);
        }
    }
    writer.finish().expect("packs")
}

#[test]
fn a_workbook_that_lost_its_names_is_known_by_its_contents() {
    for year in [2020, 2023] {
        let mut report =
            Report::new(Organ::new("青山镇人民政府").with_level(Level::Township), Year::new(year).unwrap());
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        keys.into_iter().zip(1_u32..).for_each(|(key, number)| report.set(key, Cell::from(number)));
        report.set_narrative(SectionKey::Overview, ["全年公开信息12条。", "（一）主动公开。"]);
        let bytes = write(&report);
        let (named, bare) = (read(&bytes), read(&without_names(&bytes)));
        assert_eq!((&bare.properties, &bare.cover), (&named.properties, &named.cover));
        assert_eq!(bare.remarks, Vec::new());
        let (named, bare) = (recognize(&named), recognize(&bare));
        assert!(bare.report.cells().eq(named.report.cells()));
        assert_eq!(bare.report.narrative(SectionKey::Overview), named.report.narrative(SectionKey::Overview));
        assert!(bare.receipt.is_complete() && bare.receipt.ignored.is_empty() && !bare.receipt.is_lossy());
    }
}

/// The formulas of every sheet by sheet and cell.
fn formulas(bytes: &[u8]) -> BTreeMap<(String, u32, u32), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let mut formulas = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_formula(&sheet).expect("a sheet");
        let start = range.start().unwrap_or_default();
        for (row, column, formula) in range.used_cells().filter(|cell| !cell.2.is_empty()) {
            let (row, column) = (u32::try_from(row).unwrap() + start.0, u32::try_from(column).unwrap() + start.1);
            formulas.insert((sheet.clone(), row, column), formula.clone());
        }
    }
    formulas
}

const SHEETS: [(TableKey, &str); 3] = [
    (TableKey::Disclosure, "表二 主动公开"),
    (TableKey::Applications, "表三 依申请公开"),
    (TableKey::Disputes, "表四 复议诉讼"),
];

/// Whether a value cell holds a formula in the written workbook; the tables begin in the third row.
fn is_formula(formulas: &BTreeMap<(String, u32, u32), String>, report: &Report, key: CellKey) -> bool {
    let cell = report.table_form(key.table()).cell(key).expect("a cell of the form");
    let sheet = SHEETS.iter().find(|(table, _)| *table == key.table()).expect("a sheet").1;
    let place = (sheet.to_owned(), u32::try_from(cell.row).unwrap() + 2, u32::try_from(cell.column).unwrap());
    formulas.contains_key(&place)
}

/// What a sum's parts add up to as far as they are plain numbers; nothing when none is.
fn parts(report: &Report, sum: &Sum) -> Option<Number> {
    let numbers: Vec<Number> =
        sum.right.iter().filter_map(|&key| report.cell(key).and_then(Cell::plain_number)).collect();
    if numbers.is_empty() { None } else { Number::checked_sum(numbers) }
}

/// What a workbook's formula adds up: numbers of more than fifteen digits are text to it, as they stand in their cells.
fn counted(report: &Report, sum: &Sum) -> Option<Number> {
    let digits = |number: &Number| number.to_string().chars().filter(char::is_ascii_digit).count();
    let plain = sum.right.iter().filter_map(|&key| report.cell(key).and_then(Cell::plain_number));
    let numbers: Vec<Number> = plain.filter(|number| digits(number) <= 15).collect();
    if numbers.is_empty() { None } else { Number::checked_sum(numbers) }
}

fn a_cell() -> impl Strategy<Value = Option<Cell>> {
    let printed = prop_oneof![
        6 => (0_u32..100_000).prop_map(|n| n.to_string()),
        2 => Just("0".to_owned()),
        2 => Just(String::new()),
        1 => prop::sample::select(vec![
            "-", "/", "——", "无", "不适用", "22（其中修订16件）", "7730.28", "24252.311082", "73802895.90", "2.00", "-18",
            "=1+1", "@A1", "12345678901234567890", "123456789012", "007", "１２", "251000元", "约20", "0.1",
        ]).prop_map(str::to_owned),
    ];
    prop::option::weighted(0.95, printed.prop_map(|text| Cell::parse(&text)))
}

fn a_text() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec!["", "=", "+", "-", "@", "（一）主动公开。", "1.", "_x0041_", "&lt;<b>", "'"]);
    (start, "[一-龥a-z0-9，。“”&<>_x]{1,60}").prop_map(|(start, text)| format!("{start}{text}"))
}

fn a_report() -> impl Strategy<Value = Report> {
    let editions = prop::collection::vec(prop::sample::select(Edition::all().collect::<Vec<_>>()), 3);
    let cells = prop::collection::vec(a_cell(), 260);
    let texts = prop::collection::vec((0_usize..6, a_text()), 0..12);
    (editions, cells, texts, any::<bool>(), prop::option::of(prop::sample::select(Level::ALL.to_vec()))).prop_map(
        |(editions, cells, texts, totalled, level)| {
            let mut organ = Organ::new("湘乡市山枣镇人民政府");
            organ.level = level;
            let mut report = Report::new(organ, Year::new(2023).unwrap());
            for (table, edition) in TableKey::ALL.into_iter().zip(editions) {
                report.set_edition(table, edition);
            }
            let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
            for (key, cell) in keys.into_iter().zip(cells) {
                if let Some(cell) = cell {
                    report.set(key, cell);
                }
            }
            if totalled {
                // Every total as its parts have it, so that formulas come up as often as they do in true reports.
                for sum in report.table_forms().flat_map(|form| &form.sums).collect::<Vec<_>>() {
                    if let (Some(total), Some(value)) = (sum.total(), parts(&report, sum)) {
                        report.set(total, Cell::from(value));
                    }
                }
            }
            for (section, text) in texts {
                let section = SectionKey::ALL[section];
                report.add_to_narrative(section, text);
            }
            report
        },
    )
}

/// Whether a row of table three holds but one figure, of as many digits as it has columns: it may as well be all of the
/// row's figures in one cell, and is left unread.
fn is_one_long_figure(report: &Report, key: CellKey) -> bool {
    let row = report.form_cells().filter(|cell| cell.key.table() == key.table() && cell.key.row() == key.row());
    let stated: Vec<_> =
        row.filter_map(|cell| report.cell(cell.key)).filter(|cell| **cell != Cell::Blank).map(Cell::printed).collect();
    key.table() == TableKey::Applications && matches!(stated.as_slice(), [one] if one.chars().count() >= 7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reports_are_read_as_written(report in a_report()) {
        assert_same(&report);
    }

    #[test]
    fn reports_are_recognised_as_written(report in a_report()) {
        let again = recognize(&read(&write(&report))).report;
        prop_assert_eq!((again.year, &again.organ.name), (report.year, &report.organ.name));
        // A level that nobody stated may be told from the organ's name.
        prop_assert!(report.organ.level.is_none() || again.organ.level == report.organ.level);
        for table in TableKey::ALL {
            prop_assert_eq!(again.edition(table), report.edition(table));
        }
        for cell in report.form_cells() {
            let stated = report.cell(cell.key).unwrap_or(&Cell::Blank);
            if again.cell(cell.key).is_none() && is_one_long_figure(&report, cell.key) {
                continue;
            }
            prop_assert_eq!(again.cell(cell.key), Some(stated), "{}", cell.printed_name());
        }
    }

    #[test]
    fn formulas_stand_only_where_they_give_what_was_published(report in a_report()) {
        let formulas = formulas(&write(&report));
        let sums: Vec<&Sum> = report.table_forms().flat_map(|form| &form.sums).collect();
        for cell in report.form_cells() {
            let stated = report.cell(cell.key);
            let gives = |sum: &&&Sum| match stated {
                None | Some(Cell::Blank) => counted(&report, sum).is_none(),
                Some(cell) => cell.plain_number().is_some() && counted(&report, sum) == cell.plain_number(),
            };
            let allowed = sums.iter().filter(|sum| sum.total() == Some(cell.key)).any(|sum| gives(&sum));
            let found = is_formula(&formulas, &report, cell.key);
            // Numbers of more than fifteen digits and the like are text to a workbook, and their totals constants.
            let exact = sums.iter().filter(|sum| sum.total() == Some(cell.key)).flat_map(|sum| &sum.right);
            let exact = exact.chain([&cell.key]).all(|key| {
                report.cell(*key).is_none_or(|c| c.printed().chars().filter(char::is_ascii_digit).count() <= 15)
            });
            prop_assert!(found == allowed || !exact, "{}: formula {found}, allowed {allowed}", cell.printed_name());
            prop_assert!(!found || allowed, "{}", cell.printed_name());
        }
    }
}

#[test]
fn a_blank_form_has_every_total_as_a_formula_and_nothing_as_zero() {
    for year in [2020, 2024] {
        let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(year).unwrap());
        let bytes = write(&report);
        let formulas = formulas(&bytes);
        let totals = report.table_forms().flat_map(|form| &form.sums).filter_map(Sum::total);
        for total in totals {
            assert!(is_formula(&formulas, &report, total), "{total}");
        }
        for table in read(&bytes).tables() {
            assert!(table.cells().iter().all(|cell| cell.text != "0"));
        }
        assert_same(&report);
    }
}

#[test]
fn a_published_total_that_does_not_add_up_stays() {
    let mut report = Report::new(Organ::new("某区"), Year::new(2023).unwrap());
    let set = |report: &mut Report, key: &str, text: &str| report.set(key.parse().unwrap(), Cell::parse(text));
    for (column, value) in [("upheld", "10"), ("corrected", "1"), ("other", "0"), ("pending", "0"), ("total", "0")] {
        set(&mut report, &format!("disputes.reconsideration.{column}"), value);
    }
    for (column, value) in [("upheld", "5"), ("corrected", "0"), ("other", "0"), ("pending", "0"), ("total", "5")] {
        set(&mut report, &format!("disputes.direct_litigation.{column}"), value);
    }
    let written = XlsxWriter::new().write(&compose(&report)).unwrap();
    assert!(
        written.notes.iter().any(|note| note.zh.starts_with("1 个总计") && note.en.starts_with("totals")),
        "{:?}",
        written.notes
    );
    let formulas = formulas(&written.bytes);
    let is = |key: &str| is_formula(&formulas, &report, key.parse().unwrap());
    assert!(!is("disputes.reconsideration.total"), "10 + 1 is not 0, so 0 stays a constant");
    assert!(is("disputes.direct_litigation.total"));
    assert!(is("disputes.litigation_after_reconsideration.total"), "nothing stated: the formula waits for its parts");
    assert_same(&report);
}

#[test]
fn a_table_is_printed_on_one_page_where_it_is_read_there() {
    let table_three = |note: &str, every: usize| {
        let mut report = Report::in_edition(Edition::E2021);
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        let keys = keys.into_iter().filter(|key| key.table() == TableKey::Applications);
        for (number, key) in keys.enumerate() {
            let note = if number % every == 0 { note } else { "" };
            report.set(key, Cell::parse(&format!("{}{note}", 1_000_017 + number)));
        }
        let bytes = write(&report);
        let mut package = Package::open(&bytes, PackageKind::Spreadsheet, &Limits::default()).unwrap();
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        let sheets = names.into_iter().filter(|name| name.starts_with("xl/worksheets/sheet"));
        let texts: Vec<String> = sheets.map(|name| package.xml_part(&name).unwrap().unwrap()).collect();
        texts.into_iter().find(|text| text.contains("1000018")).expect("the sheet of table three")
    };
    let note = "（其中主动公开平台发布的规范性文件由市场监管部门会同行政审批部门共同制发并已同步解读说明）";
    assert!(table_three("", 1).contains(r#"fitToPage="1""#) && !table_three("", 1).contains(r#"fitToHeight="0""#));
    assert!(!table_three("（其中2件）", 50).contains(r#"fitToHeight="0""#));
    assert!(table_three(note, 20).contains(r#"fitToHeight="0""#));
}

#[test]
fn long_paragraphs_are_one_paragraph_again() {
    let mut report = Report::new(Organ::new("某区"), Year::new(2023).unwrap());
    let long = "全年办理政府信息公开申请一百件，均已按期答复。".repeat(2_000);
    report.set_narrative(SectionKey::Overview, [long, "=HYPERLINK(\"x\")".to_owned(), "10000".to_owned()]);
    assert_same(&report);
}

#[test]
fn a_line_break_that_somebody_made_parts_paragraphs() {
    let mut report = Report::new(Organ::new("某区"), Year::new(2023).unwrap());
    report.set_narrative(SectionKey::Overview, ["第一句。第二句。"]);
    let bytes = write(&report);
    let mut package = Package::open(&bytes, PackageKind::Spreadsheet, &Limits::default()).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut writer = PackageWriter::new();
    for name in names {
        let part = String::from_utf8(package.part(&name).unwrap().unwrap()).unwrap();
        writer.part(name, part.replace("第一句。第二句。", "　　第一句。\n　　第二句。"));
    }
    let again = read(&writer.finish().unwrap());
    let texts: Vec<&str> = again.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(texts.get(2..4), Some(&["第一句。", "第二句。"][..]), "{texts:?}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let mut report = Report::new(Organ::new("某区"), Year::new(2020).unwrap());
    report.set("applications.received.total".parse().unwrap(), Cell::from(3));
    assert_eq!(write(&report), write(&report));
}

#[test]
fn characters_that_xml_cannot_hold_are_named() {
    let mut report = Report::new(Organ::new("某区"), Year::new(2023).unwrap());
    report.set_narrative(SectionKey::Problems, ["第一句。\u{1}第二句"]);
    match XlsxWriter::new().write(&compose(&report)) {
        Err(WriteError::Character { code: 1, context, .. }) => assert!(context.contains("第一句"), "{context}"),
        other => panic!("{other:?}"),
    }
    report.set_narrative(SectionKey::Problems, ["从\u{202e}右到左"]);
    let written = XlsxWriter::new().write(&compose(&report)).unwrap();
    assert!(written.notes.iter().any(|note| note.zh.contains("U+202E")), "{:?}", written.notes);
    assert_same(&report);
}

#[test]
fn links_beyond_the_first_of_a_cell_are_lost_by_name() {
    use gongkai_core::document::{Inline, Look, Paragraph, ParagraphRole, RemarkKind, Runs, Table, TableCell};
    let linked = |parts: &[(&str, Option<&str>)]| -> Inline {
        let mut runs = Runs::default();
        parts.iter().for_each(|(text, link)| runs.push(text, &Look { link: *link, ..Look::default() }));
        runs.finish()
    };
    let text = linked(&[
        ("见", None),
        ("旧附件", Some("附件.doc")),
        ("和", None),
        ("目录", Some("https://a.example/1")),
        ("、", None),
        ("指南", Some("https://a.example/2")),
    ]);
    let cell = linked(&[("甲", Some("https://a.example/3")), ("乙", Some("internal:封面!A1"))]);
    let mut held = TableCell::new(0, 0, cell.text);
    held.marks = cell.marks;
    let mut number = TableCell::new(0, 1, "12");
    number.marks = linked(&[("12", Some("https://a.example/4"))]).marks;
    let blocks = vec![
        Paragraph::of(ParagraphRole::Body, text).into(),
        Block::Table(Table::new(1, 2, vec![held, number]).unwrap()),
    ];
    let written = XlsxWriter::new().write(&Document::new(blocks)).unwrap();
    assert!(written.lost.iter().all(|lost| lost.kind == RemarkKind::Link));
    let lost: Vec<&str> = written.lost.iter().map(|lost| lost.detail.zh.as_str()).collect();
    assert_eq!(
        lost,
        [
            "“旧附件”的链接“附件.doc”，文字保留",
            "“指南”的链接“https://a.example/2”，文字保留",
            "“乙”的链接“internal:封面!A1”，文字保留",
        ]
    );
    let read = XlsxReader::new().read(&written.bytes, &Limits::default()).unwrap();
    let links = |marks: &[gongkai_core::document::Mark], text: &str| -> Vec<String> {
        marks.iter().map(|mark| format!("{} {:?}", text.get(mark.range.clone()).unwrap(), mark.kind)).collect()
    };
    let Block::Paragraph(paragraph) = &read.blocks[0] else { panic!() };
    assert_eq!(links(&paragraph.marks, &paragraph.text), ["目录 Link(\"https://a.example/1\")"]);
    let Block::Table(table) = &read.blocks[1] else { panic!() };
    let cells: Vec<_> = table.cells().iter().flat_map(|cell| links(&cell.marks, &cell.text)).collect();
    assert_eq!(cells, ["甲 Link(\"https://a.example/3\")", "12 Link(\"https://a.example/4\")"]);
}

#[test]
fn marks_links_headings_tables_and_the_signature_come_back() {
    use gongkai_core::document::{Mark, MarkKind, Paragraph, ParagraphRole, Table, TableCell};
    let text = "全年办结18¹件，详见附件，其中H2O一项。";
    let mark = |part: &str, kind: MarkKind| {
        let start = text.find(part).unwrap();
        Mark::new(start..start + part.len(), kind).unwrap()
    };
    let mut marked = Paragraph::new(ParagraphRole::Body, text);
    marked.marks = vec![
        mark("办结", MarkKind::Bold),
        mark("附件", MarkKind::Link("https://www.example.gov.cn/a.pdf?x=1&y=2".into())),
        mark("一项", MarkKind::Raised),
    ];
    let mut whole = Paragraph::new(ParagraphRole::Body, "全段加粗。");
    whole.marks = Mark::new(0..whole.text.len(), MarkKind::Bold).into_iter().collect();
    let small = Table::new(1, 2, vec![TableCell::new(0, 0, "栏目"), TableCell::new(0, 1, "12")]).unwrap();
    let blocks = vec![
        Paragraph::new(ParagraphRole::Title, "某县2023年政府信息公开工作年度报告").into(),
        Paragraph::new(ParagraphRole::Heading1, "一、总体情况").into(),
        marked.clone().into(),
        whole.into(),
        Block::Table(small),
        Paragraph::new(ParagraphRole::Body, "后面的一段。").into(),
        Paragraph::new(ParagraphRole::Heading1, "七、下一步工作打算").into(),
        Paragraph::new(ParagraphRole::Body, "继续努力。").into(),
        Paragraph::new(ParagraphRole::Signature, "某县人民政府").into(),
        Paragraph::new(ParagraphRole::SignatureDate, "2024年1月20日").into(),
    ];
    let written = XlsxWriter::new().write(&Document::new(blocks.clone())).unwrap();
    assert_eq!(written.notes, []);
    let read = XlsxReader::new().read(&written.bytes, &Limits::default()).unwrap();
    let shown = |blocks: &[Block]| -> Vec<String> {
        let shown = blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => format!("{:?} {} {:?}", paragraph.role, paragraph.text, paragraph.marks),
            Block::Table(table) => table.cells().iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"),
        });
        shown.collect()
    };
    assert_eq!(shown(&read.blocks), shown(&blocks));
}
