//! The value columns of a table, understood from the labels over them.

mod strange;

use super::dictionary::{Match, Meaning, dictionary};
use super::editions;
use super::line::{Kind, Line, Part};
use strange::{group_of, strange_applicants, told_apart};

pub(super) use strange::ByPlace;

use gongkai_core::form::{Edition, TableDeclaration, TableKey};

/// A column of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// A column of table 二 or 三 by its key.
    Plain(&'static str),
    /// A column of table 四 by its group's and its own key.
    Dispute(&'static str, &'static str),
}

/// One place among the value columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) is: SlotIs,
    /// How many columns in a row have the label, as when merged cells were written out.
    pub(super) copies: usize,
}

/// What stands over a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SlotIs {
    /// A label of the forms.
    Known(Column),
    /// Nothing is printed.
    Unlabelled,
    /// Something that is no label of the forms.
    Foreign,
}

impl Slot {
    pub(super) fn column(&self) -> Option<Column> {
        if let SlotIs::Known(column) = self.is { Some(column) } else { None }
    }
}

/// The value columns of a table from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) table: TableKey,
    pub(super) slots: Vec<Slot>,
    /// Whether the places on the grid may be trusted, and not just the order.
    pub(super) grid: bool,
    /// Whether the columns were taken by their order because no head says what they are.
    pub(super) assumed: bool,
    /// Whether the head's merges contradict the order of its labels, so that each row's own sum must confirm it.
    pub(super) doubted: bool,
    /// Whether the head names a column of the body's own as well, so that a row with no cell for it may lack another.
    pub(super) beside: bool,
    /// The columns whose labels nobody knows, known by their place between the others; the rows' sums must confirm them.
    pub(super) by_place: Vec<ByPlace>,
    /// The form's columns in their order, where the head has lost labels and the others leave no doubt of which: a row with a
    /// value for each column, and so more than the head has labels, states these, if its own sum confirms it.
    pub(super) some_lost: Option<Vec<Slot>>,
}

impl Columns {
    fn in_order(table: TableKey, columns: impl IntoIterator<Item = Column>) -> Self {
        let slots = columns.into_iter().enumerate();
        let slots =
            slots.map(|(at, column)| Slot { left: at, right: at + 1, is: SlotIs::Known(column), copies: 1 }).collect();
        Self {
            table,
            slots,
            grid: false,
            assumed: false,
            doubted: false,
            beside: false,
            by_place: Vec::new(),
            some_lost: None,
        }
    }

    fn on_grid(table: TableKey, slots: Vec<Slot>) -> Self {
        Self {
            table,
            slots,
            grid: true,
            assumed: false,
            doubted: false,
            beside: false,
            by_place: Vec::new(),
            some_lost: None,
        }
    }

    /// The columns that a form prints, for a table or a part of one whose head is missing.
    pub(super) fn of_form(edition: Edition, table: TableKey, row: Option<&'static str>) -> Option<Self> {
        let columns: Vec<Column> = match edition.form().table(table).declared {
            TableDeclaration::Disclosure(form) => {
                let block = form.blocks.iter().find(|block| block.rows.iter().any(|line| Some(line.key) == row))?;
                block.columns.iter().map(|column| Column::Plain(column.key)).collect()
            }
            TableDeclaration::Applications(form) => {
                form.columns.iter().map(|column| Column::Plain(column.key)).collect()
            }
            TableDeclaration::Disputes(form) => form
                .groups
                .iter()
                .flat_map(|group| form.columns.iter().map(|column| Column::Dispute(group.key, column.key)))
                .collect(),
        };
        let mut columns = Self::in_order(table, columns);
        columns.assumed = true;
        Some(columns)
    }

    /// The same columns for a table that continues this one: the order holds, the places on the grid do not.
    pub(super) fn carried(&self) -> Self {
        Self { grid: false, ..self.clone() }
    }

    /// Whether the columns may be those of this row. Where only their order counts, a head of table 二 that has lost a
    /// label may look like that of another block.
    pub(super) fn are_of_row(&self, row: &'static str) -> bool {
        let form = |edition: Edition| Self::of_form(edition, self.table, Some(row));
        let alike = || Edition::all().filter_map(form).any(|form| form.slots.len() == self.slots.len());
        self.grid || self.table != TableKey::Disclosure || alike()
    }

    /// How many columns stand in one group of table 四 as the first of them.
    pub(super) fn group(&self) -> usize {
        let group = |slot: &Slot| if let Some(Column::Dispute(group, _)) = slot.column() { Some(group) } else { None };
        let first = self.slots.first().and_then(group);
        self.slots.iter().take_while(|slot| group(slot) == first).count().max(1)
    }

    /// Over how many of a row's cells each of its sums runs: a group of table 四, and otherwise all of them.
    pub(super) fn summed(&self, cells: usize) -> usize {
        if self.table == TableKey::Disputes { self.group() } else { cells.max(1) }
    }

    /// How many columns are known.
    pub(super) fn known(&self) -> usize {
        self.slots.iter().filter(|slot| slot.column().is_some()).count()
    }

    /// Understands the head of a table or block.
    pub(super) fn read(table: TableKey, head: &[Line<'_>], caption: Option<&'static str>) -> Option<Self> {
        // Each label stands over several columns then, and a row with as many cells as labels has lost others.
        if head.iter().any(Line::comes_again) {
            return None;
        }
        match table {
            TableKey::Disclosure => disclosure(head),
            TableKey::Applications => applications(head),
            TableKey::Disputes => disputes(head, caption),
        }
        .map(|columns| columns.with_places_between(head))
    }

    /// A single place without a label among the others of a complete row is what the form prints there, and so is one whose
    /// label nobody knows.
    fn with_places_between(mut self, head: &[Line<'_>]) -> Self {
        if self.table == TableKey::Disclosure || !self.grid {
            return self;
        }
        let in_place = |form: &Self| {
            form.slots.len() == self.slots.len()
                && self.slots.iter().zip(&form.slots).all(|(own, form)| match own.is {
                    SlotIs::Known(_) => own.is == form.is,
                    SlotIs::Unlabelled => self.table == TableKey::Applications,
                    SlotIs::Foreign => true,
                })
        };
        let forms = Edition::all().rev().filter_map(|edition| Self::of_form(edition, self.table, None));
        let mut forms = forms.filter(in_place);
        let Some(form) = forms.next().filter(|form| forms.all(|other| other.slots == form.slots)) else { return self };
        let parts = || head.iter().flat_map(|line| &line.parts).filter(|part| !part.is_blank());
        let strange = self.slots.iter().zip(&form.slots).filter(|(own, _)| own.is == SlotIs::Foreign);
        let strange: Vec<ByPlace> = strange
            .filter_map(|(own, form)| {
                let over = parts().rfind(|part| part.left == own.left && part.label().is_none());
                let printed = over.map_or_else(String::new, |part| part.cell.text.clone());
                Some(ByPlace { column: form.column()?, printed })
            })
            .collect();
        if self.known() < self.slots.len() && told_apart(&strange) {
            for (own, form) in self.slots.iter_mut().zip(form.slots) {
                own.is = form.is;
            }
            self.by_place.extend(strange);
            self.assumed = true;
        }
        self
    }
}

/// The labels of a head in reading order.
fn labels<'a>(head: &'a [Line<'_>]) -> impl Iterator<Item = Match> + 'a {
    head.iter().flat_map(|line| line.parts.iter().filter(|part| !part.from_above).filter_map(Part::label))
}

fn disclosure(head: &[Line<'_>]) -> Option<Columns> {
    let in_line = |line: &&Line<'_>| line.parts.iter().filter(|p| column_of(p).is_some()).count();
    let lines: Vec<&Line<'_>> = head.iter().filter(|line| in_line(line) > 0).collect();
    let last = lines.last()?;
    let alone = last.parts.len() == 1;
    if alone || (in_line(last) == 1 && lines.len() > 1 && lines.iter().all(|line| in_line(line) == 1)) {
        let keys: Vec<&'static str> = labels(head).filter_map(|found| found.disclosure_column()).collect();
        let once = keys.iter().enumerate().all(|(at, key)| !keys.iter().take(at).any(|other| other == key));
        // Where one label of the head is lost, the order of the others says nothing.
        let whole = editions::disclosures().flat_map(|form| form.blocks).any(|block| {
            block.columns.len() == keys.len() && block.columns.iter().all(|column| keys.contains(&column.key))
        });
        return (once && whole).then(|| Columns::in_order(TableKey::Disclosure, keys.into_iter().map(Column::Plain)));
    }
    let known = last.parts.iter().position(|part| column_of(part).is_some())?;
    // Right behind the head of the rows' labels stands a column, whatever became of its label.
    let first = known.checked_sub(1).filter(|before| {
        let heads_labels =
            |at: usize| last.parts.get(at).and_then(Part::label).is_some_and(|label| label.is(Meaning::Furniture));
        let strange = last.parts.get(*before).is_some_and(|part| matches!(part.kind, Kind::Text | Kind::Doubt(_)));
        strange && before.checked_sub(1).is_some_and(heads_labels)
    });
    let first = first.unwrap_or(known);
    let slots: Vec<Slot> = last
        .parts
        .iter()
        .skip(first)
        .map(|part| {
            let is = match column_of(part) {
                Some(key) => SlotIs::Known(Column::Plain(key)),
                // A figure is no label: the row stands in the head because its lines ran together.
                None if part.is_blank() || part.is_value() => SlotIs::Unlabelled,
                None => SlotIs::Foreign,
            };
            Slot { left: part.left, right: part.right, is, copies: 1 }
        })
        .fold(Vec::new(), joined);
    let once = slots.iter().enumerate().all(|(at, slot)| {
        slot.column().is_none() || !slots.iter().take(at).any(|other| other.column() == slot.column())
    });
    // Where a label stands twice beside others, one of the others is missing or the row has moved.
    let doubled = slots.len() > 1 && slots.iter().any(|slot| slot.copies > 1);
    let whole = || {
        let known = slots.iter().filter(|slot| slot.column().is_some()).count();
        editions::disclosures().flat_map(|form| form.blocks).any(|block| block.columns.len() == known)
    };
    (once && (!doubled || whole())).then_some(Columns::on_grid(TableKey::Disclosure, slots))
}

/// Neighbours under the same label are one column, whose merged cell was written out.
fn joined(mut slots: Vec<Slot>, slot: Slot) -> Vec<Slot> {
    match slots.last_mut() {
        Some(last) if last.column().is_some() && last.is == slot.is && last.right == slot.left => {
            last.right = slot.right;
            last.copies += 1;
        }
        _ => slots.push(slot),
    }
    slots
}

fn column_of(part: &Part<'_>) -> Option<&'static str> {
    part.label().and_then(|found| found.disclosure_column())
}

/// For each column of the grid the cell at the bottom of the head, with the labels above it.
struct Bottom<'h, 'a> {
    left: usize,
    right: usize,
    part: &'h Part<'a>,
    above: Vec<&'h Part<'a>>,
}

fn bottoms<'h, 'a>(head: &'h [Line<'a>]) -> Vec<Bottom<'h, 'a>> {
    let width = head.iter().flat_map(|line| line.parts.last()).map(|part| part.right).max().unwrap_or(0);
    let mut over: Vec<Vec<&'h Part<'a>>> = vec![Vec::new(); width];
    for part in head.iter().flat_map(|line| &line.parts) {
        for column in over.get_mut(part.left..part.right.min(width)).unwrap_or_default() {
            if !column.last().is_some_and(|last| std::ptr::eq(last.cell, part.cell)) {
                column.push(part);
            }
        }
    }
    let mut bottoms: Vec<Bottom<'h, 'a>> = Vec::new();
    for (at, mut above) in over.into_iter().enumerate() {
        let printed = above.iter().rposition(|part| !part.is_blank());
        let Some(part) = printed.or_else(|| above.len().checked_sub(1)).and_then(|i| above.get(i).copied()) else {
            continue;
        };
        above.retain(|other| !other.is_blank() && !std::ptr::eq(other.cell, part.cell));
        match bottoms.last_mut() {
            Some(last) if last.right == at && std::ptr::eq(last.part.cell, part.cell) => last.right = at + 1,
            _ => bottoms.push(Bottom { left: at, right: at + 1, part, above }),
        }
    }
    bottoms
}

/// The bottoms from the first known one on, as slots; nothing when a column is named twice or a label over the
/// columns is not what the form prints there, which is so when the merges of the head are lost.
fn on_grid(
    table: TableKey,
    bottoms: &[Bottom<'_, '_>],
    expected: usize,
    known: impl Fn(&Bottom<'_, '_>) -> Option<Option<Column>>,
) -> Option<Columns> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut before: Vec<&Bottom<'_, '_>> = Vec::new();
    for bottom in bottoms {
        let next_to = |slots: &[Slot], column: Column| {
            slots.last().is_some_and(|last| last.column() == Some(column) && last.right == bottom.left)
        };
        let is = match known(bottom)? {
            Some(column) if next_to(&slots, column) => SlotIs::Known(column),
            Some(column) if slots.iter().any(|slot| slot.column() == Some(column)) => return None,
            Some(column) => SlotIs::Known(column),
            None if bottom.part.is_blank() => SlotIs::Unlabelled,
            None => SlotIs::Foreign,
        };
        if slots.is_empty() && !matches!(is, SlotIs::Known(_)) {
            before.push(bottom);
            if is != SlotIs::Foreign || bottom.part.label().is_some() {
                before.clear();
            }
            continue;
        }
        slots = joined(slots, Slot { left: bottom.left, right: bottom.right, is, copies: 1 });
    }
    // What stands before the first known column is its neighbour where a form has as many more there.
    let places = editions::widths(table);
    // What stands behind the last known column may be the form's or, as 备注, a column of the body's own.
    let known = slots.iter().rposition(|slot| slot.column().is_some()).map_or(0, |last| last + 1);
    let fits = |more: &usize| places.iter().any(|places| (known + more..=slots.len() + more).contains(places));
    let strangers = (1..=before.len()).find(fits).filter(|_| !places.contains(&known)).unwrap_or(0);
    let beside = before.split_off(before.len() - strangers);
    let edges = beside.iter().skip(1).map(|next| next.left).chain(slots.first().map(|first| first.left));
    if beside.iter().map(|own| own.right).eq(edges) {
        let foreign = |own: &&Bottom<'_, '_>| Slot { left: own.left, right: own.right, is: SlotIs::Foreign, copies: 1 };
        slots.splice(0..0, beside.iter().map(foreign));
    }
    let columns = Columns::on_grid(table, slots);
    (expected > 0 && columns.known() == expected).then_some(columns)
}

fn applications(head: &[Line<'_>]) -> Option<Columns> {
    let mut keys: Vec<&'static str> = Vec::new();
    let mut repeated = false;
    for key in labels(head).filter_map(|found| found.applicant()) {
        if keys.contains(&key) {
            repeated = true;
        } else {
            keys.push(key);
        }
    }
    let form = editions::applications_with(&keys)?;
    let group = |key: &'static str| group_of(Column::Plain(key));
    let bottoms = bottoms(head);
    let sound = on_grid(TableKey::Applications, &bottoms, keys.len(), |bottom| {
        let Some(key) = bottom.part.label().and_then(|found| found.applicant()) else { return Some(None) };
        let fits = |above: &&Part<'_>| match above.label() {
            Some(label) if label.is(Meaning::ApplicantGroup) => group(key).is_some(),
            // A merged label written out in each of its rows.
            Some(label) if label.applicant() == Some(key) => true,
            Some(label) => label.is(Meaning::Furniture) || label.section().is_some(),
            None => matches!(above.kind, Kind::Text | Kind::Doubt(_)),
        };
        bottom.above.iter().all(fits).then_some(Some(Column::Plain(key)))
    });
    // A label that nobody knows still takes its place; a head with fewer places has lost some of them. Neither 自然人 nor
    // 总计 stands among the classes of organisations: there the merges of the head contradict its labels.
    let inner = |slot: &Slot| slot.column().map(|column| group_of(column).is_some());
    let parted = |slots: &[Slot]| {
        let kinds: Vec<bool> = slots.iter().filter_map(inner).collect();
        let between = kinds.iter().position(|inner| *inner).zip(kinds.iter().rposition(|inner| *inner));
        between.and_then(|(first, last)| kinds.get(first..=last)).is_some_and(|kinds| kinds.contains(&false))
    };
    let contradicted = sound.as_ref().is_some_and(|columns| parted(&columns.slots));
    // The merges of the head are lost: what is left is the order in which the labels are read.
    let place = |key: &str| form.columns.iter().position(|column| column.key == key);
    let grouped = labels(head).any(|found| found.is(Meaning::ApplicantGroup));
    let ordered = |keys: &[&'static str]| {
        let places: Vec<Option<usize>> = keys.iter().map(|key| place(key)).collect();
        places.is_sorted()
    };
    let inner: Vec<&'static str> = keys.iter().copied().filter(|key| group(key).is_some()).collect();
    let outer: Vec<&'static str> = keys.iter().copied().filter(|key| group(key).is_none()).collect();
    let in_order = if grouped { ordered(&inner) && ordered(&outer) } else { ordered(&keys) };
    let whole =
        || Columns::in_order(TableKey::Applications, form.columns.iter().map(|column| Column::Plain(column.key)));
    // Of two lost labels of organisations nothing tells which stood where; 自然人 and 总计 the sum tells apart.
    let lost = || form.columns.iter().map(|column| column.key).filter(|key| !keys.contains(key));
    let told = lost().filter(|key| group(key).is_some()).count() <= 1;
    let some_lost = (!repeated && in_order && told && lost().next().is_some()).then(|| whole().slots);
    // A label that nobody knows may be the lost one, in a place of its own.
    let foreign = sound.as_ref().is_some_and(|columns| columns.slots.iter().any(|slot| slot.is == SlotIs::Foreign));
    let some_lost = some_lost.filter(|_| !foreign);
    let sound = sound.filter(|_| !contradicted).map(|sound| Columns { some_lost: some_lost.clone(), ..sound });
    if sound.as_ref().is_some_and(|columns| columns.slots.len() >= form.columns.len()) {
        return sound;
    }
    let words = |part: &Part<'_>| {
        let strange = matches!(part.kind, Kind::Text | Kind::Doubt(_)) && !part.from_above;
        strange && !dictionary().has_piece(part.cell.text.trim())
    };
    // The corner stands over the rows' labels and so before the columns'; what begins a line further down is one of these.
    let parts = || head.iter().flat_map(|line| &line.parts);
    let mut before = parts().take_while(|part| part.label().and_then(|found| found.applicant()).is_none());
    let corner = bottoms.first().map(|bottom| bottom.part.cell);
    let corner = corner.filter(|corner| before.any(|part| std::ptr::eq(part.cell, *corner)));
    let mut strange = parts().filter(|part| words(part));
    let only_known = strange.all(|part| corner.is_some_and(|corner| std::ptr::eq(corner, part.cell)));
    if !repeated && keys.len() == form.columns.len() && in_order {
        return Some(Columns { doubted: contradicted, beside: !only_known, ..whole() });
    }
    if let Some(strange) = strange_applicants(head, form.columns) {
        return (!repeated && !contradicted).then(|| Columns { by_place: strange, assumed: true, ..whole() });
    }
    // A head with fewer places may be one half of a table cut in two: the sums of the whole rows must confirm it.
    let half =
        sound.filter(|columns| columns.known() == columns.slots.len()).map(|half| Columns { doubted: true, ..half });
    half.or_else(|| some_lost.map(|slots| Columns { some_lost: Some(slots), ..whole() })).filter(|_| only_known)
}

fn disputes(head: &[Line<'_>], caption: Option<&'static str>) -> Option<Columns> {
    let keys: Vec<&'static str> = labels(head).filter_map(|found| found.dispute_column()).collect();
    let form = editions::disputes_with(&keys)?;
    let leaf = |label: &str| form.groups.iter().find(|group| group.path.last() == Some(&label)).map(|g| g.key);
    let bottoms = bottoms(head);
    // Labels written out in each row of a merge stand over themselves.
    let written_out = bottoms.iter().flat_map(|bottom| {
        let own = bottom.part.label().and_then(|found| found.dispute_column());
        bottom.above.iter().filter(move |p| own.is_some() && p.label().and_then(|l| l.dispute_column()) == own)
    });
    let expected = keys.len().saturating_sub(written_out.count());
    let sound = on_grid(TableKey::Disputes, &bottoms, expected, |bottom| {
        let Some(key) = bottom.part.label().and_then(|found| found.dispute_column()) else { return Some(None) };
        if bottom.above.iter().any(|p| p.label().and_then(|l| l.dispute_column()).is_some_and(|other| other != key)) {
            return None;
        }
        let mut over: Vec<&'static str> = bottom.above.iter().filter_map(|p| p.label()?.dispute_group()).collect();
        over.dedup();
        let named = match over.split_last() {
            Some((last, rest)) => leaf(last).filter(|group| {
                let path = form.groups.iter().find(|other| other.key == *group).map_or(&[][..], |g| g.path);
                rest.iter().all(|label| path.contains(label))
            }),
            None => caption.and_then(leaf),
        };
        named.map(|group| Some(Column::Dispute(group, key)))
    });
    if sound.is_some() {
        return sound;
    }
    let results: Vec<&'static str> = form.columns.iter().map(|column| column.key).collect();
    let mut groups: Vec<&'static str> =
        labels(head).filter_map(|found| found.dispute_group()).filter_map(leaf).collect();
    if groups.is_empty() {
        groups.extend(caption.and_then(leaf));
    }
    let places: Vec<Option<usize>> =
        groups.iter().map(|group| form.groups.iter().position(|other| other.key == *group)).collect();
    let repeats = !results.is_empty()
        && keys.len() == groups.len() * results.len()
        && keys.chunks(results.len()).all(|chunk| chunk == results.as_slice());
    let increasing = places.windows(2).all(|pair| pair.first() < pair.last());
    (repeats && increasing && !groups.is_empty()).then(|| {
        let columns = groups.iter().flat_map(|group| results.iter().map(|result| Column::Dispute(group, result)));
        // Where the results stand one in each column, as the order has them, the grid is sound but for the groups' merges.
        let under: Vec<&Bottom<'_, '_>> = bottoms.iter().filter(|bottom| result_of(bottom).is_some()).collect();
        let unbroken = under.windows(2).all(|pair| matches!(pair, [one, next] if one.right == next.left));
        if unbroken && under.iter().filter_map(|bottom| result_of(bottom)).eq(keys.iter().copied()) {
            let slots = under.iter().zip(columns).map(|(bottom, column)| Slot {
                left: bottom.left,
                right: bottom.right,
                is: SlotIs::Known(column),
                copies: 1,
            });
            return Columns::on_grid(TableKey::Disputes, slots.collect());
        }
        Columns::in_order(TableKey::Disputes, columns)
    })
}

fn result_of(bottom: &Bottom<'_, '_>) -> Option<&'static str> {
    bottom.part.label().and_then(|found| found.dispute_column())
}
