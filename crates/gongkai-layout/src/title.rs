//! Breaking a title: where the style says, and then into lines of like length.

use crate::line::{Atom, Broken, Measure, break_lines};

/// The lines of a title in a measure, `second` being where the part about the year begins.
pub(crate) fn lines(atoms: &[Atom], second: usize, measure: f32) -> Vec<Broken> {
    let mut lines = Vec::new();
    for (start, end) in [(0, second), (second, atoms.len())] {
        let part = atoms.get(start..end).unwrap_or_default();
        if part.is_empty() && start > 0 {
            continue;
        }
        lines.extend(balanced(part, measure).into_iter().map(|line| Broken {
            start: line.start + start,
            end: line.end + start,
            ..line
        }));
    }
    lines
}

/// As few lines as will hold the text, none much longer than the others.
fn balanced(atoms: &[Atom], measure: f32) -> Vec<Broken> {
    let break_at = |width| break_lines(atoms, Measure { first: width, rest: width, hanging: false });
    let fewest = break_at(measure);
    if fewest.len() < 2 {
        return fewest;
    }
    // The narrowest measure that needs no further line is found by halving.
    let (mut narrow, mut wide) = (0.0, measure);
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.0;
        if break_at(middle).len() <= fewest.len() { wide = middle } else { narrow = middle }
    }
    break_at(wide)
}
