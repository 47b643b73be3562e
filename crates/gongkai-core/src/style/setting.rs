//! What a house style makes of one title or one table: decided once, so that every printed format sets it alike.

use super::{Style, Twips};
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

impl Style {
    /// The space at the left and right of the text of a table cell. Narrow, since a column of table 四 must hold two
    /// characters in a line.
    #[must_use]
    pub fn cell_padding(&self) -> Twips {
        Twips(50)
    }

    /// The least height of a line of table text: 10.5 pt text stands in lines of 15 pt.
    #[must_use]
    pub fn table_line(&self) -> Twips {
        Twips(self.table.half_points.max(self.table_head.half_points).saturating_mul(100) / 7)
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
        let stated = table.widths.len() == table.columns() && table.widths.iter().all(|&width| width > 0);
        let widths = if stated { table.widths.clone() } else { vec![1; table.columns()] };
        let total: u64 = widths.iter().copied().map(u64::from).sum();
        let room = u64::from(self.page.text_width().0);
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

    /// The size of a table cell's text in half-points: the style's, or less where a number would else be broken over
    /// lines in a narrow column. A figure of a million in table 四 is set small rather than cut in two.
    ///
    /// `room` is the width of the columns that the cell spans.
    ///
    /// ```
    /// use gongkai_core::document::TableCell;
    /// use gongkai_core::style::{Style, Twips};
    /// let (style, narrow) = (Style::gbt9704(), Twips(590));
    /// assert_eq!(style.cell_half_points(&TableCell::new(0, 0, "95"), narrow), 21);
    /// assert_eq!(style.cell_half_points(&TableCell::new(0, 0, "123456"), narrow), 16);
    /// ```
    #[must_use]
    pub fn cell_half_points(&self, cell: &TableCell, room: Twips) -> u32 {
        const SMALLEST: u32 = 12;
        let size = if cell.role == CellRole::Head { self.table_head } else { self.table }.half_points;
        // Widths in hundredths of the size, as in Times New Roman.
        let width = |c: char| match c {
            '0'..='9' => 50,
            '.' | ',' | ':' | ';' | '-' | '/' => 34,
            _ => 60,
        };
        let run = |run: &str| run.chars().map(width).fold(0_u32, u32::saturating_add);
        let longest = cell.text.split(|c: char| !c.is_ascii_graphic()).map(run).max().unwrap_or(0);
        let room = room.0.saturating_sub(self.cell_padding().0.saturating_mul(2));
        let fits = room.saturating_mul(10).checked_div(longest);
        fits.map_or(size, |fits| size.min(fits.max(SMALLEST)))
    }

    /// How the text of a cell stands: heads and values in the middle; labels at the left, but in the middle where they
    /// span rows and in table 二, as the published form has it; a head over a block of rows at the left.
    #[must_use]
    pub fn cell_alignment(&self, table: &Table, cell: &TableCell) -> CellAlignment {
        let centred = match cell.role {
            CellRole::Value => true,
            CellRole::Head => cell.row < table.head_rows || cell.column_span < table.columns(),
            CellRole::Label => cell.row_span > 1 || table.form.is_some_and(|(_, table)| table == TableKey::Disclosure),
            CellRole::Unknown => false,
        };
        if centred { CellAlignment::Centre } else { CellAlignment::Start }
    }

    /// The two lines of a title that is too long for one, broken before its year, or nothing when it stands in one
    /// line, has no year inside, or the style does not break titles.
    ///
    /// ```
    /// use gongkai_core::style::Style;
    /// let title = "湘乡市山枣镇人民政府2023年政府信息公开工作年度报告";
    /// assert_eq!(Style::gbt9704().title_lines(title), Some(("湘乡市山枣镇人民政府", "2023年政府信息公开工作年度报告")));
    /// assert_eq!(Style::gbt9704().title_lines("2023年政府信息公开工作年度报告"), None);
    /// ```
    #[must_use]
    pub fn title_lines<'t>(&self, title: &'t str) -> Option<(&'t str, &'t str)> {
        if !self.break_title {
            return None;
        }
        let halves = title.chars().fold(0_u32, |sum, c| sum.saturating_add(if c.is_ascii() { 1 } else { 2 }));
        // One character is left free for the space that Word puts between Chinese characters and digits.
        let width = halves.saturating_add(2).saturating_mul(self.title.half_points).saturating_mul(5);
        if width <= self.page.text_width().0 {
            return None;
        }
        let year = title.match_indices('年').find_map(|(end, _)| {
            let before = title.get(..end)?;
            let digits = |c: char| c.is_ascii_digit() || "０１２３４５６７８９〇○零一二三四五六七八九".contains(c);
            let start = before.char_indices().rev().nth(3)?.0;
            before.get(start..)?.chars().all(digits).then_some(start)
        })?;
        title.split_at_checked(year).filter(|(organ, _)| !organ.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;
    use crate::{Report, compose};

    #[test]
    fn titles_break_before_the_year_or_not_at_all() {
        let style = Style::gbt9704();
        let chinese = "某某市某某区人民政府办公室二〇二三年政府信息公开工作年度报告";
        assert_eq!(style.title_lines(chinese).map(|lines| lines.1), Some("二〇二三年政府信息公开工作年度报告"));
        assert_eq!(style.title_lines("某某市某某区人民政府办公室政府信息公开工作本年度的报告"), None);
        assert_eq!(Style { break_title: false, ..style }.title_lines(chinese), None);
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
