//! Pipes, devices, sockets, folders and files without end: named at once, whatever they are given as.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::path::Path;
use std::process::Command;

use run::{gongkai, names, report};

/// Places where something other than a regular file within limits stands, with what is said of each.
fn specials(folder: &Path) -> Vec<(String, &'static str)> {
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    std::mem::forget(std::os::unix::net::UnixListener::bind(at("socket")).unwrap());
    fs::create_dir(at("folder")).unwrap();
    // Longer than any limit, and takes no room.
    fs::File::create(at("huge")).unwrap().set_len(1 << 40).unwrap();
    std::os::unix::fs::symlink(at("pipe"), at("link")).unwrap();
    vec![
        (at("pipe"), "不是普通文件"),
        (at("link"), "不是普通文件"),
        (at("socket"), "不是普通文件"),
        ("/dev/zero".to_owned(), "不是普通文件"),
        (at("huge"), "上限"),
        (at("folder"), "文件夹"),
    ]
}

#[test]
fn whatever_is_no_file_is_named_wherever_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("office");
    fs::create_dir(&at).unwrap();
    fs::write(at.join("r.toml"), report(11)).unwrap();
    fs::write(
        at.join("l.csv"),
        "编号,收到日期,申请人类型,办结日期,办理结果\n1,2023-01-09,自然人,2023-01-20,予以公开\n",
    )
    .unwrap();
    let before = names(&at);
    let tally = ["--year", "2023", "--organ", "某镇", "-o", "o.toml"];
    for (special, said) in specials(folder.path()) {
        let special = special.as_str();
        let mut cases: Vec<Vec<&str>> = vec![
            vec!["check", "r.toml", "--config", special],
            vec!["check", "r.toml", "--previous", special],
            vec!["check", "r.toml", "--children", "r.toml", "--expect", special],
            vec!["convert", "r.toml", "-o", "o.docx", "--style", special],
            vec!["compare", "r.toml", special],
            vec!["new", "--from", special, "-o", "o.toml"],
            [&["tally", special][..], &tally].concat(),
            [&["tally", "l.csv", "--disputes", special][..], &tally].concat(),
            [&["tally", "l.csv", "--calendar", special][..], &tally].concat(),
            vec!["tally", "l.csv", "--into", special, "--year", "2023", "-o", "o.toml"],
            vec!["consolidate", "r.toml", "--organ", "某县", "--own", special, "-o", "o.toml"],
            vec!["consolidate", "r.toml", "--organ", "某县", "--expect", special, "-o", "o.toml"],
        ];
        if said != "文件夹" {
            cases.push(vec!["check", special]);
            cases.push(vec!["convert", special, "-o", "o.docx"]);
            cases.push(vec!["check", "r.toml", "--children", special]);
        }
        for args in cases {
            let ran = gongkai(&at, &args);
            assert_eq!(ran.status, 2, "{args:?}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
            assert_eq!(names(&at), before, "{args:?}");
        }
        // The record of accepted findings, which is looked for and not named.
        if !special.starts_with("/dev") {
            fs::rename(special, at.join("r.accepted.toml")).unwrap();
            let ran = gongkai(&at, &["check", "r.toml"]);
            assert_eq!(ran.status, 2, "{special}: {}", ran.err);
            assert!(ran.err.contains("r.accepted.toml") && ran.err.contains(said), "{}", ran.err);
            fs::rename(at.join("r.accepted.toml"), special).unwrap();
        }
    }
    // Among others in a folder, such a one is its own error.
    fs::create_dir(at.join("in")).unwrap();
    assert!(Command::new("mkfifo").arg(at.join("in/a.toml")).status().unwrap().success());
    fs::write(at.join("in/b.toml"), report(11)).unwrap();
    let ran = gongkai(&at, &["check", "in"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("a.toml: 不是普通文件") && ran.out.contains("b.toml"), "{}{}", ran.out, ran.err);
}
