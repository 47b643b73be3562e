//! What a table as a whole says of its rows, before any of them is read.

use gongkai_core::Within;
use std::collections::{BTreeMap, BTreeSet};

use crate::dictionary::{Match, Meaning};
use crate::editions::{application_rows, applications_with, widths};
use crate::line::{Line, Part};
use crate::place::Layout;
use gongkai_core::document::{Position, Table};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::{Cell, Number};

/// So many rows make a layout certain.
const CERTAIN: usize = 2;

/// Where the reading stands within a table.
#[derive(Default)]
pub(super) struct Place {
    pub(super) table: usize,
    pub(super) position: Position,
    pub(super) columns: usize,
    /// Where the values of table 三 stand.
    pub(super) layout: Layout,
    /// How many rows of each depth of labels have their values right behind their label: where several do, a blank
    /// there is none of the label's.
    bare: BTreeMap<usize, usize>,
    /// How many rows of each form table the table has; what a foreign table has by chance is not enough to read it
    /// without a head.
    pub(super) disclosure_rows: usize,
    pub(super) application_rows: usize,
    pub(super) has_blocks: bool,
    /// Whether a row of table 三 has more or fewer values than the form has columns.
    pub(super) uneven: bool,
    /// Whether words stand over the values that nobody knows, where a head may be.
    pub(super) strange: bool,
    pub(super) outcome_group: Option<&'static str>,
    pub(super) dispute_group: Option<&'static str>,
    /// The cells of table 四 that rows without labels of this table state.
    pub(super) disputes: BTreeSet<CellKey>,
    pub(super) last_row: Option<&'static str>,
    /// The columns that number the rows.
    pub(super) serial: BTreeSet<usize>,
    /// How many figures the longest row without words has, numbers of columns left out.
    pub(super) whole: usize,
}

impl Place {
    /// Where the values of a row of table 三 stand, which a group's own label may name.
    pub(super) fn layout_of(&self, row: Option<&str>, as_group: bool) -> Layout {
        let mut layout = self.layout.clone();
        // A group's label stands one less within others than the labels of its rows.
        let depth = row.and_then(depth).map(|depth| depth - usize::from(as_group));
        let bare = depth.and_then(|depth| self.bare.get(&depth));
        if bare.is_some_and(|rows| *rows >= CERTAIN) {
            layout.values_at = 0;
        }
        layout
    }
}

/// How many labels stand one within another before the values of a row of table 三; rows alike in that are merged alike.
fn depth(row: &str) -> Option<usize> {
    application_rows(row).next().map(|own| own.path.len())
}

/// How many columns table 三 has: as many as the form whose classes the head names, or, without a head, as most rows have
/// values.
fn applicants(lines: &[Line<'_>]) -> usize {
    let classes: Vec<&str> =
        lines.iter().flat_map(|line| &line.parts).filter_map(|part| part.label()?.applicant()).collect();
    if !classes.is_empty() {
        return applications_with(&classes).map_or(0, |form| form.columns.len());
    }
    let rows =
        |columns: usize| lines.iter().filter(|line| values(line).is_some_and(|own| own.len() == columns)).count();
    // Of several alike the newest edition's, which is the first.
    let widths = widths(TableKey::Applications).iter().rev();
    widths.copied().max_by_key(|columns| rows(*columns)).unwrap_or(0)
}

/// The values behind the label of a row of table 三.
fn values<'l, 'a>(line: &'l Line<'a>) -> Option<&'l [Part<'a>]> {
    let row = |found: Match| found.is_only_row() && matches!(found.row(), Some(Meaning::ApplicationRow(_)));
    let leaf = line.parts.iter().rposition(|part| part.label().is_some_and(row))?;
    line.parts.get(leaf + 1..)
}

/// Looks through all rows of a table.
pub(super) fn survey(lines: &[Line<'_>], table: &Table, number: usize) -> Place {
    let mut place = Place { table: number, position: table.position, columns: table.columns(), ..Place::default() };
    let applicants = applicants(lines);
    let (mut broken, mut width) = (false, None);
    // How many rows have a value's cell at each column, and how many rows there are.
    let (mut begin, mut rows) = (vec![0_usize; table.columns()], 0_usize);
    let mut valued = vec![0_usize; table.columns()];
    for line in lines {
        let row = |found: Match| found.is_only_row() && matches!(found.row(), Some(Meaning::ApplicationRow(_)));
        let leaf = line.parts.iter().rposition(|part| part.label().is_some_and(row));
        let values = leaf.map(|leaf| line.parts.within(leaf + 1..)).unwrap_or_default();
        place.uneven |= leaf.is_some() && values.len() != applicants;
        if let Some(first) = values.first().filter(|_| values.len() == applicants) {
            place.layout.values_at = place.layout.values_at.max(first.left);
        }
        let key = leaf.and_then(|leaf| line.parts.get(leaf)?.label()?.row());
        if let Some(Meaning::ApplicationRow(key)) = key
            && values.len() == applicants
            && let Some(depth) = depth(key)
        {
            *place.bare.entry(depth).or_default() += 1;
        }
        // （七）总计 and （六）其他处理, which head columns and rows as well, are rows by their numbers.
        let numbered = |found: Match| found.number.is_some() && found.row().is_some();
        let own = leaf.or_else(|| line.parts.iter().rposition(|part| part.label().is_some_and(numbered)));
        if let Some(own) = own.and_then(|own| line.parts.get(own + 1..)).filter(|own| !own.is_empty()) {
            rows += 1;
            for part in own.iter().filter(|part| !part.from_above) {
                begin.get_mut(part.left).into_iter().for_each(|count| *count += 1);
                let is_value = usize::from(part.is_value());
                valued.get_mut(part.left).into_iter().for_each(|count| *count += is_value);
            }
        }
        if leaf.is_some() {
            // Only rows that all are as wide were filled up.
            let right = line.parts.last().map_or(0, |part| part.right);
            broken |= width.is_some_and(|width| width != right);
            width = Some(right);
        }
        place.layout.begun.extend(values.first().filter(|first| !first.is_blank()).map(|first| first.left));
        if let (Some(first), Some(behind)) = (values.first(), values.get(applicants..)) {
            let filled = !behind.is_empty() && behind.iter().all(Part::is_blank);
            broken |= !behind.is_empty() && !filled;
            place.layout.open_ended |= filled;
            if filled && !first.is_blank() {
                place.layout.packed.insert(first.left);
            }
            let printed = values.iter().take(applicants).all(|part| !part.is_blank());
            if filled && printed {
                *place.layout.filled.entry(behind.len()).or_default() += 1;
            }
        }
        for found in line.parts.iter().filter_map(Part::label) {
            place.has_blocks |= found.block().is_some();
            match found.row() {
                Some(Meaning::DisclosureRow(_)) => place.disclosure_rows += 1,
                Some(Meaning::ApplicationRow(_)) if found.is_only_row() => place.application_rows += 1,
                _ => {}
            }
        }
    }
    if rows > CERTAIN {
        let singular = begin.iter().enumerate().filter(|(_, count)| **count == 1).map(|(column, _)| column);
        place.layout.singular = singular.collect();
    }
    let several = valued.iter().enumerate().filter(|(_, rows)| **rows >= CERTAIN).map(|(column, _)| column);
    place.layout.valued = several.collect();
    place.layout.even = !broken;
    place.whole = lines.iter().filter_map(whole).max().unwrap_or(0);
    place.layout.blank_from = blank_from(lines, table.columns());
    place.layout.tail = tail(lines);
    if broken {
        place.layout.packed.clear();
    } else {
        place.layout.open_ended = false;
    }
    place
}

/// How many figures and marks a row without words has, unless they only count up, as numbers of columns do.
fn whole(line: &Line<'_>) -> Option<usize> {
    if !line.parts.iter().all(|part| part.is_value() || part.is_blank()) {
        return None;
    }
    let values = line.parts.iter().filter(|part| part.is_value());
    let numbers: Vec<Option<Number>> = values.map(|part| Cell::parse(&part.cell.text).number()).collect();
    let one = Number::from(1_u32);
    let counts = |pair: &[Option<Number>]| matches!(pair, [Some(a), Some(b)] if a.checked_add(one) == Some(*b));
    (!numbers.windows(2).all(counts)).then_some(numbers.len())
}

/// How many blanks each row with a label and a value has behind the last label of the head over it; none where some row has
/// none there.
fn tail(lines: &[Line<'_>]) -> usize {
    let (mut rows, mut least) = (0, None::<usize>);
    let (mut head, mut in_head) = (0, false);
    for line in lines {
        let labels = || line.parts.iter().filter_map(Part::label);
        if !line.has_values() && labels().any(|found| found.is_head()) {
            let right = line.parts.iter().rfind(|part| !part.is_blank()).map_or(0, |part| part.right);
            head = if in_head { head.max(right) } else { right };
            in_head = true;
            continue;
        }
        in_head = false;
        if line.has_values() && labels().any(|found| found.row().is_some()) {
            let behind = line.parts.iter().rev().take_while(|part| part.is_blank() && part.left >= head).count();
            rows += 1;
            least = Some(least.map_or(behind, |least| least.min(behind)));
        }
    }
    if rows > CERTAIN { least.unwrap_or(0) } else { 0 }
}

/// The column from which on no row shows anything that begins there, where at least half of the rows with a label reach so
/// far.
fn blank_from(lines: &[Line<'_>], columns: usize) -> Option<usize> {
    let mut begins = vec![(0_usize, true); columns];
    let mut labelled = 0;
    for line in lines {
        let own = line.parts.iter().any(|part| part.label().is_some_and(|found| found.row().is_some()));
        labelled += usize::from(own);
        for part in line.parts.iter().filter(|part| !part.from_above) {
            if let Some((rows, blank)) = begins.get_mut(part.left) {
                *rows += usize::from(own);
                *blank &= part.is_blank();
            }
        }
    }
    let blank = begins.iter().rev().take_while(|(_, blank)| *blank).count();
    let from = columns - blank;
    let reached = |(rows, _): &(usize, bool)| *rows >= CERTAIN && rows * 2 >= labelled;
    begins.get(from).is_some_and(reached).then_some(from)
}

/// A row cut where labels follow values, for tables that print two rows side by side.
pub(super) fn segments<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let mut segments = Vec::new();
    let mut parts: Vec<Part<'a>> = Vec::with_capacity(line.parts.len());
    let (mut labelled, mut valued) = (false, false);
    for part in &line.parts {
        if labelled && valued && part.label().is_some() {
            segments.push(Line { row: line.row, parts: std::mem::take(&mut parts) });
            (labelled, valued) = (false, false);
        }
        labelled |= part.label().is_some();
        valued |= labelled && part.is_value();
        parts.push(part.clone());
    }
    segments.push(Line { row: line.row, parts });
    segments
}
