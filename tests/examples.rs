//! Every example runs, as its first lines say, and does what it is there for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Examples lie beside the tests that are built with them.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let built = test.parent().and_then(Path::parent).unwrap();
    built.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Runs an example where its first lines say that it is run, with a file as its input.
fn run(name: &str, args: &[&str], input: Option<&str>) -> Output {
    let input = input.map_or(Stdio::null(), |path| fs::File::open(repository().join(path)).unwrap().into());
    let program = program(name);
    assert!(program.exists(), "{name} is not built: `cargo test` builds it, `cargo test --test` alone does not");
    let run = Command::new(program).current_dir(repository()).args(args).stdin(input).output().unwrap();
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    run
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const REPORT: &str = "examples/data/shanzao-2023.txt";

#[test]
fn a_report_is_filled_in_and_filed() {
    let folder = tempfile::tempdir().unwrap();
    run("township_filing", &[folder.path().to_str().unwrap()], None);
    for name in ["filing.docx", "filing.pdf", "filing.xlsx"] {
        let reading = gongkai::open(folder.path().join(name), &gongkai::ReadOptions::default()).unwrap();
        assert!(reading.receipt.is_complete(), "{name}");
    }
}

#[test]
fn a_report_is_checked() {
    assert!(printed(&run("check_report", &[REPORT], None)).contains("200/200"));
}

#[test]
fn a_register_becomes_table_three() {
    let folder = tempfile::tempdir().unwrap();
    let said = run("register_to_filing", &["examples/data/register-2024.csv", folder.path().to_str().unwrap()], None);
    assert!(printed(&said).contains("结转下年度：7"), "{}", printed(&said));
    let reading = gongkai::open(folder.path().join("register.xlsx"), &gongkai::ReadOptions::default()).unwrap();
    let number = |key: &str| reading.report.cell(key.parse().unwrap()).and_then(gongkai::Cell::number);
    assert_eq!(number("applications.received.total"), Some(6_u64.into()));
    assert_eq!(number("applications.carried_in.total"), Some(1_u64.into()));
    assert_eq!(number("applications.carried_out.total"), Some(1_u64.into()));
}

#[test]
fn a_folder_is_added_up_and_years_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let parts = folder.path().join("parts");
    fs::create_dir(&parts).unwrap();
    let text = fs::read_to_string(repository().join(REPORT)).unwrap();
    fs::write(parts.join("a.txt"), &text).unwrap();
    fs::write(parts.join("b.txt"), "不是报告").unwrap();
    let output = folder.path().join("sum.toml");
    let said = run("consolidate_folder", &[parts.to_str().unwrap(), output.to_str().unwrap()], None);
    assert!(printed(&said).contains("1 份报告"), "{}", printed(&said));
    assert!(String::from_utf8_lossy(&said.stderr).contains("b.txt"), "an unreadable file is named");
    let part = parts.join("a.txt");
    let part = part.to_str().unwrap();
    let compared = run("compare_years", &[part, part], None);
    assert!(printed(&compared).contains(" → "), "{}", printed(&compared));
}

#[test]
fn bytes_go_in_and_come_out() {
    let run = run("bytes_in_and_out", &["report.txt"], Some(REPORT));
    let reading = gongkai::read(&run.stdout, gongkai::Format::Docx, &gongkai::ReadOptions::default()).unwrap();
    assert!(reading.receipt.is_complete());
}

#[test]
fn a_folder_is_converted() {
    let folder = tempfile::tempdir().unwrap();
    run("many_filings", &["examples/data", folder.path().to_str().unwrap()], None);
    assert!(folder.path().join("shanzao-2023.docx").exists());
}
