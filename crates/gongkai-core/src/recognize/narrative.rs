//! The text around the tables: title, preamble, sections.

use std::collections::{BTreeMap, BTreeSet};

use super::line::is_page_number;
use super::receipt::SectionFound;
use super::sections::{Heading, Style, heading};
use super::traditional::simplified;
use crate::Prose;
use crate::document::{Mark, ParagraphRole, Position};
use crate::form::SectionKey;
use crate::report::PublishedHeading;

/// One paragraph, or the place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph.
    Text(Text),
    /// The table of this index in the document.
    Table(usize),
}

/// A paragraph as the narrative knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    pub(super) role: ParagraphRole,
    pub(super) position: Position,
}

impl Text {
    /// A part of the paragraph, with the marks that lie in it.
    fn part(&self, range: std::ops::Range<usize>) -> Self {
        let part = Prose::marked(self.text.as_str(), self.marks.clone()).part(range);
        Self { text: part.text().to_owned(), marks: part.marks().to_vec(), ..self.clone() }
    }
}

/// The text of a document by its parts.
#[derive(Debug, Default)]
pub(super) struct Narrative {
    pub(super) title: Option<Text>,
    pub(super) preamble: Vec<Text>,
    pub(super) sections: BTreeMap<SectionKey, Vec<Text>>,
    pub(super) headings: Vec<PublishedHeading>,
    pub(super) found: Vec<SectionFound>,
    /// For each table the section that it stands in.
    pub(super) tables: BTreeMap<usize, SectionKey>,
    /// What stands before the first heading, for dates and names that a page prints there.
    pub(super) front: Vec<Text>,
}

/// Words that open what a page prints below a report.
const BELOW: [&str; 40] = [
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上篇：",
    "下篇：",
    "打印本页",
    "打印页面",
    "关闭窗口",
    "关闭本页",
    "【打印",
    "[打印",
    "【关闭",
    "【字体",
    "分享到",
    "分享：",
    "扫一扫",
    "扫描二维码",
    "版权所有",
    "主办单位：",
    "主办：",
    "承办：",
    "承办单位：",
    "网站地图",
    "网站标识码",
    "公网安备",
    "ICP备",
    "联系我们",
    "责任编辑",
    "编辑：",
    "相关链接",
    "相关附件",
    "相关文档",
    "相关信息",
    "附件下载",
    "文件下载",
    "我要纠错",
    "返回顶部",
    "返回列表",
    "信息来源：",
];

/// Reads the text of a document.
pub(super) fn read(pieces: &[Piece]) -> Narrative {
    let candidates: Vec<(usize, Heading)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(at, piece)| match piece {
            Piece::Text(text) => heading(&text.text).map(|found| (at, found)),
            Piece::Table(_) => None,
        })
        .collect();
    let headings = chosen(pieces, candidates);
    let first = headings.keys().next().copied().unwrap_or(pieces.len());
    let mut narrative = Narrative::default();
    front(pieces.get(..first).unwrap_or_default(), headings.is_empty(), &mut narrative);
    let mut section: Option<SectionKey> = None;
    let mut below = false;
    for (at, piece) in pieces.iter().enumerate().skip(first) {
        match piece {
            Piece::Table(table) => {
                if let Some(section) = section {
                    narrative.tables.insert(*table, section);
                }
            }
            Piece::Text(text) => {
                if let Some(heading) = headings.get(&at) {
                    below = false;
                    let (printed, rest) = text.text.split_at_checked(heading.length).unwrap_or((&text.text, ""));
                    let printed = printed.trim().trim_end_matches(['。', '：', ':', '；']);
                    narrative.headings.push(PublishedHeading::new(printed, heading.section, text.position));
                    section = heading.section;
                    if let Some(section) = section {
                        narrative.found.push(SectionFound::new(section, printed, text.position));
                    }
                    let rest = rest.trim_start();
                    if !rest.trim().is_empty() {
                        keep(&mut narrative, section, text.part(text.text.len() - rest.len()..text.text.len()));
                    }
                    continue;
                }
                below |= section == Some(SectionKey::OtherMatters) && is_below(&text.text);
                if !below && !is_page_number(&text.text) && !text.text.trim().is_empty() {
                    keep(&mut narrative, section, text.clone());
                }
            }
        }
    }
    narrative
}

/// Keeps a paragraph in its section; under a heading that is none of the six it stays with the section before.
fn keep(narrative: &mut Narrative, section: Option<SectionKey>, text: Text) {
    let before = || narrative.found.last().map(|found| found.section);
    if let Some(section) = section.or_else(before) {
        narrative.sections.entry(section).or_default().push(text);
    } else {
        narrative.preamble.push(text);
    }
}

fn is_below(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 120 && BELOW.iter().any(|word| text.starts_with(word))
        || (text.contains("ICP备") || text.contains("网站标识码"))
        || is_attached(text)
}

/// A line that only links a file: `附件：某局2023年年度报告.docx`.
fn is_attached(text: &str) -> bool {
    const ENDINGS: [&str; 9] = [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar"];
    let name = text.trim_end_matches(['】', ']', '）', ')', '》']).to_ascii_lowercase();
    text.starts_with("附件") && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Which of the candidates are headings of the first level: those in the style that most sections have, and
/// unnumbered ones in the form's own words.
fn chosen(pieces: &[Piece], candidates: Vec<(usize, Heading)>) -> BTreeMap<usize, Heading> {
    let mut by_style: BTreeMap<Style, BTreeSet<SectionKey>> = BTreeMap::new();
    for (_, heading) in &candidates {
        if let Some(section) = heading.section {
            by_style.entry(heading.style).or_default().insert(section);
        }
    }
    let Some(style) =
        by_style.iter().max_by_key(|(style, found)| (found.len(), std::cmp::Reverse(**style))).map(|(s, _)| *s)
    else {
        return BTreeMap::new();
    };
    let in_style: BTreeSet<SectionKey> = by_style.get(&style).cloned().unwrap_or_default();
    let is_heading =
        |at: usize| matches!(pieces.get(at), Some(Piece::Text(text)) if text.role == ParagraphRole::Heading1);
    let mut chosen: BTreeMap<usize, Heading> = BTreeMap::new();
    for (at, heading) in candidates {
        let keep = match heading.section {
            Some(section) => {
                heading.style == style || (!in_style.contains(&section) && (heading.exact || is_heading(at)))
            }
            None => heading.style == style && style == Style::Numeral,
        };
        if keep {
            chosen.insert(at, heading);
        }
    }
    without_contents(pieces, &mut chosen);
    without_restarts(&mut chosen);
    chosen
}

/// Takes away the headings of a table of contents: each is followed at once by another, and comes again later.
fn without_contents(pieces: &[Piece], chosen: &mut BTreeMap<usize, Heading>) {
    let places: Vec<(usize, Option<SectionKey>, bool)> = chosen
        .iter()
        .map(|(at, heading)| {
            let runs_on = matches!(pieces.get(*at), Some(Piece::Text(text)) if heading.length < text.text.len());
            (*at, heading.section, runs_on)
        })
        .collect();
    for (index, (at, section, runs_on)) in places.iter().enumerate() {
        let Some(section) = section else { continue };
        let later = places.iter().skip(index + 1).any(|(_, other, _)| other == &Some(*section));
        let next = places.get(index + 1).map_or(pieces.len(), |(next, _, _)| *next);
        let filled = pieces.get(at + 1..next).unwrap_or_default().iter().any(|piece| match piece {
            Piece::Table(_) => true,
            Piece::Text(text) => !text.text.trim().is_empty() && !is_page_number(&text.text),
        });
        if later && !filled && !runs_on {
            chosen.remove(at);
        }
    }
}

/// A section's own inner heading (一、存在的问题 within 五) names the section once more, and a heading that is none of
/// the six inside the last section is its text when its number starts again.
fn without_restarts(chosen: &mut BTreeMap<usize, Heading>) {
    let mut seen: BTreeSet<SectionKey> = BTreeSet::new();
    let mut current: Option<SectionKey> = None;
    chosen.retain(|_, heading| match heading.section {
        Some(section) if current == Some(section) && seen.contains(&section) => heading.exact,
        Some(section) => {
            seen.insert(section);
            current = Some(section);
            true
        }
        None => true,
    });
}

/// Everything before the first heading: the title, the preamble, and what the page prints around them.
fn front(pieces: &[Piece], no_headings: bool, narrative: &mut Narrative) {
    let texts: Vec<&Text> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) if !text.text.trim().is_empty() && !is_page_number(&text.text) => Some(text),
            _ => None,
        })
        .collect();
    narrative.front = texts.iter().map(|text| (*text).clone()).collect();
    let found = title(&texts);
    let start = found.as_ref().map_or(0, |(_, end)| *end);
    let has_title = found.is_some();
    narrative.title = found.map(|(title, _)| title);
    for text in texts.get(start..).unwrap_or_default() {
        let sentence = text.text.contains(['。', '；']) || text.text.chars().count() >= 30;
        // A line drawn around a word parts what a page says about itself from its text.
        let drawn = text.text.contains("====") || text.text.contains("----");
        if drawn || is_about_the_page(&text.text) || ((no_headings || !has_title) && !sentence) {
            continue;
        }
        narrative.preamble.push((*text).clone());
    }
}

/// The title, which may be broken over up to three lines, and the index after its last line.
fn title(texts: &[&Text]) -> Option<(Text, usize)> {
    let short = |text: &Text| text.text.chars().count() <= 60 && !text.text.contains(['。', '；', '，']);
    let is_title = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(simplified).collect();
        text.contains("公开") && (text.contains("年度报告") || text.ends_with("年报") || text.ends_with("报告"))
    };
    let joined = |from: usize, to: usize| -> Option<Text> {
        let lines = texts.get(from..=to)?;
        let first = lines.first()?;
        lines.iter().all(|text| short(text)).then(|| Text {
            text: lines.iter().map(|text| squeezed(named(&text.text))).collect(),
            marks: Vec::new(),
            role: first.role,
            position: first.position,
        })
    };
    let marked = texts.iter().rposition(|text| text.role == ParagraphRole::Title && is_title(&text.text));
    // A page prints the title in its frame and above the report: the last one before the text is the report's own.
    let single = marked.or_else(|| texts.iter().rposition(|text| short(text) && is_title(&text.text)));
    if let Some(at) = single {
        let text = joined(at, at)?;
        if starts_without_organ(&text.text)
            && let Some(before) = at.checked_sub(1)
            && texts.get(before).is_some_and(|text| short(text) && is_organ_line(&text.text))
        {
            return joined(before, at).map(|text| (text, at + 1));
        }
        return Some((text, at + 1));
    }
    for width in [1, 2] {
        for from in 0..texts.len() {
            if let Some(text) = joined(from, from + width)
                && is_title(&text.text)
            {
                let organ = from.checked_sub(1).filter(|before| {
                    let line = texts.get(*before);
                    starts_without_organ(&text.text) && line.is_some_and(|t| short(t) && is_organ_line(&t.text))
                });
                let whole = organ.and_then(|before| joined(before, from + width)).unwrap_or(text);
                return Some((whole, from + width + 1));
            }
        }
    }
    None
}

/// A title without the word that says it is one: `标题：某局2023年……`.
fn named(title: &str) -> &str {
    let title = title.trim();
    ["标题", "题目", "名称", "信息名称"]
        .iter()
        .find_map(|word| title.strip_prefix(word)?.trim_start().strip_prefix(['：', ':']))
        .map_or(title, str::trim)
}

/// White space between Chinese characters taken out, as titles are often set wide.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn starts_without_organ(title: &str) -> bool {
    let title: String = title.chars().map(simplified).collect();
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九度年".contains(c));
    rest.starts_with("政府信息公开") || rest.starts_with("信息公开")
}

fn is_organ_line(text: &str) -> bool {
    let text: String = squeezed(text).chars().map(simplified).collect();
    // The year may stand on the organ's line.
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九度年".contains(c));
    const ENDS: [&str; 24] = [
        "政府",
        "局",
        "委",
        "委员会",
        "办公室",
        "办事处",
        "厅",
        "中心",
        "院",
        "镇",
        "乡",
        "街道",
        "部",
        "署",
        "会",
        "站",
        "大队",
        "支队",
        "总队",
        "公司",
        "学校",
        "大学",
        "区",
        "县",
    ];
    text.chars().count() >= 3
        && (ENDS.iter().any(|end| text.ends_with(end)) || text.ends_with('市') || text.ends_with('省'))
}

/// Lines that a web page prints about itself between title and text.
fn is_about_the_page(text: &str) -> bool {
    const WORDS: [&str; 28] = [
        "分享到",
        "分享：",
        "扫一扫",
        "责任编辑",
        "发布时间",
        "发布日期",
        "时间：",
        "时间:",
        "发布机构",
        "原文链接",
        "公开日期",
        "发文日期",
        "成文日期",
        "生成日期",
        "信息来源",
        "来源：",
        "作者：",
        "浏览次数",
        "访问次数",
        "点击数",
        "阅读次数",
        "字体：",
        "字号：",
        "索引号",
        "打印",
        "当前位置",
        "您现在的位置",
        "您的位置",
    ];
    let text = squeezed(text);
    text.chars().count() <= 80 && WORDS.iter().any(|word| text.contains(word))
}
