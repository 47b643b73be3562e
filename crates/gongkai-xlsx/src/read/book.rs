//! The workbook: its sheets in order, their parts, and its defined names.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use gongkai_core::Number;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Node, Package, PackageKind, XmlReader, vet, xml_text};

use super::own::Own;
use super::place::{Rectangle, parse_reference};
use super::raw::{self, Raw};
use super::sheet::{Sheet, Value};
use super::{Budget, dates};

/// A workbook that may safely be read.
pub(crate) struct Book<'a> {
    package: Package<'a>,
    values: Xlsx<Cursor<&'a [u8]>>,
    sheets: Vec<Entry>,
    limits: Limits,
    /// Every defined name that is a rectangle of a sheet.
    pub(crate) names: Vec<(String, String, Rectangle)>,
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    part: Option<String>,
    readable: bool,
    hidden: bool,
}

impl<'a> Book<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        vet(bytes, PackageKind::Spreadsheet, limits)?;
        let mut package = Package::open(bytes, PackageKind::Spreadsheet, limits)?;
        refuse_false_counts(&mut package, limits)?;
        let values = guarded("工作簿", || Xlsx::new(Cursor::new(bytes)))?;
        let main = package.main_part("xl/workbook.xml")?;
        let relationships = package.relationships(&main)?;
        let text = package.xml_part(&main)?.unwrap_or_default();
        let mut reader = XmlReader::new(&text, &main, limits);
        let mut parts = Vec::new();
        loop {
            match reader.node()? {
                Node::Open(element) if element.name() == "sheet" => {
                    let id = element.attribute("id")?.unwrap_or_default();
                    parts.push(relationships.part(&main, &id));
                }
                Node::End => break,
                _ => {}
            }
        }
        let listed = values.sheets_metadata().iter().zip(parts);
        let mut sheets: Vec<Entry> = Vec::new();
        for (sheet, part) in listed {
            // Sheets are asked for by their names, so a second one of a name could not be told apart.
            let twice = sheets.iter().any(|other| other.name == sheet.name);
            sheets.push(Entry {
                name: sheet.name.clone(),
                part,
                readable: sheet.typ == SheetType::WorkSheet && !twice,
                hidden: sheet.visible != SheetVisible::Visible,
            });
        }
        let names = values.defined_names().iter().filter_map(|(name, formula)| {
            let (sheet, range) = parse_reference(formula)?;
            Some((name.clone(), sheet, range))
        });
        let names = names.collect();
        Ok(Self { package, values, sheets, limits: limits.clone(), names })
    }

    /// How many sheets the workbook lists.
    pub(crate) fn len(&self) -> usize {
        self.sheets.len()
    }

    /// Whether the workbook has a worksheet of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sheets.iter().any(|sheet| sheet.readable && sheet.name == name)
    }

    /// Reads a sheet, counted from 1; nothing for a chart.
    pub(crate) fn sheet(
        &mut self,
        number: usize,
        own: Option<&Own>,
        budget: &mut Budget,
        remarks: &mut Vec<Remark>,
    ) -> Result<Option<Sheet>, ReadError> {
        let Some(entry) = number.checked_sub(1).and_then(|index| self.sheets.get(index)) else { return Ok(None) };
        if !entry.readable {
            let detail = format!("工作表“{}”不是普通工作表或与另一个工作表同名，没有读取", entry.name);
            remarks.push(Remark::new(RemarkKind::Unknown, detail, Position::default().page(number)));
            return Ok(None);
        }
        let part = entry.part.clone().unwrap_or_default();
        let Some(text) = self.package.xml_part(&part)? else {
            return Err(ReadError::damaged(format!("缺少工作表“{}”的部件 / a sheet's part is missing", entry.name)));
        };
        let raw = raw::read(&text, &part, &self.limits)?;
        drop(text);
        let name = entry.name.clone();
        let mut sheet = Sheet::new(number, name.clone(), entry.hidden);
        let cells = guarded(&name, || values(&mut self.values, &name, &raw, &mut sheet, budget))?;
        cells?;
        let concerns = |place| own.is_none_or(|own| own.concerns(&name, place));
        sheet.finish(raw, concerns, budget)?;
        Ok(Some(sheet))
    }
}

/// Shared strings announce how many they are, and the library that reads them believes it and makes room.
fn refuse_false_counts(package: &mut Package<'_>, limits: &Limits) -> Result<(), ReadError> {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")) {
        let Some(bytes) = package.part(name)? else { continue };
        let size = bytes.len();
        let text = xml_text(bytes, name)?;
        let mut reader = XmlReader::new(&text, name, limits);
        if let Node::Open(element) = reader.node()? {
            let count = element.attribute("uniqueCount")?.and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
            if usize::try_from(count).map_or(true, |count| count > size) {
                return Err(ReadError::damaged(format!("{name}：字符串个数与内容不符 / a false count of strings")));
            }
        }
    }
    Ok(())
}

/// Calls the library that reads values. It is careful, but not proven never to panic on a damaged file, and one bad
/// file among hundreds must not end the run.
fn guarded<T>(what: &str, read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, ReadError> {
    let damaged = |detail: String| ReadError::damaged(format!("{what}：{detail}"));
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(XlsxError::Password)) => Err(ReadError::Encrypted),
        Ok(Err(error)) => Err(damaged(error.to_string())),
        Err(_) => Err(damaged("内容无法理解 / not understood".to_owned())),
    }
}

/// Reads the values of a sheet.
fn values(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    raw: &Raw,
    sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<Result<(), ReadError>, XlsxError> {
    let mut cells = book.worksheet_cells_reader(name)?;
    let styles: Vec<Look> = cells.styles().iter().map(Look::of).collect();
    let plain = Look::default();
    loop {
        let (cell, style) = match cells.next_cell_with_style_id() {
            Ok(Some(read)) => read,
            Ok(None) => return Ok(Ok(())),
            // An error that the library does not know (#SPILL!); the raw reading has its text.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(error),
        };
        let look = styles.get(style).unwrap_or(&plain);
        let place = cell.get_position();
        let mut value = Value { ruled: look.ruled, ..Value::default() };
        match cell.get_value() {
            DataRef::Empty => {}
            DataRef::String(text) => value.text.clone_from(text),
            DataRef::SharedString(text) => value.text = (*text).to_owned(),
            DataRef::Float(float) => value.set_number(*float, &look.code),
            DataRef::Int(whole) => {
                value.text = whole.to_string();
                value.number = Some(Number::from(*whole));
            }
            DataRef::Bool(truth) => value.text = if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            DataRef::DateTime(date) => value.text = dates::show(date, &look.code, look.id),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => value.text.clone_from(text),
            DataRef::Error(error) => value.text = error.to_string(),
        }
        if let Some(formula) = raw.uncomputed.get(&place) {
            value.text.clone_from(formula);
        }
        if let Err(error) = sheet.put(place, value, budget) {
            return Ok(Err(error));
        }
    }
}

/// What a cell's style says of how it is shown.
#[derive(Debug, Default)]
struct Look {
    code: String,
    id: Option<u32>,
    /// Whether the cell has a visible frame, and so belongs to a table even when it is empty.
    ruled: bool,
}

impl Look {
    fn of(style: &Style) -> Self {
        let format = style.number_format.as_ref();
        Self {
            code: format.map(|format| format.format_code.clone()).unwrap_or_default(),
            id: format.and_then(|format| format.format_id),
            ruled: style.borders.as_ref().is_some_and(calamine::Borders::has_visible_borders),
        }
    }
}
