//! Footnotes, endnotes and comments: where the text refers to them, and which characters each is made of.

use std::collections::BTreeMap;
use std::ops::Range;

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

/// A note that the text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Its number in its part.
    pub(crate) id: usize,
    /// Whether it has a mark of its own instead of a number.
    pub(crate) marked: bool,
    pub(crate) characters: Range<u32>,
}

/// The notes of one kind by the characters that refer to them. `size` is how much is said of each reference; the first
/// two bytes of it are 0 where a note has a mark of its own. Comments have none.
pub(crate) fn read(
    references: Bytes<'_>,
    texts: Bytes<'_>,
    size: usize,
    of: &Range<u32>,
    meter: &mut Meter,
) -> Result<BTreeMap<u32, Note>, ReadError> {
    let count = references.len().saturating_sub(4) / (4 + size);
    let mut notes = BTreeMap::new();
    for id in 0..count {
        meter.nodes(2)?;
        let (Some(place), Some(characters)) = (references.u32(id * 4), stretch(texts, id, of)) else { break };
        let marked = size == 2 && references.u16((count + 1) * 4 + id * size) == Some(0);
        notes.insert(place, Note { id, marked, characters });
    }
    Ok(notes)
}

/// The characters of the text of a number, which a list of beginnings parts.
pub(crate) fn stretch(beginnings: Bytes<'_>, index: usize, of: &Range<u32>) -> Option<Range<u32>> {
    let at = |index: usize| Some(of.start.saturating_add(beginnings.u32(index * 4)?).min(of.end));
    let (first, end) = (at(index)?, at(index + 1)?);
    Some(first..end.max(first))
}
