//! Opening compound files within limits.

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use gongkai_core::format::{FileKind, Limits, ReadError};

use crate::{CompoundKind, Summary};

/// Whether bytes begin as a compound file does.
#[must_use]
pub fn is_compound(bytes: &[u8]) -> bool {
    FileKind::of(bytes) == Some(FileKind::Compound)
}

/// A compound file opened for reading. Streams are put together when asked for, and what has been is counted.
///
/// ```
/// use gongkai_compound::Compound;
/// use gongkai_core::format::{Limits, ReadError};
/// assert!(matches!(Compound::open(b"PK", &Limits::default()), Err(ReadError::NotThisFormat { .. })));
/// ```
#[derive(Debug)]
pub struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    limits: Limits,
    taken: usize,
}

impl<'a> Compound<'a> {
    /// Opens a compound file and looks at its directory and at the chains of its sectors.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes are no compound file, are damaged or cut short, or hold too many streams.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        limits.admit(bytes)?;
        if !is_compound(bytes) {
            return Err(ReadError::NotThisFormat { expected: "DOC/XLS", found: None });
        }
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged("目录 / directory", &error))?;
        if file.walk().nth(limits.parts).is_some() {
            return Err(ReadError::TooLarge { what: "包内部件数 / parts of the package", limit: limits.parts });
        }
        Ok(Self { file, limits: limits.clone(), taken: 0 })
    }

    /// What the file is.
    #[must_use]
    pub fn kind(&self) -> CompoundKind {
        CompoundKind::of(|name| self.has(name))
    }

    /// Whether there is a stream or a storage of a name at the root.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.file.exists(format!("/{name}"))
    }

    /// The bytes of a stream at the root; nothing where there is none of this name.
    ///
    /// # Errors
    /// [`ReadError`] when the stream is damaged or longer than the limits allow.
    pub fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let path = format!("/{name}");
        if !self.file.is_stream(&path) {
            return Ok(None);
        }
        let stream = self.file.open_stream(&path).map_err(|error| damaged(name, &error))?;
        let room = self.limits.unpacked_bytes.saturating_sub(self.taken).min(self.limits.part_bytes);
        let mut bytes = Vec::new();
        // One byte more than there is room for shows that there are too many.
        let most = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
        stream.take(most).read_to_end(&mut bytes).map_err(|error| damaged(name, &error))?;
        if bytes.len() > room {
            return Err(ReadError::TooLarge { what: "部件字节数 / bytes of a part", limit: room });
        }
        self.taken = self.taken.saturating_add(bytes.len());
        Ok(Some(bytes))
    }

    /// What the file says about itself; nothing where that cannot be made out.
    pub fn summary(&mut self) -> Summary {
        match self.stream("\u{5}SummaryInformation") {
            Ok(Some(bytes)) => Summary::of(&bytes),
            _ => Summary::default(),
        }
    }
}

fn damaged(what: &str, error: &std::io::Error) -> ReadError {
    ReadError::damaged_at(what.trim_start_matches('\u{5}'), error)
}
