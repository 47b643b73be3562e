//! A change that a statement gives with the values that it is made of: this year's, last year's, and their difference.

use crate::Within;
use rust_decimal::Decimal;

use super::{Sentence, is_count};
use crate::check::text::{Figure, FigureKind, Precision, figures, found};

/// Words for the time that a change is against.
const LAST_YEAR: &[&str] = &["去年", "上年", "上一年", "前一年", "上个年度", "同期", "年初", "往年"];
/// Words that a value of that time stands directly behind: “由8件增加到10件”.
const FROM: &[&str] = &["由", "从"];
/// Words for more and for less.
const MORE: &[&str] =
    &["增加", "增长", "上升", "增至", "升至", "增到", "升到", "多", "增幅", "升幅", "涨幅", "提高", "净增"];
const LESS: &[&str] = &["减少", "下降", "降低", "降至", "减至", "降到", "减到", "少", "降幅", "回落", "净减"];
/// Behind one of those, what is reached rather than by how much.
const REACHED: &[&str] = &["到", "至", "为", "达"];
/// What may stand with a change without saying of what else it is.
const PLAIN: &[&str] = &[
    "同比",
    "环比",
    "相比",
    "比",
    "较",
    "与",
    "了",
    "约",
    "的",
    "幅度",
    "上年度",
    "增",
    "降",
    "率",
    "为",
    "达",
    "到",
    "总体",
    "数量",
    "年",
    "度",
    "，",
    ",",
    "、",
];

/// The values of a change.
#[derive(Debug, Default)]
struct Values<'f> {
    now: Vec<&'f Figure>,
    before: Vec<&'f Figure>,
    difference: Vec<(&'f Figure, Decimal)>,
}

impl Sentence<'_> {
    /// What a change in percent should be by the two values that its statement gives, where it plainly gives them, and by
    /// how much it may be off as they are rounded.
    pub(super) fn change_should_be(&self, percent: &Figure, sign: Decimal) -> Option<(Decimal, Decimal)> {
        let (start, end) = self.statement_around(percent);
        let text = self.text.get(start..end)?;
        let figures: Vec<Figure> = figures(text);
        let changes = |figure: &&Figure| {
            let before = text.within(..figure.span.start);
            let clause = before.rsplit(['，', ',', '、']).next().unwrap_or_default();
            figure.kind == FigureKind::Percent
                && (found(clause, MORE).or_else(|| found(clause, LESS)).is_some() || clause.is_empty())
        };
        let percents = figures.iter().filter(changes).count();
        let own = percent.span.start.checked_sub(start)?;
        if percents != 1 || percent.precision != Precision::Exact || !self.says_only_the_change(text, &figures, own) {
            return None;
        }
        let values = self.values(text, &figures).of_one_kind(text);
        let exact = |figure: &Figure| matches!(figure.precision, Precision::Exact | Precision::Rounded);
        let rounded = |figure: &Figure| {
            if figure.precision == Precision::Rounded { figure.step.decimal() } else { Decimal::ZERO }
        };
        let (now, before, off) = match (values.now.as_slice(), values.before.as_slice(), values.difference.as_slice()) {
            ([now], [before], _) if exact(now) && exact(before) && same_unit(text, now, before) => {
                (now.value.decimal(), before.value.decimal(), rounded(now) + rounded(before))
            }
            ([], [before], [(difference, by)])
                if exact(before) && exact(difference) && same_unit(text, before, difference) =>
            {
                (
                    before.value.decimal().checked_add(difference.value.decimal() * by)?,
                    before.value.decimal(),
                    Decimal::ZERO,
                )
            }
            _ => return None,
        };
        let change = now.checked_sub(before)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
        let off = off.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
        Some((change * sign, off))
    }

    /// Whether a figure is the value of the time that a change is against: “与2021年的121件相比”.
    pub(super) fn is_of_before(&self, figure: &Figure) -> bool {
        let (start, end) = self.statement_around(figure);
        let Some(text) = self.text.get(start..end) else { return false };
        let figures: Vec<Figure> = figures(text);
        let at = figure.span.start - start;
        self.values(text, &figures).before.iter().any(|before| before.span.start == at)
    }

    /// From where to where the statement reaches that a figure stands in.
    fn statement_around(&self, figure: &Figure) -> (usize, usize) {
        let ends = |c: char| matches!(c, '；' | ';' | '。');
        let before = self.text.within(..figure.span.start);
        let start = before.char_indices().rev().find(|(_, c)| ends(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let after = self.text.within(figure.span.end..);
        (start, after.find(ends).map_or(self.text.len(), |at| figure.span.end + at))
    }

    /// Whether nothing but the change stands between the figure or stop before a percentage and the percentage: what has
    /// a name of its own there is something else that changed.
    fn says_only_the_change(&self, text: &str, figures: &[Figure], at: usize) -> bool {
        let before = text.within(..at);
        let stop = before.char_indices().rev().find(|(_, c)| matches!(c, '，' | ',' | '（' | '(' | '、' | '）' | ')'));
        let start = stop.map_or(0, |(at, c)| at + c.len_utf8());
        let start = figures.iter().map(|figure| figure.span.end).filter(|end| *end <= at).fold(start, usize::max);
        let mut left = before.within(start..).to_owned();
        for word in MORE.iter().chain(LESS).chain(LAST_YEAR).chain(PLAIN) {
            left = left.replace(word, "");
        }
        left.is_empty()
    }

    fn values<'f>(&self, text: &str, figures: &'f [Figure]) -> Values<'f> {
        let last_year = self.subject.report.year.map(|year| format!("{}年", year.get().saturating_sub(1)));
        let mut values = Values::default();
        let mut end = 0;
        for figure in figures {
            let lead = text.within(end..figure.span.start);
            if figure.kind == FigureKind::Quantity && is_count(figure) {
                // “较2023年（490件）”
                let lead = lead.trim_end_matches(['（', '(']);
                let clause = lead.rsplit(['，', ',', '（', '(', '；']).next().unwrap_or(lead);
                let clause_start = figure.span.start - clause.len();
                // A year that stands in the clause is a figure too.
                let from = text.within(..clause_start);
                let clause_start = from
                    .rfind(['，', ',', '（', '(', '；'])
                    .filter(|_| lead == clause)
                    .map_or(if lead == clause { 0 } else { clause_start }, |at| {
                        at + from.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
                    });
                let since = values.last_end().max(clause_start);
                let clause = text.within(since..figure.span.start);
                values.place(figure, clause, last_year.as_deref());
            }
            end = figure.span.end;
        }
        values
    }
}

impl<'f> Values<'f> {
    fn last_end(&self) -> usize {
        let all = self.now.iter().chain(&self.before).copied().chain(self.difference.iter().map(|(figure, _)| *figure));
        all.map(|figure| figure.span.end).max().unwrap_or_default()
    }

    /// The values without those of other things: a change of 件 is none of the 领域 that are counted in 个.
    fn of_one_kind(mut self, text: &str) -> Self {
        if let [before] = self.before.as_slice() {
            let before = *before;
            self.now.retain(|now| same_unit(text, now, before));
            self.difference.retain(|(difference, _)| same_unit(text, difference, before));
        }
        self
    }

    /// What a value is by the words of its clause before it.
    fn place(&mut self, figure: &'f Figure, clause: &str, last_year: Option<&str>) {
        let last = |words: &[&str]| words.iter().filter_map(|word| clause.rfind(word).map(|at| at + word.len())).max();
        let (more, less) = (last(MORE), last(LESS));
        let changes = more.max(less);
        let year = last(LAST_YEAR).max(last_year.and_then(|year| clause.rfind(year).map(|at| at + year.len())));
        let behind = changes.and_then(|at| clause.get(at..)).unwrap_or_default();
        let reached =
            changes.is_some() && (found(behind, REACHED).is_some() || clause.ends_with(['到', '至', '为', '达']));
        if changes.is_some() && !reached && changes > year {
            let sign = if less > more { -Decimal::ONE } else { Decimal::ONE };
            self.difference.push((figure, sign));
        } else if !reached && (year.is_some() || FROM.iter().any(|word| clause.ends_with(word))) {
            self.before.push(figure);
        } else {
            self.now.push(figure);
        }
    }
}

/// Whether two figures are printed in one unit.
fn same_unit(text: &str, one: &Figure, other: &Figure) -> bool {
    let unit = |figure: &Figure| {
        let printed = text.get(figure.span.clone()).unwrap_or_default();
        printed.trim_start_matches(|c: char| !c.is_alphabetic() || c.is_numeric()).to_owned()
    };
    one.unit == other.unit && unit(one) == unit(other)
}
