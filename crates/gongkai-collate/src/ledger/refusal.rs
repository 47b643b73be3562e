//! Why lines of a register are not counted.

use jiff::civil::Date;

use crate::ledger::date::DateFault;
use crate::ledger::line::Line;

/// Why a line of a register is not counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RefusalReason {
    /// A cell that must be filled is empty.
    #[error("“{column}”没有填 / “{column}” is empty")]
    Empty {
        /// The column.
        column: &'static str,
    },
    /// What a cell says is struck out, hidden, a picture, or stated twice and otherwise.
    #[error(
        "“{column}”的“{text}”不作数或看不清，请在台账里写清楚 / “{column}”: “{text}” is not in force or cannot be told; state it in the register"
    )]
    Untold {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
    },
    /// A date is not understood.
    #[error("“{column}”的“{text}”{}，写法如 2023-01-05 / “{column}”: “{text}” {}; write it as 2023-01-05", fault.said().0, fault.said().1)]
    NotADate {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// What is wrong with it.
        fault: DateFault,
    },
    /// A word is none of the form's, nor a known synonym.
    #[error("“{column}”的“{text}”不能识别{} / “{column}”: “{text}” is not known{}", nearest.as_ref().map(|n| format!("，是否为“{n}”？")).unwrap_or_default(),
        nearest.as_ref().map(|n| format!("; is it “{n}”?")).unwrap_or_default())]
    UnknownWord {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// The known word that is most like it.
        nearest: Option<String>,
    },
    /// A word could mean more than one of the form's.
    #[error("“{column}”的“{text}”可能是 {}，请写明 / “{column}”: “{text}” could be “{}”; say which", candidates.join("、"), candidates.join("” or “"))]
    Ambiguous {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// What it could be.
        candidates: Vec<String>,
    },
    /// Closed before it was received.
    #[error("办结日期 {closed} 早于收到日期 {received} / closed on {closed}, before it was received on {received}")]
    ClosedBeforeReceived {
        /// The day of receipt.
        received: Date,
        /// The day of closing.
        closed: Date,
    },
    /// A day of closing without an outcome.
    #[error("填了办结日期，没有填办理结果 / a closing date without an outcome")]
    NoOutcome,
    /// A day of closing beside a word for what is still open.
    #[error("填了办结日期，办理结果却写“{text}” / a closing date, and “{text}” for its outcome")]
    ClosedAndOpen {
        /// What stands for the outcome.
        text: String,
    },
    /// An outcome without a day of closing.
    #[error("填了办理结果，没有填办结日期 / an outcome without a closing date")]
    NoClosingDate,
    /// The same number stands on an earlier line.
    #[error("编号与{}重复 / the same number stands on {}", first.said().zh, first.said().en)]
    Repeated {
        /// The earlier line.
        first: Line,
    },
    /// Another sheet holds the same line, but for its number.
    #[error("各列与{}相同 / the same as {}", first.said().zh, first.said().en)]
    Copied {
        /// The earlier line.
        first: Line,
    },
    /// The line has fewer cells than the register has columns.
    #[error("只有 {cells} 列，缺“{column}” / only {cells} cells: the line stops before “{column}”")]
    Short {
        /// How many cells it has.
        cells: usize,
        /// The first missing column.
        column: &'static str,
    },
}
