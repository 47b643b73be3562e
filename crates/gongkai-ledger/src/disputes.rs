//! Table 四 from a register of reconsiderations and lawsuits.

use std::collections::BTreeMap;

use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Number, Report, Year};

use crate::columns::{Column, MappingError};
use crate::entry::{Dispute, Line, Refusal, RefusalReason};
use crate::outcome::Vocabulary;
use crate::register::Register;
use crate::tally::understand;

/// The lines of a register of disputes: those that were understood, and those that were not.
pub type Disputes = (Vec<Dispute>, Vec<Refusal>);

impl Register {
    /// The register's reconsiderations and lawsuits. A case whose outcome is 尚未审结 or that has neither a closing day
    /// nor an outcome is pending.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice.
    pub fn disputes(&self) -> Result<Disputes, MappingError> {
        let entries = self.entries(&Column::DISPUTES)?;
        let (cases, results) = (Vocabulary::cases(Edition::E2021), Vocabulary::results(Edition::E2021));
        Ok(understand(&entries, |row| {
            let (received, closed) = row.dates()?;
            let group = cases.key(row.filled(Column::CaseType)?)?;
            let result = match row.text(Column::Outcome) {
                "" => None,
                text => Some(results.key(text)?).filter(|&result| result != "pending"),
            };
            let closed = match (closed, result) {
                (None, None) => None,
                (Some(closed), Some(result)) => Some((closed, result)),
                _ => return Err(RefusalReason::HalfClosed),
            };
            Ok(Dispute { line: row.line(), group, received, closed })
        }))
    }
}

/// Table 四 as the register counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DisputeTally {
    /// How many cases were counted.
    pub counted: usize,
    /// Cases that were closed before the year or received after it.
    pub outside: Vec<Line>,
    /// Lines that were not understood and so not counted.
    pub refused: Vec<Refusal>,
    edition: Edition,
    cells: BTreeMap<CellKey, Cell>,
}

/// Counts cases into table 四: by their result when they were closed in the year, as 尚未审结 when they were pending at
/// the end of it.
#[must_use]
pub fn tally_disputes((disputes, refused): &Disputes, year: Year) -> DisputeTally {
    let edition = Edition::governing(year);
    let mut counts: BTreeMap<CellKey, i64> =
        edition.form().table(TableKey::Disputes).cells.iter().map(|cell| (cell.key, 0)).collect();
    let mut tally =
        DisputeTally { counted: 0, outside: Vec::new(), refused: refused.clone(), edition, cells: BTreeMap::new() };
    let report_year = i32::from(year.get());
    for dispute in disputes {
        let closed = dispute.closed.map(|(closed, result)| (i32::from(closed.year()), result));
        let received = i32::from(dispute.received.year());
        if received > report_year || closed.is_some_and(|(closed, _)| closed < report_year) {
            tally.outside.push(dispute.line.clone());
            continue;
        }
        tally.counted += 1;
        let result = match closed {
            Some((closed, result)) if closed == report_year => result,
            _ => "pending",
        };
        for (key, count) in &mut counts {
            if key.row == dispute.group && (key.column == result || key.column == "total") {
                *count += 1;
            }
        }
    }
    tally.cells = counts.into_iter().map(|(key, count)| (key, Cell::from(Number::from(count)))).collect();
    tally
}

impl DisputeTally {
    /// What a cell of table 四 was counted as.
    #[must_use]
    pub fn cell(&self, key: CellKey) -> Option<&Cell> {
        self.cells.get(&key)
    }

    /// States the counted cells in a report.
    pub fn state_in(&self, report: &mut Report) {
        report.set_edition(TableKey::Disputes, self.edition);
        for (&key, cell) in &self.cells {
            report.set(key, cell.clone());
        }
    }
}
