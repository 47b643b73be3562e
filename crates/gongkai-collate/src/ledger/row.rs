//! The rows of a register below its headings, read one by one.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::ledger::columns::{Column, Mapping};
use crate::ledger::date::{self, Epoch};
use crate::ledger::entry::{Entries, Line, Refusal};
use crate::ledger::refusal::RefusalReason;
use crate::ledger::vocabulary::is_open;

/// The rows below the headings.
pub(crate) struct Body<'a> {
    pub(crate) headings: &'a [String],
    pub(crate) rows: &'a [(usize, Vec<String>)],
    pub(crate) places: BTreeMap<Column, usize>,
    pub(crate) mapping: &'a Mapping,
    pub(crate) epoch: Epoch,
    pub(crate) other_sheets: Vec<String>,
}

/// Reads each row; a number that stands twice is refused the second time.
pub(crate) fn understand<T>(body: &Body<'_>, read: impl Fn(&Row<'_>) -> Result<T, RefusalReason>) -> Entries<T> {
    let heading = |place: usize| body.headings.get(place).cloned().unwrap_or_default();
    let mut entries = Entries {
        headings: body.places.iter().map(|(&column, &place)| (column, heading(place))).collect(),
        other_sheets: body.other_sheets.clone(),
        ..Entries::default()
    };
    let rows: Vec<Row<'_>> = body
        .rows
        .iter()
        // A head that is printed again on each page is not an entry.
        .filter(|(_, cells)| cells != body.headings)
        .map(|(line, cells)| Row { line: *line, cells, body })
        .collect();
    let filled = rows.iter().rposition(|row| !row.is_number_only()).map_or(0, |last| last + 1);
    let (rows, ahead) = rows.split_at_checked(filled).unwrap_or((&rows, &[]));
    entries.unfilled = ahead.iter().map(Row::line).collect();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let number = row.text(Column::Number);
        let first = if number.is_empty() { row.line } else { *numbers.entry(number).or_insert(row.line) };
        let result = if first == row.line { read(row) } else { Err(RefusalReason::Repeated { first }) };
        match result {
            Ok(entry) => {
                if row.has_serial_date() {
                    entries.serial_dates.push(row.line());
                }
                entries.entries.push(entry);
            }
            Err(reason) => entries.refused.push(Refusal { line: row.line(), reason }),
        }
    }
    entries
}

/// One row of a register.
pub(crate) struct Row<'a> {
    line: usize,
    cells: &'a [String],
    body: &'a Body<'a>,
}

impl<'a> Row<'a> {
    pub(crate) fn line(&self) -> Line {
        Line::new(self.line, self.text(Column::Number))
    }

    /// Whether only numbers stand in the row, 序号 beside 编号 among them.
    fn is_number_only(&self) -> bool {
        let is_number = |place: usize| {
            self.body.places.get(&Column::Number) == Some(&place)
                || self.body.headings.get(place).is_some_and(|heading| Column::Number.fit(heading).is_some())
        };
        self.cells.iter().enumerate().all(|(place, cell)| cell.trim().is_empty() || is_number(place))
    }

    /// The cell of a column. Programs leave out empty cells at the end of a line, so only a cell that must be filled
    /// makes a short line an error.
    pub(crate) fn text(&self, column: Column) -> &'a str {
        self.body.places.get(&column).and_then(|&place| self.cells.get(place)).map_or("", |cell| cell.trim())
    }

    pub(crate) fn filled(&self, column: Column) -> Result<&'a str, RefusalReason> {
        let name = column.printed();
        match self.text(column) {
            "" if self.body.places.get(&column).is_some_and(|&place| place >= self.cells.len()) => {
                Err(RefusalReason::Short { cells: self.cells.len(), column: name })
            }
            "" => Err(RefusalReason::Empty { column: name }),
            text => Ok(text),
        }
    }

    /// The word of a column, or what the office says that it means.
    pub(crate) fn meant(&self, column: Column) -> Result<&'a str, RefusalReason> {
        Ok(self.body.mapping.meant(self.filled(column)?))
    }

    /// The days of receipt and of closing.
    pub(crate) fn dates(&self) -> Result<(Date, Option<Date>), RefusalReason> {
        let read = |column: Column, text: &str| {
            date::read(text, self.body.epoch).map(|found| found.date).map_err(|fault| RefusalReason::NotADate {
                column: column.printed(),
                text: text.to_owned(),
                fault,
            })
        };
        let received = read(Column::Received, self.filled(Column::Received)?)?;
        let closed = match self.text(Column::Closed) {
            open if is_open(open) => None,
            text => Some(read(Column::Closed, text)?),
        };
        match closed {
            Some(closed) if closed < received => Err(RefusalReason::ClosedBeforeReceived { received, closed }),
            closed => Ok((received, closed)),
        }
    }

    /// What is wrong with a day of closing whose outcome is none: it is missing, or says that the matter is open.
    pub(crate) fn without_outcome(&self) -> RefusalReason {
        match self.text(Column::Outcome) {
            text if text.chars().any(char::is_alphanumeric) => RefusalReason::ClosedAndOpen { text: text.to_owned() },
            _ => RefusalReason::NoOutcome,
        }
    }

    fn has_serial_date(&self) -> bool {
        [Column::Received, Column::Closed]
            .into_iter()
            .any(|column| date::read(self.text(column), self.body.epoch).is_ok_and(|found| found.serial))
    }
}
