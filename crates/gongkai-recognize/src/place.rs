//! Placing: which value of a row stands in which column.

use gongkai_core::Within;
use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Column, Columns, Slot, SlotIs};
use super::editions;
use super::line::{Kind, Part};
use super::totals::{adds_up, hold, numbers};
use gongkai_core::Cell;
use gongkai_core::form::TableKey;
use gongkai_core::reading::UnreadReason;

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
    /// How many rows have a value for every column of table 三 and nothing but blanks behind them, by the number of these.
    pub(super) filled: BTreeMap<usize, usize>,
    /// Whether all rows are filled up to one width, so that the blanks behind are as many as labels are missing before.
    pub(super) even: bool,
    /// The columns at which several rows of table 三 have a value.
    pub(super) valued: BTreeSet<usize>,
    /// The columns at which one row alone has a value's cell: that row has a cell too many, wherever it stands.
    pub(super) singular: BTreeSet<usize>,
    /// The column from which on the table shows nothing in any row that reaches so far, where several do.
    pub(super) blank_from: Option<usize>,
    /// How many blanks every row with a label ends with, where several do.
    pub(super) tail: usize,
}

/// So many rows alike are no chance.
const CERTAIN: usize = 2;

/// The values of a row by column. Every known column is named, once.
pub(super) struct Placing<'p, 'a> {
    pub(super) columns: Vec<(Column, Placed<'p, 'a>)>,
    /// Whether the values do not fit the columns at all.
    pub(super) misfit: bool,
    /// Whether a label stands twice over the values, a merged cell written out or a cell too many, so that the row's own
    /// sum must confirm them.
    pub(super) doubted: bool,
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
    let whole = values.len();
    let values = trimmed(values, columns, layout);
    if let Some(slots) = columns.some_lost.as_deref().filter(|_| !columns.grid || has_headless(values, columns)) {
        return in_order_of_form(values, slots);
    }
    if columns.grid && !shifted && fits_grid(values, &columns.slots) {
        let placing = by_grid(values, columns, layout);
        if !placing.misfit {
            return placing;
        }
    }
    // Figures beside the table, under no head at all, are none of its own where the row's sum holds without them.
    let (_, right) = edges(&columns.slots);
    let core = values.within(..values.partition_point(|part| part.left < right));
    if columns.grid
        && !shifted
        && core.len() < values.len()
        && columns.table != TableKey::Disclosure
        && fits_grid(core, &columns.slots)
        && holds(core, columns.summed(core.len()))
    {
        let placing = by_grid(core, columns, layout);
        if !placing.misfit {
            return Placing { doubted: true, ..placing };
        }
    }
    // Where a row does not stand under the head, places behind its last label are only what makes the table as wide as its
    // widest row.
    let labelled = columns.slots.iter().rposition(|slot| slot.is != SlotIs::Unlabelled).map_or(0, |last| last + 1);
    if columns.grid && !shifted && labelled < columns.slots.len() && values.len() <= columns.slots.len() {
        let slots = columns.slots.within(..labelled).to_vec();
        let placing = place(values, &Columns { slots, some_lost: None, ..columns.clone() }, layout, written_out);
        return Placing { doubted: columns.table != TableKey::Disclosure, ..placing };
    }
    let values = printed_core(values, columns, layout).unwrap_or(values);
    // A value where no other row has a cell is one too many, and what stands behind it none of a column of the body's own.
    let odd = values.iter().any(|part| part.is_value() && layout.singular.contains(&part.left));
    let left_over = || {
        let mut over = columns.slots.iter().zip(values).filter(|(slot, _)| slot.column().is_none());
        over.any(|(slot, part)| part.is_value() && (odd || slot.is == SlotIs::Unlabelled))
    };
    // A blank before the place of the values, where no row begins with one, is the label's: the row lacks a cell behind. So
    // may it be where other rows begin with a value right behind it.
    let early = |first: &Part<'_>| first.left < layout.values_at || layout.begun.contains(&first.right);
    let lacking = |first: &Part<'_>| first.is_blank() && early(first) && !layout.begun.contains(&first.left);
    let doubtful = !columns.grid
        && ((layout.open_ended || columns.beside && whole == columns.slots.len())
            && values.last().is_some_and(Part::is_blank)
            || values.first().is_some_and(lacking));
    if (!doubtful || adds_up(values, columns.summed(values.len()), true))
        && !shifted
        && values.len() == columns.slots.len()
        && !values.iter().any(|part| part.from_above)
        && !left_over()
    {
        let placed = columns.slots.iter().zip(values);
        let columns = placed.filter_map(|(slot, part)| Some((slot.column()?, single(part)))).collect();
        return Placing { columns, misfit: false, doubted: false };
    }
    // Lines drawn by hand leave narrow places between the heads that are none: as many values as heads stand in their order
    // where the row's sum says so.
    let known = columns.known();
    let heads = columns.slots.iter().filter_map(Slot::column);
    if columns.grid
        && !shifted
        && values.len() == known
        && editions::widths(columns.table).contains(&known)
        && !values.iter().any(|part| part.from_above)
        && columns.table != TableKey::Disclosure
        && holds(values, columns.summed(values.len()))
    {
        let columns = heads.zip(values).map(|(column, part)| (column, single(part))).collect();
        return Placing { columns, misfit: false, doubted: true };
    }
    // With more figures than columns, some label stands over several of them.
    let more = values.iter().filter(|part| part.is_value()).count() > columns.known();
    let reason = if more { UnreadReason::LabelAmbiguous } else { UnreadReason::ColumnMissing };
    let missing = |slot: &Slot| Some((slot.column()?, Placed::Not(reason, None)));
    Placing { columns: columns.slots.iter().filter_map(missing).collect(), misfit: true, doubted: false }
}

/// Whether the sums of a row hold, which may be of zeros alone where no blank may have moved it.
fn holds(values: &[Part<'_>], width: usize) -> bool {
    adds_up(values, width, true) || numbers(values).is_some_and(|numbers| hold(&numbers, width))
}

/// Whether a value stands under no label of the head, or behind it.
fn has_headless(values: &[Part<'_>], columns: &Columns) -> bool {
    values.iter().filter(|part| part.is_value()).any(|part| {
        let mut over = columns.slots.iter().filter(|slot| slot.left < part.right && part.left < slot.right);
        over.all(|slot| slot.is == SlotIs::Unlabelled)
    })
}

/// The values of a row whose head has lost labels: those of the form's columns, when each has one. That none stands for a
/// column of the body's own is not known, so that the row's own sum must confirm them, and a blank confirms nothing.
fn in_order_of_form<'p, 'a>(values: &'p [Part<'a>], slots: &[Slot]) -> Placing<'p, 'a> {
    let whole = values.len() == slots.len() && values.iter().all(|part| part.is_value() && !part.from_above);
    let columns = slots.iter().enumerate().filter_map(|(at, slot)| {
        let placed = match values.get(at).filter(|_| whole) {
            Some(part) => single(part),
            None => Placed::Not(UnreadReason::ColumnMissing, None),
        };
        Some((slot.column()?, placed))
    });
    Placing { columns: columns.collect(), misfit: !whole, doubted: true }
}

/// Whether there are exactly as many values as columns, blanks among the labels left out.
pub(super) fn fits_by_order(values: &[Part<'_>], columns: &Columns, layout: &Layout) -> bool {
    trimmed(values, columns, layout).len() == columns.slots.len()
}

/// The values between the blanks at either end of a row, where they are as many as the columns and the blanks are not the
/// row's own: other rows of the table are filled up in the same way, or the row's own sum holds with them alone.
fn printed_core<'p, 'a>(values: &'p [Part<'a>], columns: &Columns, layout: &Layout) -> Option<&'p [Part<'a>]> {
    let count = columns.slots.len();
    let strange = columns.slots.iter().any(|slot| slot.column().is_none());
    if values.len() <= count || count < SUMMED || strange {
        return None;
    }
    let first = values.iter().position(|part| !part.is_blank())?;
    let last = values.iter().rposition(|part| !part.is_blank())?;
    let core = values.get(first..=last).filter(|core| core.len() == count)?;
    // Where other rows begin with a value, a blank before the first may be one; where they end with fewer blanks, so may one
    // behind the last.
    let begun = values.iter().take(first).any(|part| layout.begun.contains(&part.left));
    let alike = layout.even || layout.filled.get(&(values.len() - count)).is_some_and(|rows| *rows >= CERTAIN);
    let filled = layout.filled.values().sum::<usize>() >= CERTAIN && alike;
    (filled && !begun || adds_up(core, columns.summed(core.len()), false)).then_some(core)
}

/// Fewer columns have no sum.
const SUMMED: usize = 5;

/// Blank cells that belong to the labels before the values or fill the row behind them, taken off.
fn trimmed<'p, 'a>(values: &'p [Part<'a>], columns: &Columns, layout: &Layout) -> &'p [Part<'a>] {
    let surplus = |values: &[Part<'a>]| values.len().saturating_sub(columns.slots.len());
    let filled = |first: &Part<'a>| layout.packed.contains(&first.left);
    let odd = values.iter().any(|part| layout.singular.contains(&part.left));
    let mut values = values;
    if columns.grid {
        let (left, right) = edges(&columns.slots);
        while let Some((first, rest)) = values.split_first()
            && first.is_blank()
            && first.right <= left
        {
            values = rest;
        }
        // A column of blanks behind the head's is none of the form's, nor are blanks that end every row.
        let mut tail = layout.tail;
        while let Some((last, rest)) = values.split_last()
            && last.is_blank()
            && last.left >= right
            && (tail > 0 || layout.blank_from.is_some_and(|from| last.left >= from))
        {
            values = rest;
            tail = tail.saturating_sub(1);
        }
    } else if surplus(values) > 0 && !odd && values.first().is_some_and(filled) {
        let (before, after) = values.split_at(columns.slots.len());
        if after.iter().all(Part::is_blank) {
            values = before;
        }
    } else if surplus(values) > 0 && !columns.assumed {
        let (before, after) = values.split_at(surplus(values));
        // With a blank at either end it is not known which of them is the value's.
        let ends = |last: &Part<'_>| last.right == layout.values_at + columns.slots.len() && !last.is_blank();
        let whole = after.last().is_some_and(ends);
        // Nor is a blank the label's where other rows begin with a value.
        let own = |part: &Part<'_>| part.right <= layout.values_at && !layout.begun.contains(&part.left);
        if whole && before.iter().all(|part| part.is_blank() && own(part)) {
            values = after;
        }
    }
    values
}

fn edges(slots: &[Slot]) -> (usize, usize) {
    (slots.first().map_or(0, |slot| slot.left), slots.last().map_or(0, |slot| slot.right))
}

/// Whether every value begins and ends with the columns or lies inside one, from the first column to the last that has a
/// label.
fn fits_grid(values: &[Part<'_>], slots: &[Slot]) -> bool {
    let (left, right) = edges(slots);
    // Places behind the last label may be left out, where nothing stands beside the form's columns.
    let known = || slots.iter().filter(|slot| slot.column().is_some());
    let strange = slots.iter().any(|slot| slot.is == SlotIs::Foreign);
    let labelled = known().map(|slot| slot.right).max().filter(|_| !strange).unwrap_or(right);
    let ends = values.first().is_some_and(|first| first.left == left)
        && values.last().is_some_and(|last| last.right == right || last.right == labelled);
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

fn by_grid<'p, 'a>(values: &'p [Part<'a>], columns: &Columns, layout: &Layout) -> Placing<'p, 'a> {
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
    // Cells that differ under a label printed more than once may be those of the columns behind it.
    let last = columns.slots.iter().rposition(|slot| slot.column().is_some()).unwrap_or(0);
    let doubled = columns.slots.iter().take(last).any(|slot| {
        let over: Vec<&Part<'_>> =
            values.iter().filter(|part| part.left < slot.right && slot.left < part.right).collect();
        slot.copies > 1 && over.len() > 1 && !is_repeated(&over, slot)
    });
    // So may equal ones, where the row ends before its last column.
    let ends_early = values.last().is_some_and(Part::is_blank) && values.iter().any(|part| !part.is_blank());
    let doubled = doubled || ends_early && columns.slots.iter().take(last).any(|slot| slot.copies > 1);
    // A value under no head may have left its column, and the others with it, or stand under a label over two columns
    // whose merge is lost; so may one beside a blank that stands under something else between the form's columns.
    let blank = placed.iter().any(|(_, found)| matches!(found, Placed::Blank(_)));
    let (left, right) = edges(&columns.slots);
    let left_over = values.iter().any(|part| {
        let mut under = columns.slots.iter().filter(|slot| slot.left < part.right && part.left < slot.right);
        let text = part.cell.text.trim();
        let stands = part.is_value() || text == "无" || matches!(Cell::parse(text), Cell::NotApplicable(_));
        let outer = part.left == left || part.right == right;
        stands && under.all(|slot| slot.is == SlotIs::Unlabelled || slot.is == SlotIs::Foreign && blank && !outer)
    });
    // Where the head has lost labels, nothing tells which.
    let lost = columns.table == TableKey::Applications
        && !editions::widths(columns.table).contains(&columns.known())
        && has_headless(values, columns);
    // Where several rows have values under no head between the form's columns, its labels stand over two columns each, and
    // nothing tells whose a row's only value is.
    let inner = columns.slots.iter().take(last).skip_while(|slot| slot.column().is_none());
    let shared = columns.table == TableKey::Applications
        && inner.filter(|slot| slot.is == SlotIs::Unlabelled).any(|slot| layout.valued.contains(&slot.left));
    let shifted = doubled || lost || left_over || shared;
    if shifted {
        for (_, found) in &mut placed {
            *found = Placed::Not(UnreadReason::ColumnMissing, None);
        }
    }
    let doubted = columns.table != TableKey::Disclosure && columns.slots.iter().any(|slot| slot.copies > 1);
    Placing { columns: placed, misfit: shifted, doubted }
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
