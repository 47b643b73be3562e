//! The marks that number items of a text: 一是, 一要, 第一， and （一） in either width, 1., （1）, ①.

use super::{head, parse_numeral};
use crate::{Number, numerals};

/// A way of numbering; each is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// 一是, 二是
    Is,
    /// 一要, 二要
    Must,
    /// 第一，第二，
    Ordinal,
    /// （一）, (二)
    Bracketed,
    /// 1. 2、
    Arabic,
    /// （1）(2)
    BracketedArabic,
    /// ①②
    Circled,
}

/// A mark at some place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// How it numbers.
    pub(crate) style: Style,
    /// Its number.
    pub(crate) number: u64,
    /// The byte of the text that it starts at.
    pub(crate) at: usize,
}

/// No item has a longer number: 三十, 30 and their brackets.
const LONGEST_NUMBER: usize = 3;

impl Style {
    /// The mark of a number as it is commonly printed.
    pub(crate) fn printed(self, number: u64) -> String {
        let numeral = numerals::printed(number).unwrap_or_else(|| number.to_string());
        match self {
            Self::Is => format!("{numeral}是"),
            Self::Must => format!("{numeral}要"),
            Self::Ordinal => format!("第{numeral}"),
            Self::Bracketed => format!("（{numeral}）"),
            Self::Arabic => format!("{number}."),
            Self::BracketedArabic => format!("（{number}）"),
            Self::Circled => circled(number).map_or_else(|| number.to_string(), String::from),
        }
    }

    /// Every way in which the mark of a number is printed.
    pub(crate) fn forms(self, number: u64) -> Vec<String> {
        let printed = self.printed(number);
        let half = printed.replace('（', "(").replace('）', ")");
        match self {
            Self::Is | Self::Must | Self::Ordinal | Self::Circled => vec![printed],
            Self::Bracketed | Self::BracketedArabic => {
                let open = printed.trim_start_matches('（').to_owned();
                vec![half.trim_start_matches('(').to_owned(), open]
            }
            Self::Arabic => [".", "．", "、"].iter().map(|stop| format!("{number}{stop}")).collect(),
        }
    }
}

/// The mark that stands at a byte of a text, where there is one.
pub(crate) fn mark_at(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let mark = |style, number| Some(Mark { style, number, at });
    let near = head(rest, LONGEST_NUMBER + 3);
    for (style, end) in [(Style::Is, '是'), (Style::Must, '要')] {
        if let Some(number) = near.split_once(end).and_then(|(number, _)| small_numeral(number)) {
            return mark(style, number);
        }
    }
    // “第三季度” and “第三方” number nothing.
    if let Some((number, _)) = near.strip_prefix('第').and_then(|rest| rest.split_once(['，', ',']))
        && let Some(number) = small_numeral(number)
    {
        return mark(Style::Ordinal, number);
    }
    if let Some(number) = near.chars().next().and_then(of_circled) {
        return mark(Style::Circled, number);
    }
    if let Some(inner) = near.strip_prefix(['（', '(']) {
        let (number, after) = inner.split_once(['）', ')'])?;
        // “第二十条第（一）项” never stands at a start; an item is followed by words.
        if after.starts_with(['项', '款', '目']) {
            return None;
        }
        if let Some(number) = small_numeral(number) {
            return mark(Style::Bracketed, number);
        }
        return mark(Style::BracketedArabic, small_number(number)?);
    }
    let digits = near.chars().take_while(char::is_ascii_digit).count();
    let (number, after) = near.split_at_checked(digits)?;
    let after = after.strip_prefix(['.', '．', '、'])?;
    // “1.5万件” and “3、5、7月” are figures.
    if after.starts_with(|c: char| c.is_ascii_digit()) && !after.starts_with("20") {
        return None;
    }
    mark(Style::Arabic, small_number(number)?)
}

/// The marks of a paragraph in order: at its start and behind a stop of any width.
pub(crate) fn marks(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut starts = true;
    let mut before: [char; 3] = ['\n'; 3];
    for (at, c) in text.char_indices() {
        if starts && let Some(mark) = mark_at(text, at) {
            out.push(mark);
        }
        let next = at + c.len_utf8();
        let is_next = || matches!(mark_at(text, next), Some(Mark { style: Style::Is | Style::Must, .. }));
        starts = match c {
            '。' | '；' | '：' | '\n' | ';' | ':' | '“' | '！' | '？' | '!' | '?' => true,
            // Behind a comma only 一是 opens an item; a number there is a figure.
            '，' | ',' | '、' => is_next(),
            // ② needs no stop before it.
            _ if text.get(next..).and_then(|rest| rest.chars().next()).is_some_and(|c| of_circled(c).is_some()) => true,
            // Behind an item's own number 一是 may follow at once.
            '）' | ')' => before.iter().any(|c| matches!(c, '（' | '(')) || is_next(),
            _ => false,
        };
        before = [before[1], before[2], c];
    }
    out
}

/// The first and the last of the circled numbers.
const CIRCLED: (char, char) = ('①', '⑳');

fn circled(number: u64) -> Option<char> {
    let at = u32::try_from(number.checked_sub(1)?).ok()?;
    char::from_u32(u32::from(CIRCLED.0).checked_add(at)?).filter(|c| *c <= CIRCLED.1)
}

fn of_circled(c: char) -> Option<u64> {
    (CIRCLED.0..=CIRCLED.1).contains(&c).then(|| u64::from(u32::from(c) - u32::from(CIRCLED.0)) + 1)
}

fn small_numeral(text: &str) -> Option<u64> {
    if text.is_empty() || text.chars().count() > LONGEST_NUMBER {
        return None;
    }
    as_small(parse_numeral(text)?)
}

fn small_number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 2 {
        return None;
    }
    as_small(text.parse().ok()?)
}

fn as_small(number: Number) -> Option<u64> {
    number.to_i64().and_then(|number| u64::try_from(number).ok()).filter(|number| (1..=30).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Style, u64)> {
        marks(text).into_iter().map(|mark| (mark.style, mark.number)).collect()
    }

    #[test]
    fn either_width_is_the_same_mark() {
        for text in ["（三）政府信息管理", "(三)政府信息管理", "（三)政府信息管理"] {
            assert_eq!(read(text), [(Style::Bracketed, 3)], "{text}");
        }
        for text in ["2.公开", "2．公开", "2、公开"] {
            assert_eq!(read(text), [(Style::Arabic, 2)], "{text}");
        }
        for text in ["做法：一是快,二是准", "一是快，二是准", "一是快、二是准", "一是快;二是准", "（二）一是快。二是准"]
        {
            let found: Vec<u64> =
                read(text).into_iter().filter(|(style, _)| *style == Style::Is).map(|one| one.1).collect();
            assert_eq!(found, [1, 2], "{text}");
        }
        for (text, style) in [
            ("一要快，二要准", Style::Must),
            ("第一，快；第二,准", Style::Ordinal),
            ("①快②准", Style::Circled),
            ("分两步：①快；②准", Style::Circled),
        ] {
            assert_eq!(read(text), [(style, 1), (style, 2)], "{text}");
        }
    }

    #[test]
    fn figures_and_words_are_no_marks() {
        for text in [
            "统一是目标",
            "收到3,5件",
            "1.5万件",
            "第二十条第（一）项",
            "12件",
            "（2023年）",
            "(含3件)",
            "第三方评估",
            "主要是公开",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
