//! What is kept together on a page: a table with its heading where a page holds them.
//!
//! Word and LibreOffice keep a table whole when every row is kept with the next one, and break it badly when no page
//! holds it. So its height is reckoned first, from the widths of its columns and the lengths of its texts.

use gongkai_core::document::{CellRole, Paragraph, Table, TableCell};
use gongkai_core::style::{Style, Twips, estimated_lines};

/// Whether a row goes on in the next one as part of a group of labels, such as （三）不予公开 with its eight rows, that a page
/// holds under the table's head. One that none holds would only leave the end of a page empty before it is parted.
pub(super) fn is_in_group(table: &Table, row: usize, heights: &[Twips], page: Twips) -> bool {
    /// More rows than this make no group that a page should keep: 三、本年度办理结果 spans most of its table.
    const MOST: usize = 10;
    let label = |cell: &&TableCell| cell.role == CellRole::Label && (2..=MOST).contains(&cell.row_span);
    let height = |from: usize, rows: usize| -> u32 { heights.iter().skip(from).take(rows).map(|row| row.0).sum() };
    let held = |cell: &TableCell| height(0, table.head_rows) + height(cell.row, cell.row_span) <= page.0;
    (0..table.columns())
        .filter_map(|column| table.at(row, column))
        .filter(label)
        .any(|cell| row + 1 < cell.row + cell.row_span && held(cell))
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
        for edition in Edition::all() {
            for table in compose(&Report::in_edition(edition)).tables() {
                let height = style.table_height(table, &style.set_table(table)).0 + style.line_pitch.0;
                assert!(height < style.page.text_height().0, "{edition}: {height}");
            }
        }
    }
}
