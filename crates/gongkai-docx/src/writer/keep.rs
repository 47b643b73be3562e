//! What is kept together on a page: a table with its heading where a page holds them.
//!
//! Word and LibreOffice keep a table whole when every row is kept with the next one, and break it badly when no page
//! holds it. So its height is reckoned first, from the widths of its columns and the lengths of its texts.

use gongkai_core::document::{Paragraph, Table};
use gongkai_core::style::{Style, Twips};

/// The least height that a table takes.
pub(super) fn height(table: &Table, style: &Style) -> Twips {
    let widths = style.column_widths(table);
    let least = style.row_height(table).0;
    let line = style.table_line().0;
    let rows = (0..table.rows()).map(|row| {
        let cells = table.row(row).filter(|cell| cell.row_span == 1);
        let tallest = cells.map(|cell| {
            let width: u32 = widths.iter().skip(cell.column).take(cell.column_span).map(|width| width.0).sum();
            let room = width.saturating_sub(style.cell_padding().0.saturating_mul(2));
            lines(&cell.text, style.cell_half_points(cell, Twips(width)), room).saturating_mul(line)
        });
        tallest.max().unwrap_or(0).max(least)
    });
    Twips(rows.fold(0, u32::saturating_add))
}

/// The height that a paragraph takes.
pub(super) fn paragraph_height(paragraph: &Paragraph, style: &Style) -> Twips {
    let lines = lines(&paragraph.text, style.body.half_points, style.page.text_width().0);
    Twips(lines.saturating_mul(style.line_pitch.0))
}

/// How many lines a text takes: Chinese characters are as wide as their size, others half as wide.
fn lines(text: &str, half_points: u32, room: u32) -> u32 {
    let half = half_points.max(1).saturating_mul(5);
    // A line holds whole Chinese characters.
    let halves_in_line = (room / half / 2).max(1) * 2;
    let line = |line: &str| {
        let halves = line.chars().fold(0_u32, |sum, c| sum.saturating_add(if c.is_ascii() { 1 } else { 2 }));
        halves.div_ceil(halves_in_line).max(1)
    };
    text.split('\n').map(line).fold(0, u32::saturating_add)
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

    #[test]
    fn texts_are_reckoned_in_lines() {
        assert_eq!(lines("", 21, 500), 1);
        assert_eq!(lines("结果维持", 21, 490), 2);
        assert_eq!(lines("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 21, 2870), 3);
        assert_eq!(lines("甲\n乙", 21, 500), 2);
        assert_eq!(lines("长", 200, 1), 1);
    }
}
