//! A report's cells, in little memory: thousands of reports are held against each other at once.

use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::form::{ByCell, CellKey};
use crate::{Cell, Number};

/// Counts under this are held once for all reports; nearly every cell of most reports is one of them.
const COMMON: u32 = 1024;

/// What each cell of any edition's form holds; nothing where it is not stated.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Cells(ByCell<Arc<Cell>>);

impl Cells {
    /// None stated.
    pub(super) fn none() -> Self {
        Self(ByCell::none())
    }

    pub(super) fn get(&self, key: CellKey) -> Option<&Arc<Cell>> {
        self.0.get(key)
    }

    pub(super) fn set(&mut self, key: CellKey, cell: Cell) {
        self.0.set(key, shared(cell));
    }

    pub(super) fn take(&mut self, key: CellKey) -> Option<Cell> {
        self.0.take(key).map(Arc::unwrap_or_clone)
    }

    /// Those that are stated, in the order of their keys.
    pub(super) fn stated(&self) -> impl Iterator<Item = (CellKey, &Cell)> {
        self.0.iter().map(|(key, cell)| (key, &**cell))
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The cell as it is held: a blank or a small plain count is the one that all reports share.
fn shared(cell: Cell) -> Arc<Cell> {
    static BLANK: LazyLock<Arc<Cell>> = LazyLock::new(|| Arc::new(Cell::Blank));
    static COUNTS: LazyLock<Vec<Arc<Cell>>> =
        LazyLock::new(|| (0..COMMON).map(|count| Arc::new(Cell::from(count))).collect());
    let common = match &cell {
        Cell::Blank => Some(&*BLANK),
        other => other.plain_number().and_then(Number::to_plain_count).and_then(|count| COUNTS.get(count)),
    };
    common.map_or_else(|| Arc::new(cell), Arc::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_what_was_stated() {
        let key: CellKey = "disclosure.licenses.decisions".parse().unwrap();
        for printed in [
            "",
            "0",
            "-0",
            "7",
            "007",
            "2.0",
            "2.50",
            "+3",
            "1023",
            "1024",
            "99999",
            "—",
            "不适用",
            "见附件",
            "3（件）",
        ] {
            let mut cells = Cells::none();
            let cell = Cell::parse(printed);
            cells.set(key, cell.clone());
            let held = cells.get(key).unwrap();
            assert_eq!((&**held, held.printed()), (&cell, cell.printed()), "{printed}");
            assert_eq!(cells.stated().count(), 1);
            assert_eq!(cells.take(key), Some(cell));
            assert_eq!(cells, Cells::none());
        }
    }

    #[test]
    fn every_cell_of_every_form_has_a_place_of_its_own() {
        let mut cells = Cells::none();
        for (at, &key) in (0_u32..).zip(CellKey::all()) {
            cells.set(key, Cell::from(at));
        }
        let back: Vec<(CellKey, Cell)> = cells.stated().map(|(key, cell)| (key, cell.clone())).collect();
        let put: Vec<(CellKey, Cell)> = (0_u32..).zip(CellKey::all()).map(|(at, &key)| (key, at.into())).collect();
        assert_eq!(back, put);
        assert!(back.iter().map(|(key, _)| key).is_sorted());
    }
}
