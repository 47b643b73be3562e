//! One row for each file, for the office that reviews many reports.

use gongkai::characters::one_line;
use gongkai::xlsx::{SummaryCounts, SummaryRow, write_survey};

use super::csv_table;
use super::text::verdict;
use crate::language::Language;
use gongkai_wire::{FileResult, Severity, Survey, Words};

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
            verdict: file.error.as_ref().map_or(word.clone(), |error| {
                let error = self.language.pick(&error.zh, &error.en);
                format!("{word}{}{}", self.language.pick("：", ": "), one_line(error))
            }),
        });
    }

    /// Adds the row of a body that must file and has not.
    pub(crate) fn add_missing(&mut self, name: &str) {
        self.rows.push(SummaryRow {
            organ: one_line(name).into_owned(),
            verdict: self.language.pick("未报", "has not filed").to_owned(),
            ..SummaryRow::default()
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

    /// The table as a workbook, with what is said of the files as a whole on a sheet of its own.
    pub(crate) fn workbook(&self, survey: Option<&Survey>) -> Result<Vec<u8>, String> {
        let words = |words: &Words| self.language.pick(&words.zh, &words.en).clone();
        let mut lines: Vec<[String; 3]> = Vec::new();
        if let Some(survey) = survey {
            let kinds = [
                (self.language.pick("问题", "problem"), &survey.problems),
                (self.language.pick("说明", "remark"), &survey.remarks),
            ];
            for (kind, all) in kinds {
                let said = all.iter().map(|said| [kind.to_owned(), said.members.join("、"), words(&said.text)]);
                lines.extend(said);
            }
            let kind = self.language.pick("请核对", "please check");
            let questions = survey.questions.iter();
            lines.extend(questions.map(|one| [kind.to_owned(), one.organ.clone(), words(&one.text)]));
            let kind = self.language.pick("不是报告", "no report");
            let passed = survey.passed_over.iter();
            lines.extend(passed.map(|one| [kind.to_owned(), one.file.clone(), words(&one.why)]));
        }
        write_survey(&self.rows, &self.heads(), &lines).map(|written| written.bytes).map_err(|error| error.to_string())
    }
}

/// The columns of a terminal that a text takes: Chinese characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}
