//! What goes where: which sheet each table makes, where its cells stand, and which totals are formulas.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::document::{Document, Table, TableCell};
use gongkai_core::form::{CellKey, CellKind, TableForm, TableKey};
use gongkai_core::format::WriteError;
use gongkai_core::words::Text;
use rust_xlsxwriter::utility::{quote_sheet_name, worksheet_range_absolute};

use super::FORMAT;
use super::reference::{Place, relative};
use super::sums::{Line, Standing};
use crate::names;
use crate::number::Held;

/// The name of the cover's sheet.
pub(super) const COVER: &str = "封面";
/// The name of the narrative's sheet.
pub(super) const NARRATIVE: &str = "正文";
/// The name of the sheet of sums.
pub(super) const CHECK: &str = "校验";
/// The rows above a table: its heading, and the organ with the unit.
pub(super) const ABOVE: u32 = 2;

/// The workbook to be written.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// A sheet for each table of the document, in its order.
    pub(super) sheets: Vec<Sheet<'a>>,
    /// Every sum of every table.
    pub(super) lines: Vec<Line>,
    /// What each total cell is, by sheet.
    pub(super) totals: BTreeMap<(usize, CellKey), Total>,
    /// Whether the document states no value at all: a blank form to fill in.
    pub(super) blank: bool,
    /// Who reports for which year, as each table repeats it.
    pub(super) whose: String,
}

/// The sheet of one table.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) defined_name: String,
    pub(super) table: &'a Table,
    pub(super) form: Option<&'static TableForm>,
    pub(super) places: BTreeMap<CellKey, Place>,
    pub(super) held: BTreeMap<CellKey, Held>,
}

/// What is written into a total's cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Total {
    /// The formula gives what is stated, so it is the formula.
    Live { formula: String },
    /// The formula would give something else, so the cell stays as stated; why is said in a note.
    AsStated { note: String },
}

impl<'a> Plan<'a> {
    pub(super) fn of(document: &'a Document) -> Result<Self, WriteError> {
        let mut sheets: Vec<Sheet<'a>> = Vec::new();
        for table in document.tables() {
            let sheet = Sheet::of(table, &sheets)?;
            sheets.push(sheet);
        }
        let mut lines = Vec::new();
        for sheet in &sheets {
            let Some(form) = sheet.form else { continue };
            let line = |sum| Line::of(sum, form, sheet.index, &sheet.places, &sheet.held);
            lines.extend(form.sums.iter().filter_map(line));
        }
        let whose = super::cover::whose_now(document);
        let mut plan = Self { blank: false, totals: BTreeMap::new(), lines, sheets, whose };
        plan.blank = plan.sheets.iter().flat_map(|sheet| sheet.held.values()).all(|held| *held == Held::Blank);
        plan.totals = plan.decide_totals();
        Ok(plan)
    }

    /// For each total the formula that gives what is stated; where none does, why.
    fn decide_totals(&self) -> BTreeMap<(usize, CellKey), Total> {
        let mut totals = BTreeMap::new();
        let keys: BTreeSet<(usize, CellKey)> =
            self.lines.iter().filter_map(|line| Some((line.sheet, line.total?))).collect();
        for (sheet, key) in keys {
            let lines = || self.lines.iter().filter(|line| line.sheet == sheet && line.total == Some(key));
            let held = self.sheets.get(sheet).and_then(|sheet| sheet.held.get(&key));
            let gives = |line: &&Line| match held {
                Some(Held::Number { value, .. }) => line.right.sum == Some(*value),
                Some(Held::Blank) | None => line.right.numbers == 0,
                Some(Held::Text(_)) => false,
            };
            let total = match lines().find(gives) {
                Some(line) => {
                    let parts = relative(&line.right.areas);
                    Total::Live { formula: format!("=IF(COUNT({parts})=0,\"\",SUM({parts}))") }
                }
                None => Total::AsStated { note: note(held, lines()) },
            };
            totals.insert((sheet, key), total);
        }
        totals
    }

    /// What the person who asked should know.
    pub(super) fn notes(&self) -> Vec<Text> {
        let stated = self.totals.values().filter(|total| matches!(total, Total::AsStated { .. })).count();
        let mut notes = Vec::new();
        if stated > 0 {
            notes.push(Text::new(
                format!("{stated} 个总计与各部分之和不一致或不是数字，已按公布的内容写出并加批注，没有改成公式"),
                format!("totals that are not the sum of their parts or no number: {stated}; written as published with a note, and not as formulas"),
            ));
        }
        notes
    }

    /// How many sums stand in a way.
    pub(super) fn count(&self, standing: Standing) -> usize {
        self.lines.iter().filter(|line| line.standing() == standing).count()
    }
}

/// Why a total is not a formula.
fn note<'a>(held: Option<&Held>, lines: impl Iterator<Item = &'a Line>) -> String {
    let mut sums: Vec<String> = lines
        .map(|line| match line.right.sum {
            Some(sum) => format!("{}，已填各部分相加为 {sum}", line.name),
            None => format!("{}，各部分没有填写数字", line.name),
        })
        .collect();
    sums.dedup();
    let stated = match held {
        Some(Held::Number { value, .. }) => format!("公布的总计是 {value}"),
        Some(Held::Text(text)) => format!("此处公布的是“{}”", text.chars().take(40).collect::<String>()),
        Some(Held::Blank) | None => "此处公布时是空白".to_owned(),
    };
    format!("{stated}。\n{}。\n按公布的内容保留，未改为公式。", sums.join("；\n"))
}

impl<'a> Sheet<'a> {
    fn of(table: &'a Table, before: &[Self]) -> Result<Self, WriteError> {
        let form = table.form.map(|(edition, key)| edition.form().table(key));
        let like = before.iter().filter(|sheet| sheet.table.form.map(|f| f.1) == table.form.map(|f| f.1)).count();
        let base = match table.form {
            Some((_, TableKey::Disclosure)) => "表二 主动公开",
            Some((_, TableKey::Applications)) => "表三 依申请公开",
            Some((_, TableKey::Disputes)) => "表四 复议诉讼",
            None => "其他表格",
        };
        let name = if like == 0 { base.to_owned() } else { format!("{base} {}", like + 1) };
        let mut sheet = Self {
            index: before.len(),
            name,
            defined_name: names::table(table.form, like + 1),
            table,
            form,
            places: BTreeMap::new(),
            held: BTreeMap::new(),
        };
        for cell in table.cells() {
            let place = sheet.place(cell)?;
            if let Some(key) = cell.key {
                sheet.places.insert(key, place);
                sheet.held.insert(key, Held::of(&cell.text));
            }
        }
        Ok(sheet)
    }

    /// Where a cell of the table stands in the sheet.
    pub(super) fn place(&self, cell: &TableCell) -> Result<Place, WriteError> {
        place(cell.row, cell.column)
    }

    /// What a value cell counts.
    pub(super) fn kind(&self, key: CellKey) -> Option<CellKind> {
        self.form?.cell(key).map(|cell| cell.kind)
    }

    pub(super) fn quoted(&self) -> String {
        quote_sheet_name(&self.name)
    }

    /// The table's cells as a reference with the sheet.
    pub(super) fn range(&self) -> String {
        let (last_row, last_column) =
            place(self.table.rows().saturating_sub(1), self.table.columns().saturating_sub(1)).unwrap_or((ABOVE, 0));
        worksheet_range_absolute(&self.name, ABOVE, 0, last_row, last_column)
    }

    /// The last column of the sheet's table.
    pub(super) fn last_column(&self) -> u16 {
        u16::try_from(self.table.columns().saturating_sub(1)).unwrap_or(0)
    }
}

/// Where a place of a table's grid stands in its sheet.
pub(super) fn place(row: usize, column: usize) -> Result<Place, WriteError> {
    let row = u32::try_from(row).ok().and_then(|row| row.checked_add(ABOVE)).filter(|&row| row < 1_048_000);
    let column = u16::try_from(column).ok().filter(|&column| column < 16_384);
    row.zip(column).ok_or_else(|| WriteError::Failed {
        format: FORMAT,
        detail: Text::new("表格的行数或列数超过工作表的上限", "the table has more rows or columns than a sheet"),
    })
}
