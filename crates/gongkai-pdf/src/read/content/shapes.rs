//! Lines and areas: which are rulings, which are the ground that text stands on, which are drawings.

use gongkai_core::document::Colour;
use hayro_interpret::kurbo::{Affine, BezPath, Line, PathEl, Point, Rect, Shape, Stroke, StrokeOpts, stroke};
use hayro_interpret::pattern::Pattern;
use hayro_interpret::{BlendMode, DrawMode, DrawProps, FillRule, Paint, StrokeProps};

use super::super::budget::spend;
use super::super::ink::{Filled, Ground};
use super::{Collector, Picture, Segment};

/// The thickest line that still is a ruling and not a coloured area, in points.
pub(super) const THICKEST: f64 = 3.2;
/// The thickest line that may be a ruling all the same, as around a table: a thicker one is a bar.
const BAND: f64 = 6.5;
/// The most pieces of a figure of which it is known what it covers.
const SHAPE: usize = 256;
/// The most parts of a figure that may lie within each other.
const RING: usize = 128;
/// How much narrower than high a dot of a ruling may be, and the other way round.
const DOT: f64 = 0.8;
/// The same of a dot of a line through text or below it, which is no ruling.
const SLIM: f64 = 0.4;
/// How far off its axis a ruling may lean from end to end, in points.
const LEAN: f64 = 0.8;
/// How much longer than the way from its one end to the other a line drawn by hand is, at most.
const STRAIGHT: f64 = 1.15;

impl Collector<'_, '_> {
    pub(super) fn ruling(&mut self, from: Point, to: Point) {
        let clip = self.clip();
        let (from, to) = (clamp(from, clip), clamp(to, clip));
        let (Some(from), Some(to)) = (from, to) else { return };
        let (wide, tall) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if tall <= LEAN && wide >= tall && wide > 0.2 {
            let at = f64::midpoint(from.y, to.y);
            let line = Segment { at, from: from.x.min(to.x), to: from.x.max(to.x) };
            if self.over_page { self.over.push(line) } else { self.content.across.push(line) }
        } else if wide <= LEAN && tall > 0.2 && !self.over_page {
            let at = f64::midpoint(from.x, to.x);
            self.content.down.push(Segment { at, from: from.y.min(to.y), to: from.y.max(to.y) });
        }
    }

    /// A line or curve that is no ruling: a part of a drawing, perhaps of a letter.
    pub(super) fn drawing(&mut self, area: Rect) {
        let area = area.intersect(self.clip());
        if !area.is_finite() || area.width() <= 0.0 || area.height() <= 0.0 || self.over_page && area.height() > 200.0 {
            return;
        }
        // Letters are drawn one after the other, each of several parts.
        match self.content.pictures.last_mut() {
            Some(last) if last.drawn && near(last.area, area) => last.area = last.area.union(area),
            _ => {
                spend(self.meter, 4);
                self.content.pictures.push(Picture { area, step: self.step, ground: false, drawn: true });
            }
        }
    }

    /// A filled area: a thin one is a ruling, a small one a dot of a dotted ruling.
    pub(super) fn area(&mut self, area: Rect) {
        let (wide, tall) = (area.width(), area.height());
        let (x, y) = (area.center().x, area.center().y);
        // A dot may be of a ruling across or down, and is seldom as high as it is wide to the last digit.
        if tall <= THICKEST && wide >= DOT * tall {
            self.ruling(Point::new(area.x0, y), Point::new(area.x1, y));
        } else if tall <= THICKEST && wide >= SLIM * tall {
            self.through_text(area);
        }
        if wide <= THICKEST && tall >= DOT * wide {
            self.ruling(Point::new(x, area.y0), Point::new(x, area.y1));
        }
    }

    /// A line, or a piece of one, that may run through text and is no ruling.
    fn through_text(&mut self, area: Rect) {
        let area = area.intersect(self.clip());
        if area.is_finite() && area.width() > 0.0 {
            spend(self.meter, 1);
            self.over.push(Segment { at: area.center().y, from: area.x0, to: area.x1 });
        }
    }

    pub(super) fn stroke(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        let (mut pieces, mut length) = (0_usize, 0.0);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    self.by_hand(start, last, (pieces, length));
                    (pieces, length) = (0, 0.0);
                    start = transform * point;
                    last = start;
                }
                PathEl::LineTo(point) => {
                    let next = transform * point;
                    self.straight(last, next);
                    (pieces, length) = (pieces + 1, length + last.distance(next));
                    last = next;
                }
                PathEl::ClosePath => {
                    self.straight(last, start);
                    last = start;
                }
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {
                    let turns = match *element {
                        PathEl::CurveTo(a, b, c) => [a, b, c],
                        PathEl::QuadTo(a, b) => [a, a, b],
                        _ => continue,
                    };
                    let [a, b, next] = turns.map(|point| transform * point);
                    self.drawing(Rect::from_points(last, next));
                    // As long as the way along the points that bend it, at most.
                    (pieces, length) = (pieces + 2, length + last.distance(a) + a.distance(b) + b.distance(next));
                    last = next;
                }
            }
        }
        self.by_hand(start, last, (pieces, length));
    }

    /// A line drawn by hand: of several pieces, none of which says where it goes, and straight as a whole.
    fn by_hand(&mut self, from: Point, to: Point, (pieces, length): (usize, f64)) {
        if pieces > 1 && length <= STRAIGHT * from.distance(to) {
            self.aslant(from, to);
        }
    }

    /// A straight line along no axis.
    fn aslant(&mut self, from: Point, to: Point) {
        let line = Line::new(from, to);
        if line.is_finite() {
            spend(self.meter, 4);
            self.aslant.push(line);
        }
    }

    /// A thin filled area along no axis, as some programs draw their lines.
    fn thin(&mut self, points: &[Point]) {
        let corners = match points {
            [a, b, c, d] => [*a, *b, *c, *d],
            [a, b, c, d, again] if a.distance(*again) < 0.01 => [*a, *b, *c, *d],
            _ => return,
        };
        let [a, b, c, d] = corners;
        let (one, other) = (a.distance(b).max(c.distance(d)), b.distance(c).max(d.distance(a)));
        let (from, to, thick, long) = if one < other {
            (a.midpoint(b), c.midpoint(d), one, other)
        } else {
            (b.midpoint(c), d.midpoint(a), other, one)
        };
        if thick <= THICKEST && long > 2.0 * thick {
            self.aslant(from, to);
        }
    }

    /// A straight line: a ruling along an axis, else a part of a drawing.
    pub(super) fn straight(&mut self, from: Point, to: Point) {
        let (wide, tall) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if wide > LEAN && tall > LEAN {
            self.drawing(Rect::from_points(from, to));
            self.aslant(from, to);
        } else {
            self.ruling(from, to);
        }
    }

    /// Each closed part of a filled path: an upright rectangle is a ruling or a ground, anything else a drawing.
    pub(super) fn fill(&mut self, path: &BezPath, transform: Affine, ink: Ink, even_odd: bool) {
        let parts = parts(path, transform);
        spend(self.meter, parts.len());
        if let [outer @ .., _] = parts.as_slice()
            && !outer.is_empty()
            && parts.len() <= RING
            && parts.iter().any(|inner| parts.iter().any(|outer| outer.holds(inner)))
        {
            self.hollow(&parts, transform * path, ink, even_odd);
            return;
        }
        for part in &parts {
            self.part(part, ink);
        }
    }

    /// A line as thick as a coloured area is one for what stands on it, and hides what it was drawn over.
    pub(super) fn band(&mut self, path: &BezPath, transform: Affine, stroke_of: &StrokeProps, ink: Ink) {
        let width = f64::from(stroke_of.line_width);
        let thick = width * transform.determinant().abs().sqrt();
        let area = (transform * path.bounding_box().to_path(0.1)).bounding_box();
        if thick <= THICKEST || !area.is_finite() || path.elements().len() > SHAPE {
            return;
        }
        let style = Stroke {
            width,
            join: stroke_of.line_join,
            miter_limit: f64::from(stroke_of.miter_limit),
            start_cap: stroke_of.line_cap,
            end_cap: stroke_of.line_cap,
            ..Stroke::default()
        };
        spend(self.meter, path.elements().len().saturating_mul(8));
        let outline = transform
            * stroke(path.iter(), &style, &StrokeOpts::default(), 0.1 / transform.determinant().abs().sqrt().max(1e-6));
        let area = outline.bounding_box();
        if area.is_finite() && outline.elements().len() <= 4 * SHAPE {
            let hides = ink.opaque && stroke_of.dash_array.is_empty();
            // A straight line along an axis is as good as a box.
            let boxed = outline.area().abs() > 0.99 * area.area();
            let shape = (!boxed).then(|| Box::new(Filled { path: outline, even_odd: false, hollow: true }));
            let area = area.intersect(self.clip());
            self.ground(area, shape, ink, hides);
        }
    }

    /// What was filled, as far as the clip lets it be seen.
    fn ground(&mut self, area: Rect, shape: Option<Box<Filled>>, ink: Ink, hides: bool) {
        let exact = self.is_exactly_clipped();
        let hides = hides && exact;
        self.grounds.push(Ground { area, shape, exact, step: self.step, colour: ink.colour, hides });
    }

    /// A figure with others left out of it, such as a frame: rulings run between what is filled and what is not.
    fn hollow(&mut self, parts: &[Part], whole: BezPath, ink: Ink, even_odd: bool) {
        let seen = whole.bounding_box().intersect(self.clip());
        let hides = ink.opaque && whole.elements().len() <= SHAPE;
        let shape = Some(Box::new(Filled { path: whole, even_odd, hollow: true }));
        self.ground(seen, shape, ink, hides);
        if ink.white {
            return;
        }
        for part in parts {
            if !part.upright {
                self.drawing(part.area);
                continue;
            }
            let Rect { x0, y0, x1, y1 } = part.area;
            for (from, to) in [((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))] {
                self.ruling(from.into(), to.into());
            }
        }
    }

    fn part(&mut self, part: &Part, ink: Ink) {
        let Part { area, upright, .. } = *part;
        if (upright || area.width().max(area.height()) <= THICKEST) && !ink.white {
            self.area(area);
        }
        // Waves are drawn as tiles.
        if upright && ink.tiled && area.height() <= BAND && area.width() > area.height() {
            self.through_text(area);
        }
        let seen = area.intersect(self.clip());
        if seen.width() > THICKEST && seen.height() > THICKEST {
            let known = upright || part.path.elements().len() <= SHAPE;
            let outline = || Box::new(Filled { path: part.path.clone(), even_odd: false, hollow: false });
            let shape = (!upright && known).then(outline);
            self.ground(seen, shape, ink, known && ink.opaque);
        }
        if !upright && !ink.white {
            if !part.round {
                self.thin(&part.points);
            }
            self.drawing(area);
        }
    }

    pub(super) fn path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let ink = self.ink(props);
        if ink.none {
            return;
        }
        self.next_step();
        match mode {
            DrawMode::Fill(rule) => self.fill(path, props.transform, ink, *rule == FillRule::EvenOdd),
            DrawMode::Stroke(stroke) => {
                let thick = f64::from(stroke.line_width) * props.transform.determinant().abs().sqrt();
                if !ink.white && thick <= BAND {
                    self.stroke(path, props.transform);
                }
                self.band(path, props.transform, stroke, ink);
            }
            DrawMode::FillAndStroke(rule, _) => {
                self.fill(path, props.transform, ink, *rule == FillRule::EvenOdd);
                if !ink.white {
                    self.stroke(path, props.transform);
                }
            }
            DrawMode::Invisible => {}
        }
    }
}

/// One closed part of a filled path.
struct Part {
    points: Vec<Point>,
    path: BezPath,
    area: Rect,
    /// Whether it has curves.
    round: bool,
    /// Whether it is a rectangle along the axes.
    upright: bool,
}

impl Part {
    fn of(points: Vec<Point>, path: BezPath, round: bool) -> Option<Self> {
        let (first, rest) = points.split_first()?;
        if rest.is_empty() || !points.iter().all(|point| point.is_finite()) {
            return None;
        }
        let area = rest.iter().fold(Rect::from_points(*first, *first), |area, &point| area.union_pt(point));
        let on_edge = |point: &Point| {
            let near = |a: f64, b: f64| (a - b).abs() < 0.1;
            near(point.x, area.x0) || near(point.x, area.x1) || near(point.y, area.y0) || near(point.y, area.y1)
        };
        let upright = !round && points.iter().all(on_edge);
        Some(Self { points, path, area, round, upright })
    }

    /// Whether another lies within it.
    fn holds(&self, inner: &Self) -> bool {
        let (outer, inner) = (self.area, inner.area);
        outer.area() > inner.area() + 0.01 && inner.area() > 0.0 && outer.inflate(0.01, 0.01).contains_rect(inner)
    }
}

/// The closed parts of a path.
fn parts(path: &BezPath, transform: Affine) -> Vec<Part> {
    let mut found = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    let mut own = BezPath::new();
    let mut round = false;
    for element in path.elements() {
        let element = transform * *element;
        if matches!(element, PathEl::MoveTo(_)) {
            found.extend(Part::of(std::mem::take(&mut points), std::mem::take(&mut own), round));
            round = false;
        }
        // A path that goes on after it was closed begins where it began.
        if own.elements().is_empty() && !matches!(element, PathEl::MoveTo(_)) {
            continue;
        }
        own.push(element);
        match element {
            PathEl::MoveTo(point) | PathEl::LineTo(point) => points.push(point),
            PathEl::ClosePath => {}
            PathEl::QuadTo(a, b) => {
                round = true;
                points.extend([a, b]);
            }
            PathEl::CurveTo(a, b, c) => {
                round = true;
                points.extend([a, b, c]);
            }
        }
    }
    found.extend(Part::of(points, own, round));
    found
}

/// The nearest point within the clip, unless the point lies far outside it on an axis of its own.
fn clamp(point: Point, clip: Rect) -> Option<Point> {
    if !point.is_finite() {
        return None;
    }
    let inside = Point::new(point.x.clamp(clip.x0 - 1.0, clip.x1 + 1.0), point.y.clamp(clip.y0 - 1.0, clip.y1 + 1.0));
    Some(inside)
}

/// Whether two parts of a drawing are as near as those of a letter and of its neighbours.
fn near(a: Rect, b: Rect) -> bool {
    let reach = a.height().max(b.height()).min(12.0);
    let gap = (b.x0 - a.x1).max(a.x0 - b.x1);
    let level = a.y1.min(b.y1) - a.y0.max(b.y0);
    gap < 0.5 * reach && level > -0.2 * reach && a.union(b).height() < 3.0 * reach.max(4.0)
}

/// What marks a paint leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    /// None at all.
    pub(super) none: bool,
    /// None on white paper.
    pub(super) white: bool,
    /// The colour, where it is plain and nothing shows through it.
    pub(super) colour: Option<Colour>,
    /// Nothing shows through it.
    opaque: bool,
    /// Tiles that are repeated.
    tiled: bool,
}

impl Ink {
    /// What a paint leaves, seen through groups that together take away so much of what lies below them.
    pub(super) fn of(props: &DrawProps<'_>, opacity: f32, plain: bool) -> Self {
        let over = plain && props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal);
        match &props.paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().components();
                let alpha = alpha * opacity;
                let white = red > 0.97 && green > 0.97 && blue > 0.97;
                let opaque = over && alpha > 0.95;
                // Nearly all ink is black and nearly all paper white.
                let share = |part: f32| match part {
                    ..=0.0 => 0,
                    1.0.. => u8::MAX,
                    between => format!("{:.0}", between * 255.0).parse().unwrap_or(0),
                };
                let colour = Colour::new(share(red), share(green), share(blue));
                Self { none: alpha < 0.02, white, colour: opaque.then_some(colour), opaque, tiled: false }
            }
            Paint::Pattern(pattern) => {
                // Tiles may leave gaps between them.
                let (own, solid) = match &**pattern {
                    Pattern::Shading(shading) => (shading.opacity, true),
                    Pattern::Tiling(tiles) => (tiles.opacity, false),
                };
                let alpha = own * opacity;
                let opaque = solid && over && alpha > 0.95;
                Self { none: alpha < 0.02, white: false, colour: None, opaque, tiled: !solid }
            }
        }
    }
}
