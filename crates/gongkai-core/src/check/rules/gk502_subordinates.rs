//! GK502 subordinates: every expected subordinate filed, once, for the same year and in the same edition.

use crate::check::Child;
use crate::check::{Basis, Editions, Finding, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::TableKey;

/// The rule.
#[derive(Debug)]
pub struct Subordinates;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(502),
    name: "subordinates",
    title: ("下级单位报告齐全", "subordinate reports complete"),
    basis: Basis::Practice,
    clause: (
        "实务通常：应报单位一个不少、一个不重，年度和格式版本一致",
        "usual practice: every subordinate files, once, for the same year and in the same edition",
    ),
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "应报单位全部报送，每单位一份，年度、格式版本与汇总报告一致。",
            "Every expected unit has filed once, for the same year and in the same edition.",
        ),
        why: (
            "少一个单位或误用去年的报告，汇总数就全错。",
            "One unit missing, or last year’s report among them, and the consolidated figures are all wrong.",
        ),
        example: (
            "两个文件都是“某局”的报告，其中一个是 2022 年度的。",
            "Two files are of the same bureau, one of them for 2022.",
        ),
        mend: ("补收、剔除或更换相应单位的报告。", "Ask for the missing report, or replace the wrong one."),
    },
};

impl Rule for Subordinates {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, subject: &Subject<'_>) -> Verdict {
        let children = match subject.children {
            Some(children) if !children.is_empty() => children,
            _ => return Verdict::cannot(Text::new("没有给出下级单位的报告", "no subordinate reports were given")),
        };
        let mut verdict = Verdict::default();
        for child in children {
            let faults = faults(subject, child);
            if faults.is_empty() {
                verdict.holds();
            }
            for fault in faults {
                verdict.fails(Finding::new(&INFO, fault).with_help(INFO.mend_text()));
            }
        }
        for (place, child) in children.iter().enumerate() {
            let name = organ(child);
            let earlier = children.iter().take(place).filter(|other| organ(other) == name).count();
            let all: Vec<&str> =
                children.iter().filter(|other| organ(other) == name).map(|other| other.name.as_str()).collect();
            if earlier == 0 && all.len() > 1 {
                let message = Text::new(
                    format!("{name}有 {} 份报告：{}", all.len(), all.join("、")),
                    format!("{name} has {} reports: {}", all.len(), all.join(", ")),
                );
                verdict.fails(Finding::new(&INFO, message).with_help(INFO.mend_text()));
            }
        }
        match subject.expected {
            Some(expected) => {
                for wanted in expected {
                    if children.iter().any(|child| organ(child) == wanted.trim() || child.name.trim() == wanted.trim())
                    {
                        verdict.holds();
                    } else {
                        let message =
                            Text::new(format!("{wanted}未报送报告"), format!("{wanted} has not filed a report"));
                        verdict.fails(Finding::new(&INFO, message).with_help(INFO.mend_text()));
                    }
                }
            }
            None => verdict.skip(Text::new(
                "没有给出应报单位名单，是否齐全无从判断",
                "no list of the expected units was given, so that it is not known whether any is missing",
            )),
        }
        verdict
    }
}

/// The organ that a report is of, or the name that it is known by.
fn organ(child: &Child) -> &str {
    let organ = child.report.organ.name.trim();
    if organ.is_empty() { child.name.trim() } else { organ }
}

/// What is wrong with the year and the editions of one report.
fn faults(subject: &Subject<'_>, child: &Child) -> Vec<Text> {
    let mut faults = Vec::new();
    let name = &child.name;
    match (subject.report.year, child.report.year) {
        (Some(year), Some(other)) if year != other => faults.push(Text::new(
            format!("{name}是 {other} 年度的报告，汇总报告是 {year} 年度的"),
            format!("{name} is a report for {other}; the consolidated one is for {year}"),
        )),
        (Some(_), None) => {
            faults.push(Text::new(format!("{name}看不出报告年度"), format!("{name} does not say its year")))
        }
        _ => {}
    }
    for table in TableKey::ALL {
        let stated = child.report.cells().any(|(key, _)| key.table == table);
        let (own, other) = (subject.report.table_form(table), child.report.table_form(table));
        if stated && own.grid != other.grid {
            faults.push(Text::new(
                format!("{name}的{}是{}年版，汇总报告是{}年版", table.printed(), other.edition, own.edition),
                format!(
                    "{name}: {} is of the edition of {}, the consolidated report's of {}",
                    table.printed(),
                    other.edition,
                    own.edition
                ),
            ));
        }
    }
    faults
}
