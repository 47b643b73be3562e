//! What went wrong, as a value.

use gongkai::ledger::MappingError;
use gongkai::words::InWords as _;
use gongkai::{ErrorKind, ReadError, WriteError};
use gongkai_policy::PolicyError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::ReportError;
use crate::{Place, Words};

/// An answer that is none, because something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// What went wrong.
    pub failed: Fault,
}

/// What went wrong and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// The kind, in a word that stays the same.
    pub kind: String,
    /// What went wrong.
    pub message: Words,
    /// How to mend it, where the message does not say so itself.
    pub help: Option<Box<Words>>,
    /// Where in the file, as far as known.
    pub position: Option<Box<Place>>,
    /// What may be answered so that it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<Box<RegisterQuestion>>,
}

/// What a register leaves open, to be asked of whoever has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum RegisterQuestion {
    /// Which of its sheets are counted: one, or all together.
    Sheet {
        /// Those that are registers.
        sheets: Vec<String>,
    },
    /// Which of its headings stands over a column.
    Column {
        /// The column: `申请人类型`.
        column: String,
        /// The headings.
        headings: Vec<String>,
    },
}

impl Fault {
    /// A fault of a kind.
    pub fn new(kind: impl Into<String>, message: Words) -> Self {
        Self { kind: kind.into(), message, help: None, position: None, asks: None }
    }
}

impl From<Fault> for Failure {
    fn from(failed: Fault) -> Self {
        Self { failed }
    }
}

impl From<&gongkai::Error> for Fault {
    fn from(error: &gongkai::Error) -> Self {
        let position = match &error.kind {
            ErrorKind::Read(error) => Place::known(Some(error.position())),
            _ => None,
        };
        Self {
            kind: kind(&error.kind).to_owned(),
            message: Words::from(&error.kind.in_words()),
            help: error.help().as_ref().map(|help| Box::new(help.into())),
            position: position.map(Box::new),
            asks: None,
        }
    }
}

impl From<&MappingError> for Fault {
    fn from(error: &MappingError) -> Self {
        let asks = match error {
            MappingError::Missing { column, headings, .. } => {
                Some(RegisterQuestion::Column { column: column.to_string(), headings: headings.clone() })
            }
            MappingError::Twice { column, first, second } => Some(RegisterQuestion::Column {
                column: column.to_string(),
                headings: vec![first.clone(), second.clone()],
            }),
            MappingError::SeveralSheets { sheets } => Some(RegisterQuestion::Sheet { sheets: sheets.clone() }),
            _ => None,
        };
        Self { asks: asks.map(Box::new), ..Self::new("register", Words::of_printed(&error.to_string())) }
    }
}

impl From<&PolicyError> for Fault {
    fn from(error: &PolicyError) -> Self {
        let position = Place::known(Some(error.position));
        Self { position: position.map(Box::new), ..Self::new("policy", Words::from(&error.message)) }
    }
}

impl From<&ReportError> for Fault {
    fn from(error: &ReportError) -> Self {
        let (part, Words { zh, en }) = (&error.part, &error.message);
        Self::new("input", Words::new(format!("{part}：{zh}"), format!("{part}: {en}")))
    }
}

fn kind(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Read(error) => match error {
            ReadError::Empty => "empty",
            ReadError::TooLarge { .. } => "too_large",
            ReadError::NotThisFormat { .. } => "other_format",
            ReadError::Encoding { .. } => "encoding",
            ReadError::Damaged { .. } => "damaged",
            ReadError::Encrypted => "encrypted",
            ReadError::Unsupported { .. } => "unsupported",
            ReadError::NoReport { .. } => "not_a_report",
            ReadError::Invalid { .. } => "invalid",
            _ => "unreadable",
        },
        ErrorKind::Write(error) => match error {
            WriteError::NoFont { .. } => "no_font",
            WriteError::Character { .. } => "character",
            _ => "not_made",
        },
        ErrorKind::UnknownFormat { .. } => "unknown_format",
        ErrorKind::NotWritten(_) => "not_written",
        ErrorKind::NotBuiltIn(_) => "not_built_in",
        ErrorKind::Style(_) => "style",
        ErrorKind::Internal(_) => "internal",
        _ => "file",
    }
}
