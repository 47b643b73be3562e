//! House styles as TOML files: what an office sets otherwise than GB/T 9704—2012.
//!
//! A file states only what differs; the rest is the profile's that it names. The value is the core crate's
//! [`Style`], which every format that prints takes, so one file serves DOCX and PDF alike.
//!
//! ```toml
//! profile = "gbt9704"            # or "plain": what is not stated below is this profile's
//! line_pitch = 28.95             # points between lines of running text
//! indent_characters = 2
//!
//! [page]                         # millimetres
//! top = 37
//! left = 28
//!
//! [fonts]                        # families by role
//! body = "仿宋_GB2312"
//!
//! [sizes]                        # points, or the names that offices use
//! body = "三号"
//! table = 10.5
//!
//! [title]
//! break_before_year = false
//!
//! [table]
//! head_shading = "#D9D9D9"
//! band_shading = "none"
//!
//! [page_number]
//! dashes = true
//! ```

mod settings;
mod value;

use gongkai_core::document::Position;
use gongkai_core::style::Style;
use toml::de::{DeTable, DeValue};

/// A style file that cannot be used, and where and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StyleError {
    /// The text is no TOML.
    #[error("第 {line} 行：不是合法的 TOML：“{detail}” / line {line} is not valid TOML: {detail}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        detail: String,
    },
    /// A key that styles do not have.
    #[error(
        "第 {line} 行：不认识的键“{key}”，最接近的是“{nearest}” / line {line}: unknown key “{key}”; did you mean “{nearest}”?"
    )]
    UnknownKey {
        /// The line, from 1.
        line: usize,
        /// The key with the tables that it stands in.
        key: String,
        /// The key that styles have and that is most like it.
        nearest: &'static str,
    },
    /// A value that the key cannot have.
    #[error("第 {line} 行：“{key}”应为{wanted}，而不是 {found} / line {line}: “{key}” cannot be {found}")]
    Value {
        /// The line, from 1.
        line: usize,
        /// The key with the tables that it stands in.
        key: String,
        /// What the key can have, with its unit and limits.
        wanted: &'static str,
        /// What the file has.
        found: String,
    },
    /// Margins that leave no room for text.
    #[error(
        "页边距之外没有版心：宽 {width} 磅、高 {height} 磅，均应不小于 {LEAST} 磅 / the margins leave too little room for text: {width} points wide and {height} high; each must be {LEAST} or more"
    )]
    NoRoom {
        /// What is left of the width, in whole points.
        width: String,
        /// What is left of the height.
        height: String,
    },
}

impl StyleError {
    /// Where the error stands.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Self::Syntax { line, .. } | Self::UnknownKey { line, .. } | Self::Value { line, .. } => {
                Position::default().line(*line)
            }
            Self::NoRoom { .. } => Position::default(),
        }
    }
}

/// How much room for text the margins must leave in either direction, in points.
const LEAST: u8 = 100;

/// Reads a house style.
///
/// # Errors
/// [`StyleError`] for text that is no TOML, for a key that styles do not have, for a value out of its limits, and for
/// margins that leave no room for text.
///
/// ```
/// use gongkai_style::read_style;
/// let style = read_style("[sizes]\nbody = \"小四\"\n")?;
/// assert_eq!(style.body.half_points, 24);
/// let error = read_style("[page]\ntopp = 37\n").unwrap_err();
/// assert!(error.to_string().contains("page.top"));
/// # Ok::<(), gongkai_style::StyleError>(())
/// ```
pub fn read_style(text: &str) -> Result<Style, StyleError> {
    let text = text.trim_start_matches('\u{feff}');
    let parsed = DeTable::parse(text).map_err(|error| StyleError::Syntax {
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        detail: error.message().to_owned(),
    })?;
    let mut stated = Vec::new();
    collect(text, "", parsed.get_ref(), &mut stated);
    let mut style = settings::profile(&stated)?;
    for entry in stated.iter().filter(|entry| entry.key != settings::PROFILE) {
        settings::apply(&mut style, entry)?;
    }
    let page = &style.page;
    let (width, height) = (page.text_width(), page.text_height());
    if width.points() < f32::from(LEAST) || height.points() < f32::from(LEAST) {
        return Err(StyleError::NoRoom {
            width: format!("{:.0}", width.points()),
            height: format!("{:.0}", height.points()),
        });
    }
    Ok(style)
}

/// A key with its value and line.
struct Entry<'a> {
    key: String,
    line: usize,
    value: &'a DeValue<'a>,
}

/// Lists the keys of a table and of the tables in it by their full names.
fn collect<'a>(text: &str, outer: &str, table: &'a DeTable<'a>, into: &mut Vec<Entry<'a>>) {
    for (key, value) in table {
        let name = if outer.is_empty() { key.get_ref().to_string() } else { format!("{outer}.{}", key.get_ref()) };
        match value.get_ref() {
            // Styles have tables one deep; a deeper one is an unknown key and listed as such.
            DeValue::Table(inner) if outer.is_empty() => collect(text, &name, inner, into),
            value => into.push(Entry { key: name, line: line_of(text, key.span().start), value }),
        }
    }
}

/// The line, from 1, that a byte stands in.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|&byte| byte == b'\n').count() + 1
}
