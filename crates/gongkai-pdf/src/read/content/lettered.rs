//! Letters that are no ink but the shape of what is painted next, as where a title is filled with a gradient or a picture:
//! a person reads them once something is painted through them.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun, OutlineGlyph};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::{Collector, Look};

/// The most letters of one shape; a page of recognised text under a scan is none.
const MOST: usize = 4_000;
/// A rectangle has so many pieces, and letters more.
const RECTANGLE: usize = 5;

/// A letter that was drawn without ink.
pub(super) struct Letter {
    outline: OutlineGlyph,
    transform: Affine,
    vertical: bool,
}

impl Letter {
    fn middle(&self) -> Point {
        self.transform * Point::new(250.0, 360.0)
    }

    fn reach(&self) -> Rect {
        self.transform.transform_rect_bbox(Rect::new(-200.0, -500.0, 1400.0, 1400.0))
    }
}

/// The letters without ink: those drawn last, and those that shape what is painted within a clip.
#[derive(Default)]
pub(super) struct Lettered {
    last: Vec<Letter>,
    /// Each with the depth of its clip.
    shapes: Vec<(usize, Vec<Letter>)>,
}

impl Lettered {
    /// Notes letters that were drawn without ink.
    pub(super) fn note(&mut self, run: &GlyphRun<'_, '_>, to_page: Affine, vertical: bool) {
        for glyph in run.glyphs().iter().take(MOST.saturating_sub(self.last.len())) {
            if let PdfGlyph::Outline(outline) = &**glyph {
                let transform = to_page * glyph.transform();
                self.last.push(Letter { outline: outline.clone(), transform, vertical });
            }
        }
    }

    /// A clip was set: it is the letters' own shape, or they have none.
    pub(super) fn clip(&mut self, path: &BezPath, depth: usize) {
        let letters = std::mem::take(&mut self.last);
        let Some(reach) = letters.iter().map(Letter::reach).reduce(|all, one| all.union(one)) else { return };
        if path.elements().len() > RECTANGLE && reach.contains_rect(path.bounding_box()) {
            self.shapes.push((depth, letters));
        }
    }

    /// Clips beyond this depth are over.
    pub(super) fn unclip(&mut self, depth: usize) {
        self.shapes.retain(|(own, _)| *own <= depth);
    }
}

impl Collector<'_, '_> {
    /// Whether letters shape what is painted now, which shows those of them that it covers.
    pub(super) fn is_lettered(&mut self, painted: Rect) -> bool {
        let Some((_, letters)) = self.lettered.shapes.last_mut() else { return false };
        let (shown, left) = std::mem::take(letters).into_iter().partition(|letter| painted.contains(letter.middle()));
        *letters = left;
        let shown: Vec<Letter> = shown;
        self.next_step();
        self.content.hidden = self.content.hidden.saturating_sub(shown.len());
        for letter in shown {
            let look = Look { face: None, ink: None, bold: false };
            self.glyph(&PdfGlyph::Outline(letter.outline), letter.transform, letter.vertical, look);
        }
        true
    }
}
