//! Reading the tables of a document: row by row, each row known by its labels and not by its place.

mod disputes;
mod labelled;
mod left;
mod survey;

use gongkai_core::Within;
use gongkai_core::form::keys::row;
use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Column, Columns};
use super::dictionary::{Lookup, Match, Meaning};
use super::harvest::{FailedRow, Harvest, Seen, Statement};
use super::line::{Kind, Labels, Line, Part, lines};
use gongkai_core::Cell;
use gongkai_core::document::{Position, Table, TableCell};
use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::reading::{UnplacedRow, UnreadReason};
use left::Content;
use survey::{Place, segments, survey};

/// Reads tables one after another; what one table leaves open (a head, a section) holds for the next.
#[derive(Default)]
pub(super) struct TableReader {
    labels: Labels,
    pub(super) harvest: Harvest,
    section: Option<SectionKey>,
    /// A label of a group of table 四 that stands before its table.
    caption: Option<&'static str>,
    /// The columns last understood, for a table that a page break cut.
    carried: BTreeMap<TableKey, Columns>,
    /// The tables that had a head which was not understood: nothing may be assumed in their place.
    unclear: BTreeSet<TableKey>,
    place: Place,
    /// Whether the table at hand has its columns by alignment alone.
    aligned: bool,
    /// The cells of the row at hand that something is known of, by their places: stated, unread or named.
    taken: Vec<(usize, usize)>,
}

impl TableReader {
    /// The text before the next table opens a section.
    pub(super) fn open_section(&mut self, section: SectionKey) {
        self.section = Some(section);
    }

    /// A paragraph between tables: it may name the part of table 四 that follows.
    pub(super) fn read_paragraph(&mut self, text: &str) {
        if text.len() > 120 {
            return;
        }
        if let Lookup::Found(found) = self.labels.look_up(text)
            && found.exact
            && let Some(group) = found.dispute_group()
        {
            self.caption = Some(group);
        }
    }

    /// Reads a table. Says whether it belongs to the three.
    pub(super) fn read(&mut self, table: &Table, number: usize) -> bool {
        let lines = lines(table, &mut self.labels);
        let mut place = survey(&lines, table, number);
        if place.layout.values_at == 0 && table.columns() == self.place.columns {
            // The end of a table that a page break cut stands on the same columns.
            place.layout.values_at = self.place.layout.values_at;
        }
        let dispute_labels = lines.iter().flat_map(|line| &line.parts).filter_map(Part::label);
        let about_disputes = dispute_labels
            .filter(|found| !found.meanings().contains(&Meaning::ApplicationRow(row::TOTAL_PROCESSED)))
            .any(|found| found.dispute_column().is_some() || found.dispute_group().is_some());
        let applicants = lines
            .iter()
            .flat_map(|line| &line.parts)
            .filter_map(Part::label)
            .any(|found| found.applicant().is_some() && found.row().is_none() && found.dispute_column().is_none());
        let columns = lines.iter().flat_map(|line| &line.parts).filter_map(Part::label);
        let columns = columns.filter(|found| found.disclosure_column().is_some()).count();
        let rows = place.disclosure_rows + place.application_rows;
        let bare_disputes = self.section == Some(SectionKey::Disputes) && rows == 0;
        if rows + columns == 0 && !place.has_blocks && !about_disputes && !applicants && !bare_disputes {
            return false;
        }
        self.place = place;
        let segments: Vec<Vec<Line<'_>>> = lines.iter().map(segments).collect();
        if let Some(rows) = twice_beside(&segments) {
            rows.into_iter().for_each(|(table, row)| self.fail_row(table, Some(row), &[], UnreadReason::StatedTwice));
            return true;
        }
        self.aligned = table.aligned;
        self.place.serial = left::serial(&lines);
        let (before, named) = (self.stated(), self.harvest.unplaced.len());
        let mut head: Vec<Line<'_>> = Vec::new();
        let mut columns: Option<Columns> = None;
        for segment in segments.into_iter().flatten() {
            self.segment(segment, &mut head, &mut columns);
        }
        // Where a table holds nothing but its form's head, the form prints it: no narrative's table.
        let nothing_else =
            || lines.iter().flat_map(|line| &line.parts).all(|part| part.is_blank() || part.label().is_some());
        let head_alone = columns.is_none() && self.head_alone(&head) && nothing_else();
        self.carry(columns);
        self.caption = None;
        let of_form = self.stated() > before || rows > 0 || about_disputes && !bare_disputes || head_alone;
        if !of_form {
            // What it holds is told as a table of the narrative's.
            self.harvest.unplaced.truncate(named);
        }
        of_form
    }

    /// A head whose rows follow in another table: what it says holds for them, and where it is not understood nothing may
    /// be assumed in its place. Gives whether it is understood.
    fn head_alone(&mut self, head: &[Line<'_>]) -> bool {
        let Some(table) = self.current(head, None) else { return false };
        let of_table = |found: Match| match table {
            TableKey::Disclosure => found.disclosure_column().is_some(),
            TableKey::Applications => found.applicant().is_some(),
            TableKey::Disputes => found.dispute_column().is_some(),
        };
        if !head.iter().flat_map(|line| &line.parts).filter_map(Part::label).any(of_table) {
            return false;
        }
        let columns = Columns::read(table, head, self.caption);
        if columns.is_none() {
            self.unclear.insert(table);
        }
        let understood = columns.is_some();
        self.carry(columns);
        understood
    }

    fn carry(&mut self, columns: Option<Columns>) {
        if let Some(columns) = columns {
            self.carried.insert(columns.table, columns);
        }
    }

    fn stated(&self) -> usize {
        self.harvest.statements.iter().map(|(_, all)| all.len()).sum::<usize>() + self.harvest.failures.keys().count()
    }

    fn segment<'a>(&mut self, line: Line<'a>, head: &mut Vec<Line<'a>>, columns: &mut Option<Columns>) {
        self.harvest.failing.clear();
        let values = line.parts.iter().filter(|part| part.is_value());
        let positions: Vec<Position> = values.map(|part| self.position(part)).collect();
        let shown: Vec<&TableCell> = if positions.is_empty() { Vec::new() } else { shown(&line.parts).collect() };
        let first = line.parts.first().map_or_else(Position::default, |part| self.position(part));
        let rest = Content::of(&line, columns.is_none());
        self.understand(line, head, columns);
        self.leave_rest(rest);
        if !(positions.is_empty() || self.harvest.failing.is_empty()) {
            let keys = std::mem::take(&mut self.harvest.failing);
            let row = UnplacedRow::new(row_of(shown), first);
            self.harvest.failed.push(FailedRow { keys, row, positions });
        }
    }

    fn understand<'a>(&mut self, line: Line<'a>, head: &mut Vec<Line<'a>>, columns: &mut Option<Columns>) {
        let found: Vec<Match> = line.parts.iter().filter_map(Part::label).collect();
        for part in line.parts.iter().filter(|part| !part.from_above) {
            self.see(part);
        }
        if self.place.last_row.is_none() && found.iter().any(|found| found.block().is_some()) {
            // Over all figures they are a column's head as well.
            self.take_up(line.parts.iter().filter(|part| !part.is_value()));
        }
        if found.iter().any(|found| found.block().is_some()) {
            (*head, *columns) = (Vec::new(), None);
            self.place.strange = false;
            self.carried.remove(&TableKey::Disclosure);
            return;
        }
        if let Some(section) = found.iter().find_map(Match::section) {
            self.open_section(section);
            *head = Vec::new();
            self.carry(columns.take());
            return;
        }
        for label in &found {
            if let Some(group) = label.outcome_group().filter(|_| label.row().is_none() || !line.has_values()) {
                self.place.outcome_group = Some(group);
            }
        }
        let leaf = line.parts.iter().rposition(|part| part.label().is_some());
        let Some((leaf, label)) = leaf.and_then(|at| Some((at, line.parts.get(at)?.label()?))) else {
            // In a head of one label a line, a label that nobody knows stands between the others.
            let listed = |line: &Line<'_>| line.parts.len() == 1;
            let of_head = listed(&line) && !head.is_empty() && head.iter().all(listed) && columns.is_none();
            let unknown = of_head && line.parts.iter().all(|part| part.kind == Kind::Text);
            // So do words that come again under every label of the head, and say that each stands over several columns.
            let again = columns.is_none() && !head.is_empty() && line.comes_again();
            if again || unknown && self.current(head, None) == Some(TableKey::Applications) {
                self.place.strange = true;
                self.take_up(&line.parts);
                head.push(line);
                return;
            }
            self.without_label(line, head, columns);
            return;
        };
        let values = line.parts.within(leaf + 1..);
        let numbers = values.iter().any(Part::is_value);
        // Under a group's label stands a row's label that nobody knows: the row is not the group's own.
        let strange = values.first().is_some_and(|part| {
            let worded = matches!(part.kind, Kind::Text | Kind::Doubt(_)) && !is_parted_number(&part.cell.text);
            worded && (self.place.layout.values_at == 0 || part.left < self.place.layout.values_at)
        });
        if strange && label.outcome_group().is_some() {
            if numbers {
                self.leave(&line);
            }
            return;
        }
        let in_disputes = self.current(head, columns.as_ref()) == Some(TableKey::Disputes);
        if numbers && in_disputes && (label.dispute_column().is_some() || label.dispute_group().is_some()) {
            self.disputes_row(line, leaf, label, head, columns);
            return;
        }
        match label.row() {
            Some(row) if label.is_only_row() || numbers || (label.number.is_some() && !values.is_empty()) => {
                if label.outcome_group().is_some() && values.is_empty() {
                    return;
                }
                self.data_row(row, &line, leaf, label, values, head, columns);
            }
            _ if label.is_head() => {
                let closed = columns.is_some();
                if closed {
                    *head = Vec::new();
                    self.carry(columns.take());
                }
                if let Some(group) = label.dispute_group() {
                    self.place.dispute_group = Some(group);
                }
                // Words beside it stand over columns of no form; no head has figures.
                self.take_up(line.parts.iter().filter(|part| !part.is_value()));
                head.push(line);
            }
            _ if numbers => self.leave(&line),
            _ => {}
        }
    }

    /// Which table the head or the columns at hand belong to.
    fn current(&self, head: &[Line<'_>], columns: Option<&Columns>) -> Option<TableKey> {
        let mut labels = head.iter().flat_map(|line| &line.parts).filter_map(Part::label);
        let of_head = labels.find_map(|found| match found.meanings() {
            _ if found.is_of_disputes() => Some(TableKey::Disputes),
            [Meaning::Applicant(_) | Meaning::ApplicantGroup] => Some(TableKey::Applications),
            [Meaning::DisclosureColumn(_)] => Some(TableKey::Disclosure),
            _ => None,
        });
        of_head.or(columns.map(|columns| columns.table)).or(self.section.and_then(SectionKey::table))
    }

    fn see(&mut self, part: &Part<'_>) {
        match &part.kind {
            Kind::Label(found) => {
                for meaning in found.meanings() {
                    let printed = part.cell.text.clone();
                    let (label, position) = (found.entry.printed, self.position(part));
                    self.harvest.seen.push(Seen { printed, meaning: *meaning, label, position });
                }
            }
            Kind::Doubt(candidates) => {
                for meaning in candidates.iter().flat_map(|found| found.meanings()) {
                    self.harvest.doubted.push((*meaning, part.cell.text.clone()));
                }
            }
            _ => {}
        }
    }

    /// Notes the labels of a head that are known by their place alone.
    fn see_by_place(&mut self, columns: &Columns, head: &[Line<'_>]) {
        for own in &columns.by_place {
            let meaning = match own.column {
                Column::Plain(key) => Meaning::Applicant(key),
                Column::Dispute(_, key) => Meaning::DisputeColumn(key),
            };
            let mut parts = head.iter().flat_map(|line| &line.parts);
            let position = parts.find(|part| part.cell.text == own.printed).map(|part| self.position(part));
            let position = position.unwrap_or_default();
            self.harvest.seen.push(Seen { printed: own.printed.clone(), meaning, label: "", position });
        }
    }

    fn position(&self, part: &Part<'_>) -> Position {
        if !part.cell.position.is_unknown() {
            return part.cell.position;
        }
        let table = self.place.position;
        table.table(self.place.table).table_row(part.cell.row + 1).table_column(part.cell.column + 1)
    }

    fn statement(&self, part: &Part<'_>, text: &str, as_group: bool) -> Statement {
        Statement {
            cell: Cell::parse(text),
            position: self.position(part),
            as_group,
            aligned: self.aligned,
            by_place: false,
        }
    }

    fn fail_row(&mut self, table: TableKey, row: Option<&'static str>, values: &[Part<'_>], reason: UnreadReason) {
        self.take_up(values);
        let printed = Some(printed(values)).filter(|text| !text.is_empty());
        for edition in Edition::all() {
            for cell in &edition.form().table(table).cells {
                if Some(cell.key.row()) == row {
                    self.harvest.fail(cell.key, reason, printed.clone());
                }
            }
        }
    }
}

/// The rows of a table that prints several of them twice, side by side and with values, as where last year's stand beside
/// this year's and no empty column parts them: nothing tells which are the report's.
fn twice_beside(lines: &[Vec<Line<'_>>]) -> Option<BTreeSet<(TableKey, &'static str)>> {
    const CERTAIN: usize = 2;
    const MANY: usize = 4;
    let mut places: BTreeMap<(TableKey, &'static str), BTreeSet<usize>> = BTreeMap::new();
    let mut beside = 0;
    for segments in lines {
        let valued = segments.iter().filter(|segment| segment.has_values());
        beside += usize::from(valued.clone().count() > 1);
        for segment in valued {
            let own = segment.parts.iter().find_map(|part| {
                let label = part.label().filter(|label| label.is_only_row())?;
                let row = match label.row()? {
                    Meaning::DisclosureRow(row) => (TableKey::Disclosure, row),
                    Meaning::ApplicationRow(row) => (TableKey::Applications, row),
                    _ => return None,
                };
                Some((row, part.left))
            });
            own.into_iter().for_each(|(row, left)| {
                places.entry(row).or_default().insert(left);
            });
        }
    }
    let twice = places.values().filter(|lefts| lefts.len() > 1).count();
    (beside >= CERTAIN && twice >= CERTAIN || twice >= MANY).then(|| places.into_keys().collect())
}

/// Digits with white space between them: a number that a narrow cell wrapped, or two numbers.
fn is_parted_number(text: &str) -> bool {
    let digit = |c: char| gongkai_core::characters::half_width(c).is_ascii_digit();
    if !text.contains(char::is_whitespace) {
        return false;
    }
    // Narrow spaces at every third digit part the thousands of one number.
    if let Some(plain) = Cell::parse(text).number()
        && text
            .chars()
            .map(gongkai_core::characters::half_width)
            .filter(char::is_ascii_digit)
            .eq(plain.to_string().chars().filter(char::is_ascii_digit))
        && !text.trim().contains([' ', '\u{a0}', '\u{3000}', '\t', '\n', '\r'])
    {
        return false;
    }
    let mut words = text.split_whitespace();
    let numeric = |word: &str| word.starts_with(digit) && word.chars().all(|c| digit(c) || matches!(c, '.' | ','));
    // “10⏎18（其中修订16件）”: what follows the first piece is no note of it.
    let mut pieces = text.split_whitespace();
    if pieces.next().is_some_and(numeric) && pieces.next().is_some_and(|piece| piece.starts_with(digit)) {
        return true;
    }
    // On lines of their own, a dash and a number are two cells' as well.
    let mark = |word: &str| text.contains('\n') && matches!(word, "-" | "—" | "－" | "–" | "/" | "／");
    text.split_whitespace().count() > 1
        && text.split_whitespace().any(numeric)
        && words.all(|word| numeric(word) || mark(word))
}

fn shown<'p, 'a>(parts: &'p [Part<'a>]) -> impl Iterator<Item = &'a TableCell> + use<'p, 'a> {
    parts.iter().filter(|part| !part.is_blank()).map(|part| part.cell)
}

fn printed(parts: &[Part<'_>]) -> String {
    row_of(shown(parts))
}

fn row_of<'a>(cells: impl IntoIterator<Item = &'a TableCell>) -> String {
    let words = cells.into_iter().map(|cell| cell.text.split_whitespace().collect::<Vec<_>>().join(" "));
    words.collect::<Vec<_>>().join(" | ")
}
