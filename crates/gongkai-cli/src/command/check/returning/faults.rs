//! What a letter and the remarks in a body's own file say of a finding, in the office's words.

use gongkai::Annotation;
use gongkai::check::{Basis, rules};
use gongkai::document::Position;
use gongkai::letter::{Fault, Weight};
use gongkai::outliers::Question;
use gongkai_wire::{Answer, CellRef, FileResult, Finding, Severity};

/// A line of the letter, and where its remark stands in the body's own file.
pub(super) struct Told {
    pub(super) fault: Fault,
    at: Position,
    /// The words that it is about, where it is about words.
    about: Option<String>,
}

impl Told {
    /// The remark in the body's own file that says what the line of the letter says.
    pub(super) fn annotation(&self) -> Annotation {
        let annotation = Annotation::new(self.at, remark(&self.fault));
        match &self.about {
            Some(about) => annotation.about(about),
            None => annotation,
        }
    }
}

/// A finding, as it is told to the body.
pub(super) fn told(finding: &Finding, result: &FileResult) -> Told {
    let at = finding.position.as_ref().or_else(|| finding.cells.first().and_then(|cell| cell.position.as_ref()));
    let at = at.map(Position::from).unwrap_or_default();
    Told { fault: fault(finding, result), at, about: finding.excerpt.clone() }
}

/// A figure that stands out, as it is told to the body.
pub(super) fn asked(question: &Question, at: Option<Position>) -> Told {
    let (what, _) = question.said();
    let basis = "与本单位以前各年或同类单位相比明显不同";
    let fault = Fault::new(Weight::Check, question.name.clone(), what, basis, None);
    Told { fault, at: at.unwrap_or_default(), about: None }
}

/// The text of a remark: the problem, what it rests on, what is asked.
fn remark(fault: &Fault) -> String {
    let advice = match &fault.mend {
        Some(mend) => format!("{}：{mend}", fault.weight.in_words()),
        None => fault.weight.in_words().to_owned(),
    };
    format!("问题：{}\n依据：{}\n意见：{advice}", fault.what, fault.basis)
}

/// A finding as a line of the letter. What rests on practice alone is suggested; the rest must be mended or looked at.
fn fault(finding: &Finding, result: &FileResult) -> Fault {
    let practice = rules().iter().any(|rule| {
        let info = rule.info();
        info.id.to_string() == finding.rule && info.basis == Basis::Practice
    });
    let weight = match finding.severity {
        Severity::Error => Weight::Must,
        _ if practice => Weight::Suggested,
        _ => Weight::Check,
    };
    let basis = finding.clause.as_ref().map_or("本单位要求", |clause| clause.zh.as_str());
    Fault::new(weight, place(finding), &finding.message.zh, basis, certain(finding, result))
}

/// Where a finding stands, as the body sees it in its own file.
fn place(finding: &Finding) -> String {
    let cell = finding.cells.first();
    let at = finding.position.as_ref().or_else(|| cell.and_then(|cell| cell.position.as_ref()));
    let at = at.map(|place| place.printed().zh).unwrap_or_default();
    let name = cell.map(|cell| cell.name.as_str()).or(finding.excerpt.as_deref()).unwrap_or_default();
    [at.as_str(), name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
}

/// What the cells of a finding should hold, where there is just one way to mend its sums.
fn certain(finding: &Finding, result: &FileResult) -> Option<String> {
    let mine = |one: &&gongkai_wire::Diagnosis| one.findings.contains(&finding.fingerprint) && one.found == 1;
    let diagnosis = result.diagnoses.iter().find(mine)?;
    let changes = diagnosis.alternatives.first()?;
    let said: Option<Vec<String>> = changes
        .iter()
        .map(|change| {
            let CellRef { name, .. } = &change.cell;
            Some(format!("{name}应为 {}", change.to.as_ref()?))
        })
        .collect();
    Some(said?.join("，"))
}

/// What could not be judged, with the reason. What needs last year's report (GK4xx) or those of subordinates (GK5xx) is
/// the office's to bring, not the body's.
pub(super) fn undecided(result: &FileResult) -> Vec<String> {
    let of_office = |rule: &str| rule.starts_with("GK4") || rule.starts_with("GK5");
    let open = result.rules.iter().filter(|answer| answer.status == Answer::CannotBeAssessed);
    let open = open.filter(|answer| !of_office(&answer.rule));
    open.filter_map(|answer| Some(format!("{}（{}）", answer.title.zh, answer.reasons.first()?.reason.zh))).collect()
}
