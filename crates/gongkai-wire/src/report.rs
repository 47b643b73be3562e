//! A report: what one organ states for one year, with its cells as they are printed. Both ways.

use std::collections::BTreeMap;

use gongkai::day::iso_day;
use gongkai::document::Position;
use gongkai::form::{CellKey, Edition, SectionKey, TableKey};
use gongkai::words::Text;
use gongkai::{Cell, Level, PublishedHeading, Year};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::narrative::{narrative, parts};
use crate::{Part, Place, Words};

/// What one organ states for one year.
///
/// Beside the report file that people write (`docs/report-file.md`) this is for programs: every cell stands by its key, as the
/// text that is printed. `""` is a blank; a cell that is not there is not stated, which is neither blank nor 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Report {
    /// The organ.
    pub organ: Organ,
    /// The year that it covers, where known.
    pub year: Option<u16>,
    /// The title as published; nothing where it is composed of organ and year.
    pub title: Option<String>,
    /// The day of publication, `2024-01-22`.
    pub published: Option<String>,
    /// The edition of each table.
    pub editions: Editions,
    /// The printed text of each stated cell, by its key.
    pub cells: BTreeMap<String, String>,
    /// What stands before section 一.
    pub preamble: Vec<Part>,
    /// What the sections say, beside their tables.
    pub sections: Sections,
    /// Who signs and when, below the text.
    pub signature: Signature,
    /// The headings of the first level as published; empty for a report that was not read from a document.
    pub headings: Vec<Heading>,
}

/// The organ that reports.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Organ {
    /// Its full name.
    pub name: String,
    /// Its level, by its key.
    pub level: Option<String>,
}

/// The edition of each table; where it is empty, the one that governs the year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Editions {
    /// Of table 二.
    pub disclosure: String,
    /// Of table 三.
    pub applications: String,
    /// Of table 四.
    pub disputes: String,
}

/// What the sections say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sections {
    /// 一、总体情况
    pub overview: Vec<Part>,
    /// 二、主动公开政府信息情况
    pub disclosure: Vec<Part>,
    /// 三、收到和处理政府信息公开申请情况
    pub applications: Vec<Part>,
    /// 四、政府信息公开行政复议、行政诉讼情况
    pub disputes: Vec<Part>,
    /// 五、存在的主要问题及改进情况
    pub problems: Vec<Part>,
    /// 六、其他需要报告的事项
    pub other_matters: Vec<Part>,
}

/// Who signs and when, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Signature {
    /// Who (署名).
    pub organ: Option<String>,
    /// When (成文日期).
    pub date: Option<String>,
}

/// A heading of the first level as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    /// The heading, number included.
    pub printed: String,
    /// The section that it opens; nothing for a heading that is none of the six.
    pub section: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub position: Place,
}

/// A value that no report can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportError {
    /// The part of the report: a key.
    pub part: String,
    /// What is wrong with it.
    pub message: Words,
}

impl ReportError {
    pub(crate) fn new(part: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { part: part.to_owned(), message: Words::new(zh, en) }
    }

    pub(crate) fn of(part: &str, error: &dyn std::error::Error) -> Self {
        Self { part: part.to_owned(), message: Words::of_printed(&error.to_string()) }
    }
}

impl std::fmt::Display for ReportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Text::new(&self.part, &self.part).and(&Text::from(&self.message)).fmt(f)
    }
}

impl std::error::Error for ReportError {}

impl Sections {
    /// What a section says.
    #[must_use]
    pub fn of(&self, section: SectionKey) -> &[Part] {
        match section {
            SectionKey::Overview => &self.overview,
            SectionKey::Disclosure => &self.disclosure,
            SectionKey::Applications => &self.applications,
            SectionKey::Disputes => &self.disputes,
            SectionKey::Problems => &self.problems,
            SectionKey::OtherMatters => &self.other_matters,
            _ => &[],
        }
    }
}

impl From<&gongkai::Report> for Report {
    fn from(report: &gongkai::Report) -> Self {
        let edition = |table| report.edition(table).as_str().to_owned();
        let said = |section| parts(report.narrative(section));
        Self {
            organ: (&report.organ).into(),
            year: report.year.map(Year::get),
            title: report.title.clone(),
            published: report.published.map(|day| day.to_string()),
            editions: Editions {
                disclosure: edition(TableKey::Disclosure),
                applications: edition(TableKey::Applications),
                disputes: edition(TableKey::Disputes),
            },
            cells: report.cells().map(|(key, cell)| (key.to_string(), cell.printed().into_owned())).collect(),
            preamble: parts(&report.preamble),
            sections: Sections {
                overview: said(SectionKey::Overview),
                disclosure: said(SectionKey::Disclosure),
                applications: said(SectionKey::Applications),
                disputes: said(SectionKey::Disputes),
                problems: said(SectionKey::Problems),
                other_matters: said(SectionKey::OtherMatters),
            },
            signature: Signature { organ: report.signature.organ.clone(), date: report.signature.date.clone() },
            headings: report
                .headings
                .iter()
                .map(|heading| Heading {
                    printed: heading.printed.clone(),
                    section: heading.section.map(|section| section.as_str().to_owned()),
                    position: heading.position.into(),
                })
                .collect(),
        }
    }
}

impl TryFrom<&Report> for gongkai::Report {
    type Error = ReportError;

    fn try_from(wire: &Report) -> Result<Self, ReportError> {
        let newest = Edition::newest();
        let year = wire.year.map(Year::new).transpose().map_err(|error| ReportError::of("year", &error))?;
        let mut report = Self::in_edition(year.map_or(newest, Edition::governing));
        report.organ = (&wire.organ).try_into()?;
        report.year = year;
        report.title.clone_from(&wire.title);
        report.published = wire.published.as_deref().map(day).transpose()?;
        for (table, name) in [
            (TableKey::Disclosure, &wire.editions.disclosure),
            (TableKey::Applications, &wire.editions.applications),
            (TableKey::Disputes, &wire.editions.disputes),
        ] {
            if !name.is_empty() {
                report.set_edition(table, name.parse().map_err(|error| ReportError::of("editions", &error))?);
            }
        }
        for (text, printed) in &wire.cells {
            let key: CellKey = text.parse().map_err(|error| ReportError::of(text, &error))?;
            report.set(key, Cell::parse(printed));
        }
        report.preamble = narrative("preamble", &wire.preamble)?;
        for section in SectionKey::ALL {
            report.set_narrative(section, &narrative(section.as_str(), wire.sections.of(section))?);
        }
        report.signature.organ.clone_from(&wire.signature.organ);
        report.signature.date.clone_from(&wire.signature.date);
        for heading in &wire.headings {
            let opens = heading.section.as_deref().map(section).transpose()?;
            report.headings.push(PublishedHeading::new(&heading.printed, opens, Position::from(&heading.position)));
        }
        Ok(report)
    }
}

impl From<&gongkai::Organ> for Organ {
    fn from(organ: &gongkai::Organ) -> Self {
        Self { name: organ.name.clone(), level: organ.level.map(|level| level.as_str().to_owned()) }
    }
}

impl TryFrom<&Organ> for gongkai::Organ {
    type Error = ReportError;

    fn try_from(wire: &Organ) -> Result<Self, ReportError> {
        let mut organ = Self::new(&wire.name);
        let level = wire.level.as_deref().map(str::parse::<Level>).transpose();
        organ.level = level.map_err(|error| ReportError::of("organ.level", &error))?;
        Ok(organ)
    }
}

fn day(text: &str) -> Result<jiff::civil::Date, ReportError> {
    iso_day(text).ok_or_else(|| {
        ReportError::new(
            "published",
            format!("“{text}”不是日期，应写成 2024-01-22"),
            format!("“{text}” is no date; write it as 2024-01-22"),
        )
    })
}

/// A section by its key.
pub(crate) fn section(key: &str) -> Result<SectionKey, ReportError> {
    SectionKey::ALL
        .into_iter()
        .find(|section| section.as_str() == key)
        .ok_or_else(|| ReportError::new(key, format!("没有“{key}”这一部分"), format!("there is no section “{key}”")))
}

/// A table by its key.
pub(crate) fn table(key: &str) -> Result<TableKey, ReportError> {
    TableKey::ALL
        .into_iter()
        .find(|table| table.as_str() == key)
        .ok_or_else(|| ReportError::new(key, format!("没有“{key}”这张表"), format!("there is no table “{key}”")))
}
