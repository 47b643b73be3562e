//! The smallest sets of cells whose change makes every failing sum of a component hold and breaks none.
//!
//! A set is grown only by cells of a sum that the set leaves wrong: one that fails and has no cell in the set, or one
//! that holds and has just one. Some cell of such a sum must be in every solution that contains the set, so nothing is
//! missed; and as each cell is in at most three sums, few sets are ever looked at.

use crate::StandsAt as _;
use std::collections::BTreeSet;

use super::system::{State, System};
use crate::Number;

/// How many cells a set may have.
pub(super) const LARGEST: usize = 3;

/// In how many sums a cell is at most: （七）总计 of a class is in its column's two and in its row's.
const SUMS_OF_A_CELL: usize = 3;

/// One way to mend a component: cells with the value that each would take, or none where the sums allow several.
pub(super) type Mend = Vec<(usize, Option<Number>)>;

/// Every smallest way to mend these failing sums, in the order of their cells.
pub(super) fn smallest(system: &System, failing: &[usize]) -> Vec<Mend> {
    (1..=LARGEST).map(|size| of_size(system, failing, size)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Every way to mend these failing sums by changing just so many cells, when fewer do not.
pub(super) fn of_size(system: &System, failing: &[usize], size: usize) -> Vec<Mend> {
    let mut search = Search { system, failing, size, seen: BTreeSet::new(), found: Vec::new() };
    search.grow(&mut Vec::new());
    search.found.sort();
    search.found
}

struct Search<'a> {
    system: &'a System,
    failing: &'a [usize],
    size: usize,
    seen: BTreeSet<Vec<usize>>,
    found: Vec<Mend>,
}

impl Search<'_> {
    fn grow(&mut self, chosen: &mut Vec<usize>) {
        let mut set = chosen.clone();
        set.sort_unstable();
        if !self.seen.insert(set) {
            return;
        }
        let wrong = self.left_wrong(chosen);
        let Some(room) = self.size.checked_sub(chosen.len()).filter(|&room| room > 0) else {
            if wrong.is_empty() {
                self.found.extend(solve(self.system, chosen));
            }
            return;
        };
        if wrong.len() > SUMS_OF_A_CELL * room {
            return;
        }
        for cell in self.candidates(chosen, &wrong, room) {
            chosen.push(cell);
            self.grow(chosen);
            chosen.pop();
        }
    }

    /// The sums that no change of just these cells can make right.
    fn left_wrong(&self, chosen: &[usize]) -> Vec<usize> {
        let touches = self.touches(chosen);
        let count = |row: usize| touches.iter().filter(|&&touched| touched == row).count();
        let mut wrong: Vec<usize> = self.failing.iter().copied().filter(|&row| count(row) == 0).collect();
        for &row in &touches {
            let holds = self.system.rows.get(row).is_some_and(|row| row.state == State::Holds);
            if holds && count(row) == 1 {
                wrong.push(row);
            }
        }
        wrong
    }

    /// The cells of which every solution that contains the chosen ones has at least one more.
    fn candidates(&self, chosen: &[usize], wrong: &[usize], room: usize) -> Vec<usize> {
        let rows = &self.system.rows;
        let cells_of = |row: usize| rows.stands_at(row).map_or(&[][..], |row| row.cells.as_slice());
        let narrowest = wrong.iter().copied().min_by_key(|&row| cells_of(row).len());
        let mut cells: Vec<usize> = match narrowest {
            Some(row) => cells_of(row).to_vec(),
            None => {
                let active = self.failing.iter().copied().chain(self.touches(chosen));
                active.flat_map(|row| cells_of(row).iter().copied()).collect::<BTreeSet<_>>().into_iter().collect()
            }
        };
        cells.retain(|cell| !chosen.contains(cell));
        if room == 1 {
            cells.retain(|cell| wrong.iter().all(|&row| cells_of(row).contains(cell)));
        }
        cells
    }

    /// The rows of the chosen cells, each as often as it has one.
    fn touches(&self, chosen: &[usize]) -> Vec<usize> {
        let cells = chosen.iter().filter_map(|&cell| self.system.cells.get(cell));
        cells.flat_map(|cell| &cell.rows).map(|&(row, _)| row).collect()
    }
}

/// A linear equation over the changes of at most three cells.
#[derive(Clone)]
struct Line {
    factors: [i64; LARGEST],
    value: Number,
}

/// The change of each of these cells that makes every sum that they are in right, when all of them must change and
/// each stays a whole number of at least 0.
fn solve(system: &System, chosen: &[usize]) -> Option<Mend> {
    let mut lines = equations(system, chosen)?;
    let mut solved: Vec<(usize, usize)> = Vec::new();
    for unknown in 0..chosen.len() {
        let taken = |line: usize| solved.iter().any(|&(_, used)| used == line);
        let pivot = (0..lines.len()).find(|&line| !taken(line) && factor(&lines, line, unknown) != 0);
        let Some(pivot) = pivot else { continue };
        let by = lines.get(pivot)?.clone();
        for (number, line) in lines.iter_mut().enumerate() {
            if number != pivot {
                line.eliminate(&by, unknown)?;
            }
        }
        solved.push((unknown, pivot));
    }
    let consistent = lines.iter().all(|line| line.factors.iter().any(|&f| f != 0) || line.value.is_zero());
    if !consistent {
        return None;
    }
    if solved.len() < chosen.len() {
        return one_of_several(system, chosen, &lines, &solved);
    }
    let mut changes = Vec::new();
    for &(unknown, line) in &solved {
        changes.push(over(lines.get(line)?.value, factor(&lines, line, unknown))?);
    }
    mend(system, chosen, &changes)
}

/// One equation for each sum that the cells are in and that must be right afterwards.
fn equations(system: &System, chosen: &[usize]) -> Option<Vec<Line>> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for (unknown, &cell) in chosen.iter().enumerate() {
        for &(row, sign) in &system.cells.get(cell)?.rows {
            let value = match system.rows.get(row)?.state {
                State::Fails(difference) => Number::ZERO.checked_sub(difference)?,
                State::Holds => Number::ZERO,
                State::Open { .. } => continue,
            };
            let at = numbers.iter().position(|&known| known == row).unwrap_or_else(|| {
                numbers.push(row);
                lines.push(Line { factors: [0; LARGEST], value });
                numbers.len() - 1
            });
            *lines.get_mut(at)?.factors.get_mut(unknown)? += sign;
        }
    }
    Some(lines)
}

fn times(number: Number, factor: i64) -> Option<Number> {
    number.decimal().checked_mul(factor.into()).map(Number::from)
}

fn over(number: Number, factor: i64) -> Option<Number> {
    number.decimal().checked_div(factor.into()).map(Number::from)
}

fn factor(lines: &[Line], line: usize, unknown: usize) -> i64 {
    lines.get(line).and_then(|line| line.factors.get(unknown)).copied().unwrap_or(0)
}

impl Line {
    /// Takes another line off so often that an unknown falls out.
    fn eliminate(&mut self, by: &Self, unknown: usize) -> Option<()> {
        let (own, other) = (*self.factors.get(unknown)?, *by.factors.get(unknown)?);
        if own == 0 {
            return Some(());
        }
        for (factor, by) in self.factors.iter_mut().zip(by.factors) {
            *factor = *factor * other - by * own;
        }
        self.value = times(self.value, other)?.checked_sub(times(by.value, own)?)?;
        Some(())
    }
}

/// The cells with their new values, when every change is one and every value may stand in its cell.
fn mend(system: &System, chosen: &[usize], changes: &[Number]) -> Option<Mend> {
    let mut mend = Mend::new();
    for (&cell, &change) in chosen.iter().zip(changes) {
        let value = system.cells.get(cell)?.value.checked_add(change)?;
        if change.is_zero() || !value.is_whole() || value.is_negative() {
            return None;
        }
        mend.push((cell, Some(value)));
    }
    respects_limits(system, chosen, changes).then(|| {
        mend.sort();
        mend
    })
}

/// Whether no sum that could not be assessed would now fail.
fn respects_limits(system: &System, chosen: &[usize], changes: &[Number]) -> bool {
    let touched = chosen.iter().filter_map(|&cell| system.cells.get(cell)).flat_map(|cell| &cell.rows);
    touched.into_iter().all(|&(number, _)| {
        let Some(State::Open { difference, limit }) = system.rows.get(number).map(|row| row.state) else { return true };
        let mut after = Some(difference);
        for (&cell, &change) in chosen.iter().zip(changes) {
            let rows = system.cells.get(cell).into_iter().flat_map(|cell| &cell.rows);
            for &(_, sign) in rows.filter(|&&(row, _)| row == number) {
                after = after.and_then(|sum| sum.checked_add(times(change, sign)?));
            }
        }
        after.is_some_and(|after| !limit.forbids(after))
    })
}

/// Cells that the sums cannot tell apart, so that only their changes together are known. That happens where a smaller
/// set is ruled out by a cell that cannot go below 0. Both extremes are tried: the cells at the end go as low as they
/// can.
fn one_of_several(system: &System, chosen: &[usize], lines: &[Line], solved: &[(usize, usize)]) -> Option<Mend> {
    let [free] =
        (0..chosen.len()).filter(|unknown| solved.iter().all(|&(known, _)| known != *unknown)).collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let lowest = Number::ZERO.checked_sub(system.cells.get(*chosen.get(free)?)?.value)?;
    let mut possible = false;
    for start in [lowest, Number::from(-1_i64), Number::from(1_i64)] {
        let mut changes = vec![start; chosen.len()];
        for &(unknown, line) in solved {
            let rest = lines.get(line)?.value.checked_sub(times(start, factor(lines, line, free))?)?;
            if let (Some(change), Some(value)) = (changes.get_mut(unknown), over(rest, factor(lines, line, unknown))) {
                *change = value;
            }
        }
        possible |= mend(system, chosen, &changes).is_some();
    }
    possible.then(|| {
        let mut mend: Mend = chosen.iter().map(|&cell| (cell, None)).collect();
        mend.sort();
        mend
    })
}
