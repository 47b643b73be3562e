//! GK101 balance: per column of table 三, received + carried in = processed + carried out.

use super::sums;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::EquationId;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Balance;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(101),
    name: "balance",
    title: ("三大项平衡", "balance of table three"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号（2019年版同）表三表头：“第一项加第二项之和，等于第三项加第四项之和”",
        "“国办公开办函〔2021〕30号” (the edition of 2019 likewise), head of table three: the first item plus the second equals the third plus the fourth",
    ),
    earlier_clause: Some((
        "国办公开办函〔2019〕60号表三表头：第一项加第二项之和，等于第三项加第四项之和",
        "“国办公开办函〔2019〕60号”, head of table three: items one and two make items three and four",
    )),
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "表三每一列：本年新收 + 上年结转 = 本年度办理结果总计 + 结转下年度。",
            "In every column of table three: received + carried in = total processed + carried out.",
        ),
        why: (
            "这是格式印在表三左上角的勾稽关系，不平的报告会被退回。",
            "The form prints this identity in the table's corner; a report that breaks it is sent back.",
        ),
        example: ("新收 10、结转 0，总计 9、结转下年度 0。", "Received 10, carried in 0, processed 9, carried out 0."),
        limits: (
            "有单元格空白或未读出，且已填各项不足以判断时不判断。",
            "Not judged where blank or unread cells leave the sum open.",
        ),
        mend: (
            "核对该列的四个数，尤其是未办结的申请是否计入“结转下年度继续办理”。",
            "Check the column's four figures, above all whether open applications are counted as carried out.",
        ),
    },
};

impl Rule for Balance {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        Ok(sums::assess(subject, EquationId::Balance, &INFO, |line, sides| {
            let (left, right, difference) = (sides.left, sides.right, sides.difference);
            Text::new(
                format!(
                    "{}不平：新收＋上年结转＝{left}，办理结果总计＋结转下年度＝{right}，相差 {difference}",
                    line.zh
                ),
                format!(
                    "{}: received + carried in = {left}, processed + carried out = {right}, difference {difference}",
                    line.en
                ),
            )
        }))
    }
}
