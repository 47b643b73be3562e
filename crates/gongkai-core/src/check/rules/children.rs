//! What the rules against subordinate reports share.

use crate::bodies::{Intake, Sought};
use crate::check::{Child, Subject, Text};

/// The subordinate reports, or why there are none to compare with.
pub(super) fn of<'a>(subject: &Subject<'a>) -> Result<&'a [Child], Text> {
    let given = subject.children.filter(|children| !children.is_empty());
    given.ok_or_else(|| Text::new("没有给出下级单位的报告", "no subordinate reports were given"))
}

/// Which of the subordinate reports count, as they are told apart when they are added up.
pub(super) fn intake(subject: &Subject<'_>, children: &[Child]) -> Intake {
    let whole = subject.report;
    let own = Intake::own(children, &whole.organ.name, whole);
    let organ = &whole.organ.name;
    let sought = Sought { organ, year: whole.year, own, bodies: subject.expected, unreadable: &[] };
    Intake::of(children, &sought)
}
