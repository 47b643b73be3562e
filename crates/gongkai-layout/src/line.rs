//! Lines: from text to lines of placed glyphs.

mod breaking;
mod class;
mod placing;

pub(crate) use breaking::{Broken, Measure, TOLERANCE, break_lines, may_break_at};
pub(crate) use class::Class;
pub(crate) use placing::{Alignment, place, width};

use gongkai_core::document::{Mark, MarkKind, pieces};
use gongkai_core::style::TextStyle;

use crate::fonts::Shaper;

/// The space between Chinese and Latin text, in ems. LibreOffice sets a fifth and cannot be told to set none; Word and
/// WPS set about a quarter.
const SCRIPT_GAP: f32 = 0.2;

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
    /// How far its glyph stands behind the pen, in points.
    pub(crate) shift: f32,
    /// What parts it from the atom before in the same line: a fifth of the size between a Chinese character and a Latin
    /// letter or digit, as word processors set it, and else the tracking of their run.
    pub(crate) gap: f32,
    /// Whether its strokes must be thickened.
    pub(crate) embolden: bool,
    /// How far above the line it stands, in points.
    pub(crate) rise: f32,
    /// Which of the document's addresses it links to.
    pub(crate) link: Option<usize>,
}

/// How a run of text is set beyond its style.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setting {
    /// What parts the characters of a run of one script, in points; less than nothing brings them closer.
    pub(crate) tracking: f32,
    /// Whether digits are set in the Chinese face.
    pub(crate) chinese_digits: bool,
    /// How far above the line the text stands, in ems of its style.
    pub(crate) rise: f32,
    /// Which of the document's addresses the text links to.
    pub(crate) link: Option<usize>,
}

/// Raised and lowered text is so much smaller, and stands so far above or below the line, as word processors set it.
const OFF_LINE_SIZE: f32 = 0.62;
const RAISED: f32 = 0.36;
const LOWERED: f32 = -0.14;

/// Adds the atoms of a text with its marks.
pub(crate) fn marked_atoms(
    shaper: &mut Shaper<'_>,
    (text, marks): (&str, &[Mark]),
    style: TextStyle,
    setting: Setting,
    into: &mut Vec<Atom>,
) {
    for (piece, kinds) in pieces(text, marks) {
        let (mut style, mut setting) = (style, setting);
        for kind in kinds {
            match kind {
                MarkKind::Bold => style.bold = true,
                MarkKind::Raised => setting.rise = RAISED,
                MarkKind::Lowered => setting.rise = LOWERED,
                MarkKind::Link(address) => setting.link = shaper.link(piece, address),
                _ => {}
            }
        }
        atoms(shaper, piece, style, setting, into);
    }
}

/// Adds the atoms of a text; what is not printed is left out, and white space of any kind is one space each.
pub(crate) fn atoms(shaper: &mut Shaper<'_>, text: &str, style: TextStyle, setting: Setting, into: &mut Vec<Atom>) {
    let whole = points(style.half_points);
    let size = if setting.rise == 0.0 { whole } else { whole * OFF_LINE_SIZE };
    let run = into.len();
    for written in text.chars() {
        let character = if matches!(written, '\t' | '\n' | '\r') { ' ' } else { written };
        let Some(shaped) = shaper.shape(style, character, setting.chinese_digits) else { continue };
        let class = Class::of(character);
        let gap = into.last().map_or(0.0, |before| {
            let (a, b) = ((before.character, before.class), (character, class));
            if parted(a, b) {
                before.size * SCRIPT_GAP
            } else if into.len() > run && tracked(a, b) {
                setting.tracking
            } else {
                0.0
            }
        });
        into.push(Atom {
            character,
            class,
            face: shaped.face,
            id: shaped.id,
            size,
            advance: shaped.advance * size,
            shift: 0.0,
            gap,
            embolden: shaped.embolden,
            rise: setting.rise * whole,
            link: setting.link,
        });
        join_dash(shaper, style, into);
    }
}

/// Gives a dash of two halves (——) the two squares that it takes in Chinese, where a face has them narrower and lower as
/// Western text has: drawn as the rule that fills a square, of which two touch, or else with the halves side by side.
fn join_dash(shaper: &mut Shaper<'_>, style: TextStyle, atoms: &mut [Atom]) {
    const RULE: char = '─';
    let [.., first, second] = atoms else { return };
    if first.character != '—' || second.character != '—' || first.advance >= first.size {
        return;
    }
    let rule = shaper.own(style, RULE).filter(|rule| rule.face == first.face && (rule.advance - 1.0).abs() < 0.01);
    match rule {
        Some(rule) => (first.id, second.id) = (rule.id, rule.id),
        None => first.shift = first.size - first.advance,
    }
    first.advance = first.size;
    second.advance = second.advance.max(second.size);
}

/// Whether neighbours are of one script, so that tracking moves them; the two halves of a dash are one sign.
fn tracked((before, a): (char, Class), (after, b): (char, Class)) -> bool {
    let one_script = a == Class::Space || b == Class::Space || (a == Class::Latin) == (b == Class::Latin);
    one_script && !(before == '—' && after == '—')
}

/// Whether neighbours are a Chinese character and a Latin letter or digit, which a gap parts.
fn parted((before, a): (char, Class), (after, b): (char, Class)) -> bool {
    matches!((a, b), (Class::Han, Class::Latin) | (Class::Latin, Class::Han))
        && before.is_alphanumeric()
        && after.is_alphanumeric()
}

/// A size of half-points in points.
pub(crate) fn points(half_points: u32) -> f32 {
    gongkai_core::style::Twips::half_points(half_points).points()
}
