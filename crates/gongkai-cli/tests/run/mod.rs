//! Driving the command as a process, and reports to drive it with.
#![allow(dead_code, reason = "each test uses some of it")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command in a folder.
pub(crate) fn gongkai(folder: &Path, args: &[&str]) -> Ran {
    gongkai_with(folder, &[], args)
}

/// Runs the command in a folder and in an environment, in which no proxy is but one that is said.
pub(crate) fn gongkai_with(folder: &Path, environment: &[(&str, &str)], args: &[&str]) -> Ran {
    let mut command = Command::cargo_bin("gongkai").unwrap();
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_ascii_uppercase());
    }
    let output = command.current_dir(folder).envs(environment.iter().copied()).args(args).output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a run within so much memory, in KiB, gave: its status, and what it said. What the program writes to counts, what
/// it is mapped from does not. A run that does not end is ended; how long one takes is no matter of the tests.
#[cfg(unix)]
pub(crate) fn bounded(folder: &Path, memory: usize, args: &[&str]) -> (Option<i32>, String) {
    let limited = format!("ulimit -d {memory}; exec timeout 600 \"$0\" \"$@\"");
    let output = std::process::Command::new("sh")
        .args(["-c", &limited])
        .arg(assert_cmd::cargo::cargo_bin("gongkai"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

/// A report of an organ for a year whose sums hold but for the total of the reconsiderations, which should be 11.
pub(crate) fn report_of(organ: &str, year: u16, total: u32) -> String {
    let rows: String = gongkai::form::Edition::E2021
        .form()
        .table(gongkai::form::TableKey::Applications)
        .cells
        .iter()
        .step_by(7)
        .map(|cell| format!("{} = [0, 0, 0, 0, 0, 0, 0]\n", cell.key.row()))
        .collect();
    format!(
        r#"year = {year}
overview = ["一是主动公开。二是依申请公开。三是政府信息管理。四是政府信息公开平台建设。五是监督保障，工作考核合格，社会评议良好，未发生责任追究情形。"]
problems = ["存在公开内容不够全面的问题，主动公开的意识有待增强。下一步将加强培训，改进公开的方式和渠道。"]
other_matters = ["本年度未收取信息处理费。"]
[organ]
name = "{organ}"
level = "township"
[disclosure]
regulations = {{ issued = 0, repealed = 0, in_force = 0 }}
normative_documents = {{ issued = 0, repealed = 0, in_force = 3 }}
licenses = {{ decisions = 4 }}
penalties = {{ decisions = 4 }}
compulsory_measures = {{ decisions = 0 }}
administrative_fees = {{ amount = 0 }}
[applications]
{rows}[disputes]
reconsideration = {{ upheld = 10, corrected = 1, other = 0, pending = 0, total = {total} }}
direct_litigation = [0, 0, 0, 0, 0]
litigation_after_reconsideration = [0, 0, 0, 0, 0]
"#
    )
}

/// The report of 青山镇 for 2023.
pub(crate) fn report(total: u32) -> String {
    report_of("青山镇人民政府", 2023, total)
}

/// The names in a folder, hidden ones too, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
