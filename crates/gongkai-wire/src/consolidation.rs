//! One report from many, and who has filed.

use gongkai::consolidate::{self, FilingState};
use gongkai::words::InWords as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Report, Words};

/// A consolidated report with where each sum comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Consolidation {
    /// The consolidated report.
    pub report: Report,
    /// Whether the sum is complete and truthful: there are no problems.
    pub complete: bool,
    /// Whose figures they are, in the order of the contributions.
    pub members: Vec<String>,
    /// What stands in the way of a complete and truthful sum.
    pub problems: Vec<Said>,
    /// What should be known about the sum and does not stand in its way.
    pub remarks: Vec<Said>,
    /// Who has filed, who has not, and whose sums fail.
    pub filings: Vec<Filing>,
    /// Each cell of the form with what each member contributes.
    pub contributions: Vec<Contributions>,
}

/// What is said of a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    /// The kind, in a word that stays the same.
    pub kind: String,
    /// Of which members.
    pub members: Vec<String>,
    /// In words.
    pub text: Words,
}

/// How one member stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Filing {
    /// The organ or file.
    pub name: String,
    /// The file that it filed, where that is known.
    #[serde(default)]
    pub file: Option<String>,
    /// Whether it has filed: `filed`, `left_out`, `missing`, `unreadable`, `not_expected`.
    pub state: String,
    /// The same in words.
    pub words: Words,
    /// How many sums of its report do not hold.
    pub failing_sums: usize,
}

/// What each member contributes to a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contributions {
    /// The cell.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// What each member states, as printed; nothing where its report does not state the cell.
    pub stated: Vec<Option<String>>,
    /// The sum, where any member states a number.
    pub sum: Option<Amount>,
}

impl From<&consolidate::Consolidation> for Consolidation {
    fn from(sum: &consolidate::Consolidation) -> Self {
        Self {
            report: (&sum.report).into(),
            complete: sum.is_complete(),
            members: sum.members.clone(),
            problems: sum.problems.iter().map(Said::from).collect(),
            remarks: sum.remarks.iter().map(Said::from).collect(),
            filings: sum.filings.iter().map(Filing::from).collect(),
            contributions: sum
                .contributions
                .iter()
                .map(|cell| Contributions {
                    key: cell.key.to_string(),
                    name: cell.name.clone(),
                    stated: cell.stated.iter().map(|stated| Some(stated.as_ref()?.printed().into_owned())).collect(),
                    sum: cell.sum.map(Amount::from),
                })
                .collect(),
        }
    }
}

impl From<&consolidate::Problem> for Said {
    fn from(problem: &consolidate::Problem) -> Self {
        use consolidate::Problem;
        let text = Words::from(&problem.in_words());
        let said = |kind: &str, members: &[String]| Self {
            kind: kind.to_owned(),
            members: members.to_vec(),
            text: text.clone(),
        };
        let of = |kind: &str, member: &String| said(kind, std::slice::from_ref(member));
        match problem {
            Problem::Missing { member } => of("missing", member),
            Problem::Unreadable { member, .. } => of("unreadable", member),
            Problem::NotExpected { member } => of("not_expected", member),
            Problem::Twice { members, .. } => said("twice", members),
            Problem::OwnName { member } => of("own_name", member),
            Problem::Elsewhere { member, .. } => of("elsewhere", member),
            Problem::OtherYear { member, .. } => of("other_year", member),
            Problem::OtherEdition { member, .. } => of("other_edition", member),
            Problem::NotStated { member, .. } => of("not_stated", member),
            Problem::NotANumber { member, .. } => of("not_a_number", member),
            Problem::OtherUnit { member, .. } => of("other_unit", member),
            Problem::TooLarge { .. } => said("too_large", &[]),
            _ => said("other", &[]),
        }
    }
}

impl From<&consolidate::Remark> for Said {
    fn from(remark: &consolidate::Remark) -> Self {
        use consolidate::Remark;
        let (kind, members) = match remark {
            Remark::NotFilled { member, .. } => ("not_filled", vec![member.clone()]),
            Remark::NoteLeftOut { member, .. } => ("note_left_out", vec![member.clone()]),
            Remark::OthersReport { organ, .. } => ("others_report", vec![organ.clone()]),
            Remark::InAnother { member, .. } => ("in_another", vec![member.clone()]),
            Remark::ListedAs { member, .. } => ("listed_as", vec![member.clone()]),
            _ => ("other", Vec::new()),
        };
        Self { kind: kind.to_owned(), members, text: Words::from(&remark.in_words()) }
    }
}

impl From<&consolidate::Filing> for Filing {
    fn from(filing: &consolidate::Filing) -> Self {
        let (state, en) = match filing.state {
            FilingState::Filed => ("filed", "filed"),
            FilingState::LeftOut => ("left_out", "filed, left out"),
            FilingState::Missing => ("missing", "missing"),
            FilingState::Unreadable => ("unreadable", "unreadable"),
            FilingState::NotExpected => ("not_expected", "not on the list"),
            _ => ("other", ""),
        };
        Self {
            name: filing.name.clone(),
            file: filing.file.clone(),
            state: state.to_owned(),
            words: Words::new(filing.state.printed(), en),
            failing_sums: filing.failing_sums,
        }
    }
}
