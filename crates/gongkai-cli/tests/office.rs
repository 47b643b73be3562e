//! The office's year from the command: count a register, add up reports, compare years.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use gongkai::form::{CellKey, Edition, GridContent, SectionKey};
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
fn counts_go_into_a_report_of_that_year_and_say_what_they_rewrite() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let head = "编号,收到日期,申请人类型,办结日期,办理结果\n";
    write("l.csv", format!("{head}1,2023-12-20,事业单位,,在办\n2,2021-1-4,公民,2022-1-10,公开\n").as_bytes());
    let disputes =
        "案号,类型,受理日期,结案日期,结果\n甲,行政复议,2023-1-9,2023-3-1,维持\n乙,复议后起诉,2022-2-1,,审理中\n";
    write("d.csv", disputes.as_bytes());
    // A calendar as Notepad saves it.
    write("holidays.txt", b"\xb7\xc5\xbc\xd9 2023-01-02\n");
    write("r.toml", "year = 2023\n[applications]\nreceived = [1, 0, 0, 0, 0, 0, 1]\n".as_bytes());
    let arguments = ["tally", "l.csv", "--disputes", "d.csv", "--into", "r.toml", "-o", "out.toml"];
    let rest = ["--word", "事业单位=其他", "--calendar", "holidays.txt", "--year"];
    let run = |year: &str| gongkai(folder.path()).args(arguments).args(rest).arg(year).output().unwrap();

    let other_year = run("2024");
    assert_eq!(other_year.status.code(), Some(2));
    assert!(text(&other_year.stderr).contains("r.toml 是2023年的报告"), "{}", text(&other_year.stderr));
    assert!(!folder.path().join("out.toml").exists());

    let output = run("2023");
    let (said, noted) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{noted}");
    for expected in [
        "不属本年：2（第 3 行），2022-01-10 已办结",
        "复议诉讼：计入 2 件",
        "期限（条例第三十三条）：0 件",
        "改写 表三“一、本年新收政府信息公开申请数量”行“自然人”列：原填 1，台账统计 0",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    for expected in ["7/200 个单元格", "d.csv: 列名 编号=“案号”"] {
        assert!(noted.contains(expected), "{expected}\n{noted}");
    }
    let report = read(&folder.path().join("out.toml"));
    let counted = [
        ("applications.carried_out.other_organization", 1),
        ("applications.received.total", 1),
        ("disputes.reconsideration.upheld", 1),
        ("disputes.litigation_after_reconsideration.pending", 1),
    ];
    for (name, count) in counted {
        assert_eq!(number(&report, name), Some(count), "{name}");
    }
    // What a register counts passes every rule on the sums.
    let checked = gongkai(folder.path()).args(["check", "out.toml", "--format", "json"]).output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    for rule in ["GK101", "GK102", "GK103", "GK104"] {
        let answer = value["files"][0]["rules"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap();
        assert_eq!(answer["status"], "holds", "{answer}");
    }
}

/// A web page of the report, its tables with the form's own spans.
fn page(report: &Report) -> String {
    let mut html = format!(
        "<html><head><meta charset=\"utf-8\"><title>{}{}年政府信息公开工作年度报告</title></head><body><h1>{0}{1}年政府信息公开工作年度报告</h1>",
        report.organ.name,
        report.year.unwrap()
    );
    for section in SectionKey::ALL {
        html.push_str(&format!("<p>{}</p>", section.heading()));
        let Some(table) = section.table() else { continue };
        let form = report.table_form(table);
        html.push_str("<table>");
        for row in 0..form.rows {
            html.push_str("<tr>");
            for cell in form.grid.iter().filter(|cell| cell.row == row) {
                let printed = match cell.content {
                    GridContent::Value(key) => {
                        report.cell(key).map(|cell| cell.printed().into_owned()).unwrap_or_default()
                    }
                    GridContent::Head(label) | GridContent::Label(label) => label.to_owned(),
                    _ => String::new(),
                };
                html.push_str(&format!("<td rowspan={} colspan={}>{printed}</td>", cell.row_span, cell.column_span));
            }
            html.push_str("</tr>");
        }
        html.push_str("</table>");
    }
    html.push_str("</body></html>");
    html
}

/// The report as text pasted from a page: a cell a line behind a tab, rows parted by empty lines.
fn pasted(report: &Report) -> String {
    let mut out = format!("{}{}年政府信息公开工作年度报告\n\n", report.organ.name, report.year.unwrap());
    for section in SectionKey::ALL {
        out.push_str(&format!("{}\n", section.heading()));
        let Some(table) = section.table() else { continue };
        let form = report.table_form(table);
        for row in 0..form.rows {
            for cell in form.grid.iter().filter(|cell| cell.row == row) {
                let printed = match cell.content {
                    GridContent::Value(key) => {
                        report.cell(key).map(|cell| cell.printed().into_owned()).unwrap_or_default()
                    }
                    GridContent::Head(label) | GridContent::Label(label) => label.to_owned(),
                    _ => String::new(),
                };
                out.push_str(&format!("\t{printed}\n"));
            }
            out.push('\n');
        }
    }
    out
}

#[test]
fn departments_add_up_to_the_exact_sum_and_a_broken_one_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let parts = folder.path().join("parts");
    fs::create_dir_all(parts.join("乡镇")).unwrap();
    let amount = key("disclosure.administrative_fees.amount");
    for index in 0..8_u32 {
        let mut report = report(&format!("第{index}局"), 2023, index * 1000);
        report.set(amount, Cell::parse(["24252.311082", "0.1"][usize::try_from(index % 2).unwrap()]));
        let file = |extension: &str| {
            let folder = if index < 4 { parts.clone() } else { parts.join("乡镇") };
            folder.join(format!("{index}.{extension}"))
        };
        match index % 4 {
            0 => drop(gongkai::save(&report, file("docx"), &WriteOptions::default()).unwrap()),
            1 => drop(gongkai::save(&report, file("xlsx"), &WriteOptions::default()).unwrap()),
            2 => fs::write(file("html"), page(&report)).unwrap(),
            _ => fs::write(file("txt"), pasted(&report)).unwrap(),
        }
    }
    fs::write(parts.join("封面.jpg"), "x").unwrap();
    let names: String = (0..8).map(|index| format!("第{index}局\n")).collect();
    fs::write(folder.path().join("list.txt"), names).unwrap();
    let organ = ["consolidate", "parts", "--organ", "某县人民政府", "--level", "county"];
    let rest = ["--expect", "list.txt", "-o", "sum.toml"];
    let run = |more: &[&str]| gongkai(folder.path()).args(organ).args(rest).args(more).output().unwrap();
    let output = run(&["--contributions", "c.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("封面.jpg"), "what is no report is said: {}", text(&output.stderr));
    assert_eq!(text(&output.stdout).matches("已报\t第").count(), 8, "{}", text(&output.stdout));
    let sum = read(&folder.path().join("sum.toml"));
    for (index, cell) in Edition::E2021.form().cells().enumerate() {
        let whole = Cell::from(28_000 + 8 * u32::try_from(index).unwrap());
        let expected = if cell.key == amount { Cell::parse("97009.644328") } else { whole };
        assert_eq!(sum.cell(cell.key), Some(&expected), "{}", cell.key);
    }
    let breakdown = text(&fs::read(folder.path().join("c.csv")).unwrap());
    assert_eq!(breakdown.lines().count(), 201);
    let line = breakdown.lines().find(|line| line.starts_with("disclosure.administrative_fees.amount,")).unwrap();
    assert_eq!(
        line.split(',').skip(2).collect::<Vec<_>>().join(","),
        format!("97009.644328{}", ",24252.311082,0.1".repeat(4))
    );

    // The office's own report is one of those that the sum is held against.
    gongkai::save(&report("某县人民政府", 2023, 7), folder.path().join("own.json"), &WriteOptions::default()).unwrap();
    let more = ["--own", "own.json", "-o", "all.json", "--organ", "某县人民政府"];
    let output = gongkai(folder.path()).args(["consolidate", "parts"]).args(more).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for (children, holds) in
        [(&["--children", "parts", "--children", "own.json"][..], true), (&["--children", "parts"], false)]
    {
        let checked =
            gongkai(folder.path()).args(["check", "all.json", "--format", "json"]).args(children).output().unwrap();
        let value: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
        let rules = value["files"][0]["rules"].as_array().unwrap();
        let answer = rules.iter().find(|one| one["rule"] == "GK501").unwrap();
        assert_eq!(answer["status"] == "holds", holds, "{answer}");
    }
    fs::remove_file(folder.path().join("sum.toml")).unwrap();
    fs::remove_file(folder.path().join("c.csv")).unwrap();
    fs::write(parts.join("ninth.docx"), "PK broken").unwrap();
    let output = run(&["--contributions", "c.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("ninth.docx"), "{}", text(&output.stderr));
    assert!(!folder.path().join("sum.toml").exists());
    assert!(folder.path().join("c.csv").exists(), "what the problems are mended from is written");
    assert_eq!(run(&["--partial"]).status.code(), Some(0));
    let partial = text(&fs::read(folder.path().join("sum.toml")).unwrap());
    assert!(partial.contains("汇总数据不完整：另有 1 份报告无法读取，未计入。"), "{partial}");
    assert!(!partial.contains("ninth.docx"), "a report that is published names no files: {partial}");
}

#[test]
fn whoever_reports_for_another_year_is_named_before_anything_is_added() {
    let folder = tempfile::tempdir().unwrap();
    for (name, year) in [("甲局", 2023), ("乙局", 2023), ("丙局", 2022)] {
        let file = folder.path().join(format!("{name}.json"));
        gongkai::save(&report(name, year, 0), file, &WriteOptions::default()).unwrap();
    }
    let run = |more: &[&str]| {
        let fixed = ["consolidate", "甲局.json", "乙局.json", "丙局.json", "--organ", "某县人民政府", "-o", "sum.json"];
        gongkai(folder.path()).args(fixed).args(more).output().unwrap()
    };
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("2022: 丙局") && said.contains("2023: 甲局、乙局"), "{said}");
    let output = run(&["--year", "2023"]);
    assert!(text(&output.stderr).contains("丙局：是2022年的报告，没有计入"), "{}", text(&output.stderr));
    assert!(!folder.path().join("sum.json").exists());
    // What is added all the same is what belongs together, and the report says what is missing.
    assert_eq!(run(&["--year", "2023", "--partial"]).status.code(), Some(0));
    let sum = read(&folder.path().join("sum.json"));
    assert_eq!(
        number(&sum, "disputes.reconsideration.total"),
        number(&report("", 2023, 0), "disputes.reconsideration.total").map(|n| n * 2)
    );
    assert!(
        sum.narrative(SectionKey::OtherMatters).texts().any(|said| said.contains("丙局报送的是2022年的报告，未计入"))
    );
}

#[test]
fn two_years_compare_with_what_carries_over() {
    let folder = tempfile::tempdir().unwrap();
    // The published figures of one city for two years: what it carried out of 2023 it carried into 2024.
    let carried = [118, 3, 0, 0, 0, 0, 121];
    let classes = &Edition::E2021.form().table(gongkai::form::TableKey::Applications).cells;
    let columns: Vec<&str> = classes.iter().take(carried.len()).map(|cell| cell.key.column()).collect();
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
    let third = report("泗洪县政府", 2025, 5);
    gongkai::save(&third, folder.path().join("2025.json"), &WriteOptions::default()).unwrap();
    let output = gongkai(folder.path()).args(["compare", "2023.json", "2024.json", "2025.json"]).output().unwrap();
    let (said, noted) = (text(&output.stdout), text(&output.stderr));
    let steps = "3511 → 3525（+14，0.4%） → 21（-3504，-99.4%）";
    assert!(said.contains(steps), "{said}");
    assert!(noted.contains("机关名称不同：“宿迁市人民政府”和“泗洪县政府”"), "{noted}");
    // Named in any order, they are compared in the order of their years.
    let json = gongkai(folder.path()).args(["compare", "2024.json", "2023.json", "--format", "json"]).output().unwrap();
    assert!(text(&json.stderr).contains("已按年度先后排列"), "{}", text(&json.stderr));
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
