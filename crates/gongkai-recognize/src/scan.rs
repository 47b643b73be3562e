//! Reading text whose cells nothing parts: where in running characters a label of the forms, a value or another word
//! stands.
//!
//! A label is read over the spaces and line breaks inside it (`商业⏎企业`), and ends where another label, a value or a
//! space follows; digits that a label follows at once (`00000002.其他…`) are parted from the label's own number.

mod glyphs;
mod labels;

use super::dictionary::Match;
use super::rows::is_value;
use glyphs::{Gap, ILLEGIBLE, Scan};
use gongkai_core::Cell;
use gongkai_core::characters::half_width;
use gongkai_core::numerals::is_ordinal;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Label(Match),
    Value,
    Word,
}

/// A label, a value or a word, from the text of one source on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// The source that it begins in, and where.
    pub(super) source: usize,
    pub(super) start: usize,
    /// The source that it ends in, and where.
    pub(super) last: usize,
    pub(super) end: usize,
    /// Whether nothing stands between it and the token before.
    pub(super) glued: bool,
}

/// The tokens of several sources, which follow one another as lines do.
pub(super) fn tokens(sources: &[&str]) -> Vec<Token> {
    let scan = Scan::new(sources);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < scan.glyphs.len() {
        let (kind, end) = if let Some(found) = scan.label_at(at) {
            (Kind::Label(found.label), found.end)
        } else if let Some(end) = scan.value_at(at) {
            (Kind::Value, end)
        } else {
            (Kind::Word, scan.word_at(at))
        };
        let end = end.max(at + 1);
        tokens.extend(scan.token(kind, at, end));
        at = end;
    }
    tokens
}

impl Scan<'_> {
    /// The end of a number, a dash or another value that begins here.
    fn value_at(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 80;
        let first = self.char(at)?;
        let opens = matches!(first, '不' | '无' | 'n' | 'N' | '增' | '减' | '↑' | '↓' | ILLEGIBLE);
        if !(first.is_ascii_digit() || is_mark(first) || opens) {
            return None;
        }
        let mut end = at + 1;
        while end < (at + LONGEST).min(self.glyphs.len()) && self.gap(end) == Gap::None {
            if let Some(found) = self.label_at(end) {
                if found.bare_digit && self.char(end.saturating_sub(1)).is_some_and(|c| c.is_ascii_digit()) {
                    // “12” or “1” and a label's own “2”: nothing tells.
                    return None;
                }
                break;
            }
            end += 1;
        }
        // “7 . 属于”: the number of a label, whatever became of the label.
        let stop = matches!(self.char(end), Some('.' | '、' | '·')) && self.gap(end) != Gap::Line;
        if stop && end == at + 1 && !self.char(end + 1).is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let text = self.text(at, end);
        if self.glyphs.get(at..end).is_some_and(|own| own.iter().any(|glyph| glyph.c == ILLEGIBLE)) {
            return is_value(&text).then_some(end);
        }
        // A comma between digits parts thousands; anywhere else it is a sentence's, and what follows is not a note.
        let bare = text.split(['（', '(']).next().unwrap_or_default();
        let chars: Vec<char> = bare.chars().map(half_width).collect();
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        let sentence = |(at, c): (usize, &char)| match c {
            ',' => !digit(at.checked_sub(1)) || !digit(Some(at + 1)),
            '、' | '。' | ';' | ':' => true,
            _ => false,
        };
        if chars.iter().enumerate().any(sentence) || text.contains(['。', '；']) {
            return None;
        }
        let value = match Cell::parse(&text) {
            Cell::Number(_) | Cell::Dash(_) | Cell::NotApplicable(_) => true,
            Cell::Text(text) => text == "无",
            Cell::Blank => false,
        };
        value.then_some(end)
    }

    /// The end of a word: up to a space, a value or a label that is numbered.
    fn word_at(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.glyphs.get(end).is_some_and(|glyph| glyph.gap == Gap::None) {
            let (c, before) = (self.char(end).unwrap_or_default(), self.char(end - 1).unwrap_or_default());
            let digits = c.is_ascii_digit() && !before.is_ascii_digit();
            // Digits that are no value, as `35-15` of two columns, stay one word.
            let digits = digits && !self.char(at).is_some_and(|first| first.is_ascii_digit() || is_mark(first));
            let numbered = c.is_ascii_digit() || c == '(' || is_ordinal(c);
            let label = || self.numbering(end).2 && self.label_at(end).is_some();
            if digits && self.value_at(end).is_some() || numbered && label() {
                break;
            }
            end += 1;
        }
        end
    }
}

/// A sign or dash that a value begins with.
fn is_mark(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '—' | '–' | '―' | '─' | '/' | '\\')
}
