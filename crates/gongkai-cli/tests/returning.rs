//! Letters that go back with what is to be mended.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use run::{gongkai, report_of};

#[test]
fn each_body_with_faults_gets_a_letter_and_the_index_names_all() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("各乡镇");
    fs::create_dir(&all).unwrap();
    // A total that does not hold, and a figure that two sums miss: of the latter alone it is certain what it should be.
    let faulty = report_of("甲镇人民政府", 2023, 12).replace("granted = [0, 0, 0", "granted = [7, 0, 0");
    fs::write(all.join("甲镇.toml"), faulty).unwrap();
    fs::write(all.join("乙镇.toml"), report_of("乙镇人民政府", 2023, 11)).unwrap();
    fs::write(all.join("丙镇.docx"), "不是 Word").unwrap();
    let args = [
        "check",
        "各乡镇",
        "--return",
        "退改",
        "--office",
        "某县政务公开办公室",
        "--date",
        "2024-01-20",
        "--deadline",
        "2024-01-27",
    ];
    let ran = gongkai(folder.path(), &args);
    assert_eq!(ran.status, 2, "one file is no report: {}", ran.err);
    let letter = folder.path().join("退改/甲镇-修改意见.docx");
    let read = gongkai::read(&fs::read(&letter).unwrap(), gongkai::Format::Docx, &gongkai::ReadOptions::default());
    assert!(read.is_err(), "a letter is no report");
    let page = fs::read_to_string(folder.path().join("退改/甲镇-修改意见.html")).unwrap();
    for said in [
        "关于甲镇人民政府2023年政府信息公开工作年度报告的修改意见",
        "请于2024年1月27日前修改后重新报送",
        "表四“行政复议”“总计”列",
        "应为 0",
        "必须修改",
        "某县政务公开办公室",
        "2024年1月20日",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    assert!(!page.contains("GK"), "no number of a rule");
    assert!(!page.contains("没有给出"), "what the office did not bring is not the body's to mend");
    let index = fs::read_to_string(folder.path().join("退改/退改目录.csv")).unwrap();
    let line = |name: &str| index.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {index}"));
    assert!(line("甲镇").ends_with("甲镇-修改意见.docx,这种格式不加批注"), "{index}");
    assert!(line("丙镇").contains("读不了"), "an unreadable file is on the list: {index}");

    fs::write(&letter, "办公室改过").unwrap();
    let again = gongkai(folder.path(), &args);
    assert_eq!(again.status, 2);
    assert_eq!(fs::read_to_string(&letter).unwrap(), "办公室改过", "what somebody changed stays");
}

#[test]
fn as_review_goes_on_what_nobody_touched_is_replaced_and_what_somebody_edited_stays() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("各乡镇")).unwrap();
    let filed = |total: u32| {
        let report = gongkai::read(
            report_of("甲镇人民政府", 2023, total).as_bytes(),
            gongkai::Format::Toml,
            &gongkai::ReadOptions::default(),
        );
        let written = gongkai::write(&report.unwrap().report, gongkai::Format::Xlsx, &gongkai::WriteOptions::default());
        fs::write(at("各乡镇/甲镇.xlsx"), written.unwrap().bytes).unwrap();
    };
    let run = |more: &[&str]| gongkai(folder.path(), &[&["check", "各乡镇", "--return", "退改"], more].concat());
    filed(12);
    assert_eq!(run(&[]).status, 1);
    let written = ["甲镇-批注.xlsx", "退改目录.csv", "退改.zip"].map(|name| at("退改").join(name));
    let contents = || written.clone().map(|path| fs::read(path).unwrap());
    let before = contents();
    // The letters say from what they were made.
    let letter = gongkai::Record::of_file(&at("退改/甲镇-修改意见.docx")).unwrap();
    assert_eq!(letter.input, Some(gongkai::Digest::of(&fs::read(at("各乡镇/甲镇.xlsx")).unwrap())));
    // The same again changes nothing; another submission replaces all.
    assert_eq!(run(&[]).status, 1);
    assert_eq!(contents(), before);
    filed(13);
    let ran = run(&[]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let after = contents();
    assert!(before[0] != after[0] && before[2] != after[2], "the copy and the archive are of the new submission");
    // What somebody wrote into the index stays, and is said.
    fs::write(at("退改/退改目录.csv"), "办公室改过").unwrap();
    filed(14);
    let ran = run(&[]);
    assert!(ran.status == 2 && ran.err.contains("退改目录.csv"), "{}", ran.err);
    assert_eq!(fs::read_to_string(at("退改/退改目录.csv")).unwrap(), "办公室改过");
    assert_eq!(run(&["--force"]).status, 1);
    assert!(fs::read_to_string(at("退改/退改目录.csv")).unwrap().contains("甲镇"));
    // Where nothing tells what was written, nothing is taken for it.
    fs::remove_file(at("退改/.退改.sha256")).unwrap();
    filed(15);
    assert_eq!(run(&[]).status, 2);
}

#[test]
fn a_day_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲镇.toml"), report_of("甲镇人民政府", 2023, 12)).unwrap();
    let ran = gongkai(folder.path(), &["check", "甲镇.toml", "--return", "退改", "--deadline", "下周"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("2025-01-20"), "{}", ran.err);
    assert!(!folder.path().join("退改").exists());
}

#[test]
fn files_with_macros_go_back_as_letters_alone_and_are_not_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲镇.toml"), report_of("甲镇人民政府", 2023, 12)).unwrap();
    let made = gongkai(folder.path(), &["convert", "甲镇.toml", "-o", "甲镇.docx", "-o", "甲镇.xlsx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    fs::create_dir(folder.path().join("各乡镇")).unwrap();
    for (from, to) in [("甲镇.docx", "各乡镇/甲镇.docm"), ("甲镇.xlsx", "各乡镇/乙镇.xlsm")] {
        fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    }
    let ran = gongkai(folder.path(), &["check", "各乡镇", "--return", "退改"]);
    assert!(ran.out.contains("甲镇.docm") && ran.out.contains("乙镇.xlsm"), "{}", ran.out);
    let index = fs::read_to_string(folder.path().join("退改/退改目录.csv")).unwrap();
    assert_eq!(index.matches("没有加批注：带宏的文件和模板不另存批注本").count(), 2, "{index}");
    let names = fs::read_dir(folder.path().join("退改")).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    assert!(names.iter().any(|name| name.ends_with("甲镇-修改意见.docx")), "{names:?}");
    assert!(!names.iter().any(|name| name.ends_with("docm") || name.ends_with("xlsm")), "{names:?}");
    let into = gongkai(folder.path(), &["convert", "甲镇.toml", "--into", "各乡镇/甲镇.docm", "-o", "填好.docx"]);
    assert!(into.status == 2 && into.err.contains("另存为 .docx"), "{}", into.err);
}
