//! The head of the main stream (FIB): which version wrote it, and where its tables are.

use gongkai_compound::Bytes;
use gongkai_core::format::ReadError;

/// A table of the table stream, by its number in the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    CommentReferences = 4,
    CommentTexts = 5,
    Margins = 11,
    CharacterFormats = 12,
    ParagraphFormats = 13,
    Fonts = 15,
    Settings = 31,
    Pieces = 33,
    ShapeAnchors = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    Drawings = 50,
    TextBoxes = 56,
    ListDefinitions = 73,
    Lists = 74,
}

/// The texts of a document, which stand one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Main = 0,
    Footnotes = 1,
    Margins = 2,
    // Between them stands a text that no version has used.
    Comments = 4,
    Endnotes = 5,
    TextBoxes = 6,
}

/// The head.
#[derive(Debug)]
pub(crate) struct Fib<'a> {
    main: Bytes<'a>,
    /// Whether the table stream is called `1Table`.
    pub(crate) second_table: bool,
}

/// What the main stream begins with.
const MARK: u16 = 0xa5ec;
/// What it began with in Word 6 and 95.
const OLD_MARK: u16 = 0xa5dc;
/// The version of Word 97.
const WORD_97: u16 = 0xc1;
/// Where the lengths of the texts begin, and where the places of the tables.
const LENGTHS: usize = 0x4c;
const TABLES: usize = 0x9a;

impl<'a> Fib<'a> {
    pub(crate) fn of(main: &'a [u8]) -> Result<Self, ReadError> {
        let main = Bytes::new(main);
        let cut = || ReadError::damaged("WordDocument 太短 / the main stream is cut short");
        let (mark, version) = (main.u16(0).ok_or_else(cut)?, main.u16(2).ok_or_else(cut)?);
        if mark == OLD_MARK || (mark == MARK && version < WORD_97) {
            return Err(ReadError::Unsupported {
                format: "Word 95 或更早的文件 / files of Word 95 and before",
                advice: "请用 Word 或 WPS 打开后另存为 .docx / save it as .docx",
            });
        }
        if mark != MARK {
            return Err(ReadError::damaged("WordDocument 的开头不对 / the main stream does not begin as one"));
        }
        let flags = main.u16(0x0a).ok_or_else(cut)?;
        if flags & 0x0100 != 0 {
            return Err(ReadError::Encrypted);
        }
        if main.len() < TABLES {
            return Err(cut());
        }
        Ok(Self { main, second_table: flags & 0x0200 != 0 })
    }

    /// Where a table lies in the table stream; nothing for an empty one.
    pub(crate) fn place(&self, table: Held) -> Option<(usize, usize)> {
        let at = TABLES + table as usize * 8;
        let (start, length) = (self.main.place(at)?, self.main.place(at + 4)?);
        (length > 0).then_some((start, length))
    }

    /// Which characters a text is made of.
    pub(crate) fn characters(&self, part: Part) -> std::ops::Range<u32> {
        let length = |index: usize| self.main.u32(LENGTHS + index * 4).unwrap_or(0);
        let before = (0..part as usize).fold(0_u32, |sum, index| sum.saturating_add(length(index)));
        before..before.saturating_add(length(part as usize))
    }
}
