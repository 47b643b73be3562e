//! Table 四 from a register of reconsiderations and lawsuits.

use gongkai_core::form::keys::column;
use std::collections::BTreeMap;

use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Report, Year};

use crate::ledger::columns::{Column, MappingError};
use crate::ledger::counts::Counts;
use crate::ledger::entry::{CaseResult, CaseType, Dispute, Disputes, Refusal};
use crate::ledger::refusal::RefusalReason;
use crate::ledger::register::Register;
use crate::ledger::row::understand;
use crate::ledger::tally::Outside;
use crate::ledger::vocabulary::{Vocabularies, is_open};

impl Register {
    /// The register's reconsiderations and lawsuits in the words of the latest edition.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice, or the sheet is not known.
    pub fn disputes(&self) -> Result<Disputes, MappingError> {
        self.disputes_in(Edition::newest())
    }

    /// The register's reconsiderations and lawsuits in the words of an edition. A case whose outcome is 尚未审结 or that has neither a closing day
    /// nor an outcome is pending.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice, or the sheet is not known.
    pub fn disputes_in(&self, edition: Edition) -> Result<Disputes, MappingError> {
        let Vocabularies { cases, results, .. } = Vocabularies::of(edition);
        Ok(understand(&self.bodies(&Column::DISPUTES)?, |row| {
            let (received, closed) = row.dates()?;
            let case = CaseType(cases.key(row.meant(Column::CaseType)?)?);
            let result = match row.text(Column::Outcome) {
                open if is_open(open) => None,
                _ => Some(results.key(row.meant(Column::Outcome)?)?).filter(|&result| result != column::PENDING),
            };
            let closed = match (closed, result) {
                (None, None) => None,
                (Some(closed), Some(result)) => Some((closed, CaseResult(result))),
                (Some(_), None) => return Err(row.without_outcome()),
                (None, Some(_)) => return Err(RefusalReason::NoClosingDate),
            };
            Ok(Dispute { line: row.line(), case, received, closed })
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
    pub outside: Vec<Outside>,
    /// Lines that were not understood and so not counted.
    pub refused: Vec<Refusal>,
    edition: Edition,
    cells: BTreeMap<CellKey, Cell>,
}

/// Counts cases into table 四: by their result when they were closed in the year, as 尚未审结 when they were pending at
/// the end of it. The totals (GK104) hold by the way of counting.
///
/// ```
/// use gongkai_core::{Cell, Year};
/// use gongkai_collate::ledger::{CaseResult, CaseType, Dispute, Disputes, Line, tally_disputes};
/// use jiff::civil::date;
/// let case = Dispute {
///     line: Line::new(1, "甲1"),
///     case: CaseType::parse("行政复议")?,
///     received: date(2023, 2, 1),
///     closed: Some((date(2023, 4, 1), CaseResult::parse("维持")?)),
/// };
/// let counted = tally_disputes(&Disputes::from_iter([case]), Year::new(2023)?);
/// assert_eq!(counted.cell("disputes.reconsideration.upheld".parse()?), Some(&Cell::from(1)));
/// assert_eq!(counted.cell("disputes.reconsideration.total".parse()?), Some(&Cell::from(1)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn tally_disputes(disputes: &Disputes, year: Year) -> DisputeTally {
    let edition = Edition::governing(year);
    let mut counts = Counts::new(edition, TableKey::Disputes);
    let mut tally = DisputeTally {
        counted: 0,
        outside: Vec::new(),
        refused: disputes.refused.clone(),
        edition,
        cells: BTreeMap::new(),
    };
    for dispute in &disputes.entries {
        let closing = dispute.closed.map(|(day, _)| day);
        if let Some(outside) = Outside::of(&dispute.line, dispute.received, closing, year) {
            tally.outside.push(outside);
            continue;
        }
        tally.counted += 1;
        let result = match dispute.closed {
            Some((day, result)) if i32::from(day.year()) == i32::from(year.get()) => result.key(),
            _ => column::PENDING,
        };
        counts.add(dispute.case.key(), result);
    }
    tally.cells = counts.into_cells();
    tally
}

impl DisputeTally {
    /// What a cell of table 四 was counted as.
    #[must_use]
    pub fn cell(&self, key: CellKey) -> Option<&Cell> {
        self.cells.get(&key)
    }

    /// Every cell of table 四.
    pub fn cells(&self) -> impl Iterator<Item = (CellKey, &Cell)> {
        self.cells.iter().map(|(&key, cell)| (key, cell))
    }

    /// States the counted cells in a report.
    pub fn state_in(&self, report: &mut Report) {
        report.set_edition(TableKey::Disputes, self.edition);
        for (key, cell) in self.cells() {
            report.set(key, cell.clone());
        }
    }
}
