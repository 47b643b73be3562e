//! What the engine answers is of the shapes that docs/schema publishes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../tests/validated/mod.rs"]
mod validated;

use gongkai_wasm::Engine;
use serde_json::{Value, json};
use validated::faults;

fn asked(name: &str, request: &Value, files: &[&[u8]]) -> Value {
    let mut engine = Engine::new();
    files.iter().for_each(|file| engine.give(file.to_vec()));
    serde_json::from_str(&engine.call(name, &request.to_string()).json()).unwrap()
}

fn assert_of(name: &str, value: &Value) {
    assert_eq!(faults(name, value), Vec::<String>::new(), "{value:#}");
}

const REPORT: &str = r#"
year = 2024
overview = ["收到申请3件。", ["详见", { text = "附件", link = "https://a.example" }, "。"]]
other_matters = ["无。", { heading = "七、下一步" }, { table = [["渠道", "件数"], ["网站", "8"]] }]
signature = { organ = "青山镇", date = "2025年1月20日" }
[organ]
name = "青山镇人民政府"
level = "township"
[disclosure]
licenses = { decisions = "4（含变更1件）" }
[applications]
edition = "2019"
received = [3, 1, 0, 0, 0, 0, 5]
"#;

#[test]
fn answers_are_of_their_schema() {
    assert_of("forms", &asked("forms", &Value::Null, &[]));
    assert_of("rules", &asked("rules", &Value::Null, &[]));
    let failed = asked("open", &json!({ "name": "a.docx" }), &[b"PK\x03\x04"]);
    assert!(failed["failed"].is_object());
    assert_of("failure", &failed);
    let opened = asked("open", &json!({ "name": "a.toml" }), &[REPORT.as_bytes()]);
    assert_of("report", &opened["report"]);
    assert_of("receipt", &opened["receipt"]);
    let member = |name: &str| json!({ "name": name, "report": opened["report"] });
    let members = [member("青山镇"), member("绿水镇")];
    let unreadable = [json!({ "name": "c.docx", "why": "坏了" })];
    let sum = json!({ "members": members, "expected": ["绿水镇", "黄石镇"], "unreadable": unreadable, "organ": { "name": "某县", "level": "county" } });
    let consolidated = asked("consolidate", &sum, &[]);
    assert!(consolidated["failed"].is_null(), "{consolidated:#}");
    assert_of("consolidation", &consolidated);
    let register = "编号,收到日期,申请人类型,办结日期,办理结果\n1,2024-03-01,自然人,2024-03-20,予以公开\n2,2024-12-30,商业企业,,\n3,2024-01-0x,自然人,,\n4,2019-01-02,自然人,2019-02-01,予以公开\n";
    let tallied = asked("tally", &json!({ "register": { "name": "a.csv" }, "year": 2024 }), &[register.as_bytes()]);
    assert!(tallied["refused"].as_array().is_some_and(|refused| refused.len() == 1), "{tallied:#}");
    assert_of("tally", &tallied);
}
