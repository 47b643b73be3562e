//! Whose reports are given: last year's of the same body, subordinates of the same county.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;

use run::{gongkai, report_of};
use serde_json::Value;

#[test]
fn a_folder_of_last_year_pairs_by_body() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, organ, year) in [
        ("今年/a.toml", "青山镇人民政府", 2023),
        ("今年/b.toml", "某县绿水镇人民政府", 2023),
        ("今年/c.toml", "某县乡村振兴局", 2023),
        ("今年/d.toml", "红土镇人民政府", 2023),
        ("去年/1.toml", "绿水镇人民政府", 2022),
        ("去年/2.toml", "青山镇人民政府", 2022),
        ("去年/2旧.toml", "青山镇人民政府", 2021),
        ("去年/3.toml", "某县扶贫开发办公室", 2022),
    ] {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), report_of(organ, year, 11)).unwrap();
    }
    fs::write(at("gongkai.toml"), "names = [\"某县乡村振兴局=某县扶贫开发办公室\"]\n").unwrap();
    let ran = gongkai(folder.path(), &["check", "今年", "--previous", "去年", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let carried = |index: usize| {
        let rules = value["files"][index]["rules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["rule"] == "GK401").unwrap();
        rule["assessed"].as_u64().unwrap() > 0
    };
    assert_eq!((0..4).map(carried).collect::<Vec<_>>(), [true, true, true, false], "{}", ran.err);
    assert!(ran.err.contains("上年“绿水镇人民政府”的报告（去年/1.toml）认作“某县绿水镇人民政府”的"), "{}", ran.err);
    assert!(ran.err.contains("没有“红土镇人民政府”2022年的报告，不与上年比较"), "{}", ran.err);
}

#[test]
fn subordinates_of_another_county_are_said_first_and_not_added_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("parts")).unwrap();
    fs::write(path("sum.toml"), report_of("甲县人民政府", 2023, 11)).unwrap();
    fs::write(path("parts/a.toml"), report_of("乙县青山镇人民政府", 2023, 11)).unwrap();
    let ran = gongkai(folder.path(), &["check", "sum.toml", "--children", "parts", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let rules: Vec<&str> =
        value["files"][0]["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert!(!rules.contains(&"GK501"), "{rules:?}");
    assert!(rules.contains(&"GK502"), "{rules:?}");
    let first = ran.err.lines().next().unwrap();
    assert_eq!(first, "注意: 给出的下级报告里有 1 份从名称看不属于“甲县人民政府”：乙县青山镇人民政府；不核对汇总数");
}

#[test]
fn folders_are_compared_body_by_body() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, organ, year) in [
        ("2023/a.toml", "青山镇人民政府", 2023),
        ("2023/b.toml", "某县绿水镇人民政府", 2023),
        ("2023/c.toml", "某县乡村振兴局", 2023),
        ("2023/d.toml", "红土镇人民政府", 2023),
        ("2022/1.toml", "绿水镇人民政府", 2022),
        ("2022/2.toml", "青山镇人民政府", 2022),
        ("2022/3.toml", "某县扶贫开发办公室", 2022),
        ("2022/4.toml", "黑石镇人民政府", 2022),
    ] {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), report_of(organ, year, 11)).unwrap();
    }
    fs::write(at("gongkai.toml"), "names = [\"某县乡村振兴局=某县扶贫开发办公室\"]\n").unwrap();
    let ran = gongkai(folder.path(), &["compare", "2023", "2022", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let pairs: Vec<String> = value["comparisons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let names: Vec<&str> =
                one["reports"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            names.join(">")
        })
        .collect();
    assert_eq!(
        pairs,
        [
            "青山镇人民政府2022年>青山镇人民政府2023年",
            "绿水镇人民政府2022年>某县绿水镇人民政府2023年",
            "某县扶贫开发办公室2022年>某县乡村振兴局2023年"
        ]
    );
    let alone: Vec<&str> =
        value["uncompared"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(alone, ["2023/d.toml", "2022/4.toml"]);
    let first = ran.err.lines().next().unwrap();
    assert!(first.contains("红土镇人民政府") && first.contains("没有比较"), "{}", ran.err);
    let ran = gongkai(folder.path(), &["compare", "2022", "2023", "-o", "out"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(run::names(&at("out")), ["a.xlsx", "b.xlsx", "c.xlsx"]);
    assert_eq!(ran.out.matches("== ").count(), 3, "{}", ran.out);
    let mixed = gongkai(folder.path(), &["compare", "2022", "2023/a.toml"]);
    assert_eq!(mixed.status, 2);
    assert!(mixed.err.contains("不是文件夹"), "{}", mixed.err);
}

#[test]
fn all_years_that_folders_hold_are_compared_and_what_was_published_beside_what_was_filed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, organ, year, total) in [
        ("往年/a2021.toml", "青山镇人民政府", 2021, 11),
        ("往年/a2022.toml", "青山镇人民政府", 2022, 11),
        ("往年/a2023.toml", "青山镇人民政府", 2023, 11),
        ("报送/a.toml", "青山镇人民政府", 2024, 11),
        ("公布/青山镇.toml", "青山镇人民政府", 2024, 12),
    ] {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), report_of(organ, year, total)).unwrap();
    }
    let compared = |folders: &[&str]| -> Vec<String> {
        let ran = gongkai(folder.path(), &[&["compare"], folders, &["--format", "json"]].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let value: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(value["comparisons"].as_array().unwrap().len(), 1, "{value}");
        let reports = value["comparisons"][0]["reports"].as_array().unwrap();
        reports.iter().map(|name| name.as_str().unwrap().replace("青山镇人民政府", "")).collect()
    };
    let years = ["2021年", "2022年", "2023年", "2024年"];
    assert_eq!(compared(&["往年", "报送"]), years);
    assert_eq!(compared(&["报送", "往年"]), years);
    assert_eq!(compared(&["报送", "公布"]), ["2024年", "2024年"]);
    let ran = gongkai(folder.path(), &["compare", "报送", "公布"]);
    assert!(ran.out.contains("11 → 12"), "{}", ran.out);
    let ran = gongkai(folder.path(), &["compare", "往年", "报送", "-o", "对比"]);
    assert_eq!((ran.status, run::names(&at("对比"))), (0, vec!["a.xlsx".to_owned()]), "{}", ran.err);
}

#[test]
fn several_sums_take_each_its_own_subordinates() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, organ) in [
        ("sums/jia.toml", "甲县人民政府"),
        ("sums/yi.toml", "乙县人民政府"),
        ("parts/甲县/a.toml", "青山镇人民政府"),
        ("parts/b.toml", "乙县绿水镇人民政府"),
        ("parts/c.toml", "丙县黑石镇人民政府"),
    ] {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), report_of(organ, 2023, 11)).unwrap();
    }
    let ran = gongkai(folder.path(), &["check", "sums", "--children", "parts", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    for index in 0..2 {
        let rules = value["files"][index]["rules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["rule"] == "GK501").unwrap();
        assert!(rule["assessed"].as_u64().unwrap() > 0, "{index}: {rule}");
    }
    assert!(ran.err.contains("“丙县黑石镇人民政府”的报告（c.toml）不属于所检查的任何一份汇总"), "{}", ran.err);
}
