//! The text of a cell.

use gongkai_core::Within;
use gongkai_core::document::{CellRole, Table, TableCell, marks_within};
use gongkai_core::style::{CellAlignment, Style, TableSetting, TextStyle};

use crate::fonts::Shaper;
use crate::line::{self, Alignment, Atom, Broken, Measure, Setting};

/// The smallest size that a word or number too wide for its cell is set in, in half-points: rather small than broken.
const SMALLEST: u32 = 10;

/// Texts up to this length are broken into lines of like length where they stand in the middle.
const BALANCED: usize = 48;

/// A cell's text in lines.
pub(super) struct CellText {
    pub(super) atoms: Vec<Atom>,
    pub(super) lines: Vec<Broken>,
    pub(super) line_height: f32,
    pub(super) alignment: Alignment,
    /// Its size.
    pub(super) half_points: u32,
}

/// The height of a line of table text.
pub(super) fn line_height(style: TextStyle) -> f32 {
    line::points(style.half_points) * 1.24
}

impl CellText {
    /// Sets a cell's text in a size, in the room that it has.
    pub(super) fn new(
        cell: &TableCell,
        table: &Table,
        shaper: &mut Shaper<'_>,
        style: &Style,
        set: &TableSetting,
        half_points: u32,
    ) -> Self {
        let mut look = if cell.role == CellRole::Head { style.table_head } else { style.table };
        look.half_points = half_points;
        let alignment = match style.cell_alignment(table, cell) {
            CellAlignment::Centre => Alignment::Centre,
            CellAlignment::Start => Alignment::Left,
        };
        let width = set.room(cell).points().max(1.0);
        let mut atoms = atoms_of(cell, shaper, look);
        // The style goes by the widths of the usual faces; those at hand may be wider.
        let widest = widest_word(&atoms);
        if widest > width {
            let fitting = (SMALLEST..look.half_points)
                .rev()
                .find(|&half_points| widest * line::points(half_points) / line::points(look.half_points) <= width);
            look.half_points = fitting.unwrap_or(SMALLEST.min(look.half_points));
            atoms = atoms_of(cell, shaper, look);
        }
        let lines = broken(&atoms, width, alignment);
        Self { atoms, lines, line_height: line_height(look), alignment, half_points: look.half_points }
    }

    /// The height of its lines.
    pub(super) fn height(&self) -> f32 {
        self.lines.iter().map(|_| self.line_height).sum()
    }
}

/// The atoms of a cell's text. Its paragraphs are parted by a line feed, which is kept as the atom's character.
fn atoms_of(cell: &TableCell, shaper: &mut Shaper<'_>, look: TextStyle) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut at = 0;
    for paragraph in cell.text.split('\n') {
        if at > 0 {
            let before = atoms.len();
            line::atoms(shaper, " ", look, Setting::default(), &mut atoms);
            if let Some(atom) = atoms.get_mut(before) {
                atom.character = '\n';
            }
        }
        let end = at + paragraph.len();
        let marks = marks_within(&cell.marks, at..end);
        line::marked_atoms(shaper, (paragraph, &marks), look, Setting::default(), &mut atoms);
        at = end + 1;
    }
    atoms
}

fn broken(atoms: &[Atom], width: f32, alignment: Alignment) -> Vec<Broken> {
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let rest = atoms.within(start..);
        let length = rest.iter().position(|atom| atom.character == '\n').map_or(rest.len(), |place| place + 1);
        let paragraph = rest.within(..length);
        let measure = Measure { first: width, rest: width, hanging: false };
        let mut of_paragraph = line::break_lines(paragraph, measure);
        if alignment == Alignment::Centre && of_paragraph.len() > 1 && paragraph.len() <= BALANCED {
            of_paragraph = balanced(paragraph, width, of_paragraph);
        }
        lines.extend(of_paragraph.into_iter().map(|line| Broken {
            start: line.start + start,
            end: line.end + start,
            ..line
        }));
        start += length;
        if start >= atoms.len() {
            return lines;
        }
    }
}

/// The lines of a short text, as many as it needs anyway, with the least unevenness: “（三）/不予/公开” and not
/// “（三）/不予公/开”.
fn balanced(atoms: &[Atom], width: f32, greedy: Vec<Broken>) -> Vec<Broken> {
    let breaks: Vec<usize> = std::iter::once(0)
        .chain((1..atoms.len()).filter(|&place| line::may_break_at(atoms, place)))
        .chain([atoms.len()])
        .collect();
    let line = |start, end| Broken { start, end, hangs: false, last: false };
    // For each number of lines and each break, the least unevenness of the text before it and where its last line
    // begins.
    let mut best: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; breaks.len()]];
    if let Some(first) = best.first_mut().and_then(|row| row.first_mut()) {
        *first = Some((0.0, 0));
    }
    for count in 1..=greedy.len() {
        let mut row = vec![None; breaks.len()];
        for (to, slot) in row.iter_mut().enumerate() {
            for from in 0..to {
                let before = best.get(count - 1).and_then(|row| row.get(from)).copied().flatten();
                let (Some((unevenness, _)), Some(&start), Some(&end)) = (before, breaks.get(from), breaks.get(to))
                else {
                    continue;
                };
                let slack = width - line::width(atoms, line(start, end));
                if slack < -line::TOLERANCE {
                    continue;
                }
                let total = unevenness + slack * slack;
                // Of equals the one whose last line is shorter reads better.
                if slot.is_none_or(|(least, _)| total <= least) {
                    *slot = Some((total, from));
                }
            }
        }
        best.push(row);
    }
    let mut lines = Vec::new();
    let mut to = breaks.len() - 1;
    for count in (1..=greedy.len()).rev() {
        let Some((_, from)) = best.get(count).and_then(|row| row.get(to)).copied().flatten() else { return greedy };
        let (Some(&start), Some(&end)) = (breaks.get(from), breaks.get(to)) else { return greedy };
        lines.push(line(start, end));
        to = from;
    }
    lines.reverse();
    lines
}

/// The width of the widest stretch that may not be broken.
fn widest_word(atoms: &[Atom]) -> f32 {
    let mut widest = 0.0_f32;
    let mut width = 0.0;
    for (place, atom) in atoms.iter().enumerate() {
        if line::may_break_at(atoms, place) {
            width = 0.0;
        }
        if atom.class != line::Class::Space {
            width += atom.advance;
        }
        widest = widest.max(width);
    }
    widest
}
