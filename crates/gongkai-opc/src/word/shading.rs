//! Colours of text and of what stands behind it.

use crate::Markup;

/// A colour by its shares of red, green and blue; nothing for an automatic one.
pub type Colour = Option<[u8; 3]>;

/// The colour as Word files write it.
#[must_use]
pub fn written_colour(colour: Colour) -> String {
    colour.map_or_else(|| "auto".to_owned(), |[red, green, blue]| format!("{red:02X}{green:02X}{blue:02X}"))
}

/// What is behind text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shading {
    /// The colour of the pattern.
    pub fore: Colour,
    /// The colour behind the pattern.
    pub back: Colour,
    /// How much of the one covers the other.
    pub pattern: Pattern,
}

/// How much of a shading's fore colour covers the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// None of it.
    Clear,
    /// All of it.
    Solid,
    /// A part of it, as lines or points.
    Between,
    /// There is no shading.
    Nil,
}

impl Shading {
    /// Writes it among the properties of what stands on it.
    pub fn write(self, out: &mut Markup) {
        let pattern = match self.pattern {
            Pattern::Clear => "clear",
            Pattern::Solid => "solid",
            Pattern::Nil => "nil",
            Pattern::Between => "pct50",
        };
        let (fore, back) = (written_colour(self.fore), written_colour(self.back));
        out.empty("w:shd", &[("w:val", pattern), ("w:color", &fore), ("w:fill", &back)]);
    }
}
