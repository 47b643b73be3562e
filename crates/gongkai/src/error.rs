//! What can go wrong with a file, said with the file's name.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongkai_core::characters::one_line;
use gongkai_core::document::Position;
use gongkai_core::format::{ReadError, WriteError};
use gongkai_core::words::{InWords, Text};
use gongkai_style::StyleError;

use crate::{Format, Loss};

/// An error with the file that it is about.
///
/// Displays as `file:line:column: message`, the message in Chinese and English.
#[derive(Debug)]
#[non_exhaustive]
pub struct Error {
    /// The file, where there is one.
    pub path: Option<PathBuf>,
    /// What went wrong.
    pub kind: ErrorKind,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file could not be read as a report.
    Read(ReadError),
    /// The report could not be written.
    Write(WriteError),
    /// The file system refused.
    Io(Refusal),
    /// A pipe, a device or a socket stands where a file should.
    NotRegular,
    /// The file that would be replaced is not as this program wrote it: somebody changed it, or it came from elsewhere.
    NotAsWritten,
    /// The text file that would be replaced says something else; whether somebody changed it cannot be told.
    Differs,
    /// Neither name nor content says which format it is.
    UnknownFormat {
        /// The name or extension that was given; empty for none.
        name: String,
        /// What the content looks like.
        content: Option<&'static str>,
    },
    /// The format is read but not written.
    NotWritten(Format),
    /// The program was built without the format.
    NotBuiltIn(Format),
    /// Outputs would not hold something of the report, and whoever asked wants it whole or not at all.
    Lossy(Vec<Loss>),
    /// A file that a report should be put into has none of the form's tables.
    NoForm,
    /// A report is put into a Word file or a workbook, and this is neither.
    NoTemplate,
    /// Two outputs are one file.
    SameOutput,
    /// The program itself went wrong over this file.
    Internal(String),
    /// A style file is wrong.
    Style(StyleError),
}

/// What the file system refused, with the error itself.
#[derive(Debug, Clone)]
pub struct Refusal(Arc<std::io::Error>);

impl Refusal {
    /// The kind of refusal; a file that another program holds is busy, however the system calls that.
    #[must_use]
    pub fn kind(&self) -> std::io::ErrorKind {
        if in_use(&self.0) { std::io::ErrorKind::ResourceBusy } else { self.0.kind() }
    }

    /// The system's own error.
    #[must_use]
    pub fn error(&self) -> &std::io::Error {
        &self.0
    }
}

/// Two refusals are the same when the system says the same.
impl PartialEq for Refusal {
    fn eq(&self, other: &Self) -> bool {
        (self.kind(), self.0.raw_os_error()) == (other.kind(), other.0.raw_os_error())
    }
}

impl Eq for Refusal {}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self(Arc::new(error))
    }
}

impl InWords for ErrorKind {
    fn in_words(&self) -> Text {
        match self {
            Self::Read(error) => error.in_words(),
            Self::Write(error) => error.in_words(),
            Self::Io(refused) => refusal(refused.error()),
            Self::NotRegular => Text::new("不是普通文件", "not a regular file"),
            Self::NotAsWritten => Text::new(
                "已有的文件改动过或来自别处，没有替换",
                "the file that is there was changed or came from elsewhere; not replaced",
            ),
            Self::Differs => {
                Text::new("已有的文件内容不同，没有替换", "the file that is there says something else; not replaced")
            }
            Self::UnknownFormat { name, content } => {
                let named = if name.is_empty() { String::new() } else { format!("“{name}”") };
                let (zh, en) = content.map(Text::of_printed).map_or_else(Default::default, |content| {
                    (format!("，内容像是{}", content.zh), format!("; the content looks like {}", content.en))
                });
                let gap = if name.is_empty() { "" } else { " " };
                Text::new(format!("认不出文件格式{named}{zh}"), format!("unknown format{gap}{named}{en}"))
            }
            Self::NotWritten(format) => {
                let Text { zh, en } = Text::of_printed(format.in_words());
                Text::new(format!("不能写成{zh}"), format!("{en} is not written"))
            }
            Self::NotBuiltIn(format) => {
                let Text { zh, en } = Text::of_printed(format.in_words());
                Text::new(format!("这个程序没有包含{zh}功能"), format!("built without {en}"))
            }
            Self::Lossy(lost) => Text::new(
                format!("报告中有 {} 处写不进输出文件，没有输出", lost.len()),
                format!("{} parts of the report would be lost, nothing written", lost.len()),
            ),
            Self::SameOutput => Text::new("两个输出是同一个文件", "two outputs are one file"),
            Self::Internal(said) => Text::new("程序内部错误", "internal error").and(&Text::of_printed(said)),
            Self::Style(error) => Text::of_printed(&error.to_string()),
            Self::NoForm => Text::new("里面没有年度报告的表格", "it has none of the report's tables"),
            Self::NoTemplate => {
                Text::new("模板不是 .docx 或 .xlsx 文件", "the template is neither a .docx nor an .xlsx file")
            }
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_words().fmt(f)
    }
}

impl std::error::Error for ErrorKind {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => error.source(),
            Self::Write(error) => error.source(),
            Self::Style(error) => error.source(),
            Self::Io(refused) => Some(refused.error()),
            _ => None,
        }
    }
}

impl From<ReadError> for ErrorKind {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<std::io::Error> for ErrorKind {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.into())
    }
}

impl From<StyleError> for ErrorKind {
    fn from(error: StyleError) -> Self {
        Self::Style(error)
    }
}

impl From<WriteError> for ErrorKind {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl Error {
    /// An error about a file.
    pub fn new(path: impl Into<PathBuf>, kind: impl Into<ErrorKind>) -> Self {
        Self { path: Some(path.into()), kind: kind.into() }
    }

    pub(crate) fn io(path: &Path, error: std::io::Error) -> Self {
        Self::new(path, error)
    }

    /// How to mend it, where the message does not say so itself.
    #[must_use]
    pub fn help(&self) -> Option<Text> {
        let help = match &self.kind {
            ErrorKind::UnknownFormat { .. } => {
                let (read, written) = (Format::list_read(), Format::list_written());
                Text::new(
                    format!("可读：{read}；可写：{written}。请改扩展名，或用参数指明格式"),
                    format!("readable: {read}; writable: {written}. Change the extension or name the format")
                        .replace('、', ", "),
                )
            }
            ErrorKind::NotWritten(_) => {
                let written = Format::list_written();
                Text::new(format!("可写：{written}"), format!("writable: {written}").replace('、', ", "))
            }
            ErrorKind::NotBuiltIn(format) => {
                Text::new(format!("编译时请打开特性 {format}"), format!("build with the cargo feature {format}"))
            }
            ErrorKind::Read(ReadError::NotThisFormat { .. }) => Text::new(
                "扩展名与内容不符；请改用正确的扩展名，或换成原文件",
                "the name and the content disagree; rename the file or use the original",
            ),
            ErrorKind::Read(ReadError::Empty) => {
                Text::new("请检查文件是否下载或保存完整", "see whether the file was downloaded or saved completely")
            }
            ErrorKind::NotAsWritten | ErrorKind::Differs => Text::new(
                "请换一个文件名；确实要替换时加 --force",
                "give another name, or add --force to replace it all the same",
            ),
            ErrorKind::Internal(_) => Text::new(
                "这是程序的错误，请把这个文件连同这句话告诉开发者；其他文件不受影响",
                "this is a fault of the program; report it with the file. Other files are not affected",
            ),
            ErrorKind::NotRegular => Text::new("请换成普通文件", "give a regular file"),
            ErrorKind::Io(refused)
                if cfg!(windows)
                    && matches!(
                        refused.kind(),
                        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ResourceBusy
                    ) =>
            {
                Text::new("请在 Word、WPS 里关闭这个文件再试", "close the file in Word or WPS and try again")
            }
            ErrorKind::Io(refused) if refused.kind() == std::io::ErrorKind::NotFound => {
                Text::new("请检查路径和文件名", "check the path and the name")
            }
            _ => return None,
        };
        Some(help)
    }
}

/// Whether another program holds the file so that nobody else may use it, which Windows alone knows (ERROR_SHARING_VIOLATION,
/// ERROR_LOCK_VIOLATION).
fn in_use(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// What the file system refused, in both languages.
#[must_use]
pub fn refusal(error: &std::io::Error) -> Text {
    use std::io::ErrorKind as Kind;
    let zh = match error.kind() {
        _ if in_use(error) => "文件正在别的程序里打开",
        Kind::NotFound => "文件或文件夹不存在",
        // Windows says the same of a file that is open elsewhere, of one that is read-only and of one that is another's.
        Kind::PermissionDenied if cfg!(windows) => "没有权限，或者文件正在 Word、WPS 等程序里打开，或者是只读的",
        Kind::PermissionDenied => "没有权限",
        Kind::AlreadyExists => "已经存在",
        Kind::IsADirectory => "这是文件夹，不是文件",
        Kind::NotADirectory => "路径中有一段不是文件夹",
        Kind::StorageFull => "磁盘已满",
        Kind::ReadOnlyFilesystem => "所在磁盘是只读的",
        Kind::InvalidFilename => "文件名不能用于这个系统",
        _ => "读写失败",
    };
    Text::new(zh, error.to_string())
}

impl Error {
    /// The file and the place in it, as far as known, before what is said of them.
    fn place(&self) -> Text {
        let Some(path) = &self.path else { return Text::default() };
        // A name may hold the end of a line, and must not look like a line of its own.
        let name = one_line(&path.to_string_lossy()).into_owned();
        let (zh, en) = match &self.kind {
            ErrorKind::Read(error) if error.position().line.is_some() => {
                let Position { line, column, .. } = error.position();
                let place: String = [line, column].iter().flatten().map(|number| format!(":{number}")).collect();
                (place.clone(), place)
            }
            ErrorKind::Read(error) if !error.position().is_unknown() => {
                let Text { zh, en } = error.position().in_words();
                (format!("（{zh}）"), format!(" ({en})"))
            }
            _ => Default::default(),
        };
        Text::new(format!("{name}{zh}: "), format!("{name}{en}: "))
    }
}

/// With the file's name before it.
impl InWords for Error {
    fn in_words(&self) -> Text {
        let (place, Text { zh, en }) = (self.place(), self.kind.in_words());
        Text::new(place.zh + &zh, place.en + &en)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place().zh)?;
        self.kind.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // What went wrong is said with the file's name already; what is behind it comes next.
        self.kind.source()
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self { path: None, kind }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn what_is_behind_an_error_is_kept() {
        let error = crate::open("no/such/file.docx", &crate::ReadOptions::default()).unwrap_err();
        let behind = error.source().and_then(|behind| behind.downcast_ref::<std::io::Error>()).unwrap();
        assert_eq!(behind.kind(), std::io::ErrorKind::NotFound);
        assert!(behind.source().is_none());
        let read = Error::new("a.pdf", ReadError::Encrypted);
        assert!(read.source().is_none(), "what went wrong is said once: {read}");
    }
}
