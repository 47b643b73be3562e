//! Registers as files: CSV in UTF-8, UTF-16 or GB18030, and XLSX; and which of their sheets are read.

use std::collections::BTreeMap;

use gongkai_core::Within;
use gongkai_core::document::Inline;
use gongkai_core::format::{FileKind, Limits, Meter, ReadError};
use gongkai_core::words::Text;
use gongkai_opc::workbook::{Cells, Held, Moment, Stored, Workbook};

use crate::ledger::columns::{Column, Mapping, MappingError};
use crate::ledger::date::Epoch;
use crate::ledger::head::{Head, TITLE_LINES};
use crate::ledger::row::{Bodies, Body};
use crate::ledger::untold::NOT_IN_FORCE;

/// The rows of a register with their headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    sheets: Vec<Sheet>,
    wanted: Wanted,
    mapping: Mapping,
    epoch: Epoch,
}

/// Which sheets of a workbook are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Wanted {
    /// The one that has the columns.
    #[default]
    One,
    /// The one of a name.
    Named(String),
    /// All that have the columns.
    All,
}

/// A sheet of a workbook, a table of a document, or the whole of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<(usize, Vec<String>)>,
    /// What the reader of the file left out of it.
    pub(super) left_out: Vec<Text>,
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
    /// The document has no table that holds anything.
    #[error("文件里没有表格，台账应是一张表 / the file has no table; a register is one")]
    NoTable,
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
        Ok(Self { epoch, ..Self::of_sheets(sheets) })
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
        Ok(Self::of_sheets(vec![Sheet::of(String::new(), rows).ok_or(RegisterError::Empty)?]))
    }

    /// A register of these sheets.
    pub(super) fn of_sheets(sheets: Vec<Sheet>) -> Self {
        Self { sheets, wanted: Wanted::default(), mapping: Mapping::default(), epoch: Epoch::default() }
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
        self.wanted = Wanted::Named(name.into());
        self
    }

    /// The same register, read from all sheets of the workbook that have the columns, as where each month has one.
    #[must_use]
    pub fn with_all_sheets(mut self) -> Self {
        self.wanted = Wanted::All;
        self
    }

    /// The rows below the headings, and where each wanted column stands: of the sheets that were asked for, else of the
    /// one that has the columns.
    pub(crate) fn bodies(&self, columns: &[Column]) -> Result<Bodies<'_>, MappingError> {
        let names = |sheets: &[&Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let mut candidates: Vec<&Sheet> = self.sheets.iter().collect();
        if let Wanted::Named(name) = &self.wanted {
            candidates.retain(|sheet| sheet.name.trim() == name.trim());
            if candidates.is_empty() {
                let found = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
                return Err(MappingError::NoSuchSheet { name: name.clone(), found });
            }
        }
        let mut fitting: Vec<(&Sheet, Body<'_>)> = Vec::new();
        let mut failed: Option<(usize, MappingError)> = None;
        for sheet in candidates {
            let head = Head::of(&sheet.rows, &self.mapping);
            let known = self.mapping.known(&head.names);
            match self.mapping.locate(&head.names, columns) {
                Ok(places) => fitting.push((sheet, self.body(sheet, head, places))),
                // What is missing is said of the sheet that is most like a register.
                Err(error) if failed.as_ref().is_none_or(|(most, _)| known > *most) => failed = Some((known, error)),
                Err(_) => {}
            }
        }
        let used: Vec<&Sheet> = fitting.iter().map(|(sheet, _)| *sheet).collect();
        match (used.as_slice(), failed) {
            ([], Some((_, error))) => return Err(error),
            ([_, _, ..], _) if self.wanted != Wanted::All => {
                return Err(MappingError::SeveralSheets { sheets: names(&used) });
            }
            _ => {}
        }
        let others: Vec<&Sheet> =
            self.sheets.iter().filter(|sheet| used.iter().all(|used| used.name != sheet.name)).collect();
        let several = used.len() > 1;
        let left_out = used.iter().flat_map(|sheet| sheet.left_out.iter().cloned()).collect();
        let mut bodies: Vec<Body<'_>> = fitting.into_iter().map(|(_, body)| body).collect();
        if !several {
            bodies.iter_mut().for_each(|body| body.sheet = "");
        }
        Ok(Bodies { bodies, other_sheets: names(&others), left_out })
    }

    fn body<'a>(&'a self, sheet: &'a Sheet, head: Head, places: BTreeMap<Column, usize>) -> Body<'a> {
        Body {
            sheet: &sheet.name,
            rows: sheet.rows.within(head.lines.end..),
            repeats: sheet.rows.within(head.lines.clone()),
            headings: head.names,
            places,
            mapping: &self.mapping,
            epoch: self.epoch,
        }
    }
}

impl Sheet {
    /// The rows that hold something; nothing when none does.
    pub(super) fn of(name: String, rows: Vec<(usize, Vec<String>)>) -> Option<Self> {
        let rows: Vec<_> = rows.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        (!rows.is_empty()).then_some(Self { name, rows, left_out: Vec::new() })
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
    fill_merged(&mut rows, cells, meter)?;
    let head = rows.iter().take(TITLE_LINES).map(|(_, texts)| texts.len()).max().unwrap_or(0).min(MOST_HEADINGS);
    for (_, texts) in &mut rows {
        if texts.len() < head {
            meter.places(head - texts.len())?;
            texts.resize(head, String::new());
        }
    }
    Ok(rows)
}

/// A cell that is merged over several rows stands in each of them that holds something.
fn fill_merged(rows: &mut [(usize, Vec<String>)], cells: &Cells, meter: &mut Meter) -> Result<(), ReadError> {
    let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    for merge in &cells.merges {
        let (first, last, column) = (index(merge.first.0) + 1, index(merge.last.0) + 1, index(merge.first.1));
        let begin = rows.partition_point(|(line, _)| *line < first);
        let end = rows.partition_point(|(line, _)| *line <= last);
        let Some([(line, top), below @ ..]) = rows.get_mut(begin..end) else { continue };
        let Some(text) = top.get(column).filter(|text| *line == first && !text.is_empty()).cloned() else { continue };
        for (_, texts) in below {
            meter.places(1 + (column + 1).saturating_sub(texts.len()))?;
            if texts.len() <= column {
                texts.resize(column + 1, String::new());
            }
            match texts.get_mut(column) {
                Some(cell) if cell.is_empty() => cell.clone_from(&text),
                // What lies hidden under the merge and is another: nobody can tell which is meant.
                Some(cell) if *cell != text => cell.insert(0, char::REPLACEMENT_CHARACTER),
                _ => {}
            }
        }
    }
    Ok(())
}

/// What a cell of a workbook shows. What the file does not tell is no empty cell: the line is then refused for it.
fn cell_text(book: &Workbook<'_>, stored: &Stored) -> String {
    let look = book.styles().look(stored.style);
    let shown = |inline: Inline| match inline.void.first() {
        Some((_, struck)) if inline.text.trim().is_empty() => format!("{NOT_IN_FORCE}{}", struck.trim()),
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
        Held::Number(_) | Held::Day(_) if look.struck => format!("{NOT_IN_FORCE}{text}"),
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
