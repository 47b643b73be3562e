//! From what a check answered to the published shapes.

use gongkai::Number;
use gongkai::check::{self, Maturity, Severity, Status};
use gongkai::document::Position;
use gongkai_policy::{Assessment, LocalFinding};

use super::{
    CellOut, ChangeOut, DiagnosisOut, FindingOut, NumberOut, Place, ReasonOut, RuleOut, SentenceOut, SeverityWord,
    SidesOut, StatusWord, Words,
};

impl From<&check::Text> for Words {
    fn from(text: &check::Text) -> Self {
        Self::new(&text.zh, &text.en)
    }
}

impl From<Severity> for SeverityWord {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

impl From<Number> for NumberOut {
    fn from(number: Number) -> Self {
        number.to_i64().map_or_else(|| Self::Decimal(number.to_string()), Self::Whole)
    }
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        let Position { page, line, column, paragraph, table, table_row, table_column, .. } = position;
        Self { cell: None, page, line, column, paragraph, table, table_row, table_column }
    }
}

/// A place, where anything is known of it.
fn place(position: Option<Position>) -> Option<Place> {
    position.filter(|position| !position.is_unknown()).map(Place::from)
}

impl From<&check::Related> for CellOut {
    fn from(cell: &check::Related) -> Self {
        Self {
            key: cell.key.to_string(),
            name: cell.name.clone(),
            printed: cell.printed.clone(),
            position: place(cell.position),
        }
    }
}

impl From<&check::Finding> for FindingOut {
    fn from(finding: &check::Finding) -> Self {
        Self {
            rule: finding.rule.to_string(),
            severity: finding.severity.into(),
            message: (&finding.message).into(),
            cells: finding.cells.iter().map(CellOut::from).collect(),
            section: finding.section.map(|section| section.as_str().to_owned()),
            excerpt: finding.excerpt.clone(),
            sides: finding.sides.map(|sides| SidesOut {
                left: sides.left.into(),
                right: sides.right.into(),
                difference: sides.difference.into(),
            }),
            clause: Some(Words::from(&finding.clause)),
            help: finding.help.as_ref().map(Words::from),
            notes: finding.notes.iter().map(Words::from).collect(),
            position: place(finding.position),
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

impl From<&check::Undecided> for SentenceOut {
    fn from(words: &check::Undecided) -> Self {
        Self {
            section: words.section.map(|section| section.as_str().to_owned()),
            text: words.excerpt.clone(),
            position: place(words.position),
        }
    }
}

impl From<&LocalFinding> for FindingOut {
    fn from(finding: &LocalFinding) -> Self {
        let cells: Vec<CellOut> = finding.cells.iter().map(CellOut::from).collect();
        Self {
            rule: finding.id.clone(),
            severity: finding.severity.into(),
            message: (&finding.message).into(),
            section: None,
            excerpt: None,
            sides: None,
            clause: None,
            help: finding.help.as_ref().map(Words::from),
            notes: Vec::new(),
            position: cells.first().and_then(|cell| cell.position.clone()),
            cells,
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

impl From<&check::Diagnosis> for DiagnosisOut {
    fn from(diagnosis: &check::Diagnosis) -> Self {
        let change = |change: &check::Change| ChangeOut {
            cell: (&change.cell).into(),
            from: change.from.into(),
            to: change.to.map(NumberOut::from),
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

impl From<&check::RuleOutcome> for RuleOut {
    fn from(outcome: &check::RuleOutcome) -> Self {
        let status = match outcome.status {
            Status::Holds => StatusWord::Holds,
            Status::HoldsInPart => StatusWord::HoldsInPart,
            Status::DoesNotHold => StatusWord::DoesNotHold,
            Status::NotApplicable => StatusWord::NotApplicable,
            _ => StatusWord::CannotBeAssessed,
        };
        let unassessed = outcome.unassessed.iter().map(|one| ReasonOut {
            reason: (&one.reason).into(),
            count: one.count,
            sentences: one.words.iter().map(SentenceOut::from).collect(),
        });
        let not_asked = outcome.not_applicable.iter().map(|reason| ReasonOut {
            reason: reason.into(),
            count: 1,
            sentences: Vec::new(),
        });
        let info = check::rule(outcome.rule).map(|rule| rule.info());
        Self {
            rule: outcome.rule.to_string(),
            title: info.map(|info| Words::from(&info.title_text())).unwrap_or_else(|| Words::new("", "")),
            maturity: info.map(|info| match info.maturity {
                Maturity::Stable => "stable".to_owned(),
                Maturity::Preview => "preview".to_owned(),
            }),
            limits: info.map(|info| Words::new(info.doc.limits.0, info.doc.limits.1)),
            status,
            assessed: outcome.assessed,
            failed: outcome.failed,
            reasons: unassessed.chain(not_asked).collect(),
        }
    }
}

/// Every rule's and local check's answer.
pub(crate) fn rules(assessment: &Assessment) -> Vec<RuleOut> {
    let local = assessment.local.iter().map(|outcome| RuleOut {
        rule: outcome.id.clone(),
        title: Words::new(&outcome.title, &outcome.title),
        maturity: None,
        limits: None,
        status: match (&outcome.finding, &outcome.unassessed) {
            (Some(_), _) => StatusWord::DoesNotHold,
            (None, Some(_)) => StatusWord::CannotBeAssessed,
            (None, None) => StatusWord::Holds,
        },
        assessed: usize::from(outcome.unassessed.is_none()),
        failed: usize::from(outcome.finding.is_some()),
        reasons: outcome
            .unassessed
            .iter()
            .map(|reason| ReasonOut { reason: reason.into(), count: 1, sentences: Vec::new() })
            .collect(),
    });
    assessment.report.outcomes.iter().map(RuleOut::from).chain(local).collect()
}

/// Every finding, gravest first, local ones after the registry's.
pub(crate) fn findings(assessment: &Assessment) -> Vec<FindingOut> {
    let local = assessment.local.iter().filter_map(|outcome| outcome.finding.as_ref()).map(FindingOut::from);
    let mut all: Vec<FindingOut> = assessment.report.findings.iter().map(FindingOut::from).chain(local).collect();
    all.sort_by_key(|finding| match finding.severity {
        SeverityWord::Error => 0,
        SeverityWord::Warning => 1,
        SeverityWord::Info => 2,
    });
    all
}
