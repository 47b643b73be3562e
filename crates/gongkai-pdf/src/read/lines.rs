//! From characters with places to lines of text.

use gongkai_core::characters::{self, OffLine};
use gongkai_core::document::{Mark, MarkKind};

use super::content::{Flow, Glyph};
use super::fold::is_wide;
use super::rows::{DIGITS, GAP};

/// A line of text: characters of one baseline from left to right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// The baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) glyphs: Vec<Glyph>,
}

/// A run of a line's characters without a wide gap inside.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) text: String,
}

impl Token {
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.x0, self.x1)
    }
}

/// Gathers characters into lines from top to bottom.
///
/// Text that runs up or down makes lines of its own, in the order in which it is read, one for each of its columns.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let (across, turned): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|glyph| glyph.flow == Flow::Across);
    let mut lines = across_lines(across);
    if !turned.is_empty() {
        lines.extend(turned_lines(turned));
        lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    }
    lines
}

fn across_lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut lines = Vec::new();
    let mut open: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let same = open.last().is_none_or(|last| {
            let size = last.size.max(glyph.size);
            let first = open.first().map_or(last.y, |first| first.y);
            glyph.y - last.y <= 0.3 * size && glyph.y - first <= 0.45 * size
        });
        if !same {
            lines.extend(Line::of(std::mem::take(&mut open)));
        }
        open.push(glyph);
    }
    lines.extend(Line::of(open));
    lines
}

/// Each column of vertical or turned text as one line that stands at the column's first character.
fn turned_lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    let middle = |glyph: &Glyph| f64::midpoint(glyph.x0, glyph.x1);
    glyphs.sort_by(|a, b| a.flow.cmp(&b.flow).then(middle(a).total_cmp(&middle(b))));
    let mut columns: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match columns.last_mut() {
            Some(column)
                if column.first().is_some_and(|first| {
                    first.flow == glyph.flow && (middle(first) - middle(&glyph)).abs() <= 0.5 * glyph.size
                }) =>
            {
                column.push(glyph);
            }
            _ => columns.push(vec![glyph]),
        }
    }
    // Downward text has its first column on the right.
    columns.sort_by(|a, b| {
        let key = |column: &[Glyph]| column.first().map_or((Flow::Down, 0.0), |first| (first.flow, middle(first)));
        let ((flow_a, x_a), (flow_b, x_b)) = (key(a), key(b));
        flow_a.cmp(&flow_b).then(if flow_a == Flow::Up { x_a.total_cmp(&x_b) } else { x_b.total_cmp(&x_a) })
    });
    let mut lines = Vec::new();
    let mut place = -0.01;
    let top = columns.iter().flatten().map(|glyph| glyph.y).fold(f64::INFINITY, f64::min);
    for mut column in columns {
        column.sort_by(|a, b| if a.flow == Flow::Up { b.y.total_cmp(&a.y) } else { a.y.total_cmp(&b.y) });
        let mut column = without_twins(column);
        column.dedup_by(|b, a| a.char == ' ' && b.char == ' ');
        let Some(first) = column.first().copied() else { continue };
        let x1 = column.iter().map(|glyph| glyph.x1).fold(first.x1, f64::max);
        // Columns stand below each other as far as order goes, so that they are read one after the other.
        place += 0.01;
        lines.push(Line { x0: first.x0, x1, y: top + place, size: first.size, glyphs: column });
    }
    lines
}

/// Drops each character that stands on its twin: a heavier face is often imitated by drawing every character twice.
fn without_twins(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    /// How far the second drawing is moved that makes a stroke thicker, in sizes of the character.
    const SHIFTED: f64 = 0.01;
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let apart = |other: &Glyph| (glyph.x0 - other.x0).abs().max((glyph.y - other.y).abs());
        let mut near = kept.iter_mut().rev().take(6);
        match near.find(|other| other.char == glyph.char && apart(other) <= 0.12 * glyph.size) {
            Some(twin) => twin.drawn.bold |= glyph.drawn.bold || apart(twin) > SHIFTED * glyph.size,
            None => kept.push(glyph),
        }
    }
    kept
}

impl Line {
    fn of(mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut kept = without_twins(glyphs);
        let seen = |glyph: &&Glyph| !glyph.char.is_whitespace();
        let first = kept.iter().position(|glyph| !glyph.char.is_whitespace())?;
        let last = kept.iter().rposition(|glyph| !glyph.char.is_whitespace())?;
        kept.truncate(last + 1);
        kept.drain(..first);
        let x0 = kept.first()?.x0;
        let x1 = kept.iter().filter(seen).map(|glyph| glyph.x1).fold(x0, f64::max);
        let size = kept.iter().filter(seen).map(|glyph| glyph.size).fold(0.0, f64::max);
        let y = median(kept.iter().filter(seen).map(|glyph| glyph.y).collect());
        Some(Self { x0, x1, y, size, glyphs: kept })
    }

    fn is_across(&self) -> bool {
        self.glyphs.first().is_some_and(|glyph| glyph.flow == Flow::Across)
    }

    /// The line's text. Spaces are those that the file holds, and one where a gap is too wide to be spacing: justified
    /// Chinese text is stretched between all its characters, so the line's usual gap is taken off first.
    pub(super) fn text(&self) -> String {
        self.tokens_within(|_, _| None).into_iter().map(|token| token.text).collect()
    }

    /// The parts of its text that are links, or stand off the line and have no form of their own for it.
    pub(super) fn marks(&self, text: &str, links: &[String]) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        let mut chars = text.char_indices();
        for glyph in self.glyphs.iter().filter(|glyph| glyph.char != ' ' && !glyph.struck) {
            let shown = glyph.shown();
            let Some((at, _)) = chars.find(|(_, char)| *char == shown) else { break };
            let range = at..at + shown.len_utf8();
            let link = usize::from(glyph.link).checked_sub(1).and_then(|link| links.get(link));
            let off_line = glyph.off_line.filter(|_| shown == glyph.char).map(|level| match level {
                OffLine::Raised => MarkKind::Raised,
                OffLine::Lowered => MarkKind::Lowered,
            });
            let bold = glyph.drawn.bold.then_some(MarkKind::Bold);
            let link = link.map(|link| MarkKind::Link(link.as_str().into()));
            for kind in link.into_iter().chain(off_line).chain(bold) {
                // A mark goes on over the space between two words.
                let gap = |from: usize| text.get(from..range.start).is_some_and(|gap| gap.trim().is_empty());
                match marks.iter_mut().rev().find(|mark| mark.kind == kind) {
                    Some(mark) if gap(mark.range.end) => mark.range.end = range.end,
                    _ => marks.extend(Mark::new(range.clone(), kind)),
                }
            }
        }
        marks
    }

    /// The characters that stand off the line, as they are.
    pub(super) fn off_line(&self) -> String {
        self.glyphs.iter().filter(|glyph| glyph.off_line.is_some() && !glyph.struck).map(|glyph| glyph.char).collect()
    }

    /// The characters that are struck out.
    pub(super) fn struck(&self) -> String {
        let struck: String = self.glyphs.iter().filter(|glyph| glyph.struck).map(|glyph| glyph.char).collect();
        struck.trim().to_owned()
    }

    /// The line's parts between gaps wider than so many times the size of its characters.
    pub(super) fn tokens(&self, gap: f64) -> Vec<Token> {
        self.tokens_within(|_, _| Some(gap))
    }

    /// The same, with a gap of its own between two digits: numbers of neighbouring columns may stand close.
    pub(super) fn tokens_of_row(&self, gap: f64, digits: f64) -> Vec<Token> {
        let is_digit = |char: char| char.is_ascii_digit();
        self.tokens_within(|before, after| Some(if is_digit(before) && is_digit(after) { digits } else { gap }))
    }

    /// The line's smallest parts: cut at every gap wider than its characters' usual one, and before each figure that
    /// follows a word. Where columns stand close, a label, a head or a figure of its own may begin at any of them.
    pub(super) fn pieces(&self, gap: f64) -> Vec<Token> {
        let limit = gap + self.usual_gap() / self.size.max(0.1);
        self.tokens_within(|before, after| {
            Some(match (is_wide(before), is_wide(after)) {
                (true, _) if !is_figure(before) && is_figure(after) => -1.0,
                (true, _) | (_, true) => limit,
                _ if before.is_ascii_digit() && after.is_ascii_digit() => DIGITS,
                // The space between words is wider than the one between columns may be.
                _ => GAP,
            })
        })
    }

    fn tokens_within(&self, split: impl Fn(char, char) -> Option<f64>) -> Vec<Token> {
        if !self.is_across() {
            let seen = self.glyphs.iter().filter(|glyph| !glyph.struck);
            let text = seen.map(|glyph| glyph.char).collect::<String>();
            return vec![Token { x0: self.x0, x1: self.x1, text: text.trim().to_owned() }];
        }
        let usual = self.usual_gap();
        let mut tokens: Vec<Token> = Vec::new();
        let mut previous: Option<Glyph> = None;
        let mut spaced = false;
        for glyph in &self.glyphs {
            if glyph.char == ' ' {
                spaced = true;
                continue;
            }
            let gap = previous.map_or(0.0, |before| glyph.x0 - before.x1);
            let limit = previous.and_then(|before| split(before.char, glyph.char));
            let splits = limit.is_some_and(|limit| gap > limit * glyph.size);
            // What is struck out leaves no gap behind.
            if glyph.struck {
                previous = Some(*glyph);
                continue;
            }
            match tokens.last_mut() {
                Some(token) if !splits => {
                    let widest = previous.is_some_and(|before| is_gap(&before, glyph, gap, usual));
                    if (spaced || widest) && !token.text.is_empty() {
                        token.text.push(' ');
                    }
                    token.text.push(glyph.shown());
                    token.x1 = token.x1.max(glyph.x1);
                }
                _ => tokens.push(Token { x0: glyph.x0, x1: glyph.x1, text: glyph.shown().to_string() }),
            }
            previous = Some(*glyph);
            spaced = false;
        }
        tokens
    }

    /// The gap by which the line's Chinese characters are set apart to fill its width. A line of few of them is opened
    /// beside its words and figures as well: by the least of these gaps at least.
    fn usual_gap(&self) -> f64 {
        let (mut among, mut beside) = (Vec::new(), Vec::new());
        for pair in self.glyphs.windows(2) {
            if let [before, after] = pair {
                let gap = after.x0 - before.x1;
                match (is_wide(before.char), is_wide(after.char)) {
                    (true, true) => among.push(gap),
                    (false, false) => {}
                    _ => beside.push(gap),
                }
            }
        }
        let usual = if among.len() >= FEW {
            median(among)
        } else if among.len() + beside.len() >= FEW {
            among.into_iter().chain(beside).fold(f64::INFINITY, f64::min)
        } else {
            0.0
        };
        usual.clamp(0.0, 0.6 * self.size)
    }
}

/// So many gaps say how a line was opened.
const FEW: usize = 4;

fn is_figure(char: char) -> bool {
    char.is_ascii_digit() || matches!(char, '０'..='９')
}

fn is_gap(before: &Glyph, after: &Glyph, gap: f64, usual: f64) -> bool {
    let size = before.size.max(after.size);
    // What stands off the line has no word of its own.
    if after.off_line.is_some() || characters::is_off_line_digit(after.char) {
        return gap - usual > 0.9 * size;
    }
    match (is_wide(before.char), is_wide(after.char)) {
        (true, true) => gap - usual > 0.9 * size,
        (false, false) => gap > 0.2 * size,
        _ => gap - usual > 0.75 * size,
    }
}

/// Puts a following line's text behind a text: without a space between Chinese characters, with one between words.
pub(super) fn join(text: &mut String, next: &str) {
    let word = |char: char| char.is_alphanumeric() && !is_wide(char);
    let (before, after) = (text.chars().next_back(), next.chars().next());
    if let (Some(before), Some(after)) = (before, after)
        && word(before)
        && word(after)
        && !(before.is_ascii_digit() && after.is_ascii_digit())
    {
        text.push(' ');
    }
    text.push_str(next);
}

/// Takes over the marks of a piece that was put at the end of a text, from this byte on. What goes on in the next line is
/// one, with the space or the line's end between.
pub(super) fn append_marks(into: &mut Vec<Mark>, marks: Vec<Mark>, text: &str, start: usize) {
    for Mark { range, kind, .. } in marks {
        let range = range.start + start..range.end + start;
        let joins =
            |mark: &Mark| text.get(mark.range.end..range.start).is_some_and(|between| between.trim().is_empty());
        match into.iter_mut().rev().find(|mark| mark.kind == kind) {
            Some(mark) if mark.range.end <= start && joins(mark) => mark.range.end = range.end,
            _ => into.extend(Mark::new(range, kind)),
        }
    }
}

/// The middle one of some numbers; 0 of none.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
