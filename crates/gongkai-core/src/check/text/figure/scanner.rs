//! Going through a text figure by figure: what stands around a number, its multiplier and its unit.

use super::{Figure, FigureKind, Precision, arabic};
use crate::Number;
use crate::Within;
use crate::check::text::unit::{UNITS, Unit};
use crate::numerals;

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

/// A text as its figures are read.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    chars: Vec<(usize, char)>,
    pub(super) at: usize,
    pub(super) out: Vec<Figure>,
    in_title: bool,
}

/// A number as printed, before its unit is known.
pub(super) struct Printed {
    /// The index of the first character after it.
    pub(super) end: usize,
    pub(super) value: Number,
    pub(super) step: Number,
    pub(super) precision: Precision,
    pub(super) whole_digits: usize,
    pub(super) leading_zero: bool,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, chars: text.char_indices().collect(), at: 0, out: Vec::new(), in_title: false }
    }

    pub(super) fn run(mut self) -> Vec<Figure> {
        while let Some(c) = self.get(self.at) {
            match c {
                '《' => self.in_title = true,
                '》' => self.in_title = false,
                _ => {}
            }
            let next = if arabic::digit(c).is_some() {
                self.arabic()
            } else if c == '百' && self.starts(self.at, "百分之") {
                self.percent_in_words()
            } else if numerals::is_numeral(c) {
                self.chinese()
            } else {
                self.at + 1
            };
            self.at = next.max(self.at + 1);
        }
        self.out
    }

    pub(super) fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|&(_, c)| c)
    }

    pub(super) fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.text.len(), |&(byte, _)| byte)
    }

    pub(super) fn starts(&self, index: usize, word: &str) -> bool {
        self.text.get(self.byte(index)..).is_some_and(|rest| rest.starts_with(word))
    }

    /// The text before a character, for looking at what stands directly in front.
    pub(super) fn before(&self, index: usize) -> &str {
        self.text.within(..self.byte(index)).trim_end()
    }

    pub(super) fn skip_space(&self, mut index: usize) -> usize {
        while self.get(index).is_some_and(char::is_whitespace) {
            index += 1;
        }
        index
    }

    pub(super) fn push(&mut self, start: usize, end: usize, value: Number, kind: FigureKind) {
        let span = self.byte(start)..self.byte(end);
        let step = Number::from(1_u64);
        self.out.push(Figure { span, value, step, unit: Unit::None, kind, precision: Precision::Exact });
    }

    /// Whether an item's label may stand here: at the start of the text, or after a stop.
    pub(super) fn may_be_label(&self, start: usize) -> bool {
        self.before(start).chars().next_back().is_none_or(|c| matches!(c, '。' | '；' | '：' | ';' | ':' | '\n'))
    }

    pub(super) fn in_brackets(&self, start: usize, end: usize) -> bool {
        self.before(start).ends_with(['（', '(', '〔', '[', '【', '［'])
            && self.get(self.skip_space(end)).is_some_and(|c| matches!(c, '）' | ')' | '〕' | ']' | '】' | '］'))
    }

    /// Whether words around a number make it approximate.
    pub(super) fn about(&self, start: usize, end: usize) -> Option<Precision> {
        let before = self.before(start);
        // “上百件” is about a hundred; before Arabic digits, “申请数21件”, such a word ends another.
        let in_words = self.get(start).is_some_and(numerals::is_numeral);
        let about = ABOUT_BEFORE.iter().any(|word| before.ends_with(word) && (in_words || !VAGUE.contains(word)))
            && !NOT_ABOUT.iter().any(|word| before.ends_with(word));
        let after = ABOUT_AFTER.iter().any(|word| self.starts(self.skip_space(end), word));
        (about || after).then_some(Precision::Approximate)
    }

    /// Reads what follows a number, its multiplier and its unit, and records the figure.
    pub(super) fn finish(&mut self, start: usize, number: Printed) -> usize {
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
                    if self.unit_at(next + 1).is_some() || self.get(next + 1).is_some_and(numerals::is_myriad) =>
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
        let rest = self.text.within(self.byte(index)..);
        UNITS
            .iter()
            .find(|(word, ..)| rest.starts_with(word))
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
