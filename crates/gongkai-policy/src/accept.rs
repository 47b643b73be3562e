//! Findings that an office accepts with a reason, kept beside the report.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::PolicyError;

/// Accepted findings. One holds as long as its finding has the same rule, place and values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Acceptances {
    /// The accepted findings by their fingerprints.
    pub entries: Vec<Acceptance>,
}

/// An accepted finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Acceptance {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// Why it is accepted.
    pub reason: String,
    /// What the finding said when it was accepted.
    #[serde(default)]
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptancesFile {
    #[serde(default)]
    accepted: Vec<Acceptance>,
}

impl Acceptances {
    /// Where the accepted findings of a report file are kept: `报告.accepted.toml` beside `报告.docx`. The filing in Word
    /// and in PDF has one such file, since its figures are the same.
    #[must_use]
    pub fn path_beside(report: &Path) -> PathBuf {
        let mut name = report.file_stem().unwrap_or_default().to_owned();
        name.push(".accepted.toml");
        report.with_file_name(name)
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// [`PolicyError`] with line and column when it is not of this shape.
    pub fn read(bytes: &[u8]) -> Result<Self, PolicyError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| PolicyError::at("", &(0..0), "不是 UTF-8 文字；请另存为 UTF-8", "not UTF-8 text"))?;
        let file: AcceptancesFile = toml::from_str(text).map_err(|error| PolicyError::of_toml(text, &error))?;
        Ok(Self { entries: file.accepted })
    }

    /// The reason for which a finding is accepted, if it is.
    #[must_use]
    pub fn reason(&self, fingerprint: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.fingerprint == fingerprint).map(|entry| entry.reason.as_str())
    }

    /// Accepts a finding; a reason given before is replaced.
    pub fn accept(&mut self, fingerprint: &str, reason: &str, message: &str) {
        self.entries.retain(|entry| entry.fingerprint != fingerprint);
        self.entries.push(Acceptance {
            fingerprint: fingerprint.to_owned(),
            reason: reason.to_owned(),
            message: message.to_owned(),
        });
    }

    /// The file's text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F");
        let mut out =
            String::from("# 经核实接受的问题及理由；数字变化后须重新核实。由 gongkai check --accept 写入。\n");
        for entry in &self.entries {
            let Acceptance { fingerprint, reason, message } = entry;
            out.push_str(&format!(
                "\n[[accepted]]\nfingerprint = {}\nreason = {}\nmessage = {}\n",
                quoted(fingerprint),
                quoted(reason),
                quoted(message)
            ));
        }
        out
    }
}
