//! Putting several files in place: all of them, or none, and none over work that somebody did by hand.

use std::fs;
use std::path::{Path, PathBuf};

use gongkai_core::format::Limits;

use crate::leftovers::{Announced, Waiting, announce, uninterrupted};
use crate::record::Record;
use crate::{Error, ErrorKind, read_file};

/// Which files that are there may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Replace {
    /// Every file; whoever calls knows what he does.
    #[default]
    Always,
    /// Those that are just as this program wrote them, and empty ones. Of text formats, which have no place for a
    /// record, none that says something else.
    AsWritten,
}

/// A file to write.
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

/// A file that was put in place, and what it replaced.
struct Placed<'a> {
    path: &'a Path,
    before: Option<Waiting>,
}

/// Writes every output beside its place first, then moves all of them in; when a move fails, those already made are
/// taken back. Says of each whether it had to be written: a file that holds the same bytes is left alone.
pub(crate) fn place(outputs: &[Output], replace: Replace) -> Result<Vec<bool>, Error> {
    let paths: Vec<PathBuf> = outputs.iter().map(|output| target(&output.path)).collect::<Result<_, _>>()?;
    let mut needed = Vec::new();
    for (output, path) in outputs.iter().zip(&paths) {
        needed.push(is_needed(path, &output.bytes, replace).map_err(|kind| Error::new(&output.path, kind))?);
    }
    let due: Vec<(&Path, &[u8])> = outputs
        .iter()
        .zip(&paths)
        .zip(&needed)
        .filter(|(_, needed)| **needed)
        .map(|((output, path), _)| (path.as_path(), output.bytes.as_slice()))
        .collect();
    let mut waiting = Vec::new();
    for (path, bytes) in &due {
        let folder = folder(path);
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        let file = Waiting::beside(path).and_then(|file| file.fill(bytes).map(|()| file));
        waiting.push((file.map_err(|error| Error::io(path, error))?, *path));
    }
    let several = due.len() > 1;
    let announced = if several { Some(announce(&due)?) } else { None };
    let moved = uninterrupted(|| move_all(waiting, several));
    if let Some(announced) = announced {
        Announced::done(announced);
    }
    moved.map(|()| needed)
}

/// Moves the files that wait into their places.
fn move_all(waiting: Vec<(Waiting, &Path)>, keep_old: bool) -> Result<(), Error> {
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for (file, path) in waiting {
        let moved = old(path, keep_old).and_then(|before| {
            file.become_file(path).map_err(|error| Error::io(path, error))?;
            Ok(Placed { path, before })
        });
        match moved {
            Ok(one) => placed.push(one),
            Err(error) => {
                placed.into_iter().rev().for_each(take_back);
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Whether bytes have to be written to a place: not where it holds them. What must not be replaced is an error.
fn is_needed(path: &Path, bytes: &[u8], replace: Replace) -> Result<bool, ErrorKind> {
    let Ok(found) = fs::metadata(path) else { return Ok(true) };
    if usize::try_from(found.len()).is_ok_and(|length| length == bytes.len()) {
        let there = read_file(path, bytes.len()).map_err(|error| error.kind)?;
        if there == bytes {
            return Ok(false);
        }
    }
    // An empty file holds nobody's work.
    if replace == Replace::Always || found.len() == 0 {
        return Ok(true);
    }
    // One that is too large to be looked at is none that was written here.
    let there = read_file(path, Limits::default().file_bytes).unwrap_or_default();
    match Record::of(&there) {
        Some(_) => Ok(true),
        None if Record::has_place(&there) || Record::has_place(bytes) => Err(ErrorKind::NotAsWritten),
        None => Err(ErrorKind::Differs),
    }
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a file really goes: a link is followed rather than replaced, and a device is never replaced by a file.
fn target(path: &Path) -> Result<PathBuf, Error> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(Error::io(path, std::io::ErrorKind::IsADirectory.into())),
        Ok(found) if !found.is_file() => Err(Error::new(path, ErrorKind::NotRegular)),
        Ok(_) if path.is_symlink() => path.canonicalize().map_err(|error| Error::io(path, error)),
        _ => Ok(path.to_owned()),
    }
}

/// A copy of the file that is about to be replaced, where it may have to come back.
fn old(path: &Path, keep: bool) -> Result<Option<Waiting>, Error> {
    if !keep || !path.is_file() {
        return Ok(None);
    }
    let copy = Waiting::beside(path).and_then(|copy| copy.copy_of(path).map(|()| copy));
    copy.map(Some).map_err(|error| Error::io(path, error))
}

/// Puts back what a placed file replaced. Nothing more can be done when this fails too.
fn take_back(placed: Placed<'_>) {
    let _ = match placed.before {
        Some(before) => before.become_file(placed.path),
        None => fs::remove_file(placed.path),
    };
}
