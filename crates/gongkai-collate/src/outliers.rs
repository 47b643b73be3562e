//! Figures that stand out: against a body's own earlier years, and against bodies of its kind.
//!
//! # The measure
//!
//! Counts are compared by their logarithms, so that a tenth and the tenfold stand out alike, and every count under ten is
//! taken for ten: what is small says nothing. `x` stands out against others with the median `m` where
//! `|ln x − ln m|` is more than a given factor allows, and more than three times their spread, which is 1.4826 times the
//! median of the distances from `m` (the MAD). Against the body's own earlier years the factor is ten; against bodies of
//! its kind, of which at least eight must state the figure, it is thirty. Whoever has earlier years is compared with
//! them alone: a bureau whose penalties are a hundred times those of its neighbours every year is no question.
//!
//! What stands out is a question, never an error.

use gongkai_core::form::keys::column;
use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::bodies::{Bodies, organ_of};
use gongkai_core::check::Child;
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::{Cell, Level, Number, Organ, Year};

/// By which factor a figure stands out against the body's own earlier years.
pub const OWN_FACTOR: f64 = 10.0;
/// By which factor a figure stands out against bodies of its kind.
pub const KIND_FACTOR: f64 = 30.0;
/// How many bodies of a kind must state a figure before one is held against them.
pub const FEWEST_OF_KIND: usize = 8;
/// Counts under this are taken for it.
pub const LEAST: f64 = 10.0;
/// How many spreads a figure must be away.
const SPREADS: f64 = 3.0;
/// What makes the median of distances a spread like a standard deviation.
const CONSISTENT: f64 = 1.4826;

/// A figure that stands out.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// Whose.
    pub organ: String,
    /// In which file.
    pub file: Option<String>,
    /// The cell.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// The figure.
    pub figure: Number,
    /// What it is held against.
    pub against: Against,
}

/// What a figure is held against.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Against {
    /// The body's own earlier years, in their order.
    OwnYears(Vec<(Year, Number)>),
    /// Bodies of its kind.
    Kind {
        /// How many.
        bodies: usize,
        /// The median of their figures.
        median: Number,
    },
}

impl Question {
    /// The question in Chinese and English, with the series.
    #[must_use]
    pub fn said(&self) -> (String, String) {
        let figure = grouped(self.figure);
        match &self.against {
            Against::OwnYears(years) => {
                let series: Vec<String> =
                    years.iter().map(|(year, number)| format!("{year}年 {}", grouped(*number))).collect();
                let plain: Vec<String> =
                    years.iter().map(|(year, number)| format!("{year}: {}", grouped(*number))).collect();
                (
                    format!("{}填 {figure}，以前各年是 {}，请核对", self.name, series.join("、")),
                    format!("{} states {figure}; earlier years {}; please check", self.key, plain.join(", ")),
                )
            }
            Against::Kind { bodies, median } => {
                let median = grouped(*median);
                (
                    format!("{}填 {figure}，同类 {bodies} 个单位的中位数是 {median}，请核对", self.name),
                    format!(
                        "{} states {figure}; the median of {bodies} bodies of its kind is {median}; please check",
                        self.key
                    ),
                )
            }
        }
    }
}

/// The figures that stand out in the reports of a year, the farthest first. `earlier` are reports of other years, which
/// find their bodies by their names.
#[must_use]
pub fn questions<'a>(
    members: impl IntoIterator<Item = &'a Child>,
    earlier: &[Child],
    bodies: &Bodies,
) -> Vec<Question> {
    let members: Vec<&Child> = members.into_iter().collect();
    let mut found: Vec<(f64, Question)> = Vec::new();
    let years = Years::of(earlier, bodies);
    let own_years: Vec<Vec<&Child>> = members.iter().map(|member| years.of_body(member, bodies)).collect();
    let kinds: Vec<Option<Kind>> = members.iter().map(|member| kind(member, bodies)).collect();
    let keys: BTreeSet<CellKey> =
        members.iter().flat_map(|member| member.report.cells().map(|(key, _)| key)).filter(is_compared).collect();
    for key in keys {
        let figures: Vec<Option<Number>> = members.iter().map(|member| figure(member, key)).collect();
        let mut by_kind: BTreeMap<Kind, Vec<Number>> = BTreeMap::new();
        for (kind, figure) in kinds.iter().zip(&figures) {
            if let (Some(kind), Some(figure)) = (kind, figure) {
                by_kind.entry(*kind).or_default().push(*figure);
            }
        }
        let usual: BTreeMap<Kind, Usual> = by_kind
            .into_iter()
            .filter(|(_, all)| all.len() >= FEWEST_OF_KIND)
            .map(|(k, all)| (k, Usual::of(&all)))
            .collect();
        for (index, member) in members.iter().enumerate() {
            let Some(own) = figures.get(index).copied().flatten() else { continue };
            let years: Vec<(Year, Number)> = own_years
                .get(index)
                .into_iter()
                .flatten()
                .filter_map(|child| Some((child.report.year?, figure(child, key)?)))
                .collect();
            let (distance, against) = if years.is_empty() {
                let Some(usual) = kinds.get(index).copied().flatten().and_then(|kind| usual.get(&kind)) else {
                    continue;
                };
                let against = Against::Kind { bodies: usual.count, median: usual.middle };
                (usual.distance(own, KIND_FACTOR), against)
            } else {
                let numbers: Vec<Number> = years.iter().map(|(_, number)| *number).collect();
                (Usual::of(&numbers).distance(own, OWN_FACTOR), Against::OwnYears(years))
            };
            let Some(distance) = distance else { continue };
            let name = member.report.printed_name(key);
            let organ = organ_of(member).to_owned();
            found.push((distance, Question { organ, file: member.file.clone(), key, name, figure: own, against }));
        }
    }
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, question)| question).collect()
}

/// What figures usually are, on the scale of logarithms.
struct Usual {
    count: usize,
    middle: Number,
    center: f64,
    spread: f64,
}

impl Usual {
    fn of(figures: &[Number]) -> Self {
        let logs: Vec<f64> = figures.iter().copied().map(log).collect();
        let center = median(logs.clone());
        let spread = CONSISTENT * median(logs.iter().map(|log| (log - center).abs()).collect());
        Self { count: figures.len(), middle: middle(figures), center, spread }
    }

    /// How far a figure is away, where it stands out by this factor.
    fn distance(&self, own: Number, factor: f64) -> Option<f64> {
        let away = (log(own) - self.center).abs();
        (away >= factor.ln().max(SPREADS * self.spread)).then_some(away)
    }
}

fn log(number: Number) -> f64 {
    number.to_f64().max(LEAST).ln()
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    let at = |index: usize| numbers.get(index).copied().unwrap_or_default();
    if numbers.len() % 2 == 1 { at(half) } else { f64::midpoint(at(half.saturating_sub(1)), at(half)) }
}

/// The middle one of numbers; of two the smaller, so that it is one that somebody stated.
fn middle(numbers: &[Number]) -> Number {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// Whether a cell is held against others: what is published and decided, and the totals of the applications and disputes.
fn is_compared(key: &CellKey) -> bool {
    key.table() == TableKey::Disclosure || key.column() == column::TOTAL
}

fn figure(member: &Child, key: CellKey) -> Option<Number> {
    member.report.cell(key).and_then(Cell::number).filter(|number| !number.is_negative())
}

/// The reports of other years by the forms of their bodies' names.
struct Years<'c> {
    by_form: BTreeMap<String, Vec<&'c Child>>,
}

impl<'c> Years<'c> {
    fn of(earlier: &'c [Child], bodies: &Bodies) -> Self {
        let mut by_form: BTreeMap<String, Vec<&Child>> = BTreeMap::new();
        for child in earlier.iter().filter(|child| child.report.year.is_some()) {
            for form in bodies.forms_of(&child.report.organ.name) {
                by_form.entry(form).or_default().push(child);
            }
        }
        Self { by_form }
    }

    /// The reports of a member's body for earlier years, by year. Two of one year say nothing.
    fn of_body(&self, member: &Child, bodies: &Bodies) -> Vec<&'c Child> {
        let organ = member.report.organ.name.as_str();
        let mut by_year: BTreeMap<Year, Vec<&Child>> = BTreeMap::new();
        let forms = bodies.forms_of(organ);
        for child in forms.iter().filter_map(|form| self.by_form.get(form)).flatten() {
            let Some(year) = child.report.year.filter(|year| Some(*year) < member.report.year) else { continue };
            let same = by_year.entry(year).or_default();
            if bodies.are_one(&child.report.organ.name, organ) && !same.iter().any(|one| std::ptr::eq(*one, *child)) {
                same.push(child);
            }
        }
        by_year.into_values().filter(|same| same.len() == 1).flatten().collect()
    }
}

/// What bodies are of one kind by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Level(Level),
    Department,
}

fn kind(member: &Child, bodies: &Bodies) -> Option<Kind> {
    let organ = &member.report.organ;
    let listed = bodies.find(&organ.name).and_then(|place| bodies.all().get(place)?.level);
    if let Some(level) = listed.or(organ.level) {
        return Some(Kind::Level(level));
    }
    let government = Organ::new(&organ.name).is_peoples_government()?;
    let town =
        ["乡", "镇", "街道", "乡人民政府", "镇人民政府", "街道办事处"].iter().any(|end| organ.name.ends_with(end));
    match (government, town) {
        (_, true) => Some(Kind::Level(Level::Township)),
        (false, _) => Some(Kind::Department),
        (true, false) => None,
    }
}

/// A number with its thousands parted: `3,610`.
#[must_use]
pub fn grouped(number: Number) -> String {
    let text = number.to_string();
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut parted = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
    format!("{sign}{parted}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::Report;

    const PENALTIES: &str = "disclosure.penalties.decisions";

    fn member(organ: &str, year: u16, penalties: u32) -> Child {
        let mut report = Report::new(Organ::new(organ), Year::new(year).expect("a year"));
        report.set(PENALTIES.parse().expect("a key"), Cell::from(penalties));
        Child::new(organ, report)
    }

    #[test]
    fn a_slip_of_three_hundred_times_is_asked_about_with_its_series() {
        let now = [member("某县城管局", 2024, 3610)];
        let before = [member("某县城管局", 2022, 12), member("某县城管局", 2023, 9)];
        let found = questions(&now, &before, &Bodies::none());
        assert_eq!(found.len(), 1);
        assert!(
            found[0].said().0.ends_with("填 3,610，以前各年是 2022年 12、2023年 9，请核对"),
            "{:?}",
            found[0].said()
        );
        // After a renaming it is the same body.
        let renamed = [member("某县综合执法局", 2024, 3610)];
        assert!(questions(&renamed, &before, &Bodies::none()).is_empty());
        let bodies = Bodies::of_lines(["某县综合执法局=某县城管局"]);
        assert_eq!(questions(&renamed, &before, &bodies).len(), 1);
    }

    #[test]
    fn what_is_small_or_always_so_is_no_question() {
        for (now, before) in [(9, 0), (95, 10), (3610, 3000), (0, 9)] {
            let found = questions(&[member("甲局", 2024, now)], &[member("甲局", 2023, before)], &Bodies::none());
            assert!(found.is_empty(), "{now} after {before}");
        }
        // A body whose counts leap every year is held to its own leaps.
        let before =
            [member("甲局", 2020, 20), member("甲局", 2021, 900), member("甲局", 2022, 15), member("甲局", 2023, 1500)];
        assert!(questions(&[member("甲局", 2024, 3000)], &before, &Bodies::none()).is_empty());
    }

    #[test]
    fn without_earlier_years_bodies_of_one_kind_are_compared() {
        let towns: Vec<Child> = (0..10).map(|at| member(&format!("第{at}镇人民政府"), 2024, 10 + at)).collect();
        let mut all = towns.clone();
        all.push(member("某县公安局", 2024, 90_000));
        assert!(questions(&all, &[], &Bodies::none()).is_empty(), "a bureau is no town");
        all.push(member("绿水镇人民政府", 2024, 3610));
        let found = questions(&all, &[], &Bodies::none());
        assert_eq!(found.len(), 1);
        assert!(found[0].said().0.ends_with("填 3,610，同类 11 个单位的中位数是 15，请核对"), "{:?}", found[0].said());
    }
}
