//! The result of a check as programs read it; its JSON Schema is published.
//!
//! These types are apart from the domain's so that the published shape changes only on purpose.

use gongkai::document::Position;
use schemars::JsonSchema;
use serde::Serialize;

mod assessed;

use crate::language::Language;

pub(crate) use assessed::{findings, rules};

/// The result of `gongkai check --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CheckOutput {
    /// The version of this shape; a number that is not 1 may mean other keys.
    pub(crate) version: u32,
    /// Every file in order.
    pub(crate) files: Vec<FileResult>,
    /// All of them together.
    pub(crate) totals: Totals,
}

/// The result for one file.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct FileResult {
    /// The file as it was named.
    pub(crate) file: String,
    /// The organ (机关).
    pub(crate) organ: Option<String>,
    /// The year that the report covers.
    pub(crate) year: Option<u16>,
    /// The verdict.
    pub(crate) verdict: VerdictWord,
    /// Why the file could not be read.
    pub(crate) error: Option<String>,
    /// How many value cells were read.
    pub(crate) cells_read: usize,
    /// How many value cells the report's tables have.
    pub(crate) cells_expected: usize,
    /// What does not hold, gravest first; accepted findings are apart.
    pub(crate) findings: Vec<FindingOut>,
    /// Findings that were accepted with a reason.
    pub(crate) accepted: Vec<AcceptedOut>,
    /// Findings above that the filer itself accepted, in a file beside its report; the verdict does not heed it.
    pub(crate) accepted_by_filer: Vec<FiledAcceptance>,
    /// What would mend the sums that fail.
    pub(crate) diagnoses: Vec<DiagnosisOut>,
    /// What every rule and local check answered.
    pub(crate) rules: Vec<RuleOut>,
    /// Rules of practice that the configuration switches off.
    pub(crate) switched_off: Vec<String>,
    /// The receipt of the reading.
    pub(crate) receipt: serde_json::Value,
}

/// The verdict on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VerdictWord {
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
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Totals {
    /// Files that were checked.
    pub(crate) checked: usize,
    /// Files that could not be read.
    pub(crate) unreadable: usize,
    /// Findings at error level.
    pub(crate) errors: usize,
    /// Warnings.
    pub(crate) warnings: usize,
    /// Hints.
    pub(crate) infos: usize,
    /// Accepted findings.
    pub(crate) accepted: usize,
}

/// A message in both languages.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Words {
    /// In Chinese.
    pub(crate) zh: String,
    /// In English.
    pub(crate) en: String,
}

/// A severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SeverityWord {
    /// Must be mended.
    Error,
    /// Should be looked at.
    Warning,
    /// Worth knowing.
    Info,
}

/// A whole number, or an exact decimal as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum NumberOut {
    /// A whole number.
    Whole(i64),
    /// An exact decimal.
    Decimal(String),
}

/// Where something stands; every part counts from 1 and is there only when known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Place {
    /// The cell of a workbook as a person sees it: `表三!D6`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cell: Option<String>,
    /// The page, or the sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
    /// The line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u32>,
    /// The column of the line, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<u32>,
    /// The paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) paragraph: Option<u32>,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table: Option<u32>,
    /// The table's or sheet's row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table_row: Option<u32>,
    /// The table's or sheet's column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table_column: Option<u32>,
}

/// One thing that does not hold.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct FindingOut {
    /// The rule's id, `GK…` or `LOCAL-…`.
    pub(crate) rule: String,
    /// How grave it is.
    pub(crate) severity: SeverityWord,
    /// What is wrong.
    pub(crate) message: Words,
    /// The cells concerned, the one to look at first in front.
    pub(crate) cells: Vec<CellOut>,
    /// The section whose text is concerned.
    pub(crate) section: Option<String>,
    /// The words concerned.
    pub(crate) excerpt: Option<String>,
    /// Both sides of a comparison.
    pub(crate) sides: Option<SidesOut>,
    /// The clause that the rule rests on.
    pub(crate) clause: Option<Words>,
    /// How to mend it.
    pub(crate) help: Option<Words>,
    /// What else should be known.
    pub(crate) notes: Vec<Words>,
    /// Where it stands.
    pub(crate) position: Option<Place>,
    /// Names the finding as long as rule, place and values are the same.
    pub(crate) fingerprint: String,
}

/// A cell of a finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct CellOut {
    /// Its key, `applications.received.total`.
    pub(crate) key: String,
    /// Its printed row and column.
    pub(crate) name: String,
    /// What is printed in it; nothing when it was not read.
    pub(crate) printed: Option<String>,
    /// Where it stands.
    pub(crate) position: Option<Place>,
}

/// Both sides of a comparison.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct SidesOut {
    /// As stated.
    pub(crate) left: NumberOut,
    /// As it follows from the rest.
    pub(crate) right: NumberOut,
    /// Left minus right.
    pub(crate) difference: NumberOut,
}

/// An accepted finding.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AcceptedOut {
    /// Why it was accepted.
    pub(crate) reason: String,
    /// The finding.
    pub(crate) finding: FindingOut,
}

/// A finding that the filer accepted of its own report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct FiledAcceptance {
    /// The finding's fingerprint.
    pub(crate) fingerprint: String,
    /// Why the filer accepts it.
    pub(crate) reason: String,
}

/// What would mend a set of failing sums.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DiagnosisOut {
    /// The whole of it in words.
    pub(crate) message: Words,
    /// The fingerprints of the findings that it explains.
    pub(crate) findings: Vec<String>,
    /// How many cells must change at least; nothing when more than three must.
    pub(crate) size: Option<usize>,
    /// The smallest ways to mend all the sums.
    pub(crate) alternatives: Vec<Vec<ChangeOut>>,
    /// How many such ways there are.
    pub(crate) found: usize,
}

/// A cell that would change.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangeOut {
    /// The cell.
    pub(crate) cell: CellOut,
    /// What it holds.
    pub(crate) from: NumberOut,
    /// What it would hold; nothing where that is not settled for the cell alone.
    pub(crate) to: Option<NumberOut>,
}

/// What a rule answered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct RuleOut {
    /// The rule's id.
    pub(crate) rule: String,
    /// Its title.
    pub(crate) title: Words,
    /// Whether it is sure enough to be run unless asked for: `stable` or `preview`; of local checks nothing.
    pub(crate) maturity: Option<String>,
    /// What it does not see; of local checks nothing.
    pub(crate) limits: Option<Words>,
    /// The answer.
    pub(crate) status: StatusWord,
    /// How many things it assessed.
    pub(crate) assessed: usize,
    /// How many of them do not hold.
    pub(crate) failed: usize,
    /// What it could not assess, or why it asks nothing of this report.
    pub(crate) reasons: Vec<ReasonOut>,
}

/// A reason with how many things it holds for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ReasonOut {
    /// Why.
    pub(crate) reason: Words,
    /// How many things.
    pub(crate) count: usize,
    /// The sentences that they are, where they are words of the text.
    pub(crate) sentences: Vec<SentenceOut>,
}

/// Words of the text that a rule could not judge.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct SentenceOut {
    /// The section; nothing before section 一.
    pub(crate) section: Option<String>,
    /// The clause, as printed.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) position: Option<Place>,
}

/// The answer of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatusWord {
    /// It holds.
    Holds,
    /// What could be assessed holds.
    HoldsInPart,
    /// It does not hold.
    DoesNotHold,
    /// Nothing could be assessed.
    CannotBeAssessed,
    /// It asks nothing of this report.
    NotApplicable,
}

impl Words {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

impl Place {
    /// The place in words, from the whole to the part.
    pub(crate) fn printed(&self, language: Language) -> String {
        if let Some(cell) = &self.cell {
            return cell.clone();
        }
        let parts = [
            (self.page, language.pick("第{}页", "page {}")),
            (self.line, language.pick("第{}行", "line {}")),
            (self.paragraph, language.pick("第{}段", "paragraph {}")),
            (self.table, language.pick("第{}张表", "table {}")),
            (self.table_row, language.pick("表内第{}行", "row {}")),
            (self.table_column, language.pick("第{}列", "column {}")),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter_map(|(number, form)| Some(form.replace("{}", &number?.to_string()))).collect();
        parts.join(" ")
    }
}

impl FindingOut {
    /// Names the cells of a workbook as a person sees them.
    pub(crate) fn name_cells(&mut self, sheets: &[String]) {
        let places = self.cells.iter_mut().filter_map(|cell| cell.position.as_mut()).chain(self.position.as_mut());
        places.for_each(|place| place.name_cell(sheets));
    }
}

impl Place {
    /// Names the cell of a workbook by its sheet, where the place is in one.
    pub(crate) fn name_cell(&mut self, sheets: &[String]) {
        let mut position = Position::default();
        (position.page, position.table_row, position.table_column) = (self.page, self.table_row, self.table_column);
        self.cell = position.in_sheets(sheets);
    }
}

impl FileResult {
    /// How many findings are of a severity.
    pub(crate) fn count(&self, severity: SeverityWord) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The verdict that follows from what was found.
    pub(crate) fn judge(&mut self) {
        self.verdict = if self.error.is_some() {
            VerdictWord::Unreadable
        } else if self.count(SeverityWord::Error) > 0 {
            VerdictWord::Errors
        } else if !self.findings.is_empty() || self.cells_read < self.cells_expected {
            VerdictWord::PassWithRemarks
        } else {
            VerdictWord::Pass
        };
    }
}

impl Totals {
    pub(crate) fn of(files: &[FileResult]) -> Self {
        let mut totals = Self::default();
        for file in files {
            if file.error.is_some() {
                totals.unreadable += 1;
            } else {
                totals.checked += 1;
            }
            totals.errors += file.count(SeverityWord::Error);
            totals.warnings += file.count(SeverityWord::Warning);
            totals.infos += file.count(SeverityWord::Info);
            totals.accepted += file.accepted.len();
        }
        totals
    }
}
