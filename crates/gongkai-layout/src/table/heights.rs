//! The heights of rows.

use gongkai_core::document::Table;

use super::cell::CellText;

/// The height of each row: what its own cells need, and its share of what cells over several rows need beyond that.
///
/// `least` is the height of a row of one line, and `page` the height that a part of the table can have; a text longer
/// than that loses up to a line on each page.
pub(super) fn rows(table: &Table, texts: &[CellText], padding: f32, least: f32, page: f32) -> Vec<f32> {
    let mut heights = vec![least; table.rows()];
    let need = |text: &CellText| {
        let height = text.height();
        let wasted = if height > page { (height / page).ceil() * (text.line_height + 2.0 * padding) } else { 0.0 };
        height + 2.0 * padding + wasted
    };
    let mut over_rows = Vec::new();
    for (cell, text) in table.cells().iter().zip(texts) {
        if cell.row_span > 1 {
            over_rows.push((cell, need(text)));
        } else if let Some(height) = heights.get_mut(cell.row) {
            *height = height.max(need(text));
        }
    }
    over_rows.sort_by_key(|(cell, _)| cell.row_span);
    for (cell, need) in over_rows {
        let Some(spanned) = heights.get_mut(cell.row..cell.row + cell.row_span) else { continue };
        let missing = need - spanned.iter().sum::<f32>();
        if missing > 0.0 {
            let count: f32 = spanned.iter().map(|_| 1.0).sum();
            spanned.iter_mut().for_each(|height| *height += missing / count);
        }
    }
    heights
}
