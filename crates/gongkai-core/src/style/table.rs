//! How a table is set: the widths of its columns and the sizes of its texts, decided once, so that every printed format
//! sets it alike.
//!
//! A number is never broken, and the figures of a column have one size. Where a number is too wide for its column, the
//! columns of labels give way first, then columns with room to spare, then the whole column is set smaller, though not
//! below 7.5 pt, and at last the table stands across its page.

mod widths;

use super::{PageStyle, Style, Twips, estimated_lines};
use crate::document::{CellRole, Table, TableCell};

/// The smallest size of figures and notes, in half-points: 7.5 pt.
const SMALLEST: u32 = 15;
/// How small a figure is set that is too wide even so, rather than broken over lines.
const SMALLEST_RATHER_THAN_BROKEN: u32 = 10;
/// Labels up to this many characters are broken into lines of like length.
const MOST_BALANCED: usize = 12;
/// How wide a digit is in Times New Roman, in hundredths of its size.
const DIGIT: u32 = 50;
/// The most lines of a value in its usual size. A note that takes more in its narrow column is set smaller, since a few
/// of them would drive table 三 over several pages.
const NOTE_LINES: u32 = 3;
/// A table as a style sets it.
///
/// ```
/// use gongkai_core::style::Style;
/// use gongkai_core::{Cell, Report, compose, form::Edition};
/// let mut report = Report::in_edition(Edition::E2021);
/// report.set("applications.received.total".parse()?, Cell::parse("12345678"));
/// let (style, document) = (Style::gbt9704(), compose(&report));
/// let table = document.tables().nth(1).ok_or("three tables")?;
/// let set = style.set_table(table);
/// assert_eq!(set.widths.iter().map(|width| width.0).sum::<u32>(), style.page.text_width().0);
/// assert!(table.cells().iter().all(|cell| set.half_points(cell) == style.table.half_points));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableSetting {
    /// The widths of the columns, which fill the text block.
    pub widths: Vec<Twips>,
    /// The space at the left and right of the text of a cell.
    pub padding: Twips,
    /// Whether the table stands on pages turned to landscape (横排): its figures would be too small on others.
    pub turned: bool,
    /// Whether its lines stand as close as they can: a page holds the table only so.
    pub close: bool,
    /// The size of each cell's text, by the cell's place.
    sizes: Vec<((usize, usize), u32)>,
    usual: u32,
}

impl TableSetting {
    /// A setting without columns and sizes yet.
    fn of(tried: widths::Attempt, style: &Style) -> Self {
        let usual = style.table.half_points;
        Self {
            widths: Vec::new(),
            padding: tried.padding,
            turned: tried.turned,
            close: false,
            sizes: Vec::new(),
            usual,
        }
    }

    /// The size of a cell's text, in half-points.
    #[must_use]
    pub fn half_points(&self, cell: &TableCell) -> u32 {
        let found = self.sizes.binary_search_by_key(&(cell.row, cell.column), |(place, _)| *place);
        found.ok().and_then(|at| self.sizes.get(at)).map_or(self.usual, |(_, size)| *size)
    }

    /// The width of the columns that a cell spans.
    #[must_use]
    pub fn width(&self, cell: &TableCell) -> Twips {
        Twips(self.widths.iter().skip(cell.column).take(cell.column_span).map(|width| width.0).sum())
    }

    /// The width that the text of a cell has.
    #[must_use]
    pub fn room(&self, cell: &TableCell) -> Twips {
        Twips(self.width(cell).0.saturating_sub(self.padding.0.saturating_mul(2)))
    }

    /// How much farther from the sides a short label in the middle of its cell stays, so that its lines are of like length:
    /// “商业/企业” and not “商业企/业”, where whoever draws the file does not balance lines.
    ///
    /// ```
    /// use gongkai_core::style::{Style, Twips};
    /// use gongkai_core::{Cell, Report, compose, form::Edition};
    /// let mut report = Report::in_edition(Edition::E2021);
    /// for column in ["natural_person", "business", "research_institution", "total"] {
    ///     report.set(format!("applications.received.{column}").parse()?, Cell::parse("1234567"));
    /// }
    /// let (style, document) = (Style::gbt9704(), compose(&report));
    /// let table = document.tables().nth(1).ok_or("three tables")?;
    /// let head = table.cells().iter().find(|cell| cell.text == "商业企业").ok_or("a head")?;
    /// let set = style.set_table(table);
    /// let two_characters = 2 * set.half_points(head) * 10;
    /// let left = set.room(head).0 - 2 * set.balancing_side(head).0;
    /// assert!((two_characters..two_characters + 30).contains(&left), "two characters in a line and no three: {left}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn balancing_side(&self, cell: &TableCell) -> Twips {
        let (room, size) = (self.room(cell), self.half_points(cell));
        let most = room.0.checked_div(Twips::half_points(size).0).unwrap_or(0);
        let lines = label_lines(&cell.text, usize::try_from(most).unwrap_or(1));
        // Whoever draws the file knows best how punctuation is broken.
        let plain = cell.text.chars().all(char::is_alphabetic);
        let longest = lines.iter().map(|line| line.chars().count()).max().filter(|_| plain && lines.len() > 1);
        let Some(in_line) = longest.and_then(|longest| u32::try_from(longest).ok()) else { return Twips(0) };
        // A point more than the characters take, for whoever reckons less exactly.
        let taken = Twips::half_points(size).0.saturating_mul(in_line).saturating_add(20);
        Twips(room.0.saturating_sub(taken) / 2)
    }
}

/// The lines of a short Chinese label in the middle of its cell, where a line holds so many characters: of like length, and
/// of whole pairs of characters where that takes a line more, as the published form has 社会/公益/组织. Another text, or one
/// that a line holds, is one line.
///
/// ```
/// use gongkai_core::style::label_lines;
/// assert_eq!(label_lines("商业企业", 3), ["商业", "企业"]);
/// assert_eq!(label_lines("法律服务机构", 3), ["法律", "服务", "机构"]);
/// assert_eq!(label_lines("（三）不予公开", 5), ["（三）不", "予公开"]);
/// assert_eq!(label_lines("总计", 3), ["总计"]);
/// ```
#[must_use]
pub fn label_lines(text: &str, most: usize) -> Vec<&str> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let (count, most) = (ends.len(), most.max(1));
    if count <= most || count > MOST_BALANCED || text.chars().any(|c| c.is_ascii() || c.is_whitespace()) {
        return vec![text];
    }
    let even = count.div_ceil(count.div_ceil(most));
    let in_line = if count.is_multiple_of(2) && even > 2 && !even.is_multiple_of(2) { even - 1 } else { even };
    let mut start = 0;
    ends.chunks(in_line)
        .filter_map(|line| {
            let end = *line.last()?;
            let piece = text.get(start..end);
            start = end;
            piece
        })
        .collect()
}

impl Style {
    /// Decides how a table is set.
    #[must_use]
    pub fn set_table(&self, table: &Table) -> TableSetting {
        self.set_table_in(table, DIGIT)
    }

    /// Decides how a table is set in a face whose digits are so wide, in hundredths of its size: 50 in Times New Roman.
    #[must_use]
    pub fn set_table_in(&self, table: &Table, digit: u32) -> TableSetting {
        let mut last = TableSetting::of(widths::Attempt::usual(self), self);
        for turned in [false, true] {
            let mut fitting = None;
            for tried in widths::attempts(self, turned) {
                let (widths, all_fit) = self.widths_of(table, digit, tried);
                let mut set = self.sized(table, digit, TableSetting { widths, ..TableSetting::of(tried, self) });
                if !all_fit {
                    last = set;
                    continue;
                }
                // As the form has it, if that will do; else so that a page holds the table, since close lines and smaller
                // figures read better than a parted table.
                let as_printed = !turned && set.widths == self.column_widths(table);
                if as_printed || self.holds(table, &set) {
                    return set;
                }
                set.close = true;
                if self.holds(table, &set) {
                    return set;
                }
                set.close = false;
                fitting = fitting.or(Some(set));
            }
            // A table that no page holds is changed as little as lets its figures keep their size.
            if let Some(set) = fitting {
                return set;
            }
        }
        last
    }

    /// Whether a page holds a table with its heading.
    fn holds(&self, table: &Table, set: &TableSetting) -> bool {
        let heading = self.line_pitch.0.saturating_add(self.space_above_table().0);
        self.table_height(table, set).0.saturating_add(heading) <= self.page_for(set).text_height().0
    }

    /// The pages that a table stands on.
    #[must_use]
    pub fn page_for(&self, set: &TableSetting) -> PageStyle {
        if set.turned { self.page.turned() } else { self.page }
    }

    /// The least height that a table takes as it is set: an estimate for what is decided before any face is known.
    #[must_use]
    pub fn table_height(&self, table: &Table, set: &TableSetting) -> Twips {
        Twips(self.row_heights(table, set).into_iter().fold(0, |all, row| all.saturating_add(row.0)))
    }

    /// The least heights of a table's rows as it is set, estimated likewise.
    #[must_use]
    pub fn row_heights(&self, table: &Table, set: &TableSetting) -> Vec<Twips> {
        let least = self.least_row(table, set).0;
        let rows = (0..table.rows()).map(|row| {
            let cells = table.row(row).filter(|cell| cell.row_span == 1);
            let tallest = cells.map(|cell| {
                let size = set.half_points(cell);
                estimated_lines(&cell.text, size, set.room(cell)).saturating_mul(self.line_of(set, size).0)
            });
            Twips(tallest.max().unwrap_or(0).max(least))
        });
        rows.collect()
    }

    /// The least height of a table's rows.
    #[must_use]
    pub fn least_row(&self, table: &Table, set: &TableSetting) -> Twips {
        if set.close { self.line_of(set, self.table.half_points) } else { self.row_height(table) }
    }

    /// The height of a line of a table's text in a size, in half-points: the least, or where lines stand close the exact one.
    #[must_use]
    pub fn line_of(&self, set: &TableSetting, half_points: u32) -> Twips {
        if set.close { Twips(half_points.saturating_mul(12)) } else { self.table_line_of(half_points) }
    }

    /// The sizes of a table's texts in columns of known widths.
    fn sized(&self, table: &Table, digit: u32, mut set: TableSetting) -> TableSetting {
        let mut sizes: Vec<u32> =
            table.cells().iter().map(|cell| self.half_points_alone(cell, set.room(cell), digit)).collect();
        // The figures of a column have one size: that of the one with the least room.
        let column = |cell: &TableCell| (cell.column, cell.column_span);
        let mut least: std::collections::BTreeMap<(usize, usize), u32> = std::collections::BTreeMap::new();
        for (cell, size) in table.cells().iter().zip(&sizes).filter(|(cell, _)| is_figure(cell)) {
            least.entry(column(cell)).and_modify(|least| *least = (*least).min(*size)).or_insert(*size);
        }
        for (cell, size) in table.cells().iter().zip(&mut sizes).filter(|(cell, _)| is_figure(cell)) {
            *size = least.get(&column(cell)).copied().unwrap_or(*size);
        }
        let places = table.cells().iter().map(|cell| (cell.row, cell.column));
        set.sizes = places.zip(sizes).collect();
        set.sizes.sort_unstable();
        set
    }

    /// The size of a cell's text that looks at no other cell: the style's, or less where a number would else be broken
    /// over lines, or a note beside a number take many lines.
    fn half_points_alone(&self, cell: &TableCell, room: Twips, digit: u32) -> u32 {
        let usual = if cell.role == CellRole::Head { self.table_head } else { self.table }.half_points;
        let fits = room.0.saturating_mul(10).checked_div(longest_word(&cell.text, digit));
        let size = fits.map_or(usual, |fits| usual.min(fits.max(SMALLEST_RATHER_THAN_BROKEN)));
        let short = |&size: &u32| estimated_lines(&cell.text, size, room) <= NOTE_LINES;
        if cell.role != CellRole::Value || short(&size) {
            return size;
        }
        (SMALLEST..size).rev().find(short).unwrap_or(SMALLEST.min(size))
    }
}

/// Whether a cell holds a figure, with or without a note: a value of a form, or a number in a table of the narrative.
fn is_figure(cell: &TableCell) -> bool {
    match cell.role {
        CellRole::Value => true,
        CellRole::Unknown => cell.text.starts_with(|c: char| c.is_ascii_digit() || c == '-'),
        _ => false,
    }
}

/// The width of the widest stretch of a text that may not be broken, in hundredths of its size; but for its digits as in
/// Times New Roman.
fn longest_word(text: &str, digit: u32) -> u32 {
    let width = |c: char| match c {
        '0'..='9' => digit,
        '.' | ',' | ':' | ';' | '-' | '/' => 34,
        _ => 60,
    };
    let word = |word: &str| word.chars().map(width).fold(0_u32, u32::saturating_add);
    text.split(|c: char| !c.is_ascii_graphic()).map(word).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Edition, TableKey};
    use crate::{Cell, Report, compose};

    /// A table of the form of 2021 with these cells.
    fn table(cells: &[(&str, &str)], key: TableKey) -> Table {
        let mut report = Report::in_edition(Edition::E2021);
        for (key, printed) in cells {
            report.set(key.parse().expect("a key"), Cell::parse(printed));
        }
        table_of(&report, key)
    }

    fn table_of(report: &Report, key: TableKey) -> Table {
        let found = compose(report).tables().find(|table| table.form.map(|form| form.1) == Some(key)).cloned();
        found.expect("a table")
    }

    fn size(style: &Style, table: &Table, text: &str) -> u32 {
        let cell = table.cells().iter().find(|cell| cell.text == text).expect("a cell");
        style.set_table(table).half_points(cell)
    }

    #[test]
    fn labels_give_way_to_figures_and_a_blank_form_keeps_its_proportions() {
        let style = Style::gbt9704();
        let blank = table(&[], TableKey::Applications);
        assert_eq!(style.set_table(&blank).widths, style.column_widths(&blank));
        let wide = table(&[("applications.received.total", "1234567")], TableKey::Applications);
        let (set, usual) = (style.set_table(&wide), style.column_widths(&wide));
        assert_eq!(size(&style, &wide, "1234567"), style.table.half_points);
        assert!(set.widths[9] > usual[9] && set.widths[2] < usual[2] && !set.turned, "{:?}", set.widths);
        assert_eq!(set.widths[..2], usual[..2], "narrow labels break as the form's");
        let total = |widths: &[Twips]| widths.iter().map(|width| width.0).sum::<u32>();
        assert_eq!(total(&set.widths), total(&usual));
    }

    #[test]
    fn seven_digits_in_every_cell_of_table_three_stay_on_one_page_and_are_not_small() {
        let style = Style::gbt9704();
        for (figure, turned) in [("1234567", false), ("123456789", false), ("12345678901234", true)] {
            let mut report = Report::in_edition(Edition::E2021);
            let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
            for key in keys {
                report.set(key, Cell::parse(figure));
            }
            let wide = table_of(&report, TableKey::Applications);
            let set = style.set_table(&wide);
            assert_eq!(set.turned, turned, "{figure}");
            assert!(size(&style, &wide, figure) >= SMALLEST, "{figure}");
            let height = style.table_height(&wide, &set).0 + style.line_pitch.0;
            assert!(figure.len() > 7 || height <= style.page.text_height().0, "{figure}: {height}");
        }
    }

    #[test]
    fn a_column_of_figures_has_one_size_and_none_is_small() {
        let style = Style::gbt9704();
        let all: Vec<String> = ["upheld", "corrected", "other", "pending", "total"]
            .iter()
            .flat_map(|column| {
                ["reconsideration", "direct_litigation", "litigation_after_reconsideration"]
                    .map(|row| format!("disputes.{row}.{column}"))
            })
            .collect();
        let with = |figure: &'static str| {
            let cells: Vec<(&str, &str)> = all.iter().map(|key| (key.as_str(), figure)).collect();
            table(&cells, TableKey::Disputes)
        };
        for (figure, turned) in [("123456", false), ("1234567", false), ("12345678", true), ("123456789", true)] {
            let wide = with(figure);
            assert!(size(&style, &wide, figure) >= SMALLEST, "{figure}");
            assert_eq!(style.set_table(&wide).turned, turned, "{figure}");
            let total: u32 = style.set_table(&wide).widths.iter().map(|width| width.0).sum();
            assert_eq!(total, style.page_for(&style.set_table(&wide)).text_width().0);
        }
        let noted = table(
            &[("applications.received.total", "22（其中修订16件、废止3件）"), ("applications.granted.total", "7")],
            TableKey::Applications,
        );
        assert_eq!(size(&style, &noted, "7"), size(&style, &noted, "22（其中修订16件、废止3件）"));
        assert!(size(&style, &noted, "7") >= SMALLEST);
    }
}
