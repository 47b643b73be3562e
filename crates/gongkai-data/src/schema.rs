//! The shape of report files as a JSON Schema, for editors and for programs that write them.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::{HeadingLevel, Level, Year};
use serde_json::{Map, Value, json};

use crate::decode::{NO_SECTION, SCHEMA, TEXTS};
use crate::edition::rows;

/// The JSON Schema of report files in JSON, and of the same in TOML, where a date may also be written without quotes.
///
/// The keys of tables, rows and columns are those of all editions; which of them stand together, and whether the cells of a
/// table in a narrative fit, is found by reading the file.
#[must_use]
pub fn schema() -> String {
    let mut properties = Map::new();
    let mut property = |key: &str, schema: Value| properties.insert(key.to_owned(), schema);
    property(SCHEMA, said(json!({ "type": "string" }), "the address of this schema, for editors; it is not read"));
    property("title", said(json!({ "type": "string" }), "标题 / the title"));
    property("published", said(json!({ "type": "string", "format": "date" }), "发布日期 / the day of publication"));
    let (first, last) = (Year::FIRST, Year::LAST);
    let year = json!({ "type": "integer", "minimum": first, "maximum": last });
    property("year", said(year, "报告年度 / the year that the report is of"));
    property("edition", reference("edition"));
    property("organ", organ());
    property("signature", reference("signature"));
    property("headings", headings());
    for (key, text) in texts() {
        property(key, text);
    }
    for table in TableKey::ALL {
        property(table.as_str(), of_table(table));
    }
    let root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ReportFile",
        "description": "政府信息公开工作年度报告 / a report file: docs/report-file.md",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "anyOf": [{ "required": ["year"] }, { "required": ["edition"] }],
        "$defs": definitions(),
    });
    format!("{root:#}\n")
}

/// A schema with what it is, in both languages.
fn said(mut schema: Value, what: &str) -> Value {
    schema["description"] = what.into();
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// An object of these properties and no others.
fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The sections that are text alone.
fn texts() -> impl Iterator<Item = (&'static str, Value)> {
    TEXTS.into_iter().map(|(key, section)| {
        let what = section.map_or("引言 / what stands before the first section", SectionKey::heading);
        (key, said(reference("narrative"), what))
    })
}

fn organ() -> Value {
    let mut keys: Map<String, Value> = texts().map(|(key, text)| (key.to_owned(), text)).collect();
    keys.insert("name".into(), json!({ "type": "string" }));
    let levels = Level::ALL.map(Level::as_str);
    keys.insert("level".into(), json!({ "type": "string", "examples": levels }));
    keys.insert("signature".into(), reference("signature"));
    said(json!({ "anyOf": [{ "type": "string" }, object(&keys.into(), &[])] }), "机关 / the organ")
}

fn headings() -> Value {
    let keys = SectionKey::ALL.map(SectionKey::as_str).into_iter().chain([NO_SECTION]);
    let properties: Map<String, Value> = keys.map(|key| (key.to_owned(), json!({ "type": "string" }))).collect();
    let mut heading = object(&properties.into(), &[]);
    heading["minProperties"] = 1.into();
    heading["maxProperties"] = 1.into();
    let what = "各部分自己的标题，按原来的次序 / the report's own headings in their order";
    said(json!({ "type": "array", "items": heading }), what)
}

/// A table with the rows of every edition.
fn of_table(table: TableKey) -> Value {
    // What is known of a row over the editions: its label, its columns with theirs, and how many there are.
    type Known = (String, BTreeMap<&'static str, &'static str>, BTreeSet<usize>);
    let mut known: BTreeMap<&'static str, Known> = BTreeMap::new();
    for row in Edition::all().flat_map(|edition| rows(edition.form().table(table))) {
        let (label, columns, lengths) = known.entry(row.key).or_default();
        *label = row.label();
        lengths.insert(row.cells.len());
        if table == TableKey::Applications {
            // The total may be left to the program.
            lengths.insert(row.cells.len().saturating_sub(1));
        }
        columns.extend(
            row.cells.iter().map(|cell| (cell.key.column(), cell.column_path.last().copied().unwrap_or_default())),
        );
    }
    let mut properties: Map<String, Value> = known
        .into_iter()
        .map(|(key, (label, columns, lengths))| {
            let columns: Map<String, Value> =
                columns.into_iter().map(|(key, label)| (key.to_owned(), said(reference("value"), label))).collect();
            let (fewest, most) = (lengths.first(), lengths.last());
            let list = json!({ "type": "array", "items": reference("value"), "minItems": fewest, "maxItems": most });
            (key.to_owned(), said(json!({ "anyOf": [list, object(&columns.into(), &[])] }), &label))
        })
        .collect();
    properties.insert("edition".into(), reference("edition"));
    properties.insert("narrative".into(), reference("narrative"));
    said(object(&properties.into(), &[]), table.section().heading())
}

fn definitions() -> Value {
    let editions: Vec<String> = Edition::all().map(|edition| edition.to_string()).collect();
    let levels = HeadingLevel::ALL.map(HeadingLevel::number);
    let text = json!({ "type": "string" });
    let pieces = json!({ "type": "array", "items": { "anyOf": [text, reference("piece")] } });
    let span = json!({ "type": "integer", "minimum": 1, "maximum": 1000 });
    let mark = json!({ "type": "boolean" });
    json!({
        "value": said(json!({ "type": ["number", "string", "null"] }), "数字照写，其余照印刷写成文字，空白写 \"\" / a number, or the text as printed; a blank is \"\""),
        "edition": said(json!({ "type": ["string", "integer"], "examples": editions }), "格式版本 / the edition of the form"),
        "signature": object(&json!({ "organ": text, "date": text }), &[]),
        "prose": { "anyOf": [text, pieces] },
        "piece": object(&json!({ "text": text, "link": text, "bold": mark, "raised": mark, "lowered": mark }), &["text"]),
        "heading": object(&json!({ "heading": reference("prose"), "level": { "enum": levels } }), &["heading"]),
        "table": object(&json!({ "table": { "anyOf": [text, { "type": "array", "items": { "type": "array", "items": reference("cell") } }] } }), &["table"]),
        "cell": { "anyOf": [reference("prose"), object(&json!({ "text": reference("prose"), "rows": span, "columns": span }), &["text"])] },
        "narrative": { "anyOf": [
            { "type": ["string", "null"] },
            { "type": "array", "items": { "anyOf": [reference("prose"), reference("heading"), reference("table")] } },
        ] },
    })
}
