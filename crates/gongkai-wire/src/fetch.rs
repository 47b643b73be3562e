//! What was brought from the web.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Words;

/// What was brought from where, and when: one entry an address and a run, the newest last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FetchRecord {
    /// The version of this shape.
    pub version: u32,
    /// The entries.
    pub fetched: Vec<Fetched>,
}

/// What was brought from one address of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fetched {
    /// Whose report it is, where the list says so.
    pub organ: Option<String>,
    /// The address as the list has it.
    pub address: String,
    /// When it was asked for.
    pub at: String,
    /// What came from it.
    pub page: Option<FetchedFile>,
    /// The attachments that were brought, because the page holds no whole report.
    pub attachments: Vec<FetchedFile>,
    /// What is wrong with it.
    pub problems: Vec<Words>,
}

/// A page or an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FetchedFile {
    /// Where it came from in the end.
    pub address: String,
    /// The addresses that led there.
    pub redirects: Vec<String>,
    /// The status of the answer.
    pub status: u16,
    /// What the server calls its kind.
    pub content_type: Option<String>,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256 digest.
    pub sha256: String,
    /// The file that it was written to; none where it holds nothing of a report and something better was found.
    pub file: Option<String>,
    /// How many cells of the tables were read in it.
    pub cells_read: usize,
    /// How many cells its tables have.
    pub cells_expected: usize,
}
