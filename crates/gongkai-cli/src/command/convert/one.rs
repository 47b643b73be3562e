//! One input: read, and written to each of its outputs.

use std::path::PathBuf;

use gongkai::words::Text;
use gongkai::{ErrorKind, Format, Loss, ReadOptions, Record, Saved, WriteOptions};
use gongkai_wire::{FileReceipt, NotWritten};

use super::Convert;
use crate::inputs::Input;
use crate::language::Language;
use crate::{command, receipt, standard};

/// One input with where its outputs go.
pub(super) struct Job {
    pub(super) input: Input,
    pub(super) outputs: Vec<PathBuf>,
}

/// What became of an input.
pub(super) enum Done {
    /// Converted; `whole` where nothing has to be known of it.
    Converted {
        input: String,
        said: String,
        whole: bool,
        notes: Vec<Text>,
        written: Vec<PathBuf>,
        receipt: Option<FileReceipt>,
    },
    /// Converted for the standard output; with what is said of it.
    Streamed {
        bytes: Vec<u8>,
        said: String,
        notes: Vec<Text>,
        receipt: Option<FileReceipt>,
    },
    Unchanged,
    Failed {
        said: String,
        receipt: Option<FileReceipt>,
    },
}

impl Convert {
    /// Converts one input.
    pub(super) fn convert(&self, job: &Job, options: &WriteOptions, language: Language) -> Done {
        let path = &job.input.path;
        let mut reading_options = ReadOptions::default();
        reading_options.format = self.from;
        reading_options.sheet.clone_from(&self.sheet);
        let failed = |error: &gongkai::Error| Done::Failed { said: command::describe(language, error), receipt: None };
        let loaded = match standard::load(path, &reading_options.limits) {
            Ok(loaded) => loaded,
            Err(error) => return failed(&error),
        };
        let reading_options = standard::told(path, &loaded, &reading_options);
        let options = options.clone().with_input(loaded.digest(&reading_options)).with_refuse_losses(self.strict);
        if self.newer && is_up_to_date(&job.outputs, &options) {
            return Done::Unchanged;
        }
        let reading = match loaded.read(&reading_options) {
            Ok(reading) => reading,
            Err(error) => return failed(&error),
        };
        let options = options.with_not_read(reading.receipt.not_read());
        let mut said = receipt::in_short(language, path, &reading);
        let mut full = self.receipt.is_some().then(|| FileReceipt::new(path, &reading));
        if let Some(why) = receipt::refused(language, &reading).filter(|_| self.strict) {
            said.push_str(&match language {
                Language::Zh => format!("\n错误: {why}，按 --strict 不输出"),
                Language::En => format!("\nerror: {why}, nothing written (--strict)"),
            });
            return Done::Failed { said, receipt: full };
        }
        let whole = receipt::refused(language, &reading).is_none();
        if let ([output], [format]) = (job.outputs.as_slice(), self.to.as_slice())
            && standard::is_standard(output)
        {
            return self.stream(job, &reading, *format, &options, said, full, language);
        }
        let written = gongkai::save_all(&reading.report, &job.outputs, &options);
        let lost: Vec<Loss> = match &written {
            Ok(saved) => saved.iter().flat_map(Saved::losses).collect(),
            Err(gongkai::Error { kind: ErrorKind::Lossy(lost), .. }) => lost.clone(),
            Err(_) => Vec::new(),
        };
        if !lost.is_empty() {
            said = format!("{said}\n{}", receipt::not_written(language, &lost));
        }
        if let Some(full) = &mut full {
            full.not_written = Some(lost.iter().map(NotWritten::from).collect());
        }
        match written {
            // Text formats keep no record; that nothing had to be written says the same.
            Ok(saved) if self.newer && saved.iter().all(|one| !one.changed) => Done::Unchanged,
            Ok(saved) => Done::Converted {
                input: job.input.relative.display().to_string(),
                said,
                whole: whole && lost.is_empty(),
                notes: saved.iter().flat_map(|one| one.notes.clone()).collect(),
                written: saved.into_iter().map(|one| one.path).collect(),
                receipt: full,
            },
            Err(error) => {
                Done::Failed { said: format!("{said}\n{}", command::describe(language, &error)), receipt: full }
            }
        }
    }

    /// The report as it goes to the standard output.
    #[expect(clippy::too_many_arguments, reason = "what was read, how it is written and what is said of it")]
    fn stream(
        &self,
        job: &Job,
        reading: &gongkai::Reading,
        format: Format,
        options: &WriteOptions,
        mut said: String,
        mut receipt: Option<FileReceipt>,
        language: Language,
    ) -> Done {
        let written = match gongkai::write(&reading.report, format, options) {
            Ok(written) => written,
            Err(error) => {
                return Done::Failed { said: format!("{said}\n{}", command::describe(language, &error)), receipt };
            }
        };
        let output = job.outputs.first().cloned().unwrap_or_default();
        let lost: Vec<Loss> = written.lost.into_iter().map(|remark| Loss::new(&output, remark)).collect();
        if !lost.is_empty() {
            said = format!("{said}\n{}", receipt::not_written(language, &lost));
        }
        if let Some(receipt) = &mut receipt {
            receipt.not_written = Some(lost.iter().map(NotWritten::from).collect());
        }
        if self.strict && !lost.is_empty() {
            let error = gongkai::Error::from(ErrorKind::Lossy(lost));
            return Done::Failed { said: format!("{said}\n{}", command::describe(language, &error)), receipt };
        }
        Done::Streamed { bytes: written.bytes, said, notes: written.notes, receipt }
    }
}

/// Whether every output is as it was written from this very input with these very settings, by its own record.
fn is_up_to_date(outputs: &[PathBuf], options: &WriteOptions) -> bool {
    let record = |output: &PathBuf| Record::of_file(output);
    !outputs.is_empty()
        && outputs
            .iter()
            .all(|output| record(output).is_some_and(|r| r.input == options.input && r.settings == options.settings()))
}
