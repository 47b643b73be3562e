//! The sums of a report as a sparse system: which cell is in which sum, and what each sum lacks.

use crate::StandsAt as _;
use std::collections::BTreeMap;

use crate::check::sums::{self, Limit, Standing};
use crate::form::{CellKey, Sign, Sum};
use crate::{Number, Report};

/// The known cells of a report's sums and the sums that they are in.
#[derive(Debug, Default)]
pub(super) struct System {
    pub(super) cells: Vec<Known>,
    pub(super) rows: Vec<Row>,
    index: BTreeMap<CellKey, usize>,
}

/// A cell that holds a number and takes part in a sum.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) key: CellKey,
    pub(super) value: Number,
    /// The rows that it is in, with its sign.
    pub(super) rows: Vec<(usize, i64)>,
    /// Whether it is the total of a sum.
    pub(super) is_total: bool,
}

/// A sum.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) sum: &'static Sum,
    pub(super) state: State,
    /// Its known cells.
    pub(super) cells: Vec<usize>,
}

/// How a sum stands, as far as changes of its cells matter to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It fails by this difference, left minus right.
    Fails(Number),
    /// It holds and must go on holding.
    Holds,
    /// It cannot be assessed; a change must not make it fail.
    Open { difference: Number, limit: Limit },
}

impl State {
    /// Left minus right, of the known figures.
    fn difference(self) -> Option<Number> {
        match self {
            Self::Fails(difference) | Self::Open { difference, .. } => Some(difference),
            Self::Holds => Some(Number::ZERO),
        }
    }
}

impl System {
    pub(super) fn of(report: &Report) -> Self {
        let mut system = Self::default();
        // Where none fails, nothing is asked of the others.
        if sums::failing_sums(report) == 0 {
            return system;
        }
        for sum in sums::of_report(report) {
            let state = match sums::standing(report, sum) {
                Standing::Holds => State::Holds,
                Standing::Fails(sides) => State::Fails(sides.difference),
                Standing::Open(gap) => State::Open { difference: gap.sides.difference, limit: gap.limit },
                Standing::TooLarge => continue,
            };
            let number = system.rows.len();
            let mut row = Row { sum, state, cells: Vec::new() };
            for (key, sign) in sum.terms() {
                let Some(value) = report.cell(key).and_then(crate::Cell::number) else { continue };
                let cell = *system.index.entry(key).or_insert_with(|| {
                    system.cells.push(Known { key, value, rows: Vec::new(), is_total: false });
                    system.cells.len() - 1
                });
                row.cells.push(cell);
                if let Some(known) = system.cells.get_mut(cell) {
                    known.rows.push((number, if sign == Sign::Plus { 1 } else { -1 }));
                    known.is_total |= sum.total() == Some(key);
                }
            }
            system.rows.push(row);
        }
        system
    }

    /// The failing sums in groups that share no cell, directly or through sums that hold: each can be mended by itself.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.rows.len()];
        let mut components = Vec::new();
        for start in 0..self.rows.len() {
            if !self.binds(start) || seen.stands_at(start).copied().unwrap_or(true) {
                continue;
            }
            let mut members = Vec::new();
            let mut waiting = vec![start];
            while let Some(row) = waiting.pop() {
                match seen.get_mut(row) {
                    Some(seen) if !*seen && self.binds(row) => *seen = true,
                    _ => continue,
                }
                members.push(row);
                let cells = self.rows.get(row).into_iter().flat_map(|row| &row.cells);
                let neighbours = cells.filter_map(|&cell| self.cells.get(cell)).flat_map(|cell| &cell.rows);
                waiting.extend(neighbours.map(|&(row, _)| row));
            }
            members.retain(|&row| self.failing(row).is_some());
            members.sort_unstable();
            if !members.is_empty() {
                components.push(members);
            }
        }
        components
    }

    /// What a sum fails by, where it fails.
    pub(super) fn failing(&self, row: usize) -> Option<Number> {
        match self.rows.get(row)?.state {
            State::Fails(difference) => Some(difference),
            _ => None,
        }
    }

    /// The number of a known cell.
    pub(super) fn place_of(&self, key: CellKey) -> Option<usize> {
        self.index.get(&key).copied()
    }

    /// Whether a cell is in a sum that fails.
    pub(super) fn is_suspect(&self, cell: usize) -> bool {
        self.cells.get(cell).is_some_and(|cell| cell.rows.iter().any(|&(row, _)| self.failing(row).is_some()))
    }

    /// Whether every sum that has one of these cells holds with the new values, and at least one of them, or more where
    /// `more` is asked for, fails without. A sum that could not be assessed must not fail.
    pub(super) fn mends(&self, changes: &[(usize, Number)], more: bool) -> bool {
        // Few sums are touched: looking through them is quicker than a map.
        let mut after: Vec<(usize, Option<Number>)> = Vec::new();
        for &(cell, value) in changes {
            let Some(cell) = self.cells.get(cell) else { return false };
            for &(row, sign) in &cell.rows {
                let (old, new) = if sign > 0 { (cell.value, value) } else { (value, cell.value) };
                let at = after.iter().position(|&(known, _)| known == row).unwrap_or_else(|| {
                    after.push((row, self.rows.get(row).and_then(|row| row.state.difference())));
                    after.len() - 1
                });
                if let Some((_, known)) = after.get_mut(at) {
                    *known = known.and_then(|sum| sum.checked_add(new)?.checked_sub(old));
                }
            }
        }
        let failed = after.iter().filter(|&&(row, _)| self.failing(row).is_some()).count();
        let least = if more { 2 } else { 1 };
        failed >= least
            && after.into_iter().all(|(row, difference)| match (self.rows.get(row).map(|row| row.state), difference) {
                (Some(State::Open { limit, .. }), Some(difference)) => !limit.forbids(difference),
                (_, Some(difference)) => difference.is_zero(),
                (_, None) => false,
            })
    }

    /// Whether a sum asks for a certain change of its cells.
    fn binds(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| !matches!(row.state, State::Open { .. }))
    }
}
