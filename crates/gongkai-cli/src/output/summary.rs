//! One row for each file, for the office that reviews many reports.

use gongkai::xlsx::{SummaryRow, write_summary};

use super::model::{FileResult, SeverityWord};
use super::text::verdict;
use crate::language::Language;

/// The heads of the table.
fn heads(language: Language) -> [&'static str; 8] {
    language.pick(
        ["文件", "机关", "年度", "单元格", "错误", "警告", "提示", "结论"],
        ["file", "organ", "year", "cells", "errors", "warnings", "hints", "verdict"],
    )
}

fn row(language: Language, file: &FileResult) -> [String; 8] {
    let verdict = verdict(language, file.verdict);
    let verdict = file.error.as_ref().map_or(verdict.to_owned(), |error| format!("{verdict}：{error}"));
    [
        file.file.clone(),
        file.organ.clone().unwrap_or_default(),
        file.year.map(|year| year.to_string()).unwrap_or_default(),
        if file.error.is_some() { String::new() } else { format!("{}/{}", file.cells_read, file.cells_expected) },
        file.count(SeverityWord::Error).to_string(),
        file.count(SeverityWord::Warning).to_string(),
        file.count(SeverityWord::Info).to_string(),
        verdict,
    ]
}

/// The table as CSV, with the mark by which Excel knows UTF-8.
pub(crate) fn csv(language: Language, files: &[FileResult]) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows = files.iter().map(|file| row(language, file).map(|cell| inert(&cell)));
    let written = writer.write_record(heads(language)).and_then(|()| {
        let mut rows = rows;
        rows.try_for_each(|row| writer.write_record(row))
    });
    written.map_err(|error| error.to_string())?;
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    Ok(format!("\u{feff}{}", String::from_utf8(bytes).map_err(|error| error.to_string())?))
}

/// Text that a spreadsheet would take for a formula is made text.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The table for a terminal.
pub(crate) fn table(language: Language, files: &[FileResult]) -> String {
    let mut rows = vec![heads(language).map(str::to_owned)];
    rows.extend(files.iter().map(|file| row(language, file)));
    let widths: Vec<usize> = (0..8)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    rows.iter()
        .map(|row| {
            let line: String = row
                .iter()
                .zip(&widths)
                .map(|(cell, &wide)| format!("{cell}{}  ", " ".repeat(wide.saturating_sub(width(cell)))))
                .collect();
            format!("{}\n", line.trim_end())
        })
        .collect()
}

/// The columns of a terminal that a text takes: Chinese characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

/// The table as a workbook.
pub(crate) fn workbook(language: Language, files: &[FileResult]) -> Result<Vec<u8>, String> {
    let rows: Vec<SummaryRow> = files
        .iter()
        .map(|file| {
            let [name, organ, year, cells, _, _, _, verdict] = row(language, file);
            let findings =
                [SeverityWord::Error, SeverityWord::Warning, SeverityWord::Info].map(|word| file.count(word));
            SummaryRow { file: name, organ, year, cells, findings, verdict }
        })
        .collect();
    write_summary(&rows).map(|written| written.bytes).map_err(|error| error.to_string())
}
