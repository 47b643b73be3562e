//! Other programs read what is written: openpyxl and LibreOffice, by the commands that `GONGKAI_PYTHON` and
//! `GONGKAI_SOFFICE` name, or by `python3` and `soffice`. Where they are not installed the test has nothing to ask and
//! says so; set, a command must work.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai_core::document::{Block, Document};
use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_xlsx::{XlsxReader, XlsxWriter};

/// A command that answers, or one that was named and must.
fn program(variable: &str, usual: &str, ask: &[&str]) -> Option<String> {
    let named = std::env::var(variable).ok().filter(|program| !program.is_empty());
    let program = named.clone().unwrap_or_else(|| usual.to_owned());
    let answers = Command::new(&program).args(ask).output().is_ok_and(|output| output.status.success());
    assert!(answers || named.is_none(), "{variable}={program} does not work");
    if !answers {
        eprintln!("not run: {program} is not installed");
    }
    answers.then_some(program)
}

/// A folder that is taken away again.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("gongkai-xlsx-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn report(edition: Edition) -> Report {
    let mut report = Report::new(Organ::new("某县人民政府"), Year::new(2023).unwrap());
    for table in TableKey::ALL {
        report.set_edition(table, edition);
    }
    report
}

/// Every sum holds.
fn balanced() -> Report {
    let mut report = report(Edition::E2021);
    for cell in report.form_cells() {
        report.set(cell.key, Cell::from(0));
    }
    let figures = [
        ("disclosure.administrative_fees.amount", "73802895.90"),
        ("applications.received.natural_person", "21"),
        ("applications.received.total", "21"),
        ("applications.granted.natural_person", "19"),
        ("applications.granted.total", "19"),
        ("applications.total_processed.natural_person", "19"),
        ("applications.total_processed.total", "19"),
        ("applications.carried_out.natural_person", "2"),
        ("applications.carried_out.total", "2"),
        ("disputes.reconsideration.upheld", "1,295"),
        ("disputes.reconsideration.total", "1,295"),
    ];
    for (key, text) in figures {
        report.set(key.parse().unwrap(), Cell::parse(text));
    }
    let long = "（一）主动公开。全年公开信息一千条，公文公开属性源头认定，目录按季更新。".repeat(60);
    report.set_narrative(SectionKey::Overview, [long, "=1+1 是文字".to_owned(), "1.组织领导".to_owned()]);
    report
}

/// Blanks, dashes, notes, decimals, totals that do not add up.
fn mixed(edition: Edition) -> Report {
    let texts =
        ["", "-", "22（其中修订16件）", "7730.28", "24252.311082", "+1036", "007", "=1", "12345678901234567890"];
    let mut report = report(edition);
    for (number, cell) in (0_u32..).zip(report.form_cells()) {
        let text = usize::try_from(number % 23).ok().and_then(|index| texts.get(index));
        report.set(cell.key, text.map_or_else(|| Cell::from(number % 5), |text| Cell::parse(text)));
    }
    report
}

/// Where each cell of the document must stand in the workbook.
fn expectations(document: &Document) -> String {
    let mut lines = String::new();
    for (sheet, table) in ["表二 主动公开", "表三 依申请公开", "表四 复议诉讼"].into_iter().zip(document.tables())
    {
        for cell in table.cells() {
            let column = char::from(b'A' + u8::try_from(cell.column).unwrap());
            let _ = writeln!(lines, "{sheet}\t{column}{}\t{}", cell.row + 3, cell.text);
        }
    }
    lines
}

fn content(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => vec![format!("{:?} {}", paragraph.role, paragraph.text)],
        Block::Table(table) => table.cells().iter().map(|c| format!("{}:{} {}", c.row, c.column, c.text)).collect(),
    });
    blocks.flatten().collect()
}

#[test]
fn openpyxl_and_libreoffice_find_the_same_values_and_turn_wrong_sums_red() {
    let Some(python) = program("GONGKAI_PYTHON", "python3", &["-c", "import openpyxl"]) else { return };
    let Some(soffice) = program("GONGKAI_SOFFICE", "soffice", &["--version"]) else { return };
    let folder = Folder::new();
    let reports = [
        ("balanced", balanced()),
        ("blank2019", report(Edition::E2019)),
        ("blank2021", report(Edition::E2021)),
        ("mixed2019", mixed(Edition::E2019)),
        ("mixed2021", mixed(Edition::E2021)),
    ];
    let mut documents = Vec::new();
    for (name, report) in reports {
        let document = compose(&report);
        let path = folder.0.join(name);
        std::fs::write(path.with_extension("xlsx"), XlsxWriter::new().write(&document).unwrap().bytes).unwrap();
        std::fs::write(path.with_extension("tsv"), expectations(&document)).unwrap();
        documents.push((name, document));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/office.py");
    let output = Command::new(python).arg(script).arg(&folder.0).arg(soffice).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (name, document) in documents {
        let saved = std::fs::read(folder.0.join("computed").join(name).with_extension("xlsx")).unwrap();
        let again = XlsxReader::new().read(&saved, &Limits::default()).unwrap();
        for (found, expected) in content(&again).iter().zip(content(&document)) {
            assert_eq!(*found, expected, "{name}");
        }
        assert_eq!(content(&again).len(), content(&document).len(), "{name}");
        assert_eq!(again.properties, document.properties, "{name}");
    }
}
