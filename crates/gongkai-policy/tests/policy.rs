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
    assert_eq!((&outcome("100")[0].findings, &outcome("100")[0].unassessed), (&Vec::new(), &None));
    let found = outcome("101")[0].findings[0].clone();
    assert_eq!((found.message.zh.as_str(), found.severity), ("不合", Severity::Warning));
    assert_eq!(found.cells[0].printed.as_deref(), Some("101"));
    assert!(found.fingerprint.as_str().starts_with("LOCAL-1-"));
    // Other values make another finding; a blank cannot be judged.
    assert_ne!(outcome("102")[0].findings[0].fingerprint, found.fingerprint);
    let blank = outcome("");
    assert_eq!(blank[0].findings, []);
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
        assert_eq!((outcome.findings.is_empty(), &outcome.unassessed), (holds, &None), "{expression}");
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

fn text(paragraphs: &[&str]) -> Report {
    let mut report = report(&[("disclosure.normative_documents.issued", "3")]);
    report.set_narrative(gongkai_core::form::SectionKey::Overview, paragraphs.iter().copied());
    report
}

#[test]
fn the_offices_own_words_are_found_with_their_places() {
    let file =
        "[words]\n\"登陆\" = \"登录\"\n\"公开办\" = \"政务公开办\"\n\"帐号\" = \"账号\"\n\"登陆帐号\" = \"登录账号\"\n";
    let policy = Policy::read(file.as_bytes()).unwrap();
    let report = text(&["群众登陆网站查询，公开办答复。", "政务公开办指导用户登 陆帐号，再登陆系统。"]);
    let outcome = policy.assess(&Subject::new(&report)).local.remove(0);
    let said: Vec<&str> = outcome.findings.iter().map(|finding| finding.message.zh.as_str()).collect();
    assert_eq!(said, ["“公开办”应为“政务公开办”", "“登陆”应为“登录”，共 2 处", "“登陆帐号”应为“登录账号”"]);
    assert_eq!(outcome.findings[0].excerpt.as_deref(), Some("众登陆网站查询，公开办答复。"));
    assert!(outcome.findings[1].notes[0].zh.contains("再登陆系统"), "{:?}", outcome.findings[1].notes);
    assert!(policy.assess(&Subject::new(&text(&["登录账号由政务公开办管理。"]))).local[0].findings.is_empty());
}

#[test]
fn word_lists_that_contradict_themselves_are_refused_at_their_place() {
    let wrong = |lines: &str| said(&format!("[words]\n{lines}\n"));
    assert!(wrong("\"甲方\" = \"乙方\"\n\"乙方\" = \"甲方\"").contains("互相要改成对方"));
    let chain = wrong("\"甲方\" = \"乙方\"\n\"乙方\" = \"丙方\"");
    assert!(chain.starts_with("2:") && chain.contains("里面的“乙方”又要改成“丙方”"), "{chain}");
    let circle = wrong("\"甲方\" = \"乙方\"\n\"乙方\" = \"丙方\"\n\"丙方\" = \"甲方\"");
    assert!(circle.contains("又要改成"), "{circle}");
    assert!(wrong("\"登陆\" = \"登录\"\n\"登 陆\" = \"登入\"").contains("写了两次"));
    assert!(wrong("\"登陆\" = \"登陆\"").contains("就是它自己"));
    assert!(wrong("\"登陆\" = \"登录\"\n\"登陆\" = \"登入\"").contains("同一个键写了两次"));
    assert!(wrong("\"登陆\" = \"\"").contains("不能是空的"));
    let many: String = (0..1001).map(|n| format!("\"错{n}字\" = \"对\"\n")).collect();
    assert!(wrong(&many).contains("至多 1000 个词"));
}

#[test]
fn what_a_notice_asks_of_the_text_is_held_against_the_cell() {
    let file = r#"
[[required]]
id = "LOCAL-R1"
notice = "某市2023年度年报编制通知"
words = ["规范性文件", "制定|制发|出台"]
equals = "disclosure.normative_documents.issued"
[[required]]
id = "LOCAL-R2"
notice = "某市2023年度年报编制通知"
words = ["培训"]
number = true
[[required]]
id = "LOCAL-R3"
notice = "某市2023年度年报编制通知"
words = ["政务新媒体"]
severity = "error"
"#;
    let policy = Policy::read(file.as_bytes()).unwrap();
    let said = |paragraphs: &[&str]| -> Vec<String> {
        let report = text(paragraphs);
        let local = policy.assess(&Subject::new(&report)).local;
        local.into_iter().flat_map(|outcome| outcome.findings).map(|finding| finding.message.zh).collect()
    };
    let sound = "全年制发规范性文件3件，现行有效52件。组织培训2次。政务新媒体运行平稳。";
    assert_eq!(said(&[sound]), Vec::<String>::new());
    assert_eq!(said(&["全年出台3件行政规范性文件。", "举办专题培训两期；政务新媒体运行平稳。"]), Vec::<String>::new());
    assert_eq!(
        said(&["全年制发规范性文件4件，废止3件。多次组织培训。"]),
        [
            "“规范性文件、制定”写的是 4件，表二“行政规范性文件”行“本年制发件数”列是 3",
            "“培训”没有写出数字",
            "“一、总体情况”部分没有写“政务新媒体”",
        ]
    );
    let report = text(&["全年制发规范性文件4件。"]);
    let finding = policy.assess(&Subject::new(&report)).local.remove(0).findings.remove(0);
    assert_eq!(finding.clause.unwrap().zh, "某市2023年度年报编制通知");
    assert_eq!((finding.cells.len(), finding.severity), (1, Severity::Warning));
    // Without the cell's figure nothing can be said.
    let mut open = text(&["全年制发规范性文件4件。"]);
    open.unset("disclosure.normative_documents.issued".parse().unwrap());
    assert!(policy.assess(&Subject::new(&open)).local[0].unassessed.is_some());
}

#[test]
fn what_is_required_is_written_rightly_or_refused_at_its_place() {
    let wrong =
        |rest: &str| said(&format!("[[required]]\nid = \"LOCAL-R\"\nnotice = \"通知\"\nwords = [\"培训\"]\n{rest}\n"));
    assert!(wrong("equals = \"a.b\"").starts_with("5:10 “a.b”不是单元格的键"));
    assert!(wrong("section = \"七\"").contains("可用 overview"));
    assert!(wrong("severity = \"grave\"").contains("severity 应为"));
    assert!(wrong("[[check]]\nid = \"LOCAL-R\"\nmessage = \"a\"\nexpression = \"true\"").contains("写了两次"));
    assert!(said("[[required]]\nid = \"LOCAL-R\"\nnotice = \"\"\nwords = [\"a\"]\n").contains("哪个通知"));
    assert!(said("[[required]]\nid = \"LOCAL-R\"\nnotice = \"通知\"\nwords = []\n").contains("要有词"));
    assert!(said("names = [\"某局\"]\n").contains("两个名称"));
}
