//! The registry: every rule, in the order of their ids.

use super::diagnosis::Examined;
use super::text::Wording;
use super::{CheckReport, Finding, Maturity, Rule, RuleId, RuleInfo, RuleOutcome, Subject, Verdict, rules as files};
use crate::form::Edition;

/// One line for each rule, in the order of their ids.
static RULES: &[&dyn Rule] = &[
    &files::gk101_balance::Balance,
    &files::gk102_outcomes::Outcomes,
    &files::gk103_applicants::Applicants,
    &files::gk104_dispute_totals::DisputeTotals,
    &files::gk105_whole_count::WholeCount,
    &files::gk106_amount::Amount,
    &files::gk107_not_filled::NotFilled,
    &files::gk108_split_digits::SplitDigits,
    &files::gk109_note_in_cell::NoteInCell,
    &files::gk110_in_force::InForce,
    &files::gk111_rule_making_power::RuleMakingPower,
    &files::gk112_empty_table::EmptyTable,
    &files::gk201_sections::Sections,
    &files::gk202_edition::EditionOfYear,
    &files::gk203_labels::Labels,
    &files::gk204_overview_length::OverviewLength,
    &files::gk205_overview_topics::OverviewTopics,
    &files::gk206_government_duties::GovernmentDuties,
    &files::gk207_problems_and_improvements::ProblemsAndImprovements,
    &files::gk208_processing_fee::ProcessingFee,
    &files::gk209_title::Title,
    &files::gk210_cited_document::CitedDocument,
    &files::gk211_due_date::DueDate,
    &files::gk212_enumeration::Enumeration,
    &files::gk213_text_quality::TextQuality,
    &files::gk301_text_figures::TextFigures,
    &files::gk302_text_percentages::TextPercentages,
    &files::gk303_text_year::TextYear,
    &files::gk304_contradiction::Contradiction,
    &files::gk305_parts_of_a_whole::PartsOfAWhole,
    &files::gk306_missing_figure::MissingFigure,
    &files::gk401_carry_over::CarryOver,
    &files::gk402_roll_forward::RollForward,
    &files::gk403_prior_items::PriorItems,
    &files::gk404_jump::Jump,
    &files::gk405_repeated_text::RepeatedText,
    &files::gk501_roll_up::RollUp,
    &files::gk502_subordinates::Subordinates,
    &files::gk601_id_number::IdNumber,
    &files::gk602_mobile_number::MobileNumber,
    &files::gk603_bank_card::BankCard,
];

/// Every rule in the order of their ids.
#[must_use]
pub fn rules() -> &'static [&'static dyn Rule] {
    RULES
}

/// A rule by its id.
#[must_use]
pub fn rule(id: RuleId) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.info().id == id)
}

/// Findings with the clause that governs the report's year.
fn cited(mut findings: Vec<Finding>, info: &RuleInfo, edition: Option<Edition>) -> Vec<Finding> {
    if let Some(edition) = edition {
        findings.iter_mut().for_each(|finding| finding.clause = info.clause_of(edition));
    }
    findings
}

/// Checks a report by every rule. Never fails.
///
/// ```
/// use gongkai_core::check::{Status, Subject, check};
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// for (result, count) in [("upheld", 10), ("corrected", 1), ("other", 0), ("pending", 0), ("total", 0)] {
///     report.set(format!("disputes.reconsideration.{result}").parse()?, Cell::from(count));
/// }
/// let result = check(&Subject::new(&report));
/// let finding = result.findings.iter().find(|f| f.rule.to_string() == "GK104").ok_or("found")?;
/// assert_eq!(finding.message.zh, "表四“行政复议”不等：总计为 0，四项之和为 11，相差 -11");
/// // What is not stated is named, never passed over.
/// assert!(result.outcomes.iter().any(|outcome| outcome.status == Status::CannotBeAssessed));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn check(subject: &Subject<'_>) -> CheckReport {
    let examined = Examined::of(subject.report);
    let wording = Wording::of(subject);
    let subject = subject.read_as(&examined, &wording);
    let edition = subject.report.year.map(Edition::governing);
    let mut result = CheckReport::default();
    for rule in RULES {
        let info = rule.info();
        let verdict = if info.maturity == Maturity::Preview && !subject.preview {
            Verdict::in_preview()
        } else {
            rule.assess(&subject)
        };
        result.outcomes.push(RuleOutcome::of(rule.info().id, &verdict));
        result.findings.extend(cited(verdict.listed(), info, edition));
    }
    result.diagnoses = examined.diagnose(&subject);
    // Rules run in the order of their ids and each keeps the order of the form, so a stable sort by severity is all.
    result.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    result
}
