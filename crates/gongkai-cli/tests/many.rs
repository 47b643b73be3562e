//! Runs over thousands of reports take as much memory as runs over a few.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use run::{bounded, report_of};

/// How much each report may add, in KiB: its name, its cells, its line of the table. It adds less than seven.
const EACH: usize = 8;
/// What a run over a few takes, most of it the stacks of its threads.
const FEW: usize = 72 * 1024;
const REPORTS: usize = 500;

#[test]
fn thousands_of_reports_are_added_up_and_checked_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    let list: String = (0..REPORTS).map(|n| format!("第{n}镇人民政府\n")).collect();
    fs::write(folder.join("list.txt"), list).unwrap();
    let prose = "一是主动公开。".repeat(20);
    for n in 0..REPORTS {
        let report = report_of(&format!("第{n}镇人民政府"), 2023, 11).replace("一是主动公开。", &prose);
        fs::write(folder.join(format!("in/{n:04}.toml")), report).unwrap();
    }
    let memory = FEW + REPORTS * EACH;
    let sum = ["consolidate", "in", "--organ", "某县人民政府", "--expect", "list.txt", "-o", "sum.toml", "--jobs", "2"];
    let (status, said) = bounded(folder, memory, &sum);
    assert_eq!(status, Some(0), "{said}");
    let made = fs::read_to_string(folder.join("sum.toml")).unwrap();
    assert!(made.contains(&format!("in_force = {}", REPORTS * 3)), "{made}");
    let check = ["check", "in", "--jobs", "2"];
    for more in [&[][..], &["-o", "table.xlsx"], &["--format", "json"]] {
        let args = &[&check[..], more].concat();
        let (status, said) = bounded(folder, memory, args);
        assert_eq!(status, Some(0), "{args:?}: {}", said.chars().take(2000).collect::<String>());
        assert!(
            said.contains(&format!("{:04}.toml", REPORTS - 1)) || more.contains(&"-o"),
            "{args:?}: the last is there"
        );
    }
}
