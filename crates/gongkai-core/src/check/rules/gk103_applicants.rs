//! GK103 applicants: per row of table 三, the applicant classes add up to 总计.

use super::sums;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::EquationId;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Applicants;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(103),
    name: "applicants",
    title: ("申请人横向合计", "applicant classes add up per row"),
    basis: Basis::Sum,
    clause: (
        "算术：表三每行自然人与法人或其他组织五类之和等于“总计”",
        "arithmetic: in each row of table three, natural persons and the five classes of organizations add up to “总计”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "表三每一行：自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 = 总计。",
            "In every row of table three the six applicant classes add up to “总计”.",
        ),
        why: (
            "每件申请只有一类申请人；横向不等，总计列的其他勾稽也就失去意义。",
            "An application has one class of applicant; where a row does not add up, the sums of the total column mean nothing.",
        ),
        example: ("自然人 140、商业企业 1、其他 2，总计 140。", "Natural persons 140, business 1, other 2, total 140."),
        limits: (
            "有单元格空白或未读出，且已填各项不足以判断时不判断。",
            "Not judged where blank or unread cells leave the sum open.",
        ),
        mend: (
            "核对该行各类申请人与总计；只有总计错时改总计，不要为凑总计改分项。",
            "Check the row's classes and its total; where only the total is wrong, mend the total and leave the parts.",
        ),
    },
};

impl Rule for Applicants {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        Ok(sums::assess(subject, EquationId::Applicants, &INFO, |line, sides| {
            let (left, right, difference) = (sides.left, sides.right, sides.difference);
            Text::new(
                format!("{}横向不等：总计为 {left}，六类申请人之和为 {right}，相差 {difference}", line.zh),
                format!(
                    "{}: “总计” is {left}, the six applicant classes add up to {right}, difference {difference}",
                    line.en
                ),
            )
        }))
    }
}
