//! Where a paragraph is put, as far as that decides whether it is seen.

use crate::Markup;

/// What a paragraph says of its place, in twips.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placing {
    /// How far it is indented from the left.
    pub left: Option<i32>,
    /// How much farther its first line is.
    pub first: Option<i32>,
    /// How high its lines are, where they are exactly so.
    pub exact_line: Option<u32>,
}

impl Placing {
    /// Takes the height of a line as the older notations state it: an exact one as a negative number.
    pub fn take_line(&mut self, height: i32) {
        self.exact_line = (height < 0).then_some(height.unsigned_abs());
    }

    /// Writes what is stated.
    pub fn write(&self, out: &mut Markup) {
        if let Some(height) = self.exact_line {
            out.empty("w:spacing", &[("w:line", &height.to_string()), ("w:lineRule", "exact")]);
        }
        let left = self.left.unwrap_or(0).to_string();
        let first = self.first.unwrap_or(0);
        if self.left.is_some() || first < 0 {
            let hanging = if first < 0 { first.unsigned_abs() } else { 0 }.to_string();
            out.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        }
    }
}
