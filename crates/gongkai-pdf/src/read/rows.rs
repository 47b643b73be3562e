//! Lines as rows of parts, for tables whose columns no rulings show; lines between the same row rulings are one row.

use std::collections::BTreeMap;

use gongkai_core::page_number::{Around, PageNumber};

use super::cells::is_value;
use super::content::Segment;
use super::continued::is_numbered;
use super::lines::{Line, Token, join};

/// The gap between the parts of a row, in sizes of its characters.
pub(super) const GAP: f64 = 0.8;
/// The gap between the numbers of neighbouring columns; digits of one number stand closer.
pub(super) const DIGITS: f64 = 0.25;
/// The gap between the smallest parts of a line.
const PIECE: f64 = 0.15;
/// The height of the highest row between two rulings, in sizes of its characters.
pub(super) const HIGHEST: f64 = 14.0;
/// The most parts of a row; the form's widest has ten columns.
const PARTS: usize = 200;
/// How many rulings above and below a line are looked at.
const RULES: usize = 64;

/// A row with its parts.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) tokens: Vec<Token>,
    /// The smallest parts of its tokens, which columns may set apart.
    pub(super) pieces: Vec<Token>,
    pub(super) page: usize,
    pub(super) y: f64,
    pub(super) size: f64,
    /// Whether rulings above and below say that it is one row and the whole of it.
    pub(super) ruled: bool,
}

impl Row {
    fn of(line: &Line, page: usize) -> Self {
        let (mut tokens, mut pieces) = (line.tokens_of_row(GAP, DIGITS), line.pieces(PIECE));
        if pieces.len() > PARTS {
            // So many parts are running text set wide, and no table's row.
            pieces.clear();
            tokens = vec![Token { x0: line.x0, x1: line.x1, text: line.text() }];
        }
        Self { tokens, pieces, page, y: line.y, size: line.size, ruled: false }
    }

    /// Parts its tokens between two of their pieces where the test says so; it is given the token, the place of the
    /// first piece behind the cut and that piece's text with all behind it.
    pub(super) fn part(&mut self, apart: impl Fn(&Token, &Token, &str) -> bool) {
        let mut parted: Vec<Token> = Vec::with_capacity(self.tokens.len());
        for token in std::mem::take(&mut self.tokens) {
            let within = |piece: &&Token| piece.x0 >= token.x0 - 0.01 && piece.x1 <= token.x1 + 0.01;
            let pieces: Vec<&Token> = self.pieces.iter().filter(within).collect();
            let mut open: Option<Token> = None;
            for (index, &piece) in pieces.iter().enumerate() {
                let rest: String = pieces.iter().skip(index).map(|piece| piece.text.as_str()).collect();
                match &mut open {
                    Some(part) if !apart(&token, piece, &rest) => {
                        join(&mut part.text, &piece.text);
                        part.x1 = part.x1.max(piece.x1);
                    }
                    _ => parted.extend(open.replace(piece.clone())),
                }
            }
            match (open, pieces.len()) {
                (Some(part), count) if count > 1 && part.x0 > token.x0 => parted.push(part),
                _ => parted.push(token),
            }
        }
        self.tokens = parted;
    }

    /// How far down a row stands from this one; on another page it is not known.
    pub(super) fn step_to(&self, below: &Self) -> Option<f64> {
        (self.page == below.page).then_some(below.y - self.y)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| stands_for_value(&token.text))
    }

    /// How many of its smallest parts stand right of a place.
    pub(super) fn pieces_from(&self, x: f64) -> usize {
        self.pieces.iter().filter(|piece| piece.x0 >= x && !is_value(&piece.text)).count()
    }

    /// Whether a label with a number of its own begins on it.
    pub(super) fn has_number(&self) -> bool {
        self.tokens.iter().any(|token| !is_value(&token.text) && is_numbered(&token.text))
    }

    /// Whether it is words side by side as the head of a table with many columns has them.
    pub(super) fn is_head_of_many(&self) -> bool {
        let words = !self.ruled && self.values().next().is_none() && !self.has_number();
        words && (self.tokens.len() >= 4 || self.tokens.len() >= 2 && self.pieces.len() >= 4 && self.is_loosely_set())
    }

    /// Whether no part of it is as long as a label or a note.
    fn is_loosely_set(&self) -> bool {
        self.pieces.iter().all(|piece| piece.x1 - piece.x0 < 8.0 * self.size && piece.text.chars().count() >= 2)
    }

    /// Whether it is a page's number between dashes, as pages put together leave it within a table.
    pub(super) fn is_page_number(&self) -> bool {
        let near = |a: &Token, b: &Token| b.x0 - a.x1 < 2.0 * self.size;
        let dashed = |text: &str| PageNumber::parse(text).is_some_and(|found| found.around == Around::Dashes);
        match self.tokens.as_slice() {
            [a, b, c] => near(a, b) && near(b, c) && dashed(&[&*a.text, &*b.text, &*c.text].concat()),
            _ => false,
        }
    }

    /// Whether it holds values apart from a label, or several values.
    pub(super) fn has_values(&self) -> bool {
        if self.is_page_number() {
            return false;
        }
        let values = self.values().count();
        values >= 3 || values >= 1 && values < self.tokens.len() && self.ends_with_value()
    }

    /// Whether nothing but values stands on it.
    pub(super) fn is_all_values(&self) -> bool {
        self.tokens.iter().all(|token| is_value(&token.text))
    }

    fn ends_with_value(&self) -> bool {
        self.tokens.last().is_some_and(|token| stands_for_value(&token.text))
    }
}

/// Whether a text is a value, or the word that bodies write for none.
pub(super) fn stands_for_value(text: &str) -> bool {
    is_value(text) || text == "无"
}

/// The rows that lines make, each with the lines that it is of.
pub(super) fn rows(lines: &[Line], rules: &[Segment], page: usize) -> Vec<(Row, Vec<usize>)> {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut rows: Vec<Option<Row>> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let row = Row::of(line, page);
        if let Some(band) = band(&row, rules) {
            groups.entry(band).or_default().push(index);
        }
        rows.push(Some(row));
    }
    let mut made: Vec<(Row, Vec<usize>)> = Vec::with_capacity(rows.len());
    for group in groups.into_values() {
        let parts: Vec<&Row> = group.iter().filter_map(|&index| rows.get(index)?.as_ref()).collect();
        if let Some(row) = one_row(&parts) {
            for &index in &group {
                if let Some(place) = rows.get_mut(index) {
                    *place = None;
                }
            }
            made.push((row, group));
        }
    }
    made.extend(rows.into_iter().enumerate().filter_map(|(index, row)| Some((row?, vec![index]))));
    made.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y));
    made
}

/// The rulings next above and below a row, at its right end: there every row of a table has both.
fn band(row: &Row, rules: &[Segment]) -> Option<(usize, usize)> {
    let at = row.tokens.last()?.middle();
    let covers = |rule: &Segment| rule.from - 2.0 <= at && at <= rule.to + 2.0;
    let middle = row.y - 0.36 * row.size;
    let next = rules.partition_point(|rule| rule.at < middle);
    let above = (next.saturating_sub(RULES)..next).rev().find(|&index| rules.get(index).is_some_and(covers))?;
    let below = (next..rules.len().min(next + RULES)).find(|&index| rules.get(index).is_some_and(covers))?;
    let height = rules.get(below)?.at - rules.get(above)?.at;
    (height < HIGHEST * row.size).then_some((above, below))
}

/// The lines of a band as one row of values; nothing when they are none, or when it is not clear which part goes on
/// with which.
fn one_row(lines: &[&Row]) -> Option<Row> {
    let fullest = lines.iter().max_by_key(|row| row.values().count())?;
    if !lines.iter().any(|row| row.has_values()) {
        return None;
    }
    let mut tokens: Vec<Token> = Vec::new();
    for line in lines {
        for token in &line.tokens {
            let mut over = tokens.iter_mut().filter(|other| other.x0 < token.x1 && token.x0 < other.x1);
            match (over.next(), over.next()) {
                (None, _) => tokens.push(token.clone()),
                (Some(other), None) => {
                    put_under(&mut other.text, &token.text);
                    (other.x0, other.x1) = (other.x0.min(token.x0), other.x1.max(token.x1));
                }
                _ => return None,
            }
        }
    }
    tokens.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let size = lines.iter().map(|row| row.size).fold(0.0, f64::max);
    Some(Row { tokens, pieces: Vec::new(), page: fullest.page, y: fullest.y, size, ruled: true })
}

/// Puts a line of a cell under the lines above it. Where no ruling shows the cell's width, digits on two lines may be
/// one number or two, and stay apart.
fn put_under(text: &mut String, below: &str) {
    let words = !is_value(text) && !is_value(below);
    let note = below.starts_with(['（', '(']) || is_open(text);
    if words || note { join(text, below) } else { text.extend(["\n", below]) }
}

/// Whether a bracket is not closed, or one is closed that was not opened.
pub(super) fn is_open(text: &str) -> bool {
    let count = |signs: [char; 2]| text.matches(signs).count();
    count(['（', '(']) != count(['）', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(y: f64, tokens: &[(f64, f64, &str)]) -> Row {
        let tokens = tokens.iter().map(|&(x0, x1, text)| Token { x0, x1, text: text.to_owned() }).collect();
        Row { tokens, pieces: Vec::new(), page: 1, y, size: 10.0, ruled: false }
    }

    #[test]
    fn lines_of_one_band_are_one_row() {
        let upper = row(10.0, &[(0.0, 60.0, "1.属于国家"), (100.0, 130.0, "1234"), (150.0, 180.0, "51（其中")]);
        let lower =
            row(22.0, &[(0.0, 20.0, "秘密"), (110.0, 130.0, "5"), (150.0, 180.0, "修订2件）"), (200.0, 205.0, "0")]);
        let made = one_row(&[&upper, &lower]).expect("one row");
        let texts: Vec<&str> = made.tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(texts, ["1.属于国家秘密", "1234\n5", "51（其中修订2件）", "0"]);
        assert!(made.ruled);
    }

    #[test]
    fn heads_are_no_rows_of_values() {
        let upper = row(10.0, &[(0.0, 90.0, "法人或其他组织")]);
        let lower = row(22.0, &[(0.0, 40.0, "商业企业"), (50.0, 90.0, "科研机构")]);
        assert!(one_row(&[&upper, &lower]).is_none());
    }

    #[test]
    fn rulings_must_reach_the_end_of_the_row() {
        let rule = |at, from, to| Segment { at, from, to };
        let rules = [rule(0.0, 0.0, 300.0), rule(14.0, 0.0, 100.0), rule(30.0, 0.0, 300.0)];
        assert_eq!(band(&row(12.0, &[(0.0, 20.0, "甲"), (200.0, 205.0, "0")]), &rules), Some((0, 2)));
        assert_eq!(band(&row(12.0, &[(0.0, 20.0, "甲")]), &rules), Some((0, 1)));
        assert_eq!(band(&row(42.0, &[(0.0, 20.0, "甲")]), &rules), None);
    }
}
