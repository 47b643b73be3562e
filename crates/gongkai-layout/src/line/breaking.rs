//! Breaking text into lines.

use super::{Atom, Class, class};

/// How far beyond the measure a sum of advances may lie from rounding alone, in points.
pub(crate) const TOLERANCE: f32 = 0.02;

/// How many characters that may not begin a line are taken into one together.
const LOOK_AHEAD: usize = 4;

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
/// A character that may not begin a line is taken into the one before by giving up the empty half of its square,
/// by hanging in the margin, or by giving up the empty halves of other signs; failing that, the line is broken
/// earlier. A word longer than a line is broken where it must be.
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
        if atom.class != Class::Space && used + atom.advance > measure + TOLERANCE {
            break;
        }
        used += atom.advance;
        end += 1;
        if may_break_at(atoms, end) {
            last_break = Some(end);
        }
    }
    if end == atoms.len() {
        return Broken { start, end, hangs: false, last: true };
    }
    let keeps_off_start = atoms.get(end).is_some_and(|atom| matches!(atom.class, Class::Stop | Class::Closing));
    let taken_in =
        if keeps_off_start && end > start { take_in(atoms, start, end, used - measure, hanging) } else { None };
    if let Some((end, hangs)) = taken_in {
        return Broken { start, end, hangs, last: end == atoms.len() };
    }
    let end = last_break.unwrap_or_else(|| end.max(start + 1));
    Broken { start, end, hangs: false, last: false }
}

/// The end of a line that takes in signs which may not begin the next, when that can be done, and whether the last
/// of them hangs. `over` is by how much the line is over its measure without them, usually less than nothing.
fn take_in(atoms: &[Atom], start: usize, from: usize, over: f32, hanging: bool) -> Option<(usize, bool)> {
    let mut over = over;
    for end in from + 1..=(from + LOOK_AHEAD).min(atoms.len()) {
        let last = atoms.get(end - 1)?;
        if !matches!(last.class, Class::Stop | Class::Closing) {
            return None;
        }
        over += last.advance;
        if end < atoms.len() && !may_break_at(atoms, end) {
            continue;
        }
        let end_gives = trailing_slack(last);
        if over <= end_gives + TOLERANCE {
            return Some((end, false));
        }
        if hanging && last.class == Class::Stop && over - last.advance <= TOLERANCE {
            return Some((end, true));
        }
        let inner: f32 = atoms.get(start..end - 1)?.iter().map(|atom| leading_slack(atom) + trailing_slack(atom)).sum();
        return (over <= end_gives + inner + TOLERANCE).then_some((end, false));
    }
    None
}

/// Whether a line may end before the atom at a place.
pub(crate) fn may_break_at(atoms: &[Atom], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|before| atoms.get(before)) else { return false };
    let Some(after) = atoms.get(place) else { return true };
    class::may_break((before.character, before.class), (after.character, after.class))
}

/// How much of its advance a sign can give up behind its ink.
pub(crate) fn trailing_slack(atom: &Atom) -> f32 {
    let square = atom.advance > 0.9 * atom.size;
    if square && atom.class.right_half_is_empty(atom.character) { 0.5 * atom.size } else { 0.0 }
}

/// How much of its advance a sign can give up before its ink.
pub(crate) fn leading_slack(atom: &Atom) -> f32 {
    let square = atom.advance > 0.9 * atom.size;
    if square && atom.class.left_half_is_empty(atom.character) { 0.5 * atom.size } else { 0.0 }
}
