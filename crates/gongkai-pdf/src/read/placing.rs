//! The rows of a table without column rulings, and what stands in their cells.
//!
//! A label that wraps goes to the row whose values are nearest. Nothing is split here that the page does not set apart by
//! a clear gap.

use super::anchors::{all_numbered, anchors, begin_on_first_line, lead, rests};
use super::cells::{PageCell, PageTable, is_value};
use super::columns::{Columns, is_band, is_clause};
use super::continued::is_numbered;
use super::doubts::mark;
use super::groups::{Group, groups};
use super::lattice::Area;
use super::lines::{Token, join, median};
use super::rows::Row;
use gongkai_core::StandsAt as _;

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
        let groups = groups(&self, &grid, &row_of);
        // What went on with a head above it has left its own row empty.
        let lines =
            grid.iter().zip(pages).enumerate().filter(|(_, (line, _))| line.iter().any(|text| !text.is_empty()));
        let lines: Vec<Vec<PageCell>> = (lines.enumerate())
            .map(|(at, (row, (line, page)))| {
                let mut cells = self.cells(at, line, page, banded.contains(&row));
                for group in groups.iter().filter(|group| group.row == row) {
                    widen(&mut cells, group);
                }
                cells
            })
            .collect();
        let mut on_first = self.rows.iter().filter(|row| row.page == first.page);
        let (top, bottom) = (first.y - self.size, on_first.next_back()?.y);
        let (rows, page, size) = (lines.len(), first.page, self.size);
        let cells = lines.into_iter().flatten().collect();
        Some(PageTable {
            xs: self.columns.xs,
            rows,
            cells,
            top,
            bottom,
            page,
            last: page,
            ruled: false,
            size,
            unparted: false,
        })
    }

    /// The grid's rows that are a band over the whole table.
    fn bands(&self, row_of: &[usize]) -> Vec<usize> {
        // Above all values a single word may be a head of one column.
        let first = self.anchors.first().copied().unwrap_or(0);
        let whole = self.columns.labels == 0 && self.columns.values <= 6;
        let own = self.rows.iter().zip(row_of).enumerate().filter(|(index, _)| *index > first || whole);
        let bands = own.filter(|(index, _)| self.is_band(*index));
        bands.map(|(_, (_, target))| *target).collect()
    }

    /// Whether a head stands in the table's head more than once.
    fn comes_again(&self, text: &str) -> bool {
        let head = self.rows.iter().take(self.anchors.first().copied().unwrap_or(0));
        head.flat_map(|row| &row.tokens).filter(|token| token.text == text).nth(1).is_some()
    }

    /// Whether a line is a label without values right above values without a label.
    pub(super) fn is_above_nameless(&self, index: usize) -> bool {
        let is_label = |token: &Token| token.x0 < self.columns.labels_end && !is_value(&token.text);
        let is = |index: usize, test: &dyn Fn(&Row) -> bool| self.row(index).is_some_and(test);
        is(index, &|row| row.tokens.iter().all(is_label))
            && self.is_anchor(index + 1)
            && is(index + 1, &|row| !row.tokens.iter().any(is_label))
    }

    /// Whether a line is a band between rows. Words less than a line below or above others are a head of one column beside
    /// those of others.
    fn is_band(&self, index: usize) -> bool {
        let Some(row) = self.row(index) else { return false };
        let beside = |other: Option<usize>| {
            let other = other.and_then(|other| self.row(other)).filter(|other| other.values().next().is_none());
            let step = other.and_then(|other| row.step_to(other));
            step.is_some_and(|step| step.abs() < 0.95 * row.size) && !is_clause(row)
        };
        is_band(row, self.columns.first_value)
            && !self.is_rest(index)
            && !beside(index.checked_sub(1))
            && !beside(Some(index + 1))
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
                let label = row.tokens.iter().all(|token| token.x0 < self.columns.labels_end)
                    && (row.has_number() || self.is_above_nameless(index));
                index < first && !(near && (label || row.is_all_values()))
            });
            let band = self.is_band(index);
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
            let target = row_of.stands_at(chosen).copied().unwrap_or(usize::MAX);
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
        let mut beside: Vec<usize> = Vec::new();
        // The lines of a table with few wide columns; a head over many may have two words in one of its lines.
        let few = self.columns.values <= 4 && self.rows.iter().all(|row| row.pieces_from(self.columns.labels_end) <= 4);
        let mut heads: Vec<Token> = Vec::new();
        // Whether the line before was of these heads.
        let mut in_heads = false;
        let mut open = OpenHeads { columns: vec![None; self.columns.count()] };
        for (index, (row, target)) in self.rows.iter().zip(row_of).enumerate() {
            if *target >= grid.len() {
                continue;
            }
            let over: Vec<&Token> = row.tokens.iter().filter(|token| token.x0 >= self.columns.labels_end).collect();
            // Heads of few wide columns may span others: the values stand under the heads in their order.
            let mut in_order = None;
            let above_values = row.values().next().is_none() && !self.is_rest(index);
            let is_band = self.is_band(index) && !row.tokens.iter().all(|token| open.goes_on(self, row, token));
            if above_values && !over.is_empty() {
                if !in_heads || is_band {
                    heads.clear();
                }
                add_heads(&mut heads, &over);
            } else if few && over.len() == heads.len() && over.len() < self.columns.values && are_under(&heads, &over) {
                in_order = Some(heads.iter().map(Token::middle));
            }
            in_heads = above_values && !is_band;
            let labelled = !self.numbered && row.tokens.iter().any(|token| token.x0 < self.columns.labels_end);
            let head = self.anchors.first().is_some_and(|first| index < *first) && !labelled;
            // In a line of other heads one that comes again stands below a head of several and is no rest of it.
            let alone = over.iter().filter(|token| open.goes_on(self, row, token)).count() * 2 < over.len();
            let mut placed = None;
            for token in &row.tokens {
                if head && open.goes_on(self, row, token) && !(alone && self.comes_again(&token.text)) {
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
                let column = under.map_or_else(|| self.columns.of_token(token), |head| self.columns.at(head));
                // Where two values of one line have no column each, what stands beside them may be of another, too.
                let again = is_value(&token.text) && placed.replace(column) == Some(column);
                if again {
                    beside.push(*target);
                }
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
        for row in beside {
            let cells = grid.get_mut(row).into_iter().flat_map(|line| line.iter_mut().skip(self.columns.labels));
            cells.for_each(mark);
        }
    }
}

/// Lets a head reach over its columns.
fn widen(cells: &mut Vec<PageCell>, group: &Group) {
    let inside = |cell: &PageCell| (group.first..=group.last).contains(&cell.area.column);
    let alone =
        cells.iter().filter(|cell| inside(cell)).all(|cell| cell.area.column == group.column || cell.text.is_empty());
    if !alone {
        return;
    }
    cells.retain(|cell| !inside(cell) || cell.area.column == group.column);
    if let Some(cell) = cells.iter_mut().find(|cell| cell.area.column == group.column) {
        (cell.area.column, cell.area.column_span) = (group.first, group.last + 1 - group.first);
    }
}

/// Puts a line's heads beside those of the lines above it; one that stands under another goes on with it.
fn add_heads(heads: &mut Vec<Token>, line: &[&Token]) {
    for token in line {
        match heads.iter_mut().find(|head| head.x0 < token.x1 && token.x0 < head.x1) {
            Some(head) => (head.x0, head.x1) = (head.x0.min(token.x0), head.x1.max(token.x1)),
            None => heads.push((*token).clone()),
        }
    }
    heads.sort_by(|a, b| a.x0.total_cmp(&b.x0));
}

/// Whether each value stands nearer to the head in its order than to another.
fn are_under(heads: &[Token], values: &[&Token]) -> bool {
    let inner = heads.windows(2).zip(values.windows(2));
    inner.into_iter().all(|(heads, values)| match (heads, values) {
        ([a, b], [left, right]) => {
            let edge = f64::midpoint(a.middle(), b.middle());
            left.middle() < edge && edge < right.middle()
        }
        _ => true,
    })
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
