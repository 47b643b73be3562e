//! The visible characters of several texts, with what stands between them and where each was printed.

use super::{Kind, Token};
use gongkai_core::Within;
use gongkai_core::characters::half_width;

use crate::fold::is_kept;
use crate::traditional::simplified;
use gongkai_core::characters::is_control;

/// A character that cannot be made out.
pub(super) const ILLEGIBLE: char = char::REPLACEMENT_CHARACTER;

/// What stands between a character and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    /// The end of a line, a paragraph or a cell.
    Line,
}

/// A visible character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) gap: Gap,
    source: usize,
    start: usize,
    end: usize,
}

/// The characters of several texts, which follow one another as lines do.
pub(super) struct Scan<'t> {
    pub(super) glyphs: Vec<Glyph>,
    sources: &'t [&'t str],
}

impl<'t> Scan<'t> {
    pub(super) fn new(sources: &'t [&'t str]) -> Self {
        Self { glyphs: glyphs(sources), sources }
    }

    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.glyphs.get(at).map(|glyph| glyph.c)
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.glyphs.get(at).map_or(Gap::Line, |glyph| glyph.gap)
    }

    pub(super) fn token(&self, kind: Kind, at: usize, end: usize) -> Option<Token> {
        let (first, last) = (self.glyphs.get(at)?, self.glyphs.get(end.checked_sub(1)?)?);
        Some(Token {
            kind,
            text: self.text(at, end),
            source: first.source,
            start: first.start,
            last: last.source,
            end: last.end,
            glued: first.gap == Gap::None,
        })
    }

    /// The text as printed, its parts in several sources put together.
    pub(super) fn text(&self, at: usize, end: usize) -> String {
        let mut text = String::new();
        let mut run: Option<(usize, usize, usize)> = None;
        let mut push = |run: Option<(usize, usize, usize)>| {
            if let Some((source, start, end)) = run {
                text.push_str(self.sources.get(source).and_then(|text| text.get(start..end)).unwrap_or_default());
            }
        };
        for glyph in self.glyphs.within(at..end) {
            run = match run {
                Some((source, start, _)) if source == glyph.source => Some((source, start, glyph.end)),
                other => {
                    push(other);
                    Some((glyph.source, glyph.start, glyph.end))
                }
            };
        }
        push(run);
        text
    }
}

fn glyphs(sources: &[&str]) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(sources.iter().map(|text| text.len() / 3).sum());
    for (source, text) in sources.iter().enumerate() {
        let mut gap = Gap::Line;
        for (start, c) in text.char_indices() {
            if c == '\n' || c == '\r' {
                gap = Gap::Line;
            } else if c.is_whitespace() {
                gap = gap.max(Gap::Space);
            } else if is_control(c) {
                // Nobody can make it out, and what stands beside it is not a number.
                glyphs.push(Glyph { c: ILLEGIBLE, gap, source, start, end: start + c.len_utf8() });
                gap = Gap::None;
            } else if is_kept(c) {
                glyphs.push(Glyph { c: simplified(half_width(c)), gap, source, start, end: start + c.len_utf8() });
                gap = Gap::None;
            }
        }
    }
    glyphs
}
