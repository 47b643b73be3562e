//! What is kept together on a page: a table with its heading where a page holds them.
//!
//! Word and LibreOffice keep a table whole when every row is kept with the next one, and break it badly when no page
//! holds it. So its height is reckoned first, from the widths of its columns and the lengths of its texts.

use gongkai_core::document::{Paragraph, Table};
use gongkai_core::style::{Style, Twips, estimated_lines};

/// The least height that a table takes.
pub(super) fn height(table: &Table, style: &Style) -> Twips {
    let widths = style.column_widths(table);
    let least = style.row_height(table).0;
    let rows = (0..table.rows()).map(|row| {
        let cells = table.row(row).filter(|cell| cell.row_span == 1);
        let tallest = cells.map(|cell| {
            let width: u32 = widths.iter().skip(cell.column).take(cell.column_span).map(|width| width.0).sum();
            let room = Twips(width.saturating_sub(style.cell_padding().0.saturating_mul(2)));
            let size = style.cell_half_points(cell, Twips(width));
            estimated_lines(&cell.text, size, room).saturating_mul(style.table_line_of(size).0)
        });
        tallest.max().unwrap_or(0).max(least)
    });
    Twips(rows.fold(0, u32::saturating_add))
}

/// The height that a paragraph takes.
pub(super) fn paragraph_height(paragraph: &Paragraph, style: &Style) -> Twips {
    let lines = estimated_lines(&paragraph.text, style.body.half_points, style.page.text_width());
    Twips(lines.saturating_mul(style.line_pitch.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::form::Edition;
    use gongkai_core::{Report, compose};

    #[test]
    fn the_longest_form_with_its_heading_fits_on_a_page() {
        let style = Style::gbt9704();
        for edition in Edition::ALL {
            for table in compose(&Report::in_edition(edition)).tables() {
                let height = height(table, &style).0 + style.line_pitch.0;
                assert!(height < style.page.text_height().0, "{edition}: {height}");
            }
        }
    }
}
