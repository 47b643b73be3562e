//! The main job: the published text of a real report becomes a checked filing in every format, and each one read back
//! states the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai::check::{Severity, Subject, check};
use gongkai::form::{CellKey, SectionKey};
use gongkai::{Cell, Format, Number, ReadOptions, Reading, Report, WriteOptions, open, save_all, write};

const FORMATS: [Format; 5] = [Format::Docx, Format::Pdf, Format::Xlsx, Format::Toml, Format::Json];

fn township() -> Reading {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/shanzao-2023.txt");
    open(path, &ReadOptions::default()).unwrap()
}

fn key(name: &str) -> CellKey {
    name.parse().unwrap()
}

fn cells(report: &Report) -> Vec<(String, Cell)> {
    report.cells().map(|(key, cell)| (key.to_string(), cell.clone())).collect()
}

fn written(folder: &Path, report: &Report) -> Vec<PathBuf> {
    let paths: Vec<PathBuf> =
        FORMATS.iter().map(|format| folder.join("filing").with_extension(format.as_str())).collect();
    save_all(report, &paths, &WriteOptions::default()).unwrap();
    paths
}

#[test]
fn every_cell_of_the_published_text_is_read() {
    let reading = township();
    assert_eq!((reading.receipt.read, reading.receipt.expected), (200, 200));
    assert!(reading.receipt.unread.is_empty() && reading.receipt.inferred.is_empty());
    let stated: Vec<(String, i64)> = reading
        .report
        .cells()
        .filter_map(|(key, cell)| Some((key.to_string(), cell.number().and_then(Number::to_i64)?)))
        .filter(|(_, number)| *number != 0)
        .collect();
    let expected = [("disclosure.licenses.decisions".to_owned(), 4), ("disclosure.penalties.decisions".to_owned(), 4)];
    assert_eq!(stated, expected);
    assert_eq!(reading.report.organ.name, "湘乡市山枣镇人民政府");
}

#[test]
fn every_format_states_the_same_when_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let report = township().report;
    for path in written(folder.path(), &report) {
        let reading = open(&path, &ReadOptions::default()).unwrap();
        let name = path.display();
        assert_eq!(cells(&reading.report), cells(&report), "{name}");
        assert_eq!(reading.report.organ.name, report.organ.name, "{name}");
        assert_eq!(reading.report.year, report.year, "{name}");
        for section in SectionKey::ALL {
            assert_eq!(reading.report.narrative(section), report.narrative(section), "{name} {section:?}");
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = township().report;
    for format in FORMATS {
        // Options of their own, so that nothing is shared between the two.
        let one = write(&report, format, &WriteOptions::default()).unwrap().bytes;
        let two = write(&report, format, &WriteOptions::default()).unwrap().bytes;
        assert!(one == two, "{format:?} differs");
    }
}

#[test]
fn the_check_passes_and_one_changed_figure_breaks_the_rule_that_it_should() {
    let sound = township();
    let result = check(&Subject::of_reading(&sound));
    assert_eq!(result.count(Severity::Error), 0, "{:#?}", result.findings);
    assert_eq!(result.count(Severity::Warning), 0, "{:#?}", result.findings);

    let broken = [
        ("applications.carried_out.natural_person", "GK101"),
        ("applications.granted.business", "GK102"),
        ("applications.received.research_institution", "GK103"),
        ("disputes.reconsideration.upheld", "GK104"),
    ];
    for (name, rule) in broken {
        let mut reading = township();
        reading.report.set(key(name), Cell::from(1));
        let result = check(&Subject::of_reading(&reading));
        let found = result.findings.iter().filter(|finding| finding.rule.to_string() == rule);
        let named = found.filter(|finding| finding.cells.iter().any(|cell| cell.key == key(name))).count();
        assert!(named > 0, "{rule} does not name {name}: {:#?}", result.findings);
        let sides = result.findings.iter().find(|f| f.rule.to_string() == rule).and_then(|f| f.sides).unwrap();
        assert_eq!(sides.difference.to_i64().map(i64::abs), Some(1), "{rule}");
    }
}

/// What another program prints, or why the test cannot run.
fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} is needed (tests/all.sh installs it): {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn other_programs_read_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let report = township().report;
    let pdf = folder.path().join("filing.pdf");
    save_all(&report, &[&pdf], &WriteOptions::default()).unwrap();
    let pdf = pdf.to_str().unwrap();
    assert!(std::fs::metadata(pdf).unwrap().len() < 400_000);

    let fonts = output("pdffonts", &[pdf]);
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!lines.is_empty());
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(words.windows(3).any(|three| three == ["yes", "yes", "yes"]), "{line}");
    }

    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    // A page number stands between the two parts of a paragraph that a page break cuts.
    let text = bare(&output("pdftotext", &["-raw", pdf, "-"]));
    let pages = (1..=20).fold(text, |text, page| text.replace(&format!("—{page}—"), ""));
    let pages = pages.replace('\u{c}', "");
    for section in SectionKey::ALL {
        for paragraph in report.narrative(section).texts() {
            assert!(pages.contains(&bare(paragraph)), "{paragraph} is not in the text of the PDF");
        }
    }
    output("qpdf", &["--check", pdf]);
}
