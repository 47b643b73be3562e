//! The labels of the forms in running characters: over the breaks and punctuation inside them, with the number before
//! them and the remark behind them.

use super::glyphs::{Gap, Scan};
use super::is_mark;
use crate::dictionary::{Match, dictionary};
use gongkai_core::Within;
use gongkai_core::numerals::ordinal;

/// A label found in the characters.
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) label: Match,
    /// Whether its number is a digit that nothing parts from it: `1属于国家秘密`.
    pub(super) bare_digit: bool,
}

impl Scan<'_> {
    /// The number that a label starts with: the place behind it, the number, and whether a mark follows the number.
    pub(super) fn numbering(&self, at: usize) -> (usize, Option<u8>, bool) {
        let none = (at, None, false);
        let bracketed = self.char(at) == Some('(');
        let start = at + usize::from(bracketed);
        let Some(first) = self.char(start) else { return none };
        let digit = first.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
        let (number, after) = match (digit, ordinal(first)) {
            (Some(digit), _) => (digit, start + 1),
            (None, Some(one)) => match self.char(start + 1).and_then(ordinal) {
                Some(unit) if one == 10 => (10 + unit, start + 2),
                _ => (one, start + 1),
            },
            _ => return none,
        };
        match self.char(after) {
            Some(')') => (after + 1, Some(number), true),
            Some('、' | '.' | ',' | '､' | '·') if !bracketed => (after + 1, Some(number), true),
            Some(next) if !bracketed && digit.is_some() && !next.is_ascii_digit() && self.gap(after) == Gap::None => {
                (after, Some(number), false)
            }
            _ => none,
        }
    }

    /// A label that begins here, whatever follows it.
    fn wording_at(&self, at: usize) -> Option<Found> {
        self.wordings_at(at).into_iter().next()
    }

    /// Every label that begins here, the longest first.
    fn wordings_at(&self, at: usize) -> Vec<Found> {
        let (behind, number, marked) = self.numbering(at);
        let mut found = self.bodies(behind, number, number.is_some() && !marked);
        if number.is_some() && found.is_empty() {
            found = self.bodies(at, None, false);
        }
        found
    }

    fn bodies(&self, at: usize, number: Option<u8>, bare_digit: bool) -> Vec<Found> {
        let opening = |c: char| matches!(c, '(' | '[' | '【' | '〔' | '“' | '"' | '”' | '《');
        let start = if self.char(at).is_some_and(opening) { at + 1 } else { at };
        let Some(first) = self.char(start) else { return Vec::new() };
        let mut found: Vec<Found> = Vec::new();
        for (wording, entry) in dictionary().starting_with(first) {
            let label = Match { entry, exact: true, partial: false, number };
            let Some(end) = self.matches(start, wording) else { continue };
            if found.iter().any(|other| other.label.entry == label.entry) {
                continue;
            }
            // A short label under another number than the form's is a piece of another label.
            let own = &label.entry.numbers;
            let contradicted = number.is_some_and(|number| !own.is_empty() && !own.contains(&number));
            if contradicted && (bare_digit || wording.len() < 4) {
                continue;
            }
            if bare_digit && own.is_empty() {
                continue;
            }
            found.push(Found { end: self.closed(at, end), label, bare_digit });
        }
        found
    }

    /// Where a wording ends that starts here, punctuation and breaks inside it passed over.
    fn matches(&self, start: usize, wording: &[char]) -> Option<usize> {
        const MOST_BETWEEN: usize = 3;
        let mut at = start;
        for (index, wanted) in wording.iter().enumerate() {
            let mut passed = 0;
            while let Some(c) = self.char(at) {
                if c == *wanted {
                    break;
                }
                if index == 0 || passed == MOST_BETWEEN || !is_inside_labels(c) {
                    return None;
                }
                passed += 1;
                at += 1;
            }
            self.char(at)?;
            at += 1;
        }
        Some(at)
    }

    /// Brackets, quotation marks and a colon that still belong to the label.
    fn closed(&self, start: usize, end: usize) -> usize {
        let inside = |set: &[char]| {
            let glyphs = self.glyphs.within(start..end);
            glyphs.iter().filter(|glyph| set.contains(&glyph.c)).count()
        };
        let mut open = inside(&['(', '[', '【', '〔']).saturating_sub(inside(&[')', ']', '】', '〕']));
        let quoted = inside(&['“', '"', '”', '\'', '‘', '《']) > 0;
        let mut at = end;
        while let Some(c) = self.char(at) {
            match c {
                ')' | ']' | '】' | '〕' if open > 0 => open -= 1,
                '”' | '"' | '’' | '\'' | '》' if quoted => {}
                ':' => {}
                _ => break,
            }
            at += 1;
        }
        at
    }

    /// A label that begins here and ends as a label does.
    pub(super) fn label_at(&self, at: usize) -> Option<Found> {
        self.wordings_at(at).into_iter().find_map(|found| {
            let end = self.remarked(found.end);
            self.ends_at(end).then_some(Found { end, ..found })
        })
    }

    /// The place behind what stands in brackets right behind a label: `规章（县级无此项）`.
    fn remarked(&self, end: usize) -> usize {
        const LONGEST: usize = 40;
        if self.char(end) != Some('(') || self.gap(end) == Gap::Line || self.wording_at(end).is_some() {
            return end;
        }
        let mut depth = 0_usize;
        for at in end..(end + LONGEST).min(self.glyphs.len()) {
            match self.char(at) {
                Some('(') => depth += 1,
                Some(')') if depth == 1 => return at + 1,
                Some(')') => depth -= 1,
                Some(c) if c.is_ascii_digit() => return end,
                _ => {}
            }
            // A bracket that is not closed on its line goes on behind the row's values.
            if at > end && self.gap(at + 1) == Gap::Line {
                return if self.char(at + 1) == Some(')') { at + 2 } else { at + 1 };
            }
        }
        end
    }

    fn ends_at(&self, end: usize) -> bool {
        let Some(next) = self.char(end) else { return true };
        self.gap(end) != Gap::None || next.is_ascii_digit() || is_mark(next) || self.wording_at(end).is_some()
    }
}

/// Punctuation that stands inside labels.
fn is_inside_labels(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '"'
            | '\''
            | '‘'
            | '’'
            | '('
            | ')'
            | '['
            | ']'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '、'
            | ','
            | '.'
            | ':'
            | '/'
            | '\\'
            | '·'
            | char::REPLACEMENT_CHARACTER
    )
}
