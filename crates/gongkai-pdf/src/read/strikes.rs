//! Text that a line is drawn through: it is not in force, as in a word processor's struck out text.

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::content::{Flow, Glyph, Segment};

/// How far above the baseline a line may run through a character, in sizes of the character. Underlines are below the
/// lower bound, the rulings of a table above the upper one.
const BAND: (f64, f64) = (0.16, 0.62);
/// How much of a character a line must run through.
const THROUGH: f64 = 0.6;
/// How much of a line must run through characters.
const COVERED: f64 = 0.4;
/// How near the ends of a ruling are to the rulings across it, in points.
const MEETS: f64 = 1.2;
/// How far apart the pieces of one line may be, along it and across it, in points.
const PIECES: (f64, f64) = (1.0, 0.35);

/// Marks the characters that lines run through; these lines are taken out of the rulings.
pub(super) fn mark(
    glyphs: &mut [Glyph],
    across: &mut Vec<Segment>,
    down: &[Segment],
    meter: &mut Meter,
) -> Result<(), ReadError> {
    let by_height = by_height(glyphs);
    let largest = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let mut sides: Vec<Segment> = down.to_vec();
    sides.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut strikes = Vec::new();
    for line in put_together(across) {
        let low = by_height.partition_point(|&(y, _)| y < line.at + BAND.0);
        let near = by_height.get(low..).unwrap_or_default();
        let near = near.get(..near.partition_point(|&(y, _)| y <= line.at + BAND.1 * largest)).unwrap_or_default();
        meter.work(near.len() + 1)?;
        let mut hit: Vec<usize> = Vec::new();
        let mut covered = 0.0;
        for &(_, index) in near {
            let Some(glyph) = glyphs.get(index) else { continue };
            let over = line.to.min(glyph.x1) - line.from.max(glyph.x0);
            if is_in_band(glyph, line.at) && over > 0.0 && over >= THROUGH * (glyph.x1 - glyph.x0) {
                hit.push(index);
                covered += over;
            }
        }
        if hit.is_empty() || covered < COVERED * (line.to - line.from) || is_ruling(&line, &sides, meter)? {
            continue;
        }
        for index in hit {
            glyphs.get_mut(index).into_iter().for_each(|glyph| glyph.struck = true);
        }
        strikes.push(line);
    }
    if !strikes.is_empty() {
        meter.work(across.len())?;
        across.retain(|line| !lies_in(line, &strikes));
    }
    Ok(())
}

/// Marks the characters whose middle lies in an area that a reviewer struck out.
pub(super) fn mark_areas(glyphs: &mut [Glyph], areas: &[Rect], meter: &mut Meter) -> Result<(), ReadError> {
    for area in areas {
        meter.work(glyphs.len())?;
        for glyph in glyphs.iter_mut().filter(|glyph| area.contains(glyph.middle())) {
            glyph.struck = true;
        }
    }
    Ok(())
}

fn by_height(glyphs: &[Glyph]) -> Vec<(f64, usize)> {
    let seen = glyphs.iter().enumerate().filter(|(_, glyph)| glyph.flow == Flow::Across);
    let mut places: Vec<(f64, usize)> = seen.map(|(index, glyph)| (glyph.y, index)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    places
}

fn is_in_band(glyph: &Glyph, at: f64) -> bool {
    let above = (glyph.y - at) / glyph.size.max(0.1);
    above >= BAND.0 && above <= BAND.1
}

/// The lines that pieces make: programs draw one for each run of text.
fn put_together(across: &[Segment]) -> Vec<Segment> {
    let mut pieces = across.to_vec();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Segment> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line)
                if (piece.at - line.at).abs() <= PIECES.1
                    && piece.from - line.to <= PIECES.0
                    && piece.from >= line.from =>
            {
                line.to = line.to.max(piece.to);
            }
            _ => lines.push(piece),
        }
    }
    lines
}

/// Whether a line runs from one ruling to another, as the sides of a table's cells do.
fn is_ruling(line: &Segment, sides: &[Segment], meter: &mut Meter) -> Result<bool, ReadError> {
    for end in [line.from, line.to] {
        let first = sides.partition_point(|side| side.at < end - MEETS);
        let near = sides.get(first..).unwrap_or_default();
        let near = near.get(..near.partition_point(|side| side.at <= end + MEETS)).unwrap_or_default();
        meter.work(near.len())?;
        if !near.iter().any(|side| side.from - MEETS <= line.at && line.at <= side.to + MEETS) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a piece is a part of one of these lines, which are sorted by their place.
fn lies_in(piece: &Segment, lines: &[Segment]) -> bool {
    let first = lines.partition_point(|line| line.at < piece.at - 2.0 * PIECES.1);
    let near = lines.get(first..).unwrap_or_default().iter().take_while(|line| line.at <= piece.at + 2.0 * PIECES.1);
    near.into_iter().any(|line| piece.from >= line.from - 0.1 && piece.to <= line.to + 0.1)
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::Limits;

    use super::super::characters::Drawn;
    use super::*;

    fn text(text: &str) -> Vec<Glyph> {
        let mut x = 100.0;
        let glyph = |char| {
            x += 5.0;
            Glyph::across(char, (x - 5.0, x), 100.0, 10.0, Drawn { step: 0, room: 100.0, ink: None })
        };
        text.chars().map(glyph).collect()
    }

    fn struck(line: Segment, down: &[Segment]) -> (String, usize) {
        let mut glyphs = text("934");
        let mut across = vec![line];
        mark(&mut glyphs, &mut across, down, &mut Meter::new(&Limits::default())).expect("within limits");
        (glyphs.iter().filter(|glyph| glyph.struck).map(|glyph| glyph.char).collect(), across.len())
    }

    #[test]
    fn a_line_through_a_character_strikes_it_out() {
        let line = |at, from, to| Segment { at, from, to };
        assert_eq!(struck(line(97.0, 99.5, 105.5), &[]), ("9".to_owned(), 0));
        assert_eq!(struck(line(96.0, 99.0, 116.0), &[]), ("934".to_owned(), 0));
        assert_eq!(struck(line(101.0, 99.5, 105.5), &[]), (String::new(), 1), "an underline");
        assert_eq!(struck(line(90.0, 99.5, 105.5), &[]), (String::new(), 1), "a line above");
        assert_eq!(struck(line(97.0, 0.0, 500.0), &[]), (String::new(), 1), "a rule that text happens to touch");
        let sides = [line(99.0, 90.0, 110.0), line(116.0, 90.0, 110.0)];
        assert_eq!(struck(line(96.0, 99.0, 116.0), &sides), (String::new(), 1), "a side of a cell");
    }
}
