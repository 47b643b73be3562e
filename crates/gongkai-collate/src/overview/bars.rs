//! Bars beside shares, drawn with the cells of the table: they stand beside their numbers, print and fax, are the same in
//! every format, and need no chart where a number does.

use gongkai_core::document::{CellRole, TableCell};

/// How many steps a bar has that stands for all.
const STEPS: u32 = 25;

/// The bars of the rows of a table.
pub(super) struct Bars {
    /// How many steps long each is; nothing where there is no share.
    lengths: Vec<Option<u32>>,
    /// Where bars end, with the end of all.
    edges: Vec<u32>,
}

impl Bars {
    /// The bars of these shares, where there are two to compare.
    pub(super) fn of(shares: &[Option<f64>]) -> Option<Self> {
        if shares.iter().flatten().filter(|share| **share > 0.0).count() < 2 {
            return None;
        }
        let lengths: Vec<Option<u32>> = shares.iter().map(|share| share.map(steps)).collect();
        let mut edges: Vec<u32> = lengths.iter().flatten().copied().filter(|length| *length > 0).collect();
        edges.push(STEPS);
        edges.sort_unstable();
        edges.dedup();
        Some(Self { lengths, edges })
    }

    /// How wide their columns are together in so many twips.
    pub(super) fn widths(&self, all: u32) -> Vec<u32> {
        let starts = std::iter::once(0).chain(self.edges.iter().copied());
        starts.zip(&self.edges).map(|(start, end)| (end - start) * all / STEPS).collect()
    }

    /// How many columns they take.
    pub(super) fn columns(&self) -> usize {
        self.edges.len()
    }

    /// The cells of a row's bar, which stand in these columns of the table.
    pub(super) fn cells(&self, index: usize, row: usize, first: usize) -> Vec<TableCell> {
        let length = self.lengths.get(index).copied().flatten().unwrap_or(0);
        let filled = self.edges.iter().filter(|edge| **edge <= length).count();
        let left = self.edges.len() - filled;
        let of = |column, columns, role| TableCell::new(row, column, "").spanning(1, columns).with_role(role);
        let bar = (filled > 0).then(|| of(first, filled, CellRole::Bar));
        bar.into_iter().chain((left > 0).then(|| of(first + filled, left, CellRole::BarRest))).collect()
    }
}

/// How many steps stand for a share: none for none alone, all for all alone.
fn steps(share: f64) -> u32 {
    (1..=STEPS).filter(|step| share >= (f64::from(*step) - 0.5) / f64::from(STEPS)).count().try_into().map_or(
        STEPS,
        |steps: u32| {
            if share <= 0.0 {
                0
            } else if share < 1.0 {
                steps.clamp(1, STEPS - 1)
            } else {
                STEPS
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_shares_and_columns_no_more_than_needed() {
        let bars = Bars::of(&[Some(0.001), Some(0.5), None, Some(0.0), Some(0.999), Some(1.0)]).expect("bars");
        assert_eq!(bars.lengths, [Some(1), Some(13), None, Some(0), Some(24), Some(25)]);
        assert_eq!(bars.edges, [1, 13, 24, 25]);
        assert_eq!(bars.widths(2500).iter().sum::<u32>(), 2500);
        let spans =
            |index| bars.cells(index, 1, 3).iter().map(|cell| (cell.column, cell.column_span)).collect::<Vec<_>>();
        assert_eq!((spans(1), spans(2), spans(5)), (vec![(3, 2), (5, 2)], vec![(3, 4)], vec![(3, 4)]));
        assert!(Bars::of(&[Some(1.0), Some(0.0), None]).is_none());
    }
}
