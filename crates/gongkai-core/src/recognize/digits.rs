//! Digits that run together or apart, read with the sums of the form.
//!
//! Narrow columns wrap a `10` into a `1` and a `0`, and copied text glues a row's numbers: `713000074` is
//! 71 3 0 0 0 0 74. Only the sums can tell. A reading is taken when it is the only one that satisfies every sum that
//! it takes part in and that can be assessed; otherwise the cells stay unread.

use std::collections::BTreeMap;

use super::fold::half_width;
use super::harvest::{Harvest, Run, Statement, key};
use super::receipt::{InferredCell, UnreadReason};
use crate::document::Position;
use crate::form::{CellKey, EquationId, Sum, TableKey};
use crate::{Cell, Report};

/// The most ways of cutting one row that are looked at.
const MOST_CUTS: usize = 60_000;
/// The most readings of one row that are kept.
const MOST_READINGS: usize = 400;
/// The most steps of the search over all rows.
const MOST_STEPS: usize = 200_000;

/// One row with every way of reading it that its own sum allows.
struct Puzzle<'r> {
    run: &'r Run,
    keys: Vec<CellKey>,
    readings: Vec<Vec<u64>>,
    /// Whether the row is one stretch of digits, so that no other reason than lost gaps explains it.
    glued_whole: bool,
}

/// A sum over several rows: what its known cells come to, and the cells to be found.
struct Crossing {
    constant: i128,
    unknown: Vec<Term>,
}

/// A cell to be found: its puzzle, its place in the row, and the sign that it has in the sum.
struct Term {
    puzzle: usize,
    place: usize,
    sign: i128,
}

/// Reads the rows whose digits do not stand one number to a column, states what is certain, and names the rest.
pub(super) fn resolve(harvest: &mut Harvest, report: &Report) -> Vec<InferredCell> {
    let runs = std::mem::take(&mut harvest.runs);
    let mut puzzles: Vec<Puzzle<'_>> = Vec::new();
    for run in &runs {
        let Some(words) = words(run).filter(|words| words.len() != run.columns.len()) else { continue };
        let keys: Vec<CellKey> = run.columns.iter().filter_map(|column| key(run.table, run.row, *column)).collect();
        let elsewhere = |key: &CellKey| harvest.statements.contains_key(key);
        if keys.len() != run.columns.len() || keys.iter().all(elsewhere) {
            continue;
        }
        for key in keys.iter().filter(|key| !elsewhere(key)) {
            let printed = run.printed.iter().map(|(text, _)| text.trim()).filter(|text| !text.is_empty());
            let printed = printed.collect::<Vec<_>>().join(" | ");
            // One value over some of the columns is a merge before it is lost gaps.
            if words.len() > 1 && matches!(harvest.failures.get(key), Some((UnreadReason::Merged, _))) {
                continue;
            }
            harvest.failures.insert(*key, (UnreadReason::DigitsAmbiguous, Some(printed)));
        }
        let totals = totals(run, &keys, report);
        if totals.is_empty() {
            continue;
        }
        let mut readings = readings(&words, keys.len(), &totals);
        // What stands in cells of its own stays as it is.
        readings.retain(|reading| {
            reading.iter().zip(&keys).all(|(value, key)| match harvest.statements.get(key).and_then(|s| s.first()) {
                Some(statement) => statement.cell == Cell::from(*value),
                None => true,
            })
        });
        puzzles.push(Puzzle { run, keys, readings, glued_whole: words.len() == 1 });
    }
    let mut inferred = Vec::new();
    for (puzzle, reading) in solve(&puzzles, harvest, report) {
        let printed: Vec<&str> = puzzle.run.printed.iter().map(|(text, _)| text.trim()).collect();
        let printed = printed.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ");
        let position = puzzle.run.printed.first().map_or_else(Position::default, |(_, position)| *position);
        for (key, value) in puzzle.keys.iter().zip(reading) {
            if harvest.statements.contains_key(key) {
                continue;
            }
            let cell = Cell::from(value);
            let why = why(*key, report);
            inferred.push(InferredCell::new(report, *key, printed.clone(), &cell, why));
            harvest.state(*key, Statement { cell, position, as_group: false });
        }
    }
    inferred
}

/// The stretches of digits of a row; nothing when anything else stands in it.
fn words(run: &Run) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for word in run.printed.iter().flat_map(|(text, _)| text.split_whitespace()) {
        let digits: String = word.chars().map(half_width).collect();
        if !digits.chars().all(|c| c.is_ascii_digit()) || digits.len() > 60 {
            return None;
        }
        words.push(digits);
    }
    (!words.is_empty()).then_some(words)
}

/// The sums within the row: for each the places of its parts and of its total.
fn totals(run: &Run, keys: &[CellKey], report: &Report) -> Vec<(Vec<usize>, usize)> {
    let place = |key: &CellKey| keys.iter().position(|other| other == key);
    report
        .table_form(run.table)
        .sums
        .iter()
        .filter(|sum| sum.equation == EquationId::Applicants || sum.equation == EquationId::Disputes)
        .filter_map(|sum| {
            let total = place(&sum.total()?)?;
            let parts: Option<Vec<usize>> = sum.right.iter().map(place).collect();
            Some((parts?, total))
        })
        .collect()
}

/// Every way of reading the words as so many numbers that keeps the sums. With fewer words than numbers, words are
/// cut; with more, neighbours are joined.
fn readings(words: &[String], numbers: usize, totals: &[(Vec<usize>, usize)]) -> Vec<Vec<u64>> {
    let mut found = Vec::new();
    let mut steps = 0;
    // A place in the words: the word, the digit within it, and the numbers read so far.
    let mut open: Vec<(usize, usize, Vec<u64>)> = vec![(0, 0, Vec::new())];
    while let Some((word, digit, read)) = open.pop() {
        steps += 1;
        if steps > MOST_CUTS || found.len() > MOST_READINGS {
            return Vec::new();
        }
        if read.len() == numbers {
            if word == words.len() {
                found.push(read);
            }
            continue;
        }
        let Some(text) = words.get(word) else { continue };
        if words.len() < numbers {
            let rest = text.get(digit..).unwrap_or_default();
            for length in 1..=rest.len() {
                let Some(value) = rest.get(..length).and_then(number) else { continue };
                let next = if length == rest.len() { (word + 1, 0) } else { (word, digit + length) };
                extend(&mut open, &read, value, next, totals);
            }
        } else {
            let mut joined = String::new();
            for (at, text) in words.iter().enumerate().skip(word).take(4) {
                joined.push_str(text);
                let Some(value) = number(&joined) else { continue };
                extend(&mut open, &read, value, (at + 1, 0), totals);
            }
        }
    }
    found
}

/// Puts a number behind those read so far, when no sum that is complete with it fails.
fn extend(
    open: &mut Vec<(usize, usize, Vec<u64>)>,
    read: &[u64],
    value: u64,
    next: (usize, usize),
    totals: &[(Vec<usize>, usize)],
) {
    let mut read = read.to_vec();
    read.push(value);
    let kept = totals.iter().all(|(parts, total)| {
        let last = parts.iter().chain([total]).max();
        if last.is_some_and(|last| last + 1 != read.len()) {
            return true;
        }
        let sum = parts.iter().try_fold(0_u64, |sum, at| sum.checked_add(*read.get(*at)?));
        sum.is_some() && sum == read.get(*total).copied()
    });
    if kept {
        open.push((next.0, next.1, read));
    }
}

/// Digits as a number; a number does not start with a zero.
fn number(digits: &str) -> Option<u64> {
    if digits.len() > 1 && digits.starts_with('0') || digits.len() > 12 {
        return None;
    }
    digits.parse().ok()
}

/// The rows for which every way of satisfying all assessable sums gives the same reading.
fn solve<'p, 'r>(puzzles: &'p [Puzzle<'r>], harvest: &Harvest, report: &Report) -> Vec<(&'p Puzzle<'r>, Vec<u64>)> {
    let live: Vec<&'p Puzzle<'r>> = puzzles.iter().filter(|puzzle| !puzzle.readings.is_empty()).collect();
    let owner: BTreeMap<CellKey, (usize, usize)> = live
        .iter()
        .enumerate()
        .flat_map(|(at, puzzle)| puzzle.keys.iter().enumerate().map(move |(place, key)| (*key, (at, place))))
        .collect();
    let known = |key: CellKey| -> Option<i128> {
        let [statement] = harvest.statements.get(&key)?.as_slice() else { return None };
        statement.cell.number()?.to_i64().map(i128::from)
    };
    // The sums that cross rows and of which every cell is known or one of the puzzles'.
    let mut crossing: Vec<Crossing> = Vec::new();
    let mut assessed: BTreeMap<CellKey, usize> = BTreeMap::new();
    for sum in TableKey::ALL.iter().flat_map(|table| &report.table_form(*table).sums) {
        if let Some(terms) = terms(sum, &owner, &known)
            && !terms.unknown.is_empty()
        {
            let mut rows: Vec<usize> = terms.unknown.iter().map(|term| term.puzzle).collect();
            rows.dedup();
            let within = rows.len() == 1 && matches!(sum.equation, EquationId::Applicants | EquationId::Disputes);
            if !within {
                for (key, _) in sum.terms() {
                    *assessed.entry(key).or_default() += 1;
                }
                crossing.push(terms);
            }
        }
    }
    let mut seen: Vec<Vec<usize>> = vec![Vec::new(); live.len()];
    let mut chosen: Vec<usize> = Vec::new();
    let mut steps = 0;
    if !search(&live, &crossing, &mut chosen, &mut seen, &mut steps) {
        return Vec::new();
    }
    let mut solved = Vec::new();
    for (puzzle, seen) in live.iter().zip(seen) {
        // A cell too many or too few explains a row as well as lost gaps do; then only sums across rows can tell.
        let confirmed = puzzle.glued_whole
            || puzzle.run.table == TableKey::Disputes
            || puzzle.keys.iter().all(|key| assessed.contains_key(key) || harvest.statements.contains_key(key));
        if let ([only], true) = (seen.as_slice(), confirmed)
            && let Some(reading) = puzzle.readings.get(*only)
        {
            solved.push((*puzzle, reading.clone()));
        }
    }
    solved
}

/// A sum as a constant and the cells that are to be found; nothing when another of its cells is no number.
fn terms(
    sum: &Sum,
    owner: &BTreeMap<CellKey, (usize, usize)>,
    known: &impl Fn(CellKey) -> Option<i128>,
) -> Option<Crossing> {
    let mut constant = 0_i128;
    let mut unknown = Vec::new();
    for (key, sign) in sum.terms() {
        let sign = if sign == crate::form::Sign::Plus { 1 } else { -1 };
        match (known(key), owner.get(&key)) {
            (Some(value), _) => constant += sign * value,
            (None, Some((puzzle, place))) => unknown.push(Term { puzzle: *puzzle, place: *place, sign }),
            (None, None) => return None,
        }
    }
    Some(Crossing { constant, unknown })
}

/// Tries every combination of readings, row by row; notes which readings of each row occur in one that satisfies all
/// sums. Says whether the search came to its end.
fn search(
    live: &[&Puzzle<'_>],
    crossing: &[Crossing],
    chosen: &mut Vec<usize>,
    seen: &mut [Vec<usize>],
    steps: &mut usize,
) -> bool {
    let value = |chosen: &[usize], at: usize, place: usize| -> i128 {
        let reading = chosen.get(at).and_then(|index| live.get(at)?.readings.get(*index));
        reading.and_then(|reading| reading.get(place)).map_or(0, |value| i128::from(*value))
    };
    let mut next = 0_usize;
    loop {
        // `next` is the reading to try in the row after the chosen ones.
        *steps += 1;
        if *steps > MOST_STEPS {
            return false;
        }
        let row = chosen.len();
        let exhausted = live.get(row).is_none_or(|puzzle| next >= puzzle.readings.len());
        if exhausted {
            match chosen.pop() {
                Some(last) => next = last + 1,
                None => return true,
            }
            continue;
        }
        chosen.push(next);
        let holds = crossing.iter().all(|Crossing { constant, unknown }| {
            if unknown.iter().map(|term| term.puzzle).max() != Some(row) {
                return true;
            }
            let sum = |sum: i128, term: &Term| sum + term.sign * value(chosen, term.puzzle, term.place);
            unknown.iter().fold(*constant, sum) == 0
        });
        if holds && chosen.len() == live.len() {
            for (seen, index) in seen.iter_mut().zip(chosen.iter()) {
                if !seen.contains(index) {
                    seen.push(*index);
                }
            }
        }
        if holds && chosen.len() < live.len() {
            next = 0;
        } else {
            next = chosen.pop().map_or(0, |last| last + 1);
        }
    }
}

/// Which sums leave only this reading.
fn why(key: CellKey, report: &Report) -> String {
    let sums = &report.table_form(key.table).sums;
    let named: Vec<&str> = sums
        .iter()
        .filter(|sum| sum.terms().any(|(other, _)| other == key))
        .map(|sum| match sum.equation {
            EquationId::Applicants => "本行总计等于各类申请人之和",
            EquationId::Outcomes => "本列（七）总计等于各项办理结果之和",
            EquationId::Balance => "本列第一项加第二项等于第三项加第四项",
            EquationId::Disputes => "总计等于四种结果之和",
        })
        .collect();
    format!("满足“{}”的读法只有这一种 / the only reading that satisfies the sums", named.join("”“"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[&str]) -> Vec<Vec<u64>> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        readings(&words, 7, &[((0..6).collect(), 6)])
    }

    #[test]
    fn cuts_and_joins_by_the_sum() {
        assert_eq!(row(&["713000074"]), [[71, 3, 0, 0, 0, 0, 74]]);
        assert_eq!(row(&["1", "0", "0", "0", "0", "0", "0", "10"]), [[10, 0, 0, 0, 0, 0, 10]]);
        assert_eq!(row(&["71", "30000", "74"]), [[71, 3, 0, 0, 0, 0, 74]]);
        assert!(row(&["713000075"]).is_empty());
        assert_eq!(row(&["110000112"]).len(), 2, "11 0 … and 1 10 …");
        assert_eq!(row(&["0000000"]), [[0; 7]]);
        assert!(row(&["12345678901234567890123456789012345678901234567890"]).is_empty());
    }
}
