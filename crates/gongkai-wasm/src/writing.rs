//! Reports to files.

use std::sync::Arc;

use gongkai::file_name::portable;
use gongkai::form::{CellKey, CellKeyError};
use gongkai::layout::Fonts;
use gongkai::style::{FontRole, Style};
use gongkai::{Format, WriteError, WriteOptions, Written};
use gongkai_wire::{Fault, FormatInfo, Words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessing::domain;
use crate::engine::Outcome;
use crate::opening::format;

/// A report to write.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteRequest {
    /// The report.
    pub report: gongkai_wire::Report,
    /// The key of the format.
    pub format: String,
    /// The text of a house-style file.
    #[serde(default)]
    pub style: Option<String>,
    /// What to say beside cells, in formats that are filled in.
    #[serde(default)]
    pub hints: Vec<Hint>,
    /// The cells that were not read: files for people say so where they stand.
    #[serde(default)]
    pub not_read: Vec<String>,
    /// Whether a text file is to have every key and prompt.
    #[serde(default)]
    pub to_fill_in: bool,
}

/// What to say beside a cell.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Hint {
    /// The cell.
    pub key: String,
    /// The words.
    pub text: String,
}

/// A file that was made; its bytes stand beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Made {
    /// A name for the file.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What the format could not hold, and what else should be known.
    pub notes: Vec<Note>,
    /// The faces that it was set with.
    pub faces: Vec<FaceFound>,
}

/// What should be known of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Whether something of the report is not in the file.
    pub loss: bool,
    /// In words.
    pub text: Words,
}

/// What plays a role of a house style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FaceFound {
    /// The role: `title`, `heading`, `subheading`, `body`, `song`, `latin`.
    pub role: String,
    /// Its name.
    pub name: Words,
    /// The family that the style names.
    pub wanted: String,
    /// The family that plays it; nothing where none does.
    pub found: Option<String>,
    /// Whether it is another than the wanted one.
    pub substituted: bool,
}

pub(crate) fn write(asked: WriteRequest, fonts: Option<&Arc<Fonts>>) -> Outcome<(Made, Vec<u8>)> {
    let report = domain(&asked.report)?;
    let format = format(&asked.format)?;
    let style = style(asked.style.as_deref())?;
    // Without faces there are none: a page has no folders where any could be looked for.
    let fonts = fonts.cloned().unwrap_or_else(|| Arc::new(Fonts::of_files([])));
    let mut options = WriteOptions::default().with_style(style.clone()).with_fonts(Arc::clone(&fonts));
    for hint in &asked.hints {
        options.hints.push((cell(&hint.key)?, hint.text.clone()));
    }
    for key in &asked.not_read {
        options.not_read.push(cell(key)?);
    }
    let written = if format == Format::Toml && asked.to_fill_in {
        Written::new(gongkai::write_toml_to_fill_in(&report).into_bytes())
    } else {
        gongkai::write(&report, format, &options).map_err(|error| Fault::from(&error))?
    };
    let info = FormatInfo::from(format);
    let faces = if info.needs_fonts { found(&fonts, &style) } else { Vec::new() };
    Ok(file(&report.full_title(), &info, written, faces))
}

fn cell(key: &str) -> Outcome<CellKey> {
    key.parse().map_err(|error: CellKeyError| Fault::new("input", Words::of_printed(&error.to_string())))
}

/// A file of a format with what is said of it.
pub(crate) fn file(title: &str, format: &FormatInfo, written: Written, faces: Vec<FaceFound>) -> (Made, Vec<u8>) {
    let notes = written.notes.iter().map(|note| Note { loss: false, text: Words::from(note) });
    let lost = written.lost.iter().map(|lost| {
        let (zh, en) = lost.kind.in_words();
        let detail = Words::from(&lost.detail);
        Note { loss: true, text: Words::new(format!("{zh}：{}", detail.zh), format!("{en}: {}", detail.en)) }
    });
    let made = Made {
        name: format!("{}.{}", portable(title), format.extensions.first().map_or("", String::as_str)),
        media_type: format.media_type.clone(),
        notes: lost.chain(notes).collect(),
        faces,
    };
    (made, written.bytes)
}

/// A workbook that is no report.
pub(crate) fn workbook(title: &str, written: Result<Written, WriteError>) -> Outcome<(Made, Vec<u8>)> {
    let written = written.map_err(|error| Fault::from(&gongkai::Error::from(gongkai::ErrorKind::from(error))))?;
    Ok(file(title, &FormatInfo::from(Format::Xlsx), written, Vec::new()))
}

/// A house style from its text; the official one where there is none.
fn style(text: Option<&str>) -> Outcome<Style> {
    text.map_or_else(|| Ok(Style::default()), |text| gongkai::read_style(text).map_err(|error| Fault::from(&error)))
}

/// What plays each role of a style.
pub(crate) fn faces(fonts: &Fonts, text: Option<String>) -> Outcome<Vec<FaceFound>> {
    Ok(found(fonts, &style(text.as_deref())?))
}

fn found(fonts: &Fonts, style: &Style) -> Vec<FaceFound> {
    let roles = fonts.roles(style);
    let face = |found: &gongkai::layout::FoundRole| {
        let (role, en) = match found.role {
            FontRole::Title => ("title", "title"),
            FontRole::Heading => ("heading", "headings"),
            FontRole::Subheading => ("subheading", "sub-headings"),
            FontRole::Body => ("body", "text"),
            FontRole::Song => ("song", "tables and page numbers"),
            FontRole::Latin => ("latin", "digits and Latin letters"),
            _ => ("other", "other"),
        };
        FaceFound {
            role: role.to_owned(),
            name: Words::new(found.role.printed(), en),
            wanted: found.wanted.clone(),
            found: found.face.as_ref().map(|face| face.family().to_owned()),
            substituted: found.substituted,
        }
    };
    roles.iter().map(face).collect()
}
