//! GK104 dispute-totals: per group of table 四, total = upheld + corrected + other + pending.

use super::sums;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::EquationId;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct DisputeTotals;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(104),
    name: "dispute-totals",
    title: ("复议诉讼合计", "totals of reconsideration and litigation"),
    basis: Basis::Sum,
    clause: (
        "算术：表四每组结果维持、结果纠正、其他结果、尚未审结之和等于“总计”",
        "arithmetic: in each group of table four, upheld, corrected, other and pending add up to “总计”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "表四每一组：结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计。",
            "In every group of table four: upheld + corrected + other + pending = total.",
        ),
        why: (
            "三组总计是审核人员最先看的数，常见总计漏填为 0。",
            "These totals are what reviewers read first; they are often left at 0.",
        ),
        example: (
            "结果维持 10、结果纠正 1、其他结果 0、尚未审结 0，总计 0。",
            "Upheld 10, corrected 1, other 0, pending 0, total 0.",
        ),
        limits: (
            "有单元格空白或未读出，且已填各项不足以判断时不判断。",
            "Not judged where blank or unread cells leave the sum open.",
        ),
        mend: (
            "核对该组四项；四项无误时总计填四项之和，尚未审结的案件也要计入。",
            "Check the group's four figures; if they are right, the total is their sum, pending cases included.",
        ),
    },
};

impl Rule for DisputeTotals {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        Ok(sums::assess(subject, EquationId::Disputes, &INFO, |line, sides| {
            let (left, right, difference) = (sides.left, sides.right, sides.difference);
            Text::new(
                format!("{}不等：总计为 {left}，四项之和为 {right}，相差 {difference}", line.zh),
                format!("{}: “总计” is {left}, the four results add up to {right}, difference {difference}", line.en),
            )
        }))
    }
}
