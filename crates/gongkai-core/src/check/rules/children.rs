//! What the rules against subordinate reports share.

use crate::check::{Child, Subject, Text};

/// The subordinate reports, or why there are none to compare with.
pub(super) fn of<'a>(subject: &Subject<'a>) -> Result<&'a [Child], Text> {
    let given = subject.children.filter(|children| !children.is_empty());
    given.ok_or_else(|| Text::new("没有给出下级单位的报告", "no subordinate reports were given"))
}
