//! Passages: the paragraphs of a report with the section and the place that they come from.

use crate::Report;
use crate::check::{Subject, Text};
use crate::document::Position;
use crate::form::SectionKey;

/// A paragraph of the report's text.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// The section, or nothing for the paragraphs before section 一.
    pub(crate) section: Option<SectionKey>,
    /// The text without the white space that layout puts between characters.
    pub(crate) text: String,
    /// The last short paragraph before it in its section, as a heading that it may stand under.
    pub(crate) heading: String,
    /// Where the paragraph stands in the source file.
    pub(crate) position: Option<Position>,
}

impl Passage {
    /// The sentences of the paragraph: byte ranges that end with their full stop.
    pub(crate) fn sentences(&self) -> Vec<std::ops::Range<usize>> {
        let mut out = Vec::new();
        let mut start = 0;
        for (index, c) in self.text.char_indices() {
            if matches!(c, '。' | '！' | '？' | '!' | '?' | '\n') {
                let end = index + c.len_utf8();
                out.push(start..end);
                start = end;
            }
        }
        if start < self.text.len() {
            out.push(start..self.text.len());
        }
        out
    }
}

/// Every paragraph of the report in order: those before section 一, then section by section.
pub(crate) fn passages(subject: &Subject<'_>) -> Vec<Passage> {
    let report = subject.report;
    let sections = SectionKey::ALL.into_iter().map(|section| (Some(section), report.narrative(section)));
    let mut out = Vec::new();
    for (section, paragraphs) in std::iter::once((None, report.preamble.as_slice())).chain(sections) {
        let places = section.and_then(|section| subject.provenance?.paragraphs.get(&section));
        let mut heading = String::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let text = squeezed(paragraph);
            let position = places.and_then(|places| places.get(index).copied());
            let next = is_heading(&text).then(|| text.clone());
            out.push(Passage { section, text, heading: heading.clone(), position });
            heading = next.unwrap_or(heading);
        }
    }
    out
}

/// Whether a paragraph is a heading such as （二）依申请公开情况.
fn is_heading(text: &str) -> bool {
    text.chars().count() <= 24 && !text.trim_end_matches('。').contains(['，', '。', '；'])
}

/// The whole text of a section without white space, its paragraphs one to a line, or why there is none.
pub(crate) fn section_text(report: &Report, section: SectionKey) -> Result<String, Text> {
    let text: Vec<String> = report.narrative(section).iter().map(|text| squeezed(text)).collect();
    let text = text.join("\n");
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
pub(crate) fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
        {
            gap = true;
            continue;
        }
        let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        if gap && digits(c) && out.chars().next_back().is_some_and(digits) {
            out.push(' ');
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
    }

    #[test]
    fn sentences_cover_the_text() {
        let passage =
            Passage { section: None, text: "甲。乙！丙".to_owned(), heading: String::new(), position: None };
        let texts: Vec<&str> = passage.sentences().into_iter().filter_map(|r| passage.text.get(r)).collect();
        assert_eq!(texts, ["甲。", "乙！", "丙"]);
    }
}
