//! GK211 due-date: published on time for its level, where the date is known.

use crate::Level;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::Edition;
use jiff::civil::Date;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct DueDate;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(211),
    name: "due-date",
    title: ("按时公布", "published on time"),
    basis: Basis::Law,
    clause: (
        "《政府信息公开条例》第四十九条；国办公开办函〔2021〕30号：部门、乡镇 1 月 31 日前，县级 2 月 20 日前，地市级 3 月 10 日前，省级和垂直系统 3 月 31 日前",
        "Regulations on Open Government Information, article 49; “国办公开办函〔2021〕30号”: departments and townships by 31 January, counties by 20 February, prefectures by 10 March, provinces and vertical systems by 31 March",
    ),
    earlier_clause: Some((
        "《政府信息公开条例》第四十九条：部门 1 月 31 日前，各级政府 3 月 31 日前",
        "Regulations on Open Government Information, article 49: departments by 31 January, governments by 31 March",
    )),
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "部门和乡镇（街道）1 月 31 日前、县级汇总 2 月 20 日前、地市级 3 月 10 日前、省级 3 月 31 日前公布。",
            "Departments and townships publish by 31 January, counties by 20 February, prefectures by 10 March, provinces by 31 March.",
        ),
        why: (
            "逾期公布是年度考核的扣分项，也违反条例。",
            "A late report breaks the Regulations and costs points in the assessment.",
        ),
        example: (
            "某镇 2023 年度报告于 2024 年 3 月 5 日公布。",
            "A township’s report for 2023, published on 5 March 2024.",
        ),
        limits: ("不知道公布日期或层级的不判断。", "Not judged where the date or the level is not known."),
        mend: (
            "下一年提前安排；确有原因的在审核时说明。",
            "Plan earlier next year; state the reason when the report is reviewed.",
        ),
    },
};

impl Rule for DueDate {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let report = subject.report;
        let Some(published) = report.published else {
            return Err(Text::new("不知道公布日期", "the day of publication is not known"));
        };
        let Some(year) = report.year else {
            return Err(Text::new("不知道报告年度", "the year of the report is not known"));
        };
        let Some(level) = report.organ.level else {
            return Err(Text::new("不知道机关层级", "the level of the organ is not known"));
        };
        let next = i16::try_from(year.get()).unwrap_or(i16::MAX).saturating_add(1);
        let day = |(month, day): (i8, i8)| Date::new(next, month, day).ok();
        let (Some(due), Some(latest)) = (day(due(level, Edition::governing(year))), day((3, 31))) else {
            return Err(Text::new("年度超出历法范围", "the year is beyond the calendar"));
        };
        let mut verdict = Verdict::default();
        if published <= due {
            verdict.holds();
        } else if level == Level::Ministry && published <= latest {
            verdict.skip(Text::new(
                "国务院部门本机关报告 1 月 31 日前公布，垂直管理系统的汇总报告 3 月 31 日前公布，不能确定是哪一种",
                "a ministry's own report is due on 31 January, that of a vertical system on 31 March; which it is, is not known",
            ));
        } else {
            let message = Text::new(
                format!("{published} 公布，{}的报告应在 {due} 前公布", level.printed()),
                format!("published on {published}; a report of this level ({level}) is due by {due}"),
            );
            let finding = Finding::new(&INFO, message).with_help(INFO.mend_text());
            verdict.fails(finding.with_note(Text::new(
                "公布日期取自文件或网页，重新发布会改变它",
                "the day is the file's or page's own; publishing anew changes it",
            )));
        }
        Ok(verdict)
    }
}

/// The month and day by which a level publishes. The Regulations alone, which the years before 2021 had, know one day for
/// all governments above the townships.
fn due(level: Level, edition: Edition) -> (i8, i8) {
    match level {
        Level::Township
        | Level::CountyDepartment
        | Level::PrefectureDepartment
        | Level::ProvincialDepartment
        | Level::Ministry => (1, 31),
        Level::County | Level::Prefecture if edition == Edition::E2019 => (3, 31),
        Level::County => (2, 20),
        Level::Prefecture => (3, 10),
        Level::Province => (3, 31),
    }
}
