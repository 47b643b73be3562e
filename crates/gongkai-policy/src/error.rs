//! What is wrong with a policy file.

use gongkai_core::Within;
use std::ops::Range;

use gongkai_core::check::Text;
use gongkai_core::document::Position;

/// A policy or acceptance file is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct PolicyError {
    /// What is wrong and how to mend it.
    pub message: Text,
    /// The line and column.
    pub position: Position,
}

impl PolicyError {
    /// An error at a place of the text.
    pub(crate) fn at(text: &str, span: &Range<usize>, zh: &str, en: &str) -> Self {
        let before = text.within(..text.floor_char_boundary(span.start));
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        Self { message: Text::new(zh, en), position: Position::default().line(line).column(column) }
    }

    /// An error at a place of the text, as another crate says it.
    pub(crate) fn said(text: &str, span: &Range<usize>, error: &dyn std::error::Error) -> Self {
        let Text { zh, en } = Text::of_printed(&error.to_string());
        Self::at(text, span, &zh, &en)
    }

    /// What the parser of TOML says, in both languages as far as it goes.
    pub(crate) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or(0..0);
        let english = error.message().trim();
        let chinese = if english.starts_with("unknown field") {
            "不认识的键"
        } else if english.starts_with("missing field") {
            "缺少一项"
        } else if english.starts_with("duplicate key") {
            "同一个键写了两次"
        } else if english.starts_with("invalid type") {
            "值的类型不对"
        } else {
            "写法不对"
        };
        Self::at(text, &span, chinese, english)
    }
}
