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
                let holds = |bold: &str| {
                    name.as_bytes().windows(bold.len()).any(|part| part.eq_ignore_ascii_case(bold.as_bytes()))
                };
                return NAMES.iter().any(|bold| holds(bold));
            }
            let name = name.to_lowercase();
            NAMES.iter().any(|bold| name.contains(bold))
        };
        face.weight.is_some_and(|weight| weight >= BOLD) || face.postscript_name.as_ref().is_some_and(named)
    })
}
