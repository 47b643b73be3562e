//! What is gathered while a paragraph is read.

use super::grid::Piece;
use super::styles::NumberingReference;

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub(super) properties: Properties,
    /// The shown text; lines are parted by line breaks.
    pub(super) lines: Vec<String>,
    /// Text that is hidden.
    pub(super) hidden: String,
    /// Whether the run that is being read is hidden.
    pub(super) hides: bool,
    /// Text boxes anchored in the paragraph, which follow it in reading order.
    pub(super) boxes: Vec<Piece>,
}

/// What a paragraph says of itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) style: Option<String>,
    pub(super) outline: Option<u32>,
    pub(super) numbering: NumberingReference,
    /// Whether a tracked change deleted the paragraph's end, so that the next paragraph goes on in it.
    pub(super) joined_to_next: bool,
}

impl Inline {
    /// Adds shown or hidden text without the characters that have no shape.
    pub(super) fn push(&mut self, text: &str) {
        let shaped = text
            .chars()
            .map(|c| if c == '\n' || c == '\r' { ' ' } else { c })
            .filter(|&c| c == '\t' || !c.is_control());
        if self.hides {
            self.hidden.extend(shaped);
            return;
        }
        match self.lines.last_mut() {
            Some(line) => line.extend(shaped),
            None => self.lines.push(shaped.collect()),
        }
    }

    /// Begins a new line.
    pub(super) fn break_line(&mut self) {
        if !self.hides {
            if self.lines.is_empty() {
                self.lines.push(String::new());
            }
            self.lines.push(String::new());
        }
    }
}

/// The character that a symbol of a pictorial font shows, where it is one that filings use.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    // Pictorial fonts keep their glyphs at 0xF000 and above.
    let glyph = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let pictorial = font.to_ascii_lowercase();
    if pictorial.starts_with("wingdings 2") {
        return match glyph {
            0x50 | 0x52 => Some('☑'),
            0x51 | 0x53 => Some('☒'),
            0xa3 | 0x2a => Some('□'),
            _ => None,
        };
    }
    if pictorial.starts_with("wingdings") {
        return match glyph {
            0x6c | 0x9f => Some('●'),
            0x6e | 0xa7 => Some('■'),
            0x6f | 0x71 | 0xa8 => Some('□'),
            0x75 => Some('◆'),
            0xd8 => Some('➢'),
            0xfc => Some('✓'),
            0xfb => Some('✗'),
            0xfd => Some('☒'),
            0xfe => Some('☑'),
            _ => None,
        };
    }
    if pictorial == "symbol" {
        return match glyph {
            0xb7 => Some('•'),
            0xb4 => Some('×'),
            0xb8 => Some('÷'),
            0xb1 => Some('±'),
            0xa3 => Some('≤'),
            0xb3 => Some('≥'),
            0xb0 => Some('°'),
            _ => None,
        };
    }
    char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c) && !c.is_control())
}
