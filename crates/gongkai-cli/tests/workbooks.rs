//! Workbooks as input: one sheet of several, and last year's as the beginning of this year's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-xls/tests/made/mod.rs"]
mod older;
mod run;

use std::fs;
use std::path::Path;

use gongkai::form::CellKey;
use gongkai::{Cell, ReadOptions, Report};
use run::{gongkai, report_of};

fn read(folder: &Path, name: &str) -> Report {
    let path = folder.join(name);
    gongkai::open(&path, &ReadOptions::default()).unwrap().report
}

/// A workbook of Excel 97 of texts.
fn older_workbook(sheets: &[(&'static str, &[[&str; 5]])]) -> Vec<u8> {
    let cell = |row: usize, column: usize, text: &str| {
        let place = [row, column, 0].map(|number| u16::try_from(number).unwrap());
        older::record(0x0204, &[older::shorts(&place), older::text(text)].concat())
    };
    let cells = |lines: &[[&str; 5]]| {
        let placed = lines.iter().enumerate().flat_map(|(row, line)| line.iter().enumerate().map(move |at| (row, at)));
        placed.filter(|(_, (_, text))| !text.is_empty()).map(|(row, (column, text))| cell(row, column, text)).collect()
    };
    let sheets = sheets.iter().map(|&(name, lines)| (name, 0, cells(lines))).collect();
    older::Made::of(vec![older::font(0, 400, 0), older::style(0, 0, false)], sheets).bytes()
}

fn last_year(folder: &Path) {
    let text = report_of("青山镇人民政府", 2023, 11)
        .replace("carried_out = [0, 0, 0, 0, 0, 0, 0]", "carried_out = [3, 1, 0, 0, 0, 0, 4]");
    fs::write(folder.join("2023.toml"), text).unwrap();
    let ran = gongkai(folder, &["convert", "2023.toml", "-o", "2023.xlsx"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
}

#[test]
fn one_sheet_is_read_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    last_year(folder);
    let ran = gongkai(folder, &["convert", "2023.xlsx", "--sheet", "表二 主动公开", "-o", "一张.toml"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let one = read(folder, "一张.toml");
    assert_eq!(one.cell("disclosure.licenses.decisions".parse().unwrap()), Some(&Cell::from(4)));
    assert_eq!(one.cell("applications.carried_out.total".parse().unwrap()), None, "it stands on another sheet");
    let ran = gongkai(folder, &["convert", "2023.xlsx", "--sheet", "附表", "-o", "无.toml"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("没有工作表“附表”；有：封面、正文、表二 主动公开"), "{}", ran.err);
    assert!(!folder.join("无.toml").exists());
}

#[test]
fn last_years_workbook_begins_this_years() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    last_year(folder);
    let ran = gongkai(folder, &["new", "--from", "2023.xlsx", "-o", "2024.xlsx"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(format!("{}{}", ran.out, ran.err).contains("二、上年结转政府信息公开申请数量"), "{}", ran.err);
    let next = read(folder, "2024.xlsx");
    assert_eq!(next.year.map(|year| year.get()), Some(2024));
    assert_eq!(next.organ.name, "青山镇人民政府");
    for (column, number) in [("natural_person", 3), ("business", 1), ("research_institution", 0), ("total", 4)] {
        let key: CellKey = format!("applications.carried_in.{column}").parse().unwrap();
        assert_eq!(next.cell(key), Some(&Cell::from(number)), "{key}");
    }
    // Nothing else is filled in: neither last year's figure nor a 0.
    let others: Vec<String> = next
        .cells()
        .filter(|(key, cell)| key.row() != "carried_in" && !cell.is_blank())
        .map(|(key, cell)| format!("{key} = {cell}"))
        .collect();
    assert_eq!(others, Vec::<String>::new());
}

#[test]
fn a_register_may_lie_in_an_older_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        ["编号", "收到日期", "申请人类型", "办结日期", "办理结果"],
        ["1", "2023-01-09", "自然人", "2023-01-20", "予以公开"],
        ["2", "2023-12-20", "商业企业", "", ""],
    ];
    std::fs::write(folder.path().join("台账.xls"), older_workbook(&[("台账", &lines)])).unwrap();
    let tally = ["tally", "台账.xls", "--year", "2023", "--organ", "青山镇人民政府", "-o", "r.toml"];
    let ran = run::gongkai(folder.path(), &tally);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("计入 2 件") && ran.out.contains("年末未办结 1 件"), "{}", ran.out);
}

#[test]
fn sheets_of_the_months_are_counted_together_when_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let head = ["序号", "收到日期", "申请人类型", "办结日期", "办理结果"];
    let january = [head, ["1", "2023-01-05", "自然人", "", ""], ["2", "2023-01-09", "自然人", "", ""]];
    let march = [head, ["1", "2023-03-05", "自然人", "", ""], ["2", "2023-01-09", "自然人", "", ""]];
    let bytes = older_workbook(&[("一月", &january), ("三月", &march)]);
    std::fs::write(folder.path().join("台账.xls"), bytes).unwrap();
    let tally = ["tally", "台账.xls", "--year", "2023", "--organ", "青山镇人民政府", "-o", "r.toml"];
    let ran = run::gongkai(folder.path(), &tally);
    assert!(ran.status == 2 && ran.err.contains("用 --all-sheets 合在一起统计"), "{}", ran.err);
    let together = [&tally[..], &["--all-sheets"]].concat();
    let ran = run::gongkai(folder.path(), &together);
    assert!(ran.status == 2 && ran.err.contains("台账.xls:三月!3（2）: 各列与“一月”第 3 行相同"), "{}", ran.err);
    let ran = run::gongkai(folder.path(), &[&together[..], &["--skip-bad"]].concat());
    assert!(ran.status == 0 && ran.out.contains("计入 3 件") && ran.out.contains("（“三月”第 2 行）"), "{}", ran.out);
}
