//! Letters as they are drawn: where each stands, how large it is, and whether it is seen there.

use gongkai_core::characters::SMALLEST_SEEN;
use gongkai_core::format::ReadError;
use hayro_interpret::font::Glyph as PdfGlyph;
use hayro_interpret::kurbo::{Affine, Point, Rect, Vec2};

use super::super::budget::{CHARACTER, PAGE_CHARACTERS, stop};
use super::super::characters::{Drawn, RawGlyph, is_figure_up_to};
use super::super::fold::UNREADABLE;
use super::naming::drawn_size;
use super::{Collector, Look};

impl Collector<'_, '_> {
    /// A letter at its place.
    pub(super) fn glyph(&mut self, glyph: &PdfGlyph<'_>, transform: Affine, vertical: bool, look: Look) {
        let origin = transform * Point::ZERO;
        let width = match glyph {
            PdfGlyph::Outline(outline) => outline.advance_width(),
            PdfGlyph::Type3(drawn) => drawn.advance_width(),
        };
        // Fonts are drawn on an em of 1000 units.
        let width = f64::from(width.unwrap_or(500.0));
        let step = if vertical { Point::new(1000.0, 0.0) } else { Point::new(width, 0.0) };
        let advance = transform * step - origin;
        let stated = (transform * Point::new(0.0, 1000.0) - origin).hypot();
        if !(origin.is_finite() && advance.is_finite() && stated.is_finite()) {
            return;
        }
        let chars = self.inked.characters(glyph, self.meter);
        if self.blank && matches!(glyph, PdfGlyph::Type3(_)) {
            self.content.hidden += chars.iter().filter(|char| !char.is_whitespace()).count();
            return;
        }
        let face = match (glyph, chars.as_slice()) {
            (PdfGlyph::Outline(outline), [digit]) if digit.is_ascii_digit() => {
                self.digits.add(look.face, *digit, outline, self.meter)
            }
            _ => 0,
        };
        let size = match glyph {
            PdfGlyph::Outline(_) => stated,
            PdfGlyph::Type3(_) => drawn_size(stated, advance.hypot(), &chars),
        };
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let up = if stated > 0.0 { up * (size / stated) } else { up };
        let middle = origin + advance / 2.0 + 0.36 * up;
        self.sizes.add(size, &chars);
        if size < f64::from(SMALLEST_SEEN) {
            self.content.hidden += chars.iter().filter(|char| !char.is_whitespace()).count();
            return;
        }
        if let Err(error) = self.meter.characters(chars.len().saturating_mul(CHARACTER)) {
            stop(error);
        }
        if self.raw.len() > PAGE_CHARACTERS {
            stop(ReadError::TooLarge { what: "一页的文字数 / characters of one page", limit: PAGE_CHARACTERS });
        }
        let clip = self.clip().inflate(1.0, 1.0);
        if !clip.contains(middle) {
            let unseen = chars.iter().filter(|char| !char.is_whitespace()).count();
            self.content.clipped += unseen;
            if unseen > 0 && is_figure_up_to(&self.raw, origin, size) {
                self.mark_cut();
            }
            self.clipped_to = Some(origin + advance);
            return;
        }
        let cut = self.clipped_to.take().is_some_and(|end| end.distance(origin) < 0.1 * size);
        let mut share = 1.0;
        for _ in 1..chars.len() {
            share += 1.0;
        }
        let advance = advance / share;
        let mut origin = origin;
        let figure = cut && chars.iter().any(char::is_ascii_digit);
        for char in chars {
            let room = room(self.clip(), origin + advance, advance);
            let drawn = Drawn { step: self.step, room, ink: look.ink, bold: look.bold, face };
            self.raw.push(RawGlyph { char, origin, advance, size, vertical, drawn });
            origin += advance;
        }
        if figure {
            self.mark_cut();
        }
    }

    /// Marks the last character seen as a part of a figure whose other part nobody sees.
    fn mark_cut(&mut self) {
        if let Some(&RawGlyph { origin, size, vertical, drawn, .. }) = self.raw.last() {
            self.marks += 1;
            self.raw.push(RawGlyph { char: UNREADABLE, origin, advance: Vec2::ZERO, size, vertical, drawn });
        }
    }
}

/// How much of the clip lies behind a place in the direction of a line.
fn room(clip: Rect, end: Point, advance: Vec2) -> f64 {
    match (advance.x.abs() >= advance.y.abs(), advance.x >= 0.0, advance.y >= 0.0) {
        (true, true, _) => clip.x1 - end.x,
        (true, false, _) => end.x - clip.x0,
        (false, _, true) => clip.y1 - end.y,
        (false, _, false) => end.y - clip.y0,
    }
}
