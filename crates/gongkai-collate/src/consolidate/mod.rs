//! Consolidating: one report from an office's own and its subordinates' (汇总).

mod cells;
mod consolidation;
mod filing;
mod problem;
mod received;

pub use consolidation::{Consolidation, Contributions};
pub use filing::{Filing, FilingState};
pub use problem::{Problem, Remark};
pub use received::Received;

use gongkai_core::bodies::{Bodies, Sought};
use gongkai_core::check::Child;
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::words::Text;
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
    bodies: Bodies,
    unreadable: Vec<(String, Text)>,
}

impl Consolidating {
    /// The consolidated report of an organ for a year.
    #[must_use]
    pub fn new(organ: Organ, year: Year) -> Self {
        Self { organ, year, own: None, bodies: Bodies::none(), unreadable: Vec::new() }
    }

    /// With the names of those who must be among the members. A name may be given with other names of the same organ:
    /// `某县发展和改革局=发改局`. A name that lacks the place before it or 人民政府 behind it (`青山镇` for
    /// `某县青山镇人民政府`) means the one member that it fits, if there is just one.
    #[must_use]
    pub fn expecting<T: AsRef<str>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.among(&Bodies::of_lines(names))
    }

    /// With those who must be among the members: all of a list, or of a tree those who report to the organ. What files
    /// below them is in their reports and is left out of the sum.
    #[must_use]
    pub fn among(mut self, bodies: &Bodies) -> Self {
        self.bodies = self.bodies.and(bodies);
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
    pub fn with_unreadable(mut self, name: impl Into<String>, why: impl Into<Text>) -> Self {
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
        let own = self.own.as_deref().and_then(|own| members.iter().position(|member| member.name == own));
        let files: Vec<&str> = self.unreadable.iter().map(|(name, _)| name.as_str()).collect();
        let sought = Sought::of(&self.organ.name, self.year).with_own(own).among(&self.bodies).with_unreadable(&files);
        let Received { intake, filings, mut problems, mut remarks } =
            Received::of(members, &sought, &self.unreadable, &self.bodies);

        let counted: Vec<&Child> =
            members.iter().enumerate().filter(|(index, _)| intake.counts(*index)).map(|(_, one)| one).collect();
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
                None if cell.stated.iter().flatten().any(|stated| stated.number().is_none()) => {
                    report.set(cell.key, Cell::Blank);
                }
                None => {}
            }
        }
        let members = counted.iter().map(|member| member.name.clone()).collect();
        Consolidation { report, members, contributions, problems, remarks, filings }
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
