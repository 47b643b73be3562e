//! Whether the cells of one row are parts with their total behind them, which tells a row in its place from one that has
//! moved.

use super::line::Part;
use gongkai_core::{Cell, Number};

/// The numbers of a row's cells.
pub(super) fn numbers(parts: &[Part<'_>]) -> Option<Vec<Number>> {
    parts.iter().map(|part| Cell::parse(&part.cell.text).number()).collect()
}

/// The numbers of a row's cells, blanks and dashes for nothing.
pub(super) fn numbers_and_blanks(parts: &[Part<'_>]) -> Option<Vec<Number>> {
    let number = |part: &Part<'_>| match Cell::parse(&part.cell.text) {
        Cell::Blank | Cell::Dash(_) => Some(Number::from(0_u32)),
        cell => cell.number(),
    };
    parts.iter().map(number).collect()
}

/// Whether the last of each so many numbers is the sum of those before it.
pub(super) fn hold(numbers: &[Number], width: usize) -> bool {
    let holds = |group: &[Number]| match group.split_last() {
        Some((total, parts)) => Number::checked_sum(parts.iter().copied()) == Some(*total),
        None => false,
    };
    numbers.len().is_multiple_of(width) && numbers.chunks(width).all(holds)
}

/// Whether a row adds up that is not of zeros alone. Without blanks each cell is a number; with blanks each total is.
pub(super) fn adds_up(parts: &[Part<'_>], width: usize, blanks: bool) -> bool {
    let stated = |group: &[Part<'_>]| group.last().is_some_and(|total| numbers(std::slice::from_ref(total)).is_some());
    let numbers = if blanks { numbers_and_blanks(parts) } else { numbers(parts) };
    numbers.is_some_and(|numbers| hold(&numbers, width) && numbers.iter().any(|number| !number.is_zero()))
        && parts.chunks(width).all(stated)
}
