//! Reports that run on: whole tables, or the whole report, within one paragraph.
//!
//! What a browser's reading view or a search index keeps of a page often has nothing between the cells, or a single
//! space: `行政许可4第二十条第（六）项信息内容…`. The labels of the forms are the only landmarks left. Where enough of
//! them stand one behind the other with nothing but figures between them, the paragraph is parted there, and the
//! stretches become tables again. Figures that run together are left as they stand; only the sums can part those.

mod landmarks;

use gongkai_core::Within;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use landmarks::{Landmark, Landmarks};

use super::rows::{Piece, rows, table};
use super::sections::heading;
use super::standing::{Printed, Standing};
use super::steps::Step;
use gongkai_core::Prose;
use gongkai_core::document::{Block, Document, Inline, Paragraph, ParagraphRole, Position};
use gongkai_core::form::SectionKey;

/// How many labels must stand one behind the other to be a table, and not words of a sentence.
const FEWEST_LABELS: usize = 8;
/// The shortest paragraph that can hold so many, in bytes.
const SHORTEST: usize = 60;
/// How many headings in other words than the form's are looked for in one document.
const MOST_SEARCHES: usize = 400;
/// The longest stretch between two labels that may be a label which nobody knows, in characters.
const LONGEST_STRANGER: usize = 48;

/// The document with the paragraphs that run on parted; nothing when it has none.
pub(super) fn parted(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut found = false;
    let mut searches = MOST_SEARCHES;
    let mut section: Option<SectionKey> = None;
    let printed: OnceCell<Printed> = OnceCell::new();
    // The sections whose headings stand in paragraphs of their own, looked for where it matters.
    let opened: OnceCell<BTreeSet<SectionKey>> = OnceCell::new();
    let opened = || opened.get_or_init(|| document.paragraphs().filter_map(opens).collect());
    for block in &document.blocks {
        let parts = match block {
            Block::Paragraph(paragraph) => {
                section = opens(paragraph).or(section);
                let standing = || Standing::Text(section, *printed.get_or_init(|| Printed::of(document)));
                part(paragraph, &opened, &standing, &mut searches)
            }
            Block::Table(_) => None,
        };
        match parts {
            Some(parts) => {
                found = true;
                step.put_all(parts);
            }
            None => step.keep(block),
        }
    }
    found.then(|| step.document())
}

fn part<'o>(
    paragraph: &Paragraph,
    opened: &impl Fn() -> &'o BTreeSet<SectionKey>,
    standing: &impl Fn() -> Standing,
    searches: &mut usize,
) -> Option<Vec<Block>> {
    let text = paragraph.text.as_str();
    if text.len() < SHORTEST {
        return None;
    }
    let landmarks = Landmarks::of(text, searches);
    // Both in their order, so that no chain looks through all of them.
    let headings: Vec<(usize, SectionKey)> =
        landmarks.headings().filter_map(|landmark| Some((landmark.end, landmark.section?))).collect();
    let section_before = |at: usize| {
        let opened = headings.partition_point(|(end, _)| *end <= at);
        opened.checked_sub(1).and_then(|last| headings.get(last)).map(|(_, section)| *section)
    };
    let mut chains = chains(text, &landmarks.found);
    let parts = |prose: Prose, standing: Standing| Parts {
        text,
        prose,
        position: paragraph.position,
        blocks: Vec::new(),
        standing,
    };
    let standing = if chains.is_empty() { Standing::Cells } else { standing() };
    // A stretch that makes no table is a piece of its sentence.
    chains.retain(|chain| {
        let before = chain.first().and_then(|first| section_before(first.start));
        let mut trial = parts(Prose::marked("", Vec::new()), standing);
        trial.tables(chain, before, end_of(text, chain));
        trial.blocks.iter().any(|block| matches!(block, Block::Table(_)))
    });
    let mut parts = parts(Prose::marked(text, paragraph.marks.clone()), standing);
    if chains.is_empty() {
        // A heading of the form's own wording behind a full stop, where no paragraph of its own has it.
        let lost = |landmark: &&Landmark| {
            landmark.start > 0 && landmark.exact && landmark.section.is_some_and(|section| !opened().contains(&section))
        };
        let cuts: Vec<usize> = landmarks.headings().filter(lost).flat_map(edges).collect();
        if cuts.is_empty() {
            return None;
        }
        parts.prose(0, text.len(), &cuts);
        return Some(parts.blocks);
    }
    let cuts: Vec<usize> = landmarks.headings().flat_map(edges).collect();
    let mut at = 0;
    for chain in chains {
        let Some(first) = chain.first() else { continue };
        let before = parts.front(at, first.start);
        parts.prose(before, first.start, &cuts);
        at = end_of(text, chain);
        parts.tables(chain, section_before(first.start), at);
    }
    parts.prose(at, text.len(), &cuts);
    Some(parts.blocks)
}

/// Where a chain of labels ends with its figures.
fn end_of(text: &str, chain: &[Landmark]) -> usize {
    let last = chain.last().map_or(0, |last| last.end);
    last + trailing(text.within(last..))
}

/// Where a heading is parted from the text before it and from its section's.
fn edges(heading: &Landmark) -> [usize; 2] {
    [heading.start, heading.end]
}

/// The section that a paragraph opens.
fn opens(paragraph: &Paragraph) -> Option<SectionKey> {
    heading(&paragraph.text).and_then(|heading| heading.section)
}

/// The landmarks that follow one another with nothing but figures, or a label that nobody knows, between them.
fn chains<'l>(text: &str, landmarks: &'l [Landmark]) -> Vec<&'l [Landmark]> {
    let linked = |before: &Landmark, after: &Landmark| {
        text.get(before.end..after.start).is_some_and(|gap| Gap::read(gap).is_some())
    };
    let is_table = |chain: &&[Landmark]| {
        let labels = chain.iter().filter(|landmark| landmark.section.is_none()).count();
        let figures = |at: usize, landmark: &Landmark| {
            let end = chain.get(at + 1).map_or(text.len(), |next| next.start);
            text.get(landmark.end..end).is_some_and(|gap| gap.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        };
        labels >= FEWEST_LABELS && chain.iter().enumerate().any(|(at, landmark)| figures(at, landmark))
    };
    landmarks.chunk_by(linked).filter(is_table).collect()
}

/// What stands between two labels.
#[derive(Debug, Default, PartialEq, Eq)]
struct Gap<'t> {
    /// The values of the label before.
    before: Vec<&'t str>,
    /// A label that nobody knows.
    stranger: Option<&'t str>,
    /// The values of that.
    after: Vec<&'t str>,
}

impl<'t> Gap<'t> {
    /// Nothing when the stretch is a piece of a sentence.
    fn read(gap: &'t str) -> Option<Self> {
        let words: Vec<&str> = gap.split_whitespace().collect();
        let before = words.iter().take_while(|word| is_value(word)).count();
        let after = words.iter().skip(before).rev().take_while(|word| is_value(word)).count();
        let (before, rest) = words.split_at(before);
        let (between, after) = rest.split_at(rest.len() - after);
        let mut read = Self { before: before.to_vec(), stranger: None, after: after.to_vec() };
        let (Some(first), Some(last)) = (between.first(), between.last()) else { return Some(read) };
        let start = first.as_ptr().addr().checked_sub(gap.as_ptr().addr())?;
        let end = last.as_ptr().addr().checked_sub(gap.as_ptr().addr())? + last.len();
        let middle = gap.get(start..end)?;
        // Figures that stand at the stranger without a gap belong to the labels on either side of it.
        let (figures, middle) = middle.split_at(leading_figures(middle));
        let (middle, behind) = middle.split_at(middle.len() - trailing_figures(middle));
        let middle = middle.trim();
        let sentence = is_sentence(middle) || middle.chars().count() > LONGEST_STRANGER;
        if sentence || !middle.chars().any(char::is_alphanumeric) {
            return None;
        }
        read.before.extend((!figures.is_empty()).then_some(figures));
        read.stranger = Some(middle);
        if !behind.is_empty() {
            read.after.insert(0, behind);
        }
        Some(read)
    }
}

/// Whether a stretch between two labels is a piece of a sentence: a stop in it outside brackets, or at its ends the sign
/// that parts what a sentence lists.
fn is_sentence(middle: &str) -> bool {
    let mut depth = 0_usize;
    let stop = middle.chars().any(|c| {
        match c {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '。' | '，' | '；' | ';' | '！' | '？' | '：' | ':')
    });
    stop || middle.starts_with(['、', ',']) || middle.ends_with(['、', ','])
}

/// A value, or figures and signs that run together: `2648-18538`.
fn is_value(word: &str) -> bool {
    let signed = |c: char| is_figure(c) || matches!(c, '-' | '+' | ',');
    super::rows::is_value(word) || (word.starts_with(is_figure) && word.chars().all(signed))
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// The bytes of the figures that a text starts with; a digit with a stop before a word is the word's own number.
fn leading_figures(text: &str) -> usize {
    let end = text.find(|c| !is_figure(c)).unwrap_or(text.len());
    let figures = text.within(..end);
    let numbered = figures.ends_with('.') || text.get(end..).is_some_and(|rest| rest.starts_with(['、', '．']));
    if !numbered {
        return end;
    }
    figures.trim_end_matches('.').len().saturating_sub(1)
}

/// The bytes of the figures that a text ends with.
fn trailing_figures(text: &str) -> usize {
    text.len() - text.trim_end_matches(is_figure).len()
}

/// The bytes of the figures behind the last label of a table; a number with its unit begins a sentence.
fn trailing(text: &str) -> usize {
    let figure = |c: char| is_figure(c) || c.is_whitespace() || matches!(c, ',' | '+' | '-' | '—' | '/');
    let end = text.find(|c| !figure(c)).unwrap_or(text.len());
    let figures = text.within(..end);
    let kept = if text.get(end..).is_some_and(|rest| rest.starts_with(['年', '月', '日', '件', '条', '、'])) {
        figures.trim_end_matches(is_figure)
    } else {
        figures
    };
    kept.trim_end().len()
}

/// Where the title itself starts: at the word with its year, the last one if the page prints it twice.
fn own_title(printed: &str) -> usize {
    let words = printed.split_inclusive(char::is_whitespace);
    let starts = words.scan(0, |at, word| {
        let start = *at;
        *at += word.len();
        Some((start, word))
    });
    let dated = |word: &str| word.contains('年') && word.chars().filter(char::is_ascii_digit).count() >= 4;
    starts.filter(|(_, word)| dated(word)).last().map_or(0, |(start, _)| start)
}

/// The parts of one paragraph, in their order.
struct Parts<'t> {
    text: &'t str,
    /// The same with its marks.
    prose: Prose,
    position: Position,
    blocks: Vec<Block>,
    /// Where the tables at hand stand.
    standing: Standing,
}

impl Parts<'_> {
    fn paragraph(&mut self, from: usize, to: usize) {
        let text = self.text.within(from..to);
        // The stop behind a heading that ran into its text.
        let rest = text.trim_start().trim_start_matches(['。', '：', ':']);
        let prose = self.prose.part(to - rest.len()..to);
        if !prose.text().is_empty() {
            let mut inline = Inline::plain(prose.text());
            inline.marks = prose.marks().to_vec();
            self.blocks.push(Paragraph::of(ParagraphRole::Body, inline).at(self.position).into());
        }
    }

    /// Sentences, with a new paragraph at every heading.
    fn prose(&mut self, from: usize, to: usize, cuts: &[usize]) {
        let mut at = from;
        let cuts = cuts.within(cuts.partition_point(|cut| *cut < from)..);
        for cut in cuts.iter().copied().take_while(|cut| *cut < to) {
            self.paragraph(at, cut);
            at = cut;
        }
        self.paragraph(at, to);
    }

    /// The titles before the first sentence, each as a paragraph; gives back where they end.
    fn front(&mut self, from: usize, to: usize) -> usize {
        const TITLE: &str = "年度报告";
        const LONGEST: usize = 90;
        let mut at = from;
        while from == 0
            && let Some(rest) = self.text.get(at..to)
            && let Some(length) = rest.find(TITLE).map(|found| found + TITLE.len())
            && let Some(title) = rest.get(..length)
            && title.chars().count() <= LONGEST
            && !title.contains(['。', '，', '；', '《'])
            && !rest.get(length..).is_some_and(|behind| behind.starts_with(['》', '》', '（', '(']))
        {
            // What the page prints before the title, its path and its buttons, ends at the last gap before the year.
            let year = title.find(|c: char| c.is_ascii_digit()).map_or(0, |_| own_title(title));
            self.paragraph(at, at + year);
            self.paragraph(at + year, at + length);
            at += length;
        }
        at
    }

    /// The tables of a chain of labels that ends, with its figures, at a place.
    fn tables(&mut self, chain: &[Landmark], section: Option<SectionKey>, end: usize) {
        let open = |standing: Standing, section: Option<SectionKey>| match standing {
            Standing::Text(own, printed) => Standing::Text(section.or(own), printed),
            Standing::Cells => Standing::Cells,
        };
        self.standing = open(self.standing, section);
        let mut scraps: Vec<Piece> = Vec::new();
        let mut from = chain.first().map_or(0, |first| first.start);
        for (at, landmark) in chain.iter().enumerate() {
            let printed = self.text.within(landmark.start..landmark.end);
            let next = chain.get(at + 1).map_or(end, |next| next.start);
            let gap = self.text.within(landmark.end..next);
            if landmark.section.is_some() {
                self.table(&mut scraps, from, landmark.start);
                self.standing = open(self.standing, landmark.section);
                // What stands between a heading and the first label is the section's text.
                self.paragraph(landmark.start, landmark.end);
                self.paragraph(landmark.end, next);
                from = next;
                continue;
            }
            let gap = Gap::read(gap).unwrap_or_default();
            let mut label = printed.to_owned();
            let stranger = gap.stranger.filter(|stranger| {
                // “（历史累计）” behind a label is its own.
                let own = gap.before.is_empty() && stranger.starts_with(['（', '(', '）', ')']);
                if own {
                    label.push_str(stranger);
                }
                !own
            });
            scraps.push(Piece::read(&label, self.position));
            let values = if stranger.is_some() { gap.before } else { [gap.before, gap.after.clone()].concat() };
            scraps.extend(values.into_iter().map(|value| Piece::value(value, self.position)));
            if let Some(stranger) = stranger {
                scraps.push(Piece::stranger(stranger, self.position));
                scraps.extend(gap.after.into_iter().map(|value| Piece::value(value, self.position)));
            }
        }
        self.table(&mut scraps, from, end);
    }

    /// The table of the scraps; where they make none, their text.
    fn table(&mut self, scraps: &mut Vec<Piece>, from: usize, to: usize) {
        let scraps = std::mem::take(scraps);
        match table(&rows(&scraps), self.standing, true) {
            Some(table) => self.blocks.push(table.into()),
            None => self.paragraph(from, to),
        }
    }
}
