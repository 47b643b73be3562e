//! One line for each checked report.

use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Formats, column, failed, finish, head, row, workbook};

/// How one report stands after checking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// The file.
    pub file: String,
    /// The organ.
    pub organ: String,
    /// The report's year, or empty.
    pub year: String,
    /// Cells read of cells expected: `200/200`.
    pub cells: String,
    /// Findings at error, warning and info level.
    pub findings: [usize; 3],
    /// The verdict, or why the file could not be checked.
    pub verdict: String,
}

/// Writes the summary of a checked folder as a workbook.
///
/// # Errors
/// [`WriteError::Failed`] when there are more reports than a sheet has rows.
pub fn write_summary(rows: &[SummaryRow]) -> Result<Written, WriteError> {
    build(rows).map_err(|error| failed(&error))
}

fn build(rows: &[SummaryRow]) -> Result<Written, XlsxError> {
    let mut book = workbook("审核汇总")?;
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name("审核汇总")?;
    let titles = [
        ("文件", 34.0),
        ("机关", 34.0),
        ("年度", 8.0),
        ("单元格", 10.0),
        ("错误", 8.0),
        ("警告", 8.0),
        ("提示", 8.0),
        ("结论", 50.0),
    ];
    head(sheet, &titles, &formats)?;
    for (index, line) in rows.iter().enumerate() {
        let at = row(index + 1);
        let [errors, ..] = line.findings;
        let format = if errors > 0 { &formats.wrong } else { &formats.text };
        for (place, text) in [&line.file, &line.organ, &line.year, &line.cells].into_iter().enumerate() {
            sheet.write_string_with_format(at, column(place), text, format)?;
        }
        for (place, count) in line.findings.iter().enumerate() {
            let count = u32::try_from(*count).unwrap_or(u32::MAX);
            sheet.write_number_with_format(at, column(place + 4), count, format)?;
        }
        sheet.write_string_with_format(at, 7, &line.verdict, format)?;
    }
    sheet.autofilter(0, 0, row(rows.len()), 7)?;
    finish(book)
}
