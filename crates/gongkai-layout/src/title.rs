//! Breaking a title: between the organ and the year, then into lines of like length.

use crate::line::{Atom, Broken, Measure, break_lines, width};

/// The lines of a title in a measure. A title that fits stays on one line.
pub(crate) fn lines(atoms: &[Atom], measure: f32, between_organ_and_year: bool) -> Vec<Broken> {
    let whole = Broken { start: 0, end: atoms.len(), hangs: false, last: true };
    if atoms.is_empty() || width(atoms, whole) <= measure {
        return vec![whole];
    }
    let parts = match year_at(atoms).filter(|_| between_organ_and_year) {
        Some(year) => vec![(0, year), (year, atoms.len())],
        None => vec![(0, atoms.len())],
    };
    let mut lines = Vec::new();
    for (start, end) in parts {
        let part = atoms.get(start..end).unwrap_or_default();
        lines.extend(balanced(part, measure).into_iter().map(|line| Broken {
            start: line.start + start,
            end: line.end + start,
            ..line
        }));
    }
    lines
}

/// Where the year begins: four digits, or the Chinese numerals, before 年.
fn year_at(atoms: &[Atom]) -> Option<usize> {
    let digit = |atom: &Atom| atom.character.is_ascii_digit() || "〇○零一二三四五六七八九".contains(atom.character);
    let found = atoms.windows(5).position(|window| match window {
        [a, b, c, d, year] => [a, b, c, d].into_iter().all(digit) && year.character == '年',
        _ => false,
    });
    found.filter(|&place| place > 0)
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
