//! The text of a grid's cells.

use gongkai_core::StandsAt as _;
use gongkai_core::characters;
use gongkai_core::document::Mark;

use super::content::Glyph;
use super::fold::is_wide;
use super::lattice::{Area, Lattice};
use super::lines::{Line, append_marks, join, lines, median};
use super::open_row;
use super::rulings::interval;

/// A table as one page shows it.
#[derive(Debug, Clone)]
pub(super) struct PageTable {
    /// The places of the column edges, one more than columns.
    pub(super) xs: Vec<f64>,
    pub(super) rows: usize,
    pub(super) cells: Vec<PageCell>,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) page: usize,
    /// The page that it ends on.
    pub(super) last: usize,
    /// Whether it was found by rulings; else by alignment.
    pub(super) ruled: bool,
    /// The size of most of its characters.
    pub(super) size: f64,
    /// Whether texts of several columns or rows stand in one of its cells, which nothing parts.
    pub(super) unparted: bool,
}

/// A cell of a page's table.
#[derive(Debug, Clone)]
pub(super) struct PageCell {
    pub(super) area: Area,
    pub(super) text: String,
    /// Whether its last line fills the cell's width, so that the text may go on.
    pub(super) full: bool,
    /// Whether it nearly does, so that it may where the page sets characters on a grid.
    pub(super) tight: bool,
    /// The page that it starts on, from 1.
    pub(super) page: usize,
    /// Its text that is struck out, which is not in force.
    pub(super) struck: String,
    /// Its marks above and below the line.
    pub(super) off_line: String,
    /// The parts of its text that are links, or stand off the line without a form of their own.
    pub(super) marks: Vec<Mark>,
    /// Whether it holds a picture.
    pub(super) picture: bool,
}

impl PageCell {
    /// A cell of a text that may not go on.
    pub(super) fn new(area: Area, text: String, page: usize) -> Self {
        Self {
            area,
            text,
            full: false,
            tight: false,
            page,
            struck: String::new(),
            off_line: String::new(),
            marks: Vec::new(),
            picture: false,
        }
    }
}

impl PageTable {
    /// Fills a grid with the characters of its cells.
    pub(super) fn of(
        lattice: &Lattice,
        contents: Vec<Vec<Glyph>>,
        pictured: &[bool],
        (page, links): (usize, &[String]),
    ) -> Self {
        let size = median(contents.iter().flatten().map(|glyph| glyph.size).collect());
        let mut cells = Vec::with_capacity(lattice.cells.len());
        let mut unparted = false;
        for (number, (area, content)) in lattice.cells.iter().zip(contents).enumerate() {
            let mut lines = lines(content);
            let struck = lines.iter().map(Line::struck).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
            let off_line: String = lines.iter().map(Line::off_line).collect();
            lines.retain(|line| line.glyphs.iter().any(|glyph| !glyph.struck && !glyph.char.is_whitespace()));
            let parts = || apart(lattice, *area, &lines).or_else(|| open_row::parts(lattice, *area, &lines));
            if let Some(parts) = parts().filter(|_| struck.is_empty() && off_line.is_empty()) {
                cells.extend(parts.into_iter().map(|(area, text)| PageCell::new(area, text, page)));
                continue;
            }
            unparted |= area.column_span > 1 && open_row::is_row(&lines);
            let width = lattice.width(area);
            let full = lines.last().is_some_and(|line| is_full(line, width));
            let tight = lines.last().is_some_and(|line| is_full(line, width - GRID * line.size));
            let (text, marks) = cell_text(&lines, width, links);
            cells.push(PageCell {
                full,
                tight,
                struck,
                off_line,
                marks,
                picture: pictured.stands_at(number).copied().unwrap_or(false),
                ..PageCell::new(*area, text, page)
            });
        }
        cells.sort_by_key(|cell| cell.area);
        let rows = lattice.ys.len().saturating_sub(1);
        let (top, bottom) = (lattice.top(), lattice.bottom());
        let mut table =
            Self { xs: lattice.xs.clone(), rows, cells, top, bottom, page, last: page, ruled: true, size, unparted };
        table.drop_slits(&lattice.ys);
        table
    }

    /// Takes out the rows and columns that are empty and have no room for a character: their rulings are those of cells
    /// drawn apart, or of boxes within cells.
    fn drop_slits(&mut self, ys: &[f64]) {
        let alone = |cell: &&PageCell, rows: bool| {
            let span = if rows { cell.area.row_span } else { cell.area.column_span };
            span == 1 && !cell.text.is_empty()
        };
        let slits = |cells: &[PageCell], edges: &[f64], rows: bool| -> Vec<bool> {
            let wide = |pair: &[f64]| pair.last().zip(pair.first()).map_or(0.0, |(last, first)| last - first);
            let mut gone: Vec<bool> = edges.windows(2).map(|pair| wide(pair) < 0.9 * self.size).collect();
            for cell in cells.iter().filter(|cell| alone(cell, rows)) {
                let at = if rows { cell.area.row } else { cell.area.column };
                gone.get_mut(at).into_iter().for_each(|gone| *gone = false);
            }
            gone
        };
        let (rows, columns) = (slits(&self.cells, ys, true), slits(&self.cells, &self.xs, false));
        if !rows.contains(&true) && !columns.contains(&true) {
            return;
        }
        let (rows_left, columns_left) = (left(&rows), left(&columns));
        let moved = |left: &[usize], at: usize, span: usize| -> (usize, usize) {
            let of = |at: usize| left.get(at).or(left.last()).copied().unwrap_or(0);
            (of(at), of(at + span).saturating_sub(of(at)))
        };
        for cell in &mut self.cells {
            let area = &mut cell.area;
            (area.row, area.row_span) = moved(&rows_left, area.row, area.row_span);
            (area.column, area.column_span) = moved(&columns_left, area.column, area.column_span);
        }
        self.cells.retain(|cell| cell.area.row_span > 0 && cell.area.column_span > 0);
        self.rows = rows_left.last().copied().unwrap_or(0);
        let last = self.xs.last().copied();
        let mut gone = columns.iter();
        self.xs.retain(|_| !gone.next().copied().unwrap_or(false));
        // What is left of the table reaches as far as before.
        if let (Some(edge), Some(last)) = (self.xs.last_mut(), last) {
            *edge = last;
        }
    }

    /// Whether no cell of this row alone holds text.
    pub(super) fn is_empty_row(&self, row: usize) -> bool {
        self.cells
            .iter()
            .filter(|cell| cell.area.row == row && cell.area.row_span == 1)
            .all(|cell| cell.text.is_empty())
    }

    /// Takes a row out of the table; cells that reach over it become shorter.
    pub(super) fn remove_row(&mut self, row: usize) {
        self.cells.retain(|cell| cell.area.row != row || cell.area.row_span > 1);
        for cell in &mut self.cells {
            if cell.area.row > row {
                cell.area.row -= 1;
            } else if cell.area.row + cell.area.row_span > row {
                cell.area.row_span -= 1;
            }
        }
        self.rows = self.rows.saturating_sub(1);
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Whether any of its cells holds a value.
    pub(super) fn has_values(&self) -> bool {
        self.cells.iter().any(|cell| is_value(&cell.text))
    }

    /// Whether any of its cells holds text.
    pub(super) fn has_text(&self) -> bool {
        self.cells.iter().any(|cell| !cell.text.is_empty())
    }
}

/// How many rows or columns are left before each, and in all.
fn left(gone: &[bool]) -> Vec<usize> {
    let mut left = vec![0];
    let mut count = 0;
    for gone in gone {
        count += usize::from(!gone);
        left.push(count);
    }
    left
}

/// The space that a cell keeps free at both sides of its text, at most, in points.
const PADDING: f64 = 12.0;

/// How far a grid of characters moves a text aside at most, in sizes of its characters.
const GRID: f64 = 1.3;

/// Puts a cell's lines together.
///
/// A line that fills the cell's width goes on in the next one: labels are joined, and so are digits, because one number
/// of one ruled cell was wrapped (`5440` over `8`). A line that leaves room ends its paragraph: the parts are kept apart
/// by `\n`, so that `1` over `0` in a wide cell never becomes 10 here.
pub(super) fn cell_text(lines: &[Line], width: f64, links: &[String]) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        let words = line.text();
        if let Some(above) = above {
            if wraps(above, line, &words, width) {
                join(&mut text, &words);
            } else {
                text.push('\n');
                text.push_str(&words);
            }
        } else {
            text.push_str(&words);
        }
        let start = text.len().saturating_sub(words.len());
        append_marks(&mut marks, line.marks(&words, links), &text, start);
        above = Some(line);
    }
    (text, marks)
}

fn wraps(above: &Line, line: &Line, words: &str, width: f64) -> bool {
    let free = width - (above.x1 - above.x0) - PADDING;
    let before = above.glyphs.last().map_or(' ', |glyph| glyph.char);
    let after = words.chars().next().unwrap_or(' ');
    if before.is_ascii_digit() && (after.is_ascii_digit() || after == '.') {
        let digit = above.glyphs.last().map_or(0.0, |glyph| glyph.x1 - glyph.x0);
        return free < digit && above.x1 - above.x0 >= line.x1 - line.x0 - 0.5 && line.y - above.y < 2.2 * line.size;
    }
    // The first thing of the next line that cannot be broken: a character, or a word of Latin letters or digits.
    let unit: f64 = if is_wide(after) {
        line.size
    } else {
        let end = line.glyphs.iter().find(|glyph| is_wide(glyph.char) || glyph.char.is_whitespace());
        end.map_or(line.x1, |glyph| glyph.x0) - line.x0
    };
    free < unit + 0.3 * line.size
}

/// Whether a line fills a cell so far that no further character of its kind fits.
fn is_full(line: &Line, width: f64) -> bool {
    let last = line.glyphs.last();
    let unit = last.filter(|glyph| glyph.char.is_ascii_digit()).map_or(1.2 * line.size, |digit| digit.x1 - digit.x0);
    width - (line.x1 - line.x0) - PADDING < unit
}

/// Whether a text is what stands in a value cell: a number, a dash or a slash, or such on several lines.
pub(super) fn is_value(text: &str) -> bool {
    let mut any = false;
    for char in text.chars() {
        if any && char == '\n' {
            continue;
        }
        // A mark above or below the line belongs to no number and hinders none.
        if any && characters::is_off_line_digit(char) {
            continue;
        }
        any = true;
        let number = char.is_ascii_digit() || matches!(char, '０'..='９' | '.' | ',' | '，' | '．' | '+' | '＋' | '%');
        if !number && !is_dash(char) {
            return false;
        }
    }
    any
}

fn is_dash(char: char) -> bool {
    matches!(char, '-' | '－' | '—' | '–' | '−' | '─' | '/' | '／' | '\\')
}

/// The values of an area whose inner rulings are left out: only when exactly one value stands in each of its places.
fn apart(lattice: &Lattice, area: Area, lines: &[Line]) -> Option<Vec<(Area, String)>> {
    let count = area.row_span * area.column_span;
    if count < 2 || lines.len() != area.row_span {
        return None;
    }
    let mut found = Vec::with_capacity(count);
    for line in lines {
        let tokens = line.tokens(0.45);
        if tokens.len() != area.column_span {
            return None;
        }
        for token in tokens {
            if !is_value(&token.text) {
                return None;
            }
            let row = interval(&lattice.ys, line.y - 0.36 * line.size)?;
            let column = interval(&lattice.xs, token.middle())?;
            found.push((Area { row, column, row_span: 1, column_span: 1 }, token.text));
        }
    }
    found.sort();
    let distinct = found.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a != b));
    distinct.then_some(found)
}
