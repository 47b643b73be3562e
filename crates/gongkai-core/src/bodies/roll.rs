//! The roll of those expected: who answers to which body of a list, in full, in short or by another name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::names::{is_loosely, plain, without_kind};
use super::{Bodies, Body};
use crate::check::Child;

/// Who answers to which name of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roll {
    entries: Vec<Entry>,
    /// The first entry that each member answers to, and the first of each name, by their places.
    by_member: BTreeMap<usize, usize>,
    by_name: BTreeMap<String, usize>,
    own: Option<usize>,
}

/// One name of the list and whoever answers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Its place among the bodies of the list.
    body: usize,
    /// The name as it is listed, without its alternatives.
    printed: String,
    members: BTreeSet<usize>,
    /// Whether the member's name is longer or shorter than the listed one.
    loosely: bool,
}

impl Roll {
    /// Calls every body that files a report of its own.
    #[must_use]
    pub fn call(expected: &Bodies, own: Option<usize>, members: &[Child]) -> Self {
        let listed: Vec<(usize, &Body)> = expected.all().iter().enumerate().filter(|(_, body)| body.files).collect();
        let mut entries: Vec<Entry> = listed
            .iter()
            .map(|&(body, listed)| Entry {
                body,
                printed: listed.name.clone(),
                members: BTreeSet::new(),
                loosely: false,
            })
            .collect();
        // What a body is called today goes before what another was called once.
        let called: [fn(&Body) -> Vec<String>; 2] = [Body::names_now, Body::all_names];
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for names_of in called {
            let names: Vec<Vec<String>> = listed.iter().map(|(_, body)| names_of(body)).collect();
            let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (at, names) in names.iter().enumerate() {
                names.iter().for_each(|name| by_name.entry(name).or_default().push(at));
            }
            for (index, member) in members.iter().enumerate() {
                if taken.contains(&index) {
                    continue;
                }
                let own_names = [plain(organ_of(member)), plain(&member.name)];
                let fitting = own_names.iter().find_map(|name| by_name.get(name.as_str()));
                // Every line that names the member is answered, as where a list names one body twice.
                for &at in fitting.into_iter().flatten() {
                    if let Some(entry) = entries.get_mut(at) {
                        entry.members.insert(index);
                        taken.insert(index);
                    }
                }
            }
        }
        // A longer or shorter name answers only where nobody else could be meant, on either side.
        let names: Vec<Vec<String>> = listed.iter().map(|(_, body)| body.all_names()).collect();
        let unanswered =
            names.iter().enumerate().filter(|(at, _)| answered(&entries, *at).is_some_and(BTreeSet::is_empty));
        let endings = Endings::of(unanswered.flat_map(|(at, names)| names.iter().map(move |name| (name.as_str(), at))));
        taken.extend(own);
        let mut free = Vec::new();
        for (index, member) in members.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
            let (organ, name) = (plain(organ_of(member)), plain(&member.name));
            let fits: BTreeSet<usize> = endings.loosely(&organ).chain(endings.loosely(&name)).collect();
            if let (Some(&only), 1) = (fits.first(), fits.len()) {
                free.push((only, index));
            }
        }
        // Two reports of one body are no rivals: it has filed twice.
        let mut rivals: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (at, member) in &free {
            rivals.entry(*at).or_default().extend(members.get(*member).map(|member| plain(organ_of(member))));
        }
        for &(at, member) in &free {
            let alone = rivals.get(&at).is_some_and(|organs| organs.len() == 1);
            if let (true, Some(entry)) = (alone, entries.get_mut(at)) {
                entry.members.insert(member);
                entry.loosely = true;
            }
        }
        // A report that does not say whose it is answers by the name of its file.
        let file_names = expected.file_names();
        for (index, member) in members.iter().enumerate() {
            let nameless = member.report.organ.name.trim().is_empty() && own != Some(index) && !taken.contains(&index);
            let Some(body) = Some(member).filter(|_| nameless).and_then(|member| file_names.of_path(path_of(member)))
            else {
                continue;
            };
            for entry in entries.iter_mut().filter(|entry| entry.body == body) {
                entry.loosely |= entry.members.insert(index);
            }
        }
        let mut roll = Self { own, ..Self::default() };
        for (at, entry) in entries.iter().enumerate() {
            roll.by_name.entry(entry.printed.clone()).or_insert(at);
            for &member in &entry.members {
                roll.by_member.entry(member).or_insert(at);
            }
        }
        Self { entries, ..roll }
    }

    /// The first entry that a member answers to.
    fn entry(&self, member: usize) -> Option<&Entry> {
        self.entries.get(*self.by_member.get(&member)?)
    }

    /// The place among the bodies of the list of the one that a member answers to.
    #[must_use]
    pub fn body(&self, member: usize) -> Option<usize> {
        self.entry(member).map(|entry| entry.body)
    }

    /// The place among the bodies of the list of the one that is listed under a name.
    #[must_use]
    pub fn place(&self, listed: &str) -> Option<usize> {
        self.entries.get(*self.by_name.get(listed)?).map(|entry| entry.body)
    }

    /// The members who answer to the body at this place of the list.
    pub fn answering(&self, body: usize) -> impl Iterator<Item = usize> {
        self.entries.iter().filter(move |entry| entry.body == body).flat_map(|entry| entry.members.iter().copied())
    }

    /// The name on the list that a member answers to.
    #[must_use]
    pub fn listed(&self, member: usize) -> Option<&str> {
        self.entry(member).map(|entry| entry.printed.as_str())
    }

    /// Whether a member is on the list, is the office's own, or no list is kept.
    #[must_use]
    pub fn expects(&self, member: usize) -> bool {
        self.entries.is_empty() || self.own == Some(member) || self.listed(member).is_some()
    }

    /// The names to which nobody answers.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|entry| entry.members.is_empty()).map(|entry| entry.printed.as_str())
    }

    /// The names that were taken for longer or shorter ones, each with the member who answers to it.
    pub fn loosely(&self) -> impl Iterator<Item = (&str, usize)> {
        let loose = self.entries.iter().filter(|entry| entry.loosely);
        loose.flat_map(|entry| entry.members.iter().map(|&member| (entry.printed.as_str(), member)))
    }

    /// The members by the organ that they are of, in the order of its first.
    #[must_use]
    pub fn by_organ(&self, members: &[Child]) -> Vec<Vec<usize>> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut organs: Vec<Vec<usize>> = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let organ = self.listed(index).map_or_else(|| plain(organ_of(member)), plain);
            let place = *places.entry(organ).or_insert(organs.len());
            match organs.get_mut(place) {
                Some(same) => same.push(index),
                None => organs.push(vec![index]),
            }
        }
        organs
    }
}

/// Who answers to an entry.
fn answered(entries: &[Entry], at: usize) -> Option<&BTreeSet<usize>> {
    entries.get(at).map(|entry| &entry.members)
}

/// Names by how they end, so that those that are longer or shorter ones of another are found without trying them all.
struct Endings<'n> {
    /// The names with their characters turned round, without what governments are called behind them.
    turned: BTreeMap<String, Vec<(&'n str, usize)>>,
}

impl<'n> Endings<'n> {
    /// Names without white space, each with the place that is found by it.
    fn of(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut turned: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
        for (name, at) in names {
            turned.entry(without_kind(name).chars().rev().collect()).or_default().push((name, at));
        }
        Self { turned }
    }

    /// The places of the names that are a longer or a shorter one of this.
    fn loosely(&self, name: &str) -> impl Iterator<Item = usize> {
        let turned: String = without_kind(name).chars().rev().collect();
        let ends = turned.char_indices().map(|(at, c)| at + c.len_utf8());
        let shorter = ends.filter_map(|end| self.turned.get(turned.get(..end)?));
        let from = (Bound::Excluded(turned.as_str()), Bound::Unbounded);
        let longer = self.turned.range::<str, _>(from).take_while(|(other, _)| other.starts_with(&turned));
        let like: Vec<&(&str, usize)> = shorter.chain(longer.map(|(_, names)| names)).flatten().collect();
        like.into_iter()
            .filter(|(listed, _)| is_loosely(listed, name))
            .map(|(_, at)| *at)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// The file that a report came in, or the name that it is known by.
fn path_of(member: &Child) -> &str {
    member.file.as_deref().unwrap_or(&member.name)
}

/// The organ that a report is of, or the name that it is known by.
pub fn organ_of(member: &Child) -> &str {
    if member.report.organ.name.is_empty() { &member.name } else { &member.report.organ.name }
}
