//! GK105 whole-count: a count is a whole number of at least 0; 本年增/减 of the 2019 edition may be negative.

use super::cells;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::CellKind;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct WholeCount;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(105),
    name: "whole-count",
    title: ("件数为非负整数", "counts are whole numbers"),
    basis: Basis::Sum,
    clause: (
        "算术：件数为非负整数（2019年版“本年增/减”可为负数）",
        "arithmetic: a count is a whole number of at least 0 (“本年增/减” in the edition of 2019 may be negative)",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "按件计的单元格只能是大于等于 0 的整数；2019 年版表二“本年增/减”可以是负数。",
            "A cell that counts things holds a whole number of at least 0; “本年增/减” in table two of the 2019 edition may be negative.",
        ),
        why: (
            "小数或负数说明填错了格、串了行，或把金额填进了件数栏。",
            "A fraction or a negative number shows a value in the wrong cell, a shifted row, or an amount where a count belongs.",
        ),
        example: ("行政许可“本年处理决定数量”填 12.5。", "12.5 as the number of licence decisions."),
        limits: (
            "只看是不是非负整数，不看大小是否合理。",
            "Only whether it is a whole number, not whether it is likely.",
        ),
        mend: ("按台账核对后填整数。", "Check against the ledger and enter a whole number."),
    },
};

impl Rule for WholeCount {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        Ok(cells::assess(subject, CellKind::is_count, |cell, number, verdict| {
            let may_be_negative = cell.kind == CellKind::SignedCount;
            if number.is_whole() && (may_be_negative || !number.is_negative()) {
                return verdict.holds();
            }
            let related = subject.related(cell.key);
            let (zh, en) = if number.is_whole() {
                ("不能为负数", "must not be negative")
            } else {
                ("应为整数", "must be a whole number")
            };
            let message = Text::new(
                format!("{}填 {number}，件数{zh}", related.name),
                format!("{} holds {number}; a count {en}", related.english),
            );
            verdict.fails(Finding::new(&INFO, message).with_cells(vec![related]).with_help(Text::new(
                "按台账核对后填大于等于 0 的整数；没有的填 0",
                "check against the ledger and enter a whole number of at least 0; enter 0 where there is none",
            )));
        }))
    }
}
