//! Stretches of texts and lists whose places were found in them before.

use std::ops::{Bound, RangeBounds};
use std::slice::SliceIndex;

/// A part of a text or a list, at places that a search or its own length has told.
///
/// That the places are there is what the code assumes. A build with assertions, as tests and fuzzing are, says so where they
/// are not; any other takes the part for empty, since no input may stop a program. Between two pieces that overlap is nothing.
///
/// ```
/// use gongkai_core::Within;
///
/// let text = "第一项加第二项";
/// let at = text.find('加').unwrap();
/// assert_eq!((text.within(..at), text.within(at..)), ("第一项", "加第二项"));
/// assert_eq!([1, 2, 3].within(1..), [2, 3]);
/// ```
pub trait Within<R> {
    /// What stands there.
    #[must_use]
    fn within(&self, places: R) -> &Self;
}

impl<R: RangeBounds<usize> + SliceIndex<str, Output = str> + Clone> Within<R> for str {
    #[track_caller]
    fn within(&self, places: R) -> &Self {
        let found = self.get(places.clone());
        debug_assert!(found.is_some() || overlap(&places), "no such places in a text of {} bytes", self.len());
        found.unwrap_or_default()
    }
}

impl<T, R: RangeBounds<usize> + SliceIndex<[T], Output = [T]> + Clone> Within<R> for [T] {
    #[track_caller]
    fn within(&self, places: R) -> &Self {
        let found = self.get(places.clone());
        debug_assert!(found.is_some() || overlap(&places), "no such places in a list of {}", self.len());
        found.unwrap_or_default()
    }
}

/// One thing of a list, at a place that a search, or a list of the same length, has told.
///
/// That there is one is what the code assumes: a build with assertions says so where there is none, as with [`Within`].
///
/// ```
/// use gongkai_core::StandsAt as _;
///
/// let edges = [0.0, 12.5, 40.0];
/// let widest = edges.iter().rposition(|edge| *edge > 0.0).unwrap_or(0);
/// assert_eq!(edges.stands_at(widest), Some(&40.0));
/// ```
pub trait StandsAt<T> {
    /// What stands there.
    #[must_use]
    fn stands_at(&self, place: usize) -> Option<&T>;
}

impl<T> StandsAt<T> for [T] {
    #[track_caller]
    fn stands_at(&self, place: usize) -> Option<&T> {
        let found = self.get(place);
        debug_assert!(found.is_some(), "no place {place} in a list of {}", self.len());
        found
    }
}

/// Whether the places begin behind their end, as what lies between two pieces does that overlap.
fn overlap(places: &impl RangeBounds<usize>) -> bool {
    matches!((places.start_bound(), places.end_bound()), (Bound::Included(start), Bound::Excluded(end)) if start > end)
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "no such places in a text of 6 bytes")]
    fn places_within_a_character_are_none() {
        let _ = "政府".within(1..);
    }

    #[test]
    fn between_overlapping_pieces_is_nothing() {
        let (first, second) = (0..9, 6..12);
        assert_eq!("政府信息".within(first.end..second.start), "");
    }

    #[test]
    #[should_panic(expected = "no place 3 in a list of 3")]
    fn nothing_stands_behind_the_end() {
        let _ = [1, 2, 3].stands_at(3);
    }

    #[test]
    #[should_panic(expected = "no such places in a list of 3")]
    fn places_behind_the_end_are_none() {
        let _ = [1, 2, 3].within(2..4);
    }
}
