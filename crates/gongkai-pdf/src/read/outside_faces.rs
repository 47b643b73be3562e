//! The faces that a file names without bringing them (未嵌入的字体): the fourteen that every viewer has, and those of the machine
//! it was made on.
//!
//! What such text says follows from its codes, and how far it reaches from the file's own widths or, for the fourteen, from
//! their published metrics. Only drawing it would need its outlines, and nothing is drawn here: one face without any letter
//! stands for all of them, instead of the fourteen that the interpreter would bring along.

use std::sync::Arc;

use hayro_interpret::font::{FontData, FontQuery};

/// A bare CFF program whose one glyph is the missing one, and empty.
const WITHOUT_LETTERS: [u8; 30] = [
    1, 0, 4, 1, // The version, the length of this head, offsets of one byte.
    0, 1, 1, 1, 2, b'-', // Names: one.
    0, 1, 1, 1, 6, 163, 17, 139, 169, 18, // What it holds: glyphs at byte 24, and no private values, at byte 30.
    0, 0, // No strings.
    0, 0, // No subroutines.
    0, 1, 1, 1, 2, 14, // Glyphs: one, which ends at once.
];

/// What gives the interpreter a face.
type Resolver = Arc<dyn Fn(&FontQuery) -> Option<(FontData, u32)> + Send + Sync>;

/// Gives the interpreter the face without letters for each that a file does not bring.
pub(super) fn resolver() -> Resolver {
    let face: FontData = Arc::new(WITHOUT_LETTERS);
    Arc::new(move |_| Some((Arc::clone(&face), 0)))
}
