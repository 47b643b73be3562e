//! Forms: each edition's statutory tables as data, declared once.
//!
//! A [`Form`] says what the three tables of one edition of the 政府信息公开工作年度报告格式 look like: labels, merges,
//! cell keys, kinds of value and the sums that must hold. `recognize` finds its cells in a document, `compose` lays a
//! report out on it, `check` and the spreadsheet's formulas are derived from its sums. A new edition is one new file
//! beside [`edition_2021`] and a variant of [`Edition`], and nothing else.

mod declare;
mod edition_2019;
mod edition_2021;
mod grid;
mod key;
pub mod keys;
mod shared;
mod sums;

pub use declare::{
    ApplicantColumn, ApplicationRow, ApplicationsForm, CellKind, DisclosureBlock, DisclosureColumn, DisclosureForm,
    DisclosureRow, DisputeColumn, DisputeGroup, DisputesForm,
};
pub use grid::{FormCell, GridCell, GridContent};
pub use key::{CellKey, CellKeyError, SectionKey, TableKey};
pub use sums::{EquationId, Sign, Sum};

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::Year;

/// What an edition's file declares: the prescribing document and the three tables.
type Declared = (&'static str, &'static DisclosureForm, &'static ApplicationsForm, &'static DisputesForm);

/// An edition of the report format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Edition {
    /// 国办公开办函〔2019〕60号, on trial; governs the reports for 2019 and 2020.
    E2019,
    /// 国办公开办函〔2021〕30号; governs the reports for 2021 onward.
    E2021,
}

/// The text names no edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是格式版本，可用 2019、2021 / “{0}” is not an edition: 2019 or 2021")]
pub struct EditionError(pub String);

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: [Self; 2] = [Self::E2019, Self::E2021];

    /// The edition that governs the report of a year.
    ///
    /// Reports for years before 2019 had no common tables; they are read with the oldest edition.
    #[must_use]
    pub fn governing(year: Year) -> Self {
        if year.get() <= 2020 { Self::E2019 } else { Self::E2021 }
    }

    /// `2019` or `2021`, as written in report files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::E2019 => "2019",
            Self::E2021 => "2021",
        }
    }

    fn declared(self) -> Declared {
        match self {
            Self::E2019 => edition_2019::DECLARED,
            Self::E2021 => edition_2021::DECLARED,
        }
    }

    /// The names of every value cell that the edition declares: table, row and column.
    fn declared_cells(self) -> Vec<(TableKey, &'static str, &'static str)> {
        let (_, disclosure, applications, disputes) = self.declared();
        let mut cells = Vec::new();
        for block in disclosure.blocks {
            let rows = block.rows.iter().map(|row| row.key);
            cells.extend(named(TableKey::Disclosure, rows, || block.columns.iter().map(|column| column.key)));
        }
        let rows = applications.rows.iter().map(|row| row.key);
        cells.extend(named(TableKey::Applications, rows, || applications.columns.iter().map(|column| column.key)));
        let groups = disputes.groups.iter().map(|group| group.key);
        cells.extend(named(TableKey::Disputes, groups, || disputes.columns.iter().map(|column| column.key)));
        cells
    }

    /// The edition's form.
    #[must_use]
    pub fn form(self) -> &'static Form {
        static FORM_2019: LazyLock<Form> = LazyLock::new(|| Form::build(Edition::E2019));
        static FORM_2021: LazyLock<Form> = LazyLock::new(|| Form::build(Edition::E2021));
        match self {
            Self::E2019 => &FORM_2019,
            Self::E2021 => &FORM_2021,
        }
    }
}

/// The names of the cells of a table: each of the columns in each of the rows.
fn named<C: Iterator<Item = &'static str>>(
    table: TableKey,
    rows: impl Iterator<Item = &'static str>,
    columns: impl Fn() -> C,
) -> Vec<(TableKey, &'static str, &'static str)> {
    rows.flat_map(|row| columns().map(move |column| (table, row, column))).collect()
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Edition {
    type Err = EditionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|e| e.as_str() == text.trim()).ok_or_else(|| EditionError(text.to_owned()))
    }
}

/// One edition's statutory form.
///
/// ```
/// use gongkai_core::form::{Edition, TableKey};
/// let form = Edition::E2021.form();
/// assert_eq!(form.cells().count(), 200);
/// let table = form.table(TableKey::Applications);
/// assert_eq!(table.cells.len(), 25 * 7);
/// assert_eq!(table.heading(), "三、收到和处理政府信息公开申请情况");
/// ```
#[derive(Debug)]
pub struct Form {
    /// Which edition this is.
    pub edition: Edition,
    /// The document that prescribes it.
    pub document: &'static str,
    tables: [TableForm; 3],
}

/// One statutory table of one edition.
#[derive(Debug)]
pub struct TableForm {
    /// The edition it belongs to.
    pub edition: Edition,
    /// Which of the three tables.
    pub key: TableKey,
    /// The labels as declared.
    pub declared: TableDeclaration,
    /// How many columns the printed grid has.
    pub columns: usize,
    /// How many rows the printed grid has.
    pub rows: usize,
    /// How many of the rows are head rows, repeated over pages.
    pub head_rows: usize,
    /// Widths of the grid's columns in twips (1/1440 inch), from a widely copied Word version.
    pub widths: Vec<u32>,
    /// Every printed cell, head cells, labels and value cells, each at its upper left corner, row by row.
    pub grid: Vec<GridCell>,
    /// Every value cell with its printed names, in the order of the grid.
    pub cells: Vec<FormCell>,
    /// The sums that must hold, each with its cells.
    pub sums: Vec<Sum>,
}

/// The declared shape of a table: what the official format prints.
#[derive(Debug, Clone, Copy)]
pub enum TableDeclaration {
    /// Table 二: blocks of rows under one article of the Regulations each.
    Disclosure(&'static DisclosureForm),
    /// Table 三: outcomes by applicant class.
    Applications(&'static ApplicationsForm),
    /// Table 四: three groups of five columns.
    Disputes(&'static DisputesForm),
}

impl Form {
    fn build(edition: Edition) -> Self {
        let (document, disclosure, applications, disputes) = edition.declared();
        let tables = [
            TableForm::build(edition, TableKey::Disclosure, TableDeclaration::Disclosure(disclosure)),
            TableForm::build(edition, TableKey::Applications, TableDeclaration::Applications(applications)),
            TableForm::build(edition, TableKey::Disputes, TableDeclaration::Disputes(disputes)),
        ];
        Self { edition, document, tables }
    }

    /// One of the three tables.
    #[must_use]
    pub fn table(&self, key: TableKey) -> &TableForm {
        let [disclosure, applications, disputes] = &self.tables;
        match key {
            TableKey::Disclosure => disclosure,
            TableKey::Applications => applications,
            TableKey::Disputes => disputes,
        }
    }

    /// The three tables in order.
    #[must_use]
    pub fn tables(&self) -> &[TableForm; 3] {
        &self.tables
    }

    /// Every value cell of the form in reading order.
    pub fn cells(&self) -> impl Iterator<Item = &FormCell> {
        self.tables.iter().flat_map(|table| &table.cells)
    }

    /// Every sum of the form.
    pub fn sums(&self) -> impl Iterator<Item = &Sum> {
        self.tables.iter().flat_map(|table| &table.sums)
    }
}

impl TableForm {
    fn build(edition: Edition, key: TableKey, declared: TableDeclaration) -> Self {
        let printed = grid::lay_out(declared);
        let sums = sums::derive(key, declared);
        Self {
            edition,
            key,
            declared,
            columns: printed.widths.len(),
            rows: printed.rows,
            head_rows: printed.head_rows,
            widths: printed.widths,
            grid: printed.grid,
            cells: printed.cells,
            sums,
        }
    }

    /// The heading of the section that the table makes: `三、收到和处理政府信息公开申请情况`.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        self.key.section().heading()
    }

    /// The value cell of a key, when this table has it.
    #[must_use]
    pub fn cell(&self, key: CellKey) -> Option<&FormCell> {
        self.cells.iter().find(|cell| cell.key == key)
    }
}
