//! Lines and areas: which are rulings, which are the ground that text stands on, which are drawings.

use gongkai_core::document::Colour;
use hayro_interpret::kurbo::{Affine, BezPath, Line, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint};

use super::super::budget::spend;
use super::super::ink::Ground;
use super::{Collector, Picture, Segment};

/// The thickest line that still is a ruling and not a coloured area, in points.
pub(super) const THICKEST: f64 = 3.2;
/// How far off its axis a ruling may lean from end to end, in points.
const LEAN: f64 = 0.8;
/// How much longer than the way from its one end to the other a line drawn by hand is, at most.
const STRAIGHT: f64 = 1.15;

impl Collector<'_> {
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
        if tall <= THICKEST && wide >= tall {
            self.ruling(Point::new(area.x0, y), Point::new(area.x1, y));
        }
        if wide <= THICKEST && tall >= wide {
            self.ruling(Point::new(x, area.y0), Point::new(x, area.y1));
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
    pub(super) fn fill(&mut self, path: &BezPath, transform: Affine, ink: Ink) {
        let mut points: Vec<Point> = Vec::new();
        let mut round = false;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    self.area_of(&points, round, ink);
                    points.clear();
                    round = false;
                    points.push(transform * point);
                }
                PathEl::LineTo(point) => points.push(transform * point),
                PathEl::ClosePath => {}
                PathEl::QuadTo(a, b) => {
                    round = true;
                    points.extend([a, b].map(|point| transform * point));
                }
                PathEl::CurveTo(a, b, c) => {
                    round = true;
                    points.extend([a, b, c].map(|point| transform * point));
                }
            }
        }
        self.area_of(&points, round, ink);
    }

    /// A line as thick as a coloured area is one for what stands on it.
    pub(super) fn band(&mut self, path: &BezPath, transform: Affine, width: f64, ink: Ink) {
        let thick = width * transform.determinant().abs().sqrt();
        let area = (transform * path.bounding_box().to_path(0.1)).bounding_box().inflate(thick / 2.0, thick / 2.0);
        if thick > THICKEST && area.is_finite() && area.width().min(area.height()) <= 1.5 * thick {
            let area = area.intersect(self.clip());
            self.grounds.push(Ground { area, step: self.step, colour: ink.colour, hides: false });
        }
    }

    pub(super) fn area_of(&mut self, points: &[Point], round: bool, ink: Ink) {
        let Some((first, rest)) = points.split_first() else { return };
        if rest.is_empty() || !points.iter().all(|point| point.is_finite()) {
            return;
        }
        let area = rest.iter().fold(Rect::from_points(*first, *first), |area, &point| area.union_pt(point));
        let on_edge = |point: &Point| {
            let near = |a: f64, b: f64| (a - b).abs() < 0.1;
            near(point.x, area.x0) || near(point.x, area.x1) || near(point.y, area.y0) || near(point.y, area.y1)
        };
        let upright = !round && points.iter().all(on_edge);
        if upright && !ink.white {
            self.area(area);
        }
        let seen = area.intersect(self.clip());
        if seen.width() > THICKEST && seen.height() > THICKEST {
            let hides = upright && ink.opaque && self.is_exactly_clipped();
            self.grounds.push(Ground { area: seen, step: self.step, colour: ink.colour, hides });
        }
        if !upright && !ink.white {
            if !round {
                self.thin(points);
            }
            self.drawing(area);
        }
    }

    pub(super) fn path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let ink = Ink::of(props);
        if ink.none {
            return;
        }
        self.next_step();
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform, ink),
            DrawMode::Stroke(stroke) => {
                if !ink.white {
                    self.stroke(path, props.transform);
                }
                self.band(path, props.transform, f64::from(stroke.line_width), ink);
            }
            DrawMode::FillAndStroke(..) => {
                self.fill(path, props.transform, ink);
                if !ink.white {
                    self.stroke(path, props.transform);
                }
            }
            DrawMode::Invisible => {}
        }
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
}

impl Ink {
    pub(super) fn of(props: &DrawProps<'_>) -> Self {
        let over = props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal);
        match &props.paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().components();
                let white = red > 0.97 && green > 0.97 && blue > 0.97;
                let opaque = over && alpha > 0.95;
                // Nearly all ink is black and nearly all paper white.
                let share = |part: f32| match part {
                    ..=0.0 => 0,
                    1.0.. => u8::MAX,
                    between => format!("{:.0}", between * 255.0).parse().unwrap_or(0),
                };
                let colour = Colour::new(share(red), share(green), share(blue));
                Self { none: alpha < 0.02, white, colour: opaque.then_some(colour), opaque }
            }
            Paint::Pattern(_) => Self { none: false, white: false, colour: None, opaque: false },
        }
    }
}
