//! Reading files: regular ones, within limits.

use std::fs::{File, metadata};
use std::io::Read as _;
use std::path::Path;

use gongkai_core::format::ReadError;

use crate::{Error, ErrorKind};

/// The bytes of a regular file of at most so many bytes. Pipes, devices and folders are refused before they are opened,
/// since opening one may wait for ever.
///
/// # Errors
/// [`Error`] when there is no such file, it is no regular file, is larger, or cannot be read.
///
/// ```
/// assert!(gongkai::read_file("src", 100).unwrap_err().to_string().contains("文件夹"));
/// assert!(gongkai::read_file("Cargo.toml", 100).unwrap_err().to_string().contains("上限"));
/// ```
pub fn read_file(path: impl AsRef<Path>, most: usize) -> Result<Vec<u8>, Error> {
    let path = path.as_ref();
    let refused = |error: std::io::Error| Error::io(path, error);
    let too_large = || Error::new(path, ReadError::TooLarge { what: "文件字节数 / bytes of the file", limit: most });
    let found = metadata(path).map_err(refused)?;
    if found.is_dir() {
        return Err(refused(std::io::ErrorKind::IsADirectory.into()));
    }
    if !found.is_file() {
        return Err(Error::new(path, ErrorKind::NotRegular));
    }
    let room = u64::try_from(most).unwrap_or(u64::MAX);
    if found.len() > room {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(refused)?;
    // The file may grow while it is read, and what the system makes up as it is read has no length.
    file.take(room.saturating_add(1)).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() > most {
        return Err(too_large());
    }
    Ok(bytes)
}
