//! GK401 carry-over: by column: 上年结转 is last year's 结转下年度.

use super::previous;
use crate::Cell;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::TableKey;
use crate::form::keys::row;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct CarryOver;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(401),
    name: "carry-over",
    title: ("上年结转与去年一致", "carried in as carried out last year"),
    basis: Basis::Practice,
    clause: (
        "实务通常：本年“上年结转”逐列等于上年度报告的“结转下年度继续办理”",
        "usual practice: “上年结转” equals last year's “结转下年度继续办理” in every column",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "表三每一列：本年“上年结转” = 上年度报告“结转下年度继续办理”。",
            "In every column of table three, “上年结转” is “结转下年度” of last year’s report.",
        ),
        why: (
            "去年未办结的申请今年必须接着计，对不上说明漏计或统计口径变了。",
            "What was open last year goes on this year; where it does not agree, applications were lost or counted in another way.",
        ),
        example: (
            "上年自然人结转 118 件，本年“上年结转”自然人填 100 件。",
            "118 carried out by natural persons last year, 100 carried in this year.",
        ),
        limits: ("上年报告没有给出或没有数字的不判断。", "Not judged without last year's report or its figures."),
        mend: (
            "核对上年度报告和台账；上年报告有误的，在正文中说明。",
            "Check last year’s report and the ledger; if last year’s was wrong, say so in the text.",
        ),
    },
};

impl Rule for CarryOver {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let previous = previous::of(subject)?;
        let mut verdict = Verdict::default();
        let cells = &subject.report.table_form(TableKey::Applications).cells;
        for cell in cells.iter().filter(|cell| cell.key.row() == row::CARRIED_IN) {
            let source = cell.key.in_row(row::CARRIED_OUT);
            let column = cell.column_path.last().copied().unwrap_or_default();
            let stated = subject.report.cell(cell.key).and_then(Cell::number);
            let earlier = previous.cell(source).and_then(Cell::number);
            let open = Text::new(
                format!("“{column}”列本年“上年结转”或上年“结转下年度”没有数字"),
                format!("column “{column}”: carried in, or carried out last year, holds no number"),
            );
            previous::compare(&mut verdict, (stated, earlier), open, |stated, earlier| {
                let message = Text::new(
                    format!("表三“{column}”列上年结转填 {stated}，上年度报告结转下年度为 {earlier}；实务通常应一致"),
                    format!(
                        "table three, column “{column}”: {stated} carried in, but last year's report carries out {earlier}"
                    ),
                );
                let finding = Finding::new(&INFO, message).with_cells(vec![subject.related(cell.key)]);
                previous::about(finding, &[(source, previous)]).with_help(INFO.mend_text())
            });
        }
        Ok(verdict)
    }
}
