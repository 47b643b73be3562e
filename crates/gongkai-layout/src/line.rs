//! Lines: from text to lines of placed glyphs.

mod breaking;
mod class;
mod placing;

pub(crate) use breaking::{Broken, Measure, TOLERANCE, break_lines, may_break_at};
pub(crate) use class::Class;
pub(crate) use placing::{Alignment, place, width};

use gongkai_core::style::TextStyle;

use crate::fonts::Shaper;

/// A character ready to be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    /// The character that was written.
    pub(crate) character: char,
    /// How it behaves at the ends of lines.
    pub(crate) class: Class,
    /// Which of the document's faces.
    pub(crate) face: usize,
    /// The glyph.
    pub(crate) id: u16,
    /// The size in points.
    pub(crate) size: f32,
    /// How far it moves the pen in points.
    pub(crate) advance: f32,
    /// Whether its strokes must be thickened.
    pub(crate) embolden: bool,
}

/// How a run of text is set beyond its style.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setting {
    /// What is added to the advance of each Chinese character, in points: the grid's pitch less the size.
    pub(crate) tracking: f32,
    /// Whether digits are set in the Chinese face.
    pub(crate) chinese_digits: bool,
}

/// Adds the atoms of a text; what is not printed is left out, and white space of any kind is one space each.
pub(crate) fn atoms(shaper: &mut Shaper<'_>, text: &str, style: TextStyle, setting: Setting, into: &mut Vec<Atom>) {
    let size = points(style.half_points);
    for written in text.chars() {
        let character = if matches!(written, '\t' | '\n' | '\r') { ' ' } else { written };
        let Some(shaped) = shaper.shape(style, character, setting.chinese_digits) else { continue };
        let class = Class::of(character);
        let tracking = if class == Class::Latin || class == Class::Space { 0.0 } else { setting.tracking };
        into.push(Atom {
            character,
            class,
            face: shaped.face,
            id: shaped.id,
            size,
            advance: shaped.advance * size + tracking,
            embolden: shaped.embolden,
        });
    }
}

/// A size of half-points in points.
pub(crate) fn points(half_points: u32) -> f32 {
    gongkai_core::style::Twips::half_points(half_points).points()
}
