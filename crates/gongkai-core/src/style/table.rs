//! How a table is set: the widths of its columns and the sizes of its texts, decided once, so that every printed format
//! sets it alike.
//!
//! A number is never broken, and the figures of a column have one size. Where a number is too wide for its column, the
//! columns of labels give way first, then columns with room to spare, and only then is the whole column set smaller.

use super::{Style, Twips, estimated_lines};
use crate::document::{CellRole, Table, TableCell};

/// The smallest size of figures and notes, in half-points: 7.5 pt.
const SMALLEST: u32 = 15;
/// How small a figure is set that is too wide even so, rather than broken over lines.
const SMALLEST_RATHER_THAN_BROKEN: u32 = 10;
/// The most lines of a value in its usual size. A note that takes more in its narrow column is set smaller, since a few
/// of them would drive table 三 over several pages.
const NOTE_LINES: u32 = 3;
/// How much of its width a column of labels keeps, in tenths, and how many characters at least.
const LABEL_KEEPS: u32 = 7;
const LABEL_CHARACTERS: u32 = 6;
/// How many characters a column of figures keeps, for its head.
const HEAD_CHARACTERS: u32 = 2;

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
    /// The size of each cell's text, by the cell's place.
    sizes: Vec<((usize, usize), u32)>,
    usual: u32,
}

impl TableSetting {
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
}

impl Style {
    /// Decides how a table is set.
    #[must_use]
    pub fn set_table(&self, table: &Table) -> TableSetting {
        let widths = self.widths_for_figures(table);
        let mut set = TableSetting { widths, sizes: Vec::new(), usual: self.table.half_points };
        let mut sizes: Vec<u32> =
            table.cells().iter().map(|cell| self.half_points_alone(cell, set.width(cell))).collect();
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

    /// The widths of the columns in the table's proportions, those that are too narrow for a number widened by what
    /// others can spare.
    fn widths_for_figures(&self, table: &Table) -> Vec<Twips> {
        let mut widths = self.column_widths(table);
        let padding = self.cell_padding().0.saturating_mul(2);
        let usual = self.table.half_points;
        let mut longest = vec![0_u32; widths.len()];
        let mut figures = vec![false; widths.len()];
        for cell in table.cells().iter().filter(|cell| cell.column_span == 1 && is_figure(cell)) {
            if let (Some(longest), Some(figures)) = (longest.get_mut(cell.column), figures.get_mut(cell.column)) {
                *longest = (*longest).max(longest_word(&cell.text));
                *figures = true;
            }
        }
        let need = |longest: u32| longest.saturating_mul(usual).div_ceil(10).saturating_add(padding);
        let missing: Vec<u32> = widths
            .iter()
            .zip(&longest)
            .map(|(width, &longest)| if longest == 0 { 0 } else { need(longest).saturating_sub(width.0) })
            .collect();
        let mut wanted = missing.iter().copied().fold(0_u32, u32::saturating_add);
        let character = Twips::half_points(usual).0;
        let spare = |at: usize, width: Twips, labels: bool| {
            let own = longest.get(at).copied().unwrap_or(0);
            let keeps = if labels {
                (width.0 / 10 * LABEL_KEEPS).max(character * LABEL_CHARACTERS + padding)
            } else {
                need(own).max(character * HEAD_CHARACTERS + padding)
            };
            width.0.saturating_sub(keeps)
        };
        let mut given = 0;
        for labels in [true, false] {
            let spares: Vec<u32> = widths
                .iter()
                .enumerate()
                .map(|(at, width)| if figures.get(at) == Some(&!labels) { spare(at, *width, labels) } else { 0 })
                .collect();
            let all = spares.iter().copied().fold(0_u32, u32::saturating_add);
            let taken = wanted.min(all);
            for (width, part) in widths.iter_mut().zip(shares(&spares, taken)) {
                width.0 -= part;
            }
            (given, wanted) = (given + taken, wanted - taken);
        }
        for (width, part) in widths.iter_mut().zip(shares(&missing, given)) {
            width.0 += part;
        }
        widths
    }

    /// The size of a cell's text that looks at no other cell: the style's, or less where a number would else be broken
    /// over lines, or a note beside a number take many lines.
    fn half_points_alone(&self, cell: &TableCell, room: Twips) -> u32 {
        let usual = if cell.role == CellRole::Head { self.table_head } else { self.table }.half_points;
        let room = Twips(room.0.saturating_sub(self.cell_padding().0.saturating_mul(2)));
        let fits = room.0.saturating_mul(10).checked_div(longest_word(&cell.text));
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

/// The width of the widest stretch of a text that may not be broken, in hundredths of its size, as in Times New Roman.
fn longest_word(text: &str) -> u32 {
    let width = |c: char| match c {
        '0'..='9' => 50,
        '.' | ',' | ':' | ';' | '-' | '/' => 34,
        _ => 60,
    };
    let word = |word: &str| word.chars().map(width).fold(0_u32, u32::saturating_add);
    text.split(|c: char| !c.is_ascii_graphic()).map(word).max().unwrap_or(0)
}

/// An amount shared out in proportion to these parts, none of which gets more than it is.
fn shares(parts: &[u32], amount: u32) -> Vec<u32> {
    let all: u64 = parts.iter().copied().map(u64::from).sum();
    let mut before = 0_u64;
    let edge = |sum: u64| u32::try_from((sum * u64::from(amount)).checked_div(all).unwrap_or(0)).unwrap_or(0);
    parts
        .iter()
        .map(|&part| {
            let from = edge(before);
            before += u64::from(part);
            edge(before) - from
        })
        .collect()
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
        let found = compose(&report).tables().find(|table| table.form.map(|form| form.1) == Some(key)).cloned();
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
        assert!(set.widths[9] > usual[9] && set.widths[2] < usual[2], "{:?}", set.widths);
        assert_eq!(set.widths[..2], usual[..2], "narrow labels break as the form's");
        let total = |widths: &[Twips]| widths.iter().map(|width| width.0).sum::<u32>();
        assert_eq!(total(&set.widths), total(&usual));
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
        let cells: Vec<(&str, &str)> = all.iter().map(|key| (key.as_str(), "123456")).collect();
        let wide = table(&cells, TableKey::Disputes);
        assert!(size(&style, &wide, "123456") >= SMALLEST);
        let noted = table(
            &[("applications.received.total", "22（其中修订16件、废止3件）"), ("applications.granted.total", "7")],
            TableKey::Applications,
        );
        assert_eq!(size(&style, &noted, "7"), size(&style, &noted, "22（其中修订16件、废止3件）"));
        assert!(size(&style, &noted, "7") >= SMALLEST);
    }
}
