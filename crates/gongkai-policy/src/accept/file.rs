//! The file in which accepted findings are kept.

use std::path::Path;

use serde::Deserialize;

use super::{Acceptance, Acceptances, ReportName, Signed};
use crate::error::PolicyError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptancesFile {
    #[serde(default)]
    accepted: Vec<Entry>,
}

/// An acceptance as it is written. Files of before have no more than fingerprint, reason and message.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    organ: Option<String>,
    year: Option<u16>,
    file: Option<String>,
    reason: String,
    #[serde(default)]
    message: String,
    by: Option<String>,
    at: Option<String>,
    withdrawn_by: Option<String>,
    withdrawn_at: Option<String>,
}

impl From<Entry> for Acceptance {
    fn from(entry: Entry) -> Self {
        let signed = |by: Option<String>, at: Option<String>| {
            (by.is_some() || at.is_some()).then(|| Signed::new(by.unwrap_or_default(), at.unwrap_or_default()))
        };
        Self {
            fingerprint: entry.fingerprint,
            of: ReportName { file: entry.file, ..ReportName::new(entry.organ.as_deref(), entry.year) },
            reason: entry.reason,
            message: entry.message,
            accepted: signed(entry.by, entry.at),
            withdrawn: signed(entry.withdrawn_by, entry.withdrawn_at),
        }
    }
}

impl Acceptances {
    /// Reads the text of such a file.
    ///
    /// # Errors
    /// [`PolicyError`] with line and column when it is not of this shape.
    pub fn read(bytes: &[u8]) -> Result<Self, PolicyError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| PolicyError::at("", &(0..0), "不是 UTF-8 文字；请另存为 UTF-8", "not UTF-8 text"))?;
        let file: AcceptancesFile = toml::from_str(text).map_err(|error| PolicyError::of_toml(text, &error))?;
        Ok(Self { entries: file.accepted.into_iter().map(Acceptance::from).collect() })
    }

    /// The same, as they were read from a file of this name: what does not say of which organ and year it is, is of the
    /// report beside which the file was made.
    #[must_use]
    pub fn from_file(mut self, path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.strip_suffix(Self::ENDING).unwrap_or(&name);
        for entry in self.entries.iter_mut().filter(|entry| !entry.of.is_whole()) {
            entry.of.file.get_or_insert_with(|| stem.to_owned());
        }
        self
    }

    /// The file's text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::from(
            "# 经核实接受的问题及理由；数字变化后须重新核实。由 gongkai check --accept 写入，用 --withdraw 撤回。\n",
        );
        for entry in &self.entries {
            let Acceptance { fingerprint, of, reason, message, accepted, withdrawn } = entry;
            out.push_str("\n[[accepted]]\n");
            let mut line = |key: &str, text: Option<&str>| {
                if let Some(text) = text {
                    out.push_str(&format!("{key} = {}\n", quoted(text)));
                }
            };
            line("fingerprint", Some(fingerprint));
            line("organ", of.organ.as_deref());
            line("file", of.file.as_deref());
            line("reason", Some(reason));
            line("message", Some(message));
            line("by", accepted.as_ref().map(|signed| signed.by.as_str()));
            line("at", accepted.as_ref().map(|signed| signed.at.as_str()));
            line("withdrawn_by", withdrawn.as_ref().map(|signed| signed.by.as_str()));
            line("withdrawn_at", withdrawn.as_ref().map(|signed| signed.at.as_str()));
            if let Some(year) = of.year {
                out.push_str(&format!("year = {year}\n"));
            }
        }
        out
    }
}

/// A text as TOML quotes it; what JSON leaves as it is and TOML does not allow is escaped too.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}
