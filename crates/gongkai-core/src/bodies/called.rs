//! What bodies are and were called, to be looked up by their names.

use std::collections::{BTreeMap, BTreeSet};

use super::Body;
use super::names::plain_may_be_one;

/// The names of bodies, without white space.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Called {
    now: BTreeMap<String, Whose>,
    ever: BTreeMap<String, Whose>,
    /// All names of each body.
    all: Vec<Vec<String>>,
}

/// Whose a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// That of the body at this place.
    One(usize),
    /// That of several.
    Several,
}

impl Called {
    pub(super) const fn none() -> Self {
        Self { now: BTreeMap::new(), ever: BTreeMap::new(), all: Vec::new() }
    }

    pub(super) fn of(bodies: &[Body]) -> Self {
        let mut called = Self::none();
        for (place, body) in bodies.iter().enumerate() {
            add(&mut called.now, body.names_now(), place);
            add(&mut called.ever, body.all_names(), place);
            called.all.push(body.all_names());
        }
        called
    }

    /// The only body that is called just so, or else the only one that once was.
    pub(super) fn just(&self, name: &str) -> Option<usize> {
        [&self.now, &self.ever].into_iter().find_map(|names| match names.get(name)? {
            Whose::One(place) => Some(*place),
            Whose::Several => None,
        })
    }

    /// The only body one of whose names may be this one in full or in short.
    pub(super) fn only_that_may_be(&self, name: &str) -> Option<usize> {
        let mut fitting = self.fitting(|names| names.iter().any(|own| plain_may_be_one(own, name)));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Whether any body may go by both names.
    pub(super) fn any_may_be_both(&self, one: &str, other: &str) -> bool {
        let goes_by = |names: &[String], name: &str| names.iter().any(|own| plain_may_be_one(own, name));
        self.fitting(|names| goes_by(names, one) && goes_by(names, other)).next().is_some()
    }

    fn fitting(&self, fits: impl Fn(&[String]) -> bool) -> impl Iterator<Item = usize> {
        self.all.iter().enumerate().filter(move |(_, names)| fits(names)).map(|(place, _)| place)
    }
}

fn add(whose: &mut BTreeMap<String, Whose>, names: Vec<String>, place: usize) {
    for name in names.into_iter().collect::<BTreeSet<String>>() {
        whose.entry(name).and_modify(|known| *known = Whose::Several).or_insert(Whose::One(place));
    }
}
