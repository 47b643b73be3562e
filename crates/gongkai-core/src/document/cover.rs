//! What somebody typed on a file's cover.

use super::Position;

/// The cover (封面) of a file that is made to be filled in: what was typed beside each of its labels, as typed. It was put
/// there to be the report's, and outranks what the text says; see `gongkai-recognize`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Cover {
    /// The title (报告标题).
    pub title: Option<Typed>,
    /// The organ (报告机关).
    pub organ: Option<Typed>,
    /// The year (报告年度).
    pub year: Option<Typed>,
    /// The level (机关层级).
    pub level: Option<Typed>,
    /// The day of publication (公布日期).
    pub published: Option<Typed>,
}

/// A text that somebody typed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Typed {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub position: Position,
}

impl Typed {
    /// A text at a place.
    pub fn new(text: impl Into<String>, position: Position) -> Self {
        Self { text: text.into(), position }
    }
}
