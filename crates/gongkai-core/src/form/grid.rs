//! The printed grid of a table: where each label and value cell stands, and what it spans.

use super::declare::{ApplicationsForm, CellKind, DisclosureForm, DisputesForm};
use super::{CellKey, TableDeclaration, TableKey};

/// One printed cell of a form's table at its upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// The row of the grid, from 0.
    pub row: usize,
    /// The column of the grid, from 0.
    pub column: usize,
    /// How many rows it spans.
    pub row_span: usize,
    /// How many columns it spans.
    pub column_span: usize,
    /// What it holds.
    pub content: GridContent,
}

/// What a printed cell of a form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GridContent {
    /// A label of the table's head, or of a block's.
    Head(&'static str),
    /// A label of a row.
    Label(&'static str),
    /// A value cell.
    Value(CellKey),
}

/// A value cell with what is printed around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCell {
    /// Its key.
    pub key: CellKey,
    /// What it counts.
    pub kind: CellKind,
    /// The printed labels of its row from the outermost in; in table 二 the block's heading is the first.
    pub row_path: Vec<&'static str>,
    /// The printed labels of its column from the outermost in; in table 四 the group's come first.
    pub column_path: Vec<&'static str>,
    /// The row of the grid, from 0.
    pub row: usize,
    /// The column of the grid, from 0.
    pub column: usize,
}

impl FormCell {
    /// How a message names the cell, by its printed row and column:
    /// `表三“（一）予以公开”行“自然人”列`, `表二“规章”行“本年制发件数”列`, `表四“行政复议”“总计”列`.
    #[must_use]
    pub fn printed_name(&self) -> String {
        let table = self.key.table().printed();
        let row = self.row_path.last().copied().unwrap_or_default();
        match self.key.table() {
            TableKey::Disputes => {
                let path: String = self.column_path.iter().map(|label| format!("“{label}”")).collect();
                format!("{table}{path}列")
            }
            _ => format!("{table}“{row}”行“{}”列", self.column_path.last().copied().unwrap_or_default()),
        }
    }
}

impl FormCell {
    /// How an English message names the cell: by the same labels, which it quotes.
    #[must_use]
    pub fn english_name(&self) -> String {
        let table = self.key.table().in_english();
        match self.key.table() {
            TableKey::Disputes => {
                let path: Vec<String> = self.column_path.iter().map(|label| format!("“{label}”")).collect();
                format!("{table}, column {}", path.join(" "))
            }
            _ => {
                let label = |path: &[&'static str]| path.last().copied().unwrap_or_default();
                format!("{table}, row “{}”, column “{}”", label(&self.row_path), label(&self.column_path))
            }
        }
    }
}

/// A laid-out table.
pub(super) struct Printed {
    pub(super) rows: usize,
    pub(super) head_rows: usize,
    pub(super) widths: Vec<u32>,
    pub(super) grid: Vec<GridCell>,
    pub(super) cells: Vec<FormCell>,
}

impl Printed {
    fn new(widths: Vec<u32>) -> Self {
        Self { rows: 0, head_rows: 0, widths, grid: Vec::new(), cells: Vec::new() }
    }

    fn put(&mut self, (row, column): (usize, usize), (row_span, column_span): (usize, usize), content: GridContent) {
        self.rows = self.rows.max(row + row_span);
        self.grid.push(GridCell { row, column, row_span, column_span, content });
    }

    fn value(&mut self, at: (usize, usize), column_span: usize, cell: FormCell) {
        self.put(at, (1, column_span), GridContent::Value(cell.key));
        self.cells.push(cell);
    }

    fn in_reading_order(mut self) -> Self {
        self.grid.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self
    }
}

pub(super) fn lay_out(declared: TableDeclaration) -> Printed {
    match declared {
        TableDeclaration::Disclosure(form) => disclosure(form),
        TableDeclaration::Applications(form) => applications(form),
        TableDeclaration::Disputes(form) => disputes(form),
    }
    .in_reading_order()
}

/// The width of the columns of table 二, of the values of table 三 and of the columns of table 四, all together, in twips.
const DISCLOSURE: u32 = 9740;
const APPLICANTS: u32 = 4718;
const DISPUTES: u32 = 9743;

/// A width shared by columns, what cannot be shared going to the last ones.
fn shared(width: u32, columns: usize) -> impl Iterator<Item = u32> {
    let count = u32::try_from(columns).unwrap_or(u32::MAX).max(1);
    let (each, over) = (width / count, width % count);
    (0..count).map(move |column| if column < count - over { each } else { each + 1 }).take(columns)
}

/// Table 二: one grid, of the rows' labels and as many columns as the widest block has; a block's heading spans it, and a
/// block's last column takes what is left.
fn disclosure(form: &'static DisclosureForm) -> Printed {
    let width = 1 + form.blocks.iter().map(|block| block.columns.len()).max().unwrap_or(1);
    let mut printed = Printed::new(shared(DISCLOSURE, width).collect());
    let mut row = 0;
    for block in form.blocks {
        let span = |index: usize| if index + 1 == block.columns.len() { width - 1 - index } else { 1 };
        printed.put((row, 0), (1, width), GridContent::Head(block.heading));
        row += 1;
        printed.put((row, 0), (1, 1), GridContent::Head(form.row_header));
        for (index, column) in block.columns.iter().enumerate() {
            printed.put((row, index + 1), (1, span(index)), GridContent::Head(column.label));
        }
        row += 1;
        for line in block.rows {
            printed.put((row, 0), (1, 1), GridContent::Label(line.label));
            for (index, column) in block.columns.iter().enumerate() {
                let cell = FormCell {
                    key: CellKey::new(TableKey::Disclosure, line.key, column.key),
                    kind: column.kind,
                    row_path: vec![block.heading, line.label],
                    column_path: vec![column.label],
                    row,
                    column: index + 1,
                };
                printed.value((row, index + 1), span(index), cell);
            }
            row += 1;
        }
    }
    printed
}

/// Table 三: three columns of labels, whose equal neighbours are merged downwards, and one for each class.
fn applications(form: &'static ApplicationsForm) -> Printed {
    const LABELS: usize = 3;
    const HEAD: usize = 3;
    // The narrow columns of labels hold three and four characters of 10.5 pt in a text block of 156 mm, so that no
    // line of theirs is one character. The widely copied Word form has 754, 921, 3271 and 685 in wider pages.
    let mut widths = vec![810, 1041, 3172];
    widths.extend(shared(APPLICANTS, form.columns.len()));
    let mut printed = Printed::new(widths);
    printed.head_rows = HEAD;
    printed.put((0, 0), (HEAD, LABELS), GridContent::Head(form.corner));
    printed.put((0, LABELS), (1, form.columns.len()), GridContent::Head(form.column_header));
    let mut above: Option<&str> = None;
    for (index, column) in form.columns.iter().enumerate() {
        match column.group {
            None => printed.put((1, LABELS + index), (2, 1), GridContent::Head(column.label)),
            Some(group) => {
                if above != Some(group) {
                    let span = form.columns.iter().filter(|other| other.group == Some(group)).count();
                    printed.put((1, LABELS + index), (1, span), GridContent::Head(group));
                }
                printed.put((2, LABELS + index), (1, 1), GridContent::Head(column.label));
            }
        }
        above = column.group;
    }
    for (index, line) in form.rows.iter().enumerate() {
        let row = HEAD + index;
        for (level, label) in line.path.iter().enumerate() {
            let shared = |other: &&super::ApplicationRow| other.path.get(..=level) == line.path.get(..=level);
            let opens = index.checked_sub(1).and_then(|i| form.rows.get(i)).is_none_or(|previous| !shared(&previous));
            if opens {
                let row_span = form.rows.iter().skip(index).take_while(shared).count();
                let column_span = if level + 1 == line.path.len() { LABELS - level } else { 1 };
                printed.put((row, level), (row_span, column_span), GridContent::Label(label));
            }
        }
        for (offset, column) in form.columns.iter().enumerate() {
            let cell = FormCell {
                key: CellKey::new(TableKey::Applications, line.key, column.key),
                kind: CellKind::Count,
                row_path: line.path.to_vec(),
                column_path: column.group.into_iter().chain([column.label]).collect(),
                row,
                column: LABELS + offset,
            };
            printed.value((row, LABELS + offset), 1, cell);
        }
    }
    printed
}

/// Table 四: fifteen columns under a head of three rows, and one row of values.
fn disputes(form: &'static DisputesForm) -> Printed {
    const HEAD: usize = 3;
    let group_width = form.columns.len();
    let count = form.groups.len() * group_width;
    let mut printed = Printed::new(shared(DISPUTES, count).collect());
    printed.head_rows = HEAD;
    for (index, group) in form.groups.iter().enumerate() {
        let first = index * group_width;
        for (level, label) in group.path.iter().enumerate() {
            let shared = |other: &&super::DisputeGroup| other.path.get(..=level) == group.path.get(..=level);
            let opens = index.checked_sub(1).and_then(|i| form.groups.get(i)).is_none_or(|other| !shared(&other));
            if opens {
                let span = form.groups.iter().skip(index).take_while(shared).count() * group_width;
                printed.put((level, first), (1, span), GridContent::Head(label));
            }
        }
        let depth = group.path.len();
        for (offset, column) in form.columns.iter().enumerate() {
            printed.put((depth, first + offset), (HEAD - depth, 1), GridContent::Head(column.label));
            let cell = FormCell {
                key: CellKey::new(TableKey::Disputes, group.key, column.key),
                kind: CellKind::Count,
                row_path: Vec::new(),
                column_path: group.path.iter().copied().chain([column.label]).collect(),
                row: HEAD,
                column: first + offset,
            };
            printed.value((HEAD, first + offset), 1, cell);
        }
    }
    printed
}
