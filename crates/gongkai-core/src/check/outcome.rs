//! What checking answers.

use serde::Serialize;

use super::{Diagnosis, Finding, RuleId, Severity, Text};
use crate::document::Position;
use crate::form::SectionKey;

/// What one rule answers for one report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Verdict {
    /// How many things were assessed: sums, cells, sentences.
    pub assessed: usize,
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// What could not be assessed, and why.
    pub unassessed: Vec<Unassessed>,
    /// Why the rule asks nothing of this report, where it does not.
    pub not_applicable: Option<Text>,
    /// What holds in a sense that is worth telling: a figure that fits another scope than the plainest.
    pub explained: Vec<Text>,
}

impl Verdict {
    /// The rule asks nothing of this report.
    #[must_use]
    pub fn not_applicable(reason: Text) -> Self {
        Self { not_applicable: Some(reason), ..Self::default() }
    }

    /// The rule is in preview and was not asked for.
    #[must_use]
    pub fn in_preview() -> Self {
        Self::not_applicable(Text::new(
            "试行规则，要求时才检查（--preview）",
            "a preview, run where asked for (--preview)",
        ))
    }

    /// Nothing assessed, for one reason.
    #[must_use]
    pub fn cannot(reason: Text) -> Self {
        Self { unassessed: vec![Unassessed { reason, count: 1, words: Vec::new() }], ..Self::default() }
    }

    /// Counts one more thing as assessed.
    pub fn holds(&mut self) {
        self.assessed += 1;
    }

    /// Counts one more thing as assessed, which holds in a sense that is worth telling.
    pub fn explains(&mut self, explanation: Text) {
        self.assessed += 1;
        self.explained.push(explanation);
    }

    /// Counts one more thing as assessed, which does not hold.
    pub fn fails(&mut self, finding: Finding) {
        self.assessed += 1;
        self.findings.push(finding);
    }

    /// Counts one more thing as not assessable; equal reasons are counted together.
    pub fn skip(&mut self, reason: Text) {
        self.skip_one(reason, None);
    }

    /// Counts words of the text as not assessable, and keeps them.
    pub fn skip_at(&mut self, reason: Text, words: Undecided) {
        self.skip_one(reason, Some(words));
    }

    fn skip_one(&mut self, reason: Text, words: Option<Undecided>) {
        match self.unassessed.iter_mut().find(|known| known.reason == reason) {
            Some(known) => {
                known.count += 1;
                known.words.extend(words);
            }
            None => self.unassessed.push(Unassessed { reason, count: 1, words: words.into_iter().collect() }),
        }
    }
}

/// Something that a rule could not assess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unassessed {
    /// Why.
    pub reason: Text,
    /// How many things.
    pub count: usize,
    /// The words of the text that they are, where they are words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Undecided>,
}

/// Words of the text that a rule could not judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Undecided {
    /// The section, or nothing before section 一.
    pub section: Option<SectionKey>,
    /// The clause, as printed.
    pub excerpt: String,
    /// Where it stands in the source file.
    pub position: Option<Position>,
}

impl Undecided {
    /// Words of a section at a place.
    pub fn new(section: Option<SectionKey>, excerpt: impl Into<String>, position: Option<Position>) -> Self {
        Self { section, excerpt: excerpt.into(), position }
    }
}

/// What a rule answers in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Everything that the rule asks holds (成立).
    Holds,
    /// What could be assessed holds; the rest could not be (部分无法判断).
    HoldsInPart,
    /// Something does not hold (不成立).
    DoesNotHold,
    /// Nothing could be assessed (无法判断); the reasons are with it.
    CannotBeAssessed,
    /// The rule asks nothing of this report (不适用), such as a rule of another edition.
    NotApplicable,
}

/// What one rule answered, as the check's result keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleOutcome {
    /// The rule.
    pub rule: RuleId,
    /// The answer in one word.
    pub status: Status,
    /// Why the rule asks nothing of this report, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Text>,
    /// How many things it assessed.
    pub assessed: usize,
    /// How many of them do not hold.
    pub failed: usize,
    /// What it could not assess.
    pub unassessed: Vec<Unassessed>,
    /// What holds in a sense that is worth telling.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explained: Vec<Text>,
}

impl RuleOutcome {
    /// What a rule answered with its verdict.
    #[must_use]
    pub fn of(rule: RuleId, verdict: &Verdict) -> Self {
        let failed = verdict.findings.len();
        let status = match (failed, verdict.assessed, verdict.unassessed.is_empty()) {
            (0, 0, true) => Status::NotApplicable,
            (0, 0, false) => Status::CannotBeAssessed,
            (0, _, true) => Status::Holds,
            (0, _, false) => Status::HoldsInPart,
            _ => Status::DoesNotHold,
        };
        Self {
            rule,
            status,
            not_applicable: verdict.not_applicable.clone(),
            assessed: verdict.assessed,
            failed,
            unassessed: verdict.unassessed.clone(),
            explained: verdict.explained.clone(),
        }
    }
}

/// The result of checking one report by all rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct CheckReport {
    /// What does not hold, gravest first, then by rule and place.
    pub findings: Vec<Finding>,
    /// What each rule answered, in the order of their ids.
    pub outcomes: Vec<RuleOutcome>,
    /// What would mend the sums that fail: one diagnosis for each set of failing sums that hang together.
    pub diagnoses: Vec<Diagnosis>,
}

impl CheckReport {
    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}
