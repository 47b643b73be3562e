//! GK405 repeated-text: sections 五 and 一 are not last year's over again.

use std::collections::HashSet;

use super::previous;
use crate::Number;
use crate::check::text::section_text;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Sides, Subject, Text, Verdict,
};
use crate::form::SectionKey;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct RepeatedText;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(405),
    name: "repeated-text",
    title: ("不与上年雷同", "text repeated from last year"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：问题和改进情况避免“年年雷同”；重复率的界限为实务通常做法",
        "“国办公开办函〔2021〕30号”: problems and improvements are not to be the same every year; the limit on repeated text is usual practice",
    ),
    earlier_clause: Some((
        "国办公开办函〔2019〕60号：报告本年度存在的主要问题及改进情况；重复率的界限为实务通常",
        "“国办公开办函〔2019〕60号”: the year's own problems and improvements; the limit is usual practice",
    )),
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "第五部分（以及第一部分）与上年同一部分的文字重复不超过 50%；按连续四字计算，标点和数字不计。",
            "Section five, and section one, repeat no more than 50 % of last year's text, counted by runs of four characters without punctuation and digits.",
        ),
        why: (
            "格式要求避免年年雷同；有的地方对重复过半的报告扣分。",
            "The format asks that a report not be the same every year; some offices deduct points above one half.",
        ),
        example: ("第五部分与上年只有年份不同。", "Section five differs from last year's in the year alone."),
        limits: ("按文字重复率，不看意思是否雷同。", "By repeated characters, not by meaning."),
        mend: (
            "写今年的问题和今年做了什么；仍未解决的老问题写明进展。",
            "Write of this year's problems and work; of an old problem write how far it has come.",
        ),
    },
};

/// How many characters make one run, and how many runs a text needs to be judged.
const RUN: usize = 4;
const LEAST_RUNS: usize = 30;

impl Rule for RepeatedText {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let previous = previous::of(subject)?;
        let mut verdict = Verdict::default();
        for section in [SectionKey::Overview, SectionKey::Problems] {
            let texts =
                section_text(subject.report, section).and_then(|now| Ok((now, section_text(previous, section)?)));
            let (now, before) = match texts {
                Ok(texts) => texts,
                Err(reason) => {
                    verdict.skip(reason);
                    continue;
                }
            };
            let now = words(&now);
            if now.len() < RUN + LEAST_RUNS {
                verdict.skip(Text::new(
                    format!("“{}”文字太短，无法比较", section.heading()),
                    format!("section “{}” is too short to compare", section.heading()),
                ));
                continue;
            }
            let percent = repeated_percent(&now, &words(&before));
            let limit = usize::from(subject.thresholds.overlap_percent);
            if percent <= limit {
                verdict.holds();
                continue;
            }
            let message = Text::new(
                format!("“{}”与上年重复 {percent}%，超过 {limit}%", section.heading()),
                format!("{percent}% of section “{}” is last year's text, more than {limit}%", section.heading()),
            );
            let number = |n: usize| Number::from(u64::try_from(n).unwrap_or(u64::MAX));
            let mut finding = Finding::new(&INFO, message)
                .with_sides(Sides::new(number(percent), number(limit)))
                .with_help(INFO.mend_text())
                .with_note(Text::new(
                    "界限是实务通常做法，可在本地规则中另设",
                    "the limit is a practice; local rules may set another",
                ));
            finding.section = Some(section);
            let places = subject.provenance.and_then(|p| p.paragraphs.get(&section));
            verdict.fails(finding.at(places.and_then(|places| places.first().copied())));
        }
        Ok(verdict)
    }
}

/// The characters that carry words: no punctuation, digits or white space.
fn words(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// How many of the runs of a text stand in another, in percent.
fn repeated_percent(now: &[char], before: &[char]) -> usize {
    let known: HashSet<&[char]> = before.windows(RUN).collect();
    let runs = now.windows(RUN).len().max(1);
    now.windows(RUN).filter(|run| known.contains(run)).count() * 100 / runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{skipped, with_text};

    const OLD: &str = "2022年，部分栏目更新不够及时，政策解读形式单一，业务人员变动较快。下一步将完善巡查制度，丰富解读形式，组织业务培训，提高公开质量。";
    const NEW: &str = "2023年，个别镇街对办事指南的修改没有同步到网站，企业反映补贴申报条件看不懂。目前已逐条核对指南，拍摄申报演示视频，并在大厅设专员现场讲解。";

    fn last_year(text: &str) -> crate::Report {
        let mut report = with_text(SectionKey::Problems, &[text]);
        report.year = crate::Year::new(2022).ok();
        report
    }

    fn findings(now: &str, before: &str) -> usize {
        let (now, before) = (with_text(SectionKey::Problems, &[now]), last_year(before));
        RepeatedText.check(&Subject::new(&now).with_previous(&before)).findings.len()
    }

    #[test]
    fn a_text_with_another_year_is_last_years_text() {
        assert_eq!(findings(&OLD.replace("2022", "2023"), OLD), 1);
        assert_eq!(findings(NEW, OLD), 0);
        // Half and half lies at the limit or below it.
        assert_eq!(findings(&format!("{NEW}{NEW}{OLD}"), OLD), 0);
    }

    #[test]
    fn the_limit_can_be_set() {
        let (now, before) = (with_text(SectionKey::Problems, &[OLD]), last_year(OLD));
        let thresholds = crate::check::Thresholds { overlap_percent: 100, ..Default::default() };
        let subject = Subject::new(&now).with_previous(&before).with_thresholds(thresholds);
        assert_eq!(RepeatedText.check(&subject).findings, []);
    }

    #[test]
    fn without_last_years_report_nothing_is_judged() {
        skipped(&RepeatedText, &with_text(SectionKey::Problems, &[OLD]));
    }
}
