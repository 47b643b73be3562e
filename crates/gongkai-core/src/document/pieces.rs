//! Marked text as writers set it: run by run.

use std::ops::Range;

use super::{Mark, MarkKind};

/// The parts of marks that lie within some bytes of their text, by their places there.
#[must_use]
pub fn marks_within(marks: &[Mark], bytes: Range<usize>) -> Vec<Mark> {
    let moved = |at: usize| at.clamp(bytes.start, bytes.end.max(bytes.start)) - bytes.start;
    let within = |mark: &Mark| Mark::new(moved(mark.range.start)..moved(mark.range.end), mark.kind.clone());
    marks.iter().filter_map(within).collect()
}

/// A text in pieces, cut wherever one of its marks begins or ends, each with the kinds of its marks: what a writer sets
/// as runs.
///
/// ```
/// use gongkai_core::document::{Mark, MarkKind, pieces};
/// let marks: Vec<Mark> = Mark::new(3..6, MarkKind::Bold).into_iter().collect();
/// let texts: Vec<&str> = pieces("甲乙丙", &marks).map(|(text, _)| text).collect();
/// assert_eq!(texts, ["甲", "乙", "丙"]);
/// ```
pub fn pieces<'t>(text: &'t str, marks: &'t [Mark]) -> impl Iterator<Item = (&'t str, Vec<&'t MarkKind>)> {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.retain(|&at| text.is_char_boundary(at));
    cuts.sort_unstable();
    cuts.dedup();
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by_key(|mark| mark.range.start);
    let mut open: Vec<&Mark> = Vec::new();
    let mut next = marks.into_iter().peekable();
    let mut start = 0;
    let ends: Vec<usize> = cuts.into_iter().filter(|&at| at > 0).collect();
    ends.into_iter().filter_map(move |end| {
        let range: Range<usize> = start..end;
        start = end;
        open.retain(|mark| mark.range.end > range.start);
        while let Some(mark) = next.next_if(|mark| mark.range.start <= range.start) {
            if mark.range.end > range.start {
                open.push(mark);
            }
        }
        let mut kinds: Vec<&MarkKind> = open.iter().map(|mark| &mark.kind).collect();
        kinds.sort();
        Some((text.get(range)?, kinds))
    })
}
