//! Sentences in the shapes that published reports have, over tables that agree with them and over tables that do not:
//! the rules over text are silent on every right one and find every figure that is changed.
//!
//! The sentences stand in `sentences/*.txt`, one a line; what the first character of a line means is told at the head
//! of the first file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::bodies::{BUREAU, COUNTY, TOWN, report, value};
use gongkai_core::Report;
use gongkai_core::check::{RuleId, Subject, rule};
use gongkai_core::form::SectionKey;

/// What a slot prints: with its right value, or with a wrong one.
fn printed(report: &Report, slot: &str, wrong: bool) -> String {
    let slot = slot.strip_prefix('?').unwrap_or(slot);
    if let Some(share) = slot.strip_prefix('%') {
        let (parts, places) = share.rsplit_once(':').expect("%part/whole:places");
        let (part, whole) = parts.split_once('/').expect("%part/whole:places");
        let share = value(report, part).to_f64() * 100.0 / value(report, whole).to_f64();
        let share = if wrong { share / 2.0 + 3.0 } else { share };
        let places: usize = places.parse().expect("places");
        return format!("{share:.places$}%");
    }
    let (expression, style) = slot.split_once('|').unwrap_or((slot, ""));
    let right = value(report, expression);
    let number = if wrong { right.to_f64() * 3.0 + 1000.0 } else { right.to_f64() };
    let plain = if right.is_whole() { format!("{number:.0}") } else { format!("{number}") };
    match style {
        "" => plain,
        "full" => plain.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect(),
        "," if plain.len() > 3 => {
            let (thousands, rest) = plain.split_at(plain.len() - 3);
            format!("{thousands},{rest}")
        }
        "," => plain,
        "zh" => numeral(&plain),
        other => panic!("no style {other}"),
    }
}

fn numeral(digits: &str) -> String {
    const NAMES: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    let mut gap = false;
    for (index, digit) in digits.chars().enumerate() {
        let digit = usize::try_from(digit.to_digit(10).unwrap()).unwrap();
        if digit == 0 {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push_str(NAMES[0]);
        }
        out.push_str(NAMES[digit]);
        out.push_str(["", "十", "百", "千"][digits.len() - index - 1]);
    }
    out
}

/// The slots of a template, and the template with the slot of a number made wrong.
fn filled(report: &Report, template: &str, wrong: Option<usize>) -> (String, usize) {
    let mut out = String::new();
    let mut count = 0;
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').expect("closed slot");
        out.push_str(before);
        out.push_str(&printed(report, slot, wrong == Some(count)));
        count += 1;
        rest = after;
    }
    out.push_str(rest);
    (out, count)
}

/// Whether the figure of a slot is marked as one whose change is passed over.
fn is_known_gap(template: &str, slot: usize) -> bool {
    template.split('{').nth(slot + 1).is_some_and(|slot| slot.starts_with('?'))
}

/// What the rules over text against tables find, `GK301 …`, and why they did not judge something.
fn findings(report: &Report, section: SectionKey, text: &str) -> (Vec<String>, Vec<String>) {
    let mut report = report.clone();
    report.set_narrative(section, text.split('|'));
    let subject = Subject::new(&report);
    let (mut findings, mut reasons) = (Vec::new(), Vec::new());
    for rule in [301, 302, 303, 304].map(|id| rule(RuleId::new(id)).expect("a rule")) {
        let (id, verdict) = (rule.info().id, rule.check(&subject));
        findings.extend(verdict.findings.iter().map(|finding| format!("{id} {}", finding.message.zh)));
        reasons.extend(verdict.unassessed.iter().map(|one| format!("{id} {}", one.reason.zh)));
    }
    (findings, reasons)
}

#[test]
fn right_sentences_are_silent_and_wrong_ones_are_found() {
    let county = [report(COUNTY, "某市清河县人民政府"), report(&[], "某市清河县人民政府")];
    let bureau = [report(BUREAU, "清河县自然资源和规划局"), report(&[], "清河县自然资源和规划局")];
    let town = [report(TOWN, "清河县青山镇人民政府"), report(&[], "清河县青山镇人民政府")];
    let mut faults = Vec::new();
    let (mut silent, mut found) = (0, 0);
    for (file, text) in FILES {
        let mut section = SectionKey::Overview;
        let [mut filed, mut nothing] = county.each_ref();
        for (number, line) in text.lines().enumerate() {
            let mut fault = |what: &str, sentence: &str, detail: &[String]| {
                faults.push(format!("{file}:{}: {what}: {sentence}\n      {detail:?}", number + 1));
            };
            let Some((kind, template)) = line.trim().split_once(' ') else { continue };
            match kind {
                "=" => {
                    let (right, slots) = filled(filed, template, None);
                    let (got, _) = findings(filed, section, &right);
                    if got.is_empty() {
                        silent += 1
                    } else {
                        fault("false alarm", &right, &got)
                    }
                    for slot in 0..slots {
                        let (wrong, _) = filled(filed, template, Some(slot));
                        let (got, reasons) = findings(filed, section, &wrong);
                        match (got.is_empty(), is_known_gap(template, slot)) {
                            (true, false) => fault("missed", &wrong, &reasons),
                            (true, true) => {}
                            (false, true) => fault("no gap any more", &wrong, &got),
                            (false, false) => found += 1,
                        }
                    }
                }
                "0" => {
                    let (sentence, _) = filled(filed, template, None);
                    let (got, _) = findings(filed, section, &sentence);
                    if got.is_empty() { silent += 1 } else { fault("false alarm", &sentence, &got) }
                }
                "-" => {
                    let (got, _) = findings(nothing, section, template);
                    if got.is_empty() {
                        silent += 1
                    } else {
                        fault("false alarm", template, &got)
                    }
                    let (got, reasons) = findings(filed, section, template);
                    if got.is_empty() {
                        fault("missed", template, &reasons);
                    } else {
                        found += 1;
                    }
                }
                "!" => {
                    let (got, reasons) = findings(filed, section, template);
                    if got.is_empty() {
                        fault("missed", template, &reasons);
                    } else {
                        found += 1;
                    }
                }
                "§" => {
                    let named = |section: &SectionKey| section.as_str() == template.trim();
                    section = SectionKey::ALL.into_iter().find(named).expect("a section");
                }
                "@" => {
                    [filed, nothing] = match template {
                        "bureau" => bureau.each_ref(),
                        "town" => town.each_ref(),
                        _ => county.each_ref(),
                    }
                }
                "#" => {}
                other => panic!("{file}:{}: unknown kind {other}", number + 1),
            }
        }
    }
    let list = faults.join("\n");
    assert!(faults.is_empty(), "{} faults; {silent} silent, {found} found\n{list}", faults.len());
}

const FILES: &[(&str, &str)] = &[
    ("applications.txt", include_str!("sentences/applications.txt")),
    ("outcomes.txt", include_str!("sentences/outcomes.txt")),
    ("disputes.txt", include_str!("sentences/disputes.txt")),
    ("disclosure.txt", include_str!("sentences/disclosure.txt")),
    ("contradictions.txt", include_str!("sentences/contradictions.txt")),
    ("silent.txt", include_str!("sentences/silent.txt")),
    ("various.txt", include_str!("sentences/various.txt")),
    ("unseen_county.txt", include_str!("sentences/unseen_county.txt")),
    ("unseen_bureau.txt", include_str!("sentences/unseen_bureau.txt")),
    ("unseen_second.txt", include_str!("sentences/unseen_second.txt")),
    ("unseen_last.txt", include_str!("sentences/unseen_last.txt")),
    ("unseen_silent.txt", include_str!("sentences/unseen_silent.txt")),
    ("unseen_third.txt", include_str!("sentences/unseen_third.txt")),
    ("years.txt", include_str!("sentences/years.txt")),
];
