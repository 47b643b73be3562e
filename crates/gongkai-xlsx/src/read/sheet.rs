//! One sheet: its cells by place, and the regions that they make with its merges.

use std::collections::BTreeMap;

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::ReadError;

use super::Budget;
use super::place::{Place, name};
use super::raw::Raw;
use super::regions::{self, Region};
use crate::number::Shown;

/// At most this many cells are named in a remark.
const MOST_NAMED: usize = 5;

/// A sheet as read.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Its number in the workbook, from 1.
    pub(crate) number: usize,
    pub(crate) name: String,
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
    /// Whether the cell has a frame.
    pub(crate) ruled: bool,
}

impl Value {
    pub(crate) fn number(&mut self, shown: Shown) {
        self.text = shown.text;
        self.hidden = shown.hidden;
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
    }
}

impl Sheet {
    pub(crate) fn new(number: usize, name: String) -> Self {
        Self { number, name, cells: BTreeMap::new(), ruled_left: 20_000, regions: Vec::new() }
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

    /// Puts merges to the cells, and says what the sheet shows otherwise than it is read.
    pub(crate) fn finish(&mut self, raw: Raw, budget: &mut Budget, remarks: &mut Vec<Remark>) -> Result<(), ReadError> {
        for (place, error) in &raw.errors {
            let value = Value { text: error.clone(), ..Value::default() };
            self.put(*place, value, budget)?;
        }
        let at = Position::default().page(self.number);
        let remark = |kind, what: &str, places: &[Place]| {
            let position = places.first().map_or(at, |place| position(self.number, *place));
            let named: Vec<String> = places.iter().take(MOST_NAMED).map(|place| name(*place)).collect();
            let more = if places.len() > MOST_NAMED { format!("等 {} 格", places.len()) } else { String::new() };
            let detail = format!("工作表“{}”{}{more}{what}", self.name, named.join("、"));
            (!places.is_empty()).then(|| Remark::new(kind, detail, position))
        };
        let shown = |wanted: &dyn Fn(&Place, &Value) -> bool| -> Vec<Place> {
            let filled = self.cells.iter().filter(|(_, value)| !value.text.is_empty());
            filled.filter(|(place, value)| wanted(place, value)).map(|(place, _)| *place).collect()
        };
        let computed: Vec<Place> = raw.uncomputed.keys().copied().collect();
        let uncomputed = "的公式没有保存计算结果，按公式文字读取；请用 Excel、WPS 或 LibreOffice 打开并保存后再读";
        let rounded = shown(&|_, value| value.hidden.is_some());
        let rows = shown(&|place, _| raw.hidden_rows.contains(&place.0));
        let columns = shown(&|place, _| raw.hides_column(place.1));
        remarks.extend(remark(RemarkKind::ShownOtherwise, uncomputed, &computed));
        let format = "的数字格式会隐藏或舍入数字，按保存的数字读取";
        remarks.extend(remark(RemarkKind::ShownOtherwise, format, &rounded));
        remarks.extend(remark(RemarkKind::Hidden, "在隐藏的行里，已读取", &rows));
        remarks.extend(remark(RemarkKind::Hidden, "在隐藏的列里，已读取", &columns));
        let (regions, covered) = regions::of(std::mem::take(&mut self.cells), raw.merges);
        let under = "被合并单元格盖住，不显示，没有读取";
        remarks.extend(remark(RemarkKind::NotShown, under, &covered));
        self.regions = regions;
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
