//! Lines of a register as they were understood, and lines that were not.

use gongkai_core::form::Edition;
use gongkai_core::words::Text;
use jiff::civil::Date;

use crate::ledger::columns::Column;
use crate::ledger::line::Line;
use crate::ledger::refusal::RefusalReason;
use crate::ledger::vocabulary::Vocabularies;

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
    /// How the register was read.
    pub reading: Reading,
}

/// How a register was read: its headings, and what of it was not used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Reading {
    /// Lines at the end that hold a number and nothing else, as forms come with that are numbered ahead.
    pub unfilled: Vec<Line>,
    /// Lines between the entries that are none (合计, 一月份, 填表人：…), with what stands in them.
    pub aside: Vec<(Line, String)>,
    /// Lines whose dates stood as the day numbers of a spreadsheet (45296 for 2024-01-05).
    pub serial_dates: Vec<Line>,
    /// Which heading was taken for which column.
    pub headings: Vec<(Column, String)>,
    /// The sheets of the workbook, or tables of the document, that were not used, though they hold something.
    pub other_sheets: Vec<String>,
    /// What the reader of a document left out of the register's cells or put right in them: text that is struck out,
    /// pictures.
    pub left_out: Vec<Text>,
}

/// The lines of a register of applications.
pub type Applications = Entries<Application>;

/// The lines of a register of disputes.
pub type Disputes = Entries<Dispute>;

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), refused: Vec::new(), reading: Reading::default() }
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

/// So many of the lines that are no entries are named.
const MOST_NAMED: usize = 20;

impl Reading {
    /// What should be known of how the register was read: which of its headings were taken for which columns, sheets
    /// and lines that were not used, dates that nobody can see to be dates.
    #[must_use]
    pub fn remarks(&self) -> Vec<Text> {
        let mut remarks = Vec::new();
        let own = self.headings.iter().filter(|(column, heading)| column.printed() != heading.trim());
        let own: Vec<String> = own.map(|(column, heading)| format!("{column}=“{}”", heading.trim())).collect();
        if !own.is_empty() {
            remarks.push(Text::new(format!("列名 {}", own.join("，")), format!("columns {}", own.join(", "))));
        }
        let (others, en) = (self.other_sheets.join("、"), self.other_sheets.join(", "));
        if !others.is_empty() {
            remarks.push(Text::new(format!("没有用的表 {others}"), format!("sheets that were not used {en}")));
        }
        if let Some(first) = self.unfilled.first() {
            let (count, at) = (self.unfilled.len(), first.said());
            remarks.push(Text::new(
                format!("末尾 {count} 行只有编号，没有登记（{}起），不计", at.zh),
                format!("{count} lines at the end hold only a number (from {}) and are not counted", at.en),
            ));
        }
        if !self.aside.is_empty() {
            let count = self.aside.len();
            let named = self.aside.iter().take(MOST_NAMED).map(|(line, text)| (line.said(), text));
            let (zh, en): (Vec<String>, Vec<String>) =
                named.map(|(at, text)| (format!("{}“{text}”", at.zh), format!("{} “{text}”", at.en))).unzip();
            let (zh, en) = (zh.join("、"), en.join(", "));
            remarks.push(if count > MOST_NAMED {
                Text::new(
                    format!("{count} 行不是登记，不计：{zh}等"),
                    format!("{count} lines are no entries, not counted: {en} …"),
                )
            } else {
                Text::new(
                    format!("{count} 行不是登记，不计：{zh}"),
                    format!("{count} lines are no entries, not counted: {en}"),
                )
            });
        }
        if let Some(first) = self.serial_dates.first() {
            let (count, at) = (self.serial_dates.len(), first.said());
            remarks.push(Text::new(
                format!("{count} 行的日期是表格软件的日序数，已换算（{}起）", at.zh),
                format!("{count} lines have dates as day numbers, converted (from {})", at.en),
            ));
        }
        remarks.extend(self.left_out.iter().take(MOST_NAMED).cloned());
        if let Some(more @ 1..) = self.left_out.len().checked_sub(MOST_NAMED) {
            remarks.push(Text::new(format!("另有 {more} 处没有读入的内容"), format!("{more} more pieces left out")));
        }
        remarks
    }
}
