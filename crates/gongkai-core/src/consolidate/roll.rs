//! The roll of those expected: who has filed, who has not, and whose sums fail.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Problem, Remark};
use crate::Report;
use crate::check::{Basis, Child, Severity, Subject, check, rule};

/// How one member stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Filing {
    /// The organ or file.
    pub name: String,
    /// Whether it has filed.
    pub state: FilingState,
    /// How many sums of its report do not hold.
    pub failing_sums: usize,
}

/// Whether a member has filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
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

/// Who answers to which name of the list.
pub(super) struct Roll {
    entries: Vec<Entry>,
    own: Option<usize>,
    listed: bool,
}

/// One name of the list and whoever answers to it.
struct Entry {
    /// The name as it is listed, without its alternatives.
    printed: String,
    members: BTreeSet<usize>,
    /// Whether the member's name is longer or shorter than the listed one.
    loosely: bool,
}

impl Roll {
    /// Calls every name of the list.
    pub(super) fn call(expected: &[String], own: Option<usize>, members: &[Child]) -> Self {
        let names: Vec<Vec<String>> = expected.iter().map(|line| alternatives(line)).collect();
        let exactly = |names: &[String], member: &Child| {
            names.iter().any(|name| *name == plain(organ_of(member)) || *name == plain(&member.name))
        };
        let mut entries: Vec<Entry> = Vec::new();
        for (line, names) in expected.iter().zip(&names) {
            let answering = members.iter().enumerate().filter(|(_, member)| exactly(names, member));
            let printed = line.split(is_between).next().unwrap_or(line).trim().to_owned();
            entries.push(Entry { printed, members: answering.map(|(index, _)| index).collect(), loosely: false });
        }
        // A longer or shorter name answers only where nobody else could be meant, on either side.
        let taken: BTreeSet<usize> =
            entries.iter().flat_map(|entry| entry.members.iter().copied()).chain(own).collect();
        let mut free = Vec::new();
        for (index, member) in members.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
            let (organ, name) = (plain(organ_of(member)), plain(&member.name));
            let fits: Vec<usize> = (0..entries.len())
                .filter(|&at| entries.get(at).is_some_and(|entry| entry.members.is_empty()))
                .filter(|&at| {
                    let names = names.get(at).map_or(&[][..], Vec::as_slice);
                    names.iter().any(|listed| is_loosely(listed, &organ) || is_loosely(listed, &name))
                })
                .collect();
            if let [only] = fits.as_slice() {
                free.push((*only, index));
            }
        }
        for &(at, member) in &free {
            let rivals = free.iter().filter(|(other, _)| *other == at).count();
            if let (1, Some(entry)) = (rivals, entries.get_mut(at)) {
                entry.members.insert(member);
                entry.loosely = true;
            }
        }
        Self { entries, own, listed: !expected.is_empty() }
    }

    /// The name on the list that a member answers to.
    pub(super) fn listed(&self, member: usize) -> Option<&str> {
        self.entries.iter().find(|entry| entry.members.contains(&member)).map(|entry| entry.printed.as_str())
    }

    /// The names that were taken for longer or shorter ones.
    pub(super) fn remarks(&self, members: &[Child]) -> Vec<Remark> {
        let loose = self.entries.iter().filter(|entry| entry.loosely);
        let named = loose.flat_map(|entry| entry.members.iter().map(move |&index| (entry, index)));
        named
            .filter_map(|(entry, index)| {
                let member = members.get(index)?.name.clone();
                Some(Remark::ListedAs { listed: entry.printed.clone(), member })
            })
            .collect()
    }

    /// How everybody stands.
    pub(super) fn filings(
        &self,
        members: &[Child],
        unreadable: &[(String, String)],
        left_out: &BTreeSet<usize>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Filing> {
        let mut filings = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let expected = !self.listed || self.own == Some(index) || self.listed(index).is_some();
            let state = match (left_out.contains(&index), expected) {
                (true, _) => FilingState::LeftOut,
                (false, true) => FilingState::Filed,
                (false, false) => FilingState::NotExpected,
            };
            if state == FilingState::NotExpected {
                problems.push(Problem::NotExpected { member: member.name.clone() });
            }
            filings.push(Filing { name: member.name.clone(), state, failing_sums: failing_sums(&member.report) });
        }
        for (name, _) in unreadable {
            filings.push(Filing { name: name.clone(), state: FilingState::Unreadable, failing_sums: 0 });
        }
        for entry in self.entries.iter().filter(|entry| entry.members.is_empty()) {
            problems.push(Problem::Missing { member: entry.printed.clone() });
            filings.push(Filing { name: entry.printed.clone(), state: FilingState::Missing, failing_sums: 0 });
        }
        filings
    }
}

/// How many sums of a report do not hold, by the rules that rest on the form's arithmetic.
fn failing_sums(report: &Report) -> usize {
    let arithmetic = |id| rule(id).is_some_and(|rule| rule.info().basis != Basis::Practice);
    let result = check(&Subject::new(report));
    result
        .findings
        .iter()
        .filter(|finding| finding.sides.is_some() && finding.severity == Severity::Error && arithmetic(finding.rule))
        .count()
}

/// The organ that a report is of, or the name that it is known by.
pub(super) fn organ_of(member: &Child) -> &str {
    if member.report.organ.name.is_empty() { &member.name } else { &member.report.organ.name }
}

/// A name without white space.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What parts the names of one organ on a line of the list.
fn is_between(c: char) -> bool {
    matches!(c, '=' | '＝' | '\t' | ',' | '，')
}

fn alternatives(line: &str) -> Vec<String> {
    line.split(is_between).map(plain).filter(|name| !name.is_empty()).collect()
}

/// Whether one name is the other with a place before it or what governments are called behind it: `青山镇` and
/// `某县青山镇人民政府`.
fn is_loosely(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> String {
        let behind = ["人民政府", "办事处"].into_iter().find_map(|word| name.strip_suffix(word));
        behind.unwrap_or(name).to_owned()
    };
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    match long.strip_suffix(short.as_str()) {
        Some(before) if short.chars().count() > 1 => {
            before.is_empty() || before.ends_with(['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_before_and_a_government_behind_make_no_other_organ() {
        for (one, other) in [
            ("青山镇", "青山镇人民政府"),
            ("青山镇", "某县青山镇人民政府"),
            ("某县青山镇人民政府", "青山镇"),
            ("发展和改革局", "某县发展和改革局"),
            ("城东街道", "某市某区城东街道办事处"),
        ] {
            assert!(is_loosely(one, other), "{one} {other}");
        }
        for (one, other) in
            [("城关镇", "新城关镇人民政府"), ("局", "某县局"), ("教育局", "某县体育局"), ("人民政府", "某县人民政府")]
        {
            assert!(!is_loosely(one, other), "{one} {other}");
        }
    }
}
