//! The formats that results come in, and which files may hold them.

use std::path::Path;

use clap::ValueEnum;
use gongkai::{Format, is_unread_document};

/// A format of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ResultFormat {
    /// 给人看：原文、标记、改法（for people: the text, marks, how to mend it）
    Text,
    /// 给程序：docs/schema/check.schema.json（for programs, docs/schema/check.schema.json）
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// 每个文件一行的汇总表（one line for each file）
    Csv,
    /// 汇总表，Excel，须配 -o（the same as a workbook, with -o）
    Xlsx,
    /// 各文件的问题清单，网页，须配 -o（a list of the findings as a web page, with -o）
    Html,
    /// 各文件的问题清单，Word，须配 -o（the same as a Word file, with -o）
    Docx,
}

impl ResultFormat {
    /// The format that the extension of an output names, where it names one that results have.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        match extension(path).as_str() {
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "html" | "htm" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// Whether files of the format have a place for what they were made from.
    pub(super) fn keeps_a_record(self) -> bool {
        matches!(self, Self::Xlsx | Self::Html | Self::Docx)
    }

    /// Whether a file of this extension may hold the format: not where its name says that it is something else.
    pub(super) fn fits(self, path: &Path) -> bool {
        let extension = extension(path);
        match self {
            Self::Text => {
                Format::of_input(path).is_none_or(|format| matches!(format, Format::Text | Format::Markdown))
                    && !is_unread_document(path)
                    && !["sarif", "csv"].contains(&extension.as_str())
            }
            Self::Json => extension == "json",
            Self::Sarif => ["sarif", "json"].contains(&extension.as_str()),
            Self::Csv => ["csv", "txt"].contains(&extension.as_str()),
            Self::Xlsx => extension == "xlsx",
            Self::Html => ["html", "htm"].contains(&extension.as_str()),
            Self::Docx => extension == "docx",
        }
    }

    /// The name of a format that is no text, so that it goes to a file alone.
    pub(super) fn of_files_alone(self) -> Option<&'static str> {
        match self {
            Self::Xlsx => Some("xlsx"),
            Self::Html => Some("html"),
            Self::Docx => Some("docx"),
            Self::Text | Self::Json | Self::Sarif | Self::Csv => None,
        }
    }
}

pub(super) fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}
