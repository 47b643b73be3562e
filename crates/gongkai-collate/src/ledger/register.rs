//! Registers as files: CSV in UTF-8, UTF-16 or GB18030, and XLSX.

use gongkai_core::Within;
use gongkai_core::document::Inline;
use gongkai_core::format::{FileKind, Limits, Meter, ReadError};
use gongkai_opc::workbook::{Cells, Held, Moment, Stored, Workbook};

use crate::ledger::columns::{Column, Mapping, MappingError};
use crate::ledger::date::Epoch;
use crate::ledger::row::Body;

/// The rows of a register with their headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    sheets: Vec<Sheet>,
    chosen: Option<String>,
    mapping: Mapping,
    epoch: Epoch,
}

/// A sheet of a workbook, or the whole of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    name: String,
    rows: Vec<(usize, Vec<String>)>,
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
    /// A quotation mark was opened and not closed, so that the lines after it were taken for one cell.
    #[error(
        "第 {line} 行起的引号没有成对，后面的行被连成了一格；请补上或删去引号 / a quotation mark on line {line} swallows the lines after it"
    )]
    Swallowed {
        /// The line that the quotation mark stands on.
        line: usize,
    },
    /// A workbook of Excel 97 to 2003, or of WPS in its own format.
    #[error("这里不能读取旧版表格（.xls、.et）；请另存为 .xlsx / this old workbook is not read here; save it as .xlsx")]
    OldWorkbook,
}

/// How many lines at the top may be titles before the headings.
const TITLE_LINES: usize = 10;
/// Rows are made as long as the first ones, up to so many columns; a register has a dozen.
const MOST_HEADINGS: usize = 64;

/// The most bytes and cells of a register: a million cells are fifty thousand applications of twenty columns.
const MOST_BYTES: usize = 32 << 20;
const MOST_CELLS: usize = 1_000_000;
const MOST_PLACES: usize = 2_000_000;

/// What registers are limited in otherwise than other files: names, and up to where.
pub const LIMITS: [(&str, usize); 3] =
    [("register_bytes", MOST_BYTES), ("register_cells", MOST_CELLS), ("register_places", MOST_PLACES)];

/// How much of a register is read: more than of a report.
#[must_use]
pub fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.file_bytes = MOST_BYTES;
    (limits.cells, limits.places) = (MOST_CELLS, MOST_PLACES);
    limits
}

impl Register {
    /// Reads a register from a file's bytes: a workbook (XLSX), or else CSV.
    ///
    /// # Errors
    /// As [`Register::from_xlsx`] and [`Register::from_csv`].
    pub fn read(bytes: &[u8]) -> Result<Self, RegisterError> {
        if FileKind::of(bytes) == Some(FileKind::Zip) { Self::from_xlsx(bytes) } else { Self::from_csv(bytes) }
    }

    /// Reads a register from CSV, in UTF-8, UTF-16 or GB18030, parted by commas, semicolons or tabs.
    ///
    /// # Errors
    /// [`RegisterError`] when the text is in another encoding, a quotation mark is left open, or the file is over the
    /// limits.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, RegisterError> {
        let limits = limits();
        limits.admit(bytes)?;
        let text = decode(bytes)?;
        let mut meter = Meter::new(&limits);
        // A line of nothing but separators is taken apart as a whole, so that they are counted before.
        meter.places(text.bytes().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'\n' | b'\r')).count())?;
        // A title above the headings has no separators, so several lines are asked.
        let top: Vec<u8> = text.lines().take(TITLE_LINES).flat_map(str::bytes).collect();
        let count = |separator: u8| top.iter().filter(|&&byte| byte == separator).count();
        let separator = [b';', b'\t', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
        let mut lines = Lines::new(text.as_bytes());
        for record in reader.records() {
            let record = record.map_err(|error| ReadError::damaged(error.to_string()))?;
            meter.cells(record.len())?;
            let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
            rows.push((lines.of_record(start), record.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
        let widest = rows.iter().take(TITLE_LINES).map(|(_, row)| row.len()).max().unwrap_or(0);
        let swallowing = rows.iter().find(|(_, row)| row.iter().any(|cell| swallows(cell, separator, widest)));
        if let Some(&(line, _)) = swallowing {
            return Err(RegisterError::Swallowed { line });
        }
        Self::of(rows)
    }

    /// Reads a register from a workbook. Of several sheets that hold something, the one that has the columns is used.
    ///
    /// # Errors
    /// [`RegisterError`] when the workbook is damaged, encrypted or over the limits.
    pub fn from_xlsx(bytes: &[u8]) -> Result<Self, RegisterError> {
        let mut meter = Meter::new(&limits());
        let mut book = Workbook::open(bytes, &mut meter)?;
        let epoch = if book.styles().has_1904_epoch() { Epoch::Y1904 } else { Epoch::Y1900 };
        let mut sheets = Vec::new();
        for index in 0..book.sheets().len() {
            let name = book.sheets().get(index).map(|sheet| sheet.name.clone()).unwrap_or_default();
            let cells = book.cells(index, 0, &mut meter)?;
            sheets.extend(Sheet::of(name, workbook_rows(&book, &cells, &mut meter)?));
        }
        if sheets.is_empty() {
            return Err(RegisterError::Empty);
        }
        Ok(Self { sheets, chosen: None, mapping: Mapping::default(), epoch })
    }

    /// A register of rows with their line numbers; the row of headings is found among the first.
    ///
    /// ```
    /// use gongkai_collate::ledger::Register;
    /// let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    /// let register = Register::of(vec![
    ///     (1, row(["编号", "收到日期", "申请人类型", "办结日期", "办理结果"])),
    ///     (2, row(["1", "2024-01-05", "公民", "2024-01-20", "（一）予以公开"])),
    /// ])?;
    /// assert_eq!(register.applications()?.entries.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`RegisterError::Empty`] when no row holds anything.
    pub fn of(rows: Vec<(usize, Vec<String>)>) -> Result<Self, RegisterError> {
        let sheet = Sheet::of(String::new(), rows).ok_or(RegisterError::Empty)?;
        Ok(Self { sheets: vec![sheet], chosen: None, mapping: Mapping::default(), epoch: Epoch::default() })
    }

    /// The same register with meanings of its own for headings and words.
    #[must_use]
    pub fn with_mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// The same register, read from one sheet of the workbook.
    #[must_use]
    pub fn with_sheet(mut self, name: impl Into<String>) -> Self {
        self.chosen = Some(name.into());
        self
    }

    /// The rows below the headings, and where each wanted column stands: of the sheet that was asked for, else of the
    /// one that has the columns.
    pub(crate) fn body(&self, wanted: &[Column]) -> Result<Body<'_>, MappingError> {
        let names = |sheets: &[&Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let all: Vec<&Sheet> = self.sheets.iter().collect();
        let candidates: Vec<&Sheet> = match &self.chosen {
            Some(name) => all.iter().copied().filter(|sheet| sheet.name.trim() == name.trim()).collect(),
            None => all.clone(),
        };
        let fitting: Vec<&Sheet> = candidates
            .iter()
            .copied()
            .filter(|sheet| self.mapping.locate(sheet.headings(&self.mapping).1, wanted).is_ok())
            .collect();
        let likeliest = candidates.iter().rev().max_by_key(|sheet| self.mapping.known(sheet.headings(&self.mapping).1));
        let sheet = match (fitting.as_slice(), likeliest, &self.chosen) {
            ([], Some(sheet), _) => *sheet,
            ([sheet], ..) => *sheet,
            ([], None, name) => {
                let name = name.clone().unwrap_or_default();
                return Err(MappingError::NoSuchSheet { name, found: names(&all) });
            }
            (several, ..) => return Err(MappingError::SeveralSheets { sheets: names(several) }),
        };
        let (place, headings) = sheet.headings(&self.mapping);
        let places = self.mapping.locate(headings, wanted)?;
        let others: Vec<&Sheet> = all.into_iter().filter(|other| other.name != sheet.name).collect();
        Ok(Body {
            headings,
            rows: sheet.rows.within(place + 1..),
            places,
            mapping: &self.mapping,
            epoch: self.epoch,
            other_sheets: names(&others),
        })
    }
}

impl Sheet {
    /// The rows that hold something; nothing when none does.
    fn of(name: String, rows: Vec<(usize, Vec<String>)>) -> Option<Self> {
        let rows: Vec<_> = rows.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        (!rows.is_empty()).then_some(Self { name, rows })
    }

    /// The row of headings, which may stand below a title, and its place.
    fn headings(&self, mapping: &Mapping) -> (usize, &[String]) {
        self.rows
            .iter()
            .take(TITLE_LINES)
            .enumerate()
            .rev()
            .max_by_key(|(_, (_, row))| mapping.known(row))
            .map_or((0, &[]), |(place, (_, row))| (place, row.as_slice()))
    }
}

/// The numbers of the lines on which records begin, asked for in their order. The csv reader counts a record from the
/// empty lines before it.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, line: 1 }
    }

    fn of_record(&mut self, start: usize) -> usize {
        while let Some(&byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            let next = self.text.get(self.at + 1);
            // A line ends with \n, with \r\n, or as on old Macs with \r.
            self.line += usize::from(byte == b'\n' || (byte == b'\r' && next != Some(&b'\n')));
            self.at += 1;
        }
        self.line
    }
}

/// Whether a cell holds whole lines of the register, because its quotation mark was never closed.
fn swallows(cell: &str, separator: u8, widest: usize) -> bool {
    let separators = |line: &str| line.bytes().filter(|&byte| byte == separator).count();
    widest > 1 && cell.lines().skip(1).any(|line| separators(line) + 1 >= widest)
}

/// The text of a register or of a list beside it, in the encodings that office programs save: UTF-8, UTF-16 or
/// GB18030.
///
/// ```
/// assert_eq!(gongkai_collate::ledger::decode("编号".as_bytes())?, "编号");
/// assert_eq!(gongkai_collate::ledger::decode(b"\xb1\xe0\xba\xc5")?, "编号");
/// # Ok::<(), gongkai_collate::ledger::RegisterError>(())
/// ```
///
/// # Errors
/// [`RegisterError`] for another encoding, and for files that are not text.
pub fn decode(bytes: &[u8]) -> Result<String, RegisterError> {
    if FileKind::of(bytes) == Some(FileKind::Compound) {
        return Err(RegisterError::OldWorkbook);
    }
    Ok(gongkai_encoding::decode(bytes, "CSV/XLSX")?.into_owned())
}

/// The rows of a sheet that hold something, with their numbers. A row is as long as its last cell or, where that is
/// less, as the first rows are; one cell that stands far out makes no other row longer.
fn workbook_rows(
    book: &Workbook<'_>,
    cells: &Cells,
    meter: &mut Meter,
) -> Result<Vec<(usize, Vec<String>)>, ReadError> {
    let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for (&(row, column), stored) in &cells.cells {
        let text = cell_text(book, stored);
        if text.is_empty() {
            continue;
        }
        let line = index(row).saturating_add(1);
        if rows.last().is_none_or(|(last, _)| *last != line) {
            rows.push((line, Vec::new()));
        }
        let Some((_, texts)) = rows.last_mut() else { continue };
        meter.places(index(column).saturating_add(1).saturating_sub(texts.len()))?;
        texts.resize(index(column), String::new());
        texts.push(text);
    }
    let head = rows.iter().take(TITLE_LINES).map(|(_, texts)| texts.len()).max().unwrap_or(0).min(MOST_HEADINGS);
    for (_, texts) in &mut rows {
        if texts.len() < head {
            meter.places(head - texts.len())?;
            texts.resize(head, String::new());
        }
    }
    Ok(rows)
}

/// What a cell of a workbook shows. What the file does not tell is no empty cell: the line is then refused for it.
fn cell_text(book: &Workbook<'_>, stored: &Stored) -> String {
    let look = book.styles().look(stored.style);
    let shown = |inline: Inline| match inline.void.first() {
        Some((_, struck)) if inline.text.trim().is_empty() => format!("（已划去）{}", struck.trim()),
        _ => inline.text.trim().to_owned(),
    };
    let text = match &stored.held {
        Held::Nothing => stored.uncomputed.as_ref().map(|formula| format!("={formula}")).unwrap_or_default(),
        Held::Shared(number) => book.string(*number).map(|text| shown(text.inline(look, None))).unwrap_or_default(),
        Held::Text(text) => shown(text.inline(look, None)),
        Held::Number(digits) => number_text(book, look.format, digits),
        Held::Truth(truth) => truth.to_string(),
        Held::Day(day) => day.split('T').next().unwrap_or(day).to_owned(),
        Held::Error(error) => error.clone(),
    };
    match &stored.held {
        _ if stored.contradicted => format!("{}{text}", char::REPLACEMENT_CHARACTER),
        Held::Number(_) | Held::Day(_) if look.struck => format!("（已划去）{text}"),
        _ => text,
    }
}

/// A number as a register means it: a day where its format shows one.
fn number_text(book: &Workbook<'_>, format: u32, digits: &str) -> String {
    let Ok(stored) = digits.parse::<f64>() else { return digits.to_owned() };
    if book.styles().is_date(format)
        && let Some(moment) = Moment::of(stored, book.styles().has_1904_epoch())
    {
        let day = moment.date;
        return format!("{}-{}-{}", day.year(), day.month(), day.day());
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.to_owned() } else { stored.to_string() }
}
