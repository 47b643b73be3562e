//! What the rules against last year's report share.

use crate::check::{Finding, Sides, Subject, Text, Verdict};
use crate::form::CellKey;
use crate::{Number, Report};

/// Last year's report, or why there is none to compare with.
pub(super) fn of<'a>(subject: &Subject<'a>) -> Result<&'a Report, Text> {
    let Some(previous) = subject.previous else {
        return Err(Text::new("没有给出上年度报告", "last year's report was not given"));
    };
    if let Some(reason) = subject.previous_of_another_body() {
        return Err(reason);
    }
    match (subject.report.year, previous.year) {
        (Some(year), Some(earlier)) if year.previous() != Some(earlier) => Err(Text::new(
            format!("给出的是 {earlier} 年度报告，不是 {year} 年的上一年度"),
            format!("the report given is for {earlier}, which is not the year before {year}"),
        )),
        _ => Ok(previous),
    }
}

/// Holds a stated number against the one that last year's report asks for. `open` says why there is nothing to compare
/// where either is not known; `differs` words what does not agree.
pub(super) fn compare(
    verdict: &mut Verdict,
    (stated, due): (Option<Number>, Option<Number>),
    open: Text,
    differs: impl FnOnce(Number, Number) -> Finding,
) {
    match (stated, due) {
        (Some(stated), Some(due)) if stated == due => verdict.holds(),
        (Some(stated), Some(due)) => {
            verdict.fails(differs(stated, due).with_sides(Sides::new(stated, due)));
        }
        _ => verdict.skip(open),
    }
}

/// Why a row of table two has nothing to compare.
pub(super) fn row_without_number(row: &str) -> Text {
    Text::new(
        format!("“{row}”本年或上年有单元格没有数字"),
        format!("“{row}”: a cell of this year's or last year's report holds no number"),
    )
}

/// A finding with the cells of last year's report that it was compared with, which its fingerprint then includes.
pub(super) fn about(finding: Finding, cells: &[(CellKey, &Report)]) -> Finding {
    cells.iter().fold(finding, |finding, (key, previous)| {
        let (name, english) = (previous.printed_name(*key), previous.english_name(*key));
        let printed = previous.cell(*key).map(crate::Cell::printed).unwrap_or_default();
        finding.compared_with(&printed).with_note(Text::new(
            format!("上年度报告{name}：{printed}"),
            format!("last year's report, {english}: {printed}"),
        ))
    })
}
