//! One row for each file, for the office that reviews many reports.

use gongkai::characters::one_line;
use gongkai::xlsx::{SummaryCounts, SummaryRow, write_summary};

use super::csv_table;
use super::text::verdict;
use crate::language::Language;
use gongkai_wire::{FileResult, Severity};

/// How many columns the table has.
const COLUMNS: usize = 10;

/// The rows so far.
pub(crate) struct Summary {
    language: Language,
    rows: Vec<SummaryRow>,
}

impl Summary {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, rows: Vec::new() }
    }

    /// Adds the row of a file. Of one that could not be read nothing is counted, which is not 0.
    pub(crate) fn add(&mut self, file: &FileResult) {
        let word = verdict(self.language, file.verdict);
        self.rows.push(SummaryRow {
            file: one_line(&file.file).into_owned(),
            organ: file.organ.as_deref().map(|organ| one_line(organ).into_owned()).unwrap_or_default(),
            year: file.year.map(|year| year.to_string()).unwrap_or_default(),
            counts: file.error.is_none().then(|| SummaryCounts {
                cells: file.cells_expected,
                unread: file.cells_expected.saturating_sub(file.cells_read),
                findings: [Severity::Error, Severity::Warning, Severity::Info].map(|word| file.count(word)),
                accepted: file.accepted.len(),
            }),
            verdict: file.error.as_ref().map_or(word.clone(), |error| format!("{word}：{}", one_line(error))),
        });
    }

    fn heads(&self) -> [&'static str; COLUMNS] {
        gongkai_wire::SUMMARY_HEADS.map(|(zh, en)| self.language.pick(zh, en))
    }

    /// The table with its head, as text.
    fn cells(&self) -> impl Iterator<Item = [String; COLUMNS]> {
        let heads = self.heads().map(str::to_owned);
        std::iter::once(heads).chain(self.rows.iter().map(|row| {
            let [cells, unread, errors, warnings, hints, accepted] = match row.counts {
                Some(SummaryCounts { cells, unread, findings: [errors, warnings, hints], accepted }) => {
                    [cells, unread, errors, warnings, hints, accepted].map(|count| count.to_string())
                }
                None => std::array::from_fn(|_| String::new()),
            };
            let [file, organ, year, verdict] = [&row.file, &row.organ, &row.year, &row.verdict].map(String::clone);
            [file, organ, year, cells, unread, errors, warnings, hints, accepted, verdict]
        }))
    }

    /// The table as CSV.
    pub(crate) fn csv(&self) -> Result<Vec<u8>, String> {
        csv_table(self.cells())
    }

    /// The table for a terminal.
    pub(crate) fn table(&self) -> String {
        let rows: Vec<[String; COLUMNS]> = self.cells().collect();
        let widths: Vec<usize> = (0..COLUMNS)
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

    /// The table as a workbook.
    pub(crate) fn workbook(&self) -> Result<Vec<u8>, String> {
        write_summary(&self.rows, &self.heads()).map(|written| written.bytes).map_err(|error| error.to_string())
    }
}

/// The columns of a terminal that a text takes: Chinese characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}
