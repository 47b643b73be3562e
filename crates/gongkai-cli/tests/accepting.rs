//! Accepted findings: none is lost, and whose they are decides whether they count.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::path::Path;

use run::{gongkai, names, report, report_of};
use serde_json::Value;

fn result(folder: &Path, input: &str) -> Value {
    serde_json::from_str(&gongkai(folder, &["check", input, "--format", "json"]).out).unwrap()
}

fn fingerprints(folder: &Path, input: &str) -> Vec<String> {
    let result = result(folder, input);
    let findings = result["files"][0]["findings"].as_array().unwrap().clone();
    findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_accepted_at_once_is_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // A local check for each, so that there are many findings.
    let checks: String = (0..26)
        .map(|n| format!("[[check]]\nid = \"LOCAL-{n}\"\nmessage = \"第{n}条\"\nexpression = \"year == {n}\"\n"))
        .collect();
    fs::write(folder.join("gongkai.toml"), checks).unwrap();
    fs::write(folder.join("r.toml"), report(11)).unwrap();
    let all: Vec<String> = fingerprints(folder, "r.toml").into_iter().filter(|one| one.starts_with("LOCAL-")).collect();
    assert_eq!(all.len(), 26);
    std::thread::scope(|scope| {
        for one in &all {
            scope.spawn(move || {
                let ran = gongkai(folder, &["check", "r.toml", "--accept", one, "--reason", "已核实"]);
                assert_eq!(ran.status, 0, "{}", ran.err);
            });
        }
    });
    let kept = fs::read_to_string(folder.join("r.accepted.toml")).unwrap();
    assert!(all.iter().all(|one| kept.contains(one.as_str())), "{kept}");
    assert_eq!(names(folder), ["gongkai.toml", "r.accepted.toml", "r.toml"]);
    assert_eq!(result(folder, "r.toml")["files"][0]["accepted"].as_array().unwrap().len(), 26);
}

#[test]
fn a_damaged_record_is_named_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(0)).unwrap();
    let one = fingerprints(folder, "r.toml").remove(0);
    fs::write(folder.join("r.accepted.toml"), "[[accepted]]\nfingerprint = ").unwrap();
    for args in [&["check", "r.toml"][..], &["check", "r.toml", "--accept", &one, "--reason", "x"]] {
        let ran = gongkai(folder, args);
        assert_eq!(ran.status, 2, "{args:?}");
        assert!(ran.err.contains("r.accepted.toml:2:"), "{}", ran.err);
        assert_eq!(fs::read_to_string(folder.join("r.accepted.toml")).unwrap(), "[[accepted]]\nfingerprint = ");
    }
}

#[test]
fn what_a_body_accepts_of_its_own_report_is_shown_and_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.toml"), report(0)).unwrap();
    let one = fingerprints(folder, "in/a.toml").into_iter().find(|one| one.starts_with("GK104")).unwrap();
    let own = format!("[[accepted]]\nfingerprint = \"{one}\"\nreason = \"我们自己觉得可以\"\n");
    fs::write(folder.join("in/a.accepted.toml"), &own).unwrap();
    for input in ["in", "in/a.toml"] {
        let ran = gongkai(folder, &["check", input]);
        assert_eq!(ran.status, 1, "{}", ran.out);
        assert!(ran.out.contains("不通过") && ran.out.contains("报送单位自行接受，不影响结论[GK104]"), "{}", ran.out);
        assert!(ran.out.contains("我们自己觉得可以"), "{}", ran.out);
    }
    let file = &result(folder, "in")["files"][0];
    assert_eq!(file["verdict"], "errors");
    assert_eq!(file["accepted_by_filer"][0]["fingerprint"], one.as_str());
    // One that is damaged says nothing about the report.
    fs::write(folder.join("in/a.accepted.toml"), "[[accepted]").unwrap();
    let ran = gongkai(folder, &["check", "in"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("a.accepted.toml:1:"), "{}", ran.err);

    // The office's own lies in its own folder, is of this one report, and is counted in every table.
    fs::write(folder.join("in/a.accepted.toml"), &own).unwrap();
    let ran = gongkai(folder, &["check", "in/a.toml", "--accept", &one, "--reason", "已电话核实"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert_eq!(fs::read_to_string(folder.join("in/a.accepted.toml")).unwrap(), own);
    assert!(fs::read_to_string(folder.join("a.accepted.toml")).unwrap().contains("青山镇人民政府"));
    assert_eq!(gongkai(folder, &["check", "in"]).status, 0);
    let csv = gongkai(folder, &["check", "in", "--format", "csv"]).out;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let column = rows[0].iter().position(|head| *head == "已接受").unwrap();
    assert_eq!(rows[1][column], "1", "{csv}");
    fs::create_dir(folder.join("in/乙")).unwrap();
    fs::write(folder.join("in/乙/a.toml"), report_of("绿水镇人民政府", 2023, 0)).unwrap();
    assert_eq!(gongkai(folder, &["check", "in/乙"]).status, 1, "another body's file of the same name");
    // Wherever it is run from, the office can name its folder.
    let elsewhere = tempfile::tempdir().unwrap();
    let (input, accepted) = (folder.join("in/a.toml"), folder.to_string_lossy().into_owned());
    let args = ["check", input.to_str().unwrap()];
    assert_eq!(gongkai(elsewhere.path(), &args).status, 1);
    assert_eq!(gongkai(elsewhere.path(), &[&args[..], &["--accepted", &accepted]].concat()).status, 0);
}
