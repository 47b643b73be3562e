//! The sums of a table's form as formulas, with the values that they have now.

use std::collections::BTreeMap;

use gongkai_core::Number;
use gongkai_core::form::{CellKey, EquationId, FormCell, Sum, TableForm, TableKey};
use gongkai_core::sums::{Addend, Empty, difference};

use super::reference::{Area, Place, areas};
use crate::number::Held;

/// Both sides of a sum are compared to so many decimals, beyond which doubles are not exact.
pub(super) const DECIMALS: u32 = 6;

/// One sum of a table with where its cells stand and what they hold.
#[derive(Debug)]
pub(super) struct Line {
    /// The index of its sheet in the plan.
    pub(super) sheet: usize,
    /// How the sum is named, by its printed row or column.
    pub(super) name: String,
    /// The table: 表三.
    pub(super) table: &'static str,
    /// The total that the other cells make, where there is one.
    pub(super) total: Option<CellKey>,
    pub(super) left: Side,
    pub(super) right: Side,
    /// Left minus right, where every cell holds a number.
    whole: Option<Number>,
}

/// One side of a sum.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) areas: Vec<Area>,
    /// How many cells it has.
    pub(super) cells: usize,
    /// How many of them hold a number that a formula can add.
    pub(super) numbers: usize,
    /// What those numbers add up to; nothing when there are none, or too large to add.
    pub(super) sum: Option<Number>,
}

/// How a sum stands, as the sheet of sums prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Holds,
    Fails,
    Unfilled,
}

impl Standing {
    pub(super) const HOLDS: &'static str = "通过";
    pub(super) const FAILS: &'static str = "不符";
    pub(super) const UNFILLED: &'static str = "未填";

    pub(super) fn printed(self) -> &'static str {
        match self {
            Self::Holds => Self::HOLDS,
            Self::Fails => Self::FAILS,
            Self::Unfilled => Self::UNFILLED,
        }
    }
}

impl Side {
    fn of(keys: &[CellKey], places: &BTreeMap<CellKey, Place>, held: &BTreeMap<CellKey, Held>) -> Option<Self> {
        let cells: Vec<Place> = keys.iter().map(|key| places.get(key).copied()).collect::<Option<_>>()?;
        let numbers: Vec<Number> = keys.iter().filter_map(|key| held.get(key).and_then(Held::number)).collect();
        let sum = if numbers.is_empty() { None } else { Number::checked_sum(numbers.iter().copied()) };
        Some(Self { cells: cells.len(), numbers: numbers.len(), sum, areas: areas(cells) })
    }
}

impl Line {
    /// The line of a sum; nothing when the table lacks one of its cells.
    pub(super) fn of(
        sum: &Sum,
        form: &TableForm,
        sheet: usize,
        places: &BTreeMap<CellKey, Place>,
        held: &BTreeMap<CellKey, Held>,
    ) -> Option<Self> {
        Some(Self {
            sheet,
            name: name(sum, form),
            table: form.key.printed(),
            total: sum.total(),
            left: Side::of(&sum.left, places, held)?,
            right: Side::of(&sum.right, places, held)?,
            whole: difference(sum, Empty::LeavesOpen, |key| held.get(&key).map_or(Addend::Unread, Held::addend)),
        })
    }

    /// How many cells hold no number.
    pub(super) fn unfilled(&self) -> usize {
        self.left.cells + self.right.cells - self.left.numbers - self.right.numbers
    }

    /// Left minus right, where both sides have numbers.
    pub(super) fn difference(&self) -> Option<Number> {
        self.left.sum?.checked_sub(self.right.sum?)
    }

    pub(super) fn standing(&self) -> Standing {
        match self.whole {
            Some(difference) if difference.is_zero() => Standing::Holds,
            Some(_) => Standing::Fails,
            None => Standing::Unfilled,
        }
    }
}

/// How a sum is named by its printed row, column or group.
fn name(sum: &Sum, form: &TableForm) -> String {
    let cell = sum.left.first().and_then(|&key| form.cell(key));
    let (row, column) =
        (cell.map(row_name).unwrap_or_default(), cell.and_then(|cell| cell.column_path.last().copied()));
    let column = column.unwrap_or_default();
    match sum.equation {
        EquationId::Balance => format!("“{column}”列：第一项＋第二项＝第三项（七）总计＋第四项"),
        EquationId::Outcomes => format!("“{column}”列：第三项（七）总计＝各办理结果之和"),
        EquationId::Applicants => format!("“{row}”行：总计＝各类申请人之和"),
        EquationId::Disputes => format!("“{}”：总计＝各种结果之和", group_name(cell)),
        _ => cell.map(FormCell::printed_name).unwrap_or_default(),
    }
}

/// The row's label, with the label over it where its own begins a count anew (`3.其他`).
fn row_name(cell: &FormCell) -> String {
    match cell.row_path.as_slice() {
        [.., group, label] if cell.key.table() == TableKey::Applications && cell.row_path.len() > 2 => {
            format!("{group}{label}")
        }
        [.., label] => (*label).to_owned(),
        [] => String::new(),
    }
}

fn group_name(cell: Option<&FormCell>) -> String {
    let path = cell.map(|cell| cell.column_path.as_slice()).unwrap_or_default();
    path.split_last().map(|(_, group)| group.join("·")).unwrap_or_default()
}
