//! GK603 bank-card: no bank card number in the text.

use super::digit_runs;
use crate::check::{Basis, Editions, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct BankCard;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(603),
    name: "bank-card",
    title: ("正文不得出现银行卡号", "no bank card number in the text"),
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
            "正文中没有银行卡号：16 至 19 位，发卡行标识为 62、9558 等，且通过 Luhn 校验；其他前缀只在“卡号、账号”等字样之后识别。",
            "The text holds no bank card number: 16 to 19 digits with an issuer prefix (62, 9558) that pass the Luhn check; other prefixes only after words such as “卡号” or “账号”.",
        ),
        why: (
            "公布银行卡号侵犯个人隐私，也违反条例第十五条。",
            "Publishing a card number breaches privacy and article 15 of the Regulations.",
        ),
        example: ("“退费至 622*************10”", "“refunded to 622*************10”"),
        limits: (
            "只认得校验位正确、常见发卡行开头的卡号。",
            "Only numbers with a right check digit and a usual issuer.",
        ),
        mend: ("删去该号码。", "Delete the number."),
    },
};

impl Rule for BankCard {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        digit_runs::assess(subject, &INFO, ("银行卡号", "a bank card number"), |run| {
            let digits = run.digits.as_str();
            let tail: String = run.before.chars().rev().take(15).collect();
            let words: String = tail.chars().rev().collect();
            let named = ["卡号", "账号", "帐号", "账户", "银行"].iter().any(|word| words.contains(word));
            let issued = digits.starts_with("62") || (digits.starts_with("9558") && digits.len() == 19);
            (16..=19).contains(&digits.len())
                && (issued || (named && digits.starts_with(['3', '4', '5', '6', '9'])))
                && passes_luhn(digits)
                && !digit_runs::is_identity_number(digits)
        })
    }
}

/// The Luhn check of card numbers (ISO/IEC 7812).
fn passes_luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (index, c) in digits.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else { return false };
        sum += match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        };
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    /// A made-up number with its right check digit.
    fn card(prefix: &str) -> String {
        let rest = ('0'..='9').find(|&c| passes_luhn(&format!("{prefix}{c}")));
        format!("{prefix}{}", rest.unwrap())
    }

    #[test]
    fn finds_card_numbers() {
        let plain = card("622202123456789012");
        let (bank, rest) = plain.split_at(4);
        let (middle, last) = rest.split_at(8);
        let grouped = format!("{bank} {middle} {last}");
        for text in [format!("退至{plain}。"), format!("卡号{grouped}"), format!("账号：{}", card("411111111111111"))]
        {
            let findings = failed(&BankCard, &with_text(SectionKey::OtherMatters, &[&text]));
            assert_eq!(findings.len(), 1, "{text}");
            assert!(findings.iter().all(|finding| finding.message.zh.contains('*')), "{text}");
        }
    }

    #[test]
    fn leaves_other_numbers() {
        for text in
            [format!("编号{}", card("411111111111111")), "11010519491231002X".to_owned(), "62220212345".to_owned()]
        {
            passed(&BankCard, &with_text(SectionKey::OtherMatters, &[&text]));
        }
        // One digit changed breaks the check.
        let sound = card("622202123456789012");
        let broken = ('0'..='9').filter(|&c| !sound.ends_with(c)).map(|c| format!("{}{c}", sound.split_at(18).0));
        assert!(passes_luhn(&sound) && broken.into_iter().all(|digits| !passes_luhn(&digits)));
    }
}
