//! Sentences in the shapes that published reports have, over tables that agree with them and over tables that do not:
//! the rules over text are silent on every right one and find every figure that is changed.
//!
//! The sentences stand in `sentences/*.txt`, one a line; what the first character of a line means is told at the head
//! of the first file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::check::{RuleId, Subject, rule};
use gongkai_core::form::{CellKey, SectionKey, TableKey};
use gongkai_core::{Cell, Number, Organ, Report, Year};

/// A county's figures for 2024; no two of its totals are alike, so that no figure agrees by chance.
const COUNTY: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "29 46 638"),
    ("disclosure.licenses", "5512"),
    ("disclosure.penalties", "4119"),
    ("disclosure.compulsory_measures", "195"),
    ("disclosure.administrative_fees", "7730.28"),
    ("applications.received", "351 23 2 4 5 7 392"),
    ("applications.carried_in", "16 1 0 0 0 0 17"),
    ("applications.granted", "101 8 1 1 2 2 115"),
    ("applications.partially_granted", "47 3 0 1 1 1 53"),
    ("applications.state_secret", "1 0 0 0 0 0 1"),
    ("applications.prohibited_by_law", "2 0 0 0 0 0 2"),
    ("applications.third_party_rights", "5 1 0 0 0 0 6"),
    ("applications.internal_affairs", "8 0 0 0 0 0 8"),
    ("applications.process_information", "10 1 0 0 0 0 11"),
    ("applications.enforcement_file", "13 0 0 0 0 0 13"),
    ("applications.administrative_inquiry", "3 0 0 0 0 0 3"),
    ("applications.not_held", "77 5 1 1 1 2 87"),
    ("applications.needs_creation", "12 1 0 0 0 1 14"),
    ("applications.still_unclear", "4 0 0 0 0 0 4"),
    ("applications.petition_or_complaint", "20 2 0 0 0 0 22"),
    ("applications.duplicate", "9 0 0 0 0 0 9"),
    ("applications.correction_overdue", "18 0 0 0 0 0 18"),
    ("applications.other_outcome", "5 1 0 0 1 0 7"),
    ("applications.total_processed", "335 22 2 3 5 6 373"),
    ("applications.carried_out", "32 2 0 1 0 1 36"),
    ("disputes.reconsideration", "41 19 15 26 101"),
    ("disputes.direct_litigation", "24 3 0 7 34"),
    ("disputes.litigation_after_reconsideration", "31 2 12 0 45"),
];

/// A bureau's figures for the same year: small ones, as most bodies have.
const BUREAU: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "5 12 40"),
    ("disclosure.licenses", "1207"),
    ("disclosure.penalties", "63"),
    ("disclosure.administrative_fees", "318.6"),
    ("applications.received", "138 9 1 0 3 2 153"),
    ("applications.carried_in", "5 1 0 0 0 0 6"),
    ("applications.granted", "44 4 0 0 1 1 50"),
    ("applications.partially_granted", "39 2 0 0 1 0 42"),
    ("applications.internal_affairs", "2 0 0 0 0 0 2"),
    ("applications.process_information", "3 1 0 0 0 0 4"),
    ("applications.enforcement_file", "1 0 0 0 0 0 1"),
    ("applications.administrative_inquiry", "7 0 0 0 0 0 7"),
    ("applications.not_held", "23 2 1 0 0 1 27"),
    ("applications.needs_creation", "3 0 0 0 0 0 3"),
    ("applications.petition_or_complaint", "5 1 0 0 0 0 6"),
    ("applications.duplicate", "2 0 0 0 0 0 2"),
    ("applications.correction_overdue", "4 0 0 0 0 0 4"),
    ("applications.other_outcome", "1 0 0 0 0 0 1"),
    ("applications.total_processed", "134 10 1 0 2 2 149"),
    ("applications.carried_out", "9 0 0 0 1 0 10"),
    ("disputes.reconsideration", "6 3 1 4 14"),
    ("disputes.direct_litigation", "2 0 0 1 3"),
    ("disputes.litigation_after_reconsideration", "5 1 0 2 8"),
];

/// A township's figures for the same year: a few of each, and most rows 0.
const TOWN: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "2 0 6"),
    ("disclosure.licenses", "4"),
    ("disclosure.penalties", "11"),
    ("applications.received", "10 0 0 0 0 0 10"),
    ("applications.granted", "1 0 0 0 0 0 1"),
    ("applications.not_held", "2 0 0 0 0 0 2"),
    ("applications.total_processed", "3 0 0 0 0 0 3"),
    ("applications.carried_out", "7 0 0 0 0 0 7"),
    ("disputes.reconsideration", "1 0 0 1 2"),
    ("disputes.direct_litigation", "0 0 0 1 1"),
];

const REFUSED: &str = "state_secret+prohibited_by_law+third_party_rights+internal_affairs+process_information\
+enforcement_file+administrative_inquiry";
const UNAVAILABLE: &str = "not_held+needs_creation+still_unclear";
const NOT_TREATED: &str = "petition_or_complaint+duplicate";
const OTHER: &str = "correction_overdue+other_outcome";
const LITIGATION: &str = "direct_litigation+litigation_after_reconsideration";

fn report(cells: &[(&str, &str)], organ: &str) -> Report {
    let mut report = Report::new(Organ::new(organ), Year::new(2024).unwrap());
    for cell in report.form_cells() {
        report.set(cell.key, Cell::from(0));
    }
    for (row, values) in cells {
        let keys: Vec<CellKey> = TableKey::ALL
            .into_iter()
            .flat_map(|table| &report.table_form(table).cells)
            .filter(|cell| format!("{}.{}", cell.key.table.as_str(), cell.key.row) == *row)
            .map(|cell| cell.key)
            .collect();
        assert_eq!(keys.len(), values.split_whitespace().count(), "{row}");
        for (key, value) in keys.into_iter().zip(values.split_whitespace()) {
            report.set(key, Cell::parse(value));
        }
    }
    report
}

/// The value of `received`, `received.business`, `received+carried_in`, `total-pending` or a group's name.
fn value(report: &Report, expression: &str) -> Number {
    let mut sum = Number::ZERO;
    let mut rest = expression.to_owned();
    for (name, rows) in [
        ("refused", REFUSED),
        ("unavailable", UNAVAILABLE),
        ("not_treated", NOT_TREATED),
        ("others", OTHER),
        ("litigation", LITIGATION),
    ] {
        let parts: Vec<String> = rest
            .split('+')
            .map(|term| {
                let (row, column) = term.split_once('.').map_or((term, String::new()), |(r, c)| (r, format!(".{c}")));
                if row == name {
                    rows.split('+').map(|row| format!("{row}{column}")).collect::<Vec<_>>().join("+")
                } else {
                    term.to_owned()
                }
            })
            .collect();
        rest = parts.join("+");
    }
    for plus in rest.split('+') {
        for (index, term) in plus.split('-').enumerate() {
            let (row, column) = term.split_once('.').unwrap_or((term, "total"));
            let cell = report
                .form_cells()
                .find(|cell| cell.key.row == row && cell.key.column == column)
                .or_else(|| report.form_cells().find(|cell| cell.key.row == row))
                .unwrap_or_else(|| panic!("{expression}: no row {row}"));
            let number = report.cell(cell.key).and_then(Cell::number).unwrap();
            sum = if index == 0 { sum.checked_add(number) } else { sum.checked_sub(number) }.unwrap();
        }
    }
    sum
}

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
