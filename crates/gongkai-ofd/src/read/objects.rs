//! What stands on a page: its place, how it is turned, and in which ink it is drawn.

use gongkai_core::format::ReadError;
use gongkai_opc::Element;

use super::canvas::Ink;
use super::numbers::{self, Matrix};

/// What kind of thing stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Path,
    Picture,
    /// A graphic that is kept elsewhere and drawn in several places.
    Composite,
}

impl Kind {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "TextObject" => Some(Self::Text),
            "PathObject" => Some(Self::Path),
            "ImageObject" => Some(Self::Picture),
            "CompositeObject" => Some(Self::Composite),
            _ => None,
        }
    }
}

/// A thing on a page.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) kind: Kind,
    /// Its box on the page: what it holds is told from this box's left upper corner.
    pub(super) area: [f64; 4],
    matrix: Matrix,
    visible: bool,
    /// How much of what it covers is covered by it, from 0 to 1.
    pub(super) cover: f64,
    /// Whether a picture has another one for its mask.
    masked: bool,
    /// The size of text, and how much wider than usual it is.
    size: f64,
    stretched: f64,
    /// How the characters are turned, and which way their line runs.
    pub(super) characters: Matrix,
    pub(super) reading: Matrix,
    filled: bool,
    stroked: bool,
    heavy: bool,
    /// The number of its face.
    pub(super) face: Option<String>,
    line_width: Option<f64>,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    /// The number of the settings from which it takes what it does not state.
    settings: Option<String>,
    /// The number of the graphic that it draws.
    pub(super) graphic: Option<String>,
    /// The address that it leads to.
    pub(super) link: Option<String>,
    /// What is left of it, each cutting what the one before leaves.
    pub(super) clips: Vec<Clip>,
    /// Whether what is left is turned and stretched as the thing is.
    pub(super) clips_turn: bool,
}

/// What is left of a thing: any of these outlines.
pub(super) type Clip = Vec<Outline>;

/// An outline, and where it lies in the thing's own coordinates.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) place: Matrix,
    pub(super) data: String,
}

/// Settings that things share: what one of them does not state is stated by another.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    pub(super) relative: Option<String>,
    pub(super) line_width: Option<f64>,
    pub(super) fill: Option<Ink>,
    pub(super) stroke: Option<Ink>,
}

/// How wide a line is that does not say so, in millimetres.
const LINE: f64 = 0.353;
/// How high a line of text usually is, in sizes of its characters.
const LINE_HEIGHT: f64 = 1.4;
/// The least weight of bold text, of 1000.
const BOLD: f64 = 600.0;

impl Object {
    pub(super) fn of(kind: Kind, element: &Element<'_>) -> Result<Self, ReadError> {
        let mut object = Self {
            kind,
            area: [0.0; 4],
            matrix: Matrix::default(),
            visible: true,
            cover: 1.0,
            masked: false,
            size: 0.0,
            stretched: 1.0,
            characters: Matrix::default(),
            reading: Matrix::default(),
            filled: kind == Kind::Text,
            stroked: kind == Kind::Path,
            heavy: false,
            face: None,
            line_width: None,
            fill: None,
            stroke: None,
            settings: None,
            graphic: None,
            link: None,
            clips: Vec::new(),
            clips_turn: true,
        };
        let mut size = None;
        element.each_attribute(|name, value| {
            let yes = || matches!(value.trim(), "true" | "1");
            let number = |otherwise: f64| numbers::number(value).unwrap_or(otherwise);
            match name {
                "Boundary" => object.area = numbers::area(value).unwrap_or_default(),
                "CTM" => object.matrix = Matrix::parse(value).unwrap_or_default(),
                "Visible" => object.visible = yes(),
                // Some programs know the standard by hearsay.
                "Size" | "size" => size = numbers::number(value),
                "HScale" => object.stretched = number(1.0),
                "ReadDirection" => object.reading = Matrix::turned(value),
                "CharDirection" => object.characters = Matrix::turned(value),
                "Fill" => object.filled = yes(),
                "Stroke" => object.stroked = yes(),
                "Weight" => object.heavy = number(0.0) >= BOLD,
                "Font" => object.face = Some(value.trim().to_owned()),
                "LineWidth" => object.line_width = numbers::number(value),
                "DrawParam" => object.settings = Some(value.trim().to_owned()),
                "ResourceID" => object.graphic = Some(value.trim().to_owned()),
                "ImageMask" => object.masked = true,
                "Alpha" => object.cover = cover(value),
                _ => {}
            }
            Ok(())
        })?;
        // Text that does not say how large it is fills its box.
        object.size = size.unwrap_or(object.area[3] / LINE_HEIGHT);
        Ok(object)
    }

    /// Takes the colour of its line or of its area.
    pub(super) fn colour(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        // A colour of the palette, or one that changes over the area.
        let unknown = if self.kind == Kind::Path { [0.9; 3] } else { [0.0; 3] };
        let ink = Some(ink(element, unknown)?);
        match element.name() {
            "FillColor" => self.fill = ink,
            _ => self.stroke = ink,
        }
        Ok(())
    }

    /// The settings that it is drawn with, where it does not state them: its own, or those of the layer around it.
    pub(super) fn settings<'o>(&'o self, layer: Option<&'o str>) -> Option<&'o str> {
        self.settings.as_deref().or(layer)
    }

    /// Takes what it does not state from settings.
    pub(super) fn take(&mut self, settings: &Settings) {
        self.line_width = self.line_width.or(settings.line_width);
        self.fill = self.fill.or(settings.fill);
        self.stroke = self.stroke.or(settings.stroke);
    }

    /// Where its own coordinates lie on the page, on which its surroundings lie so.
    pub(super) fn frame(&self, outer: &Matrix) -> Matrix {
        self.matrix.then(&Matrix::moved(self.area[0], self.area[1])).then(outer)
    }

    /// Where the outlines that cut it lie.
    pub(super) fn clips_frame(&self, outer: &Matrix) -> Matrix {
        let turned = if self.clips_turn { self.matrix } else { Matrix::default() };
        turned.then(&Matrix::moved(self.area[0], self.area[1])).then(outer)
    }

    /// Where a character's right and its top lie from its left lower corner.
    pub(super) fn directions(&self, frame: &Matrix) -> [(f64, f64); 2] {
        let turned = |distance| frame.distance(self.characters.distance(distance));
        [turned((self.size * self.stretched, 0.0)), turned((0.0, -self.size))]
    }

    /// How far it is to the next character of which nothing is said.
    pub(super) fn usual_step(&self, width: u16) -> f64 {
        f64::from(width) / 1000.0 * self.size * self.stretched
    }

    /// A step from character to character in sizes of the text.
    pub(super) fn in_sizes(&self, step: f64) -> f64 {
        let size = self.size * self.stretched;
        if size.abs() < f64::EPSILON { 0.0 } else { step / size }
    }

    /// The ink of its text.
    pub(super) fn text_ink(&self) -> Ink {
        let ink = self.thinned(if self.filled { self.fill } else { self.stroke }.unwrap_or_default());
        Ink { none: ink.none || !self.visible || !(self.filled || self.stroked), ..ink }
    }

    /// An ink that covers no more than the thing that is drawn in it.
    fn thinned(&self, ink: Ink) -> Ink {
        Ink { cover: whole(f64::from(ink.cover) * self.cover), ..ink }
    }

    /// Whether its text says of itself that it is bold, or has its strokes thickened for want of a bold face.
    pub(super) fn is_bold(&self) -> bool {
        self.heavy || (self.filled && self.stroked)
    }

    /// The ink and the width of its line, and the ink of its area, where they are seen.
    pub(super) fn path_inks(&self, frame: &Matrix) -> (Option<(Ink, f64)>, Option<Ink>) {
        let seen = |ink: Option<Ink>, on: bool| {
            Some(self.thinned(ink.unwrap_or_default())).filter(|ink| on && ink.is_seen() && self.visible)
        };
        let (x, y) = frame.distance((self.line_width.unwrap_or(LINE), 0.0));
        (seen(self.stroke, self.stroked).map(|ink| (ink, x.hypot(y))), seen(self.fill, self.filled))
    }

    /// Whether a picture covers all that it is drawn over, as far as its place says: no mask is laid over it.
    pub(super) fn covers_all(&self) -> bool {
        self.cover > 0.95 && !self.masked
    }

    pub(super) fn is_visible(&self) -> bool {
        self.visible
    }
}

/// The ink that an element states; `unknown` for one whose colour is stated elsewhere.
pub(super) fn ink(element: &Element<'_>, unknown: [f64; 3]) -> Result<Ink, ReadError> {
    let mut ink = Ink { colour: unknown, ..Ink::default() };
    element.each_attribute(|name, value| {
        match name {
            "Value" => ink.colour = colour(value),
            "Alpha" => ink.cover = whole(cover(value) * 255.0),
            _ => {}
        }
        Ok(())
    })?;
    Ok(ink)
}

/// How much is covered, of 1, as it is written of 255.
fn cover(value: &str) -> f64 {
    numbers::number(value).map_or(1.0, |alpha| (alpha / 255.0).clamp(0.0, 1.0))
}

/// The nearest whole number of 0 to 255.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what the type holds")]
fn whole(number: f64) -> u8 {
    number.round().clamp(0.0, 255.0) as u8
}

/// A colour as red, green and blue from 0 to 1: of one part, of three, or of four that take from white.
fn colour(value: &str) -> [f64; 3] {
    let part = |word: &str| match word.strip_prefix('#') {
        Some(hex) => u8::from_str_radix(hex, 16).ok().map(f64::from),
        None => numbers::number(word),
    };
    let parts: Vec<f64> =
        value.split_whitespace().filter_map(part).map(|part| (part / 255.0).clamp(0.0, 1.0)).collect();
    match parts.as_slice() {
        [grey] => [*grey; 3],
        [red, green, blue] => [*red, *green, *blue],
        [cyan, magenta, yellow, black] => [cyan, magenta, yellow].map(|part| (1.0 - part) * (1.0 - black)),
        _ => [0.0; 3],
    }
}
