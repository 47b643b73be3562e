//! The edges of a table's columns: lines drawn by hand that nearly meet are one.

use super::grid::{Cell, Grid, Piece};

/// Edges nearer than this are one where no row has a cell between them: the width of a character, in twips.
const SAME_LINE: u32 = 210;
/// Between edges nearer than this nothing can be seen: a millimetre, in twips.
const UNSEEN: u32 = 57;

impl Grid {
    /// Takes edges for one that differ only by the hand of whoever drew them: rows whose lines do not quite meet have
    /// columns between them that are none.
    pub(super) fn straighten(&mut self) {
        let columns = self.rows.iter().map(|row| row.before.saturating_add(row.width)).max().unwrap_or(0);
        let Some(widths) = self.widths.get(..columns) else { return };
        // Where the last cell begins that ends at an edge and has something in it, and where the last of all does.
        let mut begins = vec![[None::<usize>; 2]; columns + 1];
        for row in &self.rows {
            let mut left = row.before;
            for cell in &row.cells {
                let right = left.saturating_add(cell.span.max(1));
                if let Some([held, any]) = begins.get_mut(right) {
                    *any = (*any).max(Some(left));
                    *held = if cell.is_empty() { *held } else { (*held).max(Some(left)) };
                }
                left = right;
            }
        }
        // Each edge's place among those that are left, and how wide the columns between these are.
        let (mut places, mut kept) = (vec![0_usize], Vec::new());
        let (mut first, mut reach, mut wide) = (0, 0_u32, 0_u32);
        for ((edge, [held, any]), width) in begins.into_iter().enumerate().skip(1).zip(widths) {
            (reach, wide) = (reach.saturating_add(*width), wide.saturating_add(*width));
            let between = if reach < UNSEEN { held } else { any };
            if reach >= SAME_LINE || *width == 0 || between.is_some_and(|left| left >= first) {
                kept.push(std::mem::take(&mut wide));
                (first, reach) = (edge, 0);
            }
            places.push(kept.len());
        }
        if kept.len() == columns || kept.is_empty() {
            return;
        }
        if let Some(last) = kept.last_mut() {
            *last = last.saturating_add(wide);
        }
        let place = |edge: usize| places.get(edge).copied().unwrap_or(0);
        for row in &mut self.rows {
            let mut left = row.before;
            let right = place(left.saturating_add(row.width));
            (row.before, row.width) = (place(left), right.saturating_sub(place(left)));
            row.cells.retain_mut(|cell| {
                let right = left.saturating_add(cell.span.max(1));
                cell.span = place(right).saturating_sub(place(left));
                left = right;
                cell.span > 0
            });
        }
        self.widths = kept;
    }
}

impl Cell {
    fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Line { line, .. } if line.is_empty()))
    }
}
