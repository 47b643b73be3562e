//! What a run of checks is asked for: where its result goes, and every file beside those that are checked.

use std::path::{Path, PathBuf};

use gongkai::{Digest, Limits, ReadOptions};

use super::Check;
use super::assess::Around;
use super::children::Children;
use super::previous::Previous;
use super::result_format::{ResultFormat, extension};
use crate::accepting::{self, Accepted};
use crate::configuration::{self, Configurations};
use crate::inputs::{self, Input};
use crate::language::Language;
use crate::run_files::{Reads, shown};
use crate::{Status, Terminal, command, standard};

impl Check {
    /// How the reports are read.
    pub(super) fn reading(&self) -> ReadOptions {
        let mut options = ReadOptions::default();
        options.format = self.from;
        options.sheet.clone_from(&self.sheet);
        options
    }

    /// The file that the result goes to; nothing where it goes to the standard output.
    pub(super) fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !standard::is_standard(path))
    }

    /// The configurations that the reports are checked by, without the rules that are not asked for.
    pub(super) fn configurations(
        &self,
        files: &[Input],
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<Configurations, Status> {
        let mut configurations = Configurations::read(&self.configured, files, language).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        configuration::say_found(&configurations, language, terminal);
        configurations.select(&self.selecting).map_err(|said| command::say_failure(terminal, language, &said))?;
        Ok(configurations)
    }

    /// The format of the result, which must be one that the output's name allows.
    pub(super) fn result_format(
        &self,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<ResultFormat, Status> {
        let named = self.output().and_then(ResultFormat::of_path);
        let format = self.format.or(named).unwrap_or(ResultFormat::Text);
        match self.output() {
            None if format.of_files_alone().is_some() => {
                let name = format.of_files_alone().unwrap_or_default();
                let (zh, en) = (format!("--format {name} 须配 -o 文件"), format!("--format {name} needs -o FILE"));
                Err(command::fail(terminal, language, &zh, &en))
            }
            Some(path) if !format.fits(path) => {
                let (name, extension) = (shown(path), extension(path));
                let zh = format!(
                    "{name}: 检查结果不能写成 .{extension} 文件；可写 .txt、.html、.docx、.json、.sarif、.csv、.xlsx，或用 --format 指明"
                );
                let en = format!(
                    "{name}: the result cannot be a .{extension} file; use .txt, .html, .docx, .json, .sarif, .csv or .xlsx, or say --format"
                );
                Err(command::fail(terminal, language, &zh, &en))
            }
            _ => Ok(format),
        }
    }

    /// Every file that the run reads.
    pub(super) fn reads(&self, files: &[Input], accepted: &Accepted, configurations: &Configurations) -> Reads {
        let children = inputs::expand(&self.children).files;
        let previous = inputs::expand(self.previous.as_slice()).files;
        Reads::of(files.iter().chain(&children).chain(&previous).map(|input| &input.path))
            .and(self.known.files())
            .and(configurations.paths())
            .and(accepted.paths())
            .and(accepting::target(&self.recording.places))
    }

    /// What a result depends on beside the files that it is about, for formats that record what they were made from:
    /// what is asked, and every other file that is read.
    pub(super) fn made_from(&self, format: ResultFormat, configurations: &Configurations) -> Vec<String> {
        if !format.keeps_a_record() || self.output.is_none() {
            return Vec::new();
        }
        let (from, sheet, selecting) = (self.from, &self.sheet, &self.selecting);
        let asked = format!("{from:?} {sheet:?} {} {} {selecting:?}", self.strict, self.preview);
        let children = inputs::expand(&self.children).files;
        let previous = inputs::expand(self.previous.as_slice()).files;
        let beside = children.iter().chain(&previous).map(|input| input.path.as_path());
        let beside = beside.chain(self.known.expect.as_deref()).chain(configurations.paths().map(PathBuf::as_path));
        let read = |path: &Path| gongkai::read_file(path, Limits::default().file_bytes);
        let digest = |path: &Path| read(path).map(|bytes| Digest::of(&bytes).to_string()).unwrap_or_default();
        std::iter::once(asked).chain(beside.map(digest)).collect()
    }

    /// The policy and the reports around.
    pub(super) fn around(
        &self,
        format: ResultFormat,
        accepted: Accepted,
        configurations: Configurations,
        single: bool,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<(Around, Status), Status> {
        let jobs = self.jobs.map(usize::from);
        let (previous, mut status) = Previous::read(self.previous.as_ref(), jobs, language, terminal)?;
        let (children, worst) = Children::read(&self.children, single, jobs, language, terminal);
        status = status.max(worst);
        let mut office = self.known.read(language, terminal).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        office.bodies = office.bodies.and(&configurations.bodies());
        Ok((Around { format, configurations, accepted, previous, children, office }, status))
    }
}
