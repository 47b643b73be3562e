//! What a policy may set, and what its local checks say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::check::{RuleId, Severity, Subject};
use gongkai_core::{Cell, Level, Organ, Report, Year};
use gongkai_policy::{Acceptance, Acceptances, Policy, ReportName, Signed};

fn report(cells: &[(&str, &str)]) -> Report {
    let mut report = Report::new(Organ::new("青山镇人民政府").with_level(Level::Township), Year::new(2023).unwrap());
    for (key, printed) in cells {
        report.set(key.parse().unwrap(), Cell::parse(printed));
    }
    report
}

fn said(file: &str) -> String {
    let error = Policy::read(file.as_bytes()).expect_err("this policy is wrong");
    format!("{} {error}", error.position)
}

fn local(expression: &str) -> Policy {
    let file = format!("[[check]]\nid = \"LOCAL-1\"\nmessage = \"不合\"\nexpression = '''{expression}'''\n");
    Policy::read(file.as_bytes()).unwrap()
}

#[test]
fn practice_may_be_lowered_and_switched_off_and_law_not() {
    let wrong = said("[rules]\nGK101 = \"off\"\n");
    assert!(wrong.starts_with("2:9 GK101（三大项平衡）依据法规或算术，不能关闭或降级"), "{wrong}");
    assert!(said("[rules]\nGK104 = \"info\"\n").contains("不能关闭或降级"));
    assert!(said("[rules]\nGK999 = \"off\"\n").starts_with("2:1 没有规则“GK999”"));
    assert!(said("[rules]\nGK101 = \"fatal\"\n").contains("“fatal”不是级别"));
    assert!(said("[rule]\nGK101 = \"error\"\n").contains("不认识的键"));
    assert!(said("[thresholds]\njump_factor = 0.5\n").contains("应大于 1"));
    assert!(Policy::read(b"[rules]\nGK101 = \"error\"\n").is_ok());

    let practice = gongkai_core::check::rules()
        .iter()
        .map(|rule| rule.info())
        .find(|info| info.basis == gongkai_core::check::Basis::Practice)
        .expect("there are rules of practice");
    let policy = Policy::read(format!("[rules]\n{} = \"off\"\n", practice.id).as_bytes()).unwrap();
    let assessment = policy.assess(&Subject::new(&report(&[])));
    assert_eq!(assessment.switched_off, [practice.id]);
    assert!(assessment.report.outcomes.iter().all(|outcome| outcome.rule != practice.id));
}

#[test]
fn a_local_check_holds_or_does_not_or_cannot_be_said() {
    let policy = local("applications.received.total <= 100 && year == 2023 && level == 'township'");
    let outcome =
        |printed: &str| policy.assess(&Subject::new(&report(&[("applications.received.total", printed)]))).local;
    assert_eq!((&outcome("100")[0].finding, &outcome("100")[0].unassessed), (&None, &None));
    let found = outcome("101")[0].finding.clone().expect("101 is too many");
    assert_eq!((found.message.zh.as_str(), found.severity), ("不合", Severity::Warning));
    assert_eq!(found.cells[0].printed.as_deref(), Some("101"));
    assert!(found.fingerprint.as_str().starts_with("LOCAL-1-"));
    // Other values make another finding; a blank cannot be judged.
    assert_ne!(outcome("102")[0].finding.as_ref().unwrap().fingerprint, found.fingerprint);
    let blank = outcome("");
    assert_eq!(blank[0].finding, None);
    assert!(blank[0].unassessed.as_ref().unwrap().zh.contains("没有数字"));
}

#[test]
fn amounts_and_last_year_can_be_compared() {
    let this = report(&[("disclosure.administrative_fees.amount", "0.5"), ("applications.carried_in.total", "2")]);
    let last = report(&[("applications.carried_out.total", "3")]);
    for (expression, holds) in [
        ("disclosure.administrative_fees.amount > 0.0", true),
        ("disclosure.administrative_fees.amount == 0.25 + 0.25", true),
        ("disclosure.administrative_fees.amount < 1", true),
        ("applications.carried_in.total == previous.applications.carried_out.total", false),
        ("disclosure.licenses.decisions == null", true),
        ("previous != null", true),
    ] {
        let outcome = local(expression).assess(&Subject::new(&this).with_previous(&last)).local.remove(0);
        assert_eq!((outcome.finding.is_none(), &outcome.unassessed), (holds, &None), "{expression}");
    }
    let alone = local("applications.carried_in.total == previous.applications.carried_out.total");
    let outcome = alone.assess(&Subject::new(&this)).local.remove(0);
    assert_eq!(outcome.unassessed.unwrap().zh, "没有上年报告");
}

#[test]
fn expressions_are_checked_and_bounded() {
    let wrong = |expression: &str| {
        said(&format!("[[check]]\nid = \"LOCAL-1\"\nmessage = \"不合\"\nexpression = '''{expression}'''\n"))
    };
    assert!(
        wrong("applications.recieved.total > 1").contains("是否应为“applications.received.total”"),
        "{}",
        wrong("applications.recieved.total > 1")
    );
    assert!(wrong("1 +").contains("表达式写法不对"));
    assert!(wrong(&"(".repeat(5000)).contains("超过"));
    assert!(wrong(&format!("{}1{}", "(".repeat(100), ")".repeat(100))).contains("嵌套过深"));
    assert!(wrong("[1].all(a, [1].all(b, [1].all(c, true)))").contains("至多"));
    assert!(said("[[check]]\nid = \"GK1\"\nmessage = \"a\"\nexpression = \"true\"\n").contains("LOCAL-"));
    let number = local("1 + 1").assess(&Subject::new(&report(&[]))).local.remove(0);
    assert!(number.unassessed.unwrap().zh.contains("不是真假值"));
}

#[test]
fn an_accepted_finding_stays_accepted_until_its_values_change() {
    let wrong = |total: &str| {
        let report = report(&[
            ("disputes.reconsideration.upheld", "10"),
            ("disputes.reconsideration.corrected", "1"),
            ("disputes.reconsideration.other", "0"),
            ("disputes.reconsideration.pending", "0"),
            ("disputes.reconsideration.total", total),
        ]);
        let found = Policy::default().assess(&Subject::new(&report)).report.findings;
        found.into_iter().find(|finding| finding.rule == RuleId::new(104)).expect("a wrong total").fingerprint
    };
    let mut acceptances = Acceptances::default();
    let fingerprint = wrong("0");
    let accept =
        |of: ReportName| Acceptance::new(fingerprint.as_str(), of, "上级已核实：\"原件如此\"").saying("总计为 0");
    let (one, other) = (ReportName::new(Some("甲镇"), Some(2023)), ReportName::new(Some("乙镇"), Some(2023)));
    acceptances.accept(accept(one.clone()).signed(Signed::new("张三", "2024-01-15T09:30:00+08:00")));
    acceptances.accept(accept(ReportName::new(None, None)));
    let mut again = Acceptances::read(acceptances.to_toml().as_bytes()).unwrap();
    assert_eq!(again, acceptances);
    assert_eq!(again.of(&one).count(), 2, "what names no report is of any");
    assert_eq!(again.of(&other).count(), 1);
    assert_eq!(again.of(&ReportName::new(Some("甲镇"), Some(2024))).count(), 1);
    // What does not say it is of the report beside which its file lay.
    let beside = again.clone().from_file("甲/报告.accepted.toml".as_ref());
    assert_eq!(beside.of(&other.clone().in_file("报告")).count(), 1);
    assert_eq!(beside.of(&other.clone().in_file("别的")).count(), 0);
    // Whatever was accepted stays on record.
    let later = Signed::new("李四", "2024-01-16T09:30:00+08:00");
    again.accept(accept(one.clone()).signed(later.clone()));
    assert_eq!(again.withdraw(fingerprint.as_str(), &one, &later), 2);
    assert_eq!((again.entries.len(), again.of(&one).count()), (3, 0));
    assert_eq!(Acceptances::read(again.to_toml().as_bytes()).unwrap(), again);
    assert_eq!(again.entries[0].accepted.as_ref().unwrap().by, "张三");
    assert_eq!(Acceptances::path_beside("甲/报告.docx".as_ref()), std::path::Path::new("甲/报告.accepted.toml"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(512))]

    #[test]
    fn no_expression_makes_it_panic(words in proptest::collection::vec(proptest::sample::select(vec![
        "applications.received.total", "previous.disputes.reconsideration.total", "year", "organ", "level", "null",
        "9223372036854775807", "-9223372036854775808", "0", "1.5e308", "'a'", "b'a'", "[", "]", "{", "}", "(", ")", ",",
        ":", "?", "+", "-", "*", "/", "%", "==", "<", "&&", "||", "!", "in", ".all(x,", ".map(x,", ".size()", "x",
        ".matches('(')", "int(", "string(", "double(", "uint(", "[0]", "\"", "'''", "\\", "。", "has(", "dyn(",
    ]), 0..12)) {
        let quoted = serde_json::json!(words.join(" "));
        let file = format!("[[check]]\nid = \"LOCAL-1\"\nmessage = \"m\"\nexpression = {quoted}\n");
        if let Ok(policy) = Policy::read(file.as_bytes()) {
            let report = report(&[("applications.received.total", "9223372036854775807")]);
            let _ = policy.assess(&Subject::new(&report));
        }
    }
}

#[test]
fn long_expressions_end_on_a_small_stack() {
    let deep = [
        format!("1{} == 1", " + 1".repeat(490)),
        format!("{}true", "! ".repeat(900)),
        format!("{}1 == 1", "- ".repeat(900)),
        format!("{}true", "true ? true : ".repeat(140)),
        format!("true{}", " || true".repeat(240)),
        format!("year{} == 1", ".a".repeat(900)),
        format!("[1]{} == 1", "[0]".repeat(600)),
    ];
    // The command checks on threads, whose stacks are of this size.
    let checks = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        for expression in deep {
            let file = format!("[[check]]\nid = \"LOCAL-1\"\nmessage = \"m\"\nexpression = \"{expression}\"\n");
            if let Ok(policy) = Policy::read(file.as_bytes()) {
                let _ = policy.assess(&Subject::new(&report(&[])));
            }
        }
    });
    checks.unwrap().join().unwrap();
}

#[test]
fn an_expression_that_could_take_long_is_refused_however_it_is_written() {
    let list = |length: usize| format!("[{}]", vec!["0"; length].join(","));
    let policy = |expression: &str| {
        let quoted = serde_json::Value::from(expression).to_string();
        Policy::read(format!("[[check]]\nid = \"LOCAL-1\"\nmessage = \"m\"\nexpression = {quoted}\n").as_bytes())
    };
    // Comments and line breaks before the bracket hide nothing.
    for gap in ["", " ", "\n", "//\n", "// all(\n\t//\n"] {
        let (mut nested, mut end) = (String::new(), String::new());
        for n in 0..4 {
            nested.push_str(&format!("{}.all{gap}(v{n},", list(100)));
            end.push(')');
        }
        let error = policy(&format!("{nested}true{end}")).unwrap_err().to_string();
        assert!(error.contains("至多 2 个"), "{gap:?}: {error}");
        let error = policy(&format!("{}.all{gap}(a, {0}.all(b, {0} == {0}))", list(200))).unwrap_err().to_string();
        assert!(error.contains("计算量"), "{gap:?}: {error}");
    }
    // What a report makes long is counted too.
    for expression in [
        "applications.map(t, applications.map(r, [applications, applications, applications])).size() > 0",
        "[0,1,2,3,4,5,6,7,8,9].map(x, previous).map(x, x == x).size() > 0",
    ] {
        assert!(policy(expression).unwrap_err().to_string().contains("计算量"), "{expression}");
    }
    for expression in [
        "[disclosure.licenses.decisions, disclosure.penalties.decisions].all(n, n == null || n >= 0)",
        "[1, 2, 3].filter(n, n > 1).exists(n, n == 3)",
        "organ.startsWith('青山') && level in ['township', 'county'] // all(, all(, all(",
        "applications.received.total == applications.granted.total + applications.carried_out.total",
    ] {
        policy(expression).unwrap();
    }
}
