//! Which lines begin a row of a table without column rulings.
//!
//! A line with values begins one, unless it is the rest of numbers or of a label that wrap, or of a row that the page's
//! end cut.

use super::cells::is_value;
use super::columns::Columns;
use super::continued::is_numbered;
use super::lines::{Token, median};
use super::rows::Row;
use gongkai_core::Within;

/// The lines that begin a row of values: those with values, except for the rest of a number or label that wraps.
pub(super) fn anchors(rows: &[Row]) -> Vec<usize> {
    let most = rows.iter().map(|row| row.values().count()).max().unwrap_or(0);
    let all_numbered = all_numbered(rows);
    let lead = lead(rows, median(rows.iter().map(|row| row.size).collect()));
    let mut anchors: Vec<usize> = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.has_values()) {
        if row.ruled {
            anchors.push(index);
            continue;
        }
        let fewer = most >= 5 && row.values().count() * 10 < most * 6;
        let numbered = row.tokens.first().is_some_and(|token| !is_value(&token.text) && is_numbered(&token.text));
        if fewer && !numbered {
            // The rest of numbers that wrap, perhaps beside the rest of a label.
            continue;
        }
        let above = anchors.last().and_then(|&above| rows.get(above));
        if is_unlabelled(rows, anchors.last().copied(), index, lead, all_numbered, most >= 5) {
            continue;
        }
        // Half a line apart are the lines of one row whose cells are centred.
        let sparse = |other: &Row| most >= 5 && other.values().count() * 10 < most * 6;
        let fragment = above
            .and_then(|above| Some((above, above.step_to(row)?)))
            .is_some_and(|(above, step)| step < 0.95 * row.size || sparse(above) && !numbered && step < 1.7 * row.size);
        if fragment {
            // The fullest line of a row stands for it.
            if let Some(last) = anchors.last_mut()
                && rows.get(*last).is_some_and(|above| above.values().count() < row.values().count())
            {
                *last = index;
            }
        } else {
            anchors.push(index);
        }
    }
    anchors
}

/// Whether labels have numbers of their own: there is one for every few lines with values, of which a row may have
/// several.
pub(super) fn all_numbered(rows: &[Row]) -> bool {
    let numbered = rows.iter().filter(|row| row.has_number()).count();
    numbered >= 3 && numbered * 10 > rows.iter().filter(|row| row.has_values()).count() * 3
}

/// The smallest step between lines with words one above the other: that of a label that wraps, if any does.
pub(super) fn lead(rows: &[Row], size: f64) -> f64 {
    let words = |row: &Row| row.tokens.iter().find(|token| !is_value(&token.text)).map(|token| (token.x0, token.x1));
    let mut least = 3.5 * size;
    for pair in rows.windows(2) {
        if let [above, below] = pair
            && let (Some(upper), Some(lower), Some(step)) = (words(above), words(below), above.step_to(below))
            && upper.0 < lower.1
            && lower.0 < upper.1
            && step > 0.95 * size
        {
            least = least.min(step);
        }
    }
    least.max(1.3 * size)
}

/// Whether values close below a row of values have no label of their own: none begins on their line nor on one between
/// them, so that they are the rest of numbers that wrap. Where labels are numbered, words without a number are the rest
/// of one; else only a line without words has none.
fn is_unlabelled(rows: &[Row], above: Option<usize>, index: usize, lead: f64, numbered: bool, many: bool) -> bool {
    let Some(lines) = above.and_then(|above| rows.get(above..=index)) else { return false };
    let [upper, between @ .., lower] = lines else { return false };
    let words = lower.tokens.iter().any(|token| !is_value(&token.text));
    let steps = lines.windows(2).map(|pair| pair.first()?.step_to(pair.last()?));
    let close = steps.into_iter().all(|step| step.is_some_and(|step| step < 1.25 * lead));
    let begins = between.iter().chain([lower]).any(Row::has_number);
    close && upper.values().count() >= lower.values().count() && !begins && (numbered || many && !words)
}

/// Lines at the top of a page that go on with the row above the page break, each with that row's line. A row begun on
/// the page has a number or another label of its own; a figure that goes on has filled its cell above.
pub(super) fn rests(rows: &[Row], anchors: &mut Vec<usize>, columns: &Columns) -> Vec<(std::ops::Range<usize>, usize)> {
    let full = Fullness::of(rows, columns);
    let mut rests = Vec::new();
    for at in (1..anchors.len()).rev() {
        let (Some(&above), Some(&below)) = (anchors.get(at - 1), anchors.get(at)) else { continue };
        let (Some(upper), Some(lower)) = (rows.get(above), rows.get(below)) else { continue };
        if upper.page == lower.page {
            continue;
        }
        let start = rows.iter().position(|row| row.page == lower.page).unwrap_or(below);
        let top = rows.within(start..=below);
        let numbered = top.iter().any(Row::has_number);
        let heads = top
            .iter()
            .any(|row| row.values().next().is_none() && row.tokens.iter().any(|token| token.x0 >= columns.labels_end));
        let goes_on = |token: &Token| {
            let column = columns.of_token(token);
            let mut over = upper.tokens.iter().filter(|other| columns.of_token(other) == column).peekable();
            over.peek().is_none() || over.all(|other| full.is_full(column, other, upper.size))
        };
        if !numbered && !heads && lower.values().all(goes_on) {
            rests.push((start..below + 1, above));
            anchors.remove(at);
        }
    }
    rests
}

/// Whether every row begins on the line of its values: each of these lines has the number of its label, and labels go on
/// below it. Where cells are centred, the values stand beside the middle of a label that wraps.
pub(super) fn begin_on_first_line(rows: &[Row], anchors: &[usize], labels_end: f64) -> bool {
    let numbered = |row: &Row| row.tokens.iter().any(|token| token.x0 < labels_end && is_numbered(&token.text));
    let mut wrapped = 0;
    for (at, &anchor) in anchors.iter().enumerate() {
        let end = anchors.get(at + 1).copied().unwrap_or(rows.len());
        let Some((own, lines)) = rows.get(anchor..end).and_then(<[Row]>::split_first) else { continue };
        let mut lines = lines.iter().filter(|row| row.page == own.page);
        if !numbered(own) || own.ruled || lines.clone().any(numbered) {
            return false;
        }
        let goes_on = |row: &Row| row.values().next().is_none() && row.tokens.iter().any(|token| token.x0 < labels_end);
        wrapped += usize::from(lines.any(goes_on));
    }
    wrapped >= 2
}

/// How wide the widest text of each column is, by which one sees whether another has filled its cell.
struct Fullness {
    widest: Vec<f64>,
}

impl Fullness {
    fn of(rows: &[Row], columns: &Columns) -> Self {
        let mut widest = vec![0.0_f64; columns.count()];
        for token in rows.iter().flat_map(|row| &row.tokens) {
            let (first, last) = columns.over(token);
            if let (true, Some(widest)) = (first == last, widest.get_mut(first)) {
                *widest = widest.max(token.x1 - token.x0);
            }
        }
        Self { widest }
    }

    /// Whether no further digit has room behind a figure.
    fn is_full(&self, column: usize, token: &Token, size: f64) -> bool {
        let widest = self.widest.get(column).copied().unwrap_or(0.0);
        let digits = token.text.chars().count().max(1);
        let digit = (token.x1 - token.x0) / f64::from(u32::try_from(digits).unwrap_or(1));
        token.x1 - token.x0 + 0.8 * digit.min(size) >= widest
    }
}
