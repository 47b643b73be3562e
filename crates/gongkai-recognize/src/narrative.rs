//! The text around the tables: title, preamble, sections with all that stands in them, signature.

mod choice;
mod front;
mod furniture;
mod signing;

pub(super) use furniture::is_about_the_page;
use gongkai_core::Within;

use std::collections::BTreeMap;

use super::sections::{Heading, heading};
use gongkai_core::document::{Mark, ParagraphRole, Position};
use gongkai_core::form::SectionKey;
use gongkai_core::page_number::is_page_number;
use gongkai_core::reading::SectionFound;
use gongkai_core::{HeadingLevel, Prose, PublishedHeading, Signature};

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

/// What stands in a section, or before the first, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A paragraph.
    Text(Text),
    /// A heading that is none of the six, and that its number alone does not show to be one.
    Heading(HeadingLevel, Text),
    /// The table of this index in the document.
    Table(usize),
}

impl Item {
    /// The paragraph or heading.
    pub(super) fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) | Self::Heading(_, text) => Some(text),
            Self::Table(_) => None,
        }
    }
}

/// The text of a document by its parts.
#[derive(Debug, Default)]
pub(super) struct Narrative {
    pub(super) title: Option<Text>,
    pub(super) preamble: Vec<Item>,
    pub(super) sections: BTreeMap<SectionKey, Vec<Item>>,
    pub(super) headings: Vec<PublishedHeading>,
    pub(super) found: Vec<SectionFound>,
    /// For each table the section that it stands in.
    pub(super) tables: BTreeMap<usize, SectionKey>,
    /// What stands before the first heading, for dates and names that a page prints there.
    pub(super) front: Vec<Text>,
    /// Who signs and when.
    pub(super) signature: Signature,
    /// What a page prints around the report, left out.
    pub(super) furniture: Vec<Text>,
    /// Sentences that stand outside the report, left out.
    pub(super) outside: Vec<Text>,
}

impl Narrative {
    /// Every text of preamble and sections.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let items = self.preamble.iter().chain(self.sections.values().flatten());
        items.filter_map(|item| Some(item.text()?.text.as_str()))
    }

    /// What stands in the section that was opened last, or before the first.
    fn open(&mut self) -> &mut Vec<Item> {
        match self.found.last() {
            Some(found) => self.sections.entry(found.section).or_default(),
            None => &mut self.preamble,
        }
    }
}

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
    let headings = choice::chosen(pieces, candidates);
    let first = headings.keys().next().copied().unwrap_or(pieces.len());
    let depth = depth_of_sections(pieces, &headings);
    let last = headings.keys().next_back().copied().unwrap_or(0);
    let mut narrative = Narrative::default();
    front::read(pieces.within(..first), headings.is_empty(), &mut narrative);
    let mut below = false;
    for (at, piece) in pieces.iter().enumerate().skip(first) {
        match piece {
            Piece::Table(table) => {
                if let Some(found) = narrative.found.last() {
                    narrative.tables.insert(*table, found.section);
                }
                if !below {
                    narrative.open().push(Item::Table(*table));
                }
            }
            Piece::Text(text) => match headings.get(&at) {
                Some(heading) => {
                    below = false;
                    open(&mut narrative, heading, text);
                }
                None if text.text.trim().is_empty() || is_page_number(&text.text) => {}
                None => {
                    below |= at > last && furniture::is_below(&text.text);
                    if below && furniture::is_sentence(&text.text) {
                        narrative.outside.push(text.clone());
                    } else if below {
                        narrative.furniture.push(text.clone());
                    } else {
                        narrative.open().push(item(text, depth));
                    }
                }
            },
        }
    }
    signing::take(&mut narrative);
    narrative
}

/// Opens a section, or keeps a heading that is none of the six where it stands.
fn open(narrative: &mut Narrative, heading: &Heading, text: &Text) {
    let (printed, rest) = text.text.split_at_checked(heading.length).unwrap_or((&text.text, ""));
    let title = printed.trim().trim_end_matches(['。', '：', ':', '；']);
    narrative.headings.push(PublishedHeading::new(title, heading.section, text.position));
    match heading.section {
        Some(section) => narrative.found.push(SectionFound::new(section, title, text.position)),
        None => narrative.open().push(Item::Heading(HeadingLevel::First, text.part(0..printed.len()))),
    }
    if !rest.trim().is_empty() {
        let rest = text.part(printed.len()..text.text.len());
        narrative.open().push(Item::Text(rest));
    }
}

/// The longest heading that no number shows to be one, in characters.
const LONGEST_HEADING: usize = 40;

/// A paragraph, or a heading where the document marks it as one and its number does not say so anyway.
fn item(text: &Text, depth: Option<u8>) -> Item {
    let marked = depth_of(text.role).filter(|_| {
        let short = text.text.chars().count() <= LONGEST_HEADING;
        short && !text.text.contains(['。', '；', '！']) && !gongkai_core::compose::shows_its_level(&text.text)
    });
    // Where the sections themselves are not marked, what is marked lies below them.
    let level = marked.map(|own| match own.saturating_sub(depth.unwrap_or(0)) {
        0 => HeadingLevel::First,
        1 => HeadingLevel::Second,
        _ => HeadingLevel::Third,
    });
    match level {
        Some(level) => Item::Heading(level, text.clone()),
        None => Item::Text(text.clone()),
    }
}

/// How deep the headings of the sections are marked, as most of them are.
fn depth_of_sections(pieces: &[Piece], headings: &BTreeMap<usize, Heading>) -> Option<u8> {
    let mut counted: BTreeMap<Option<u8>, usize> = BTreeMap::new();
    for at in headings.iter().filter(|(_, heading)| heading.section.is_some()).map(|(at, _)| *at) {
        if let Some(Piece::Text(text)) = pieces.get(at) {
            *counted.entry(depth_of(text.role)).or_default() += 1;
        }
    }
    counted.into_iter().max_by_key(|(_, count)| *count).and_then(|(depth, _)| depth)
}

fn depth_of(role: ParagraphRole) -> Option<u8> {
    match role {
        ParagraphRole::Heading1 => Some(1),
        ParagraphRole::Heading2 => Some(2),
        ParagraphRole::Heading3 => Some(3),
        _ => None,
    }
}
