//! GK201 sections: all six sections, each once, in order, and no other at that level.

use super::numbering::Numbering;
use crate::characters::is_of_words;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::SectionKey;
use crate::reading::UnreadReason;
use crate::{PublishedHeading, Report};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Sections;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(201),
    name: "sections",
    title: ("六个部分齐全、有序", "the six sections"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：年度报告包括六个部分，“不能遗漏，也不宜泛化”",
        "“国办公开办函〔2021〕30号”: a report has six sections, of which none may be left out and to which none should be added",
    ),
    earlier_clause: Some((
        "国办公开办函〔2019〕60号：年度报告包括六个部分",
        "“国办公开办函〔2019〕60号”: a report has six sections",
    )),
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "报告由“一、总体情况”至“六、其他需要报告的事项”六个部分组成，每部分一次、按序、有内容，同级不另设部分。",
            "The report has the six sections from “一、总体情况” to “六、其他需要报告的事项”, each once, in order, with content, and no other at that level.",
        ),
        why: (
            "格式规定六个部分不能遗漏，也不宜泛化；缺部分的报告会被退回。",
            "The format asks for these six and no more; a report that lacks one is sent back.",
        ),
        example: (
            "没有“五、存在的主要问题及改进情况”，或另有“七、附件”。",
            "No section five, or a further section “七、附件”.",
        ),
        limits: (
            "按标题用语和表格判断各部分，不看内容写得好坏。",
            "By headings and tables, not by what the sections are worth.",
        ),
        mend: (
            "补齐缺少的部分，按一至六排列；多出的内容并入相应部分。",
            "Add the missing section, put them in the order one to six, and move anything else into the section that it belongs to.",
        ),
    },
};

impl Rule for Sections {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        let report = subject.report;
        let numbering = Numbering::of(report);
        if let Some(finding) = numbering_finding(&numbering) {
            verdict.fails(finding);
        }
        for section in SectionKey::ALL {
            match section_finding(report, &numbering, section) {
                Some(_) if table_may_be_there(subject, section) => {
                    let printed = section.table().map_or("", crate::form::TableKey::printed);
                    verdict.skip(Text::new(
                        format!("{printed}没有读懂，不能判断这一部分有没有内容"),
                        format!("{printed} could not be read, so whether the section has content is not known"),
                    ));
                }
                Some(finding) => verdict.fails(finding),
                None => match says_nothing(report, section) {
                    Some(finding) => verdict.fails(finding),
                    None => verdict.holds(),
                },
            }
        }
        if let Some(finding) = order_finding(report, &numbering) {
            verdict.fails(finding);
        }
        let foreign =
            report.headings.iter().filter(|heading| heading.section.is_none() && !numbering.explains(heading));
        for heading in foreign {
            let printed = heading.printed.trim();
            let message = Text::new(
                format!("“{printed}”不属于规定的六个部分"),
                format!("“{printed}” is none of the six sections"),
            );
            let finding = Finding::new(&INFO, message).with_excerpt(None, printed).at(Some(heading.position));
            verdict.fails(finding.with_help(Text::new(
                "把这部分内容并入六个部分中相应的部分",
                "move its content into the section of the six that it belongs to",
            )));
        }
        Ok(verdict)
    }
}

/// One finding for all that is wrong with the numbers of the parts: what the numbering is and what it should be.
fn numbering_finding(numbering: &Numbering<'_>) -> Option<Finding> {
    let quoted = |headings: &mut dyn Iterator<Item = &str>| {
        let each: Vec<String> = headings.map(|heading| format!("“{}”", heading.trim())).collect();
        (each.join("、"), each.join(", "))
    };
    let apart = quoted(&mut numbering.apart.iter().map(|heading| heading.printed.as_str()));
    let printed = quoted(&mut numbering.misnumbered.iter().map(|(_, heading)| heading.printed.as_str()));
    let should = quoted(&mut numbering.misnumbered.iter().map(|(section, _)| section.heading()));
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if !numbering.apart.is_empty() {
        let count = numbering.apart.len();
        zh.push(format!("{count} 个小标题与六个部分同级编号：{}，应编为（一）（二）", apart.0));
        en.push(format!(
            "{count} sub-headings are numbered like the six sections: {}; they should be “（一）（二）”",
            apart.1
        ));
    }
    if !numbering.misnumbered.is_empty() {
        zh.push(format!("各部分的编号是{}，应为{}", printed.0, should.0));
        en.push(format!("sections are numbered {} and should be {}", printed.1, should.1));
    }
    let places = numbering.apart.iter().map(|heading| heading.position);
    let first = places.chain(numbering.misnumbered.iter().map(|(_, heading)| heading.position)).next()?;
    let message = Text::new(
        format!("标题编号不对：{}", zh.join("；")),
        format!("the numbering of the parts is wrong: {}", en.join("; ")),
    );
    let help = Text::new(
        "六个部分按“一、”至“六、”编号，各一次；部分之内的小标题用（一）（二）",
        "number the six sections “一、” to “六、”, each once, and the headings within them “（一）（二）”",
    );
    Some(Finding::new(&INFO, message).with_help(help).at(Some(first)))
}

/// Whether a section that stands once has a table of which no cell could be placed: its rows are in the text, or a table
/// or rows were found that could not be told.
fn table_may_be_there(subject: &Subject<'_>, section: SectionKey) -> bool {
    // So many numbers are a table's, not a sentence's.
    const NUMBERS: usize = 5;
    let report = subject.report;
    let headings = report.headings.iter().filter(|heading| heading.section == Some(section)).count();
    let Some(table) = section.table().filter(|_| headings == 1) else { return false };
    if report.cells().any(|(key, _)| key.table() == table) {
        return false;
    }
    let numbers = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let in_text = report.narrative(section).texts().map(numbers).sum::<usize>() >= NUMBERS;
    let untold = subject.receipt.is_some_and(|receipt| {
        !receipt.ignored.is_empty()
            || !receipt.unplaced.is_empty()
            || receipt.unread.iter().any(|cell| cell.key.table() == table && cell.reason != UnreadReason::TableMissing)
    });
    in_text || untold
}

/// What is wrong with one section: missing, printed more than once, or without content.
fn section_finding(report: &Report, numbering: &Numbering<'_>, section: SectionKey) -> Option<Finding> {
    let heading = section.heading();
    let apart = |found: &&PublishedHeading| numbering.apart.iter().any(|apart| std::ptr::eq(*apart, *found));
    let published: Vec<&PublishedHeading> =
        report.headings.iter().filter(|found| found.section == Some(section) && !apart(found)).collect();
    let has_content = match section.table() {
        Some(table) => report.cells().any(|(key, _)| key.table() == table),
        None => report.narrative(section).texts().any(|text| !text.trim().is_empty()),
    };
    let (message, at) = match published.as_slice() {
        [first, second, ..] => {
            let count = published.len();
            let message = Text::new(
                format!("“{}”出现 {count} 次，应只有一次", first.printed.trim()),
                format!("“{}” stands {count} times; it must stand once", first.printed.trim()),
            );
            (message, Some(second.position))
        }
        [found] if !has_content => {
            let (zh, en) = if section.table().is_some() {
                ("没有读到表格", "no table was found")
            } else {
                ("没有内容", "it is empty")
            };
            let printed = found.printed.trim();
            (Text::new(format!("“{printed}”下{zh}"), format!("“{printed}”: {en}")), Some(found.position))
        }
        [] if !report.headings.is_empty() || !has_content => {
            let number = section.number();
            let message =
                Text::new(format!("缺少第{number}部分“{heading}”"), format!("section “{heading}” is missing"));
            (message, None)
        }
        _ => return None,
    };
    let help = Text::new(
        format!("按格式写出“{heading}”及其内容，只此一处"),
        format!("have “{heading}” once, with its content"),
    );
    let mut finding = Finding::new(&INFO, message).with_help(help).at(at);
    finding.section = Some(section);
    Some(finding)
}

/// Words that stand in the place of a text and say nothing.
const NOTHING: &[&str] =
    &["无", "暂无", "没有", "空", "略", "不存在", "不涉及", "同上", "同上年", "同去年", "见附件", "无内容"];

/// A section that must treat something and holds no more than a word in its place: 无 is neither a year's work nor a problem
/// and what is done about it.
fn says_nothing(report: &Report, section: SectionKey) -> Option<Finding> {
    if !matches!(section, SectionKey::Overview | SectionKey::Problems) {
        return None;
    }
    let printed: String = report.narrative(section).texts().collect();
    let words: String = printed.chars().filter(|c| is_of_words(*c)).collect();
    let of_nothing = words.is_empty() && !printed.trim().is_empty();
    if !of_nothing && !NOTHING.contains(&words.as_str()) {
        return None;
    }
    let (heading, printed) = (section.heading(), printed.trim());
    let message = Text::new(
        format!("“{heading}”下只写了“{printed}”，等于没有内容"),
        format!("“{heading}” holds no more than “{printed}”, which says nothing"),
    );
    let help = Text::new("写出本年度的实际情况", "say how it was this year");
    let mut finding = Finding::new(&INFO, message).with_excerpt(Some(section), printed).with_help(help);
    finding.severity = Severity::Warning;
    Some(finding)
}

/// One finding for the order, with the order as published.
fn order_finding(report: &Report, numbering: &Numbering<'_>) -> Option<Finding> {
    let own =
        report.headings.iter().filter(|heading| !numbering.apart.iter().any(|apart| std::ptr::eq(*apart, *heading)));
    let published: Vec<(SectionKey, &PublishedHeading)> =
        own.filter_map(|heading| Some((heading.section?, heading))).collect();
    let mut first_of_each: Vec<(SectionKey, &PublishedHeading)> = Vec::new();
    for (section, heading) in published {
        if first_of_each.iter().all(|(known, _)| *known != section) {
            first_of_each.push((section, heading));
        }
    }
    let (_, out_of_place) = first_of_each
        .iter()
        .zip(first_of_each.iter().skip(1))
        .find_map(|(before, after)| (after.0 < before.0).then_some(*after))?;
    let order: Vec<&str> = first_of_each.iter().map(|(section, _)| section.number()).collect();
    let order = order.join("、");
    let message = Text::new(
        format!("六个部分的顺序应为一、二、三、四、五、六，公布的顺序为{order}"),
        format!("the sections must stand in the order “一、二、三、四、五、六”; they stand in the order “{order}”"),
    );
    Some(Finding::new(&INFO, message).with_help(INFO.mend_text()).at(Some(out_of_place.position)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::report;
    use crate::check::{RuleId, check};
    use crate::document::Position;

    fn findings(headings: &[(&str, Option<SectionKey>)]) -> Vec<Finding> {
        let mut report = report();
        for (line, (printed, section)) in headings.iter().enumerate() {
            report.headings.push(PublishedHeading::new(*printed, *section, Position::default().line(line + 1)));
        }
        for section in SectionKey::ALL {
            report.set_narrative(section, ["有内容的一段。"]);
        }
        for cell in report.form_cells() {
            report.set(cell.key, crate::Cell::from(1));
        }
        let found = check(&Subject::new(&report)).findings;
        found.into_iter().filter(|one| [201, 203].map(RuleId::new).contains(&one.rule)).collect()
    }

    fn six() -> Vec<(&'static str, Option<SectionKey>)> {
        SectionKey::ALL.into_iter().map(|section| (section.heading(), Some(section))).collect()
    }

    #[test]
    fn a_second_numbering_within_a_section_is_one_finding() {
        assert_eq!(findings(&six()), []);
        let mut headings = six();
        headings.splice(1..1, [("二、组织领导", None), ("三、信息管理", None), ("四、平台建设", None)]);
        let found = findings(&headings);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.zh.contains("3 个小标题") && found[0].message.zh.contains("“二、组织领导”"));
    }

    #[test]
    fn numbers_that_are_shifted_are_one_finding_that_says_what_they_should_be() {
        let shifted = [
            "一、总体情况",
            "一、主动公开政府信息情况",
            "二、收到和处理政府信息公开申请情况",
            "三、政府信息公开行政复议、行政诉讼情况",
            "四、存在的主要问题及改进情况",
            "五、其他需要报告的事项",
        ];
        let headings: Vec<_> = shifted.into_iter().zip(SectionKey::ALL.map(Some)).collect();
        let found = findings(&headings);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.zh.contains("应为“二、主动公开政府信息情况”、"), "{}", found[0].message.zh);
        // The numbers of the sub-headings go on to one that nothing else bears.
        let mut headings = headings;
        let within = ["二、组织领导", "三、公开内容", "四、申请办理", "五、信息管理", "六、平台建设"];
        headings.splice(1..1, within.map(|heading| (heading, None)));
        let found = findings(&headings);
        assert_eq!(found.len(), 1, "{found:#?}");
    }

    #[test]
    fn a_seventh_heading_is_said_by_itself() {
        let mut headings = six();
        headings.push(("七、下一步工作打算", None));
        let found = findings(&headings);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.zh.contains("不属于规定的六个部分"));
    }
}
