//! What is known of each cell, held at the cell's place among those of all editions.

use std::fmt;

use super::CellKey;

/// Something for each of some cells, found by its place and gone through in the order of the keys.
///
/// ```
/// use gongkai_core::form::{ByCell, CellKey};
/// let key: CellKey = "applications.received.total".parse()?;
/// let mut names = ByCell::none();
/// names.set(key, "新收");
/// assert_eq!(names.get(key), Some(&"新收"));
/// assert_eq!(names.iter().collect::<Vec<_>>(), [(key, &"新收")]);
/// # Ok::<(), gongkai_core::form::CellKeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ByCell<T>(Box<[Option<T>]>);

impl<T> ByCell<T> {
    /// Nothing of any cell.
    #[must_use]
    pub fn none() -> Self {
        Self(CellKey::all().iter().map(|_| None).collect())
    }

    /// What is held of a cell.
    #[must_use]
    pub fn get(&self, key: CellKey) -> Option<&T> {
        self.0.get(key.place()?)?.as_ref()
    }

    /// The same, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, key: CellKey) -> Option<&mut T> {
        self.place(key)?.as_mut()
    }

    /// Whether anything is held of a cell.
    #[must_use]
    pub fn has(&self, key: CellKey) -> bool {
        self.get(key).is_some()
    }

    /// Holds something of a cell, in the place of what was held of it.
    pub fn set(&mut self, key: CellKey, held: T) {
        // A key that no form has is never made.
        if let Some(place) = self.place(key) {
            *place = Some(held);
        }
    }

    /// Gives up what is held of a cell.
    pub fn take(&mut self, key: CellKey) -> Option<T> {
        self.place(key)?.take()
    }

    /// The place of a cell, filled or not.
    pub fn place(&mut self, key: CellKey) -> Option<&mut Option<T>> {
        self.0.get_mut(key.place()?)
    }

    /// All that is held, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (CellKey, &T)> {
        CellKey::all().iter().zip(&self.0).filter_map(|(&key, held)| Some((key, held.as_ref()?)))
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (CellKey, &mut T)> {
        CellKey::all().iter().zip(&mut self.0).filter_map(|(&key, held)| Some((key, held.as_mut()?)))
    }

    /// The cells of which something is held, in their order.
    pub fn keys(&self) -> impl Iterator<Item = CellKey> {
        self.iter().map(|(key, _)| key)
    }
}

impl<T> Default for ByCell<T> {
    fn default() -> Self {
        Self::none()
    }
}

impl<T: fmt::Debug> fmt::Debug for ByCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
