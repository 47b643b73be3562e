//! The headings of the first level: the six sections under all the names that reports give them, and others.

use gongkai_core::numerals::is_ordinal;
use std::sync::LazyLock;

use super::fold::fold;
use super::remembered::Remembered;
use super::traditional::simplified;
use gongkai_core::characters::half_width;
use gongkai_core::form::SectionKey;

/// How a heading is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `一、`
    Numeral,
    /// No number, as when a word processor counts by itself.
    Bare,
    /// `1.`
    Arabic,
    /// `（一）`
    Bracketed,
}

/// A paragraph that looks like a heading of the first level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) style: Style,
    /// The section that it names, where it names one.
    pub(super) section: Option<SectionKey>,
    /// Whether it is the form's own wording.
    pub(super) exact: bool,
    /// The length in bytes of the heading; text of the section follows where the paragraph is longer.
    pub(super) length: usize,
}

/// The longest heading, in characters.
const LONGEST: usize = 40;

/// Wordings that open a section, longest first where one begins another: for headings that run into the text without a
/// stop, where only a known wording says where the heading ends, and for the dictionary of labels.
pub(super) const WORDINGS: [(&str, SectionKey); 21] = [
    ("总体情况", SectionKey::Overview),
    ("概述", SectionKey::Overview),
    ("主动公开政府信息情况", SectionKey::Disclosure),
    ("主动公开政府信息的情况", SectionKey::Disclosure),
    ("收到和处理政府信息公开申请情况", SectionKey::Applications),
    ("收到和处理政府信息公开申请的情况", SectionKey::Applications),
    ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", SectionKey::Disputes),
    ("政府信息公开行政复议、行政诉讼情况", SectionKey::Disputes),
    ("政府信息公开行政复议和行政诉讼情况", SectionKey::Disputes),
    ("行政复议和行政诉讼情况", SectionKey::Disputes),
    ("存在的主要问题及改进情况", SectionKey::Problems),
    ("存在的主要问题和改进情况", SectionKey::Problems),
    ("存在的主要问题及改进措施", SectionKey::Problems),
    ("存在的主要问题及整改措施", SectionKey::Problems),
    ("存在的主要问题及下一步改进措施", SectionKey::Problems),
    ("存在问题及改进情况", SectionKey::Problems),
    ("存在的问题及改进情况", SectionKey::Problems),
    ("存在的问题及改进措施", SectionKey::Problems),
    ("其他需要报告的事项", SectionKey::OtherMatters),
    ("其他需要报告的情况", SectionKey::OtherMatters),
    ("需要报告的其他事项", SectionKey::OtherMatters),
];

/// Looks at a paragraph as a heading of the first level.
pub(super) fn heading(text: &str) -> Option<Heading> {
    let (style, start) = numbering(text);
    let body = text.get(start..)?;
    let stop = body.find(['。', '：', ':', '；', '，', '！', '\n']).unwrap_or(body.len());
    let title = body.get(..stop)?;
    if title.trim().is_empty() {
        return None;
    }
    let short = title.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST;
    let whole = stop == body.len();
    let named = short.then(|| section_of(title)).flatten();
    // Words of a section with a sentence right behind them: the known wording says where the heading ends.
    let sentence = body.get(stop..).is_some_and(|rest| rest.starts_with(['。', '，']));
    if style != Style::Bare
        && !named.is_some_and(|(_, exact)| exact)
        && let Some((section, length)) = run_in(body)
        && (sentence && length < stop || body.get(length..stop).is_some_and(|rest| rest.chars().count() >= 12))
    {
        return Some(Heading { style, section: Some(section), exact: true, length: start + length });
    }
    if let Some((section, exact)) = named.filter(|_| whole || style != Style::Bare) {
        // A sentence that goes on after a comma is text: “一、总体情况，……” is not how headings end.
        let comma = body.get(stop..).is_some_and(|rest| rest.starts_with('，'));
        if !comma || exact {
            let stop = stop + body.get(stop..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
            return Some(Heading { style, section: Some(section), exact, length: start + stop });
        }
    }
    if style != Style::Bare
        && let Some((section, length)) = run_in(body)
    {
        return Some(Heading { style, section: Some(section), exact: true, length: start + length });
    }
    // A number of the first level and a few words that name none of the six.
    let foreign =
        style == Style::Numeral && short && (whole || body.get(stop..).is_some_and(|rest| rest.chars().count() == 1));
    let sentence = title.contains(['、', '“']) && title.chars().count() > 24;
    (foreign && !sentence).then_some(Heading { style, section: None, exact: false, length: text.len() })
}

/// The bytes of a number in words at the start of the text: `第一部分`, `第一部分：`.
fn part_number(text: &str) -> Option<usize> {
    let rest = text.trim_start().strip_prefix('第')?;
    let rest = rest.strip_prefix(is_ordinal)?;
    let rest = rest.strip_prefix("部分")?;
    Some(text.len() - rest.trim_start_matches([' ', '\u{3000}', '、', '：', ':', '.', '．']).len())
}

/// The kind of number that the text starts with, and the bytes that it takes.
fn numbering(text: &str) -> (Style, usize) {
    if let Some(end) = part_number(text) {
        return (Style::Numeral, end);
    }
    let mut chars = text.char_indices().filter(|(_, c)| !c.is_whitespace()).peekable();
    let bare = (Style::Bare, 0);
    let Some(&(_, first)) = chars.peek() else { return bare };
    let bracketed = matches!(first, '（' | '(');
    if bracketed {
        chars.next();
    }
    let mut counted = 0;
    let mut arabic = false;
    while let Some(&(_, c)) = chars.peek() {
        let digit = half_width(c).is_ascii_digit();
        if !(is_ordinal(c) && !arabic || digit && (arabic || counted == 0)) {
            break;
        }
        arabic = digit;
        counted += 1;
        chars.next();
    }
    let Some((at, after)) = chars.next() else { return bare };
    let end = at + after.len_utf8();
    match (bracketed, after) {
        _ if counted == 0 || counted > 2 => bare,
        (true, '）' | ')') if !arabic => (Style::Bracketed, end),
        (false, '、' | '.' | '．' | ',' | '，' | '､' | '·' | ':' | '：') => {
            (if arabic { Style::Arabic } else { Style::Numeral }, end)
        }
        _ => bare,
    }
}

/// A known wording at the start of the text, and the bytes that it takes, white space inside it included.
fn run_in(body: &str) -> Option<(SectionKey, usize)> {
    let starts = |wording: &str| {
        let mut expected = wording.chars();
        let mut next = expected.next();
        for (at, c) in body.char_indices() {
            let Some(wanted) = next else { return Some(at) };
            if c.is_whitespace() {
                continue;
            }
            if simplified(c) != wanted {
                return None;
            }
            next = expected.next();
        }
        next.is_none().then_some(body.len())
    };
    WORDINGS
        .iter()
        .filter_map(|(wording, section)| starts(wording).map(|length| (*section, length)))
        .max_by_key(|(_, length)| *length)
}

/// What every heading is compared with, folded once: each paragraph of a document is looked at as a heading.
struct Known {
    /// The form's own wordings.
    titles: Vec<(String, SectionKey)>,
    /// The other wordings, with their lengths in characters.
    wordings: Vec<(String, usize, SectionKey)>,
}

fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
        titles: SectionKey::ALL.into_iter().map(|section| (fold(section.title()).text, section)).collect(),
        wordings: WORDINGS
            .iter()
            .map(|(wording, section)| {
                let wording = fold(wording).text;
                let length = wording.chars().count();
                (wording, length, *section)
            })
            .collect(),
    });
    &KNOWN
}

/// The section that a heading without its number names, and whether by the form's own wording.
fn section_of(title: &str) -> Option<(SectionKey, bool)> {
    thread_local! {
        static KNOWN: Remembered<Option<(SectionKey, bool)>> = Remembered::nothing();
    }
    KNOWN.with(|known| known.or_find(title, || find_section(title)))
}

fn find_section(title: &str) -> Option<(SectionKey, bool)> {
    let text = fold(title).text;
    let characters = text.chars().count();
    if characters < 2 {
        return None;
    }
    if let Some((_, section)) = known().titles.iter().find(|(own, _)| *own == text) {
        return Some((*section, true));
    }
    if let Some((_, _, section)) = known().wordings.iter().find(|(wording, _, _)| *wording == text) {
        return Some((*section, false));
    }
    let mut near: Vec<(usize, SectionKey)> = known()
        .wordings
        .iter()
        .filter_map(|(wording, length, section)| {
            // So many characters differ at least, whichever they are.
            let fewest = length.abs_diff(characters);
            if *length < 4 || fewest * 4 > *length {
                return None;
            }
            let distance = strsim::levenshtein(wording, &text);
            (distance * 4 <= *length).then_some((distance, *section))
        })
        .collect();
    near.sort();
    if let Some((_, section)) = near.first()
        && near.iter().all(|(_, other)| other == section)
    {
        return Some((*section, false));
    }
    by_words(&text).map(|section| (section, false))
}

/// The words by which a short heading speaks of a section: it has one of each list, and at most so many characters.
struct Speaks {
    section: SectionKey,
    lists: &'static [&'static [&'static str]],
    longest: usize,
}

/// Looked at in this order: the sections with tables have the words that no other has.
static SPEAKS: [Speaks; 10] = [
    Speaks { section: SectionKey::Disputes, lists: &[&["复议"], &["诉讼", "应诉", "情况"]], longest: 32 },
    Speaks { section: SectionKey::Disputes, lists: &[&["行政诉讼", "应诉"], &["情况"]], longest: 32 },
    Speaks {
        section: SectionKey::Applications,
        lists: &[&["申请"], &["收到", "处理", "办理", "受理", "答复", "接收", "依申请公开"], &["情况", "工作"]],
        longest: 32,
    },
    Speaks { section: SectionKey::Disclosure, lists: &[&["主动公开"], &["情况"]], longest: 16 },
    Speaks {
        section: SectionKey::Problems,
        lists: &[
            &["问题", "不足", "困难", "短板", "薄弱环节", "差距", "挑战"],
            &["改进", "整改", "措施", "存在", "打算", "下一步", "方向", "对策", "建议", "努力", "解决", "计划"],
        ],
        longest: 24,
    },
    Speaks {
        section: SectionKey::OtherMatters,
        lists: &[
            &["其他", "需要", "另需", "另行"],
            &["报告", "汇报", "说明", "报送", "反映", "披露", "补充", "公布", "告知"],
            &["事项", "情况", "内容", "问题", "事宜", "方面"],
        ],
        longest: 32,
    },
    Speaks { section: SectionKey::OtherMatters, lists: &[&["其他"], &["事项", "情况", "事宜"]], longest: 6 },
    Speaks { section: SectionKey::OtherMatters, lists: &[&["其他"], &["报告", "汇报", "说明"]], longest: 8 },
    Speaks {
        section: SectionKey::Overview,
        lists: &[&[
            "总体情况",
            "基本情况",
            "整体情况",
            "总体工作情况",
            "工作总体",
            "工作概述",
            "工作概况",
            "基本概况",
            "总体概况",
            "总体概述",
            "总体状况",
        ]],
        longest: 18,
    },
    Speaks { section: SectionKey::Overview, lists: &[&["概述", "概况", "总述"]], longest: 6 },
];

/// The section that the words of a short heading speak of.
fn by_words(text: &str) -> Option<SectionKey> {
    let length = text.chars().count();
    let speaks =
        |of: &&Speaks| length <= of.longest && of.lists.iter().all(|list| list.iter().any(|word| text.contains(word)));
    SPEAKS.iter().find(speaks).map(|of| of.section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_all_kinds() {
        use SectionKey as S;
        for (text, style, section) in [
            ("一、总体情况", Style::Numeral, S::Overview),
            ("一 、总体情况", Style::Numeral, S::Overview),
            ("1.总体情况", Style::Arabic, S::Overview),
            ("总体情况", Style::Bare, S::Overview),
            ("二、主动公开政府信息情况", Style::Numeral, S::Disclosure),
            ("三、收到和处理政府信息公开申请情况", Style::Numeral, S::Applications),
            ("四、政府信息公开行政法复议、行政诉讼情况", Style::Numeral, S::Disputes),
            ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", Style::Numeral, S::Disputes),
            ("五、存在问题及改进情况", Style::Numeral, S::Problems),
            ("五、存在的主要问题及整改措施", Style::Numeral, S::Problems),
            ("五、存在的主要问题及下一步打算", Style::Numeral, S::Problems),
            ("六、其他需要报告的事项", Style::Numeral, S::OtherMatters),
            ("六．其他需要报告的事项", Style::Numeral, S::OtherMatters),
            ("六、其他需要汇报事项", Style::Numeral, S::OtherMatters),
            ("六、其他需要说明的情况", Style::Numeral, S::OtherMatters),
            ("六、其他情况说明", Style::Numeral, S::OtherMatters),
            ("五、存在的不足及努力方向", Style::Numeral, S::Problems),
            ("五、工作短板和下一步计划", Style::Numeral, S::Problems),
            ("四、行政复议和行政应诉情况", Style::Numeral, S::Disputes),
            ("三、政府信息公开申请受理及答复情况", Style::Numeral, S::Applications),
            ("二、政府信息主动公开情况", Style::Numeral, S::Disclosure),
            ("一、工作总体情况概述", Style::Numeral, S::Overview),
            ("第一部分 总体情况", Style::Numeral, S::Overview),
            ("第六部分：其他需要报告的事项", Style::Numeral, S::OtherMatters),
        ] {
            let found = heading(text);
            assert_eq!(found.as_ref().map(|h| (h.style, h.section)), Some((style, Some(section))), "{text}");
            assert_eq!(found.map(|h| h.length), Some(text.len()), "{text}");
        }
    }

    #[test]
    fn headings_that_run_into_the_text() {
        for (text, length) in [
            ("一、总体情况。2023年，全镇公开信息12条。", "一、总体情况。".len()),
            ("一、总体情况2023年，全镇公开信息12条。", "一、总体情况".len()),
            ("六、其他需要报告的事项：无。", "六、其他需要报告的事项：".len()),
            ("六、其他需要报告的事项本年度未收取信息处理费。", "六、其他需要报告的事项".len()),
        ] {
            assert_eq!(heading(text).map(|h| h.length), Some(length), "{text}");
        }
    }

    #[test]
    fn what_is_no_heading_of_a_section() {
        for text in ["一是加强领导。", "2023年，全镇主动公开政府信息情况良好。", "- 3 -", "", "一、"]
        {
            assert_eq!(heading(text), None, "{text}");
        }
        assert_eq!(heading("七、下一步工作").map(|h| h.section), Some(None));
        assert_eq!(heading("一、加强组织领导").map(|h| h.section), Some(None));
    }
}
