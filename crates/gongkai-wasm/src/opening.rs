//! Files to reports.

use gongkai::{Cell, Digest, Format, Loaded, ReadOptions};
use gongkai_wire::{Amount, Fault, Provenance, Receipt, Report};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::Outcome;

/// What is asked of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenRequest {
    name: String,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    sheet: Option<String>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    /// The key of the format that it was read as.
    pub format: String,
    /// The report.
    pub report: Report,
    /// The title as published, or as it is composed.
    pub full_title: String,
    /// What was found and what was not.
    pub receipt: Receipt,
    /// Where everything came from.
    pub provenance: Provenance,
    /// The SHA-256 digest of the file: files with the same are the same.
    pub digest: String,
}

/// A printed text as a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CellRead {
    /// What it is: `number`, `blank`, `dash`, `not_applicable`, `text`.
    pub kind: String,
    /// The number.
    pub value: Option<Amount>,
    /// What stands beside the number.
    pub note: Option<String>,
    /// The text that is kept.
    pub printed: String,
}

pub(crate) fn open(asked: OpenRequest, bytes: Vec<u8>) -> Outcome<Opened> {
    let mut options = ReadOptions::default();
    options.format = asked.format.as_deref().map(format).transpose()?;
    options.sheet = asked.sheet;
    let digest = Digest::of(&bytes).to_string();
    let loaded = Loaded::of_bytes(&asked.name, bytes);
    let format = loaded.format(&options).map_err(|error| Fault::from(&error))?;
    let reading = loaded.read(&options).map_err(|error| Fault::from(&error))?;
    Ok(Opened {
        name: asked.name,
        format: format.as_str().to_owned(),
        full_title: reading.report.full_title(),
        report: (&reading.report).into(),
        receipt: (&reading).into(),
        provenance: (&reading.provenance).into(),
        digest,
    })
}

/// A format by its key.
pub(crate) fn format(key: &str) -> Outcome<Format> {
    key.parse().map_err(|kind: gongkai::ErrorKind| Fault::from(&gongkai::Error::from(kind)))
}

/// What texts would be as cells.
pub(crate) fn cells(texts: &[String]) -> Vec<CellRead> {
    texts.iter().map(|text| Cell::parse(text)).map(|cell| CellRead::from(&cell)).collect()
}

impl From<&Cell> for CellRead {
    fn from(cell: &Cell) -> Self {
        let kind = match cell {
            Cell::Number(_) => "number",
            Cell::Blank => "blank",
            Cell::Dash(_) => "dash",
            Cell::NotApplicable(_) => "not_applicable",
            _ => "text",
        };
        Self {
            kind: kind.to_owned(),
            value: cell.number().map(Amount::from),
            note: cell.note().map(str::to_owned),
            printed: cell.printed().into_owned(),
        }
    }
}
