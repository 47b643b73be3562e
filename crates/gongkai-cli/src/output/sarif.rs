//! SARIF 2.1.0, for code review systems.

use std::path::{Component, Path};

use gongkai::check::rules;
use serde_json::{Value, json};

use crate::language::Language;
use gongkai_wire::{FileResult, Finding, Severity};

/// What SARIF calls a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The results as a SARIF log.
pub(crate) fn log(language: Language, files: &[FileResult]) -> Value {
    let mut described: Vec<Value> = rules()
        .iter()
        .map(|rule| {
            let info = rule.info();
            let pick = |pair: (&'static str, &'static str)| language.pick(pair.0, pair.1);
            json!({
                "id": info.id.to_string(),
                "name": info.name,
                "shortDescription": { "text": pick(info.title) },
                "fullDescription": { "text": format!("{} {}", pick(info.doc.what), pick(info.clause)) },
                "help": { "text": format!("{}\n{}", pick(info.doc.why), pick(info.doc.mend)) },
                "defaultConfiguration": { "level": level(info.severity.into()) },
            })
        })
        .collect();
    let all = || files.iter().flat_map(|file| file.findings.iter().chain(file.accepted.iter().map(|one| &one.finding)));
    let mut local: Vec<&str> =
        all().map(|finding| finding.rule.as_str()).filter(|rule| rule.starts_with("LOCAL-")).collect();
    local.sort_unstable();
    local.dedup();
    described.extend(local.into_iter().map(|id| json!({ "id": id })));
    let index = |id: &str| described.iter().position(|rule| rule.get("id").and_then(Value::as_str) == Some(id));
    let mut results = Vec::new();
    for file in files {
        results.extend(file.findings.iter().map(|finding| result(language, file, finding, index(&finding.rule), None)));
        results.extend(file.accepted.iter().map(|accepted| {
            let rule = index(&accepted.finding.rule);
            result(language, file, &accepted.finding, rule, Some(&accepted.reason))
        }));
    }
    let failures: Vec<Value> = files
        .iter()
        .filter_map(|file| {
            let error = file.error.as_ref()?;
            Some(json!({
                "level": "error",
                "message": { "text": error },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&file.file) } } }],
            }))
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "gongkai",
                "version": env!("CARGO_PKG_VERSION"),
                "language": language.pick("zh-CN", "en"),
                "rules": described,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": failures,
            }],
            "results": results,
        }],
    })
}

fn result(
    language: Language,
    file: &FileResult,
    finding: &Finding,
    rule: Option<usize>,
    accepted: Option<&str>,
) -> Value {
    let level = level(finding.severity);
    let mut text = language.pick(&finding.message.zh, &finding.message.en).clone();
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n{}", language.pick(&help.zh, &help.en)));
    }
    let mut physical = json!({ "artifactLocation": { "uri": uri(&file.file) } });
    let place = finding.position.as_ref().filter(|place| place.line.is_some());
    if let (Some(place), Some(map)) = (place, physical.as_object_mut()) {
        let mut region = serde_json::Map::new();
        region.insert("startLine".to_owned(), json!(place.line));
        if let Some(column) = place.column {
            region.insert("startColumn".to_owned(), json!(column));
        }
        map.insert("region".to_owned(), Value::Object(region));
    }
    let logical: Vec<Value> = finding
        .cells
        .iter()
        .map(|cell| json!({ "name": cell.name, "fullyQualifiedName": cell.key, "kind": "member" }))
        .collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical, "logicalLocations": logical }],
        "partialFingerprints": { "gongkai/v1": finding.fingerprint },
    });
    if let Some(map) = result.as_object_mut() {
        if let Some(rule) = rule {
            map.insert("ruleIndex".to_owned(), json!(rule));
        }
        if let Some(reason) = accepted {
            map.insert(
                "suppressions".to_owned(),
                json!([{ "kind": "external", "status": "accepted", "justification": reason }]),
            );
        }
    }
    result
}

/// A path as a relative or file URI, everything but plain characters escaped.
fn uri(path: &str) -> String {
    let path = Path::new(path);
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(escaped(&name.to_string_lossy())),
            Component::ParentDir => Some("..".to_owned()),
            _ => None,
        })
        .collect();
    let joined = parts.join("/");
    if path.is_absolute() { format!("file:///{joined}") } else { joined }
}

fn escaped(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
