//! Bold text: a face of its own, or one whose strokes are thickened for want of it.

use hayro_interpret::DrawMode;
use hayro_interpret::font::{Glyph, GlyphRun, OutlineFontData};

/// The least weight of a bold face.
const BOLD: u32 = 600;
/// What names of bold faces hold, in small letters; where a face does not say how heavy it is, its name does.
const NAMES: [&str; 4] = ["bold", "heavy", "black", "粗"];

/// What the file says of the face of a run of characters, where it brings the face.
pub(super) fn face(run: &GlyphRun<'_, '_>) -> Option<OutlineFontData> {
    run.glyphs().first().and_then(|glyph| match &**glyph {
        Glyph::Outline(outline) => outline.font_data(),
        Glyph::Type3(_) => None,
    })
}

/// Whether characters in a face are bold.
pub(super) fn is_bold(face: Option<&OutlineFontData>, mode: &DrawMode) -> bool {
    // Text that is filled and stroked is drawn twice, the second time stroked.
    if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
        return true;
    }
    face.is_some_and(|face| {
        let named = |name: &String| {
            if name.is_ascii() {
                return holds_bold(name.as_bytes());
            }
            let name = name.to_lowercase();
            NAMES.iter().any(|bold| name.contains(bold))
        };
        face.weight.is_some_and(|weight| weight >= BOLD) || face.postscript_name.as_ref().is_some_and(named)
    })
}

/// Whether a name in ASCII holds one of the names of bold faces: it is asked of every run of characters, and few letters
/// begin one.
fn holds_bold(name: &[u8]) -> bool {
    let begins = |at: usize| {
        NAMES
            .iter()
            .any(|bold| name.get(at..at + bold.len()).is_some_and(|part| part.eq_ignore_ascii_case(bold.as_bytes())))
    };
    let initial = |c: &u8| matches!(c.to_ascii_lowercase(), b'b' | b'h');
    name.iter().enumerate().any(|(at, c)| initial(c) && begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_bold_face_is_found_wherever_it_stands() {
        for name in NAMES.into_iter().filter(|name| name.is_ascii()) {
            for whole in [name.to_owned(), format!("ABCDEF+Song{name}"), format!("b{}h", name.to_uppercase())] {
                assert!(holds_bold(whole.as_bytes()), "{whole}");
            }
        }
        assert!(!holds_bold(b"SimSun,BolHeav") && !holds_bold(b""));
    }
}
