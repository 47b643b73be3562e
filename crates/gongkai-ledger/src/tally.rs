//! Table 三 from a register of applications.

use std::collections::{BTreeMap, HashMap};

use gongkai_core::form::{CellKey, Edition, Sign, TableDeclaration, TableKey};
use gongkai_core::{Cell, Number, Report, Year};
use jiff::civil::Date;
use serde::Serialize;

use crate::columns::{Column, MappingError};
use crate::deadline::{Deadline, Overrun};
use crate::entry::{Application, Line, Refusal, RefusalReason};
use crate::outcome::Vocabulary;
use crate::register::{Entries, Register};
use crate::{Calendar, date};

/// The lines of a register of applications: those that were understood, and those that were not.
pub type Applications = (Vec<Application>, Vec<Refusal>);

impl Register {
    /// The register's applications in the words of the present edition.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice.
    pub fn applications(&self) -> Result<Applications, MappingError> {
        self.applications_in(Edition::E2021)
    }

    /// The register's applications in the words of an edition.
    ///
    /// # Errors
    /// [`MappingError`] when a column is missing or stands twice.
    pub fn applications_in(&self, edition: Edition) -> Result<Applications, MappingError> {
        let entries = self.entries(&Column::APPLICATIONS)?;
        let (classes, outcomes) = (Vocabulary::applicants(edition), Vocabulary::outcomes(edition));
        Ok(understand(&entries, |row| {
            let (received, closed) = row.dates()?;
            let applicant = classes.key(row.filled(Column::Applicant)?)?;
            let outcome = row.text(Column::Outcome);
            let closed = match (closed, outcome) {
                (None, "") => None,
                (Some(closed), outcome) if !outcome.is_empty() => Some((closed, outcomes.key(outcome)?)),
                _ => return Err(RefusalReason::HalfClosed),
            };
            Ok(Application { line: row.line(), applicant, received, closed })
        }))
    }
}

/// Reads each row; a number that stands twice is refused the second time.
pub(crate) fn understand<T>(
    entries: &Entries<'_>,
    read: impl Fn(&Row<'_>) -> Result<T, RefusalReason>,
) -> (Vec<T>, Vec<Refusal>) {
    let (mut understood, mut refused) = (Vec::new(), Vec::new());
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (line, cells) in entries.rows {
        let row = Row { line: *line, cells, places: &entries.places };
        let number = row.text(Column::Number);
        let first = if number.is_empty() { *line } else { *numbers.entry(number).or_insert(*line) };
        let result = if first == *line { read(&row) } else { Err(RefusalReason::Repeated { first }) };
        match result {
            Ok(entry) => understood.push(entry),
            Err(reason) => refused.push(Refusal { line: row.line(), reason }),
        }
    }
    (understood, refused)
}

/// One row of a register.
pub(crate) struct Row<'a> {
    line: usize,
    cells: &'a [String],
    places: &'a BTreeMap<Column, usize>,
}

impl<'a> Row<'a> {
    pub(crate) fn line(&self) -> Line {
        Line { line: self.line, number: self.text(Column::Number).to_owned() }
    }

    /// The cell of a column. Programs leave out empty cells at the end of a line, so only a cell that must be filled
    /// makes a short line an error.
    pub(crate) fn text(&self, column: Column) -> &'a str {
        self.places.get(&column).and_then(|&place| self.cells.get(place)).map_or("", |cell| cell.trim())
    }

    pub(crate) fn filled(&self, column: Column) -> Result<&'a str, RefusalReason> {
        let name = column.printed();
        match self.text(column) {
            "" if self.places.get(&column).is_some_and(|&place| place >= self.cells.len()) => {
                Err(RefusalReason::Short { cells: self.cells.len(), column: name })
            }
            "" => Err(RefusalReason::Empty { column: name }),
            text => Ok(text),
        }
    }

    /// The days of receipt and of closing.
    pub(crate) fn dates(&self) -> Result<(Date, Option<Date>), RefusalReason> {
        let parse = |column: Column, text: &str| {
            date::parse(text).ok_or_else(|| RefusalReason::NotADate { column: column.printed(), text: text.to_owned() })
        };
        let received = parse(Column::Received, self.filled(Column::Received)?)?;
        let closed = match self.text(Column::Closed) {
            "" => None,
            text => Some(parse(Column::Closed, text)?),
        };
        if closed.is_some_and(|closed| closed < received) {
            return Err(RefusalReason::ClosedBeforeReceived);
        }
        Ok((received, closed))
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
    pub outside: Vec<Line>,
    /// Applications that were open at the end of the year: 结转下年度继续办理.
    pub open: Vec<OpenApplication>,
    /// Lines that were not understood and so not counted.
    pub refused: Vec<Refusal>,
    cells: BTreeMap<CellKey, Cell>,
    edition: Edition,
}

/// An application that was open at the end of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenApplication {
    /// Where it stands.
    pub line: Line,
    /// When it was received.
    #[serde(serialize_with = "printed_date")]
    pub received: Date,
}

fn printed_date<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Counts applications into table 三 of the edition that governs the year.
///
/// An application counts as received in the year, or as carried in when it was received earlier and not closed before
/// the year; it counts under its outcome when it was closed in the year, and as carried out when it was still open at
/// the end of it. Every cell of the table is counted, so that 0 is a count here and not a default.
#[must_use]
pub fn tally((applications, refused): &Applications, year: Year) -> Tally {
    let edition = Edition::governing(year);
    let mut counts = Counts::new(edition);
    let mut tally = Tally {
        year,
        counted: 0,
        outside: Vec::new(),
        open: Vec::new(),
        refused: refused.clone(),
        cells: BTreeMap::new(),
        edition,
    };
    let report_year = i32::from(year.get());
    for application in applications {
        let received = i32::from(application.received.year());
        let closed = application.closed.map(|(closed, outcome)| (i32::from(closed.year()), outcome));
        if received > report_year || closed.is_some_and(|(closed, _)| closed < report_year) {
            tally.outside.push(application.line.clone());
            continue;
        }
        tally.counted += 1;
        counts.add(if received == report_year { "received" } else { "carried_in" }, application.applicant);
        match closed {
            Some((closed, outcome)) if closed == report_year => {
                counts.add(outcome, application.applicant);
                counts.add("total_processed", application.applicant);
            }
            _ => {
                counts.add("carried_out", application.applicant);
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
    let year = i16::try_from(year.get()).unwrap_or(i16::MAX);
    let Ok(end) = Date::new(year, 12, 31) else { return Vec::new() };
    applications
        .iter()
        .filter(|application| application.received <= end)
        .filter(|application| application.closed.is_none_or(|(closed, _)| closed.year() >= year))
        .filter_map(|application| {
            let answered = application.closed.map_or(end, |(closed, _)| closed.min(end));
            let overrun = Deadline::of(application.received, calendar)?.overrun(answered)?;
            Some((application.line.clone(), overrun))
        })
        .collect()
}

/// Counts by row and applicant class.
struct Counts {
    edition: Edition,
    cells: BTreeMap<CellKey, i64>,
}

impl Counts {
    fn new(edition: Edition) -> Self {
        let form = edition.form().table(TableKey::Applications);
        Self { edition, cells: form.cells.iter().map(|cell| (cell.key, 0)).collect() }
    }

    fn add(&mut self, row: &str, applicant: &str) {
        let total = match self.edition.form().table(TableKey::Applications).declared {
            TableDeclaration::Applications(form) => form.columns.last().map_or("", |column| column.key),
            _ => "",
        };
        for (key, count) in &mut self.cells {
            if key.row == row && (key.column == applicant || key.column == total) {
                *count += 1;
            }
        }
    }

    fn into_cells(self) -> BTreeMap<CellKey, Cell> {
        debug_assert!(self.balances(), "the counts keep the sums of the form");
        self.cells.into_iter().map(|(key, count)| (key, Cell::from(Number::from(count)))).collect()
    }

    fn balances(&self) -> bool {
        self.edition.form().table(TableKey::Applications).sums.iter().all(|sum| {
            let value = |key| self.cells.get(&key).copied().unwrap_or(0);
            sum.terms().map(|(key, sign)| if sign == Sign::Plus { value(key) } else { -value(key) }).sum::<i64>() == 0
        })
    }
}
