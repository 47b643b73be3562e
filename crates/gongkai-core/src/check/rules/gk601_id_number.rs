//! GK601 id-number: no resident identity number in the text.

use super::digit_runs;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct IdNumber;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(601),
    name: "id-number",
    title: ("正文不得出现身份证号", "no identity number in the text"),
    basis: Basis::Law,
    clause: (
        "《政府信息公开条例》第十五条：涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开",
        "Regulations on Open Government Information, article 15: no information is disclosed that would harm the lawful rights of third parties, such as business secrets and privacy",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "正文中没有公民身份号码：18 位号码按 GB 11643 的行政区划、出生日期和校验码识别；15 位旧号码只在“身份证”等字样之后识别。",
            "The text holds no resident identity number. Numbers of 18 places are known by region, birthday and check digit (GB 11643); old ones of 15 places only after a word such as “身份证”.",
        ),
        why: (
            "年度报告面向社会公布，公布个人身份号码侵犯隐私，也违反条例第十五条。",
            "The report is published; an identity number in it breaches privacy and article 15 of the Regulations.",
        ),
        example: (
            "“申请人王某（身份证号 110***…2X）申请公开……”",
            "“the applicant Wang (identity number 110***…2X) asked for …”",
        ),
        limits: ("只认得 18 位、校验位正确的号码。", "Only numbers of 18 places with a right check digit."),
        mend: ("删去该号码；确需说明个案时隐去个人信息。", "Delete the number; describe a case without personal data."),
    },
};

impl Rule for IdNumber {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        digit_runs::assess(subject, &INFO, ("居民身份证号", "a resident identity number"), |run| {
            if digit_runs::is_identity_number(&run.digits) {
                return true;
            }
            // The old form has no check digit, so the words before it must say what it is.
            let named = {
                let tail: String = run.before.chars().rev().take(12).collect();
                let words: String = tail.chars().rev().collect();
                ["身份证", "身份号码", "证件号"].iter().any(|word| words.contains(word))
            };
            let birthday = run.digits.get(6..12).map(|six| format!("19{six}"));
            run.digits.len() == 15
                && named
                && digit_runs::is_region(&run.digits)
                && digit_runs::is_birthday(birthday.as_deref())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    #[test]
    fn finds_identity_numbers_and_masks_them() {
        for text in [
            "申请人身份证号11010519491231002X。",
            "申请人（11010519491231002x）提出申请。",
            "申请人身份证号110105 19491231 002X。",
            "身份证号码110105491231002的申请人。",
        ] {
            let report = with_text(SectionKey::Overview, &[text]);
            let findings = failed(&IdNumber, &report);
            let [finding] = findings.as_slice() else { panic!("{text}: {findings:?}") };
            assert!(finding.message.zh.contains('*') && !finding.message.zh.contains("19491231"), "{finding:?}");
            assert_eq!(finding.section, Some(SectionKey::Overview));
        }
    }

    #[test]
    fn leaves_other_numbers() {
        for text in [
            "索引号014314799/2024-00002。",
            "统一社会信用代码11320700014300000A。",
            "备案号苏ICP备11010519491231002号。",
            "编号110105194912310021。",
            "受理110105491231002件。",
            "电话0517-87222589，邮编223100。",
        ] {
            passed(&IdNumber, &with_text(SectionKey::Overview, &[text]));
        }
    }
}
