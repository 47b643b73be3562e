//! Rows of table 四, whose head says everything and whose values stand without labels, or beside one result each.

use super::left::is_of_content;
use super::{TableReader, is_parted_number};
use crate::columns::{Column, Columns};
use crate::dictionary::Match;
use crate::editions::disputes_with;
use crate::harvest::key;
use crate::line::{Kind, Line, Part, unreadable};
use crate::nothing::says_nothing;
use crate::totals;
use gongkai_core::Number;
use gongkai_core::Within;
use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::reading::UnreadReason;

impl TableReader {
    /// A row of table 四 beside labels: a group's row under the five results, a single result's row, or the labels
    /// of the head with the values behind them.
    pub(super) fn disputes_row<'a>(
        &mut self,
        line: Line<'a>,
        leaf: usize,
        label: Match,
        head: &mut Vec<Line<'a>>,
        columns: &mut Option<Columns>,
    ) {
        let heads: Vec<&'static str> = head.iter().flat_map(|line| line.parts.iter().filter_map(result_of)).collect();
        let Some(form) = disputes_with(&heads) else { return };
        let group_key = |label: &str| form.groups.iter().find(|g| g.path.last() == Some(&label)).map(|g| g.key);
        let values: Vec<Part<'a>> = line.parts.within(leaf + 1..).to_vec();
        if let Some(group) = label.dispute_group() {
            self.place.dispute_group = Some(group);
            let results: Vec<&'static str> = form.columns.iter().map(|column| column.key).collect();
            // Blanks between the group and the first result are the label's.
            let first = head.iter().flat_map(|line| &line.parts).find(|part| result_of(part).is_some());
            let before =
                values.iter().take_while(|part| part.is_blank() && first.is_some_and(|f| part.right <= f.left));
            let values = values.get(before.count()..).filter(|own| own.len() == results.len()).unwrap_or(&values);
            let (Some(group), true) = (group_key(group), heads == results && values.len() == results.len()) else {
                self.leave(&line);
                return;
            };
            for (result, part) in results.into_iter().zip(values) {
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
        self.take_up([part]);
        let Some(key) = key(TableKey::Disputes, None, Column::Dispute(group, result)) else { return };
        let parted = is_parted_number(&part.cell.text).then_some(UnreadReason::DigitsAmbiguous);
        let unread = unreadable(part.cell).or(parted);
        if let Some(reason) = unread {
            self.harvest.fail(key, reason, Some(part.cell.text.clone()));
            return;
        }
        let statement = self.statement(part, &part.cell.text, false);
        self.harvest.state(key, statement);
    }

    /// A row without any label: the values of table 四, or what another program left.
    pub(super) fn without_label<'a>(
        &mut self,
        mut line: Line<'a>,
        head: &mut [Line<'a>],
        columns: &mut Option<Columns>,
    ) {
        let current = self.current(head, columns.as_ref());
        if current == Some(TableKey::Disputes)
            && let Some(remark) = remark_behind(&mut line.parts)
        {
            self.leave(&Line { row: line.row, parts: vec![remark] });
        }
        let blank = line.parts.iter().all(Part::is_blank);
        let worded = line
            .parts
            .iter()
            .any(|part| matches!(part.kind, Kind::Text | Kind::Doubt(_)) && !is_parted_number(&part.cell.text));
        self.place.strange |= worded && !line.has_values();
        let filled = line.has_values() && !is_wordy(&line.parts) || blank || in_words(&line.parts);
        if current != Some(TableKey::Disputes) || !filled {
            if line.has_values() {
                self.leave(&line);
            }
            return;
        }
        if columns.is_none() {
            *columns = Columns::read(TableKey::Disputes, head, self.caption);
            if let Some(columns) = columns {
                self.see_by_place(columns, head);
            }
        }
        let has_head = head.iter().flat_map(|line| &line.parts).any(|part| part.label().is_some());
        // A head in a table of its own holds for the row that follows it.
        let carried = if has_head { None } else { self.carried.get(&TableKey::Disputes).map(Columns::carried) };
        let own = columns.clone().filter(|columns| columns.table == TableKey::Disputes);
        let usable = own.or(carried).or_else(|| {
            let forms = Edition::all().rev().filter_map(|edition| Columns::of_form(edition, TableKey::Disputes, None));
            let mut whole = forms.filter(|form| form.slots.len() == line.parts.len() && line.has_values());
            let form = whole.next().filter(|form| whole.all(|other| other == *form))?;
            // Where the head is not understood, the sums of the three groups say that the order is the form's.
            (!has_head || keeps_totals(&line.parts, form.group())).then_some(form)
        });
        let Some(usable) = usable else {
            if line.has_values() {
                self.harvest.broken_dispute = true;
                self.leave(&line);
            }
            return;
        };
        // Beside a whole row without words, one with words of its own and fewer figures is none of the form's.
        let figures = line.parts.iter().filter(|part| part.is_value()).count();
        let foreign = line.parts.iter().any(|part| part.kind == Kind::Text && is_of_content(part));
        if foreign && figures < usable.known() && usable.known() <= self.place.whole {
            self.leave(&line);
            return;
        }
        // What stands before the first column, as a row's number does, is no value.
        let start = usable.slots.first().filter(|_| usable.grid).map_or(0, |slot| slot.left);
        let (parts, before): (Vec<Part<'_>>, Vec<Part<'_>>) =
            line.parts.into_iter().partition(|part| part.right > start);
        // A row whose last figure stands under the last head has not left its columns, whatever stands before them.
        let end = usable.slots.last().filter(|_| usable.grid && !self.aligned).map(|slot| slot.right);
        let in_place = parts.last().is_some_and(|last| !last.is_blank() && Some(last.right) == end);
        // Nor has one whose groups add up.
        let group = usable.group();
        let adds_up =
            |numbers: Vec<Number>| totals::hold(&numbers, group) && numbers.iter().any(|number| !number.is_zero());
        let in_place = in_place || totals::numbers_and_blanks(&parts).is_some_and(adds_up);
        self.harvest.loose_dispute |= !in_place && before.iter().any(Part::is_value);
        let line = Line { row: line.row, parts };
        // A blank row states nothing when the table has a row of values beside it.
        let known: Vec<Column> = usable.slots.iter().filter_map(|slot| slot.column()).collect();
        let keys: Vec<CellKey> = known.iter().filter_map(|column| key(TableKey::Disputes, None, *column)).collect();
        let beside: Vec<CellKey> = keys.iter().copied().filter(|key| self.place.disputes.contains(key)).collect();
        // Nor do words, as units or remarks under the head, beside figures.
        let worded = !line.has_values();
        if worded && !beside.is_empty() {
            return;
        }
        for key in beside {
            if let Some(statements) = self.harvest.statements.get_mut(key) {
                statements.pop_if(|own| own.cell.is_blank() || !worded && own.cell.number().is_none());
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
}

/// The words behind a whole row of figures whose groups add up, with a blank left in their place: they are a remark on the
/// row.
fn remark_behind<'a>(parts: &mut [Part<'a>]) -> Option<Part<'a>> {
    let is_remark = |part: &Part<'_>| part.kind == Kind::Text && is_of_content(part);
    let (last, figures) = parts.split_last_mut().filter(|(last, _)| is_remark(last))?;
    let whole = Edition::all().filter_map(|edition| Columns::of_form(edition, TableKey::Disputes, None));
    let adds_up = whole
        .into_iter()
        .any(|form| form.slots.len() == figures.len() && totals::adds_up(figures, form.group(), false));
    adds_up.then(|| std::mem::replace(last, Part { kind: Kind::Blank, ..last.clone() }))
}

fn result_of(part: &Part<'_>) -> Option<&'static str> {
    part.label()?.dispute_column()
}

/// Whether the cells of a row hold words instead of figures: words for nothing, or all of them the same few words, which
/// no unit is.
fn in_words(parts: &[Part<'_>]) -> bool {
    const LONGEST: usize = 6;
    let printed = || parts.iter().filter(|part| !part.is_blank()).map(|part| part.cell.text.trim());
    let Some(first) = printed().next() else { return false };
    let words = parts.iter().filter(|part| !part.is_blank()).all(|part| matches!(part.kind, Kind::Text | Kind::Value));
    let alike = printed().all(|text| text == first) && printed().count() > 2 && first.chars().count() <= LONGEST;
    let nothing = printed().all(says_nothing);
    words && (nothing || alike && !is_unit(first))
}

/// Whether words are the unit of figures: `（件）`, `单位：件`.
pub(super) fn is_unit(words: &str) -> bool {
    const UNITS: [&str; 8] = ["件", "个", "起", "宗", "次", "条", "例", "数"];
    let unit = words.trim_matches(['（', '）', '(', ')', ' ']);
    UNITS.contains(&unit) || ["单位", "计量单位", "统计单位"].iter().any(|word| unit.starts_with(word))
}

/// Whether more words than figures stand in a row, as where a head's line broke within a year: it is none of figures.
fn is_wordy(parts: &[Part<'_>]) -> bool {
    let word = |part: &&Part<'_>| {
        let text = part.cell.text.as_str();
        matches!(part.kind, Kind::Text | Kind::Doubt(_)) && !says_nothing(text) && !is_parted_number(text)
    };
    parts.iter().filter(word).count() > parts.iter().filter(|part| part.is_value()).count()
}

/// Whether numbers are groups of results with their total behind them. Where no number is more than one, a total
/// could as well stand first, so that only zeros alone are certain.
fn keeps_totals(parts: &[Part<'_>], group: usize) -> bool {
    totals::numbers(parts).is_some_and(|numbers| {
        totals::hold(&numbers, group)
            && (numbers.iter().all(|n| n.is_zero()) || numbers.iter().any(|n| *n > Number::from(1_u32)))
    })
}
