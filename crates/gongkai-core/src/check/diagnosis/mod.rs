//! Diagnosis: which cells to look at when sums fail.
//!
//! A wrong figure breaks every sum that it is in, and two wrong figures may hide each other in a third sum. So all
//! failing sums are looked at together: the smallest set of cells whose change makes every one of them hold, and
//! breaks none, is most likely where the error is. (The principle is that of Fellegi and Holt, as statistical offices
//! use it.) Failing sums that share no cell are diagnosed separately.

mod digits;
mod search;
mod system;

use super::{Fingerprint, Related, RuleId, Subject, Text};
use crate::form::EquationId;
use crate::{Number, Report};

pub(super) use digits::{Slip, SlipKind};
use system::System;

/// How many alternatives a diagnosis lists.
const LISTED: usize = 8;

/// How many alternatives the message names beside the likeliest.
const NAMED: usize = 2;

/// What would mend a set of failing sums.
///
/// ```
/// use gongkai_core::check::{Subject, check};
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let mut report = Report::new(Organ::new("洪泽区人民政府"), Year::new(2023)?);
/// for (result, count) in [("upheld", 10), ("corrected", 1), ("other", 0), ("pending", 0), ("total", 0)] {
///     report.set(format!("disputes.reconsideration.{result}").parse()?, Cell::from(count));
/// }
/// let result = check(&Subject::new(&report));
/// assert_eq!(result.diagnoses.len(), 1);
/// let change = &result.diagnoses[0].alternatives[0].changes[0];
/// assert_eq!(change.cell.name, "表四“行政复议”“总计”列");
/// assert_eq!(change.to, Some(11.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The whole of it in words.
    pub message: Text,
    /// The failing sums, as findings name them.
    pub sums: Vec<FailingSum>,
    /// How many cells must change at least; nothing when more than three must.
    pub size: Option<usize>,
    /// The smallest ways to mend all the sums, likelier ones first.
    pub alternatives: Vec<Alternative>,
    /// How many such ways there are; more than are listed, where there are many.
    pub found: usize,
}

/// A failing sum, as its finding names it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailingSum {
    /// The rule that it breaks.
    pub rule: RuleId,
    /// The fingerprint of its finding.
    pub fingerprint: Fingerprint,
    /// Left minus right.
    pub difference: Number,
}

/// One way to mend the sums: all of these cells must change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alternative {
    /// The cells, in the order of the form.
    pub changes: Vec<Change>,
}

/// A cell with the value that would make the sums hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The cell with what it holds now.
    pub cell: Related,
    /// What it holds now, as a number.
    pub from: Number,
    /// What it would hold; nothing where only the changes of several cells together are known.
    pub to: Option<Number>,
}

/// The sums of a report and the digits whose slipping would explain those that fail.
#[derive(Debug)]
pub(super) struct Examined<'a> {
    report: &'a Report,
    system: System,
    slips: Vec<Slip>,
}

impl<'a> Examined<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let system = System::of(report);
        let slips = digits::slips(report, &system);
        Self { report, system, slips }
    }

    /// Every slip of digits that would make failing sums hold, in the order of the form.
    pub(super) fn into_slips(self) -> Vec<Slip> {
        self.slips
    }

    /// The same, where it is this report that is asked about.
    pub(super) fn slips_of(&self, report: &Report) -> Option<&[Slip]> {
        std::ptr::eq(self.report, report).then_some(&self.slips)
    }

    /// Diagnoses the failing sums of the report, one diagnosis for each set of sums that hang together.
    pub(super) fn diagnose(&self, subject: &Subject<'_>) -> Vec<Diagnosis> {
        let Self { system, slips, .. } = self;
        let mut diagnoses = Vec::new();
        for component in system.components() {
            let mends = search::smallest(system, &component);
            if mends.is_empty() {
                diagnoses.extend(apart(subject, system, slips, &component));
            } else {
                diagnoses.push(describe(subject, system, slips, &component, mends));
            }
        }
        diagnoses
    }
}

/// Failing sums that no three cells mend: most often several errors that have nothing to do with each other. Those that
/// one cell mends by itself, all of whose sums fail by the same amount, are told apart; what remains is looked at again.
fn apart(subject: &Subject<'_>, system: &System, slips: &[Slip], component: &[usize]) -> Vec<Diagnosis> {
    let mut rest = component.to_vec();
    let mut diagnoses = Vec::new();
    loop {
        let mut singles: Vec<(Vec<usize>, search::Mend)> = Vec::new();
        for (cell, known) in system.cells.iter().enumerate() {
            let rows: Vec<usize> = known.rows.iter().map(|&(row, _)| row).filter(|row| rest.contains(row)).collect();
            if rows.len() < 2 || singles.iter().any(|(known, _)| *known == rows) {
                continue;
            }
            let mends = search::of_size(system, &rows, 1);
            if mends.iter().any(|mend| matches!(mend.as_slice(), [(only, _)] if *only == cell)) {
                singles.extend(mends.into_iter().map(|mend| (rows.clone(), mend)));
            }
        }
        singles.sort_by_key(|(rows, _)| std::cmp::Reverse(rows.len()));
        let Some((rows, _)) = singles.first().cloned() else { break };
        let mends = singles.into_iter().filter(|(own, _)| *own == rows).map(|(_, mend)| mend).collect();
        diagnoses.push(describe(subject, system, slips, &rows, mends));
        rest.retain(|row| !rows.contains(row));
    }
    if !rest.is_empty() {
        let mends = search::smallest(system, &rest);
        diagnoses.push(describe(subject, system, slips, &rest, mends));
    }
    diagnoses
}

fn describe(
    subject: &Subject<'_>,
    system: &System,
    slips: &[Slip],
    failing: &[usize],
    mut mends: Vec<search::Mend>,
) -> Diagnosis {
    mends.sort_by_key(|mend| likelihood(system, slips, mend));
    let found = mends.len();
    let size = mends.first().map(Vec::len);
    let alternatives: Vec<Alternative> = mends
        .iter()
        .take(LISTED)
        .map(|mend| Alternative { changes: mend.iter().filter_map(|&entry| change(subject, system, entry)).collect() })
        .collect();
    let sums: Vec<FailingSum> = failing
        .iter()
        .filter_map(|&row| {
            let sum = system.rows.get(row)?.sum;
            let rule = rule_of(sum.equation);
            let cells: Vec<Related> = sum.terms().map(|(key, _)| subject.related(key)).collect();
            let fingerprint = Fingerprint::of_cells(rule, &cells);
            Some(FailingSum { rule, fingerprint, difference: system.failing(row)? })
        })
        .collect();
    let message = message(sums.len(), size, found, &alternatives);
    Diagnosis { message, sums, size, alternatives, found }
}

/// The rule over an equation.
fn rule_of(equation: EquationId) -> RuleId {
    RuleId::new(match equation {
        EquationId::Balance => 101,
        EquationId::Outcomes => 102,
        EquationId::Applicants => 103,
        EquationId::Disputes => 104,
    })
}

/// Sorts likelier mends first: digits that slipped into a neighbouring cell; then totals rather than parts, since a
/// total is computed and a part is counted; then rows that were entered although counted elsewhere; then small changes.
fn likelihood(system: &System, slips: &[Slip], mend: &[(usize, Option<Number>)]) -> (bool, usize, usize, Number) {
    let cells = mend.iter().filter_map(|&(cell, to)| Some((system.cells.get(cell)?, to)));
    let slipped = slips.iter().any(|slip| {
        let same = |(cell, to): &(usize, Option<Number>)| {
            system
                .cells
                .get(*cell)
                .is_some_and(|cell| slip.changes.iter().any(|&(key, value)| key == cell.key && Some(value) == *to))
        };
        slip.changes.len() == mend.len() && mend.iter().all(same)
    });
    let parts = cells.clone().filter(|(cell, _)| !cell.is_total).count();
    let kept = cells.clone().filter(|(_, to)| !to.is_some_and(Number::is_zero)).count();
    let moved = cells.filter_map(|(cell, to)| {
        let change = to?.checked_sub(cell.value)?;
        if change.is_negative() { Number::ZERO.checked_sub(change) } else { Some(change) }
    });
    (!slipped, parts, kept, Number::checked_sum(moved).unwrap_or_default())
}

fn change(subject: &Subject<'_>, system: &System, (cell, to): (usize, Option<Number>)) -> Option<Change> {
    let known = system.cells.get(cell)?;
    Some(Change { cell: subject.related(known.key), from: known.value, to })
}

/// So many sums that fail, in English.
fn fail(sums: usize) -> String {
    if sums == 1 { "1 sum fails".to_owned() } else { format!("{sums} sums fail") }
}

/// So many cells, in English.
fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn message(sums: usize, size: Option<usize>, found: usize, alternatives: &[Alternative]) -> Text {
    let Some((size, first)) = size.zip(alternatives.first()) else {
        return Text::new(
            format!("{sums} 处不等无法只改三格以内同时消除，请逐格核对"),
            format!("{}; no change of up to three cells mends that, so check the cells one by one", fail(sums)),
        );
    };
    // Several ways are told by their numbers, which a list of all of them goes on with.
    let number = |index: usize| if found > 1 { format!("{index}. ") } else { String::new() };
    let (zh, en) = (number(1) + &in_words(first, true), number(1) + &in_words(first, false));
    let mut message = Text::new(
        format!("{sums} 处不等，最少改 {size} 格即可全部成立：{zh}"),
        format!("{}; changing {} mends {}: {en}", fail(sums), cells(size), if sums == 1 { "it" } else { "them all" }),
    );
    for (index, other) in (2..).zip(alternatives.iter().skip(1).take(NAMED)) {
        message.zh.push_str(&format!("；或 {}{}", number(index), in_words(other, true)));
        message.en.push_str(&format!("; or {}{}", number(index), in_words(other, false)));
    }
    if found > NAMED + 1 {
        message.zh.push_str(&format!("；同样少的改法共 {found} 种"));
        message.en.push_str(&format!("; there are {found} ways that change as few"));
    }
    message
}

fn in_words(alternative: &Alternative, zh: bool) -> String {
    let one = |change: &Change| match (change.to, zh) {
        (Some(to), true) => format!("{} {} → {to}", change.cell.name, change.from),
        (Some(to), false) => format!("{} {} → {to}", change.cell.english, change.from),
        (None, true) => format!("{} {}（与其他格合计才能确定）", change.cell.name, change.from),
        (None, false) => format!("{} {} (known only together with the others)", change.cell.english, change.from),
    };
    let changes: Vec<String> = alternative.changes.iter().map(one).collect();
    changes.join(if zh { "，" } else { "; " })
}
