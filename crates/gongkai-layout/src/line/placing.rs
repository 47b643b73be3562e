//! Placing the characters of a line.

use super::{Atom, Broken, Class};
use crate::page::{GlyphRun, PlacedGlyph, TextLine};
use gongkai_core::Within;

/// The widest gap that justifying may open between two characters, in ems; a line that would need more keeps its
/// natural spacing.
const WIDEST_GAP: f32 = 0.6;

/// How a line stands in its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alignment {
    /// Filling the measure, the last line of a text at the left.
    Justified,
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// The width of a line without the spaces at its end.
pub(crate) fn width(atoms: &[Atom], line: Broken) -> f32 {
    let inked = atoms.within(line.start..ink_end(atoms, line));
    let first = inked.first().map_or(0.0, |atom| atom.gap);
    inked.iter().map(|atom| atom.gap + atom.advance).sum::<f32>() - first
}

/// One after the last atom of a line that is no space.
fn ink_end(atoms: &[Atom], line: Broken) -> usize {
    let inked = atoms.within(line.start..line.end);
    inked.iter().rposition(|atom| atom.class != Class::Space).map_or(line.start, |place| line.start + place + 1)
}

/// Places a line's characters between `left` and `left + measure` on a baseline.
pub(crate) fn place(
    atoms: &[Atom],
    line: Broken,
    (left, measure): (f32, f32),
    baseline: f32,
    alignment: Alignment,
) -> TextLine {
    let natural = width(atoms, line);
    let end = ink_end(atoms, line);
    let hung = if line.hangs { atoms.get(end.wrapping_sub(1)).map_or(0.0, |atom| atom.advance) } else { 0.0 };
    let over = natural - hung - measure;
    // A stop that hangs stays close to the character before it.
    let last = if line.hangs { end.saturating_sub(1) } else { end };
    let gap =
        if alignment == Alignment::Justified && !line.last { stretch(atoms, line.start, last, -over) } else { 0.0 };
    let slack = (-over).max(0.0);
    let mut pen = left
        + match alignment {
            Alignment::Centre => slack / 2.0,
            Alignment::Right => slack,
            Alignment::Justified | Alignment::Left => 0.0,
        };
    let mut runs: Vec<GlyphRun> = Vec::new();
    let mut text = String::new();
    let mut spread = false;
    let mut links: Vec<(usize, f32, f32)> = Vec::new();
    let mut linked = false;
    for place in line.start..line.end {
        let Some(atom) = atoms.get(place) else { break };
        let before = if place > line.start { atom.gap } else { 0.0 };
        let after = if place + 1 < last && opens_up(atoms, place) { gap } else { 0.0 };
        pen += before;
        spread |= before > 0.08 * atom.size || (after > 0.08 * atom.size && atom.class != Class::Space);
        text.push(atom.character);
        let glyph = PlacedGlyph { id: atom.id, character: atom.character, x: pen + atom.shift };
        match runs.last_mut() {
            Some(run) if run.continues(atom.face, atom.size, atom.embolden, atom.rise) => run.glyphs.push(glyph),
            _ => {
                let (face, size, embolden, rise) = (atom.face, atom.size, atom.embolden, atom.rise);
                runs.push(GlyphRun { face, size, embolden, rise, glyphs: vec![glyph] });
            }
        }
        if let Some(address) = atom.link {
            match links.last_mut() {
                Some((last, _, to)) if *last == address && linked => *to = pen + atom.advance,
                _ => links.push((address, pen, pen + atom.advance)),
            }
        }
        linked = atom.link.is_some();
        pen += atom.advance + after;
    }
    TextLine { origin: None, runs, baseline, text, end: pen, spread, hangs: line.hangs, links }
}

/// How wide a gap justifying opens between characters to fill so much slack.
fn stretch(atoms: &[Atom], start: usize, end: usize, slack: f32) -> f32 {
    let size = atoms.get(start).map_or(0.0, |atom| atom.size);
    let gaps = (start..end.saturating_sub(1)).filter(|&place| opens_up(atoms, place)).map(|_| 1.0_f32).sum::<f32>();
    let gap = if gaps == 0.0 { 0.0 } else { slack / gaps };
    if gap > 0.0 && gap <= WIDEST_GAP * size { gap } else { 0.0 }
}

/// Whether justifying may open a gap behind an atom: not within words and numbers, nor within a dash.
fn opens_up(atoms: &[Atom], place: usize) -> bool {
    match (atoms.get(place), atoms.get(place + 1)) {
        (Some(a), Some(b)) => match (a.class, b.class) {
            (Class::Latin, Class::Latin) | (_, Class::Space) => false,
            (Class::Paired, Class::Paired) => a.character != b.character,
            // A note's mark stays at what it is of.
            _ if b.rise != 0.0 => false,
            _ => true,
        },
        _ => false,
    }
}
