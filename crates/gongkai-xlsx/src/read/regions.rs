//! Cells and merges as regions: what a reader of the sheet sees as one box.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::document::{Inline, Unclear};
use gongkai_opc::workbook::{Place, Rectangle};

use super::sheet::Value;

/// A cell or a merged region with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) area: Rectangle,
    pub(crate) inline: Inline,
    /// Whether it has a frame, as tables have and titles have not.
    pub(crate) ruled: bool,
    /// Whether it holds a picture.
    pub(crate) picture: bool,
    /// Why its value cannot be told.
    pub(crate) unclear: Option<Unclear>,
    /// Whether its row or column is hidden.
    pub(crate) hidden: bool,
}

impl Region {
    pub(crate) fn is_blank(&self) -> bool {
        self.inline.text.is_empty() && !self.picture && self.unclear.is_none()
    }

    pub(crate) fn text(&self) -> &str {
        &self.inline.text
    }
}

/// The regions of a sheet by row and column, and the filled cells that a merge covers and nobody sees.
///
/// Merges are cut to the cells in use, so that a merge over a whole column costs nothing; one that overlaps an
/// earlier one is passed over, as spreadsheet programs do.
pub(crate) fn of(
    mut cells: BTreeMap<Place, Value>,
    mut merges: Vec<Rectangle>,
    hidden: &BTreeSet<Place>,
) -> (Vec<Region>, Vec<Place>) {
    let Some(used) = bounds(&cells) else { return (Vec::new(), Vec::new()) };
    merges = merges.iter().filter_map(|merge| merge.clip(&used)).collect();
    merges.sort_by_key(|merge| merge.first);
    let starts: BTreeMap<Place, usize> = merges.iter().enumerate().rev().map(|(i, merge)| (merge.first, i)).collect();
    for &start in starts.keys() {
        cells.entry(start).or_default();
    }
    // The merges that reach below the row of the sweep, by their first columns; they never overlap.
    let mut active: BTreeMap<u32, Rectangle> = BTreeMap::new();
    let mut regions = Vec::with_capacity(cells.len());
    let mut covered = Vec::new();
    for (place, value) in cells {
        let over = active.range(..=place.1).next_back().map(|(_, merge)| *merge);
        if over.is_some_and(|merge| merge.contains(place)) {
            if !value.is_blank() {
                covered.push(place);
            }
            continue;
        }
        let merge = starts.get(&place).and_then(|&index| merges.get(index)).copied();
        let merge = merge.filter(|merge| make_room(&mut active, merge));
        let area = merge.unwrap_or(Rectangle { first: place, last: place });
        if area.first != area.last {
            active.insert(area.first.1, area);
        } else if value.is_blank() && !value.ruled {
            continue;
        }
        let (ruled, picture, unclear) = (value.ruled, value.picture, value.unclear());
        let inline = if value.is_blank() { Inline::default() } else { value.into_inline().trimmed() };
        regions.push(Region { area, inline, ruled, picture, unclear, hidden: hidden.contains(&place) });
    }
    (regions, covered)
}

/// Takes merges that ended above out of a new one's way; false when one that still reaches down is in it.
fn make_room(active: &mut BTreeMap<u32, Rectangle>, merge: &Rectangle) -> bool {
    let before = active.range(..merge.first.1).next_back().map(|(_, other)| *other);
    let others = active.range(merge.first.1..=merge.last.1).map(|(_, other)| *other);
    let near: Vec<Rectangle> = before.into_iter().chain(others).collect();
    let overlaps = |other: &Rectangle| other.last.1 >= merge.first.1 && other.last.0 >= merge.first.0;
    if near.iter().any(overlaps) {
        return false;
    }
    for ended in near.iter().filter(|other| other.last.0 < merge.first.0) {
        active.remove(&ended.first.1);
    }
    true
}

/// The smallest rectangle that holds every cell.
fn bounds(cells: &BTreeMap<Place, Value>) -> Option<Rectangle> {
    let (first, last) = (cells.keys().next()?.0, cells.keys().next_back()?.0);
    let left = cells.keys().map(|place| place.1).min()?;
    let right = cells.keys().map(|place| place.1).max()?;
    Some(Rectangle { first: (first, left), last: (last, right) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(places: &[Place]) -> BTreeMap<Place, Value> {
        places.iter().map(|&place| (place, Value { text: format!("{place:?}"), ..Value::default() })).collect()
    }

    fn area(first: Place, last: Place) -> Rectangle {
        Rectangle { first, last }
    }

    #[test]
    fn merges_cover_what_is_under_them() {
        let (regions, covered) = of(
            filled(&[(0, 0), (1, 1), (2, 2), (3, 3)]),
            vec![area((0, 0), (2, 1)), area((1, 1), (3, 3))],
            &BTreeSet::new(),
        );
        assert_eq!(covered, [(1, 1)], "the second merge overlaps the first and does not count");
        let areas: Vec<_> = regions.iter().map(|region| region.area).collect();
        assert_eq!(areas, [area((0, 0), (2, 1)), area((2, 2), (2, 2)), area((3, 3), (3, 3))]);
    }

    #[test]
    fn whole_columns_cost_nothing() {
        let merges = vec![area((0, 0), (1_048_575, 16_383)), area((5, 5), (6, 6))];
        let (regions, covered) = of(filled(&[(0, 0), (2, 2)]), merges, &BTreeSet::new());
        assert_eq!((regions.len(), covered.len()), (1, 1));
        assert_eq!(regions.first().map(|region| region.area), Some(area((0, 0), (2, 2))));
        assert_eq!(of(BTreeMap::new(), vec![area((0, 0), (9, 9))], &BTreeSet::new()), (Vec::new(), Vec::new()));
    }

    #[test]
    fn neighbours_below_each_other_do_not_overlap() {
        let merges = vec![area((0, 0), (1, 0)), area((2, 0), (3, 1)), area((4, 0), (4, 2)), area((4, 1), (5, 1))];
        let (regions, _) = of(filled(&[(0, 0), (2, 0), (4, 0), (5, 2)]), merges, &BTreeSet::new());
        let firsts: Vec<_> = regions.iter().map(|region| region.area.first).collect();
        assert_eq!(firsts, [(0, 0), (2, 0), (4, 0), (5, 2)]);
    }
}
