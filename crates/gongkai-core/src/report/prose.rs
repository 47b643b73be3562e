//! Prose: a paragraph or heading with the parts of it that are set otherwise.

use std::ops::Range;

use crate::characters::OffLine;
use crate::document::{Inline, Look, Mark, MarkKind, Runs, pieces};

/// The text of a paragraph or heading, with its marks: links, bold, raised and lowered parts.
///
/// ```
/// use gongkai_core::Prose;
/// use gongkai_core::document::{Mark, MarkKind};
/// let link = Mark::new(3..9, MarkKind::Link("https://a.example".into()));
/// let prose = Prose::marked("见附件。", link.into_iter().collect());
/// assert_eq!(prose.text(), "见附件。");
/// assert_eq!(prose.marks().len(), 1);
/// assert_eq!(Prose::from("见附件。").marks(), []);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    text: String,
    marks: Vec<Mark>,
}

impl Prose {
    /// A text with its marks. Marks that do not fit the text are left out, and those of one kind that touch or overlap
    /// are one: however a source cut its text into runs, the same prose is equal. What is raised or lowered has its own
    /// sign where there is one (¹), of both it is raised, and a text that is so as a whole is plain, as
    /// [`Runs`] decide it for every reader.
    #[must_use]
    pub fn marked(text: impl Into<String>, mut marks: Vec<Mark>) -> Self {
        let mut text = text.into();
        marks.retain(|mark| !mark.range.is_empty() && text.get(mark.range.clone()).is_some());
        if marks.iter().any(|mark| matches!(mark.kind, MarkKind::Raised | MarkKind::Lowered)) {
            (text, marks) = off_line_decided(&text, &marks);
        }
        marks.sort_by(|a, b| (&a.kind, a.range.start).cmp(&(&b.kind, b.range.start)));
        marks.dedup_by(|next, mark| {
            let joins = mark.kind == next.kind && next.range.start <= mark.range.end;
            if joins {
                mark.range.end = mark.range.end.max(next.range.end);
            }
            joins
        });
        marks.sort_by(|a, b| (a.range.start, a.range.end, &a.kind).cmp(&(b.range.start, b.range.end, &b.kind)));
        Self { text, marks }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parts that are set otherwise, by where they begin.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// A part of the text without white space and invisible characters at its ends, with the marks that lie in it.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let length = text.len();
        let moved = |at: usize| at.saturating_sub(range.start).min(length);
        let marks = self
            .marks
            .iter()
            .filter(|mark| mark.range.start < range.end && range.start < mark.range.end)
            .filter_map(|mark| Mark::new(moved(mark.range.start)..moved(mark.range.end), mark.kind.clone()));
        let marks = marks.collect();
        let part = Inline { marks, ..Inline::plain(text) }.trimmed();
        Self::marked(part.text, part.marks)
    }

    /// The text in pieces, cut wherever a mark begins or ends, each with the kinds of its marks.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Vec<&MarkKind>)> {
        pieces(&self.text, &self.marks)
    }
}

/// A text with what stands off its line decided.
fn off_line_decided(text: &str, marks: &[Mark]) -> (String, Vec<Mark>) {
    let mut runs = Runs::default();
    for (piece, kinds) in pieces(text, marks) {
        let mut look = Look::default();
        for kind in kinds {
            match kind {
                MarkKind::Raised => look.off_line = Some(OffLine::Raised),
                MarkKind::Lowered => look.off_line = look.off_line.or(Some(OffLine::Lowered)),
                MarkKind::Bold => look.bold = true,
                MarkKind::Link(address) => look.link = look.link.or(Some(address)),
            }
        }
        runs.push(piece, &look);
    }
    let inline = runs.finish();
    (inline.text, inline.marks)
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self { text, marks: Vec::new() }
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(range: Range<usize>, kind: MarkKind) -> Mark {
        Mark::new(range, kind).expect("not empty")
    }

    #[test]
    fn however_runs_are_cut_the_prose_is_the_same() {
        let whole = Prose::marked("甲乙丙", vec![mark(0..6, MarkKind::Bold)]);
        let cut = Prose::marked("甲乙丙", vec![mark(3..6, MarkKind::Bold), mark(0..3, MarkKind::Bold)]);
        assert_eq!(whole, cut);
        assert_ne!(whole, Prose::from("甲乙丙"));
        // What points outside the text or into a character marks nothing.
        let wrong = vec![mark(0..1, MarkKind::Bold), mark(6..90, MarkKind::Raised)];
        assert_eq!(Prose::marked("甲乙丙", wrong), Prose::from("甲乙丙"));
    }

    #[test]
    fn what_stands_off_the_line_is_decided_once() {
        let raised = Prose::marked("共181件", vec![mark(5..6, MarkKind::Raised)]);
        assert_eq!((raised.text(), raised.marks()), ("共18¹件", [].as_slice()));
        let both = Prose::marked("甲a", vec![mark(3..4, MarkKind::Lowered), mark(3..4, MarkKind::Raised)]);
        assert_eq!(both.marks(), [mark(3..4, MarkKind::Raised)]);
        assert_eq!(Prose::marked("18", vec![mark(0..2, MarkKind::Raised)]), Prose::from("18"));
        let bold = Prose::marked("甲12", vec![mark(0..5, MarkKind::Bold), mark(4..5, MarkKind::Lowered)]);
        assert_eq!((bold.text(), bold.marks()), ("甲1₂", [mark(0..7, MarkKind::Bold)].as_slice()));
        for prose in [raised, both, bold] {
            assert_eq!(Prose::marked(prose.text(), prose.marks().to_vec()), prose);
        }
    }

    #[test]
    fn pieces_carry_every_mark_that_covers_them() {
        let link = MarkKind::Link("https://a.example".into());
        let prose = Prose::marked("甲乙丙丁", vec![mark(0..6, MarkKind::Bold), mark(3..9, link.clone())]);
        let pieces: Vec<(&str, Vec<&MarkKind>)> = prose.pieces().collect();
        assert_eq!(
            pieces,
            [("甲", vec![&MarkKind::Bold]), ("乙", vec![&MarkKind::Bold, &link]), ("丙", vec![&link]), ("丁", vec![])]
        );
        assert_eq!(Prose::from("").pieces().count(), 0);
    }
}
