//! Reading the tables of a document: row by row, each row known by its labels and not by its place.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Column, Columns};
use super::dictionary::{Lookup, Match, Meaning};
use super::harvest::{Harvest, Run, Seen, Statement, key};
use super::line::{Kind, Labels, Line, Part, is_illegible, lines};
use super::place::{Layout, Placed, fits_by_order, place};
use super::receipt::{ColumnsByOrder, UnplacedRow, UnreadReason};
use crate::document::{Position, Table};
use crate::form::{CellKey, Edition, SectionKey, TableDeclaration, TableKey};
use crate::{Cell, Number};

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
}

/// Where the reading stands within a table.
#[derive(Default)]
struct Place {
    table: usize,
    position: Position,
    columns: usize,
    /// Where the values of table 三 stand.
    layout: Layout,
    /// How many rows of each form table the table has; what a foreign table has by chance is not enough to read it
    /// without a head.
    disclosure_rows: usize,
    application_rows: usize,
    has_blocks: bool,
    /// Whether a row of table 三 has more or fewer values than the form has columns.
    uneven: bool,
    /// Whether words stand over the values that nobody knows, where a head may be.
    strange: bool,
    outcome_group: Option<&'static str>,
    dispute_group: Option<&'static str>,
    /// The cells of table 四 that rows without labels of this table state.
    disputes: BTreeSet<CellKey>,
    last_row: Option<&'static str>,
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
            .filter(|found| !found.meanings().contains(&Meaning::ApplicationRow("total_processed")))
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
        let before = self.stated();
        let mut head: Vec<Line<'_>> = Vec::new();
        let mut columns: Option<Columns> = None;
        for line in &lines {
            for segment in segments(line) {
                self.segment(segment, &mut head, &mut columns);
            }
        }
        if columns.is_none() {
            self.head_alone(&head);
        }
        self.carry(columns);
        self.caption = None;
        self.stated() > before || rows > 0 || about_disputes && !bare_disputes
    }

    /// A head whose rows follow in another table: what it says holds for them, and where it is not understood nothing may
    /// be assumed in its place.
    fn head_alone(&mut self, head: &[Line<'_>]) {
        let Some(table) = self.current(head, None).filter(|table| *table != TableKey::Disputes) else { return };
        let of_table = |found: Match| match table {
            TableKey::Disclosure => found.disclosure_column().is_some(),
            _ => found.applicant().is_some(),
        };
        if !head.iter().flat_map(|line| &line.parts).filter_map(Part::label).any(of_table) {
            return;
        }
        match Columns::read(table, head, None) {
            Some(columns) => self.carry(Some(columns)),
            None => {
                self.unclear.insert(table);
            }
        }
    }

    fn carry(&mut self, columns: Option<Columns>) {
        if let Some(columns) = columns {
            self.carried.insert(columns.table, columns);
        }
    }

    fn stated(&self) -> usize {
        self.harvest.statements.values().map(Vec::len).sum::<usize>() + self.harvest.failures.len()
    }

    fn segment<'a>(&mut self, line: Line<'a>, head: &mut Vec<Line<'a>>, columns: &mut Option<Columns>) {
        let found: Vec<Match> = line.parts.iter().filter_map(Part::label).collect();
        for part in line.parts.iter().filter(|part| !part.from_above) {
            self.see(part);
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
            self.without_label(line, head, columns);
            return;
        };
        let values: Vec<Part<'a>> = line.parts.get(leaf + 1..).unwrap_or_default().to_vec();
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
                self.data_row(row, &line, leaf, label, &values, head, columns);
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
            [Meaning::DisputeGroup(_) | Meaning::DisputeColumn(_)] => Some(TableKey::Disputes),
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
                    self.harvest.seen.push(Seen { printed, meaning: *meaning, position: self.position(part) });
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

    fn position(&self, part: &Part<'_>) -> Position {
        if !part.cell.position.is_unknown() {
            return part.cell.position;
        }
        let table = self.place.position;
        table.table(self.place.table).table_row(part.cell.row + 1).table_column(part.cell.column + 1)
    }

    /// A row of values whose label is known.
    #[expect(clippy::too_many_arguments, reason = "the row's pieces are named once here and nowhere stored")]
    fn data_row<'a>(
        &mut self,
        row: Meaning,
        line: &Line<'a>,
        leaf: usize,
        label: Match,
        values: &[Part<'a>],
        head: &[Line<'a>],
        columns: &mut Option<Columns>,
    ) {
        let (table, row_key) = match row {
            Meaning::DisclosureRow(key) => (TableKey::Disclosure, key),
            Meaning::ApplicationRow(key) => (TableKey::Applications, key),
            _ => return,
        };
        if table == TableKey::Applications && !self.fits_group(row_key, line, leaf, label) {
            self.leave(line);
            return;
        }
        if label.partial && values.iter().all(Part::is_blank) {
            // A piece of a label that a page break parted from its values: nothing is stated beside it.
            self.harvest
                .doubted
                .push((row, line.parts.get(leaf).map_or_else(String::new, |part| part.cell.text.clone())));
            return;
        }
        self.harvest.rows.insert((table, row_key));
        self.place.last_row = Some(row_key);
        if label.partial && table == TableKey::Applications && values.iter().any(Part::is_blank) {
            // Where a page break cut the label, what looks blank may stand on the next page, and figures may go on.
            self.fail_row(table, Some(row_key), values, UnreadReason::LabelAmbiguous);
            return;
        }
        if columns.as_ref().is_none_or(|columns| columns.table != table) {
            self.carry(columns.take());
            *columns = Columns::read(table, head, None);
        }
        let own = columns.clone().filter(|columns| columns.table == table);
        let carried = self.carried.get(&table).map(Columns::carried);
        let has_head = head.iter().flat_map(|line| &line.parts).filter_map(Part::label).any(|found| match table {
            TableKey::Disclosure => found.disclosure_column().is_some(),
            TableKey::Applications => found.applicant().is_some(),
            TableKey::Disputes => found.dispute_column().is_some(),
        });
        let usable = own
            .or_else(|| if has_head { None } else { carried.or_else(|| self.assumed(table, row_key, values, head)) });
        if has_head && usable.is_none() {
            self.unclear.insert(table);
        }
        let Some(usable) = usable else {
            let strange = |part: &Part<'_>| matches!(part.kind, Kind::Text | Kind::Doubt(_));
            let worded = has_head || head.iter().flat_map(|line| &line.parts).any(strange);
            let reason = if worded { UnreadReason::LabelAmbiguous } else { UnreadReason::ColumnMissing };
            self.fail_row(table, Some(row_key), values, reason);
            return;
        };
        let as_group = label.outcome_group().is_some();
        self.take(&usable, Some(row_key), values, line, as_group);
    }

    /// Whether the label's row belongs to the group that it stands in. Only labels that say little by themselves
    /// (其他, 总计) depend on it.
    fn fits_group(&self, row: &'static str, line: &Line<'_>, leaf: usize, label: Match) -> bool {
        if label.is_only_row() || label.outcome_group().is_some() {
            return true;
        }
        let beside = line.parts.iter().take(leaf).filter_map(|part| part.label()?.outcome_group()).next_back();
        let group = beside.or(self.place.outcome_group);
        let TableDeclaration::Applications(form) = Edition::E2021.form().table(TableKey::Applications).declared else {
            return false;
        };
        let Some(path) = form.rows.iter().find(|other| other.key == row).map(|other| other.path) else { return false };
        let own = path.iter().rev().nth(1).copied();
        let numbered =
            label.number.is_some() && label.number == path.last().and_then(|leaf| super::fold::fold(leaf).number);
        // A group's own 小计 or a 其他 of another group is a row that the form does not have.
        match group {
            Some(group) => Some(group) == own || (numbered && (beside.is_none() || row == "total_processed")),
            None => numbered || self.place.application_rows > 1,
        }
        .then_some(())
        .or_else(|| {
            let last = form.rows.iter().position(|other| Some(other.key) == self.place.last_row)?;
            let this = form.rows.iter().position(|other| other.key == row)?;
            (beside.is_none() && last + 1 == this).then_some(())
        })
        .is_some()
    }

    /// The columns that the form prints for the row, where no head says what they are: only in a table that is
    /// certainly one of the three, and only when there are exactly as many values.
    fn assumed(&self, table: TableKey, row: &'static str, values: &[Part<'_>], head: &[Line<'_>]) -> Option<Columns> {
        let strange = |part: &Part<'_>| matches!(part.kind, Kind::Text | Kind::Doubt(_));
        if self.place.strange || head.iter().flat_map(|line| &line.parts).any(strange) {
            return None;
        }
        let certain = match table {
            TableKey::Disclosure => {
                self.place.has_blocks || self.section == Some(SectionKey::Disclosure) || self.place.disclosure_rows >= 4
            }
            TableKey::Applications => {
                self.place.application_rows >= 3 || self.section == Some(SectionKey::Applications)
            }
            TableKey::Disputes => false,
        };
        // Without a head, a blank among uneven rows may be a label's as well as a value's.
        let uncertain = table == TableKey::Applications && self.place.uneven && values.iter().any(Part::is_blank);
        if !certain || uncertain || self.unclear.contains(&table) {
            return None;
        }
        let mut fitting = Edition::ALL
            .into_iter()
            .filter_map(|edition| Columns::of_form(edition, table, Some(row)))
            .filter(|columns| fits_by_order(values, columns, &self.place.layout))
            .filter(|columns| {
                // A table with more columns than labels and values has some that nobody knows.
                table != TableKey::Applications
                    || self.place.columns == self.place.layout.values_at + columns.slots.len()
            });
        let first = fitting.next()?;
        // Both editions print three columns for 规章, with other meanings.
        fitting.all(|other| other == first).then_some(first)
    }

    /// Takes the values of a row under the columns.
    fn take(
        &mut self,
        columns: &Columns,
        row: Option<&'static str>,
        values: &[Part<'_>],
        line: &Line<'_>,
        as_group: bool,
    ) {
        let placing = place(values, columns, &self.place.layout);
        let mut run = placing.misfit;
        if columns.table == TableKey::Applications && is_glued(values, columns.slots.len()) {
            let text = printed(values);
            let keys = columns.slots.iter().filter_map(|slot| key(columns.table, row, slot.column()?));
            keys.for_each(|key| self.harvest.fail(key, UnreadReason::DigitsAmbiguous, Some(text.clone())));
            self.note_run(columns, row, values);
            return;
        }
        for (column, placed) in &placing.columns {
            let Some(key) = key(columns.table, row, *column) else { continue };
            match placed {
                Placed::Part(part) | Placed::Blank(part) => {
                    let text = if part.is_blank() { "" } else { part.cell.text.as_str() };
                    if is_illegible(text) {
                        self.harvest.fail(key, UnreadReason::Illegible, Some(text.to_owned()));
                        continue;
                    }
                    if is_parted_number(text) {
                        self.harvest.fail(key, UnreadReason::DigitsAmbiguous, Some(text.to_owned()));
                        run = true;
                        continue;
                    }
                    let statement = Statement { cell: Cell::parse(text), position: self.position(part), as_group };
                    self.harvest.state(key, statement);
                }
                Placed::Not(reason, part) => {
                    run |= *reason == UnreadReason::DigitsAmbiguous || *reason == UnreadReason::Merged;
                    let printed = match part {
                        Some(part) => Some(part.cell.text.clone()),
                        None => Some(printed(values)).filter(|text| !text.is_empty()),
                    };
                    self.harvest.fail(key, *reason, printed);
                }
            }
        }
        if run {
            self.note_run(columns, row, values);
        }
        if columns.assumed && !placing.misfit {
            let label = line.parts.iter().rev().find(|part| part.label().is_some());
            let position = line.parts.first().map_or_else(Position::default, |part| self.position(part));
            let label = label.map_or("", |part| part.cell.text.as_str());
            self.harvest.by_order.push(ColumnsByOrder::new(columns.table, label, position));
        }
    }

    /// Keeps a row whose digits do not stand one number to a column, for the sums to tell.
    fn note_run(&mut self, columns: &Columns, row: Option<&'static str>, values: &[Part<'_>]) {
        let ordered: Vec<Column> = columns.slots.iter().filter_map(|slot| slot.column()).collect();
        if ordered.len() == columns.slots.len() {
            let printed = values.iter().map(|part| (part.cell.text.clone(), self.position(part))).collect();
            self.harvest.runs.push(Run { table: columns.table, row, columns: ordered, printed });
        }
    }

    /// A row of table 四 beside labels: a group's row under the five results, a single result's row, or the labels
    /// of the head with the values behind them.
    fn disputes_row<'a>(
        &mut self,
        line: Line<'a>,
        leaf: usize,
        label: Match,
        head: &mut Vec<Line<'a>>,
        columns: &mut Option<Columns>,
    ) {
        let TableDeclaration::Disputes(form) = Edition::E2021.form().table(TableKey::Disputes).declared else { return };
        let group_key = |label: &str| form.groups.iter().find(|g| g.path.last() == Some(&label)).map(|g| g.key);
        let values: Vec<Part<'a>> = line.parts.get(leaf + 1..).unwrap_or_default().to_vec();
        if let Some(group) = label.dispute_group() {
            self.place.dispute_group = Some(group);
            let heads: Vec<&'static str> = head
                .iter()
                .flat_map(|line| line.parts.iter().filter_map(|part| part.label()?.dispute_column()))
                .collect();
            let results: Vec<&'static str> = form.columns.iter().map(|column| column.key).collect();
            let (Some(group), true) = (group_key(group), heads == results && values.len() == results.len()) else {
                self.leave(&line);
                return;
            };
            for (result, part) in results.into_iter().zip(&values) {
                self.state_dispute(group, result, part);
            }
            return;
        }
        let beside = line.parts.iter().take(leaf).filter_map(|part| part.label()?.dispute_group()).next_back();
        if let Some(group) = beside {
            self.place.dispute_group = Some(group);
        }
        let worded =
            line.parts.iter().take(leaf + 1).filter(|p| p.label().is_some_and(|l| l.dispute_column().is_some()));
        // Behind the labels of a whole head, one value is not the last column's: its row has lost its gaps.
        let under_head = head.iter().flat_map(|line| &line.parts).filter_map(Part::label);
        let under_head = under_head.filter(|found| found.dispute_column().is_some()).count() > 0;
        let single = !under_head && worded.count() == 1 && values.len() == 1;
        match (single, label.dispute_column(), self.place.dispute_group.and_then(group_key), values.first()) {
            (true, Some(result), Some(group), Some(part)) => self.state_dispute(group, result, part),
            _ => {
                let (labels, _) = line.parts.split_at(leaf + 1);
                head.push(Line { row: line.row, parts: labels.to_vec() });
                self.without_label(Line { row: line.row, parts: values }, head, columns);
            }
        }
    }

    fn state_dispute(&mut self, group: &'static str, result: &'static str, part: &Part<'_>) {
        self.harvest.rows.insert((TableKey::Disputes, group));
        let Some(key) = key(TableKey::Disputes, None, Column::Dispute(group, result)) else { return };
        let unread = match part.cell.text.as_str() {
            text if is_illegible(text) => Some(UnreadReason::Illegible),
            text if is_parted_number(text) => Some(UnreadReason::DigitsAmbiguous),
            _ => None,
        };
        if let Some(reason) = unread {
            self.harvest.fail(key, reason, Some(part.cell.text.clone()));
            return;
        }
        let statement =
            Statement { cell: Cell::parse(&part.cell.text), position: self.position(part), as_group: false };
        self.harvest.state(key, statement);
    }

    /// A row without any label: the values of table 四, or what another program left.
    fn without_label<'a>(&mut self, line: Line<'a>, head: &mut [Line<'a>], columns: &mut Option<Columns>) {
        let current = self.current(head, columns.as_ref());
        let blank = line.parts.iter().all(Part::is_blank);
        let worded = line
            .parts
            .iter()
            .any(|part| matches!(part.kind, Kind::Text | Kind::Doubt(_)) && !is_parted_number(&part.cell.text));
        self.place.strange |= worded && !line.has_values();
        if current != Some(TableKey::Disputes) || (!line.has_values() && !blank) {
            if line.has_values() {
                self.leave(&line);
            }
            return;
        }
        if columns.is_none() {
            *columns = Columns::read(TableKey::Disputes, head, self.caption);
        }
        let has_head = head.iter().flat_map(|line| &line.parts).any(|part| part.label().is_some());
        let usable = columns.clone().filter(|columns| columns.table == TableKey::Disputes).or_else(|| {
            let form = Columns::of_form(Edition::E2021, TableKey::Disputes, None)?;
            let whole = form.slots.len() == line.parts.len() && line.has_values();
            // Where the head is not understood, the sums of the three groups say that the order is the form's.
            (whole && (!has_head || keeps_totals(&line.parts))).then_some(form)
        });
        let Some(usable) = usable else {
            if line.has_values() {
                self.leave(&line);
            }
            return;
        };
        // What stands before the first column, as a row's number does, is no value.
        let start = usable.slots.first().filter(|_| usable.grid).map_or(0, |slot| slot.left);
        let line = Line { row: line.row, parts: line.parts.into_iter().filter(|part| part.right > start).collect() };
        // A blank row states nothing when the table has a row of values beside it.
        let known: Vec<Column> = usable.slots.iter().filter_map(|slot| slot.column()).collect();
        let keys: Vec<CellKey> = known.iter().filter_map(|column| key(TableKey::Disputes, None, *column)).collect();
        let beside: Vec<CellKey> = keys.iter().copied().filter(|key| self.place.disputes.contains(key)).collect();
        if blank && !beside.is_empty() {
            return;
        }
        for key in beside {
            if let Some(statements) = self.harvest.statements.get_mut(&key) {
                statements.pop_if(|own| own.cell.is_blank());
            }
        }
        self.place.disputes.extend(keys);
        for column in &known {
            if let Column::Dispute(group, _) = column {
                self.harvest.rows.insert((TableKey::Disputes, group));
            }
        }
        let values = line.parts.clone();
        self.take(&usable, None, &values, &line, false);
    }

    fn fail_row(&mut self, table: TableKey, row: Option<&'static str>, values: &[Part<'_>], reason: UnreadReason) {
        let printed = Some(printed(values)).filter(|text| !text.is_empty());
        for edition in Edition::ALL {
            for cell in &edition.form().table(table).cells {
                if Some(cell.key.row) == row {
                    self.harvest.fail(cell.key, reason, printed.clone());
                }
            }
        }
    }

    /// Names a row of values that belongs to no cell.
    fn leave(&mut self, line: &Line<'_>) {
        let position = line.parts.first().map_or_else(Position::default, |part| self.position(part));
        let text = printed(&line.parts);
        if !text.is_empty() {
            self.harvest.unplaced.push(UnplacedRow::new(text, position));
        }
    }
}

/// Whether all numbers of a row run together in one cell and the others are blank: one number has at least as many
/// digits as there are columns, which no count of applications has.
fn is_glued(values: &[Part<'_>], columns: usize) -> bool {
    let mut printed = values.iter().filter(|part| !part.is_blank());
    let (Some(only), None) = (printed.next(), printed.next()) else { return false };
    let text = only.cell.text.trim();
    text.chars().count() >= columns && text.chars().all(|c| super::fold::half_width(c).is_ascii_digit())
}

/// Whether numbers are groups of four results with their total behind them. Where no number is more than one, a total
/// could as well stand first, so that only zeros alone are certain.
fn keeps_totals(parts: &[Part<'_>]) -> bool {
    const GROUP: usize = 5;
    let numbers: Option<Vec<Number>> = parts.iter().map(|part| Cell::parse(&part.cell.text).number()).collect();
    let Some(numbers) = numbers else { return false };
    let holds = |group: &[Number]| match group.split_last() {
        Some((total, results)) => Number::checked_sum(results.iter().copied()) == Some(*total),
        None => false,
    };
    numbers.len().is_multiple_of(GROUP)
        && numbers.chunks(GROUP).all(holds)
        && (numbers.iter().all(|n| n.is_zero()) || numbers.iter().any(|n| *n > Number::from(1_u32)))
}

/// Digits with white space between them: a number that a narrow cell wrapped, or two numbers.
fn is_parted_number(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let numeric = |word: &str| !word.is_empty() && word.chars().all(|c| super::fold::half_width(c).is_ascii_digit());
    // On lines of their own, a dash and a number are two cells' as well.
    let mark = |word: &str| text.contains('\n') && matches!(word, "-" | "—" | "－" | "–" | "/" | "／");
    text.split_whitespace().count() > 1
        && text.split_whitespace().any(numeric)
        && words.all(|word| numeric(word) || mark(word))
}

fn printed(parts: &[Part<'_>]) -> String {
    let words: Vec<String> = parts
        .iter()
        .filter(|part| !part.is_blank())
        .map(|part| part.cell.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    words.join(" | ")
}

fn survey(lines: &[Line<'_>], table: &Table, number: usize) -> Place {
    let mut place = Place { table: number, position: table.position, columns: table.columns(), ..Place::default() };
    let form = Columns::of_form(Edition::E2021, TableKey::Applications, None);
    let applicants = form.map_or(0, |columns| columns.slots.len());
    let (mut broken, mut width) = (false, None);
    for line in lines {
        let row = |found: Match| found.is_only_row() && matches!(found.row(), Some(Meaning::ApplicationRow(_)));
        let leaf = line.parts.iter().rposition(|part| part.label().is_some_and(row));
        let values = leaf.map(|leaf| line.parts.get(leaf + 1..).unwrap_or_default()).unwrap_or_default();
        place.uneven |= leaf.is_some() && values.len() != applicants;
        if let Some(first) = values.first().filter(|_| values.len() == applicants) {
            place.layout.values_at = place.layout.values_at.max(first.left);
        }
        if leaf.is_some() {
            // Only rows that all are as wide were filled up.
            let right = line.parts.last().map_or(0, |part| part.right);
            broken |= width.is_some_and(|width| width != right);
            width = Some(right);
        }
        if let (Some(first), Some(behind)) = (values.first(), values.get(applicants..)) {
            let filled = !behind.is_empty() && behind.iter().all(Part::is_blank);
            broken |= !behind.is_empty() && !filled;
            place.layout.open_ended |= filled;
            if filled && !first.is_blank() {
                place.layout.packed.insert(first.left);
            }
        }
        for found in line.parts.iter().filter_map(Part::label) {
            place.has_blocks |= found.block().is_some();
            match found.row() {
                Some(Meaning::DisclosureRow(_)) => place.disclosure_rows += 1,
                Some(Meaning::ApplicationRow(_)) if found.is_only_row() => place.application_rows += 1,
                _ => {}
            }
        }
    }
    if broken {
        place.layout.packed.clear();
    } else {
        place.layout.open_ended = false;
    }
    place
}

/// A row cut where labels follow values, for tables that print two rows side by side.
fn segments<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let mut segments = Vec::new();
    let mut parts: Vec<Part<'a>> = Vec::new();
    let (mut labelled, mut valued) = (false, false);
    for part in &line.parts {
        if labelled && valued && part.label().is_some() {
            segments.push(Line { row: line.row, parts: std::mem::take(&mut parts) });
            (labelled, valued) = (false, false);
        }
        labelled |= part.label().is_some();
        valued |= labelled && part.is_value();
        parts.push(part.clone());
    }
    segments.push(Line { row: line.row, parts });
    segments
}
