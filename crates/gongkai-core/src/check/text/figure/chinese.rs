//! Numbers in Chinese numerals, and percentages in words.

use crate::numerals;
use rust_decimal::Decimal;

use super::arabic;
use super::scanner::{Printed, Scanner};
use super::{Figure, FigureKind, Precision};
use crate::Number;
use crate::check::text::unit::Unit;

impl Scanner<'_> {
    pub(super) fn percent_in_words(&mut self) -> usize {
        let start = self.at;
        let from = self.skip_space(start + 3);
        let (end, value, step) = if self.get(from).and_then(arabic::digit).is_some() {
            let number = self.number(from);
            (number.end, Some(number.value), number.step)
        } else {
            let end = self.run_of_numerals(from);
            let words: String = (from..end).filter_map(|i| self.get(i)).collect();
            // 百 alone is a whole hundred here, and only here.
            let value = if words == "百" { Some(Number::from(100_u64)) } else { numerals::parse_numeral(&words) };
            (end, value, Number::from(1_u64))
        };
        let Some(value) = value else { return end };
        let precision = self.about(start, end).unwrap_or(Precision::Exact);
        let span = self.byte(start)..self.byte(end);
        self.out.push(Figure { span, value, step, unit: Unit::Percent, kind: FigureKind::Percent, precision });
        end
    }

    fn run_of_numerals(&self, mut index: usize) -> usize {
        while self.get(index).is_some_and(numerals::is_numeral) {
            index += 1;
        }
        index
    }

    pub(super) fn chinese(&mut self) -> usize {
        let start = self.at;
        let end = self.run_of_numerals(start);
        let words: String = (start..end).filter_map(|i| self.get(i)).collect();
        let Some(value) = numerals::parse_numeral(&words) else { return end };
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
        let digit_by_digit = words.chars().count() == 4 && words.chars().all(|c| numerals::digit(c).is_some());
        if digit_by_digit && !self.starts(end, "年") {
            return end;
        }
        let rounded = words.chars().next_back().is_some_and(numerals::is_myriad);
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
}
