//! Words in both languages, numbers, severities and places: what all shapes are made of.

use std::fmt;

use gongkai::Number;
use gongkai::check;
use gongkai::document::Position;
use gongkai::words::{InWords as _, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A message in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// A message in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// A message that the domain prints as `中文 / English`.
    #[must_use]
    pub fn of_printed(printed: &str) -> Self {
        Self::from(&Text::of_printed(printed))
    }
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self::new(&text.zh, &text.en)
    }
}

impl From<&Words> for Text {
    fn from(words: &Words) -> Self {
        Self::new(&words.zh, &words.en)
    }
}

impl From<(&str, &str)> for Words {
    fn from((zh, en): (&str, &str)) -> Self {
        Self::new(zh, en)
    }
}

/// A severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Must be mended.
    Error,
    /// Should be looked at.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// How people call it, in Chinese and English.
    #[must_use]
    pub fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Self::Error => check::Severity::Error,
            Self::Warning => check::Severity::Warning,
            Self::Info => check::Severity::Info,
        }
        .in_words()
    }
}

impl From<check::Severity> for Severity {
    fn from(severity: check::Severity) -> Self {
        match severity {
            check::Severity::Error => Self::Error,
            check::Severity::Warning => Self::Warning,
            check::Severity::Info => Self::Info,
        }
    }
}

/// A whole number, or an exact decimal as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Amount {
    /// A whole number.
    Whole(i64),
    /// An exact decimal.
    Decimal(String),
}

impl From<Number> for Amount {
    fn from(number: Number) -> Self {
        number.to_i64().map_or_else(|| Self::Decimal(number.to_string()), Self::Whole)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => whole.fmt(f),
            Self::Decimal(decimal) => decimal.fmt(f),
        }
    }
}

/// Where something stands in its file; every part counts from 1 and is there only when known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The cell of a workbook as a person sees it: `表三!D6`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The page, or the sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column of the line, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// The table's or sheet's row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_row: Option<u32>,
    /// The table's or sheet's column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_column: Option<u32>,
}

impl Place {
    /// A place, where anything is known of it.
    #[must_use]
    pub fn known(position: Option<Position>) -> Option<Self> {
        position.filter(|position| !position.is_unknown()).map(Self::from)
    }

    /// A place in a file whose sheets have these names, where it has sheets.
    #[must_use]
    pub fn in_sheets(position: Position, sheets: &[String]) -> Self {
        Self { cell: position.in_sheets(sheets), ..Self::from(position) }
    }

    /// Names the cell of a workbook by its sheet, where the place is in one.
    pub fn name_cell(&mut self, sheets: &[String]) {
        self.cell = Position::from(&*self).in_sheets(sheets);
    }

    /// The place in words, from the whole to the part; empty where nothing is known.
    #[must_use]
    pub fn printed(&self) -> Words {
        if let Some(cell) = &self.cell {
            return Words::new(cell, cell);
        }
        Words::from(&Position::from(self).in_words())
    }
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        let Position { page, line, column, paragraph, table, table_row, table_column, .. } = position;
        Self { cell: None, page, line, column, paragraph, table, table_row, table_column }
    }
}

impl From<&Place> for Position {
    fn from(place: &Place) -> Self {
        let mut position = Self::default();
        (position.page, position.line, position.column) = (place.page, place.line, place.column);
        (position.paragraph, position.table) = (place.paragraph, place.table);
        (position.table_row, position.table_column) = (place.table_row, place.table_column);
        position
    }
}
