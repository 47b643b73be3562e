//! What the tests of the rules over text share: small reports, and whether a rule is silent on them.

use crate::check::{Finding, Rule, Subject};
use crate::form::SectionKey;
use crate::{Cell, Organ, Report, Year};

/// The report of a county government for 2023 with nothing in it.
pub(super) fn report() -> Report {
    Report::new(Organ::new("某县人民政府"), Year::new(2023).unwrap())
}

/// The same with the text of one section.
pub(super) fn with_text(section: SectionKey, paragraphs: &[&str]) -> Report {
    let mut report = report();
    report.set_narrative(section, paragraphs.iter().copied());
    report
}

/// Sets cells by key and number.
pub(super) fn set(report: &mut Report, cells: &[(&str, &str)]) {
    for (key, value) in cells {
        report.set(key.parse().unwrap(), Cell::parse(value));
    }
}

/// The findings of a rule; at least one.
pub(super) fn failed(rule: &dyn Rule, report: &Report) -> Vec<Finding> {
    let findings = rule.check(&Subject::new(report)).findings;
    assert!(!findings.is_empty(), "{} finds nothing", rule.info().id);
    findings
}

/// That a rule assesses something and finds nothing.
pub(super) fn passed(rule: &dyn Rule, report: &Report) {
    let verdict = rule.check(&Subject::new(report));
    assert_eq!(verdict.findings, [], "{}", rule.info().id);
    assert!(verdict.assessed > 0, "{} assesses nothing: {:?}", rule.info().id, verdict.unassessed);
}

/// That a rule finds nothing and says why it could not assess something.
pub(super) fn skipped(rule: &dyn Rule, report: &Report) {
    let verdict = rule.check(&Subject::new(report));
    assert_eq!(verdict.findings, [], "{}", rule.info().id);
    assert!(!verdict.unassessed.is_empty(), "{} does not say why", rule.info().id);
}
