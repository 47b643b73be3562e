//! GK102 outcomes: per column of table 三, the outcome rows add up to （七）总计.

use super::sums;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::EquationId;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Outcomes;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(102),
    name: "outcomes",
    title: ("办理结果纵向合计", "outcomes add up per column"),
    basis: Basis::Sum,
    clause: (
        "算术：表三每列“（一）予以公开”至“（六）其他处理”各行之和等于“（七）总计”",
        "arithmetic: in each column of table three, the rows from “（一）” to “（六）” add up to “（七）总计”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "表三每一列：（一）至（六）各行之和 = （七）总计。",
            "In every column of table three the outcome rows “（一）” to “（六）” add up to “（七）总计”.",
        ),
        why: (
            "每件申请只计入一种办理结果；合计不等，说明有申请漏计、重计或填错行。",
            "An application has exactly one outcome; where the rows do not add up, one was left out, counted twice or entered in the wrong row.",
        ),
        example: (
            "予以公开 6、部分公开 6、无法提供 7，总计 13。",
            "Granted 6, partially granted 6, unavailable 7, total 13.",
        ),
        limits: (
            "有单元格空白或未读出，且已填各项不足以判断时不判断。",
            "Not judged where blank or unread cells leave the sum open.",
        ),
        mend: (
            "逐行核对该列；部分公开的申请只计入“（二）部分公开”，不再计入其他行。",
            "Check the column row by row; a partly granted application counts only under “（二）部分公开”.",
        ),
    },
};

impl Rule for Outcomes {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        Ok(sums::assess(subject, EquationId::Outcomes, &INFO, |line, sides| {
            let (left, right, difference) = (sides.left, sides.right, sides.difference);
            Text::new(
                format!("{}纵向不等：（七）总计为 {left}，各办理结果之和为 {right}，相差 {difference}", line.zh),
                format!(
                    "{}: “（七）总计” is {left}, the outcome rows add up to {right}, difference {difference}",
                    line.en
                ),
            )
        }))
    }
}
