//! The result of checking many files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Accepted, Diagnosis, FiledAcceptance, Finding, Receipt, RuleAnswer, Severity, Survey, Words};

/// The result of `gongkai check --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckOutput {
    /// The version of this shape; a number that is not 1 may mean other keys.
    pub version: u32,
    /// Every file in order.
    pub files: Vec<FileResult>,
    /// All of them together.
    pub totals: Totals,
    /// What came in as a whole, where many files were checked.
    #[serde(default)]
    pub survey: Option<Survey>,
}

/// The result for one file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FileResult {
    /// The file as it was named.
    pub file: String,
    /// The organ (机关).
    pub organ: Option<String>,
    /// The year that the report covers.
    pub year: Option<u16>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why the file could not be read.
    pub error: Option<Words>,
    /// How many value cells were read.
    pub cells_read: usize,
    /// How many value cells the report's tables have.
    pub cells_expected: usize,
    /// What does not hold, gravest first; accepted findings are apart.
    pub findings: Vec<Finding>,
    /// Findings that were accepted with a reason.
    pub accepted: Vec<Accepted>,
    /// Findings above that the filer itself accepted, in a file beside its report; the verdict does not heed it.
    pub accepted_by_filer: Vec<FiledAcceptance>,
    /// What would mend the sums that fail.
    pub diagnoses: Vec<Diagnosis>,
    /// What every rule and local check answered.
    pub rules: Vec<RuleAnswer>,
    /// Rules of practice that the configuration switches off.
    pub switched_off: Vec<String>,
    /// The receipt of the reading; nothing where the file could not be read.
    pub receipt: Option<Receipt>,
}

/// The verdict on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No finding that is not accepted, and every cell was read.
    Pass,
    /// No error, but warnings, hints, or cells that were not read.
    PassWithRemarks,
    /// At least one error.
    Errors,
    /// The file could not be read.
    #[default]
    Unreadable,
}

/// All files together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Files that were checked.
    pub checked: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Findings at error level.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub infos: usize,
    /// Accepted findings.
    pub accepted: usize,
}

/// The heads of the table that has a line for each file, Chinese and English.
pub const SUMMARY_HEADS: [(&str, &str); 10] = [
    ("文件", "file"),
    ("机关", "organ"),
    ("年度", "year"),
    ("应读单元格", "cells"),
    ("未读出", "cells not read"),
    ("错误", "errors"),
    ("警告", "warnings"),
    ("提示", "hints"),
    ("已接受", "accepted"),
    ("结论", "verdict"),
];

impl Verdict {
    /// The verdict in a word.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Pass => ("通过", "pass"),
            Self::PassWithRemarks => ("没有错误，有待核对", "no errors, see remarks"),
            Self::Errors => ("不通过", "errors"),
            Self::Unreadable => ("无法读取", "unreadable"),
        }
        .into()
    }

    /// The verdict on a file that was read: its findings that are not accepted, and whether every cell was read.
    #[must_use]
    pub fn of(findings: &[Finding], complete: bool) -> Self {
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            Self::Errors
        } else if !findings.is_empty() || !complete {
            Self::PassWithRemarks
        } else {
            Self::Pass
        }
    }
}

impl FileResult {
    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The verdict that follows from what was found.
    pub fn judge(&mut self) {
        self.verdict = match self.error {
            Some(_) => Verdict::Unreadable,
            None => Verdict::of(&self.findings, self.cells_read >= self.cells_expected),
        };
    }
}

impl Totals {
    /// The sums over these files.
    #[must_use]
    pub fn of(files: &[FileResult]) -> Self {
        let mut totals = Self::default();
        files.iter().for_each(|file| totals.add(file));
        totals
    }

    /// Adds a further file, for whoever does not hold all of them.
    pub fn add(&mut self, file: &FileResult) {
        if file.error.is_some() {
            self.unreadable += 1;
        } else {
            self.checked += 1;
        }
        self.errors += file.count(Severity::Error);
        self.warnings += file.count(Severity::Warning);
        self.infos += file.count(Severity::Info);
        self.accepted += file.accepted.len();
    }
}
