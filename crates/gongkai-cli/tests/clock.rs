//! A computer whose clock stands before 1970: what needs no clock is written as ever, and what does says so.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking"
)]

mod run;

use std::fs;
use std::path::Path;
use std::process::Command;

use run::report;

/// The library that sets another clock, where it is installed.
fn clock() -> Option<&'static str> {
    ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"]
        .into_iter()
        .find(|library| Path::new(library).exists())
}

#[test]
fn nothing_breaks_before_1970() {
    let Some(clock) = clock() else {
        eprintln!("libfaketime is not installed, so that no other clock can be set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(11)).unwrap();
    let at = |day: &str, args: &[&str]| {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("gongkai"));
        command.current_dir(folder).env("LD_PRELOAD", clock).env("FAKETIME", format!("@{day} 00:00:00")).args(args);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let mut cases: Vec<Vec<String>> = ["docx", "html", "toml", "json", "xlsx"]
        .map(|ending| vec!["convert".to_owned(), "r.toml".to_owned(), "-o".to_owned(), format!("o.{ending}")])
        .to_vec();
    cases.push(["check", "r.toml", "-o", "c.xlsx"].map(str::to_owned).to_vec());
    cases.push(["compare", "r.toml", "r.toml", "-o", "d.xlsx"].map(str::to_owned).to_vec());
    for case in &cases {
        let args: Vec<&str> = case.iter().map(String::as_str).collect();
        let output = folder.join(args[3.min(args.len() - 1)]);
        let (status, said) = at("1969-07-20", &args);
        assert!(!said.contains("panicked") && !said.contains("内部错误"), "{args:?}: {said}");
        if case.last().is_some_and(|name| name.ends_with(".xlsx")) {
            assert_eq!(status, Some(2), "{args:?}: {said}");
            assert!(said.contains("电脑的日期早于 1970 年"), "{args:?}: {said}");
        } else {
            assert_eq!(status, Some(0), "{args:?}: {said}");
            // Nothing of the clock is in what was written.
            let then = fs::read(&output).unwrap();
            assert_eq!(at("2023-07-20", &[&args[..], &["--force"]].concat()).0, Some(0), "{args:?}");
            assert_eq!(fs::read(&output).unwrap(), then, "{args:?}");
        }
    }
}
