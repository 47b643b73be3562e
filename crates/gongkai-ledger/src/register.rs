//! Registers as files: CSV in UTF-8 or GB18030, and XLSX.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use gongkai_core::format::{Limits, ReadError};

use crate::columns::{Column, Mapping, MappingError};

/// The rows of a register under its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    rows: Vec<(usize, Vec<String>)>,
    mapping: Mapping,
}

/// A register cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// Its columns are not understood.
    #[error(transparent)]
    Columns(#[from] MappingError),
    /// The file has no lines.
    #[error("台账没有内容 / the register is empty")]
    Empty,
}

/// How many lines at the top may be titles before the headings.
const TITLE_LINES: usize = 10;

impl Register {
    /// Reads a register from CSV, in UTF-8 or GB18030, parted by commas, semicolons or tabs.
    ///
    /// # Errors
    /// [`RegisterError`] when the text is in another encoding or the file is over the limits.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, RegisterError> {
        Limits::default().admit(bytes)?;
        let text = decode(bytes)?;
        // A title above the headings has no separators, so several lines are asked.
        let top: Vec<u8> = text.lines().take(TITLE_LINES).flat_map(str::bytes).collect();
        let count = |separator: u8| top.iter().filter(|&&byte| byte == separator).count();
        let separator = [b';', b'\t', b','].into_iter().max_by_key(|&separator| count(separator));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator.unwrap_or(b','))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| ReadError::damaged(error.to_string()))?;
            let line = record.position().map_or(rows.len() + 1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
            rows.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
        Self::of(rows)
    }

    /// Reads a register from the first sheet of a workbook that has rows.
    ///
    /// # Errors
    /// [`RegisterError`] when the workbook is damaged, encrypted or over the limits.
    pub fn from_xlsx(bytes: &[u8]) -> Result<Self, RegisterError> {
        let limits = Limits::default();
        gongkai_opc::vet(bytes, gongkai_opc::PackageKind::Spreadsheet, &limits)?;
        let damaged = |error: calamine::XlsxError| ReadError::damaged(error.to_string());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).map_err(damaged)?;
            let Some((top, _)) = range.start() else { continue };
            if range.height().saturating_mul(range.width()) > limits.cells * 10 {
                return Err(ReadError::TooLarge { what: "单元格 / cells", limit: limits.cells * 10 }.into());
            }
            let top = usize::try_from(top).unwrap_or(usize::MAX);
            let rows: Vec<(usize, Vec<String>)> = range
                .rows()
                .enumerate()
                .map(|(index, row)| (top.saturating_add(index + 1), row.iter().map(cell_text).collect()))
                .collect();
            return Self::of(rows);
        }
        Err(RegisterError::Empty)
    }

    /// A register of rows with their line numbers; the row of headings is found among the first.
    ///
    /// # Errors
    /// [`RegisterError::Empty`] when no row holds anything.
    pub fn of(rows: Vec<(usize, Vec<String>)>) -> Result<Self, RegisterError> {
        let rows: Vec<_> = rows.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        if rows.is_empty() {
            return Err(RegisterError::Empty);
        }
        Ok(Self { rows, mapping: Mapping::default() })
    }

    /// The same register with headings of its own for some columns.
    #[must_use]
    pub fn with_mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// The rows below the headings, each with its wanted cells, and where each column stands.
    pub(crate) fn entries(&self, wanted: &[Column]) -> Result<Entries<'_>, MappingError> {
        let headings = self
            .rows
            .iter()
            .take(TITLE_LINES)
            .enumerate()
            .rev()
            .max_by_key(|(_, (_, row))| self.mapping.known(row))
            .map_or(0, |(index, _)| index);
        let row = self.rows.get(headings).map_or(&[][..], |(_, row)| row.as_slice());
        let places = self.mapping.locate(row, wanted)?;
        Ok(Entries { rows: self.rows.get(headings + 1..).unwrap_or_default(), places })
    }
}

/// The rows below the headings.
pub(crate) struct Entries<'a> {
    pub(crate) rows: &'a [(usize, Vec<String>)],
    pub(crate) places: BTreeMap<Column, usize>,
}

fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.trim_start_matches('\u{feff}').to_owned());
    }
    let (text, _, bad) = encoding_rs::GB18030.decode(bytes);
    if bad {
        let line = 1 + text.chars().take_while(|&c| c != '\u{fffd}').filter(|&c| c == '\n').count();
        return Err(ReadError::Encoding { encoding: "UTF-8 / GB18030", line });
    }
    Ok(text.into_owned())
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.trim().to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year}-{month}-{day}")
        }
        Data::DateTimeIso(text) => text.clone(),
        other => other.to_string(),
    }
}
