//! The cells of a sheet, and what lies over them.

use gongkai_compound::Bytes;
use gongkai_core::Within;
use gongkai_core::document::cell_name;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;

use crate::formula;
use crate::globals::SheetEntry;
use crate::links;
use crate::records::{self, Record};
use crate::strings::Reader;

/// Row and column of a cell, from 0.
type Place = (u16, u16);

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
enum Held {
    Nothing,
    Number(f64),
    Shared(u32),
    Text(String),
    Truth(bool),
    Error(&'static str),
}

/// A cell.
#[derive(Debug)]
struct Cell {
    place: Place,
    style: u16,
    held: Held,
    /// Its formula, where it has one; perhaps empty, where it is more than a sum.
    formula: Option<String>,
}

/// Something that lies over the cells.
#[derive(Debug, Default)]
struct Anchored {
    /// Column, its offset, row, its offset: of the upper left and of the lower right corner.
    corners: [u16; 8],
    picture: bool,
    text: String,
}

/// A sheet as it was read.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    cells: Vec<Cell>,
    merges: Vec<[u16; 4]>,
    /// Areas whose colours change with their values.
    recoloured: Vec<[u16; 4]>,
    hidden_rows: Vec<u16>,
    hidden_columns: Vec<(u16, u16)>,
    links: Vec<(Place, String)>,
    over: Vec<Anchored>,
    /// Whether the last formula waits for its text.
    waiting: bool,
}

/// How the anchor of something drawn begins: its kind and its length.
const ANCHOR: [u8; 8] = [0, 0, 0x10, 0xf0, 0x12, 0, 0, 0];

/// A cell's record that ends before what the cell holds: nothing may be taken for blank in its place.
fn cut_short() -> ReadError {
    ReadError::damaged("单元格的记录不完整 / a cell's record is cut short")
}

impl Sheet {
    pub(crate) fn read(stream: &[u8], entry: &SheetEntry, meter: &mut Meter) -> Result<Self, ReadError> {
        let damaged =
            || ReadError::damaged(format!("工作表“{}”不完整 / the records of a sheet are cut short", entry.name));
        let mut sheet = Self::default();
        let mut records = records::from(stream, entry.at);
        records.next().filter(|record| record.number == records::BEGIN).ok_or_else(damaged)?;
        let (mut depth, mut ended) = (1_usize, false);
        for record in records {
            record.count(meter)?;
            match record.number {
                records::BEGIN => depth += 1,
                records::END => {
                    depth = depth.saturating_sub(1);
                    ended = depth == 0;
                }
                // A chart among the cells has records of its own.
                _ if depth == 1 => sheet.take(&record, meter)?,
                _ => {}
            }
        }
        if ended { Ok(sheet) } else { Err(damaged()) }
    }

    fn take(&mut self, record: &Record<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        let data = record.data;
        let (first, second) = (data.u16(0), data.u16(2));
        let (Some(first), Some(second)) = (first, second) else { return Ok(()) };
        let (place, style) = ((first, second), data.u16(4).unwrap_or(0));
        match record.number {
            0x0201 => self.keep(place, style, Held::Nothing, meter)?,
            0xbe => {
                for (column, at) in (second..=u16::MAX).zip((4..data.len().saturating_sub(2)).step_by(2)) {
                    self.keep((first, column), data.u16(at).unwrap_or(0), Held::Nothing, meter)?;
                }
            }
            0x0203 => {
                let number = data.f64(6).ok_or_else(cut_short)?;
                self.keep(place, style, Held::Number(number), meter)?;
            }
            0x027e => {
                let number = data.u32(6).ok_or_else(cut_short)?;
                self.keep(place, style, Held::Number(short_number(number)), meter)?;
            }
            0xbd => {
                for (column, at) in (second..=u16::MAX).zip((4..data.len().saturating_sub(6)).step_by(6)) {
                    if let (Some(style), Some(number)) = (data.u16(at), data.u32(at + 2)) {
                        self.keep((first, column), style, Held::Number(short_number(number)), meter)?;
                    }
                }
            }
            0xfd => {
                let number = data.u32(6).ok_or_else(cut_short)?;
                self.keep(place, style, Held::Shared(number), meter)?;
            }
            0x0204 | 0xd6 => {
                let text = Reader::new(record, 6).text(meter)?.ok_or_else(cut_short)?.whole();
                self.keep(place, style, Held::Text(text), meter)?;
            }
            0x0205 => {
                let value = data.u8(6).ok_or_else(cut_short)?;
                let held = if data.u8(7) == Some(0) { Held::Truth(value != 0) } else { Held::Error(error(value)) };
                self.keep(place, style, held, meter)?;
            }
            0x06 => self.formula(place, style, data, meter)?,
            0x0207 => {
                let text = Reader::new(record, 0).text(meter)?.ok_or_else(cut_short)?.whole();
                if let (true, Some(cell)) = (std::mem::take(&mut self.waiting), self.cells.last_mut()) {
                    cell.held = Held::Text(text);
                }
            }
            0x0208 if data.u16(12).is_some_and(|bits| bits & 0x20 != 0) => {
                self.hidden_rows.push(first);
            }
            0x7d if data.u16(8).is_some_and(|bits| bits & 1 != 0) => {
                self.hidden_columns.push((first, second.min(u16::from(u8::MAX))));
            }
            0xe5 => {
                for at in (2..data.len().saturating_sub(7)).step_by(8) {
                    meter.places(1)?;
                    let range = [0, 2, 4, 6].map(|edge| data.u16(at + edge).unwrap_or(0));
                    self.merges.push(range);
                }
            }
            0x01b0 => {
                meter.places(1)?;
                self.recoloured.push([4, 6, 8, 10].map(|edge| data.u16(edge).unwrap_or(0)));
            }
            0x01b8 => {
                if let (Some(column), Some(address)) = (data.u16(4), links::address(data)) {
                    meter.characters(address.chars().count())?;
                    self.links.push(((first, column), address));
                }
            }
            0xec => self.anchors(record, meter)?,
            0x5d => {
                const PICTURE: u16 = 8;
                if let (Some(PICTURE), Some(over)) = (data.u16(4), self.over.last_mut()) {
                    over.picture = true;
                }
            }
            0x01b6 => {
                // The text of a box stands in the record that goes on with it.
                let (Some(length), [text, ..]) = (data.u16(10).map(usize::from), record.more.as_slice()) else {
                    return Ok(());
                };
                let record = Record { number: 0, data: *text, more: record.more.within(1..).to_vec() };
                let text = Reader::new(&record, 0).text_of(length, meter)?.ok_or_else(cut_short)?.whole();
                if let Some(over) = self.over.last_mut() {
                    over.text.push_str(&text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, place: Place, style: u16, held: Held, meter: &mut Meter) -> Result<(), ReadError> {
        match held {
            // A sheet may be formatted in advance far beyond what it holds.
            Held::Nothing => meter.nodes(1)?,
            _ => meter.cells(1)?,
        }
        self.waiting = false;
        self.cells.push(Cell { place, style, held, formula: None });
        Ok(())
    }

    fn formula(&mut self, place: Place, style: u16, data: Bytes<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        let written = data.u16(20).and_then(|length| formula::written(data.part(22, usize::from(length))?));
        let (value, kind) = (data.u8(8).unwrap_or(0), data.u8(6).unwrap_or(0));
        let marked = data.u16(12) == Some(u16::MAX);
        let held = match (marked, kind) {
            (false, _) => Held::Number(data.f64(6).ok_or_else(cut_short)?),
            (true, 1) => Held::Truth(value != 0),
            (true, 2) => Held::Error(error(value)),
            // A sum gives no text: what wrote the file did not work it out.
            (true, 3) if written.is_some() => Held::Nothing,
            (true, _) => Held::Text(String::new()),
        };
        self.keep(place, style, held, meter)?;
        self.waiting = marked && kind == 0;
        if let Some(cell) = self.cells.last_mut() {
            cell.formula = Some(written.unwrap_or_default());
        }
        Ok(())
    }

    /// Where what is drawn lies.
    fn anchors(&mut self, record: &Record<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        for part in std::iter::once(&record.data).chain(&record.more) {
            let mut rest = *part;
            while let Some(at) = rest.as_slice().windows(ANCHOR.len()).position(|bytes| bytes == ANCHOR) {
                meter.nodes(1)?;
                let anchor = rest.from(at + ANCHOR.len());
                let corners = [0, 1, 2, 3, 4, 5, 6, 7].map(|corner| anchor.u16(2 + corner * 2).unwrap_or(0));
                self.over.push(Anchored { corners, ..Anchored::default() });
                rest = anchor;
            }
        }
        Ok(())
    }

    /// Where the links lead, in their order.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.links.iter().map(|(_, address)| address.as_str())
    }

    /// The part of the sheet.
    pub(crate) fn part(&mut self, root: &[(&str, &str)], meter: &mut Meter) -> Result<String, ReadError> {
        let mut out = Markup::default();
        out.open("worksheet", root);
        if !self.hidden_columns.is_empty() {
            out.open("cols", &[]);
            for (first, last) in &self.hidden_columns {
                let [first, last] = [first, last].map(|column| (u32::from(*column) + 1).to_string());
                out.empty("col", &[("min", &first), ("max", &last), ("hidden", "1")]);
            }
            out.close();
        }
        out.open("sheetData", &[]);
        self.cells.sort_by_key(|cell| cell.place);
        self.hidden_rows.sort_unstable();
        self.hidden_rows.dedup();
        let mut hidden = self.hidden_rows.iter().copied().peekable();
        for row in self.cells.chunk_by(|a, b| a.place.0 == b.place.0) {
            let Some(number) = row.first().map(|cell| cell.place.0) else { continue };
            while let Some(above) = hidden.next_if(|above| *above < number) {
                out.empty("row", &[("r", &(u32::from(above) + 1).to_string()), ("hidden", "1")]);
            }
            let is_hidden = hidden.next_if_eq(&number).is_some();
            let number = (u32::from(number) + 1).to_string();
            out.open("row", &[("r", &number), ("hidden", if is_hidden { "1" } else { "0" })]);
            for cell in row {
                cell.write(&mut out);
                meter.fits(out.len())?;
            }
            out.close();
        }
        out.close();
        if !self.merges.is_empty() {
            out.open("mergeCells", &[]);
            for [top, bottom, left, right] in &self.merges {
                let range = format!("{}:{}", name((*top, *left)), name((*bottom, *right)));
                out.empty("mergeCell", &[("ref", &range)]);
            }
            out.close();
        }
        for [top, bottom, left, right] in &self.recoloured {
            let range = format!("{}:{}", name((*top, *left)), name((*bottom, *right)));
            out.empty("conditionalFormatting", &[("sqref", &range)]);
        }
        if !self.links.is_empty() {
            out.open("hyperlinks", &[]);
            for (index, (place, _)) in self.links.iter().enumerate() {
                out.empty("hyperlink", &[("ref", &name(*place)), ("r:id", &format!("l{index}"))]);
            }
            out.close();
        }
        meter.renewed(out.len())?;
        Ok(out.finish())
    }

    /// The part of what is drawn; nothing where nothing is that says something.
    pub(crate) fn drawing(&self, meter: &mut Meter) -> Result<Option<String>, ReadError> {
        let mut out = Markup::default();
        out.open(
            "xdr:wsDr",
            &[
                ("xmlns:xdr", "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"),
                ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
            ],
        );
        let begun = out.len();
        for over in self.over.iter().filter(|over| over.picture || !over.text.trim().is_empty()) {
            out.open("xdr:twoCellAnchor", &[]);
            let (from, to) = over.corners.split_at(4);
            for (corner, place) in [("xdr:from", from), ("xdr:to", to)] {
                out.open(corner, &[]);
                for (index, part) in ["xdr:col", "xdr:colOff", "xdr:row", "xdr:rowOff"].into_iter().enumerate() {
                    let number = place.get(index).copied().unwrap_or(0);
                    // Offsets are parts of the cell here, and lengths there: a fifth of a cell and more is in it.
                    let offset = if number > [0, 204, 0, 51].get(index).copied().unwrap_or(0) { "400000" } else { "0" };
                    out.open(part, &[]);
                    out.text(&if index % 2 == 1 { offset.to_owned() } else { number.to_string() });
                    out.close();
                }
                out.close();
            }
            if over.picture {
                out.empty("xdr:pic", &[]);
            }
            if !over.text.is_empty() {
                out.open("xdr:sp", &[]);
                for line in over.text.split('\n') {
                    out.open("a:p", &[]);
                    out.open("a:t", &[]);
                    out.text(line);
                    out.close();
                    out.close();
                }
                out.close();
            }
            out.close();
            meter.fits(out.len())?;
        }
        if out.len() == begun {
            return Ok(None);
        }
        meter.renewed(out.len())?;
        Ok(Some(out.finish()))
    }
}

impl Cell {
    fn write(&self, out: &mut Markup) {
        let (place, style) = (name(self.place), self.style.to_string());
        let (kind, value) = match &self.held {
            Held::Nothing => ("n", None),
            Held::Number(number) => ("n", Some(number.to_string())),
            Held::Shared(number) => ("s", Some(number.to_string())),
            Held::Text(text) => ("str", Some(text.clone())),
            Held::Truth(truth) => ("b", Some(if *truth { "1" } else { "0" }.to_owned())),
            Held::Error(error) => ("e", Some((*error).to_owned())),
        };
        out.open("c", &[("r", &place), ("s", &style), ("t", kind)]);
        if let Some(formula) = &self.formula {
            out.open("f", &[]);
            out.text(formula);
            out.close();
        }
        if let Some(value) = value {
            out.open("v", &[]);
            // The newer notation reads `_x0041_` as a character's number.
            out.text(&value.replace("_x", "_x005F_x"));
            out.close();
        }
        out.close();
    }
}

fn name((row, column): Place) -> String {
    cell_name(u32::from(row), u32::from(column))
}

/// A number in four bytes: whole or a double's upper half, perhaps a hundredth of it.
fn short_number(number: u32) -> f64 {
    let value = if number & 2 != 0 {
        f64::from(number.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(number & !3) << 32)
    };
    if number & 1 != 0 { value / 100.0 } else { value }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers() {
        let whole = |number: i32| (number << 2).cast_unsigned() | 2;
        for (number, value) in [
            (whole(13), 13.0),
            (whole(-5), -5.0),
            (whole(773_028) | 1, 7730.28),
            (0x3ff0_0000, 1.0),
            (0x4059_0001, 1.0),
        ] {
            assert!((short_number(number) - value).abs() < f64::EPSILON, "{number:x} {}", short_number(number));
        }
    }
}
