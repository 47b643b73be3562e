//! Last year's reports: one file for one report, or a folder in which each report finds the one of its own body.

use std::path::{Path, PathBuf};

use gongkai::bodies::{Bodies, plain};
use gongkai::check::{Child, Text};
use gongkai::{ReadOptions, Report, Year};

use crate::inputs::Input;
use crate::language::Language;
use crate::run_files::shown;
use crate::{Status, Terminal, batch, command, inputs, receipt};

/// What was given as last year's.
pub(super) enum Previous {
    /// Nothing.
    None,
    /// One report.
    One(Box<Report>),
    /// The reports of a folder, read again when they are needed: a thousand of them are not kept in memory.
    Folder(Vec<Filed>),
}

/// A report of last year's folder.
pub(super) struct Filed {
    path: PathBuf,
    organ: String,
    /// The same without white space.
    plain: String,
    year: Option<Year>,
    /// Its figures, with which those of this year are compared.
    figures: Report,
}

impl Previous {
    /// Reads what was given, and says of a folder which of its files cannot be read.
    pub(super) fn read(
        path: Option<&PathBuf>,
        jobs: Option<usize>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<(Self, Status), Status> {
        let Some(path) = path else { return Ok((Self::None, Status::Fine)) };
        if path.is_dir() {
            return Ok(Self::in_folder(path, jobs, language, terminal));
        }
        match gongkai::open(path, &ReadOptions::default()) {
            Ok(reading) => {
                let name = language.pick("上年", "last year");
                terminal.diagnose(&format!("{name} {}", receipt::in_short(language, path, &reading)));
                Ok((Self::One(Box::new(reading.report)), Status::Fine))
            }
            Err(error) => Err(command::fail_with(terminal, language, &error)),
        }
    }

    fn in_folder(path: &Path, jobs: Option<usize>, language: Language, terminal: &mut Terminal<'_>) -> (Self, Status) {
        let found = inputs::expand(&[path.to_owned()]);
        let mut status = Status::Fine;
        for failure in &found.failures {
            status = command::say_failure(terminal, language, failure);
        }
        let named = |input: &Input| {
            gongkai::open(&input.path, &ReadOptions::default()).map(|reading| Filed {
                path: input.path.clone(),
                organ: reading.report.organ.name.clone(),
                plain: plain(&reading.report.organ.name),
                year: reading.report.year,
                figures: reading.report.figures_only(),
            })
        };
        let (read, undone) = batch::all(
            &found.files,
            jobs,
            &terminal.bar(found.files.len()),
            |input| input.relative.display().to_string(),
            named,
            |input, broken| Err(gongkai::Error::new(&input.path, gongkai::ErrorKind::Internal(broken))),
        );
        status = status.max(command::say_undone(terminal, language, undone));
        let mut filed = Vec::new();
        for one in read {
            match one {
                Ok(one) => filed.push(one),
                Err(error) => status = command::fail_with(terminal, language, &error),
            }
        }
        (Self::Folder(filed), status)
    }

    /// The figures of all that was given, each with its file.
    pub(super) fn figures(&self) -> Vec<Child> {
        match self {
            Self::None => Vec::new(),
            Self::One(report) => vec![Child::new(report.organ.name.clone(), report.figures_only())],
            Self::Folder(filed) => filed
                .iter()
                .map(|one| Child::new(one.organ.clone(), one.figures.clone()).from_file(shown(&one.path)))
                .collect(),
        }
    }

    /// Last year's report of the body of a report, with what is to be said of the choice.
    pub(super) fn of(&self, report: &Report, bodies: &Bodies, language: Language) -> (Option<Report>, Option<String>) {
        let filed = match self {
            Self::None => return (None, None),
            Self::One(report) => return (Some(report.as_ref().clone()), None),
            Self::Folder(filed) => filed,
        };
        match chosen(filed, report, bodies) {
            Err(said) => (None, Some(language.of(&said).to_owned())),
            Ok((one, said)) => match gongkai::open(&one.path, &ReadOptions::default()) {
                Ok(reading) => (Some(reading.report), said.map(|said| language.of(&said).to_owned())),
                Err(error) => (None, Some(command::describe(language, &error))),
            },
        }
    }
}

/// The report of the same body for the year before: the one of that very name, else the only one whose name may be the same.
fn chosen<'f>(filed: &'f [Filed], report: &Report, bodies: &Bodies) -> Result<(&'f Filed, Option<Text>), Text> {
    let organ = report.organ.name.trim();
    let year = report.year.and_then(Year::previous);
    let called = year.map(|year| format!("{year}年")).unwrap_or_default();
    let in_time = |one: &&Filed| year.is_none() || one.year.is_none() || one.year == year;
    let own = plain(organ);
    let exact: Vec<&Filed> = filed.iter().filter(in_time).filter(|one| one.plain == own).collect();
    let is_like = |one: &&Filed| exact.is_empty() && !one.organ.is_empty() && bodies.are_one(&one.organ, organ);
    let like: Vec<&Filed> = filed.iter().filter(in_time).filter(is_like).collect();
    match (exact.as_slice(), like.as_slice()) {
        _ if organ.is_empty() => Err(Text::new(
            "报告没有写明机关，上年文件夹里无从找它的报告",
            "the report names no organ, so that last year's is not known",
        )),
        ([one], _) => Ok((one, None)),
        ([one, ..], _) => {
            let (count, name) = (exact.len(), shown(&one.path));
            let said = Text::new(
                format!("上年文件夹里“{organ}”的报告有 {count} 份，用的是 {name}"),
                format!("last year's folder holds {count} reports of “{organ}”; {name} is used"),
            );
            Ok((one, Some(said)))
        }
        ([], [one]) => {
            let (other, name) = (&one.organ, shown(&one.path));
            let said = Text::new(
                format!("上年“{other}”的报告（{name}）认作“{organ}”的"),
                format!("last year's report of “{other}” ({name}) is taken for that of “{organ}”"),
            );
            Ok((one, Some(said)))
        }
        ([], []) => Err(Text::new(
            format!("上年文件夹里没有“{organ}”{called}的报告，不与上年比较"),
            format!("last year's folder holds no report of “{organ}” for the year before; nothing is compared"),
        )),
        ([], several) => {
            let all: Vec<&str> = several.iter().map(|one| one.organ.as_str()).collect();
            Err(Text::new(
                format!("上年文件夹里有几份都可能是“{organ}”的：{}；不与上年比较", all.join("、")),
                format!(
                    "several of last year's reports may be of “{organ}”: “{}”; nothing is compared",
                    all.join("”, “")
                ),
            ))
        }
    }
}
