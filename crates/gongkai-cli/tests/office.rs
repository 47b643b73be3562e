//! The office's year from the command: count a register, add up reports, compare years.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use gongkai::form::{CellKey, Edition};
use gongkai::{Cell, Number, Organ, ReadOptions, Report, WriteOptions, Year};

fn gongkai(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("gongkai").unwrap();
    command.current_dir(folder);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn key(name: &str) -> CellKey {
    name.parse().unwrap()
}

fn read(path: &Path) -> Report {
    gongkai::open(path, &ReadOptions::default()).unwrap().report
}

/// A report whose every cell is a number of its own.
fn report(organ: &str, year: u16, offset: u32) -> Report {
    let mut report = Report::new(Organ::new(organ), Year::new(year).unwrap());
    for (index, cell) in Edition::E2021.form().cells().enumerate() {
        report.set(cell.key, Cell::from(offset + u32::try_from(index).unwrap()));
    }
    report
}

fn number(report: &Report, name: &str) -> Option<i64> {
    report.cell(key(name)).and_then(Cell::number).and_then(Number::to_i64)
}

#[test]
fn a_register_becomes_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let register = "编号,收到日期,申请人类型,办结日期,办理结果\n\
        1,2023-01-09,自然人,2023-01-20,予以公开\n\
        2,2022-12-20,公司,2023-03-20,信息不存在\n\
        3,2023-12-20,自然人,,\n";
    fs::write(folder.path().join("台账.csv"), register).unwrap();
    let output = gongkai(folder.path())
        .args([
            "tally",
            "台账.csv",
            "--year",
            "2023",
            "--organ",
            "青山镇人民政府",
            "--level",
            "township",
            "-o",
            "r.toml",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("计入 3 件") && said.contains("未办结：3（第 4 行）"), "{said}");
    assert!(said.contains("2（第 3 行）：超过 20 个工作日加延长的"), "{said}");
    let report = read(&folder.path().join("r.toml"));
    assert_eq!(report.organ.name, "青山镇人民政府");
    let counted =
        [("received.total", 2), ("carried_in.business", 1), ("not_held.total", 1), ("carried_out.natural_person", 1)];
    for (name, count) in counted {
        assert_eq!(number(&report, &format!("applications.{name}")), Some(count), "{name}");
    }
    // What the register does not say stays blank.
    assert_eq!(report.cell(key("disclosure.licenses.decisions")), Some(&Cell::Blank));
}

#[test]
fn bad_lines_stop_the_count_unless_they_may_be_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let register =
        "编号,收到日期,申请人类型,办结日期,办理结果\n1,2023-01-09,自然人,2023-01-20,予以公开\n2,上周,自然人,,\n";
    fs::write(folder.path().join("l.csv"), register).unwrap();
    let arguments = ["tally", "l.csv", "--year", "2023", "--organ", "某镇", "-o", "r.toml"];
    let output = gongkai(folder.path()).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("l.csv:3（2）: “收到日期”的“上周”不是日期"), "{}", text(&output.stderr));
    assert!(!folder.path().join("r.toml").exists());
    let output = gongkai(folder.path()).args(arguments).arg("--skip-bad").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(number(&read(&folder.path().join("r.toml")), "applications.received.total"), Some(1));
}

#[test]
fn departments_add_up_to_the_exact_sum_and_a_broken_one_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let parts = folder.path().join("parts");
    fs::create_dir(&parts).unwrap();
    let formats = ["docx", "xlsx", "toml", "json"];
    for index in 0..8_u32 {
        let report = report(&format!("第{index}局"), 2023, index * 1000);
        let file = parts.join(format!("{index}.{}", formats[usize::try_from(index).unwrap() % formats.len()]));
        gongkai::save(&report, file, &WriteOptions::default()).unwrap();
    }
    let names: String = (0..8).map(|index| format!("第{index}局\n")).collect();
    fs::write(folder.path().join("list.txt"), names).unwrap();
    let organ = ["consolidate", "parts", "--organ", "某县人民政府", "--level", "county"];
    let rest = ["--expect", "list.txt", "-o", "sum.toml"];
    let run = |more: &[&str]| gongkai(folder.path()).args(organ).args(rest).args(more).output().unwrap();
    let output = run(&["--contributions", "c.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let sum = read(&folder.path().join("sum.toml"));
    for (index, cell) in Edition::E2021.form().cells().enumerate() {
        let expected = 28_000 + 8 * u32::try_from(index).unwrap();
        assert_eq!(sum.cell(cell.key), Some(&Cell::from(expected)), "{}", cell.key);
    }
    assert_eq!(text(&fs::read(folder.path().join("c.csv")).unwrap()).lines().count(), 201);

    fs::remove_file(folder.path().join("sum.toml")).unwrap();
    fs::write(parts.join("ninth.docx"), "PK broken").unwrap();
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("ninth.docx"), "{}", text(&output.stderr));
    assert!(!folder.path().join("sum.toml").exists());
    assert_eq!(run(&["--partial"]).status.code(), Some(0));
    assert!(text(&fs::read(folder.path().join("sum.toml")).unwrap()).contains("汇总数据不完整"));
}

#[test]
fn two_years_compare_with_what_carries_over() {
    let folder = tempfile::tempdir().unwrap();
    // The published figures of one city for two years: what it carried out of 2023 it carried into 2024.
    let carried = [118, 3, 0, 0, 0, 0, 121];
    let classes = &Edition::E2021.form().table(gongkai::form::TableKey::Applications).cells;
    let columns: Vec<&str> = classes.iter().take(carried.len()).map(|cell| cell.key.column).collect();
    let (mut earlier, mut later) = (report("宿迁市人民政府", 2023, 0), report("宿迁市人民政府", 2024, 0));
    for (column, count) in columns.iter().zip(carried) {
        earlier.set(key(&format!("applications.carried_out.{column}")), Cell::from(count));
        later.set(key(&format!("applications.carried_in.{column}")), Cell::from(count));
    }
    earlier.set(key("applications.received.total"), Cell::from(3511));
    later.set(key("applications.received.total"), Cell::from(3525));
    for report in [&earlier, &later] {
        let name = format!("{}.json", report.year.unwrap());
        gongkai::save(report, folder.path().join(name), &WriteOptions::default()).unwrap();
    }
    let output = gongkai(folder.path()).args(["compare", "2023.json", "2024.json", "-o", "c.xlsx"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    let received = "表三“一、本年新收政府信息公开申请数量”行“总计”列：3511 → 3525（+14，0.4%）";
    assert!(said.contains(received), "{said}");
    assert!(said.contains("GK401：核对 7 处，0 处不符"), "{said}");
    assert!(folder.path().join("c.xlsx").exists());
    let json = gongkai(folder.path()).args(["compare", "2023.json", "2024.json", "--format", "json"]).output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["reports"][1], "宿迁市人民政府2024年");
}

#[test]
fn a_new_report_starts_from_last_years() {
    let folder = tempfile::tempdir().unwrap();
    let mut last = report("青山镇人民政府", 2023, 0);
    last.set(key("applications.carried_out.natural_person"), Cell::from(3));
    last.set(key("disclosure.normative_documents.in_force"), Cell::from(18));
    gongkai::save(&last, folder.path().join("last.docx"), &WriteOptions::default()).unwrap();
    let arguments = ["new", "--from", "last.docx", "-o", "next.toml", "-o", "next.xlsx"];
    let output = gongkai(folder.path()).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("上年现行有效 18 件"), "{}", text(&output.stderr));
    for name in ["next.toml", "next.xlsx"] {
        let next = read(&folder.path().join(name));
        assert_eq!((next.organ.name.as_str(), next.year), ("青山镇人民政府", Year::new(2024).ok()), "{name}");
        assert_eq!(number(&next, "applications.carried_in.natural_person"), Some(3), "{name}");
        assert_eq!(next.cell(key("disclosure.normative_documents.in_force")), Some(&Cell::Blank), "{name}");
        assert_eq!(next.cell(key("applications.received.business")), Some(&Cell::Blank), "{name}");
    }
    // What is there already is not replaced.
    assert_eq!(gongkai(folder.path()).args(arguments).output().unwrap().status.code(), Some(2));
    let wrong_year = ["new", "--from", "last.docx", "--year", "2025", "-o", "other.toml"];
    assert_eq!(gongkai(folder.path()).args(wrong_year).output().unwrap().status.code(), Some(2));
}
