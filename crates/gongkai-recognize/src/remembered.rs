//! What short texts were found to be, so that each is looked up once: the tables of all reports have the same labels, and each
//! step of reading asks again.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::RandomState;

/// The longest text that is remembered, in bytes; labels are shorter.
const LONGEST: usize = 160;
/// How many texts are remembered before all are forgotten.
const MOST: usize = 2048;

/// Texts with what they were found to be.
pub(super) struct Remembered<T> {
    known: RefCell<HashMap<Box<str>, T, RandomState>>,
}

impl<T: Clone> Remembered<T> {
    pub(super) fn nothing() -> Self {
        Self { known: RefCell::new(HashMap::default()) }
    }

    /// What a text is: as remembered, else as it is found now.
    pub(super) fn or_find(&self, text: &str, find: impl FnOnce() -> T) -> T {
        if text.len() > LONGEST {
            return find();
        }
        if let Some(known) = self.known.borrow().get(text) {
            return known.clone();
        }
        let found = find();
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(text.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_looked_up_once_and_long_ones_are_not_kept() {
        let remembered = Remembered::nothing();
        assert_eq!(remembered.or_find("规章", || 1), 1);
        assert_eq!(remembered.or_find("规章", || 2), 1);
        let long = "规".repeat(LONGEST);
        assert_eq!(remembered.or_find(&long, || 3), 3);
        assert_eq!(remembered.or_find(&long, || 4), 4);
        (0..MOST).for_each(|at| assert_eq!(remembered.or_find(&at.to_string(), || at), at));
        assert!(remembered.known.borrow().len() <= MOST);
    }
}
