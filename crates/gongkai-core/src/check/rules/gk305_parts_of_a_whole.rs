//! GK305 parts-of-a-whole: parts that a sentence counts out of a whole are not more than it.

use crate::Within;
use crate::numerals::{is_ordinal, plain_digit};
use std::ops::Range;

use crate::Number;
use crate::check::text::phrase::{Tag, tags};
use crate::check::text::{Figure, FigureKind, Passage, Precision, Unit, figures, found};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Sides, Subject, Text, Undecided,
    Verdict,
};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct PartsOfAWhole;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(305),
    name: "parts-of-a-whole",
    title: ("各部分不超过总数", "parts of a whole"),
    basis: Basis::Practice,
    clause: (
        "实务通常：“共……，其中……”的各部分之和不超过总数；列出“其他”的等于总数",
        "usual practice: parts listed after “其中” do not exceed their whole, and make it where they end with “其他”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "一句话里先说总数、再用“其中”“包括”分列的，各部分同一单位、同一分法时，相加不超过总数；最后一项是“其他”“其余”的，相加等于总数。任何一部分都不大于总数。",
            "Where a sentence counts a whole and then parts of it behind “其中” or “包括”, in one unit and of one kind, the parts do not exceed the whole; where the last is “其他” or “其余”, they make it. No part is more than the whole.",
        ),
        why: (
            "总数和分项常由不同的人提供，改了一个忘了另一个。",
            "Whole and parts often come from different people, and one is changed without the other.",
        ),
        example: (
            "“公开信息 120 条，其中公告 60 条、动态 50 条、解读 40 条”，三项相加为 150。",
            "“120 items, of which 60, 50 and 40”, which makes 150.",
        ),
        limits: (
            "分法不同、可能重复计算的分项不相加；没有说“其他”的不要求等于总数。",
            "Parts of different kinds are not added up; parts need not make the whole unless they end with “其他”.",
        ),
        mend: ("核对总数和各分项，改正错的一处。", "Compare the whole with its parts and mend whichever is wrong."),
    },
};

/// Words that open the parts of what was counted before.
const OPENERS: &[&str] = &["其中", "包括", "包含"];

/// Words of a change against another time, whose figure is no whole.
const CHANGE: &[&str] = &["较", "比上", "比去", "同比", "增加", "减少", "增长", "下降", "上升", "多出", "环比"];

/// Words that end a list of parts: a total, another time, another matter.
const ENDS: &[&str] = &[
    "共",
    "合计",
    "总计",
    "累计",
    "同时",
    "此外",
    "另外",
    "另有",
    "均",
    "全部",
    "都已",
    "较",
    "同比",
    "去年",
    "上年",
    "今年以来",
];

/// Words that hold a character of those without meaning it.
const UNCOUNTED: &[&str] = &["公共", "共享", "共建", "共同", "平均", "均等", "较大"];

/// What was done with something, rather than what kind of thing it is: the same one may be counted under several.
const STATES: &[&str] = &[
    "采纳", "回复", "答复", "整改", "办结", "办理", "解决", "落实", "满意", "采用", "录用", "转发", "阅读", "更新",
    "新增", "新建", "修订", "延期", "按期", "按时", "结转", "受理", "接收", "收到", "新收", "首发", "推送", "涉及",
    "重点", "原创", "参加", "发布", "公开",
];

/// The last of a list that is said to be complete.
const REST: &[&str] = &["其他", "其它", "其余", "其他类", "其余类", "其他信息", "其余信息", "其他各类", "其余为其他"];

impl Rule for PartsOfAWhole {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let mut verdict = Verdict::default();
        for passage in wording.passages()? {
            for span in passage.sentences() {
                let text = passage.text.get(span.clone()).unwrap_or_default();
                if found(text, OPENERS).is_some() {
                    judge(passage, span.start, text, &mut verdict);
                }
            }
        }
        if verdict.assessed == 0 && verdict.unassessed.is_empty() {
            // No parts are none that exceed.
            verdict.holds();
        }
        Ok(verdict)
    }
}

/// A figure that counts things, with the unit as printed.
struct Count<'t> {
    figure: &'t Figure,
    unit: &'t str,
}

fn judge(passage: &Passage, start: usize, text: &str, verdict: &mut Verdict) {
    let figures = figures(text);
    let counts: Vec<Count<'_>> = figures
        .iter()
        .filter(|figure| figure.kind == FigureKind::Quantity && figure.unit != Unit::None)
        .map(|figure| Count { figure, unit: unit(text.get(figure.span.clone()).unwrap_or_default()) })
        .collect();
    let mut openers: Vec<Range<usize>> =
        OPENERS.iter().flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len())).collect();
    openers.sort_by_key(|opener| opener.start);
    for (index, opener) in openers.iter().enumerate() {
        let next = openers.get(index + 1).map_or(text.len(), |next| next.start);
        let Some(whole) = whole(text, &counts, opener.start) else { continue };
        let list = parts(text, &counts, whole, opener.end..end_of_list(text, opener.clone()).min(next));
        let Some(last) = list.last() else { continue };
        let excerpt = text.within(clause_start(text, whole.figure.span.start)..last.1.figure.span.end);
        match fault(text, whole, &list) {
            Ok(None) => verdict.holds(),
            Ok(Some(_)) if may_be_of_another(text, &counts, whole, &list, opener.start) => {
                let reason = Text::new(
                    "“其中”说的是哪一个总数不明",
                    "of which of the figures before it the parts are told is not clear",
                );
                let place = passage.position(start + whole.figure.span.start);
                verdict.skip_at(reason, Undecided::new(passage.section, excerpt, place));
            }
            Ok(Some((message, sides))) => verdict.fails(
                Finding::new(&INFO, message)
                    .with_excerpt(passage.section, excerpt)
                    .with_sides(sides)
                    .with_help(INFO.mend_text())
                    .at(passage.position(start + whole.figure.span.start)),
            ),
            Err(reason) => {
                let place = passage.position(start + whole.figure.span.start);
                verdict.skip_at(reason, Undecided::new(passage.section, excerpt, place));
            }
        }
    }
}

/// Whether parts that are told of behind the end of a statement may be those of a greater figure than the last:
/// “办结67件，转入下年4件；其中予以公开34件”.
fn may_be_of_another(
    text: &str,
    counts: &[Count<'_>],
    whole: &Count<'_>,
    parts: &[(&str, &Count<'_>)],
    opener: usize,
) -> bool {
    let ends_statement = text.within(..opener).trim_end().ends_with(['；', ';', '。']);
    let Some(sum) = Number::checked_sum(parts.iter().map(|(_, part)| part.figure.value).collect::<Vec<_>>()) else {
        return false;
    };
    let before = counts.iter().take_while(|count| count.figure.span.start < whole.figure.span.start);
    let of_another =
        ends_statement && before.filter(|count| count.unit == whole.unit).any(|count| count.figure.value >= sum);
    of_another || joined(text, counts, whole).is_some_and(|all| all >= sum)
}

/// What a whole makes with those that it stands in one list with: “建议45件、提案62件，其中” may tell of all 107.
fn joined(text: &str, counts: &[Count<'_>], whole: &Count<'_>) -> Option<Number> {
    let until = counts.partition_point(|count| count.figure.span.start < whole.figure.span.start);
    let mut all = vec![whole.figure.value];
    let mut behind = whole;
    for count in counts.get(..until)?.iter().rev() {
        let between = text.get(count.figure.span.end..behind.figure.span.start)?;
        let in_list = between.starts_with(['、', '和', '与', '及']) || between.starts_with("以及");
        if count.unit != whole.unit || !in_list || between.contains(['，', ',', '；', ';', '。']) {
            break;
        }
        all.push(count.figure.value);
        behind = count;
    }
    if all.len() > 1 { Number::checked_sum(all) } else { None }
}

/// The unit of a figure as printed: 条 of 1,200条.
fn unit(printed: &str) -> &str {
    let number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || " ,，.．万亿千百余多两".contains(c);
    printed.trim_start_matches(|c: char| number(c) || is_ordinal(c) || plain_digit(c).is_some())
}

/// What is counted last before a place, changes against another time left aside.
fn whole<'c, 't>(text: &str, counts: &'c [Count<'t>], before: usize) -> Option<&'c Count<'t>> {
    let until = counts.partition_point(|count| count.figure.span.end <= before);
    let candidates = counts.get(..until)?.iter().rev().filter(|count| !is_aside(text, counts, count, before));
    let mut plain = candidates.skip_while(|count| {
        let clause = text.get(clause_start(text, count.figure.span.start)..count.figure.span.start);
        clause.is_some_and(|clause| found(clause, CHANGE).is_some())
    });
    plain.next().filter(|whole| whole.figure.precision == Precision::Exact)
}

/// Whether a count stands in a bracket that is closed before a place and tells of the count right before it: the 3 of
/// “办结177件（含上年结转3件），其中”.
fn is_aside(text: &str, counts: &[Count<'_>], count: &Count<'_>, before: usize) -> bool {
    let Some(open) = text.within(..count.figure.span.start).rfind(['（', '(']) else { return false };
    let closed = |span: Range<usize>| text.within(span).contains(['）', ')']);
    !closed(open..count.figure.span.start)
        && closed(count.figure.span.end..before)
        && counts.iter().any(|other| other.unit == count.unit && other.figure.span.end == open)
}

fn clause_start(text: &str, at: usize) -> usize {
    let before = text.within(..at);
    before.char_indices().rev().find(|(_, c)| "，；。：,;:、（(".contains(*c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// Where a list of parts ends: with its bracket, or with the next stop that ends a statement.
fn end_of_list(text: &str, opener: Range<usize>) -> usize {
    let before = text.within(..opener.start);
    let in_bracket = before.rfind(['（', '(']) > before.rfind(['）', ')']);
    let rest = text.within(opener.end..);
    let mut depth = 0_u32;
    for (at, c) in rest.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            '）' | ')' if in_bracket => return opener.end + at,
            '；' | ';' | '。' if depth == 0 => return opener.end + at,
            _ => {}
        }
    }
    text.len()
}

/// The parts in a place, each with what it is called: in the whole's unit, up to where something else is counted.
fn parts<'c, 't>(
    text: &'t str,
    counts: &'c [Count<'t>],
    whole: &Count<'_>,
    place: Range<usize>,
) -> Vec<(&'t str, &'c Count<'t>)> {
    let mut out = Vec::new();
    let mut end = place.start;
    for count in counts.iter().filter(|count| place.contains(&count.figure.span.start)) {
        let span = &count.figure.span;
        let bracket = |text: &str| text.rfind(['（', '(']).is_some_and(|open| text.rfind(['）', ')']) < Some(open));
        // What stands in a bracket is a part of the part.
        if text.get(place.start..span.start).is_some_and(bracket) {
            continue;
        }
        let name = text.within(end..span.start);
        let name = name.rsplit(['）', ')']).next().unwrap_or(name);
        let name = name.trim_matches(|c: char| "，、；：,;:的有为和及与".contains(c));
        // “公共资源” and “平均” total nothing up.
        let plain = UNCOUNTED.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
        let ends = !out.is_empty() && found(&plain, ENDS).is_some();
        if count.unit != whole.unit || ends {
            break;
        }
        out.push((name, count));
        end = span.end;
    }
    out
}

/// What is wrong with the parts of a whole; or why that cannot be told.
fn fault(text: &str, whole: &Count<'_>, parts: &[(&str, &Count<'_>)]) -> Result<Option<(Text, Option<Sides>)>, Text> {
    let printed = |count: &Count<'_>| text.get(count.figure.span.clone()).unwrap_or_default();
    let total = whole.figure.value;
    if let Some((_, first)) = parts.first().filter(|(_, first)| exact(first) && first.figure.value > total) {
        let (part, of) = (printed(first), printed(whole));
        let message = Text::new(
            format!("正文“其中”的 {part} 比总数 {of} 还多"),
            format!("the text counts “{part}” as a part of “{of}”"),
        );
        return Ok(Some((message, Sides::new(total, first.figure.value))));
    }
    if parts.len() < 2 {
        return Ok(None);
    }
    let sum = Number::checked_sum(parts.iter().map(|(_, part)| part.figure.value).collect::<Vec<_>>());
    let Some(sum) = sum else { return Ok(None) };
    let complete = parts.last().is_some_and(|(name, _)| REST.contains(name));
    let wrong = if complete { sum != total } else { sum > total };
    if !wrong {
        return Ok(None);
    }
    if !parts.iter().all(|(_, part)| exact(part)) {
        return Err(Text::new("分项是约数", "a part is approximate"));
    }
    let clause = text.within(clause_start(text, whole.figure.span.start)..whole.figure.span.start);
    // “公开单位98家，其中预算98家、决算98家”: each part is the whole once more.
    let each_is_whole = parts.iter().all(|(_, part)| part.figure.value == total);
    if each_is_whole || !of_one_kind(clause, parts) {
        return Err(Text::new(
            "各分项的分法不同，或者同一件可以计入几项，不能相加",
            "the parts are of different kinds, or one thing may be counted under several of them",
        ));
    }
    let list: Vec<&str> = parts.iter().map(|(_, part)| printed(part)).collect();
    let in_english: Vec<String> = list.iter().map(|part| format!("“{part}”")).collect();
    let (list, in_english) = (list.join("、"), in_english.join(", "));
    let of = printed(whole);
    let message = if sum > total {
        Text::new(
            format!("正文总数为 {of}，所列各部分（{list}）相加为 {sum}，多于总数"),
            format!("the text counts “{of}” in all, and parts ({in_english}) that make {sum}, which is more"),
        )
    } else {
        Text::new(
            format!("正文总数为 {of}，连“其他”在内各部分（{list}）相加为 {sum}，少于总数"),
            format!(
                "the text counts “{of}” in all, and parts ({in_english}) with the rest that make {sum}, which is less"
            ),
        )
    };
    Ok(Some((message, Sides::new(total, sum))))
}

fn exact(count: &Count<'_>) -> bool {
    count.figure.precision == Precision::Exact
}

/// How parts are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// By a name that no table has.
    Named,
    Class,
    Outcome,
    Result,
    Channel,
    Documents,
    /// By what became of them.
    State,
}

/// Whether parts are told apart in one way in which none is counted twice.
fn of_one_kind(whole: &str, parts: &[(&str, &Count<'_>)]) -> bool {
    let mut kinds = parts.iter().filter(|(name, _)| !REST.contains(name)).map(|(name, _)| kind(name));
    let Some(first) = kinds.next() else { return false };
    let of = |wanted: &[Tag]| tags(whole, None).iter().any(|found| wanted.contains(&found.tag));
    let applications = of(&[Tag::Application, Tag::BareApplication, Tag::Receive, Tag::Accept]);
    let countable = match first {
        Kind::State => false,
        // The same news may stand on the site and in a feed; an application comes in by one way.
        Kind::Channel => applications,
        // Outcomes of what came in include those of last year's applications.
        Kind::Outcome => of(&[Tag::Process]),
        Kind::Named | Kind::Class | Kind::Result | Kind::Documents => true,
    };
    countable && kinds.all(|kind| kind == first)
}

fn kind(name: &str) -> Kind {
    for found in tags(name, None) {
        match found.tag {
            Tag::Class(_) | Tag::Citizen => return Kind::Class,
            Tag::Outcome(_) | Tag::Row(_) => return Kind::Outcome,
            Tag::Result(..) => return Kind::Result,
            Tag::Channel => return Kind::Channel,
            Tag::Regulations | Tag::NormativeDocuments | Tag::Decisions(_) => return Kind::Documents,
            Tag::CarryIn
            | Tag::CarryOut
            | Tag::CarryEither
            | Tag::InProgress
            | Tag::Process
            | Tag::Receive
            | Tag::Accept => {
                return Kind::State;
            }
            _ => {}
        }
    }
    // “公开目录类” is a kind of thing, whatever its name speaks of; one thing can concern several (涉及).
    let is_class = name.ends_with('类') && !name.contains("涉及");
    if !is_class && found(name, STATES).is_some() { Kind::State } else { Kind::Named }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    #[test]
    fn parts_that_exceed_their_whole_are_found() {
        for text in [
            "全年通过网站公开信息120条，其中公告公示60条，工作动态50条，政策解读40条。",
            "共公开信息120条（其中公告60条、动态50条、解读40条），群众满意。",
            "接听来电27个，其中咨询18个、投诉11个。",
            "举办培训6期，同比增加2期，其中县级3期、部门4期。",
            "召开新闻发布会18场，其中主要负责人出席6场、分管负责人出席9场，其他2场。",
            "收到政府信息公开申请392件，其中网络251件、信函97件、当面64件。",
            "制发文件26件，其中行政规范性文件30件。",
            "办理建议45件、提案62件，其中主办件80件、会办件37件。",
            "公开建议45件，办理提案62件，其中主办件80件、会办件2件。",
            "收到政府信息公开申请2,392件，其中自然人2,351件、商业企业60件。",
            "公开重点领域信息318条，其中财政预决算72条、公共资源120条、社会救助146条。",
            "公开重点领域信息318条，其中财政预决算72条、公共服务120条、其他领域46条、其他60条。",
            "公开信息521条，其中概况类24条、动态类306条、公开目录类297条。",
            "办结申请177件（含上年结转的3件），其中予以公开60件、部分公开51件、其他67件。",
            "公开各类信息（共120条），其中公告60条、动态50条、解读40条。",
        ] {
            assert_eq!(failed(&PartsOfAWhole, &with_text(SectionKey::Overview, &[text])).len(), 1, "{text}");
        }
    }

    #[test]
    fn parts_that_need_not_add_up_are_silent() {
        for text in [
            "全年公开信息120条，其中公告60条、动态50条。",
            "全年公开信息120条，其中公告60条、动态50条，其他10条。",
            "全年公开信息150条，其中公告60条（其中招标20条）、动态50条、解读40条。",
            "公开信息120条，其中公告60条；回应关切80条，发布解读70条。",
            "召开会议3次，其中研究信息公开8项、网站建设4项。",
            "没有分项的一句话，共12条。",
            "较上年增加20条，其中公告60条、动态50条。",
            "公开信息120条，其中公告60条，全年累计公开500条。",
            "办结申请177件（含上年结转的3件），其中予以公开60件、部分公开51件、其他66件。",
            "收到申请44件（网上42件、邮寄2件），其中自然人40件。",
        ] {
            passed(&PartsOfAWhole, &with_text(SectionKey::Overview, &[text]));
        }
        for text in [
            "公开信息120条，其中通过网站100条、微信公众号80条。",
            "收到申请392件，其中办结373件、结转36件。",
            "公开预决算的单位98家，其中预算98家、决算98家。",
            "办理建议45件、提案62件，其中主办件80件、会办件27件。",
            "解读12篇和图解8篇，其中原创10篇、转载9篇。",
            "发现问题56个，其中整改50个、通报10个。",
            "受理咨询56个，其中涉及养老类50个、涉及医保类10个。",
            "收到政府信息公开申请392件，其中自然人351件、予以公开115件。",
            "公开信息120条，其中公告近80条、动态60条。",
        ] {
            let verdict = PartsOfAWhole.check(&Subject::new(&with_text(SectionKey::Overview, &[text])));
            assert_eq!(verdict.findings, [], "{text}");
        }
    }
}
