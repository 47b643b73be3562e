//! GK502 subordinates: every expected subordinate filed, once, for the same year and in the same edition.

use super::children;
use crate::bodies::{Aside, Intake, lies_elsewhere, organ_of};
use crate::check::Child;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::TableKey;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Subordinates;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(502),
    name: "subordinates",
    title: ("下级单位报告齐全", "subordinate reports complete"),
    basis: Basis::Practice,
    clause: (
        "实务通常：应报单位一个不少、一个不重，年度和格式版本一致",
        "usual practice: every subordinate files, once, for the same year and in the same edition",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "应报单位全部报送，每单位一份，年度、格式版本与汇总报告一致；名单以外的单位不在其中。名单上可以写简称（青山镇）或者并列别名（发改局=某县发展和改革局）；本级自己的报告不必列入。",
            "Every expected unit has filed once, for the same year and in the same edition, and nobody else has. The list may give a name in short (“青山镇”) or with its alternatives (“发改局”=“某县发展和改革局”); the organ’s own report need not be on it.",
        ),
        why: (
            "少一个单位或误用去年的报告，汇总数就全错。",
            "One unit missing, or last year’s report among them, and the consolidated figures are all wrong.",
        ),
        example: (
            "名单有 12 个单位，只收到 11 份报告，其中两份都是“某局”的，一份是 2022 年度的。",
            "Twelve units are listed and eleven reports came in, two of them of the same bureau, one for 2022.",
        ),
        limits: (
            "没有应报单位名单时，只看给出的报告；别的县区的报告只从名称里的县、旗、区看出。",
            "Without a list of who must report, only what was given; reports of another county are known only by the county in their names.",
        ),
        mend: (
            "补收、剔除或更换相应单位的报告；名单不对的，改名单。",
            "Ask for the missing report, take out or replace the wrong one, or mend the list.",
        ),
    },
};

impl Rule for Subordinates {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let children = children::of(subject)?;
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
        let intake = children::intake(subject, children);
        for same in intake.roll.by_organ(children).iter().filter(|same| same.len() > 1) {
            let all: Vec<&Child> = same.iter().filter_map(|&index| children.get(index)).collect();
            let Some(organ) = all.first().map(|child| organ_of(child)) else { continue };
            let names: Vec<&str> = all.iter().map(|child| child.name.as_str()).collect();
            let message = Text::new(
                format!("{organ}有 {} 份报告：{}", names.len(), names.join("、")),
                format!("“{organ}” has {} reports: {}", names.len(), names.join(", ")),
            );
            verdict.fails(Finding::new(&INFO, message).with_help(INFO.mend_text()));
        }
        if subject.expected.is_some() {
            call_roll(&intake, children, &mut verdict);
        } else {
            verdict.skip(Text::new(
                "没有给出应报单位名单，是否齐全无从判断",
                "no list of the expected units was given, so that it is not known whether any is missing",
            ));
        }
        Ok(verdict)
    }
}

/// Who of the list has not filed, and who filed that is not on it.
fn call_roll(intake: &Intake, children: &[Child], verdict: &mut Verdict) {
    let roll = &intake.roll;
    for wanted in roll.missing() {
        let message = Text::new(
            format!("{wanted}在应报单位名单上，未报送报告"),
            format!("“{wanted}” is on the list of those expected and has not filed"),
        );
        verdict.fails(Finding::new(&INFO, message).with_help(INFO.mend_text()));
    }
    for (listed, member) in roll.loosely() {
        let Some(child) = children.get(member) else { continue };
        verdict.explains(Text::new(
            format!("名单上的“{listed}”认作{}", organ_of(child)),
            format!("“{listed}” on the list is taken for “{}”", organ_of(child)),
        ));
    }
    for (index, child) in children.iter().enumerate() {
        if roll.expects(index) {
            verdict.holds();
            continue;
        }
        let organ = organ_of(child);
        if let Some(Aside::Below { superior }) = intake.aside.get(&index) {
            verdict.explains(Text::new(
                format!("{organ}的报告由{superior}汇总，不另计入"),
                format!("the report of “{organ}” is in that of “{superior}” and does not count again"),
            ));
            continue;
        }
        let message = Text::new(
            format!("{organ}报送了报告（{}），不在应报单位名单上", child.name),
            format!("“{organ}” has filed ({}) and is not on the list of those expected", child.name),
        );
        verdict.fails(Finding::new(&INFO, message).with_help(INFO.mend_text()));
    }
}

/// What is wrong with the year and the editions of one report.
fn faults(subject: &Subject<'_>, child: &Child) -> Vec<Text> {
    let mut faults = Vec::new();
    let name = &child.name;
    if lies_elsewhere(organ_of(child), &subject.report.organ.name) {
        let own = &subject.report.organ.name;
        faults.push(Text::new(
            format!("{name}是“{}”的报告，从名称看不属于“{own}”", organ_of(child)),
            format!("{name} is of “{}”, which by its name is not of “{own}”", organ_of(child)),
        ));
    }
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
        let stated = child.report.cells().any(|(key, _)| key.table() == table);
        let (own, other) = (subject.report.table_form(table), child.report.table_form(table));
        if stated && own.grid != other.grid {
            faults.push(Text::new(
                format!("{name}的{}是{}年版，汇总报告是{}年版", table.printed(), other.edition, own.edition),
                format!(
                    "{name}: {} is of the edition of {}, that of the consolidated report of {}",
                    table.in_english(),
                    other.edition,
                    own.edition
                ),
            ));
        }
    }
    faults
}
