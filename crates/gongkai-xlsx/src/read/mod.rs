//! Reading workbooks: this crate's own and other people's.

mod areas;
mod blocks;
mod book;
mod dates;
mod known;
mod own;
mod regions;
mod sheet;
mod sums;

use gongkai_core::document::{Block, Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, ReadError, Reader};
use gongkai_core::words::Text;

use book::Book;
use own::Own;
use sheet::Sheet;
pub(crate) use sheet::position;

/// Reads Excel workbooks (.xlsx, .xlsm) into a document: every sheet's titles and notes as paragraphs and its ruled
/// cells as tables with their merges, in order.
///
/// Numbers are read as they are shown (`7730.28`, `1,295`, `50.00%`), formulas by the value that was saved with them (plain sums are
/// worked out where none was; what any other formula gives is then not known), errors (`#REF!`) as text. Hidden rows and
/// columns are read and remarked; hidden sheets are left out and remarked, unless nothing else is shown.
/// A workbook of [`XlsxWriter`](crate::XlsxWriter) gives back its title, paragraphs and tables; the cover's organ,
/// year and level become the document's properties.
///
/// ```
/// use gongkai_core::{Organ, Report, Year, compose};
/// use gongkai_core::format::{Limits, Reader, Writer};
/// use gongkai_xlsx::{XlsxReader, XlsxWriter};
/// let document = compose(&Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?));
/// let written = XlsxWriter::new().write(&document)?;
/// let read = XlsxReader::default().read(&written.bytes, &Limits::default())?;
/// assert_eq!(read.properties.author.as_deref(), Some("山枣镇人民政府"));
/// assert_eq!(read.tables().count(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct XlsxReader {
    sheet: Option<String>,
}

impl XlsxReader {
    /// A reader.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, reading one sheet alone, by the name on its tab: hidden or not, and whatever else the workbook holds.
    #[must_use]
    pub fn with_sheet(mut self, name: impl Into<String>) -> Self {
        self.sheet = Some(name.into());
        self
    }
}

impl Reader for XlsxReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        limits.admit(bytes)?;
        let mut meter = Meter::new(limits);
        let mut book = Book::open(bytes, &mut meter)?;
        let mut document = Document::default();
        document.sheets = book.sheet_names();
        let chosen = self.sheet.as_deref().map(|name| chosen(name, &document.sheets)).transpose()?;
        let mut sheets: Vec<Sheet> = Vec::new();
        // One sheet that was asked for is read as it stands there.
        let own = if chosen.is_none() { Own::of(&book) } else { None };
        for number in 1..=document.sheets.len() {
            if chosen.is_none_or(|chosen| chosen == number)
                && let Some(sheet) = book.sheet(number, own.as_ref(), &mut meter, &mut document.remarks)?
            {
                sheets.push(sheet);
            }
        }
        let own = if chosen.is_none() { own.or_else(|| Own::by_contents(&sheets)) } else { own };
        if chosen.is_none() {
            leave_out_hidden(&mut sheets, own.as_ref(), &mut document.remarks);
        }
        let remarks: Vec<Remark> = sheets.iter_mut().flat_map(|sheet| std::mem::take(&mut sheet.remarks)).collect();
        let concerns = |remark: &Remark| own.as_ref().is_none_or(|own| own.is_about_document(remark, &sheets));
        document.remarks.extend(remarks.into_iter().filter(concerns));
        match own {
            Some(own) => own.assemble(&sheets, &mut document, &mut meter)?,
            None => {
                for sheet in &sheets {
                    blocks::add_sheet(sheet, &mut document, &mut meter)?;
                }
            }
        }
        meter.blocks(document.blocks.len())?;
        if document.blocks.is_empty() {
            let detail = "工作簿里没有内容 / nothing in the workbook".to_owned();
            document.remarks.push(Remark::new(RemarkKind::Unknown, detail, Position::default()));
        }
        number_tables(&mut document);
        Ok(document)
    }
}

/// The number of the sheet that was asked for.
fn chosen(name: &str, sheets: &[String]) -> Result<usize, ReadError> {
    let place = sheets.iter().position(|sheet| sheet.trim() == name.trim());
    place.map(|place| place + 1).ok_or_else(|| {
        ReadError::no_report(format!(
            "工作簿没有工作表“{name}”；有：{} / the workbook has no sheet “{name}”; it has “{}”",
            sheets.join("、"),
            sheets.join("”, “")
        ))
    })
}

/// Takes hidden sheets out: offices keep last year's report and their own sums there, which nobody publishes. They are
/// read only where the workbook shows nothing else, or where they are part of this crate's own workbook.
fn leave_out_hidden(sheets: &mut Vec<Sheet>, own: Option<&Own>, remarks: &mut Vec<Remark>) {
    let shows = sheets.iter().any(|sheet| !sheet.hidden && sheet.regions().iter().any(|region| !region.is_blank()));
    sheets.retain(|sheet| {
        let is_read = !sheet.hidden || !shows || own.is_some_and(|own| own.has(&sheet.name));
        let at = Position::default().page(sheet.number);
        let mut remark = |kind, what| {
            let (name, Text { zh, en }) = (&sheet.name, Text::of_printed(what));
            remarks.push(Remark::new(
                kind,
                format!("工作表“{name}”是隐藏的，{zh} / the sheet “{name}” is hidden; {en}"),
                at,
            ));
        };
        match (sheet.hidden, is_read) {
            (false, _) => {}
            (true, true) => remark(RemarkKind::Hidden, "已读取 / read all the same"),
            (true, false) => remark(
                RemarkKind::NotShown,
                "没有读取；如需读取，请取消隐藏后保存 / not read: show it and save, to have it read",
            ),
        }
        is_read
    });
}

/// Gives every table its number in the document.
fn number_tables(document: &mut Document) {
    let tables = document.blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    for (index, table) in tables.enumerate() {
        table.position = table.position.table(index + 1);
    }
}
