//! One line for each checked report.

use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Formats, column, failed, finish, fitting, grow, head, row, workbook};

/// How one report stands after checking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SummaryRow {
    /// The file.
    pub file: String,
    /// The organ.
    pub organ: String,
    /// The report's year, or empty.
    pub year: String,
    /// What was counted; nothing where the file could not be read.
    pub counts: Option<SummaryCounts>,
    /// The verdict, or why the file could not be checked.
    pub verdict: String,
}

/// What was counted in one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SummaryCounts {
    /// How many value cells its tables have.
    pub cells: usize,
    /// How many of them were not read.
    pub unread: usize,
    /// Findings at error, warning and info level.
    pub findings: [usize; 3],
    /// Findings that were accepted with a reason.
    pub accepted: usize,
}

/// Writes the summary of a checked folder as a workbook, under heads in the reader's language: file, organ, year, cells,
/// cells not read, errors, warnings, hints, accepted, verdict.
///
/// # Errors
/// [`WriteError::Failed`] when there are more reports than a sheet has rows.
pub fn write_summary(rows: &[SummaryRow], heads: &[&str; 10]) -> Result<Written, WriteError> {
    write_survey(rows, heads, &[])
}

/// The same, with what is said of the folder as a whole on a sheet of its own, where anything is: its kind, of whom, and
/// what.
///
/// # Errors
/// [`WriteError::Failed`] when there are more reports than a sheet has rows.
pub fn write_survey(rows: &[SummaryRow], heads: &[&str; 10], said: &[[String; 3]]) -> Result<Written, WriteError> {
    build(rows, heads, said).map_err(|error| failed(&error))
}

fn build(rows: &[SummaryRow], heads: &[&str; 10], said: &[[String; 3]]) -> Result<Written, XlsxError> {
    const WIDTHS: [u32; 10] = [34, 34, 8, 12, 10, 8, 8, 8, 8, 50];
    let mut book = workbook("审核汇总")?;
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name("审核汇总")?;
    let titles: Vec<(&str, u32)> = heads.iter().copied().zip(WIDTHS).collect();
    head(sheet, &titles, &formats)?;
    for (index, line) in rows.iter().enumerate() {
        let at = row(index + 1);
        let wrong = line.counts.is_none_or(|counts| counts.unread > 0 || counts.findings.first() != Some(&0));
        let format = if wrong { &formats.wrong } else { &formats.text };
        for (place, text) in [&line.file, &line.organ, &line.year].into_iter().enumerate() {
            sheet.write_string_with_format(at, column(place), text, format)?;
        }
        match line.counts {
            Some(SummaryCounts { cells, unread, findings: [errors, warnings, hints], accepted }) => {
                for (place, count) in [cells, unread, errors, warnings, hints, accepted].into_iter().enumerate() {
                    let count = u32::try_from(count).unwrap_or(u32::MAX);
                    sheet.write_number_with_format(at, column(place + 3), count, format)?;
                }
            }
            None => {
                for place in 3..9 {
                    sheet.write_blank(at, column(place), format)?;
                }
            }
        }
        sheet.write_string_with_format(at, 9, &line.verdict, format)?;
        let [files, organs, .., verdicts] = WIDTHS;
        grow(sheet, at, &[(&line.file, files), (&line.organ, organs), (&line.verdict, verdicts)])?;
    }
    sheet.autofilter(0, 0, row(rows.len()), 9)?;
    if !said.is_empty() {
        const TITLES: [(&str, u32); 3] = [("种类", 12), ("单位", 34), ("内容", 100)];
        let sheet = book.add_worksheet();
        sheet.set_name("报送情况")?;
        head(sheet, &TITLES, &formats)?;
        for (index, line) in said.iter().enumerate() {
            let at = row(index + 1);
            for (place, text) in line.iter().enumerate() {
                sheet.write_string_with_format(at, column(place), fitting(text), &formats.text)?;
            }
            let [_, whom, what] = line;
            grow(sheet, at, &[(whom, 34), (what, 100)])?;
        }
    }
    finish(book)
}
