//! What every rule answered.

use gongkai::check::{self, Maturity, Status};
use gongkai_policy::{Assessment, LocalOutcome};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Place, Words};

/// What a rule answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleAnswer {
    /// The rule's id.
    pub rule: String,
    /// Its title.
    pub title: Words,
    /// Whether it is sure enough to be run unless asked for: `stable` or `preview`; of local checks nothing.
    pub maturity: Option<String>,
    /// What it does not see; of local checks nothing.
    pub limits: Option<Words>,
    /// The answer.
    pub status: Answer,
    /// How many things it assessed.
    pub assessed: usize,
    /// How many of them do not hold.
    pub failed: usize,
    /// What it could not assess, or why it asks nothing of this report.
    pub reasons: Vec<Reason>,
}

/// A reason with how many things it holds for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Why.
    pub reason: Words,
    /// How many things.
    pub count: usize,
    /// The sentences that they are, where they are words of the text.
    pub sentences: Vec<Sentence>,
}

/// Words of the text that a rule could not judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// The section; nothing before section 一.
    pub section: Option<String>,
    /// The clause, as printed.
    pub text: String,
    /// Where it stands.
    pub position: Option<Place>,
}

/// The answer of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
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

/// Every rule's and local check's answer.
#[must_use]
pub fn answers(assessment: &Assessment) -> Vec<RuleAnswer> {
    let local = assessment.local.iter().map(RuleAnswer::from);
    assessment.report.outcomes.iter().map(RuleAnswer::from).chain(local).collect()
}

impl From<Status> for Answer {
    fn from(status: Status) -> Self {
        match status {
            Status::Holds => Self::Holds,
            Status::HoldsInPart => Self::HoldsInPart,
            Status::DoesNotHold => Self::DoesNotHold,
            Status::NotApplicable => Self::NotApplicable,
            _ => Self::CannotBeAssessed,
        }
    }
}

impl From<&check::Undecided> for Sentence {
    fn from(words: &check::Undecided) -> Self {
        Self {
            section: words.section.map(|section| section.as_str().to_owned()),
            text: words.excerpt.clone(),
            position: Place::known(words.position),
        }
    }
}

impl From<&check::RuleOutcome> for RuleAnswer {
    fn from(outcome: &check::RuleOutcome) -> Self {
        let unassessed = outcome.unassessed.iter().map(|one| Reason {
            reason: (&one.reason).into(),
            count: one.count,
            sentences: one.words.iter().map(Sentence::from).collect(),
        });
        let not_asked = outcome.not_applicable.iter().map(|reason| Reason {
            reason: reason.into(),
            count: 1,
            sentences: Vec::new(),
        });
        let info = check::rule(outcome.rule).map(|rule| rule.info());
        Self {
            rule: outcome.rule.to_string(),
            title: info.map(|info| Words::from(&info.title_text())).unwrap_or_default(),
            maturity: info.map(|info| maturity(info.maturity).to_owned()),
            limits: info.map(|info| Words::from(info.doc.limits)),
            status: outcome.status.into(),
            assessed: outcome.assessed,
            failed: outcome.failed,
            reasons: unassessed.chain(not_asked).collect(),
        }
    }
}

impl From<&LocalOutcome> for RuleAnswer {
    fn from(outcome: &LocalOutcome) -> Self {
        Self {
            rule: outcome.id.clone(),
            title: Words::from(&outcome.title),
            maturity: None,
            limits: None,
            status: match &outcome.unassessed {
                _ if !outcome.findings.is_empty() => Answer::DoesNotHold,
                Some(_) => Answer::CannotBeAssessed,
                None => Answer::Holds,
            },
            assessed: usize::from(outcome.unassessed.is_none()),
            failed: outcome.findings.len(),
            reasons: outcome
                .unassessed
                .iter()
                .map(|reason| Reason { reason: reason.into(), count: 1, sentences: Vec::new() })
                .collect(),
        }
    }
}

/// The word for how sure a rule is.
pub(crate) fn maturity(maturity: Maturity) -> &'static str {
    match maturity {
        Maturity::Stable => "stable",
        Maturity::Preview => "preview",
    }
}
