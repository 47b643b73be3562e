//! Lines of a register as they were understood, and lines that were not.

use jiff::civil::Date;
use serde::Serialize;

/// A line of a register: its number in the file and the entry's own number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Line {
    /// The line of the file, or the row of the sheet, from 1.
    pub line: usize,
    /// The entry's number in the register.
    pub number: String,
}

/// An application (政府信息公开申请) as the register states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Where it stands.
    pub line: Line,
    /// The key of its applicant class in table 三: `natural_person` and so on.
    pub applicant: &'static str,
    /// When it was received.
    pub received: Date,
    /// When it was closed, and the key of its outcome's row in table 三; nothing while it is open.
    pub closed: Option<(Date, &'static str)>,
}

/// A reconsideration or lawsuit (行政复议、行政诉讼) as the register states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Where it stands.
    pub line: Line,
    /// The key of its group in table 四.
    pub group: &'static str,
    /// When it was received.
    pub received: Date,
    /// When it was closed, and the key of its result's column in table 四; nothing while it is pending.
    pub closed: Option<(Date, &'static str)>,
}

/// A line that was not understood and so not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Where it stands.
    pub line: Line,
    /// Why.
    pub reason: RefusalReason,
}

/// Why a line of a register is not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefusalReason {
    /// A cell that must be filled is empty.
    #[error("“{column}”没有填 / “{column}” is empty")]
    Empty {
        /// The column.
        column: &'static str,
    },
    /// A date is not understood.
    #[error("“{column}”的“{text}”不是日期，写法如 2023-01-05 / “{text}” is not a date")]
    NotADate {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
    },
    /// A word is none of the form's, nor a known synonym.
    #[error("“{column}”的“{text}”不能识别{} / “{text}” is not known", nearest.as_ref().map(|n| format!("，是否为“{n}”？")).unwrap_or_default())]
    UnknownWord {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// The known word that is most like it.
        nearest: Option<String>,
    },
    /// A word could mean more than one of the form's.
    #[error("“{column}”的“{text}”可能是 {}，请写明 / could be more than one", candidates.join("、"))]
    Ambiguous {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// What it could be.
        candidates: Vec<String>,
    },
    /// Closed before it was received.
    #[error("办结日期早于收到日期 / closed before it was received")]
    ClosedBeforeReceived,
    /// Closed without an outcome, or an outcome without a day of closing.
    #[error("只填了办结日期或办理结果之一，应同时填写或同时留空 / closing date and outcome must be given together")]
    HalfClosed,
    /// The same number stands on an earlier line.
    #[error("编号与第 {first} 行重复 / the same number stands on line {first}")]
    Repeated {
        /// The earlier line.
        first: usize,
    },
    /// The line has fewer cells than the register has columns.
    #[error("只有 {cells} 列，缺“{column}” / the line stops before “{column}”")]
    Short {
        /// How many cells it has.
        cells: usize,
        /// The first missing column.
        column: &'static str,
    },
}
