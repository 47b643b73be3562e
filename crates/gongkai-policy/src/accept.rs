//! Findings that an office accepts with a reason.

mod file;

pub(crate) use file::quoted;

use std::path::{Path, PathBuf};

use gongkai_core::characters::is_blank;

/// Accepted findings, those that were withdrawn among them. One holds for the report of its body and year as long as its
/// finding has the same rule, place and values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Acceptances {
    /// Every acceptance in the order in which they were recorded.
    pub entries: Vec<Acceptance>,
}

/// An accepted finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acceptance {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// Whose report it is of.
    pub of: ReportName,
    /// Why it is accepted.
    pub reason: String,
    /// What the finding said when it was accepted.
    pub message: String,
    /// Who accepted it and when; nothing in records of before that was kept.
    pub accepted: Option<Signed>,
    /// Who withdrew it and when; one that was withdrawn is kept and does not count.
    pub withdrawn: Option<Signed>,
}

/// A report by what stays the same when its file is renamed: its body and its year. Where it does not state them both, the
/// file's own name without its extension.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReportName {
    /// The organ, as the report names it.
    pub organ: Option<String>,
    /// The year that the report covers.
    pub year: Option<u16>,
    /// The file's name without its extension, for reports that do not state organ and year.
    pub file: Option<String>,
}

/// Who recorded something and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Signed {
    /// The person.
    pub by: String,
    /// The time as it was given, `2024-01-15T09:30:00+08:00`; no library asks a clock.
    pub at: String,
}

impl Signed {
    /// By a person at a time.
    pub fn new(by: impl Into<String>, at: impl Into<String>) -> Self {
        Self { by: by.into(), at: at.into() }
    }
}

impl ReportName {
    /// The report of an organ for a year.
    ///
    /// ```
    /// use gongkai_policy::ReportName;
    /// let accepted = ReportName::new(Some("青山镇人民政府"), Some(2023)).in_file("报告");
    /// assert!(accepted.is_of(&ReportName::new(Some("青山镇人民政府"), Some(2023)).in_file("改了名的报告")));
    /// assert!(!accepted.is_of(&ReportName::new(Some("绿水镇人民政府"), Some(2023)).in_file("报告")));
    /// ```
    #[must_use]
    pub fn new(organ: Option<&str>, year: Option<u16>) -> Self {
        Self { organ: organ.filter(|organ| !organ.trim().is_empty()).map(str::to_owned), year, file: None }
    }

    /// The same in a file of this name, without its extension. The name matters only where organ or year is not known.
    #[must_use]
    pub fn in_file(mut self, stem: &str) -> Self {
        self.file = Some(stem.to_owned());
        self
    }

    /// Whether organ and year are known, so that the file's name says nothing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.organ.is_some() && self.year.is_some()
    }

    /// Whether what is recorded for this name is of a report: what the name says must hold.
    #[must_use]
    pub fn is_of(&self, report: &Self) -> bool {
        let named = |organ: &str| report.organ.as_deref().is_some_and(|own| unspaced(own).eq(unspaced(organ)));
        self.organ.as_deref().is_none_or(named)
            && self.year.is_none_or(|year| report.year == Some(year))
            && (self.is_whole() || self.file.is_none() || self.file == report.file)
    }

    /// The name as it is recorded: without the file's where organ and year are known.
    fn recorded(mut self) -> Self {
        if self.is_whole() {
            self.file = None;
        }
        self
    }
}

/// An organ's name without what nobody sees.
fn unspaced(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|c| !is_blank(*c))
}

impl Acceptance {
    /// A finding that is accepted, of which report, and why.
    #[must_use]
    pub fn new(fingerprint: &str, of: ReportName, reason: &str) -> Self {
        Self {
            fingerprint: fingerprint.to_owned(),
            of: of.recorded(),
            reason: reason.to_owned(),
            message: String::new(),
            accepted: None,
            withdrawn: None,
        }
    }

    /// The same with what the finding says.
    #[must_use]
    pub fn saying(mut self, message: &str) -> Self {
        message.clone_into(&mut self.message);
        self
    }

    /// The same with who accepts it and when.
    #[must_use]
    pub fn signed(mut self, signed: Signed) -> Self {
        self.accepted = Some(signed);
        self
    }

    /// Whether it was accepted anew for the same report, which is no withdrawal.
    #[must_use]
    pub fn is_followed_by(&self, other: &Self) -> bool {
        let same = self.fingerprint == other.fingerprint && self.of == other.of;
        same && !std::ptr::eq(self, other) && self.withdrawn.is_some() && self.withdrawn == other.accepted
    }

    /// Whether it counts: it was not withdrawn.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.withdrawn.is_none()
    }
}

impl Acceptances {
    /// Where the accepted findings of a report file were kept before one file held those of a whole office:
    /// `报告.accepted.toml` beside `报告.docx`. Such files are read still.
    #[must_use]
    pub fn path_beside(report: &Path) -> PathBuf {
        let mut name = report.file_stem().unwrap_or_default().to_owned();
        name.push(Self::ENDING);
        report.with_file_name(name)
    }

    /// What the names of all files of accepted findings end with.
    pub const ENDING: &str = ".accepted.toml";

    /// The file in an office's folder that holds what it accepts of all reports.
    pub const FILE: &str = "gongkai.accepted.toml";

    /// Those that count, of a report.
    pub fn of<'a>(&'a self, report: &'a ReportName) -> impl Iterator<Item = &'a Acceptance> {
        self.entries.iter().filter(move |entry| entry.holds() && entry.of.is_of(report))
    }

    /// Accepts a finding. One that was accepted before for the same report is kept as withdrawn by whoever accepts it now.
    pub fn accept(&mut self, acceptance: Acceptance) {
        let replaced =
            self.entries.iter_mut().filter(|entry| entry.holds() && entry.fingerprint == acceptance.fingerprint);
        for entry in replaced.filter(|entry| entry.of == acceptance.of) {
            entry.withdrawn = Some(acceptance.accepted.clone().unwrap_or_default());
        }
        self.entries.push(acceptance);
    }

    /// Withdraws what was accepted of a report. Says how many acceptances that were.
    pub fn withdraw(&mut self, fingerprint: &str, report: &ReportName, signed: &Signed) -> usize {
        let mut count = 0;
        for entry in &mut self.entries {
            if entry.holds() && entry.fingerprint == fingerprint && entry.of.is_of(report) {
                entry.withdrawn = Some(signed.clone());
                count += 1;
            }
        }
        count
    }
}
