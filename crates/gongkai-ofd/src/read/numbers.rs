//! Numbers in attributes: boxes, matrices, distances, paths.

use gongkai_core::format::ReadError;

/// Nothing on a page is farther from its corner, in millimetres.
const FARTHEST: f64 = 100_000.0;

/// A number as it is written; nothing for what is none or on no page.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() <= FARTHEST)
}

/// So many numbers, parted by white space.
fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let mut found = [0.0; N];
    let mut words = text.split_whitespace();
    for place in &mut found {
        *place = number(words.next()?)?;
    }
    Some(found)
}

/// A box: its left upper corner, its width and its height.
pub(super) fn area(text: &str) -> Option<[f64; 4]> {
    numbers(text)
}

/// A change of coordinates: what lies at `x`, `y` comes to lie at `a·x + c·y + e`, `b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix([f64; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    pub(super) fn parse(text: &str) -> Option<Self> {
        numbers(text).map(Self)
    }

    /// The matrix that turns by quarters of a circle, as a direction of reading says it in degrees.
    pub(super) fn turned(degrees: &str) -> Self {
        match degrees.trim() {
            "90" => Self([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            "180" => Self([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            "270" => Self([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            _ => Self::default(),
        }
    }

    /// The matrix that moves by so much.
    pub(super) fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This matrix and then another one.
    pub(super) fn then(&self, other: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let ((a, b), (c, d), (e, f)) = (other.distance((a, b)), other.distance((c, d)), other.point((e, f)));
        Self([a, b, c, d, e, f])
    }

    /// Where a point comes to lie.
    pub(super) fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// What a distance comes to.
    pub(super) fn distance(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, _, _] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

/// Distances from character to character, of which so many are wanted: numbers, or `g` with how often and how far. Where
/// fewer are stated, the last of them holds for the rest, and where one cannot be read none does: no program sets
/// characters upon each other.
pub(super) fn distances(text: &str, wanted: usize) -> Vec<f64> {
    let mut words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let mut found = Vec::new();
    while let Some(word) = words.next().filter(|_| found.len() < wanted) {
        if word.eq_ignore_ascii_case("g") {
            let often = words.next().and_then(|word| word.parse::<usize>().ok()).unwrap_or(0);
            let by = words.next().and_then(number).unwrap_or(0.0);
            found.extend(std::iter::repeat_n(by, often.min(wanted - found.len())));
        } else {
            let Some(by) = number(word) else { return Vec::new() };
            found.push(by);
        }
    }
    if let Some(last) = found.last().copied() {
        found.resize(wanted, last);
    }
    found
}

impl Step {
    /// The step where a matrix puts it.
    pub(super) fn put(self, by: &Matrix) -> Self {
        match self {
            Self::Move(to) => Self::Move(by.point(to)),
            Self::Line(to) => Self::Line(by.point(to)),
            Self::Curve(points) => Self::Curve(points.map(|point| by.point(point))),
            Self::Close => Self::Close,
        }
    }
}

/// A step of a path, with its points.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Move((f64, f64)),
    Line((f64, f64)),
    Curve([(f64, f64); 3]),
    Close,
}

/// A path has no more steps: no more than those of the PDF that it is put into may have.
pub(super) const MOST_STEPS: usize = 300_000;

/// Whether a path may have so many steps.
pub(super) fn admit(steps: usize) -> Result<(), ReadError> {
    if steps > MOST_STEPS {
        return Err(ReadError::TooLarge { what: "一条路径的段数 / steps of a path", limit: MOST_STEPS });
    }
    Ok(())
}

/// The steps of a path as it is written in short. An arc is taken as the line from its beginning to its end.
pub(super) fn path(text: &str) -> Result<Vec<Step>, ReadError> {
    let mut words = text.split_whitespace();
    let mut steps = Vec::new();
    while let Some(word) = words.next() {
        let mut point = || -> Option<(f64, f64)> { Some((number(words.next()?)?, number(words.next()?)?)) };
        let step = match word {
            "M" | "S" => point().map(Step::Move),
            "L" => point().map(Step::Line),
            "Q" => point().zip(point()).map(|(middle, end)| Step::Curve([middle, middle, end])),
            "B" => point().zip(point()).zip(point()).map(|((first, second), end)| Step::Curve([first, second, end])),
            // Two radii, the angle, which of the arcs it is, and its end.
            "A" => point().and_then(|_| point()).and_then(|_| point_after_flag(&mut words)).map(Step::Line),
            "C" => Some(Step::Close),
            _ => None,
        };
        let Some(step) = step else { break };
        steps.push(step);
        admit(steps.len())?;
    }
    Ok(steps)
}

/// The end of an arc, behind the last of its flags.
fn point_after_flag<'t>(words: &mut impl Iterator<Item = &'t str>) -> Option<(f64, f64)> {
    words.next()?;
    Some((number(words.next()?)?, number(words.next()?)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn distances_may_be_said_once_for_many() {
        assert_eq!(distances("g 3 4.2 5 6", 5), [4.2, 4.2, 4.2, 5.0, 6.0]);
        assert_eq!(distances("g 999999999 1", 2), [1.0, 1.0]);
        assert_eq!(distances("3 4", 4), [3.0, 4.0, 4.0, 4.0]);
        assert_eq!(distances("g x", 4), Vec::<f64>::new());
        assert_eq!(distances("3,4 5", 3), [3.0, 4.0, 5.0]);
        assert_eq!(distances("3 x 5", 3), Vec::<f64>::new());
    }

    #[test]
    fn paths_are_steps() {
        use Step::{Close, Curve, Line, Move};
        let at = |x, y| (x, y);
        assert_eq!(
            path("M 0 0 L 10 0 Q 1 2 3 4 A 5 5 0 1 0 7 8 C L x").unwrap(),
            [
                Move(at(0.0, 0.0)),
                Line(at(10.0, 0.0)),
                Curve([at(1.0, 2.0), at(1.0, 2.0), at(3.0, 4.0)]),
                Line(at(7.0, 8.0)),
                Close
            ]
        );
        assert_eq!(path("M 1e99 0").unwrap(), []);
        assert!(path(&"C ".repeat(MOST_STEPS)).is_ok());
        assert!(matches!(path(&"C ".repeat(MOST_STEPS + 1)), Err(ReadError::TooLarge { limit: MOST_STEPS, .. })));
    }
}
