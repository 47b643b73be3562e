//! What stands beside a report that is assessed: last year's, and the reports that it adds up.

use gongkai::check::{Child, Subject};
use gongkai::{Reading, Report};

use super::assess::Around;
use crate::language::Language;

/// What stands beside one report.
pub(super) struct Beside {
    previous: Option<Report>,
    children: Option<Vec<Child>>,
    /// What is to be said of the choice of last year's report.
    chosen: Option<String>,
}

impl Beside {
    pub(super) fn of(report: &Report, around: &Around, language: Language) -> Self {
        let (previous, chosen) = around.previous.of(report, &around.office.bodies, language);
        let children = around.children.as_ref().map(|children| children.of(report, &around.office.bodies));
        Self { previous, children, chosen }
    }

    /// The report, to be assessed with all of this.
    pub(super) fn subject<'s>(&'s self, reading: &'s Reading, around: &'s Around) -> Subject<'s> {
        let mut subject = Subject::of_reading(reading).with_bodies(&around.office.bodies);
        if let Some(previous) = &self.previous {
            subject = subject.with_previous(previous);
        }
        if let Some(children) = &self.children {
            subject = subject.with_children(children);
            if let Some(expected) = &around.office.expected {
                subject = subject.with_expected(expected);
            }
        }
        subject
    }

    /// What is to be said of it: which was chosen, and what is not compared because it is another body's.
    pub(super) fn notes(&self, subject: &Subject<'_>, language: Language) -> Vec<String> {
        let mut notes: Vec<String> = self.chosen.iter().cloned().collect();
        if let Some(other) = subject.previous_of_another_body() {
            let effect = language.pick("，不与上年比较", "; nothing is compared with last year");
            notes.push(format!("{}{effect}", language.of(&other)));
        }
        if let Some(others) = subject.children_of_another_body() {
            let effect = language.pick("；不核对汇总数", "; the consolidated figures are not held against them");
            notes.push(format!("{}{effect}", language.of(&others)));
        }
        notes
    }
}
