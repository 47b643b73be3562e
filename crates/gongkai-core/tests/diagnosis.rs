//! The diagnosis: the smallest set of cells whose change makes every failing sum hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::figures::{key, report};
use gongkai_core::check::{Alternative, CheckReport, Diagnosis, RuleId, Subject, check};
use gongkai_core::form::{CellKey, Edition, EquationId, TableKey};
use gongkai_core::{Cell, Number, Report};
use proptest::prelude::*;

fn assess(report: &Report) -> CheckReport {
    check(&Subject::new(report))
}

fn failing_sums(result: &CheckReport) -> usize {
    let of_sums = [101, 102, 103, 104].map(RuleId::new);
    result.findings.iter().filter(|finding| of_sums.contains(&finding.rule)).count()
}

/// An alternative as `row.column=value`.
fn changes(alternative: &Alternative) -> Vec<String> {
    let one = |change: &gongkai_core::check::Change| {
        let to = change.to.map_or_else(|| "?".to_owned(), |to| to.to_string());
        format!("{}.{}={to}", change.cell.key.row(), change.cell.key.column())
    };
    alternative.changes.iter().map(one).collect()
}

fn alternatives(diagnosis: &Diagnosis) -> Vec<Vec<String>> {
    diagnosis.alternatives.iter().map(changes).collect()
}

#[test]
fn groups_that_share_no_cell_are_diagnosed_apart() {
    let result = assess(&report("hongze-2023"));
    let found: Vec<_> = result.diagnoses.iter().map(alternatives).collect();
    assert_eq!(
        found,
        [
            vec![vec!["reconsideration.total=11"]],
            vec![vec!["litigation_after_reconsideration.total=5"], vec!["litigation_after_reconsideration.upheld=0"]]
        ]
    );
    let fingerprints: Vec<_> = result.findings.iter().map(|finding| &finding.fingerprint).collect();
    assert!(result.diagnoses.iter().flat_map(|d| &d.sums).all(|sum| fingerprints.contains(&&sum.fingerprint)));
    assert_eq!(result.diagnoses[0].message.zh, "1 处不等，最少改 1 格即可全部成立：表四“行政复议”“总计”列 0 → 11");
}

#[test]
fn two_columns_that_fail_alike_get_one_diagnosis() {
    let result = assess(&report("pingtan-2020"));
    assert_eq!(result.diagnoses.len(), 1);
    let diagnosis = &result.diagnoses[0];
    assert_eq!((diagnosis.sums.len(), diagnosis.size, diagnosis.found), (2, Some(2), 2));
    assert_eq!(
        alternatives(diagnosis),
        [
            ["partially_granted.natural_person=0", "partially_granted.total=0"],
            ["granted.natural_person=0", "granted.total=1"]
        ]
    );
}

#[test]
fn errors_that_balance_in_the_total_are_found() {
    let mut report = report("suqian-2023");
    for cell in &report.table_form(TableKey::Applications).cells {
        report.set(cell.key, Cell::from(0));
    }
    for (cell, value) in [
        ("received.natural_person", 60),
        ("received.other_organization", 1),
        ("received.total", 61),
        ("granted.natural_person", 61),
        ("granted.total", 61),
        ("total_processed.natural_person", 61),
        ("total_processed.total", 61),
    ] {
        report.set(key(&format!("applications.{cell}")), Cell::from(value));
    }
    let result = assess(&report);
    let failed: Vec<_> = result.findings.iter().filter(|f| f.rule == RuleId::new(101)).collect();
    assert_eq!(failed.len(), 2, "natural persons and other organizations, not the total");
    let diagnosis = &result.diagnoses[0];
    assert_eq!((result.diagnoses.len(), diagnosis.size, diagnosis.found), (1, Some(2), 1));
    assert_eq!(alternatives(diagnosis)[0], ["received.natural_person=61", "received.other_organization=0"]);
}

#[test]
fn independent_errors_in_one_table_are_told_apart() {
    let mut report = report("suqian-2023");
    for (cell, value) in [
        ("granted.natural_person", 1170),
        ("not_held.business", 80),
        ("partially_granted.legal_service", 12),
        ("still_unclear.public_interest", 7),
    ] {
        report.set(key(&format!("applications.{cell}")), Cell::from(value));
    }
    let result = assess(&report);
    let mut found: Vec<String> = result.diagnoses.iter().map(|d| changes(&d.alternatives[0]).concat()).collect();
    found.sort();
    assert_eq!(
        found,
        [
            "granted.natural_person=1175",
            "not_held.business=74",
            "partially_granted.legal_service=2",
            "still_unclear.public_interest=0"
        ]
    );
}

#[test]
fn nothing_that_sums_forbid_is_proposed() {
    // Reconsideration 3 + 4 with a total of 2: no part can go below 0, so the total alone can mend it.
    let mut sound = report("suqian-2023");
    for (result, value) in [("upheld", 3), ("corrected", 4), ("other", 0), ("pending", 0), ("total", 2)] {
        sound.set(key(&format!("disputes.reconsideration.{result}")), Cell::from(value));
    }
    assert_eq!(alternatives(&assess(&sound).diagnoses[0]), [["reconsideration.total=7"]]);
}

#[test]
fn digits_in_the_neighbouring_cell_are_recognised() {
    let cases: [(&[(&str, &str)], &str); 5] = [
        // 10 as 1 and 0; 12 as 1 and 2.
        (
            &[("upheld", "1"), ("corrected", "0"), ("other", "0"), ("pending", "0"), ("total", "10")],
            "若为表四“行政复议”“结果维持”列 10，",
        ),
        (
            &[("upheld", "1"), ("corrected", "2"), ("other", "0"), ("pending", "0"), ("total", "12")],
            "若为表四“行政复议”“结果维持”列 12、表四“行政复议”“结果纠正”列 0，",
        ),
        // 12 and 3 as 1 and 23.
        (
            &[("upheld", "1"), ("corrected", "23"), ("other", "0"), ("pending", "0"), ("total", "15")],
            "若为表四“行政复议”“结果维持”列 12、表四“行政复议”“结果纠正”列 3，",
        ),
        // A row's numbers glued together.
        (
            &[("upheld", "7130"), ("corrected", ""), ("other", ""), ("pending", ""), ("total", "11")],
            "若为表四“行政复议”“结果维持”列 7、表四“行政复议”“结果纠正”列 1、表四“行政复议”“其他结果”列 3、表四“行政复议”“尚未审结”列 0，",
        ),
        // A total that its parts do not make, without any slip of digits.
        (&[("upheld", "10"), ("corrected", "1"), ("other", "0"), ("pending", "0"), ("total", "0")], ""),
    ];
    for (cells, expected) in cases {
        let mut report = report("suqian-2023");
        for (result, printed) in cells {
            report.set(key(&format!("disputes.reconsideration.{result}")), Cell::parse(printed));
        }
        let result = assess(&report);
        let found: Vec<_> = result.findings.iter().filter(|f| f.rule == RuleId::new(108)).collect();
        if expected.is_empty() {
            assert!(found.is_empty(), "{found:#?}");
        } else {
            assert!(found.iter().any(|f| f.message.zh.contains(expected)), "{cells:?}: {found:#?}");
        }
    }
}

#[test]
fn a_row_that_a_split_number_shifted_is_recognised() {
    // 309, 17, 88, 26, 440, … read with “17” in two cells, everything after it one cell too far, the last total lost.
    let published = report("suqian-2023");
    let keys: Vec<CellKey> = published.table_form(TableKey::Disputes).cells.iter().map(|cell| cell.key).collect();
    let mut texts: Vec<String> = keys.iter().map(|&key| published.cell(key).unwrap().printed().into_owned()).collect();
    texts.splice(1..2, ["1".to_owned(), "7".to_owned()]);
    let mut read = published.clone();
    for (key, text) in keys.iter().zip(&texts) {
        read.set(*key, Cell::parse(text));
    }
    let result = assess(&read);
    let found: Vec<_> = result.findings.iter().filter(|f| f.rule == RuleId::new(108)).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.zh.starts_with(
        "疑似一个数被拆在相邻两格，其后各数右移一格：表四“行政复议”“结果纠正”列 1、表四“行政复议”“其他结果”列 7"
    ));
}

/// The parts of tables three and four, from which the totals follow.
fn consistent(edition: Edition, counts: &[u32]) -> Report {
    let mut report = Report::in_edition(edition);
    let mut counts = counts.iter().copied().cycle();
    let mut next = move || counts.next().unwrap_or_default();
    let form = report.table_form(TableKey::Applications);
    let classes: Vec<&str> =
        form.cells.iter().map(|cell| cell.key.column()).filter(|c| *c != "total").take(6).collect();
    let set = |report: &mut Report, row: &str, column: &str, value: u32| {
        report.set(key(&format!("applications.{row}.{column}")), Cell::from(value));
    };
    for class in classes {
        let mut processed = 0;
        for sum in form.sums.iter().filter(|sum| sum.equation == EquationId::Outcomes && sum.line == class) {
            for part in &sum.right {
                let value = next();
                processed += value;
                report.set(*part, Cell::from(value));
            }
        }
        let (carried_in, carried_out) = (next(), next());
        // Nothing is carried in that was not received or is neither processed nor carried out.
        let carried_in = carried_in.min(processed + carried_out);
        set(&mut report, "total_processed", class, processed);
        set(&mut report, "carried_in", class, carried_in);
        set(&mut report, "carried_out", class, carried_out);
        set(&mut report, "received", class, processed + carried_out - carried_in);
    }
    let totals: Vec<_> = form.sums.iter().filter(|sum| sum.equation == EquationId::Applicants).collect();
    for sum in totals {
        fill_total(&mut report, sum.left[0], &sum.right);
    }
    for sum in &report.table_form(TableKey::Disputes).sums {
        for part in &sum.right {
            report.set(*part, Cell::from(next()));
        }
        fill_total(&mut report, sum.left[0], &sum.right);
    }
    report
}

fn fill_total(report: &mut Report, total: CellKey, parts: &[CellKey]) {
    let parts = parts.iter().map(|&part| report.cell(part).and_then(Cell::number).expect("filled"));
    report.set(total, Cell::from(Number::checked_sum(parts).expect("small")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_consistent_report_has_no_finding_and_any_changed_cell_is_found(
        counts in proptest::collection::vec(0_u32..40, 12..160),
        earlier in any::<bool>(),
        place in any::<prop::sample::Index>(),
        to in 0_u32..5000,
    ) {
        let edition = if earlier { Edition::E2019 } else { Edition::E2021 };
        let mut report = consistent(edition, &counts);
        let result = assess(&report);
        prop_assert_eq!(failing_sums(&result), 0);
        prop_assert!(result.diagnoses.is_empty());

        let cells: Vec<CellKey> = report.form_cells().map(|cell| cell.key).filter(|key| key.table() != TableKey::Disclosure).collect();
        let changed = cells[place.index(cells.len())];
        let original = report.cell(changed).and_then(Cell::number).expect("filled");
        prop_assume!(original != Number::from(to));
        report.set(changed, Cell::from(to));
        let result = assess(&report);
        prop_assert!(failing_sums(&result) >= 1);
        prop_assert_eq!(result.diagnoses.len(), 1);
        let diagnosis = &result.diagnoses[0];
        prop_assert_eq!(diagnosis.size, Some(1));
        prop_assert_eq!(diagnosis.found, diagnosis.alternatives.len(), "a single cell has few alternatives");
        let restores = |alternative: &Alternative| {
            alternative.changes.iter().any(|c| c.cell.key == changed && c.to == Some(original))
        };
        prop_assert!(diagnosis.alternatives.iter().any(restores), "{diagnosis:#?}");
    }

    #[test]
    fn every_alternative_makes_every_sum_hold(
        counts in proptest::collection::vec(0_u32..15, 12..160),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0_u32..40), 1..5),
    ) {
        let mut report = consistent(Edition::E2021, &counts);
        let cells: Vec<CellKey> = report.form_cells().map(|cell| cell.key).filter(|key| key.table() == TableKey::Applications).collect();
        for (place, to) in &changes {
            report.set(cells[place.index(cells.len())], Cell::from(*to));
        }
        let result = assess(&report);
        // With several diagnoses each mends its own sums; with one, its alternatives mend them all.
        if let [diagnosis] = result.diagnoses.as_slice() && diagnosis.size.is_some() {
            prop_assert!(diagnosis.size <= Some(changes.len()));
            for alternative in &diagnosis.alternatives {
                let mut mended = report.clone();
                for change in &alternative.changes {
                    if let Some(to) = change.to {
                        mended.set(change.cell.key, Cell::from(to));
                    }
                }
                if alternative.changes.iter().all(|change| change.to.is_some()) {
                    prop_assert_eq!(failing_sums(&assess(&mended)), 0, "{:?}", alternative);
                }
            }
        }
    }
}
