//! Cells that a page shows by shading alone: their sides are where the shaded areas meet.
//!
//! Programs fill each cell by itself, also where a whole row is of one colour. Areas side by side are a row of cells where
//! another row has its cells above or below the same places; the shading of words in running text is not.

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::content::Segment;

/// How far apart the sides of two areas may be and still be one, in points.
const SAME: f64 = 1.6;
/// How far apart neighbouring cells may be, in points: borders in white are drawn between some.
const APART: f64 = 3.6;
/// So many sides that two rows have in common are no chance, and so much of a row's sides.
const ALIKE: usize = 3;
const SHARE: f64 = 0.6;
/// The smallest cell and the largest part of a page that is a cell's, in points and in parts of the page's height.
const SMALLEST: f64 = 5.0;
const HIGHEST: f64 = 0.9;

/// Cells side by side.
struct Row {
    top: f64,
    cells: Vec<Rect>,
}

impl Row {
    /// The places of its cells' sides.
    fn sides(&self) -> Vec<f64> {
        let mut sides: Vec<f64> = Vec::with_capacity(self.cells.len() + 1);
        for side in self.cells.iter().flat_map(|cell| [cell.x0, cell.x1]) {
            match sides.last_mut() {
                Some(last) if side - *last <= APART => *last = f64::midpoint(*last, side),
                _ => sides.push(side),
            }
        }
        sides
    }
}

/// The shaded areas that are cells of tables.
pub(super) fn cells(areas: &[Rect], height: f64, meter: &mut Meter) -> Result<Vec<Rect>, ReadError> {
    let of_cell =
        |area: &&Rect| area.width() >= SMALLEST && area.height() >= SMALLEST && area.height() < HIGHEST * height;
    let mut areas: Vec<Rect> = areas.iter().filter(of_cell).copied().collect();
    areas.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    areas.dedup_by(|b, a| same(a.x0, b.x0) && same(a.x1, b.x1) && same(a.y0, b.y0) && same(a.y1, b.y1));
    let mut rows: Vec<Row> = Vec::new();
    let mut level: Vec<Rect> = Vec::new();
    for area in areas {
        if level.first().is_some_and(|first| !same(first.y0, area.y0)) {
            chains(std::mem::take(&mut level), &mut rows);
        }
        level.push(area);
    }
    chains(level, &mut rows);
    let (rows, single): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.cells.len() >= 2);
    meter.work(rows.len().saturating_mul(rows.len()))?;
    let sides: Vec<Vec<f64>> = rows.iter().map(Row::sides).collect();
    let mut found: Vec<Rect> = Vec::new();
    let mut edges: Vec<(f64, f64)> = Vec::new();
    for (at, (row, own)) in rows.iter().zip(&sides).enumerate() {
        let mut others =
            rows.iter().zip(&sides).enumerate().filter(|(other, (below, _))| *other != at && below.top != row.top);
        if others.any(|(_, (_, other))| alike(own, other)) {
            found.extend(row.cells.iter().copied());
            edges.extend(own.first().copied().zip(own.last().copied()));
        }
    }
    // A row of one cell is as wide as others.
    meter.work(single.len().saturating_mul(edges.len()))?;
    let as_wide = |cell: &Rect| edges.iter().any(|(left, right)| same(*left, cell.x0) && same(*right, cell.x1));
    found.extend(single.iter().flat_map(|row| &row.cells).filter(|cell| as_wide(cell)).copied());
    Ok(found)
}

/// Areas of one level that touch side by side.
fn chains(mut level: Vec<Rect>, rows: &mut Vec<Row>) {
    level.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut open: Option<Row> = None;
    for area in level {
        match &mut open {
            Some(row) if row.cells.last().is_some_and(|last| (area.x0 - last.x1).abs() <= APART) => {
                row.cells.push(area)
            }
            _ => rows.extend(open.replace(Row { top: area.y0, cells: vec![area] })),
        }
    }
    rows.extend(open);
}

/// Whether most sides of the row with fewer cells are those of the other.
fn alike(own: &[f64], other: &[f64]) -> bool {
    let (fewer, more) = if own.len() <= other.len() { (own, other) } else { (other, own) };
    let met = fewer.iter().filter(|side| more.iter().any(|at| (*at - **side).abs() <= APART)).count();
    met >= ALIKE
        && u32::try_from(met).map_or(0.0, f64::from) >= SHARE * u32::try_from(fewer.len()).map_or(0.0, f64::from)
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME
}

/// The sides of cells, as rulings across and down.
pub(super) fn sides(cells: &[Rect]) -> (Vec<Segment>, Vec<Segment>) {
    let across = cells.iter().flat_map(|cell| [cell.y0, cell.y1].map(|at| Segment { at, from: cell.x0, to: cell.x1 }));
    let down = cells.iter().flat_map(|cell| [cell.x0, cell.x1].map(|at| Segment { at, from: cell.y0, to: cell.y1 }));
    (across.collect(), down.collect())
}
