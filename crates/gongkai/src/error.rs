//! What can go wrong with a file, said with the file's name.

use std::fmt;
use std::path::{Path, PathBuf};

use gongkai_core::characters::one_line;
use gongkai_core::check::Text;
use gongkai_core::format::{ReadError, WriteError};

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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file could not be read as a report.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The report could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The file system refused.
    #[error("{} / {}", .message.zh, .message.en)]
    Io {
        /// What it refused, in words.
        message: Text,
        /// The kind of refusal.
        kind: std::io::ErrorKind,
    },
    /// A pipe, a device or a socket stands where a file should.
    #[error("不是普通文件 / not a regular file")]
    NotRegular,
    /// The file that would be replaced is not as this program wrote it: somebody changed it, or it came from elsewhere.
    #[error(
        "已有的文件改动过或来自别处，没有替换 / the file that is there was changed or came from elsewhere; not replaced"
    )]
    NotAsWritten,
    /// The text file that would be replaced says something else; whether somebody changed it cannot be told.
    #[error("已有的文件内容不同，没有替换 / the file that is there says something else; not replaced")]
    Differs,
    /// Neither name nor content says which format it is.
    #[error("认不出文件格式{}{} / unknown format",
        if name.is_empty() { String::new() } else { format!("“{name}”") },
        content.map(|c| format!("，内容像是{c}")).unwrap_or_default())]
    UnknownFormat {
        /// The name or extension that was given; empty for none.
        name: String,
        /// What the content looks like.
        content: Option<&'static str>,
    },
    /// The format is read but not written.
    #[error("不能写成{} / this format is not written", .0.printed())]
    NotWritten(Format),
    /// The program was built without the format.
    #[error("这个程序没有包含{}功能 / built without this format", .0.printed())]
    NotBuiltIn(Format),
    /// Outputs would not hold something of the report, and whoever asked wants it whole or not at all.
    #[error("报告中有 {} 处写不进输出文件，没有输出 / something of the report would be lost, nothing written", .0.len())]
    Lossy(Vec<Loss>),
    /// A file that a report should be put into has none of the form's tables.
    #[error("里面没有年度报告的表格 / it has none of the report's tables")]
    NoForm,
    /// A report is put into a Word file or a workbook, and this is neither.
    #[error("模板不是 .docx 或 .xlsx 文件 / the template is neither a .docx nor an .xlsx file")]
    NoTemplate,
    /// Two outputs are one file.
    #[error("两个输出是同一个文件 / two outputs are one file")]
    SameOutput,
    /// The program itself went wrong over this file.
    #[error("程序内部错误：{0} / internal error")]
    Internal(String),
    /// A style file is wrong.
    #[error("{0}")]
    Style(String),
}

impl Error {
    /// An error about a file.
    pub fn new(path: impl Into<PathBuf>, kind: impl Into<ErrorKind>) -> Self {
        Self { path: Some(path.into()), kind: kind.into() }
    }

    pub(crate) fn io(path: &Path, error: &std::io::Error) -> Self {
        let kind = if in_use(error) { std::io::ErrorKind::ResourceBusy } else { error.kind() };
        Self::new(path, ErrorKind::Io { message: describe(error), kind })
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
            ErrorKind::Io { kind: std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ResourceBusy, .. }
                if cfg!(windows) =>
            {
                Text::new("请在 Word、WPS 里关闭这个文件再试", "close the file in Word or WPS and try again")
            }
            ErrorKind::Io { kind: std::io::ErrorKind::NotFound, .. } => {
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
fn describe(error: &std::io::Error) -> Text {
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            // A name may hold the end of a line, and must not look like a line of its own.
            f.write_str(&one_line(&path.to_string_lossy()))?;
            if let ErrorKind::Read(error) = &self.kind {
                let position = error.position();
                if position.line.is_some() {
                    write!(f, ":{position}")?;
                } else if !position.is_unknown() {
                    write!(f, " ({position})")?;
                }
            }
            f.write_str(": ")?;
        }
        self.kind.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.kind)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self { path: None, kind }
    }
}
