//! A table's rows as lines of parts, each part known for a label, a value, a blank or other text.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::dictionary::{Lookup, Match, dictionary};
use gongkai_core::Cell;
use gongkai_core::characters::{is_blank, is_control};
use gongkai_core::document::{Table, TableCell};
use gongkai_core::page_number::is_page_number;
use gongkai_core::reading::{NOT_READ, UnreadReason};

/// What one cell of a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing is printed.
    Blank,
    /// A number, a dash, 不适用, or what could not be made out and may be one of these.
    Value,
    /// A label of the forms.
    Label(Match),
    /// A damaged label that could be more than one.
    Doubt(Vec<Match>),
    /// Any other text.
    Text,
}

/// A cell as one row sees it.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) cell: &'a TableCell,
    /// The columns of the grid that it covers, the right end excluded.
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) kind: Kind,
    /// Whether the cell starts in an earlier row and reaches down into this one.
    pub(super) from_above: bool,
}

impl Part<'_> {
    pub(super) fn label(&self) -> Option<Match> {
        if let Kind::Label(found) = &self.kind { Some(*found) } else { None }
    }

    pub(super) fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Blank)
    }

    pub(super) fn is_value(&self) -> bool {
        matches!(self.kind, Kind::Value)
    }

    fn is_worded(&self) -> bool {
        matches!(self.kind, Kind::Label(_) | Kind::Doubt(_) | Kind::Text)
    }
}

/// One row of a table.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) row: usize,
    pub(super) parts: Vec<Part<'a>>,
}

impl Line<'_> {
    /// Whether a number, a dash or 不适用 stands in the row.
    pub(super) fn has_values(&self) -> bool {
        self.parts.iter().any(Part::is_value)
    }

    /// Whether its words come again and again beside others and are no labels, as 件数 and 占比 under every label of a head.
    pub(super) fn comes_again(&self) -> bool {
        const CERTAIN: usize = 3;
        let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
        for part in self.parts.iter().filter(|part| matches!(part.kind, Kind::Text) && !part.from_above) {
            *counts.entry(part.cell.text.trim()).or_default() += 1;
        }
        counts.len() > 1 && counts.values().all(|times| *times >= CERTAIN) && !self.has_values()
    }

    /// The only text of the row, when everything else in it is blank, or a label over several rows that is written out in
    /// each and so stands in another row as well.
    fn text_beside(&self, other: &Line<'_>) -> Option<&Part<'_>> {
        let same = |part: &Part<'_>, own: &Part<'_>| part.left == own.left && part.cell.text == own.cell.text;
        let repeated = |part: &Part<'_>| other.parts.iter().any(|own| own.is_worded() && same(part, own));
        let own = self.parts.iter().skip(self.numbers()).filter(|part| !part.is_blank() && !part.from_above);
        let mut printed = own.filter(|part| !repeated(part));
        let only = printed.next()?;
        (printed.next().is_none() && only.is_worded()).then_some(only)
    }

    /// How many parts stand before the first words of a row that numbers begin: the number of the row.
    fn numbers(&self) -> usize {
        let worded = self.parts.iter().position(Part::is_worded).unwrap_or(0);
        self.parts.iter().take(worded).rposition(Part::is_value).map_or(0, |last| last + 1)
    }

    /// Whether the row is nothing but a page number that a page break left between the rows.
    fn is_furniture(&self) -> bool {
        let mut printed = self.parts.iter().filter(|part| !part.is_blank() && !part.from_above);
        match (printed.next(), printed.next()) {
            (Some(only), None) => is_page_number(&only.cell.text),
            _ => false,
        }
    }
}

/// Looks texts up once each; damaged labels are only searched for so many times in one document, so that a large
/// table of other things costs little.
#[derive(Default)]
pub(super) struct Labels {
    known: HashMap<String, Lookup, RandomState>,
    searched: usize,
}

impl Labels {
    const MOST_SEARCHES: usize = 4_000;

    pub(super) fn look_up(&mut self, printed: &str) -> Lookup {
        if let Some(known) = self.known.get(printed) {
            return known.clone();
        }
        let lookup = if self.searched < Self::MOST_SEARCHES {
            self.searched += 1;
            match dictionary().look_up(printed) {
                Lookup::Found(found) => Lookup::Found(found),
                other => dictionary().dispute_caption(printed).map_or(other, Lookup::Found),
            }
        } else {
            dictionary().exact(printed).map_or(Lookup::Unknown, Lookup::Found)
        };
        self.known.insert(printed.to_owned(), lookup.clone());
        lookup
    }
}

/// The rows of a table, page numbers between them left out, labels that a page or line break parted put together.
pub(super) fn lines<'a>(table: &'a Table, labels: &mut Labels) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(table.rows());
    for row in 0..table.rows() {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut column = 0;
        while column < table.columns() {
            let Some(cell) = table.at(row, column) else {
                column += 1;
                continue;
            };
            let right = (cell.column + cell.column_span).max(column + 1);
            parts.push(Part { cell, left: column, right, kind: kind(cell, labels), from_above: cell.row < row });
            column = right;
        }
        let line = Line { row, parts };
        if !line.parts.is_empty() && !line.is_furniture() {
            lines.push(line);
        }
    }
    join_parted_labels(&mut lines, labels);
    join_parted_heads(&mut lines, labels);
    lines
}

/// Labels of a head that a line break parted into two rows, as `商业` over `企业`: where every piece of a row makes a
/// label of the forms with the piece over it, the two rows are one.
fn join_parted_heads(lines: &mut Vec<Line<'_>>, labels: &mut Labels) {
    let mut whole: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    for line in std::mem::take(lines) {
        let joined = match whole.last() {
            Some(above) if !above.has_values() && !line.has_values() => heads(above, &line, labels),
            _ => None,
        };
        match (joined, whole.last_mut()) {
            (Some(joined), Some(above)) => {
                for (part, found) in joined {
                    if let Some(part) = above.parts.get_mut(part) {
                        part.kind = Kind::Label(found);
                    }
                }
            }
            _ => whole.push(line),
        }
    }
    *lines = whole;
}

/// The labels that the pieces of two rows make, by their places in the upper one.
fn heads(above: &Line<'_>, below: &Line<'_>, labels: &mut Labels) -> Option<Vec<(usize, Match)>> {
    let mut found = Vec::new();
    for piece in below.parts.iter().filter(|part| !part.is_blank() && !part.from_above) {
        if piece.label().is_some_and(|label| label.exact) {
            return None;
        }
        let at = above.parts.iter().position(|part| part.left == piece.left && matches!(part.kind, Kind::Text))?;
        let text = format!("{}{}", above.parts.get(at)?.cell.text, piece.cell.text);
        found.push((at, labels.look_up(&text).found().filter(|found| found.exact && found.is_head())?));
    }
    (!found.is_empty()).then_some(found)
}

/// What a cell is by itself.
pub(super) fn kind(cell: &TableCell, labels: &mut Labels) -> Kind {
    match Cell::parse(&cell.text) {
        // What cannot be made out may be a value, and is never a blank.
        Cell::Blank if unreadable(cell).is_some() => Kind::Value,
        Cell::Blank => Kind::Blank,
        Cell::Number(_) | Cell::Dash(_) | Cell::NotApplicable(_) => Kind::Value,
        Cell::Text(_) => match labels.look_up(&cell.text) {
            // A fee in 元 under a label of 万元 would be read ten thousand times too large.
            Lookup::Found(found) if in_another_unit(&cell.text, found) => {
                Kind::Doubt(vec![Match { exact: false, ..found }])
            }
            Lookup::Found(found) => Kind::Label(found),
            Lookup::Ambiguous(entries) => Kind::Doubt(
                entries.into_iter().map(|entry| Match { entry, exact: false, partial: true, number: None }).collect(),
            ),
            Lookup::Unknown if unreadable(cell).is_some() => Kind::Value,
            Lookup::Unknown => Kind::Text,
        },
    }
}

/// Why the value of a cell cannot be told, where the reader of the file could not make it out: see
/// [`TableCell::text`], [`TableCell::picture`] and [`TableCell::unclear`].
pub(super) fn unreadable(cell: &TableCell) -> Option<UnreadReason> {
    match cell.unclear {
        Some(unclear) => Some(unclear.into()),
        None if cell.text.contains(|c: char| c == char::REPLACEMENT_CHARACTER || is_control(c)) => {
            Some(UnreadReason::Illegible)
        }
        None if says_not_read(&cell.text) => Some(UnreadReason::NotReadBefore),
        None => (cell.picture && cell.text.chars().all(is_blank)).then_some(UnreadReason::Picture),
    }
}

/// Whether a file that this library wrote says of the cell that it was not read, on however many lines.
pub(super) fn says_not_read(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).eq(NOT_READ.chars())
}

fn in_another_unit(printed: &str, found: Match) -> bool {
    found.entry.printed.contains("万元") && printed.contains('元') && !printed.contains('万')
}

/// A label that a page or line break parted stands in two or three rows, with the values beside one of them. The
/// pieces are put together when they make a label of the forms exactly, and where they make one nearly, when none of them
/// is one by itself.
fn join_parted_labels(lines: &mut Vec<Line<'_>>, labels: &mut Labels) {
    let mut taken = vec![false; lines.len()];
    for index in 0..lines.len() {
        let Some(line) = lines.get(index).filter(|line| line.has_values()) else { continue };
        let numbers = line.numbers();
        let values = line.parts.iter().skip(numbers).position(Part::is_value);
        let first_value = values.map_or(0, |value| numbers + value);
        let own = line.parts.iter().take(first_value).rposition(|p| p.is_worded() && !p.from_above);
        let exact = |part: &Part<'_>| part.label().is_some_and(|found| found.exact);
        if own.and_then(|own| line.parts.get(own)).is_some_and(exact) {
            continue;
        }
        let own_text = own.and_then(|own| line.parts.get(own)).map_or("", |part| part.cell.text.as_str());
        let piece = |at: Option<usize>| {
            let at = at.filter(|at| !taken.get(*at).copied().unwrap_or(true))?;
            lines.get(at)?.text_beside(line).filter(|part| !exact(part)).map(|part| (at, part.cell.text.as_str()))
        };
        let (above, below) = (piece(index.checked_sub(1)), piece(Some(index + 1)));
        let attempts = [(None, below), (above, None), (above, below)];
        let mut make = |nearly: bool| {
            attempts.into_iter().filter(|(a, b)| a.is_some() || b.is_some()).find_map(|(above, below)| {
                let pieces = [above.map_or("", |a| a.1), own_text, below.map_or("", |b| b.1)];
                let found = labels.look_up(&pieces.concat()).found().filter(|found| found.row().is_some())?;
                let whole = |labels: &mut Labels, text: &str| {
                    !text.is_empty() && labels.look_up(text).found().is_some_and(|found| !found.partial)
                };
                let made =
                    found.exact || nearly && !found.partial && !pieces.into_iter().any(|piece| whole(labels, piece));
                made.then_some((found, [above.map(|a| a.0), below.map(|b| b.0)]))
            })
        };
        let joined = make(false).or_else(|| make(true));
        let Some((found, used)) = joined else { continue };
        for at in used.into_iter().flatten() {
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
        // Where the row has no piece of its own, its label stands in the blank before the values.
        let place = own.or_else(|| first_value.checked_sub(1)).unwrap_or(0);
        if let Some(part) = lines.get_mut(index).and_then(|line| line.parts.get_mut(place))
            && !part.is_value()
        {
            part.kind = Kind::Label(found);
        }
    }
    let mut taken = taken.into_iter();
    lines.retain(|_| !taken.next().unwrap_or(false));
}
