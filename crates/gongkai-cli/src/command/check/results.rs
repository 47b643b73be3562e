//! The results of a run, taken file by file: printed at once where that can be, kept as small as the format allows.

use std::path::Path;

use super::assess::Checked;
use super::result_format::ResultFormat;
use super::surveying;
use gongkai::characters::inert;
use gongkai::consolidate::Problem;
use gongkai::words::Text;
use gongkai::{Digest, Format, WriteOptions};

use crate::language::Language;
use crate::output::check_json::CheckJson;
use crate::output::finding_list;
use crate::output::inert_json;
use crate::output::sarif;
use crate::output::summary::Summary;
use crate::run_files::Replacing;
use crate::{Status, Terminal, command};
use gongkai_wire::{FileResult, Survey, Verdict};

/// The results so far.
pub(super) struct Results<'a> {
    format: ResultFormat,
    /// Where the results go; to the terminal where nothing is given.
    output: Option<&'a Path>,
    replacing: Replacing,
    language: Language,
    status: Status,
    failures: Vec<String>,
    /// What the results were made from, for the formats that record it.
    made_from: Vec<String>,
    /// Every file, for the formats that are made of all of them.
    files: Vec<FileResult>,
    json: CheckJson,
    /// One line for each file, for the formats that say no more.
    summary: Summary,
    text: String,
    /// What came in as a whole, where many files were checked, and how it is said.
    survey: Option<Survey>,
    said: Option<String>,
}

impl<'a> Results<'a> {
    pub(super) fn new(
        format: ResultFormat,
        output: Option<&'a Path>,
        replacing: Replacing,
        made_from: Vec<String>,
        language: Language,
    ) -> Self {
        Self {
            format,
            output,
            replacing,
            language,
            status: Status::Fine,
            failures: Vec::new(),
            made_from,
            files: Vec::new(),
            json: CheckJson::default(),
            summary: Summary::new(language),
            text: String::new(),
            survey: None,
            said: None,
        }
    }

    /// Takes the result of a file. What failed is kept for the end, where it is seen.
    pub(super) fn take(&mut self, checked: Checked, terminal: &mut Terminal<'_>) {
        let Checked { result, text, said, failed, digest, .. } = checked;
        if failed {
            self.status = Status::Failed;
            self.failures.push(said);
        } else {
            terminal.diagnose(&said);
        }
        if result.verdict == Verdict::Errors {
            self.status = self.status.max(Status::Findings);
        }
        self.summary.add(&result);
        if self.format.keeps_a_record() && self.output.is_some() {
            let digest = digest.map(|digest| digest.to_string());
            self.made_from.push(format!("{} {}", digest.unwrap_or_default(), result.file));
        }
        match (self.format, self.output) {
            (ResultFormat::Text, None) => self.status = self.status.max(terminal.print_styled(&text)),
            (ResultFormat::Text, Some(_)) => self.text.push_str(&text),
            (ResultFormat::Json, output) => match (self.json.add(&result), output) {
                (Ok(piece), None) => self.status = self.status.max(terminal.print(&piece)),
                (Ok(piece), Some(_)) => self.text.push_str(&piece),
                (Err(said), _) => {
                    self.status = Status::Failed;
                    self.failures.push(said);
                }
            },
            (ResultFormat::Sarif, _) => self.files.push(FileResult {
                // Of the rest nothing is said there.
                rules: Vec::new(),
                diagnoses: Vec::new(),
                receipt: None,
                ..result
            }),
            (ResultFormat::Html | ResultFormat::Docx, _) => self.files.push(result),
            (ResultFormat::Csv | ResultFormat::Xlsx, _) => {}
        }
    }

    /// Takes what came in as a whole. Whoever has not filed is on the table too; what is wrong is an error, but for the year
    /// where nobody said which it should be.
    pub(super) fn survey(&mut self, survey: &gongkai::survey::Survey, shape: Survey, year_is_said: bool) {
        let wrong = |problem: &&Problem| match problem {
            Problem::OtherYear { .. } => year_is_said,
            // Said of the file itself.
            Problem::Unreadable { .. } | Problem::OtherEdition { .. } => false,
            // One report in two formats, or copied, is told; it contradicts nothing.
            Problem::Twice { alike, .. } => !alike,
            _ => true,
        };
        if survey.problems.iter().any(|problem| wrong(&problem)) {
            self.status = self.status.max(Status::Findings);
        }
        survey.missing().for_each(|name| self.summary.add_missing(name));
        let printed = surveying::printed(survey, &shape, self.language);
        self.said = Some(printed);
        self.survey = Some(shape);
    }

    /// Gives what is left to give when every file is done, and the worst status.
    pub(super) fn finish(mut self, single: bool, terminal: &mut Terminal<'_>) -> Status {
        for said in &self.failures {
            terminal.diagnose(said);
        }
        if let (Some(said), false) = (&self.said, matches!(self.format, ResultFormat::Text | ResultFormat::Json)) {
            terminal.diagnose(said.trim_end());
        }
        let made = match self.format {
            ResultFormat::Text => {
                if !single {
                    self.text.push_str(&format!("\n{}", self.summary.table()));
                }
                if let Some(said) = &self.said {
                    self.text.push_str(&format!("\n{said}"));
                }
                Ok(inert(&self.text).into_owned().into_bytes())
            }
            ResultFormat::Json => std::mem::take(&mut self.json).end(self.survey.as_ref()).map(|end| {
                self.text.push_str(&end);
                std::mem::take(&mut self.text).into_bytes()
            }),
            ResultFormat::Sarif => {
                Ok(format!("{}\n", inert_json(&format!("{:#}", sarif::log(self.language, &self.files)))).into_bytes())
            }
            ResultFormat::Csv => self.summary.csv(),
            ResultFormat::Xlsx => self.summary.workbook(self.survey.as_ref()),
            ResultFormat::Html => self.list(Format::Html),
            ResultFormat::Docx => self.list(Format::Docx),
        };
        let bytes = match made {
            Ok(bytes) => bytes,
            Err(error) => return command::say_failure(terminal, self.language, &Text::of_printed(&error)),
        };
        match self.output {
            None => self.status.max(terminal.print(&String::from_utf8_lossy(&bytes))),
            Some(path) => {
                let options = self.replacing.in_options(WriteOptions::default());
                match gongkai::save_bytes(path, bytes, &options.with_input(Digest::of_pieces(&self.made_from))) {
                    Ok(()) => self.status,
                    Err(error) => command::fail_with(terminal, self.language, &error),
                }
            }
        }
    }

    /// The list of what does not hold, as a page or a Word file.
    fn list(&self, format: Format) -> Result<Vec<u8>, String> {
        let document = finding_list::document(self.language, &self.files);
        let written = gongkai::write_document(&document, format, &WriteOptions::default());
        written.map(|written| written.bytes).map_err(|error| command::describe(self.language, &error))
    }
}
