//! Tables by their ruling lines: which lines belong together, the grid they make, and the cells between them.

use gongkai_core::StandsAt as _;
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::content::Segment;
use super::rulings::{Group, SAME, connected, interval, merge, nearest, open_columns, places};

/// How far a ruling must reach beyond the outermost one across it to show that an outer ruling is left out, in points.
const BEYOND: f64 = 8.0;

/// A grid of rulings on a page.
#[derive(Debug, Clone)]
pub(super) struct Lattice {
    /// The places of the column rulings from left to right, one more than columns.
    pub(super) xs: Vec<f64>,
    /// The places of the row rulings from top to bottom, one more than rows.
    pub(super) ys: Vec<f64>,
    /// The cells by row and column of their upper left corners.
    pub(super) cells: Vec<Area>,
}

/// A cell's part of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
}

/// Finds the grids of a page, from top to bottom. Grids of a single cell are frames and no tables; a grid around
/// another one is a frame too.
pub(super) fn lattices(across: Vec<Segment>, down: Vec<Segment>, meter: &mut Meter) -> Result<Vec<Lattice>, ReadError> {
    let (across, down) = (merge(across), merge(down));
    let mut found = Vec::new();
    let (groups, lone): (Vec<Group>, Vec<Group>) = connected(&across, &down, meter)?
        .into_iter()
        .partition(|(across, down)| !across.is_empty() && !down.is_empty());
    let lone: Vec<Segment> = lone.into_iter().flat_map(|(_, down)| down).collect();
    for (across, mut down) in groups {
        meter.work(lone.len())?;
        let sides = open_columns(&across, &down, &lone);
        down.extend(sides);
        if let Some(lattice) = Lattice::of(&across, &down, meter)? {
            found.push(lattice);
        }
    }
    meter.work(found.len().saturating_mul(found.len()))?;
    let frames: Vec<bool> = found.iter().map(|outer| found.iter().any(|inner| outer.frames(inner))).collect();
    let mut kept: Vec<Lattice> =
        found.into_iter().zip(frames).filter_map(|(lattice, frame)| (!frame).then_some(lattice)).collect();
    kept.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
    Ok(kept)
}

/// Whether the rulings at each place stand beside each interval of the other direction.
fn edges(lines: &[Segment], at: &[f64], between: &[f64]) -> Vec<Vec<bool>> {
    let steps = between.len().saturating_sub(1);
    let mut covered = vec![vec![0.0_f64; steps]; at.len()];
    for line in lines {
        let Some(row) = covered.get_mut(nearest(at, line.at)) else { continue };
        let first = interval(between, line.from).unwrap_or(0);
        for (index, step) in row.iter_mut().enumerate().skip(first) {
            let (Some(from), Some(to)) = (between.get(index), between.get(index + 1)) else { break };
            if *from > line.to {
                break;
            }
            *step += (line.to.min(*to) - line.from.max(*from)).max(0.0) / (to - from).max(0.1);
        }
    }
    covered.into_iter().map(|row| row.into_iter().map(|share| share >= 0.5).collect()).collect()
}

impl Lattice {
    fn of(across: &[Segment], down: &[Segment], meter: &mut Meter) -> Result<Option<Self>, ReadError> {
        let mut xs = places(down.iter().map(|line| line.at).collect());
        let mut ys = places(across.iter().map(|line| line.at).collect());
        open_sides(&mut xs, across, false);
        open_sides(&mut ys, down, true);
        let (rows, columns) = (ys.len().saturating_sub(1), xs.len().saturating_sub(1));
        // Lines one under the other in a frame are text, or a table whose columns have no rulings.
        if rows == 0 || columns < 2 {
            return Ok(None);
        }
        meter.places(rows.saturating_mul(columns))?;
        meter.work(across.len().saturating_mul(columns).saturating_add(down.len().saturating_mul(rows)))?;
        let beside = edges(down, &xs, &ys);
        let below = edges(across, &ys, &xs);
        let right_open = |row: usize, column: usize| {
            column + 1 < columns && !beside.get(column + 1).and_then(|line| line.get(row)).copied().unwrap_or(false)
        };
        let bottom_open = |row: usize, column: usize| {
            row + 1 < rows && !below.get(row + 1).and_then(|line| line.get(column)).copied().unwrap_or(false)
        };
        let mut taken = vec![false; rows * columns];
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken.stands_at(row * columns + column).copied().unwrap_or(true) {
                    continue;
                }
                let mut column_span = 1;
                while right_open(row, column + column_span - 1)
                    && !taken.get(row * columns + column + column_span).copied().unwrap_or(true)
                {
                    column_span += 1;
                }
                let mut row_span = 1;
                // The next row belongs to the cell when nothing parts it from the row above nor within.
                while (column..column + column_span).all(|c| bottom_open(row + row_span - 1, c))
                    && (column..column + column_span - 1).all(|c| right_open(row + row_span, c))
                {
                    row_span += 1;
                }
                for r in row..row + row_span {
                    for c in column..column + column_span {
                        if let Some(place) = taken.get_mut(r * columns + c) {
                            *place = true;
                        }
                    }
                }
                cells.push(Area { row, column, row_span, column_span });
            }
        }
        if cells.len() < 2 { Ok(None) } else { Ok(Some(Self { xs, ys, cells })) }
    }

    pub(super) fn top(&self) -> f64 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    pub(super) fn bottom(&self) -> f64 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    pub(super) fn left(&self) -> f64 {
        self.xs.first().copied().unwrap_or(0.0)
    }

    pub(super) fn right(&self) -> f64 {
        self.xs.last().copied().unwrap_or(0.0)
    }

    pub(super) fn contains(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left() && x <= self.right() && y >= self.top() && y <= self.bottom()
    }

    /// Whether another grid stands within this one.
    fn frames(&self, inner: &Self) -> bool {
        let bigger = self.right() - self.left() > inner.right() - inner.left() + 1.0
            || self.bottom() - self.top() > inner.bottom() - inner.top() + 1.0;
        bigger
            && self.left() <= inner.left() + 1.0
            && self.right() >= inner.right() - 1.0
            && self.top() <= inner.top() + 1.0
            && self.bottom() >= inner.bottom() - 1.0
    }

    /// The index of the cell that covers a point.
    pub(super) fn cell_at(&self, (x, y): (f64, f64), index: &[usize]) -> Option<usize> {
        let (row, column) = (interval(&self.ys, y)?, interval(&self.xs, x)?);
        index.get(row * self.xs.len().saturating_sub(1) + column).copied()
    }

    /// The bounds of a cell.
    pub(super) fn bounds(&self, cell: usize) -> Option<Rect> {
        let area = self.cells.get(cell)?;
        let (left, right) = (self.xs.get(area.column)?, self.xs.get(area.column + area.column_span)?);
        let (top, bottom) = (self.ys.get(area.row)?, self.ys.get(area.row + area.row_span)?);
        Some(Rect::new(*left, *top, *right, *bottom))
    }

    /// How wide a cell is.
    pub(super) fn width(&self, area: &Area) -> f64 {
        self.xs.stands_at(area.column + area.column_span).copied().unwrap_or(self.right())
            - self.xs.stands_at(area.column).copied().unwrap_or(self.left())
    }

    /// For each place of the grid the index of its cell.
    pub(super) fn index(&self) -> Vec<usize> {
        let columns = self.xs.len().saturating_sub(1);
        let mut index = vec![0; columns * self.ys.len().saturating_sub(1)];
        for (number, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    if let Some(place) = index.get_mut(row * columns + column) {
                        *place = number;
                    }
                }
            }
        }
        index
    }
}

/// Adds the outer rulings that are left out where the lines across reach beyond the last one drawn: tables without a
/// frame, and tables that a page break has cut open.
///
/// `frames_end` says that outer lines alone may reach further than any cell, as a frame does to the end of a page.
fn open_sides(places: &mut Vec<f64>, across: &[Segment], frames_end: bool) {
    // A single stray line does not make a side: most lines must reach there.
    let reach = |end: fn(&Segment) -> f64, outer: fn(f64, f64) -> f64| {
        let ends: Vec<f64> = across.iter().map(end).collect();
        ends.into_iter().reduce(outer)
    };
    let least = reach(|line| line.from, f64::min);
    let most = reach(|line| line.to, f64::max);
    // A frame that is drawn down to the page's end around finished rows opens no row of its own.
    let only_frame = |reaches: &dyn Fn(&Segment) -> bool| {
        let at = |outer: fn(f64, f64) -> f64| across.iter().map(|line| line.at).reduce(outer).unwrap_or(0.0);
        let (low, high) = (at(f64::min), at(f64::max));
        let outer = |line: &Segment, side: f64| (line.at - side).abs() < SAME;
        let reaching = || across.iter().filter(|line| reaches(line));
        let inner = across.iter().any(|line| !outer(line, low) && !outer(line, high));
        frames_end
            && inner
            && reaching().any(|line| outer(line, low))
            && reaching().any(|line| outer(line, high))
            && reaching().all(|line| outer(line, low) || outer(line, high))
    };
    if let (Some(least), Some(&first)) = (least, places.first())
        && first - least > BEYOND
        && !only_frame(&|line| line.from < first - BEYOND)
    {
        places.insert(0, least);
    }
    if let (Some(most), Some(&last)) = (most, places.last())
        && most - last > BEYOND
        && !only_frame(&|line| line.to > last + BEYOND)
    {
        places.push(most);
    }
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::Limits;

    use super::*;

    fn line(at: f64, from: f64, to: f64) -> Segment {
        Segment { at, from, to }
    }

    #[test]
    fn finds_merged_cells_both_ways() {
        // A head over both columns, and a label over both rows below it.
        let across =
            vec![line(0.0, 0.0, 200.0), line(20.0, 0.0, 200.0), line(40.0, 100.0, 200.0), line(60.0, 0.0, 200.0)];
        let down = vec![line(0.0, 0.0, 60.0), line(100.0, 20.0, 60.0), line(200.0, 0.0, 60.0)];
        let found = lattices(across, down, &mut Meter::new(&Limits::default())).expect("few places");
        let area = |row, column, row_span, column_span| Area { row, column, row_span, column_span };
        assert_eq!(found[0].cells, [area(0, 0, 1, 2), area(1, 0, 2, 1), area(1, 1, 1, 1), area(2, 1, 1, 1)]);
    }

    #[test]
    fn supplies_a_frame_that_is_left_out() {
        let across = vec![line(0.0, 0.0, 200.0), line(20.0, 0.0, 200.0), line(40.0, 0.0, 200.0)];
        let found =
            lattices(across, vec![line(100.0, 0.0, 40.0)], &mut Meter::new(&Limits::default())).expect("few places");
        assert_eq!(found[0].xs, [0.0, 100.0, 200.0]);
        assert_eq!(found[0].cells.len(), 4);
    }

    #[test]
    fn takes_in_a_column_whose_rulings_are_on_other_pages() {
        // A label fills the first column from the page's top to its end; another line is no part of the grid.
        let across = vec![line(20.0, 50.0, 200.0), line(40.0, 50.0, 200.0)];
        let down = [0.0, 50.0, 100.0, 200.0].map(|at| line(at, 0.0, 60.0)).into_iter();
        let found =
            lattices(across, down.chain([line(300.0, 0.0, 30.0)]).collect(), &mut Meter::new(&Limits::default()))
                .expect("few places");
        assert_eq!(found[0].xs, [0.0, 50.0, 100.0, 200.0]);
        assert_eq!(found[0].cells[0], Area { row: 0, column: 0, row_span: 3, column_span: 1 });
    }

    #[test]
    fn a_frame_around_a_page_is_no_table() {
        let across = vec![line(0.0, 0.0, 500.0), line(700.0, 0.0, 500.0)];
        let down = vec![line(0.0, 0.0, 700.0), line(500.0, 0.0, 700.0)];
        assert!(lattices(across, down, &mut Meter::new(&Limits::default())).expect("few places").is_empty());
    }
}
