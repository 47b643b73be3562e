//! The registry: complete, equal to the committed table, with fixtures and pages for every rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use crate::fixtures::{BREAKS, keeps, sound};
use gongkai_core::check::{Basis, Editions, Language, RuleId, RuleInfo, Severity, Status, explain, pages, rules};
use gongkai_core::form::Edition;

fn infos() -> impl Iterator<Item = &'static RuleInfo> {
    rules().iter().map(|rule| rule.info())
}

/// A rule as a line of the committed table.
fn line(info: &RuleInfo) -> String {
    let basis = match info.basis {
        Basis::Law => "law",
        Basis::Sum => "sum",
        Basis::Practice => "practice",
    };
    let severity = match info.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let editions = match info.editions {
        Editions::All => "all".to_owned(),
        Editions::Only(editions) => editions.iter().map(|edition| edition.as_str()).collect::<Vec<_>>().join(","),
        Editions::Since(first) => format!("{first}-"),
    };
    [info.id.to_string().as_str(), info.name, basis, severity, &editions].join("\t")
}

#[test]
fn the_registry_equals_the_committed_table() {
    let table: Vec<&str> = include_str!("data/rules.tsv").lines().skip(1).collect();
    let registered: Vec<String> = infos().map(line).collect();
    assert_eq!(registered, table);
}

#[test]
fn every_rule_is_documented_in_both_languages() {
    for info in infos() {
        let doc = &info.doc;
        for (zh, en) in [info.title, info.clause, doc.what, doc.why, doc.example, doc.mend] {
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{}", info.id);
            assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}: {zh}", info.id);
            assert!(en.chars().any(|c| c.is_ascii_alphabetic()), "{}: {en}", info.id);
        }
        assert!(info.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", info.name);
        if info.basis == Basis::Practice {
            let says_so = info.clause.0.contains("实务通常") && info.clause.1.contains("usual practice");
            assert!(says_so, "{} is a rule of practice and must say so", info.id);
        }
        for (language, clause) in [(Language::Chinese, info.clause.0), (Language::English, info.clause.1)] {
            assert!(explain(info.id, language).expect("registered").contains(clause));
        }
    }
}

#[test]
fn every_rule_cites_the_document_that_governs_the_year() {
    const FORMATS: [(Edition, &str); 2] = [(Edition::E2019, "〔2019〕60号"), (Edition::E2021, "〔2021〕30号")];
    for info in infos() {
        // These two are about which document governs, and name both.
        if [202, 210].map(RuleId::new).contains(&info.id) {
            continue;
        }
        for (edition, own) in FORMATS {
            if !info.editions.include(edition) {
                continue;
            }
            let clause = info.clause_of(edition);
            for (_, other) in FORMATS.iter().filter(|(_, document)| *document != own) {
                assert!(!clause.zh.contains(other) && !clause.en.contains(other), "{}: {}", info.id, clause.zh);
            }
            // A rule of law says which; and both languages the same.
            let law = clause.zh.contains("〔20") || clause.zh.contains("《");
            assert!(info.basis != Basis::Law || law, "{}: {}", info.id, clause.zh);
            assert_eq!(clause.zh.contains(own), clause.en.contains(own), "{}", info.id);
        }
    }
    let duties = infos().find(|info| info.id == RuleId::new(206)).expect("GK206");
    for edition in Edition::all() {
        assert!(duties.clause_of(edition).zh.contains("第五十条第（四）项"));
    }
}

#[test]
fn every_rule_has_reports_that_keep_it_and_that_break_it() {
    for info in infos() {
        let result = keeps(info.id).check();
        let outcome = result.outcomes.iter().find(|outcome| outcome.rule == info.id).expect("every rule answers");
        assert!(
            matches!(outcome.status, Status::Holds | Status::HoldsInPart),
            "{} on the sound report: {outcome:?} {:#?}",
            info.id,
            result.findings.iter().filter(|finding| finding.rule == info.id).collect::<Vec<_>>()
        );
        let (_, breaks) =
            BREAKS.iter().find(|(rule, _)| RuleId::new(*rule) == info.id).unwrap_or_else(|| panic!("{}", info.id));
        assert!(!breaks.is_empty());
        for (place, change) in breaks.iter().enumerate() {
            let mut case = sound();
            change(&mut case);
            let result = case.check();
            let found = result.findings.iter().filter(|finding| finding.rule == info.id).collect::<Vec<_>>();
            assert!(!found.is_empty(), "{} is silent on its failing report {place}: {:?}", info.id, result.outcomes);
            for finding in found {
                assert_eq!((finding.severity, finding.clause.zh.as_str()), (info.severity, info.clause.0));
                assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty());
                let help = finding.help.as_ref().unwrap_or_else(|| panic!("how to mend {}", finding.message.zh));
                assert!(!help.zh.is_empty() && !help.en.is_empty());
                let says_practice = finding.message.zh.contains("实务");
                assert_eq!(says_practice, info.basis == Basis::Practice, "{}", finding.message.zh);
            }
            let outcome = result.outcomes.iter().find(|outcome| outcome.rule == info.id).expect("every rule answers");
            assert_eq!(outcome.status, Status::DoesNotHold);
            assert!(outcome.assessed >= outcome.failed, "{}: {outcome:?}", info.id);
        }
    }
}

#[test]
fn a_sound_report_is_passed_in_silence() {
    let result = sound().check();
    assert!(result.findings.is_empty(), "{:#?}", result.findings);
    assert!(result.diagnoses.is_empty());
    assert_eq!(result.outcomes.len(), rules().len(), "every rule answers");
    let silent: Vec<_> =
        result.outcomes.iter().filter(|o| matches!(o.status, Status::CannotBeAssessed)).map(|o| o.rule).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn what_is_not_given_is_said() {
    let mut case = sound();
    case.previous = None;
    case.children.clear();
    let result = case.check();
    for rule in [401, 402, 404, 405, 501, 502] {
        let outcome =
            result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(rule)).expect("every rule answers");
        assert_eq!(outcome.status, Status::CannotBeAssessed, "{}", outcome.rule);
        assert!(outcome.unassessed[0].reason.zh.contains("没有给出"), "{:?}", outcome.unassessed);
    }
    let earlier = result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(403)).expect("every rule answers");
    assert_eq!(earlier.status, Status::NotApplicable);
    assert_eq!(earlier.not_applicable.as_ref().expect("a reason").zh, "只适用于 2019 年版格式");
}

#[test]
fn rules_over_one_table_ask_for_its_own_edition() {
    // A report for 2023 with table two of 2019: no cells of 2021 there, whatever governs the year.
    let mut case = sound();
    case.report.set_edition(gongkai_core::form::TableKey::Disclosure, Edition::E2019);
    let result = case.check();
    let status = |rule| result.outcomes.iter().find(|o| o.rule == RuleId::new(rule)).expect("answers").status;
    assert_eq!(status(110), Status::NotApplicable);
    assert_eq!(status(402), Status::NotApplicable);
    assert_ne!(status(403), Status::NotApplicable);
}

fn committed_pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}

/// Set `GONGKAI_BLESS` to write the pages anew.
#[test]
fn the_committed_pages_are_those_of_the_registry() {
    let folder = committed_pages();
    let mut wanted: Vec<(String, String)> =
        infos().map(|info| (format!("{}.md", info.id), pages::page(info))).collect();
    wanted.push(("README.md".to_owned(), pages::list()));
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::create_dir_all(&folder).expect("a folder for the pages");
        for (name, text) in &wanted {
            std::fs::write(folder.join(name), text).expect("written");
        }
    }
    for (name, text) in &wanted {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(committed == *text, "docs/rules/{name} is stale: run the tests of gongkai-core with GONGKAI_BLESS=1");
    }
    for entry in std::fs::read_dir(&folder).expect("the pages") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(wanted.iter().any(|(wanted, _)| *wanted == name), "docs/rules/{name} belongs to no rule");
    }
}
