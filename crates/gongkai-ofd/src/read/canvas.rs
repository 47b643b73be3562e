//! What a page draws, as the content of a page of a PDF.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use gongkai_core::format::{Meter, ReadError};

use super::numbers::Step;

/// Points of a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// The characters that a file draws, each with a code in a face of its own: a face of a PDF that draws nothing has room
/// for so many.
pub(super) const ROOM: usize = 255;

/// The faces of a file.
#[derive(Debug)]
pub(super) struct Typefaces {
    numbers: HashMap<(char, u16), usize>,
    characters: Vec<(char, u16)>,
}

impl Default for Typefaces {
    /// Digits, letters and signs stand in one face, so that a figure is drawn in one go.
    fn default() -> Self {
        let characters: Vec<(char, u16)> = (' '..='~').map(|c| (c, width(c))).collect();
        let numbers = characters.iter().copied().zip(0..).collect();
        Self { numbers, characters }
    }
}

impl Typefaces {
    /// The face of a character of a width, and its code in it.
    fn place(&mut self, of: (char, u16), meter: &mut Meter) -> Result<(usize, usize), ReadError> {
        let number = match self.numbers.get(&of) {
            Some(number) => *number,
            None => {
                meter.nodes(1)?;
                let number = self.characters.len();
                self.characters.push(of);
                self.numbers.insert(of, number);
                number
            }
        };
        Ok((number / ROOM, number % ROOM + 1))
    }

    /// The characters of each face with their widths, in the order of their codes.
    pub(super) fn faces(&self) -> impl Iterator<Item = &[(char, u16)]> {
        self.characters.chunks(ROOM)
    }
}

/// How wide a character usually is, in thousandths of its size: Chinese as wide as high, others half of that.
pub(super) fn width(c: char) -> u16 {
    if u32::from(c) < 0x250 { 500 } else { 1000 }
}

/// How wide a character is of which is known how far behind it the next one begins, in sizes. Letters and signs of the
/// West are narrower and wider than half a square, each face's own way, and have no gap behind them that a letter's width
/// explains; digits are alike in nearly every face, and what parts two figures is wider.
pub(super) fn width_before(c: char, step: f64) -> u16 {
    /// No letter is wider.
    const WIDEST: [(f64, u16); 8] =
        [(0.25, 250), (0.3, 300), (0.4, 400), (0.6, 600), (0.7, 700), (0.8, 800), (0.9, 900), (1.0, 1000)];
    /// Most are no wider than this; some are.
    const WIDE: f64 = 0.62;
    let usual = width(c);
    let is_wide = matches!(c, 'A'..='Z' | 'm' | 'w' | '@' | '&' | '%' | '+' | '=' | '<' | '>' | '~');
    if usual != 500 || c.is_ascii_digit() || c == ' ' || !(0.15..=1.05).contains(&step) || (step > WIDE && !is_wide) {
        return usual;
    }
    WIDEST.into_iter().min_by(|a, b| (a.0 - step).abs().total_cmp(&(b.0 - step).abs())).map_or(usual, |near| near.1)
}

/// The ink of something drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink {
    /// Red, green and blue, from 0 to 1.
    pub(super) colour: [f64; 3],
    /// How much it covers: nothing at 0, all that it is drawn over at 255.
    pub(super) cover: u8,
    /// Whether it is not drawn at all.
    pub(super) none: bool,
}

impl Default for Ink {
    fn default() -> Self {
        Self { colour: [0.0; 3], cover: u8::MAX, none: false }
    }
}

impl Ink {
    /// Whether anything of it is seen.
    pub(super) fn is_seen(&self) -> bool {
        !self.none && self.cover > 0
    }
}

/// Characters that are drawn in one direction.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Each with its width in thousandths of its size, and with the place of its left lower corner, in millimetres from the
    /// page's left upper corner.
    pub(super) glyphs: Vec<((char, u16), (f64, f64))>,
    /// Where a character's right and its top lie from its left lower corner.
    pub(super) right: (f64, f64),
    pub(super) up: (f64, f64),
    pub(super) ink: Ink,
    pub(super) bold: bool,
}

/// Under or over which others a layer of a page lies.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Background,
    #[default]
    Body,
    Foreground,
}

/// A page in the making.
#[derive(Debug)]
pub(super) struct Canvas {
    /// Its size in points.
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where its left upper corner lies, in millimetres.
    corner: (f64, f64),
    /// What is drawn, with how much the last of it covers: first the lowest layers, which a file may state last.
    layers: [(String, u8); 3],
    depth: Depth,
    /// How much anything covers that covers not all.
    pub(super) covers: BTreeSet<u8>,
    /// The places that lead to an address: left, bottom, right and top, in points.
    pub(super) links: Vec<([f64; 4], String)>,
}

impl Canvas {
    /// A page of this area.
    pub(super) fn new([x, y, width, height]: [f64; 4]) -> Self {
        let size = |length: f64| (length * POINTS).clamp(1.0, 14_400.0);
        Self {
            width: size(width),
            height: size(height),
            corner: (x, y),
            layers: std::array::from_fn(|_| (String::new(), u8::MAX)),
            depth: Depth::default(),
            covers: BTreeSet::new(),
            links: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.layers.iter().map(|(content, _)| content.len()).sum()
    }

    /// What is drawn next lies so deep.
    pub(super) fn go(&mut self, depth: Depth) {
        self.depth = depth;
    }

    /// All that is drawn, from the lowest layer to the highest, in parts: a page of a hostile file draws much.
    pub(super) fn content(&self) -> Vec<&str> {
        let layers = self.layers.iter().filter(|(content, _)| !content.is_empty());
        layers.flat_map(|(content, _)| ["q\n", content, "Q\n"]).collect()
    }

    fn layer(&mut self) -> &mut (String, u8) {
        let [background, body, foreground] = &mut self.layers;
        match self.depth {
            Depth::Background => background,
            Depth::Body => body,
            Depth::Foreground => foreground,
        }
    }

    fn text(&mut self) -> &mut String {
        &mut self.layer().0
    }

    /// What is drawn next covers so much.
    fn cover(&mut self, cover: u8) {
        let (content, now) = self.layer();
        if *now != cover {
            *now = cover;
            // Writing to a string cannot fail.
            let _ = writeln!(content, "/A{cover} gs");
            self.covers.insert(cover);
        }
    }

    /// A place in points from the page's left lower corner.
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.corner.0) * POINTS, self.height - (y - self.corner.1) * POINTS)
    }

    fn put(&mut self, numbers: &[f64], operator: &str) {
        let content = self.text();
        for number in numbers {
            // Writing to a string cannot fail.
            let _ = write!(content, "{number:.3} ");
        }
        content.push_str(operator);
        content.push('\n');
    }

    /// Draws characters.
    pub(super) fn line(&mut self, line: &Line, faces: &mut Typefaces, meter: &mut Meter) -> Result<(), ReadError> {
        let (right, up) = (line.right, line.up);
        let length = right.0.hypot(right.1);
        if length < f64::EPSILON || up.0.hypot(up.1) < f64::EPSILON {
            return Ok(());
        }
        self.cover(if line.ink.is_seen() { line.ink.cover } else { u8::MAX });
        self.text().push_str("BT\n");
        self.put(&line.ink.colour, "rg");
        if line.bold && line.ink.is_seen() {
            // Bold text is such as has its strokes thickened: the faces drawn in have no weights.
            self.put(&line.ink.colour, "RG");
        }
        self.put(
            &[],
            if !line.ink.is_seen() {
                "3 Tr"
            } else if line.bold {
                "2 Tr"
            } else {
                "0 Tr"
            },
        );
        // What is drawn in one go: the face, where it began to be drawn, and how far it came.
        let mut open: Option<(usize, (f64, f64), f64)> = None;
        let begun = self.len();
        for (of, place) in &line.glyphs {
            meter.fits(self.len() - begun)?;
            let (face, code) = faces.place(*of, meter)?;
            let goes_on = open.and_then(|(last, from, reached)| {
                let (x, y) = (place.0 - from.0, place.1 - from.1);
                let along = (x * right.0 + y * right.1) / (length * length);
                let aside = (x * right.1 - y * right.0) / length;
                (last == face && aside.abs() < 0.01 * length).then_some((from, reached, along))
            });
            let em = f64::from(of.1) / 1000.0;
            match goes_on {
                Some((from, reached, along)) => {
                    let _ = write!(self.text(), " {:.0} <{code:02x}>", (reached - along) * 1000.0);
                    open = Some((face, from, along + em));
                }
                None => {
                    if open.is_some() {
                        self.text().push_str("] TJ\n");
                    }
                    let _ = writeln!(self.text(), "/F{face} 1 Tf");
                    let (x, y) = self.at(*place);
                    let [right, up] = [right, up].map(|(x, y)| (x * POINTS, -y * POINTS));
                    self.put(&[right.0, right.1, up.0, up.1, x, y], "Tm");
                    let _ = write!(self.text(), "[<{code:02x}>");
                    open = Some((face, *place, em));
                }
            }
        }
        if open.is_some() {
            self.text().push_str("] TJ\n");
        }
        self.text().push_str("ET\n");
        Ok(())
    }

    /// Draws a path, in the ink of its line and of its area.
    pub(super) fn path(&mut self, steps: &[Step], line: Option<(Ink, f64)>, area: Option<Ink>) {
        let cover = |ink: Ink| ink.cover;
        let operator = match (line, area) {
            (Some((ink, _)), Some(area)) if ink.cover == area.cover => "B",
            (Some(_), Some(_)) => {
                self.path(steps, None, area);
                return self.path(steps, line, None);
            }
            (Some(_), None) => "S",
            (None, Some(_)) => "f",
            (None, None) => return,
        };
        self.cover(line.map(|line| line.0).or(area).map_or(u8::MAX, cover));
        if let Some((ink, width)) = line {
            self.put(&ink.colour, "RG");
            self.put(&[width * POINTS], "w");
        }
        if let Some(ink) = area {
            self.put(&ink.colour, "rg");
        }
        self.steps(steps);
        self.put(&[], operator);
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Move(to) | Step::Line(to) => {
                    let (x, y) = self.at(*to);
                    self.put(&[x, y], if matches!(step, Step::Move(_)) { "m" } else { "l" });
                }
                Step::Curve(points) => {
                    let [(a, b), (c, d), (e, f)] = points.map(|point| self.at(point));
                    self.put(&[a, b, c, d, e, f], "c");
                }
                Step::Close => self.put(&[], "h"),
            }
        }
    }

    /// What is drawn next is seen within an outline only.
    pub(super) fn cut(&mut self, steps: &[Step]) {
        // How much is covered is as it was when the cut ends, so that it is stated before.
        self.cover(u8::MAX);
        self.put(&[], "q");
        self.steps(steps);
        self.put(&[], "W n");
    }

    /// What was cut last is whole again.
    pub(super) fn uncut(&mut self) {
        self.put(&[], "Q");
        self.layer().1 = u8::MAX;
    }

    /// A place between two corners leads to an address.
    pub(super) fn link(&mut self, corners: [(f64, f64); 2], address: &str) {
        let [(a, b), (c, d)] = corners.map(|corner| self.at(corner));
        self.links.push(([a.min(c), b.min(d), a.max(c), b.max(d)], address.to_owned()));
    }

    /// Draws a blank in the place of a picture, through which something shows or not; gives how much of the page it covers.
    pub(super) fn picture(&mut self, [x, y, width, height]: [f64; 4], solid: bool) -> f64 {
        let (left, bottom) = self.at((x, y + height));
        let (width, height) = (width * POINTS, height * POINTS);
        self.text().push_str("q ");
        self.put(&[width, 0.0, 0.0, height, left, bottom], if solid { "cm /I Do Q" } else { "cm /J Do Q" });
        (width * height) / (self.width * self.height)
    }
}
