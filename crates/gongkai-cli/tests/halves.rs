//! One report from two files: the text of one, the figures of the other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use run::{gongkai, report, report_of};

#[test]
fn text_and_figures_of_two_files_make_one_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // The figures come as a workbook, the text as a Word file whose own tables are of an earlier count.
    fs::write(path.join("数.toml"), report(11)).unwrap();
    fs::write(path.join("文.toml"), report(12).replace("工作考核合格", "工作考核为优秀")).unwrap();
    for (from, to) in [("数.toml", "填报.xlsx"), ("文.toml", "正文.docx")] {
        let made = gongkai(path, &["convert", from, "-o", to]);
        assert_eq!(made.status, 0, "{}", made.err);
    }
    let halves = ["convert", "--narrative", "正文.docx", "--figures", "填报.xlsx"];
    let with = |more: &[&str]| gongkai(path, &[&halves, more].concat());
    let made = with(&["-o", "报告.toml", "-o", "报告.docx", "--receipt", "回执.json"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.contains("数据文件是 11，正文文件是 12"), "{}", made.err);
    let text = fs::read_to_string(path.join("报告.toml")).unwrap();
    assert!(text.contains("工作考核为优秀") && !text.contains("工作考核合格"), "{text}");
    let checked = gongkai(path, &["check", "报告.docx", "--strict"]);
    assert_eq!(checked.status, 0, "{}{}", checked.out, checked.err);
    let receipts = fs::read_to_string(path.join("回执.json")).unwrap();
    assert!(receipts.contains("正文.docx") && receipts.contains("填报.xlsx"), "{receipts}");
    let strict = with(&["-o", "不要.docx", "--strict"]);
    assert_eq!(strict.status, 2);
    assert!(!path.join("不要.docx").exists());
    let destroyed = with(&["-o", "填报.xlsx", "--force"]);
    assert_eq!(destroyed.status, 2, "an input is never an output");
}

#[test]
fn halves_of_two_years_or_bodies_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.toml"), report(11)).unwrap();
    fs::write(path.join("y.toml"), report_of("青山镇人民政府", 2022, 11)).unwrap();
    fs::write(path.join("b.toml"), report_of("绿水镇人民政府", 2023, 11)).unwrap();
    for (figures, said) in [("y.toml", "正文是2023年的，数据是2022年的"), ("b.toml", "数据是“绿水镇人民政府”的")]
    {
        let ran = gongkai(path, &["convert", "--narrative", "a.toml", "--figures", figures, "-o", "x.docx"]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(!path.join("x.docx").exists());
    }
    let alone = gongkai(path, &["convert", "--narrative", "a.toml", "-o", "x.docx"]);
    assert_eq!(alone.status, 2);
}
