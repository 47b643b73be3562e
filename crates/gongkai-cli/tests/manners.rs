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
