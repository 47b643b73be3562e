//! What an office has accepted, as a list.

use std::path::Path;

use gongkai_policy::{Acceptance, Signed};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An acceptance with where it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedAcceptance {
    /// The file that it is kept in.
    pub kept_in: String,
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// The organ whose report it is of.
    pub organ: Option<String>,
    /// The year of that report.
    pub year: Option<u16>,
    /// The file of that report, where it names no organ.
    pub file: Option<String>,
    /// What the finding says.
    pub message: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it; nothing in older records.
    pub by: Option<String>,
    /// When, as a time with its offset; nothing in older records.
    pub at: Option<String>,
    /// Who withdrew it.
    pub withdrawn_by: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<String>,
}

impl ListedAcceptance {
    /// An acceptance that is kept in a file.
    #[must_use]
    pub fn new(kept_in: &Path, entry: &Acceptance) -> Self {
        let by = |signed: &Option<Signed>| signed.as_ref().map(|signed| signed.by.clone());
        let at = |signed: &Option<Signed>| signed.as_ref().map(|signed| signed.at.clone());
        Self {
            kept_in: kept_in.display().to_string(),
            fingerprint: entry.fingerprint.clone(),
            organ: entry.of.organ.clone(),
            year: entry.of.year,
            file: entry.of.file.clone(),
            message: entry.message.clone(),
            reason: entry.reason.clone(),
            by: by(&entry.accepted),
            at: at(&entry.accepted),
            withdrawn_by: by(&entry.withdrawn),
            withdrawn_at: at(&entry.withdrawn),
        }
    }
}
