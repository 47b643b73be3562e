//! What a reading found, and where it stands; both ways, so that whoever keeps a receipt can check with it again.

use std::collections::BTreeMap;

use gongkai::document::{self, Position, RemarkKind};
use gongkai::form::{CellKey, Edition, SectionKey};
use gongkai::reading::{self, UnreadReason};
use gongkai::words::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::{ReportError, section, table};
use crate::{Place, Words};

/// What a reading found: every cell of the form is either read, or named as unread with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Receipt {
    /// Whether every cell of the form was read.
    pub complete: bool,
    /// Whether something of the report is not in what was read: tables that were not used, rows that belong to nothing,
    /// pictures, sentences outside its sections.
    pub lossy: bool,
    /// The edition that each table is laid out in, for the tables that were found.
    pub editions: BTreeMap<String, String>,
    /// The sections that were found, in the order of the document.
    pub sections: Vec<FoundSection>,
    /// How many value cells the report's tables have.
    pub expected: usize,
    /// How many of them were read: number, blank, dash or text.
    pub read: usize,
    /// Those that were not, and why.
    pub unread: Vec<UnreadCell>,
    /// Cells whose value follows from the sums of the form.
    pub inferred: Vec<InferredCell>,
    /// Labels that are printed in another way than the form's.
    pub variants: Vec<LabelVariant>,
    /// Tables that are none of the three.
    pub ignored: Vec<IgnoredTable>,
    /// Rows of values whose label is none of the forms'.
    pub unplaced: Vec<UnplacedRow>,
    /// Rows whose columns were taken by their order, because no head says what they are.
    pub by_order: Vec<ByOrderRow>,
    /// Tables that the document has twice, as far as both state the same.
    pub restated: Vec<RestatedTable>,
    /// What the reader of the format left out or put right.
    pub remarks: Vec<Remark>,
}

/// A section that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FoundSection {
    /// Its key.
    pub section: String,
    /// Its heading as printed.
    pub printed: String,
    /// Where it stands.
    pub position: Place,
}

/// A value cell that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnreadCell {
    /// Its key.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// Why, in a word that stays the same.
    pub reason: String,
    /// Why, for people.
    #[serde(default)]
    pub why: Words,
    /// What stands where the cell should be, when something does.
    pub printed: Option<String>,
}

/// A cell whose value follows from the sums of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InferredCell {
    /// Its key.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// What is printed.
    pub printed: String,
    /// What it was read as.
    pub value: String,
    /// Which sums leave only this reading.
    pub why: Words,
}

/// A label that is printed in another way than the form's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LabelVariant {
    /// The label as printed.
    pub printed: String,
    /// The form's label that it was taken for.
    pub expected: String,
    /// Where it stands.
    pub position: Place,
}

/// A table that is none of the three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IgnoredTable {
    /// Its first words.
    pub begins: String,
    /// Its rows and columns.
    pub size: (usize, usize),
    /// Where it stands.
    pub position: Place,
}

/// A row of values whose label is none of the forms'.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnplacedRow {
    /// The label and the values as printed.
    pub printed: String,
    /// Where it stands.
    pub position: Place,
}

/// A row whose columns were taken by their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ByOrderRow {
    /// The table's key.
    pub table: String,
    /// The row's label as printed; empty in table 四.
    pub row: String,
    /// Where it stands.
    pub position: Place,
}

/// A table of the form that stands in the document more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RestatedTable {
    /// The table's key.
    pub table: String,
    /// How many of its cells are stated more than once, each time the same.
    pub cells: usize,
    /// Where the first of them stands again.
    pub position: Place,
}

/// What the reader of a format left out or put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Remark {
    /// The kind, in a word that stays the same.
    pub kind: String,
    /// The kind, for people.
    #[serde(default)]
    pub words: Words,
    /// Whether something of the report may be missing from what was read.
    #[serde(default)]
    pub loss: bool,
    /// What was left out or put right.
    pub detail: Words,
    /// Where.
    pub position: Place,
}

/// Where the parts of a report came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Provenance {
    /// Each stated cell's place, by its key.
    pub cells: BTreeMap<String, Place>,
    /// Each section's paragraphs' places, in their order.
    pub paragraphs: BTreeMap<String, Vec<Place>>,
    /// The title's place.
    pub title: Place,
    /// The names of the sheets that places count by their numbers, where the file has sheets.
    pub sheets: Vec<String>,
}

/// Every reason why a cell may be unread: its name, and in words.
const REASONS: [(UnreadReason, &str, (&str, &str)); 16] = [
    (UnreadReason::NotStated, "not_stated", ("文件没有写", "not stated")),
    (UnreadReason::TableMissing, "table_missing", ("没有这张表", "no such table")),
    (UnreadReason::RowMissing, "row_missing", ("没有这一行", "no such row")),
    (UnreadReason::ColumnMissing, "column_missing", ("没有这一列", "no such column")),
    (UnreadReason::LabelAmbiguous, "label_ambiguous", ("标签含义不明", "ambiguous label")),
    (UnreadReason::DigitsAmbiguous, "digits_ambiguous", ("数字粘连或断开", "digits run together or apart")),
    (UnreadReason::StatedTwice, "stated_twice", ("写了两次且不同", "stated twice, differently")),
    (UnreadReason::Merged, "merged", ("一个数占了几格", "one value over several cells")),
    (UnreadReason::Illegible, "illegible", ("文件没有说明是什么字", "the file does not say what stands there")),
    (UnreadReason::Picture, "picture", ("是图片，图里的字不能读取", "a picture, whose text cannot be read")),
    (
        UnreadReason::NoResult,
        "no_result",
        (
            "公式没有保存计算结果，请用 Excel、WPS 或 LibreOffice 打开并保存一次",
            "a formula whose result was not saved: open and save the file once",
        ),
    ),
    (UnreadReason::Contradicted, "contradicted", ("文件对这一格有两种说法", "the file states this cell in two ways")),
    (
        UnreadReason::Unconfirmed,
        "unconfirmed",
        ("表格无框线，本行总计不能印证", "no rulings part the columns, and the row's sum does not confirm it"),
    ),
    (
        UnreadReason::OtherEdition,
        "other_edition",
        ("这一行按另一版格式填写", "this row is filled in by another edition's columns"),
    ),
    (
        UnreadReason::Elsewhere,
        "elsewhere",
        ("写的是“见别处”，没有数字", "words that send the reader elsewhere, and no figure"),
    ),
    (
        UnreadReason::NotReadBefore,
        "not_read_before",
        ("转换成这个文件时就没有读出，请照原件填写", "not read when this file was made: fill it in by the original"),
    ),
];

fn reason(reason: UnreadReason) -> (&'static str, Words) {
    let known = REASONS.iter().find(|(known, ..)| *known == reason);
    let (name, words) =
        known.map_or(("unknown", ("原因不明", "unknown reason")), |(_, name, words)| (name, *words));
    (name, words.into())
}

impl Receipt {
    /// A receipt, with the cells of a workbook named by its sheets.
    #[must_use]
    pub fn of(receipt: &reading::Receipt, sheets: &[String]) -> Self {
        let at = |position: Position| Place::in_sheets(position, sheets);
        Self {
            complete: receipt.is_complete(),
            lossy: receipt.is_lossy(),
            editions: receipt
                .editions
                .iter()
                .map(|(table, &edition)| (table.as_str().to_owned(), edition.to_owned()))
                .collect(),
            sections: receipt
                .sections
                .iter()
                .map(|found| FoundSection {
                    section: found.section.as_str().to_owned(),
                    printed: found.printed.clone(),
                    position: at(found.position),
                })
                .collect(),
            expected: receipt.expected,
            read: receipt.read,
            unread: receipt
                .unread
                .iter()
                .map(|cell| {
                    let (reason, why) = reason(cell.reason);
                    let (key, name) = (cell.key.to_string(), cell.name.clone());
                    UnreadCell { key, name, reason: reason.to_owned(), why, printed: cell.printed.clone() }
                })
                .collect(),
            inferred: receipt
                .inferred
                .iter()
                .map(|cell| InferredCell {
                    key: cell.key.to_string(),
                    name: cell.name.clone(),
                    printed: cell.printed.clone(),
                    value: cell.value.clone(),
                    why: Words::from(&cell.why),
                })
                .collect(),
            variants: receipt
                .variants
                .iter()
                .map(|label| LabelVariant {
                    printed: label.printed.clone(),
                    expected: label.expected.clone(),
                    position: at(label.position),
                })
                .collect(),
            ignored: receipt
                .ignored
                .iter()
                .map(|table| IgnoredTable {
                    begins: table.begins.clone(),
                    size: table.size,
                    position: at(table.position),
                })
                .collect(),
            unplaced: receipt
                .unplaced
                .iter()
                .map(|row| UnplacedRow { printed: row.printed.clone(), position: at(row.position) })
                .collect(),
            by_order: receipt
                .by_order
                .iter()
                .map(|row| ByOrderRow {
                    table: row.table.as_str().to_owned(),
                    row: row.row.clone(),
                    position: at(row.position),
                })
                .collect(),
            restated: receipt
                .restated
                .iter()
                .map(|again| RestatedTable {
                    table: again.table.as_str().to_owned(),
                    cells: again.cells,
                    position: at(again.position),
                })
                .collect(),
            remarks: receipt
                .remarks
                .iter()
                .map(|remark| Remark {
                    kind: remark.kind.as_str().to_owned(),
                    words: remark.kind.in_words().into(),
                    loss: remark.kind.is_loss(),
                    detail: Words::from(&remark.detail),
                    position: at(remark.position),
                })
                .collect(),
        }
    }
}

impl From<&gongkai::Reading> for Receipt {
    fn from(reading: &gongkai::Reading) -> Self {
        Self::of(&reading.receipt, &reading.provenance.sheets)
    }
}

impl TryFrom<&Receipt> for reading::Receipt {
    type Error = ReportError;

    fn try_from(wire: &Receipt) -> Result<Self, ReportError> {
        let mut receipt = Self::expecting(wire.expected);
        receipt.read = wire.read;
        for (key, name) in &wire.editions {
            let edition: Edition = name.parse().map_err(|error| ReportError::of(key, &error))?;
            receipt.note_edition(table(key)?, edition);
        }
        for found in &wire.sections {
            let (section, at) = (section(&found.section)?, Position::from(&found.position));
            receipt.sections.push(reading::SectionFound::new(section, &found.printed, at));
        }
        let nothing = gongkai::Report::in_edition(Edition::newest());
        for cell in &wire.unread {
            let known = REASONS.iter().find(|(_, name, _)| *name == cell.reason);
            let reason = known.map_or(UnreadReason::Illegible, |(reason, ..)| *reason);
            let mut unread = reading::UnreadCell::new(&nothing, key(&cell.key)?, reason, cell.printed.clone());
            unread.name.clone_from(&cell.name);
            receipt.unread.push(unread);
        }
        for cell in &wire.inferred {
            let value = gongkai::Cell::parse(&cell.value);
            let mut inferred =
                reading::InferredCell::new(&nothing, key(&cell.key)?, &cell.printed, &value, Text::from(&cell.why));
            inferred.name.clone_from(&cell.name);
            receipt.inferred.push(inferred);
        }
        let at = |place: &Place| Position::from(place);
        let variant = |one: &LabelVariant| reading::LabelVariant::new(&one.printed, &one.expected, at(&one.position));
        receipt.variants = wire.variants.iter().map(variant).collect();
        let ignored = |one: &IgnoredTable| reading::IgnoredTable::new(&one.begins, one.size, at(&one.position));
        receipt.ignored = wire.ignored.iter().map(ignored).collect();
        let unplaced = |one: &UnplacedRow| reading::UnplacedRow::new(&one.printed, at(&one.position));
        receipt.unplaced = wire.unplaced.iter().map(unplaced).collect();
        for row in &wire.by_order {
            receipt.by_order.push(reading::ColumnsByOrder::new(table(&row.table)?, &row.row, at(&row.position)));
        }
        for again in &wire.restated {
            let again = reading::RestatedTable::new(table(&again.table)?, again.cells, at(&again.position));
            receipt.restated.push(again);
        }
        let remarks: Vec<document::Remark> = wire
            .remarks
            .iter()
            .map(|remark| {
                let kind = RemarkKind::ALL.into_iter().find(|kind| kind.as_str() == remark.kind);
                document::Remark::new(
                    kind.unwrap_or(RemarkKind::Unknown),
                    Text::new(&remark.detail.zh, &remark.detail.en),
                    at(&remark.position),
                )
            })
            .collect();
        receipt.note_remarks(&remarks);
        Ok(receipt)
    }
}

fn key(text: &str) -> Result<CellKey, ReportError> {
    text.parse().map_err(|error| ReportError::of(text, &error))
}

impl From<&reading::Provenance> for Provenance {
    fn from(provenance: &reading::Provenance) -> Self {
        let at = |position: &Position| Place::in_sheets(*position, &provenance.sheets);
        Self {
            cells: provenance.cells.iter().map(|(key, position)| (key.to_string(), at(position))).collect(),
            paragraphs: provenance
                .paragraphs
                .iter()
                .map(|(section, places)| (section.as_str().to_owned(), places.iter().map(at).collect()))
                .collect(),
            title: at(&provenance.title),
            sheets: provenance.sheets.clone(),
        }
    }
}

impl TryFrom<&Provenance> for reading::Provenance {
    type Error = ReportError;

    fn try_from(wire: &Provenance) -> Result<Self, ReportError> {
        let mut provenance = Self::default();
        for (text, place) in &wire.cells {
            provenance.cells.insert(key(text)?, place.into());
        }
        for (key, places) in &wire.paragraphs {
            let section: SectionKey = section(key)?;
            provenance.paragraphs.insert(section, places.iter().map(Position::from).collect());
        }
        provenance.title = (&wire.title).into();
        provenance.sheets.clone_from(&wire.sheets);
        Ok(provenance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_one_name_and_words_of_its_own() {
        let names: std::collections::BTreeSet<&str> = REASONS.iter().map(|(_, name, _)| *name).collect();
        assert_eq!(names.len(), REASONS.len());
        let words: std::collections::BTreeSet<&str> = REASONS.iter().map(|(.., (zh, _))| *zh).collect();
        assert_eq!(words.len(), REASONS.len());
    }
}
