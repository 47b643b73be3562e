//! Consolidating: one report from an office's own and its subordinates' (汇总).

mod cells;
mod consolidation;
mod filing;
mod problem;

pub use consolidation::{Consolidation, Contributions};
pub use filing::{Filing, FilingState};
pub use problem::{Problem, Remark};

use std::collections::BTreeSet;

use gongkai_core::check::Child;
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::roll::{Roll, organ_of, plain};
use gongkai_core::{Cell, Organ, Report, Year};

/// What is to be added up, and who is expected to be among it.
///
/// ```
/// use gongkai_core::check::Child;
/// use gongkai_collate::consolidate::Consolidating;
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let year = Year::new(2023)?;
/// let key = "disclosure.licenses.decisions".parse()?;
/// let part = |name: &str, count: u32| {
///     let mut report = Report::new(Organ::new(name), year);
///     report.set(key, Cell::from(count));
///     Child::new(name, report)
/// };
/// let parts = [part("甲镇", 3), part("乙镇", 4)];
/// let sum = Consolidating::new(Organ::new("某县人民政府"), year).expecting(["甲镇", "乙镇", "丙镇"]).add_up(&parts);
/// assert_eq!(sum.report.cell(key), Some(&Cell::from(7)));
/// assert!(sum.problems.iter().any(|problem| problem.to_string().contains("丙镇")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consolidating {
    organ: Organ,
    year: Year,
    own: Option<String>,
    expected: Vec<String>,
    unreadable: Vec<(String, String)>,
}

impl Consolidating {
    /// The consolidated report of an organ for a year.
    #[must_use]
    pub fn new(organ: Organ, year: Year) -> Self {
        Self { organ, year, own: None, expected: Vec::new(), unreadable: Vec::new() }
    }

    /// With the names of those who must be among the members. A name may be given with other names of the same organ:
    /// `某县发展和改革局=发改局`. A name that lacks the place before it or 人民政府 behind it (`青山镇` for
    /// `某县青山镇人民政府`) means the one member that it fits, if there is just one.
    #[must_use]
    pub fn expecting<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.expected.extend(names.into_iter().map(Into::into));
        self
    }

    /// With the name of the member that is the organ's own report (本级). It need not be among those expected, and it may
    /// bear the name of the consolidating organ.
    #[must_use]
    pub fn with_own(mut self, name: impl Into<String>) -> Self {
        self.own = Some(name.into());
        self
    }

    /// With a file that could not be read, and why.
    #[must_use]
    pub fn with_unreadable(mut self, name: impl Into<String>, why: impl Into<String>) -> Self {
        self.unreadable.push((name.into(), why.into()));
        self
    }

    /// Adds up every cell of the members, the office's own report (本级) among them. Never fails: what stands in the way
    /// of the sum is in [`Consolidation::problems`], and what to do about it is the caller's choice.
    ///
    /// Published totals are added like every other cell and never computed anew, so that a broken sum of a member shows
    /// in the consolidated report too. A blank or a dash adds nothing and is remarked; a cell that only blanks and
    /// dashes make is blank. Reports for another year, of the consolidating organ itself where they are not said to be
    /// its own, and of an organ that filed twice with different figures are left out of the sum.
    #[must_use]
    pub fn add_up(&self, members: &[Child]) -> Consolidation {
        let mut problems: Vec<Problem> = self
            .unreadable
            .iter()
            .map(|(member, why)| Problem::Unreadable { member: member.clone(), why: why.clone() })
            .collect();
        let mut left_out: BTreeSet<usize> = BTreeSet::new();
        let own = self.own.as_deref().and_then(|own| members.iter().position(|member| member.name == own));
        for (index, member) in members.iter().enumerate() {
            if member.report.year != Some(self.year) {
                left_out.insert(index);
                problems.push(Problem::OtherYear { member: member.name.clone(), year: member.report.year });
            }
            if own != Some(index) && plain(organ_of(member)) == plain(&self.organ.name) {
                left_out.insert(index);
                problems.push(Problem::OwnName { member: member.name.clone() });
            }
        }
        let roll = Roll::call(&self.expected, own, members);
        doubles(members, &roll, &mut left_out, &mut problems);
        let filings = filing::filings(&roll, members, &self.unreadable, &left_out, &mut problems);
        let mut remarks: Vec<Remark> = roll
            .loosely()
            .filter_map(|(listed, member)| Some((listed.to_owned(), members.get(member)?.name.clone())))
            .map(|(listed, member)| Remark::ListedAs { listed, member })
            .collect();

        let counted: Vec<&Child> =
            members.iter().enumerate().filter(|(index, _)| !left_out.contains(index)).map(|(_, one)| one).collect();
        let mut report = Report::new(self.organ.clone(), self.year);
        for table in TableKey::ALL {
            let edition = common_edition(&counted, table).unwrap_or(Edition::governing(self.year));
            report.set_edition(table, edition);
            problems.extend(counted.iter().filter(|m| m.report.edition(table) != edition).map(|member| {
                Problem::OtherEdition {
                    member: member.name.clone(),
                    table,
                    edition: member.report.edition(table).as_str(),
                }
            }));
        }
        let contributions: Vec<Contributions> =
            report.form_cells().map(|cell| cells::add(cell, &counted, &mut problems, &mut remarks)).collect();
        problems.extend(cells::not_stated(&contributions, &counted));
        remarks.extend(cells::not_filled(&contributions, &counted));
        for cell in &contributions {
            match cell.sum {
                Some(sum) => report.set(cell.key, Cell::from(sum)),
                None if cell.stated.iter().flatten().any(|stated| Cell::parse(stated).number().is_none()) => {
                    report.set(cell.key, Cell::Blank);
                }
                None => {}
            }
        }
        let members = counted.iter().map(|member| member.name.clone()).collect();
        Consolidation { report, members, contributions, problems, remarks, filings }
    }
}

/// Organs that filed more than once, those left out already not counted. What they filed counts once where it is the same, and not at all where it differs.
fn doubles(members: &[Child], roll: &Roll, left_out: &mut BTreeSet<usize>, problems: &mut Vec<Problem>) {
    let mut organs = roll.by_organ(members);
    organs.iter_mut().for_each(|same| same.retain(|index| !left_out.contains(index)));
    for same in organs.into_iter().filter(|same| same.len() > 1) {
        let all: Vec<&Child> = same.iter().filter_map(|&index| members.get(index)).collect();
        let Some(first) = all.first() else { continue };
        let alike = all.iter().all(|one| one.report.cells().eq(first.report.cells()));
        left_out.extend(same.iter().skip(usize::from(alike)));
        problems.push(Problem::Twice {
            organ: organ_of(first).to_owned(),
            members: all.iter().map(|member| member.name.clone()).collect(),
            alike,
        });
    }
}

/// The edition in which all members lay out a table, when they agree.
fn common_edition(members: &[&Child], table: TableKey) -> Option<Edition> {
    let mut editions = members.iter().map(|member| member.report.edition(table));
    let first = editions.next()?;
    editions.all(|edition| edition == first).then_some(first)
}

#[cfg(test)]
mod tests;
