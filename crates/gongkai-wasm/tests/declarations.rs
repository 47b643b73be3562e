//! The TypeScript declarations of the package say what the engine gives and takes: every key of every shape, no more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

const DECLARATIONS: &str = include_str!("../../../web/engine/index.d.ts");

/// A type as declared: the members of an object, or another type's name.
#[derive(Debug, Clone)]
enum Declared {
    Object(BTreeMap<String, Declared>),
    Named(String),
    Other,
}

/// The text without comments.
fn code() -> String {
    let mut text = DECLARATIONS.to_owned();
    for (open, close) in [("/*", "*/"), ("//", "\n")] {
        while let Some(start) = text.find(open) {
            let end = text[start..].find(close).map_or(text.len(), |end| start + end + close.len());
            text.replace_range(start..end, if close == "\n" { "\n" } else { "" });
        }
    }
    text
}

/// Where the bracket that opens at the beginning of a text closes.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    panic!("no end: {text}")
}

/// A text cut at a sign outside of brackets.
fn cut(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' | '[' | '(' | '<' => depth += 1,
            '}' | ']' | ')' | '>' => depth -= 1,
            _ if c == sign && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn members(body: &str) -> BTreeMap<String, Declared> {
    let members = cut(body, ';').into_iter().filter_map(|member| {
        let (name, kind) = member.split_once(':')?;
        Some((name.trim().trim_end_matches('?').to_owned(), declared(kind)))
    });
    members.collect()
}

/// The type that an expression comes down to, arrays and alternatives with null left away.
fn declared(kind: &str) -> Declared {
    let mut kind = kind.trim();
    let alternatives: Vec<&str> =
        cut(kind, '|').into_iter().map(str::trim).filter(|kind| *kind != "null" && !kind.is_empty()).collect();
    match alternatives.as_slice() {
        [one] => kind = one,
        _ => return Declared::Other,
    }
    kind = kind.trim_end_matches("[]").trim();
    if let Some(inner) = kind.strip_prefix("(").and_then(|kind| kind.strip_suffix(")")) {
        return declared(inner);
    }
    for record in ["Partial<", "Record<"] {
        if let Some(inner) = kind.strip_prefix(record).and_then(|kind| kind.strip_suffix(">")) {
            return declared(cut(inner, ',').last().unwrap());
        }
    }
    if let Some(inner) = kind.strip_prefix("Omit<").and_then(|kind| kind.strip_suffix(">")) {
        let parts = cut(inner, ',');
        let left_out: Vec<String> =
            cut(parts[1], '|').iter().map(|key| key.trim().trim_matches('"').to_owned()).collect();
        let Declared::Object(mut members) = resolve(&declared(parts[0])) else { return Declared::Other };
        members.retain(|key, _| !left_out.contains(key));
        return Declared::Object(members);
    }
    if kind.starts_with('{') {
        return Declared::Object(members(&kind[1..closing(kind)]));
    }
    match kind.chars().all(|c| c.is_ascii_alphanumeric()) {
        true if kind.starts_with(char::is_uppercase) => Declared::Named(kind.to_owned()),
        _ => Declared::Other,
    }
}

/// An interface, or another named type, as an object where it is one.
fn resolve(kind: &Declared) -> Declared {
    let Declared::Named(name) = kind else { return kind.clone() };
    let code = code();
    let interface = format!("export interface {name} {{");
    match code.find(&interface) {
        Some(at) => {
            let body = &code[at + interface.len() - 1..];
            Declared::Object(members(&body[1..closing(body)]))
        }
        None => Declared::Other,
    }
}

/// The object that a schema comes down to, arrays, maps and alternatives with null left away.
fn object<'s>(root: &'s Value, schema: &'s Value) -> Option<&'s Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return object(root, root.pointer(name.trim_start_matches('#'))?);
    }
    if let Some(alternatives) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let known: Vec<&Value> = alternatives.iter().filter(|one| one["type"] != "null").collect();
        return if let [one] = known.as_slice() { object(root, one) } else { None };
    }
    for inner in ["items", "additionalProperties"] {
        if schema[inner].is_object() {
            return object(root, &schema[inner]);
        }
    }
    schema["properties"].is_object().then_some(schema)
}

fn compare(path: &str, root: &Value, schema: &Value, kind: &Declared, seen: &mut BTreeSet<String>) {
    let Some(schema) = object(root, schema) else { return };
    let Declared::Object(members) = resolve(kind) else { return };
    let properties = schema["properties"].as_object().unwrap();
    let given: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
    let said: BTreeSet<&str> = members.keys().map(String::as_str).filter(|key| *key != "bytes").collect();
    assert_eq!(said, given, "{path}: declared (left) and given (right)");
    for (key, schema) in properties {
        let path = format!("{path}.{key}");
        if path.matches('.').count() < 12 && seen.insert(format!("{:?}{schema}", members[key])) {
            compare(&path, root, schema, &members[key], seen);
        }
    }
}

fn same<T: JsonSchema>(name: &str) {
    let root = schema_for!(T).to_value();
    let kind = Declared::Named(name.to_owned());
    assert!(matches!(resolve(&kind), Declared::Object(_)), "{name} is not declared");
    compare(name, &root, &root, &kind, &mut BTreeSet::new());
}

#[test]
fn what_is_given_is_declared() {
    same::<gongkai_wire::Failure>("Failure");
    same::<gongkai_wire::Forms>("Forms");
    same::<gongkai_wire::FormatInfo>("FormatInfo");
    same::<gongkai_wire::RuleInfo>("RuleInfo");
    same::<gongkai_wire::Report>("Report");
    same::<gongkai_wire::Total>("Total");
    same::<gongkai_wire::Tallied>("Tallied");
    same::<gongkai_wire::Comparison>("Comparison");
    same::<gongkai_wire::Consolidation>("Consolidated");
    same::<gongkai_wasm::Version>("Version");
    same::<gongkai_wasm::Opened>("Opened");
    same::<gongkai_wasm::CellRead>("CellRead");
    same::<gongkai_wasm::Assessed>("Check");
    same::<gongkai_wasm::Drafted>("Drafted");
    same::<gongkai_wasm::Made>("Written");
    same::<gongkai_wasm::FaceFound>("FaceFound");
}

#[test]
fn what_is_taken_is_declared() {
    same::<gongkai_wasm::CheckOptions>("CheckOptions");
    same::<gongkai_wasm::OverviewRow>("OverviewRow");
    same::<gongkai_wasm::RegisterFile>("Table");
}
