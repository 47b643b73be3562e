//! Everything before the first heading: the title, the preamble, and what a page prints around them.

use super::super::traditional::simplified;
use super::{Item, Narrative, Piece, Text, furniture, item};
use gongkai_core::Within;
use gongkai_core::characters::is_blank;
use gongkai_core::document::ParagraphRole;
use gongkai_core::numerals::is_any_digit;
use gongkai_core::page_number::is_page_number;

/// The shortest line without a full stop that is taken for a sentence, in characters.
const SENTENCE: usize = 30;

/// Reads what stands before the first heading.
pub(super) fn read(pieces: &[Piece], no_headings: bool, narrative: &mut Narrative) {
    let kept = |piece: &&Piece| match piece {
        Piece::Text(text) => !text.text.trim().is_empty() && !is_page_number(&text.text),
        Piece::Table(_) => true,
    };
    let pieces: Vec<&Piece> = pieces.iter().filter(kept).collect();
    let texts: Vec<&Text> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Table(_) => None,
        })
        .collect();
    narrative.front = texts.iter().map(|text| (*text).clone()).collect();
    let found = title(&texts);
    let start = found.as_ref().map_or(0, |(_, end)| *end);
    let has_title = found.is_some();
    narrative.title = found.map(|(title, _)| title);
    let title = narrative.title.as_ref().map(|title| squeezed(&title.text)).unwrap_or_default();
    let mut number = 0;
    for piece in pieces {
        let text = match piece {
            Piece::Table(table) => {
                if has_title && number >= start {
                    narrative.preamble.push(Item::Table(*table));
                }
                continue;
            }
            Piece::Text(text) => text,
        };
        number += 1;
        let sentence = text.text.contains(['。', '；']) || text.text.chars().count() >= SENTENCE;
        if number <= start {
            // The lines of the title itself are no loss.
            match () {
                () if title.contains(squeezed(&text.text).as_str()) => {}
                () if furniture::is_sentence(&text.text) => narrative.outside.push(text.clone()),
                () => narrative.furniture.push(text.clone()),
            }
        } else if furniture::is_about_the_page(&text.text) || ((no_headings || !has_title) && !sentence) {
            narrative.furniture.push(text.clone());
        } else {
            narrative.preamble.push(item(text, Some(0)));
        }
    }
}

/// The title, which may be broken over up to three lines, and the index after its last line.
fn title(texts: &[&Text]) -> Option<(Text, usize)> {
    let short = |text: &Text| text.text.chars().count() <= 60 && !text.text.contains(['。', '；', '，']);
    let is_title = |text: &str| {
        let text: String = text.chars().filter(|c| !is_blank(*c)).map(simplified).collect();
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
        // A line that a word of the title runs into is of the title.
        let goes_on = |line: usize| {
            let (Some(before), Some(line)) =
                (line.checked_sub(1).and_then(|before| texts.get(before)), texts.get(line))
            else {
                return false;
            };
            short(before) && breaks_a_word(&before.text, &line.text)
        };
        let first = if goes_on(at) { at - 1 } else { at };
        let text = joined(first, at)?;
        if starts_without_organ(&text.text)
            && let Some(before) = first.checked_sub(1)
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
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Words of titles that a line's end can break, none of which begins a line within itself otherwise.
const WORDS: [&str; 6] = ["政府信息公开", "政务公开", "人民政府", "办公室", "委员会", "办事处"];

/// The digits of a year.
const YEAR: usize = 4;

/// Whether a word of titles, a year or a place's government is broken between two lines: “……年政府信” and
/// “息公开工作年度报告”.
fn breaks_a_word(before: &str, line: &str) -> bool {
    let plain = |text: &str| -> String { squeezed(text).chars().map(simplified).collect() };
    let (before, line) = (plain(before), plain(line));
    let word = WORDS.iter().any(|word| {
        let mut parted = word.char_indices().skip(1).filter_map(|(at, _)| word.split_at_checked(at));
        parted.any(|(begun, ended)| before.ends_with(begun) && line.starts_with(ended))
    });
    let (begun, ended) =
        (before.len() - before.trim_end_matches(is_any_digit).len(), line.trim_start_matches(is_any_digit));
    let digits = before.within(before.len() - begun..).chars().chain(line.chars().take_while(|c| is_any_digit(*c)));
    let year = begun > 0 && ended.len() < line.len() && ended.starts_with('年') && digits.count() == YEAR;
    // A government is of some place.
    let place =
        line.starts_with("人民政府") && before.ends_with(['省', '市', '州', '盟', '县', '区', '旗', '乡', '镇']);
    word || year || place
}

fn starts_without_organ(title: &str) -> bool {
    let title: String = title.chars().map(simplified).collect();
    let rest = title.trim_start_matches(|c: char| is_any_digit(c) || matches!(c, '度' | '年'));
    rest.starts_with("政府信息公开") || rest.starts_with("信息公开")
}

pub(super) fn is_organ_line(text: &str) -> bool {
    let text: String = squeezed(text).chars().map(simplified).collect();
    // The year may stand on the organ's line.
    let text = text.trim_end_matches(|c: char| is_any_digit(c) || matches!(c, '度' | '年'));
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
