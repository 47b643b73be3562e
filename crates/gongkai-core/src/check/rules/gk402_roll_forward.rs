//! GK402 roll-forward: 现行有效 is last year's + issued − repealed.

use super::previous;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::keys::column;
use crate::form::{Edition, TableKey};
use crate::{Cell, Report};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct RollForward;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(402),
    name: "roll-forward",
    title: ("现行有效逐年衔接", "in force from year to year"),
    basis: Basis::Practice,
    clause: (
        "实务通常：现行有效 = 上年现行有效 + 本年制发 − 本年废止",
        "usual practice: in force = in force last year + issued − repealed",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::Since(Edition::E2021),
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "表二规章、行政规范性文件：现行有效 = 上年度报告现行有效 + 本年制发 − 本年废止。",
            "In table two: in force = in force last year + issued − repealed.",
        ),
        why: (
            "逐年对不上，多为清理后没有同步更新，或制发、废止口径不一。",
            "Where it does not agree, a clean-up was not entered or the counts mean different things.",
        ),
        example: (
            "上年现行有效 647，本年制发 50、废止 227，现行有效填 597。",
            "647 in force last year, 50 issued, 227 repealed, 597 in force.",
        ),
        limits: ("上年报告没有给出或没有数字的不判断。", "Not judged without last year's report or its figures."),
        mend: (
            "对照文件清单核对三个数；自然失效的文件也计入废止或在正文说明。",
            "Check the three numbers against the list of documents; those that lapsed count as repealed or are explained in the text.",
        ),
    },
};

impl Rule for RollForward {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn applies(&self, subject: &Subject<'_>) -> bool {
        INFO.editions.include(subject.report.edition(TableKey::Disclosure))
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let previous = previous::of(subject)?;
        let number = |report: &Report, key| report.cell(key).and_then(Cell::number);
        let earlier = |key| number(previous, key);
        let mut verdict = Verdict::default();
        let cells = &subject.report.table_form(TableKey::Disclosure).cells;
        for cell in cells.iter().filter(|cell| cell.key.column() == column::IN_FORCE) {
            let row = cell.row_path.last().copied().unwrap_or_default();
            let own = |column| number(subject.report, cell.key.in_column(column));
            let expected = earlier(cell.key)
                .zip(own(column::ISSUED))
                .zip(own(column::REPEALED))
                .and_then(|((before, issued), repealed)| before.checked_add(issued)?.checked_sub(repealed));
            let sides = (number(subject.report, cell.key), expected);
            previous::compare(&mut verdict, sides, previous::row_without_number(row), |stated, expected| {
                let message = Text::new(
                    format!(
                        "表二“{row}”现行有效填 {stated}，按上年现行有效加本年制发减本年废止应为 {expected}；实务通常应衔接"
                    ),
                    format!(
                        "table two, “{row}”: {stated} in force; last year's, and what was issued and repealed, make {expected}"
                    ),
                );
                let cells = vec![
                    subject.related(cell.key),
                    subject.related(cell.key.in_column(column::ISSUED)),
                    subject.related(cell.key.in_column(column::REPEALED)),
                ];
                let finding = Finding::new(&INFO, message).with_cells(cells);
                previous::about(finding, &[(cell.key, previous)]).with_help(INFO.mend_text())
            });
        }
        Ok(verdict)
    }
}
