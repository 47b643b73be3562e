//! The settings that a style file can make: one line for each, from which the reader and its messages come.

use gongkai_core::style::{FontRole, Style, TextStyle};
use toml::de::DeValue;

use super::value::{colour, count, family, millimetres, pitch, size, truth};
use super::{Entry, StyleError};

/// The key that names the profile to begin from.
pub(super) const PROFILE: &str = "profile";

/// A key, what it can have, and how its value changes a style: nothing when it is no value for it.
struct Setting {
    key: &'static str,
    wanted: &'static str,
    set: fn(&mut Style, &DeValue<'_>) -> Option<()>,
}

const MARGIN: &str = "毫米数（0 至 600）";
const PAPER: &str = "毫米数（50 至 600）";
const SIZE: &str = "磅数（5 至 96）或字号名（如“三号”）";
const FAMILY: &str = "字体名";
const TRUTH: &str = " true 或 false";

macro_rules! settings {
    ($($key:literal, $wanted:expr, |$style:ident, $value:ident| $set:expr;)*) => {
        static SETTINGS: &[Setting] = &[$(Setting {
            key: $key,
            wanted: $wanted,
            set: |$style, $value| { $set; Some(()) },
        }),*];
    };
}

settings! {
    "line_pitch", "磅数（6 至 100）", |style, value| style.line_pitch = pitch(value)?;
    "indent_characters", "0 至 20 的整数", |style, value| style.indent_characters = count(value, 0, 20)?;
    "page.width", PAPER, |style, value| style.page.width = millimetres(value, 50.0)?;
    "page.height", PAPER, |style, value| style.page.height = millimetres(value, 50.0)?;
    "page.top", MARGIN, |style, value| style.page.top = millimetres(value, 0.0)?;
    "page.bottom", MARGIN, |style, value| style.page.bottom = millimetres(value, 0.0)?;
    "page.left", MARGIN, |style, value| style.page.left = millimetres(value, 0.0)?;
    "page.right", MARGIN, |style, value| style.page.right = millimetres(value, 0.0)?;
    "grid.lines", "1 至 200 的整数", |style, value| style.grid_lines = count(value, 1, 200)?;
    "grid.characters", "1 至 200 的整数", |style, value| style.grid_characters = count(value, 1, 200)?;
    "fonts.title", FAMILY, |style, value| name(style, FontRole::Title, value)?;
    "fonts.heading", FAMILY, |style, value| name(style, FontRole::Heading, value)?;
    "fonts.subheading", FAMILY, |style, value| name(style, FontRole::Subheading, value)?;
    "fonts.body", FAMILY, |style, value| name(style, FontRole::Body, value)?;
    "fonts.song", FAMILY, |style, value| name(style, FontRole::Song, value)?;
    "fonts.latin", FAMILY, |style, value| name(style, FontRole::Latin, value)?;
    "sizes.title", SIZE, |style, value| style.title.half_points = size(value)?;
    "sizes.heading1", SIZE, |style, value| style.heading1.half_points = size(value)?;
    "sizes.heading2", SIZE, |style, value| style.heading2.half_points = size(value)?;
    "sizes.heading3", SIZE, |style, value| style.heading3.half_points = size(value)?;
    "sizes.body", SIZE, |style, value| style.body.half_points = size(value)?;
    "sizes.table", SIZE, |style, value| style.table.half_points = size(value)?;
    "sizes.table_head", SIZE, |style, value| style.table_head.half_points = size(value)?;
    "sizes.page_number", SIZE, |style, value| style.page_number.half_points = size(value)?;
    "bold.title", TRUTH, |style, value| style.title.bold = truth(value)?;
    "bold.heading1", TRUTH, |style, value| style.heading1.bold = truth(value)?;
    "bold.heading2", TRUTH, |style, value| style.heading2.bold = truth(value)?;
    "bold.heading3", TRUTH, |style, value| style.heading3.bold = truth(value)?;
    "bold.table_head", TRUTH, |style, value| style.table_head.bold = truth(value)?;
    "faces.title", ROLE, |style, value| face(&mut style.title, value)?;
    "faces.heading1", ROLE, |style, value| face(&mut style.heading1, value)?;
    "faces.heading2", ROLE, |style, value| face(&mut style.heading2, value)?;
    "faces.heading3", ROLE, |style, value| face(&mut style.heading3, value)?;
    "faces.body", ROLE, |style, value| face(&mut style.body, value)?;
    "faces.table", ROLE, |style, value| face(&mut style.table, value)?;
    "faces.table_head", ROLE, |style, value| face(&mut style.table_head, value)?;
    "faces.page_number", ROLE, |style, value| face(&mut style.page_number, value)?;
    "title.break_before_year", TRUTH, |style, value| style.break_title = truth(value)?;
    "table.head_shading", "颜色（如“D9D9D9”）或“none”", |style, value| style.head_shading = colour(value)?;
    "table.band_shading", "颜色（如“C6D9F1”）或“none”", |style, value| style.band_shading = colour(value)?;
    "page_number.dashes", TRUTH, |style, value| style.page_number_dashes = truth(value)?;
}

const ROLE: &str = "“title”“heading”“subheading”“body”“song”之一";

fn name(style: &mut Style, role: FontRole, value: &DeValue<'_>) -> Option<()> {
    style.families.insert(role, family(value)?);
    Some(())
}

fn face(text: &mut TextStyle, value: &DeValue<'_>) -> Option<()> {
    text.font = match value.as_str()? {
        "title" | "小标宋" => FontRole::Title,
        "heading" | "黑体" => FontRole::Heading,
        "subheading" | "楷体" => FontRole::Subheading,
        "body" | "仿宋" => FontRole::Body,
        "song" | "宋体" => FontRole::Song,
        _ => return None,
    };
    Some(())
}

/// The profile that a file begins from.
pub(super) fn profile(stated: &[Entry<'_>]) -> Result<Style, StyleError> {
    let Some(entry) = stated.iter().find(|entry| entry.key == PROFILE) else { return Ok(Style::gbt9704()) };
    match entry.value.as_str() {
        Some("gbt9704") => Ok(Style::gbt9704()),
        Some("plain") => Ok(Style::plain()),
        _ => Err(wrong(entry, "“gbt9704”或“plain”")),
    }
}

/// Makes one setting.
pub(super) fn apply(style: &mut Style, entry: &Entry<'_>) -> Result<(), StyleError> {
    let Some(setting) = SETTINGS.iter().find(|setting| setting.key == entry.key) else {
        let known = std::iter::once(PROFILE).chain(SETTINGS.iter().map(|setting| setting.key));
        let likeness = |key: &str| strsim::jaro_winkler(key, &entry.key).max(last_likeness(key, &entry.key));
        let nearest = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).unwrap_or(PROFILE);
        return Err(StyleError::UnknownKey { line: entry.line, key: entry.key.clone(), nearest });
    };
    (setting.set)(style, entry.value).ok_or_else(|| wrong(entry, setting.wanted))
}

/// How like the last parts of two keys are: a key may stand in the wrong table, or in none.
fn last_likeness(known: &str, key: &str) -> f64 {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    strsim::jaro_winkler(&last(known), &last(key)) * 0.95
}

fn wrong(entry: &Entry<'_>, wanted: &'static str) -> StyleError {
    let found = match entry.value {
        DeValue::String(text) => format!("“{text}”"),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        other => other.type_str().to_owned(),
    };
    StyleError::Value { line: entry.line, key: entry.key.clone(), wanted, found }
}
