//! Messages are in one language: an English one holds Chinese only in quotation marks, and the other way round.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use crate::fixtures::{BREAKS, Case, sound};
use gongkai_core::check::{CheckReport, Text, rules};

/// What stands outside quotation marks and the titles of documents.
fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        if open.last() == Some(&c) {
            open.pop();
            continue;
        }
        let closing = match c {
            '“' => Some('”'),
            '‘' => Some('’'),
            '《' => Some('》'),
            _ => None,
        };
        match closing {
            Some(closing) => open.push(closing),
            None if open.is_empty() => out.push(c),
            None => {}
        }
    }
    out
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
        || ('\u{3000}'..='\u{303f}').contains(&c)
        || ('\u{ff00}'..='\u{ff5e}').contains(&c)
}

/// A word of small letters, which no id, format, name of a person or file is.
fn english(text: &str) -> Option<String> {
    let file = |word: &str| word.ends_with(".docx");
    let words = text.split(|c: char| !(c.is_ascii_alphabetic() || c == '.')).filter(|word| !file(word));
    words.filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase())).map(str::to_owned).next()
}

/// What is in the wrong language.
fn wrong(text: &Text) -> Option<String> {
    let en = unquoted(&text.en);
    if en.chars().any(is_han) {
        return Some(format!("en: {}", text.en));
    }
    english(&unquoted(&text.zh)).map(|_| format!("zh: {}", text.zh))
}

/// Every text that a result says.
fn texts(result: &CheckReport) -> Vec<Text> {
    let mut out = Vec::new();
    for finding in &result.findings {
        out.extend([finding.message.clone(), finding.clause.clone()]);
        out.extend(finding.help.clone());
        out.extend(finding.notes.iter().cloned());
    }
    for outcome in &result.outcomes {
        out.extend(outcome.unassessed.iter().map(|one| one.reason.clone()));
        out.extend(outcome.not_applicable.clone());
    }
    out.extend(result.diagnoses.iter().map(|diagnosis| diagnosis.message.clone()));
    out
}

#[test]
fn every_message_is_in_one_language() {
    let mut found = BTreeSet::new();
    let mut look = |case: &Case| found.extend(texts(&case.check()).iter().filter_map(wrong));
    for (_, breaks) in BREAKS {
        for change in *breaks {
            let mut case = sound();
            change(&mut case);
            look(&case);
            // What cannot be assessed without what is around it.
            case.previous = None;
            case.children.clear();
            look(&case);
        }
    }
    let mut unread = sound();
    for key in unread.report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
        unread.report.unset(key);
    }
    look(&unread);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_rule_is_described_in_one_language() {
    let mut found = BTreeSet::new();
    for rule in rules() {
        let info = rule.info();
        let doc = &info.doc;
        for (zh, en) in [info.title, info.clause, doc.what, doc.why, doc.example, doc.limits, doc.mend] {
            found.extend(wrong(&Text::new(zh, en)).map(|said| format!("{} {said}", info.id)));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
