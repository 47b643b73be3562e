//! How the command behaves towards people and shells: wrong arguments, colours, quiet, completions, manual pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use run::{gongkai, report_of};

#[test]
fn wrong_arguments_are_told_in_the_language_of_the_messages() {
    let folder = tempfile::tempdir().unwrap();
    for (args, zh, en) in [
        (&["chek"][..], "没有“chek”这个命令", "unrecognized subcommand"),
        (&["check", "--stric"], "没有“--stric”这个选项", "unexpected argument"),
        (&["convert", "甲.docx"], "缺少", "required arguments"),
        (&["rules", "--lang", "fr"], "不能是“fr”", "invalid value"),
        (&["new", "--organ", "甲镇", "--year", "明年", "-o", "甲.toml"], "不能是“明年”", "invalid value"),
        (
            &["new", "--organ", "甲镇", "--level", "市", "--year", "2024", "-o", "甲.toml"],
            "乡镇（township）",
            "township",
        ),
    ] {
        let said = gongkai(folder.path(), args);
        assert_eq!(said.status, 2, "{args:?}");
        assert!(said.err.contains(zh), "{args:?}: {}", said.err);
        let sentence = said.err.lines().next().unwrap();
        assert!(sentence.starts_with("错误: "), "{sentence}");
        if args[0] != "rules" {
            let args: Vec<&str> = [&["--lang", "en"], args].concat();
            let said = gongkai(folder.path(), &args);
            assert!(said.err.contains(en), "{args:?}: {}", said.err);
        }
    }
    let near = gongkai(folder.path(), &["chek"]);
    assert!(near.err.contains("是不是: check"), "{}", near.err);
}

#[test]
fn a_level_is_typed_as_people_write_it() {
    let folder = tempfile::tempdir().unwrap();
    let made = gongkai(
        folder.path(),
        &["new", "--organ", "青山镇人民政府", "--level", "乡镇", "--year", "2024", "-o", "甲.toml"],
    );
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(fs::read_to_string(folder.path().join("甲.toml")).unwrap().contains("\"township\""));
}

#[test]
fn colour_is_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲.toml"), report_of("甲镇人民政府", 2023, 12)).unwrap();
    let coloured = |args: &[&str]| gongkai(folder.path(), args).out.contains('\u{1b}');
    assert!(!coloured(&["check", "甲.toml"]), "a file gets none");
    assert!(coloured(&["--color", "always", "check", "甲.toml"]));
    assert!(!coloured(&["check", "甲.toml", "--color", "never"]));
}

#[test]
fn quiet_keeps_notes_back_and_says_errors() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲.toml"), report_of("甲镇人民政府", 2023, 12)).unwrap();
    let loud = gongkai(folder.path(), &["convert", "甲.toml", "-o", "甲.json"]);
    assert!(loud.err.contains("200"), "{}", loud.err);
    let quiet = gongkai(folder.path(), &["-q", "convert", "甲.toml", "-o", "乙.json"]);
    assert_eq!((quiet.status, quiet.err.as_str()), (0, ""), "everything was read");
    let wrong = gongkai(folder.path(), &["-q", "convert", "没有.toml", "-o", "丙.json"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("没有.toml"), "{}", wrong.err);
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = gongkai(folder.path(), &["completions", shell]);
        assert_eq!(script.status, 0, "{}", script.err);
        assert!(script.out.contains("consolidate") && script.out.contains("accepted"), "{shell}");
        assert!(!script.out.contains("check reports"), "{shell} says it in both languages");
        let english = gongkai(folder.path(), &["completions", shell, "--lang", "en"]).out;
        assert!(shell == "bash" || english.contains("check reports") && !english.contains('检'), "{shell}");
    }
    let pages = gongkai(folder.path(), &["manual", "-d", "man"]);
    assert_eq!(pages.status, 0, "{}", pages.err);
    let whole = fs::read_to_string(folder.path().join("man/gongkai.1")).unwrap();
    assert!(whole.contains("check"), "{whole}");
    let page = folder.path().join("man/gongkai-check.1");
    assert!(fs::read_to_string(&page).unwrap().contains("previous"));
    assert_eq!(gongkai(folder.path(), &["manual", "-d", "man"]).status, 0, "the same pages again");
    fs::write(&page, "改过").unwrap();
    assert_eq!(gongkai(folder.path(), &["manual", "-d", "man"]).status, 2, "what somebody changed stays");
    assert_eq!(fs::read_to_string(&page).unwrap(), "改过");
}

/// Runs the command with something on its standard input.
fn fed(folder: &std::path::Path, args: &[&str], input: &[u8]) -> std::process::Output {
    let mut command = assert_cmd::Command::cargo_bin("gongkai").unwrap();
    command.current_dir(folder).args(args).write_stdin(input).output().unwrap()
}

#[test]
fn a_dash_is_the_standard_input_and_output() {
    let folder = tempfile::tempdir().unwrap();
    let toml = report_of("甲镇人民政府", 2023, 11);
    let docx = fed(folder.path(), &["convert", "-", "-o", "-", "--to", "docx"], toml.as_bytes());
    assert_eq!(docx.status.code(), Some(0), "{}", String::from_utf8_lossy(&docx.stderr));
    assert!(docx.stdout.starts_with(b"PK"), "the bytes of the file and nothing else");
    let back = fed(folder.path(), &["convert", "-", "-o", "-", "--to", "json"], &docx.stdout);
    let json: serde_json::Value = serde_json::from_slice(&back.stdout).unwrap();
    assert_eq!(json["organ"]["name"], "甲镇人民政府");
    let checked = fed(folder.path(), &["check", "-", "-o", "-", "--format", "json"], &docx.stdout);
    let json: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(json["files"][0]["file"], "-");
    // Text is told from a report file, and a format may be named.
    let text = fed(folder.path(), &["check", "-"], "一、总体情况\n没有表格。\n".as_bytes());
    assert_eq!(text.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&text.stderr).contains("没有找到任何表格"));
    let wrong = fed(folder.path(), &["check", "-", "--from", "pdf"], toml.as_bytes());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("PDF"), "{wrong:?}");
    let several = fed(folder.path(), &["convert", "-", "-o", "-", "-o", "a.json", "--to", "json"], toml.as_bytes());
    assert_eq!(several.status.code(), Some(2));
    assert!(run::names(folder.path()).is_empty(), "no file was made: {:?}", run::names(folder.path()));
}

#[test]
fn findings_alone_need_not_fail_the_command() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), report_of("甲镇人民政府", 2023, 12)).unwrap();
    assert_eq!(gongkai(folder.path(), &["check", "a.toml"]).status, 1);
    assert_eq!(gongkai(folder.path(), &["check", "a.toml", "--exit-zero"]).status, 0);
    assert_eq!(gongkai(folder.path(), &["check", "gone.toml", "--exit-zero"]).status, 2);
}

#[test]
fn rules_of_practice_are_chosen_and_those_of_law_stay() {
    let folder = tempfile::tempdir().unwrap();
    let text = report_of("甲镇人民政府", 2023, 12).replace("考核合格，", "考核合格,收到政府信息公开申请9件，");
    fs::write(folder.path().join("a.toml"), text).unwrap();
    let rules = |args: &[&str]| {
        let ran = gongkai(folder.path(), &[&["check", "a.toml", "--format", "json"], args].concat());
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let found = json["files"][0]["findings"].as_array().unwrap().iter();
        found.map(|one| one["rule"].as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let all = rules(&[]);
    assert!(all.contains("GK104") && all.contains("GK301") && all.contains("GK213"), "{all:?}");
    let ignored = rules(&["--ignore", "GK301"]);
    assert!(!ignored.contains("GK301") && ignored.contains("GK213") && ignored.contains("GK104"), "{ignored:?}");
    let selected = rules(&["--select", "text-figures"]);
    assert!(selected.contains("GK301") && !selected.contains("GK213") && selected.contains("GK104"), "{selected:?}");
    let refused = gongkai(folder.path(), &["check", "a.toml", "--ignore", "GK104"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("GK104") && refused.err.contains("不是实务规则"), "{}", refused.err);
    let unknown = gongkai(folder.path(), &["check", "a.toml", "--select", "GK999"]);
    assert!(unknown.err.contains("没有规则“GK999”"), "{}", unknown.err);
}

#[test]
fn the_nearest_configuration_above_a_report_is_used_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("乡镇/青山镇");
    fs::create_dir_all(&deep).unwrap();
    let text = report_of("甲镇人民政府", 2023, 11).replace("考核合格，", "考核合格,");
    fs::write(deep.join("a.toml"), &text).unwrap();
    fs::write(folder.path().join("b.toml"), &text).unwrap();
    fs::write(folder.path().join("乡镇/gongkai.toml"), "[rules]\nGK213 = \"off\"\n").unwrap();
    let here = gongkai(&deep, &["check", "a.toml"]);
    assert!(!here.out.contains("GK213]") && here.err.contains("按配置检查"), "{}{}", here.out, here.err);
    let towns = gongkai(folder.path(), &["check", "乡镇"]);
    assert!(
        !towns.out.contains("提示[GK213]") && towns.err.contains("乡镇/gongkai.toml"),
        "{}{}",
        towns.out,
        towns.err
    );
    // What lies within a folder that was named came with what was submitted: it sets nothing.
    let all = gongkai(folder.path(), &["check", "."]);
    assert_eq!(all.out.matches("提示[GK213]").count(), 2, "{}", all.out);
    assert!(!all.err.contains("按配置检查"), "{}", all.err);
    let named = gongkai(folder.path(), &["check", "b.toml", "--config", "乡镇/gongkai.toml"]);
    assert!(!named.out.contains("提示[GK213]"), "{}", named.out);
}

#[test]
fn rules_are_listed_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let listed = gongkai(folder.path(), &["rules", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    let rule = json.as_array().unwrap().iter().find(|rule| rule["rule"] == "GK207").unwrap();
    assert_eq!(rule["maturity"], "preview");
    assert!(rule["limits"]["zh"].as_str().is_some_and(|limits| !limits.is_empty()));
}

#[test]
fn help_is_in_one_language() {
    let folder = tempfile::tempdir().unwrap();
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for command in ["check", "convert", "compare", "consolidate", "tally", "new", "rules", "explain", "accepted"] {
        let english = gongkai(folder.path(), &[command, "--help", "--lang", "en"]).out;
        // The files of the examples have Chinese names, and a long example goes on in the next line.
        let word = |word: &str| word.contains(chinese) && !word.contains(['.', '/']);
        let line = english.lines().find(|line| !line.contains("gongkai ") && line.split_whitespace().any(word));
        assert!(line.is_none(), "{command}: {line:?}");
        let zh = gongkai(folder.path(), &[command, "-h"]).out;
        let said = |line: &&str| line.contains("files") || line.contains("Print") || line.contains("Options:");
        assert!(!zh.lines().any(|line| said(&line)), "{command}: {zh}");
    }
}

#[test]
fn the_help_of_convert_names_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let help = gongkai(folder.path(), &["convert", "--help"]).out;
    let (read, written) = help.split_once("可写").unwrap();
    let written = written.split('。').next().unwrap();
    let is_named = |line: &str, format: gongkai::Format| {
        line.split(|c: char| !c.is_ascii_alphanumeric()).any(|name| name == format.as_str())
    };
    for format in gongkai::Format::ALL {
        assert!(is_named(read, format), "{format:?}");
        assert_eq!(is_named(written, format), format.is_written(), "{format:?}");
    }
}

#[test]
fn long_names_are_printed_whole() {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("{}报告.toml", "某某市".repeat(12));
    fs::write(folder.path().join(&name), report_of(&"某某".repeat(40), 2023, 12)).unwrap();
    let ran = gongkai(folder.path(), &["check", &name]);
    assert!(ran.out.contains(&name) && ran.err.contains(&name), "{}{}", ran.out, ran.err);
    let table = gongkai(folder.path(), &["check", ".", "--format", "csv"]);
    assert!(table.out.contains(&"某某".repeat(40)), "{}", table.out);
}
