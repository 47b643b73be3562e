//! 分别: names in a row, and the figures in a row that belong to them one by one.

use super::words::{STOPS, names_something};
use crate::check::text::figure::{Figure, FigureKind};
use crate::check::text::phrase::{Tag, Tagged};

/// The name of each figure after 分别, by where the figure starts: “行政复议、行政诉讼分别为3件、2件”. Nothing where
/// there are not as many names as figures.
pub(super) fn pairs(text: &str, tags: &[Tagged], figures: &[Figure]) -> Vec<(usize, Tagged)> {
    let mut out = Vec::new();
    for word in tags.iter().filter(|tag| tag.tag == Tag::Respectively) {
        let (at, end) = (word.span.start, word.span.end);
        let start = text.get(..at).and_then(|before| before.rfind(STOPS)).unwrap_or(0);
        let stop = text.get(end..).and_then(|after| after.find(STOPS)).map_or(text.len(), |after| end + after);
        let in_clause = |tag: &&Tagged| tag.span.start >= start && tag.span.end <= stop;
        if tags.iter().filter(in_clause).any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
            continue;
        }
        let names: Vec<&Tagged> = tags
            .iter()
            .filter(|tag| tag.span.start >= start && tag.span.end <= at && is_one_of_a_row(tag.tag))
            .collect();
        let counted: Vec<&Figure> = figures
            .iter()
            .filter(|figure| figure.kind == FigureKind::Quantity && figure.span.start >= end && figure.span.end <= stop)
            .collect();
        if names.len() > 1 && names.len() == counted.len() {
            out.extend(counted.iter().zip(names).map(|(figure, name)| (figure.span.start, name.clone())));
        }
    }
    out
}

/// Whether a word names one of several things in a row, rather than what they all are.
fn is_one_of_a_row(tag: Tag) -> bool {
    names_something(tag)
        && !matches!(tag, Tag::Application | Tag::BareApplication | Tag::Total | Tag::Receive | Tag::Decided)
}
