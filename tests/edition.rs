//! An edition is its declaration: a made-up third one, with tables of another shape, goes through every format, is judged
//! by its own sums and counted into from registers, though nothing but its declaration knows it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

mod made_up;

use std::collections::BTreeSet;

use gongkai::check::{Subject, check};
use gongkai::document::{Block, Document, Table};
use gongkai::form::{CellKey, CellKind, Edition, SectionKey, TableKey};
use gongkai::{
    Cell, Format, Level, Number, Organ, ReadOptions, Reading, Report, WriteOptions, Year, compose, read, write,
};

const WRITTEN: [Format; 7] =
    [Format::Docx, Format::Xlsx, Format::Html, Format::Pdf, Format::Ofd, Format::Toml, Format::Json];

/// A report of a year, every sum of whose form holds and nearly every figure of which is another.
fn report(year: u16) -> Report {
    made_up::edition();
    let organ = Organ::new("临江省人民政府").with_level(Level::Province);
    let mut report = Report::new(organ, Year::new(year).unwrap());
    let parts: Vec<CellKey> =
        report.form_cells().map(|cell| cell.key).filter(|key| !is_computed(&report, *key)).collect();
    for (number, key) in (3_i64..).zip(parts) {
        report.set(key, Cell::from(number));
    }
    // Of the two balances, the one of the outcomes is made first, then what is carried out, then the totals of the classes.
    for cell in
        report.form_cells().filter(|cell| cell.key.column() != "total" && cell.key.table() == TableKey::Applications)
    {
        let at = |row: &str| CellKey::of(TableKey::Applications, row, cell.key.column()).unwrap();
        let sum = report
            .table_form(TableKey::Applications)
            .sums
            .iter()
            .find(|sum| sum.total() == Some(at("total_processed")));
        let processed: Number =
            Number::checked_sum(sum.unwrap().right.iter().map(|key| number(&report, *key))).unwrap();
        report.set(at("total_processed"), Cell::from(processed));
        let received = processed.checked_add(Number::from(5)).unwrap();
        report.set(at("received"), Cell::from(received));
        report.set(at("carried_in"), Cell::from(2));
        report.set(at("carried_out"), Cell::from(7));
    }
    let sums: Vec<_> = report.table_forms().flat_map(|form| &form.sums).filter(|sum| sum.line != "total").collect();
    for sum in sums {
        if let Some(total) = sum.total().filter(|total| total.column() == "total") {
            let parts = Number::checked_sum(sum.right.iter().map(|key| number(&report, *key))).unwrap();
            report.set(total, Cell::from(parts));
        }
    }
    report.set_narrative(SectionKey::Overview, ["全年主动公开政府信息一千余条。"]);
    report.set_narrative(SectionKey::Problems, ["公开内容不够及时，将加强培训。"]);
    report.set_narrative(SectionKey::OtherMatters, ["本年度未收取信息处理费。"]);
    report
}

fn is_computed(report: &Report, key: CellKey) -> bool {
    report.table_form(key.table()).sums.iter().any(|sum| sum.total() == Some(key))
        || ["received", "carried_in", "carried_out"].contains(&key.row())
}

fn number(report: &Report, key: CellKey) -> Number {
    report.cell(key).and_then(Cell::number).unwrap_or_else(|| panic!("{key}"))
}

fn assert_same(report: &Report, reading: &Reading, how: &str) {
    assert!(reading.receipt.is_complete(), "{how}: {:#?}", reading.receipt.unread);
    for table in TableKey::ALL {
        assert_eq!(reading.report.edition(table), report.edition(table), "{how}");
    }
    let cells = |of: &Report| of.cells().map(|(key, cell)| format!("{key} = {cell}")).collect::<Vec<_>>();
    assert_eq!(cells(&reading.report), cells(report), "{how}");
}

#[test]
fn a_declaration_makes_an_edition() {
    let edition = made_up::edition();
    assert_eq!(Edition::all().len(), 3);
    assert_eq!(Edition::all().rev().take(2).collect::<Vec<_>>(), [edition, Edition::E2021]);
    assert_eq!((Edition::newest(), "2031".parse()), (edition, Ok(edition)));
    let governing = |year| Edition::governing(Year::new(year).unwrap());
    assert_eq!([2020, 2023, 2030, 2031, 2040].map(governing)[1..], [Edition::E2021, Edition::E2021, edition, edition]);
    let form = edition.form();
    assert_eq!(form.cells().count(), 2 * 4 + 2 + 2 + 1 + 24 * 8 + 3 * 6);
    assert_eq!(form.table(TableKey::Disclosure).columns, 5);
    assert_eq!(form.table(TableKey::Disputes).columns, 18);
    let name = |key: &str| report(2032).printed_name(key.parse().unwrap());
    assert_eq!(name("disclosure.regulations.amended"), "表二“规章”行“本年修改件数”列");
    assert_eq!(name("applications.personal_data.individual_business"), "表三“5.涉及敏感个人信息”行“个体工商户”列");
    assert_eq!(name("disputes.reconsideration.withdrawn"), "表四“行政复议”“撤回申请”列");
    assert_eq!(
        "1986".parse::<Edition>().unwrap_err().to_string(),
        "“1986” 不是格式版本，可用 2019、2021、2031 / “1986” is not an edition; there are 2019, 2021, 2031"
    );
}

/// What is said of a rule's editions follows from what it states of them, and stays as it is when a new one comes.
#[test]
fn no_page_of_a_rule_names_it() {
    made_up::edition();
    for rule in gongkai::check::rules() {
        let page = gongkai::check::pages::page(rule.info());
        assert!(!page.contains("2031"), "{page}");
    }
}

#[test]
fn every_format_keeps_every_cell() {
    for year in [2020, 2023, 2032] {
        let report = report(year);
        for format in WRITTEN {
            let written = write(&report, format, &WriteOptions::default()).unwrap();
            let reading = read(&written.bytes, format, &ReadOptions::default()).unwrap();
            assert_same(&report, &reading, &format!("{year} {format:?}"));
        }
    }
}

/// The document's text with the cells of each table laid out by a function.
fn paste(document: &Document, lay_out: impl Fn(&Table) -> String) -> String {
    let text = document.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => format!("{}\n", paragraph.text),
        Block::Table(table) => format!("{}\n", lay_out(table)),
    });
    text.collect()
}

/// The texts of each row that start there.
fn rows(table: &Table) -> impl Iterator<Item = Vec<&str>> {
    (0..table.rows()).map(|row| table.row(row).map(|cell| cell.text.as_str()).collect())
}

#[test]
fn pasted_text_keeps_every_cell() {
    for year in [2020, 2023, 2032] {
        let report = report(year);
        let document = compose(&report);
        for between in ["\t", " | ", "  "] {
            let text = paste(&document, |table| rows(table).map(|row| row.join(between) + "\n").collect());
            let reading = read(text.as_bytes(), Format::Text, &ReadOptions::default()).unwrap();
            assert_same(&report, &reading, &format!("{year} {between:?}\n{text}"));
        }
        let text = paste(&document, |table| rows(table).flatten().map(|cell| format!("{cell}\n")).collect());
        let reading = read(text.as_bytes(), Format::Text, &ReadOptions::default()).unwrap();
        assert_same(&report, &reading, &format!("{year} one below another"));
    }
}

/// What is read and never written: a page in one file, a page kept as Markdown, and the older notations of Word and Excel as
/// LibreOffice saves them where `GONGKAI_SOFFICE` names it.
#[test]
fn what_is_read_alone_keeps_every_cell() {
    let folder = tempfile::tempdir().unwrap();
    let written = |report: &Report, format: Format| write(report, format, &WriteOptions::default()).unwrap().bytes;
    for year in [2020, 2023, 2032] {
        let report = report(year);
        let page = written(&report, Format::Html);
        let archive =
            [b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".as_slice(), &page].concat();
        for (format, bytes) in [(Format::Html, &archive), (Format::Markdown, &page)] {
            let reading = read(bytes, format, &ReadOptions::default()).unwrap();
            assert_same(&report, &reading, &format!("{year} {format:?}"));
        }
        for (format, name) in [(Format::Docx, "docx"), (Format::Xlsx, "xlsx")] {
            std::fs::write(folder.path().join(format!("{year}.{name}")), written(&report, format)).unwrap();
        }
    }
    let Some(soffice) = std::env::var("GONGKAI_SOFFICE").ok().filter(|program| !program.is_empty()) else {
        eprintln!("older notations not run: GONGKAI_SOFFICE is not set");
        return;
    };
    for (ending, filter, from) in
        [("doc", "doc:MS Word 97", "docx"), ("rtf", "rtf:Rich Text Format", "docx"), ("xls", "xls:MS Excel 97", "xlsx")]
    {
        let saved = std::process::Command::new(&soffice)
            .arg("--headless")
            .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
            .args(["--convert-to", filter, "--outdir"])
            .arg(folder.path())
            .args([2020, 2023, 2032].map(|year| folder.path().join(format!("{year}.{from}"))))
            .output()
            .unwrap();
        assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
        for year in [2020, 2023, 2032] {
            let reading =
                gongkai::open(folder.path().join(format!("{year}.{ending}")), &ReadOptions::default()).unwrap();
            assert_same(&report(year), &reading, &format!("{year} {ending}"));
        }
    }
}

/// The empty form, as bodies fill it in by hand.
#[test]
fn the_empty_form_is_read_as_blanks() {
    made_up::edition();
    for year in [2020, 2023, 2032] {
        let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(year).unwrap());
        for cell in report.form_cells() {
            report.set(cell.key, Cell::Blank);
        }
        for format in WRITTEN {
            let written = write(&report, format, &WriteOptions::default()).unwrap();
            let reading = read(&written.bytes, format, &ReadOptions::default()).unwrap();
            assert_same(&report, &reading, &format!("{year} {format:?}"));
        }
    }
}

fn findings(report: &Report) -> Vec<(String, String)> {
    let result = check(&Subject::new(report));
    result.findings.iter().map(|finding| (finding.rule.to_string(), finding.message.zh.clone())).collect()
}

#[test]
fn its_sums_are_judged() {
    let sound = report(2032);
    let of_tables = |(rule, _): &(String, String)| rule.starts_with("GK1") || rule == "GK202";
    assert_eq!(findings(&sound).into_iter().filter(of_tables).collect::<Vec<_>>(), []);
    let sums: BTreeSet<&str> =
        sound.table_forms().flat_map(|form| &form.sums).map(|sum| sum.equation.as_str()).collect();
    assert_eq!(sums, BTreeSet::from(["applicants", "balance", "disputes", "outcomes"]));
    for (key, rules) in [
        ("applications.personal_data.individual_business", ["GK102", "GK103"].as_slice()),
        ("applications.carried_in.individual_business", &["GK101", "GK103"]),
        ("disputes.reconsideration.withdrawn", &["GK104"]),
    ] {
        let mut wrong = sound.clone();
        let key: CellKey = key.parse().unwrap();
        wrong.set(key, Cell::from(90_000));
        let found = findings(&wrong);
        let found: BTreeSet<&str> = found.iter().filter(|one| of_tables(one)).map(|(rule, _)| rule.as_str()).collect();
        assert_eq!(found, rules.iter().copied().collect(), "{key}");
    }
    let mut half = sound.clone();
    half.set("disclosure.regulations.amended".parse().unwrap(), Cell::parse("1.5"));
    assert!(
        findings(&half).iter().any(|(rule, text)| rule == "GK105" && text.contains("“本年修改件数”")),
        "{:?}",
        findings(&half)
    );
}

/// A report of its years with a table of another edition, in every format: each is read as what it is, and named.
#[test]
fn tables_of_other_editions_are_told_apart() {
    for table in TableKey::ALL {
        for (year, other) in [(2023, made_up::edition()), (2032, Edition::E2021), (2032, Edition::E2019)] {
            let mut mixed = report(year);
            for cell in mixed.table_form(table).cells.iter().map(|cell| cell.key) {
                mixed.unset(cell);
            }
            mixed.set_edition(table, other);
            for cell in &other.form().table(table).cells {
                let value = if cell.kind == CellKind::Count { 4 } else { 6 };
                mixed.set(cell.key, Cell::from(value));
            }
            for format in WRITTEN {
                let written = write(&mixed, format, &WriteOptions::default()).unwrap();
                let reading = read(&written.bytes, format, &ReadOptions::default()).unwrap();
                assert!(
                    reading.receipt.is_complete(),
                    "{year} {other} {table:?} {format:?}: {:#?}",
                    reading.receipt.unread
                );
                let found = findings(&reading.report);
                let named = found.iter().any(|(rule, text)| rule == "GK202" && text.contains(table.printed()));
                assert!(named, "{year} {other} {table:?} {format:?} {found:?}");
            }
        }
    }
}

#[test]
fn registers_are_counted_into_it() {
    use gongkai::ledger::{Register, tally, tally_disputes};
    let edition = made_up::edition();
    let year = Year::new(2032).unwrap();
    let text = "编号,收到日期,申请人类型,办结日期,办理结果\n1,2032-03-01,个体工商户,2032-03-20,（三）5\n2,2032-05-01,科研院所,2032-05-20,予以公开\n";
    let register = Register::from_csv(text.as_bytes()).unwrap();
    let counted = tally(&register.applications_in(edition).unwrap(), year);
    assert_eq!(counted.refused, []);
    let mut filled = Report::new(Organ::new("临江县青石镇人民政府"), year);
    counted.state_in(&mut filled);
    let at = |key: &str| filled.cell(key.parse().unwrap()).cloned();
    assert_eq!(at("applications.personal_data.individual_business"), Some(Cell::from(1)));
    assert_eq!(at("applications.granted.research_institution"), Some(Cell::from(1)));
    assert_eq!(at("applications.total_processed.total"), Some(Cell::from(2)));
    let text = "编号,收到日期,案件类型,办结日期,办理结果\n1,2032-03-01,行政复议,2032-05-20,撤回申请\n";
    let register = Register::from_csv(text.as_bytes()).unwrap();
    let counted = tally_disputes(&register.disputes_in(edition).unwrap(), year);
    assert_eq!(counted.refused, []);
    assert_eq!(counted.cell("disputes.reconsideration.withdrawn".parse().unwrap()), Some(&Cell::from(1)));
    // The words of the present edition are not those of another.
    let earlier = register.disputes_in(Edition::E2021).unwrap();
    assert_eq!((earlier.entries.len(), earlier.refused.len()), (0, 1));
}
