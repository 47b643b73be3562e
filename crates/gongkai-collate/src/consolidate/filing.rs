//! How everybody stands: who has filed, who has not, and whose sums fail.

use super::Problem;
use gongkai_core::bodies::Intake;
use gongkai_core::check::{Child, failing_sums};
use gongkai_core::words::Text;

/// How one member stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filing {
    /// The organ or file.
    pub name: String,
    /// The file that it filed, where that is known.
    pub file: Option<String>,
    /// Whether it has filed.
    pub state: FilingState,
    /// How many sums of its report do not hold.
    pub failing_sums: usize,
}

/// Whether a member has filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FilingState {
    /// Its report is in the sum (已报).
    Filed,
    /// It has filed, and a problem keeps its report out of the sum (已报未计).
    LeftOut,
    /// It is expected and has not filed (未报).
    Missing,
    /// Its file cannot be read (无法读取).
    Unreadable,
    /// It filed and nobody expected it (不在名单).
    NotExpected,
}

impl FilingState {
    /// How the status list says it.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Filed => "已报",
            Self::LeftOut => "已报未计",
            Self::Missing => "未报",
            Self::Unreadable => "无法读取",
            Self::NotExpected => "不在名单",
        }
    }
}

/// How everybody stands: those expected in the order of their list, then the others.
pub(super) fn filings(
    intake: &Intake,
    members: &[Child],
    unreadable: &[(String, Text)],
    problems: &mut Vec<Problem>,
) -> Vec<Filing> {
    const LAST: usize = usize::MAX;
    let mut filings = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let state = match (!intake.counts(index), intake.roll.expects(index)) {
            (true, _) => FilingState::LeftOut,
            (false, true) => FilingState::Filed,
            (false, false) => FilingState::NotExpected,
        };
        if state == FilingState::NotExpected {
            problems.push(Problem::NotExpected { member: member.with_file() });
        }
        let place = intake.roll.body(index).unwrap_or(LAST);
        let failing_sums = failing_sums(&member.report);
        filings.push((place, Filing { name: member.name.clone(), file: member.file.clone(), state, failing_sums }));
    }
    let place = |name: &str| intake.roll.place(name).unwrap_or(LAST);
    for ((file, _), body) in unreadable.iter().zip(&intake.unreadable) {
        let name = body.clone().unwrap_or_else(|| file.clone());
        let place = body.as_deref().map_or(LAST, place);
        let state = FilingState::Unreadable;
        filings.push((place, Filing { name, file: Some(file.clone()), state, failing_sums: 0 }));
    }
    for name in intake.missing() {
        problems.push(Problem::Missing { member: name.to_owned() });
        let filing = Filing { name: name.to_owned(), file: None, state: FilingState::Missing, failing_sums: 0 };
        filings.push((place(name), filing));
    }
    filings.sort_by_key(|(place, _)| *place);
    filings.into_iter().map(|(_, filing)| filing).collect()
}
