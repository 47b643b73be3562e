//! Tables whose rows say where the edges of their cells stand, and not which columns of the table they cover.

use std::collections::BTreeSet;

use gongkai_core::format::{Meter, ReadError};

use super::Shading;
use crate::Markup;

/// Edges that differ by less than this are one, by the hand of whoever drew them: a millimetre, in twips.
const SAME_EDGE: i32 = 57;
/// How wide a cell is taken to be that its row does not describe, in twips.
const USUAL_WIDTH: i32 = 1000;

/// A row that was read.
#[derive(Debug, Clone, Default)]
pub struct Row {
    edges: Vec<i32>,
    cells: Vec<Cell>,
    /// Whether it belongs to the head of the table.
    pub head: bool,
    /// Whether a tracked change deleted it.
    pub deleted: bool,
    /// Whether it is hidden.
    pub hidden: bool,
    /// How high it is, in twips, where it is exactly so.
    pub exact_height: Option<u32>,
}

/// A cell of such a row.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Its paragraphs and tables, as markup.
    pub content: String,
    /// Whether it shows nothing.
    pub blank: bool,
    /// Whether cells at its right go on it.
    pub begins_right: bool,
    /// Whether it goes on the cell at its left.
    pub goes_on_left: bool,
    /// Whether it is merged with the cells above or below it.
    pub vertical: Option<Vertical>,
    /// Whether a tracked change deleted it.
    pub deleted: bool,
    /// What is behind its text.
    pub shading: Option<Shading>,
}

/// A cell's part in a vertical merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vertical {
    /// The cells below go on it.
    Begins,
    /// It goes on the cell above.
    GoesOn,
}

impl Row {
    /// A row of these cells, whose edges stand here from left to right, in twips: one more than cells, as far as the file
    /// says them.
    #[must_use]
    pub fn of(mut edges: Vec<i32>, cells: Vec<Cell>) -> Self {
        if edges.is_empty() {
            edges.push(0);
        }
        while edges.len() <= cells.len() {
            let last = edges.last().copied().unwrap_or(0);
            edges.push(last.saturating_add(USUAL_WIDTH));
        }
        // A row may say more of cells than it has; of a million rows all that is not kept.
        edges.truncate(cells.len() + 1);
        edges.shrink_to_fit();
        // An edge left of the one before it is no edge.
        let mut reached = i32::MIN;
        for edge in &mut edges {
            *edge = (*edge).max(reached);
            reached = *edge;
        }
        Self { edges, cells, head: false, deleted: false, hidden: false, exact_height: None }
    }
}

/// Writes the table of rows: every edge of any row parts the columns, and a cell spans those between its own.
///
/// # Errors
/// [`ReadError::TooLarge`] when the edges are over the limit of elements.
pub fn write_table(rows: Vec<Row>, meter: &mut Meter, out: &mut Markup) -> Result<(), ReadError> {
    let edges: BTreeSet<i32> = rows.iter().flat_map(|row| row.edges.iter().copied()).collect();
    meter.nodes(edges.len())?;
    let mut grid: Vec<i32> = Vec::new();
    for edge in edges {
        if grid.last().is_none_or(|last| edge.saturating_sub(*last) >= SAME_EDGE) {
            grid.push(edge);
        }
    }
    let column = |edge: i32| grid.partition_point(|&known| known <= edge).saturating_sub(1);
    out.open("w:tbl", &[]);
    out.open("w:tblGrid", &[]);
    for pair in grid.windows(2) {
        let width = pair.last().unwrap_or(&0).saturating_sub(*pair.first().unwrap_or(&0));
        out.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    out.close();
    for row in rows {
        out.open("w:tr", &[]);
        out.open("w:trPr", &[]);
        let before = row.edges.first().map_or(0, |&edge| column(edge));
        if before > 0 {
            out.empty("w:gridBefore", &[("w:val", &before.to_string())]);
        }
        if let Some(height) = row.exact_height {
            out.empty("w:trHeight", &[("w:val", &height.to_string()), ("w:hRule", "exact")]);
        }
        for (on, name) in [(row.head, "w:tblHeader"), (row.hidden, "w:hidden"), (row.deleted, "w:del")] {
            if on {
                out.empty(name, &[]);
            }
        }
        out.close();
        for (cell, edges) in row.cells.into_iter().zip(row.edges.windows(2)) {
            let [left, right] = [edges.first(), edges.last()].map(|edge| column(edge.copied().unwrap_or(0)));
            let span = right.saturating_sub(left);
            if span == 0 && cell.blank {
                // A cell without width is not seen.
                continue;
            }
            cell.write(span.max(1), out);
        }
        out.close();
    }
    out.close();
    Ok(())
}

impl Cell {
    fn write(self, span: usize, out: &mut Markup) {
        out.open("w:tc", &[]);
        out.open("w:tcPr", &[]);
        out.empty("w:gridSpan", &[("w:val", &span.to_string())]);
        if self.goes_on_left || self.begins_right {
            out.empty("w:hMerge", &[("w:val", if self.goes_on_left { "continue" } else { "restart" })]);
        }
        if let Some(vertical) = self.vertical {
            let begins = vertical == Vertical::Begins;
            out.empty("w:vMerge", &[("w:val", if begins { "restart" } else { "continue" })]);
        }
        if self.deleted {
            out.empty("w:cellDel", &[]);
        }
        if let Some(shading) = self.shading {
            shading.write(out);
        }
        out.close();
        out.markup(&self.content);
        out.close();
    }
}
