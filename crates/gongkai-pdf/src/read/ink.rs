//! What of a page's characters is seen: letters in the colour of their ground are none, and what an opaque area was
//! drawn over is gone, as where a figure was painted over with white and typed anew.

use std::collections::{BTreeMap, HashSet};

use gongkai_core::document::Colour;
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::content::Glyph;

/// An area that was filled, or a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub(super) area: Rect,
    /// The number of the step that drew it, counted as those of characters are.
    pub(super) step: u32,
    /// Its colour, where it is plain.
    pub(super) colour: Option<Colour>,
    /// Whether it hides all of its area, as a box in one colour does.
    pub(super) hides: bool,
}

/// How much of a character an area may leave free and still hide it, in sizes of the character.
const FREE: f64 = 0.12;
/// How high an area is at least that is ground for a character, in sizes of the character: lower ones are lines.
const GROUND: f64 = 0.6;

/// Takes out the characters that nobody sees, and says how many they were.
pub(super) fn unseen(glyphs: &mut Vec<Glyph>, grounds: &[Ground], meter: &mut Meter) -> Result<usize, ReadError> {
    let first = glyphs.iter().map(|glyph| glyph.drawn.step).min().unwrap_or(0);
    let mut hidden = vec![false; glyphs.len()];
    let mut by_height: Vec<usize> = (0..glyphs.len()).collect();
    let height = |index: &usize| glyphs.get(*index).map_or(0.0, |glyph| glyph.middle().1);
    by_height.sort_by(|a, b| height(a).total_cmp(&height(b)));
    for ground in grounds.iter().filter(|ground| ground.hides && ground.step > first) {
        let from = by_height.partition_point(|index| height(index) < ground.area.y0);
        let below = by_height.get(from..).unwrap_or_default();
        let below = below.get(..below.partition_point(|index| height(index) <= ground.area.y1)).unwrap_or_default();
        meter.work(below.len() + 1)?;
        for &index in below {
            let Some(glyph) = glyphs.get(index) else { continue };
            let free = FREE * glyph.size;
            if glyph.drawn.step < ground.step && glyph.x0 >= ground.area.x0 - free && glyph.x1 <= ground.area.x1 + free
            {
                hidden.get_mut(index).into_iter().for_each(|hidden| *hidden = true);
            }
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
        let is_ground = |ground: &&Ground| {
            ground.step < glyph.drawn.step
                && (on_paper || ground.area.height() >= GROUND * glyph.size)
                && ground.area.inflate(0.5, 0.5).contains((x, y))
        };
        *hidden |= match grounds.iter().rev().find(is_ground) {
            Some(ground) => ground.colour.is_some_and(|colour| ink.is_lost_on(colour)),
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
    Ok(before - glyphs.len() - spaces)
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::Limits;

    use super::super::characters::Drawn;
    use super::*;

    const BLUE: Colour = Colour::new(0, 51, 102);

    fn glyph_in(ink: Colour, char: char, x: f64, step: u32) -> Glyph {
        Glyph::across(char, (x, x + 5.0), 100.0, 10.0, Drawn { step, room: 100.0, ink: Some(ink), bold: false })
    }

    fn glyph(char: char, x: f64, step: u32, white: bool) -> Glyph {
        glyph_in(if white { Colour::WHITE } else { Colour::BLACK }, char, x, step)
    }

    fn ground(x: f64, step: u32, white: bool) -> Ground {
        let colour = Some(if white { Colour::WHITE } else { BLUE });
        Ground { area: Rect::new(x, 90.0, x + 10.0, 104.0), step, colour, hides: true }
    }

    fn seen(mut glyphs: Vec<Glyph>, grounds: &[Ground]) -> (String, usize) {
        let gone = unseen(&mut glyphs, grounds, &mut Meter::new(&Limits::default())).expect("within limits");
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
