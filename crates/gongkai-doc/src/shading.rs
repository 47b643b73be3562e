//! Colours of text and of what stands behind it, put into the newer notation.

use gongkai_compound::Bytes;
use gongkai_opc::Markup;

/// A colour; nothing for an automatic one.
pub(crate) type Colour = Option<[u8; 3]>;

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

/// The colour as the newer notation writes it.
pub(crate) fn written(colour: Colour) -> String {
    colour.map_or_else(|| "auto".to_owned(), |[red, green, blue]| format!("{red:02X}{green:02X}{blue:02X}"))
}

/// What is behind text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shading {
    fore: Colour,
    back: Colour,
    pattern: u16,
}

/// How many bytes a shading takes.
pub(crate) const SIZE: usize = 10;

impl Shading {
    pub(crate) fn of(bytes: Bytes<'_>) -> Option<Self> {
        let pattern = bytes.u16(8)?;
        Some(Self { fore: shares(bytes), back: shares(bytes.from(4)), pattern })
    }

    /// The shading of older versions, in two bytes.
    pub(crate) fn of_word(word: u16) -> Self {
        Self { fore: numbered(word & 0x1f), back: numbered((word >> 5) & 0x1f), pattern: word >> 10 }
    }

    pub(crate) fn write(self, out: &mut Markup) {
        let pattern = match self.pattern {
            0 => "clear",
            1 => "solid",
            u16::MAX | 0x3f => "nil",
            _ => "pct50",
        };
        let (fore, back) = (written(self.fore), written(self.back));
        out.empty("w:shd", &[("w:val", pattern), ("w:color", &fore), ("w:fill", &back)]);
    }
}
