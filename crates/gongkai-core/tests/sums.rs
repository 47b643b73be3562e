//! The rules over sums: GK101 to GK104 on the figures of published reports and with blank and unread cells.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::figures::{FIGURES, key, known_failures, report};
use gongkai_core::check::{CheckReport, Finding, RuleId, RuleOutcome, Severity, Status, Subject, check};
use gongkai_core::{Cell, Number, Report};

const SUM_RULES: [u16; 4] = [101, 102, 103, 104];

fn assess(report: &Report) -> CheckReport {
    check(&Subject::new(report))
}

fn of_rule(result: &CheckReport, rule: u16) -> Vec<&Finding> {
    result.findings.iter().filter(|finding| finding.rule == RuleId::new(rule)).collect()
}

fn outcome(result: &CheckReport, rule: u16) -> &RuleOutcome {
    result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(rule)).expect("every rule answers")
}

#[test]
fn published_figures_fail_exactly_where_known() {
    for (name, _) in FIGURES {
        let result = assess(&report(name));
        let failed: usize = SUM_RULES.iter().map(|&rule| of_rule(&result, rule).len()).sum();
        assert_eq!(failed, known_failures(name), "{name}: {:#?}", result.findings);
    }
}

#[test]
fn two_group_totals_left_at_zero_get_their_values() {
    let report = report("hongze-2023");
    let result = assess(&report);
    let found = of_rule(&result, 104);
    assert_eq!(
        found.iter().map(|f| f.message.zh.as_str()).collect::<Vec<_>>(),
        [
            "表四“行政复议”不等：总计为 0，四项之和为 11，相差 -11",
            "表四“复议后起诉”不等：总计为 0，四项之和为 5，相差 -5"
        ]
    );
    assert_eq!(found[0].help.as_ref().unwrap().zh, "各项无误时，总计应为 11（现填 0）");
    assert_eq!(found[1].help.as_ref().unwrap().zh, "各项无误时，总计应为 5（现填 0）");
    assert_eq!(found[0].cells[0].key, key("disputes.reconsideration.total"), "the total comes first");
    assert_eq!(found[0].cells[0].printed.as_deref(), Some("0"), "what was published stays");
    assert_eq!(found[0].severity, Severity::Error);
    assert_eq!(report.cell(key("disputes.reconsideration.total")), Some(&Cell::from(0)));
}

#[test]
fn a_total_that_other_sums_confirm_is_not_suggested() {
    let result = assess(&report("pingtan-2020"));
    let found = of_rule(&result, 102);
    assert_eq!(found.len(), 2);
    let sides = found[0].sides.unwrap();
    assert_eq!((sides.left, sides.right, sides.difference), (20.into(), 26.into(), Number::from(-6)));
    assert!(found[0].message.zh.starts_with("表三“自然人”列纵向不等：（七）总计为 20，各办理结果之和为 26"));
    assert!(found[0].help.as_ref().unwrap().zh.contains("改为 26 会使别处不平"), "{:?}", found[0].help);
    assert!(found.iter().all(|f| f.cells[0].key.row() == "total_processed"));
}

/// A report whose table four has one group, of upheld, corrected, other, pending and total.
fn group(cells: [Option<&str>; 5]) -> Report {
    let mut report = report("suqian-2023");
    for (result, printed) in ["upheld", "corrected", "other", "pending", "total"].into_iter().zip(cells) {
        let key = key(&format!("disputes.reconsideration.{result}"));
        match printed {
            Some(printed) => report.set(key, Cell::parse(printed)),
            None => {
                report.unset(key);
            }
        }
    }
    report
}

#[test]
fn blank_cells_settle_or_leave_open() {
    let cases = [
        ([Some("1"), Some("2"), Some("3"), Some("4"), Some("10")], Ok(0)),
        // The known parts make the total: what is blank adds nothing.
        ([Some("5"), Some(""), Some("-"), Some("2"), Some("7")], Ok(0)),
        ([Some(""), Some(""), Some(""), Some(""), Some("0")], Ok(0)),
        // The known parts already exceed the total, whatever is blank.
        ([Some("5"), Some(""), Some("/"), Some("4"), Some("7")], Ok(1)),
        ([Some("5"), Some(""), Some("约2"), Some("4"), Some("7")], Ok(1)),
        (
            [Some("5"), Some(""), Some(""), Some("1"), Some("7")],
            Err("表四“行政复议”：“结果纠正”“其他结果”未填数字；已填数字左边 7、右边 6，相差 1"),
        ),
        (
            [Some("5"), Some("若干"), Some("0"), Some("2"), Some("7")],
            Err("表四“行政复议”：“结果纠正”未填数字；已填数字两边都是 7"),
        ),
        ([Some("5"), Some("0"), Some("0"), Some("2"), Some("")], Err("表四“行政复议”：“总计”未填数字；已填各项合计 7")),
        ([Some(""), Some(""), Some(""), Some(""), Some("")], Err("表四“行政复议”：整列（行）未填数字")),
        // What was not read is never taken for nothing.
        (
            [Some("5"), None, Some("0"), Some("2"), Some("7")],
            Err("表四“行政复议”：未读到“结果纠正”；已填数字两边都是 7"),
        ),
        (
            [Some("5"), None, Some("0"), Some("4"), Some("7")],
            Err("表四“行政复议”：未读到“结果纠正”；已填数字左边 7、右边 9，相差 -2"),
        ),
    ];
    for (cells, expected) in cases {
        let result = assess(&group(cells));
        let answer = outcome(&result, 104);
        let reasons: Vec<&str> = answer.unassessed.iter().map(|u| u.reason.zh.as_str()).collect();
        match expected {
            Ok(failed) => {
                assert_eq!((answer.failed, reasons), (failed, vec![]), "{cells:?}");
                assert_eq!(answer.status, if failed == 0 { Status::Holds } else { Status::DoesNotHold });
            }
            Err(reason) => {
                assert_eq!((answer.failed, reasons), (0, vec![reason]), "{cells:?}");
                assert_eq!(answer.status, Status::HoldsInPart);
            }
        }
    }
}

#[test]
fn the_balance_with_blanks_on_one_side_and_on_both() {
    let rows = ["received", "carried_in", "total_processed", "carried_out"];
    for (printed, expected) in [
        // Received and carried in against processed and carried out, for one class of applicants.
        (["35", "", "35", ""], Some(true)),
        (["35", "", "30", "5"], Some(true)),
        (["35", "0", "35", ""], Some(true)),
        (["35", "", "30", "4"], Some(false)),
        (["35", "1", "37", ""], Some(false)),
        (["35", "", "36", "0"], None),
        (["35", "", "36", ""], None),
        (["", "", "", ""], None),
        (["0", "", "", ""], None),
    ] {
        let mut report = report("suqian-2023");
        for (row, text) in rows.into_iter().zip(printed) {
            report.set(key(&format!("applications.{row}.business")), Cell::parse(text));
        }
        let result = assess(&report);
        let balance = outcome(&result, 101);
        let answer = match (balance.failed, balance.unassessed.len()) {
            (0, 0) => Some(true),
            (1, 0) => Some(false),
            (0, 1) => None,
            other => panic!("{printed:?}: {other:?}"),
        };
        assert_eq!(answer, expected, "{printed:?}");
    }
}

#[test]
fn every_line_of_a_report_with_blank_columns_is_answered() {
    let result = assess(&report("shuyang-drc-2023"));
    let balance = outcome(&result, 101);
    assert_eq!((balance.assessed, balance.failed, balance.unassessed.len()), (2, 0, 5));
    assert_eq!(balance.unassessed[0].reason.zh, "表三“商业企业”列：整列（行）未填数字");
    assert_eq!(outcome(&result, 103).assessed, 25, "the one class that is filled makes each total");
    let result = assess(&report("shanghai-go-2019"));
    let outcomes = outcome(&result, 102);
    let total = outcomes.unassessed.last().expect("the total column is open");
    assert!(total.reason.zh.starts_with("表三“总计”列："), "{}", total.reason.zh);
    assert!(total.reason.zh.ends_with("已填数字左边 805、右边 0，相差 805"), "{}", total.reason.zh);
}

#[test]
fn numbers_too_large_to_add_are_said() {
    let huge = "9999999999999999999999999999";
    let result = assess(&group([Some(huge), Some(huge), Some(huge), Some(huge), Some(huge)]));
    let answer = outcome(&result, 104);
    assert!(answer.failed + answer.unassessed.len() == 1, "{answer:?}");
}

#[test]
fn fingerprints_stay_while_values_do_and_change_with_them() {
    let first = assess(&report("hongze-2023"));
    let again = assess(&report("hongze-2023"));
    let fingerprints = |r: &CheckReport| of_rule(r, 104).iter().map(|f| f.fingerprint.clone()).collect::<Vec<_>>();
    assert_eq!(fingerprints(&first), fingerprints(&again));
    let mut changed = report("hongze-2023");
    changed.set(key("disputes.reconsideration.upheld"), Cell::from(9));
    let other = fingerprints(&assess(&changed));
    assert_ne!(fingerprints(&first)[0], other[0]);
    assert_eq!(fingerprints(&first)[1], other[1]);
}
