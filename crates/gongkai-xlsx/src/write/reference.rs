//! References to cells in formulas: sets of cells as few rectangles, with or without their sheet.

use rust_xlsxwriter::utility::{cell_range, cell_range_absolute};

/// A cell's row and column in its sheet, from 0.
pub(super) type Place = (u32, u16);

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first: Place,
    pub(super) last: Place,
}

/// The cells as few rectangles: runs along rows, equal runs of neighbouring rows put together.
pub(super) fn areas(cells: impl IntoIterator<Item = Place>) -> Vec<Area> {
    let mut cells: Vec<Place> = cells.into_iter().collect();
    cells.sort_unstable();
    cells.dedup();
    let mut runs: Vec<Area> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(run) if run.last.0 == cell.0 && run.last.1 + 1 == cell.1 => run.last = cell,
            _ => runs.push(Area { first: cell, last: cell }),
        }
    }
    let mut areas: Vec<Area> = Vec::new();
    for run in runs {
        let below = areas
            .iter_mut()
            .find(|area| area.last.0 + 1 == run.first.0 && area.first.1 == run.first.1 && area.last.1 == run.last.1);
        match below {
            Some(area) => area.last = run.last,
            None => areas.push(run),
        }
    }
    areas
}

/// `D6:D27,D29` as a formula of the same sheet names cells, moving with the formula.
pub(super) fn relative(areas: &[Area]) -> String {
    join(areas, ",", |area| cell_range(area.first.0, area.first.1, area.last.0, area.last.1))
}

/// `$D$6:$D$27,$D$29`.
pub(super) fn absolute(areas: &[Area]) -> String {
    join(areas, ",", absolute_area)
}

/// `'表三'!$D$6:$D$27,'表三'!$D$29`.
pub(super) fn in_sheet(areas: &[Area], quoted: &str) -> String {
    join(areas, ",", |area| format!("{quoted}!{}", absolute_area(area)))
}

/// `D6:D27 D29`, the list of ranges that a validation or conditional format covers.
pub(super) fn ranges(areas: &[Area]) -> String {
    join(areas, " ", |area| cell_range(area.first.0, area.first.1, area.last.0, area.last.1))
}

fn absolute_area(area: &Area) -> String {
    cell_range_absolute(area.first.0, area.first.1, area.last.0, area.last.1)
}

fn join(areas: &[Area], separator: &str, show: impl Fn(&Area) -> String) -> String {
    areas.iter().map(show).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_few_rectangles() {
        let block = (5..8).flat_map(|row| (3..9).map(move |column| (row, column)));
        assert_eq!(ranges(&areas(block.chain([(9, 3)]))), "D6:I8 D10");
        let column = (5..27).map(|row| (row, 3));
        assert_eq!(relative(&areas(column)), "D6:D27");
        assert_eq!(in_sheet(&areas([(1, 1), (1, 2)]), "'表 三'"), "'表 三'!$B$2:$C$2");
    }
}
