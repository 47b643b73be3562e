//! What was counted in registers.

use std::collections::{BTreeMap, HashMap};

use gongkai::form::Edition;
use gongkai::ledger::{
    Applications, Calendar, Column, DisputeTally, Disputes, Line, Outside, OutsideReason, Overrun, Reading, Refusal,
    RefusalReason, Tally, overruns, years_without_holidays,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Report, Words};

/// The report with what the registers count, and what was not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tallied {
    /// The report with the counts.
    pub report: Report,
    /// How many entries were counted.
    pub counted: Counted,
    /// Lines that were not understood and so not counted.
    pub refused: Vec<RegisterLine>,
    /// The words of those lines that are none of the form's, and what each may mean.
    pub words: Vec<RegisterWord>,
    /// Whether the counts are to be used: every line was understood, or lines that were not are left out on purpose.
    pub usable: bool,
    /// Applications that were open at the end of the year.
    pub open: Vec<RegisterLine>,
    /// Entries that have no part in the year.
    pub outside: Vec<RegisterLine>,
    /// Applications that ran over their term.
    pub overruns: Vec<RegisterLine>,
    /// What should be known of how the registers were read.
    pub notes: Vec<Words>,
    /// Cells that held something else before.
    pub changed: Vec<Rewritten>,
}

/// How many entries of each register were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// Of applications.
    pub applications: usize,
    /// Of reconsiderations and lawsuits; nothing without such a register.
    pub disputes: Option<usize>,
}

/// A line of a register and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegisterLine {
    /// Which register: `applications`, `disputes`.
    pub register: String,
    /// The line, from 1.
    pub line: usize,
    /// The sheet, where the register has several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The register's own number of the entry.
    pub number: String,
    /// What is said of it.
    pub text: Words,
}

/// A word of a register that is none of the form's, or may be more than one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegisterWord {
    /// Which register: `applications`, `disputes`.
    pub register: String,
    /// The column that it stands in: `办理结果`.
    pub column: String,
    /// The word.
    pub text: String,
    /// On how many lines it stands.
    pub lines: usize,
    /// The labels of the form that it may mean.
    pub labels: Vec<String>,
}

/// A cell that a count rewrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rewritten {
    /// Its key.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// What it held.
    pub from: String,
    /// What was counted.
    pub to: String,
}

/// The registers as they were understood and counted.
#[derive(Debug)]
pub struct Registers<'a> {
    /// The entries of the register of applications.
    pub applications: &'a Applications,
    /// What they count to.
    pub tally: &'a Tally,
    /// The register of disputes, where there is one.
    pub disputes: Option<(&'a Disputes, &'a DisputeTally)>,
    /// The holidays.
    pub calendar: &'a Calendar,
    /// Whether lines that were not understood are left out on purpose.
    pub skip_bad: bool,
}

impl Registers<'_> {
    /// What was counted into a report that was another before.
    #[must_use]
    pub fn tallied(&self, before: &gongkai::Report, after: &gongkai::Report) -> Tallied {
        let edition = Edition::governing(self.tally.year);
        let mut refused = refusals("applications", &self.tally.refused);
        let mut words = words("applications", &Column::APPLICATIONS, &self.tally.refused, edition);
        let mut outside = of_other_years("applications", &self.tally.outside);
        let mut notes = reading("依申请公开台账", "register of applications", &self.applications.reading);
        if let Some((entries, disputes)) = self.disputes {
            refused.extend(refusals("disputes", &entries.refused));
            words.extend(self::words("disputes", &Column::DISPUTES, &entries.refused, edition));
            outside.extend(of_other_years("disputes", &disputes.outside));
            notes.extend(reading("复议诉讼台账", "register of disputes", &entries.reading));
        }
        notes.extend(self.holidays());
        Tallied {
            report: after.into(),
            counted: Counted {
                applications: self.tally.counted,
                disputes: self.disputes.map(|(_, disputes)| disputes.counted),
            },
            usable: refused.is_empty() || self.skip_bad,
            refused,
            words,
            open: self
                .tally
                .open
                .iter()
                .map(|open| {
                    let day = open.received;
                    let text = Words::new(
                        format!("{day} 收到，年末未办结"),
                        format!("received {day}, open at the end of the year"),
                    );
                    line("applications", &open.line, text)
                })
                .collect(),
            outside,
            overruns: overruns(&self.applications.entries, self.tally.year, self.calendar)
                .into_iter()
                .map(|(at, overrun)| line("applications", &at, over(overrun)))
                .collect(),
            notes,
            changed: rewritten(before, after),
        }
    }

    fn holidays(&self) -> Option<Words> {
        if self.calendar.knows_only_weekends() {
            return Some(Words::new(
                "期限只按周末计算，没有节假日文件，法定节假日前后的结果可能偏严",
                "terms are reckoned by weekends only, without a file of holidays, and may be too strict around them",
            ));
        }
        let years = years_without_holidays(&self.applications.entries, self.tally.year, self.calendar);
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        (!years.is_empty()).then(|| {
            Words::new(
                format!("节假日文件没有 {} 年的放假安排，该年只按周末计算", years.join("、")),
                format!("the calendar has no holidays for {}; weekends only are known there", years.join(", ")),
            )
        })
    }
}

fn line(register: &str, at: &Line, text: Words) -> RegisterLine {
    let (number, sheet) = (at.number.clone(), at.sheet.clone());
    RegisterLine { register: register.to_owned(), line: at.line, sheet, number, text }
}

fn refusals(register: &str, refused: &[Refusal]) -> Vec<RegisterLine> {
    let said = |refusal: &Refusal| Words::of_printed(&refusal.reason.to_string());
    refused.iter().map(|refusal| line(register, &refusal.line, said(refusal))).collect()
}

/// The words that were not understood, each once, in the order in which they stand.
fn words(register: &str, columns: &[Column], refused: &[Refusal], edition: Edition) -> Vec<RegisterWord> {
    let mut words: Vec<RegisterWord> = Vec::new();
    let mut places: HashMap<Vec<&str>, usize> = HashMap::new();
    for refusal in refused {
        let (column, text, candidates) = match &refusal.reason {
            RefusalReason::UnknownWord { column, text, .. } => (*column, text, None),
            RefusalReason::Ambiguous { column, text, candidates } => (*column, text, Some(candidates)),
            _ => continue,
        };
        let place = *places.entry(vec![column, text]).or_insert(words.len());
        if place == words.len() {
            let own = columns.iter().find(|own| own.printed() == column);
            let all =
                || own.map(|own| own.labels(edition)).unwrap_or_default().into_iter().map(str::to_owned).collect();
            let labels = candidates.cloned().unwrap_or_else(all);
            words.push(RegisterWord {
                register: register.to_owned(),
                column: column.to_owned(),
                text: text.clone(),
                lines: 0,
                labels,
            });
        }
        if let Some(word) = words.get_mut(place) {
            word.lines += 1;
        }
    }
    words
}

fn of_other_years(register: &str, outside: &[Outside]) -> Vec<RegisterLine> {
    let said = |outside: &Outside| {
        let day = outside.day;
        match outside.reason {
            OutsideReason::ClosedBefore => {
                Words::new(format!("{day} 已办结，不属本年"), format!("closed {day}, before the year"))
            }
            _ => Words::new(format!("{day} 才收到，不属本年"), format!("received {day}, after the year")),
        }
    };
    outside.iter().map(|one| line(register, &one.line, said(one))).collect()
}

fn over(overrun: Overrun) -> Words {
    match overrun {
        Overrun::BeyondExtension => {
            Words::new("超过 20 个工作日加延长的 20 个工作日", "over 20 working days plus the extension of 20")
        }
        _ => {
            Words::new("超过 20 个工作日，应已办理延期", "over 20 working days, so an extension must have been granted")
        }
    }
}

/// How a register was read.
fn reading(zh: &str, en: &str, read: &Reading) -> Vec<Words> {
    let remarks = read.remarks().into_iter();
    remarks.map(|said| Words::new(format!("{zh}：{}", said.zh), format!("{en}: {}", said.en))).collect()
}

fn rewritten(before: &gongkai::Report, after: &gongkai::Report) -> Vec<Rewritten> {
    let now: BTreeMap<_, _> = after.cells().collect();
    before
        .cells()
        .filter(|(_, old)| !old.is_blank())
        .filter_map(|(key, old)| {
            let new = now.get(&key).filter(|new| **new != old)?;
            let (from, to) = (old.printed().into_owned(), new.printed().into_owned());
            Some(Rewritten { key: key.to_string(), name: after.printed_name(key), from, to })
        })
        .collect()
}
