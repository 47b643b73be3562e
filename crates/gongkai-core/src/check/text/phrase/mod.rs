//! The words by which reports name what their tables count, and the words that change what a figure is about.

mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use words::WORDS;

/// What a word in a sentence does for the figures after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// An application for government information: 政府信息公开申请, 依申请公开.
    Application,
    /// 申请 alone.
    BareApplication,
    /// 收到, 新收.
    Receive,
    /// 受理.
    Accept,
    /// 办结, 答复, 办理.
    Process,
    /// 上年结转.
    CarryIn,
    /// 结转下年度.
    CarryOut,
    /// 结转 that does not say which way.
    CarryEither,
    /// Columns of applicants.
    Class(&'static [&'static str]),
    /// One of the groups （一） to （六） of outcomes.
    Outcome(Outcome),
    /// One row of outcomes.
    Row(&'static str),
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Litigation,
    /// 未经复议直接起诉.
    DirectLitigation,
    /// 复议后起诉.
    LitigationAfter,
    /// A column of table four, and whether the word is the form's own.
    Result(&'static str, bool),
    /// 规章.
    Regulations,
    /// 行政规范性文件.
    NormativeDocuments,
    /// 制发, 废止, 现行有效: a column of table two in the edition of 2021.
    DocumentColumn(&'static str),
    /// 行政许可, 行政处罚, 行政强制: a row of table two.
    Decisions(&'static str),
    /// 处理决定, 作出.
    Decided,
    /// 行政事业性收费.
    Fees,
    /// 总数, 合计.
    Total,
    /// 其中.
    OfWhich,
    /// 分别.
    Respectively,
    /// Speaks of last year, another year, or a change against it.
    Comparison,
    /// 增加, 下降.
    Change,
    /// The year of the report: 今年, 全年.
    ThisYear,
    /// Another year: 去年.
    OtherYear,
    /// A part of the organs or of the year, or more than the year; the words say which.
    Narrower,
    /// How an application came in: 网络, 信函.
    Channel,
    /// What it is about: 涉及, 关于.
    Topic,
    /// Publishing, which no table counts.
    Publishing,
    /// A word that looks like another and is none.
    Nothing,
}

/// A group of outcomes, by its number in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// （一）予以公开
    Granted,
    /// （二）部分公开
    Partial,
    /// （三）不予公开
    Refused,
    /// （四）无法提供
    Unavailable,
    /// （五）不予处理
    NotTreated,
    /// （六）其他处理
    Other,
}

impl Outcome {
    /// How the form numbers the group.
    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::Granted => "（一）",
            Self::Partial => "（二）",
            Self::Refused => "（三）",
            Self::Unavailable => "（四）",
            Self::NotTreated => "（五）",
            Self::Other => "（六）",
        }
    }
}

/// A word found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Tagged {
    /// Its bytes.
    pub(crate) span: Range<usize>,
    /// What it does.
    pub(crate) tag: Tag,
}

/// The words by their first character, the longest first.
static BY_FIRST_CHARACTER: LazyLock<HashMap<char, Vec<(Tag, &'static str)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<(Tag, &'static str)>> = HashMap::new();
    for &(tag, words) in WORDS {
        for word in words {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push((tag, word));
            }
        }
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
    }
    by_first
});

/// Every word of a text that [`Tag`] knows, in order and without overlap.
pub(crate) fn tags(text: &str, year: Option<u16>) -> Vec<Tagged> {
    let mut carried = carried_over(text, year).into_iter().peekable();
    let mut out: Vec<Tagged> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(found) = carried.next_if(|found| found.span.start <= at) {
            at = at.max(found.span.end);
            out.push(found);
            continue;
        }
        let longest = rest
            .chars()
            .next()
            .and_then(|first| BY_FIRST_CHARACTER.get(&first))
            .and_then(|words| words.iter().find(|(_, word)| rest.starts_with(word)).copied());
        at = match longest {
            Some((tag, word)) => {
                out.push(Tagged { span: at..at + word.len(), tag });
                at + word.len()
            }
            None => at + rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    out
}

/// Where a text says 结转, with the words around it that say from which year or to which.
fn carried_over(text: &str, year: Option<u16>) -> Vec<Tagged> {
    const WORD: &str = "结转";
    let last_year: Vec<String> = ["上年", "上一年", "去年", "往年", "以前年度", "上个年度"]
        .map(str::to_owned)
        .into_iter()
        .chain(year.map(|year| format!("{}年", year.saturating_sub(1))))
        .collect();
    let next_year: Vec<String> = ["下年", "下一年", "次年", "明年", "来年", "翌年", "下个年度", "继续办理"]
        .map(str::to_owned)
        .into_iter()
        .chain(year.map(|year| format!("{}年", year.saturating_add(1))))
        .collect();
    let boundary =
        |c: char| matches!(c, '，' | '。' | '；' | '、' | '：' | '（' | '）' | ',' | ';' | ':' | '件' | '\n');
    let mut out = Vec::new();
    for (at, word) in text.match_indices(WORD) {
        let before = super::tail(text.get(..at).unwrap_or_default(), 10);
        let before = before.rsplit(boundary).next().unwrap_or_default();
        let after = super::head(text.get(at + word.len()..).unwrap_or_default(), 12);
        let after = after.split(boundary).next().unwrap_or_default();
        let earliest = |text: &str, words: &[String]| words.iter().filter_map(|word| text.find(word.as_str())).min();
        let latest = |text: &str, words: &[String]| {
            words.iter().filter_map(|word| text.find(word.as_str()).map(|at| at + word.len())).max()
        };
        let mut span = at..at + word.len();
        let tag = if let Some(found) = earliest(before, &last_year) {
            span.start = at - before.len() + found;
            Tag::CarryIn
        } else if let Some(end) = latest(after, &next_year) {
            span.end += end;
            Tag::CarryOut
        } else if let Some(end) = latest(after, &last_year) {
            span.end += end;
            Tag::CarryIn
        } else if let Some(found) = earliest(before, &next_year) {
            span.start = at - before.len() + found;
            Tag::CarryOut
        } else {
            Tag::CarryEither
        };
        if out.last().is_none_or(|last: &Tagged| last.span.end <= span.start) {
            out.push(Tagged { span, tag });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words::LEGAL_PERSONS;
    use super::*;

    fn read(text: &str) -> Vec<Tag> {
        tags(text, Some(2023)).into_iter().map(|found| found.tag).collect()
    }

    #[test]
    fn knows_which_way_an_application_is_carried() {
        for text in ["上年结转1件", "2022年结转1件", "上一年度结转1件", "结转上年度1件", "去年结转至今年1件"]
        {
            assert!(read(text).contains(&Tag::CarryIn), "{text}: {:?}", read(text));
        }
        for text in ["结转下年度继续办理1件", "结转至2024年1件", "结转2024年办理1件", "转下年结转下一年度"]
        {
            assert!(read(text).contains(&Tag::CarryOut), "{text}: {:?}", read(text));
        }
        assert_eq!(read("结转1件"), [Tag::CarryEither]);
    }

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(read("不予公开"), [Tag::Outcome(Outcome::Refused)]);
        assert_eq!(read("予以部分公开"), [Tag::Outcome(Outcome::Partial)]);
        assert_eq!(read("未经复议直接起诉"), [Tag::DirectLitigation]);
        assert_eq!(read("规章制度"), [Tag::Nothing]);
        assert_eq!(read("公民、法人和其他组织"), [Tag::Nothing]);
        assert_eq!(read("法人或其他组织"), [Tag::Class(LEGAL_PERSONS)]);
    }
}
