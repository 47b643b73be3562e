//! Characters that stand above or below their line: a note's mark beside a figure, an exponent. They are no part of the
//! number that they touch.

use gongkai_core::characters::OffLine;
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::{StandsAt as _, Within};

use super::content::{Flow, Glyph};

/// How far above its neighbour's baseline a raised character stands, in its neighbour's sizes.
const RAISED: (f64, f64) = (0.12, 0.8);
/// The same for a lowered one.
const LOWERED: (f64, f64) = (0.06, 0.5);
/// How much smaller than its neighbour such a character is at least.
const SMALLER: f64 = 0.84;
/// How far a character must be moved off the line when it is no smaller.
const MOVED: f64 = 0.2;
/// The widest gap to the neighbour, in its sizes, and how far they may overlap.
const GAP: (f64, f64) = (0.35, 0.3);
/// The same for one that is no smaller: nothing but the same line's next character is so near.
const NO_SMALLER_GAP: f64 = 0.1;
/// The most characters of one mark; text of which more stands off a line is a line of its own.
const MOST: usize = 12;

/// Marks the raised and lowered characters among those of one place, and sets them on the line of their neighbour.
pub(super) fn mark(glyphs: &mut [Glyph], meter: &mut Meter) -> Result<(), ReadError> {
    let mut order: Vec<usize> = glyphs
        .iter()
        .enumerate()
        .filter(|(_, glyph)| glyph.flow == Flow::Across && !glyph.char.is_whitespace())
        .map(|(index, _)| index)
        .collect();
    let sizes: Vec<f64> = order.iter().filter_map(|&index| glyphs.get(index)).map(|glyph| glyph.size).collect();
    let (least, most) =
        sizes.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), size| (least.min(*size), most.max(*size)));
    let level = |index: usize| glyphs.stands_at(index).map_or(0.0, |glyph| glyph.y);
    order.sort_by(|a, b| level(*a).total_cmp(&level(*b)));
    let straight = order.windows(2).all(
        |pair| matches!(pair, [a, b] if (level(*a) - level(*b)).abs() < 0.01 || (level(*a) - level(*b)).abs() > most),
    );
    if straight && most - least < 0.01 {
        return Ok(());
    }
    let mut moves: Vec<(usize, OffLine, f64)> = Vec::new();
    for run in marks(glyphs, &order) {
        let Some((first, last)) =
            run.first().zip(run.last()).and_then(|(a, b)| Some((glyphs.get(*a)?, glyphs.get(*b)?)))
        else {
            continue;
        };
        let from = order.partition_point(|index| level(*index) < first.y - LOWERED.1 * most);
        let near = order.within(from..);
        let near = near.within(..near.partition_point(|index| level(*index) <= first.y + RAISED.1 * most));
        meter.work(near.len())?;
        let base = near
            .iter()
            .filter(|index| !run.contains(index))
            .filter_map(|&index| glyphs.get(index))
            .filter_map(|base| Some((base, beside(base, first, last)?)))
            .min_by(|(a, _), (b, _)| distance(a, first, last).total_cmp(&distance(b, first, last)));
        if let Some((base, level)) = base {
            moves.extend(run.iter().map(|&index| (index, level, base.y)));
        }
    }
    for (index, level, y) in moves {
        if let Some(glyph) = glyphs.get_mut(index) {
            glyph.off_line = Some(level);
            glyph.y = y;
        }
    }
    Ok(())
}

/// Characters of one size and level that follow each other: what may be one mark.
fn marks(glyphs: &[Glyph], order: &[usize]) -> Vec<Vec<usize>> {
    let mut sorted: Vec<usize> = order.to_vec();
    // Levels within a twentieth of a point are one.
    let key = |index: usize| glyphs.stands_at(index).map_or((0.0, 0.0), |glyph| ((glyph.y * 20.0).round(), glyph.x0));
    sorted.sort_by(|a, b| {
        let ((ya, xa), (yb, xb)) = (key(*a), key(*b));
        ya.total_cmp(&yb).then(xa.total_cmp(&xb))
    });
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for index in sorted {
        let goes_on =
            runs.last().and_then(|run| glyphs.get(*run.last()?)).zip(glyphs.get(index)).is_some_and(|(last, glyph)| {
                (last.y - glyph.y).abs() < 0.05
                    && (last.size - glyph.size).abs() < 0.05
                    && (-0.2 * glyph.size..0.5 * glyph.size).contains(&(glyph.x0 - last.x1))
            });
        match runs.last_mut() {
            Some(run) if goes_on => run.push(index),
            _ => runs.push(vec![index]),
        }
    }
    runs.retain(|run| run.len() <= MOST);
    runs
}

/// How a mark stands to a character that it touches at either side; nothing when it does not stand off that one's line.
fn beside(base: &Glyph, first: &Glyph, last: &Glyph) -> Option<OffLine> {
    let size = base.size.max(0.1);
    let off = (base.y - first.y) / size;
    let behind = first.x0 >= base.x0;
    let smaller = first.size <= SMALLER * base.size;
    // Of two that are alike, the one that follows and stands higher is the mark.
    let moved = first.size <= 1.03 * base.size && behind && off >= MOVED;
    let gap = if behind { first.x0 - base.x1 } else { base.x0 - last.x1 };
    let widest = if smaller { GAP.0 } else { NO_SMALLER_GAP };
    if !(smaller || moved) || gap > widest * size || gap < -GAP.1 * size {
        return None;
    }
    if (RAISED.0..=RAISED.1).contains(&off) {
        Some(OffLine::Raised)
    } else if (LOWERED.0..=LOWERED.1).contains(&-off) {
        Some(OffLine::Lowered)
    } else {
        None
    }
}

fn distance(base: &Glyph, first: &Glyph, last: &Glyph) -> f64 {
    (first.x0 - base.x1).abs().min((base.x0 - last.x1).abs())
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::Limits;

    use super::super::characters::Drawn;
    use super::*;

    fn glyph(char: char, x: f64, y: f64, size: f64) -> Glyph {
        Glyph::across(
            char,
            (x, x + size / 2.0),
            y,
            size,
            Drawn { step: 0, room: 100.0, ink: None, bold: false, face: 0 },
        )
    }

    fn levels(mut glyphs: Vec<Glyph>) -> Vec<Option<OffLine>> {
        mark(&mut glyphs, &mut Meter::new(&Limits::default())).expect("within limits");
        glyphs.iter().map(|glyph| glyph.off_line).collect()
    }

    #[test]
    fn a_small_digit_above_the_line_is_a_mark() {
        let raised = [glyph('1', 0.0, 100.0, 10.0), glyph('8', 5.0, 100.0, 10.0), glyph('1', 10.0, 96.5, 6.0)];
        assert_eq!(levels(raised.to_vec()), [None, None, Some(OffLine::Raised)]);
        let lowered = [glyph('m', 0.0, 100.0, 10.0), glyph('2', 5.2, 101.4, 6.0)];
        assert_eq!(levels(lowered.to_vec()), [None, Some(OffLine::Lowered)]);
        let before = [glyph('1', 0.0, 96.0, 6.0), glyph('8', 3.0, 100.0, 10.0)];
        assert_eq!(levels(before.to_vec()), [Some(OffLine::Raised), None]);
        let moved = [glyph('8', 0.0, 100.0, 10.0), glyph('1', 5.0, 96.0, 10.0)];
        assert_eq!(levels(moved.to_vec()), [None, Some(OffLine::Raised)]);
    }

    #[test]
    fn other_lines_and_other_sizes_are_none() {
        let lines = [glyph('8', 0.0, 100.0, 10.0), glyph('1', 5.0, 88.0, 10.0), glyph('2', 5.0, 112.0, 6.0)];
        assert_eq!(levels(lines.to_vec()), [None; 3]);
        let apart = [glyph('8', 0.0, 100.0, 10.0), glyph('1', 12.0, 96.5, 6.0)];
        assert_eq!(levels(apart.to_vec()), [None; 2]);
        let small = [glyph('8', 0.0, 100.0, 10.0), glyph('1', 5.0, 100.0, 6.0)];
        assert_eq!(levels(small.to_vec()), [None; 2]);
    }
}
