//! What TOML and JSON have in common: a tree of values, each with its place in the text.

use std::ops::Range;

/// A value with its place.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Debug)]
pub(crate) enum Value {
    /// The entries in the order of the file; keys may repeat in JSON.
    Table(Vec<Entry>),
    Array(Vec<Node>),
    Text(String),
    /// A number's digits as they stand in the file, so that no decimal is lost.
    Number(String),
    Boolean(bool),
    /// A date, time or both, as TOML knows them.
    Date(String),
    Null,
}

/// A key with its value.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) node: Node,
}

impl Value {
    /// The kind of value in both languages, for messages.
    pub(crate) fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Table(_) => ("表", "a table"),
            Self::Array(_) => ("数组", "an array"),
            Self::Text(_) => ("文字", "text"),
            Self::Number(_) => ("数字", "a number"),
            Self::Boolean(_) => ("真假值", "true or false"),
            Self::Date(_) => ("日期", "a date"),
            Self::Null => ("null", "null"),
        }
    }
}
