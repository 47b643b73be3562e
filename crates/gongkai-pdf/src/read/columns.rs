//! The columns of a table without column rulings: where the figures of all its rows stand above each other, where its
//! heads stand, and where its labels begin.

use super::cells::is_value;
use super::continued::is_numbered;
use super::lines::Token;
use super::rows::{GAP, Row, is_open};
use gongkai_core::StandsAt as _;

/// How far an edge stands off the figures that reach farthest.
const HAIR: f64 = 0.1;

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// The edges, one more than columns.
    pub(super) xs: Vec<f64>,
    /// How many of the columns hold labels.
    pub(super) labels: usize,
    /// Where the first column of values begins.
    pub(super) first_value: f64,
    /// How many columns of values there are.
    pub(super) values: usize,
    /// Where labels end: what stands right of it stands over the values.
    pub(super) labels_end: f64,
    /// Whether there are more heads than columns with figures, and it is not clear which of them has none.
    pub(super) lacking: bool,
}

impl Columns {
    /// The columns of rows, whose glued parts are set apart on the way; `head` is how many rows stand before the first
    /// with values.
    pub(super) fn of(rows: &mut [Row], size: f64, head: impl Fn(&[Row]) -> usize) -> Option<Self> {
        part_figures(rows);
        let spans = figure_spans(rows.iter());
        let first = *spans.first()?;
        for row in rows.iter_mut().filter(|row| row.values().next().is_some()) {
            // A label may run up to the figure beside it.
            row.part(|token, piece, rest| {
                let label = token.text.strip_suffix(rest).unwrap_or(&token.text);
                token.x0 < first.0 - size
                    && is_value(rest)
                    && !is_open(label)
                    && piece.x1 > first.0
                    && piece.x0 < first.1
            });
        }
        let head = head(rows);
        let labels_before = |rows: &[Row], x: f64| -> f64 {
            let labels = rows.iter().filter(|row| row.has_values() && !is_band(row, x)).flat_map(|row| &row.tokens);
            labels.map(|token| token.x1).filter(|end| *end < x).fold(f64::NEG_INFINITY, f64::max)
        };
        let over = labels_before(rows, first.0);
        let heads = rows.get(..head).map(|head| head_spans(head, over, size)).unwrap_or_default();
        let of_heads = edges_of_heads(&spans, &heads, size);
        let lacking = of_heads.is_none() && heads.len() > spans.len();
        let (values, inner) = match of_heads {
            Some(inner) => (heads, inner),
            None => {
                let spans = beside_heads(rows, spans);
                let inner = spans.windows(2).filter_map(|pair| Some(f64::midpoint(pair.first()?.1, pair.last()?.0)));
                let inner = inner.collect();
                (spans, inner)
            }
        };
        let first_value = values.first()?.0.min(first.0);
        part_labels(rows, first_value, size);
        let starts = label_starts(rows, first_value, size);
        let labels = labels(rows, first_value, size);
        let left = labels.iter().map(|token| token.x0).reduce(f64::min).unwrap_or(first_value - size);
        let ends = labels.iter().filter(|token| token.x1 < first_value).map(|token| token.x1);
        let label_end = ends.reduce(f64::max).unwrap_or(left);
        let mut xs: Vec<f64> = starts.iter().map(|start| start - 1.0).collect();
        xs.push(if labels.is_empty() { first_value - size } else { f64::midpoint(label_end, first_value) });
        xs.extend(inner);
        let right = rows.iter().flat_map(|row| &row.tokens).map(|token| token.x1).reduce(f64::max)?;
        xs.push(right + 1.0);
        let labels_end = first_value - GAP * size;
        let columns = Self { xs, labels: starts.len(), first_value, values: values.len(), labels_end, lacking };
        rows.iter_mut().take(head).for_each(|row| columns.part_heads(row));
        Some(columns)
    }

    /// Parts heads of neighbouring columns that stand close: words each of which lies within a column of its own. Single
    /// characters are those of one head that are set apart to fill its place.
    fn part_heads(&self, row: &mut Row) {
        let of_token = |token: &Token| -> Vec<Token> {
            let within = |piece: &&Token| piece.x0 >= token.x0 - 0.01 && piece.x1 <= token.x1 + 0.01;
            row.pieces.iter().filter(within).cloned().collect()
        };
        let mut begins: Vec<f64> = Vec::new();
        for token in row.tokens.iter().filter(|token| token.x0 >= self.labels_end) {
            let pieces = of_token(token);
            let is_head = |piece: &Token| {
                let (first, last) = self.over(piece);
                first == last && piece.text.chars().count() >= 2 && !is_value(&piece.text)
            };
            let own = |pair: &[Token]| matches!(pair, [a, b] if self.at(a.middle()) < self.at(b.middle()));
            if pieces.iter().all(is_head) && pieces.windows(2).all(own) {
                begins.extend(pieces.iter().skip(1).map(|piece| piece.x0));
            }
        }
        if !begins.is_empty() {
            row.part(|_, piece, _| begins.iter().any(|begin| (begin - piece.x0).abs() < 0.01));
        }
    }

    pub(super) fn count(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// The column of a place.
    pub(super) fn at(&self, x: f64) -> usize {
        self.xs.iter().skip(1).take(self.count().saturating_sub(1)).filter(|edge| **edge <= x).count()
    }

    /// Whether there are many columns and the figures of one neither begin nor end nor have their middles at one place,
    /// or more columns have figures than any row has: then they are those of two tables, or of two columns.
    pub(super) fn unsteady(&self, rows: &[Row], size: f64) -> bool {
        let mut figures: Vec<Vec<&Token>> = vec![Vec::new(); self.count()];
        for token in rows.iter().filter(|row| row.has_values()).flat_map(Row::values) {
            let (first, last) = self.over(token);
            if let (true, Some(column)) = (first == last, figures.get_mut(first)) {
                column.push(token);
            }
        }
        let spread = |column: &[&Token], place: fn(&Token) -> f64| {
            let places = || column.iter().map(|token| place(token));
            places().fold(f64::NEG_INFINITY, f64::max) - places().fold(f64::INFINITY, f64::min)
        };
        let steady = |column: &Vec<&Token>| {
            let places = [|token: &Token| token.x0, |token: &Token| token.x1, Token::middle];
            places.into_iter().any(|place| spread(column, place) < 0.8 * size)
        };
        let shown = figures.iter().filter(|column| !column.is_empty()).count();
        let most = rows.iter().map(|row| row.values().count()).max().unwrap_or(0);
        self.values >= 5 && (shown > most + 1 || !figures.iter().filter(|column| column.len() > 1).all(steady))
    }

    /// The column of a part of a row: labels count from where they begin, what stands over the values by its middle.
    pub(super) fn of_token(&self, token: &Token) -> usize {
        let by_middle = is_value(&token.text) || token.x0 >= self.labels_end;
        self.at(if by_middle { token.middle() } else { token.x0 })
    }

    /// The first and the last column that a part reaches into.
    pub(super) fn over(&self, token: &Token) -> (usize, usize) {
        (self.at(token.x0 + 0.5), self.at(token.x1 - 0.5))
    }
}

/// Whether a line is a band between rows, which names what the rows under it are about: words alone that reach over
/// the values, or a clause such as `第二十条第（一）项`. It belongs to no row.
pub(super) fn is_band(row: &Row, first_value: f64) -> bool {
    let [only] = row.tokens.as_slice() else { return false };
    !is_value(&only.text) && (is_clause(row) || only.x1 > first_value + row.size)
}

/// Whether a line is nothing but the name of a clause, such as `第二十条第（一）项`.
pub(super) fn is_clause(row: &Row) -> bool {
    let [only] = row.tokens.as_slice() else { return false };
    only.text.starts_with('第') && only.text.contains('条') && only.text.ends_with('项')
}

/// Sets figures apart that stand close behind a label.
fn part_figures(rows: &mut [Row]) {
    for row in rows {
        let size = row.size;
        let before = row.pieces.clone();
        row.part(|token, piece, rest| {
            let last = before.iter().filter(|other| other.x1 <= piece.x0 + 0.01).map(|other| other.x1);
            let gap = piece.x0 - last.fold(f64::NEG_INFINITY, f64::max);
            let label = token.text.strip_suffix(rest).unwrap_or(&token.text);
            !is_value(&token.text) && is_value(rest) && gap > 0.1 * size && !is_open(label)
        });
    }
}

/// Where figures of several rows stand above each other. A figure that stands over two of another row is one that ran
/// into its neighbour, and shows no column.
pub(super) fn figure_spans<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<(f64, f64)> {
    let mut figures: Vec<(usize, f64, f64)> = Vec::new();
    for (index, row) in rows.enumerate().filter(|(_, row)| row.has_values()) {
        figures.extend(row.values().map(|token| (index, token.x0, token.x1)));
    }
    figures.sort_by(|a, b| a.1.total_cmp(&b.1));
    let allowed = figures.len() / 12;
    let mut left_out = 0;
    loop {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        for (at, &(_, x0, x1)) in figures.iter().enumerate() {
            match (spans.last_mut(), members.last_mut()) {
                (Some((_, end)), Some(held)) if x0 < *end - 0.5 => {
                    *end = end.max(x1);
                    held.push(at);
                }
                _ => {
                    spans.push((x0, x1));
                    members.push(vec![at]);
                }
            }
        }
        let doubled = members.iter().find(|held| {
            let mut of_rows: Vec<usize> = held.iter().filter_map(|&at| Some(figures.get(at)?.0)).collect();
            of_rows.sort_unstable();
            of_rows.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
        });
        let width = |at: usize| figures.stands_at(at).map_or(0.0, |figure| figure.2 - figure.1);
        match doubled.and_then(|held| held.iter().copied().max_by(|&a, &b| width(a).total_cmp(&width(b)))) {
            Some(widest) if left_out < allowed => {
                figures.remove(widest);
                left_out += 1;
            }
            _ => return spans,
        }
    }
}

/// The places of the lowest heads: those of the line with the most of them, and of others beside these.
fn head_spans(head: &[Row], labels_end: f64, size: f64) -> Vec<(f64, f64)> {
    let over = |row: &Row| -> Vec<(f64, f64)> {
        // What begins as a label is one to its end.
        let begins = |piece: &Token| row.tokens.iter().find(|token| token.x1 + 0.01 >= piece.x1).map(|token| token.x0);
        let of_pieces = row.pieces.iter().chain(row.tokens.iter().filter(|_| row.pieces.is_empty()));
        let pieces = of_pieces.filter(|piece| begins(piece).is_some_and(|x0| x0 > labels_end - 0.5 * size));
        words(pieces.collect(), size)
    };
    let lines: Vec<(f64, Vec<(f64, f64)>)> = head.iter().map(|row| (row.y, over(row))).collect();
    let Some((_, most)) = lines.iter().max_by_key(|(_, spans)| spans.len()) else { return Vec::new() };
    let mut found = most.clone();
    let mut others: Vec<(f64, (f64, f64))> =
        lines.iter().flat_map(|(y, spans)| spans.iter().map(move |span| (*y, *span))).collect();
    // Narrow ones first: a head over several columns is wider than those below it.
    others.sort_by(|(y, a), (other_y, b)| {
        let width = |span: &(f64, f64)| ((span.1 - span.0) / size).round();
        width(a).total_cmp(&width(b)).then(other_y.total_cmp(y))
    });
    for (_, (x0, x1)) in others {
        let mut meets = found.iter_mut().filter(|span| x0 < span.1 - 0.5 && x1 > span.0 + 0.5);
        match (meets.next(), meets.next()) {
            (None, _) => found.push((x0, x1)),
            (Some(only), None) if x1 - x0 < only.1 - only.0 + 1.5 * size => {
                *only = (only.0.min(x0), only.1.max(x1));
            }
            _ => {}
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found
}

/// The places of words; two characters set apart to fill their place, as in `总 计`, are one. In a line with more single
/// characters than two such words have, each is the rest of a word above it.
fn words(pieces: Vec<&Token>, size: f64) -> Vec<(f64, f64)> {
    let single = |piece: &Token| piece.x1 - piece.x0 < 1.3 * size;
    let few = pieces.iter().filter(|piece| single(piece)).count() <= 4;
    let mut spans: Vec<(f64, f64)> = Vec::with_capacity(pieces.len());
    let mut open = false;
    for piece in pieces {
        match spans.last_mut() {
            Some(before) if few && open && single(piece) && piece.x0 - before.1 < 1.6 * size => {
                before.1 = piece.x1;
                open = false;
            }
            _ => {
                spans.push((piece.x0, piece.x1));
                open = single(piece);
            }
        }
    }
    spans
}

/// The inner edges of columns that heads show: halfway between their middles, when each column of figures lies within
/// one of its own. So columns without any figure have their place too.
fn edges_of_heads(spans: &[(f64, f64)], heads: &[(f64, f64)], size: f64) -> Option<Vec<f64>> {
    if heads.len() < 2 || heads.len() < spans.len() {
        return None;
    }
    let middle = |span: &(f64, f64)| f64::midpoint(span.0, span.1);
    let mut inner: Vec<f64> =
        heads.windows(2).filter_map(|pair| Some(f64::midpoint(middle(pair.first()?), middle(pair.last()?)))).collect();
    let mut taken = Vec::new();
    for span in spans {
        let column = inner.iter().filter(|edge| **edge <= middle(span)).count();
        let left = column.checked_sub(1).and_then(|at| inner.get(at)).copied().unwrap_or(f64::NEG_INFINITY);
        let right = inner.get(column).copied().unwrap_or(f64::INFINITY);
        if taken.contains(&column) || span.0 < left - 0.6 * size || span.1 > right + 0.6 * size {
            return None;
        }
        taken.push(column);
    }
    // Figures set to a side of their column may reach over the place between two heads.
    for (span, column) in spans.iter().zip(taken) {
        if let Some(left) = column.checked_sub(1).and_then(|at| inner.get_mut(at)) {
            *left = left.min(span.0 - HAIR);
        }
        if let Some(right) = inner.get_mut(column) {
            *right = right.max(span.1 + HAIR);
        }
    }
    Some(inner)
}

/// Columns that figures alone show, wide enough for their heads: values may stand at one side of a column whose head is
/// in the middle.
fn beside_heads(rows: &[Row], mut columns: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    widen_first(rows, &mut columns);
    for row in rows.iter().filter(|row| row.values().next().is_none()) {
        let Some(skip) = row.tokens.len().checked_sub(columns.len()).filter(|skip| *skip <= 1) else { continue };
        let wider: Vec<(f64, f64)> = (columns.iter().zip(row.tokens.iter().skip(skip)))
            .map(|((x0, x1), token)| (x0.min(token.x0), x1.max(token.x1)))
            .collect();
        // A single head must stand beside a label's and over the values to be one.
        let over = columns.len() >= 2 || skip == 1 && overlaps(row.tokens.last(), columns.first());
        if over && wider.windows(2).all(|pair| matches!(pair, [(_, end), (start, _)] if start > end)) {
            columns = wider;
        }
    }
    columns
}

fn overlaps(token: Option<&Token>, column: Option<&(f64, f64)>) -> bool {
    matches!((token, column), (Some(token), Some((x0, x1))) if token.x0 <= *x1 && token.x1 >= *x0)
}

/// Lets the first column begin with the widest head over it. A head that begins left of all values is no label: it
/// stands behind all labels, over the values or, where these are set to the right, beside them.
fn widen_first(rows: &[Row], columns: &mut [(f64, f64)]) {
    let Some(first) = columns.first_mut() else { return };
    let values = *first;
    let labels = rows.iter().filter(|row| row.has_values()).flat_map(|row| &row.tokens);
    let labels_end = labels.map(|label| label.x1).filter(|end| *end < values.0).fold(f64::NEG_INFINITY, f64::max);
    for row in rows.iter().filter(|row| row.values().next().is_none()) {
        let heads = row.tokens.iter().skip(1).filter(|head| head.x0 > labels_end && head.x0 < values.1);
        if let [head] = heads.collect::<Vec<_>>().as_slice() {
            first.0 = first.0.min(head.x0);
        }
    }
}

/// The parts left of the values.
fn labels(rows: &[Row], first_value: f64, size: f64) -> Vec<&Token> {
    let labelled = rows.iter().filter(|row| !is_band(row, first_value));
    labelled.flat_map(|row| &row.tokens).filter(|token| token.x0 < first_value - GAP * size).collect()
}

/// Where the columns of labels begin. What stands first in its row may only be set in: another column shows beside
/// something or by its number.
fn label_starts(rows: &[Row], first_value: f64, size: f64) -> Vec<f64> {
    let set_apart = rows.iter().flat_map(|row| {
        let parts = row.tokens.iter().enumerate();
        parts.filter(|(at, token)| *at > 0 || is_numbered(&token.text)).map(|(_, token)| token.x0)
    });
    let mut starts: Vec<f64> = set_apart.filter(|start| *start < first_value - GAP * size).collect();
    starts.extend(labels(rows, first_value, size).iter().map(|token| token.x0).reduce(f64::min));
    starts.sort_by(f64::total_cmp);
    let mut columns: Vec<f64> = Vec::new();
    for start in starts {
        if columns.last().is_none_or(|last| start - last > 3.0 * size) {
            columns.push(start);
        }
    }
    columns
}

/// Parts labels of neighbouring columns that stand close: where a piece begins at the place at which labels of several
/// other rows begin.
fn part_labels(rows: &mut [Row], first_value: f64, size: f64) {
    let mut begins: Vec<f64> = rows
        .iter()
        .filter(|row| !is_band(row, first_value))
        .flat_map(|row| row.tokens.iter().filter(|token| is_numbered(&token.text)).map(|token| token.x0))
        .filter(|start| *start < first_value - GAP * size)
        .collect();
    begins.sort_by(f64::total_cmp);
    let near = |x: f64| begins.iter().filter(|start| (**start - x).abs() < 0.35 * size).count();
    for row in rows.iter_mut().filter(|row| !is_band(row, first_value)) {
        row.part(|token, piece, _| {
            piece.x0 > token.x0 + size && piece.x0 < first_value - GAP * size && near(piece.x0) >= 2
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(x0: f64, x1: f64) -> Token {
        Token { text: "字".to_owned(), x0, x1 }
    }

    /// A line whose parts stand so close that they are one token.
    fn close(pieces: &[(f64, f64, &str)]) -> Row {
        let pieces: Vec<Token> = pieces.iter().map(|&(x0, x1, text)| Token { text: text.to_owned(), x0, x1 }).collect();
        let text = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let (x0, x1) = (pieces.first().map_or(0.0, |piece| piece.x0), pieces.last().map_or(0.0, |piece| piece.x1));
        Row { tokens: vec![Token { text, x0, x1 }], pieces, page: 1, y: 0.0, size: 10.0, ruled: false }
    }

    #[test]
    fn close_heads_are_parted_where_each_lies_in_a_column() {
        let columns = Columns {
            xs: vec![0.0, 100.0, 150.0, 200.0],
            labels: 1,
            first_value: 100.0,
            values: 2,
            labels_end: 92.0,
            lacking: false,
        };
        let parted = |mut row: Row| {
            columns.part_heads(&mut row);
            row.tokens.into_iter().map(|token| token.text).collect::<Vec<_>>()
        };
        assert_eq!(parted(close(&[(104.0, 147.0, "社会公益"), (152.0, 195.0, "法律服务")])), ["社会公益", "法律服务"]);
        // A head over both columns, one whose characters are set apart, two words of one column, and a label.
        assert_eq!(parted(close(&[(104.0, 170.0, "法人或其他"), (175.0, 195.0, "组织")])).len(), 1);
        assert_eq!(parted(close(&[(130.0, 140.0, "总"), (160.0, 170.0, "计")])).len(), 1);
        assert_eq!(parted(close(&[(104.0, 124.0, "其他"), (128.0, 148.0, "结果")])).len(), 1);
        assert_eq!(parted(close(&[(10.0, 90.0, "行政强制"), (104.0, 140.0, "数量")])).len(), 1);
    }

    #[test]
    fn two_characters_set_apart_are_one_head() {
        let pieces = [token(0.0, 30.0), token(50.0, 60.0), token(70.0, 80.0), token(100.0, 110.0), token(120.0, 130.0)];
        assert_eq!(words(pieces.iter().collect(), 10.0), [(0.0, 30.0), (50.0, 80.0), (100.0, 130.0)]);
    }

    #[test]
    fn a_line_of_single_characters_is_the_rest_of_as_many_heads() {
        let pieces: Vec<Token> = [0.0, 20.0, 40.0, 60.0, 80.0].map(|x| token(x, x + 10.0)).into();
        assert_eq!(words(pieces.iter().collect(), 10.0).len(), 5);
    }
}
