//! What the overview sheets share: a head row, exact numbers, bytes that do not depend on the clock.

use std::borrow::Cow;

use gongkai_core::Number;
use gongkai_core::characters::inert;
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, RowNum, Workbook, Worksheet, XlsxError,
};

use crate::measures::{face, pixels};
use crate::write::measure::{height, lines};

/// The formats of an overview sheet.
pub(super) struct Formats {
    pub(super) head: Format,
    pub(super) text: Format,
    pub(super) wrong: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = face().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter).set_text_wrap();
        Self {
            head: cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(0x00E7_E6E6_u32),
            wrong: cell.clone().set_font_color(0x00C0_0000_u32),
            text: cell,
        }
    }
}

/// A workbook whose bytes do not depend on the clock.
pub(super) fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    crate::clock::clock_is_sound()?;
    let mut book = crate::measures::workbook()?;
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    Ok(book)
}

/// Writes the head row, freezes it and sets the widths.
pub(super) fn head(sheet: &mut Worksheet, titles: &[(&str, u32)], formats: &Formats) -> Result<(), XlsxError> {
    for (index, (title, width)) in titles.iter().enumerate() {
        let at = column(index);
        sheet.set_column_width(at, f64::from(*width))?;
        sheet.write_string_with_format(0, at, fitting(title), &formats.head)?;
    }
    grow(sheet, 0, titles)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.31, 0.31).set_print_center_horizontally(true).set_footer("&C&9— &P —");
    Ok(())
}

/// Makes a row as high as its texts need in columns of these widths; not every program does so by itself.
pub(super) fn grow(sheet: &mut Worksheet, row: RowNum, cells: &[(&str, u32)]) -> Result<(), XlsxError> {
    /// The size of the workbook's text in points.
    const POINTS: f64 = 11.0;
    let taken = cells.iter().map(|(text, width)| lines(text, pixels(*width), POINTS)).max().unwrap_or(1);
    if taken > 1 {
        sheet.set_row_height(row, height(taken, POINTS))?;
    }
    Ok(())
}

/// Writes a number as a number where a double holds it exactly as printed, else as its text.
pub(super) fn number(
    sheet: &mut Worksheet,
    row: RowNum,
    at: ColNum,
    number: Number,
    format: &Format,
) -> Result<(), XlsxError> {
    /// Excel keeps fifteen significant digits.
    const DIGITS: usize = 15;
    let text = number.to_string();
    if text.chars().filter(char::is_ascii_digit).count() <= DIGITS {
        let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let shown = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
        sheet.write_number_with_format(row, at, number.to_f64(), &format.clone().set_num_format(shown))?;
    } else {
        sheet.write_string_with_format(row, at, text, format)?;
    }
    Ok(())
}

pub(super) fn column(index: usize) -> ColNum {
    ColNum::try_from(index).unwrap_or(ColNum::MAX)
}

pub(super) fn row(index: usize) -> RowNum {
    RowNum::try_from(index).unwrap_or(RowNum::MAX)
}

pub(super) fn finish(mut book: Workbook) -> Result<Written, XlsxError> {
    Ok(Written::new(book.save_to_buffer()?))
}

pub(super) fn failed(error: &XlsxError) -> WriteError {
    WriteError::Failed { format: "XLSX", detail: error.to_string().into() }
}

/// As much of a text as one cell of a workbook holds.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    const MOST: usize = 32_000;
    inert(text.char_indices().nth(MOST).and_then(|(end, _)| text.get(..end)).unwrap_or(text))
}
