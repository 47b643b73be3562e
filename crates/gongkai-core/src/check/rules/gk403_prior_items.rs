//! GK403 prior-items: 上一年项目数量 is last year's 上一年项目数量 + 本年增/减.

use super::previous;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::keys::column;
use crate::form::{Edition, TableKey};
use crate::{Cell, Report};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct PriorItems;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(403),
    name: "prior-items",
    title: ("上一年项目数量逐年衔接", "items of the year before"),
    basis: Basis::Practice,
    clause: (
        "实务通常：上一年项目数量 = 上年度报告的上一年项目数量 + 本年增/减",
        "usual practice: “上一年项目数量” = last year's “上一年项目数量” + “本年增/减”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::Only(&[Edition::E2019]),
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "2019 年版表二：上一年项目数量 = 上年度报告的上一年项目数量 + 本年增/减。",
            "In table two of 2019: “上一年项目数量” = last year’s “上一年项目数量” + “本年增/减”.",
        ),
        why: (
            "项目数逐年累计，对不上说明口径变了或填错。",
            "The number of items adds up from year to year; where it does not, something was entered wrongly.",
        ),
        example: (
            "上年填 396、增 442，本年“上一年项目数量”填 396。",
            "396 and +442 last year, 396 as last year’s number this year.",
        ),
        limits: ("上年报告没有给出或没有数字的不判断。", "Not judged without last year's report or its figures."),
        mend: (
            "对照权责清单核对；口径变化的在正文说明。",
            "Check against the list of powers; explain a change of counting in the text.",
        ),
    },
};

impl Rule for PriorItems {
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
        for cell in cells.iter().filter(|cell| cell.key.column() == column::PRIOR_YEAR_ITEMS) {
            let row = cell.row_path.last().copied().unwrap_or_default();
            let change = cell.key.in_column(column::CHANGE);
            let expected =
                earlier(cell.key).zip(earlier(change)).and_then(|(before, change)| before.checked_add(change));
            let sides = (number(subject.report, cell.key), expected);
            previous::compare(&mut verdict, sides, previous::row_without_number(row), |stated, expected| {
                let message = Text::new(
                    format!("表二“{row}”上一年项目数量填 {stated}，按上年度报告应为 {expected}；实务通常应衔接"),
                    format!("table two, “{row}”: {stated} items the year before; last year's report makes {expected}"),
                );
                let finding = Finding::new(&INFO, message).with_cells(vec![subject.related(cell.key)]);
                previous::about(finding, &[(cell.key, previous), (change, previous)]).with_help(INFO.mend_text())
            });
        }
        Ok(verdict)
    }
}
