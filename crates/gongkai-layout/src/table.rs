//! Tables: columns, rows, and their parts on pages.

mod cell;
mod draw;
mod heights;
mod parts;

use std::collections::BTreeMap;

use gongkai_core::document::{CellRole, Table};
use gongkai_core::style::{Style, TableSetting, Twips};

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
    /// Which of the document's blocks it is.
    block: usize,
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
    style: &'a Style,
}

impl<'a> TableLayout<'a> {
    /// Measures a table as it is set, for a width, as airy as lets it keep within `room` points of height.
    pub(crate) fn new(
        (block, table): (usize, &'a Table),
        shaper: &mut Shaper<'_>,
        style: &'a Style,
        set: &TableSetting,
        (width, room): (f32, f32),
    ) -> Self {
        let side = set.padding.points();
        let edges = edges(&set.widths, width);
        let texts: Vec<CellText> = table
            .cells()
            .iter()
            .map(|cell| CellText::new(cell, table, shaper, style, set, set.half_points(cell)))
            .collect();
        let texts = of_one_size(table, texts, set, (shaper, style));
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
        Self { block, table, edges, texts, heights, padding, side, style }
    }

    /// The height of the whole table.
    pub(crate) fn height(&self) -> f32 {
        self.heights.iter().sum()
    }
}

/// The texts with the figures of each column in one size: faces at hand may be wider than those that the style goes by,
/// so that one of them was set smaller.
fn of_one_size(
    table: &Table,
    mut texts: Vec<CellText>,
    set: &TableSetting,
    (shaper, style): (&mut Shaper<'_>, &Style),
) -> Vec<CellText> {
    let values = || table.cells().iter().enumerate().filter(|(_, cell)| cell.role == CellRole::Value);
    let mut least: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (text, (_, cell)) in values().filter_map(|at| Some((texts.get(at.0)?, at))) {
        let size = least.entry((cell.column, cell.column_span)).or_insert(text.half_points);
        *size = (*size).min(text.half_points);
    }
    for (index, cell) in values() {
        let Some(&size) = least.get(&(cell.column, cell.column_span)) else { continue };
        if let Some(text) = texts.get_mut(index).filter(|text| text.half_points > size) {
            *text = CellText::new(cell, table, shaper, style, set, size);
        }
    }
    texts
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
