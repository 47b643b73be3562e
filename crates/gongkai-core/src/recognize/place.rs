//! Placing: which value of a row stands in which column.

use std::collections::BTreeSet;

use super::columns::{Column, Columns, Slot, SlotIs};
use super::line::{Kind, Part};
use super::receipt::UnreadReason;
use crate::Cell;

/// What stands in a column of a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Placed<'p, 'a> {
    /// One cell.
    Part(&'p Part<'a>),
    /// Nothing is printed, over several columns or in several cells of one column.
    Blank(&'p Part<'a>),
    /// Not known, and why.
    Not(UnreadReason, Option<&'p Part<'a>>),
}

/// How the rows of a table stand whose merges are lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// The column at which the values begin.
    pub(super) values_at: usize,
    /// The columns from which on values follow their label at once, and blanks behind them fill the row up to the
    /// table's width.
    pub(super) packed: BTreeSet<usize>,
    /// The columns at which a value follows its label at once in some row.
    pub(super) begun: BTreeSet<usize>,
    /// Whether some rows have blanks behind their values and others are shorter: a blank at a row's end may then be none
    /// of its values.
    pub(super) open_ended: bool,
}

/// The values of a row by column. Every known column is named, once.
pub(super) struct Placing<'p, 'a> {
    pub(super) columns: Vec<(Column, Placed<'p, 'a>)>,
    /// Whether the values do not fit the columns at all.
    pub(super) misfit: bool,
}

/// Places the values of a row under the columns: by the grid where the merges fit, else by order where there are
/// exactly as many values as columns, else not at all.
///
/// For tables whose merges are lost, `layout` says where the values stand; `written_out` says that the row's label is
/// repeated in each column that it spans.
pub(super) fn place<'p, 'a>(
    values: &'p [Part<'a>],
    columns: &Columns,
    layout: &Layout,
    written_out: bool,
) -> Placing<'p, 'a> {
    // A blank left of the columns is the label's, unless other rows begin with a value there, or the label is written out
    // over its columns and stops before it: then it may be a value.
    let early = |first: &Part<'_>| first.is_blank() && (written_out || layout.begun.contains(&first.left));
    let (left, _) = edges(&columns.slots);
    let shifted = columns.grid && values.first().is_some_and(|first| first.right <= left && early(first));
    let values = trimmed(values, columns, layout);
    if columns.grid && !shifted && fits_grid(values, &columns.slots) {
        return by_grid(values, columns);
    }
    let left_over =
        || columns.slots.iter().zip(values).any(|(slot, part)| slot.is == SlotIs::Unlabelled && part.is_value());
    // A blank before the place of the values, where no row begins with one, is the label's: the row lacks a cell behind.
    let lacking =
        |first: &Part<'_>| first.is_blank() && first.left < layout.values_at && !layout.begun.contains(&first.left);
    let doubtful = !columns.grid
        && (layout.open_ended && values.last().is_some_and(Part::is_blank) || values.first().is_some_and(lacking));
    if !doubtful
        && !shifted
        && values.len() == columns.slots.len()
        && !values.iter().any(|part| part.from_above)
        && !left_over()
    {
        let placed = columns.slots.iter().zip(values);
        let columns = placed.filter_map(|(slot, part)| Some((slot.column()?, single(part)))).collect();
        return Placing { columns, misfit: false };
    }
    let missing = |slot: &Slot| Some((slot.column()?, Placed::Not(UnreadReason::ColumnMissing, None)));
    Placing { columns: columns.slots.iter().filter_map(missing).collect(), misfit: true }
}

/// Whether there are exactly as many values as columns, blanks among the labels left out.
pub(super) fn fits_by_order(values: &[Part<'_>], columns: &Columns, layout: &Layout) -> bool {
    trimmed(values, columns, layout).len() == columns.slots.len()
}

/// Blank cells that belong to the labels before the values or fill the row behind them, taken off.
fn trimmed<'p, 'a>(values: &'p [Part<'a>], columns: &Columns, layout: &Layout) -> &'p [Part<'a>] {
    let surplus = |values: &[Part<'a>]| values.len().saturating_sub(columns.slots.len());
    let filled = |first: &Part<'a>| layout.packed.contains(&first.left);
    let mut values = values;
    if columns.grid {
        let (left, _) = edges(&columns.slots);
        while let Some((first, rest)) = values.split_first()
            && first.is_blank()
            && first.right <= left
        {
            values = rest;
        }
    } else if surplus(values) > 0 && values.first().is_some_and(filled) {
        let (before, after) = values.split_at(columns.slots.len());
        if after.iter().all(Part::is_blank) {
            values = before;
        }
    } else if surplus(values) > 0 && !columns.assumed {
        let (before, after) = values.split_at(surplus(values));
        // With a blank at either end it is not known which of them is the value's.
        let ends = |last: &Part<'_>| last.right == layout.values_at + columns.slots.len() && !last.is_blank();
        let whole = after.last().is_some_and(ends);
        if whole && before.iter().all(|part| part.is_blank() && part.right <= layout.values_at) {
            values = after;
        }
    }
    values
}

fn edges(slots: &[Slot]) -> (usize, usize) {
    (slots.first().map_or(0, |slot| slot.left), slots.last().map_or(0, |slot| slot.right))
}

/// Whether every value begins and ends with the columns or lies inside one, from the first column to the last.
fn fits_grid(values: &[Part<'_>], slots: &[Slot]) -> bool {
    let (left, right) = edges(slots);
    let ends =
        values.first().is_some_and(|first| first.left == left) && values.last().is_some_and(|last| last.right == right);
    // Where a row leaves a place open, it is not known which of its cells is the one that is missing.
    let unbroken = values.iter().zip(values.iter().skip(1)).all(|(one, next)| one.right == next.left);
    ends && unbroken
        && values.iter().all(|part| {
            slots.iter().any(|slot| {
                (slot.left <= part.left && part.right <= slot.right)
                    || (slot.left == part.left && slots.iter().any(|other| other.right == part.right))
            })
        })
}

fn by_grid<'p, 'a>(values: &'p [Part<'a>], columns: &Columns) -> Placing<'p, 'a> {
    let known = |part: &Part<'_>| {
        columns.slots.iter().filter(|s| s.column().is_some() && s.left < part.right && part.left < s.right).count()
    };
    let mut placed = Vec::with_capacity(columns.slots.len());
    for slot in &columns.slots {
        let Some(column) = slot.column() else { continue };
        let over: Vec<&'p Part<'a>> =
            values.iter().filter(|part| part.left < slot.right && slot.left < part.right).collect();
        let printed: Vec<&'p Part<'a>> = over.iter().copied().filter(|part| !part.is_blank()).collect();
        let found = match (over.as_slice(), printed.as_slice()) {
            ([], _) => Placed::Not(UnreadReason::ColumnMissing, None),
            ([first, ..], []) => Placed::Blank(first),
            (_, [one]) if known(one) > 1 => Placed::Not(UnreadReason::Merged, Some(one)),
            (_, [one]) => single(one),
            (_, [one, ..]) if is_repeated(&printed, slot) => single(one),
            (_, [one, ..]) => Placed::Not(UnreadReason::DigitsAmbiguous, Some(one)),
        };
        placed.push((column, found));
    }
    // A value under no head beside a blank may have left its column, and the others with it; so may one that stands
    // under something else between the form's columns.
    let (left, right) = edges(&columns.slots);
    let left_over = values.iter().any(|part| {
        let mut under = columns.slots.iter().filter(|slot| slot.left < part.right && part.left < slot.right);
        let text = part.cell.text.trim();
        let stands = part.is_value() || text == "无" || matches!(Cell::parse(text), Cell::NotApplicable(_));
        let outer = part.left == left || part.right == right;
        stands && under.all(|slot| slot.is == SlotIs::Unlabelled || slot.is == SlotIs::Foreign && !outer)
    });
    let shifted = left_over && placed.iter().any(|(_, found)| matches!(found, Placed::Blank(_)));
    if shifted {
        for (_, found) in &mut placed {
            *found = Placed::Not(UnreadReason::ColumnMissing, None);
        }
    }
    Placing { columns: placed, misfit: shifted }
}

/// Whether a merged cell was written out once for each column that it spans, as its label was.
fn is_repeated(printed: &[&Part<'_>], slot: &Slot) -> bool {
    let same = |part: &&Part<'_>| printed.first().is_some_and(|first| first.cell.text == part.cell.text);
    slot.copies > 1 && printed.len() == slot.copies && printed.iter().all(same)
}

/// A value cell; one that spans several rows of values states none of them for certain.
fn single<'p, 'a>(part: &'p Part<'a>) -> Placed<'p, 'a> {
    if part.kind == Kind::Blank {
        Placed::Blank(part)
    } else if part.cell.row_span > 1 {
        Placed::Not(UnreadReason::Merged, Some(part))
    } else {
        Placed::Part(part)
    }
}
