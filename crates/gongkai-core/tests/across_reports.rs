//! The rules against last year's report and against the reports of subordinates.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::figures::{key, report};
use gongkai_core::bodies::Bodies;
use gongkai_core::check::{CheckReport, Child, RuleId, RuleOutcome, Status, Subject, Thresholds, check};
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::{Cell, Organ, Report, Year};

fn messages(result: &CheckReport, rule: u16) -> Vec<&str> {
    let of_rule = result.findings.iter().filter(|finding| finding.rule == RuleId::new(rule));
    of_rule.map(|finding| finding.message.zh.as_str()).collect()
}

fn outcome(result: &CheckReport, rule: u16) -> &RuleOutcome {
    result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(rule)).expect("every rule answers")
}

fn against(report: &Report, previous: &Report) -> CheckReport {
    check(&Subject::new(report).with_previous(previous))
}

#[test]
fn two_published_years_carry_over() {
    let result = against(&report("suqian-2024"), &report("suqian-2023"));
    for (rule, assessed) in [(401, 7), (402, 2)] {
        let outcome = outcome(&result, rule);
        assert_eq!((outcome.status, outcome.assessed), (Status::Holds, assessed), "{rule}");
    }
}

#[test]
fn what_is_carried_over_is_compared_by_column() {
    let mut earlier = report("suqian-2023");
    // The total still agrees.
    earlier.set(key("applications.carried_out.natural_person"), Cell::from(117));
    earlier.set(key("applications.carried_out.business"), Cell::from(4));
    let result = against(&report("suqian-2024"), &earlier);
    assert_eq!(
        messages(&result, 401),
        [
            "表三“自然人”列上年结转填 118，上年度报告结转下年度为 117；实务通常应一致",
            "表三“商业企业”列上年结转填 3，上年度报告结转下年度为 4；实务通常应一致"
        ]
    );
    let fingerprint = |result: &CheckReport| {
        result.findings.iter().find(|f| f.rule == RuleId::new(401)).map(|f| f.fingerprint.clone()).unwrap()
    };
    let first = fingerprint(&result);
    earlier.set(key("applications.carried_out.natural_person"), Cell::from(116));
    assert_ne!(fingerprint(&against(&report("suqian-2024"), &earlier)), first, "last year's value is part of it");
    earlier.set(key("applications.carried_out.natural_person"), Cell::Blank);
    let result = against(&report("suqian-2024"), &earlier);
    assert_eq!(outcome(&result, 401).unassessed[0].reason.zh, "“自然人”列本年“上年结转”或上年“结转下年度”没有数字");
}

#[test]
fn a_report_of_another_year_is_not_compared() {
    let mut earlier = report("suqian-2023");
    earlier.year = Some(Year::new(2022).unwrap());
    let result = against(&report("suqian-2024"), &earlier);
    for rule in [401, 402, 404] {
        let outcome = outcome(&result, rule);
        assert_eq!(outcome.status, Status::CannotBeAssessed);
        assert_eq!(outcome.unassessed[0].reason.zh, "给出的是 2022 年度报告，不是 2024 年的上一年度");
    }
}

#[test]
fn a_report_of_another_body_is_not_compared() {
    let result = against(&report("suqian-2024"), &report("pingtan-2022"));
    for rule in [401, 402, 404] {
        let outcome = outcome(&result, rule);
        assert_eq!(outcome.status, Status::CannotBeAssessed);
        let reason = &outcome.unassessed[0].reason.zh;
        assert_eq!(reason, "给出的上年度报告是“平潭综合实验区管委会”的，不是“宿迁市人民政府”的");
    }
}

#[test]
fn documents_in_force_roll_forward() {
    let mut now = report("suqian-2024");
    now.set(key("disclosure.normative_documents.in_force"), Cell::from(597));
    assert_eq!(
        messages(&against(&now, &report("suqian-2023")), 402),
        ["表二“行政规范性文件”现行有效填 597，按上年现行有效加本年制发减本年废止应为 420；实务通常应衔接"]
    );
    // In a form of 2019 there is nothing in force to compare with.
    let mut before = report("suqian-2023");
    for row in ["regulations", "normative_documents"] {
        before.unset(key(&format!("disclosure.{row}.in_force")));
    }
    assert_eq!(outcome(&against(&now, &before), 402).status, Status::CannotBeAssessed);
}

#[test]
fn items_roll_forward_in_the_form_of_2019() {
    let now = report("pingtan-2020");
    let mut before = now.clone();
    before.year = Year::new(2019).ok();
    let result = against(&now, &before);
    assert!(
        messages(&result, 403).contains(&"表二“行政许可”上一年项目数量填 396，按上年度报告应为 838；实务通常应衔接")
    );
    let rows = ["licenses", "other_external_services", "penalties", "compulsory_measures", "administrative_fees"];
    for row in rows {
        before.set(key(&format!("disclosure.{row}.change")), Cell::from(0));
    }
    assert_eq!(outcome(&against(&now, &before), 403).status, Status::Holds);
}

#[test]
fn jumps_are_measured_by_the_thresholds() {
    let (mut now, mut before) = (report("suqian-2024"), report("suqian-2024"));
    before.year = Year::new(2023).ok();
    assert_eq!(outcome(&against(&now, &before), 404).status, Status::Holds);
    for (cell, earlier, later, jumps) in [
        ("disclosure.penalties.decisions", 100, 301, true),
        ("disclosure.penalties.decisions", 100, 300, false),
        ("disclosure.penalties.decisions", 301, 100, true),
        ("disclosure.penalties.decisions", 0, 20, true),
        ("disclosure.penalties.decisions", 1, 19, false),
    ] {
        before.set(key(cell), Cell::from(earlier));
        now.set(key(cell), Cell::from(later));
        assert_eq!(messages(&against(&now, &before), 404).len(), usize::from(jumps), "{earlier} {later}");
    }
    now.set(key("disclosure.penalties.decisions"), Cell::from(19));
    let mut thresholds = Thresholds::default();
    thresholds.jump_least = 10;
    let subject = Subject::new(&now).with_previous(&before).with_thresholds(thresholds);
    assert_eq!(
        messages(&check(&subject), 404),
        ["与上年相比变化超过 3 倍：表二“行政处罚”行“本年处理决定数量”列 1 → 19；实务通常应核实并说明"]
    );
    // The classes of a row jump together: one finding.
    for class in ["natural_person", "total"] {
        now.set(key(&format!("applications.granted.{class}")), Cell::from(9000));
    }
    assert_eq!(messages(&against(&now, &before), 404).len(), 1);
}

/// A consolidated report of two halves: everything doubled.
fn halves() -> (Report, Vec<Child>) {
    let half = report("suqian-2024");
    let mut whole = half.clone();
    for (key, cell) in half.cells() {
        let number = cell.number().expect("every cell holds a number");
        whole.set(key, Cell::from(number.checked_add(number).expect("small")));
    }
    let child = |name: &str| {
        let mut half = half.clone();
        half.organ = Organ::new(name);
        Child::new(format!("{name}.xlsx"), half)
    };
    (whole, vec![child("甲局"), child("乙局")])
}

fn roll_up(whole: &Report, children: &[Child]) -> CheckReport {
    check(&Subject::new(whole).with_children(children))
}

#[test]
fn a_consolidated_report_is_the_sum_of_the_others() {
    let (whole, mut children) = halves();
    assert_eq!(outcome(&roll_up(&whole, &children), 501).status, Status::Holds);
    children[1].report.set(key("disclosure.licenses.decisions"), Cell::from(1));
    let result = roll_up(&whole, &children);
    assert_eq!(
        messages(&result, 501),
        ["表二“行政许可”行“本年处理决定数量”列汇总填 3146358，各单位之和为 1573180，相差 1573178（实务通常）"]
    );
    let found = result.findings.iter().find(|f| f.rule == RuleId::new(501)).unwrap();
    assert_eq!(found.notes[0].zh, "各单位：甲局.xlsx 1573179、乙局.xlsx 1");
    // A blank adds nothing and is said; text and what was not read leave the sum open.
    children[1].report.set(key("disclosure.licenses.decisions"), Cell::Blank);
    let result = roll_up(&whole, &children);
    let found = result.findings.iter().find(|f| f.rule == RuleId::new(501)).unwrap();
    assert_eq!(found.notes[1].zh, "1 个单位此格没有数字，未计入");
    for open in [Some(Cell::parse("若干")), None] {
        match open {
            Some(cell) => children[1].report.set(key("disclosure.licenses.decisions"), cell),
            None => {
                children[1].report.unset(key("disclosure.licenses.decisions"));
            }
        }
        let result = roll_up(&whole, &children);
        let outcome = outcome(&result, 501);
        assert_eq!((outcome.status, outcome.failed), (Status::HoldsInPart, 0));
        assert!(outcome.unassessed[0].reason.zh.starts_with("乙局.xlsx："));
    }
    children[1].report.set(key("disclosure.administrative_fees.amount"), Cell::parse("251000元"));
    assert!(
        outcome(&roll_up(&whole, &children), 501).unassessed.iter().any(|u| u.reason.zh == "乙局.xlsx：有金额自带单位")
    );
}

#[test]
fn subordinates_file_once_for_the_same_year_in_the_same_edition() {
    let (whole, mut children) = halves();
    let result = roll_up(&whole, &children);
    assert_eq!(outcome(&result, 502).status, Status::HoldsInPart);
    assert!(outcome(&result, 502).unassessed[0].reason.zh.starts_with("没有给出应报单位名单"));
    let expected = Bodies::of_lines(["甲局", "乙局", "丙局"]);
    let subject = Subject::new(&whole).with_children(&children).with_expected(&expected);
    assert_eq!(messages(&check(&subject), 502), ["丙局在应报单位名单上，未报送报告（实务通常）"]);
    children[0].report.year = Year::new(2023).ok();
    children[1].report.organ = Organ::new("甲局");
    children[1].report.set_edition(TableKey::Applications, Edition::E2019);
    assert_eq!(
        messages(&roll_up(&whole, &children), 502),
        [
            "甲局.xlsx是 2023 年度的报告，汇总报告是 2024 年度的（实务通常）",
            "乙局.xlsx的表三是2019年版，汇总报告是2021年版（实务通常）",
            "甲局有 2 份报告：甲局.xlsx、乙局.xlsx（实务通常）"
        ]
    );
}

#[test]
fn the_list_may_name_subordinates_in_short_and_by_other_names() {
    let (whole, mut children) = halves();
    children[0].report.organ = Organ::new("某县青山镇人民政府");
    children[1].report.organ = Organ::new("某县发展和改革局");
    let called = |children: &[Child], list: &[&str]| {
        let expected = Bodies::of_lines(list);
        check(&Subject::new(&whole).with_children(children).with_expected(&expected))
    };
    for list in [
        ["青山镇", "发改局=某县发展和改革局"],
        ["某县青山镇人民政府", "发展和改革局"],
        ["甲局.xlsx", "乙局.xlsx"],
        ["青山镇人民政府", "发改局，某县发展和改革局"],
    ] {
        let result = called(&children, &list);
        assert_eq!(messages(&result, 502), Vec::<&str>::new(), "{list:?}");
        assert_eq!(outcome(&result, 502).status, Status::Holds, "{list:?}");
    }
    // What is short for nobody, or for two, is nobody's name.
    assert_eq!(
        messages(&called(&children, &["绿水镇", "发展和改革局"]), 502),
        [
            "绿水镇在应报单位名单上，未报送报告（实务通常）",
            "某县青山镇人民政府报送了报告（甲局.xlsx），不在应报单位名单上（实务通常）"
        ]
    );
    // Two files that answer to one name are two reports of one organ.
    children[0].report.organ = Organ::new("发改局");
    assert_eq!(
        messages(&called(&children, &["发改局=某县发展和改革局"]), 502),
        ["发改局有 2 份报告：甲局.xlsx、乙局.xlsx（实务通常）"]
    );
    // The organ's own report is nobody's subordinate.
    children[0].report.organ = whole.organ.clone();
    assert_eq!(messages(&called(&children, &["发展和改革局"]), 502), Vec::<&str>::new());
}
