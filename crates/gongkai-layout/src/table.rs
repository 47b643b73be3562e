//! Tables: columns, rows, and their parts on pages.

mod cell;
mod draw;
mod heights;
mod parts;

use gongkai_core::document::Table;
use gongkai_core::style::{Style, Twips};

use crate::fonts::Shaper;
use cell::CellText;

/// The space above and below a cell's text that is tried in turn, in points: rows are as airy as lets the table
/// stay on one page.
const PADDINGS: [f32; 6] = [4.5, 3.4, 2.6, 1.9, 1.3, 0.8];

/// Below this space rows may also be lower than the style has them.
const CLOSE: f32 = 1.5;

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
    /// The space between a cell's sides and its text.
    side: f32,
    head_shading: Option<[u8; 3]>,
}

impl<'a> TableLayout<'a> {
    /// Measures a table for a width, as airy as lets it keep within `room` points of height.
    pub(crate) fn new(table: &'a Table, shaper: &mut Shaper<'_>, style: &Style, width: f32, room: f32) -> Self {
        let side = style.cell_padding().points();
        let widths = style.column_widths(table);
        let edges = edges(&widths, width);
        let texts: Vec<CellText> = table
            .cells()
            .iter()
            .map(|cell| {
                let room = widths.iter().skip(cell.column).take(cell.column_span).map(|width| width.0).sum();
                CellText::new(cell, table, shaper, style, Twips(room))
            })
            .collect();
        let usual = style.row_height(table).points();
        let rows = |padding: f32| {
            let least = cell::line_height(style.table) + 2.0 * padding;
            heights::rows(table, &texts, padding, if padding < CLOSE { least } else { least.max(usual) }, room)
        };
        let fitting = PADDINGS
            .into_iter()
            .map(|padding| (padding, rows(padding)))
            .find(|(_, heights)| heights.iter().sum::<f32>() <= room);
        let (padding, heights) = fitting.unwrap_or_else(|| (LONG_TABLE_PADDING, rows(LONG_TABLE_PADDING)));
        Self { table, edges, texts, heights, padding, side, head_shading: style.head_shading }
    }

    /// The height of the whole table.
    pub(crate) fn height(&self) -> f32 {
        self.heights.iter().sum()
    }
}

/// The columns' edges in the style's widths, which fill the text block, made to fill the width there is.
fn edges(widths: &[Twips], width: f32) -> Vec<f32> {
    let total: f32 = widths.iter().map(|width| width.points()).sum();
    let scale = if total > 0.0 { width / total } else { 0.0 };
    let mut edges = vec![0.0];
    let mut sum = 0.0;
    for column in widths {
        sum += column.points();
        edges.push(sum * scale);
    }
    edges
}
