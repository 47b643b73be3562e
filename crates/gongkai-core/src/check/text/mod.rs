//! Reading Chinese text for checking: numerals, figures with their units, sentences, and what a phrase names.
//!
//! Everything here runs in time linear in the text, never fails, and prefers not to read a figure over reading a wrong
//! one: a rule that compares a figure must be able to trust it.

mod figure;
mod numeral;
mod passage;
mod unit;

pub use figure::{Figure, FigureKind, Precision, figures};
pub use numeral::parse_numeral;
pub(crate) use passage::{Passage, passages, section_text, squeezed};
pub use unit::Unit;
