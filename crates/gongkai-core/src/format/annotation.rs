//! Remarks put into somebody else's file: at a cell or a sentence, signed and dated, and nothing else changed.

use jiff::civil::Date;

use crate::document::Position;
use crate::format::{Limits, ReadError, WriteError};

/// Puts remarks into files of one format, which are theirs who made them: every part that need not change stays as it is.
pub trait Annotator: Sync {
    /// The file with the remarks in it.
    ///
    /// # Errors
    /// [`AnnotateError`] when the file cannot be read as this format, or must not be changed.
    fn annotate(
        &self,
        bytes: &[u8],
        remarks: &[Annotation],
        by: &Annotating,
        limits: &Limits,
    ) -> Result<Annotated, AnnotateError>;
}

/// A remark on a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotation {
    /// Where it belongs, as the format's reader gives places; nowhere in particular where nothing is known.
    pub at: Position,
    /// The words that it is about, where those are not the whole paragraph.
    pub excerpt: Option<String>,
    /// What it says, a line for each paragraph.
    pub text: String,
}

impl Annotation {
    /// A remark at a place.
    pub fn new(at: Position, text: impl Into<String>) -> Self {
        Self { at, excerpt: None, text: text.into() }
    }

    /// The same about these words.
    #[must_use]
    pub fn about(mut self, excerpt: impl Into<String>) -> Self {
        self.excerpt = Some(excerpt.into());
        self
    }
}

/// Who remarks, and when. No clock is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotating {
    /// The author.
    pub author: String,
    /// The day.
    pub date: Option<Date>,
}

impl Annotating {
    /// By an author.
    pub fn by(author: impl Into<String>) -> Self {
        Self { author: author.into(), date: None }
    }

    /// The same on a day.
    #[must_use]
    pub fn on(mut self, date: Option<Date>) -> Self {
        self.date = date;
        self
    }
}

/// A file with remarks in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotated {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The remarks whose place was not found, by their numbers; they stand at the beginning of the file.
    pub at_start: Vec<usize>,
}

impl Annotated {
    /// A file with remarks, some of which stand at its beginning.
    #[must_use]
    pub fn new(bytes: Vec<u8>, at_start: Vec<usize>) -> Self {
        Self { bytes, at_start }
    }
}

/// Why a file got no remarks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnnotateError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It cannot be packed again.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It is signed, and any change would make the signature worthless.
    #[error("文件有数字签名，加批注会使签名失效 / the file is signed; a remark would break its signature")]
    Signed,
    /// It has no place for remarks that is known here.
    #[error("{0}")]
    NoPlace(String),
}
