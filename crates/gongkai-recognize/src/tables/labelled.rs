//! Rows of tables 二 and 三: a label and the values of its columns.

use super::{TableReader, is_parted_number, printed};
use crate::columns::{Column, Columns};
use crate::dictionary::{Match, Meaning};
use crate::editions::{applications, widths};
use crate::elsewhere::refers;
use crate::fold::fold;
use crate::harvest::{Run, key};
use crate::line::{Kind, Line, Part, unreadable};
use crate::place::{Placed, fits_by_order, place};
use gongkai_core::StandsAt as _;
use gongkai_core::document::Position;
use gongkai_core::form::keys::row;
use gongkai_core::form::{ApplicationRow, ApplicationsForm, Edition, SectionKey, TableKey};
use gongkai_core::reading::{ColumnsByOrder, UnreadReason};

impl TableReader {
    /// A row of values whose label is known.
    #[expect(clippy::too_many_arguments, reason = "the row's pieces are named once here and nowhere stored")]
    pub(super) fn data_row<'a>(
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
                .push((row, line.parts.stands_at(leaf).map_or_else(String::new, |part| part.cell.text.clone())));
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
            if let Some(columns) = columns {
                self.see_by_place(columns, head);
            }
        }
        let own = columns.as_ref().filter(|columns| columns.table == table && columns.are_of_row(row_key));
        let has_head = || {
            head.iter().flat_map(|line| &line.parts).filter_map(Part::label).any(|found| match table {
                TableKey::Disclosure => found.disclosure_column().is_some(),
                TableKey::Applications => found.applicant().is_some(),
                TableKey::Disputes => found.dispute_column().is_some(),
            })
        };
        let others = || {
            let carried = self.carried.get(&table).map(Columns::carried);
            carried.or_else(|| self.assumed(table, row_key, values, head))
        };
        let others = if own.is_some() || has_head() { None } else { others() };
        let Some(usable) = own.or(others.as_ref()) else {
            let has_head = has_head();
            if has_head {
                self.unclear.insert(table);
            }
            let strange = |part: &Part<'_>| matches!(part.kind, Kind::Text | Kind::Doubt(_));
            let worded = has_head || head.iter().flat_map(|line| &line.parts).any(strange);
            let reason = if worded { UnreadReason::LabelAmbiguous } else { UnreadReason::ColumnMissing };
            self.fail_row(table, Some(row_key), values, reason);
            return;
        };
        let as_group = label.outcome_group().is_some();
        self.take(usable, Some(row_key), values, line, as_group);
    }

    /// Whether the label's row belongs to the group that it stands in. Only labels that say little by themselves
    /// (其他, 总计) depend on it.
    fn fits_group(&self, row: &'static str, line: &Line<'_>, leaf: usize, label: Match) -> bool {
        if label.is_only_row() || label.outcome_group().is_some() {
            return true;
        }
        let beside = line.parts.iter().take(leaf).filter_map(|part| part.label()?.outcome_group()).next_back();
        let group = beside.or(self.place.outcome_group);
        // Editions may have one row under different labels: those count that have it under this one.
        let printed = fold(label.entry.printed).text;
        let labelled = |own: &&ApplicationRow| own.path.last().is_some_and(|leaf| fold(leaf).text == printed);
        applications().any(|form| {
            let own = form.rows.iter().filter(|own| own.key == row).find(labelled);
            own.is_some_and(|own| self.fits_path(form, own, (group, beside), label))
        })
    }

    /// Whether a row of a form stands in the group, the second of which is printed beside the label.
    fn fits_path(
        &self,
        form: &ApplicationsForm,
        row: &ApplicationRow,
        (group, beside): (Option<&str>, Option<&str>),
        label: Match,
    ) -> bool {
        let ApplicationRow { key: row, path } = *row;
        let own = path.iter().rev().nth(1).copied();
        let numbered = label.number.is_some() && label.number == path.last().and_then(|leaf| fold(leaf).number);
        // A group's own 小计 or a 其他 of another group is a row that the form does not have.
        match group {
            Some(group) => Some(group) == own || (numbered && (beside.is_none() || row == row::TOTAL_PROCESSED)),
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
        let layout = self.place.layout_of(Some(row), false);
        let mut fitting = Edition::all()
            .filter_map(|edition| Columns::of_form(edition, table, Some(row)))
            .filter(|columns| fits_by_order(values, columns, &layout))
            .filter(|columns| {
                // A table with more columns than labels and values has some that nobody knows.
                table != TableKey::Applications
                    || self.place.columns == self.place.layout.values_at + columns.slots.len()
            });
        let first = fitting.next()?;
        // Editions print as many columns for 规章, with other meanings.
        fitting.all(|other| other == first).then_some(first)
    }

    /// Takes the values of a row under the columns.
    pub(super) fn take(
        &mut self,
        columns: &Columns,
        row: Option<&'static str>,
        values: &[Part<'_>],
        line: &Line<'_>,
        as_group: bool,
    ) {
        let (labels, _) = line.parts.split_at(line.parts.len().saturating_sub(values.len()));
        let label = |part: &Part<'_>| part.label().and_then(|found| found.row());
        let same = |a: &Part<'_>, b: &Part<'_>| a.cell.text == b.cell.text && a.right == b.left;
        let written_out = matches!(labels, [.., a, b] if label(a).is_some() && same(a, b));
        let placing = place(values, columns, &self.place.layout_of(row, as_group), written_out);
        let mut run = placing.misfit;
        self.harvest.broken_dispute |=
            columns.table == TableKey::Disputes && placing.misfit && values.iter().any(Part::is_value);
        if columns.table == TableKey::Applications && is_glued(values) {
            let text = printed(values);
            let keys = columns.slots.iter().filter_map(|slot| key(columns.table, row, slot.column()?));
            keys.for_each(|key| self.harvest.fail(key, UnreadReason::DigitsAmbiguous, Some(text.clone())));
            self.take_up(values);
            self.note_run(columns, row, values);
            return;
        }
        let mut printed_values = values.iter().filter(|part| !part.is_blank()).peekable();
        let mut nowhere = false;
        let elsewhere = printed_values.peek().is_some() && printed_values.all(|part| refers(&part.cell.text));
        for (column, placed) in &placing.columns {
            let Some(key) = key(columns.table, row, *column) else {
                // No form has such a column in the row.
                nowhere |= match placed {
                    Placed::Part(part) => !part.is_blank(),
                    Placed::Not(..) => values.iter().any(|part| !part.is_blank()),
                    Placed::Blank(_) => false,
                };
                continue;
            };
            match placed {
                Placed::Part(part) | Placed::Blank(part) => {
                    let text = if part.is_blank() { "" } else { part.cell.text.as_str() };
                    if let Some(reason) = unreadable(part.cell) {
                        // That it was not read is the reason itself and nothing that stands there.
                        let stands = !text.is_empty() && reason != UnreadReason::NotReadBefore;
                        self.harvest.fail(key, reason, stands.then(|| text.to_owned()));
                        continue;
                    }
                    if is_parted_number(text) {
                        self.harvest.fail(key, UnreadReason::DigitsAmbiguous, Some(text.to_owned()));
                        run = true;
                        continue;
                    }
                    let mut statement = self.statement(part, text, as_group);
                    statement.aligned |= columns.doubted || placing.doubted;
                    statement.by_place = columns.by_place.iter().any(|own| own.column == *column);
                    self.harvest.state(key, statement);
                }
                Placed::Not(reason, part) => {
                    run |= *reason == UnreadReason::DigitsAmbiguous || *reason == UnreadReason::Merged;
                    let printed = match part {
                        Some(part) => Some(part.cell.text.clone()),
                        None => Some(printed(values)).filter(|text| !text.is_empty()),
                    };
                    // One remark in place of the row's figures; in a cell of its own it is what the cell states.
                    let reason = if elsewhere { UnreadReason::Elsewhere } else { *reason };
                    self.harvest.fail(key, reason, printed);
                }
            }
        }
        if run {
            self.note_run(columns, row, values);
        }
        if nowhere {
            self.leave(line);
        }
        let stands = |part: &&Part<'_>| {
            run || placing.columns.iter().any(|(_, placed)| match placed {
                Placed::Part(own) | Placed::Blank(own) => std::ptr::eq(own.cell, part.cell),
                Placed::Not(_, own) => own.is_none_or(|own| std::ptr::eq(own.cell, part.cell)),
            })
        };
        self.take_up(values.iter().filter(stands));
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
}

/// Whether all numbers of a row run together in one cell and the others are blank: one number has at least as many
/// digits as the form has columns, which no count of applications has.
fn is_glued(values: &[Part<'_>]) -> bool {
    let mut printed = values.iter().filter(|part| !part.is_blank());
    let (Some(only), None) = (printed.next(), printed.next()) else { return false };
    let text = only.cell.text.trim();
    widths(TableKey::Applications).iter().any(|columns| text.chars().count() >= *columns)
        && text.chars().all(|c| gongkai_core::characters::half_width(c).is_ascii_digit())
}
