//! Which readings of the rows satisfy the sums that go over several of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::harvest::Harvest;
use super::Puzzle;
use gongkai_core::Report;
use gongkai_core::form::{CellKey, EquationId, Sum, TableKey};

/// The most steps of the search over all rows.
const MOST_STEPS: usize = 200_000;

/// What the sums tell of the rows.
pub(super) struct Solution<'p, 'r> {
    pub(super) solved: Vec<(&'p Puzzle<'r>, Vec<u64>)>,
    /// The sums that no reading satisfies: they do not hold as published.
    pub(super) broken: Vec<&'p Sum>,
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

/// The rows for which every way of satisfying all assessable sums gives the same reading.
pub(super) fn solve<'p, 'r>(puzzles: &'p [Puzzle<'r>], harvest: &Harvest, report: &'p Report) -> Solution<'p, 'r> {
    let mut live: Vec<&'p Puzzle<'r>> = puzzles.iter().filter(|puzzle| !puzzle.readings.is_empty()).collect();
    // Rows with one reading come first, so that the search goes back over those only that have several.
    live.sort_by_key(|puzzle| puzzle.readings.len());
    let owner: BTreeMap<CellKey, (usize, usize)> = live
        .iter()
        .enumerate()
        .flat_map(|(at, puzzle)| puzzle.keys.iter().enumerate().map(move |(place, key)| (*key, (at, place))))
        .collect();
    let known = |key: CellKey| -> Option<i128> { harvest.addend(key).number()?.to_i64().map(i128::from) };
    // The sums that cross rows and of which every cell is known or one of the puzzles'.
    let mut crossing: Vec<Crossing> = Vec::new();
    let mut assessed: BTreeMap<CellKey, usize> = BTreeMap::new();
    let mut broken: Vec<&'p Sum> = Vec::new();
    for sum in TableKey::ALL.iter().flat_map(|table| &report.table_form(*table).sums) {
        if let Some(terms) = terms(sum, &owner, &known)
            && !terms.unknown.is_empty()
        {
            let mut rows: Vec<usize> = terms.unknown.iter().map(|term| term.puzzle).collect();
            rows.dedup();
            let within = rows.len() == 1 && matches!(sum.equation, EquationId::Applicants | EquationId::Disputes);
            if !within && !can_hold(&terms, &live) {
                broken.push(sum);
            } else if !within {
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
    let mut solved = Vec::new();
    if !search(&live, &crossing, &mut chosen, &mut seen, &mut steps) {
        return Solution { solved, broken };
    }
    for (puzzle, seen) in live.iter().zip(seen) {
        // A cell too many or too few explains a row as well as lost gaps do; then only sums across rows can tell.
        let by_sums = puzzle.keys.iter().all(|key| assessed.contains_key(key) || harvest.statements.has(*key));
        // Where a sum over rows does not hold as published, the row's own sum is not enough to tell its digits apart.
        let of_broken = broken.iter().flat_map(|sum| sum.terms()).any(|(key, _)| puzzle.keys.contains(&key));
        let by_itself = if of_broken { puzzle.one_each } else { puzzle.alone };
        let confirmed = by_sums || by_itself;
        if let ([only], true) = (seen.as_slice(), confirmed)
            && let Some(reading) = puzzle.readings.get(*only)
        {
            solved.push((*puzzle, reading.clone()));
        }
    }
    Solution { solved, broken }
}

/// Whether some reading of its rows satisfies a sum, the other sums left aside.
fn can_hold(sum: &Crossing, live: &[&Puzzle<'_>]) -> bool {
    const MOST_TOTALS: usize = 4_000;
    let mut totals: BTreeSet<i128> = BTreeSet::from([sum.constant]);
    let rows: BTreeSet<usize> = sum.unknown.iter().map(|term| term.puzzle).collect();
    for row in rows {
        let Some(puzzle) = live.get(row) else { continue };
        let terms = || sum.unknown.iter().filter(|term| term.puzzle == row);
        let value = |reading: &[u64]| -> i128 {
            terms().filter_map(|term| Some(term.sign * i128::from(*reading.get(term.place)?))).sum()
        };
        let values: BTreeSet<i128> = puzzle.readings.iter().map(|reading| value(reading)).collect();
        totals = totals.iter().flat_map(|total| values.iter().map(move |value| total + value)).collect();
        if totals.len() > MOST_TOTALS {
            return true;
        }
    }
    totals.contains(&0)
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
        let sign = if sign == gongkai_core::form::Sign::Plus { 1 } else { -1 };
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
    // Each sum can be judged at the last of its rows.
    let mut ending: Vec<Vec<&Crossing>> = live.iter().map(|_| Vec::new()).collect();
    for sum in crossing {
        let last = sum.unknown.iter().map(|term| term.puzzle).max();
        if let Some(at) = last.and_then(|last| ending.get_mut(last)) {
            at.push(sum);
        }
    }
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
        let holds = ending.get(row).into_iter().flatten().all(|Crossing { constant, unknown }| {
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
