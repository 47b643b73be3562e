//! The rules over cells, tables, headings, title and date of one report.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::figures::{FIGURES, key, report};
use crate::fixtures::{Case, sound};
use gongkai_core::check::{CheckReport, Finding, RuleId, RuleOutcome, Status, Subject, check, rule};
use gongkai_core::document::Position;
use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::reading::LabelVariant;
use gongkai_core::{Cell, Level, Organ, PublishedHeading, Report, Year};

fn of_rule(result: &CheckReport, rule: u16) -> Vec<Finding> {
    result.findings.iter().filter(|finding| finding.rule == RuleId::new(rule)).cloned().collect()
}

fn outcome(result: &CheckReport, rule: u16) -> RuleOutcome {
    result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(rule)).expect("every rule answers").clone()
}

fn messages(result: &CheckReport, rule: u16) -> Vec<String> {
    of_rule(result, rule).into_iter().map(|finding| finding.message.zh).collect()
}

fn after(change: impl FnOnce(&mut Case)) -> CheckReport {
    let mut case = sound();
    change(&mut case);
    case.check()
}

fn with_cell(cell: &str, printed: &str) -> CheckReport {
    after(|case| case.report.set(key(cell), Cell::parse(printed)))
}

#[test]
fn published_figures_break_only_what_is_known() {
    // Beside the sums: a table of another edition, regulations without the power to make them, and blank cells.
    let of_text = [201, 205, 206, 207, 208].map(RuleId::new);
    let sums = [101, 102, 103, 104].map(RuleId::new);
    for (name, _) in FIGURES {
        let report = report(name);
        let result = check(&Subject::new(&report));
        let others: Vec<String> = result
            .findings
            .iter()
            .filter(|finding| !of_text.contains(&finding.rule) && !sums.contains(&finding.rule))
            .map(|finding| finding.rule.to_string())
            .collect();
        let known: &[&str] = match name {
            "hongze-2023" => &["GK202"],
            "pingtan-2020" => &["GK111"],
            "shanghai-go-2019" => &["GK107", "GK107", "GK107", "GK107"],
            "shuyang-drc-2023" => &["GK107"],
            _ => &[],
        };
        assert_eq!(others, known, "{name}");
    }
}

#[test]
fn counts_are_whole_and_not_negative() {
    assert_eq!(
        messages(&with_cell("disclosure.licenses.decisions", "12.5"), 105),
        ["表二“行政许可”行“本年处理决定数量”列填 12.5，件数应为整数"]
    );
    assert_eq!(
        messages(&with_cell("applications.granted.business", "-1"), 105),
        ["表三“（一）予以公开”行“商业企业”列填 -1，件数不能为负数"]
    );
    assert_eq!(messages(&with_cell("disclosure.licenses.decisions", "12.0"), 105), [""; 0]);
    // 本年增/减 may be negative, and is −18 and −15 in this report.
    let earlier = report("pingtan-2020");
    assert_eq!(outcome(&check(&Subject::new(&earlier)), 105).status, Status::Holds);
}

#[test]
fn amounts_are_in_the_unit_of_their_label() {
    let fee = "disclosure.administrative_fees.amount";
    for (printed, converted) in [("251000元", "25.1"), ("1.5亿元", "15000"), ("12元（含资料费）", "0.0012")] {
        let found = of_rule(&with_cell(fee, printed), 106);
        assert_eq!(found.len(), 1, "{printed}");
        assert_eq!(found[0].help.as_ref().unwrap().zh, format!("换算为万元，只填数字：{converted}"));
    }
    for printed in ["7730.28", "24252.311082", "7730.28万元", "0"] {
        assert!(of_rule(&with_cell(fee, printed), 106).is_empty(), "{printed}");
    }
    // The form of 2019 prints no unit: 73802895.90元 is how it must be stated.
    let earlier = report("pingtan-2020");
    let result = check(&Subject::new(&earlier));
    assert!(of_rule(&result, 106).is_empty() && of_rule(&result, 109).is_empty());
}

#[test]
fn unfilled_cells_are_reported_by_area() {
    let blank = report("shuyang-drc-2023");
    assert_eq!(
        messages(&check(&Subject::new(&blank)), 107),
        [
            "表三“一、本年新收政府信息公开申请数量”至“四、结转下年度继续办理”行“商业企业”至“其他”列共 125 格没有数字（空白 125）；实务通常没有发生的填 0"
        ]
    );
    let result = after(|case| {
        for (cell, printed) in [
            ("applications.received.business", "-"),
            ("applications.received.research_institution", ""),
            ("applications.carried_in.research_institution", ""),
            // Touches the others at a corner only.
            ("applications.granted.public_interest", "无"),
        ] {
            case.report.set(key(cell), Cell::parse(printed));
        }
    });
    assert_eq!(
        messages(&result, 107),
        [
            "表三“一、本年新收政府信息公开申请数量”至“二、上年结转政府信息公开申请数量”行“商业企业”至“科研机构”列共 3 格没有数字（“-” 1、空白 2）；实务通常没有发生的填 0",
            "表三“（一）予以公开”行“社会公益组织”列没有数字（“无”）；实务通常没有发生的填 0"
        ]
    );
    assert_eq!(of_rule(&result, 107)[0].cells.len(), 3);
    let unread = after(|case| {
        case.report.unset(key("applications.granted.public_interest"));
    });
    assert!(of_rule(&unread, 107).is_empty(), "what was not read is not called unfilled");
    assert_eq!(outcome(&unread, 107).unassessed[0].reason.zh, "单元格未读到");
}

#[test]
fn notes_are_named_and_the_number_is_used() {
    let result = with_cell("disclosure.normative_documents.in_force", "420（其中修订16件）");
    assert_eq!(
        messages(&result, 109),
        ["表二“行政规范性文件”行“现行有效件数”列在数字 420 之外写有“（其中修订16件）”；实务通常只填数字"]
    );
    assert!(of_rule(&result, 402).is_empty());
    for printed in ["1,431", "1431", "１４３１"] {
        assert!(of_rule(&with_cell("applications.granted.total", printed), 109).is_empty(), "{printed}");
    }
}

#[test]
fn only_certainty_says_that_an_organ_makes_no_regulations() {
    for (name, level, expected) in [
        ("某市人民政府", Some(Level::Prefecture), Status::Holds),
        ("某省人民政府", None, Status::Holds),
        ("某壮族自治区人民政府", None, Status::Holds),
        ("某部", Some(Level::Ministry), Status::Holds),
        // A city may be a prefecture or a county.
        ("某市人民政府", None, Status::HoldsInPart),
        ("某市人民政府", Some(Level::County), Status::DoesNotHold),
        // An office of a government publishes the government's report.
        ("某市人民政府办公厅", Some(Level::PrefectureDepartment), Status::HoldsInPart),
        ("某市人民政府办公室", None, Status::HoldsInPart),
        ("某县人民政府办公室", None, Status::DoesNotHold),
        ("某市某区人民政府", None, Status::DoesNotHold),
        ("某镇人民政府", None, Status::DoesNotHold),
        ("某街道办事处", None, Status::DoesNotHold),
        ("某试验区管理委员会", Some(Level::Prefecture), Status::DoesNotHold),
        ("某市财政局", None, Status::DoesNotHold),
        ("某省财政厅", None, Status::DoesNotHold),
        ("国家某局", None, Status::HoldsInPart),
        ("", None, Status::HoldsInPart),
    ] {
        let result = after(|case| {
            case.report.organ = Organ::new(name);
            case.report.organ.level = level;
            // One of the three cells is 0, which holds for everybody.
            case.report.set(key("disclosure.regulations.issued"), Cell::from(0));
        });
        assert_eq!(outcome(&result, 111).status, expected, "{name} {level:?}");
    }
    let nothing = after(|case| {
        case.report.organ = Organ::new("某镇人民政府");
        for column in ["issued", "repealed", "in_force"] {
            case.report.set(key(&format!("disclosure.regulations.{column}")), Cell::from(0));
        }
    });
    assert_eq!(outcome(&nothing, 111).status, Status::Holds);
}

#[test]
fn sections_are_six_once_in_order() {
    let headings =
        |change: fn(&mut Vec<PublishedHeading>)| messages(&after(|case| change(&mut case.report.headings)), 201);
    assert_eq!(headings(|_| {}), [""; 0]);
    assert_eq!(
        headings(|h| {
            h.remove(5);
        }),
        ["缺少第六部分“六、其他需要报告的事项”"]
    );
    assert_eq!(
        headings(|h| h.swap(2, 3)),
        ["六个部分的顺序应为一、二、三、四、五、六，公布的顺序为一、二、四、三、五、六"]
    );
    assert_eq!(
        headings(|h| h.push(PublishedHeading::new("七、附件", None, Position::default()))),
        ["“七、附件”不属于规定的六个部分"]
    );
    assert_eq!(
        headings(|h| h.push(PublishedHeading::new("一、总体情况", Some(SectionKey::Overview), Position::default()))),
        ["“一、总体情况”出现 2 次，应只有一次"]
    );
    let empty = after(|case| case.report.set_narrative(SectionKey::Problems, ["  "]));
    assert_eq!(messages(&empty, 201), ["“五、存在的主要问题及改进情况”下没有内容"]);
    let no_table = after(|case| {
        let keys: Vec<_> =
            case.report.cells().map(|(key, _)| key).filter(|k| k.table() == TableKey::Disputes).collect();
        for key in keys {
            case.report.unset(key);
        }
    });
    assert_eq!(messages(&no_table, 201), ["“四、政府信息公开行政复议、行政诉讼情况”下没有读到表格"]);
    // A report file has no headings of its own: what it has no text for is missing.
    let file = after(|case| {
        case.report.headings.clear();
        case.report.set_narrative(SectionKey::OtherMatters, Vec::<String>::new());
    });
    assert_eq!(messages(&file, 201), ["缺少第六部分“六、其他需要报告的事项”"]);
}

#[test]
fn each_table_is_judged_by_its_own_edition() {
    let mixed = report("hongze-2023");
    let found = of_rule(&check(&Subject::new(&mixed)), 202);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message.zh, "表三用的是2019年版格式，2023年度报告应用2021年版");
    assert!(found[0].notes[0].zh.starts_with("缺少：“1.申请人无正当理由逾期不补正"), "{:?}", found[0].notes);
    assert_eq!(found[0].notes[1].zh, "多出：“（六）其他处理”");
    // A report for 2020 in the tables of 2021; table four is the same in both.
    let early = after(|case| case.report.year = Year::new(2020).ok());
    assert_eq!(
        messages(&early, 202),
        ["表二用的是2021年版格式，2020年度报告应用2019年版", "表三用的是2021年版格式，2020年度报告应用2019年版"]
    );
    let unknown = after(|case| case.report.year = None);
    assert_eq!(outcome(&unknown, 202).status, Status::CannotBeAssessed);
    let before = after(|case| case.report.year = Year::new(2018).ok());
    assert_eq!(outcome(&before, 202).status, Status::CannotBeAssessed);
    let fourth = after(|case| case.report.set_edition(TableKey::Disputes, Edition::E2019));
    assert!(of_rule(&fourth, 202).is_empty());
}

#[test]
fn labels_are_compared_with_the_template() {
    let with = |pairs: &[(&str, &str)]| {
        let variants: Vec<LabelVariant> = pairs
            .iter()
            .map(|(printed, expected)| LabelVariant::new(*printed, *expected, Position::default()))
            .collect();
        messages(&after(|case| case.receipt.as_mut().unwrap().variants = variants), 203)
    };
    assert_eq!(with(&[]), [""; 0]);
    assert_eq!(
        with(&[
            ("规范性文件", "行政规范性文件"),
            ("1、重复申请", "2.重复申请"),
            ("2、没有现成信息需要另行制作", "2.没有现成信息需要另行制作"),
        ]),
        [
            "“规范性文件”与格式不同，应为“行政规范性文件”（实务通常）",
            "2 个表格标签的编号或标点与格式不同，如“1、重复申请”应为“2.重复申请”（实务通常）"
        ]
    );
    let heading = |printed: &str| {
        let printed = printed.to_owned();
        messages(&after(|case| case.report.headings[3].printed = printed), 203)
    };
    assert_eq!(
        heading("四、政府信息公开行政法复议、行政诉讼情况"),
        [
            "“四、政府信息公开行政法复议、行政诉讼情况”与格式不同，应为“四、政府信息公开行政复议、行政诉讼情况”（实务通常）"
        ]
    );
    assert_eq!(heading(" 四、政府信息公开行政复议、行政诉讼情况\u{a0}"), [""; 0]);
}

#[test]
fn titles_name_organ_year_and_report() {
    let faults = |title: &str| messages(&after(|case| case.report.title = Some(title.to_owned())), 209);
    for right in [
        "宿迁市人民政府2024年政府信息公开工作年度报告",
        "宿迁市2024年政府信息公开工作年度报告",
        "2024年宿迁市人民政府政府信息公开工作年度报告",
        "江苏省宿迁市人民政府 ２０２４ 年政府信息公开工作年度报告",
        "宿迁市人民政府政府信息公开工作年度报告（2024年度）",
        "宿迁市人民政府二〇二四年政府信息公开工作年度报告",
    ] {
        assert_eq!(faults(right), [""; 0], "{right}");
    }
    for (wrong, part) in [
        ("宿迁市人民政府2023年政府信息公开工作年度报告", "的年度不是 2024 年"),
        ("宿迁市人民政府政府信息公开工作年度报告", "没有年度"),
        ("宿迁市人民政府2024年政府信息公开年度报告", "没有“政府信息公开工作年度报告”字样"),
        ("2024年政府信息公开工作年度报告", "没有机关名称"),
        ("淮安市人民政府2024年政府信息公开工作年度报告", "的机关不是“宿迁市人民政府”"),
    ] {
        let found = faults(wrong);
        assert_eq!(found.len(), 1, "{wrong}");
        assert!(found[0].contains(part) && found[0].contains("实务通常"), "{found:?}");
    }
}

#[test]
fn each_level_has_its_day() {
    let status = |level: Option<Level>, day: &str| {
        let result = after(|case| {
            case.report.organ.level = level;
            case.report.published = day.parse().ok();
        });
        outcome(&result, 211).status
    };
    for (level, last, first_late) in [
        (Level::Township, "2025-01-31", "2025-02-01"),
        (Level::CountyDepartment, "2025-01-31", "2025-02-01"),
        (Level::PrefectureDepartment, "2025-01-31", "2025-02-01"),
        (Level::County, "2025-02-20", "2025-02-21"),
        (Level::Prefecture, "2025-03-10", "2025-03-11"),
        (Level::Province, "2025-03-31", "2025-04-01"),
        (Level::Ministry, "2025-01-31", "2025-04-01"),
    ] {
        assert_eq!(status(Some(level), last), Status::Holds, "{level}");
        assert_eq!(status(Some(level), first_late), Status::DoesNotHold, "{level}");
    }
    assert_eq!(status(Some(Level::Ministry), "2025-03-01"), Status::CannotBeAssessed);
    assert_eq!(status(None, "2025-03-01"), Status::CannotBeAssessed);
    assert_eq!(status(Some(Level::County), ""), Status::CannotBeAssessed);
}

#[test]
fn a_report_with_nothing_in_it_is_checked_without_failing() {
    for edition in Edition::all() {
        let empty = Report::in_edition(edition);
        let result = check(&Subject::new(&empty));
        assert_eq!(of_rule(&result, 201).len(), 6);
        assert!(result.diagnoses.is_empty());
        let sums: Vec<_> = [101, 102, 103, 104].iter().map(|&rule| outcome(&result, rule)).collect();
        assert!(sums.iter().all(|sum| sum.status == Status::CannotBeAssessed), "{sums:?}");
        assert!(
            sums.iter().all(|sum| sum.unassessed.iter().all(|u| u.reason.zh.ends_with("整列（行）未读到"))),
            "{sums:?}"
        );
    }
}

/// A section whose table stands there, but of whose rows none could be placed, is not said to lack it.
#[test]
fn a_table_that_was_not_understood_is_not_missing() {
    let sound = sound();
    let table = TableKey::Disputes;
    let mut report = sound.report.clone();
    for cell in sound.report.form_cells().filter(|cell| cell.key.table() == table) {
        report.unset(cell.key);
    }
    let judged = |report: &Report| {
        let verdict = rule(RuleId::new(201)).expect("a rule").check(&Subject::new(report));
        (verdict.findings.len(), verdict.unassessed.len())
    };
    assert_eq!(judged(&report), (1, 0));
    report.set_narrative(SectionKey::Disputes, ["行政复议 25 3 8 0 36", "行政诉讼 3 3 0 0 6"]);
    assert_eq!(judged(&report), (0, 1));
}
