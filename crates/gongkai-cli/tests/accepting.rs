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
    let kept = fs::read_to_string(folder.join("gongkai.accepted.toml")).unwrap();
    assert!(all.iter().all(|one| kept.contains(one.as_str())), "{kept}");
    assert_eq!(names(folder), ["gongkai.accepted.toml", "gongkai.toml", "r.toml"]);
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
    assert!(fs::read_to_string(folder.join("gongkai.accepted.toml")).unwrap().contains("青山镇人民政府"));
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

/// The fingerprint of the total that is wrong.
fn wrong_total(folder: &Path, input: &str) -> String {
    fingerprints(folder, input).into_iter().find(|one| one.starts_with("GK104")).unwrap()
}

#[test]
fn what_is_accepted_is_of_the_body_and_year_and_not_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(0)).unwrap();
    let one = wrong_total(folder, "r.toml");
    let ran = gongkai(folder, &["check", "r.toml", "--accept", &one, "--reason", "已核实", "--by", "张三"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    fs::create_dir(folder.join("送来的")).unwrap();
    fs::rename(folder.join("r.toml"), folder.join("送来的/青山镇（定稿）.toml")).unwrap();
    let ran = gongkai(folder, &["check", "送来的"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    let day = |at: &str| at.split_once('T').unwrap().0.to_owned();
    let accepted = &result(folder, "送来的")["files"][0]["accepted"][0];
    let at = accepted["at"].as_str().unwrap();
    assert_eq!(accepted["by"], "张三");
    assert!(ran.out.contains(&format!("（张三，{}，理由：已核实）", day(at))), "{}", ran.out);
    // The same name and the same figures make no other report an accepted one.
    fs::write(folder.join("r.toml"), report_of("绿水镇人民政府", 2023, 0)).unwrap();
    assert_eq!(gongkai(folder, &["check", "r.toml"]).status, 1);
    fs::write(folder.join("r.toml"), report_of("青山镇人民政府", 2024, 0)).unwrap();
    assert_eq!(gongkai(folder, &["check", "r.toml"]).status, 1);
    // Without --by it is the system's user, whoever that is.
    let ran = gongkai(folder, &["check", "r.toml", "--accept", &wrong_total(folder, "r.toml"), "--reason", "x"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(!result(folder, "r.toml")["files"][0]["accepted"][0]["by"].as_str().unwrap().is_empty());
}

#[test]
fn what_is_accepted_is_listed_and_withdrawn_and_stays_on_record() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(0)).unwrap();
    let one = wrong_total(folder, "r.toml");
    assert!(gongkai(folder, &["accepted"]).out.contains("共接受 0 个问题"));
    for (reason, by) in [("先接受", "张三"), ("再核实", "李四")] {
        let args = ["check", "r.toml", "--accept", &one, "--reason", reason, "--by", by];
        assert_eq!(gongkai(folder, &args).status, 0);
    }
    let listed = gongkai(folder, &["accepted"]).out;
    assert!(listed.contains(&format!("已接受 {one} 青山镇人民政府2023年")), "{listed}");
    assert!(listed.contains("理由: 先接受") && listed.contains("接受: 李四 "), "the first is kept: {listed}");
    assert!(listed.contains("共接受 1 个问题，撤回 0 个；另有 1 条后来重新接受"), "{listed}");

    let unknown = gongkai(folder, &["check", "r.toml", "--withdraw", "GK104-0"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("没有接受过"), "{}", unknown.err);
    let ran = gongkai(folder, &["check", "r.toml", "--withdraw", &one, "--by", "王五"]);
    assert_eq!(ran.status, 1, "what is withdrawn counts again: {}", ran.out);
    assert!(ran.err.contains("已撤回，记入: gongkai.accepted.toml"), "{}", ran.err);
    let listed: Value = serde_json::from_str(&gongkai(folder, &["accepted", "--format", "json"]).out).unwrap();
    let names: Vec<(&str, &str)> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["by"].as_str().unwrap(), entry["withdrawn_by"].as_str().unwrap()))
        .collect();
    assert_eq!(names, [("张三", "李四"), ("李四", "王五")]);
    // What no longer answers to the figures can be withdrawn too.
    assert_eq!(gongkai(folder, &["check", "r.toml", "--accept", &one, "--reason", "x"]).status, 0);
    fs::write(folder.join("r.toml"), report(11)).unwrap();
    assert!(gongkai(folder, &["check", "r.toml"]).err.contains("已不对应现在的数字"));
    assert_eq!(gongkai(folder, &["check", "r.toml", "--withdraw", &one]).status, 0);
    assert!(!gongkai(folder, &["check", "r.toml"]).err.contains("已不对应现在的数字"));
}

#[test]
fn what_is_accepted_travels_with_the_report() {
    let (below, above) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (below, above) = (below.path(), above.path());
    fs::write(below.join("r.toml"), report(0)).unwrap();
    let one = wrong_total(below, "r.toml");
    assert_eq!(
        gongkai(below, &["check", "r.toml", "--accept", &one, "--reason", "原件如此", "--by", "张三"]).status,
        0
    );
    fs::create_dir(above.join("in")).unwrap();
    fs::copy(below.join("r.toml"), above.join("in/qs.toml")).unwrap();
    fs::copy(below.join("gongkai.accepted.toml"), above.join("in/青山镇.accepted.toml")).unwrap();
    let ran = gongkai(above, &["check", "in"]);
    assert_eq!(ran.status, 1, "what the filer accepts does not count by itself");
    assert!(ran.out.contains("报送单位自行接受，不影响结论[GK104]: 张三，"), "{}", ran.out);
    let args = ["check", "in", "--accepted", "in/青山镇.accepted.toml"];
    assert_eq!(gongkai(above, &args).status, 0);
    // Together with the office's own, which is written in the first place that is named.
    let both = ["check", "in/qs.toml", "--accepted", ".", "--accepted", "in/青山镇.accepted.toml"];
    assert_eq!(gongkai(above, &both).status, 0);
    let ran = gongkai(above, &[&both[..], &["--accept", &one, "--reason", "上级也核实", "--by", "李四"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("（李四，"), "the office's own comes first: {}", ran.out);
    assert!(fs::read_to_string(above.join("gongkai.accepted.toml")).unwrap().contains("上级也核实"));
    // A file that is named must be there, unless it is to be made.
    let missing = gongkai(above, &["check", "in", "--accepted", "没有.toml"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("没有.toml: 没有这个文件夹或文件"), "{}", missing.err);
    let made = ["check", "in/qs.toml", "--accepted", "新.accepted.toml", "--accept", &one, "--reason", "x"];
    assert_eq!(gongkai(above, &made).status, 0);
    assert!(above.join("新.accepted.toml").exists());
}

#[test]
fn records_of_before_are_read_still() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(0)).unwrap();
    let one = wrong_total(folder, "r.toml");
    let old = |rest: &str| format!("[[accepted]]\nfingerprint = \"{one}\"\nreason = \"已核实\"\n{rest}");
    // What does not say whose it is, is of the report beside which it was made.
    fs::write(folder.join("r.accepted.toml"), old("")).unwrap();
    assert_eq!(gongkai(folder, &["check", "r.toml"]).status, 0);
    fs::copy(folder.join("r.toml"), folder.join("s.toml")).unwrap();
    assert_eq!(gongkai(folder, &["check", "s.toml"]).status, 1);
    // What does say it, is of that report wherever it lies.
    fs::write(folder.join("r.accepted.toml"), old("organ = \"青山镇人民政府\"\nyear = 2023\n")).unwrap();
    assert_eq!(gongkai(folder, &["check", "s.toml"]).status, 0);
    // It is withdrawn where it is kept.
    assert_eq!(gongkai(folder, &["check", "s.toml", "--withdraw", &one]).status, 1);
    assert!(fs::read_to_string(folder.join("r.accepted.toml")).unwrap().contains("withdrawn_at"));
}

#[test]
fn accepting_and_withdrawing_at_once_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let checks: String = (0..12)
        .map(|n| format!("[[check]]\nid = \"LOCAL-{n}\"\nmessage = \"第{n}条\"\nexpression = \"year == {n}\"\n"))
        .collect();
    fs::write(folder.join("gongkai.toml"), checks).unwrap();
    fs::write(folder.join("r.toml"), report(11)).unwrap();
    let all: Vec<String> = fingerprints(folder, "r.toml").into_iter().filter(|one| one.starts_with("LOCAL-")).collect();
    let (first, second) = all.split_at(6);
    for one in first {
        assert_eq!(gongkai(folder, &["check", "r.toml", "--accept", one, "--reason", "先"]).status, 0);
    }
    std::thread::scope(|scope| {
        for one in first {
            scope.spawn(move || assert_eq!(gongkai(folder, &["check", "r.toml", "--withdraw", one]).status, 0));
        }
        for one in second {
            let args = ["check", "r.toml", "--accept", one, "--reason", "后"];
            scope.spawn(move || assert_eq!(gongkai(folder, &args).status, 0));
        }
    });
    let listed = gongkai(folder, &["accepted"]).out;
    assert!(listed.contains("共接受 6 个问题，撤回 6 个"), "{listed}");
    assert_eq!(names(folder), ["gongkai.accepted.toml", "gongkai.toml", "r.toml"]);
}

#[test]
fn what_is_accepted_anew_was_not_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("r.toml"), report(12)).unwrap();
    let found = fingerprints(folder, "r.toml");
    let one = found.iter().find(|one| one.starts_with("GK104")).unwrap();
    for (by, at) in [("张三", "一"), ("李四", "二")] {
        let args = ["check", "r.toml", "--accept", one, "--reason", at, "--by", by];
        assert_eq!(gongkai(folder, &args).status, 0);
    }
    let listed = gongkai(folder, &["accepted"]).out;
    assert!(listed.contains("共接受 1 个问题，撤回 0 个；另有 1 条后来重新接受"), "{listed}");
    assert!(listed.contains("后来重新接受 GK104") && !listed.contains("已撤回"), "{listed}");
}
