//! Passages: the paragraphs of a report with the section and the place that they come from.

use super::enumeration::{Style, mark_at};
use crate::Report;
use crate::characters::{is_ideograph, is_invisible};
use crate::check::{Subject, Text};
use crate::document::Position;
use crate::form::SectionKey;

/// How many characters a sentence has at most. The longest that published reports have, with every outcome and its
/// share, are half as long.
const LONGEST_SENTENCE: usize = 800;

/// A paragraph of the report's text.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Passage {
    /// The section, or nothing for the paragraphs before section 一.
    pub section: Option<SectionKey>,
    /// The text without the white space that layout puts between characters.
    pub text: String,
    /// What it stands under: its own “（二）依申请公开。”, the last short paragraph before it in its section, or for an
    /// item of a list the sentence that opens the list, which ends with its colon.
    pub(crate) heading: String,
    /// Where its lines stand in the source file, each by the byte of the text that it starts at.
    pub(crate) places: Vec<(usize, Position)>,
    /// The bytes of the text before which white space was left out.
    pub(crate) gaps: Vec<usize>,
}

impl Passage {
    /// The sentences of the paragraph: byte ranges that end with their full stop. What begins with 其中 tells of the
    /// sentence before it and is one with it.
    #[must_use]
    pub fn sentences(&self) -> Vec<std::ops::Range<usize>> {
        let mut out = Vec::new();
        let mut start = 0;
        for (index, c) in self.text.char_indices() {
            if matches!(c, '。' | '！' | '？' | '!' | '?' | '\n') {
                let end = index + c.len_utf8();
                if self.text.get(end..).is_some_and(|next| next.starts_with("其中")) {
                    continue;
                }
                self.push_sentence(start..end, &mut out);
                start = end;
            }
        }
        self.push_sentence(start..self.text.len(), &mut out);
        out
    }

    /// Adds a sentence. One that nobody would read to its end is cut behind a stop, so that what its words mean together
    /// is never sought over more than [`LONGEST_SENTENCE`].
    fn push_sentence(&self, mut span: std::ops::Range<usize>, out: &mut Vec<std::ops::Range<usize>>) {
        while let Some(rest) = self.text.get(span.clone()).filter(|rest| !rest.is_empty()) {
            let limit = rest.char_indices().nth(LONGEST_SENTENCE).map(|(at, _)| at);
            let within = limit.and_then(|limit| rest.get(..limit));
            let end = within.map_or(rest.len(), |within| {
                let stop = within.char_indices().rev().find(|(_, c)| matches!(c, '；' | '，' | '、' | ';' | ','));
                stop.map_or(within.len(), |(at, c)| at + c.len_utf8())
            });
            out.push(span.start..span.start + end);
            span.start += end;
        }
    }

    /// Where a byte of the text stands in the source file.
    #[must_use]
    pub fn position(&self, at: usize) -> Option<Position> {
        let next = self.places.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|line| self.places.get(line)).map(|(_, position)| *position)
    }
}

/// Every paragraph of the report in order: those before section 一, then section by section.
pub(super) fn passages(subject: &Subject<'_>) -> Vec<Passage> {
    let report = subject.report;
    let sections = SectionKey::ALL.into_iter().map(|section| (Some(section), report.narrative(section)));
    let mut out = Vec::new();
    for (section, narrative) in std::iter::once((None, &report.preamble)).chain(sections) {
        let places = section.and_then(|section| subject.provenance?.paragraphs.get(&section));
        let mut heading = String::new();
        let mut list: Option<String> = None;
        for lines in whole_paragraphs(narrative.numbered_texts()) {
            let mut text = String::new();
            let (mut starts, mut gaps) = (Vec::new(), Vec::new());
            for line in lines {
                append(&mut text, &line.text);
                let start = text.len().saturating_sub(line.text.len());
                starts.extend(places.and_then(|places| places.get(line.number)).map(|position| (start, *position)));
                gaps.extend(line.gaps.iter().map(|gap| start + gap));
            }
            let own = own_heading(&text).map(str::to_owned);
            list = list.filter(|_| own.is_none() && text.chars().count() <= LONGEST_ITEM);
            let above = list.as_ref().unwrap_or(&heading);
            let over_it = own.as_ref().filter(|own| own.len() < text.len()).unwrap_or(above).clone();
            list = opens_list(&text).map(str::to_owned).or(list);
            heading = own.unwrap_or(heading);
            out.push(Passage { section, text, heading: over_it, places: starts, gaps });
        }
    }
    out
}

/// The paragraphs with the lines of which they are made, each by its number and without white space. Text that was
/// copied from a page has a paragraph's lines apart; they belong together where a long line ends in mid-sentence.
fn whole_paragraphs<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Line>> = Vec::new();
    for (number, line) in lines {
        let mut gaps = Vec::new();
        let text = squeezed_at(line, |at| gaps.push(at));
        let line = Line { number, text, gaps };
        match out.last_mut() {
            Some(last) if last.last().is_some_and(|before| goes_on(&before.text, &line.text)) => last.push(line),
            _ => out.push(vec![line]),
        }
    }
    out
}

/// A line of a paragraph.
struct Line {
    number: usize,
    /// The line without white space.
    text: String,
    /// The bytes of it before which there was some.
    gaps: Vec<usize>,
}

/// The shortest line, in characters, that may have been broken in mid-sentence.
const SHORTEST_FULL_LINE: usize = 20;

/// Whether a line goes on in the next.
fn goes_on(line: &str, next: &str) -> bool {
    let ends = line
        .trim_end_matches(['”', '’', '）', ')', '》'])
        .ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':']);
    let item = line.starts_with(['（', '(']) && !line.contains(['，', '。', '；']);
    line.chars().count() >= SHORTEST_FULL_LINE && !ends && !item && mark_at(next, 0).is_none()
}

/// Adds a line, so that digits at its start do not run into those before.
fn append(text: &mut String, line: &str) {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if text.ends_with(digit) && line.starts_with(digit) {
        text.push(' ');
    }
    text.push_str(line);
}

/// The heading that a paragraph is, such as （二）依申请公开情况, or that it begins with: （二）依申请公开。全年……
fn own_heading(text: &str) -> Option<&str> {
    let is_heading = |text: &str| {
        text.chars().count() <= 24
            && !text.trim_end_matches('。').contains(['，', '。', '；', '：'])
            && !text.contains('件')
    };
    if is_heading(text) {
        return Some(text);
    }
    let numbered = mark_at(text, 0).is_some_and(|mark| mark.style == Style::Bracketed);
    let first = text.get(..text.find(['。', '：', '，'])?)?;
    (numbered && is_heading(first)).then_some(first)
}

/// The longest item of a list, in characters; what is longer stands for itself.
const LONGEST_ITEM: usize = 60;

/// The sentence with which a paragraph opens a list.
fn opens_list(text: &str) -> Option<&str> {
    let sentence = text.strip_suffix(['：', ':'])?;
    let start = sentence.rfind(['。', '！', '？']).map_or(0, |at| at + '。'.len_utf8());
    text.get(start..)
}

/// The whole text of a section without white space, its paragraphs one to a line, or why there is none.
pub(crate) fn section_text(report: &Report, section: SectionKey) -> Result<String, Text> {
    let paragraphs = whole_paragraphs(report.narrative(section).numbered_texts());
    let joined = paragraphs.into_iter().map(|lines| {
        let mut text = String::new();
        lines.iter().for_each(|line| append(&mut text, &line.text));
        text
    });
    let text = joined.collect::<Vec<_>>().join("\n");
    if text.trim().is_empty() {
        return Err(Text::new(
            format!("没有读到“{}”部分的文字", section.heading()),
            format!("no text was read for section “{}”", section.heading()),
        ));
    }
    Ok(text)
}

/// The text without white space and invisible characters; between two digits one space is kept, so that two numbers
/// do not become one.
#[must_use]
pub fn squeezed(text: &str) -> String {
    squeezed_at(text, |_| {})
}

/// The same; tells the bytes of what is left before which white space stood, but for its beginning.
fn squeezed_at(text: &str, mut at: impl FnMut(usize)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if !gap && is_ideograph(c) {
            out.push(c);
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            gap = true;
            continue;
        }
        let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        if gap && digits(c) && out.chars().next_back().is_some_and(digits) {
            out.push(' ');
        }
        if gap && !out.is_empty() {
            at(out.len());
        }
        gap = false;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_layout_goes_and_numbers_stay_apart() {
        assert_eq!(squeezed("  2023 年，受理 21 件\u{a0}。"), "2023年，受理21件。");
        assert_eq!(squeezed("713 36"), "713 36");
        assert_eq!(squeezed("申请\n人"), "申请人");
        // What nobody sees parts nothing.
        assert_eq!(squeezed("收到9\u{200b}9\u{ad}8件"), "收到998件");
    }

    #[test]
    fn lines_that_end_in_mid_sentence_are_one_paragraph() {
        let lines = [
            "（二）依申请公开方面。严格按照规定办理，全县全年共收到政府信息公开申",
            "请26件，均按时答复，其中通过网络提交的有一",
            "2件。",
            "（三）政府信息管理情况",
            "健全制度。",
        ];
        let paragraphs: Vec<usize> = whole_paragraphs(lines.into_iter().enumerate()).iter().map(Vec::len).collect();
        assert_eq!(paragraphs, [3, 1, 1]);
        let mut text = "收到26".to_owned();
        append(&mut text, "3件");
        assert_eq!(text, "收到26 3件");
    }

    #[test]
    fn sentences_cover_the_text() {
        let passage = Passage {
            section: None,
            text: "甲。乙！丙".to_owned(),
            heading: String::new(),
            places: Vec::new(),
            gaps: Vec::new(),
        };
        let texts: Vec<&str> = passage.sentences().into_iter().filter_map(|r| passage.text.get(r)).collect();
        assert_eq!(texts, ["甲。", "乙！", "丙"]);
    }
}
