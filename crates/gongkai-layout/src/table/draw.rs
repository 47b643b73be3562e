//! Drawing a part of a table: shades, rules and texts.

use gongkai_core::document::TableCell;
use gongkai_core::{StandsAt as _, Within};

use super::TableLayout;
use super::cell::CellText;
use super::parts::Part;
use crate::flow::ASCENT;
use crate::line::{self, Broken};
use crate::page::{Area, Item, Rule, TextLine};

/// The thickness of the tables' rules in points.
const THICKNESS: f32 = 0.5;

impl TableLayout<'_> {
    /// Draws one of the table's parts with its upper left corner at a place of the page.
    pub(crate) fn draw(&self, index: usize, part: &Part, parts: &[Part], at: (f32, f32), items: &mut Vec<Item>) {
        self.shades(part, at, items);
        self.texts(index, part, parts, at, items);
        self.rules(part, at, items);
    }

    fn cell_edges(&self, cell: &TableCell) -> (f32, f32) {
        let left = self.edges.stands_at(cell.column).copied().unwrap_or(0.0);
        (left, self.edges.stands_at(cell.column + cell.column_span).copied().unwrap_or(left))
    }

    fn shades(&self, part: &Part, at: (f32, f32), items: &mut Vec<Item>) {
        for slice in &part.slices {
            let mut column = 0;
            while column < self.table.columns() {
                let cell = self.table.at(slice.row, column);
                let shade = cell.and_then(|cell| Some((cell, self.style.cell_shading(self.table, cell)?)));
                if let Some((cell, colour)) = shade {
                    let (left, right) = self.cell_edges(cell);
                    let (width, height) = (right - left, slice.height);
                    items.push(Item::Area(Area { left: at.0 + left, top: at.1 + slice.top, width, height, colour }));
                }
                column = cell.map_or(column, |cell| cell.column + cell.column_span - 1) + 1;
            }
        }
    }

    /// The texts of the cells that the part shows, by rows. A text stands in the middle of its cell; where a page's
    /// end cuts the cell, in the largest piece that holds it, and failing that it runs on from piece to piece.
    fn texts(&self, index: usize, part: &Part, parts: &[Part], at: (f32, f32), items: &mut Vec<Item>) {
        for slice in part.slices.iter().filter(|slice| slice.repeated) {
            for (cell, text) in self.starting_in(slice.row) {
                let height: f32 = self.heights.iter().skip(cell.row).take(cell.row_span).sum();
                let (first, count) = (0, text.lines.len());
                let top = slice.top + (height - text.height()) / 2.0;
                self.lines(cell, text, (first, count), (at.0, at.1 + top), &mut |line| {
                    items.push(Item::Furniture(TextLine { origin: None, ..line }));
                });
            }
        }
        let Some(first_row) = part.slices.iter().find(|slice| !slice.repeated).map(|slice| slice.row) else { return };
        let last_row = part.slices.last().map_or(first_row, |slice| slice.row);
        let continued = self.continued_into(first_row);
        let starting = (first_row..=last_row).flat_map(|row| self.starting_in(row));
        let mut put = |line| items.push(Item::Text(line));
        for (cell, text) in continued.into_iter().chain(starting) {
            let to = cell.row + cell.row_span;
            let Some((top, height)) = part.extent(cell.row, to) else { continue };
            let Some((from, count)) = self.share(index, parts, (cell.row, to), text) else { continue };
            let set = text.line_height * ones(count);
            let whole = count == text.lines.len();
            let above = if whole { ((height - set) / 2.0).max(0.0) } else { self.padding };
            self.lines(cell, text, (from, count), (at.0, at.1 + top + above), &mut put);
        }
    }

    /// Which of the table's cells a cell is.
    fn place(&self, cell: &TableCell) -> usize {
        self.table.cells().partition_point(|other| (other.row, other.column) < (cell.row, cell.column))
    }

    /// Cells that begin above a row and reach it, from left to right.
    fn continued_into(&self, row: usize) -> Vec<(&TableCell, &CellText)> {
        let mut found = Vec::new();
        let mut column = 0;
        while column < self.table.columns() {
            let cell = self.table.at(row, column);
            if let Some(cell) = cell.filter(|cell| cell.row < row) {
                found.extend(self.texts.get(self.place(cell)).map(|text| (cell, text)));
            }
            column = cell.map_or(column, |cell| cell.column + cell.column_span - 1) + 1;
        }
        found
    }

    fn starting_in(&self, row: usize) -> impl Iterator<Item = (&TableCell, &CellText)> {
        let start = self.table.cells().partition_point(|cell| cell.row < row);
        let cells = self.table.cells().iter().zip(&self.texts).skip(start);
        cells.take_while(move |(cell, _)| cell.row == row)
    }

    /// Which lines of a cell's text a part shows: the first and how many.
    fn share(&self, index: usize, parts: &[Part], rows: (usize, usize), text: &CellText) -> Option<(usize, usize)> {
        let all = (0, text.lines.len());
        // A cell is cut by few page ends, all next to one another.
        let shown = |part: &usize| parts.get(*part).and_then(|part| part.extent(rows.0, rows.1)).map(|extent| extent.1);
        let first = (0..index).rev().take_while(|part| shown(part).is_some()).last().unwrap_or(index);
        let pieces: Vec<(usize, f32)> =
            (first..parts.len()).map_while(|part| shown(&part).map(|height| (part, height))).collect();
        if pieces.len() <= 1 {
            return Some(all);
        }
        let (largest, room) = pieces
            .iter()
            .copied()
            .fold((index, 0.0_f32), |most, piece| if piece.1 > most.1 + line::TOLERANCE { piece } else { most });
        if text.height() + 2.0 * self.padding <= room + line::TOLERANCE {
            return (largest == index).then_some(all);
        }
        let mut next = 0;
        for (number, &(part, height)) in pieces.iter().enumerate() {
            let left = text.lines.len() - next;
            let holds = whole((height - 2.0 * self.padding + line::TOLERANCE) / text.line_height);
            let count = if number + 1 == pieces.len() { left } else { holds.min(left) };
            if part == index {
                return (count > 0).then_some((next, count));
            }
            next += count;
        }
        None
    }

    /// Places some lines of a cell from a height down.
    fn lines(
        &self,
        cell: &TableCell,
        text: &CellText,
        (from, count): (usize, usize),
        (left, top): (f32, f32),
        put: &mut impl FnMut(TextLine),
    ) {
        let place = self.place(cell);
        let (cell_left, cell_right) = self.cell_edges(cell);
        let within = (left + cell_left + self.side, cell_right - cell_left - 2.0 * self.side);
        let mut y = top;
        for &line in text.lines.iter().skip(from).take(count) {
            let in_line = text.atoms.within(line.start..line.end);
            let size = in_line.iter().map(|atom| atom.size).fold(0.0, f32::max);
            let baseline = y + (text.line_height - size) / 2.0 + ASCENT * size;
            let line = Broken { last: true, ..line };
            let placed = line::place(&text.atoms, line, within, baseline, text.alignment);
            if !placed.runs.is_empty() {
                put(placed.of(self.block, Some(place)));
            }
            y += text.line_height;
        }
    }

    /// The rules around and between cells, each drawn once and as long as it goes.
    fn rules(&self, part: &Part, (left, top): (f32, f32), items: &mut Vec<Item>) {
        let columns = self.table.columns();
        let key = |row: usize, column: usize| self.table.at(row, column).map_or((row, column), |c| (c.row, c.column));
        let mut level = |y: f32, parted: &dyn Fn(usize) -> bool| {
            let mut begun = None;
            for column in 0..=columns {
                let x = self.edges.stands_at(column).copied().unwrap_or(0.0);
                match (begun, column < columns && parted(column)) {
                    (None, true) => begun = Some(x),
                    (Some(from), false) => {
                        let rule = Rule { from: (left + from, top + y), to: (left + x, top + y), thickness: THICKNESS };
                        items.push(Item::Rule(rule));
                        begun = None;
                    }
                    _ => {}
                }
            }
        };
        level(0.0, &|_| true);
        for pair in part.slices.windows(2) {
            let [above, below] = pair else { continue };
            let turns = above.repeated != below.repeated;
            level(below.top, &|column| turns || key(above.row, column) != key(below.row, column));
        }
        level(part.height, &|_| true);
        for column in 0..=columns {
            let x = left + self.edges.stands_at(column).copied().unwrap_or(0.0);
            let parted = |row: usize| match column.checked_sub(1) {
                None => true,
                Some(_) if column == columns => true,
                Some(before) => key(row, before) != key(row, column),
            };
            let mut begun = None;
            let ends = part.slices.iter().map(|slice| (slice.top, parted(slice.row))).chain([(part.height, false)]);
            for (y, parted) in ends {
                match (begun, parted) {
                    (None, true) => begun = Some(y),
                    (Some(from), false) => {
                        items.push(Item::Rule(Rule { from: (x, top + from), to: (x, top + y), thickness: THICKNESS }));
                        begun = None;
                    }
                    _ => {}
                }
            }
        }
    }
}

/// A count of lines as a factor of lengths.
fn ones(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// The whole part of a small number, 0 for less.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range first")]
fn whole(number: f32) -> usize {
    usize::from(number.clamp(0.0, f32::from(u16::MAX)) as u16)
}
