//! Boxes that a page draws around its form fields: they stand within the cells of a table and are no rulings of it.

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::content::Segment;

/// How far a box may be drawn from the field that it frames, in points.
const NEAR: f64 = 1.6;
/// How near a ruling comes to the corner of a box that is a cell of a table, in points.
const TOUCHES: f64 = 1.0;

/// Takes the boxes around fields out of the rulings. A box whose corners meet other rulings is a cell, and stays.
pub(super) fn remove(
    fields: &[Rect],
    across: &mut Vec<Segment>,
    down: &mut Vec<Segment>,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    for field in fields {
        meter.work(across.len() + down.len())?;
        let flat = frames(across, (field.y0, field.y1), (field.x0, field.x1));
        let upright = frames(down, (field.x0, field.x1), (field.y0, field.y1));
        if flat.is_empty() || upright.is_empty() {
            continue;
        }
        let corner = |at: f64, other: f64, line: &Segment| {
            (line.at - at).abs() <= NEAR + TOUCHES
                && line.from - NEAR - TOUCHES <= other
                && other <= line.to + NEAR + TOUCHES
        };
        let met = |lines: &[Segment], own: &[usize], (a0, a1): (f64, f64), (b0, b1): (f64, f64)| {
            let others = lines.iter().enumerate().filter(|(index, _)| !own.contains(index)).map(|(_, line)| line);
            let mut others =
                others.filter(|line| [a0, a1].into_iter().any(|a| [b0, b1].into_iter().any(|b| corner(a, b, line))));
            others.next().is_some()
        };
        let is_cell = met(across, &flat, (field.y0, field.y1), (field.x0, field.x1))
            || met(down, &upright, (field.x0, field.x1), (field.y0, field.y1));
        if !is_cell {
            take(across, &flat);
            take(down, &upright);
        }
    }
    Ok(())
}

/// The lines that run along a side of a field from corner to corner.
fn frames(lines: &[Segment], sides: (f64, f64), ends: (f64, f64)) -> Vec<usize> {
    let near = |a: f64, b: f64| (a - b).abs() <= NEAR;
    let frames = |line: &Segment| {
        (near(line.at, sides.0) || near(line.at, sides.1)) && near(line.from, ends.0) && near(line.to, ends.1)
    };
    lines.iter().enumerate().filter(|(_, line)| frames(line)).map(|(index, _)| index).collect()
}

fn take(lines: &mut Vec<Segment>, own: &[usize]) {
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !own.contains(&(at - 1))
    });
}
