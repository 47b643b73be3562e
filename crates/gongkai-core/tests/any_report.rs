//! Whatever a report holds, checking it answers every rule, the same every time, and soon.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use crate::figures::report;
use gongkai_core::bodies::Bodies;
use gongkai_core::check::{CheckReport, Child, Finding, RuleOutcome, Status, Subject, check, rules};
use gongkai_core::form::{CellKey, Edition, EquationId, SectionKey, TableKey};
use gongkai_core::words::Text;
use gongkai_core::{Cell, Organ, Report, Year};
use proptest::prelude::*;

/// What cells of real and of hostile files hold.
fn printed() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        6 => (0_u32..30).prop_map(|number| Some(number.to_string())),
        1 => Just(None),
        1 => prop::sample::select(vec![
            "", "-", "——", "/", "不适用", "若干", "约20", "1 0", "22（其中修订16件）", "251000元", "+1036", "-18", "1,295",
            "2.5", "0.000000000000000000000000001", "713000074", "7922816251426433759354395033",
            "9999999999999999999999999999", "-9999999999999999999999999999", "１２",
        ])
        .prop_map(|text| Some(text.to_owned())),
        1 => ".{0,12}".prop_map(Some),
    ]
}

fn any_report() -> impl Strategy<Value = Report> {
    let editions = prop::array::uniform3(any::<bool>());
    let text = prop::collection::vec(".{0,40}", 0..3);
    (editions, prop::collection::vec(printed(), 210), 2008_u16..=2100, text, ".{0,12}").prop_map(
        |(editions, cells, year, text, name)| {
            let mut report = Report::new(Organ::new(name), Year::new(year).expect("in range"));
            for (table, earlier) in TableKey::ALL.into_iter().zip(editions) {
                report.set_edition(table, if earlier { Edition::E2019 } else { Edition::E2021 });
            }
            let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
            for (key, cell) in keys.into_iter().zip(cells) {
                if let Some(cell) = cell {
                    report.set(key, Cell::parse(&cell));
                }
            }
            for section in SectionKey::ALL {
                report.set_narrative(section, text.clone());
            }
            report
        },
    )
}

/// Whether a text says something in both languages, each in its own.
fn is_said(text: &Text) -> bool {
    !text.zh.trim().is_empty() && !text.en.trim().is_empty()
}

/// Every sum of the report's own forms whose cells all hold small whole numbers fails where it does not add up, and
/// nowhere else.
fn sums_are_as_they_add_up(report: &Report, result: &CheckReport) -> Result<(), TestCaseError> {
    for table in TableKey::ALL {
        for sum in &report.table_form(table).sums {
            let whole =
                |key: &CellKey| report.cell(*key)?.number()?.to_i64().filter(|n| (0..1_000_000_000).contains(n));
            let side = |keys: &[CellKey]| keys.iter().map(whole).sum::<Option<i64>>();
            let (Some(left), Some(right)) = (side(&sum.left), side(&sum.right)) else { continue };
            let rule = match sum.equation {
                EquationId::Balance => "GK101",
                EquationId::Outcomes => "GK102",
                EquationId::Applicants => "GK103",
                EquationId::Disputes => "GK104",
                other => panic!("{other}"),
            };
            let of_it = |finding: &&Finding| {
                let cells: BTreeSet<CellKey> = finding.cells.iter().map(|cell| cell.key).collect();
                finding.rule.to_string() == rule && cells == sum.left.iter().chain(&sum.right).copied().collect()
            };
            let found = result.findings.iter().find(of_it);
            prop_assert_eq!(found.is_some(), left != right, "{} {}: {} and {}", sum.equation, sum.line, left, right);
            if let Some(sides) = found.and_then(|finding| finding.sides) {
                let stated = (sides.left.to_i64(), sides.right.to_i64(), sides.difference.to_i64());
                prop_assert_eq!(stated, (Some(left), Some(right), Some(left - right)), "{} {}", sum.equation, sum.line);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_answers_whatever_is_published(report in any_report(), previous in any_report(), part in any_report()) {
        let children = [Child::new("a", part.clone()), Child::new("b", part)];
        let expected = Bodies::of_lines(["a", "c"]);
        let subject = Subject::new(&report).with_previous(&previous).with_children(&children);
        let subject = subject.with_expected(&expected).with_preview();
        let result = check(&subject);
        prop_assert_eq!(result.outcomes.len(), rules().len());
        for outcome in &result.outcomes {
            let (failed, open) = (outcome.failed > 0, !outcome.unassessed.is_empty());
            // Each status says what was counted and nothing else.
            let said = match outcome.status {
                Status::DoesNotHold => failed,
                Status::Holds => !failed && !open && outcome.assessed > 0,
                Status::HoldsInPart => !failed && open && outcome.assessed > 0,
                Status::CannotBeAssessed => !failed && open && outcome.assessed == 0,
                _ => !failed && outcome.assessed == 0,
            };
            prop_assert!(said, "{:?}", outcome);
            prop_assert!(outcome.failed <= outcome.assessed, "{:?}", outcome);
            prop_assert!(outcome.unassessed.iter().all(|one| one.count > 0 && is_said(&one.reason)), "{:?}", outcome);
        }
        for finding in &result.findings {
            prop_assert!(is_said(&finding.message) && finding.help.as_ref().is_none_or(is_said), "{:?}", finding);
            // What a finding is about stands in the report, or should.
            prop_assert!(finding.cells.iter().all(|cell| report.form_cell(cell.key).is_some()), "{:?}", finding);
            prop_assert!(
                finding.sides.is_none_or(|sides| sides.difference.is_zero() == (sides.left == sides.right)),
                "{:?}", finding
            );
        }
        sums_are_as_they_add_up(&report, &result)?;
        let failed: usize = result.outcomes.iter().map(|outcome| outcome.failed).sum();
        // What nothing tells apart is one finding.
        prop_assert!(failed >= result.findings.len());
        // What is gone through once for all rules is what each would find by itself.
        for (rule, outcome) in rules().iter().zip(&result.outcomes) {
            prop_assert_eq!(&RuleOutcome::of(rule.info().id, &rule.assess(&subject)), outcome);
            let own = result.findings.iter().filter(|finding| finding.rule == rule.info().id);
            let alone = rule.assess(&subject).listed();
            let same = own.map(|one| &one.fingerprint).eq(alone.iter().map(|one| &one.fingerprint));
            prop_assert!(same, "{}", rule.info().id);
        }
        prop_assert_eq!(&result, &check(&subject));
    }
}

#[test]
fn findings_of_one_report_have_fingerprints_of_their_own() {
    let mut broken = report("pingtan-2020");
    broken.set(crate::figures::key("applications.granted.business"), Cell::from(3));
    broken.set(crate::figures::key("disputes.reconsideration.total"), Cell::from(3));
    let result = check(&Subject::new(&broken));
    let mut fingerprints: Vec<&str> = result.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    let count = fingerprints.len();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), count);
}
