//! GK602 mobile-number: no personal mobile number in the text.

use super::digit_runs;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct MobileNumber;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(602),
    name: "mobile-number",
    title: ("正文不宜出现手机号", "no mobile number in the text"),
    basis: Basis::Practice,
    clause: (
        "实务通常：报告只公布办公电话；个人手机号属个人信息（《政府信息公开条例》第十五条）",
        "usual practice: a report gives office telephones only; a personal mobile number is personal information (Regulations, article 15)",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "正文中没有 11 位手机号码（可带 86，可分段）；固定电话不受限制。",
            "The text holds no mobile number of eleven digits, with or without 86, in groups or not; land lines are free.",
        ),
        why: (
            "联系方式应为机关的办公电话，个人手机号一经公布难以收回。",
            "Contact should be by the office's telephone; a personal number once published cannot be taken back.",
        ),
        example: ("“联系人：李某，139******78”", "“contact: Li, 139******78”"),
        limits: (
            "只认得 11 位手机号码；号码是不是本人的看不出来。",
            "Only numbers of eleven digits; not whose they are.",
        ),
        mend: ("改为办公电话，或者删去。", "Give the office's telephone instead, or delete it."),
    },
};

impl Rule for MobileNumber {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        digit_runs::assess(subject, &INFO, ("手机号码", "a mobile number"), |run| {
            let number = match run.digits.len() {
                13 => run.digits.strip_prefix("86"),
                _ => Some(run.digits.as_str()),
            };
            // Codes and serial numbers have eleven digits too.
            let serial = ["编号", "索引号", "备案号", "代码", "文号", "统一编码", "序号", "备"];
            let before = run.before.trim_end_matches(['：', ':', '为', '+', '（', '(']);
            number.is_some_and(is_mobile) && !serial.iter().any(|word| before.ends_with(word))
        })
    }
}

/// Whether eleven digits have the form of a mobile number: 13x to 19x.
fn is_mobile(digits: &str) -> bool {
    let mut chars = digits.chars();
    digits.len() == 11 && chars.next() == Some('1') && chars.next().is_some_and(|c| ('3'..='9').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    #[test]
    fn finds_mobile_numbers_and_masks_them() {
        for text in ["联系电话13912345678。", "手机：139-1234-5678", "手机+8613912345678", "１３９１２３４５６７８"]
        {
            let report = with_text(SectionKey::OtherMatters, &[text]);
            let findings = failed(&MobileNumber, &report);
            assert!(findings.iter().all(|f| f.message.zh.contains("*") && !f.message.zh.contains("12345")), "{text}");
            assert_eq!(findings.len(), 1, "{text}");
        }
    }

    #[test]
    fn leaves_land_lines_and_longer_numbers() {
        for text in [
            "电话：0517-87222589，邮编：223100。",
            "电话：010-12345678转8001。",
            "热线12345。",
            "电话：0759-7171101，邮编524359。",
            "联系电话0791-85622668、0791-85622696（传真）。",
            "电话0718—6277499",
            "传真：0514-87345678；热线：0514-12345。",
            "统一社会信用代码：11430681006123456Q，索引号11341702486344515H/202110-00013。",
            "国办公开办函〔2021〕30号，京ICP备13045678901号",
            "网站总访问量13912345678人次。",
            "公安备案号13912345678901",
            "编号：13912345678",
            "编码3201391234567801。",
            "金额13912345678.5元，网址www.x.cn/13912345678",
            "12912345678",
        ] {
            passed(&MobileNumber, &with_text(SectionKey::OtherMatters, &[text]));
        }
    }
}
