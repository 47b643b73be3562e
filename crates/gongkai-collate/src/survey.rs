//! What came in from everybody for a year: who has filed, what is wrong with which report, which figures stand out.
//!
//! An office that adds the reports up and one that only checks them see the same: both are told by
//! [`Received`].

use std::collections::BTreeMap;

use gongkai_core::Year;
use gongkai_core::bodies::{Bodies, Sought};
use gongkai_core::check::Child;
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::words::Text;

use crate::consolidate::{Filing, FilingState, Problem, Received, Remark};
use crate::outliers::{Question, questions};

/// What is looked for among the reports that came in.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Surveying<'a> {
    /// The year that they should be for; where it is not said, the one that most of them are for.
    pub year: Option<Year>,
    /// Who is known, with all their names.
    pub known: Bodies,
    /// Who must file.
    pub expected: Option<&'a Bodies>,
    /// Files that cannot be read, each with the reason.
    pub unreadable: Vec<(String, Text)>,
    /// Reports for other years, with which the figures are compared.
    pub earlier: &'a [Child],
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Survey {
    /// The year that the reports are for.
    pub year: Option<Year>,
    /// How many bodies must file, where that was said.
    pub expected: Option<usize>,
    /// Who has filed and who has not.
    pub filings: Vec<Filing>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What should be known.
    pub remarks: Vec<Remark>,
    /// Figures that stand out, the farthest first.
    pub questions: Vec<Question>,
}

impl Surveying<'_> {
    /// Looks at the reports that came in.
    ///
    /// ```
    /// use gongkai_collate::survey::Surveying;
    /// use gongkai_core::bodies::Bodies;
    /// use gongkai_core::check::Child;
    /// use gongkai_core::{Organ, Report, Year};
    /// let expected = Bodies::of_lines(["甲镇", "乙镇", "丙镇"]);
    /// let mut surveying = Surveying::default();
    /// surveying.expected = Some(&expected);
    /// surveying.unreadable = vec![("乙镇.doc".to_owned(), "文件损坏 / damaged".into())];
    /// let filed = [Child::new("甲镇", Report::new(Organ::new("甲镇"), Year::new(2024)?))];
    /// let survey = surveying.survey(&filed);
    /// let missing: Vec<&str> = survey.missing().collect();
    /// assert_eq!(missing, ["丙镇"]);
    /// # Ok::<(), gongkai_core::YearError>(())
    /// ```
    #[must_use]
    pub fn survey(&self, members: &[Child]) -> Survey {
        let year = self.year.or_else(|| most_common_year(members));
        let files: Vec<&str> = self.unreadable.iter().map(|(file, _)| file.as_str()).collect();
        let mut sought = Sought::default().with_unreadable(&files);
        sought.year = year;
        sought.bodies = self.expected;
        let known = self.expected.cloned().unwrap_or_default().and(&self.known);
        let Received { intake, filings, mut problems, remarks } =
            Received::of(members, &sought, &self.unreadable, &known);
        for (index, member) in members.iter().enumerate() {
            if let Some(year) = year.filter(|_| intake.counts(index)) {
                problems.extend(other_editions(member, Edition::governing(year)));
            }
        }
        let counted = members.iter().enumerate().filter(|(index, _)| intake.counts(*index)).map(|(_, one)| one);
        let questions = questions(counted, self.earlier, &known);
        let expected = self.expected.map(|bodies| bodies.all().iter().filter(|body| body.files).count());
        Survey { year, expected, filings, problems, remarks, questions }
    }
}

impl Survey {
    /// Those who must file and have not.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.in_state(FilingState::Missing)
    }

    /// Those who are in a state.
    pub fn in_state(&self, state: FilingState) -> impl Iterator<Item = &str> {
        self.filings.iter().filter(move |filing| filing.state == state).map(|filing| filing.name.as_str())
    }
}

/// The tables of a report that are laid out in another edition than its year's.
fn other_editions(member: &Child, governing: Edition) -> Vec<Problem> {
    let report = &member.report;
    let stated = |table: &TableKey| report.cells().any(|(key, _)| key.table() == *table);
    let other = |table: &TableKey| report.table_form(*table).grid != governing.form().table(*table).grid;
    let tables = TableKey::ALL.into_iter().filter(stated).filter(other);
    let problem =
        |table| Problem::OtherEdition { member: member.with_file(), table, edition: report.edition(table).as_str() };
    tables.map(problem).collect()
}

/// The year that most of the reports are for; of two that are as common, the later.
#[must_use]
pub fn most_common_year(members: &[Child]) -> Option<Year> {
    let mut counts: BTreeMap<Year, usize> = BTreeMap::new();
    members.iter().filter_map(|member| member.report.year).for_each(|year| *counts.entry(year).or_default() += 1);
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}
