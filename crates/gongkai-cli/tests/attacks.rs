//! Small files made to exhaust whoever reads them: a run over all of them, and one over each command that reads another
//! kind of file, stays within its memory, names what it refuses, and goes on.
//!
//! What has broken a promise of the readers or of the command once, and where it is asked now:
//!
//! | What | Where |
//! |---|---|
//! | a number broken over lines is its first part | `unchanged.rs`, and in text `gongkai-text/tests/kinds.rs` |
//! | a cell that stands in another row's element, or twice | `unchanged.rs`, and `gongkai-xlsx/tests/stored.rs` |
//! | a number of more digits than a double holds | `unchanged.rs`, and `gongkai-xlsx/tests/stored.rs` |
//! | one cell of a table's head twice | `unchanged.rs`, and `gongkai-recognize/tests` |
//! | a control character for a digit | `unchanged.rs`, and `gongkai-text/tests/kinds.rs` |
//! | PDF: one code of many characters, a long string, a long line, many boxes | here |
//! | Word: long printed numbers, a row of too many cells | here |
//! | workbooks: runs in one string, many styles, cells far apart | here |
//! | web pages: attributes, text inside tables, spans, hidden ancestors, wide rows, line ends | here |
//! | text: short lines, bars, rows that run together, commas | here |
//! | an overview of years, dates, quotes, sentences, a line of many findings | here |
//! | a register with one cell far away, one of commas alone | here |
//! | an expression of an office's own that never ends | here |
//! | Word files and workbooks before 2007, RTF, OFD: what is small in one notation and large in the other | here |
//! | characters that steer a terminal | `inert.rs` |
//! | acceptances at the same time | `accepting.rs` |
//! | an output that is an input | `replacing.rs` |
//! | two inputs with one name, an output written in another style, `--newer` | `replacing.rs` |
//! | pipes, devices, sockets, files without end | `special_files.rs` |
//! | acceptances that come with a report | `accepting.rs` |
//! | adding up thousands of reports, checking them | `many.rs` |
//! | a clock that stands before 1970, a panic of the program itself | `clock.rs`, and `src/batch.rs` |
//! | a run that is stopped or killed, outputs half old and half new | `stopping.rs`, `replacing.rs` |
//! | who may read an output | `replacing.rs` |
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod hostile;
mod run;

use std::fs;

use hostile::{attacks, older, workbook};
use run::{bounded, report};

/// What one reader may take with the program around it, in KiB: what is promised, and no more.
const MEMORY: usize = 512 * 1024;

/// A run over these files, a report before them and one behind.
fn run_over(files: &[(&str, Vec<u8>)], args: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join("in").join(name), bytes).unwrap();
    }
    // What comes last is reached, and what comes first is not lost.
    fs::write(folder.join("in/a.toml"), report(11)).unwrap();
    fs::write(folder.join("in/zz.toml"), report(11)).unwrap();
    let (status, said) = bounded(folder, MEMORY, args);
    assert_eq!(status, Some(2), "{args:?}: some are refused, and nothing breaks: {said}");
    assert!(!said.contains("内部错误"), "{args:?}: {said}");
    for (name, _) in files {
        assert!(said.contains(name), "{args:?}: {name} is not named: {said}");
    }
    assert!(said.contains("zz."), "{args:?}: {said}");
}

#[test]
fn a_run_over_all_of_them_stays_within_its_memory_and_does_the_rest() {
    run_over(&attacks(), &["convert", "in", "-d", "out", "--to", "json", "--jobs", "1"]);
}

#[test]
fn so_does_a_check_of_all_of_them() {
    run_over(&attacks(), &["check", "in", "--jobs", "1"]);
}

#[test]
fn what_is_put_into_another_notation_stays_within_its_memory() {
    run_over(&older::attacks(), &["convert", "in", "-d", "out", "--to", "json", "--jobs", "1"]);
}

#[test]
fn what_stands_beside_reports_is_bounded_too() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(11)).unwrap();
    let heads = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编号</t></is></c></row>";
    let stray = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    fs::write(folder.join("stray.xlsx"), workbook(&format!("{heads}{stray}"), "", "")).unwrap();
    fs::write(folder.join("commas.csv"), ",".repeat(20_000_000)).unwrap();
    let list = format!("[{}]", vec!["0"; 100].join(","));
    let nested: String = (0..6).map(|n| format!("{list}.all//\\n(v{n},")).collect();
    let policy =
        format!("[[check]]\nid = \"LOCAL-1\"\nmessage = \"m\"\nexpression = \"{nested}true{}\"\n", ")".repeat(6));
    fs::write(folder.join("endless.toml"), policy).unwrap();
    fs::write(folder.join("long.txt"), "某镇\n".repeat(2_000_000)).unwrap();
    let tally = ["--year", "2023", "--organ", "某镇", "-o", "o.toml"];
    for args in [
        [&["tally", "stray.xlsx"][..], &tally].concat(),
        [&["tally", "commas.csv"][..], &tally].concat(),
        vec!["check", "r.toml", "--config", "endless.toml"],
        vec!["check", "r.toml", "--children", "r.toml", "--expect", "long.txt"],
        vec!["convert", "r.toml", "-o", "o.docx", "--style", "long.txt"],
    ] {
        let (status, said) = bounded(folder, MEMORY, &args);
        assert_eq!(status, Some(2), "{args:?}: {said}");
        assert!(said.contains(args[1]) || said.contains(args[args.len() - 1]), "{args:?}: {said}");
    }
}
