//! Which characters a letter of a face stands for, and how large it is.

use std::collections::HashMap;

use gongkai_core::format::Meter;
use hayro_interpret::font::{Glyph as PdfGlyph, GlyphId, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::Shape;

use super::super::budget::spend;
use super::super::fold::{UNREADABLE, fold, is_wide};

/// The most bytes of text that one code of a face may stand for: ligatures are of a few letters.
pub(in super::super) const MOST_OF_A_CODE: usize = 64;
/// The smallest mark that a letter makes and the least room that one takes, in thousandths of its size.
const INK: f64 = 30.0;
const ROOM: f32 = 200.0;
/// How many times larger or smaller than its text a letter made of drawings may be said to be.
const OFF: f64 = 2.0;
/// How wide a narrow letter is, in sizes of the text.
const NARROW: f64 = 0.53;

/// The letters of which it was asked whether they make a mark.
#[derive(Debug, Default)]
pub(super) struct Inked(HashMap<u128, bool>);

impl Inked {
    fn is_inked(&mut self, letter: &OutlineGlyph, meter: &mut Meter) -> bool {
        *self.0.entry(letter.identifier().cache_key()).or_insert_with(|| {
            let outline = letter.outline();
            spend(meter, outline.elements().len());
            let bounds = outline.bounding_box();
            bounds.is_finite() && bounds.width() > INK && bounds.height() > INK
        })
    }

    /// The characters that a letter stands for.
    pub(super) fn characters(&mut self, letter: &PdfGlyph<'_>, meter: &mut Meter) -> Vec<char> {
        let mut chars = Vec::new();
        let named = match letter.as_unicode() {
            Some(BfString::Char(char)) => {
                fold(char, &mut chars);
                Some(char)
            }
            // No code stands for a whole line of text.
            Some(BfString::String(text)) if text.len() > MOST_OF_A_CODE => {
                spend(meter, text.len());
                chars.push(UNREADABLE);
                None
            }
            Some(BfString::String(text)) => {
                text.chars().for_each(|char| fold(char, &mut chars));
                text.chars().next()
            }
            None => {
                chars.push(UNREADABLE);
                None
            }
        };
        if !chars.iter().all(|char| char.is_whitespace()) {
            return chars;
        }
        chars.truncate(1);
        let PdfGlyph::Outline(outline) = letter else { return chars };
        // A face that is not in the file draws nothing here.
        let takes_room = !chars.is_empty() || outline.advance_width() >= Some(ROOM);
        if takes_room && outline.glyph_id() != GlyphId::NOTDEF && self.is_inked(outline, meter) {
            // What is seen is no space, whatever the face says. The hyphen of a broken word is one.
            return vec![if named == Some('\u{ad}') { '-' } else { UNREADABLE }];
        }
        chars
    }
}

/// The size of a letter that is made of drawings: its face may be of any unit, so where what it says cannot be, the room
/// that the letter takes tells it.
pub(super) fn drawn_size(stated: f64, advance: f64, chars: &[char]) -> f64 {
    let Some(first) = chars.first().filter(|_| advance > 0.0) else { return stated };
    let likely = if is_wide(*first) { advance } else { advance / NARROW };
    if stated > likely * OFF || stated * OFF < likely { likely } else { stated }
}

#[cfg(test)]
mod tests {
    use super::drawn_size;

    #[test]
    fn the_room_of_a_drawn_letter_tells_its_size_where_its_face_cannot() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.6;
        assert!(near(drawn_size(10.0, 5.0, &['1']), 10.0) && near(drawn_size(10.0, 10.0, &['机']), 10.0));
        assert!(near(drawn_size(0.1, 5.3, &['1']), 10.0) && near(drawn_size(900.0, 10.0, &['机']), 10.0));
        assert!(near(drawn_size(10.0, 0.0, &['1']), 10.0));
    }
}
