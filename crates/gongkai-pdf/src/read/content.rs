//! What a page draws: characters with their places, ruling lines and pictures.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};

use super::budget::{Budget, Overrun, stop};
use super::characters::{Drawn, RawGlyph, is_figure_up_to, turned};
pub(super) use super::characters::{Flow, Glyph};
use super::fold::{UNREADABLE, fold};

/// A straight line along an axis; `at` is its place on the other axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    /// Horizontal lines.
    pub(super) across: Vec<Segment>,
    /// Vertical lines.
    pub(super) down: Vec<Segment>,
    /// How many pictures it draws, and how much of the page the largest covers, from 0 to 1.
    pub(super) pictures: usize,
    pub(super) covered: f64,
    /// Characters drawn in no ink: the text that scanners' recognition lays under a picture.
    pub(super) hidden: usize,
    /// Characters outside the page or the clip, which nobody sees.
    pub(super) clipped: usize,
    /// Characters aslant, of a watermark.
    pub(super) aslant: usize,
    /// Characters whose font does not say which they are.
    pub(super) unreadable: usize,
}

/// Reads what a page draws. Pictures are noted and never decoded.
pub(super) fn read_page<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    budget: &mut Budget,
) -> PageContent {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, width, height);
    let mut collector = Collector {
        content: PageContent { width, height, ..PageContent::default() },
        bounds,
        clips: vec![bounds],
        budget,
        raw: Vec::new(),
        step: 0,
        clipped_to: None,
        marks: 0,
    };
    let mut context = Context::new(transform, bounds, cache, page.xref(), settings.clone());
    interpret_page(page, &mut context, &mut collector);
    collector.finish()
}

struct Collector<'b> {
    content: PageContent,
    bounds: Rect,
    clips: Vec<Rect>,
    budget: &'b mut Budget,
    raw: Vec<RawGlyph>,
    /// How many times text was drawn.
    step: u32,
    /// Where the last character that nobody sees ends, when the next one is still to come.
    clipped_to: Option<Point>,
    /// How many marks of unseen characters stand among those seen.
    marks: usize,
}

/// The thickest line that still is a ruling and not a coloured area, in points.
const THICKEST: f64 = 3.2;
/// How far off its axis a ruling may lean from end to end, in points.
const LEAN: f64 = 0.8;

impl Collector<'_> {
    fn spend(&mut self, items: usize) {
        if let Err(overrun) = self.budget.spend(items) {
            stop(overrun);
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.bounds)
    }

    fn ruling(&mut self, from: Point, to: Point) {
        let clip = self.clip();
        let (from, to) = (clamp(from, clip), clamp(to, clip));
        let (Some(from), Some(to)) = (from, to) else { return };
        let (wide, tall) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if tall <= LEAN && wide >= tall && wide > 0.2 {
            let at = f64::midpoint(from.y, to.y);
            self.content.across.push(Segment { at, from: from.x.min(to.x), to: from.x.max(to.x) });
        } else if wide <= LEAN && tall > 0.2 {
            let at = f64::midpoint(from.x, to.x);
            self.content.down.push(Segment { at, from: from.y.min(to.y), to: from.y.max(to.y) });
        }
    }

    /// A filled area: a thin one is a ruling, a small one a dot of a dotted ruling.
    fn area(&mut self, area: Rect) {
        let (wide, tall) = (area.width(), area.height());
        let (x, y) = (area.center().x, area.center().y);
        if tall <= THICKEST && wide >= tall {
            self.ruling(Point::new(area.x0, y), Point::new(area.x1, y));
        }
        if wide <= THICKEST && tall >= wide {
            self.ruling(Point::new(x, area.y0), Point::new(x, area.y1));
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    start = transform * point;
                    last = start;
                }
                PathEl::LineTo(point) => {
                    let next = transform * point;
                    self.ruling(last, next);
                    last = next;
                }
                PathEl::ClosePath => {
                    self.ruling(last, start);
                    last = start;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = transform * point,
            }
        }
    }

    /// Each closed part of a filled path whose points are the corners of an upright rectangle.
    fn fill(&mut self, path: &BezPath, transform: Affine) {
        let mut points: Vec<Point> = Vec::new();
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    self.area_of(&points);
                    points.clear();
                    points.push(transform * point);
                }
                PathEl::LineTo(point) => points.push(transform * point),
                PathEl::ClosePath => {}
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {
                    points.clear();
                    // A rounded shape is no ruling; without points the rest of it is passed over.
                    points.push(Point::new(f64::NAN, f64::NAN));
                }
            }
        }
        self.area_of(&points);
    }

    fn area_of(&mut self, points: &[Point]) {
        let Some((first, rest)) = points.split_first() else { return };
        if rest.is_empty() || !points.iter().all(|point| point.is_finite()) {
            return;
        }
        let area = rest.iter().fold(Rect::from_points(*first, *first), |area, &point| area.union_pt(point));
        let on_edge = |point: &Point| {
            let near = |a: f64, b: f64| (a - b).abs() < 0.1;
            near(point.x, area.x0) || near(point.x, area.x1) || near(point.y, area.y0) || near(point.y, area.y1)
        };
        if points.iter().all(on_edge) {
            self.area(area);
        }
    }

    fn path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        if is_unseen(&props.paint, true) {
            return;
        }
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform),
            DrawMode::Stroke(_) => self.stroke(path, props.transform),
            DrawMode::FillAndStroke(..) => {
                self.fill(path, props.transform);
                self.stroke(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn glyph(&mut self, glyph: &PdfGlyph<'_>, transform: Affine, vertical: bool) {
        let origin = transform * Point::ZERO;
        let width = match glyph {
            PdfGlyph::Outline(outline) => outline.advance_width(),
            PdfGlyph::Type3(drawn) => drawn.advance_width(),
        };
        // Fonts are drawn on an em of 1000 units.
        let width = f64::from(width.unwrap_or(500.0));
        let step = if vertical { Point::new(1000.0, 0.0) } else { Point::new(width, 0.0) };
        let advance = transform * step - origin;
        let size = (transform * Point::new(0.0, 1000.0) - origin).hypot();
        if !(origin.is_finite() && advance.is_finite() && size.is_finite()) || size < 0.5 {
            return;
        }
        let middle = origin + advance / 2.0 + (transform * Point::new(0.0, 360.0) - origin);
        let mut chars = Vec::new();
        match glyph.as_unicode() {
            Some(BfString::Char(char)) => fold(char, &mut chars),
            Some(BfString::String(text)) => text.chars().for_each(|char| fold(char, &mut chars)),
            None => chars.push(UNREADABLE),
        }
        if chars.iter().all(|char| char.is_whitespace()) && chars.len() > 1 {
            chars.truncate(1);
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
            let drawn = Drawn { step: self.step, room: room(self.clip(), origin + advance, advance) };
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

    fn finish(mut self) -> PageContent {
        let turned = turned(&self.raw);
        let (width, height) = (self.content.width, self.content.height);
        // A page whose text mostly runs up or down was turned when it was made: it is read upright.
        let upright = match turned {
            Some(Flow::Up) => Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]),
            Some(Flow::Down) => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]),
            Some(Flow::Over) => Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]),
            _ => Affine::IDENTITY,
        };
        if let Some(flow) = turned {
            let (width, height) = if flow == Flow::Over { (width, height) } else { (height, width) };
            (self.content.width, self.content.height) = (width, height);
            let (across, down) = (std::mem::take(&mut self.content.across), std::mem::take(&mut self.content.down));
            self.bounds = Rect::new(0.0, 0.0, width, height);
            self.clips.clear();
            for line in across {
                self.ruling(upright * Point::new(line.from, line.at), upright * Point::new(line.to, line.at));
            }
            for line in down {
                self.ruling(upright * Point::new(line.at, line.from), upright * Point::new(line.at, line.to));
            }
        }
        for raw in std::mem::take(&mut self.raw) {
            let unreadable = raw.char == UNREADABLE;
            let Some(glyph) = raw.placed(upright) else {
                self.content.aslant += 1;
                continue;
            };
            self.content.unreadable += usize::from(unreadable);
            self.content.glyphs.push(glyph);
        }
        self.content.unreadable = self.content.unreadable.saturating_sub(self.marks);
        self.content
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

/// The nearest point within the clip, unless the point lies far outside it on an axis of its own.
fn clamp(point: Point, clip: Rect) -> Option<Point> {
    if !point.is_finite() {
        return None;
    }
    let inside = Point::new(point.x.clamp(clip.x0 - 1.0, clip.x1 + 1.0), point.y.clamp(clip.y0 - 1.0, clip.y1 + 1.0));
    Some(inside)
}

/// Whether a paint leaves no mark; white counts only for lines, for white letters stand on coloured heads.
fn is_unseen(paint: &Paint<'_>, white: bool) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().components();
            alpha < 0.02 || (white && red > 0.97 && green > 0.97 && blue > 0.97)
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(path.elements().len());
        self.path(path, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(clip.path.elements().len());
        let bounds = clip.path.bounding_box();
        let bounds = if bounds.is_finite() { self.clip().intersect(bounds) } else { self.clip() };
        self.clips.push(bounds);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len().saturating_mul(4));
        if matches!(mode, DrawMode::Invisible) || is_unseen(&props.paint, false) {
            self.content.hidden += run.glyphs().len();
            return;
        }
        self.step = self.step.wrapping_add(1);
        let vertical = run.writing_mode() == hayro_interpret::hayro_cmap::WritingMode::Vertical;
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), vertical);
        }
        if self.raw.len() > self.budget.page_glyphs {
            stop(Overrun::Characters);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(8);
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        // The interpreter scales the picture's transform so that one unit is one of its pixels.
        let area = (props.transform * Rect::new(0.0, 0.0, width, height).to_path(0.1)).bounding_box();
        let seen = area.intersect(self.clip());
        if seen.width() <= 0.0 || seen.height() <= 0.0 {
            return;
        }
        if seen.width() <= THICKEST || seen.height() <= THICKEST {
            // Some programs draw their rulings as pictures of one pixel.
            self.area(seen);
            return;
        }
        self.content.pictures += 1;
        self.content.covered = self.content.covered.max(seen.area() / self.bounds.area().max(1.0));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {}
}
