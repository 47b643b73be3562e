//! Cutting a table into the parts that stand on pages.

use gongkai_core::document::CellRole;

use super::TableLayout;
use crate::line::TOLERANCE;

/// The most of a page that a repeated head may take; a taller one is not repeated.
const TALLEST_HEAD: f32 = 0.4;

/// A label over more rows than this makes no group that a page should keep: 三、本年度办理结果 spans most of its table.
const LONGEST_GROUP: usize = 10;

/// A stretch of rows on one page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// The rows from the top down.
    pub(super) slices: Vec<Slice>,
    /// The height of them all.
    pub(crate) height: f32,
}

/// A row, or a piece of a row taller than a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slice {
    pub(super) row: usize,
    /// Its upper edge from the part's.
    pub(super) top: f32,
    pub(super) height: f32,
    /// Whether it repeats a row of the head.
    pub(super) repeated: bool,
}

impl Part {
    fn new() -> Self {
        Self { slices: Vec::new(), height: 0.0 }
    }

    fn push(&mut self, row: usize, height: f32, repeated: bool) {
        self.slices.push(Slice { row, top: self.height, height, repeated });
        self.height += height;
    }

    /// The upper edge and the height of what the part shows of some rows, the repeated head left out.
    pub(super) fn extent(&self, from: usize, to: usize) -> Option<(f32, f32)> {
        let own = self.slices.iter().filter(|slice| !slice.repeated).count();
        let own = self.slices.get(self.slices.len() - own..)?;
        let start = own.partition_point(|slice| slice.row < from);
        let end = own.partition_point(|slice| slice.row < to);
        let shown = own.get(start..end).filter(|shown| !shown.is_empty())?;
        let top = shown.first()?.top;
        let last = shown.last()?;
        Some((top, last.top + last.height - top))
    }
}

impl TableLayout<'_> {
    /// The height of what must not be parted at the table's beginning: its head and the first row below it.
    pub(crate) fn first_rows(&self) -> f32 {
        self.heights.iter().take(self.table.head_rows + self.unit(self.table.head_rows)).sum()
    }

    /// Cuts the table: the first part has `first` points, the others `full` points with the head repeated. Rows are
    /// kept whole unless they are taller than a page.
    pub(crate) fn parts(&self, first: f32, full: f32) -> Vec<Part> {
        let head: f32 = self.heights.iter().take(self.table.head_rows).sum();
        let repeats = self.table.head_rows < self.table.rows() && head <= TALLEST_HEAD * full;
        let repeated = if repeats { self.table.head_rows } else { 0 };
        let head = if repeats { head } else { 0.0 };
        let least = self.least_slice();
        let mut parts = Vec::new();
        let mut part = Part::new();
        let mut room = first;
        let mut turn = |part: &mut Part, row: usize| {
            let mut next = Part::new();
            if row >= repeated {
                for (row, &height) in self.heights.iter().take(repeated).enumerate() {
                    next.push(row, height, true);
                }
            }
            if !part.slices.is_empty() {
                parts.push(std::mem::replace(part, next));
            }
        };
        for (row, &height) in self.heights.iter().enumerate() {
            let left = room - part.height + TOLERANCE;
            let unit: f32 = self.heights.iter().skip(row).take(self.unit(row)).sum();
            let fits_a_page = |height: f32| height <= full - head + TOLERANCE;
            let own_rows = part.slices.iter().any(|slice| !slice.repeated);
            let better_on_the_next = (height > left && fits_a_page(height)) || (unit > left && fits_a_page(unit));
            if better_on_the_next && (own_rows || room < full) {
                turn(&mut part, row);
                room = full;
            }
            let mut rest = height;
            while rest > room - part.height + TOLERANCE {
                let left = room - part.height;
                if left >= 3.0 * least || !part.slices.iter().any(|slice| !slice.repeated) {
                    let piece = left.max(least);
                    part.push(row, piece.min(rest), false);
                    rest -= piece;
                }
                if rest <= 0.0 {
                    break;
                }
                turn(&mut part, row);
                room = full;
            }
            if rest > 0.0 {
                part.push(row, rest, false);
            }
        }
        if !part.slices.is_empty() {
            parts.push(part);
        }
        parts
    }

    /// The least height of a piece of a row.
    fn least_slice(&self) -> f32 {
        2.0 * self.padding + self.texts.iter().map(|text| text.line_height).fold(8.0, f32::max)
    }

    /// How many rows from this one on stay together: rows of heads with the row that they head, and the rows of a group
    /// of labels, such as （三）不予公开 with its eight rows.
    fn unit(&self, row: usize) -> usize {
        /// More rows of heads than any form has.
        const MOST: usize = 4;
        let heads = |row: &usize| {
            let mut cells = self.table.row(*row).peekable();
            cells.peek().is_some() && cells.all(|cell| cell.role == CellRole::Head)
        };
        let headed = (row..self.table.rows()).take(MOST).take_while(heads).count() + 1;
        let grouped = self.table.row(row).filter(|cell| cell.role == CellRole::Label && cell.row == row);
        let group = grouped.map(|cell| cell.row_span).filter(|&span| span <= LONGEST_GROUP).max();
        headed.max(group.unwrap_or(1))
    }
}
