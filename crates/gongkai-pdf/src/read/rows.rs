//! Lines as rows of parts, for tables whose columns no rulings show; lines between the same row rulings are one row.

use std::collections::BTreeMap;

use super::cells::is_value;
use super::content::Segment;
use super::lines::{Line, Token, join};

/// The gap between the parts of a row, in sizes of its characters.
pub(super) const GAP: f64 = 0.8;
/// The gap between the numbers of neighbouring columns; digits of one number stand closer.
const DIGITS: f64 = 0.25;
/// The height of the highest row between two rulings, in sizes of its characters.
const HIGHEST: f64 = 14.0;
/// How many rulings above and below a line are looked at.
const RULES: usize = 64;

/// A row with its parts.
pub(super) struct Row {
    pub(super) tokens: Vec<Token>,
    pub(super) y: f64,
    pub(super) size: f64,
    /// Whether rulings above and below say that it is one row and the whole of it.
    pub(super) ruled: bool,
}

impl Row {
    fn of(line: &Line) -> Self {
        Self { tokens: line.tokens_of_row(GAP, DIGITS), y: line.y, size: line.size, ruled: false }
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| is_value(&token.text))
    }

    /// Whether it holds values apart from a label, or several values.
    pub(super) fn has_values(&self) -> bool {
        let values = self.values().count();
        values >= 3 || values >= 1 && values < self.tokens.len() && self.ends_with_value()
    }

    fn ends_with_value(&self) -> bool {
        self.tokens.last().is_some_and(|token| is_value(&token.text))
    }
}

/// The rows that lines make, each with the lines that it is of.
pub(super) fn rows(lines: &[Line], rules: &[Segment]) -> Vec<(Row, Vec<usize>)> {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut rows: Vec<Option<Row>> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let row = Row::of(line);
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
    Some(Row { tokens, y: fullest.y, size, ruled: true })
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
        Row { tokens, y, size: 10.0, ruled: false }
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
