//! Lines of a register as they were understood, and lines that were not.

use gongkai_core::form::Edition;
use jiff::civil::Date;

use crate::ledger::columns::Column;
use crate::ledger::refusal::RefusalReason;
use crate::ledger::vocabulary::Vocabularies;

/// A line of a register: its number in the file and the entry's own number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Line {
    /// The line of the file, or the row of the sheet, from 1.
    pub line: usize,
    /// The entry's number in the register.
    pub number: String,
}

impl Line {
    /// A line by its place and the entry's number.
    pub fn new(line: usize, number: impl Into<String>) -> Self {
        Self { line, number: number.into() }
    }
}

/// A newtype over a key of the form that only words of the form make.
macro_rules! meaning {
    ($(#[$doc:meta])* $name:ident, $vocabulary:expr, $example:literal => $key:literal) => {
        $(#[$doc])*
        ///
        /// ```
        #[doc = concat!("use gongkai_collate::ledger::", stringify!($name), ";")]
        #[doc = concat!("assert_eq!(", stringify!($name), "::parse(\"", $example, "\")?.key(), \"", $key, "\");")]
        /// # Ok::<(), gongkai_collate::ledger::RefusalReason>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) &'static str);

        impl $name {
            /// Reads a register's word: a label of the form or what registers write for it.
            ///
            /// # Errors
            /// [`RefusalReason`] when the word is not known, or could mean more than one.
            pub fn parse(text: &str) -> Result<Self, RefusalReason> {
                $vocabulary.key(text).map(Self)
            }

            /// The key of the form.
            #[must_use]
            pub fn key(self) -> &'static str {
                self.0
            }
        }
    };
}

meaning!(
    /// An applicant class (申请人情况): a column of table 三.
    ApplicantClass, &Vocabularies::of(Edition::newest()).applicants, "律师事务所" => "legal_service"
);
meaning!(
    /// A final outcome (办理结果): a row of table 三, by its label, its number `（三）5` or the article `36(1)`.
    Outcome, &Vocabularies::of(Edition::newest()).outcomes, "36(1)" => "granted"
);
meaning!(
    /// A kind of dispute (行政复议、行政诉讼): a group of table 四.
    CaseType, &Vocabularies::of(Edition::newest()).cases, "复议后起诉" => "litigation_after_reconsideration"
);
meaning!(
    /// How a dispute ended (结果维持、结果纠正、其他结果) or that it has not (尚未审结): a column of table 四.
    CaseResult, &Vocabularies::of(Edition::newest()).results, "撤销" => "corrected"
);

/// An application (政府信息公开申请) as the register states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Where it stands.
    pub line: Line,
    /// Its applicant class.
    pub applicant: ApplicantClass,
    /// When it was received.
    pub received: Date,
    /// When it was closed, and its outcome; nothing while it is open.
    pub closed: Option<(Date, Outcome)>,
}

/// A reconsideration or lawsuit (行政复议、行政诉讼) as the register states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Where it stands.
    pub line: Line,
    /// What kind of case it is.
    pub case: CaseType,
    /// When it was received.
    pub received: Date,
    /// When it was closed, and its result; nothing while it is pending.
    pub closed: Option<(Date, CaseResult)>,
}

/// The entries of a register: the lines that were understood, and those that were not.
///
/// Programs that keep their applications elsewhere collect them into this without a register.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entries<T> {
    /// The lines that were understood.
    pub entries: Vec<T>,
    /// The lines that were not, each with the reason.
    pub refused: Vec<Refusal>,
    /// Lines at the end that hold a number and nothing else, as forms come with that are numbered ahead.
    pub unfilled: Vec<Line>,
    /// Lines whose dates stood as the day numbers of a spreadsheet (45296 for 2024-01-05).
    pub serial_dates: Vec<Line>,
    /// Which heading was taken for which column.
    pub headings: Vec<(Column, String)>,
    /// The sheets of the workbook that were not used, though they hold something.
    pub other_sheets: Vec<String>,
}

/// The lines of a register of applications.
pub type Applications = Entries<Application>;

/// The lines of a register of disputes.
pub type Disputes = Entries<Dispute>;

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            refused: Vec::new(),
            unfilled: Vec::new(),
            serial_dates: Vec::new(),
            headings: Vec::new(),
            other_sheets: Vec::new(),
        }
    }
}

impl<T> FromIterator<T> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect(), ..Self::default() }
    }
}

/// A line that was not understood and so not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where it stands.
    pub line: Line,
    /// Why.
    pub reason: RefusalReason,
}
