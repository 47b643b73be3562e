//! GK212 enumeration: enumerations in the text neither skip nor repeat.

use crate::Within;
use crate::numerals::ordinal;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::Report;
use crate::check::text::enumeration::{Mark, Style, marks};
use crate::check::text::{Passage, head};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::{Edition, SectionKey, TableForm, TableKey};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Enumeration;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(212),
    name: "enumeration",
    title: ("序号连续", "enumerations"),
    basis: Basis::Practice,
    clause: (
        "实务通常：一是、二是，（一）、（二），1. 2. 等序号连续、不重复",
        "usual practice: numbered items neither skip nor repeat",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: (
            "正文中“一是……二是……”“（一）（二）”“1. 2.”等序号从一开始，不跳号、不重号。",
            "Enumerations such as “一是…二是…”, “（一）（二）”, 1. 2. begin with one and neither skip nor repeat.",
        ),
        why: ("跳号重号多是删改后没有重排，影响文稿质量。", "A gap or a repetition is a trace of editing."),
        example: (
            "“一是……三是……三是……”。",
            "A list that runs “一是…三是…三是…”: two is missing and three stands twice.",
        ),
        limits: (
            "只认得一是、（一）、1.、（1）几种序号；别的序号不看。",
            "Knows “一是”, “（一）”, 1. and “（1）”; other marks are passed over.",
        ),
        mend: ("按顺序重新编号。", "Number the items again."),
    },
};

impl Rule for Enumeration {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let passages = wording.passages()?;
        let mut verdict = Verdict::default();
        let labels = Labels::of(subject.report);
        let sections = std::iter::once(None).chain(SectionKey::ALL.into_iter().map(Some));
        for section in sections {
            let paragraphs: Vec<&Passage> = passages.iter().filter(|passage| passage.section == section).collect();
            check_section(&labels, &paragraphs, &mut verdict);
        }
        if verdict.assessed == 0 {
            // No enumeration is none that skips.
            verdict.holds();
        }
        Ok(verdict)
    }
}

fn check_section(labels: &Labels, paragraphs: &[&Passage], verdict: &mut Verdict) {
    let mut last: Vec<Before> = Vec::new();
    for (index, passage) in paragraphs.iter().enumerate() {
        // Rows of a table that was not read are no list of the text.
        for mark in marks(&passage.text).into_iter().filter(|mark| !labels.is_at(&passage.text, mark.at)) {
            let known = last.iter().position(|before| before.style == mark.style);
            let before = known.and_then(|at| last.get(at)).map_or(Before::nothing(mark.style), |before| *before);
            let now = Before { style: mark.style, number: mark.number, paragraph: index, at: mark.at };
            match known.and_then(|at| last.get_mut(at)) {
                Some(known) => *known = now,
                None => last.push(now),
            }
            // Where the missing mark does stand there, in whatever form, nothing is missing.
            let in_order = mark.number == 1
                || mark.number == before.number + 1
                || (mark.number > before.number
                    && (before.number + 1..mark.number).all(|number| stands(paragraphs, &before, &now, number)));
            if in_order {
                verdict.holds();
            } else {
                verdict.fails(finding(passage, mark, before.number));
            }
        }
    }
}

/// The last mark of a style, and where it stands.
#[derive(Clone, Copy)]
struct Before {
    style: Style,
    number: u64,
    paragraph: usize,
    at: usize,
}

impl Before {
    fn nothing(style: Style) -> Self {
        Self { style, number: 0, paragraph: 0, at: 0 }
    }
}

/// Whether a number's mark stands somewhere between two others, where no stop shows it as one: “做到一是快，二是准”.
fn stands(paragraphs: &[&Passage], from: &Before, to: &Before, number: u64) -> bool {
    let forms = to.style.forms(number);
    (from.paragraph..=to.paragraph).any(|index| {
        let text = paragraphs.get(index).map_or("", |passage| passage.text.as_str());
        let start = if index == from.paragraph { from.at } else { 0 };
        let end = if index == to.paragraph { to.at } else { text.len() };
        text.get(start..end).is_some_and(|between| forms.iter().any(|form| between.contains(form.as_str())))
    })
}

fn finding(passage: &Passage, mark: Mark, before: u64) -> Finding {
    let printed = mark.style.printed(mark.number);
    let message = if mark.number == before {
        Text::new(format!("序号“{printed}”重复"), format!("“{printed}” is repeated"))
    } else if before == 0 {
        Text::new(
            format!("序号从“{printed}”开始，前面缺“{}”", mark.style.printed(1)),
            format!("the enumeration begins with “{printed}”"),
        )
    } else {
        let before = mark.style.printed(before);
        Text::new(format!("序号“{before}”之后是“{printed}”"), format!("“{printed}” follows “{before}”"))
    };
    let excerpt = head(passage.text.within(mark.at..), 16);
    Finding::new(&INFO, message)
        .with_excerpt(passage.section, excerpt)
        .with_help(INFO.mend_text())
        .at(passage.position(mark.at))
}

/// The labels of the rows of the report's tables, each once in a table and without brackets and stops.
struct Labels([&'static BTreeSet<String>; 3]);

/// Those of every table of every edition, in the order of [`Edition::all`] and [`TableKey::ALL`].
static LABELS: LazyLock<Vec<BTreeSet<String>>> = LazyLock::new(|| {
    let forms = Edition::all().flat_map(|edition| edition.form().tables());
    let labels =
        |form: &TableForm| form.cells.iter().flat_map(|cell| cell.row_path.iter()).map(|label| bare(label)).collect();
    forms.map(labels).collect()
});

impl Labels {
    fn of(report: &Report) -> Self {
        static NONE: BTreeSet<String> = BTreeSet::new();
        let place = |table: TableKey| {
            let edition = Edition::all().position(|edition| edition == report.edition(table))?;
            let table = TableKey::ALL.iter().position(|key| *key == table)?;
            LABELS.get(edition * TableKey::ALL.len() + table)
        };
        Self(TableKey::ALL.map(|table| place(table).unwrap_or(&NONE)))
    }

    /// Whether an item is a row of the report's tables rather than of a list: “（四）无法提供”, “2.没有现成信息…”.
    fn is_at(&self, text: &str, at: usize) -> bool {
        // So many characters at the start are no chance.
        const SHORTEST: usize = 4;
        let rest = text.within(at..);
        let printed = bare(head(rest, 12));
        // A group's number that stands alone numbers nothing.
        if printed.chars().count() == 1 && rest.chars().nth(3).is_none() {
            return true;
        }
        let behind_numeral = behind_numeral(&printed);
        self.0.iter().copied().flatten().any(|label| {
            let shared = label.chars().zip(printed.chars()).take_while(|(a, b)| a == b).count();
            shared >= SHORTEST
                || (shared > 1 && (shared == printed.chars().count() || shared == label.chars().count()))
                || behind_numeral.is_some_and(|rest| is_row(rest, label))
        })
    }
}

/// A text without brackets and stops.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '（' | '）' | '(' | ')' | '.' | '．' | '、' | ' ')).collect()
}

/// How many groups of outcomes table three has.
const GROUPS: u8 = 7;

/// What stands behind a group's number.
fn behind_numeral(printed: &str) -> Option<&str> {
    let mut chars = printed.chars();
    chars.next().and_then(ordinal).filter(|number| *number <= GROUPS)?;
    Some(chars.as_str())
}

/// Whether another row's label stands directly behind a group's number, as two columns of a table run together:
/// “（四）2.没有现成信息…”.
fn is_row(rest: &str, label: &str) -> bool {
    label.starts_with(|c: char| c.is_ascii_digit()) && head(label, 4) == head(rest, 4)
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
            &["(一)依申请公开。全年新收政府信息公开申请14件，上年结转1件", "(二)政府信息管理。健全制度。"],
            &["（一）问题，一是慢,二是少。", "(二)改进,一是快;二是多；三是准"],
            &["工作中做到一是快，二是准。"],
            &["（一）抓学习（二）抓落实。（三）抓监督。"],
            &["1．深化内容，提高质量", "2、拓展渠道", "3.加强培训"],
            &["①上墙②上网③上屏", "第一,摸清底数；第二,补齐短板；第三，建立台账。"],
            &["一要抓住重点，二要盯住难点，三要守住底线。", "第三方评估得分92分，第四季度更新31条。"],
            &["（1)建章立制；(2）强化审查；（3）跟踪问效", "(1)完善目录,(2)规范流程,(3)强化监督"],
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
            (&["①上墙③上屏"], 1),
            (&["一要抓住重点，三要守住底线。"], 1),
            (&["第一，摸清底数；第三，建立台账。"], 1),
            (&["（1)建章立制；(2）强化审查；（4）跟踪问效"], 1),
            (&["(一)主动公开", "(三)平台建设"], 1),
        ] {
            let findings = failed(&Enumeration, &with_text(SectionKey::Problems, paragraphs));
            assert_eq!(findings.len(), count, "{paragraphs:?} {findings:?}");
        }
    }
}
