//! TOML text to the common tree.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use gongkai_core::format::ReadError;

use crate::source::Source;
use crate::tree::{Entry, Node, Value};

/// The most parts of a dotted key; the parser nests a table for each, and the shape of a report needs three.
const MOST_KEY_PARTS: usize = 64;

pub(crate) fn parse(source: &Source<'_>) -> Result<Node, ReadError> {
    refuse_long_keys(source)?;
    let table = DeTable::parse(source.text).map_err(|error| syntax(source, &error))?;
    let span = table.span();
    Ok(Node { span, value: Value::Table(entries(table.into_inner())) })
}

/// Refuses keys of very many parts, whose tables would nest deeper than a stack is.
fn refuse_long_keys(source: &Source<'_>) -> Result<(), ReadError> {
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        let key = line.split(['=', '"', '\'', '#']).next().unwrap_or_default();
        if key.matches('.').count() > MOST_KEY_PARTS {
            return Err(source.error(&(offset..offset), "键的层次过多", "too many parts in this key"));
        }
        offset += line.len();
    }
    Ok(())
}

fn entries(table: DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry { key_span: key.span(), key: key.into_inner().into_owned(), node: node(value) })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        // Digits of another base than ten are kept with their prefix, and then are no decimal number.
        DeValue::Integer(digits) => Value::Number(digits.to_string()),
        DeValue::Float(digits) => Value::Number(digits.as_str().to_owned()),
        DeValue::Boolean(value) => Value::Boolean(value),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::Array(items.into_iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    };
    Node { span, value }
}

/// A syntax error of the parser, said in both languages.
fn syntax(source: &Source<'_>, error: &toml::de::Error) -> ReadError {
    let span = error.span().unwrap_or(0..0);
    let english = error.message();
    if english.starts_with("duplicate key") {
        let key = source.text.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'', '[', ']', ' ']);
        return crate::complaint::twice(source, &span, key);
    }
    let chinese = CHINESE.iter().find(|(en, _)| english.contains(en)).map_or("写法不合 TOML 语法", |&(_, zh)| zh);
    source.error(&span, &format!("TOML 语法错误：{chinese}"), &format!("TOML syntax: {}", english.trim()))
}

/// The parser's commonest complaints in Chinese.
const CHINESE: &[(&str, &str)] = &[
    ("missing opening quote", "文字缺少开头的引号"),
    ("string values must be quoted", "文字要加英文双引号"),
    ("invalid basic string", "文字缺少结尾的引号，或含有不允许的字符"),
    ("missing comma", "数组或表的两项之间缺少英文逗号"),
    ("extra comma", "多了一个逗号"),
    ("unclosed array", "数组缺少结尾的 ]"),
    ("unclosed inline table", "表缺少结尾的 }"),
    ("unclosed table", "表头缺少结尾的 ]"),
    ("missing assignment", "键后面缺少等号"),
    ("key with no value", "键后面缺少等号和值"),
    ("missing value", "等号后面缺少值"),
    ("invalid unquoted key", "键只能用英文字母、数字、下划线和短横"),
    ("unexpected leading zero", "数字不能以 0 开头"),
    ("recurse", "嵌套层次过深"),
    ("recursion", "嵌套层次过深"),
    ("invalid value", "值不是数字、文字、数组或表"),
];
