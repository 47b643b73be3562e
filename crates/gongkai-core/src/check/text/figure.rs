//! Figures in running text: numbers with their unit, how exact they are, and what kind of thing they number.

use std::ops::Range;

mod arabic;
mod chinese;
mod scanner;

use super::unit::Unit;
use crate::Number;

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figure {
    /// The bytes of the text that it takes, unit included.
    pub span: Range<usize>,
    /// Its value; 万 and 亿 are multiplied out, and an amount of money is in 元.
    pub value: Number,
    /// What its last printed digit counts: 1 for `749`, 1000 for `1.2万`, 0.1 for `33.9%`.
    pub step: Number,
    /// Its unit.
    pub unit: Unit,
    /// What it numbers.
    pub kind: FigureKind,
    /// How exact it is.
    pub precision: Precision,
}

/// What a figure numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FigureKind {
    /// A quantity: 26件, 1.2万元.
    Quantity,
    /// A percentage: 33.9%, 百分之三十, 三成.
    Percent,
    /// A calendar year: 2023年.
    Year,
    /// A month, day or clock time: 12月, 31日.
    Date,
    /// A length of time: 20个工作日, 三年.
    Duration,
    /// A place in an order: 第20条, 第三季度.
    Ordinal,
    /// The label of an item in a list: （一）, 1.
    Label,
    /// The number of a document: 〔2021〕30号.
    Document,
    /// A telephone, code, address or the like.
    Identifier,
}

/// How exact a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Precision {
    /// Said exactly.
    Exact,
    /// Rounded to its last printed digit: 1.2万件.
    Rounded,
    /// Said to be about so much: 余, 近, 约, 超, 以上.
    Approximate,
    /// One end of a range: 3—5件.
    Range,
    /// Its digits can be read in two ways: `12，345`.
    Doubtful,
}

/// Reads every figure of a text in order.
///
/// ```
/// use gongkai_core::Number;
/// use gongkai_core::check::text::{FigureKind, figures};
/// let read = figures("2023年共收到申请1,295件，占33.9%。");
/// let kinds: Vec<FigureKind> = read.iter().map(|figure| figure.kind).collect();
/// assert_eq!(kinds, [FigureKind::Year, FigureKind::Quantity, FigureKind::Percent]);
/// assert_eq!(read[1].value, Number::from(1295_u64));
/// ```
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
    scanner::Scanner::new(text).run()
}

#[cfg(test)]
mod tests;
