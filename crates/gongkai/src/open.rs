//! Reading reports from files and bytes.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use gongkai_core::format::{Limits, ReadError};
use gongkai_core::recognize::{Reading, recognize, why_no_report};

use crate::sniff::{self, Looks};
use crate::{Error, ErrorKind, Format};

/// How a file is read.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The format, where neither the extension nor the content should decide.
    pub format: Option<Format>,
    /// How much is read before it is refused.
    pub limits: Limits,
}

impl ReadOptions {
    /// The same for one format, whatever the file is called.
    #[must_use]
    pub fn with_format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// The same within other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

/// Reads a report from a file of any known format, by its extension, or by its content when the extension says nothing.
///
/// # Errors
/// [`Error`] when the file cannot be opened, is of an unknown or another format, is damaged or over a limit, or holds
/// no report. A report with cells that could not be read is no error: its receipt names them.
pub fn open(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Reading, Error> {
    let path = path.as_ref();
    let bytes = bytes_of(path, &options.limits)?;
    let format = match options.format.or_else(|| Format::of_path(path)) {
        Some(format) => format,
        None => told_by_content(path, &bytes).map_err(|kind| Error::new(path, kind))?,
    };
    read(&bytes, format, options).map_err(|error| Error { path: Some(path.to_owned()), ..error })
}

/// Reads a report from the bytes of one format.
///
/// # Errors
/// As [`open`], without a file's name.
pub fn read(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Reading, Error> {
    read_kind(bytes, format, &options.limits).map_err(Error::from)
}

fn read_kind(bytes: &[u8], format: Format, limits: &Limits) -> Result<Reading, ErrorKind> {
    limits.admit(bytes)?;
    sniff::refuse_others(bytes, format)?;
    match format {
        Format::Toml => Ok(gongkai_data::read_toml(bytes, limits)?),
        Format::Json => Ok(gongkai_data::read_json(bytes, limits)?),
        _ => {
            let document = format.reader()?.read(bytes, limits)?;
            let reading = recognize(&document);
            match why_no_report(&document, &reading) {
                Some(error) => Err(error.into()),
                None => Ok(reading),
            }
        }
    }
}

/// The bytes of a file, no more than the limit and one.
fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(|error| Error::io(path, &error))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Error::io(path, &std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    }
    let most = u64::try_from(limits.file_bytes).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(|error| Error::io(path, &error))?;
    Ok(bytes)
}

/// The format of a file whose extension says nothing.
fn told_by_content(path: &Path, bytes: &[u8]) -> Result<Format, ErrorKind> {
    if bytes.is_empty() {
        return Err(ReadError::Empty.into());
    }
    if let Some(error) = sniff::known_but_unread(path) {
        return Err(error.into());
    }
    let name = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
    match sniff::look(bytes) {
        Looks::Like(format) if name.is_empty() => Ok(format),
        Looks::Like(format) => Err(ErrorKind::UnknownFormat { name, content: Some(format.printed()) }),
        Looks::Other(content) => Err(ErrorKind::UnknownFormat { name, content: Some(content) }),
        Looks::Compound { encrypted: true } => Err(ReadError::Encrypted.into()),
        Looks::Compound { .. } => Err(ErrorKind::UnknownFormat { name, content: Some("旧版 Office 文件") }),
        Looks::Unknown => Err(ErrorKind::UnknownFormat { name, content: None }),
    }
}
