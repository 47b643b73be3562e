//! What the rules against last year's report share.

use crate::Report;
use crate::check::{Finding, Subject, Text};
use crate::form::CellKey;

/// Last year's report, or why there is none to compare with.
pub(super) fn of<'a>(subject: &Subject<'a>) -> Result<&'a Report, Text> {
    let Some(previous) = subject.previous else {
        return Err(Text::new("没有给出上年度报告", "last year's report was not given"));
    };
    match (subject.report.year, previous.year) {
        (Some(year), Some(earlier)) if year.previous() != Some(earlier) => Err(Text::new(
            format!("给出的是 {earlier} 年度报告，不是 {year} 年的上一年度"),
            format!("the report given is for {earlier}, which is not the year before {year}"),
        )),
        _ => Ok(previous),
    }
}

/// A finding with the cells of last year's report that it was compared with, which its fingerprint then includes.
pub(super) fn about(finding: Finding, cells: &[(CellKey, &Report)]) -> Finding {
    cells.iter().fold(finding, |finding, (key, previous)| {
        let name = previous.printed_name(*key);
        let printed = previous.cell(*key).map(crate::Cell::printed).unwrap_or_default();
        finding.compared_with(&printed).with_note(Text::new(
            format!("上年度报告{name}：{printed}"),
            format!("last year's report, {name}: {printed}"),
        ))
    })
}
