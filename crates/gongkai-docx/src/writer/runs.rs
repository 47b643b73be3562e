//! Runs: a text cut where its marks begin and end, raised and lowered signs set as such, links with their addresses.

use docx_rs::{
    BreakType, Hyperlink, HyperlinkData, Paragraph as WordParagraph, ParagraphChild, Run, RunFonts, VertAlignType,
};
use gongkai_core::Within;
use gongkai_core::characters::{OffLine, is_blank, off_line};
use gongkai_core::document::{Mark, MarkKind, Paragraph, pieces};

use super::links::Links;

/// A text with its marks, or the part of it that stands on one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked<'t> {
    text: &'t str,
    marks: &'t [Mark],
    /// Where the part begins and ends.
    start: usize,
    end: usize,
    /// Whether anything of the whole text stands on its line. Where nothing does, signs that have a raised form of
    /// their own keep it, since text that is raised as a whole stands beside nothing.
    on_line: bool,
}

impl<'t> Marked<'t> {
    pub(super) fn new(text: &'t str, marks: &'t [Mark]) -> Self {
        let lifted = |at: usize| {
            let covers = |mark: &&Mark| mark.range.contains(&at);
            marks.iter().filter(covers).any(|mark| matches!(mark.kind, MarkKind::Raised | MarkKind::Lowered))
        };
        // Few texts have marks, so that nearly none is looked through.
        let on_line = text.char_indices().any(|(at, c)| !is_blank(c) && off_line(c).is_none() && !lifted(at));
        Self { text, marks, start: 0, end: text.len(), on_line }
    }

    /// The text of a paragraph.
    pub(super) fn of(paragraph: &'t Paragraph) -> Self {
        Self::new(&paragraph.text, &paragraph.marks)
    }

    /// The part of these bytes.
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        Self { start: start.max(self.start), end: end.min(self.end), ..self }
    }

    /// The parts between ends of lines.
    pub(super) fn lines(self) -> impl Iterator<Item = Self> {
        let mut start = 0;
        self.text.split('\n').map(move |line| {
            let part = self.part(start, start + line.len());
            start += line.len() + 1;
            part
        })
    }

    /// The part's own text.
    pub(super) fn shown(self) -> &'t str {
        self.text.within(self.start..self.end)
    }

    /// The parts between these places of the part's own text.
    pub(super) fn parted(self, ends: &[usize]) -> impl Iterator<Item = Self> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let ends = ends.iter().copied().chain([self.end - self.start]);
        starts.zip(ends).map(move |(from, to)| self.part(self.start + from, self.start + to))
    }

    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Adds the part's runs to a paragraph, each changed by `set`.
    pub(super) fn onto(self, mut word: WordParagraph, links: &mut Links, set: &dyn Fn(Run) -> Run) -> WordParagraph {
        let mut at = 0;
        for (piece, kinds) in pieces(self.text, self.marks) {
            let begins = at;
            at += piece.len();
            let from = self.start.saturating_sub(begins).min(piece.len());
            let to = self.end.saturating_sub(begins).min(piece.len());
            let Some(shown) = piece.get(from..to).filter(|shown| !shown.is_empty()) else { continue };
            let runs = self.runs(shown, &kinds, set);
            let address = kinds.iter().find_map(|kind| match kind {
                MarkKind::Link(address) => Some(&**address),
                _ => None,
            });
            word = match address.and_then(|address| links.id(shown, address)) {
                Some(rid) => {
                    let children = runs.into_iter().map(|run| ParagraphChild::Run(Box::new(run))).collect();
                    let link = HyperlinkData::External { rid, path: String::new() };
                    word.add_hyperlink(Hyperlink { link, history: Some(1), children })
                }
                None => runs.into_iter().fold(word, WordParagraph::add_run),
            };
        }
        word
    }

    /// The runs of one piece: signs above and below the line are set as such, so that a font without them shows them.
    fn runs(self, text: &str, kinds: &[&MarkKind], set: &dyn Fn(Run) -> Run) -> Vec<Run> {
        let marked = kinds.iter().find_map(|kind| match kind {
            MarkKind::Raised => Some(OffLine::Raised),
            MarkKind::Lowered => Some(OffLine::Lowered),
            _ => None,
        });
        let bold = kinds.iter().any(|kind| **kind == MarkKind::Bold);
        let mut parts: Vec<(String, Option<OffLine>)> = Vec::new();
        for c in text.chars() {
            let (shown, level) = match off_line(c).filter(|_| self.on_line) {
                Some((plain, level)) => (plain, Some(level)),
                None => (c, marked),
            };
            match parts.last_mut() {
                Some((part, of)) if *of == level => part.push(shown),
                _ => parts.push((shown.to_string(), level)),
            }
        }
        let run = |(text, level): (String, Option<OffLine>)| {
            let mut run = set(text_run(&text));
            if bold {
                run = run.bold();
            }
            if let Some(level) = level {
                let align = match level {
                    OffLine::Raised => VertAlignType::SuperScript,
                    OffLine::Lowered => VertAlignType::SubScript,
                };
                run.run_property = run.run_property.vert_align(align);
            }
            run
        };
        parts.into_iter().map(run).collect()
    }
}

/// A run whose punctuation takes the Chinese face: quotation marks, dashes and dots belong to both scripts.
pub(super) fn hinted() -> Run {
    Run::new().fonts(RunFonts::new().hint("eastAsia"))
}

pub(super) fn text_run(text: &str) -> Run {
    let mut run = hinted();
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        if number > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                run = run.add_tab();
            }
            if !part.is_empty() {
                run = run.add_text(part);
            }
        }
    }
    run
}
