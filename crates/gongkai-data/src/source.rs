//! The text of a file with its lines.

use std::ops::Range;

use gongkai_core::document::Position;
use gongkai_core::format::{Limits, ReadError};

/// The text of a file, and where its lines begin.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    /// The text of the bytes, a byte order mark taken off.
    pub(crate) fn new(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        limits.admit(bytes)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
            ReadError::Encoding { encoding: "UTF-8", line }
        })?;
        if text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        if text.chars().count() > limits.characters {
            return Err(ReadError::TooLarge { what: "字符数 / characters", limit: limits.characters });
        }
        let starts = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(i, _)| i + 1);
        Ok(Self { text, line_starts: std::iter::once(0).chain(starts).collect() })
    }

    /// The line and column of a byte.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or(0);
        let column = 1 + self.text.get(start..offset).unwrap_or_default().chars().count();
        Position::default().line(line).column(column)
    }

    /// The position of where a span begins.
    pub(crate) fn start(&self, span: &Range<usize>) -> Position {
        self.position(span.start)
    }

    /// An error where a span begins, in both languages.
    pub(crate) fn error(&self, span: &Range<usize>, zh: &str, en: &str) -> ReadError {
        ReadError::Invalid { message: format!("{zh} / {en}"), position: self.start(span) }
    }
}
