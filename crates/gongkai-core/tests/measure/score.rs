//! How often the rules over prose are right: labelled sentences in two halves, scored rule by rule.
//!
//! The sentences were labelled before any rule was run over them. The rules are built with the first half in view; of
//! the second only the score is ever shown, so that nothing is tuned on it.
//!
//! A line is a label and a sentence. `@` names the body whose figures stand in the tables, `§` the section. `{cell}` is
//! filled with the right figure, `{cell~+3}` with one that is wrong by so much, `{%part/whole:1}` with a percentage; `|` parts
//! paragraphs.

#![allow(dead_code, reason = "the test and the command each use their own part")]

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::Report;
use gongkai_core::check::{RuleId, Subject, rule};
use gongkai_core::form::SectionKey;

use crate::bodies::{BUREAU, COUNTY, POLICE, TOWN, ZONE, report, value};

/// The half that rules are built with.
pub(crate) const BUILDING: &str = include_str!("building.txt");
/// The half that nobody looks at.
pub(crate) const HELD_BACK: &str = include_str!("held_back.txt");

/// What a sentence of each label must be found by; nothing for a sound one. The second list is what is run over it.
const LABELS: &[(&str, Option<u16>, &[u16])] = &[
    ("ok", None, SOUND),
    ("figures", Some(301), SENTENCE),
    ("percent", Some(302), SENTENCE),
    ("year", Some(303), SENTENCE),
    ("denial", Some(304), SENTENCE),
    ("parts", Some(305), SENTENCE),
    ("missing", Some(306), SENTENCE),
    ("topics-ok", None, &[205]),
    ("topics", Some(205), &[205]),
    ("problems-ok", None, &[207]),
    ("problems", Some(207), &[207]),
    ("numbering-ok", None, &[212]),
    ("numbering", Some(212), &[212]),
    ("quality-ok", None, &[213]),
    ("quality", Some(213), &[213]),
];

/// The rules that a sound sentence must pass.
const SOUND: &[u16] = &[213, 301, 302, 303, 304, 305, 306];

/// The rules that judge a sentence by what it says.
const SENTENCE: &[u16] = &[301, 302, 303, 304, 305, 306];

/// One labelled sentence, filled in.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    /// The label.
    pub(crate) label: &'static str,
    /// The body whose figures it stands over.
    pub(crate) body: &'static str,
    /// The section that it stands in.
    pub(crate) section: SectionKey,
    /// The sentence.
    pub(crate) text: String,
    /// The rules that found something.
    pub(crate) found: BTreeSet<u16>,
}

/// A rule's score over one half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Score {
    /// Faulty sentences of its label that it finds.
    pub(crate) found: usize,
    /// Faulty sentences of its label.
    pub(crate) faulty: usize,
    /// Sound sentences in which it finds something.
    pub(crate) false_alarms: usize,
    /// Sound sentences that it was run over.
    pub(crate) sound: usize,
}

impl Score {
    /// The share of its findings that are right, in thousandths; of a rule that finds nothing, nothing.
    pub(crate) fn precision(self) -> Option<usize> {
        (self.found * 1000).checked_div(self.found + self.false_alarms)
    }

    /// The share of the faults that it finds, in thousandths.
    pub(crate) fn recall(self) -> Option<usize> {
        (self.found * 1000).checked_div(self.faulty)
    }
}

/// The reports that sentences are put into.
fn bodies() -> BTreeMap<&'static str, Report> {
    [
        ("county", report(COUNTY, "某市清河县人民政府")),
        ("bureau", report(BUREAU, "清河县自然资源和规划局")),
        ("town", report(TOWN, "清河县青山镇人民政府")),
        ("police", report(POLICE, "某市公安局城东分局")),
        ("zone", report(ZONE, "清河经济开发区管理委员会")),
        ("nil", report(&[], "清河县地方志编纂室")),
    ]
    .into()
}

/// Every sentence of a half with what the rules find in it.
pub(crate) fn judged(half: &'static str) -> Vec<Labelled> {
    let bodies = bodies();
    let mut out = Vec::new();
    let (mut body, mut section) = ("county", SectionKey::Overview);
    for line in half.lines() {
        let Some((label, template)) = line.split_once(' ') else { continue };
        match label {
            "@" => body = template,
            "§" => {
                section = SectionKey::ALL.into_iter().find(|s| s.as_str() == template).expect("a section");
            }
            _ => {
                let (label, _, rules) = LABELS.iter().find(|(name, ..)| *name == label).expect(label);
                let filed = bodies.get(body).expect(body);
                let text = filled(filed, template);
                let mut stated = filed.clone();
                stated.set_narrative(section, text.split('|'));
                let subject = Subject::new(&stated);
                let finds = |id: &&u16| rule(RuleId::new(**id)).is_some_and(|r| !r.check(&subject).findings.is_empty());
                let found = rules.iter().filter(finds).copied().collect();
                out.push(Labelled { label, body, section, text, found });
            }
        }
    }
    out
}

/// The score of each rule that judges prose.
pub(crate) fn scores(sentences: &[Labelled]) -> BTreeMap<u16, Score> {
    let mut scores: BTreeMap<u16, Score> = BTreeMap::new();
    for sentence in sentences {
        let (_, wanted, rules) = LABELS.iter().find(|(name, ..)| *name == sentence.label).expect("a label");
        for id in *rules {
            let score = scores.entry(*id).or_default();
            let found = sentence.found.contains(id);
            match wanted {
                None => {
                    score.sound += 1;
                    score.false_alarms += usize::from(found);
                }
                Some(wanted) if wanted == id => {
                    score.faulty += 1;
                    score.found += usize::from(found);
                }
                // Another rule than the label's may be right about a faulty sentence too; that is not judged.
                Some(_) => {}
            }
        }
    }
    scores
}

/// The rule that a label asks for.
pub(crate) fn wanted(label: &str) -> Option<u16> {
    LABELS.iter().find(|(name, ..)| *name == label).and_then(|(_, wanted, _)| *wanted)
}

/// The template with its figures.
fn filled(report: &Report, template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').expect("closed slot");
        out.push_str(before);
        out.push_str(&figure(report, slot));
        rest = after;
    }
    out + rest
}

fn figure(report: &Report, slot: &str) -> String {
    let (slot, by) = slot.split_once('~').unwrap_or((slot, "0"));
    let by: f64 = by.parse().expect("a difference");
    if let Some(share) = slot.strip_prefix('%') {
        let (parts, places) = share.rsplit_once(':').expect("%part/whole:places");
        let (part, whole) = parts.split_once('/').expect("%part/whole:places");
        let places: usize = places.parse().expect("places");
        let share = value(report, part).to_f64() * 100.0 / value(report, whole).to_f64() + by;
        return format!("{share:.places$}%");
    }
    let right = value(report, slot);
    let shown = right.to_f64() + by;
    assert!(shown >= 0.0, "{slot}: {shown}");
    if right.is_whole() { format!("{shown:.0}") } else { format!("{shown}") }
}
