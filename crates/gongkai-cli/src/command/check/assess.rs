//! One file: read, and judged with everything that stands around it.

use std::path::Path;

use gongkai::words::InWords as _;
use gongkai::{Digest, Reading};
use gongkai_policy::{Acceptance, Assessment, ReportName};
use gongkai_wire::{self as wire, FileResult, FiledAcceptance, Finding, Receipt, Verdict, Words};

use super::Check;
use super::beside::Beside;
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
        let beside = Beside::of(&reading.report, around, language);
        let mut subject = beside.subject(reading, around);
        subject.preview = self.preview;
        let assessment = around.configurations.of(path).assess(&subject);
        let mut said = self.said_of(path, reading, &beside.notes(&subject, language), language);
        let found = wire::findings(&assessment);
        let mut result = result_of(path, reading, &assessment);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = ReportName::new(result.organ.as_deref(), result.year).in_file(&stem);
        let recorded = if self.recording.changes() {
            Some(self.recording.record(&name, &found, language, &mut said)?)
        } else {
            None
        };
        let own = recorded.as_ref().unwrap_or(&around.accepted).by_office(&name);
        said.extend(own.iter().filter_map(|entry| no_longer(entry, &found, language)));
        part(&mut result, found, &own, reading);
        // What the filer accepts of its own report is shown, whatever it is worth.
        let filed = around.accepted.by_filer(path, &name).into_iter();
        let filed = filed.filter(|entry| result.findings.iter().any(|one| one.fingerprint == entry.fingerprint));
        result.accepted_by_filer = filed.map(FiledAcceptance::from).collect();
        result.judge();
        let text = match around.format {
            ResultFormat::Text => self.printed(path, &result, language, look),
            _ => String::new(),
        };
        let refused = receipt::refused(language, reading).filter(|_| self.strict);
        if let Some(why) = refused {
            said.push_str(&match language {
                Language::Zh => format!("\n错误: {why}（--strict）"),
                Language::En => format!("\nerror: {why} (--strict)"),
            });
        }
        let failed = refused.is_some();
        Ok(Checked { result, text, said, failed, returned: None, given: None, tracked: None, digest: None })
    }

    /// What is said beside the result: how the report was read, under what is to be noted.
    fn said_of(&self, path: &Path, reading: &Reading, notes: &[String], language: Language) -> String {
        let receipt = if self.verbose { receipt::in_whole } else { receipt::in_short };
        let notes = notes.iter().map(|note| format!("{}: {note}\n", language.note()));
        notes.chain([receipt(language, path, reading)]).collect()
    }

    /// The result as it is printed.
    fn printed(&self, path: &Path, result: &FileResult, language: Language, look: Look) -> String {
        let source = Source::open(path, self.from);
        let printer =
            Printer { language, colour: look.colour, width: look.width, verbose: self.verbose, source: &source };
        printer.file(result)
    }
}

/// What a result says before its findings are parted.
fn result_of(path: &Path, reading: &Reading, assessment: &Assessment) -> FileResult {
    let report = &reading.report;
    FileResult {
        organ: Some(report.organ.name.clone()).filter(|name| !name.is_empty()),
        year: report.year.map(gongkai::Year::get),
        cells_read: reading.receipt.read,
        cells_expected: reading.receipt.expected,
        diagnoses: assessment.report.diagnoses.iter().map(wire::Diagnosis::from).collect(),
        rules: wire::answers(assessment),
        switched_off: assessment.switched_off.iter().map(ToString::to_string).collect(),
        receipt: Some(Receipt::from(reading)),
        ..unread(path)
    }
}

/// Says that what was accepted is not found any more.
fn no_longer(entry: &Acceptance, found: &[Finding], language: Language) -> Option<String> {
    if found.iter().any(|finding| finding.fingerprint == entry.fingerprint) {
        return None;
    }
    let zh = format!("曾接受的 {} 已不对应现在的数字（{}）", entry.fingerprint, entry.message);
    let en = format!("accepted {} no longer answers to the figures ({})", entry.fingerprint, entry.message);
    Some(format!("\n{}: {}", language.note(), language.pick(zh, en)))
}

/// Parts what was found into what the office has accepted and what is open.
fn part(result: &mut FileResult, found: Vec<Finding>, own: &[&Acceptance], reading: &Reading) {
    for mut finding in found {
        finding.name_cells(&reading.provenance.sheets);
        match own.iter().find(|entry| entry.fingerprint == finding.fingerprint) {
            Some(entry) => result.accepted.push(wire::Accepted::new(entry, finding)),
            None => result.findings.push(finding),
        }
    }
    // A diagnosis whose sums are all accepted has nothing left to say.
    let open: Vec<&str> = result.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    result.diagnoses.retain(|diagnosis| diagnosis.findings.iter().any(|one| open.contains(&one.as_str())));
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
