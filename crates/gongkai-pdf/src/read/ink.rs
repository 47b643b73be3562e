//! What of a page's characters is seen: letters in the colour of their ground are none, and what an opaque area was
//! drawn over is gone, as where a figure was painted over with white and typed anew.

use gongkai_core::{StandsAt as _, Within};
use std::collections::{BTreeMap, HashSet};

use gongkai_core::document::Colour;
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::content::{Glyph, Picture};

/// An area that was filled, or a picture.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub(super) area: Rect,
    /// What of the area it fills, where that is not all of it.
    pub(super) shape: Option<Box<Filled>>,
    /// Whether all of that is seen, and not only what some other shape leaves of it.
    pub(super) exact: bool,
    /// The number of the step that drew it, counted as those of characters are.
    pub(super) step: u32,
    /// Its colour, where it is plain.
    pub(super) colour: Option<Colour>,
    /// Whether what it was drawn over is gone, as under a box in one colour.
    pub(super) hides: bool,
}

/// A figure that is no upright box: one with round corners, one drawn by hand, a ring.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    pub(super) path: BezPath,
    /// Whether what its lines run around twice is left out.
    pub(super) even_odd: bool,
    /// Whether it is none of the shapes that a cell's ground has.
    pub(super) hollow: bool,
}

impl Filled {
    fn contains(&self, point: Point) -> bool {
        let around = self.path.winding(point);
        if self.even_odd { around % 2 != 0 } else { around != 0 }
    }
}

impl Ground {
    /// Turns it as the page is turned.
    pub(super) fn turn(&mut self, upright: Affine) {
        self.area = upright.transform_rect_bbox(self.area);
        if let Some(shape) = &mut self.shape {
            shape.path.apply_affine(upright);
        }
    }

    /// Whether nothing of a character is seen through it.
    fn covers(&self, glyph: &Glyph, meter: &mut Meter) -> Result<bool, ReadError> {
        let free = FREE * glyph.size;
        let (_, y) = glyph.middle();
        let (from, to) = (glyph.x0 + free, glyph.x1 - free);
        let places = [from.min(to), f64::midpoint(from, to), from.max(to)];
        if y < self.area.y0 || y > self.area.y1 || !places.iter().all(|x| *x >= self.area.x0 && *x <= self.area.x1) {
            return Ok(false);
        }
        let Some(shape) = &self.shape else { return Ok(true) };
        meter.work(3 * self.cost())?;
        Ok(places.iter().all(|x| shape.contains(Point::new(*x, y))))
    }

    /// Whether it may be the ground of a table's cell.
    pub(super) fn is_whole(&self) -> bool {
        self.shape.as_ref().is_none_or(|shape| !shape.hollow)
    }

    /// How many steps it takes to ask whether a point is in it.
    fn cost(&self) -> usize {
        self.shape.as_ref().map_or(1, |shape| shape.path.elements().len())
    }

    /// Whether a person sees that something is covered: not where paper was put over it.
    fn shows(&self) -> bool {
        self.colour.is_none_or(|colour| !colour.is_lost_on(Colour::WHITE))
    }
}

/// How much of a character an area may leave free and still hide it, in sizes of the character.
const FREE: f64 = 0.12;
/// How high an area is at least that is ground for a character, in sizes of the character: lower ones are lines.
const GROUND: f64 = 0.6;

/// Takes out the characters that nobody sees, and says how many they were and where a blot is seen in their place.
pub(super) fn unseen(
    glyphs: &mut Vec<Glyph>,
    grounds: &[Ground],
    meter: &mut Meter,
) -> Result<(usize, Vec<Picture>), ReadError> {
    let first = glyphs.iter().map(|glyph| glyph.drawn.step).min().unwrap_or(0);
    let mut hidden = vec![false; glyphs.len()];
    let mut blots = Vec::new();
    let mut by_height: Vec<usize> = (0..glyphs.len()).collect();
    let height = |index: &usize| glyphs.stands_at(*index).map_or(0.0, |glyph| glyph.middle().1);
    by_height.sort_by(|a, b| height(a).total_cmp(&height(b)));
    for ground in grounds.iter().filter(|ground| ground.hides && ground.step > first) {
        let from = by_height.partition_point(|index| height(index) < ground.area.y0);
        let below = by_height.within(from..);
        let below = below.within(..below.partition_point(|index| height(index) <= ground.area.y1));
        meter.work(below.len() + 1)?;
        let mut covered = Vec::new();
        let mut typed_anew = false;
        for &index in below {
            let Some((glyph, hidden)) = glyphs.get(index).zip(hidden.get_mut(index)) else { continue };
            if !ground.covers(glyph, meter)? {
                continue;
            }
            if glyph.drawn.step > ground.step {
                typed_anew |= !glyph.char.is_whitespace();
            } else if glyph.drawn.step < ground.step && !*hidden {
                *hidden = true;
                if !glyph.char.is_whitespace() {
                    covered.push(Rect::new(glyph.x0, glyph.y - 0.8 * glyph.size, glyph.x1, glyph.y));
                }
            }
        }
        if ground.shows() && !typed_anew {
            blots.extend(covered.into_iter().map(|area| Picture::drawn(area, ground.step)));
        }
    }
    let colours: HashSet<Colour> = grounds.iter().filter_map(|ground| ground.colour).collect();
    let mut may_be_lost: BTreeMap<(u8, u8, u8), bool> = BTreeMap::new();
    for (glyph, hidden) in glyphs.iter().zip(&mut hidden) {
        let Some(ink) = glyph.drawn.ink else { continue };
        let on_paper = ink.is_lost_on(Colour::WHITE);
        let known = may_be_lost.entry((ink.red, ink.green, ink.blue));
        if !*known.or_insert_with(|| on_paper || colours.iter().any(|colour| ink.is_lost_on(*colour))) {
            continue;
        }
        let (x, y) = glyph.middle();
        meter.work(grounds.len() + 1)?;
        let mut ground = None;
        for below in grounds.iter().rev() {
            let high = on_paper || below.area.height() >= GROUND * glyph.size;
            if below.step < glyph.drawn.step && high && below.area.inflate(0.5, 0.5).contains((x, y)) {
                meter.work(below.cost())?;
                if below.shape.as_ref().is_none_or(|shape| shape.contains(Point::new(x, y))) {
                    ground = Some(below);
                    break;
                }
            }
        }
        *hidden |= match ground {
            // What a clip leaves out is paper.
            Some(ground) => ground.colour.is_some_and(|colour| ink.is_lost_on(colour)) && (ground.exact || on_paper),
            None => on_paper,
        };
    }
    let mut seen = hidden.iter();
    let before = glyphs.len();
    let mut spaces = 0;
    glyphs.retain(|glyph| {
        let gone = seen.next().copied().unwrap_or(false);
        spaces += usize::from(gone && glyph.char.is_whitespace());
        !gone
    });
    Ok((before - glyphs.len() - spaces, blots))
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::Limits;

    use super::super::characters::Drawn;
    use super::*;

    const BLUE: Colour = Colour::new(0, 51, 102);

    fn glyph_in(ink: Colour, char: char, x: f64, step: u32) -> Glyph {
        Glyph::across(
            char,
            (x, x + 5.0),
            100.0,
            10.0,
            Drawn { step, room: 100.0, ink: Some(ink), bold: false, face: 0 },
        )
    }

    fn glyph(char: char, x: f64, step: u32, white: bool) -> Glyph {
        glyph_in(if white { Colour::WHITE } else { Colour::BLACK }, char, x, step)
    }

    fn ground(x: f64, step: u32, white: bool) -> Ground {
        let colour = Some(if white { Colour::WHITE } else { BLUE });
        Ground { area: Rect::new(x, 90.0, x + 10.0, 104.0), shape: None, exact: true, step, colour, hides: true }
    }

    fn seen(mut glyphs: Vec<Glyph>, grounds: &[Ground]) -> (String, usize) {
        let (gone, _) = unseen(&mut glyphs, grounds, &mut Meter::new(&Limits::default())).expect("within limits");
        (glyphs.iter().map(|glyph| glyph.char).collect(), gone)
    }

    #[test]
    fn what_is_painted_over_is_gone_and_what_is_typed_on_it_stays() {
        let glyphs = vec![glyph('9', 0.0, 1, false), glyph('3', 0.0, 3, false), glyph('4', 30.0, 1, false)];
        assert_eq!(seen(glyphs, &[ground(-1.0, 2, true)]), ("34".to_owned(), 1));
    }

    #[test]
    fn any_colour_is_lost_on_itself() {
        let glyphs = vec![glyph_in(BLUE, '1', 0.0, 5), glyph_in(BLUE, '2', 30.0, 5), glyph_in(BLUE, '3', 60.0, 5)];
        let mut grounds = vec![ground(-1.0, 1, false), ground(29.0, 1, true), ground(59.0, 1, false)];
        // A line is no ground.
        grounds[2].area = Rect::new(59.0, 95.0, 70.0, 97.0);
        assert_eq!(seen(glyphs, &grounds), ("23".to_owned(), 1));
    }

    #[test]
    fn white_is_read_on_colour_alone() {
        let glyphs = vec![glyph('1', 0.0, 5, true), glyph('2', 30.0, 5, true), glyph('3', 60.0, 5, true)];
        let grounds = [ground(-1.0, 1, false), ground(29.0, 1, false), ground(29.0, 2, true)];
        assert_eq!(seen(glyphs, &grounds), ("1".to_owned(), 2));
    }
}
