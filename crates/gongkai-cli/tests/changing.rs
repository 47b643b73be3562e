//! A folder that others work in while it is read: what is said of a file is said of the bytes that were read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use run::{Ran, report_of};

/// More than any pipe holds: once it is written, the standard input is being read, and the folders have been listed.
const LONG: usize = 1 << 20;

/// Runs the command over files one after the other, the standard input among them, and does something while that is read.
fn meanwhile(folder: &Path, args: &[&str], change: impl FnOnce()) -> Ran {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("gongkai"));
    command.current_dir(folder).args(args).args(["--jobs", "1"]);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let report = report_of("丁镇人民政府", 2023, 11);
    input.write_all(format!("{report}# {}\n", "·".repeat(LONG)).as_bytes()).unwrap();
    change();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn word(organ: &str, total: u32) -> Vec<u8> {
    let toml = report_of(organ, 2023, total);
    let read = gongkai::read(toml.as_bytes(), gongkai::Format::Toml, &gongkai::ReadOptions::default()).unwrap();
    gongkai::write(&read.report, gongkai::Format::Docx, &gongkai::WriteOptions::default()).unwrap().bytes
}

#[test]
fn a_file_that_goes_or_breaks_while_others_are_read_is_named_and_the_others_go_through() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join("各乡镇").join(name);
    fs::create_dir(folder.path().join("各乡镇")).unwrap();
    for name in ["甲镇", "乙镇", "丙镇"] {
        fs::write(at(&format!("{name}.docx")), word(&format!("{name}人民政府"), 11)).unwrap();
    }
    let ran = meanwhile(folder.path(), &["check", "-", "各乡镇", "--format", "json"], || {
        fs::remove_file(at("甲镇.docx")).unwrap();
        // Half of a file, as it is while somebody copies it there.
        let whole = fs::read(at("乙镇.docx")).unwrap();
        fs::write(at("乙镇.docx"), whole.get(..whole.len() / 2).unwrap()).unwrap();
        fs::write(at("丙镇.docx"), word("丙镇人民政府", 12)).unwrap();
    });
    assert_eq!(ran.status, 2, "{}", ran.err);
    let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let files = all.get("files").and_then(|files| files.as_array()).unwrap();
    let verdict = |name: &str| {
        let own = files.iter().find(|file| file["file"].as_str().unwrap().contains(name));
        own.unwrap_or_else(|| panic!("{name}: {}", ran.out))["verdict"].as_str().unwrap().to_owned()
    };
    let all = ["甲镇", "乙镇", "丙镇", "-"].map(verdict);
    assert_eq!(all, ["unreadable", "unreadable", "errors", "pass"], "{}", ran.err);
    assert!(ran.err.contains("甲镇.docx") && ran.err.contains("乙镇.docx"), "{}", ran.err);
}

#[test]
fn what_was_changed_after_it_was_checked_gets_no_remarks_and_the_record_says_which_bytes_were_checked() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join("各乡镇").join(name);
    fs::create_dir(folder.path().join("各乡镇")).unwrap();
    fs::write(at("甲镇.docx"), word("甲镇人民政府", 12)).unwrap();
    fs::write(at("乙镇.docx"), word("乙镇人民政府", 12)).unwrap();
    let checked = gongkai::Digest::of(&fs::read(at("甲镇.docx")).unwrap()).to_string();
    let args = ["check", "各乡镇", "-", "--return", "退改", "--track", "审核.toml", "--by", "张三"];
    let ran = meanwhile(folder.path(), &args, || fs::write(at("甲镇.docx"), word("甲镇人民政府", 11)).unwrap());
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("甲镇.docx: 文件在检查以后改动过，请重新检查"), "{}", ran.err);
    let there = |name: &str| folder.path().join("退改").join(name).is_file();
    assert!(there("甲镇-修改意见.docx") && !there("甲镇-批注.docx"), "remarks stand beside what they are about");
    assert!(there("乙镇-修改意见.docx") && there("乙镇-批注.docx"));
    let index = fs::read_to_string(folder.path().join("退改/退改目录.csv")).unwrap();
    let line = index.lines().find(|line| line.contains("甲镇")).unwrap();
    assert!(line.ends_with("没有加批注：文件在检查以后改动过，请重新检查"), "{index}");
    let reviews = fs::read_to_string(folder.path().join("审核.toml")).unwrap();
    assert!(reviews.contains(&checked), "{reviews}");
}
