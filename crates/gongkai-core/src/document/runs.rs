//! Runs: what a reader hears of a text piece by piece, and what is left of it once marks and what is not in force are
//! told apart.
//!
//! Every format says in its own way that characters are struck out, hidden, raised or a link. Readers translate that
//! into a [`Look`] and push it here; what follows from it is decided once, for all of them.

use std::ops::Range;

use crate::characters::{self, OffLine};

/// How a run of characters looks in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look<'a> {
    /// Raised or lowered beside the line: a note's mark, an exponent (上标, 下标).
    pub off_line: Option<OffLine>,
    /// Why it is not in force, if it is not.
    pub void: Option<Void>,
    /// Set in a bold face.
    pub bold: bool,
    /// The address that it links to.
    pub link: Option<&'a str>,
}

/// Why characters that a file holds are not in force (不作数): they are left out, and the reading says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Void {
    /// Struck out (删除线).
    Struck,
    /// Hidden (隐藏文字).
    Hidden,
    /// Deleted by a tracked change (修订删除).
    Deleted,
}

/// A part of a text that is not set as the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// Which bytes of the text; always at characters' boundaries, never empty.
    pub range: Range<usize>,
    /// What they are.
    pub kind: MarkKind,
}

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MarkKind {
    /// Raised (上标) and without a raised form of its own in Unicode.
    Raised,
    /// Lowered (下标), likewise.
    Lowered,
    /// In a bold face (加粗).
    Bold,
    /// A link to this address (超链接).
    Link(Box<str>),
}

impl Mark {
    /// A part of a text; nothing for an empty part.
    #[must_use]
    pub fn new(range: Range<usize>, kind: MarkKind) -> Option<Self> {
        (range.start < range.end).then_some(Self { range, kind })
    }
}

/// A text with its marks.
///
/// ```
/// use gongkai_core::characters::OffLine;
/// use gongkai_core::document::{Look, Runs, Void};
/// let mut runs = Runs::default();
/// runs.push("9", &Look { void: Some(Void::Struck), ..Look::default() });
/// runs.push("34", &Look::default());
/// runs.push("1", &Look { off_line: Some(OffLine::Raised), ..Look::default() });
/// let inline = runs.finish();
/// assert_eq!(inline.text, "34¹");
/// assert_eq!(inline.void, [(Void::Struck, "9".to_owned())]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Inline {
    /// The text in force. Raised and lowered digits have their Unicode forms (`18¹`), so that no reader takes them for
    /// digits of the number before them.
    pub text: String,
    /// The parts that are set otherwise, by their places.
    pub marks: Vec<Mark>,
    /// What was left out as not in force, in its order.
    pub void: Vec<(Void, String)>,
    /// What stands raised or lowered in the text, in its order.
    pub off_line: Vec<String>,
}

/// Characters that look alike.
#[derive(Debug, Clone)]
struct Run {
    text: String,
    off_line: Option<OffLine>,
    bold: bool,
    link: Option<Box<str>>,
}

impl Run {
    fn looks(&self, look: &Look<'_>) -> bool {
        self.off_line == look.off_line && self.bold == look.bold && self.link.as_deref() == look.link
    }
}

/// Collects the runs of one paragraph or table cell.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    pieces: Vec<Run>,
    void: Vec<(Void, String)>,
}

impl Runs {
    /// Adds a run. Characters that nobody sees stay where they are: whoever needs the visible text asks
    /// [`characters::visible`].
    pub fn push(&mut self, text: &str, look: &Look<'_>) {
        if text.is_empty() {
            return;
        }
        if let Some(why) = look.void {
            match self.void.last_mut() {
                Some((last, void)) if *last == why => void.push_str(text),
                _ => self.void.push((why, text.to_owned())),
            }
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.looks(look) => last.text.push_str(text),
            _ => self.pieces.push(Run {
                text: text.to_owned(),
                off_line: look.off_line,
                bold: look.bold,
                link: look.link.map(Into::into),
            }),
        }
    }

    /// Whether nothing in force was pushed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The text with its marks. A text that is raised or lowered as a whole stands beside nothing, and is taken as if it
    /// stood on the line.
    #[must_use]
    pub fn finish(self) -> Inline {
        let blank = |text: &str| text.chars().all(characters::is_blank);
        let on_line = self.pieces.iter().any(|run| run.off_line.is_none() && stands(&run.text));
        let mut out = Inline { void: self.void, ..Inline::default() };
        out.void.retain(|(_, text)| !blank(text));
        for Run { text, off_line, bold, link } in self.pieces {
            let start = out.text.len();
            match off_line.filter(|_| on_line) {
                Some(level) => push_off_line(&mut out, &text, level),
                None => out.text.push_str(&text),
            }
            let whole = start..out.text.len();
            let kinds = [bold.then_some(MarkKind::Bold), link.map(MarkKind::Link)];
            out.marks.extend(kinds.into_iter().flatten().filter_map(|kind| Mark::new(whole.clone(), kind)));
        }
        out
    }
}

/// Whether anything of a text is seen that no overlay strikes out.
fn stands(text: &str) -> bool {
    let next = text.chars().skip(1).map(Some).chain([None]);
    text.chars().zip(next).any(|(c, next)| {
        !characters::is_blank(c) && !characters::is_overlay(c) && !next.is_some_and(characters::is_overlay)
    })
}

/// Characters that have a form off the line of their own take it; the others are marked.
fn push_off_line(out: &mut Inline, text: &str, level: OffLine) {
    let form = match level {
        OffLine::Raised => characters::raised,
        OffLine::Lowered => characters::lowered,
    };
    let kind = || match level {
        OffLine::Raised => MarkKind::Raised,
        OffLine::Lowered => MarkKind::Lowered,
    };
    if !text.chars().all(characters::is_blank) {
        out.off_line.push(text.trim().to_owned());
    }
    let mut since = out.text.len();
    for c in text.chars() {
        // A sign that stands off the line by itself needs no mark either.
        if let Some(own) = form(c).or_else(|| characters::off_line(c).map(|_| c)) {
            out.marks.extend(Mark::new(since..out.text.len(), kind()));
            out.text.push(own);
            since = out.text.len();
        } else {
            out.text.push(c);
        }
    }
    out.marks.extend(Mark::new(since..out.text.len(), kind()));
}

impl Inline {
    /// A text without marks.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The lines of the text, each with its marks.
    #[must_use]
    pub fn lines(self) -> Vec<Self> {
        if !self.text.contains('\n') {
            return vec![self];
        }
        let mut lines: Vec<Self> = Vec::new();
        let mut starts: Vec<usize> = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            starts.push(start);
            lines.push(Self::plain(line));
            start += line.len() + 1;
        }
        for mark in &self.marks {
            let first = starts.partition_point(|&start| start <= mark.range.start).saturating_sub(1);
            for (line, &start) in lines.iter_mut().zip(&starts).skip(first) {
                if start >= mark.range.end {
                    break;
                }
                let inside = |at: usize| at.saturating_sub(start).min(line.text.len());
                let part = inside(mark.range.start)..inside(mark.range.end);
                line.marks.extend(Mark::new(part, mark.kind.clone()));
            }
        }
        lines
    }

    /// Without white space and invisible characters at either end; the marks move along.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        if self.marks.is_empty()
            && !self.text.starts_with(characters::is_blank)
            && !self.text.ends_with(characters::is_blank)
        {
            return self;
        }
        let end = self.text.trim_end_matches(characters::is_blank).len();
        self.text.truncate(end);
        let start = self.text.len() - self.text.trim_start_matches(characters::is_blank).len();
        self.text.drain(..start);
        let length = self.text.len();
        let moved = |at: usize| at.saturating_sub(start).min(length);
        self.marks = self
            .marks
            .into_iter()
            .filter_map(|mark| Mark::new(moved(mark.range.start)..moved(mark.range.end), mark.kind))
            .collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(level: OffLine) -> Look<'static> {
        Look { off_line: Some(level), ..Look::default() }
    }

    #[test]
    fn what_stands_off_the_line_is_no_digit() {
        let mut runs = Runs::default();
        runs.push("18", &Look::default());
        runs.push("[注1]", &off(OffLine::Raised));
        runs.push("2", &off(OffLine::Lowered));
        let inline = runs.finish();
        assert_eq!(inline.text, "18[注¹]₂");
        let parts: Vec<(&str, &MarkKind)> =
            inline.marks.iter().filter_map(|m| Some((inline.text.get(m.range.clone())?, &m.kind))).collect();
        assert_eq!(parts, [("[注", &MarkKind::Raised), ("]", &MarkKind::Raised)]);
        assert_eq!(inline.off_line, ["[注1]", "2"]);
    }

    #[test]
    fn a_text_that_is_raised_as_a_whole_stands_beside_nothing() {
        let mut runs = Runs::default();
        runs.push(" ", &Look::default());
        runs.push("18", &off(OffLine::Raised));
        let inline = runs.finish().trimmed();
        assert_eq!((inline.text.as_str(), inline.marks.len()), ("18", 0));
        let mut struck = Runs::default();
        struck.push("9\u{336}", &Look::default());
        struck.push("18", &off(OffLine::Raised));
        assert_eq!(struck.finish().text, "9\u{336}18");
    }

    #[test]
    fn marks_stay_on_their_lines() {
        let mut runs = Runs::default();
        runs.push("甲", &Look::default());
        runs.push("乙\n丙", &Look { bold: true, ..Look::default() });
        let lines = runs.finish().lines();
        let bold: Vec<_> =
            lines.iter().map(|line| (line.text.as_str(), line.marks.first().map(|m| m.range.clone()))).collect();
        assert_eq!(bold, [("甲乙", Some(3..6)), ("丙", Some(0..3))]);
    }

    #[test]
    fn marks_move_with_what_is_trimmed() {
        let mut runs = Runs::default();
        runs.push("\u{3000}\u{feff}见", &Look::default());
        runs.push("附件 ", &Look { link: Some("https://a.example"), bold: true, ..Look::default() });
        let inline = runs.finish().trimmed();
        assert_eq!(inline.text, "见附件");
        assert!(inline.marks.iter().all(|mark| inline.text.get(mark.range.clone()) == Some("附件")));
        assert_eq!(inline.marks.len(), 2);
    }
}
