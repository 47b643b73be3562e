//! Findings: what does not hold.

use std::fmt;

use super::{RuleId, Severity};
use crate::Number;
use crate::document::Position;
use crate::form::{CellKey, SectionKey};
use crate::words::Text;

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: RuleId,
    /// How grave it is, after configuration.
    pub severity: Severity,
    /// What is wrong, with the cells by their printed names and both sides.
    pub message: Text,
    /// The cells concerned, the one to look at first in front.
    pub cells: Vec<Related>,
    /// The section whose text is concerned, where it is text.
    pub section: Option<SectionKey>,
    /// The words concerned, as printed.
    pub excerpt: Option<String>,
    /// Both sides and their difference, where something is compared.
    pub sides: Option<Sides>,
    /// The clause that the rule rests on.
    pub clause: Text,
    /// How to mend it.
    pub help: Option<Text>,
    /// What else should be known: a scope that fits, what was assumed.
    pub notes: Vec<Text>,
    /// Where it stands in the source file.
    pub position: Option<Position>,
    /// Names this finding as long as rule, place and values are the same.
    pub fingerprint: Fingerprint,
}

/// A cell that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// The cell.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// The same in an English message, which quotes the printed labels.
    pub english: String,
    /// What it holds as printed, or nothing when it was not read.
    pub printed: Option<String>,
    /// Where it stands in the source file.
    pub position: Option<Position>,
}

impl Related {
    /// A cell with its printed name and value.
    pub fn new(key: CellKey, name: Text, printed: Option<String>, position: Option<Position>) -> Self {
        Self { key, name: name.zh, english: name.en, printed, position }
    }
}

/// Both sides of a comparison: left as stated, right as it follows from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The left side.
    pub left: Number,
    /// The right side.
    pub right: Number,
    /// Left minus right.
    pub difference: Number,
}

impl Sides {
    /// Both sides with their difference; nothing when the difference does not fit.
    #[must_use]
    pub fn new(left: Number, right: Number) -> Option<Self> {
        Some(Self { left, right, difference: left.checked_sub(right)? })
    }
}

/// Names a finding by rule, place and values: the same as long as all of them are, whatever the program's version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of a rule and what identifies the finding: cells and values.
    #[must_use]
    pub fn of<'a>(rule: RuleId, parts: impl IntoIterator<Item = &'a str>) -> Self {
        // FNV-1a, 64 bits: written out because a fingerprint is stored beside reports and must never change with
        // a library.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut eat = |bytes: &[u8]| {
            for &byte in bytes {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        eat(rule.to_string().as_bytes());
        for part in parts {
            eat(&[0]);
            eat(part.as_bytes());
        }
        Self(format!("{rule}-{hash:016x}"))
    }

    /// The fingerprint of a rule and the cells that it speaks of, with what they hold.
    #[must_use]
    pub fn of_cells(rule: RuleId, cells: &[Related]) -> Self {
        let parts: Vec<String> =
            cells.iter().map(|cell| format!("{}={}", cell.key, cell.printed.as_deref().unwrap_or("?"))).collect();
        Self::of(rule, parts.iter().map(String::as_str))
    }

    /// A fingerprint as it was stored.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The fingerprint as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Finding {
    /// A finding of a rule with its message; the rest is added with the `with_…` methods. The message of a rule of
    /// practice says that it is one, so that nobody takes it for the law.
    #[must_use]
    pub fn new(info: &super::RuleInfo, mut message: Text) -> Self {
        if info.basis == super::Basis::Practice && !message.zh.contains("实务") {
            message.zh.push_str("（实务通常）");
            message.en.push_str(" (usual practice)");
        }
        Self {
            rule: info.id,
            severity: info.severity,
            fingerprint: Fingerprint::of(info.id, [message.zh.as_str()]),
            message,
            cells: Vec::new(),
            section: None,
            excerpt: None,
            sides: None,
            clause: Text::new(info.clause.0, info.clause.1),
            help: None,
            notes: Vec::new(),
            position: None,
        }
    }

    /// With the cells concerned; the fingerprint is then made of their keys and values, and the position is the first
    /// cell's.
    #[must_use]
    pub fn with_cells(mut self, cells: Vec<Related>) -> Self {
        self.fingerprint = Fingerprint::of_cells(self.rule, &cells);
        self.position = self.position.or_else(|| cells.first().and_then(|cell| cell.position));
        self.cells = cells;
        self
    }

    /// With both sides of a comparison.
    #[must_use]
    pub fn with_sides(mut self, sides: Option<Sides>) -> Self {
        self.sides = sides;
        self
    }

    /// With words of a section's text; the fingerprint is then made of them.
    #[must_use]
    pub fn with_excerpt(mut self, section: Option<SectionKey>, excerpt: impl Into<String>) -> Self {
        let excerpt = excerpt.into();
        if self.cells.is_empty() {
            self.fingerprint = Fingerprint::of(self.rule, [section.map_or("", SectionKey::as_str), excerpt.as_str()]);
        }
        self.section = section;
        self.excerpt = Some(excerpt);
        self
    }

    /// With a fingerprint that also includes what the finding was compared with outside the report: last year's
    /// values, or the sum of other reports.
    #[must_use]
    pub fn compared_with(mut self, value: &str) -> Self {
        self.fingerprint = Fingerprint::of(self.rule, [self.fingerprint.as_str(), value]);
        self
    }

    /// With how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// With something else that should be known.
    #[must_use]
    pub fn with_note(mut self, note: Text) -> Self {
        self.notes.push(note);
        self
    }

    /// With its place in the source file.
    #[must_use]
    pub fn at(mut self, position: Option<Position>) -> Self {
        self.position = position;
        self
    }
}
