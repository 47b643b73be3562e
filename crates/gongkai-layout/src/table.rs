//! Tables: columns, rows, and their parts on pages.

mod cell;
mod draw;
mod heights;
mod parts;

use gongkai_core::document::Table;
use gongkai_core::style::Style;

use crate::fonts::Shaper;
use cell::CellText;

/// The space between a cell's sides and its text, in points. The statutory columns are narrow, so it is small.
const SIDE: f32 = 1.6;

/// The space above and below a cell's text that is tried in turn, in points: rows are as airy as lets the table
/// stay on one page.
const PADDINGS: [f32; 6] = [4.5, 3.4, 2.6, 1.9, 1.3, 0.8];

/// The space above and below a cell's text in tables that take several pages anyway.
const LONG_TABLE_PADDING: f32 = 3.4;

/// A table measured for a width.
pub(crate) struct TableLayout<'a> {
    table: &'a Table,
    /// The left edge of each column, and the right edge of the last, from the table's left.
    edges: Vec<f32>,
    /// The texts of the table's cells, in their order.
    texts: Vec<CellText>,
    /// The height of each row.
    heights: Vec<f32>,
    padding: f32,
    head_shading: Option<[u8; 3]>,
}

impl<'a> TableLayout<'a> {
    /// Measures a table for a width, as airy as lets it keep within `room` points of height.
    pub(crate) fn new(table: &'a Table, shaper: &mut Shaper<'_>, style: &Style, width: f32, room: f32) -> Self {
        let edges = edges(table, width);
        let texts: Vec<CellText> = table
            .cells()
            .iter()
            .map(|cell| {
                let left = edges.get(cell.column).copied().unwrap_or(0.0);
                let right = edges.get(cell.column + cell.column_span).copied().unwrap_or(left);
                CellText::new(cell, shaper, style, (right - left - 2.0 * SIDE).max(1.0))
            })
            .collect();
        let least = cell::line_height(style.table);
        let tried = PADDINGS.into_iter().map(|padding| (padding, heights::rows(table, &texts, padding, least, room)));
        let fitting = tried.into_iter().find(|(_, heights)| heights.iter().sum::<f32>() <= room);
        let (padding, heights) = fitting.unwrap_or_else(|| {
            (LONG_TABLE_PADDING, heights::rows(table, &texts, LONG_TABLE_PADDING, least, room))
        });
        Self { table, edges, texts, heights, padding, head_shading: style.head_shading }
    }

    /// The height of the whole table.
    pub(crate) fn height(&self) -> f32 {
        self.heights.iter().sum()
    }
}

/// The columns' edges: the table's own widths in proportion, or equal ones where it has none.
fn edges(table: &Table, width: f32) -> Vec<f32> {
    let known = table.widths.len() == table.columns() && table.widths.iter().any(|&width| width > 0);
    let own: Vec<f32> = if known {
        table.widths.iter().map(|&width| gongkai_core::style::Twips(width).points()).collect()
    } else {
        vec![1.0; table.columns()]
    };
    let total: f32 = own.iter().sum();
    let mut edges = vec![0.0];
    let mut sum = 0.0;
    for column in own {
        sum += column;
        edges.push(sum / total * width);
    }
    edges
}
