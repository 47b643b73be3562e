//! Printing the common shape as TOML and as JSON.

use gongkai_core::characters::acts;
use std::fmt::Write as _;

use crate::encode::{Item, Output};

/// The shape as TOML, labels in comments.
pub(crate) fn toml(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        match &item.value {
            Output::Table(entries) => {
                out.push('\n');
                comment_line(&mut out, &item.comment);
                let _ = writeln!(out, "[{}]", item.key);
                let width = entries.iter().map(|entry| entry.key.len()).max().unwrap_or(0);
                for entry in entries {
                    entry_line(&mut out, entry, width);
                }
            }
            Output::Paragraphs(_) => {
                out.push('\n');
                comment_line(&mut out, &item.comment);
                let _ = writeln!(out, "{} = {}", item.key, toml_value(&item.value));
            }
            _ => entry_line(&mut out, item, 0),
        }
    }
    out
}

fn entry_line(out: &mut String, item: &Item, width: usize) {
    let _ = write!(out, "{:width$} = {}", item.key, toml_value(&item.value));
    if !item.comment.is_empty() {
        let _ = write!(out, " # {}", item.comment);
    }
    out.push('\n');
}

fn comment_line(out: &mut String, comment: &str) {
    if !comment.is_empty() {
        let _ = writeln!(out, "# {comment}");
    }
}

fn toml_value(value: &Output) -> String {
    match value {
        Output::Bare(text) => text.clone(),
        Output::Text(text) => quoted(text),
        Output::Row(values) => format!("[{}]", values.iter().map(toml_value).collect::<Vec<_>>().join(", ")),
        Output::Paragraphs(texts) if texts.is_empty() => "[]".to_owned(),
        Output::Paragraphs(parts) => {
            let lines: String = parts.iter().map(|part| format!("  {},\n", toml_value(part))).collect();
            format!("[\n{lines}]")
        }
        Output::Rows(rows) => {
            let lines: String = rows.iter().map(|row| format!("    {},\n", toml_value(row))).collect();
            format!("[\n{lines}  ]")
        }
        Output::Columns(columns) => {
            let columns: Vec<String> =
                columns.iter().map(|(key, value)| format!("{key} = {}", toml_value(value))).collect();
            format!("{{ {} }}", columns.join(", "))
        }
        Output::Table(_) => "{}".to_owned(),
    }
}

/// The shape as JSON.
pub(crate) fn json(items: &[Item]) -> String {
    let mut out = json_table(items, 1);
    out.push('\n');
    out
}

fn json_table(items: &[Item], depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let entries: Vec<String> =
        items.iter().map(|item| format!("{indent}{}: {}", quoted(item.key), json_value(item, depth))).collect();
    if entries.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{}\n{}}}", entries.join(",\n"), "  ".repeat(depth - 1))
}

fn json_value(item: &Item, depth: usize) -> String {
    match &item.value {
        // A date has no type of its own in JSON.
        Output::Bare(text) if item.key == "published" => quoted(text),
        Output::Table(entries) => json_table(entries, depth + 1),
        Output::Paragraphs(texts) if !texts.is_empty() => {
            let indent = "  ".repeat(depth + 1);
            let lines: Vec<String> =
                texts.iter().map(|part| format!("{indent}{}", part_json(part, depth + 1))).collect();
            format!("[\n{}\n{}]", lines.join(",\n"), "  ".repeat(depth))
        }
        value => inline_json(value),
    }
}

/// A part of a narrative: the rows of a table each have a line.
fn part_json(part: &Output, depth: usize) -> String {
    match part {
        Output::Columns(columns) => match columns.as_slice() {
            [(key, Output::Rows(rows))] => {
                let indent = "  ".repeat(depth + 1);
                let lines: Vec<String> = rows.iter().map(|row| format!("{indent}{}", inline_json(row))).collect();
                format!("{{ {}: [\n{}\n{}] }}", quoted(key), lines.join(",\n"), "  ".repeat(depth))
            }
            _ => inline_json(part),
        },
        _ => inline_json(part),
    }
}

fn inline_json(value: &Output) -> String {
    match value {
        Output::Bare(text) => text.clone(),
        Output::Text(text) => quoted(text),
        Output::Row(values) | Output::Rows(values) => {
            format!("[{}]", values.iter().map(inline_json).collect::<Vec<_>>().join(", "))
        }
        Output::Columns(columns) => {
            let columns: Vec<String> =
                columns.iter().map(|(key, value)| format!("{}: {}", quoted(key), inline_json(value))).collect();
            format!("{{ {} }}", columns.join(", "))
        }
        Output::Paragraphs(_) | Output::Table(_) => "[]".to_owned(),
    }
}

/// Text in double quotes. The escapes of JSON are also those of TOML's basic strings, but for the delete character,
/// which TOML wants escaped, as is whatever would act on a terminal.
fn quoted(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    if !quoted.contains(acts) {
        return quoted;
    }
    let escape = |c: char| if acts(c) { format!("\\u{:04X}", u32::from(c)) } else { c.to_string() };
    quoted.chars().map(escape).collect()
}
