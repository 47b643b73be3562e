//! Where the words that a finding is about stand in the report that was handed in.

use gongkai::Report;
use gongkai::document::Position;
use gongkai::form::SectionKey;
use gongkai::reading::Provenance;

use crate::assessing::Span;

/// How many places of the same words are marked.
const MOST: usize = 20;

/// The places of some words: in the paragraph that a position means, where it is known, else wherever they stand in the
/// section, or in any section where none is named.
pub(crate) fn spans(
    report: &Report,
    provenance: Option<&Provenance>,
    section: Option<SectionKey>,
    excerpt: &str,
    position: Option<Position>,
) -> Vec<Span> {
    let words = longest_piece(excerpt);
    if words.is_empty() {
        return Vec::new();
    }
    let sections: Vec<Option<SectionKey>> = match section {
        Some(section) => vec![Some(section)],
        None => std::iter::once(None).chain(SectionKey::ALL.map(Some)).collect(),
    };
    let mut all = Vec::new();
    let mut meant = Vec::new();
    for section in sections {
        let narrative = section.map_or(&report.preamble, |section| report.narrative(section));
        let places = section.and_then(|section| provenance?.paragraphs.get(&section));
        for (nth, (part, text)) in narrative.numbered_texts().enumerate() {
            let found = within(section, part, text, words);
            let here = places.and_then(|places| places.get(nth));
            if here.is_some_and(|here| position.is_some_and(|at| same_paragraph(*here, at))) {
                meant.extend(found.iter().cloned());
            }
            all.extend(found);
            if all.len() >= MOST {
                break;
            }
        }
    }
    let mut spans = if meant.is_empty() { all } else { meant };
    spans.truncate(MOST);
    spans
}

/// An excerpt that was shortened, or in which something was made unreadable, is found by its longest piece.
fn longest_piece(excerpt: &str) -> &str {
    excerpt.split(['…', '*', '＊']).map(str::trim).max_by_key(|piece| piece.len()).unwrap_or_default()
}

fn within(section: Option<SectionKey>, part: usize, text: &str, words: &str) -> Vec<Span> {
    let units = |until: usize| text.get(..until).map_or(0, |before| before.encode_utf16().count());
    text.match_indices(words)
        .map(|(start, found)| Span {
            section: section.map_or("preamble", SectionKey::as_str).to_owned(),
            part,
            start: units(start),
            end: units(start + found.len()),
        })
        .take(MOST)
        .collect()
}

/// Whether two positions are in one paragraph: the column says where in it.
fn same_paragraph(one: Position, other: Position) -> bool {
    let line =
        |position: Position| (position.page, position.line, position.paragraph, position.table, position.table_row);
    line(one) == line(other)
}
