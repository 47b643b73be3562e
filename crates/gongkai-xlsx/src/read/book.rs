//! The workbook: its sheets in order, and what their cells show.

use gongkai_core::characters::is_control;
use gongkai_core::document::{Inline, Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::workbook::{
    CellLook, Cells, Fill, Held, Moment, Rectangle, Stored, Styles, Workbook, parse_reference,
};

use super::dates;
use super::own::Own;
use super::sheet::{Sheet, Value};
use crate::number;

/// How many empty ruled cells of a sheet are kept.
const FRAMED_BLANKS: usize = 20_000;

/// A workbook that may safely be read.
pub(crate) struct Book<'a> {
    workbook: Workbook<'a>,
    /// Every defined name that is a rectangle of a sheet.
    pub(crate) names: Vec<(String, String, Rectangle)>,
}

impl<'a> Book<'a> {
    pub(crate) fn open(bytes: &'a [u8], meter: &mut Meter) -> Result<Self, ReadError> {
        let workbook = Workbook::open(bytes, meter)?;
        let names = workbook.names().iter().filter_map(|(name, formula)| {
            let (sheet, range) = parse_reference(formula)?;
            Some((name.clone(), sheet, range))
        });
        let names = names.collect();
        Ok(Self { workbook, names })
    }

    /// The names of the sheets in their order.
    pub(crate) fn sheet_names(&self) -> Vec<String> {
        self.workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// Whether the workbook has a worksheet of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.workbook.sheets().iter().any(|sheet| sheet.has_cells && sheet.name == name)
    }

    /// Reads a sheet, counted from 1; nothing for a chart.
    pub(crate) fn sheet(
        &mut self,
        number: usize,
        own: Option<&Own>,
        meter: &mut Meter,
        remarks: &mut Vec<Remark>,
    ) -> Result<Option<Sheet>, ReadError> {
        let Some(index) = number.checked_sub(1) else { return Ok(None) };
        let Some(entry) = self.workbook.sheets().get(index).cloned() else { return Ok(None) };
        if !entry.has_cells {
            let detail =
                format!("“{0}”是图表，没有单元格，没有读取 / “{0}” is a chart without cells, not read", entry.name);
            remarks.push(Remark::new(RemarkKind::Unknown, detail, Position::default().page(number)));
            return Ok(None);
        }
        let cells = self.workbook.cells(index, FRAMED_BLANKS, meter)?;
        let mut sheet = Sheet::new(number, entry.name.clone(), entry.hidden);
        sheet.put(cells.cells.iter().map(|(place, stored)| {
            let mut value = self.value(stored, cells.is_recoloured(*place));
            // In a workbook of this crate the faces of cells are known, so that what is bold was made so.
            if own.is_none() {
                value.is_bold_by_its_cell();
            }
            (*place, value)
        }));
        let uncomputed = cells.cells.iter().filter_map(|(place, stored)| Some((*place, stored.uncomputed.clone()?)));
        let uncomputed = uncomputed.collect();
        let concerns = |place| own.is_none_or(|own| own.concerns(&entry.name, place));
        let Cells { merges, hidden_rows, hidden_columns, pictures, boxes, .. } = cells;
        let over = super::sheet::Over { merges, hidden_rows, hidden_columns, pictures, boxes, uncomputed };
        sheet.finish(over, concerns, meter)?;
        Ok(Some(sheet))
    }

    /// What a cell shows.
    fn value(&self, stored: &Stored, recoloured: bool) -> Value {
        let styles = self.workbook.styles();
        let mut look = styles.look(stored.style);
        if recoloured {
            look.fill = Fill::Unknown;
        }
        let mut value = Value {
            ruled: look.framed,
            picture: stored.picture,
            contradicted: stored.contradicted,
            ..Value::default()
        };
        match &stored.held {
            Held::Nothing => {}
            Held::Number(digits) => number(&mut value, digits, look, styles),
            Held::Shared(text) => {
                value.take(
                    self.workbook
                        .string(*text)
                        .map(|text| text.inline(look, stored.link.as_deref()))
                        .unwrap_or_default(),
                );
            }
            Held::Text(text) => value.take(text.inline(look, stored.link.as_deref())),
            Held::Truth(truth) => value.take(Inline::plain(if *truth { "TRUE" } else { "FALSE" })),
            Held::Day(day) => value.take(Inline::plain(day.trim_end_matches("T00:00:00"))),
            Held::Error(error) => value.take(Inline::plain(error.as_str())),
        }
        // Texts were told apart run by run: LibreOffice gives a cell the look of its first run.
        let told_by_runs = matches!(&stored.held, Held::Shared(_) | Held::Text(_));
        if (look.struck || look.is_lost()) && !told_by_runs && !value.text.is_empty() {
            let text = std::mem::take(&mut value.text);
            (value.hidden, value.number) = (None, None);
            if look.struck { value.struck.push(text) } else { value.unseen.push(text) }
        }
        if value.text.contains(is_control) {
            value.text = value.text.replace(is_control, "\u{FFFD}");
        }
        if let Some(address) = &stored.link {
            value.link(address);
        }
        value
    }
}

/// A stored number as its format shows it.
fn number(value: &mut Value, digits: &str, look: CellLook, styles: &Styles) {
    let code = styles.code(look.format);
    if styles.is_date(look.format)
        && let Ok(stored) = digits.parse::<f64>()
        && let Some(moment) = Moment::of(stored, styles.has_1904_epoch())
    {
        value.text = dates::show(moment, stored, code);
        return;
    }
    let Some(stored) = number::stored(digits) else {
        value.text = digits.to_owned();
        return;
    };
    let shown = number::show_number(stored, code);
    (value.text, value.hidden, value.number) = (shown.text, shown.hidden, Some(stored));
    if number::is_long(digits) {
        value.hidden.get_or_insert_with(|| "15 位有效数字".to_owned());
    }
}
