//! The page and the package ask the engine for the forms, so a made-up edition, which nothing but its declaration knows, is
//! drawn, begun, judged, written and read there too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../tests/made_up/mod.rs"]
mod made_up;

use gongkai_wasm::Engine;
use serde_json::{Value, json};

#[test]
fn the_engine_knows_a_made_up_edition() {
    let edition = made_up::edition();
    let mut engine = Engine::new();
    let mut asked = |name: &str, request: Value, file: Option<Vec<u8>>| -> (Value, Option<Vec<u8>>) {
        file.into_iter().for_each(|bytes| engine.give(bytes));
        let mut answer = engine.call(name, &request.to_string());
        let value: Value = serde_json::from_str(&answer.json()).unwrap();
        assert!(value.get("failed").is_none(), "{name}: {value:#}");
        (value, answer.file())
    };
    let (forms, _) = asked("forms", Value::Null, None);
    let form = forms["editions"].as_array().unwrap().last().unwrap();
    assert_eq!((&form["edition"], &form["from"]), (&json!(edition.as_str()), &json!(made_up::FROM)));
    let begun = json!({ "organ": { "name": "临江县青石镇人民政府", "level": "township" }, "year": made_up::FROM });
    let mut report = asked("create", begun, None).0["report"].take();
    let cells: Vec<String> = edition.form().cells().map(|cell| cell.key.to_string()).collect();
    for key in &cells {
        report["cells"][key] = "0".into();
    }
    report["cells"]["applications.personal_data.individual_business"] = "7".into();
    let (assessed, _) = asked("check", json!({ "report": report }), None);
    let rules: Vec<&str> =
        assessed["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"GK102") && rules.contains(&"GK103") && !rules.contains(&"GK202"), "{rules:?}");
    for format in ["docx", "xlsx", "html", "toml", "json"] {
        let (_, file) = asked("write", json!({ "report": report, "format": format }), None);
        let (opened, _) = asked("open", json!({ "name": format!("a.{format}") }), file);
        assert_eq!(opened["receipt"]["complete"], true, "{format}");
        let read = opened["report"]["cells"].as_object().unwrap();
        assert!(cells.iter().all(|key| read[key] == report["cells"][key]), "{format}");
    }
}
