//! Checking reports.

use std::path::Path;

use gongkai::Report;
use gongkai::check::{self, Child, RuleId, Subject, contents, length};
use gongkai::form::SectionKey;
use gongkai::reading;
use gongkai_policy::{Acceptance, Acceptances, Policy, ReportName, Signed};
use gongkai_wire::{
    Accepted, Diagnosis, Fault, Finding, Receipt, RuleAnswer, RuleInfo, Severity, Total, Verdict, Words, answers,
    findings,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::collecting::Member;
use crate::engine::{Outcome, input};
use crate::prose::spans;

/// A report to check, with what stands around it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckRequest {
    report: gongkai_wire::Report,
    #[serde(default)]
    options: CheckOptions,
}

/// What stands around a report that is checked.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckOptions {
    /// The receipt of its reading, where it was read.
    pub receipt: Option<Receipt>,
    /// Where its parts came from, where it was read.
    pub provenance: Option<gongkai_wire::Provenance>,
    /// Last year's report.
    pub previous: Option<gongkai_wire::Report>,
    /// The subordinate reports that it adds up.
    pub children: Option<Vec<Member>>,
    /// The names of those who must be among them.
    pub expected: Option<Vec<String>>,
    /// The text of a `gongkai.toml`.
    pub policy: Option<String>,
    /// Accepted findings: the text of an `.accepted.toml`.
    pub accepted: Option<String>,
    /// Findings that are accepted now.
    pub accept: Vec<Accept>,
    /// The name of the report's file, which tells acceptances apart where it states no organ or year.
    pub file: Option<String>,
    /// Whether the rules in preview are run.
    pub preview: bool,
}

/// A finding that is accepted now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Accept {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Why.
    pub reason: String,
    /// Who accepts it.
    pub by: Option<String>,
    /// When, as the host's clock says: the engine asks none.
    pub at: Option<String>,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assessed {
    /// The verdict.
    pub verdict: Verdict,
    /// How much of what there is.
    pub counts: Counts,
    /// What does not hold, gravest first; accepted findings are apart.
    pub findings: Vec<Marked>,
    /// Findings that were accepted with a reason.
    pub accepted: Vec<Accepted>,
    /// What would mend the sums that fail.
    pub diagnoses: Vec<Diagnosis>,
    /// What no rule could decide.
    pub undecided: Vec<Open>,
    /// What every rule and local check answered.
    pub rules: Vec<RuleAnswer>,
    /// Rules of practice that the policy switches off.
    pub switched_off: Vec<String>,
    /// Why nothing is compared with last year's report, where it is another body's.
    pub previous_refused: Option<Words>,
    /// How the sections stand while they are written.
    pub prose: Vec<SectionState>,
    /// The text of the `.accepted.toml` with what is accepted now; nothing where nothing is.
    pub acceptances: Option<String>,
}

/// How many findings there are of each severity, accepted ones, and things that no rule could decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Hints.
    pub info: usize,
    /// Accepted findings.
    pub accepted: usize,
    /// Things that no rule could decide.
    pub undecided: usize,
}

/// A finding with its rule's title, and where its words stand in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Marked {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// The rule's title.
    pub title: Words,
    /// `stable` or `preview`; of local checks nothing.
    pub maturity: Option<String>,
    /// `law`, `sum` or `practice`; of local checks nothing.
    pub basis: Option<String>,
    /// Where its words stand in the report.
    pub spans: Vec<Span>,
}

/// A part of a paragraph or heading, counted in UTF-16 units as JavaScript counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The section's key, or `preamble`.
    pub section: String,
    /// Which part of it, from 0.
    pub part: usize,
    /// Where it begins in the part's text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Something that no rule could decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Open {
    /// The rule.
    pub rule: String,
    /// Its title.
    pub title: Words,
    /// Why.
    pub reason: Words,
    /// How many things.
    pub count: usize,
    /// The sentences that they are, where they are words of the text.
    pub sentences: Vec<OpenSentence>,
}

/// A sentence that no rule could decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OpenSentence {
    /// The section's key, or `preamble`.
    pub section: String,
    /// The words.
    pub text: String,
    /// Where they stand in the report.
    pub spans: Vec<Span>,
}

/// How a section stands while it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionState {
    /// Its key.
    pub section: String,
    /// How many characters it has, as the format counts them.
    pub characters: usize,
    /// How many it may have in principle.
    pub most: Option<usize>,
    /// What it must treat, by key, and whether it does.
    pub topics: Vec<TopicState>,
}

/// Whether a section treats something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TopicState {
    /// Its key.
    pub key: String,
    /// Whether it is treated.
    pub treated: bool,
}

/// A report as this library has it.
pub(crate) fn domain(report: &gongkai_wire::Report) -> Outcome<Report> {
    report.try_into().map_err(|error| Fault::from(&error))
}

pub(crate) fn sums(report: gongkai_wire::Report) -> Outcome<Vec<Total>> {
    Ok(gongkai_wire::totals(&domain(&report)?))
}

pub(crate) fn explain(id: &str) -> Outcome<RuleInfo> {
    RuleInfo::of(id).ok_or_else(|| input(&format!("没有规则“{id}”"), &format!("there is no rule “{id}”")))
}

pub(crate) fn check(asked: CheckRequest) -> Outcome<Assessed> {
    let CheckRequest { report, options } = asked;
    let report = domain(&report)?;
    let receipt: Option<reading::Receipt> =
        options.receipt.as_ref().map(TryInto::try_into).transpose().map_err(|error| Fault::from(&error))?;
    let provenance: Option<reading::Provenance> =
        options.provenance.as_ref().map(TryInto::try_into).transpose().map_err(|error| Fault::from(&error))?;
    let previous = options.previous.as_ref().map(domain).transpose()?;
    let children: Option<Vec<Child>> =
        options.children.as_ref().map(|members| members.iter().map(Child::try_from).collect()).transpose()?;
    let policy = match &options.policy {
        Some(text) => Policy::read(text.as_bytes()).map_err(|error| Fault::from(&error))?,
        None => Policy::default(),
    };
    let mut subject = Subject::new(&report);
    subject.receipt = receipt.as_ref();
    subject.provenance = provenance.as_ref();
    if let Some(previous) = &previous {
        subject = subject.with_previous(previous);
    }
    if let Some(children) = &children {
        subject = subject.with_children(children);
    }
    let expected = options.expected.as_ref().map(gongkai::bodies::Bodies::of_lines);
    if let Some(expected) = &expected {
        subject = subject.with_expected(expected);
    }
    subject.preview = options.preview;
    let assessment = policy.assess(&subject);
    let mut found = findings(&assessment);
    let sheets = provenance.as_ref().map_or(&[][..], |provenance| provenance.sheets.as_slice());
    found.iter_mut().for_each(|finding| finding.name_cells(sheets));
    let acceptances = acceptances(&options, &report, &found)?;
    let mark = |finding: Finding| marked(finding, &subject);
    let of = name(&report, options.file.as_deref());
    let (accepted, open): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().partition(|finding| acceptance(&acceptances, &of, finding).is_some());
    // A diagnosis whose sums are all accepted has nothing left to say.
    let mut diagnoses: Vec<Diagnosis> = assessment.report.diagnoses.iter().map(Diagnosis::from).collect();
    diagnoses.retain(|diagnosis| open.iter().any(|finding| diagnosis.findings.contains(&finding.fingerprint)));
    let complete = receipt.as_ref().is_none_or(|receipt| receipt.read >= receipt.expected);
    let count = |severity| open.iter().filter(|finding| finding.severity == severity).count();
    let undecided = undecided(&assessment.report, &subject);
    Ok(Assessed {
        verdict: Verdict::of(&open, complete),
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
            accepted: accepted.len(),
            undecided: undecided.iter().map(|open| open.count).sum(),
        },
        accepted: accepted
            .into_iter()
            .map(|finding| {
                let entry = acceptance(&acceptances, &of, &finding);
                let signed = entry.and_then(|entry| entry.accepted.as_ref());
                Accepted {
                    reason: entry.map(|entry| entry.reason.clone()).unwrap_or_default(),
                    by: signed.map(|signed| signed.by.clone()),
                    at: signed.map(|signed| signed.at.clone()),
                    finding,
                }
            })
            .collect(),
        findings: open.into_iter().map(mark).collect(),
        diagnoses,
        undecided,
        rules: answers(&assessment),
        switched_off: assessment.switched_off.iter().map(ToString::to_string).collect(),
        previous_refused: subject.previous_of_another_body().as_ref().map(Words::from),
        prose: SectionKey::ALL.into_iter().map(|section| state(&report, section)).collect(),
        acceptances: (!acceptances.entries.is_empty()).then(|| acceptances.to_toml()),
    })
}

/// What was accepted before, and what is accepted now.
fn acceptances(options: &CheckOptions, report: &Report, found: &[Finding]) -> Outcome<Acceptances> {
    let mut acceptances = match &options.accepted {
        Some(text) => Acceptances::read(text.as_bytes()).map_err(|error| Fault::from(&error))?,
        None => Acceptances::default(),
    };
    for one in &options.accept {
        if one.reason.trim().is_empty() {
            return Err(input("接受的理由不能是空的", "the reason for accepting is empty"));
        }
        let said = found.iter().find(|finding| finding.fingerprint == one.fingerprint);
        let of = name(report, options.file.as_deref());
        let mut acceptance = Acceptance::new(&one.fingerprint, of, one.reason.trim())
            .saying(said.map_or("", |finding| finding.message.zh.as_str()));
        if let (Some(by), Some(at)) = (&one.by, &one.at) {
            acceptance = acceptance.signed(Signed::new(by, at));
        }
        acceptances.accept(acceptance);
    }
    Ok(acceptances)
}

/// A report as acceptances name it.
fn name(report: &Report, file: Option<&str>) -> ReportName {
    let name = ReportName::new(Some(&report.organ.name), report.year.map(gongkai::Year::get));
    let stem = file.and_then(|file| Path::new(file).file_stem()?.to_str());
    match stem {
        Some(stem) => name.in_file(stem),
        None => name,
    }
}

/// The acceptance of a finding, where it holds.
fn acceptance<'a>(acceptances: &'a Acceptances, of: &'a ReportName, finding: &Finding) -> Option<&'a Acceptance> {
    acceptances.of(of).find(|entry| entry.fingerprint == finding.fingerprint)
}

fn marked(finding: Finding, subject: &Subject<'_>) -> Marked {
    let info = RuleInfo::of(&finding.rule);
    let section = finding.section.as_deref().and_then(section);
    let position = finding.position.as_ref().map(Into::into);
    let spans = finding
        .excerpt
        .as_deref()
        .map(|excerpt| spans(subject.report, subject.provenance, section, excerpt, position))
        .unwrap_or_default();
    Marked {
        title: info.as_ref().map(|info| info.title.clone()).unwrap_or_default(),
        maturity: info.as_ref().map(|info| info.maturity.clone()),
        basis: info.map(|info| info.basis),
        spans,
        finding,
    }
}

fn section(key: &str) -> Option<SectionKey> {
    SectionKey::ALL.into_iter().find(|section| section.as_str() == key)
}

fn undecided(report: &check::CheckReport, subject: &Subject<'_>) -> Vec<Open> {
    let mut all = Vec::new();
    for outcome in &report.outcomes {
        let title = title(outcome.rule);
        all.extend(outcome.unassessed.iter().map(|one| {
            Open {
                rule: outcome.rule.to_string(),
                title: title.clone(),
                reason: (&one.reason).into(),
                count: one.count,
                sentences: one
                    .words
                    .iter()
                    .map(|words| OpenSentence {
                        section: words.section.map_or("preamble", SectionKey::as_str).to_owned(),
                        text: words.excerpt.clone(),
                        spans: spans(subject.report, subject.provenance, words.section, &words.excerpt, words.position),
                    })
                    .collect(),
            }
        }));
    }
    all
}

fn title(id: RuleId) -> Words {
    check::rule(id).map(|rule| Words::from(&rule.info().title_text())).unwrap_or_default()
}

fn state(report: &Report, section: SectionKey) -> SectionState {
    let (characters, most) = length(report, section);
    let topics = contents(report, section);
    SectionState {
        section: section.as_str().to_owned(),
        characters,
        most,
        topics: topics.iter().map(|topic| TopicState { key: topic.key.to_owned(), treated: topic.treated }).collect(),
    }
}
