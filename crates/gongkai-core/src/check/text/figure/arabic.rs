//! Numbers in Arabic digits: separators and decimals, and the codes, telephones, dates and ranges that they are in.

use rust_decimal::Decimal;

use super::scanner::{Printed, Scanner};
use super::{FigureKind, Precision};
use crate::Number;

impl Scanner<'_> {
    pub(super) fn arabic(&mut self) -> usize {
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
                let label: String = (start..end).filter_map(|i| self.get(i)).filter_map(digit).map(char_of).collect();
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
        while self.get(index).and_then(digit).is_some() {
            index += 1;
        }
        index
    }

    /// The end of a code, telephone or address that starts here, when it is one.
    fn identifier(&self, start: usize) -> Option<usize> {
        let glued = |c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '/' | '\\' | '#' | '×' | '*');
        let part = |c: char| {
            digit(c).is_some() || c.is_ascii_alphanumeric() || matches!(c, '@' | '_' | '.' | '/' | '-' | '—' | '－')
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
            || (digits > 1 && self.get(start).and_then(digit) == Some(0) && next != Some('.'));
        if !is_code {
            return None;
        }
        while self.get(end).is_some_and(part) {
            end += 1;
        }
        Some(end)
    }

    /// The number printed in Arabic digits from here on, with separators and decimals.
    pub(super) fn number(&self, start: usize) -> Printed {
        let mut end = self.run_of_digits(start);
        let mut digits: String = (start..end).filter_map(|i| self.get(i)).filter_map(digit).map(char_of).collect();
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
            digits.extend((end + 1..end + 4).filter_map(|i| self.get(i)).filter_map(digit).map(char_of));
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
                digits.extend((end + 1..stop).filter_map(|i| self.get(i)).filter_map(digit).map(char_of));
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
}

/// What the last of so many decimals counts.
fn step_of(decimals: usize) -> Number {
    let places = u32::try_from(decimals).unwrap_or(28).min(28);
    Number::from(Decimal::new(1, places))
}

/// The value of an Arabic digit, half or full width.
pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '０'..='９' => u8::try_from(u32::from(c) - u32::from('０')).ok(),
        _ => None,
    }
}

fn char_of(digit: u8) -> char {
    char::from(b'0' + digit.min(9))
}
