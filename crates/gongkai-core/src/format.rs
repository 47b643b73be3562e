//! The seams that formats plug into: one reader and one writer trait, their errors, and the limits of reading.

mod annotation;
mod holdable;
mod kind;
mod meter;

pub use annotation::{AnnotateError, Annotated, Annotating, Annotation, Annotator};
pub use holdable::holdable;
pub use kind::FileKind;
pub use meter::Meter;

use std::fmt;

use crate::document::{Document, Position, Remark};
use crate::words::{InWords, Text};

/// Reads bytes of one format into a [`Document`].
///
/// A reader knows its format and nothing of forms or rules. It never panics, keeps within [`Limits`], and says in
/// [`Document::remarks`] what it left out.
pub trait Reader: Sync {
    /// Reads a document.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes are not of this format, are damaged, encrypted, or over a limit.
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError>;
}

/// Writes a [`Document`] as bytes of one format. The same document gives the same bytes, always.
pub trait Writer: Sync {
    /// Writes a document.
    ///
    /// # Errors
    /// [`WriteError`] when the document cannot be shown in this format.
    fn write(&self, document: &Document) -> Result<Written, WriteError>;
}

/// What a writer made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Written {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What the person who asked should know: a substituted font, a total that is no formula.
    pub notes: Vec<Text>,
    /// What the document says that the bytes do not, each named with the text that it stands in.
    pub lost: Vec<Remark>,
}

impl Written {
    /// Bytes without anything to say.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }

    /// The same with what should be said.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<Text>) -> Self {
        self.notes = notes;
        self
    }

    /// The same with what it does not hold of its document.
    #[must_use]
    pub fn with_lost(mut self, lost: Vec<Remark>) -> Self {
        self.lost = lost;
        self
    }
}

/// How much a reader takes before it says no. The defaults hold every real report many times over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of a file; 64 MiB.
    pub file_bytes: usize,
    /// The most bytes of a file that sets something: a style, a policy, accepted findings, a list of names, a calendar;
    /// 4 MiB.
    pub settings_bytes: usize,
    /// The most bytes that one packed part may unpack to; 64 MiB.
    pub part_bytes: usize,
    /// The most bytes that all packed parts together may unpack to; 128 MiB.
    pub unpacked_bytes: usize,
    /// How many times larger than its packed self a part over 1 MiB may be; 200.
    pub ratio: usize,
    /// How deep elements may nest; 256.
    pub depth: usize,
    /// The most parts of a package; 4,096. A workbook of hundreds of sheets stays far below.
    pub parts: usize,
    /// The most pages; 500.
    pub pages: usize,
    /// The most table cells in a document; 100,000.
    pub cells: usize,
    /// The most characters of text in a document; 4 million.
    pub characters: usize,
    /// The most paragraphs, lines and tables in a document; 100,000.
    pub blocks: usize,
    /// The most places that the grids of all tables may have together, covered or not; 400,000.
    pub places: usize,
    /// The most columns that one table may claim, merged ones counted; 1,000. Word stops at 63.
    pub columns: usize,
    /// The most remarks that a reading makes; 500. A file of thousands of pictures needs no thousands of remarks.
    pub remarks: usize,
    /// The most elements, attributes, styles and objects that a file is taken apart into; 1 million.
    pub nodes: usize,
    /// The most steps of work beyond one look at each part: comparisons, drawing operators, look-ups; 20 million.
    pub work: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            settings_bytes: 4 << 20,
            part_bytes: 64 << 20,
            unpacked_bytes: 128 << 20,
            ratio: 200,
            depth: 256,
            parts: 4096,
            pages: 500,
            cells: 100_000,
            characters: 4_000_000,
            blocks: 100_000,
            places: 400_000,
            columns: 1000,
            remarks: 500,
            nodes: 1_000_000,
            work: 20_000_000,
        }
    }
}

impl Limits {
    /// Whether a file of this size may be read.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when it is over the limit.
    pub fn admit(&self, bytes: &[u8]) -> Result<(), ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        if bytes.len() > self.file_bytes {
            return Err(ReadError::TooLarge { what: "文件字节数 / bytes of the file", limit: self.file_bytes });
        }
        Ok(())
    }
}

/// Why a file could not be read. The file's name is added by whoever opened it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file has no bytes.
    Empty,
    /// Something is over its limit.
    TooLarge {
        /// What was counted.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The bytes are of another format than the name says.
    NotThisFormat {
        /// The format that was asked for.
        expected: &'static str,
        /// What the bytes look like instead.
        found: Option<String>,
    },
    /// The text is in no encoding that is read (UTF-8, UTF-16, GB18030).
    Encoding {
        /// The encoding that it was read in.
        encoding: &'static str,
        /// The line of the first bad byte.
        line: usize,
    },
    /// The file is damaged or cut short.
    Damaged {
        /// What broke, and where.
        detail: Box<Text>,
        /// Where, as far as known.
        position: Position,
    },
    /// The file is protected by a password.
    Encrypted,
    /// A format that is known but not read.
    Unsupported {
        /// The format.
        format: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// The page or file holds no report, and why.
    NoReport {
        /// What it is instead, and what to do.
        message: Box<Text>,
    },
    /// A line or entry of a report file is wrong.
    Invalid {
        /// What is wrong, by printed row and column, and how to mend it.
        message: Box<Text>,
        /// Where.
        position: Position,
    },
}

impl ReadError {
    /// A damaged file.
    pub fn damaged(detail: impl Into<Text>) -> Self {
        Self::Damaged { detail: Box::new(detail.into()), position: Position::default() }
    }

    /// A damaged file, where in it and what is said of that.
    pub fn damaged_at(place: impl Into<Text>, detail: impl fmt::Display) -> Self {
        Self::damaged(place.into().and(&Text::of_printed(&detail.to_string())))
    }

    /// A file that holds no report: what it is instead, and what to do.
    pub fn no_report(message: impl Into<Text>) -> Self {
        Self::NoReport { message: Box::new(message.into()) }
    }

    /// Where the error stands, as far as known.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Self::Damaged { position, .. } | Self::Invalid { position, .. } => *position,
            Self::Encoding { line, .. } => Position::default().line(*line),
            _ => Position::default(),
        }
    }
}

/// Why a file could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// No font on the system can set the Chinese text.
    NoFont {
        /// The role that has no font: 仿宋, 黑体 ….
        role: &'static str,
        /// The package to install.
        advice: Text,
    },
    /// A character that the format cannot hold.
    Character {
        /// The format.
        format: &'static str,
        /// The character's code point.
        code: u32,
        /// The text around it.
        context: String,
    },
    /// The library that makes the format refused.
    Failed {
        /// The format.
        format: &'static str,
        /// Why.
        detail: Text,
    },
}

impl InWords for ReadError {
    fn in_words(&self) -> Text {
        match self {
            Self::Empty => Text::new("文件是空的", "the file is empty"),
            Self::TooLarge { what, limit } => {
                let Text { zh, en } = Text::of_printed(what);
                Text::new(
                    format!("超过读取上限：{zh}，上限 {limit}"),
                    format!("over the limit for reading: {en}, at most {limit}"),
                )
            }
            Self::NotThisFormat { expected, found } => {
                let (expected, found) = (Text::of_printed(expected), found.as_deref().map(Text::of_printed));
                let (zh, en) = found.map_or_else(Default::default, |found| {
                    (format!("，而像是 {}", found.zh), format!(" but looks like {}", found.en))
                });
                // A space stands between Chinese and Latin letters alone.
                let gap = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { " " } else { "" };
                let name = &expected.zh;
                let (before, after) = (gap(name.chars().next()), gap(name.chars().last()));
                Text::new(format!("不是{before}{name}{after}文件{zh}"), format!("is not {}{en}", expected.en))
            }
            Self::Encoding { encoding, line } => {
                let Text { zh, en } = Text::of_printed(encoding);
                Text::new(
                    format!("文字编码无法识别，第 {line} 行起不是 {zh}；请另存为 UTF-8"),
                    format!("the encoding is unknown: not {en} from line {line}; save as UTF-8"),
                )
            }
            Self::Damaged { detail, .. } => Text::new("文件已损坏或不完整", "damaged or truncated").and(detail),
            Self::Encrypted => Text::new("文件已加密；请取消密码保护后再读", "encrypted: remove the password first"),
            Self::Unsupported { format, advice } => {
                let (format, advice) = (Text::of_printed(format), Text::of_printed(advice));
                Text::new(
                    format!("不能读取 {}；{}", format.zh, advice.zh),
                    format!("cannot read {}; {}", format.en, advice.en),
                )
            }
            Self::NoReport { message } | Self::Invalid { message, .. } => message.as_ref().clone(),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_words().fmt(f)
    }
}

impl InWords for WriteError {
    fn in_words(&self) -> Text {
        match self {
            Self::NoFont { role, advice } => Text::new(
                format!("找不到可用的中文字体（{role}）；{}", advice.zh),
                format!("no font for Chinese text (“{role}”); {}", advice.en),
            ),
            Self::Character { format, code, context } => Text::new(
                format!("{format} 不能保存字符 U+{code:04X}（{context}）；请删除"),
                format!("{format} cannot hold the character U+{code:04X} (“{context}”); delete it"),
            ),
            Self::Failed { format, detail } => {
                Text::new(format!("无法生成 {format}"), format!("the {format} file could not be made")).and(detail)
            }
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_words().fmt(f)
    }
}
