//! What the interpreter tells of a page, as it draws: letters, figures, pictures, clips, groups and layers.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::super::budget::spend;
use super::super::ink::{Filled, Ground};
use super::shapes::THICKEST;
use super::veils::Veil;
use super::{Clip, Collector, Look, Picture, veils, weight};

impl<'a> Device<'a> for Collector<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        spend(self.meter, path.elements().len());
        if !self.layers.is_shown() {
            return;
        }
        let ink = self.ink(&props);
        if !ink.none
            && !ink.white
            && self.is_lettered((props.transform * path.bounding_box().to_path(0.1)).bounding_box())
        {
            return;
        }
        self.path(path, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        spend(self.meter, clip.path.elements().len());
        let bounds = clip.path.bounding_box();
        let area = if bounds.is_finite() { self.clip().intersect(bounds) } else { self.clip() };
        let corner = |point: Point| {
            let on = |at: f64, a: f64, b: f64| (at - a).abs() < 0.1 || (at - b).abs() < 0.1;
            on(point.x, bounds.x0, bounds.x1) && on(point.y, bounds.y0, bounds.y1)
        };
        let exact = clip.path.elements().iter().all(|element| match *element {
            PathEl::MoveTo(point) | PathEl::LineTo(point) => corner(point),
            PathEl::ClosePath => true,
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => false,
        });
        self.clips.push(Clip { area, exact });
        self.lettered.clip(&clip.path, self.clips.len());
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        spend(self.meter, 1);
        self.veils.push(Veil { opacity, plain: mask.is_none() && mode == BlendMode::Normal });
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        spend(self.meter, run.glyphs().len().saturating_mul(4));
        let ink = self.ink(&props);
        let vertical = run.writing_mode() == hayro_interpret::hayro_cmap::WritingMode::Vertical;
        if matches!(mode, DrawMode::Invisible) || ink.none || !self.layers.is_shown() {
            self.content.hidden += run.glyphs().len();
            if matches!(mode, DrawMode::Invisible) && self.layers.is_shown() {
                self.lettered.note(run, props.transform, vertical);
            }
            return;
        }
        self.next_step();
        let face = weight::face(run);
        let look = Look {
            face: face.as_ref().map(|face| face.cache_key),
            ink: ink.colour,
            bold: weight::is_bold(face.as_ref(), mode),
        };
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), vertical, look);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        spend(self.meter, 8);
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        // The interpreter scales the picture's transform so that one unit is one of its pixels.
        let area = (props.transform * Rect::new(0.0, 0.0, width, height).to_path(0.1)).bounding_box();
        let seen = area.intersect(self.clip());
        if seen.width() <= 0.0 || seen.height() <= 0.0 || !self.layers.is_shown() {
            return;
        }
        if self.is_lettered(seen) {
            return;
        }
        if seen.width() <= THICKEST || seen.height() <= THICKEST {
            // Some programs draw their rulings as pictures of one pixel.
            self.area(seen);
            return;
        }
        let step = self.next_step();
        let upright = props.transform.as_coeffs();
        let upright = [upright.get(1), upright.get(2)].into_iter().flatten().all(|turn| turn.abs() < 1e-9)
            || [upright.first(), upright.get(3)].into_iter().flatten().all(|turn| turn.abs() < 1e-9);
        let outline = props.transform * Rect::new(0.0, 0.0, width, height).to_path(0.1);
        let shape = (!upright).then(|| Box::new(Filled { path: outline, even_odd: false, hollow: false }));
        let hides = veils::is_solid(&image) && self.is_unveiled() && self.is_exactly_clipped();
        self.grounds.push(Ground { area: seen, shape, exact: true, step, colour: None, hides });
        self.content.pictures.push(Picture { area: seen, step, ground: false, drawn: false });
        self.content.covered = self.content.covered.max(seen.area() / self.bounds.area().max(1.0));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
        self.lettered.unclip(self.clips.len());
    }

    fn pop_transparency_group(&mut self) {
        self.veils.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        spend(self.meter, 1);
        self.layers.begin(tag, properties);
    }

    fn end_marked_content(&mut self) {
        self.layers.end();
    }
}
