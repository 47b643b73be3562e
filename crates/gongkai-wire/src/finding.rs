//! Findings and diagnoses.

use gongkai::check;
use gongkai_policy::{Acceptance, Assessment, LocalFinding};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Place, Severity, Words};

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule's id, `GK…` or `LOCAL-…`.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Words,
    /// The cells concerned, the one to look at first in front.
    pub cells: Vec<CellRef>,
    /// The section whose text is concerned.
    pub section: Option<String>,
    /// The words concerned.
    pub excerpt: Option<String>,
    /// Both sides of a comparison.
    pub sides: Option<Sides>,
    /// The clause that the rule rests on.
    pub clause: Option<Words>,
    /// How to mend it.
    pub help: Option<Words>,
    /// What else should be known.
    pub notes: Vec<Words>,
    /// Where it stands.
    pub position: Option<Place>,
    /// Names the finding as long as rule, place and values are the same.
    pub fingerprint: String,
}

/// A cell of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CellRef {
    /// Its key, `applications.received.total`.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// What is printed in it; nothing when it was not read.
    pub printed: Option<String>,
    /// Where it stands.
    pub position: Option<Place>,
}

/// Both sides of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sides {
    /// As stated.
    pub left: Amount,
    /// As it follows from the rest.
    pub right: Amount,
    /// Left minus right.
    pub difference: Amount,
}

/// An accepted finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// Why it was accepted.
    pub reason: String,
    /// Who accepted it; nothing in older records.
    pub by: Option<String>,
    /// When, as a time with its offset; nothing in older records.
    pub at: Option<String>,
    /// The finding.
    pub finding: Finding,
}

/// A finding that the filer accepted of its own report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FiledAcceptance {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// Why the filer accepts it.
    pub reason: String,
    /// Who accepted it; nothing in older records.
    pub by: Option<String>,
    /// When, as a time with its offset; nothing in older records.
    pub at: Option<String>,
}

/// What would mend a set of failing sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnosis {
    /// The whole of it in words.
    pub message: Words,
    /// The fingerprints of the findings that it explains.
    pub findings: Vec<String>,
    /// How many cells must change at least; nothing when more than three must.
    pub size: Option<usize>,
    /// The smallest ways to mend all the sums.
    pub alternatives: Vec<Vec<Change>>,
    /// How many such ways there are.
    pub found: usize,
}

/// A cell that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The cell.
    pub cell: CellRef,
    /// What it holds.
    pub from: Amount,
    /// What it would hold; nothing where that is not settled for the cell alone.
    pub to: Option<Amount>,
}

/// Every finding, gravest first, local ones after the registry's.
#[must_use]
pub fn findings(assessment: &Assessment) -> Vec<Finding> {
    let local = assessment.local.iter().flat_map(|outcome| &outcome.findings).map(Finding::from);
    let mut all: Vec<Finding> = assessment.report.findings.iter().map(Finding::from).chain(local).collect();
    all.sort_by_key(|finding| finding.severity);
    all
}

impl Finding {
    /// Names the cells of a workbook as a person sees them.
    pub fn name_cells(&mut self, sheets: &[String]) {
        let places = self.cells.iter_mut().filter_map(|cell| cell.position.as_mut()).chain(self.position.as_mut());
        places.for_each(|place| place.name_cell(sheets));
    }
}

impl Accepted {
    /// A finding with its acceptance.
    #[must_use]
    pub fn new(acceptance: &Acceptance, finding: Finding) -> Self {
        let FiledAcceptance { reason, by, at, .. } = FiledAcceptance::from(acceptance);
        Self { reason, by, at, finding }
    }
}

impl From<&Acceptance> for FiledAcceptance {
    fn from(acceptance: &Acceptance) -> Self {
        let signed = acceptance.accepted.as_ref();
        Self {
            fingerprint: acceptance.fingerprint.clone(),
            reason: acceptance.reason.clone(),
            by: signed.map(|signed| signed.by.clone()),
            at: signed.map(|signed| signed.at.clone()),
        }
    }
}

impl From<&check::Related> for CellRef {
    fn from(cell: &check::Related) -> Self {
        Self {
            key: cell.key.to_string(),
            name: cell.name.clone(),
            printed: cell.printed.clone(),
            position: Place::known(cell.position),
        }
    }
}

impl From<&check::Finding> for Finding {
    fn from(finding: &check::Finding) -> Self {
        Self {
            rule: finding.rule.to_string(),
            severity: finding.severity.into(),
            message: (&finding.message).into(),
            cells: finding.cells.iter().map(CellRef::from).collect(),
            section: finding.section.map(|section| section.as_str().to_owned()),
            excerpt: finding.excerpt.clone(),
            sides: finding.sides.map(|sides| Sides {
                left: sides.left.into(),
                right: sides.right.into(),
                difference: sides.difference.into(),
            }),
            clause: Some(Words::from(&finding.clause)),
            help: finding.help.as_ref().map(Words::from),
            notes: finding.notes.iter().map(Words::from).collect(),
            position: Place::known(finding.position),
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

impl From<&LocalFinding> for Finding {
    fn from(finding: &LocalFinding) -> Self {
        let cells: Vec<CellRef> = finding.cells.iter().map(CellRef::from).collect();
        Self {
            rule: finding.id.clone(),
            severity: finding.severity.into(),
            message: (&finding.message).into(),
            section: finding.section.map(|section| section.as_str().to_owned()),
            excerpt: finding.excerpt.clone(),
            sides: None,
            clause: finding.clause.as_ref().map(Words::from),
            help: finding.help.as_ref().map(Words::from),
            notes: finding.notes.iter().map(Words::from).collect(),
            position: Place::known(finding.position).or_else(|| cells.first().and_then(|cell| cell.position.clone())),
            cells,
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

impl From<&check::Diagnosis> for Diagnosis {
    fn from(diagnosis: &check::Diagnosis) -> Self {
        let change = |change: &check::Change| Change {
            cell: (&change.cell).into(),
            from: change.from.into(),
            to: change.to.map(Amount::from),
        };
        Self {
            message: (&diagnosis.message).into(),
            findings: diagnosis.sums.iter().map(|sum| sum.fingerprint.to_string()).collect(),
            size: diagnosis.size,
            alternatives: diagnosis
                .alternatives
                .iter()
                .map(|alternative| alternative.changes.iter().map(change).collect())
                .collect(),
            found: diagnosis.found,
        }
    }
}
