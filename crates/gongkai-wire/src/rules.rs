//! What people read about the rules.

use gongkai::check::{self, Basis, RuleId};
use gongkai::form::Edition;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::maturity;
use crate::{Severity, Words};

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleInfo {
    /// Its id.
    pub rule: String,
    /// Its short English name.
    pub name: String,
    /// Its title.
    pub title: Words,
    /// What it rests on: `law`, `sum`, `practice`.
    pub basis: String,
    /// How grave a finding is unless configured otherwise.
    pub severity: Severity,
    /// Whether it is run unless asked for: `stable`, `preview`.
    pub maturity: String,
    /// The clause that it rests on.
    pub clause: Words,
    /// The editions that it applies to.
    pub editions: Vec<String>,
    /// What must hold.
    pub what: Words,
    /// Why it matters.
    pub why: Words,
    /// An example that fails.
    pub example: Words,
    /// What it does not see.
    pub limits: Words,
    /// How to mend it.
    pub mend: Words,
}

/// Every rule, in the order of their ids.
#[must_use]
pub fn rules() -> Vec<RuleInfo> {
    check::rules().iter().map(|rule| RuleInfo::from(rule.info())).collect()
}

impl RuleInfo {
    /// The rule of an id, `GK104`.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        let id: RuleId = id.parse().ok()?;
        check::rule(id).map(|rule| rule.info().into())
    }
}

/// The word for what a rule rests on.
pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Law => "law",
        Basis::Sum => "sum",
        Basis::Practice => "practice",
    }
}

impl From<&check::RuleInfo> for RuleInfo {
    fn from(info: &check::RuleInfo) -> Self {
        Self {
            rule: info.id.to_string(),
            name: info.name.to_owned(),
            title: info.title.into(),
            basis: basis(info.basis).to_owned(),
            severity: info.severity.into(),
            maturity: maturity(info.maturity).to_owned(),
            clause: info.clause.into(),
            editions: Edition::all()
                .filter(|&edition| info.editions.include(edition))
                .map(|edition| edition.as_str().to_owned())
                .collect(),
            what: info.doc.what.into(),
            why: info.doc.why.into(),
            example: info.doc.example.into(),
            limits: info.doc.limits.into(),
            mend: info.doc.mend.into(),
        }
    }
}
