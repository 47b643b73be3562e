//! The rows of a list: of a workbook, of CSV, of plain text.

use gongkai_core::document::Position;
use gongkai_core::format::{FileKind, Limits, Meter, ReadError};
use gongkai_core::words::InWords as _;
use gongkai_opc::workbook::{Held, Rich, Workbook};

use crate::PolicyError;

/// A row of a list with its line in the file, counted from 1.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// The rows of a list, whatever it is.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<Row>, PolicyError> {
    // What stands behind # is no name.
    let cells = |line: &str| {
        let line = line.split('#').next().unwrap_or_default();
        line.split([',', '\t']).map(|cell| cell.trim().to_owned()).collect()
    };
    rows_of(bytes, cells)
}

/// The rows of a list whose lines of plain text are each one cell: a mark that parts others may stand within what it holds.
pub(super) fn whole_lines(bytes: &[u8]) -> Result<Vec<Row>, PolicyError> {
    rows_of(bytes, |line| vec![line.trim().to_owned()])
}

fn rows_of(bytes: &[u8], cells: impl Fn(&str) -> Vec<String>) -> Result<Vec<Row>, PolicyError> {
    let read = if FileKind::of(bytes) == Some(FileKind::Zip) { of_workbook(bytes) } else { of_text(bytes, cells) };
    read.map_err(|error| PolicyError { message: error.in_words(), position: Position::default() })
}

fn of_text(bytes: &[u8], cells: impl Fn(&str) -> Vec<String>) -> Result<Vec<Row>, ReadError> {
    let limits = Limits::default();
    limits.admit(bytes)?;
    let text = gongkai_encoding::decode(bytes, "名单 / a list")?;
    let mut meter = Meter::new(&limits);
    meter.places(text.bytes().filter(|byte| matches!(byte, b',' | b'\t' | b'\n')).count())?;
    if text.lines().any(|line| line.contains('"')) {
        return of_csv(&text, &mut meter);
    }
    let of_line = |(index, line): (usize, &str)| Row { line: index + 1, cells: cells(line) };
    Ok(text.lines().enumerate().map(of_line).collect())
}

fn of_csv(text: &str, meter: &mut Meter) -> Result<Vec<Row>, ReadError> {
    let separator = if text.contains('\t') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ReadError::damaged(error.to_string()))?;
        meter.cells(record.len())?;
        let line = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        rows.push(Row { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() });
    }
    Ok(rows)
}

/// The first sheet that is shown and holds anything.
fn of_workbook(bytes: &[u8]) -> Result<Vec<Row>, ReadError> {
    let mut meter = Meter::new(&Limits::default());
    let mut book = Workbook::open(bytes, &mut meter)?;
    for index in 0..book.sheets().len() {
        if book.sheets().get(index).is_none_or(|sheet| sheet.hidden || !sheet.has_cells) {
            continue;
        }
        let stored = book.cells(index, 0, &mut meter)?;
        let mut rows: Vec<Row> = Vec::new();
        for (&(row, column), cell) in &stored.cells {
            let text = match &cell.held {
                Held::Number(number) | Held::Day(number) => number.clone(),
                Held::Shared(number) => book.string(*number).map(Rich::text).unwrap_or_default().to_owned(),
                Held::Text(text) => text.text().to_owned(),
                _ => continue,
            };
            let line = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
            if rows.last().is_none_or(|last| last.line != line) {
                rows.push(Row { line, cells: Vec::new() });
            }
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            let Some(last) = rows.last_mut().filter(|_| column < MOST_COLUMNS) else { continue };
            meter.cells(column.saturating_sub(last.cells.len()))?;
            last.cells.resize(column, String::new());
            last.cells.push(text.trim().to_owned());
        }
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Ok(Vec::new())
}

/// A list has a dozen columns.
const MOST_COLUMNS: usize = 64;
