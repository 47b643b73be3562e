//! Reports that are made up in a few lines.

use gongkai_core::form::{SectionKey, TableKey};
use gongkai_core::{Cell, Organ, Report, Year};

/// A report: organ, year, its rows by key with their values in the order of the form, and the texts of sections one, five
/// and six, paragraphs parted by `|`.
pub(crate) struct Sound {
    pub(crate) organ: &'static str,
    pub(crate) year: u16,
    pub(crate) rows: &'static [(&'static str, &'static str)],
    pub(crate) overview: &'static str,
    pub(crate) problems: &'static str,
    pub(crate) other: &'static str,
}

impl Sound {
    pub(crate) fn report(&self) -> Report {
        let mut report = Report::new(Organ::new(self.organ), Year::new(self.year).unwrap());
        for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
            report.set(key, Cell::from(0));
        }
        for (row, values) in self.rows {
            let cells = TableKey::ALL.into_iter().flat_map(|table| &report.table_form(table).cells);
            let keys: Vec<_> = cells.filter(|cell| cell.key.row() == *row).map(|cell| cell.key).collect();
            let values: Vec<&str> = values.split_whitespace().collect();
            assert_eq!(keys.len(), values.len(), "{} {row}", self.organ);
            for (key, value) in keys.into_iter().zip(values) {
                report.set(key, Cell::parse(value));
            }
        }
        for (section, text) in [
            (SectionKey::Overview, self.overview),
            (SectionKey::Problems, self.problems),
            (SectionKey::OtherMatters, self.other),
        ] {
            report.set_narrative(section, text.split('|'));
        }
        report
    }
}
