//! What the command writes as JSON is of the shapes that docs/schema publishes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;
#[path = "../../../tests/validated/mod.rs"]
mod validated;

use std::fs;
use std::path::Path;

use run::{gongkai, report_of};
use serde_json::{Value, json};
use validated::faults;

/// What a command prints, whatever its status.
fn printed(folder: &Path, args: &[&str]) -> Value {
    let ran = gongkai(folder, args);
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?} {error}: {} {}", ran.out, ran.err))
}

fn assert_of(name: &str, value: &Value) {
    assert_eq!(faults(name, value), Vec::<String>::new(), "{value:#}");
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

#[test]
fn a_schema_refuses_what_is_not_of_it() {
    let rule = gongkai_wire::rules().remove(0);
    let mut rules = json!([rule]);
    assert_of("rules", &rules);
    for (key, value) in [("rule", json!(7)), ("title", Value::Null)] {
        let kept = std::mem::replace(&mut rules[0][key], value);
        assert_eq!(faults("rules", &rules).len(), 1, "{key}");
        rules[0][key] = kept;
    }
    rules[0].as_object_mut().unwrap().remove("rule");
    assert_eq!(faults("rules", &rules).len(), 1);
}

#[test]
fn what_is_printed_is_of_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let of = |year, total| report_of("青山镇人民政府", year, total);
    write(
        folder,
        &[
            ("a/青山镇.toml", &of(2023, 12)),
            ("a/坏.toml", "year = \n"),
            ("a/空.txt", "一、总体情况\n没有表格。\n"),
            ("上年/青山镇.toml", &of(2022, 11)),
            ("2021.toml", &of(2021, 11)),
            ("名单.txt", "青山镇人民政府\n绿水镇人民政府\n"),
            (
                "半.html",
                "<table><tr><td>一、本年新收政府信息公开申请数量<td>3</table><p>青山镇2023年政府信息公开工作年度报告",
            ),
        ],
    );
    let checked = printed(folder, &["check", "a", "--previous", "上年", "--expect", "名单.txt", "--format", "json"]);
    let verdicts: Vec<&str> =
        checked["files"].as_array().unwrap().iter().map(|f| f["verdict"].as_str().unwrap()).collect();
    assert!(verdicts.contains(&"unreadable") && verdicts.contains(&"errors"), "{verdicts:?}");
    assert_of("check", &checked);
    let good = checked["files"].as_array().unwrap().iter().find(|file| file["verdict"] == "errors").unwrap();
    let fingerprint = good["findings"][0]["fingerprint"].as_str().unwrap().to_owned();
    gongkai(folder, &["check", "a/青山镇.toml", "--accept", &fingerprint, "--reason", "已核实", "--by", "张三"]);
    let accepted = printed(folder, &["accepted", "--format", "json"]);
    assert_eq!(accepted.as_array().unwrap().len(), 1);
    assert_of("accepted", &accepted);
    assert_of("check", &printed(folder, &["check", "a/青山镇.toml", "--format", "json"]));
    assert_of("rules", &printed(folder, &["rules", "--format", "json"]));
    let two = ["compare", "a/青山镇.toml", "上年/青山镇.toml", "--format", "json"];
    assert_of("comparison", &printed(folder, &two));
    assert_of(
        "comparison",
        &printed(folder, &["compare", "a/青山镇.toml", "上年/青山镇.toml", "2021.toml", "--format", "json"]),
    );
    assert_of("comparisons", &printed(folder, &["compare", "a", "上年", "--format", "json"]));
}

#[test]
fn receipts_are_of_their_schema() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let marked = "preamble = [[\"见\", { text = \"附件\", link = \"https://a.example\" }]]\n";
    write(folder, &[("in/a.toml", &format!("{marked}{}", report_of("青山镇人民政府", 2023, 11)))]);
    let page = "<h1>绿水镇2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>一句。</p><p><img src=a.png></p>\
                <table><tr><td>渠道</td></tr><tr><td>网站</td></tr></table>\
                <table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>三件</td></tr></table>";
    write(folder, &[("in/b.html", page)]);
    let receipts = |args: &[&str]| -> Value {
        gongkai(folder, &[args, &["--receipt", "receipt.json", "--force"]].concat());
        serde_json::from_slice(&fs::read(folder.join("receipt.json")).unwrap()).unwrap()
    };
    let value = receipts(&["convert", "in", "-d", "out", "--to", "xlsx"]);
    assert_eq!(value["files"].as_array().unwrap().len(), 2);
    assert!(value["files"][0]["not_written"].is_array(), "{value:#}");
    assert_of("receipts", &value);
    let halves = ["convert", "--narrative", "in/a.toml", "--figures", "in/a.toml", "-o", "whole.docx"];
    let value = receipts(&halves);
    assert!(value["files"][0].get("not_written").is_none() && value["files"][1]["not_written"].is_array());
    assert_of("receipts", &value);
}

#[test]
fn report_files_are_of_their_schema_and_may_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text = r#"
"$schema" = "report-file.schema.json"
title = "青山镇2020年政府信息公开工作年度报告"
published = 2021-01-20
year = 2020
preamble = ["根据《条例》编制。"]
overview = ["公开信息12条。", ["详见", { text = "附件", link = "https://a.example", bold = true }, "H", { text = "2", lowered = true }, "O。"]]
other_matters = ["无。", { heading = "七、下一步", level = 1 }, { table = [[{ text = "渠道", columns = 2 }], ["网站", "8"]] }]
signature = { organ = "青山镇", date = "2021年1月20日" }
headings = [{ overview = "一、概述" }, { other = "七、下一步" }]
[organ]
name = "青山镇人民政府"
level = "township"
[disclosure]
narrative = ["表前。", { table = "disclosure" }, "表后。"]
licenses = { decisions = "4（含变更1件）", change = "-2" }
government_procurement = { projects = 1, amount = 12.50 }
[applications]
edition = "2021"
received = ["1,203", 1, 0, "０", 0, "/", 4]
[disputes]
reconsideration = { upheld = "不适用", total = 3 }
"#;
    fs::write(folder.join("a.toml"), text).unwrap();
    let ran = gongkai(folder, &["convert", "a.toml", "-o", "a.json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let mut file: Value = serde_json::from_slice(&fs::read(folder.join("a.json")).unwrap()).unwrap();
    assert_of("report-file", &file);
    file["$schema"] = "https://example.org/report-file.schema.json".into();
    file["applications"]["received"] = json!([1, 0, 0, 0, 0, null]);
    assert_of("report-file", &file);
    fs::write(folder.join("b.json"), file.to_string()).unwrap();
    assert_eq!(gongkai(folder, &["convert", "b.json", "-o", "b.toml"]).status, 0);
    assert!(!fs::read_to_string(folder.join("b.toml")).unwrap().contains("schema"), "it is no part of the report");
    // What the reader refuses, the schema refuses.
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut file = file.clone();
        change(&mut file);
        fs::write(folder.join("c.json"), file.to_string()).unwrap();
        assert_eq!(gongkai(folder, &["convert", "c.json", "-o", "c.toml", "--force"]).status, 2, "{file:#}");
        assert_ne!(faults("report-file", &file), Vec::<String>::new(), "{file:#}");
    };
    wrong(&|file| file["$schema"] = 7.into());
    wrong(&|file| file["yaer"] = 2020.into());
    wrong(&|file| file["applications"]["recieved"] = json!([1]));
    wrong(&|file| file["applications"]["received"] = json!([1, 2]));
    wrong(&|file| file["disclosure"]["licenses"] = json!({ "decision": 4 }));
    wrong(&|file| file["overview"] = json!([[{ "text": "a", "red": true }]]));
    wrong(&|file| file["other_matters"] = json!([{ "heading": "一", "level": 9 }]));
    wrong(&|file| file["year"] = 1999.into());
}
