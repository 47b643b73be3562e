//! The text of a file with its lines.

use gongkai_core::Within;
use std::ops::Range;

use gongkai_core::document::Position;
use gongkai_core::format::{Limits, ReadError};
use gongkai_core::words::Text;

/// The text of a file, and where its lines begin.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    /// How much the file may cost.
    pub(crate) limits: Limits,
    line_starts: Vec<usize>,
    /// How many characters begin before each stretch of the text, so that a column far along a line is quickly told.
    characters: Vec<usize>,
}

/// The length of a stretch in bytes.
const STRETCH: usize = 256;

impl<'a> Source<'a> {
    /// The text of the bytes, a byte order mark taken off.
    pub(crate) fn new(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        limits.admit(bytes)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.within(..error.valid_up_to());
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
        let characters = text.as_bytes().chunks(STRETCH).scan(0, |sum, chunk| {
            let before = *sum;
            *sum += chunk.iter().filter(|&&byte| begins_character(byte)).count();
            Some(before)
        });
        let limits = limits.clone();
        Ok(Self {
            text,
            limits,
            line_starts: std::iter::once(0).chain(starts).collect(),
            characters: characters.collect(),
        })
    }

    /// The line and column of a byte.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or(0);
        let column = 1 + self.characters_before(offset).saturating_sub(self.characters_before(start));
        Position::default().line(line).column(column)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let stretch = (offset / STRETCH).min(self.characters.len().saturating_sub(1));
        let rest = self.text.as_bytes().within(stretch * STRETCH..offset);
        let before = self.characters.get(stretch).copied().unwrap_or(0);
        before + rest.iter().filter(|&&byte| begins_character(byte)).count()
    }

    /// The position of where a span begins.
    pub(crate) fn start(&self, span: &Range<usize>) -> Position {
        self.position(span.start)
    }

    /// An error where a span begins, in both languages.
    pub(crate) fn error(&self, span: &Range<usize>, zh: &str, en: &str) -> ReadError {
        ReadError::Invalid { message: Box::new(Text::new(zh, en)), position: self.start(span) }
    }
}

/// Whether a byte of UTF-8 begins a character.
fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_however_far_along() {
        let text = format!("甲 = 1\n{}\n乙乙x", "长a".repeat(500));
        let source = Source::new(text.as_bytes(), &Limits::default()).unwrap();
        for (offset, _) in text.char_indices() {
            let before = &text.as_bytes()[..offset];
            let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
            let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
            let column = 1 + std::str::from_utf8(&before[start..]).unwrap().chars().count();
            assert_eq!(source.position(offset), Position::default().line(line).column(column), "{offset}");
        }
    }
}
