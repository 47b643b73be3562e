//! What came in: which reports count towards a sum, and why the others do not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bodies, Roll, lies_elsewhere, organ_of, plain};
use crate::Year;
use crate::check::Child;

/// What is sought among the reports that came in.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Sought<'a> {
    /// The organ that adds the reports up; empty where nobody does.
    pub organ: &'a str,
    /// The year that the reports are for.
    pub year: Option<Year>,
    /// The place of the organ's own report (本级) among them.
    pub own: Option<usize>,
    /// Who is expected, and who reports to whom.
    pub bodies: Option<&'a Bodies>,
    /// The files that came in and cannot be read, by their paths within the folder.
    pub unreadable: &'a [&'a str],
}

impl<'a> Sought<'a> {
    /// The reports that an organ adds up for a year.
    #[must_use]
    pub fn of(organ: &'a str, year: Year) -> Self {
        Self { organ, year: Some(year), ..Self::default() }
    }

    /// The same with the place of the organ's own report among those that came in.
    #[must_use]
    pub fn with_own(mut self, own: Option<usize>) -> Self {
        self.own = own;
        self
    }

    /// The same with those who are expected.
    #[must_use]
    pub fn among(mut self, bodies: &'a Bodies) -> Self {
        self.bodies = Some(bodies);
        self
    }

    /// The same with the files that cannot be read, by their paths.
    #[must_use]
    pub fn with_unreadable(mut self, files: &'a [&'a str]) -> Self {
        self.unreadable = files;
        self
    }
}

/// Why a report does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Aside {
    /// It is for another year, or does not say for which.
    OtherYear(Option<Year>),
    /// It bears the name of the organ that adds up and is not its own report: it may be an earlier sum.
    OwnName,
    /// Its body filed more than once.
    Twice,
    /// Its body reports to another one, whose report contains it.
    Below {
        /// That other body.
        superior: String,
    },
    /// Its body does not report to the organ that adds up.
    Elsewhere {
        /// To whom it reports; empty where it reports to nobody.
        superior: String,
    },
}

/// A body that filed more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Doubles {
    /// The places of its reports.
    pub members: Vec<usize>,
    /// Whether all of them state the same, so that the first counts; otherwise none does.
    pub alike: bool,
}

/// The reports that came in, told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Intake {
    /// Who answers to whom of those expected.
    pub roll: Roll,
    /// The reports that do not count, by their places.
    pub aside: BTreeMap<usize, Aside>,
    /// The bodies that filed more than once.
    pub doubles: Vec<Doubles>,
    /// Of each file that cannot be read, the body expected of which its name speaks.
    pub unreadable: Vec<Option<String>>,
}

impl Intake {
    /// Tells the reports apart.
    #[must_use]
    pub fn of(members: &[Child], sought: &Sought<'_>) -> Self {
        let mut aside = BTreeMap::new();
        let whole = plain(sought.organ);
        for (index, member) in members.iter().enumerate() {
            if sought.year.is_some() && member.report.year != sought.year {
                aside.insert(index, Aside::OtherYear(member.report.year));
            } else if sought.own != Some(index) && !whole.is_empty() && plain(organ_of(member)) == whole {
                aside.insert(index, Aside::OwnName);
            }
        }
        let none = Bodies::none();
        let bodies = sought.bodies.unwrap_or(&none);
        let expected = if whole.is_empty() { bodies.clone() } else { bodies.under(sought.organ) };
        let roll = Roll::call(&expected, sought.own, members);
        if bodies.is_tree() && !whole.is_empty() {
            for (index, member) in members.iter().enumerate() {
                if sought.own == Some(index) || roll.body(index).is_some() || aside.contains_key(&index) {
                    continue;
                }
                if let Some(why) = elsewhere(bodies, sought.organ, organ_of(member)) {
                    aside.insert(index, why);
                }
            }
        }
        let mut doubles = Vec::new();
        for mut same in roll.by_organ(members) {
            same.retain(|index| !aside.contains_key(index));
            let all: Vec<&Child> = same.iter().filter_map(|&index| members.get(index)).collect();
            let Some(first) = all.first().filter(|_| all.len() > 1) else { continue };
            let alike = all.iter().all(|one| one.report.cells().eq(first.report.cells()));
            aside.extend(same.iter().skip(usize::from(alike)).map(|&index| (index, Aside::Twice)));
            doubles.push(Doubles { members: same, alike });
        }
        let names = expected.file_names();
        let body = |file: &&str| expected.all().get(names.of_path(file)?).map(|body| body.name.clone());
        let unreadable = sought.unreadable.iter().map(body).collect();
        Self { roll, aside, doubles, unreadable }
    }

    /// Whether a report counts.
    #[must_use]
    pub fn counts(&self, member: usize) -> bool {
        !self.aside.contains_key(&member)
    }

    /// The names to which nobody answers, neither with a report nor with a file that cannot be read.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let filed: BTreeSet<&str> = self.unreadable.iter().flatten().map(String::as_str).collect();
        self.roll.missing().filter(move |name| !filed.contains(name))
    }

    /// The place of an organ's own report (本级) among those that came in, as far as names tell: one that says 本级, else
    /// one of the organ's own name or of its office, and of several the one that is not `whole`, the sum itself.
    #[must_use]
    pub fn own(members: &[Child], organ: &str, whole: &crate::Report) -> Option<usize> {
        let organ = plain(organ);
        let after = |member: &Child| plain(organ_of(member)).strip_prefix(&organ).map(str::to_owned);
        let says = |member: &Child| {
            member.name.rsplit(['/', '\\']).next().is_some_and(|file| file.contains("本级"))
                || after(member).is_some_and(|after| ["本级", "（本级）"].contains(&after.as_str()))
        };
        let named = |member: &Child| {
            !organ.is_empty() && after(member).is_some_and(|after| ["", "办公室", "办公厅"].contains(&after.as_str()))
        };
        if let Some(own) = members.iter().position(says) {
            return Some(own);
        }
        let mut named: Vec<usize> = (0..members.len()).filter(|&at| members.get(at).is_some_and(named)).collect();
        if named.len() > 1 {
            let sum = |at: &usize| members.get(*at).is_some_and(|member| member.report.cells().eq(whole.cells()));
            named.retain(|at| !sum(at));
        }
        named.first().copied()
    }
}

/// Why a body that is in the tree does not count with those who report to the organ.
fn elsewhere(bodies: &Bodies, organ: &str, name: &str) -> Option<Aside> {
    let body = bodies.find(name)?;
    let above: Vec<&str> = bodies.above(body).map(|body| body.name.as_str()).collect();
    let whole = bodies.find(organ);
    let top = whole.and_then(|whole| bodies.all().get(whole)).map(|body| body.name.as_str());
    let superior = bodies.above(body).find(|superior| superior.files).map(|body| body.name.clone()).unwrap_or_default();
    match top {
        _ if Some(body) == whole => None,
        Some(top) if above.contains(&top) => Some(Aside::Below { superior }),
        None if !above.is_empty() => Some(Aside::Below { superior }),
        _ if lies_elsewhere(name, organ) || top.is_some() => Some(Aside::Elsewhere { superior }),
        _ => None,
    }
}
