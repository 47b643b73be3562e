//! What checking answers.

use std::collections::HashMap;

use super::{Diagnosis, Finding, Fingerprint, RuleId, Severity, Text};
use crate::document::Position;
use crate::form::SectionKey;

/// How many things of one kind a rule lists of one report: more than the tables have cells, and no more than a person
/// reads. What is beyond is counted.
const MOST_LISTED: usize = 250;

/// What one rule answers for one report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Verdict {
    /// How many things were assessed: sums, cells, sentences.
    pub assessed: usize,
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// What could not be assessed, and why.
    pub unassessed: Vec<Unassessed>,
    /// Why the rule asks nothing of this report, where it does not.
    pub not_applicable: Option<Text>,
    /// What holds in a sense that is worth telling: a figure that fits another scope than the plainest.
    pub explained: Vec<Text>,
    /// How often each of the findings stands in the report.
    times: HashMap<Fingerprint, usize>,
    /// How many failures are not listed, since so many are.
    beyond: usize,
}

impl Verdict {
    /// The rule asks nothing of this report.
    #[must_use]
    pub fn not_applicable(reason: Text) -> Self {
        Self { not_applicable: Some(reason), ..Self::default() }
    }

    /// The rule is in preview and was not asked for.
    #[must_use]
    pub fn in_preview() -> Self {
        Self::not_applicable(Text::new(
            "试行规则，要求时才检查（--preview）",
            "a preview, run where asked for (--preview)",
        ))
    }

    /// Nothing assessed, for one reason.
    #[must_use]
    pub fn cannot(reason: Text) -> Self {
        Self { unassessed: vec![Unassessed { reason, count: 1, words: Vec::new() }], ..Self::default() }
    }

    /// Counts one more thing as assessed.
    pub fn holds(&mut self) {
        self.assessed += 1;
    }

    /// Counts one more thing as assessed, which holds in a sense that is worth telling.
    pub fn explains(&mut self, explanation: Text) {
        self.assessed += 1;
        if self.explained.len() < MOST_LISTED {
            self.explained.push(explanation);
        }
    }

    /// Counts one more thing as assessed, which does not hold. What nothing tells apart from a finding before is counted
    /// with it; so is what comes when as many are listed as anybody reads.
    pub fn fails(&mut self, finding: Finding) {
        self.assessed += 1;
        if let Some(times) = self.times.get_mut(&finding.fingerprint) {
            *times += 1;
        } else if self.findings.len() < MOST_LISTED {
            self.times.insert(finding.fingerprint.clone(), 1);
            self.findings.push(finding);
        } else {
            self.beyond += 1;
        }
    }

    /// How many things do not hold, listed or not.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.findings.iter().map(|finding| self.times_of(finding)).sum::<usize>() + self.beyond
    }

    fn times_of(&self, finding: &Finding) -> usize {
        self.times.get(&finding.fingerprint).copied().unwrap_or(1)
    }

    /// The findings, each with how often it stands there, and the last with how many more there are.
    #[must_use]
    pub fn listed(mut self) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        for finding in &mut findings {
            let times = self.times_of(finding);
            if times > 1 {
                finding.notes.push(Text::new(
                    format!("同样的地方共 {times} 处，这里只列第一处"),
                    format!("the same stands in {times} places; this is the first"),
                ));
            }
        }
        if let Some(last) = findings.last_mut().filter(|_| self.beyond > 0) {
            last.notes.push(Text::new(
                format!("这条规则还有 {} 处不成立，没有逐一列出；改好所列各处后再查", self.beyond),
                format!("{} more places fail this rule and are not listed; mend these and check again", self.beyond),
            ));
        }
        findings
    }

    /// Counts one more thing as not assessable; equal reasons are counted together.
    pub fn skip(&mut self, reason: Text) {
        self.skip_one(reason, None);
    }

    /// Counts words of the text as not assessable, and keeps them.
    pub fn skip_at(&mut self, reason: Text, words: Undecided) {
        self.skip_one(reason, Some(words));
    }

    fn skip_one(&mut self, reason: Text, words: Option<Undecided>) {
        match self.unassessed.iter_mut().find(|known| known.reason == reason) {
            Some(known) => {
                known.count += 1;
                let room = MOST_LISTED.saturating_sub(known.words.len());
                known.words.extend(words.into_iter().take(room));
            }
            None => self.unassessed.push(Unassessed { reason, count: 1, words: words.into_iter().collect() }),
        }
    }
}

/// Something that a rule could not assess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unassessed {
    /// Why.
    pub reason: Text,
    /// How many things.
    pub count: usize,
    /// The words of the text that they are, where they are words; the first of them where they are very many.
    pub words: Vec<Undecided>,
}

/// Words of the text that a rule could not judge.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Undecided {
    /// The section, or nothing before section 一.
    pub section: Option<SectionKey>,
    /// The clause, as printed.
    pub excerpt: String,
    /// Where it stands in the source file.
    pub position: Option<Position>,
}

impl Undecided {
    /// Words of a section at a place.
    pub fn new(section: Option<SectionKey>, excerpt: impl Into<String>, position: Option<Position>) -> Self {
        Self { section, excerpt: excerpt.into(), position }
    }
}

/// What a rule answers in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Everything that the rule asks holds (成立).
    Holds,
    /// What could be assessed holds; the rest could not be (部分无法判断).
    HoldsInPart,
    /// Something does not hold (不成立).
    DoesNotHold,
    /// Nothing could be assessed (无法判断); the reasons are with it.
    CannotBeAssessed,
    /// The rule asks nothing of this report (不适用), such as a rule of another edition.
    NotApplicable,
}

/// What one rule answered, as the check's result keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleOutcome {
    /// The rule.
    pub rule: RuleId,
    /// The answer in one word.
    pub status: Status,
    /// Why the rule asks nothing of this report, where it does not.
    pub not_applicable: Option<Text>,
    /// How many things it assessed.
    pub assessed: usize,
    /// How many of them do not hold.
    pub failed: usize,
    /// What it could not assess.
    pub unassessed: Vec<Unassessed>,
    /// What holds in a sense that is worth telling.
    pub explained: Vec<Text>,
}

impl RuleOutcome {
    /// What a rule answered with its verdict.
    #[must_use]
    pub fn of(rule: RuleId, verdict: &Verdict) -> Self {
        let failed = verdict.failed();
        let status = match (failed, verdict.assessed, verdict.unassessed.is_empty()) {
            (0, 0, true) => Status::NotApplicable,
            (0, 0, false) => Status::CannotBeAssessed,
            (0, _, true) => Status::Holds,
            (0, _, false) => Status::HoldsInPart,
            _ => Status::DoesNotHold,
        };
        // A rule that found nothing to ask about says so.
        let nothing =
            || Text::new("报告里没有这条规则要核对的内容", "the report holds nothing that the rule asks about");
        let not_asked = (status == Status::NotApplicable).then(nothing);
        Self {
            rule,
            status,
            not_applicable: verdict.not_applicable.clone().or(not_asked),
            assessed: verdict.assessed,
            failed,
            unassessed: verdict.unassessed.clone(),
            explained: verdict.explained.clone(),
        }
    }
}

/// The result of checking one report by all rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CheckReport {
    /// What does not hold, gravest first, then by rule and place.
    pub findings: Vec<Finding>,
    /// What each rule answered, in the order of their ids.
    pub outcomes: Vec<RuleOutcome>,
    /// What would mend the sums that fail: one diagnosis for each set of failing sums that hang together.
    pub diagnoses: Vec<Diagnosis>,
}

impl CheckReport {
    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Subject, check};
    use crate::form::SectionKey;
    use crate::{Organ, Report, Year};

    /// What a rule says of a report whose overview is this text.
    fn said(rule: &str, overview: String) -> (Vec<Finding>, RuleOutcome) {
        let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023).unwrap());
        report.set_narrative(SectionKey::Overview, [overview.as_str()]);
        let result = check(&Subject::new(&report));
        let findings = result.findings.into_iter().filter(|finding| finding.rule.to_string() == rule).collect();
        let outcome = result.outcomes.into_iter().find(|outcome| outcome.rule.to_string() == rule).unwrap();
        (findings, outcome)
    }

    #[test]
    fn what_nothing_tells_apart_is_said_once_with_its_number() {
        let (findings, outcome) = said("GK303", "2022年，我局共收到政府信息公开申请26件。".repeat(400));
        let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
        assert_eq!(outcome.failed, 400);
        assert!(finding.notes.iter().any(|note| note.zh == "同样的地方共 400 处，这里只列第一处"), "{finding:#?}");
    }

    #[test]
    fn no_more_is_listed_than_anybody_reads_and_the_rest_is_counted() {
        let sentence = |count| format!("2022年，我局共收到政府信息公开申请{count}件。");
        let (findings, outcome) = said("GK303", (1..=400).map(sentence).collect());
        assert_eq!((findings.len(), outcome.failed), (MOST_LISTED, 400));
        let note = findings.last().and_then(|last| last.notes.last()).unwrap();
        assert!(note.zh.contains("还有 150 处"), "{note:?}");
    }
}
