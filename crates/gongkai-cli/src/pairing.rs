//! Reports of folders paired by their body: in full, in short, or by a former name of the configuration.

use std::path::PathBuf;

use gongkai::bodies::{Bodies, plain};
use gongkai::{ReadOptions, Year};

use crate::inputs::Input;
use crate::language::Language;
use crate::{Status, Terminal, batch, command};

/// A report of a folder, read again when it is needed: a thousand of them are not kept in memory.
pub(crate) struct Filed {
    pub(crate) path: PathBuf,
    /// Its path within the folder.
    pub(crate) relative: PathBuf,
    pub(crate) organ: String,
    pub(crate) year: Option<Year>,
}

/// Reads whose the reports are and for which year, and says which files cannot be read.
pub(crate) fn whose(
    files: &[Input],
    options: &ReadOptions,
    jobs: Option<usize>,
    language: Language,
    terminal: &mut Terminal<'_>,
) -> (Vec<Filed>, Status) {
    let named = |input: &Input| {
        gongkai::open(&input.path, options).map(|reading| Filed {
            path: input.path.clone(),
            relative: input.relative.clone(),
            organ: reading.report.organ.name.clone(),
            year: reading.report.year,
        })
    };
    let (read, undone) = batch::all(
        files,
        jobs,
        &terminal.bar(files.len()),
        |input| input.relative.display().to_string(),
        named,
        |input, broken| Err(gongkai::Error::new(&input.path, gongkai::ErrorKind::Internal(broken))),
    );
    let mut status = command::say_undone(terminal, language, undone);
    let mut filed = Vec::new();
    for one in read {
        match one {
            Ok(one) => filed.push(one),
            Err(error) => status = command::fail_with(terminal, language, &error),
        }
    }
    (filed, status)
}

/// Which reports are a body's.
pub(crate) enum Paired<'f> {
    /// None.
    None,
    /// The first of that very name, and how many bear it.
    Exact(&'f Filed, usize),
    /// The only one whose name may be the same.
    Like(&'f Filed),
    /// Several whose names may be the same.
    Several(Vec<&'f Filed>),
}

/// The reports of a body among some: those of that very name, else those whose names may be the same.
pub(crate) fn of_body<'f>(filed: impl Iterator<Item = &'f Filed>, organ: &str, bodies: &Bodies) -> Paired<'f> {
    let filed: Vec<&Filed> = filed.filter(|one| !one.organ.trim().is_empty()).collect();
    let own = plain(organ);
    let exact: Vec<&Filed> = filed.iter().copied().filter(|one| plain(&one.organ) == own).collect();
    if let [first, ..] = exact.as_slice() {
        return Paired::Exact(first, exact.len());
    }
    let like: Vec<&Filed> = filed.into_iter().filter(|one| bodies.are_one(&one.organ, organ)).collect();
    match like.as_slice() {
        [] => Paired::None,
        [one] => Paired::Like(one),
        _ => Paired::Several(like),
    }
}
