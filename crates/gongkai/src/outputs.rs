//! Putting several files in place: all of them, or none.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::Error;

/// A file to write.
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

/// A file that was put in place, and what it replaced.
struct Placed<'a> {
    path: &'a Path,
    before: Option<TempPath>,
}

/// Writes every output beside its place first, then moves all of them in; when a move fails, those already made are
/// taken back.
pub(crate) fn place(outputs: &[Output]) -> Result<(), Error> {
    let paths: Vec<PathBuf> = outputs.iter().map(|output| target(&output.path)).collect::<Result<_, _>>()?;
    let mut waiting = Vec::new();
    for (output, path) in outputs.iter().zip(&paths) {
        waiting.push((beside(path, &output.bytes)?, path.as_path()));
    }
    let keep_old = outputs.len() > 1;
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for (file, path) in waiting {
        let moved = old(path, keep_old).and_then(|before| {
            file.persist(path).map_err(|error| Error::io(path, &error.error))?;
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

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a file really goes: a link is followed rather than replaced, and a device is never replaced by a file.
fn target(path: &Path) -> Result<PathBuf, Error> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(Error::io(path, &std::io::Error::from(std::io::ErrorKind::IsADirectory))),
        Ok(found) if !found.is_file() => {
            let message = gongkai_core::check::Text::new("不是普通文件，不能写入", "not a regular file");
            Err(Error::new(path, crate::ErrorKind::Io { message, kind: std::io::ErrorKind::InvalidInput }))
        }
        Ok(_) if path.is_symlink() => path.canonicalize().map_err(|error| Error::io(path, &error)),
        _ => Ok(path.to_owned()),
    }
}

fn beside(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Error> {
    let mut file = builder().tempfile_in(folder(path)).map_err(|error| Error::io(path, &error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| Error::io(path, &error))?;
    Ok(file)
}

/// Temporary files get the permissions that any new file gets, since they become one.
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".gongkai-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// A copy of the file that is about to be replaced, where it may have to come back.
fn old(path: &Path, keep: bool) -> Result<Option<TempPath>, Error> {
    if !keep || !path.is_file() {
        return Ok(None);
    }
    let copy = builder().tempfile_in(folder(path)).map_err(|error| Error::io(path, &error))?.into_temp_path();
    std::fs::copy(path, &copy).map_err(|error| Error::io(path, &error))?;
    Ok(Some(copy))
}

/// Puts back what a placed file replaced. Nothing more can be done when this fails too.
fn take_back(placed: Placed<'_>) {
    let _ = match placed.before {
        Some(before) => before.persist(placed.path).map_err(|error| error.error),
        None => std::fs::remove_file(placed.path),
    };
}
