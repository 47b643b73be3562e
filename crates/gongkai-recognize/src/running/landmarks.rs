//! The landmarks of a text that runs on: the forms' labels and the headings of the sections, where they stand.

use super::super::dictionary::{Meaning, dictionary};
use super::super::sections::heading;
use gongkai_core::Within;
use gongkai_core::characters::{half_width, is_of_words};
use gongkai_core::form::SectionKey;
use gongkai_core::numerals::is_ordinal;

/// A label or heading in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Landmark {
    /// Where it starts in bytes, its number included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The section that it opens; nothing for a label of a table.
    pub(super) section: Option<SectionKey>,
    /// Whether it is the form's own wording.
    pub(super) exact: bool,
    /// Whether it stands where a heading can: at the start, behind a full stop, a gap, or a figure.
    free: bool,
}

/// The landmarks of a text in their order.
pub(super) struct Landmarks {
    pub(super) found: Vec<Landmark>,
}

impl Landmarks {
    /// Finds the landmarks of a text, from its start on and the longest first, none within another.
    ///
    /// `searches` is how many more headings in other words than the form's may be looked for in the document, so that
    /// a text of nothing but numerals costs little.
    pub(super) fn of(text: &str, searches: &mut usize) -> Self {
        let letters: Vec<(usize, char)> =
            text.char_indices().map(|(at, c)| (at, half_width(c))).filter(|(_, c)| is_of_words(*c)).collect();
        let mut found: Vec<Landmark> = Vec::new();
        let mut at = 0;
        while let Some((start, letter)) = letters.get(at) {
            let taken = found.last().map_or(0, |last| last.end);
            if *start < taken {
                at += 1;
                continue;
            }
            // At the numeral of a section's own heading, the words behind it say where it ends.
            let numeral = is_ordinal(*letter) || letter.is_ascii_digit();
            let behind = || if numeral { label(text, &letters, at + 1, taken) } else { None };
            let own = || behind().filter(|own| own.section.is_some() && own.start == *start);
            let landmark = label(text, &letters, at, taken).or_else(own).or_else(|| variant(text, *start, searches));
            match landmark {
                Some(landmark) => found.push(landmark),
                None => at += 1,
            }
        }
        Self { found }
    }

    /// The headings of sections that stand where a heading can.
    pub(super) fn headings(&self) -> impl Iterator<Item = &Landmark> {
        self.found.iter().filter(|landmark| landmark.section.is_some() && landmark.free)
    }
}

/// The longest label whose own characters start at a letter.
fn label(text: &str, letters: &[(usize, char)], at: usize, taken: usize) -> Option<Landmark> {
    let (first, character) = *letters.get(at)?;
    let fits = |wording: &[char]| {
        let own = letters.get(at..at + wording.len());
        own.is_some_and(|own| own.iter().zip(wording).all(|((_, c), wanted)| c == wanted))
    };
    let (wording, entry) = dictionary().starting_with(character).find(|(wording, _)| fits(wording))?;
    let section = match entry.meanings.as_slice() {
        [Meaning::Section(section)] => Some(*section),
        _ => None,
    };
    let (last, _) = *letters.get(at + wording.len() - 1)?;
    let end = last + text.get(last..)?.chars().next()?.len_utf8();
    let end = closed(text, first, end);
    let (start, numbered) = numbering(text, first, taken);
    // A section's words are a heading only with its number.
    if section.is_some() && !numbered {
        return None;
    }
    let free = is_free(text, start, end);
    Some(Landmark { start, end, section, exact: true, free })
}

/// A heading in words that the form does not use, at a numeral: `四、政府信息公开行政法复议、行政诉讼情况`.
fn variant(text: &str, start: usize, searches: &mut usize) -> Option<Landmark> {
    const ENDS: [&str; 7] = ["情况", "事项", "措施", "改进", "打算", "方向", "问题"];
    const LONGEST: usize = 32;
    let rest = text.get(start..)?;
    let mut characters = rest.chars();
    let numeral = characters.next().is_some_and(is_ordinal);
    if !numeral || !characters.next().is_some_and(|c| matches!(c, '、' | '．' | '.')) {
        return None;
    }
    *searches = searches.checked_sub(1)?;
    let limit = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    let within = rest.get(..limit)?;
    let stop = within.find(['。', '，', '；', '：', '（', '(']).unwrap_or(within.len());
    let within = within.get(..stop)?;
    let ends = ENDS.iter().flat_map(|end| within.match_indices(end).map(|(at, found)| at + found.len()));
    let named = ends.filter_map(|end| {
        let found = heading(within.get(..end)?)?;
        Some((end, found.section?))
    });
    let (length, section) = named.max_by_key(|(end, _)| *end)?;
    let end = start + length;
    let free = is_free(text, start, end);
    free.then_some(Landmark { start, end, section: Some(section), exact: false, free })
}

/// The end of a label with the signs that close what was opened within it.
fn closed(text: &str, first: usize, end: usize) -> usize {
    let opened =
        |text: &str, open: [char; 3], close: [char; 3]| text.matches(open).count() > text.matches(close).count();
    let mut end = end;
    while let Some(label) = text.get(first..end)
        && let Some(next) = text.get(end..).and_then(|rest| rest.chars().next())
        && (matches!(next, '）' | ')') && opened(label, ['（', '(', '('], ['）', ')', ')'])
            || matches!(next, '”' | '"') && opened(label, ['“', '“', '“'], ['”', '”', '”']))
    {
        end += next.len_utf8();
    }
    // The corner of table 三 is all in brackets.
    let before = text.get(..first).and_then(|before| before.chars().next_back());
    let behind = text.get(end..).and_then(|rest| rest.chars().next());
    match (before, behind) {
        (Some('（' | '('), Some(close @ ('）' | ')'))) => end + close.len_utf8(),
        _ => end,
    }
}

/// Where a label starts with the number printed before it, and whether there is one. What a landmark before has taken
/// is not looked at.
fn numbering(text: &str, first: usize, taken: usize) -> (usize, bool) {
    let before: Vec<(usize, char)> = text
        .within(taken..first)
        .char_indices()
        .rev()
        .map(|(at, c)| (taken + at, half_width(c)))
        .filter(|(_, c)| !c.is_whitespace())
        .take(4)
        .collect();
    match before.as_slice() {
        [(_, ')'), (_, c), (at, '('), ..] if is_ordinal(*c) || c.is_ascii_digit() => (*at, true),
        [(_, '、' | '.'), (at, c), ..] if is_ordinal(*c) || c.is_ascii_digit() => (*at, true),
        [(at, '('), ..] => (*at, false),
        _ => (first, false),
    }
}

/// Whether a heading can stand here: behind a full stop, a gap, a figure or a bracket, and not in a list of headings.
fn is_free(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let behind = text.within(end..).trim_start();
    let opens = before.is_none_or(|c| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '。' | '！' | '”' | '）' | ')' | '>' | '：')
    });
    opens && !behind.starts_with(['、', '，', ',', '；', ';', '和', '及', '与', '等'])
}
