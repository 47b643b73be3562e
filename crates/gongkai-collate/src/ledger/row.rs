//! The rows of a register below its headings, read one by one.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use gongkai_core::characters::is_blank;
use gongkai_core::words::Text;

use crate::ledger::aside::{is_aside, is_period};
use crate::ledger::columns::{Column, Mapping};
use crate::ledger::date::{self, Epoch};
use crate::ledger::entry::{Entries, Reading, Refusal};
use crate::ledger::line::Line;
use crate::ledger::refusal::RefusalReason;
use crate::ledger::untold::{is_untold, is_void};
use crate::ledger::vocabulary::is_open;

/// The sheets that a register is read from, and the names of the others.
pub(crate) struct Bodies<'a> {
    pub(crate) bodies: Vec<Body<'a>>,
    pub(crate) other_sheets: Vec<String>,
    pub(crate) left_out: Vec<Text>,
}

/// The rows below the headings of a sheet.
pub(crate) struct Body<'a> {
    /// The sheet's name, where several are read.
    pub(crate) sheet: &'a str,
    pub(crate) headings: Vec<String>,
    /// The lines of the headings as they stand: they may be printed again on each page.
    pub(crate) repeats: &'a [(usize, Vec<String>)],
    pub(crate) rows: &'a [(usize, Vec<String>)],
    pub(crate) places: BTreeMap<Column, usize>,
    pub(crate) mapping: &'a Mapping,
    pub(crate) epoch: Epoch,
}

/// Reads each row; a number that stands twice is refused the second time.
pub(crate) fn understand<T>(register: &Bodies<'_>, read: impl Fn(&Row<'_>) -> Result<T, RefusalReason>) -> Entries<T> {
    let mut entries = Entries::default();
    let mut reading = Reading {
        other_sheets: register.other_sheets.clone(),
        left_out: register.left_out.clone(),
        ..Reading::default()
    };
    for (row, repeated) in rows(register, &mut reading) {
        match repeated.or_else(|| row.untold()).map_or_else(|| read(&row), Err) {
            Ok(entry) => {
                if row.has_serial_date() {
                    reading.serial_dates.push(row.line());
                }
                entries.entries.push(entry);
            }
            Err(reason) => entries.refused.push(Refusal { line: row.line(), reason }),
        }
    }
    entries.reading = reading;
    entries
}

/// The rows that hold entries, and why one of them repeats an earlier one.
fn rows<'a>(register: &'a Bodies<'a>, reading: &mut Reading) -> Vec<(Row<'a>, Option<RefusalReason>)> {
    let mut found: Vec<(Row<'a>, Option<RefusalReason>)> = Vec::new();
    // By its number alone, and by all that it holds beside: where it stands in what was found.
    let mut numbers: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut contents: HashMap<Vec<&str>, usize> = HashMap::new();
    for body in &register.bodies {
        for (&column, &place) in &body.places {
            let heading = (column, body.headings.get(place).cloned().unwrap_or_default());
            if !reading.headings.contains(&heading) {
                reading.headings.push(heading);
            }
        }
        // Numbers that each sheet begins anew (序号) tell nothing of those of another.
        if body.begins_anew() {
            numbers.clear();
        }
        let mut rows = body.entries(&mut reading.aside);
        let filled = rows.iter().rposition(|row| !row.is_number_only()).map_or(0, |last| last + 1);
        reading.unfilled.extend(rows.drain(filled..).map(|row| row.line()));
        let begin = found.len();
        for row in rows {
            let (here, number) = (found.len(), row.text(Column::Number));
            let line = |at: usize| found.get(at).map(|(row, _)| row.line());
            let first = if number.is_empty() { here } else { *numbers.entry(vec![number]).or_insert(here) };
            let mut repeated = line(first).map(|first| RefusalReason::Repeated { first });
            if !body.sheet.is_empty() {
                // A sheet of the whole year beside those of the months states its entries again.
                let first = *contents.entry(row.content()).or_insert(here);
                let copied = line(first).filter(|_| first < begin).map(|first| RefusalReason::Copied { first });
                repeated = repeated.or(copied);
            }
            found.push((row, repeated));
        }
    }
    found
}

impl<'a> Body<'a> {
    /// The rows of entries; what stands between them is set aside.
    fn entries(&'a self, aside: &mut Vec<(Line, String)>) -> Vec<Row<'a>> {
        let mut rows: Vec<Row<'a>> = Vec::new();
        for (line, cells) in self.rows {
            if self.repeats.iter().any(|(_, head)| head == cells) {
                continue;
            }
            let mut row = Row { line: *line, cells, body: self, dittos: BTreeMap::new() };
            let texts: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            let columns: Vec<&str> = self.places.keys().map(|&column| row.text(column)).collect();
            // A line that is struck out as a whole is no entry any more.
            if is_aside(&texts, &columns) || texts.iter().all(|text| is_void(text)) {
                aside.push((row.line(), texts.join(" ")));
                continue;
            }
            let above = rows.last();
            let dittos = self.places.keys().filter(|&&column| is_ditto(row.text(column)));
            row.dittos = dittos.filter_map(|&column| Some((column, above?.text(column)))).collect();
            rows.push(row);
        }
        rows
    }

    /// Whether the entries are numbered by their order (序号) alone, one of several sheets from its own 1.
    fn begins_anew(&self) -> bool {
        let heading = self.places.get(&Column::Number).and_then(|&place| self.headings.get(place));
        !self.sheet.is_empty() && heading.is_some_and(|heading| Column::Number.is_makeshift(heading))
    }
}

/// Whether a cell says what the one above it says.
fn is_ditto(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    matches!(text.as_str(), "同上" | "同前" | "〃" | "″" | "\"" | "”" | "“" | "''" | "＂" | "々")
}

/// One row of a register.
pub(crate) struct Row<'a> {
    line: usize,
    cells: &'a [String],
    body: &'a Body<'a>,
    /// What the row above holds where this one says that it is the same.
    dittos: BTreeMap<Column, &'a str>,
}

impl<'a> Row<'a> {
    pub(crate) fn line(&self) -> Line {
        Line::new(self.line, self.text(Column::Number)).on_sheet(self.body.sheet)
    }

    /// Whether only numbers stand in the row, 序号 beside 编号 among them.
    fn is_number_only(&self) -> bool {
        self.content().is_empty()
    }

    /// What the row holds beside its numbers and the month that it stands under.
    fn content(&self) -> Vec<&'a str> {
        let is_number = |place: usize| {
            self.body.places.get(&Column::Number) == Some(&place)
                || self.body.headings.get(place).is_some_and(|heading| Column::Number.fit(heading).is_some())
        };
        let cells = self.cells.iter().enumerate().filter(|&(place, _)| !is_number(place));
        cells.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty() && !is_period(cell)).collect()
    }

    /// The cell of a column. Programs leave out empty cells at the end of a line, so only a cell that must be filled
    /// makes a short line an error.
    pub(crate) fn text(&self, column: Column) -> &'a str {
        let own =
            || self.body.places.get(&column).and_then(|&place| self.cells.get(place)).map_or("", |cell| cell.trim());
        self.dittos.get(&column).copied().unwrap_or_else(own)
    }

    /// What cannot be told of the cells that are used.
    fn untold(&self) -> Option<RefusalReason> {
        let mut columns = self.body.places.keys().map(|&column| (column.printed(), self.text(column)));
        let (column, text) = columns.find(|(_, text)| is_untold(text))?;
        Some(RefusalReason::Untold { column, text: text.to_owned() })
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
