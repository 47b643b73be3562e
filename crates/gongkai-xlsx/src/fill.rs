//! Filling in: figures put into the cells of somebody's own workbook, with formulas, formats and all else as they are.

use gongkai_core::Within;
use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::Cell;
use gongkai_core::characters::is_control;
use gongkai_core::document::{Position, cell_name};
use gongkai_core::format::{Limits, Meter, ReadError, WriteError};
use gongkai_core::words::InWords as _;
use gongkai_opc::workbook::{Place, Workbook, parse};
use gongkai_opc::{Node, Package, PackageEdit, PackageKind, XmlReader};
use quick_xml::escape::escape;

use crate::read::position;

/// Changes to a workbook, gathered and then made at once.
///
/// A cell that holds a formula keeps it: what is put there is its result until the workbook is calculated again.
///
/// ```
/// use gongkai_core::format::{Limits, Reader, Writer};
/// use gongkai_core::{Cell, Organ, Report, Year, compose};
/// use gongkai_xlsx::{WorkbookFilling, XlsxReader, XlsxWriter};
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let template = XlsxWriter::new().write(&compose(&report))?.bytes;
/// let limits = Limits::default();
/// let read = XlsxReader::new().read(&template, &limits)?;
/// let cell = read.tables().find_map(|table| table.at(2, 1)).expect("a cell for a figure");
/// let mut filling = WorkbookFilling::default();
/// filling.set_cell(cell.position, &Cell::from(42));
/// let filled = filling.finish(&template, &limits)?;
/// assert!(filled.lost.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct WorkbookFilling {
    /// What goes into which cell, by sheet from 1, row and column from 0.
    sheets: BTreeMap<usize, BTreeMap<Place, Cell>>,
    nowhere: Vec<Position>,
}

/// A workbook that was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FilledWorkbook {
    /// The file; parts of other sheets hold the bytes that they held.
    pub bytes: Vec<u8>,
    /// The places whose formulas were kept, with their sheets' numbers.
    pub formulas: Vec<Position>,
    /// The places that the workbook does not have.
    pub lost: Vec<Position>,
}

impl WorkbookFilling {
    /// Puts into a cell what a report states.
    pub fn set_cell(&mut self, position: Position, cell: &Cell) {
        let place = || Some((position.table_row?.checked_sub(1)?, position.table_column?.checked_sub(1)?));
        match (position.page.and_then(|page| usize::try_from(page).ok()), place()) {
            (Some(sheet), Some(place)) => {
                self.sheets.entry(sheet).or_default().insert(place, cell.clone());
            }
            _ => self.nowhere.push(position),
        }
    }

    /// The workbook with the changes made.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when the file cannot be unpacked, read or packed.
    pub fn finish(self, template: &[u8], limits: &Limits) -> Result<FilledWorkbook, WriteError> {
        let failed = |error: ReadError| WriteError::Failed { format: "XLSX", detail: error.in_words() };
        let workbook = Workbook::open(template, &mut Meter::new(limits)).map_err(failed)?;
        let mut parts: BTreeMap<String, (usize, BTreeMap<Place, Cell>)> = BTreeMap::new();
        let mut lost = self.nowhere;
        for (number, cells) in self.sheets {
            let part = number.checked_sub(1).and_then(|index| workbook.sheets().get(index)?.part());
            match part {
                Some(part) => {
                    parts.insert(part.to_owned(), (number, cells));
                }
                None => lost.extend(cells.into_keys().map(|place| position(number, place))),
            }
        }
        let mut package = Package::open(template, PackageKind::Spreadsheet, limits).map_err(failed)?;
        let (mut edit, mut formulas) = (PackageEdit::default(), Vec::new());
        for (name, (number, cells)) in parts {
            let Some(text) = package.xml_part(&name).map_err(failed)? else {
                lost.extend(cells.into_keys().map(|place| position(number, place)));
                continue;
            };
            let (text, kept) = sheet(&text, &name, cells, limits).map_err(failed)?;
            formulas.extend(kept.into_iter().map(|place| position(number, place)));
            edit.put(name, text);
        }
        Ok(FilledWorkbook { bytes: edit.apply(template)?, formulas, lost })
    }
}

/// A sheet's part in the making.
struct Making<'t> {
    text: &'t str,
    out: String,
    /// Up to where the text is in `out`.
    done: usize,
    prefix: &'t str,
    cells: BTreeMap<Place, Cell>,
    formulas: BTreeSet<Place>,
}

/// The part of a sheet with these cells, and the cells whose formulas stayed.
fn sheet(
    text: &str,
    part: &str,
    cells: BTreeMap<Place, Cell>,
    limits: &Limits,
) -> Result<(String, BTreeSet<Place>), ReadError> {
    let mut xml = XmlReader::new(text, part, limits);
    let mut making =
        Making { text, out: String::with_capacity(text.len()), done: 0, prefix: "", cells, formulas: BTreeSet::new() };
    loop {
        match xml.node()? {
            Node::Open(element) if element.name() == "sheetData" => {
                making.prefix = prefix(text.within(xml.begun()..));
                let (begun, inside) = (xml.begun(), xml.position());
                making.expand(begun, inside, "sheetData");
                let mut next = 0_u32;
                loop {
                    let at = xml.position();
                    match xml.node()? {
                        Node::Open(element) if element.name() == "row" => {
                            let stated = element.attribute("r")?.and_then(|row| row.trim().parse::<u32>().ok());
                            let row = stated.and_then(|row| row.checked_sub(1)).unwrap_or(next);
                            next = row.saturating_add(1);
                            making.rows_before(xml.begun(), row);
                            in_row(&mut xml, &mut making, row)?;
                        }
                        Node::Open(_) => xml.skip()?,
                        Node::Close | Node::End => {
                            making.rows_before(at, u32::MAX);
                            break;
                        }
                        Node::Text(_) => {}
                    }
                }
            }
            Node::End => break,
            _ => {}
        }
    }
    making.copy_to(text.len());
    Ok((making.out, making.formulas))
}

/// Reads a row's cells, and puts in those that it is to have.
fn in_row(xml: &mut XmlReader<'_>, making: &mut Making<'_>, row: u32) -> Result<(), ReadError> {
    let (begun, inside) = (xml.begun(), xml.position());
    if making.cells.range((row, 0)..=(row, u32::MAX)).next().is_none() {
        return xml.skip();
    }
    making.expand(begun, inside, "row");
    let mut next = 0_u32;
    loop {
        let at = xml.position();
        match xml.node()? {
            Node::Open(element) if element.name() == "c" => {
                let begun = xml.begun();
                let place = element.attribute("r")?.and_then(|name| parse(&name)).unwrap_or((row, next));
                next = place.1.saturating_add(1);
                let style = element.attribute("s")?.map(|style| style.into_owned());
                let mut formula = None;
                loop {
                    match xml.node()? {
                        Node::Open(inner) => {
                            let (is_formula, from) = (inner.name() == "f", xml.begun());
                            xml.skip()?;
                            if is_formula {
                                formula = Some(from..xml.position());
                            }
                        }
                        Node::Close | Node::End => break,
                        Node::Text(_) => {}
                    }
                }
                making.cells_before(begun, row, place.1);
                if let Some(cell) = making.cells.remove(&place) {
                    let formula = formula.and_then(|range| making.text.get(range)).unwrap_or_default();
                    if !formula.is_empty() {
                        making.formulas.insert(place);
                    }
                    making.copy_to(begun);
                    let made = element_of(making.prefix, place, style.as_deref(), formula, &cell);
                    making.out.push_str(&made);
                    making.done = xml.position();
                }
            }
            Node::Open(_) => xml.skip()?,
            Node::Close | Node::End => {
                making.cells_before(at, row, u32::MAX);
                return Ok(());
            }
            Node::Text(_) => {}
        }
    }
}

impl Making<'_> {
    fn copy_to(&mut self, end: usize) {
        self.out.push_str(self.text.within(self.done..end));
        self.done = self.done.max(end);
    }

    /// Copies a start tag; one of an element that is written as empty is opened, and closed where its end is met.
    fn expand(&mut self, begun: usize, inside: usize, name: &str) {
        let tag = self.text.within(begun..inside);
        if let Some(open) = tag.strip_suffix("/>") {
            self.copy_to(begun);
            self.out.push_str(&format!("{open}></{}{name}>", self.prefix));
            self.done = inside;
        } else {
            self.copy_to(inside);
        }
    }

    /// Puts in the cells of a row that come before a column.
    fn cells_before(&mut self, at: usize, row: u32, column: u32) {
        let due: Vec<Place> = self.cells.range((row, 0)..(row, column)).map(|(place, _)| *place).collect();
        let made: String = due
            .into_iter()
            .filter_map(|place| Some(element_of(self.prefix, place, None, "", &self.cells.remove(&place)?)))
            .collect();
        self.insert(at, &made, "row");
    }

    /// Puts in the rows that come before a row and that the sheet does not have.
    fn rows_before(&mut self, at: usize, row: u32) {
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        let due: Vec<Place> = self.cells.range(..(row, 0)).map(|(place, _)| *place).collect();
        for place in due {
            if let Some(cell) = self.cells.remove(&place) {
                rows.entry(place.0).or_default().push_str(&element_of(self.prefix, place, None, "", &cell));
            }
        }
        let prefix = self.prefix;
        let made: String = rows
            .into_iter()
            .map(|(row, cells)| format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", row.saturating_add(1)))
            .collect();
        self.insert(at, &made, "sheetData");
    }

    /// Puts elements in before a byte of the text; within an element that was written as empty, before its end.
    fn insert(&mut self, at: usize, made: &str, within: &str) {
        if made.is_empty() {
            return;
        }
        self.copy_to(at);
        let end = format!("</{}{within}>", self.prefix);
        match self.out.strip_suffix(end.as_str()).map(str::len) {
            // The element was just opened and closed, so that its end stands in front of here.
            Some(length) if self.done == at && self.text.get(..at).is_some_and(|text| text.ends_with("/>")) => {
                self.out.truncate(length);
                self.out.push_str(made);
                self.out.push_str(&end);
            }
            _ => self.out.push_str(made),
        }
    }
}

/// The element of a cell: a number as a number, all else as text in the cell itself.
fn element_of(prefix: &str, place: Place, style: Option<&str>, formula: &str, cell: &Cell) -> String {
    let name = cell_name(place.0, place.1);
    let style = style.map(|style| format!(" s=\"{}\"", escape(style))).unwrap_or_default();
    let plain = cell.number().filter(|number| number.to_string() == cell.printed());
    match (plain, cell) {
        (Some(number), _) => {
            format!("<{prefix}c r=\"{name}\"{style}>{formula}<{prefix}v>{number}</{prefix}v></{prefix}c>")
        }
        (None, Cell::Blank) => format!("<{prefix}c r=\"{name}\"{style}/>"),
        (None, cell) if formula.is_empty() => {
            let shown: String = cell.printed().chars().filter(|&c| !is_control(c)).collect();
            let text = escape(shown.as_str());
            format!(
                "<{prefix}c r=\"{name}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
            )
        }
        (None, cell) => {
            let shown: String = cell.printed().chars().filter(|&c| !is_control(c)).collect();
            format!(
                "<{prefix}c r=\"{name}\"{style} t=\"str\">{formula}<{prefix}v>{}</{prefix}v></{prefix}c>",
                escape(shown.as_str())
            )
        }
    }
}

/// The prefix of the element that a text begins with, with its colon.
fn prefix(text: &str) -> &str {
    let name = text.trim_start_matches('<').split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
    name.rfind(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, cells: &[(&str, &str)]) -> (String, usize) {
        let cells = cells.iter().map(|(name, text)| (parse(name).unwrap(), Cell::parse(text))).collect();
        let (text, formulas) = sheet(text, "sheet1.xml", cells, &Limits::default()).unwrap();
        (text, formulas.len())
    }

    #[test]
    fn cells_are_replaced_and_put_in_where_they_belong() {
        let text = "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" s=\"5\" t=\"s\"><v>7</v></c><c r=\"D2\"><f>B2+C2</f><v>0</v></c></row>\
            <row r=\"4\"/></sheetData><pageMargins/></worksheet>";
        let cells = [("B2", "12"), ("C2", "不适用"), ("D2", "12"), ("A4", "3"), ("B3", "1"), ("C9", "—")];
        let (made, formulas) = filled(text, &cells);
        assert_eq!(
            made,
            "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" s=\"5\"><v>12</v></c>\
             <c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">不适用</t></is></c>\
             <c r=\"D2\"><f>B2+C2</f><v>12</v></c></row><row r=\"3\"><c r=\"B3\"><v>1</v></c></row>\
             <row r=\"4\"><c r=\"A4\"><v>3</v></c></row>\
             <row r=\"9\"><c r=\"C9\" t=\"inlineStr\"><is><t xml:space=\"preserve\">—</t></is></c></row></sheetData>\
             <pageMargins/></worksheet>"
        );
        assert_eq!(formulas, 1);
    }

    #[test]
    fn an_empty_sheet_gets_rows() {
        let (made, _) = filled("<x:worksheet><x:sheetData/></x:worksheet>", &[("A1", "1")]);
        assert_eq!(
            made,
            "<x:worksheet><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        );
    }

    #[test]
    fn what_is_not_touched_stays_byte_for_byte() {
        let text = "<?xml version=\"1.0\"?>\n<worksheet ><sheetData>\n <row r='1' ><c r='A1'><v>1</v></c>\t</row >\n</sheetData></worksheet>";
        assert_eq!(filled(text, &[]).0, text);
    }
}
