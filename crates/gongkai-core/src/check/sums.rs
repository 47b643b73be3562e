//! How the sums of a report's own forms stand, with their blank and unread cells.
//!
//! A cell of a sum is known (it holds a number), open (blank, dash, not applicable, text) or unread (the report does
//! not state it). Every cell of a sum is a count of at least 0, so known figures alone can settle a sum: they may
//! already be equal, or already exceed what they must add up to.

use crate::form::{CellKey, CellKind, Sum};
use crate::sums::Addend;
use crate::{Number, Report};

use super::Sides;

/// How one sum stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// Both sides are equal; blank cells, if any, add nothing.
    Holds,
    /// The sides differ, whatever the open cells hold.
    Fails(Sides),
    /// The known figures do not settle it.
    Open(Gap),
    /// The numbers are too large to add.
    TooLarge,
}

/// What keeps a sum from being assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    /// What the known figures add up to.
    pub(super) sides: Sides,
    /// How many cells are known.
    pub(super) known: usize,
    /// Cells that are published without a number, in the order of the sum.
    pub(super) open: Vec<CellKey>,
    /// Cells that were not read, in the order of the sum.
    pub(super) unread: Vec<CellKey>,
    /// Which difference of the known figures the open cells could not make good.
    pub(super) limit: Limit,
}

/// How many sums of a report's own forms do not hold, whatever its blank cells hold.
#[must_use]
pub fn failing_sums(report: &Report) -> usize {
    of_report(report).filter(|sum| matches!(standing(report, sum), Standing::Fails(_))).count()
}

/// Which difference of the known figures would make an open sum fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// None: there is an open cell on both sides, a blank total, or a cell that was not read.
    None,
    /// More on the left: only the left side has open cells.
    More,
    /// Less on the left: only the right side has open cells.
    Less,
}

impl Limit {
    /// Whether a difference of the known figures is beyond the limit.
    pub(super) fn forbids(self, difference: Number) -> bool {
        match self {
            Self::None => false,
            Self::More => !difference.is_zero() && !difference.is_negative(),
            Self::Less => difference.is_negative(),
        }
    }
}

/// One side of a sum.
#[derive(Default)]
struct Side {
    sum: Number,
    known: usize,
    /// Blank, dash or not applicable: cells that may well stand for nothing.
    empty: Vec<CellKey>,
    /// Text, which may stand for any number.
    text: Vec<CellKey>,
    unread: Vec<CellKey>,
    /// Whether an open cell of this side may be negative.
    signed: bool,
}

impl Side {
    /// Nothing when the numbers are too large to add.
    fn of(report: &Report, keys: &[CellKey]) -> Option<Self> {
        let mut side = Self::default();
        for &key in keys {
            match Addend::of(report.cell(key)) {
                Addend::Unread => side.unread.push(key),
                Addend::Number(value) => {
                    side.sum = side.sum.checked_add(value)?;
                    side.known += 1;
                }
                Addend::Words => side.text.push(key),
                Addend::Empty => side.empty.push(key),
            }
        }
        let mut open = side.empty.iter().chain(&side.text);
        side.signed = open.any(|&key| report.form_cell(key).is_some_and(|cell| cell.kind == CellKind::SignedCount));
        Some(side)
    }

    fn is_open(&self) -> bool {
        !(self.empty.is_empty() && self.text.is_empty() && self.unread.is_empty())
    }

    fn open(&self) -> impl Iterator<Item = CellKey> {
        self.empty.iter().chain(&self.text).copied()
    }
}

/// How a sum of the report's forms stands.
pub(super) fn standing(report: &Report, sum: &Sum) -> Standing {
    let (Some(left), Some(right)) = (Side::of(report, &sum.left), Side::of(report, &sum.right)) else {
        return Standing::TooLarge;
    };
    let Some(sides) = Sides::new(left.sum, right.sum) else { return Standing::TooLarge };
    let limit = match (left.is_open(), right.is_open()) {
        _ if !left.unread.is_empty() || !right.unread.is_empty() => Limit::None,
        // A blank total states nothing that the parts could be compared with.
        (true, _) if sum.total().is_some() => Limit::None,
        // What is open can only add: a side that has too much already cannot be mended by it.
        (true, false) if !left.signed => Limit::More,
        (false, true) if !right.signed => Limit::Less,
        _ => Limit::None,
    };
    let settled = match (left.is_open(), right.is_open()) {
        (false, false) => true,
        _ if !left.unread.is_empty() || !right.unread.is_empty() => false,
        (true, _) if sum.total().is_some() => false,
        (left_open, right_open) if sides.difference.is_zero() => {
            let no_text = left.text.is_empty() && right.text.is_empty();
            no_text && (left_open != right_open || (left.known > 0 && right.known > 0))
        }
        _ => limit.forbids(sides.difference),
    };
    match (settled, sides.difference.is_zero()) {
        (true, true) => Standing::Holds,
        (true, false) => Standing::Fails(sides),
        (false, _) => Standing::Open(Gap {
            sides,
            known: left.known + right.known,
            open: left.open().chain(right.open()).collect(),
            unread: left.unread.iter().chain(&right.unread).copied().collect(),
            limit,
        }),
    }
}

/// The report's own sums: those of the forms that its tables are laid out in.
pub(super) fn of_report(report: &Report) -> impl Iterator<Item = &'static Sum> + use<> {
    report.table_forms().flat_map(|form| &form.sums)
}

/// What a sum's total must be for its parts as published, when every part is known.
#[must_use]
pub fn wanted_total(report: &Report, sum: &Sum) -> Option<Number> {
    crate::sums::wanted_total(sum, |key| Addend::of(report.cell(key)))
}
