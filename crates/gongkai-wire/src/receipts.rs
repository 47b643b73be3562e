//! The receipts of a run: what was read of each file, and what its outputs do not hold.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Receipt, Words};

/// The receipts of a run, one a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Receipts {
    /// The files in the order in which they were read.
    pub files: Vec<FileReceipt>,
}

/// What was read of a file and written of its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileReceipt {
    /// The file, as it was named.
    pub file: String,
    /// The organ whose report it is; empty where the file does not say.
    pub organ: String,
    /// The year of the report.
    pub year: Option<u16>,
    /// Whether every cell of the form was read.
    pub complete: bool,
    /// What was read.
    pub receipt: Receipt,
    /// What the outputs do not hold of it; not there where nothing was to be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_written: Option<Vec<NotWritten>>,
}

/// Something of a report that an output does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotWritten {
    /// The output.
    pub file: String,
    /// The kind, in a word that stays the same.
    pub kind: String,
    /// What it is.
    pub detail: Words,
}

impl FileReceipt {
    /// What was read of a file, before anything is written.
    #[must_use]
    pub fn new(file: &Path, reading: &gongkai::Reading) -> Self {
        Self {
            file: file.display().to_string(),
            organ: reading.report.organ.name.clone(),
            year: reading.report.year.map(gongkai::Year::get),
            complete: reading.receipt.is_complete(),
            receipt: Receipt::from(reading),
            not_written: None,
        }
    }
}

impl From<&gongkai::Loss> for NotWritten {
    fn from(loss: &gongkai::Loss) -> Self {
        Self {
            file: loss.path.display().to_string(),
            kind: loss.remark.kind.as_str().to_owned(),
            detail: Words::from(&loss.remark.detail),
        }
    }
}
