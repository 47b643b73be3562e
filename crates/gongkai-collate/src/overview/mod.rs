//! The overview of a year for an office's leaders: who has filed, what was asked for and how it ended, how disputes ended,
//! how bodies stand beside each other, and which faults are most frequent.
//!
//! Shares stand with what they are shares of; one of fewer than ten cases is said as `1/3` and not in percent. Every
//! number is made of cells that somebody states, and [`Overview::sources`] names them.

mod bars;
mod course;
mod items;
mod print;

use gongkai_core::check::Child;
use gongkai_core::form::CellKey;
use gongkai_core::{Cell, Number};

use crate::survey::Survey;
use items::{ITEMS, Names};

pub use course::{BodyCourse, Course};
pub use items::{Figure, Item};

/// A cell of the form that numbers of the overview are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The cell.
    pub key: CellKey,
    /// Each item that it is added up in, and whether for what a share is of.
    pub uses: Vec<(&'static str, bool)>,
}

/// A fault with the bodies that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrequentFault {
    /// What the rule asks for.
    pub title: String,
    /// Who breaks it.
    pub organs: Vec<String>,
}

impl FrequentFault {
    /// A fault of these bodies.
    pub fn new(title: impl Into<String>, organs: Vec<String>) -> Self {
        Self { title: title.into(), organs }
    }
}

/// The overview of a year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Overview {
    /// Whose overview it is.
    pub organ: String,
    /// What came in.
    pub survey: Survey,
    /// The reports that count.
    pub members: Vec<Child>,
    /// Those of the year before.
    pub before: Vec<Child>,
    /// The most frequent faults.
    pub faults: Vec<FrequentFault>,
    /// How the filing went, where the office kept a record.
    pub course: Option<Course>,
}

impl Overview {
    /// The overview of what came in.
    pub fn new(organ: impl Into<String>, survey: Survey, members: Vec<Child>, before: Vec<Child>) -> Self {
        Self { organ: organ.into(), survey, members, before, faults: Vec::new(), course: None }
    }

    /// The same with faults; those of most bodies come first.
    #[must_use]
    pub fn with_faults(mut self, mut faults: Vec<FrequentFault>) -> Self {
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.organs.len()));
        self.faults = faults;
        self
    }

    /// The same with how the filing went.
    #[must_use]
    pub fn with_course(mut self, course: Option<Course>) -> Self {
        self.course = course;
        self
    }

    /// Everything that the overview says, in its order.
    #[must_use]
    pub fn items() -> Vec<Item> {
        let key = |&(table, row, column): &Names| {
            let key = CellKey::of(table, row, column);
            debug_assert!(key.is_some(), "{row}.{column} is a cell of the forms");
            key
        };
        let keys = |names: &[Names]| names.iter().filter_map(key).collect();
        ITEMS
            .iter()
            .map(|&(group, name, part, whole)| Item { group, name, part: keys(part), whole: keys(whole) })
            .collect()
    }

    /// What an item comes to over these reports.
    #[must_use]
    pub fn figure(item: &Item, reports: &[Child]) -> Figure {
        let sum = |keys: &[CellKey], reports: &[Child]| {
            let numbers: Vec<Number> = reports
                .iter()
                .flat_map(|report| keys.iter().filter_map(|key| report.report.cell(*key).and_then(Cell::number)))
                .collect();
            Number::checked_sum(numbers.iter().copied()).filter(|_| !numbers.is_empty())
        };
        if item.whole.is_empty() {
            Figure::Count(sum(&item.part, reports))
        } else {
            Figure::Share(sum(&item.part, reports).zip(sum(&item.whole, reports)))
        }
    }

    /// The cells that the numbers are made of, each once, in the order in which they are first used. What each body states
    /// there is in its report.
    #[must_use]
    pub fn sources() -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for item in Self::items() {
            let keys = item.part.iter().map(|key| (key, false)).chain(item.whole.iter().map(|key| (key, true)));
            for (key, of_whole) in keys {
                match sources.iter_mut().find(|source| source.key == *key) {
                    Some(source) => source.uses.push((item.name, of_whole)),
                    None => sources.push(Source { key: *key, uses: vec![(item.name, of_whole)] }),
                }
            }
        }
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::document::Table;
    use gongkai_core::{Organ, Report, Year};

    fn child(organ: &str, cells: &[(&str, u32)]) -> Child {
        let mut report = Report::new(Organ::new(organ), Year::new(2024).expect("a year"));
        for (key, count) in cells {
            report.set(key.parse().expect("a key"), Cell::from(*count));
        }
        Child::new(organ, report).from_file(format!("{organ}.docx"))
    }

    #[test]
    fn every_cell_that_is_named_is_one_of_the_form() {
        let named: usize = ITEMS.iter().map(|(_, _, part, whole)| part.len() + whole.len()).sum();
        let known: usize = Overview::items().iter().map(|item| item.part.len() + item.whole.len()).sum();
        assert_eq!(known, named);
    }

    #[test]
    fn shares_stand_with_what_they_are_of_and_small_ones_in_cases() {
        let many = [("applications.granted.total", 29), ("applications.total_processed.total", 84)];
        let few = [("applications.granted.total", 1), ("applications.total_processed.total", 3)];
        let members = vec![child("甲局", &many), child("乙局", &few)];
        let overview = Overview::new("某县", Survey::default(), members, Vec::new());
        let tables: Vec<Table> = overview.document().tables().cloned().collect();
        let all: Vec<String> =
            tables.iter().flat_map(|table| table.cells().iter().map(|cell| cell.text.clone())).collect();
        for said in ["34.5%（30/87）", "34.5%（29/84）", "1/3", "—"] {
            assert!(all.iter().any(|text| text == said), "{said} is not among {all:?}");
        }
        let granted: CellKey = "applications.granted.total".parse().expect("a key");
        let sources = Overview::sources();
        let of = |key: CellKey| sources.iter().filter(|source| source.key == key).collect::<Vec<_>>();
        assert_eq!(of(granted)[0].uses, [("予以公开率", false)]);
        let processed = of("applications.total_processed.total".parse().expect("a key"));
        assert_eq!((processed.len(), processed[0].uses.first()), (1, Some(&("本年办结（件）", false))));
        assert!(processed[0].uses.contains(&("不予公开率", true)));
    }
}
