//! Comparing: what changed between reports, cell by cell and paragraph by paragraph.

mod caution;
mod prose;

pub use caution::Caution;
pub use prose::{Piece, ProseChange};

use gongkai_core::check::{CheckReport, Finding, RuleId, RuleOutcome, Subject, check};
use gongkai_core::form::{CellKey, SectionKey};
use gongkai_core::{Cell, Narrative, Number, Report};

/// Two or more reports side by side, each compared with the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// How each report is called: organ and year.
    pub reports: Vec<String>,
    /// Every cell that any of the reports states, in the order of the form.
    pub series: Vec<Series>,
    /// The changed paragraphs of each report against the one before it.
    pub prose: Vec<SectionChanges>,
    /// What must carry over from one year to the next, for each report whose predecessor is the year before.
    pub carried: Vec<CarryOver>,
    /// What makes the comparison less than one of the same organ's reports, whole and in the order of their years.
    pub cautions: Vec<Caution>,
}

/// One cell over all reports.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Series {
    /// The cell.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// What each report states.
    pub stated: Vec<Stated>,
    /// The number that each report states, where it is one.
    pub numbers: Vec<Option<Number>>,
    /// What changed from each report to the next; as many as reports less one.
    pub changes: Vec<Change>,
}

/// What a report states in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stated {
    /// What is printed; empty for a blank.
    Printed(String),
    /// The report's form has the cell, and it was not read.
    NotRead,
    /// The form of the report has no such cell.
    NotInForm,
}

/// How a cell changed from one report to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// Both state the same.
    Same,
    /// Both state a number, and they differ.
    Number {
        /// Later minus earlier.
        difference: Number,
        /// The difference in percent of the earlier number, to one decimal; nothing unless that is above 0.
        percent: Option<Number>,
    },
    /// What is stated differs, and one of them is no number or is not stated.
    Wording,
}

/// The changed paragraphs of one section from one report to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SectionChanges {
    /// The later report, counted from 0.
    pub report: usize,
    /// The section; nothing for the preamble.
    pub section: Option<SectionKey>,
    /// The changes in the order of the text.
    pub changes: Vec<ProseChange>,
}

/// What the rules over two years say of one report and its predecessor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CarryOver {
    /// The later report, counted from 0.
    pub report: usize,
    /// What each rule assessed.
    pub outcomes: Vec<RuleOutcome>,
    /// What does not carry over.
    pub findings: Vec<Finding>,
}

/// The rules that compare a year with the one before: carry-over, roll-forward and prior items.
const CARRY_OVER: [RuleId; 3] = [RuleId::new(401), RuleId::new(402), RuleId::new(403)];

/// Compares reports in the order given, each with the one before it: `compare(&[&earlier, &later])`.
///
/// ```
/// use gongkai_collate::compare::{Change, compare};
/// use gongkai_core::{Cell, Number, Organ, Report, Year};
/// let key = "applications.received.total".parse()?;
/// let report = |year, count: u32| -> Result<Report, gongkai_core::YearError> {
///     let mut report = Report::new(Organ::new("宿迁市人民政府"), Year::new(year)?);
///     report.set(key, Cell::from(count));
///     Ok(report)
/// };
/// let comparison = compare(&[&report(2023, 3511)?, &report(2024, 3525)?]);
/// let received = &comparison.series[0];
/// assert!(matches!(received.changes[0], Change::Number { difference, .. } if difference == Number::from(14)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compare(reports: &[&Report]) -> Comparison {
    let pairs = || reports.iter().zip(reports.iter().skip(1)).enumerate();
    let prose = pairs().flat_map(|(index, (earlier, later))| prose_changes(index + 1, earlier, later)).collect();
    let carried = pairs()
        .filter(|(_, (earlier, later))| {
            earlier.year.is_some() && later.year.and_then(gongkai_core::Year::previous) == earlier.year
        })
        .map(|(index, (earlier, later))| carry_over(index + 1, earlier, later))
        .collect();
    Comparison {
        reports: reports.iter().map(|report| called(report)).collect(),
        series: series(reports),
        prose,
        carried,
        cautions: caution::cautions(reports),
    }
}

impl Comparison {
    /// The cells that differ between any two neighbouring reports.
    pub fn changed(&self) -> impl Iterator<Item = &Series> {
        self.series.iter().filter(|series| series.changes.iter().any(|change| *change != Change::Same))
    }
}

fn called(report: &Report) -> String {
    let year = report.year.map(|year| format!("{year}年")).unwrap_or_default();
    format!("{}{year}", report.organ.name)
}

/// Every cell that any report states: the order is that of the last report's forms, then of the others'.
fn series(reports: &[&Report]) -> Vec<Series> {
    let mut keys: Vec<CellKey> = Vec::new();
    for report in reports.iter().rev() {
        let known: std::collections::BTreeSet<CellKey> = keys.iter().copied().collect();
        keys.extend(report.form_cells().map(|cell| cell.key).filter(|key| !known.contains(key)));
    }
    let one = |key: CellKey| {
        let cells: Vec<Option<&Cell>> = reports.iter().map(|report| report.cell(key)).collect();
        if cells.iter().all(Option::is_none) {
            return None;
        }
        let name = reports.last().map(|report| report.printed_name(key)).unwrap_or_default();
        let changes = cells.iter().zip(cells.iter().skip(1)).map(|(earlier, later)| change(*earlier, *later)).collect();
        Some(Series {
            key,
            name,
            stated: reports.iter().zip(&cells).map(|(report, cell)| stated(report, key, *cell)).collect(),
            numbers: cells.iter().map(|cell| cell.and_then(Cell::number)).collect(),
            changes,
        })
    };
    keys.into_iter().filter_map(one).collect()
}

fn stated(report: &Report, key: CellKey, cell: Option<&Cell>) -> Stated {
    match cell {
        Some(cell) => Stated::Printed(cell.printed().into_owned()),
        None if report.table_form(key.table()).cell(key).is_some() => Stated::NotRead,
        None => Stated::NotInForm,
    }
}

fn change(earlier: Option<&Cell>, later: Option<&Cell>) -> Change {
    if earlier == later {
        return Change::Same;
    }
    match (earlier.and_then(Cell::number), later.and_then(Cell::number)) {
        (Some(a), Some(b)) if a != b => match b.checked_sub(a) {
            Some(difference) => Change::Number { difference, percent: percent(difference, a) },
            None => Change::Wording,
        },
        _ => Change::Wording,
    }
}

fn percent(difference: Number, of: Number) -> Option<Number> {
    if of.is_zero() || of.is_negative() {
        return None;
    }
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let percent = difference.decimal().checked_mul(hundred)?.checked_div(of.decimal())?;
    // Halves go away from 0, as people and spreadsheets round.
    let percent = percent.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    Some(Number::from(percent.normalize()))
}

fn prose_changes(report: usize, earlier: &Report, later: &Report) -> Vec<SectionChanges> {
    let preamble = (None, &earlier.preamble, &later.preamble);
    let sections = SectionKey::ALL
        .into_iter()
        .map(|section| (Some(section), earlier.narrative(section), later.narrative(section)));
    std::iter::once(preamble)
        .chain(sections)
        .map(|(section, before, after)| SectionChanges {
            report,
            section,
            changes: prose::changes(&printed(before), &printed(after)),
        })
        .filter(|section| !section.changes.is_empty())
        .collect()
}

/// Every part of a narrative as it is printed.
fn printed(narrative: &Narrative) -> Vec<String> {
    narrative.into_iter().map(|part| part.printed().into_owned()).filter(|text| !text.is_empty()).collect()
}

fn carry_over(index: usize, earlier: &Report, later: &Report) -> CarryOver {
    let CheckReport { findings, outcomes, .. } = check(&Subject::new(later).with_previous(earlier));
    CarryOver {
        report: index,
        outcomes: outcomes.into_iter().filter(|outcome| CARRY_OVER.contains(&outcome.rule)).collect(),
        findings: findings.into_iter().filter(|finding| CARRY_OVER.contains(&finding.rule)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::{Organ, Year};

    fn report(year: u16, cells: &[(&str, &str)]) -> Report {
        let mut report = Report::new(Organ::new("某县"), Year::new(year).expect("a year"));
        for (key, printed) in cells {
            report.set(key.parse().expect("a key"), Cell::parse(printed));
        }
        report
    }

    #[test]
    fn changes_are_numbers_wording_or_none() {
        let key = "disclosure.penalties.decisions";
        let one = |a: &[(&str, &str)], b: &[(&str, &str)]| {
            let comparison = compare(&[&report(2022, a), &report(2023, b)]);
            comparison.series.first().map(|series| series.changes.clone())
        };
        let number = |difference: i32, percent: Option<&str>| {
            Some(vec![Change::Number {
                difference: Number::from(difference),
                percent: percent.map(|p| p.parse().expect("a number")),
            }])
        };
        assert_eq!(one(&[(key, "3")], &[(key, "4")]), number(1, Some("33.3")));
        assert_eq!(one(&[(key, "0")], &[(key, "4")]), number(4, None));
        assert_eq!(one(&[(key, "-18")], &[(key, "5")]), number(23, None));
        assert_eq!(one(&[(key, "400")], &[(key, "401")]), number(1, Some("0.3")));
        assert_eq!(one(&[(key, "4")], &[(key, "4")]), Some(vec![Change::Same]));
        assert_eq!(one(&[(key, "4")], &[(key, "")]), Some(vec![Change::Wording]));
        assert_eq!(one(&[], &[(key, "4")]), Some(vec![Change::Wording]));
        assert_eq!(one(&[(key, "4")], &[(key, "4（含修订1件）")]), Some(vec![Change::Wording]));
        assert_eq!(one(&[], &[]), None);
    }

    #[test]
    fn editions_side_by_side_keep_every_cell() {
        let mut earlier =
            report(2020, &[("disclosure.licenses.change", "-18"), ("disclosure.licenses.decisions", "3")]);
        earlier.year = Some(Year::new(2020).expect("a year"));
        let comparison = compare(&[&earlier, &report(2021, &[("disclosure.licenses.decisions", "5")])]);
        let keys: Vec<String> = comparison.series.iter().map(|series| series.key.to_string()).collect();
        assert_eq!(keys, ["disclosure.licenses.decisions", "disclosure.licenses.change"]);
        assert_eq!(comparison.changed().count(), 2);
        let stated: Vec<&[Stated]> = comparison.series.iter().map(|series| series.stated.as_slice()).collect();
        assert_eq!(stated[1], [Stated::Printed("-18".to_owned()), Stated::NotInForm]);
    }

    #[test]
    fn only_neighbouring_years_carry_over() {
        assert_eq!(compare(&[&report(2021, &[]), &report(2023, &[])]).carried.len(), 0);
        assert_eq!(compare(&[&report(2022, &[]), &report(2023, &[])]).carried.len(), 1);
        assert_eq!(compare(&[&report(2022, &[])]).reports, ["某县2022年"]);
    }
}
