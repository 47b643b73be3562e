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
    /// The organ whose report it is of; of any where it is not said.
    #[serde(default)]
    pub organ: Option<String>,
    /// The year of the report; any where it is not said.
    #[serde(default)]
    pub year: Option<u16>,
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

impl Acceptance {
    /// A finding that is accepted, and why.
    #[must_use]
    pub fn new(fingerprint: &str, reason: &str) -> Self {
        Self {
            fingerprint: fingerprint.to_owned(),
            organ: None,
            year: None,
            reason: reason.to_owned(),
            message: String::new(),
        }
    }

    /// The same for the report of an organ for a year.
    #[must_use]
    pub fn in_report(mut self, organ: Option<&str>, year: Option<u16>) -> Self {
        self.organ = organ.map(str::to_owned);
        self.year = year;
        self
    }

    /// The same with what the finding says.
    #[must_use]
    pub fn saying(mut self, message: &str) -> Self {
        message.clone_into(&mut self.message);
        self
    }
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

    /// Those of the report of an organ for a year.
    pub fn of<'a>(&'a self, organ: &'a str, year: Option<u16>) -> impl Iterator<Item = &'a Acceptance> {
        self.entries.iter().filter(move |entry| {
            entry.organ.as_deref().is_none_or(|own| own == organ) && entry.year.is_none_or(|own| Some(own) == year)
        })
    }

    /// Accepts a finding; a reason given before for the same report is replaced.
    pub fn accept(&mut self, acceptance: Acceptance) {
        self.entries.retain(|entry| {
            (&entry.fingerprint, &entry.organ, entry.year)
                != (&acceptance.fingerprint, &acceptance.organ, acceptance.year)
        });
        self.entries.push(acceptance);
    }

    /// The file's text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F");
        let mut out =
            String::from("# 经核实接受的问题及理由；数字变化后须重新核实。由 gongkai check --accept 写入。\n");
        for entry in &self.entries {
            let Acceptance { fingerprint, organ, year, reason, message } = entry;
            out.push_str(&format!("\n[[accepted]]\nfingerprint = {}\n", quoted(fingerprint)));
            if let Some(organ) = organ {
                out.push_str(&format!("organ = {}\n", quoted(organ)));
            }
            if let Some(year) = year {
                out.push_str(&format!("year = {year}\n"));
            }
            out.push_str(&format!("reason = {}\nmessage = {}\n", quoted(reason), quoted(message)));
        }
        out
    }
}
