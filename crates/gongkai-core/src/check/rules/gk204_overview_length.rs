//! GK204 overview-length: section 一 has no more characters than the format allows in principle.

use crate::Number;
use crate::check::text::section_text;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Sides, Subject, Text, Verdict,
};
use crate::form::{Edition, SectionKey};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct OverviewLength;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(204),
    name: "overview-length",
    title: ("总体情况篇幅", "length of section one"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：总体情况“原则上不超过1000字”",
        "“国办公开办函〔2021〕30号”: section one has in principle no more than 1,000 characters",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::Since(Edition::E2021),
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "“一、总体情况”不超过 1000 字；标点计入，空白不计。",
            "Section one has at most 1,000 characters; punctuation counts, white space does not.",
        ),
        why: (
            "格式要求总体情况简明，原则上不超过 1000 字；字数上限可在本地规则中另设。",
            "The format asks for a short section one, in principle no more than 1,000 characters; local rules may set another limit.",
        ),
        example: ("总体情况 1,240 字。", "A section one of 1,240 characters."),
        limits: ("按字数，不看详略。", "Only the length."),
        mend: (
            "删去套话和与政府信息公开无关的内容，保留五个方面的做法和数据。",
            "Cut set phrases and whatever does not concern disclosure; keep the five topics with their figures.",
        ),
    },
};

/// How many characters a text has as the format counts them: with punctuation, without white space.
pub(in crate::check) fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

impl Rule for OverviewLength {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let text = section_text(subject.report, SectionKey::Overview)?;
        let mut verdict = Verdict::default();
        let count = characters(&text);
        let limit = subject.thresholds.overview_characters;
        if count <= limit {
            verdict.holds();
            return Ok(verdict);
        }
        let over = count - limit;
        let number = |n: usize| Number::from(u64::try_from(n).unwrap_or(u64::MAX));
        let mut finding = Finding::new(
            &INFO,
            Text::new(
                format!("“一、总体情况”共 {count} 字，超过 {limit} 字的上限 {over} 字"),
                format!("section one has {count} characters, {over} more than the limit of {limit}"),
            ),
        )
        .with_sides(Sides::new(number(count), number(limit)))
        .with_help(INFO.mend_text())
        .with_note(Text::new(
            "格式的说法是“原则上”：标点计入，空白不计",
            "the format says “in principle”; punctuation counts, white space does not",
        ));
        finding.section = Some(SectionKey::Overview);
        let places = subject.provenance.and_then(|p| p.paragraphs.get(&SectionKey::Overview));
        verdict.fails(finding.at(places.and_then(|places| places.first().copied())));
        Ok(verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, report, skipped, with_text};

    #[test]
    fn counts_punctuation_and_no_white_space() {
        let exact = "公开，".repeat(333) + "。";
        passed(&OverviewLength, &with_text(SectionKey::Overview, &[&format!("　　{exact}\n ")]));
        let over = failed(&OverviewLength, &with_text(SectionKey::Overview, &[&exact, "。"]));
        assert!(over.iter().all(|f| f.sides.is_some_and(|sides| sides.difference == Number::from(1_u64))), "{over:?}");
        skipped(&OverviewLength, &report());
    }

    #[test]
    fn takes_the_limit_from_the_thresholds() {
        let report = with_text(SectionKey::Overview, &["公开情况。"]);
        let thresholds = crate::check::Thresholds { overview_characters: 4, ..Default::default() };
        let subject = Subject::new(&report).with_thresholds(thresholds);
        assert_eq!(OverviewLength.check(&subject).findings.len(), 1);
    }

    #[test]
    fn is_of_the_edition_of_2021_alone() {
        let mut report = with_text(SectionKey::Overview, &[&"公开，".repeat(500)]);
        report.year = crate::Year::new(2020).ok();
        assert_eq!(OverviewLength.assess(&Subject::new(&report)).findings, []);
    }
}
