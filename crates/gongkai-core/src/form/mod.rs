//! Forms: each edition's statutory tables as data, declared once.
//!
//! A [`Form`] says what the three tables of one edition of the 政府信息公开工作年度报告格式 look like: labels, merges,
//! cell keys, kinds of value and the sums that must hold. `recognize` finds its cells in a document, `compose` lays a
//! report out on it, `check` and the spreadsheet's formulas are derived from its sums. A new edition is one new file
//! beside `edition_2021.rs`, its name here and in `edition.rs`, and a constant in `keys.rs` for each key that is new.

mod by_cell;
mod declare;
mod edition;
mod edition_2019;
mod edition_2021;
mod grid;
mod key;
pub mod keys;
mod shared;
mod sums;

pub use by_cell::ByCell;
pub use declare::{
    ApplicantColumn, ApplicationRow, ApplicationsForm, CellKind, DisclosureBlock, DisclosureColumn, DisclosureForm,
    DisclosureRow, DisputeColumn, DisputeGroup, DisputesForm,
};
pub use edition::{Declaration, Edition, EditionError};
pub use grid::{FormCell, GridCell, GridContent};
pub use key::{CellKey, CellKeyError, SectionKey, TableKey};
pub use sums::{EquationId, Sign, Sum};

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
    /// Where each cell stands among them.
    places: ByCell<usize>,
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
        let declared = edition.declared();
        let tables = [
            TableForm::build(edition, TableKey::Disclosure, TableDeclaration::Disclosure(declared.disclosure)),
            TableForm::build(edition, TableKey::Applications, TableDeclaration::Applications(declared.applications)),
            TableForm::build(edition, TableKey::Disputes, TableDeclaration::Disputes(declared.disputes)),
        ];
        Self { edition, document: edition.document(), tables }
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
        let mut places = ByCell::none();
        printed.cells.iter().enumerate().for_each(|(place, cell)| places.set(cell.key, place));
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
            places,
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
        self.cells.get(*self.places.get(key)?)
    }
}
