//! What a cell adds to a sum of the form: the one place that says what blanks, dashes and words are worth in one.
//!
//! Three questions are asked of a sum. *Can it hold as published?* — the rules, which know that what is empty may be a 0
//! that nobody typed or a figure that somebody forgot ([`failing_sums`](crate::check::failing_sums) and the rules over
//! sums). *Do the figures that were placed add up?* — recognition, for which a place without a figure adds nothing
//! ([`Empty::AddsNothing`]). *Is the sum filled in and does it hold?* — the workbook and whoever computes what is missing,
//! for which anything but a number leaves it open ([`Empty::LeavesOpen`]).

use crate::form::{CellKey, Sign, Sum};
use crate::{Cell, Number};

/// What a cell adds to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addend {
    /// Its number.
    Number(Number),
    /// Nothing is printed, or a dash or 不适用, which may well stand for nothing.
    Empty,
    /// Words, which may stand for any number.
    Words,
    /// It is not known what the cell holds.
    Unread,
}

impl Addend {
    /// What a cell adds as it is published, if it was read.
    ///
    /// ```
    /// use gongkai_core::sums::Addend;
    /// use gongkai_core::{Cell, Number};
    /// let of = |printed: &str| Addend::of(Some(&Cell::parse(printed)));
    /// assert_eq!(of("22（其中修订16件）"), Addend::Number(Number::from(22)));
    /// assert_eq!((of(""), of("—"), of("见附件")), (Addend::Empty, Addend::Empty, Addend::Words));
    /// assert_eq!(Addend::of(None), Addend::Unread);
    /// ```
    #[must_use]
    pub fn of(cell: Option<&Cell>) -> Self {
        match cell {
            None => Self::Unread,
            Some(Cell::Number(figure)) => Self::Number(figure.value),
            Some(Cell::Text(_)) => Self::Words,
            Some(_) => Self::Empty,
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub fn number(self) -> Option<Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

/// What is asked of a sum with empty cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// An empty cell adds nothing.
    AddsNothing,
    /// An empty cell leaves the sum open.
    LeavesOpen,
}

/// Left minus right of a sum; nothing where a cell leaves it open or the numbers are too large to add.
#[must_use]
pub fn difference(sum: &Sum, empty: Empty, addend: impl Fn(CellKey) -> Addend) -> Option<Number> {
    let mut rest = Number::ZERO;
    for (key, sign) in sum.terms() {
        let number = match (addend(key), empty) {
            (Addend::Number(number), _) => number,
            (Addend::Empty, Empty::AddsNothing) => Number::ZERO,
            _ => return None,
        };
        rest = match sign {
            Sign::Plus => rest.checked_add(number)?,
            Sign::Minus => rest.checked_sub(number)?,
        };
    }
    Some(rest)
}

/// What a sum's total must be for its parts as published, when every part is known.
#[must_use]
pub fn wanted_total(sum: &Sum, addend: impl Fn(CellKey) -> Addend) -> Option<Number> {
    sum.right.iter().try_fold(Number::ZERO, |total, key| total.checked_add(addend(*key).number()?))
}
