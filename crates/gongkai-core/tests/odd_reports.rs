//! Reports that are none of the usual ones are checked to their end: prose only, one endless paragraph, nothing but numbers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::fixtures::sound;
use gongkai_core::Report;
use gongkai_core::check::{CheckReport, RuleId, Severity, Status, Subject, check, rules};
use gongkai_core::form::SectionKey;

/// Checks a report, by the rules in preview too, and holds what is true of every answer.
fn checked(report: &Report) -> CheckReport {
    let result = check(&Subject::new(report).with_preview());
    assert_eq!(result.outcomes.len(), rules().len(), "every rule answers");
    for outcome in &result.outcomes {
        assert!(outcome.assessed >= outcome.failed, "{outcome:?}");
        let silent = outcome.status == Status::CannotBeAssessed && outcome.unassessed.is_empty();
        assert!(!silent, "{} does not say why", outcome.rule);
    }
    result
}

fn found(result: &CheckReport, rule: u16) -> usize {
    result.findings.iter().filter(|finding| finding.rule == RuleId::new(rule)).count()
}

#[test]
fn a_report_of_prose_only_is_told_what_it_lacks_and_nothing_about_figures() {
    let mut report = sound().report;
    for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
        report.unset(key);
    }
    let result = checked(&report);
    // Without cells no figure of the text can be held against one.
    for rule in [101, 102, 103, 104, 105, 106, 301, 302, 304] {
        let outcome = result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(rule)).unwrap();
        assert_eq!((outcome.failed, found(&result, rule)), (0, 0), "GK{rule}: {outcome:?}");
    }
    assert!(result.diagnoses.is_empty());
}

#[test]
fn one_paragraph_of_a_hundred_thousand_characters_is_read_to_its_end() {
    let sentence = "全年收到政府信息公开申请3525件，均在法定期限内答复，公开情况良好；";
    let mut text = sentence.repeat(100_000 / sentence.chars().count() + 1);
    text.push_str("其中“未配对的引号在最后。");
    assert!(text.chars().count() > 100_000);
    let mut report = sound().report;
    report.set_narrative(SectionKey::Overview, [text.as_str()]);
    let result = checked(&report);
    // What is wrong at the very end is found, and what is said a thousand times is right.
    assert_eq!(found(&result, 301), 0);
    assert_eq!(found(&result, 213), 1, "the quotation mark at the end");
    assert_eq!(found(&result, 204), 1, "the length");
    // The same faults all over are said, not a thousand times.
    let mut wrong = sound().report;
    wrong.set_narrative(SectionKey::Overview, [text.replace("3525件", "3526件").as_str()]);
    let result = checked(&wrong);
    assert!((1..=250).contains(&found(&result, 301)), "{}", found(&result, 301));
    let outcome = result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(301)).unwrap();
    // None of them is passed over: what is not found is named as undecided.
    let undecided: usize = outcome.unassessed.iter().map(|one| one.count).sum();
    assert!(outcome.assessed + undecided > 2_500, "{} and {undecided}", outcome.assessed);
}

#[test]
fn a_text_of_nothing_but_numbers_claims_nothing() {
    let mut report = sound().report;
    for section in SectionKey::ALL {
        let numbers: Vec<String> = (0..400).map(|n| format!("{} {}.{} {}% {n}", n * 7, n, n % 10, n % 100)).collect();
        report.set_narrative(section, numbers.iter().map(String::as_str));
    }
    let result = checked(&report);
    let of_text = result.findings.iter().filter(|finding| {
        let rule = finding.rule.to_string();
        rule.starts_with("GK3") && finding.severity == Severity::Error
    });
    assert_eq!(of_text.count(), 0);
    for rule in [301, 302, 303, 304, 305, 306] {
        assert_eq!(found(&result, rule), 0, "GK{rule}");
    }
}
