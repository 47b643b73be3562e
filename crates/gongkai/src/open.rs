//! Reading reports from files and bytes.

use std::path::{Path, PathBuf};

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, ReadError};
use gongkai_core::reading::Reading;
use gongkai_recognize::{recognize, why_no_report};

use crate::sniff::{self, Looks};
use crate::unread::known_but_unread;
use crate::{Digest, Error, ErrorKind, Format, guarded, read_file};

/// How a file is read.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The format, where neither the extension nor the content should decide.
    pub format: Option<Format>,
    /// How much is read before it is refused.
    pub limits: Limits,
    /// The sheet of a workbook that is read alone, by the name on its tab; other formats have no sheets.
    pub sheet: Option<String>,
}

impl ReadOptions {
    /// The same for one format, whatever the file is called.
    #[must_use]
    pub fn with_format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// The same, reading one sheet alone where the file is a workbook.
    #[must_use]
    pub fn with_sheet(mut self, name: impl Into<String>) -> Self {
        self.sheet = Some(name.into());
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
    Loaded::of(path, &options.limits)?.read(options)
}

/// A file's bytes, to be read as a report, and to be known again by their digest.
#[derive(Debug, Clone)]
pub struct Loaded {
    path: PathBuf,
    bytes: Vec<u8>,
    /// What was saved beside a page.
    #[cfg(feature = "html")]
    beside: crate::frames::Beside,
}

impl Loaded {
    /// The bytes of a regular file within the limits.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be opened, is no regular file, or is over the limit.
    pub fn of(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = read_file(path, limits.file_bytes)?;
        Ok(Self {
            #[cfg(feature = "html")]
            beside: if Format::of_input(path) == Some(Format::Html) {
                crate::frames::Beside::of(path, &bytes, limits)?
            } else {
                crate::frames::Beside::default()
            },
            path: path.to_owned(),
            bytes,
        })
    }

    /// Bytes that are at hand, under the name of their file, for hosts without a file system.
    ///
    /// ```
    /// use gongkai::{Loaded, ReadOptions};
    /// let loaded = Loaded::of_bytes("报告.toml", "year = 2023\norgan = \"青山镇人民政府\"\n".as_bytes().to_vec());
    /// assert_eq!(loaded.read(&ReadOptions::default())?.report.organ.name, "青山镇人民政府");
    /// # Ok::<(), gongkai::Error>(())
    /// ```
    #[must_use]
    pub fn of_bytes(name: impl Into<PathBuf>, bytes: Vec<u8>) -> Self {
        Self {
            path: name.into(),
            bytes,
            #[cfg(feature = "html")]
            beside: crate::frames::Beside::default(),
        }
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The format that the file is read as: the one that is asked for, or by its name, or by its content.
    ///
    /// # Errors
    /// [`Error`] when nothing tells.
    pub fn format(&self, options: &ReadOptions) -> Result<Format, Error> {
        match options.format.or_else(|| Format::of_input(&self.path)) {
            Some(format) => Ok(format),
            None => told_by_content(&self.path, &self.bytes).map_err(|kind| Error::new(&self.path, kind)),
        }
    }

    /// The digest of the bytes and of how they are to be read.
    #[must_use]
    pub fn digest(&self, options: &ReadOptions) -> Digest {
        let how = format!("{options:?}");
        let pieces = [self.bytes.as_slice(), how.as_bytes()].into_iter();
        #[cfg(feature = "html")]
        let pieces = pieces.chain(self.beside.pieces());
        Digest::of_pieces(pieces)
    }

    /// Reads the report.
    ///
    /// # Errors
    /// As [`open`].
    pub fn read(&self, options: &ReadOptions) -> Result<Reading, Error> {
        let Self { path, bytes, .. } = self;
        let format = self.format(options)?;
        #[cfg(feature = "html")]
        if format == Format::Html && !self.beside.is_empty() {
            let read = || recognized(&self.beside.document(bytes, &options.limits)?);
            let read = guarded(read).unwrap_or_else(|said| Err(ErrorKind::Internal(said)));
            return read.map_err(|kind| Error::new(path, kind));
        }
        read(bytes, format, options).map_err(|error| Error { path: Some(path.clone()), ..error })
    }
}

/// Reads a report from the bytes of one format.
///
/// # Errors
/// As [`open`], without a file's name.
pub fn read(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Reading, Error> {
    guarded(|| read_kind(bytes, format, options))
        .unwrap_or_else(|said| Err(ErrorKind::Internal(said)))
        .map_err(Error::from)
}

fn read_kind(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Reading, ErrorKind> {
    let limits = &options.limits;
    limits.admit(bytes)?;
    let format = sniff::read_as(bytes, format)?;
    match format {
        Format::Toml => Ok(gongkai_data::read_toml(bytes, limits)?),
        Format::Json => Ok(gongkai_data::read_json(bytes, limits)?),
        _ => {
            let document = format.reader(options)?.read(bytes, limits)?;
            recognized(&document)
        }
    }
}

/// The report of a document.
fn recognized(document: &Document) -> Result<Reading, ErrorKind> {
    let reading = recognize(document);
    match why_no_report(document, &reading) {
        Some(error) => Err(error.into()),
        None => Ok(reading),
    }
}

/// The format of a file whose extension says nothing.
fn told_by_content(path: &Path, bytes: &[u8]) -> Result<Format, ErrorKind> {
    if bytes.is_empty() {
        return Err(ReadError::Empty.into());
    }
    if let Some(error) = known_but_unread(path) {
        return Err(error.into());
    }
    let name = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
    match sniff::look(bytes) {
        // What Office saves as XML is told by its content alone.
        Looks::Like(format) if name.is_empty() || name.eq_ignore_ascii_case("xml") => Ok(format),
        Looks::Like(format) => Err(ErrorKind::UnknownFormat { name, content: Some(format.in_words()) }),
        Looks::Other(content) => Err(ErrorKind::UnknownFormat { name, content: Some(content) }),
        Looks::Encrypted => Err(ReadError::Encrypted.into()),
        Looks::Compound => {
            Err(ErrorKind::UnknownFormat { name, content: Some("旧版 Office 文件 / an old Office file") })
        }
        Looks::Unknown => Err(ErrorKind::UnknownFormat { name, content: None }),
    }
}
