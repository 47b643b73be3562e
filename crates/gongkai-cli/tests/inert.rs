//! Nothing that is read from a file acts where it is shown.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use gongkai::characters::acts;
use run::{Ran, gongkai, report_of};

/// What turns a terminal, hides a line, writes over it, or turns the writing around.
const HOSTILE: &str = "甲\u{1b}[2K\u{1b}[1A\u{1b}]8;;http://evil\u{7}\u{9b}2J\u{7f}\u{8}\u{202e}\u{2066}\u{200f}局";

fn is_inert(what: &str, text: &str) {
    let found: Vec<String> = text.chars().filter(|&c| acts(c)).map(|c| format!("{c:?}")).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
}

#[test]
fn every_command_shows_inert_text() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let json = |organ: &str, year: u16| {
        let quoted = serde_json::Value::from(organ).to_string();
        let text = report_of("青山镇人民政府", year, 0).replace("\"青山镇人民政府\"", &quoted);
        let text =
            text.replace("本年度未收取信息处理费。", &serde_json::Value::from(HOSTILE).to_string().replace('"', ""));
        text.replace('\u{7f}', "\\u007f")
            .replace("licenses = { decisions = 4 }", "licenses = { decisions = \"=4\\u001b[2J\" }")
    };
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("a.toml"), json(HOSTILE, 2023)).unwrap();
    fs::write(folder.join("b.toml"), json(HOSTILE, 2022)).unwrap();
    // The name of a file is read too.
    let odd = "in/x\u{1b}[31m\u{202e}\n青山镇：通过（0 个错误）.toml";
    fs::write(folder.join(odd), json(HOSTILE, 2023)).unwrap();
    fs::write(folder.join("in/\u{9b}2Jbad.toml"), "year = ").unwrap();
    fs::write(folder.join("in/\u{1b}c.odd"), "x").unwrap();
    let csv =
        format!("编号,收到日期,申请人类型,办结日期,办理结果\n{HOSTILE},2023-01-09,{HOSTILE},2023-01-20,予以公开\n");
    fs::write(folder.join("l.csv"), csv).unwrap();
    for args in [
        &["check", "a.toml"][..],
        &["check", "a.toml", "-v", "--lang", "en"],
        &["check", "a.toml", "--previous", "b.toml", "--children", "in"],
        &["check", "in"],
        &["check", "in", "--format", "csv"],
        &["check", "in", "--format", "json"],
        &["check", "in", "--format", "sarif"],
        &["check", "in", "-o", "c.txt"],
        &["check", "in", "-o", "c.csv"],
        &["check", "in", "-o", "c.json"],
        &["check", "a.toml", "--accept", "GK104\u{1b}", "--reason", "x"],
        &["convert", "a.toml", "-o", "c2.json", "--receipt", "c3.json"],
        &["convert", "a.toml", "-o", "c4.toml"],
        &["convert", "a.toml", "-o", "c5.xlsx"],
        &["convert", "a.toml", "-o", "c6.docx"],
        &["convert", "in", "-d", "c7", "--to", "toml"],
        &["compare", "b.toml", "a.toml"],
        &["compare", "b.toml", "a.toml", "--format", "json"],
        &["new", "--from", "a.toml", "-o", "c8.toml"],
        &["consolidate", "in", "--organ", "某县\u{1b}[2J", "-o", "c9.toml", "--partial", "--contributions", "c10.csv"],
        &["tally", "l.csv", "--year", "2023", "--organ", HOSTILE, "-o", "c11.toml"],
        &["check", "none\u{1b}[2J.toml"],
        &["explain", "GK\u{1b}[2J"],
        &["check", "--no-such\u{1b}[2J"],
    ] {
        let Ran { out, err, .. } = gongkai(folder, args);
        is_inert(&format!("{args:?}"), &format!("{out}{err}"));
        assert!(!out.lines().chain(err.lines()).any(|line| line.starts_with("青山镇：通过")), "{args:?}\n{out}{err}");
    }
    let mut looked = 0;
    for name in run::names(folder) {
        if name.starts_with('c') && [".txt", ".csv", ".json", ".toml"].iter().any(|end| name.ends_with(end)) {
            is_inert(&name, &fs::read_to_string(folder.join(&name)).unwrap());
            looked += 1;
        }
    }
    assert!(looked >= 7, "{looked}");
    // What is shown says what it was; a formula is none.
    assert!(gongkai(folder, &["check", "a.toml"]).out.contains("\\u{1b}"));
    let csv = fs::read_to_string(folder.join("c10.csv")).unwrap();
    assert!(csv.contains("'=4\\u{1b}[2J"), "{csv}");
    // A report file means the same as it did.
    let before = gongkai::open(folder.join("a.toml"), &gongkai::ReadOptions::default()).unwrap().report;
    let after = gongkai::open(folder.join("c4.toml"), &gongkai::ReadOptions::default()).unwrap().report;
    assert_eq!(before.organ.name, after.organ.name);
}
