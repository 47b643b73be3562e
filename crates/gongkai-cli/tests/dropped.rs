//! Files without a command, as they come when somebody drops them on the program's icon; and the list of findings that
//! is written for them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use run::{gongkai, names, report};

#[test]
fn findings_of_dropped_files_are_written_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("甲镇.toml"), report(12)).unwrap();
    fs::write(path.join("坏.docx"), "PK\u{3}\u{4}不是").unwrap();
    let run = gongkai(path, &["甲镇.toml", "坏.docx"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(run.err.contains("检查结果.html"), "{}", run.err);
    let page = fs::read_to_string(path.join("检查结果.html")).unwrap();
    assert!(page.contains("甲镇.toml") && page.contains("坏.docx"), "{page}");
    // The sum that does not hold, with both sides and its clause.
    assert!(page.contains("12") && page.contains("11") && page.contains("表四"), "{page}");
    assert_eq!(names(path), ["坏.docx", "检查结果.html", "甲镇.toml"]);
}

#[test]
fn a_page_of_an_earlier_run_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("甲镇.toml"), report(11)).unwrap();
    fs::write(path.join("检查结果.html"), "批注过的").unwrap();
    gongkai(path, &["甲镇.toml"]);
    assert_eq!(fs::read_to_string(path.join("检查结果.html")).unwrap(), "批注过的");
    assert!(path.join("检查结果-2.html").exists());
}

#[test]
fn a_file_that_is_not_there_and_a_command_are_no_dropped_files() {
    let folder = tempfile::tempdir().unwrap();
    let missing = gongkai(folder.path(), &["没有.docx"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("没有“没有.docx”这个命令"), "{}", missing.err);
    // A folder of a command's name is that command's business.
    fs::create_dir(folder.path().join("rules")).unwrap();
    let rules = gongkai(folder.path(), &["rules"]);
    assert!(rules.out.contains("GK101"), "{}", rules.out);
}

#[test]
fn without_anything_the_icon_is_explained() {
    let run = gongkai(std::path::Path::new("."), &[]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("拖到程序图标上"), "{}", run.err);
}

#[test]
fn the_list_is_in_the_language_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("r.toml"), report(12)).unwrap();
    for (output, lang) in [("list.docx", "zh"), ("list.html", "en")] {
        let run = gongkai(path, &["check", "r.toml", "-o", output, "--lang", lang]);
        assert_eq!(run.status, 1, "{}", run.err);
    }
    let page = fs::read_to_string(path.join("list.html")).unwrap();
    assert!(page.contains("Check of annual reports") && page.contains("cells read"), "{page}");
    let bytes = fs::read(path.join("list.docx")).unwrap();
    let limits = gongkai::Limits::default();
    let mut package = gongkai_opc::Package::open(&bytes, gongkai_opc::PackageKind::Word, &limits).unwrap();
    let body = package.xml_part("word/document.xml").unwrap().unwrap();
    assert!(body.contains("不通过") && body.contains("应为"), "{body}");
    let none = gongkai(path, &["check", "r.toml", "--format", "docx"]);
    assert!(none.err.contains("--format docx 须配 -o 文件"), "{}", none.err);
}
