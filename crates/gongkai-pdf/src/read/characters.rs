//! Characters as they are drawn and as they stand on the page.

use gongkai_core::characters::{self, OffLine};
use gongkai_core::document::Colour;
use hayro_interpret::kurbo::{Affine, Point, Rect, Vec2};

use super::digits::FaceNumber;

/// How much a line may lean off its axis: at most, and on a page whose lines do not.
const LEAN: f64 = 0.1;
const STRAIGHT: f64 = 0.03;

/// Which way a character's line runs on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flow {
    /// From left to right.
    Across,
    /// From top to bottom: vertical writing, or text turned clockwise.
    Down,
    /// From bottom to top: text turned anticlockwise.
    Up,
    /// From right to left: text upside down.
    Over,
    /// Aslant: a watermark.
    Aslant,
}

/// A character on a page; y grows downwards, units are points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) char: char,
    /// The left edge.
    pub(super) x0: f64,
    /// The right edge.
    pub(super) x1: f64,
    /// The baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) flow: Flow,
    pub(super) drawn: Drawn,
    /// Whether it stands above or below its line, beside a character on it.
    pub(super) off_line: Option<OffLine>,
    /// Whether a line is drawn through it.
    pub(super) struck: bool,
    /// The number of the page's link that it belongs to, from 1; 0 for none.
    pub(super) link: u16,
}

/// How a character came onto the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    /// The number of the step that drew it: a cell's text is seldom drawn in one step with its neighbour's.
    pub(super) step: u32,
    /// How much room the clip leaves behind it on its line, in points.
    pub(super) room: f64,
    /// The colour of its ink, where it is plain.
    pub(super) ink: Option<Colour>,
    /// Whether it is in a bold face, or in one whose strokes are thickened for want of one.
    pub(super) bold: bool,
    /// The face that calls it a digit.
    pub(super) face: FaceNumber,
}

impl Glyph {
    /// The middle of the character's body, by which it is assigned to a cell.
    pub(super) fn middle(&self) -> (f64, f64) {
        ((self.x0 + self.x1) / 2.0, self.y - 0.36 * self.size)
    }

    /// The character as text shows it: a digit off the line has a form of its own, so that no number absorbs it.
    pub(super) fn shown(&self) -> char {
        let form = match self.off_line {
            Some(OffLine::Raised) => characters::raised(self.char),
            Some(OffLine::Lowered) => characters::lowered(self.char),
            None => None,
        };
        form.unwrap_or(self.char)
    }

    /// A character of a line from left to right.
    pub(super) fn across(char: char, (x0, x1): (f64, f64), y: f64, size: f64, drawn: Drawn) -> Self {
        Self { char, x0, x1, y, size, flow: Flow::Across, drawn, off_line: None, struck: false, link: 0 }
    }
}

/// A character as drawn: its origin, the vector to the next one, the height of its body.
pub(super) struct RawGlyph {
    pub(super) char: char,
    pub(super) origin: Point,
    pub(super) advance: Vec2,
    pub(super) size: f64,
    pub(super) vertical: bool,
    pub(super) drawn: Drawn,
}

impl RawGlyph {
    /// The character on the upright page; nothing when it runs aslant, which is when it leans more than so much.
    pub(super) fn placed(&self, upright: Affine, lean: f64) -> Option<Glyph> {
        let origin = upright * self.origin;
        let advance = upright * self.advance.to_point() - upright * Point::ZERO;
        let own = flow_of(advance, lean);
        let flow = if self.vertical && own == Flow::Across { Flow::Down } else { own };
        let middle = origin.y + advance.y / 2.0 + 0.36 * self.size;
        let (x0, x1, y) = match flow {
            Flow::Across => (origin.x, origin.x + advance.x, origin.y),
            // The origin of upright characters in vertical writing is already moved to their lower left.
            Flow::Down if self.vertical => (origin.x, origin.x + self.size, origin.y),
            // Turned clockwise: the baseline is on the left, the character's body to the right of it.
            Flow::Down => (origin.x, origin.x + 0.72 * self.size, middle),
            Flow::Up => (origin.x - 0.72 * self.size, origin.x, middle),
            Flow::Over | Flow::Aslant => return None,
        };
        Some(Glyph { flow, ..Glyph::across(self.char, (x0, x1), y, self.size, self.drawn) })
    }
}

/// Where figures stand aslant or upside down that are no watermark, each with the step that drew it: what they say is not
/// read, and a cell that holds one is not blank.
pub(super) fn figures_aslant(raw: &[RawGlyph], upright: Affine, lean: f64) -> Vec<(Rect, u32)> {
    /// The digits of a date, of which watermarks are made.
    const DATE: usize = 8;
    let is_aslant = |raw: &RawGlyph| raw.placed(upright, lean).is_none();
    let goes_on = |a: &RawGlyph, b: &RawGlyph| {
        is_aslant(a) && is_aslant(b) && (a.origin + a.advance).distance(b.origin) < 0.5 * a.size.max(b.size)
    };
    let runs = raw.chunk_by(goes_on).filter(|run| run.len() < DATE && run.iter().all(is_aslant));
    let of_figure = |raw: &RawGlyph| raw.char.is_ascii_digit() || raw.char.is_whitespace();
    let dark = |raw: &RawGlyph| raw.drawn.ink.is_none() || !is_pale(raw.drawn.ink);
    let figures = runs.filter(|run| run.iter().all(|raw| of_figure(raw) && dark(raw)));
    let figures = figures.filter(|run| run.iter().any(|raw| raw.char.is_ascii_digit()));
    let place = |raw: &RawGlyph| {
        let up = Vec2::new(raw.advance.y, -raw.advance.x).normalize() * (0.72 * raw.size);
        let ends = [raw.origin, raw.origin + raw.advance, raw.origin + up, raw.origin + raw.advance + up];
        ends.map(|point| upright * point)
    };
    let area = |run: &[RawGlyph]| {
        let mut points = run.iter().flat_map(place);
        let first = points.next()?;
        let from_first = Rect::from_points(first, first);
        Some((points.fold(from_first, |area, point| area.union_pt(point)), run.first()?.drawn.step))
    };
    figures.filter_map(area).filter(|(area, _)| area.is_finite()).collect()
}

/// Whether an ink is pale, as that of a watermark.
pub(super) fn is_pale(ink: Option<Colour>) -> bool {
    /// How pale, from black to white.
    const PALE: u32 = 140;
    ink.is_none_or(|ink| {
        299 * u32::from(ink.red) + 587 * u32::from(ink.green) + 114 * u32::from(ink.blue) > 1000 * PALE
    })
}

/// Whether the characters seen last are a figure, or one with a note, that ends where another character begins.
pub(super) fn is_figure_up_to(raw: &[RawGlyph], origin: Point, size: f64) -> bool {
    let mut next = origin;
    let mut bracket = false;
    for (at, raw) in raw.iter().rev().take(24).enumerate() {
        if (raw.origin + raw.advance).distance(next) >= 0.1 * size {
            break;
        }
        if (at == 0 || bracket) && (raw.char.is_ascii_digit() || matches!(raw.char, '０'..='９')) {
            return true;
        }
        bracket |= matches!(raw.char, '（' | '(');
        next = raw.origin;
    }
    false
}

/// The way in which most of the page's characters run, when it is not across.
pub(super) fn turned(raw: &[RawGlyph]) -> Option<Flow> {
    let mut counts = std::collections::BTreeMap::new();
    for raw in raw.iter().filter(|raw| !raw.char.is_whitespace() && !raw.vertical) {
        *counts.entry(flow_of(raw.advance, LEAN)).or_insert(0_usize) += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(flow, _)| flow);
    most.filter(|flow| !matches!(flow, Flow::Across | Flow::Aslant))
}

/// How much the lines of a page may lean, by its own text: no line of a page that is straight itself leans.
pub(super) fn lean(raw: &[RawGlyph]) -> f64 {
    let leans =
        |raw: &&RawGlyph| flow_of(raw.advance, STRAIGHT) == Flow::Aslant && flow_of(raw.advance, LEAN) != Flow::Aslant;
    let leaning = raw.iter().filter(leans).count();
    if leaning.saturating_mul(2) > raw.len() { LEAN } else { STRAIGHT }
}

fn flow_of(advance: Vec2, lean: f64) -> Flow {
    let (x, y) = (advance.x, advance.y);
    if y.abs() <= lean * x.abs() || x == 0.0 && y == 0.0 {
        if x >= 0.0 { Flow::Across } else { Flow::Over }
    } else if x.abs() <= lean * y.abs() {
        if y > 0.0 { Flow::Down } else { Flow::Up }
    } else {
        Flow::Aslant
    }
}
