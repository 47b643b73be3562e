//! Breaking text into lines.

use super::{Atom, Class, class};

/// How far beyond the measure a sum of advances may lie from rounding alone, in points.
pub(crate) const TOLERANCE: f32 = 0.02;

/// The widths that lines have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// The first line's, less the indent.
    pub(crate) first: f32,
    /// The others'.
    pub(crate) rest: f32,
    /// Whether a stop may hang in the margin.
    pub(crate) hanging: bool,
}

/// A line of a text: which atoms, and how they were fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The first atom.
    pub(crate) start: usize,
    /// One after the last atom.
    pub(crate) end: usize,
    /// Whether the last character hangs in the margin.
    pub(crate) hangs: bool,
    /// Whether it is the last line of its text.
    pub(crate) last: bool,
}

/// Breaks a text into lines, each as full as may be. The time is linear in the text.
///
/// A stop that may not begin a line hangs in the margin behind the one before; for any other sign the line is broken
/// earlier. No sign is set narrower than its square, as Word and LibreOffice do with the same settings, so that they
/// break the lines alike. A word longer than a line is broken where it must be.
pub(crate) fn break_lines(atoms: &[Atom], measure: Measure) -> Vec<Broken> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let width = if start == 0 { measure.first } else { measure.rest };
        let line = next_line(atoms, start, width, measure.hanging);
        start = line.end;
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(Broken { start: 0, end: 0, hangs: false, last: true });
    }
    lines
}

fn next_line(atoms: &[Atom], start: usize, measure: f32, hanging: bool) -> Broken {
    let mut used = 0.0;
    let mut last_break = None;
    let mut end = start;
    while let Some(atom) = atoms.get(end) {
        let gap = if end > start { atom.gap } else { 0.0 };
        if atom.class != Class::Space && used + gap + atom.advance > measure + TOLERANCE {
            break;
        }
        used += gap + atom.advance;
        end += 1;
        if may_break_at(atoms, end) {
            last_break = Some(end);
        }
    }
    if end == atoms.len() {
        return Broken { start, end, hangs: false, last: true };
    }
    if let Some(end) = hang(atoms, end, used - measure).filter(|_| hanging && end > start) {
        return Broken { start, end, hangs: true, last: end == atoms.len() };
    }
    let end = last_break.unwrap_or_else(|| end.max(start + 1));
    Broken { start, end, hangs: false, last: false }
}

/// The end of a line whose last stop hangs in the margin, when the stop may end the line there. `over` is by how much
/// the line without it is over its measure, usually less than nothing.
fn hang(atoms: &[Atom], from: usize, over: f32) -> Option<usize> {
    let stop = atoms.get(from).is_some_and(|atom| atom.class == Class::Stop);
    let word = from.checked_sub(1).and_then(|before| atoms.get(before)).is_some_and(|atom| atom.class == Class::Latin);
    (stop && !word && over <= TOLERANCE && may_break_at(atoms, from + 1)).then_some(from + 1)
}

/// Whether a line may end before the atom at a place.
pub(crate) fn may_break_at(atoms: &[Atom], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|before| atoms.get(before)) else { return false };
    let Some(after) = atoms.get(place) else { return true };
    class::may_break((before.character, before.class), (after.character, after.class))
}
