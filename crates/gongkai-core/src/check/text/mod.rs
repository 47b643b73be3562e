//! Reading Chinese text for checking: numerals, figures with their units, sentences, and what a phrase names.
//!
//! Everything here runs in time linear in the text, never fails, and prefers not to read a figure over reading a wrong
//! one: a rule that compares a figure must be able to trust it.

pub(crate) mod claim;
pub(crate) mod enumeration;
mod figure;
mod passage;
pub(crate) mod phrase;
pub(crate) mod scope;
mod unit;
mod wording;

use crate::Within;
pub use crate::numerals::parse_numeral;
pub use figure::{Figure, FigureKind, Precision, figures};
pub(crate) use passage::section_text;
pub use passage::{Passage, squeezed};
pub use unit::Unit;
pub(crate) use wording::Wording;

/// The first of some words that stands in a text.
pub(crate) fn found<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|word| text.contains(word))
}

/// The end of a text, at most so many characters.
pub(crate) fn tail(text: &str, characters: usize) -> &str {
    let start = text.char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(index, _)| index);
    text.within(start..)
}

/// The start of a text, at most so many characters.
pub(crate) fn head(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(index, _)| index);
    text.within(..end)
}
