//! Two or more reports side by side.

use gongkai::compare;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Finding, RuleAnswer, Words};

/// Reports side by side, each compared with the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// How each report is called: organ and year.
    pub reports: Vec<String>,
    /// Every cell that any of the reports states, in the order of the form.
    pub series: Vec<Series>,
    /// The changed paragraphs of each report against the one before it.
    pub prose: Vec<SectionChanges>,
    /// What must carry over from one year to the next.
    pub carried: Vec<CarryOver>,
    /// What makes the comparison less than one of the same organ's reports, whole and in the order of their years.
    pub cautions: Vec<Caution>,
}

/// The reports of folders, each body's compared with its own of other years.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ComparisonSet {
    /// One comparison for each body.
    pub comparisons: Vec<Comparison>,
    /// Reports that have no other of their body to be compared with.
    pub uncompared: Vec<Uncompared>,
}

/// A report that is compared with none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Uncompared {
    /// The file.
    pub file: String,
    /// The organ (机关), where it is named.
    pub organ: Option<String>,
    /// The year that the report covers.
    pub year: Option<u16>,
    /// Why it is compared with none.
    pub why: Words,
}

/// One cell over all reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// The cell.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// What each report states.
    pub stated: Vec<Stated>,
    /// The number that each report states, where it is one.
    pub numbers: Vec<Option<Amount>>,
    /// What changed from each report to the next; as many as reports less one.
    pub changes: Vec<CellChange>,
}

/// What a report states in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "printed", rename_all = "snake_case")]
pub enum Stated {
    /// What is printed; empty for a blank.
    Printed(String),
    /// The report's form has the cell, and it was not read.
    NotRead,
    /// The form of the report has no such cell.
    NotInForm,
}

/// How a cell changed from one report to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CellChange {
    /// Both state the same.
    Same,
    /// Both state a number, and they differ.
    Number {
        /// Later minus earlier.
        difference: Amount,
        /// The difference in percent of the earlier number, to one decimal; nothing unless that is above 0.
        percent: Option<Amount>,
    },
    /// What is stated differs, and one of them is no number or is not stated.
    Wording,
}

/// The changed paragraphs of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionChanges {
    /// The later report, counted from 0.
    pub report: usize,
    /// The section; nothing for the preamble.
    pub section: Option<String>,
    /// The changes in the order of the text.
    pub changes: Vec<ProseChange>,
}

/// A change of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProseChange {
    /// A new paragraph.
    Added {
        /// Its text.
        text: String,
    },
    /// A paragraph that is gone.
    Removed {
        /// Its text.
        text: String,
    },
    /// A paragraph that is partly the same.
    Changed {
        /// Its text in pieces: kept, taken out, put in.
        pieces: Vec<ChangedPiece>,
    },
}

/// A piece of a changed paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum ChangedPiece {
    /// In both.
    Kept(String),
    /// Only in the earlier.
    Removed(String),
    /// Only in the later.
    Added(String),
}

/// What the rules over two years say of one report and its predecessor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CarryOver {
    /// The later report, counted from 0.
    pub report: usize,
    /// What each rule answered.
    pub outcomes: Vec<RuleAnswer>,
    /// What does not carry over.
    pub findings: Vec<Finding>,
}

/// What to bear in mind when reading a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Caution {
    /// The kind: `other_organ`, `not_later`, `other_edition`, `not_read`.
    pub kind: String,
    /// The caution in words.
    pub text: Words,
    /// The report that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The table that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// What the earlier report has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
    /// What the later report has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<String>,
    /// How many cells were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells: Option<usize>,
}

impl From<&compare::Comparison> for Comparison {
    fn from(comparison: &compare::Comparison) -> Self {
        Self {
            reports: comparison.reports.clone(),
            series: comparison.series.iter().map(Series::from).collect(),
            prose: comparison
                .prose
                .iter()
                .map(|section| SectionChanges {
                    report: section.report,
                    section: section.section.map(|section| section.as_str().to_owned()),
                    changes: section.changes.iter().filter_map(prose).collect(),
                })
                .collect(),
            carried: comparison
                .carried
                .iter()
                .map(|carried| CarryOver {
                    report: carried.report,
                    outcomes: carried.outcomes.iter().map(RuleAnswer::from).collect(),
                    findings: carried.findings.iter().map(Finding::from).collect(),
                })
                .collect(),
            cautions: comparison.cautions.iter().map(Caution::from).collect(),
        }
    }
}

impl From<&compare::Series> for Series {
    fn from(series: &compare::Series) -> Self {
        let stated = |stated: &compare::Stated| match stated {
            compare::Stated::Printed(text) => Stated::Printed(text.clone()),
            compare::Stated::NotRead => Stated::NotRead,
            _ => Stated::NotInForm,
        };
        let change = |change: &compare::Change| match change {
            compare::Change::Same => CellChange::Same,
            compare::Change::Number { difference, percent, .. } => {
                CellChange::Number { difference: (*difference).into(), percent: percent.map(Amount::from) }
            }
            _ => CellChange::Wording,
        };
        Self {
            key: series.key.to_string(),
            name: series.name.clone(),
            stated: series.stated.iter().map(stated).collect(),
            numbers: series.numbers.iter().map(|number| number.map(Amount::from)).collect(),
            changes: series.changes.iter().map(change).collect(),
        }
    }
}

fn prose(change: &compare::ProseChange) -> Option<ProseChange> {
    Some(match change {
        compare::ProseChange::Added { text } => ProseChange::Added { text: text.clone() },
        compare::ProseChange::Removed { text } => ProseChange::Removed { text: text.clone() },
        compare::ProseChange::Changed { pieces } => ProseChange::Changed {
            pieces: pieces
                .iter()
                .filter_map(|piece| match piece {
                    compare::Piece::Kept(text) => Some(ChangedPiece::Kept(text.clone())),
                    compare::Piece::Removed(text) => Some(ChangedPiece::Removed(text.clone())),
                    compare::Piece::Added(text) => Some(ChangedPiece::Added(text.clone())),
                    _ => None,
                })
                .collect(),
        },
        _ => return None,
    })
}

impl From<&compare::Caution> for Caution {
    fn from(caution: &compare::Caution) -> Self {
        let text = Words::from(&caution.text());
        let of = |kind: &str| Self { kind: kind.to_owned(), text: text.clone(), ..Self::default() };
        let both = |kind: &str, earlier: &str, later: &str| Self {
            earlier: Some(earlier.to_owned()),
            later: Some(later.to_owned()),
            ..of(kind)
        };
        match caution {
            compare::Caution::OtherOrgan { earlier, later } => both("other_organ", earlier, later),
            compare::Caution::NotLater { earlier, later } => both("not_later", earlier, later),
            compare::Caution::OtherEdition { report, table, earlier, later } => Self {
                report: Some(report.clone()),
                table: Some(table.as_str().to_owned()),
                ..both("other_edition", earlier, later)
            },
            compare::Caution::NotRead { report, cells } => {
                Self { report: Some(report.clone()), cells: Some(*cells), ..of("not_read") }
            }
            _ => of("other"),
        }
    }
}
