//! Finding the label that a text is when it lost or changed characters, and only when no other may be meant.

use super::{Entry, Lookup, Match};

/// How near a label is to a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearness {
    entry: &'static Entry,
    /// How many of a thousand characters agree.
    pub(super) share: usize,
    /// How many characters differ.
    distance: usize,
    /// Whether the text is a longer stretch of the label, cut off at either end.
    pub(super) contained: bool,
    /// Whether the label is near enough to be meant.
    near: bool,
}

impl Nearness {
    pub(super) fn of(entry: &'static Entry, text: &[char]) -> Option<Self> {
        let longest = entry.folded.len().max(text.len());
        let common = text.iter().filter(|c| entry.folded.contains(c)).count();
        if common * 2 < text.len() {
            return None;
        }
        let contained = text.len() >= 5 && entry.folded.windows(text.len()).any(|window| window == text);
        let distance = strsim::generic_levenshtein(&entry.folded, &text.to_vec());
        let share = (longest - distance.min(longest)) * 1000 / longest.max(1);
        let allowed = match entry.folded.len() {
            0..=2 => 0,
            3..=5 => 1,
            6..=8 => 2,
            length => length / 3,
        };
        let near = distance <= allowed || contained;
        Some(Self { entry, share, distance, contained, near })
    }
}

/// The one label that is near while every other is clearly farther.
pub(super) fn decide(near: &[Nearness], number: Option<u8>) -> Lookup {
    let Some(best) = near.iter().filter(|n| n.near).max_by_key(|n| (n.share, n.contained)) else {
        return Lookup::Unknown;
    };
    let shares_meaning = |other: &Nearness| other.entry.meanings.iter().any(|m| best.entry.meanings.contains(m));
    let rivals: Vec<&Nearness> = near
        .iter()
        .filter(|other| !std::ptr::eq(other.entry, best.entry) && !shares_meaning(other))
        .filter(|other| {
            if best.contained {
                other.contained || (other.near && other.share + 150 > best.share)
            } else {
                other.contained || other.distance < best.distance + 1 || other.share + 150 > best.share
            }
        })
        .collect();
    // A label whose characters are damaged must not contradict its own number.
    let contradicted = number.zip(best.entry.number).is_some_and(|(printed, expected)| printed != expected);
    if rivals.is_empty() && !contradicted {
        return Lookup::Found(Match { entry: best.entry, exact: false, partial: best.share < 700, number });
    }
    Lookup::Ambiguous(std::iter::once(best.entry).chain(rivals.iter().map(|rival| rival.entry)).collect())
}
