//! The registry: every rule, in the order of their ids.

use super::{CheckReport, Rule, RuleId, RuleOutcome, Subject, rules as files};

static RULES: &[&dyn Rule] = &[&files::gk101_balance::Balance];

/// Every rule in the order of their ids.
#[must_use]
pub fn rules() -> &'static [&'static dyn Rule] {
    RULES
}

/// A rule by its id.
#[must_use]
pub fn rule(id: RuleId) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.info().id == id)
}

/// Checks a report by every rule. Never fails.
#[must_use]
pub fn check(subject: &Subject<'_>) -> CheckReport {
    let mut result = CheckReport::default();
    for rule in RULES {
        let verdict = rule.check(subject);
        result.outcomes.push(RuleOutcome {
            rule: rule.info().id,
            assessed: verdict.assessed,
            failed: verdict.findings.len(),
            unassessed: verdict.unassessed,
        });
        result.findings.extend(verdict.findings);
    }
    // Rules run in the order of their ids and each keeps the order of the form, so a stable sort by severity is all.
    result.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    result
}
