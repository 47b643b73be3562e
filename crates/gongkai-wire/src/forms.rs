//! The forms: what every edition's tables look like as printed, with the keys of their cells and the sums that must hold.

use gongkai::check::contents;
use gongkai::form::{self, CellKey, Edition, EquationId, GridContent, SectionKey, TableKey};
use gongkai::{Level, Year};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Words;

/// Every edition with its tables, the sections, the levels of organs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Forms {
    /// Oldest first; the last is the present one.
    pub editions: Vec<Form>,
    /// The six sections in order.
    pub sections: Vec<SectionInfo>,
    /// The levels of organs, lowest first.
    pub levels: Vec<Named>,
    /// The years that a report may be for.
    pub years: Years,
}

/// A key with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// The key.
    pub key: String,
    /// The name.
    pub name: Words,
}

/// The first and the last year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Years {
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}

/// An edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Form {
    /// `2019`, `2021`.
    pub edition: String,
    /// The document that prescribes it.
    pub document: String,
    /// The first year that it governs.
    pub from: u16,
    /// The last year that it governs; nothing for the present one.
    pub to: Option<u16>,
    /// Its three tables.
    pub tables: Vec<FormTable>,
}

/// A table as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormTable {
    /// Its key.
    pub key: String,
    /// 表二
    pub name: Words,
    /// The key of the section that it makes.
    pub section: String,
    /// The section's heading.
    pub heading: String,
    /// How many rows its grid has.
    pub rows: usize,
    /// How many columns its grid has.
    pub columns: usize,
    /// How many of the rows are head rows, repeated over pages.
    pub head_rows: usize,
    /// Widths of the columns in twips.
    pub widths: Vec<u32>,
    /// Every printed cell at its upper left corner, row by row.
    pub grid: Vec<GridCell>,
    /// Every value cell in reading order.
    pub cells: Vec<FormCell>,
    /// The sums that must hold.
    pub sums: Vec<FormSum>,
}

/// A printed cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GridCell {
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows it spans.
    pub row_span: usize,
    /// How many columns it spans.
    pub column_span: usize,
    /// What it is.
    pub kind: GridKind,
    /// The printed label; nothing for a value.
    pub text: Option<String>,
    /// The key of a value cell; nothing for a label.
    pub key: Option<String>,
}

/// What a printed cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GridKind {
    /// A label of the table's head, or of a block's.
    Head,
    /// A label of a row.
    Label,
    /// A value.
    Value,
}

/// A value cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormCell {
    /// Its key.
    pub key: String,
    /// The key of its table.
    pub table: String,
    /// The key of its row; in table 四 of its group.
    pub row_key: String,
    /// The key of its column.
    pub column_key: String,
    /// What it counts: `count`, `signed_count`, `amount_10k_yuan`, `amount_unit_not_printed`.
    pub kind: String,
    /// Its full printed name.
    pub name: String,
    /// The printed labels of its row from the outermost in.
    pub row_path: Vec<String>,
    /// The printed labels of its column from the outermost in.
    pub column_path: Vec<String>,
    /// Its row of the grid, from 0.
    pub row: usize,
    /// Its column of the grid, from 0.
    pub column: usize,
    /// Whether it is the total of a sum.
    pub total: bool,
}

/// The cells on the left add up to the same as those on the right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormSum {
    /// Which of the form's equations it is: `balance`, `outcomes`, `applicants`, `disputes`.
    pub equation: String,
    /// The rule that judges it.
    pub rule: String,
    /// The keys on the left.
    pub left: Vec<String>,
    /// The keys on the right.
    pub right: Vec<String>,
    /// The one cell that the others make; nothing for the balance.
    pub total: Option<String>,
}

/// A section and what belongs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionInfo {
    /// Its key.
    pub key: String,
    /// 一
    pub number: String,
    /// 总体情况
    pub title: String,
    /// 一、总体情况
    pub heading: String,
    /// The key of its table, where it has one.
    pub table: Option<String>,
    /// What belongs there; nothing where its table says all.
    pub prompt: Option<Words>,
    /// What it must treat.
    pub topics: Vec<Named>,
    /// How many characters it has in principle at most.
    pub characters: Option<usize>,
}

impl Forms {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        let governed = |edition: Edition| {
            (FIRST_YEAR..=LAST_YEAR)
                .filter(move |&year| Year::new(year).is_ok_and(|year| Edition::governing(year) == edition))
        };
        let newest = Some(Edition::newest());
        let known = || (FIRST_YEAR..=LAST_YEAR).filter(|&year| Year::new(year).is_ok());
        Self {
            editions: Edition::all()
                .map(|edition| Form {
                    edition: edition.as_str().to_owned(),
                    document: edition.form().document.to_owned(),
                    from: governed(edition).next().unwrap_or_default(),
                    to: governed(edition).next_back().filter(|_| newest != Some(edition)),
                    tables: TableKey::ALL.into_iter().map(|table| edition.form().table(table).into()).collect(),
                })
                .collect(),
            sections: SectionKey::ALL.into_iter().map(SectionInfo::of).collect(),
            levels: Level::ALL
                .into_iter()
                .map(|level| Named { key: level.as_str().to_owned(), name: level_name(level) })
                .collect(),
            years: Years { first: known().next().unwrap_or_default(), last: known().next_back().unwrap_or_default() },
        }
    }
}

/// Between these years those lie that a report may be for.
const FIRST_YEAR: u16 = 1990;
const LAST_YEAR: u16 = 2999;

fn level_name(level: Level) -> Words {
    let en = match level {
        Level::Township => "township, town, subdistrict",
        Level::CountyDepartment => "department of a county",
        Level::County => "county, district, county-level city",
        Level::PrefectureDepartment => "department of a prefecture",
        Level::Prefecture => "prefecture-level city, autonomous prefecture, league",
        Level::ProvincialDepartment => "department of a province",
        Level::Province => "province, autonomous region, municipality",
        Level::Ministry => "department of the State Council",
        _ => level.as_str(),
    };
    Words::new(level.printed(), en)
}

impl SectionInfo {
    fn of(section: SectionKey) -> Self {
        // What a section must treat does not depend on what a report says.
        let nothing = gongkai::Report::in_edition(Edition::newest());
        Self {
            key: section.as_str().to_owned(),
            number: section.number().to_owned(),
            title: section.title().to_owned(),
            heading: section.heading().to_owned(),
            table: section.table().map(|table| table.as_str().to_owned()),
            prompt: section.asks().map(Words::from),
            topics: contents(&nothing, section)
                .iter()
                .map(|topic| Named { key: topic.key.to_owned(), name: (&topic.name).into() })
                .collect(),
            characters: gongkai::check::length(&nothing, section).1,
        }
    }
}

impl From<&form::TableForm> for FormTable {
    fn from(table: &form::TableForm) -> Self {
        let english = match table.key {
            TableKey::Disclosure => "Table 2",
            TableKey::Applications => "Table 3",
            TableKey::Disputes => "Table 4",
        };
        let is_total = |key: CellKey| table.sums.iter().any(|sum| sum.total() == Some(key));
        Self {
            key: table.key.as_str().to_owned(),
            name: Words::new(table.key.printed(), english),
            section: table.key.section().as_str().to_owned(),
            heading: table.heading().to_owned(),
            rows: table.rows,
            columns: table.columns,
            head_rows: table.head_rows,
            widths: table.widths.clone(),
            grid: table.grid.iter().map(GridCell::from).collect(),
            cells: table
                .cells
                .iter()
                .map(|cell| FormCell {
                    key: cell.key.to_string(),
                    table: cell.key.table().as_str().to_owned(),
                    row_key: cell.key.row().to_owned(),
                    column_key: cell.key.column().to_owned(),
                    kind: cell.kind.as_str().to_owned(),
                    name: cell.printed_name(),
                    row_path: cell.row_path.iter().map(ToString::to_string).collect(),
                    column_path: cell.column_path.iter().map(ToString::to_string).collect(),
                    row: cell.row,
                    column: cell.column,
                    total: is_total(cell.key),
                })
                .collect(),
            sums: table.sums.iter().map(FormSum::from).collect(),
        }
    }
}

impl From<&form::GridCell> for GridCell {
    fn from(cell: &form::GridCell) -> Self {
        let (kind, text, key) = match cell.content {
            GridContent::Head(text) => (GridKind::Head, Some(text.to_owned()), None),
            GridContent::Label(text) => (GridKind::Label, Some(text.to_owned()), None),
            GridContent::Value(key) => (GridKind::Value, None, Some(key.to_string())),
            _ => (GridKind::Label, None, None),
        };
        let form::GridCell { row, column, row_span, column_span, .. } = *cell;
        Self { row, column, row_span, column_span, kind, text, key }
    }
}

impl From<&form::Sum> for FormSum {
    fn from(sum: &form::Sum) -> Self {
        let keys = |keys: &[CellKey]| keys.iter().map(ToString::to_string).collect();
        Self {
            equation: sum.equation.as_str().to_owned(),
            rule: rule_of(sum.equation).to_owned(),
            left: keys(&sum.left),
            right: keys(&sum.right),
            total: sum.total().map(|key| key.to_string()),
        }
    }
}

/// The rule over an equation.
pub(crate) fn rule_of(equation: EquationId) -> &'static str {
    match equation {
        EquationId::Balance => "GK101",
        EquationId::Outcomes => "GK102",
        EquationId::Applicants => "GK103",
        EquationId::Disputes => "GK104",
        _ => "",
    }
}
