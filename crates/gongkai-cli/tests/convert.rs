//! `gongkai convert`, driven as a process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use gongkai::form::SectionKey;
use gongkai::{Cell, Level, Organ, ReadOptions, Report, Year, write_toml};

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn gongkai(folder: &Path, args: &[&str]) -> Ran {
    let output = Command::cargo_bin("gongkai").unwrap().current_dir(folder).args(args).output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A whole report with a blank, a dash, a note and a decimal among its figures.
fn report() -> Report {
    let organ = Organ::new("青山镇人民政府").with_level(Level::Township);
    let mut report = Report::new(organ, Year::new(2023).unwrap());
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (index, key) in keys.into_iter().enumerate() {
        report.set(key, Cell::from(u64::try_from(index % 7).unwrap()));
    }
    for (key, printed) in [
        ("disclosure.licenses.decisions", "22（其中延续16件）"),
        ("disclosure.administrative_fees.amount", "24252.311082"),
        ("disclosure.penalties.decisions", "—"),
        ("applications.received.business", ""),
    ] {
        report.set(key.parse().unwrap(), Cell::parse(printed));
    }
    report.set_narrative(
        SectionKey::Overview,
        ["2023年，我镇认真落实政府信息公开工作。", "（一）主动公开。全年公开信息12条。"],
    );
    report.set_narrative(SectionKey::Problems, ["存在公开内容不够全面的问题，将加以改进。"]);
    report.set_narrative(SectionKey::OtherMatters, ["本年度未收取信息处理费。"]);
    report
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_format_holds_the_same_figures_and_text() {
    let folder = tempfile::tempdir().unwrap();
    let report = report();
    fs::write(folder.path().join("报告.toml"), write_toml(&report)).unwrap();
    let outputs = ["r.docx", "r.pdf", "r.ofd", "r.xlsx", "r.json", "r.toml"];
    let mut args = vec!["convert", "报告.toml"];
    args.extend(outputs.iter().flat_map(|output| ["-o", output]));
    let first = gongkai(folder.path(), &args);
    assert_eq!(first.status, 0, "{}", first.err);
    assert_eq!(first.out.lines().collect::<Vec<_>>(), outputs);
    assert!(first.err.contains("报告.toml：200/200 个单元格，2021 版"), "{}", first.err);
    let before: Vec<Vec<u8>> = outputs.iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    for output in outputs {
        let read = gongkai::open(folder.path().join(output), &ReadOptions::default()).unwrap();
        assert!(read.receipt.is_complete(), "{output}: {:?}", read.receipt.unread);
        for cell in report.form_cells() {
            let (expected, found) = (report.cell(cell.key).unwrap(), read.report.cell(cell.key).unwrap());
            assert_eq!(found.printed(), expected.printed(), "{output}: {}", cell.printed_name());
        }
        for section in [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters] {
            assert_eq!(read.report.narrative(section), report.narrative(section), "{output}");
        }
    }
    assert_eq!(gongkai(folder.path(), &args).status, 0);
    let after: Vec<Vec<u8>> = outputs.iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    assert!(before == after, "the same input gives the same bytes");
}

#[test]
fn what_cannot_be_read_leaves_nothing_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, &[u8], &str); 7] = [
        ("a.toml", b"", "a.toml: 文件是空的"),
        (
            "a.toml",
            b"year = 2023\n[applications]\nreceived = [0, 0, 0, 0, 0, 0, 0, 0]\n",
            "a.toml:3:12: 表三“一、本年新收政府信息公开申请数量”写了 8 个值，应为 7 个",
        ),
        ("a.toml", b"year = 2023\nyear = 2023\n", "a.toml:2:1: “year”写了两次"),
        ("a.json", b"{\"year\": 2023", "a.json:1:1: JSON 语法错误"),
        ("a.docx", b"%PDF-1.4\n", "a.docx: 不是 Word（.docx）文件，而像是 PDF"),
        ("a.odt", b"PK\x03\x04content.xml", "另存为 .docx"),
        ("a.rtf", b"{\\rtf1 a}", "a.rtf: 没有找到任何表格"),
    ];
    for (name, bytes, expected) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        let ran = gongkai(folder.path(), &["convert", name, "-o", "out.docx", "-o", "out.json"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains(expected), "{}", ran.err);
        assert_eq!(names(folder.path()), [name]);
        fs::remove_file(folder.path().join(name)).unwrap();
    }
}

#[test]
fn a_table_twice_and_a_table_without_head_are_said() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/shanzao-2023.txt");
    let text = fs::read_to_string(example).unwrap();
    let (before, from_three) = text.split_once("三、收到和处理政府信息公开申请情况\n").unwrap();
    let (three, after) = from_three.split_once("四、政府信息公开行政复议").unwrap();
    let (_, rows) = three.split_once("\t一、本年新收").unwrap();
    let whole =
        |three: &str| format!("{before}三、收到和处理政府信息公开申请情况\n{three}四、政府信息公开行政复议{after}");
    let changed = three.replacen("数量\n\t0", "数量\n\t9", 1);
    let cases = [
        ("twice.txt", whole(&format!("{three}{three}")), "第359行 表三：175 格与前面的相同"),
        (
            "differs.txt",
            whole(&format!("{three}{changed}")),
            "表三“一、本年新收政府信息公开申请数量”行“自然人”列（写了两次且不同“0；9”）",
        ),
        (
            "headless.txt",
            whole(&format!("\n\t一、本年新收{rows}")),
            "没有表头、按各列次序读取的行 25：\n    第59行 表三“一、本年新收政府信息公开申请数量”",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, text, expected) in cases {
        fs::write(folder.path().join(name), text).unwrap();
        let ran = gongkai(folder.path(), &["convert", name, "-o", "out.json"]);
        assert!(ran.err.contains(expected), "{name}: {}", ran.err);
    }
}

#[test]
fn a_folder_goes_through_though_one_file_is_bad() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir_all(input.join("甲")).unwrap();
    for name in ["a.toml", "A.json", "甲/b.toml"] {
        let text = if name.ends_with("json") { "{\"year\": 2023}".to_owned() } else { write_toml(&report()) };
        fs::write(input.join(name), text).unwrap();
    }
    fs::write(input.join("bad.toml"), "year = ").unwrap();
    fs::write(input.join("old.odt"), "x").unwrap();
    fs::write(input.join("标文通.uot"), "x").unwrap();
    fs::write(input.join("notes.odd"), "x").unwrap();
    fs::write(input.join("gongkai.toml"), "").unwrap();
    let ran = gongkai(folder.path(), &["convert", "in", "-d", "out", "--to", "json,toml", "--jobs", "2"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        ["out/A.json", "out/A.toml", "out/a-2.json", "out/a-2.toml", "out/甲/b.json", "out/甲/b.toml"]
    );
    for said in [
        "bad.toml:1:",
        "old.odt: 不能读取",
        "标文通.uot: 不能读取 标文通（UOF）；请用 Word 或 WPS 另存为 .docx",
        "输出改名: a.toml → a-2",
        "跳过 2 个其他文件",
        "转换 3 个，未变 0 个，失败 3 个",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    let again = gongkai(folder.path(), &["convert", "in/甲", "-d", "out/甲", "--to", "json,toml", "--newer"]);
    assert_eq!((again.status, again.out.as_str()), (0, ""), "{}", again.err);
}

#[test]
fn what_an_earlier_run_wrote_is_no_input_and_no_input_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    let text = write_toml(&report());
    for name in ["a.toml", "~$a.docx", ".DS_Store", "con.toml", "b:c.toml"] {
        fs::write(input.join(name), &text).unwrap();
    }
    fs::write(input.join("a.json"), "{\"year\": 2023}").unwrap();
    let into = ["convert", "in", "-d", "in/out", "--to", "json"];
    let first = gongkai(folder.path(), &into);
    assert_eq!(first.status, 0, "{}", first.err);
    let written: Vec<&str> = first.out.lines().collect();
    assert_eq!(written, ["in/out/a.json", "in/out/a-2.json", "in/out/b_c.json", "in/out/_con.json"]);
    let second = gongkai(folder.path(), &into);
    assert_eq!(second.out, first.out);
    assert!(second.err.contains("跳过 1 个其他文件：in/out"), "{}", second.err);

    // Written beside what is read, the other input keeps its place.
    fs::remove_dir_all(input.join("out")).unwrap();
    let beside = gongkai(folder.path(), &["convert", "in", "-d", "in", "--to", "json"]);
    assert_eq!(beside.status, 0, "{}", beside.err);
    assert_eq!(fs::read_to_string(input.join("a.json")).unwrap(), "{\"year\": 2023}");
    assert!(!beside.out.lines().any(|line| line == "in/a.json"), "{}", beside.out);
    assert!(names(&input).iter().all(|name| !name.contains("gongkai-")), "{:?}", names(&input));
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_never_in_circles() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    let apart = folder.path().join("apart");
    fs::create_dir(&input).unwrap();
    fs::create_dir(&apart).unwrap();
    fs::write(apart.join("a.toml"), write_toml(&report())).unwrap();
    std::os::unix::fs::symlink(&apart, input.join("linked")).unwrap();
    std::os::unix::fs::symlink("..", input.join("up")).unwrap();
    std::os::unix::fs::symlink("nowhere", input.join("broken.toml")).unwrap();
    let ran = gongkai(folder.path(), &["convert", "in", "-d", "out", "--to", "json"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.lines().any(|line| line == "out/linked/a.json"), "{}", ran.out);
    assert!(ran.err.contains("broken.toml: 文件或文件夹不存在"), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
}

#[test]
fn the_receipt_names_what_was_not_read_and_strict_refuses_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), "year = 2023\n[applications]\nreceived = [1, 0, 0, 0, 0, 0]\n").unwrap();
    let ran = gongkai(folder.path(), &["convert", "a.toml", "-o", "a.json", "--receipt", "receipt.json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("a.toml：7/200 个单元格"), "{}", ran.err);
    let receipt: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("receipt.json")).unwrap()).unwrap();
    assert_eq!(receipt["files"][0]["complete"], false);
    assert_eq!(receipt["files"][0]["receipt"]["unread"].as_array().unwrap().len(), 193);
    assert_eq!(receipt["files"][0]["receipt"]["inferred"][0]["value"], "1");
    fs::remove_file(folder.path().join("a.json")).unwrap();
    let strict = gongkai(folder.path(), &["convert", "a.toml", "-o", "a.json", "--strict"]);
    assert_eq!(strict.status, 2);
    assert_eq!(names(folder.path()), ["a.toml", "receipt.json"]);
}

#[test]
fn the_input_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), "year = 2023 # 原件\n").unwrap();
    let ran = gongkai(folder.path(), &["convert", "a.toml", "-o", "./a.toml"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("输出就是输入文件"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.toml")).unwrap(), "year = 2023 # 原件\n");
}

#[test]
fn wrong_arguments_say_what_is_right() {
    let folder = tempfile::tempdir().unwrap();
    for (args, said) in [
        (vec!["convert", "a.toml"], "--output"),
        (vec!["convert", "a.toml", "-d", "out", "--to", "doc"], "不能写成旧版 Word"),
        (vec!["convert", "a.toml", "-d", "out", "--to", "zzz"], "认不出文件格式“zzz”"),
        (vec!["convert", "a.toml", "-d", "out", "--to", "txt"], "不能写成文本"),
        (vec!["convert", "a.toml", "-o", "a.docx", "--fragment"], "--fragment 只用于网页"),
        (vec!["convert", "a.toml", "b.toml", "-o", "c.pdf"], "-o 只能配一个输入文件"),
        (vec!["convert", "none.toml", "-o", "c.pdf"], "文件或文件夹不存在"),
        (vec!["fonts", "--font-dir", "none"], "none: 文件或文件夹不存在"),
    ] {
        let ran = gongkai(folder.path(), &args);
        assert_eq!(ran.status, 2, "{args:?}");
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    assert_eq!(gongkai(folder.path(), &["--version"]).status, 0);
    assert!(gongkai(folder.path(), &["--help"]).out.contains("政府信息公开工作年度报告"));
}

#[test]
fn a_new_report_is_blank_and_not_zero() {
    let folder = tempfile::tempdir().unwrap();
    let args =
        ["new", "--organ", "青山镇人民政府", "--level", "township", "--year", "2024", "-o", "n.toml", "-o", "n.xlsx"];
    let ran = gongkai(folder.path(), &args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for name in ["n.toml", "n.xlsx"] {
        let read = gongkai::open(folder.path().join(name), &ReadOptions::default()).unwrap();
        assert_eq!(read.report.organ.name, "青山镇人民政府", "{name}");
        assert_eq!(read.report.year, Year::new(2024).ok(), "{name}");
        for (key, cell) in read.report.cells() {
            assert!(cell.is_blank(), "{name}: {key} = {cell}");
        }
        assert_eq!(read.report.cells().count(), 200, "{name}");
    }
    let text = fs::read_to_string(folder.path().join("n.toml")).unwrap();
    assert!(text.contains("# 三、本年度办理结果 （一）予以公开"), "{text}");
    // What a clerk has filled in is not replaced by a second run.
    assert_eq!(gongkai(folder.path(), &args).status, 2);
}

#[test]
fn what_an_output_cannot_hold_is_named_and_refused_when_strict() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = write_toml(&report());
    let link = |text: &str, to: &str| format!("{{ text = \"{text}\", link = \"{to}\" }}");
    let parts = [
        "\"见\"".to_owned(),
        link("附件", "附件.doc"),
        link("目录", "https://a.example/1"),
        link("指南", "https://a.example/2"),
    ];
    text = text.replace("\"存在公开内容不够全面的问题，将加以改进。\"", &format!("[{}]", parts.join(", ")));
    fs::write(folder.path().join("报告.toml"), text).unwrap();
    let args = ["convert", "报告.toml", "-o", "r.docx", "-o", "r.xlsx", "--receipt", "回执.json"];
    let lost = |name: &str| -> Vec<String> {
        let receipt: serde_json::Value = serde_json::from_slice(&fs::read(folder.path().join(name)).unwrap()).unwrap();
        let lost = receipt["files"][0]["not_written"].as_array().unwrap().iter();
        lost.map(|one| {
            format!(
                "{} {} {}",
                one["file"].as_str().unwrap(),
                one["kind"].as_str().unwrap(),
                one["detail"]["zh"].as_str().unwrap()
            )
        })
        .collect()
    };
    let expected = [
        "r.docx link “附件”的链接“附件.doc”，文字保留",
        "r.xlsx link “附件”的链接“附件.doc”，文字保留",
        "r.xlsx link “指南”的链接“https://a.example/2”，文字保留",
    ];
    let strict = gongkai(folder.path(), &[&args[..], &["--strict"]].concat());
    assert_eq!(strict.status, 2, "{}", strict.err);
    assert!(strict.err.contains("报告中有 3 处写不进输出文件，没有输出"), "{}", strict.err);
    assert!(strict.err.contains("r.xlsx 链接没有写入：“指南”的链接“https://a.example/2”"), "{}", strict.err);
    assert_eq!(names(folder.path()), ["回执.json", "报告.toml"]);
    assert_eq!(lost("回执.json"), expected);
    let ran = gongkai(folder.path(), &args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("写不进输出文件 3"), "{}", ran.err);
    assert_eq!(lost("回执.json"), expected);
    let whole = gongkai(folder.path(), &["convert", "报告.toml", "-o", "r.json", "--strict"]);
    assert_eq!(whole.status, 0, "{}", whole.err);
}
