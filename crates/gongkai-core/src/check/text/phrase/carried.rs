//! Applications carried over: 上年结转, 结转下年度, 顺延到下年度, with the words that say from which year or to which.

use crate::Within;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::{Tag, Tagged};
use crate::characters::is_ideograph;
use crate::check::text::{head, tail};

/// Say by themselves that something is carried over, whichever way.
const CARRIED: &[&str] = &["结转", "转结"];
/// Say it only with the year to which: 顺延到下年度, 转入2025年.
const MOVED: &[&str] = &[
    "顺延", "转入", "转至", "转到", "转", "延至", "延续", "留待", "移至", "跨入", "延期", "遗留", "留", "带到", "带入",
    "跨到",
];
const LAST_YEAR: &[&str] = &["上年", "上一年", "去年", "往年", "以前年度", "上个年度", "历年"];
const NEXT_YEAR: &[&str] = &["下年", "下一年", "次年", "明年", "来年", "翌年", "下个年度"];
/// Say it only directly behind the year from which: 上年度转入, 2022年转来.
const CAME: &[&str] = &[
    "转入",
    "转来",
    "转接",
    "顺延",
    "延续",
    "遗留",
    "流转",
    "带进来",
    "带入",
    "移入",
    "接转",
    "没有办完",
    "没办完",
    "未办完",
    "没有办结",
    "没办结",
    "未办结",
    "没结",
    "未结",
];
/// What is carried over and goes on being processed is carried out.
const GOES_ON: &str = "继续办理";

/// In which way a word says it.
#[derive(Debug, Clone, Copy)]
enum How {
    Carried,
    Moved,
    Came,
}

/// Words by their first character, each with its place among all of them.
type ByFirst = HashMap<char, Vec<(usize, How, &'static str)>, RandomState>;

static BY_FIRST_CHARACTER: LazyLock<ByFirst> = LazyLock::new(|| {
    let lists = [(How::Carried, CARRIED), (How::Moved, MOVED), (How::Came, CAME)];
    let words = lists.into_iter().flat_map(|(how, words)| words.iter().map(move |word| (how, *word)));
    let mut by_first = ByFirst::default();
    for (order, (how, word)) in words.enumerate() {
        by_first.entry(word.chars().next().unwrap_or_default()).or_default().push((order, how, word));
    }
    by_first
});

/// Every place where a text says that applications were carried over, in order and without overlap.
pub(super) fn carried_over(text: &str, year: Option<u16>) -> Vec<Tagged> {
    let mut years: Option<Years> = None;
    let mut found: Vec<(usize, Tagged)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_ideograph(*c)) {
        let Some(words) = BY_FIRST_CHARACTER.get(&c) else { continue };
        let rest = text.within(at..);
        for &(order, how, word) in words.iter().filter(|(_, _, word)| rest.starts_with(word)) {
            let years = years.get_or_insert_with(|| Years::around(year));
            let tagged = match how {
                How::Carried => Some(years.carried(text, at..at + word.len())),
                How::Moved => years.moved(text, at, word),
                How::Came => years.came(text, at, word),
            };
            found.extend(tagged.map(|tagged| (order, tagged)));
        }
    }
    found.sort_by_key(|(order, found)| (found.span.start, std::cmp::Reverse(found.span.end), *order));
    let mut out: Vec<Tagged> = found.into_iter().map(|(_, found)| found).collect();
    let mut end = 0;
    out.retain(|found| {
        let apart = found.span.start >= end;
        if apart {
            end = found.span.end;
        }
        apart
    });
    out
}

/// The words for the year before the report's and for the year after.
struct Years {
    last: Vec<String>,
    next: Vec<String>,
}

impl Years {
    fn around(year: Option<u16>) -> Self {
        let words = |words: &[&str], year: Option<u16>| {
            words.iter().map(|&word| word.to_owned()).chain(year.map(|year| format!("{year}年"))).collect()
        };
        Self {
            last: words(LAST_YEAR, year.map(|year| year.saturating_sub(1))),
            next: words(NEXT_YEAR, year.map(|year| year.saturating_add(1))),
        }
    }

    /// 结转, with what stands before and behind it.
    fn carried(&self, text: &str, mut span: Range<usize>) -> Tagged {
        let at = span.start;
        let (before, after) = around(text, at, span.len());
        let behind = first(after, &self.last).map(|range| (range, Tag::CarryIn));
        let ahead = first(after, &self.next).map(|range| (range, Tag::CarryOut));
        let tag = if let Some(range) = first(before, &self.last) {
            span.start = at - before.len() + range.start;
            Tag::CarryIn
        } else if let Some((range, tag)) = behind.into_iter().chain(ahead).min_by_key(|(range, _)| range.start) {
            // “结转上年度继续办理” was carried in, “结转下年度继续办理” is carried out.
            span.end += range.end + going_on(after.within(range.end..));
            tag
        } else if let Some(range) = find(after, GOES_ON) {
            span.end += range.end;
            Tag::CarryOut
        } else if let Some(range) = first(before, &self.next) {
            span.start = at - before.len() + range.start;
            Tag::CarryOut
        } else {
            Tag::CarryEither
        };
        Tagged { span, tag }
    }

    /// Another word for it, which counts only directly behind last year.
    fn came(&self, text: &str, at: usize, word: &str) -> Option<Tagged> {
        let before = text.get(..at)?.trim_end_matches(['度', '底', '末']);
        let last = self.last.iter().find(|last| before.ends_with(last.as_str()))?;
        Some(Tagged { span: before.len() - last.len()..at + word.len(), tag: Tag::CarryIn })
    }

    /// Another word for it, which counts only directly before the next year.
    fn moved(&self, text: &str, at: usize, word: &str) -> Option<Tagged> {
        let rest = text.get(at + word.len()..)?;
        let year = rest.trim_start_matches(['到', '至', '入', '往', '为']);
        let next = self.next.iter().find(|next| year.starts_with(next.as_str()))?;
        let more = going_on(year.within(next.len()..));
        let end = at + word.len() + (rest.len() - year.len()) + next.len() + more;
        Some(Tagged { span: at..end, tag: Tag::CarryOut })
    }
}

/// How much of what follows a year goes on with it: 度继续办理.
fn going_on(after: &str) -> usize {
    let rest = after.trim_start_matches('度');
    if rest.starts_with(GOES_ON) { after.len() - rest.len() + GOES_ON.len() } else { 0 }
}

/// What stands close before and behind a word in its clause.
fn around(text: &str, at: usize, length: usize) -> (&str, &str) {
    let boundary =
        |c: char| matches!(c, '，' | '。' | '；' | '、' | '：' | '（' | '）' | ',' | ';' | ':' | '件' | '\n');
    let before = tail(text.within(..at), 10);
    let after = head(text.within(at + length..), 12);
    (before.rsplit(boundary).next().unwrap_or_default(), after.split(boundary).next().unwrap_or_default())
}

fn find(text: &str, word: &str) -> Option<Range<usize>> {
    text.find(word).map(|at| at..at + word.len())
}

/// Where the first of some words stands.
fn first(text: &str, words: &[String]) -> Option<Range<usize>> {
    words.iter().filter_map(|word| find(text, word)).min_by_key(|range| range.start)
}

#[cfg(test)]
mod tests {
    use super::super::tags;
    use super::*;

    fn read(text: &str) -> Vec<Tag> {
        tags(text, Some(2023)).into_iter().map(|found| found.tag).collect()
    }

    #[test]
    fn knows_which_way_an_application_is_carried() {
        for text in [
            "上年结转1件",
            "2022年结转1件",
            "上一年度结转1件",
            "结转上年度1件",
            "去年结转至今年1件",
            "上年度转入1件",
            "2022年转来1件",
            "上年转结1件",
            "结转上年度继续办理1件",
        ] {
            assert!(read(text).contains(&Tag::CarryIn), "{text}: {:?}", read(text));
        }
        for text in [
            "结转下年度继续办理1件",
            "结转至2024年1件",
            "结转2024年办理1件",
            "转下年结转下一年度",
            "顺延到下年度答复1件",
            "转下年度办理1件",
            "转入2024年度1件",
            "结转继续办理1件",
        ] {
            assert!(read(text).contains(&Tag::CarryOut), "{text}: {:?}", read(text));
        }
        assert_eq!(read("结转1件"), [Tag::CarryEither]);
        for text in ["转交县自然资源局1件", "延至20个工作日", "转2022年档案"] {
            assert!(!read(text).contains(&Tag::CarryOut), "{text}: {:?}", read(text));
        }
    }
}
