//! GK208 processing-fee: section 六 states the fee collected for processing information.

use crate::check::text::{found, section_text};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::{Edition, SectionKey};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct ProcessingFee;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(208),
    name: "processing-fee",
    title: ("报告信息处理费", "the processing fee"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：“其他需要报告的事项”应报告收取信息处理费情况；国办函〔2020〕109号",
        "“国办公开办函〔2021〕30号”: section six reports the fees collected for processing information; State Council General Office “〔2020〕109号”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::Since(Edition::E2021),
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "第六部分写明本年收取信息处理费的情况，没有收取的也要写明。",
            "Section six states the processing fee collected in the year, even when none was.",
        ),
        why: ("格式把它列为必须报告的事项。", "The format makes it a matter that must be reported."),
        example: ("第六部分只写“无其他需要报告的事项”。", "Section six says no more than “nothing else to report”."),
        limits: ("按用词判断，看不出金额对不对。", "By words, not whether the amount is right."),
        mend: (
            "补写一句，如“本年度未收取信息处理费”，收取的写明件数和金额。",
            "Add a sentence such as “本年度未收取信息处理费”, or the number of cases and the amount.",
        ),
    },
};

/// Words with 费 that are no fee of this kind.
const OTHER_WORDS: &[&str] =
    &["经费", "浪费", "消费", "花费", "行政事业性收费", "免费", "话费", "电费", "水费", "学费"];
const FEE: &[&str] = &[
    "处理费",
    "收费",
    "收取",
    "费用",
    "缴费",
    "收到费",
    "收过费",
    "计费",
    "取费",
    "信息费",
    "工本费",
    "检索费",
    "复制费",
    "邮寄费",
];

impl Rule for ProcessingFee {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let text = section_text(subject.report, SectionKey::OtherMatters)?;
        let mut verdict = Verdict::default();
        if states_fee(&text) {
            verdict.holds();
            return Ok(verdict);
        }
        let message = Text::new(
            "“六、其他需要报告的事项”没有写明收取信息处理费的情况",
            "section six does not state the processing fee",
        );
        let mut finding = Finding::new(&INFO, message).with_help(INFO.mend_text());
        finding.section = Some(SectionKey::OtherMatters);
        if section_text(subject.report, SectionKey::Overview).is_ok_and(|text| text.contains("处理费")) {
            finding = finding.with_note(Text::new(
                "第一部分写到了信息处理费，格式要求写在第六部分",
                "section one speaks of it; the format asks for it in section six",
            ));
        }
        let places = subject.provenance.and_then(|p| p.paragraphs.get(&SectionKey::OtherMatters));
        verdict.fails(finding.at(places.and_then(|places| places.first().copied())));
        Ok(verdict)
    }
}

/// Whether a text speaks of a fee for applications.
pub(in crate::check) fn states_fee(text: &str) -> bool {
    let mut rest = text.to_owned();
    for word in OTHER_WORDS {
        rest = rest.replace(word, "");
    }
    found(&rest, FEE).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, report, skipped, with_text};

    #[test]
    fn hears_the_fee_in_many_ways() {
        for text in [
            "本年度未收取信息处理费。",
            "2023年，我镇无收取信息处理费等任何费用情况。",
            "2023年度，我局政府信息公开未发生收费情况。",
            "依申请公开未收取任何费用。",
            "全年发出收费通知2件，总金额120元，实际收取120元。",
            "本年度政府信息公开处理费为0元，没有其他需要报告的事项。",
            "2023年，无收取信息处理费情况。",
            "依申请公开信息处理费0元。",
            "没有产生信息处理费用。",
            "收费金额为0。",
            "本年度无收费情形。",
            "我局全年依申请公开工作零收费。",
            "2023年度没有收取过依申请公开的费用。",
            "未向申请人收取检索、复制、邮寄等费用。",
            "本年度未发出收费通知，收费总金额为0元。",
            "按照《政府信息公开信息处理费管理办法》规定，2023年共收取2件，合计280元。",
            "本年度未征收信息公开处理费。",
            "本年度未产生政府信息公开收费。",
            "政府信息公开信息处理费收取情况：无。",
        ] {
            passed(&ProcessingFee, &with_text(SectionKey::OtherMatters, &[text]));
        }
    }

    #[test]
    fn says_when_it_is_missing() {
        for text in [
            "无",
            "无其他需要报告的事项。",
            "本单位工作经费有保障，无其他事项。",
            "本年度无其他需要报告的事项。行政事业性收费目录已公开。",
        ] {
            failed(&ProcessingFee, &with_text(SectionKey::OtherMatters, &[text]));
        }
        skipped(&ProcessingFee, &report());
        let mut report = with_text(SectionKey::OtherMatters, &["无"]);
        report.set_narrative(SectionKey::Overview, ["未收取信息处理费。"]);
        assert!(failed(&ProcessingFee, &report).iter().all(|finding| finding.notes.len() == 1));
    }
}
