//! The words by which reports name what their tables count, and the words that change what a figure is about.

mod around;
mod carried;
mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use around::AROUND;
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
    /// 正在办理, 未办结: what is not processed yet.
    InProgress,
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
    /// 行政争议: reconsideration and litigation together.
    Contested,
    /// 未经复议直接起诉.
    DirectLitigation,
    /// 复议后起诉.
    LitigationAfter,
    /// A column of table four, or `closed` for all but those pending, and whether the word is the form's own.
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
    /// 公民, 个人: an applicant where the sentence speaks of applications, a topic elsewhere.
    Citizen,
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
type ByFirst = HashMap<char, Vec<(Tag, &'static str)>, RandomState>;

static BY_FIRST_CHARACTER: LazyLock<ByFirst> = LazyLock::new(|| {
    let mut by_first = ByFirst::default();
    for &(tag, words) in WORDS.iter().chain(AROUND) {
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
    let mut carried = carried::carried_over(text, year).into_iter().peekable();
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

#[cfg(test)]
mod tests {
    use super::words::LEGAL_PERSONS;
    use super::*;

    fn read(text: &str) -> Vec<Tag> {
        tags(text, Some(2023)).into_iter().map(|found| found.tag).collect()
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
