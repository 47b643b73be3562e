//! Figures in running text: numbers with their unit, how exact they are, and what kind of thing they number.

use std::ops::Range;

use rust_decimal::Decimal;

use super::numeral;
use super::unit::{UNITS, Unit};
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
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    Scanner { text, chars, at: 0, out: Vec::new(), in_title: false }.run()
}

/// Words before a number that make it approximate, and words that only look like one of them.
const ABOUT_BEFORE: &[&str] = &[
    "约",
    "近",
    "超",
    "超过",
    "逾",
    "不少于",
    "不低于",
    "不超过",
    "至少",
    "接近",
    "将近",
    "不足",
    "不到",
    "上",
    "数",
    "几",
    "近乎",
    "达到近",
    "最多",
];
const VAGUE: &[&str] = &["上", "数", "几"];
const NOT_ABOUT: &[&str] = &[
    "预约",
    "节约",
    "公约",
    "条约",
    "签约",
    "附近",
    "网上",
    "线上",
    "以上",
    "计数",
    "件数",
    "总数",
    "人数",
    "次数",
    "份数",
    "数量数",
];
const ABOUT_AFTER: &[&str] = &["左右", "以上", "以下", "以内", "上下", "不等"];

struct Scanner<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
    out: Vec<Figure>,
    in_title: bool,
}

/// A number as printed, before its unit is known.
struct Printed {
    /// The index of the first character after it.
    end: usize,
    value: Number,
    step: Number,
    precision: Precision,
    whole_digits: usize,
    leading_zero: bool,
}

impl Scanner<'_> {
    fn run(mut self) -> Vec<Figure> {
        while let Some(c) = self.get(self.at) {
            match c {
                '《' => self.in_title = true,
                '》' => self.in_title = false,
                _ => {}
            }
            let next = if ascii_digit(c).is_some() {
                self.arabic()
            } else if self.starts(self.at, "百分之") {
                self.percent_in_words()
            } else if numeral::is_numeral(c) {
                self.chinese()
            } else {
                self.at + 1
            };
            self.at = next.max(self.at + 1);
        }
        self.out
    }

    fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|&(_, c)| c)
    }

    fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.text.len(), |&(byte, _)| byte)
    }

    fn starts(&self, index: usize, word: &str) -> bool {
        self.text.get(self.byte(index)..).is_some_and(|rest| rest.starts_with(word))
    }

    /// The text before a character, for looking at what stands directly in front.
    fn before(&self, index: usize) -> &str {
        self.text.get(..self.byte(index)).unwrap_or_default().trim_end()
    }

    fn skip_space(&self, mut index: usize) -> usize {
        while self.get(index).is_some_and(char::is_whitespace) {
            index += 1;
        }
        index
    }

    fn push(&mut self, start: usize, end: usize, value: Number, kind: FigureKind) {
        let span = self.byte(start)..self.byte(end);
        let step = Number::from(1_u64);
        self.out.push(Figure { span, value, step, unit: Unit::None, kind, precision: Precision::Exact });
    }

    /// Whether an item's label may stand here: at the start of the text, or after a stop.
    fn may_be_label(&self, start: usize) -> bool {
        self.before(start).chars().next_back().is_none_or(|c| matches!(c, '。' | '；' | '：' | ';' | ':' | '\n'))
    }

    fn in_brackets(&self, start: usize, end: usize) -> bool {
        self.before(start).ends_with(['（', '(', '〔', '[', '【', '［'])
            && self.get(self.skip_space(end)).is_some_and(|c| matches!(c, '）' | ')' | '〕' | ']' | '】' | '］'))
    }

    fn arabic(&mut self) -> usize {
        let start = self.at;
        if let Some(end) = self.identifier(start) {
            self.push(start, end, Number::ZERO, FigureKind::Identifier);
            return end;
        }
        let number = self.number(start);
        // “1.2023年” is the label “1.” and the year, not a number with four decimals.
        if self.may_be_label(start) && number.whole_digits <= 2 && self.get(start + number.whole_digits) == Some('.') {
            let after = self.run_of_digits(start + number.whole_digits + 1);
            let year = number.end == after && after == start + number.whole_digits + 5 && self.starts(after, "年");
            if year || number.end == start + number.whole_digits {
                let end = start + number.whole_digits;
                let label: String =
                    (start..end).filter_map(|i| self.get(i)).filter_map(ascii_digit).map(char_of).collect();
                self.push(start, end, label.parse().unwrap_or_default(), FigureKind::Label);
                return end + 1;
            }
        }
        if let Some(end) = self.linked(start, &number) {
            return end;
        }
        self.finish(start, number)
    }

    fn run_of_digits(&self, mut index: usize) -> usize {
        while self.get(index).and_then(ascii_digit).is_some() {
            index += 1;
        }
        index
    }

    /// The end of a code, telephone or address that starts here, when it is one.
    fn identifier(&self, start: usize) -> Option<usize> {
        let glued = |c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '/' | '\\' | '#' | '×' | '*');
        let part = |c: char| {
            ascii_digit(c).is_some()
                || c.is_ascii_alphanumeric()
                || matches!(c, '@' | '_' | '.' | '/' | '-' | '—' | '－')
        };
        let before = self.before(start).chars().next_back();
        let mut end = self.run_of_digits(start);
        let digits = end - start;
        let next = self.get(end);
        let dotted_twice = next == Some('.') && {
            let second = self.run_of_digits(end + 1);
            second > end + 1 && self.get(second) == Some('.') && self.run_of_digits(second + 1) > second + 1
        };
        let is_code = before.is_some_and(glued)
            || next.is_some_and(glued)
            || digits > 12
            || dotted_twice
            || (digits > 1 && self.get(start).and_then(ascii_digit) == Some(0) && next != Some('.'));
        if !is_code {
            return None;
        }
        while self.get(end).is_some_and(part) {
            end += 1;
        }
        Some(end)
    }

    /// The number printed in Arabic digits from here on, with separators and decimals.
    fn number(&self, start: usize) -> Printed {
        let mut end = self.run_of_digits(start);
        let mut digits: String =
            (start..end).filter_map(|i| self.get(i)).filter_map(ascii_digit).map(char_of).collect();
        let mut precision = Precision::Exact;
        let mut whole_digits = end - start;
        let leading_zero = digits.starts_with('0') && digits.len() > 1;
        let mut group = whole_digits;
        while group <= 3
            && whole_digits <= 12
            && !leading_zero
            && let Some(separator) = self.get(end)
            && matches!(separator, ',' | '，' | ' ' | '\u{2009}' | '\u{a0}')
            && self.run_of_digits(end + 1) == end + 4
        {
            if separator != ',' {
                precision = Precision::Doubtful;
            }
            digits.extend((end + 1..end + 4).filter_map(|i| self.get(i)).filter_map(ascii_digit).map(char_of));
            end += 4;
            whole_digits += 3;
            group = 3;
        }
        let mut decimals = 0;
        if matches!(self.get(end), Some('.' | '．')) {
            let stop = self.run_of_digits(end + 1);
            if stop > end + 1 {
                decimals = stop - end - 1;
                digits.push('.');
                digits.extend((end + 1..stop).filter_map(|i| self.get(i)).filter_map(ascii_digit).map(char_of));
                end = stop;
            }
        }
        let value = digits.parse().unwrap_or_default();
        let step = step_of(decimals);
        Printed { end, value, step, precision, whole_digits, leading_zero }
    }

    /// Numbers linked by a dash: telephones, dates, spans of years, ranges of quantities.
    fn linked(&mut self, start: usize, first: &Printed) -> Option<usize> {
        let dash = |c: char| matches!(c, '-' | '－' | '–' | '—' | '~' | '～' | '−' | '至' | '到');
        let mut groups = vec![(start, first.end)];
        let mut end = first.end;
        loop {
            let mut next = end;
            // A year of a span may carry its 年 before the dash: 2021年至2023年 are two figures, so stop there.
            while self.get(next).is_some_and(dash) && next < end + 2 {
                next += 1;
            }
            let stop = self.run_of_digits(next);
            if next == end || stop == next {
                break;
            }
            let number = self.number(next);
            groups.push((next, number.end));
            end = number.end;
        }
        if groups.len() < 2 {
            return None;
        }
        let lengths: Vec<usize> = groups.iter().map(|(from, to)| to - from).collect();
        let starts_date = first.whole_digits == 4 && lengths.get(1).is_some_and(|&length| length <= 2);
        let kind = if first.leading_zero || lengths.iter().any(|&length| length >= 7) {
            FigureKind::Identifier
        } else if starts_date {
            FigureKind::Date
        } else if lengths.iter().all(|&length| length == 4) && self.starts(self.skip_space(end), "年") {
            for (from, to) in groups {
                let value = self.number(from).value;
                self.push(from, to, value, FigureKind::Year);
            }
            return Some(end);
        } else {
            let last = self.number(groups.last().map_or(start, |group| group.0));
            let number = Printed { end, precision: Precision::Range, ..last };
            return Some(self.finish(start, number));
        };
        self.push(start, end, first.value, kind);
        Some(end)
    }

    fn percent_in_words(&mut self) -> usize {
        let start = self.at;
        let from = self.skip_space(start + 3);
        let (end, value, step) = if self.get(from).and_then(ascii_digit).is_some() {
            let number = self.number(from);
            (number.end, Some(number.value), number.step)
        } else {
            let end = self.run_of_numerals(from);
            let words: String = (from..end).filter_map(|i| self.get(i)).collect();
            // 百 alone is a whole hundred here, and only here.
            let value = if words == "百" { Some(Number::from(100_u64)) } else { numeral::parse_numeral(&words) };
            (end, value, Number::from(1_u64))
        };
        let Some(value) = value else { return end };
        let precision = self.about(start, end).unwrap_or(Precision::Exact);
        let span = self.byte(start)..self.byte(end);
        self.out.push(Figure { span, value, step, unit: Unit::Percent, kind: FigureKind::Percent, precision });
        end
    }

    fn run_of_numerals(&self, mut index: usize) -> usize {
        while self.get(index).is_some_and(numeral::is_numeral) {
            index += 1;
        }
        index
    }

    fn chinese(&mut self) -> usize {
        let start = self.at;
        let end = self.run_of_numerals(start);
        let words: String = (start..end).filter_map(|i| self.get(i)).collect();
        let Some(value) = numeral::parse_numeral(&words) else { return end };
        let next = self.get(end);
        if self.in_brackets(start, end) || (self.may_be_label(start) && matches!(next, Some('、' | '.' | '．'))) {
            self.push(start, end, value, FigureKind::Label);
            return end;
        }
        if next == Some('成') && value < Number::from(10_u64) {
            if self.get(end + 1).is_none_or(|c| matches!(c, '以' | '，' | '。' | '、' | '；' | '左' | '多')) {
                let tenths = Number::from(value.decimal() * Decimal::TEN);
                let span = self.byte(start)..self.byte(end + 1);
                let step = Number::from(10_u64);
                let precision = Precision::Approximate;
                self.out.push(Figure {
                    span,
                    value: tenths,
                    step,
                    unit: Unit::Percent,
                    kind: FigureKind::Percent,
                    precision,
                });
            }
            return end + 1;
        }
        let digit_by_digit = words.chars().count() == 4 && words.chars().all(|c| numeral::digit(c).is_some());
        if digit_by_digit && !self.starts(end, "年") {
            return end;
        }
        let rounded = words.chars().next_back().is_some_and(numeral::is_myriad);
        let step = if rounded { Number::from(10_000_u64) } else { Number::from(1_u64) };
        // 一 before a measure word is an article more often than a number: 一件事, 一项重要工作.
        let article = matches!(words.as_str(), "一" | "两");
        let precision = if article { Precision::Doubtful } else { Precision::Exact };
        let whole_digits = if digit_by_digit { 4 } else { 1 };
        let number = Printed { end, value, step, precision, whole_digits, leading_zero: false };
        let known = self.out.len();
        let after = self.finish(start, number);
        // A numeral that counts nothing is a word: 统一, 万众, 十分.
        let counts = self
            .out
            .last()
            .is_some_and(|figure| figure.unit != Unit::None || !matches!(figure.kind, FigureKind::Quantity));
        let goes_on = |c: char| matches!(c, '事' | '性' | '致' | '套' | '站' | '网' | '体' | '龙' | '把' | '样');
        let article = article && self.get(after).is_some_and(goes_on);
        if self.out.len() > known && (!counts || article) {
            self.out.truncate(known);
            return end;
        }
        after
    }

    /// Whether words around a number make it approximate.
    fn about(&self, start: usize, end: usize) -> Option<Precision> {
        let before = self.before(start);
        // “上百件” is about a hundred; before Arabic digits, “申请数21件”, such a word ends another.
        let in_words = self.get(start).is_some_and(numeral::is_numeral);
        let about = ABOUT_BEFORE.iter().any(|word| before.ends_with(word) && (in_words || !VAGUE.contains(word)))
            && !NOT_ABOUT.iter().any(|word| before.ends_with(word));
        let after = ABOUT_AFTER.iter().any(|word| self.starts(self.skip_space(end), word));
        (about || after).then_some(Precision::Approximate)
    }

    /// Reads what follows a number, its multiplier and its unit, and records the figure.
    fn finish(&mut self, start: usize, number: Printed) -> usize {
        let Printed { mut end, mut value, mut step, mut precision, whole_digits, .. } = number;
        if self.in_brackets(start, end) {
            let kind =
                if self.before(start).ends_with(['（', '(']) { FigureKind::Label } else { FigureKind::Document };
            self.push(start, end, value, kind);
            return end;
        }
        for _ in 0..3 {
            let next = self.skip_space(end);
            let factor = match self.get(next) {
                Some('余' | '多')
                    if self.unit_at(next + 1).is_some() || self.get(next + 1).is_some_and(numeral::is_myriad) =>
                {
                    precision = Precision::Approximate;
                    end = next + 1;
                    continue;
                }
                Some('万' | '萬') => 10_000_u64,
                Some('亿' | '億') => 100_000_000,
                Some('千') if self.get(next + 1) != Some('米') => 1000,
                Some('百') if !self.starts(next, "百分") => 100,
                _ => break,
            };
            let by = Number::from(factor);
            let scaled = |n: Number| n.decimal().checked_mul(by.decimal()).map(Number::from);
            let (Some(scaled_value), Some(scaled_step)) = (scaled(value), scaled(step)) else { break };
            (value, step) = (scaled_value, scaled_step);
            if precision == Precision::Exact {
                precision = Precision::Rounded;
            }
            end = next + 1;
        }
        let at = self.skip_space(end);
        let (length, unit, kind) = self.unit_at(at).unwrap_or((0, Unit::None, FigureKind::Quantity));
        let after = if length == 0 { end } else { at + length };
        // An amount in 万元 is as exact as its digits: 7730.28万元 is not a rounded count.
        let kind = match kind {
            _ if self.before(start).ends_with('第') => FigureKind::Ordinal,
            FigureKind::Year if whole_digits != 4 || !is_calendar_year(value) => FigureKind::Duration,
            kind => kind,
        };
        if let Some(about) = self.about(start, after) {
            precision = about;
        }
        // Nothing that is counted in whole pieces has decimals: “1.12件” may be the label 1 and 12件.
        let uncountable = kind == FigureKind::Quantity && unit != Unit::Yuan && unit != Unit::None && !value.is_whole();
        if self.in_title || uncountable {
            precision = Precision::Doubtful;
        }
        let span = self.byte(start)..self.byte(after);
        self.out.push(Figure { span, value, step, unit, kind, precision });
        after
    }

    /// The unit that starts at a character: how many characters it takes, what it is.
    fn unit_at(&self, index: usize) -> Option<(usize, Unit, FigureKind)> {
        UNITS
            .iter()
            .find(|(word, ..)| self.starts(index, word))
            .map(|&(word, unit, kind)| (word.chars().count(), unit, kind))
            // 部门, 家庭, 人民, 项目 and 件数 are words of their own, not units before what is counted.
            .filter(|&(length, ..)| {
                let pair: String = (index..index + length + 1).filter_map(|i| self.get(i)).collect();
                !matches!(
                    pair.as_str(),
                    "部门" | "人民" | "家庭" | "日常" | "时间" | "时代" | "天津" | "期间" | "名称" | "户籍"
                )
            })
    }
}

fn is_calendar_year(value: Number) -> bool {
    (Number::from(1949_u64)..=Number::from(2100_u64)).contains(&value)
}

/// What the last of so many decimals counts.
fn step_of(decimals: usize) -> Number {
    let places = u32::try_from(decimals).unwrap_or(28).min(28);
    Number::from(Decimal::new(1, places))
}

/// The value of an Arabic digit, half or full width.
fn ascii_digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '０'..='９' => u8::try_from(u32::from(c) - u32::from('０')).ok(),
        _ => None,
    }
}

fn char_of(digit: u8) -> char {
    char::from(b'0' + digit.min(9))
}

#[cfg(test)]
mod tests;
