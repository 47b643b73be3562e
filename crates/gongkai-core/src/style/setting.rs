//! What a house style makes of one title or one table: decided once, so that every printed format sets it alike.

use super::{Style, TextStyle, Twips};
use crate::document::{CellRole, Table, TableCell};
use crate::form::TableKey;

/// How the text of a table cell stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellAlignment {
    /// At the left, as labels of rows stand.
    Start,
    /// In the middle, as heads and values stand.
    Centre,
}

/// The most rows of a table whose rows stand wide; a longer one (table 三) is set close, to stay on one page.
const WIDE_ROWS: usize = 20;

/// How many lines a text takes: Chinese characters are as wide as their size and others half as wide, a quarter parts the
/// two, and a line holds whole Chinese characters. An estimate for what is decided before any face is known.
///
/// ```
/// use gongkai_core::style::{Twips, estimated_lines};
/// assert_eq!(estimated_lines("结果维持", 21, Twips(490)), 2);
/// ```
#[must_use]
pub fn estimated_lines(text: &str, half_points: u32, room: Twips) -> u32 {
    let quarters_in_line = u64::from((room.0 / Twips::half_points(half_points.max(1)).0).max(1)) * 4;
    let line = |line: &str| u32::try_from(quarters(line).div_ceil(quarters_in_line)).unwrap_or(u32::MAX).max(1);
    text.split('\n').map(line).fold(0, u32::saturating_add)
}

/// The width of a text in quarters of a Chinese character.
pub(super) fn quarters(text: &str) -> u64 {
    let mut width: u64 = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        width += if c.is_ascii() { 2 } else { 4 };
        let parted =
            |before: char| before.is_ascii() != c.is_ascii() && before.is_alphanumeric() && c.is_alphanumeric();
        width += u64::from(before.is_some_and(parted));
        before = Some(c);
    }
    width
}

impl Style {
    /// The space at the left and right of the text of a table cell. Narrow, since a column of table 四 must hold two
    /// characters in a line.
    #[must_use]
    pub fn cell_padding(&self) -> Twips {
        Twips(50)
    }

    /// The exact line of a paragraph: the pitch of running text, or more where its characters would not fit in it.
    ///
    /// ```
    /// use gongkai_core::style::{Style, Twips};
    /// let style = Style::gbt9704();
    /// assert_eq!(style.paragraph_line(style.title), Twips(579));
    /// ```
    #[must_use]
    pub fn paragraph_line(&self, text: TextStyle) -> Twips {
        let size = Twips::half_points(text.half_points).0;
        self.line_pitch.max(Twips(size.saturating_add(size / 8)))
    }

    /// The space between a table and the paragraph before it, so that its text does not stick to the rule.
    #[must_use]
    pub fn space_above_table(&self) -> Twips {
        Twips(self.line_pitch.0 / 6)
    }

    /// The space between a table and the paragraph behind it.
    #[must_use]
    pub fn space_below_table(&self) -> Twips {
        Twips(self.line_pitch.0 / 2)
    }

    /// The least height of a line of table text: 10.5 pt text stands in lines of 15 pt.
    #[must_use]
    pub fn table_line(&self) -> Twips {
        self.table_line_of(self.table.half_points.max(self.table_head.half_points))
    }

    /// The least height of a line of table text of another size, in half-points.
    #[must_use]
    pub fn table_line_of(&self, half_points: u32) -> Twips {
        Twips(half_points.saturating_mul(100) / 7)
    }

    /// The least height of a row of a table.
    #[must_use]
    pub fn row_height(&self, table: &Table) -> Twips {
        let line = self.table_line().0;
        if table.rows() > WIDE_ROWS { Twips(line.saturating_mul(11) / 10) } else { Twips(line.saturating_mul(3) / 2) }
    }

    /// What brings the characters of running text closer than their size, in twips, zero or negative: GB/T 9704 has 28
    /// characters of 16 pt in 156 mm, which takes a quarter of a point from each. Where a line holds the grid's number
    /// of characters anyway they keep their size, and justifying fills the line.
    ///
    /// ```
    /// assert_eq!(gongkai_core::style::Style::gbt9704().character_spacing(), -5);
    /// ```
    #[must_use]
    pub fn character_spacing(&self) -> i32 {
        let place = self.page.text_width().0 / self.grid_characters.max(1);
        let size = Twips::half_points(self.body.half_points).0;
        let spacing = i64::from(place) - i64::from(size);
        // A grid that the text is far from was meant for another size and is not forced upon it.
        i32::try_from(spacing).ok().filter(|spacing| (-20..0).contains(spacing)).unwrap_or(0)
    }

    /// The widths of a table's columns, in the proportions that the table states, filling the text block exactly.
    ///
    /// ```
    /// use gongkai_core::style::Style;
    /// use gongkai_core::{Report, compose, form::Edition};
    /// let (style, document) = (Style::gbt9704(), compose(&Report::in_edition(Edition::E2021)));
    /// for table in document.tables() {
    ///     let total: u32 = style.column_widths(table).iter().map(|width| width.0).sum();
    ///     assert_eq!(total, style.page.text_width().0);
    /// }
    /// ```
    #[must_use]
    pub fn column_widths(&self, table: &Table) -> Vec<Twips> {
        self.column_widths_in(table, self.page.text_width())
    }

    /// The widths of a table's columns in the proportions that the table states, filling a width.
    pub(super) fn column_widths_in(&self, table: &Table, room: Twips) -> Vec<Twips> {
        let stated = table.widths.len() == table.columns() && table.widths.iter().all(|&width| width > 0);
        let widths = if stated { table.widths.clone() } else { vec![1; table.columns()] };
        let total: u64 = widths.iter().copied().map(u64::from).sum();
        let room = u64::from(room.0);
        // Each edge is rounded, not each width, so that the last one falls on the block's edge.
        let edge = |position: u64| u32::try_from((position * room).checked_div(total).unwrap_or(0)).unwrap_or(u32::MAX);
        let mut position = 0;
        widths
            .into_iter()
            .map(|width| {
                let left = edge(position);
                position += u64::from(width);
                Twips(edge(position).saturating_sub(left))
            })
            .collect()
    }

    /// How the text of a cell stands: heads and values in the middle; labels at the left, but in the middle where they
    /// span rows and in table 二, as the published form has it; a head over a block of rows at the left. A table of the
    /// narrative has no part in a form, and all of its cells stand in the middle.
    #[must_use]
    pub fn cell_alignment(&self, table: &Table, cell: &TableCell) -> CellAlignment {
        let centred = match cell.role {
            CellRole::Value | CellRole::Bar | CellRole::BarRest => true,
            CellRole::Head => cell.row < table.head_rows || cell.column_span < table.columns(),
            CellRole::Label => cell.row_span > 1 || table.form.is_some_and(|(_, table)| table == TableKey::Disclosure),
            CellRole::Unknown => table.form.is_none(),
        };
        if centred { CellAlignment::Centre } else { CellAlignment::Start }
    }

    /// The shade of a cell: a grey that prints and faxes for a bar, that of bands for a head over a block of rows, as the published form has it in table 二, and
    /// that of heads for every other head.
    #[must_use]
    pub fn cell_shading(&self, table: &Table, cell: &TableCell) -> Option<[u8; 3]> {
        let band = cell.row >= table.head_rows && cell.column_span == table.columns();
        match cell.role {
            CellRole::Head if band => self.band_shading,
            CellRole::Head => self.head_shading,
            CellRole::Bar => Some(BAR),
            _ => None,
        }
    }
}

/// The grey of bars.
const BAR: [u8; 3] = [0x59, 0x59, 0x59];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;
    use crate::{Report, compose};

    #[test]
    fn texts_are_reckoned_in_lines() {
        assert_eq!(estimated_lines("", 21, Twips(500)), 1);
        assert_eq!(
            estimated_lines("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 21, Twips(2870)),
            3
        );
        assert_eq!(estimated_lines("甲\n乙", 21, Twips(500)), 2);
        assert_eq!(estimated_lines("长", 200, Twips(1)), 1);
    }

    #[test]
    fn cells_stand_as_in_the_published_form() {
        let (style, document) = (Style::gbt9704(), compose(&Report::in_edition(Edition::E2021)));
        let stands = |text: &str| {
            let found = document.tables().find_map(|table| {
                let cell = table.cells().iter().find(|cell| cell.text.starts_with(text))?;
                Some(style.cell_alignment(table, cell))
            });
            found.expect("a cell of the form")
        };
        for centred in ["信息内容", "行政许可", "申请人情况", "三、本年度办理结果", "行政复议", "总计"]
        {
            assert_eq!(stands(centred), CellAlignment::Centre, "{centred}");
        }
        for left in ["第二十条第（一）项", "一、本年新收", "1.属于国家秘密", "（七）总计"] {
            assert_eq!(stands(left), CellAlignment::Start, "{left}");
        }
    }
}
