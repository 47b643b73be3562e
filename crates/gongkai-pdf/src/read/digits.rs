//! The shapes of a face's digits: where two shapes have one name and another digit has none, the face's table of names is
//! wrong, and no figure in it can be known: all may have the name of the next.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::kurbo::BezPath;

use super::budget::spend;
use super::content::Glyph;

/// How many digits of a face must be drawn before one that is missing tells anything: few figures need all ten.
const ENOUGH: usize = 40;
/// How many there must be for a file to be refused that has most of its digits in such a face.
const MOST: usize = 120;
/// The most shapes of one digit that are looked at.
const SHAPES: usize = 4;

/// The digits of all faces.
#[derive(Debug, Default)]
pub(super) struct Digits {
    numbers: HashMap<u128, FaceNumber>,
    faces: Vec<Face>,
    /// How many digits were drawn in all.
    drawn: usize,
}

/// The number of a face among those that draw digits, from 1; 0 for one that is not known.
pub(super) type FaceNumber = u16;

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

/// Faces that give digits the names of others.
#[derive(Debug, Default)]
pub(super) struct Misnamed {
    faces: Vec<FaceNumber>,
    digits: BTreeSet<char>,
}

impl Digits {
    /// Notes a digit and the face that it is of, where the file brings it; gives the face's number.
    pub(super) fn add(
        &mut self,
        face: Option<u128>,
        digit: char,
        letter: &OutlineGlyph,
        meter: &mut Meter,
    ) -> FaceNumber {
        self.drawn = self.drawn.saturating_add(1);
        let Some(key) = face else { return 0 };
        let next = FaceNumber::try_from(self.faces.len() + 1).unwrap_or(0);
        let number = *self.numbers.entry(key).or_insert(next);
        if number > 0 && number == next {
            self.faces.push(Face::default());
        }
        let Some(face) = usize::from(number).checked_sub(1).and_then(|at| self.faces.get_mut(at)) else { return 0 };
        face.drawn = face.drawn.saturating_add(1);
        let shapes = face.shapes.entry(digit).or_default();
        let glyph = letter.glyph_id().to_u32();
        if shapes.len() < SHAPES && shapes.iter().all(|shape| shape.glyph != glyph) {
            let outline = letter.outline();
            spend(meter, outline.elements().len());
            shapes.push(Shape { glyph, outline });
        }
        number
    }

    /// The faces in which digits have the names of others; a file that has most of its digits in them is refused.
    pub(super) fn judge(&self) -> Result<Misnamed, ReadError> {
        let mut misnamed = Misnamed::default();
        let mut drawn = 0;
        for (number, face) in (1..).zip(&self.faces).filter(|(_, face)| face.drawn >= ENOUGH) {
            let missing = ('0'..='9').any(|digit| !face.shapes.contains_key(&digit));
            let twice: Vec<char> =
                face.shapes.iter().filter(|(_, shapes)| differ(shapes)).map(|(digit, _)| *digit).collect();
            if missing && !twice.is_empty() {
                drawn += face.drawn;
                misnamed.faces.push(number);
                misnamed.digits.extend(twice);
            }
        }
        if drawn >= MOST && drawn.saturating_mul(2) > self.drawn {
            let digits = misnamed.said();
            let message = format!(
                "PDF 的字体把不同的数字都叫作{digits}，数字无法读出；请用 Word 或 WPS 重新导出，或取得 .docx 文件 \
                 / its fonts give different digits one name: {digits}"
            );
            return Err(ReadError::no_report(message));
        }
        Ok(misnamed)
    }
}

impl Misnamed {
    /// Whether a character is a digit of such a face.
    pub(super) fn holds(&self, glyph: &Glyph) -> bool {
        self.faces.contains(&glyph.drawn.face) && glyph.char.is_ascii_digit()
    }

    /// What is to be said of them.
    pub(super) fn remark(&self) -> Option<Remark> {
        (!self.faces.is_empty()).then(|| {
            let digits = self.said();
            let detail = format!(
                "有字体把不同的数字都叫作{digits}，用它写的数字读作“\u{FFFD}”；请用 Word 或 WPS 重新导出，或取得 .docx 文件 \
                 / one of its fonts gives different digits one name ({digits}); digits in it are not read"
            );
            Remark::new(RemarkKind::Unknown, detail, Position::default())
        })
    }

    fn said(&self) -> String {
        self.digits.iter().map(|digit| format!("“{digit}”")).collect()
    }
}

/// Whether two of the shapes are not the same: some faces hold one letter twice.
fn differ(shapes: &[Shape]) -> bool {
    shapes.split_first().is_some_and(|(first, rest)| rest.iter().any(|shape| shape.outline != first.outline))
}
