//! What a reading found: the report, where each part came from, and a receipt that names what was not found.

use std::collections::BTreeMap;

use crate::document::{Position, Remark, RemarkKind, Unclear};
use crate::form::{CellKey, Edition, SectionKey, TableKey};
use crate::words::Text;
use crate::{Cell, Report};

/// A report as it was read, with the receipt of the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The report.
    pub report: Report,
    /// What was found and what was not.
    pub receipt: Receipt,
    /// Where everything came from.
    pub provenance: Provenance,
}

impl Reading {
    /// A reading of a report with its receipt and provenance.
    #[must_use]
    pub fn new(report: Report, receipt: Receipt, provenance: Provenance) -> Self {
        Self { report, receipt, provenance }
    }
}

/// Where the parts of a report came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Provenance {
    /// Each stated cell's place.
    pub cells: BTreeMap<CellKey, Position>,
    /// Each section's paragraphs' places, in their order.
    pub paragraphs: BTreeMap<SectionKey, Vec<Position>>,
    /// The title's place.
    pub title: Position,
    /// The names of the sheets that places count by their numbers, where the source has sheets.
    pub sheets: Vec<String>,
}

/// What a reading found: every cell of the form is either read, or named as unread with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Receipt {
    /// The edition that each table is laid out in, for the tables that were found.
    pub editions: BTreeMap<TableKey, EditionName>,
    /// The sections that were found, in the order of the document.
    pub sections: Vec<SectionFound>,
    /// How many value cells the report's tables have.
    pub expected: usize,
    /// How many of them were read: number, blank, dash or text.
    pub read: usize,
    /// Those that were not, and why.
    pub unread: Vec<UnreadCell>,
    /// Cells whose value follows from the sums of the form because the source runs its digits together or apart.
    pub inferred: Vec<InferredCell>,
    /// Labels that are printed in another way than the form's.
    pub variants: Vec<LabelVariant>,
    /// Tables that are none of the three.
    pub ignored: Vec<IgnoredTable>,
    /// Rows of values whose label is none of the forms', so that their values belong to no cell.
    pub unplaced: Vec<UnplacedRow>,
    /// Rows whose columns were taken by their order, because no head says what they are.
    pub by_order: Vec<ColumnsByOrder>,
    /// Tables that the document has twice, as far as both state the same.
    pub restated: Vec<RestatedTable>,
    /// What the reader of the format left out or put right.
    pub remarks: Vec<RemarkEntry>,
}

/// What a written file shows where a cell was not read (未读出), so that nobody takes it for a blank. Readers know it for what
/// it is.
pub const NOT_READ: &str = "未读出";

/// An edition by its name in report files.
pub type EditionName = &'static str;

impl Receipt {
    /// An empty receipt for a form of so many cells.
    #[must_use]
    pub fn expecting(cells: usize) -> Self {
        Self { expected: cells, ..Self::default() }
    }

    /// A receipt that says which of a report's form cells are stated, for reports that were not read from a document.
    #[must_use]
    pub fn of_stated(report: &Report) -> Self {
        let mut receipt = Self::default();
        for form in report.table_forms() {
            receipt.editions.insert(form.key, form.edition.as_str());
        }
        for cell in report.form_cells() {
            receipt.expected += 1;
            if report.cell(cell.key).is_some() {
                receipt.read += 1;
            } else {
                receipt.unread.push(UnreadCell::new(report, cell.key, UnreadReason::NotStated, None));
            }
        }
        receipt
    }

    /// The cells for which the source states something that could not be read. What a report file leaves open is nothing that
    /// could be.
    #[must_use]
    pub fn not_read(&self) -> Vec<CellKey> {
        self.unread.iter().filter(|cell| cell.reason != UnreadReason::NotStated).map(|cell| cell.key).collect()
    }

    /// Whether every cell of the form was read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.unread.is_empty() && self.read == self.expected && self.expected > 0
    }

    /// Whether something of the report is not in what was read: a table that was not used, rows that belong to nothing,
    /// pictures, sentences outside its sections. What a page has around a report is none of it.
    #[must_use]
    pub fn is_lossy(&self) -> bool {
        !self.ignored.is_empty() || !self.unplaced.is_empty() || self.remarks.iter().any(|remark| remark.kind.is_loss())
    }

    /// Records the edition of a table.
    pub fn note_edition(&mut self, table: TableKey, edition: Edition) {
        self.editions.insert(table, edition.as_str());
    }

    /// Records what a format's reader remarked.
    pub fn note_remarks(&mut self, remarks: &[Remark]) {
        self.remarks.extend(remarks.iter().map(|remark| RemarkEntry {
            kind: remark.kind,
            detail: remark.detail.clone(),
            position: remark.position,
        }));
    }
}

/// A section that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SectionFound {
    /// Which section.
    pub section: SectionKey,
    /// Its heading as printed.
    pub printed: String,
    /// Where it stands.
    pub position: Position,
}

impl SectionFound {
    /// A section found under a printed heading.
    pub fn new(section: SectionKey, printed: impl Into<String>, position: Position) -> Self {
        Self { section, printed: printed.into(), position }
    }
}

/// A value cell that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnreadCell {
    /// Its key.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// Why it was not read.
    pub reason: UnreadReason,
    /// What stands where the cell should be, when something does.
    pub printed: Option<String>,
}

impl UnreadCell {
    /// An unread cell, named by the report's form.
    #[must_use]
    pub fn new(report: &Report, key: CellKey, reason: UnreadReason, printed: Option<String>) -> Self {
        Self { key, name: report.printed_name(key), reason, printed }
    }
}

/// Why a cell was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UnreadReason {
    /// The report file does not state it.
    NotStated,
    /// The document has no such table.
    TableMissing,
    /// The table has no such row.
    RowMissing,
    /// The table has no such column, or the row stops before it.
    ColumnMissing,
    /// The row or column's label could mean more than one.
    LabelAmbiguous,
    /// Digits run together or apart, and the sums of the form allow no reading or more than one.
    DigitsAmbiguous,
    /// More than one table or row states it, and they differ.
    StatedTwice,
    /// One printed value spans several cells of the form; it is not known which of them it states.
    Merged,
    /// The file does not say which characters stand there: a font that does not name them, a formula without its
    /// result.
    Illegible,
    /// A picture stands there, whose text cannot be read.
    Picture,
    /// A formula stands there whose result was not saved with the file.
    NoResult,
    /// The file itself states the cell more than once, or for another place than it stands in, and they differ.
    Contradicted,
    /// No ruling and no markup shows the table's columns, and the row's sum does not confirm its figures: they do not make
    /// the total, or one of them is unread. A figure may stand under another head or have lost a digit.
    Unconfirmed,
    /// The table mixes two editions of the form, and states the row in columns that only the other one has.
    OtherEdition,
    /// Words stand there that send the reader elsewhere for the figures: 见附件.
    Elsewhere,
    /// The file was written from another of which the cell was not read, and says so: see [`NOT_READ`].
    NotReadBefore,
}

impl From<Unclear> for UnreadReason {
    fn from(unclear: Unclear) -> Self {
        match unclear {
            Unclear::NoResult => Self::NoResult,
            Unclear::Contradicted => Self::Contradicted,
            Unclear::Shared => Self::DigitsAmbiguous,
        }
    }
}

/// A cell whose value follows from the sums of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InferredCell {
    /// Its key.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// What is printed.
    pub printed: String,
    /// What it was read as.
    pub value: String,
    /// Why: which sums leave only this reading.
    pub why: Text,
}

impl InferredCell {
    /// An inferred cell, named by the report's form.
    #[must_use]
    pub fn new(report: &Report, key: CellKey, printed: impl Into<String>, value: &Cell, why: Text) -> Self {
        Self { key, name: report.printed_name(key), printed: printed.into(), value: value.printed().into_owned(), why }
    }
}

/// A label that is printed in another way than the form's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelVariant {
    /// The label as printed.
    pub printed: String,
    /// The form's label that it was taken for.
    pub expected: String,
    /// Where it stands.
    pub position: Position,
}

impl LabelVariant {
    /// A printed label and the one that it was taken for.
    pub fn new(printed: impl Into<String>, expected: impl Into<String>, position: Position) -> Self {
        Self { printed: printed.into(), expected: expected.into(), position }
    }
}

/// A table that is none of the three.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IgnoredTable {
    /// Its first words.
    pub begins: String,
    /// Its rows and columns.
    pub size: (usize, usize),
    /// Where it stands.
    pub position: Position,
}

impl IgnoredTable {
    /// A table that was left out.
    pub fn new(begins: impl Into<String>, size: (usize, usize), position: Position) -> Self {
        Self { begins: begins.into(), size, position }
    }
}

/// A row of values whose label is none of the forms'.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnplacedRow {
    /// The label and the values as printed.
    pub printed: String,
    /// Where it stands.
    pub position: Position,
}

impl UnplacedRow {
    /// A row that belongs to no cell of the form.
    pub fn new(printed: impl Into<String>, position: Position) -> Self {
        Self { printed: printed.into(), position }
    }
}

/// A row whose columns were taken by their order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnsByOrder {
    /// The table of the form.
    pub table: TableKey,
    /// The label of the row as printed; empty in table 四, whose row has none.
    pub row: String,
    /// Where it stands.
    pub position: Position,
}

impl ColumnsByOrder {
    /// A row without a head over its columns.
    pub fn new(table: TableKey, row: impl Into<String>, position: Position) -> Self {
        Self { table, row: row.into(), position }
    }
}

/// A table of the form that stands in the document more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RestatedTable {
    /// The table of the form.
    pub table: TableKey,
    /// How many of its cells are stated more than once, each time the same. Those that differ are unread.
    pub cells: usize,
    /// Where the first of them stands again.
    pub position: Position,
}

impl RestatedTable {
    /// A table of which so many cells are stated again, from a place on.
    #[must_use]
    pub fn new(table: TableKey, cells: usize, position: Position) -> Self {
        Self { table, cells, position }
    }
}

/// A reader's remark, as the receipt keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemarkEntry {
    /// The kind of remark.
    pub kind: RemarkKind,
    /// What was left out or put right.
    pub detail: Text,
    /// Where.
    pub position: Position,
}
