//! Colours of text and of what stands behind it, put into the newer notation.

use gongkai_compound::Bytes;
use gongkai_opc::word::{Colour, Pattern, Shading};

/// The colours of older versions, by their numbers from 1 on.
const NUMBERED: [[u8; 3]; 16] = [
    [0, 0, 0],
    [0, 0, 255],
    [0, 255, 255],
    [0, 255, 0],
    [255, 0, 255],
    [255, 0, 0],
    [255, 255, 0],
    [255, 255, 255],
    [0, 0, 128],
    [0, 128, 128],
    [0, 128, 0],
    [128, 0, 128],
    [128, 0, 0],
    [128, 128, 0],
    [128, 128, 128],
    [192, 192, 192],
];
/// Their names where text is highlighted.
const NAMES: [&str; 16] = [
    "black",
    "blue",
    "cyan",
    "green",
    "magenta",
    "red",
    "yellow",
    "white",
    "darkBlue",
    "darkCyan",
    "darkGreen",
    "darkMagenta",
    "darkRed",
    "darkYellow",
    "darkGray",
    "lightGray",
];

/// The colour of a number.
pub(crate) fn numbered(number: u16) -> Colour {
    usize::from(number).checked_sub(1).and_then(|index| NUMBERED.get(index)).copied()
}

/// The name of the number of a highlighting colour.
pub(crate) fn highlight(number: u8) -> &'static str {
    usize::from(number).checked_sub(1).and_then(|index| NAMES.get(index)).copied().unwrap_or("none")
}

/// A colour by its shares, with a sign for an automatic one.
pub(crate) fn shares(bytes: Bytes<'_>) -> Colour {
    match (bytes.u8(0), bytes.u8(1), bytes.u8(2), bytes.u8(3)) {
        (Some(red), Some(green), Some(blue), Some(0)) => Some([red, green, blue]),
        _ => None,
    }
}

/// How many bytes a shading takes.
pub(crate) const SIZE: usize = 10;

pub(crate) fn shading(bytes: Bytes<'_>) -> Option<Shading> {
    Some(Shading { fore: shares(bytes), back: shares(bytes.from(4)), pattern: pattern(bytes.u16(8)?) })
}

/// The shading of older versions, in two bytes.
pub(crate) fn shading_of_word(word: u16) -> Shading {
    Shading { fore: numbered(word & 0x1f), back: numbered((word >> 5) & 0x1f), pattern: pattern(word >> 10) }
}

fn pattern(code: u16) -> Pattern {
    match code {
        0 => Pattern::Clear,
        1 => Pattern::Solid,
        u16::MAX | 0x3f => Pattern::Nil,
        _ => Pattern::Between,
    }
}
