//! What is done with many reports.

use gongkai::characters::one_line;
use gongkai::check::Child;
use gongkai::consolidate::Consolidating;
use gongkai::xlsx::{SummaryCounts, SummaryRow, write_summary};
use gongkai::{Report, Year};
use gongkai_wire::{Comparison, Consolidation, Fault, Organ, SUMMARY_HEADS, Verdict, Words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessing::domain;
use crate::engine::Outcome;
use crate::writing::{Made, workbook};

/// A report by the name that it is known by.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The organ or file.
    pub name: String,
    /// Its report.
    pub report: gongkai_wire::Report,
}

/// Reports to add up.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsolidateOptions {
    /// The reports.
    pub members: Vec<Member>,
    /// Whose report the sum is.
    #[serde(default)]
    pub organ: Organ,
    /// For which year; nothing for the one that all share.
    #[serde(default)]
    pub year: Option<u16>,
    /// The name of the member that is the organ's own report.
    #[serde(default)]
    pub own: Option<String>,
    /// The names of those who must have filed.
    #[serde(default)]
    pub expected: Vec<String>,
    /// Files that could not be read, and why.
    #[serde(default)]
    pub unreadable: Vec<Unreadable>,
    /// Whether what the sum lacks is written into section 六.
    #[serde(default)]
    pub record_problems: bool,
}

/// A file that could not be read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Unreadable {
    /// Its name.
    pub name: String,
    /// Why.
    pub why: String,
}

/// The line of a file in the overview of many.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OverviewRow {
    /// The file.
    pub name: String,
    /// The organ.
    #[serde(default)]
    pub organ: Option<String>,
    /// The year.
    #[serde(default)]
    pub year: Option<u16>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it could not be read.
    #[serde(default)]
    pub error: Option<String>,
    /// How many cells its tables have.
    #[serde(default)]
    pub cells_expected: usize,
    /// How many were read.
    #[serde(default)]
    pub cells_read: usize,
    /// Errors.
    #[serde(default)]
    pub errors: usize,
    /// Warnings.
    #[serde(default)]
    pub warnings: usize,
    /// Hints.
    #[serde(default)]
    pub infos: usize,
    /// Accepted findings.
    #[serde(default)]
    pub accepted: usize,
}

/// The overview of many files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Overview {
    rows: Vec<OverviewRow>,
    /// `zh` or `en`.
    language: String,
}

impl TryFrom<&Member> for Child {
    type Error = Fault;

    fn try_from(member: &Member) -> Outcome<Self> {
        Ok(Self::new(&member.name, domain(&member.report)?))
    }
}

fn compared(reports: &[gongkai_wire::Report]) -> Outcome<gongkai::compare::Comparison> {
    let reports = reports.iter().map(domain).collect::<Outcome<Vec<Report>>>()?;
    Ok(gongkai::compare::compare(&reports.iter().collect::<Vec<_>>()))
}

pub(crate) fn compare(reports: Vec<gongkai_wire::Report>) -> Outcome<Comparison> {
    Ok((&compared(&reports)?).into())
}

pub(crate) fn comparison_workbook(reports: Vec<gongkai_wire::Report>) -> Outcome<(Made, Vec<u8>)> {
    let comparison = compared(&reports)?;
    let title = format!("{} 对比", comparison.reports.join(" "));
    workbook(&title, gongkai::write_comparison(&comparison))
}

fn summed(asked: &ConsolidateOptions) -> Outcome<gongkai::consolidate::Consolidation> {
    let members = asked.members.iter().map(Child::try_from).collect::<Outcome<Vec<Child>>>()?;
    let year = match asked.year {
        Some(year) => {
            Some(Year::new(year).map_err(|error| Fault::new("input", Words::of_printed(&error.to_string())))?)
        }
        None => shared_year(&members),
    };
    let year = year.ok_or_else(|| {
        let text = "各报告的年度不一致或看不出；请指定要汇总的年度";
        Fault::new("no_year", Words::new(text, "the reports do not share a year; say which one is added up"))
    })?;
    let organ = (&asked.organ).try_into().map_err(|error| Fault::from(&error))?;
    let mut request = Consolidating::new(organ, year).expecting(asked.expected.iter().cloned());
    if let Some(own) = &asked.own {
        request = request.with_own(own);
    }
    for file in &asked.unreadable {
        request = request.with_unreadable(&file.name, file.why.as_str());
    }
    let mut sum = request.add_up(&members);
    if asked.record_problems {
        sum.record_problems();
    }
    Ok(sum)
}

fn shared_year(members: &[Child]) -> Option<Year> {
    let mut years = members.iter().map(|member| member.report.year);
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

pub(crate) fn consolidate(asked: ConsolidateOptions) -> Outcome<Consolidation> {
    Ok((&summed(&asked)?).into())
}

pub(crate) fn contributions_workbook(asked: ConsolidateOptions) -> Outcome<(Made, Vec<u8>)> {
    let sum = summed(&asked)?;
    workbook(&format!("{} 汇总明细", sum.report.organ.name), gongkai::write_contributions(&sum))
}

pub(crate) fn overview_workbook(asked: Overview) -> Outcome<(Made, Vec<u8>)> {
    let english = asked.language == "en";
    let pick = |words: Words| if english { words.en } else { words.zh };
    let plain = |text: &Option<String>| text.as_deref().map(|text| one_line(text).into_owned()).unwrap_or_default();
    let row = |row: &OverviewRow| {
        let word = pick(row.verdict.words());
        SummaryRow {
            file: one_line(&row.name).into_owned(),
            organ: plain(&row.organ),
            year: row.year.map(|year| year.to_string()).unwrap_or_default(),
            counts: row.error.is_none().then(|| SummaryCounts {
                cells: row.cells_expected,
                unread: row.cells_expected.saturating_sub(row.cells_read),
                findings: [row.errors, row.warnings, row.infos],
                accepted: row.accepted,
            }),
            verdict: row.error.as_ref().map_or(word.clone(), |error| format!("{word}：{}", one_line(error))),
        }
    };
    let rows: Vec<SummaryRow> = asked.rows.iter().map(row).collect();
    let heads = SUMMARY_HEADS.map(|(zh, en)| if english { en } else { zh });
    workbook(if english { "overview" } else { "审核汇总" }, write_summary(&rows, &heads))
}
