//! What came in, as an office sees it: who has filed, who has not, what is wrong with which report.

use gongkai_core::bodies::{Aside, Bodies, Intake, Sought, organ_of};
use gongkai_core::check::Child;
use gongkai_core::words::Text;

use super::{Filing, Problem, Remark, filing};

/// What came in. An office that adds reports up and one that only checks them see the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Received {
    /// The reports told apart.
    pub intake: Intake,
    /// Who has filed, who has not, and whose sums fail: first those expected in their order, then the others.
    pub filings: Vec<Filing>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What should be known.
    pub remarks: Vec<Remark>,
}

impl Received {
    /// Looks at the reports that came in, and at the files that cannot be read, each with the reason. `known` are all
    /// bodies whose names may stand in the names of files.
    #[must_use]
    pub fn of(members: &[Child], sought: &Sought<'_>, unreadable: &[(String, Text)], known: &Bodies) -> Self {
        let intake = Intake::of(members, sought);
        let mut problems: Vec<Problem> = unreadable
            .iter()
            .zip(&intake.unreadable)
            .map(|((member, why), body)| Problem::Unreadable {
                member: member.clone(),
                why: why.clone(),
                body: body.clone(),
            })
            .collect();
        problems.extend(set_aside(&intake, members));
        let filings = filing::filings(&intake, members, unreadable, &mut problems);
        let mut remarks: Vec<Remark> = intake
            .roll
            .loosely()
            .filter_map(|(listed, member)| Some((listed.to_owned(), members.get(member)?.name.clone())))
            .map(|(listed, member)| Remark::ListedAs { listed, member })
            .collect();
        remarks.extend(intake.aside.iter().filter_map(|(&index, why)| match why {
            Aside::Below { superior } => {
                Some(Remark::InAnother { member: members.get(index)?.name.clone(), superior: superior.clone() })
            }
            _ => None,
        }));
        remarks.extend(others_reports(members, known));
        Self { intake, filings, problems, remarks }
    }
}

/// What keeps members out of the sum: another year, the organ's own name, a body that filed more than once, another superior.
fn set_aside(intake: &Intake, members: &[Child]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (&index, why) in &intake.aside {
        let Some(member) = members.get(index) else { continue };
        let named = member.name.clone();
        problems.extend(match why {
            Aside::OtherYear(year) => Some(Problem::OtherYear { member: named, year: *year }),
            Aside::OwnName => Some(Problem::OwnName { member: named }),
            Aside::Elsewhere { superior } => Some(Problem::Elsewhere { member: named, superior: superior.clone() }),
            // Said once for all of a body's reports, and as a remark.
            _ => None,
        });
    }
    for same in &intake.doubles {
        let all: Vec<&Child> = same.members.iter().filter_map(|&index| members.get(index)).collect();
        let Some(first) = all.first() else { continue };
        problems.push(Problem::Twice {
            organ: organ_of(first).to_owned(),
            members: all.iter().map(|member| member.file.clone().unwrap_or_else(|| member.name.clone())).collect(),
            alike: same.alike,
        });
    }
    problems
}

/// Files whose names speak of one body and which hold the report of another.
fn others_reports(members: &[Child], listed: &Bodies) -> Vec<Remark> {
    let organs = members.iter().map(|member| member.report.organ.name.trim());
    let unlisted = Bodies::of_lines(organs.filter(|organ| !organ.is_empty() && listed.find(organ).is_none()));
    let known = listed.clone().and(&unlisted);
    let names = known.file_names();
    let body = |place: usize| known.all().get(place).map(|body| body.name.as_str());
    let mut found = Vec::new();
    for member in members {
        let organ = member.report.organ.name.trim();
        let Some(file) = member.file.as_deref().filter(|_| !organ.is_empty()) else { continue };
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let Some(spoken) = names.spoken_of(stem).and_then(body) else { continue };
        if !known.are_one(spoken, organ) {
            let (file, spoken, organ) = (file.to_owned(), spoken.to_owned(), organ.to_owned());
            found.push(Remark::OthersReport { file, spoken, organ });
        }
    }
    found
}
