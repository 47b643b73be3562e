//! One file: read, and judged with everything that stands around it.

use std::path::Path;

use gongkai::check::Subject;
use gongkai::words::InWords as _;
use gongkai::{Digest, Reading};
use gongkai_policy::ReportName;
use gongkai_wire::{self as wire, FileResult, FiledAcceptance, Receipt, Verdict, Words};

use super::Check;
use super::children::Children;
use super::previous::Previous;
use super::result_format::ResultFormat;
use super::returning::Pending;
use super::surveying::{self, Given};
use super::tracking::Filed;
use crate::accepting::Accepted;
use crate::bodies::Office;
use crate::configuration::Configurations;
use crate::inputs::Input;
use crate::language::Language;
use crate::output::source::Source;
use crate::output::text::{Printer, verdict};
use crate::run_files::shown;
use crate::{command, receipt, standard};

/// What stands around every report of a run.
pub(super) struct Around {
    pub(super) format: ResultFormat,
    pub(super) configurations: Configurations,
    pub(super) accepted: Accepted,
    pub(super) previous: Previous,
    pub(super) children: Option<Children>,
    pub(super) office: Office,
}

/// How a result is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) colour: bool,
    pub(super) width: usize,
}

/// What became of one file.
pub(super) struct Checked {
    pub(super) result: FileResult,
    /// What is printed for it as text.
    pub(super) text: String,
    /// What is said beside the result.
    pub(super) said: String,
    pub(super) failed: bool,
    /// What goes back about it, where letters are written.
    pub(super) returned: Option<Pending>,
    /// What it adds to the state of the review, where that is kept.
    pub(super) tracked: Option<Filed>,
    /// What stands for the bytes that were read.
    pub(super) digest: Option<Digest>,
    /// What it gives to the survey of all files.
    pub(super) given: Option<Given>,
}

impl Check {
    /// Reads a file and checks it.
    pub(super) fn check(
        &self,
        input: &Input,
        around: &Around,
        in_folder: bool,
        language: Language,
        look: Look,
    ) -> Checked {
        let path = input.path.as_path();
        let options = self.reading();
        let loaded = standard::load(path, &options.limits);
        // What is said later is said of these very bytes, whatever becomes of the file meanwhile.
        let digest = loaded.as_ref().ok().map(|loaded| Digest::of(loaded.bytes()));
        match loaded.and_then(|loaded| loaded.read(&standard::told(path, &loaded, &options))) {
            Ok(reading) => {
                let checked = self.assess(path, &reading, around, language, look);
                let checked = checked.unwrap_or_else(|said| Checked {
                    text: String::new(),
                    ..failed(path, Words::new(&said, &said), said)
                });
                let tracked = self.track.as_deref().zip(digest);
                let tracked =
                    tracked.map(|(file, digest)| Filed::of(input, &reading, &checked.result, digest, file, language));
                Checked { given: Some(surveying::report(input, &reading.report)), digest, tracked, ..checked }
            }
            Err(error) => Checked {
                given: Some(surveying::unread(input, &error, &around.office, in_folder)),
                text: format!(
                    "{}{}{}\n",
                    shown(path),
                    language.pick("：", ": "),
                    verdict(language, Verdict::Unreadable)
                ),
                ..failed(path, Words::from(&error.kind.in_words()), command::describe(language, &error))
            },
        }
    }

    /// Assesses a report that was read, with what was accepted of it before and now.
    fn assess(
        &self,
        path: &Path,
        reading: &Reading,
        around: &Around,
        language: Language,
        look: Look,
    ) -> Result<Checked, String> {
        let mut subject = Subject::of_reading(reading);
        let (previous, chosen) = around.previous.of(&reading.report, &around.office.bodies, language);
        if let Some(previous) = &previous {
            subject = subject.with_previous(previous);
        }
        let children = around.children.as_ref().map(|children| children.of(&reading.report, &around.office.bodies));
        if let Some(children) = &children {
            subject = subject.with_children(children);
        }
        if let (Some(expected), true) = (&around.office.expected, around.children.is_some()) {
            subject = subject.with_expected(expected);
        }
        subject.preview = self.preview;
        subject = subject.with_bodies(&around.office.bodies);
        let note = language.note();
        let mut notes: Vec<String> = chosen.into_iter().collect();
        if let Some(other) = subject.previous_of_another_body() {
            let effect = language.pick("，不与上年比较", "; nothing is compared with last year");
            notes.push(format!("{}{effect}", language.of(&other)));
        }
        if let Some(others) = subject.children_of_another_body() {
            let effect = language.pick("；不核对汇总数", "; the consolidated figures are not held against them");
            notes.push(format!("{}{effect}", language.of(&others)));
        }
        let assessment = around.configurations.of(path).assess(&subject);
        let lines = if self.verbose { receipt::in_whole } else { receipt::in_short };
        let mut said = lines(language, path, reading);
        for said_first in notes.iter().rev() {
            said = format!("{note}: {said_first}\n{said}");
        }
        let found = wire::findings(&assessment);
        let organ = Some(reading.report.organ.name.clone()).filter(|name| !name.is_empty());
        let year = reading.report.year.map(gongkai::Year::get);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = ReportName::new(organ.as_deref(), year).in_file(&stem);
        let recorded = if self.recording.changes() {
            Some(self.recording.record(&name, &found, language, &mut said)?)
        } else {
            None
        };
        let own = recorded.as_ref().unwrap_or(&around.accepted).by_office(&name);
        for entry in &own {
            if !found.iter().any(|finding| finding.fingerprint == entry.fingerprint) {
                let zh = format!("曾接受的 {} 已不对应现在的数字（{}）", entry.fingerprint, entry.message);
                let en = format!("accepted {} no longer answers to the figures ({})", entry.fingerprint, entry.message);
                said.push_str(&format!("\n{}: {}", language.note(), language.pick(zh, en)));
            }
        }
        let mut result = FileResult {
            file: path.display().to_string(),
            organ: organ.clone(),
            year,
            cells_read: reading.receipt.read,
            cells_expected: reading.receipt.expected,
            diagnoses: assessment.report.diagnoses.iter().map(wire::Diagnosis::from).collect(),
            rules: wire::answers(&assessment),
            switched_off: assessment.switched_off.iter().map(ToString::to_string).collect(),
            receipt: Some(Receipt::from(reading)),
            ..FileResult::default()
        };
        for mut finding in found {
            finding.name_cells(&reading.provenance.sheets);
            match own.iter().find(|entry| entry.fingerprint == finding.fingerprint) {
                Some(entry) => result.accepted.push(wire::Accepted::new(entry, finding)),
                None => result.findings.push(finding),
            }
        }
        // What the filer accepts of its own report is shown, whatever it is worth.
        let filed = around.accepted.by_filer(path, &name).into_iter();
        result.accepted_by_filer = filed
            .filter(|entry| result.findings.iter().any(|finding| finding.fingerprint == entry.fingerprint))
            .map(FiledAcceptance::from)
            .collect();
        // A diagnosis whose sums are all accepted has nothing left to say.
        let open: Vec<&str> = result.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        result.diagnoses.retain(|diagnosis| diagnosis.findings.iter().any(|one| open.contains(&one.as_str())));
        result.judge();
        let text = if around.format == ResultFormat::Text {
            let source = Source::open(path, self.from);
            Printer { language, colour: look.colour, width: look.width, verbose: self.verbose, source: &source }
                .file(&result)
        } else {
            String::new()
        };
        let refused = receipt::refused(language, reading).filter(|_| self.strict);
        let incomplete = refused.is_some();
        if let Some(why) = refused {
            said.push_str(&match language {
                Language::Zh => format!("\n错误: {why}（--strict）"),
                Language::En => format!("\nerror: {why} (--strict)"),
            });
        }
        Ok(Checked { result, text, said, failed: incomplete, returned: None, given: None, tracked: None, digest: None })
    }
}

/// What becomes of a file that could not be checked.
pub(super) fn failed(path: &Path, error: Words, said: String) -> Checked {
    let result = FileResult { error: Some(error), ..unread(path) };
    Checked {
        result,
        text: String::new(),
        said,
        failed: true,
        returned: None,
        given: None,
        tracked: None,
        digest: None,
    }
}

fn unread(path: &Path) -> FileResult {
    FileResult { file: path.display().to_string(), ..FileResult::default() }
}
