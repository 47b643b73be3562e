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
