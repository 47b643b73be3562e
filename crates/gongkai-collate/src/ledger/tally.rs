//! Table 三 from a register of applications.

use gongkai_core::form::keys::row;
use std::collections::BTreeMap;

use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Report, Year};
use jiff::civil::Date;

use crate::ledger::Calendar;
use crate::ledger::columns::{Column, MappingError};
use crate::ledger::counts::Counts;
use crate::ledger::deadline::{Deadline, Overrun};
use crate::ledger::entry::{ApplicantClass, Application, Applications, Outcome, Refusal};
use crate::ledger::line::Line;
use crate::ledger::refusal::RefusalReason;
use crate::ledger::register::Register;
use crate::ledger::row::understand;
use crate::ledger::vocabulary::{Vocabularies, is_open};

impl Register {
    /// The register's applications in the words of the latest edition.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice, or the sheet is not known.
    pub fn applications(&self) -> Result<Applications, MappingError> {
        self.applications_in(Edition::newest())
    }

    /// The register's applications in the words of an edition.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice, or the sheet is not known.
    pub fn applications_in(&self, edition: Edition) -> Result<Applications, MappingError> {
        let Vocabularies { applicants: classes, outcomes, .. } = Vocabularies::of(edition);
        Ok(understand(&self.bodies(&Column::APPLICATIONS)?, |row| {
            let (received, closed) = row.dates()?;
            let applicant = ApplicantClass(classes.key(row.meant(Column::Applicant)?)?);
            let outcome = row.text(Column::Outcome);
            let closed = match (closed, is_open(outcome)) {
                (None, true) => None,
                (Some(_), true) => return Err(row.without_outcome()),
                (None, false) => return Err(RefusalReason::NoClosingDate),
                (Some(closed), false) => Some((closed, Outcome(outcomes.key(row.meant(Column::Outcome)?)?))),
            };
            Ok(Application { line: row.line(), applicant, received, closed })
        }))
    }
}

/// Table 三 as the register counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// The year.
    pub year: Year,
    /// How many applications were counted.
    pub counted: usize,
    /// Applications that were closed before the year or received after it, which have no part in it.
    pub outside: Vec<Outside>,
    /// Applications that were open at the end of the year: 结转下年度继续办理.
    pub open: Vec<OpenApplication>,
    /// Lines that were not understood and so not counted.
    pub refused: Vec<Refusal>,
    cells: BTreeMap<CellKey, Cell>,
    edition: Edition,
}

/// An application that was open at the end of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApplication {
    /// Where it stands.
    pub line: Line,
    /// When it was received.
    pub received: Date,
}

/// An entry that has no part in the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Where it stands.
    pub line: Line,
    /// The day that puts it outside: of closing before the year, or of receipt after it.
    pub day: Date,
    /// Why.
    pub reason: OutsideReason,
}

/// Why an entry has no part in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OutsideReason {
    /// It was closed before the year.
    ClosedBefore,
    /// It was received after the year.
    ReceivedAfter,
}

impl Outside {
    /// Whether days of receipt and closing put an entry outside a year.
    pub(crate) fn of(line: &Line, received: Date, closed: Option<Date>, year: Year) -> Option<Self> {
        let year = i32::from(year.get());
        let (day, reason) = match closed.filter(|day| i32::from(day.year()) < year) {
            Some(day) => (day, OutsideReason::ClosedBefore),
            None if i32::from(received.year()) > year => (received, OutsideReason::ReceivedAfter),
            None => return None,
        };
        Some(Self { line: line.clone(), day, reason })
    }
}

/// Counts applications into table 三 of the edition that governs the year.
///
/// An application counts as received in the year, or as carried in when it was received earlier and not closed before
/// the year; it counts under its outcome when it was closed in the year, and as carried out when it was still open at
/// the end of it. Every cell of the table is counted, so that 0 is a count here and not a default. The sums of the form
/// (GK101 to GK103) hold by the way of counting.
///
/// ```
/// use gongkai_core::{Cell, Year};
/// use gongkai_collate::ledger::{ApplicantClass, Application, Applications, Line, Outcome, tally};
/// use jiff::civil::date;
/// // Applications from anywhere, without a file.
/// let applications: Applications = [
///     (date(2023, 3, 1), "公民", Some((date(2023, 3, 20), "36(1)"))),
///     (date(2022, 12, 30), "公司", None),
/// ]
/// .into_iter()
/// .enumerate()
/// .map(|(index, (received, applicant, closed))| {
///     let outcome = |(day, text)| Outcome::parse(text).map(|outcome| (day, outcome));
///     Ok(Application {
///         line: Line::new(index + 1, ""),
///         applicant: ApplicantClass::parse(applicant)?,
///         received,
///         closed: closed.map(outcome).transpose()?,
///     })
/// })
/// .collect::<Result<_, gongkai_collate::ledger::RefusalReason>>()?;
/// let counted = tally(&applications, Year::new(2023)?);
/// assert_eq!(counted.cell("applications.granted.natural_person".parse()?), Some(&Cell::from(1)));
/// assert_eq!(counted.cell("applications.carried_in.business".parse()?), Some(&Cell::from(1)));
/// assert_eq!(counted.open.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn tally(applications: &Applications, year: Year) -> Tally {
    let edition = Edition::governing(year);
    let mut counts = Counts::new(edition, TableKey::Applications);
    let mut tally = Tally {
        year,
        counted: 0,
        outside: Vec::new(),
        open: Vec::new(),
        refused: applications.refused.clone(),
        cells: BTreeMap::new(),
        edition,
    };
    let report_year = i32::from(year.get());
    for application in &applications.entries {
        let closing = application.closed.map(|(day, _)| day);
        if let Some(outside) = Outside::of(&application.line, application.received, closing, year) {
            tally.outside.push(outside);
            continue;
        }
        tally.counted += 1;
        let new = i32::from(application.received.year()) == report_year;
        let class = application.applicant.key();
        counts.add(if new { row::RECEIVED } else { row::CARRIED_IN }, class);
        match application.closed {
            Some((day, outcome)) if i32::from(day.year()) == report_year => {
                // The edition of 2019 has one row for everything under 其他处理.
                let row = if counts.has(outcome.key(), class) { outcome.key() } else { row::OTHER_OUTCOME };
                counts.add(row, class);
                counts.add(row::TOTAL_PROCESSED, class);
            }
            _ => {
                counts.add(row::CARRIED_OUT, class);
                let open = OpenApplication { line: application.line.clone(), received: application.received };
                tally.open.push(open);
            }
        }
    }
    tally.cells = counts.into_cells();
    tally
}

impl Tally {
    /// What a cell of table 三 was counted as.
    #[must_use]
    pub fn cell(&self, key: CellKey) -> Option<&Cell> {
        self.cells.get(&key)
    }

    /// Every cell of table 三.
    pub fn cells(&self) -> impl Iterator<Item = (CellKey, &Cell)> {
        self.cells.iter().map(|(&key, cell)| (key, cell))
    }

    /// States the counted cells in a report.
    pub fn state_in(&self, report: &mut Report) {
        report.set_edition(TableKey::Applications, self.edition);
        for (key, cell) in self.cells() {
            report.set(key, cell.clone());
        }
    }
}

/// Applications that ran over their term, with how far; open ones are measured at the end of the year.
#[must_use]
pub fn overruns(applications: &[Application], year: Year, calendar: &Calendar) -> Vec<(Line, Overrun)> {
    let Some(end) = last_day(year) else { return Vec::new() };
    in_year(applications, year)
        .filter_map(|application| {
            let answered = application.closed.map_or(end, |(closed, _)| closed.min(end));
            let overrun = Deadline::of(application.received, calendar)?.overrun(answered)?;
            Some((application.line.clone(), overrun))
        })
        .collect()
}

/// The years through which the terms of a year's applications run and whose holidays a calendar does not know.
#[must_use]
pub fn years_without_holidays(applications: &[Application], year: Year, calendar: &Calendar) -> Vec<i16> {
    let Some(end) = last_day(year) else { return Vec::new() };
    let mut years: Vec<i16> = in_year(applications, year)
        .flat_map(|application| application.received.year()..=end.year())
        .filter(|&year| !calendar.covers(year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn last_day(year: Year) -> Option<Date> {
    Date::new(i16::try_from(year.get()).ok()?, 12, 31).ok()
}

fn in_year(applications: &[Application], year: Year) -> impl Iterator<Item = &Application> {
    applications.iter().filter(move |application| {
        let closing = application.closed.map(|(day, _)| day);
        Outside::of(&application.line, application.received, closing, year).is_none()
    })
}
