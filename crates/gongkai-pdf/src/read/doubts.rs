//! What is not certain in a table without column rulings: parts of notes and numbers that wrap and may belong to one row
//! or to another, labels that run into each other, rows that the page's end may have cut.
//!
//! What may belong to two rows is shown in both, and a cell in doubt is marked, so that no part of a figure is taken for
//! the figure.

use gongkai_core::Cell;
use gongkai_core::StandsAt as _;

use super::cells::is_value;
use super::columns::is_band;
use super::continued::is_numbered;
use super::fold::UNREADABLE;
use super::lines::Token;
use super::placing::Placing;
use super::rows::{Row, is_open, stands_for_value};

/// The most lines of a note that wraps.
const NOTE: usize = 16;

impl Placing {
    /// Lines with parts of wrapped numbers or of notes that may belong to the row above or to the one below.
    pub(super) fn strays(&self) -> Vec<(usize, Vec<usize>)> {
        let loose = (0..self.rows.len()).filter(|&index| !self.is_anchor(index) && self.rest_of(index).is_none());
        let parts = loose
            .filter(|&index| self.row(index).is_some_and(|row| row.values().next().is_some()) || self.is_rest(index));
        parts
            .map(|index| {
                let above = self.anchors.iter().copied().rfind(|&anchor| anchor < index);
                let below = self.anchors.iter().copied().find(|&anchor| anchor > index);
                let near = |anchor: &usize| {
                    let whole =
                        self.row(*anchor).zip(self.row(index)).is_some_and(|(a, b)| a.ruled && a.page == b.page);
                    self.distance(*anchor, index) < (1.3 * self.lead).max(2.6 * self.size) && !whole
                };
                let on_page =
                    |anchor: usize| self.row(anchor).zip(self.row(index)).is_some_and(|(a, b)| a.page == b.page);
                let below = below.filter(|_| !(self.from_top && above.is_some_and(on_page)));
                (index, above.into_iter().chain(below).filter(near).collect())
            })
            .collect()
    }

    /// Shows a line's parts in rows that they may belong to besides its own.
    pub(super) fn show_in(&self, grid: &mut [Vec<String>], row_of: &[usize], index: usize, anchors: &[usize]) {
        let Some(row) = self.row(index) else { return };
        let own = row_of.get(index);
        for target in anchors.iter().filter_map(|&anchor| row_of.get(anchor)).filter(|&row| Some(row) != own) {
            for token in row.tokens.iter().filter(|token| token.x0 >= self.columns.labels_end || is_value(&token.text))
            {
                let column = self.columns.at(token.middle());
                if let Some(cell) = grid.get_mut(*target).and_then(|line| line.get_mut(column)) {
                    cell.push('\n');
                    cell.push_str(&token.text);
                }
            }
        }
    }

    /// Whether a line is part of a note over the values that wraps: few words close to a row of values, with no label
    /// of their own beside them or in brackets. Heads are many words, or have a label, or stand above all values.
    pub(super) fn is_rest(&self, index: usize) -> bool {
        let end = self.columns.labels_end;
        let part = |row: &Row| {
            let mut over = row.tokens.iter().filter(|token| token.x0 >= end).peekable();
            let count = row.pieces_from(end).max(over.clone().count());
            let words = !row.ruled && row.values().next().is_none() && over.peek().is_some();
            let label = row.tokens.iter().any(|token| token.x0 < end);
            let own_label = label && (!self.numbered || row.has_number());
            let in_brackets = over.any(|token| is_part_of_note(&token.text));
            words && (!own_label || in_brackets) && (count < 4 || count * 10 < self.columns.values * 6)
        };
        let clause =
            |row: &Row| row.tokens.iter().any(|token| token.text.starts_with('第') && token.text.ends_with('项'));
        let Some(row) = self.row(index).filter(|row| part(row) && !clause(row)) else {
            return false;
        };
        let close = |a: usize, b: usize, most: f64| {
            self.row(a).zip(self.row(b)).is_some_and(|(a, b)| a.step_to(b).is_none_or(|step| step.abs() < most))
        };
        let reach = (1.25 * self.lead).max(1.6 * row.size);
        let first = self.anchors.first().copied().unwrap_or(0);
        if index < first {
            // Above all values only what no row of its own has room for.
            return close(index, first, 0.75 * self.lead.min(1.3 * self.size));
        }
        let reaches = |next: fn(usize) -> Option<usize>| {
            let mut at = index;
            for _ in 0..NOTE {
                let Some(other) = next(at).filter(|&other| close(at, other, reach)) else { return false };
                let Some(row) = self.row(other) else { return false };
                if self.is_anchor(other) || row.values().next().is_some() {
                    return true;
                }
                if !part(row) {
                    return false;
                }
                at = other;
            }
            false
        };
        reaches(|at| at.checked_sub(1)) || reaches(|at| Some(at + 1))
    }

    /// Whether words stand in a column of labels above a label with a number: they are the rest of another row's label.
    fn begins_late<'a>(&self, lines: impl Iterator<Item = &'a Row>) -> bool {
        let mut begun: Vec<usize> = Vec::new();
        for token in lines.flat_map(|row| &row.tokens).filter(|token| token.x0 < self.columns.labels_end) {
            let column = self.columns.of_token(token);
            if is_numbered(&token.text) && begun.contains(&column) {
                return true;
            }
            begun.push(column);
        }
        false
    }

    /// Whether a label with a number stands beside one on the line of the values and in none of its lines on or around that
    /// line: then it is that of a row without values.
    fn holds_another<'a>(&self, own: &Row, lines: impl Iterator<Item = &'a Row>) -> bool {
        let numbered = |token: &&Token| token.x0 < self.columns.labels_end && is_numbered(&token.text);
        let Some(column) = own.tokens.iter().find(numbered).map(|token| self.columns.of_token(token)) else {
            return false;
        };
        let mut above: Vec<usize> = Vec::new();
        for row in lines {
            for token in row.tokens.iter().filter(|token| token.x0 < self.columns.labels_end) {
                let at = self.columns.of_token(token);
                if at > column && row.y < own.y && is_numbered(&token.text) {
                    above.push(at);
                } else if row.y >= own.y {
                    if at > column && row.y > own.y && is_numbered(&token.text) {
                        return true;
                    }
                    above.retain(|open| *open != at);
                }
            }
        }
        !above.is_empty()
    }

    /// Whether one of a label's lines but the last leaves room for more: then the lines are labels of several rows.
    fn ends_early<'a>(&'a self, lines: impl Iterator<Item = &'a Row>) -> bool {
        let end = self.columns.labels_end;
        let label = |row: &'a Row| row.tokens.iter().find(move |token| token.x0 < end);
        let labels: Vec<&Token> = lines.filter_map(label).filter(|token| !is_value(&token.text)).collect();
        let all = self.rows.iter().filter(|row| !is_band(row, self.columns.first_value)).filter_map(label);
        let widest = all.map(|token| token.x1 - token.x0).fold(0.0, f64::max);
        labels
            .split_last()
            .is_some_and(|(_, upper)| upper.iter().any(|token| token.x1 - token.x0 + 1.3 * self.size < widest))
    }

    /// Marks the last row where it may go on below the page's end.
    pub(super) fn doubt_end(&self, row_of: &[usize], grid: &mut [Vec<String>]) {
        let last = self.anchors.last().filter(|_| self.cut).and_then(|&last| row_of.get(last));
        if let Some(line) = last.and_then(|&row| grid.get_mut(row)) {
            line.iter_mut().skip(self.columns.labels).for_each(mark);
        }
    }

    /// Rows of a table without labels that stand below a head of their own, whose columns need not be those above.
    fn under_inner_heads(&self, row_of: &[usize]) -> Vec<usize> {
        let values_alone = |row: &Row| row.tokens.iter().all(|token| stands_for_value(&token.text));
        let labelled =
            self.anchors.iter().filter_map(|&anchor| self.row(anchor)).filter(|row| !values_alone(row)).count();
        let unlabelled = labelled * 2 <= self.anchors.len() && !self.numbered;
        let Some(&first) = self.anchors.first().filter(|_| unlabelled) else { return Vec::new() };
        let head = self.rows.iter().skip(first).position(|row| row.values().next().is_none() && row.tokens.len() >= 2);
        let below = |anchor: &&usize| head.is_some_and(|head| **anchor > first + head);
        self.anchors.iter().filter(below).filter_map(|&anchor| row_of.get(anchor).copied()).collect()
    }

    /// The rows close to one that has no label, or none with a number, where the others have: some of its values may be
    /// theirs.
    fn beside_nameless(&self, row_of: &[usize]) -> Vec<usize> {
        let mut named: Vec<usize> = Vec::new();
        for (row, target) in self.rows.iter().zip(row_of) {
            let words = |token: &Token| token.x0 < self.columns.labels_end && !is_value(&token.text);
            if row.tokens.iter().any(words) && (row.has_number() || !self.numbered) {
                named.push(*target);
            }
        }
        let target = |anchor: &usize| row_of.stands_at(*anchor).copied().unwrap_or(usize::MAX);
        let is_named = |anchor: &usize| named.contains(&target(anchor));
        let mut found = Vec::new();
        for pair in self.anchors.windows(2).filter(|_| self.columns.labels > 0) {
            if let [above, below] = pair
                && is_named(above) != is_named(below)
                && self.distance(*above, *below) < (1.25 * self.lead).max(1.6 * self.size)
            {
                found.extend([target(above), target(below)]);
            }
        }
        found
    }

    /// Marks what is not certain: words among a row's values that may be a piece of a note or the texts of several
    /// cells, what reaches over several columns, every value of a row that two labels claim, and all of columns whose
    /// figures do not stand above each other.
    pub(super) fn doubt(&self, row_of: &[usize], grid: &mut [Vec<String>]) {
        let labels = self.columns.labels;
        let unsteady = self.columns.lacking || self.columns.unsteady(&self.rows, self.size);
        for (index, (row, target)) in self.rows.iter().zip(row_of).enumerate() {
            // A label without values is no row of blanks, and words with digits over the values are no head: they are
            // parts of a row whose other parts were not seen to be its own.
            let over = row.tokens.iter().filter(|token| token.x0 >= self.columns.labels_end);
            let digits = over
                .filter(|token| !is_value(&token.text))
                .any(|token| token.text.contains(|c: char| c.is_ascii_digit()));
            let own = self.anchors.iter().any(|&anchor| row_of.get(anchor) == Some(target));
            if let Some(line) =
                grid.get_mut(*target).filter(|_| !own && (digits || row.has_number() || self.is_above_nameless(index)))
            {
                line.iter_mut().skip(labels).for_each(mark);
            }
        }
        let mut nameless = self.beside_nameless(row_of);
        nameless.extend(self.under_inner_heads(row_of));
        for &anchor in &self.anchors {
            let Some(&target) = row_of.get(anchor) else { continue };
            let Some(line) = grid.get_mut(target) else { continue };
            let unsteady = unsteady || nameless.contains(&target);
            let lines = || self.rows.iter().zip(row_of).filter(|(_, row)| **row == target).map(|(row, _)| row);
            for token in lines().flat_map(|row| &row.tokens) {
                let (first, last) = self.columns.over(token);
                let reaches =
                    first != last && last >= labels && (first >= labels || token.x1 > self.columns.first_value);
                if reaches {
                    line.iter_mut().take(last + 1).skip(first.max(labels)).for_each(mark);
                }
            }
            let numbered = |row: &Row| {
                let labels = row.tokens.iter().filter(|token| token.x0 < self.columns.labels_end);
                labels
                    .filter(|token| is_numbered(&token.text))
                    .map(|token| self.columns.of_token(token))
                    .collect::<Vec<_>>()
            };
            let mut claims: Vec<usize> = lines().flat_map(numbered).collect();
            claims.sort_unstable();
            let claims_late = labels > 0 && self.begins_late(lines());
            let claimed_twice = claims_late
                || self.row(anchor).is_some_and(|own| self.holds_another(own, lines()))
                || claims.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
                || self.columns.values <= 4 && self.ends_early(lines());
            for cell in line.iter_mut().skip(labels) {
                if unsteady || claimed_twice || !is_whole_value(cell) {
                    mark(cell);
                }
            }
        }
    }
}

/// Whether a text is a note in brackets or a piece of one; a head such as `本年收费金额（单位：万元）` is none.
fn is_part_of_note(text: &str) -> bool {
    text.starts_with(['（', '(', '）', ')'])
        || is_open(text)
        || text.starts_with(char::is_numeric) && text.contains(['（', '('])
}

/// Marks a cell as one in doubt.
pub(super) fn mark(cell: &mut String) {
    if !cell.starts_with(UNREADABLE) {
        cell.insert(0, UNREADABLE);
    }
}

/// Whether a cell's text is a value with nothing cut off: a note is closed, words are those that stand for a number, and
/// on several lines there are plain digits, which the sums may put together.
fn is_whole_value(text: &str) -> bool {
    if text.contains('\n') {
        return text.lines().all(|line| !line.is_empty() && line.chars().all(|char| char.is_ascii_digit()));
    }
    match Cell::parse(text) {
        Cell::Text(text) => stands_for_value(&text),
        _ => !is_open(text),
    }
}
