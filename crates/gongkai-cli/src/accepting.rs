//! The files in which accepted findings are kept: read within limits, changed under a lock, never written over when they
//! cannot be read.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use gongkai::{Limits, Replace, WriteOptions};
use gongkai_policy::Acceptances;

use crate::command;
use crate::language::Language;
use crate::run_files::shown;

/// Where the accepted findings of a report are kept, and whose they are.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The office's own, which count.
    pub(crate) own: PathBuf,
    /// Those that lie beside a report which lies elsewhere: the filer's, which do not count.
    pub(crate) filers: Option<PathBuf>,
}

impl Kept {
    /// Where the findings of a report are kept by an office with this folder.
    pub(crate) fn of(report: &Path, folder: &Path) -> Self {
        let beside = Acceptances::path_beside(report);
        let own = folder.join(beside.file_name().unwrap_or_default());
        let real = |path: &Path| {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            parent.canonicalize().unwrap_or_else(|_| parent.to_owned())
        };
        if real(&own) == real(&beside) {
            return Self { own: beside, filers: None };
        }
        Self { own, filers: Some(beside) }
    }

    /// Both files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.own).chain(&self.filers)
    }
}

/// The accepted findings of a file; none where there is no such file.
pub(crate) fn read(path: &Path, language: Language) -> Result<Acceptances, String> {
    match gongkai::read_file(path, Limits::default().settings_bytes) {
        Ok(bytes) => Acceptances::read(&bytes).map_err(|error| command::check::wrong_policy(language, path, &error)),
        Err(error) if is_missing(&error) => Ok(Acceptances::default()),
        Err(error) => Err(command::describe(language, &error)),
    }
}

fn is_missing(error: &gongkai::Error) -> bool {
    matches!(error.kind, gongkai::ErrorKind::Io { kind: std::io::ErrorKind::NotFound, .. })
}

/// Reads, changes and writes the accepted findings of a file while no other run does, and gives them as they are then.
pub(crate) fn change(
    path: &Path,
    language: Language,
    change: impl FnOnce(&mut Acceptances),
) -> Result<Acceptances, String> {
    let held = hold(path, language)?;
    let changed = read(path, language).and_then(|mut acceptances| {
        change(&mut acceptances);
        let options = WriteOptions::default().with_replace(Replace::Always);
        gongkai::save_bytes(path, acceptances.to_toml().into_bytes(), &options)
            .map_err(|error| command::describe(language, &error))?;
        Ok(acceptances)
    });
    if changed.is_err() && held.metadata().is_ok_and(|found| found.len() == 0) {
        // It was made to be held; an empty file says nothing.
        let _ = std::fs::remove_file(path);
    }
    changed
}

/// Holds the file, which is made where there is none, until what is returned is dropped.
fn hold(path: &Path, language: Language) -> Result<File, String> {
    let refused = |error: &std::io::Error| format!("{}: {}: {error}", language.pick("错误", "error"), shown(path));
    // What is no regular file must not be opened at all.
    if path.exists() {
        read(path, language)?;
    }
    loop {
        let file =
            OpenOptions::new().read(true).append(true).create(true).open(path).map_err(|error| refused(&error))?;
        file.lock().map_err(|error| refused(&error))?;
        // Whoever held it before has put another file in its place.
        if is_still(path, &file) {
            return Ok(file);
        }
    }
}

/// Whether the file at a path is the one that is open.
#[cfg(unix)]
fn is_still(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (std::fs::metadata(path), file.metadata()) {
        (Ok(there), Ok(open)) => (there.dev(), there.ino()) == (open.dev(), open.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_path: &Path, _file: &File) -> bool {
    true
}
