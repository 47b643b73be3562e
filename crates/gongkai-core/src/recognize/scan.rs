//! Reading text whose cells nothing parts: where in running characters a label of the forms, a value or another word
//! stands.
//!
//! A label is read over the spaces and line breaks inside it (`商业⏎企业`), and ends where another label, a value or a
//! space follows; digits that a label follows at once (`00000002.其他…`) are parted from the label's own number.

use super::dictionary::{Match, Meaning, dictionary};
use super::fold::{fold, half_width, is_kept, numeral};
use super::traditional::simplified;
use crate::Cell;
use crate::form::{ApplicationRow, Edition, TableDeclaration, TableKey};

/// What stands between a character and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    /// The end of a line, a paragraph or a cell.
    Line,
}

/// A visible character.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    c: char,
    gap: Gap,
    source: usize,
    start: usize,
    end: usize,
}

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

/// A label found in the characters.
struct Found {
    end: usize,
    label: Match,
    /// Whether its number is a digit that nothing parts from it: `1属于国家秘密`.
    bare_digit: bool,
}

/// The tokens of several sources, which follow one another as lines do.
pub(super) fn tokens(sources: &[&str]) -> Vec<Token> {
    let scan = Scan { glyphs: glyphs(sources), sources };
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

fn glyphs(sources: &[&str]) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(sources.iter().map(|text| text.len() / 3).sum());
    for (source, text) in sources.iter().enumerate() {
        let mut gap = Gap::Line;
        for (start, c) in text.char_indices() {
            if c == '\n' || c == '\r' {
                gap = Gap::Line;
            } else if c.is_whitespace() {
                gap = gap.max(Gap::Space);
            } else if is_kept(c) {
                glyphs.push(Glyph { c: simplified(half_width(c)), gap, source, start, end: start + c.len_utf8() });
                gap = Gap::None;
            }
        }
    }
    glyphs
}

struct Scan<'t> {
    glyphs: Vec<Glyph>,
    sources: &'t [&'t str],
}

impl Scan<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.glyphs.get(at).map(|glyph| glyph.c)
    }

    fn gap(&self, at: usize) -> Gap {
        self.glyphs.get(at).map_or(Gap::Line, |glyph| glyph.gap)
    }

    fn token(&self, kind: Kind, at: usize, end: usize) -> Option<Token> {
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
    fn text(&self, at: usize, end: usize) -> String {
        let mut text = String::new();
        let mut run: Option<(usize, usize, usize)> = None;
        let mut push = |run: Option<(usize, usize, usize)>| {
            if let Some((source, start, end)) = run {
                text.push_str(self.sources.get(source).and_then(|text| text.get(start..end)).unwrap_or_default());
            }
        };
        for glyph in self.glyphs.get(at..end).unwrap_or_default() {
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

    /// The number that a label starts with: the place behind it, the number, and whether a mark follows the number.
    fn numbering(&self, at: usize) -> (usize, Option<u8>, bool) {
        let none = (at, None, false);
        let bracketed = self.char(at) == Some('(');
        let start = at + usize::from(bracketed);
        let Some(first) = self.char(start) else { return none };
        let digit = first.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
        let (number, after) = match (digit, numeral(first)) {
            (Some(digit), _) => (digit, start + 1),
            (None, Some(one)) => match self.char(start + 1).and_then(numeral) {
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
            let own = label.numbers();
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
            let glyphs = self.glyphs.get(start..end).unwrap_or_default();
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
    fn label_at(&self, at: usize) -> Option<Found> {
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

    /// The end of a number, a dash or another value that begins here.
    fn value_at(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 80;
        let first = self.char(at)?;
        if !(first.is_ascii_digit() || is_mark(first) || matches!(first, '不' | '无' | 'n' | 'N')) {
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
            let numbered = c.is_ascii_digit() || c == '(' || numeral(c).is_some();
            let label = || self.numbering(end).2 && self.label_at(end).is_some();
            if digits && self.value_at(end).is_some() || numbered && label() {
                break;
            }
            end += 1;
        }
        end
    }
}

impl Match {
    /// The numbers that the form prints before the label.
    fn numbers(&self) -> Vec<u8> {
        let leaf = |row: &str| {
            application_rows()
                .iter()
                .filter(|own| own.key == row)
                .filter_map(|own| fold(own.path.last()?).number)
                .collect()
        };
        let numbers: Vec<u8> = self
            .meanings()
            .iter()
            .flat_map(|meaning| match meaning {
                Meaning::ApplicationRow(row) => leaf(row),
                Meaning::OutcomeGroup(label) => fold(label).number.into_iter().collect(),
                _ => Vec::new(),
            })
            .collect();
        numbers
    }
}

fn application_rows() -> &'static [ApplicationRow] {
    match Edition::E2021.form().table(TableKey::Applications).declared {
        TableDeclaration::Applications(form) => form.rows,
        _ => &[],
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
    )
}

/// A sign or dash that a value begins with.
fn is_mark(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '—' | '–' | '―' | '─' | '/' | '\\')
}
