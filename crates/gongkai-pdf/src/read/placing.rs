//! The rows of a table without column rulings, and what stands in their cells.
//!
//! A label that wraps goes to the row whose values are nearest. Nothing is split here that the page does not set apart by
//! a clear gap.

use super::anchors::{all_numbered, anchors, begin_on_first_line, lead, rests};
use super::cells::{PageCell, PageTable, is_value};
use super::columns::{Columns, is_band};
use super::continued::is_numbered;
use super::lattice::Area;
use super::lines::{Token, join, median};
use super::rows::Row;

/// The fewest rows with values that make a table.
const ROWS: usize = 2;

/// The table that rows make; nothing when they are none. Where the page's end cuts it and its rest is not known, its
/// last row may go on.
pub(super) fn table(mut rows: Vec<Row>, cut: bool) -> Option<PageTable> {
    let size = median(rows.iter().map(|row| row.size).collect());
    let columns = Columns::of(&mut rows, size, |rows| anchors(rows).first().copied().unwrap_or(0))?;
    let mut anchors = anchors(&rows);
    if anchors.len() < ROWS && !rows.iter().any(|row| row.values().count() >= 3 && row.tokens.len() >= 5) {
        return None;
    }
    let rests = rests(&rows, &mut anchors, &columns);
    let from_top = begin_on_first_line(&rows, &anchors, columns.labels_end);
    let numbered = all_numbered(&rows);
    let lead = lead(&rows, size);
    Placing { rests, anchors, from_top, numbered, lead, columns, rows, size, cut }.table()
}

/// Rows on their way into a grid.
pub(super) struct Placing {
    pub(super) rows: Vec<Row>,
    pub(super) columns: Columns,
    pub(super) size: f64,
    /// The lines that begin a row of values.
    pub(super) anchors: Vec<usize>,
    /// Lines below a page break that go on with a row above it.
    pub(super) rests: Vec<(std::ops::Range<usize>, usize)>,
    /// Whether every cell is set from its top, so that a line below a row of values never belongs to the next row.
    pub(super) from_top: bool,
    /// Whether labels have numbers of their own.
    pub(super) numbered: bool,
    /// The step from a line to the next one of the same cell, or more.
    pub(super) lead: f64,
    /// Whether the last row may go on where nothing was put behind it.
    pub(super) cut: bool,
}

impl Placing {
    pub(super) fn row(&self, index: usize) -> Option<&Row> {
        self.rows.get(index)
    }

    pub(super) fn is_anchor(&self, index: usize) -> bool {
        self.anchors.binary_search(&index).is_ok()
    }

    pub(super) fn rest_of(&self, index: usize) -> Option<usize> {
        self.rests.iter().find(|(range, _)| range.contains(&index)).map(|(_, above)| *above)
    }

    /// How far a line stands from a row of values. Over a page break it may be next to it.
    pub(super) fn distance(&self, anchor: usize, index: usize) -> f64 {
        match (self.row(anchor), self.row(index)) {
            (Some(anchor), Some(row)) => anchor.step_to(row).map_or(1.5 * self.size, f64::abs),
            _ => f64::INFINITY,
        }
    }

    fn table(self) -> Option<PageTable> {
        let (mut grid, row_of) = self.assign();
        self.fill(&mut grid, &row_of);
        for (index, neighbours) in self.strays() {
            self.show_in(&mut grid, &row_of, index, &neighbours);
        }
        self.doubt(&row_of, &mut grid);
        self.doubt_end(&row_of, &mut grid);
        let first = self.rows.first()?;
        // A cell is on the page of the first line of its row.
        let mut pages = vec![first.page; grid.len()];
        for (row, target) in self.rows.iter().zip(&row_of).rev() {
            if let Some(page) = pages.get_mut(*target) {
                *page = row.page;
            }
        }
        let banded = self.bands(&row_of);
        // What went on with a head above it has left its own row empty.
        let lines =
            grid.iter().zip(pages).enumerate().filter(|(_, (line, _))| line.iter().any(|text| !text.is_empty()));
        let lines: Vec<Vec<PageCell>> = (lines.enumerate())
            .map(|(at, (row, (line, page)))| self.cells(at, line, page, banded.contains(&row)))
            .collect();
        let mut on_first = self.rows.iter().filter(|row| row.page == first.page);
        let (top, bottom) = (first.y - self.size, on_first.next_back()?.y);
        let (rows, page, size) = (lines.len(), first.page, self.size);
        let cells = lines.into_iter().flatten().collect();
        Some(PageTable { xs: self.columns.xs, rows, cells, top, bottom, page, ruled: false, size, unparted: false })
    }

    /// The grid's rows that are a band over the whole table.
    fn bands(&self, row_of: &[usize]) -> Vec<usize> {
        // Above all values a single word may be a head of one column.
        let first = self.anchors.first().copied().unwrap_or(0);
        let whole = self.columns.labels == 0 && self.columns.values <= 6;
        let own = self.rows.iter().zip(row_of).enumerate().filter(|(index, _)| *index > first || whole);
        let bands = own.filter(|(index, (row, _))| is_band(row, self.columns.first_value) && !self.is_rest(*index));
        bands.map(|(_, (_, target))| *target).collect()
    }

    /// The cells of a grid's row. A label reaches over the columns of labels that it leaves empty behind it, a band over
    /// all columns.
    fn cells(&self, row: usize, line: &[String], page: usize, band: bool) -> Vec<PageCell> {
        let mut cells: Vec<PageCell> = Vec::with_capacity(line.len());
        for (column, text) in line.iter().enumerate() {
            let behind_label = column < self.columns.labels && column > 0;
            match cells.last_mut() {
                Some(label) if (band || behind_label && !label.text.is_empty()) && text.is_empty() => {
                    label.area.column_span += 1;
                }
                Some(label) if band && label.text.is_empty() => {
                    label.text.clone_from(text);
                    label.area.column_span += 1;
                }
                _ => {
                    let area = Area { row, column, row_span: 1, column_span: 1 };
                    cells.push(PageCell::new(area, text.clone(), page));
                }
            }
        }
        cells
    }

    /// The grid's empty rows, and for each line the row that it belongs to.
    fn assign(&self) -> (Vec<Vec<String>>, Vec<usize>) {
        let mut grid: Vec<Vec<String>> = Vec::new();
        let mut row_of = vec![usize::MAX; self.rows.len()];
        let mut later = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            // Words over the values are heads, and make rows of their own.
            let words_over_values =
                row.tokens.iter().any(|token| token.x0 >= self.columns.labels_end && !is_value(&token.text))
                    && row.values().next().is_none()
                    && !self.is_rest(index);
            let before_first = self.anchors.first().is_some_and(|&first| {
                let step = self.row(first).and_then(|first| row.step_to(first));
                let near = step.is_some_and(|step| step < (1.25 * self.lead).max(1.6 * self.size));
                let label = row.tokens.iter().all(|token| token.x0 < self.columns.labels_end) && row.has_number();
                index < first && !(near && (label || row.is_all_values()))
            });
            let band = is_band(row, self.columns.first_value) && !self.is_rest(index);
            let own = words_over_values || before_first || band;
            if self.is_anchor(index) || own && self.rest_of(index).is_none() {
                grid.push(vec![String::new(); self.columns.count()]);
                if let Some(place) = row_of.get_mut(index) {
                    *place = grid.len() - 1;
                }
            } else {
                later.push(index);
            }
        }
        for index in later {
            let Some(chosen) = self.rest_of(index).or_else(|| self.nearest(index)) else { continue };
            let target = row_of.get(chosen).copied().unwrap_or(usize::MAX);
            if let Some(place) = row_of.get_mut(index) {
                *place = target;
            }
        }
        (grid, row_of)
    }

    /// The row of values nearest to a line; a numbered label belongs to the one below it.
    fn nearest(&self, index: usize) -> Option<usize> {
        let row = self.row(index)?;
        let same_page = |anchor: &usize| self.row(*anchor).is_some_and(|anchor| anchor.page == row.page);
        let above = self.anchors.iter().copied().rfind(|&anchor| anchor < index);
        let below = self.anchors.iter().copied().find(|&anchor| anchor > index);
        let numbered = row.tokens.iter().any(|token| token.x0 < self.columns.labels_end && is_numbered(&token.text));
        match (above, below) {
            (Some(above), Some(_)) if self.from_top && same_page(&above) => Some(above),
            (Some(above), Some(below)) => {
                let (to_above, to_below) = (self.distance(above, index), self.distance(below, index));
                // A row between rulings is whole but for the page's end.
                let whole = |anchor: usize| same_page(&anchor) && self.row(anchor).is_some_and(|anchor| anchor.ruled);
                if whole(below) && !whole(above) {
                    return Some(above);
                }
                let crosses = !same_page(&above) && same_page(&below);
                let nearer = to_below + 0.5 < to_above || crosses;
                Some(if nearer || numbered && to_below < 2.5 * self.size { below } else { above })
            }
            (one, other) => one.or(other),
        }
    }

    /// Puts each line's parts into the cells of its row.
    fn fill(&self, grid: &mut [Vec<String>], row_of: &[usize]) {
        // The lines of a table with few wide columns; a head over many may have two words in one of its lines.
        let few = self.columns.values <= 4 && self.rows.iter().all(|row| row.pieces_from(self.columns.labels_end) <= 4);
        let mut heads: Vec<f64> = Vec::new();
        let mut open = OpenHeads { columns: vec![None; self.columns.count()] };
        for (index, (row, target)) in self.rows.iter().zip(row_of).enumerate() {
            if *target >= grid.len() {
                continue;
            }
            let over: Vec<f64> =
                row.tokens.iter().filter(|token| token.x0 >= self.columns.labels_end).map(Token::middle).collect();
            // Heads of few wide columns may span others: the values stand under the heads in their order.
            let mut in_order = None;
            if row.values().next().is_none() {
                if !over.is_empty() && !self.is_rest(index) {
                    heads = over;
                }
            } else if few && over.len() == heads.len() && over.len() < self.columns.values {
                in_order = Some(heads.iter());
            }
            let labelled = !self.numbered && row.tokens.iter().any(|token| token.x0 < self.columns.labels_end);
            let head = self.anchors.first().is_some_and(|first| index < *first) && !labelled;
            for token in &row.tokens {
                if head && open.goes_on(self, row, token) {
                    if let Some(cell) =
                        open.cell(&self.columns, token).and_then(|(at, column)| grid.get_mut(at)?.get_mut(column))
                    {
                        join(cell, &token.text);
                    }
                    open.put(self, row, token, None);
                    continue;
                }
                open.put(self, row, token, Some(*target));
                let Some(line) = grid.get_mut(*target) else { continue };
                let under = in_order.as_mut().filter(|_| token.x0 >= self.columns.labels_end).and_then(Iterator::next);
                let column = under.map_or_else(|| self.columns.of_token(token), |head| self.columns.at(*head));
                let Some(cell) = line.get_mut(column) else { continue };
                if !cell.is_empty() && (is_value(&token.text) || is_value(cell)) {
                    // What stands in one place on two lines is kept apart: here no ruling says that it is one number.
                    cell.push('\n');
                    cell.push_str(&token.text);
                } else {
                    join(cell, &token.text);
                }
            }
        }
    }
}

/// The heads above each column that may go on in the next line: the grid's row of each and its last line.
struct OpenHeads {
    columns: Vec<Option<(usize, usize, f64)>>,
}

impl OpenHeads {
    /// Whether a part of a head's line goes on with the head above it in the same column.
    fn goes_on(&self, placing: &Placing, row: &Row, token: &Token) -> bool {
        let (first, last) = placing.columns.over(token);
        let above = self.columns.get(first).copied().flatten();
        token.x0 >= placing.columns.labels_end
            && first == last
            && !is_value(&token.text)
            && above.is_some_and(|(_, page, y)| page == row.page && row.y - y < 1.2 * placing.lead)
    }

    /// The cell of that head.
    fn cell(&self, columns: &Columns, token: &Token) -> Option<(usize, usize)> {
        let column = columns.over(token).0;
        self.columns.get(column).copied().flatten().map(|(at, ..)| (at, column))
    }

    /// Keeps where a part stands; without a row it is that of the head above.
    fn put(&mut self, placing: &Placing, row: &Row, token: &Token, target: Option<usize>) {
        let (first, last) = placing.columns.over(token);
        let single = first == last && token.x0 >= placing.columns.labels_end;
        for (column, open) in self.columns.iter_mut().enumerate().take(last + 1).skip(first) {
            let at = target.or(open.map(|(at, ..)| at));
            *open = at.filter(|_| single && column == first).map(|at| (at, row.page, row.y));
        }
    }
}
