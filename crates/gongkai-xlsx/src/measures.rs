//! The measures that widths are counted in: those of 宋体, which workbooks of Chinese offices have by default.
//!
//! A sheet's columns are as many digits of the workbook's default face wide. With a face that a computer lacks, such as
//! Calibri where only Chinese faces are, every column would come out wider than it was meant.

use gongkai_core::style::FontRole;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The size of the default face in points.
const POINTS: f64 = 11.0;
/// The character set of simplified Chinese.
const GB2312: u8 = 134;
/// The height of a row and the width of a column in the default face, in pixels.
const ROW: u32 = 18;
const COLUMN: u32 = 72;
/// The width of a digit, and the space beside the digits of a column.
const DIGIT: u32 = 8;
const SIDES: u32 = 5;

/// The format that cells have by default.
pub(crate) fn face() -> Format {
    Format::new().set_font_name(FontRole::Song.family()).set_font_size(POINTS).set_font_charset(GB2312)
}

/// A workbook in these measures.
pub(crate) fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&face(), ROW, COLUMN)?;
    Ok(workbook)
}

/// A sheet in these measures, to be put into such a workbook.
pub(crate) fn worksheet() -> Result<Worksheet, XlsxError> {
    let mut worksheet = Worksheet::new();
    worksheet.set_default_format(&face(), ROW, COLUMN)?;
    Ok(worksheet)
}

/// The width of so many digits in pixels.
pub(crate) fn pixels(digits: u32) -> u32 {
    digits * DIGIT + SIDES
}
