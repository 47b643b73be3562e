//! GK212 enumeration: enumerations in the text neither skip nor repeat.

use crate::check::text::{Passage, head, parse_numeral, passages, tail};
use crate::check::{Basis, Editions, Finding, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::SectionKey;
use crate::{Number, Report};

/// The rule.
#[derive(Debug)]
pub struct Enumeration;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(212),
    name: "enumeration",
    title: ("序号连续", "enumerations"),
    basis: Basis::Practice,
    clause: (
        "实务通常：一是、二是，（一）、（二），1. 2. 等序号连续、不重复",
        "usual practice: numbered items neither skip nor repeat",
    ),
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: (
            "正文中“一是……二是……”“（一）（二）”“1. 2.”等序号从一开始，不跳号、不重号。",
            "Enumerations such as 一是…二是…, （一）（二）, 1. 2. begin with one and neither skip nor repeat.",
        ),
        why: ("跳号重号多是删改后没有重排，影响文稿质量。", "A gap or a repetition is a trace of editing."),
        example: ("“一是……三是……三是……”。", "A list that runs 一是…三是…三是…: two is missing and three stands twice."),
        mend: ("按顺序重新编号。", "Number the items again."),
    },
};

/// A way of numbering; each is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 一是, 二是
    Is,
    /// （一）, （二）
    Bracketed,
    /// 1. 2.
    Arabic,
    /// （1）（2）
    BracketedArabic,
}

struct Item {
    style: Style,
    number: u64,
    at: usize,
}

impl Rule for Enumeration {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let passages = passages(subject)?;
        let mut verdict = Verdict::default();
        let sections = std::iter::once(None).chain(SectionKey::ALL.into_iter().map(Some));
        for section in sections {
            let paragraphs: Vec<&Passage> = passages.iter().filter(|passage| passage.section == section).collect();
            check_section(subject.report, &paragraphs, &mut verdict);
        }
        if verdict.assessed == 0 {
            // No enumeration is none that skips.
            verdict.holds();
        }
        Ok(verdict)
    }
}

fn check_section(report: &Report, paragraphs: &[&Passage], verdict: &mut Verdict) {
    let mut last: Vec<(Style, u64)> = Vec::new();
    for passage in paragraphs {
        // Rows of a table that was not read are no list of the text.
        for item in items(&passage.text).into_iter().filter(|item| !is_label(report, &passage.text, item.at)) {
            let known = last.iter_mut().find(|(style, _)| *style == item.style);
            let before = known.as_ref().map_or(0, |(_, number)| *number);
            match known {
                Some(known) => known.1 = item.number,
                None => last.push((item.style, item.number)),
            }
            if item.number == 1 || item.number == before + 1 {
                verdict.holds();
                continue;
            }
            let printed = printed(item.style, item.number);
            let message = if item.number == before {
                Text::new(format!("序号“{printed}”重复"), format!("“{printed}” is repeated"))
            } else if before == 0 {
                Text::new(
                    format!("序号从“{printed}”开始，前面缺“{}”", self::printed(item.style, 1)),
                    format!("the enumeration begins with “{printed}”"),
                )
            } else {
                let before = self::printed(item.style, before);
                Text::new(format!("序号“{before}”之后是“{printed}”"), format!("“{printed}” follows “{before}”"))
            };
            let excerpt: String = passage.text.get(item.at..).unwrap_or_default().chars().take(16).collect();
            verdict.fails(
                Finding::new(&INFO, message)
                    .with_excerpt(passage.section, excerpt)
                    .with_help(INFO.mend_text())
                    .at(passage.position(item.at)),
            );
        }
    }
}

/// Whether an item is a row of the report's tables rather than of a list: “（四）无法提供”, “2.没有现成信息…”.
fn is_label(report: &Report, text: &str, at: usize) -> bool {
    // So many characters at the start are no chance.
    const SHORTEST: usize = 4;
    let bare = |text: &str| -> String {
        text.chars().filter(|c| !matches!(c, '（' | '）' | '(' | ')' | '.' | '．' | '、' | ' ')).collect()
    };
    let rest = text.get(at..).unwrap_or_default();
    let printed = bare(head(rest, 12));
    // A group's number that stands alone numbers nothing.
    if printed.chars().count() == 1 && rest.chars().count() <= 3 {
        return true;
    }
    let label = |label: &str| {
        let label = bare(label);
        let shared = label.chars().zip(printed.chars()).take_while(|(a, b)| a == b).count();
        shared >= SHORTEST
            || (shared > 1 && (shared == printed.chars().count() || shared == label.chars().count()))
            || bare_numeral_row(&printed, &label)
    };
    report.form_cells().flat_map(|cell| cell.row_path.iter()).any(|path| label(path))
}

/// Whether a group's number stands directly before another row's label, as two columns of a table run together:
/// “（四）2.没有现成信息…”.
fn bare_numeral_row(printed: &str, label: &str) -> bool {
    let mut chars = printed.chars();
    let numeral = chars.next().is_some_and(|c| "一二三四五六七".contains(c));
    let row = label.chars().next().is_some_and(|c| c.is_ascii_digit());
    numeral && row && head(label, 4) == head(chars.as_str(), 4)
}

/// The numbered items of a paragraph in order.
fn items(text: &str) -> Vec<Item> {
    let mut out = Vec::new();
    let mut starts = true;
    for (at, c) in text.char_indices() {
        if starts && let Some(item) = item_at(text, at) {
            out.push(item);
        }
        starts = matches!(c, '。' | '；' | '：' | '\n' | ';' | ':' | '“')
            || (c == '，' && text.get(at + c.len_utf8()..).is_some_and(is_item_word))
            || (c == '）' && ends_an_item(text.get(..at).unwrap_or_default()));
    }
    out
}

/// Whether what stands before a closing bracket is an item's own number, behind which 一是 may follow at once.
fn ends_an_item(before: &str) -> bool {
    tail(before, 3).contains('（')
}

fn is_item_word(rest: &str) -> bool {
    rest.split_once('是').is_some_and(|(number, _)| small_numeral(number).is_some())
}

fn item_at(text: &str, at: usize) -> Option<Item> {
    let rest = text.get(at..)?;
    let item = |style, number| Some(Item { style, number, at });
    if is_item_word(rest) {
        return item(Style::Is, small_numeral(rest.split_once('是')?.0)?);
    }
    if let Some(inner) = rest.strip_prefix(['（', '(']) {
        let (number, after) = inner.split_once(['）', ')'])?;
        // “第二十条第（一）项” never stands at a start; an item is followed by words.
        if after.starts_with(['项', '款', '目']) {
            return None;
        }
        if let Some(number) = small_numeral(number) {
            return item(Style::Bracketed, number);
        }
        return item(Style::BracketedArabic, small_number(number)?);
    }
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let (number, after) = rest.split_at_checked(digits)?;
    let after = after.strip_prefix(['.', '．', '、'])?;
    // “1.5万件” and “3、5、7月” are figures.
    if after.starts_with(|c: char| c.is_ascii_digit()) && !after.starts_with("20") {
        return None;
    }
    item(Style::Arabic, small_number(number)?)
}

fn small_numeral(text: &str) -> Option<u64> {
    if text.chars().count() > 3 {
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

fn printed(style: Style, number: u64) -> String {
    const NUMERALS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let numeral = usize::try_from(number).ok().and_then(|index| NUMERALS.get(index));
    let numeral = numeral.map_or_else(|| number.to_string(), |numeral| (*numeral).to_owned());
    match style {
        Style::Is => format!("{numeral}是"),
        Style::Bracketed => format!("（{numeral}）"),
        Style::Arabic => format!("{number}."),
        Style::BracketedArabic => format!("（{number}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};

    #[test]
    fn sound_enumerations_are_silent() {
        for paragraphs in [
            &["一是抓学习。二是抓落实；三是抓监督。"] as &[&str],
            &["（一）存在的问题。一是慢。二是少。", "（二）改进情况。一是快。二是多。"],
            &["1.深化内容。", "2.拓展渠道。", "3.加强培训。"],
            &["（一）问题", "1、意识不强。2、人手不足。", "（二）改进", "1、加强学习。2、充实人员。"],
            &["《条例》第二十条第（一）项、第（五）项规定的信息全部公开。"],
            &["统一是目标。之一是公开。这一是重点。"],
            &["全年收到3.5万条意见，1.2万条采纳。"],
            &["主要做法：一是公开，二是解读，三是回应。"],
            &["没有序号的一段。"],
            &["1.2023年收到申请3件。2.2023年办结3件。"],
        ] {
            passed(&Enumeration, &with_text(SectionKey::Problems, paragraphs));
        }
    }

    #[test]
    fn rows_of_a_table_that_was_not_read_are_no_list() {
        let rows =
            ["（三）不予公开", "（四）2.没有现成信息需要另行制", "5.要求行政机关确认或重新出", "（六）其", "（四）"];
        passed(&Enumeration, &with_text(SectionKey::Applications, &rows));
        failed(&Enumeration, &with_text(SectionKey::Applications, &["（一）办理及时。", "（三）答复规范。"]));
    }

    #[test]
    fn gaps_and_repetitions_are_found() {
        for (paragraphs, count) in [
            (&["一是抓学习。三是抓落实。三是抓监督。"] as &[&str], 2),
            (&["（一）问题。", "（三）改进。"], 1),
            (&["1.深化内容。", "1.拓展渠道。2.加强培训。2.落实责任。"], 1),
            (&["二是抓落实。三是抓监督。"], 1),
            (&["一是公开，三是解读。"], 1),
        ] {
            let findings = failed(&Enumeration, &with_text(SectionKey::Problems, paragraphs));
            assert_eq!(findings.len(), count, "{paragraphs:?} {findings:?}");
        }
    }
}
