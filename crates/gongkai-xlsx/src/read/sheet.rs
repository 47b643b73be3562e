//! One sheet: its cells by place, and the regions that they make with its merges.

use std::collections::BTreeMap;

use gongkai_core::Number;
use gongkai_core::characters::is_blank;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::ReadError;

use super::Budget;
use super::place::{Place, name};
use super::raw::Raw;
use super::regions::{self, Region};
use super::sums;
use crate::number;

/// At most this many cells are named in a remark.
const MOST_NAMED: usize = 5;

/// A sheet as read.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Its number in the workbook, from 1.
    pub(crate) number: usize,
    pub(crate) name: String,
    /// Whether the program does not show it.
    pub(crate) hidden: bool,
    /// What it shows otherwise than it is read.
    pub(crate) remarks: Vec<Remark>,
    cells: BTreeMap<Place, Value>,
    /// How many empty ruled cells may still be kept.
    ruled_left: usize,
    regions: Vec<Region>,
}

/// A cell's value as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    /// What the program shows instead, where it shows the number otherwise.
    pub(crate) hidden: Option<String>,
    /// The number, where the cell holds one and not text that looks like one.
    pub(crate) number: Option<Number>,
    /// Whether the cell has a frame.
    pub(crate) ruled: bool,
}

impl Value {
    /// Keeps a stored number and how it is shown.
    pub(crate) fn set_number(&mut self, stored: f64, code: &str) {
        let shown = number::show(stored, code);
        (self.text, self.hidden, self.number) = (shown.text, shown.hidden, number::decimal(stored));
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank)
    }
}

impl Sheet {
    pub(crate) fn new(number: usize, name: String, hidden: bool) -> Self {
        let (cells, remarks, regions) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { number, name, hidden, remarks, cells, ruled_left: 20_000, regions }
    }

    /// Keeps a cell that shows something. Empty cells are kept while they are ruled, because a form's empty cells are
    /// blanks of the report; a whole sheet formatted in advance is not.
    pub(crate) fn put(&mut self, place: Place, value: Value, budget: &mut Budget) -> Result<(), ReadError> {
        if value.is_blank() {
            if value.ruled && self.ruled_left > 0 {
                self.ruled_left -= 1;
                self.cells.entry(place).or_insert(Value { text: String::new(), ..value });
            }
            return Ok(());
        }
        budget.cell(&value.text)?;
        self.cells.insert(place, value);
        Ok(())
    }

    /// Puts merges to the cells, and remarks what the sheet shows otherwise than it is read. Nothing is remarked of
    /// cells that do not concern the document.
    pub(crate) fn finish(
        &mut self,
        raw: Raw,
        concerns: impl Fn(Place) -> bool,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        for (place, error) in &raw.errors {
            let ruled = self.cells.get(place).is_some_and(|value| value.ruled);
            self.put(*place, Value { text: error.clone(), ruled, ..Value::default() }, budget)?;
        }
        let worked_out = sums::work_out(&self.cells, &raw.uncomputed);
        for (place, sum) in &worked_out {
            if let Some(value) = self.cells.get_mut(place) {
                value.text = sum.map(|sum| sum.to_string()).unwrap_or_default();
            }
        }
        let (added, left): (Vec<Place>, Vec<Place>) =
            raw.uncomputed.keys().copied().partition(|place| worked_out.contains_key(place));
        for place in &left {
            if let Some(value) = self.cells.get_mut(place) {
                // The result is not in the file, and the formula's text is not what the cell shows.
                value.text.insert(0, char::REPLACEMENT_CHARACTER);
            }
        }
        let shown = |wanted: &dyn Fn(&Place, &Value) -> bool| -> Vec<Place> {
            let filled = self.cells.iter().filter(|(_, value)| !value.text.is_empty());
            filled.filter(|(place, value)| wanted(place, value)).map(|(place, _)| *place).collect()
        };
        let rounded = shown(&|_, value| value.hidden.is_some());
        let rows = shown(&|place, _| raw.hidden_rows.contains(&place.0));
        let columns = shown(&|place, _| raw.hides_column(place.1));
        let (regions, covered) = regions::of(std::mem::take(&mut self.cells), raw.merges);
        self.regions = regions;
        use RemarkKind::{Hidden, NotShown, ShownOtherwise};
        for (kind, places, what) in [
            (ShownOtherwise, added, "的求和公式没有保存计算结果，已按公式求和"),
            (ShownOtherwise, left, "的公式没有保存计算结果，没有读取；请用 Excel、WPS 或 LibreOffice 打开并保存后再读"),
            (ShownOtherwise, rounded, "的数字格式会隐藏或舍入数字，按保存的数字读取"),
            (Hidden, rows, "在隐藏的行里，已读取"),
            (Hidden, columns, "在隐藏的列里，已读取"),
            (NotShown, covered, "被合并单元格盖住，不显示，没有读取"),
        ] {
            let places: Vec<Place> = places.into_iter().filter(|&place| concerns(place)).collect();
            let Some(&first) = places.first() else { continue };
            let named: Vec<String> = places.iter().take(MOST_NAMED).map(|place| name(*place)).collect();
            let more = if places.len() > MOST_NAMED { format!("等 {} 格", places.len()) } else { String::new() };
            let detail = format!("工作表“{}”{}{more}{what}", self.name, named.join("、"));
            self.remarks.push(Remark::new(kind, detail, position(self.number, first)));
        }
        Ok(())
    }

    /// The regions of the sheet by row and column.
    pub(crate) fn regions(&self) -> &[Region] {
        &self.regions
    }
}

/// Where a cell stands.
pub(crate) fn position(sheet: usize, (row, column): Place) -> Position {
    let number = |n: u32| usize::try_from(n).unwrap_or(usize::MAX).saturating_add(1);
    Position::default().page(sheet).table_row(number(row)).table_column(number(column))
}
