//! Text that a line is drawn through: it is not in force, as in a word processor's struck out text.

use gongkai_core::Within;
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::{Line, ParamCurve, Rect};

use super::content::{Flow, Glyph, Segment};

/// How far above the baseline a line may run through a character, in sizes of the character. Underlines are below the
/// lower bound, the rulings of a table above the upper one.
const BAND: (f64, f64) = (0.16, 0.62);
/// How much of a character a line must run through.
const THROUGH: f64 = 0.6;
/// How much of a line must run through characters.
const COVERED: f64 = 0.4;
/// How much of a character, by its narrower side, a line along no axis must run through.
const ACROSS: f64 = 0.6;
/// How far from the middle of text that runs up or down a line through it may be, in sizes of a character.
const CENTRAL: f64 = 0.25;
/// How near the ends of a ruling are to the rulings across it, in points.
const MEETS: f64 = 1.2;
/// How far apart the pieces of one line may be, along it and across it, in points.
const PIECES: (f64, f64) = (1.0, 0.35);
/// How far apart dashes may be that are as long as the gap between them, in points.
const DASHES: f64 = 3.0;
/// The highest dot of a line through text, in points.
const DOT: f64 = 2.0;

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
        let near = by_height.within(low..);
        let near = near.within(..near.partition_point(|&(y, _)| y <= line.at + BAND.1 * largest));
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

/// Marks the characters that lines along no axis run through, as where a figure is crossed out.
pub(super) fn mark_aslant(glyphs: &mut [Glyph], lines: &[Line], meter: &mut Meter) -> Result<(), ReadError> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut by_height: Vec<(f64, usize)> =
        glyphs.iter().enumerate().map(|(index, glyph)| (glyph.middle().1, index)).collect();
    by_height.sort_by(|a, b| a.0.total_cmp(&b.0));
    let largest = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    for line in lines {
        let (top, bottom) = (line.p0.y.min(line.p1.y) - largest, line.p0.y.max(line.p1.y) + largest);
        let near = by_height.within(by_height.partition_point(|&(y, _)| y < top)..);
        let near = near.within(..near.partition_point(|&(y, _)| y <= bottom));
        meter.work(near.len() + 1)?;
        let length = (line.p1 - line.p0).hypot();
        let mut hit: Vec<usize> = Vec::new();
        let mut covered = 0.0;
        for &(_, index) in near {
            let Some(glyph) = glyphs.get(index).filter(|glyph| !glyph.char.is_whitespace()) else { continue };
            let body = body(glyph);
            let within = length * share_within(line, body);
            if within >= ACROSS * body.width().min(body.height()) {
                hit.push(index);
                covered += within;
            }
        }
        if covered >= COVERED * length {
            for index in hit {
                glyphs.get_mut(index).into_iter().for_each(|glyph| glyph.struck = true);
            }
        }
    }
    Ok(())
}

/// Marks the characters of text that runs up or down and that upright lines run through; these lines are taken out of
/// the rulings.
pub(super) fn mark_turned(
    glyphs: &mut [Glyph],
    down: &mut Vec<Segment>,
    across: &[Segment],
    meter: &mut Meter,
) -> Result<(), ReadError> {
    let turned: Vec<usize> =
        glyphs.iter().enumerate().filter(|(_, glyph)| glyph.flow != Flow::Across).map(|(index, _)| index).collect();
    if turned.is_empty() {
        return Ok(());
    }
    let mut ends: Vec<Segment> = across.to_vec();
    ends.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut strikes = Vec::new();
    for line in put_together(down) {
        meter.work(turned.len() + 1)?;
        let mut hit: Vec<usize> = Vec::new();
        let mut covered = 0.0;
        for &index in &turned {
            let Some(glyph) = glyphs.get(index) else { continue };
            let body = body(glyph);
            let over = line.to.min(body.y1) - line.from.max(body.y0);
            if (line.at - body.center().x).abs() <= CENTRAL * glyph.size && over >= THROUGH * body.height() {
                hit.push(index);
                covered += over;
            }
        }
        if hit.is_empty() || covered < COVERED * (line.to - line.from) || is_ruling(&line, &ends, meter)? {
            continue;
        }
        for index in hit {
            glyphs.get_mut(index).into_iter().for_each(|glyph| glyph.struck = true);
        }
        strikes.push(line);
    }
    if !strikes.is_empty() {
        meter.work(down.len())?;
        down.retain(|line| !lies_in(line, &strikes));
    }
    Ok(())
}

/// The area that a character's strokes fill.
fn body(glyph: &Glyph) -> Rect {
    if glyph.flow == Flow::Across {
        Rect::new(glyph.x0, glyph.y - 0.72 * glyph.size, glyph.x1, glyph.y)
    } else {
        let (_, middle) = glyph.middle();
        Rect::new(glyph.x0, middle - 0.3 * glyph.size, glyph.x1, middle + 0.3 * glyph.size)
    }
}

/// How much of a line lies within an area, from 0 to 1.
fn share_within(line: &Line, area: Rect) -> f64 {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    let step = line.p1 - line.p0;
    let start = line.eval(0.0);
    for (at, step, low, high) in [(start.x, step.x, area.x0, area.x1), (start.y, step.y, area.y0, area.y1)] {
        if step.abs() < 1e-9 {
            if at < low || at > high {
                return 0.0;
            }
            continue;
        }
        let (a, b) = ((low - at) / step, (high - at) / step);
        from = from.max(a.min(b));
        to = to.min(a.max(b));
    }
    (to - from).max(0.0)
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

/// The lines that pieces make: programs draw one for each run of text, and one for each dash.
fn put_together(across: &[Segment]) -> Vec<Segment> {
    let mut pieces = across.to_vec();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Segment> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line)
                if (piece.at - line.at).abs() <= PIECES.1
                    && piece.from - line.to <= PIECES.0.max(DASHES.min(piece.to - piece.from))
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
        let near = sides.within(first..);
        let near = near.within(..near.partition_point(|side| side.at <= end + MEETS));
        meter.work(near.len())?;
        let meets = |side: &Segment| side.from - MEETS <= line.at && line.at <= side.to + MEETS;
        if !near.iter().any(|side| meets(side) && !is_dot_of(side, line)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether what counts as a side, since a dot is as high as it is wide, is but a dot of the line itself.
fn is_dot_of(side: &Segment, line: &Segment) -> bool {
    side.to - side.from <= DOT && (f64::midpoint(side.from, side.to) - line.at).abs() <= PIECES.1
}

/// Whether a piece is a part of one of these lines, which are sorted by their place.
fn lies_in(piece: &Segment, lines: &[Segment]) -> bool {
    let first = lines.partition_point(|line| line.at < piece.at - 2.0 * PIECES.1);
    let near = lines.within(first..).iter().take_while(|line| line.at <= piece.at + 2.0 * PIECES.1);
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
            Glyph::across(
                char,
                (x - 5.0, x),
                100.0,
                10.0,
                Drawn { step: 0, room: 100.0, ink: None, bold: false, face: 0 },
            )
        };
        text.chars().map(glyph).collect()
    }

    fn struck(line: Segment, down: &[Segment]) -> (String, usize) {
        let mut glyphs = text("934");
        let mut across = vec![line];
        mark(&mut glyphs, &mut across, down, &mut Meter::new(&Limits::default())).expect("within limits");
        (glyphs.iter().filter(|glyph| glyph.struck).map(|glyph| glyph.char).collect(), across.len())
    }

    /// What dashes of 2.6 points strike out that begin here.
    fn dashed(at: f64, begins: &[f64]) -> String {
        let mut glyphs = text("934");
        let mut across = begins.iter().map(|&from| Segment { at, from, to: from + 2.6 }).collect();
        mark(&mut glyphs, &mut across, &[], &mut Meter::new(&Limits::default())).expect("within the limits");
        glyphs.iter().filter(|glyph| glyph.struck).map(|glyph| glyph.char).collect()
    }

    #[test]
    fn a_line_through_a_character_strikes_it_out() {
        let line = |at, from, to| Segment { at, from, to };
        assert_eq!(struck(line(97.0, 99.5, 105.5), &[]), ("9".to_owned(), 0));
        assert_eq!(struck(line(96.0, 99.0, 116.0), &[]), ("934".to_owned(), 0));
        assert_eq!(struck(line(101.0, 99.5, 105.5), &[]), (String::new(), 1), "an underline");
        assert_eq!(dashed(97.0, &[99.0, 104.0, 109.0, 114.0]), "934");
        assert_eq!(dashed(101.0, &[99.0, 104.0, 109.0, 114.0]), "", "a dashed underline");
        assert_eq!(dashed(97.0, &[99.0, 106.5]), "", "dashes that no line joins");
        assert_eq!(struck(line(90.0, 99.5, 105.5), &[]), (String::new(), 1), "a line above");
        assert_eq!(struck(line(97.0, 0.0, 500.0), &[]), (String::new(), 1), "a rule that text happens to touch");
        let sides = [line(99.0, 90.0, 110.0), line(116.0, 90.0, 110.0)];
        assert_eq!(struck(line(96.0, 99.0, 116.0), &sides), (String::new(), 1), "a side of a cell");
    }
}
