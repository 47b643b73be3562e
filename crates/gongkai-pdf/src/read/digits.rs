//! The shapes of a face's digits: where two shapes have one name and another digit has none, the face's table of names is
//! wrong, and no figure in it can be known.

use std::collections::{BTreeMap, HashMap};

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::kurbo::BezPath;

use super::budget::spend;

/// How many digits of a face must be drawn before one that is missing tells anything: few figures need all ten.
const ENOUGH: usize = 120;
/// The most shapes of one digit that are looked at.
const SHAPES: usize = 4;

/// The digits of all faces.
#[derive(Debug, Default)]
pub(super) struct Digits(HashMap<u128, Face>);

/// The digits of one face.
#[derive(Debug, Default)]
struct Face {
    drawn: usize,
    shapes: BTreeMap<char, Vec<Shape>>,
}

#[derive(Debug)]
struct Shape {
    glyph: u32,
    outline: BezPath,
}

impl Digits {
    /// Notes a digit of a face.
    pub(super) fn add(&mut self, face: u128, digit: char, letter: &OutlineGlyph, meter: &mut Meter) {
        let face = self.0.entry(face).or_default();
        face.drawn = face.drawn.saturating_add(1);
        let shapes = face.shapes.entry(digit).or_default();
        let glyph = letter.glyph_id().to_u32();
        if shapes.len() < SHAPES && shapes.iter().all(|shape| shape.glyph != glyph) {
            let outline = letter.outline();
            spend(meter, outline.elements().len());
            shapes.push(Shape { glyph, outline });
        }
    }

    /// Refuses a file in which digits have the names of others.
    pub(super) fn judge(&self) -> Result<(), ReadError> {
        for face in self.0.values().filter(|face| face.drawn >= ENOUGH) {
            let missing = ('0'..='9').any(|digit| !face.shapes.contains_key(&digit));
            let twice = face.shapes.iter().find(|(_, shapes)| differ(shapes));
            if let Some((digit, _)) = twice.filter(|_| missing) {
                let message = format!(
                    "PDF 的字体把不同的数字都叫作“{digit}”，数字无法读出；请用 Word 或 WPS 重新导出，或取得 .docx 文件 \
                     / its fonts give the name “{digit}” to different digits"
                );
                return Err(ReadError::NoReport { message });
            }
        }
        Ok(())
    }
}

/// Whether two of the shapes are not the same: some faces hold one letter twice.
fn differ(shapes: &[Shape]) -> bool {
    shapes.split_first().is_some_and(|(first, rest)| rest.iter().any(|shape| shape.outline != first.outline))
}
