//! Digits that slipped into a neighbouring cell: a narrow column wraps `10` and a reader takes it for `1` and `0`.

use super::system::System;
use crate::check::sums::{self, Standing};
use crate::form::{CellKey, Sum, TableKey};
use crate::{Cell, Number, Report};

/// Digits of neighbouring cells that make the sums hold when they are joined, moved or parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Slip {
    /// What happened.
    pub(in crate::check) kind: SlipKind,
    /// The cells whose digits slipped, as printed.
    pub(in crate::check) from: Vec<CellKey>,
    /// The cells with the values that they would hold.
    pub(in crate::check) changes: Vec<(CellKey, Number)>,
}

/// What happened to the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum SlipKind {
    /// One number stands in two cells.
    Split,
    /// One number stands in two cells and the rest of the row one cell too far to the right.
    SplitAndShifted,
    /// A digit stands in the cell beside its own.
    Moved,
    /// Several numbers stand in one cell.
    Glued,
}

/// Every slip that would make the failing sums of its cells hold, in the order of the form.
pub(super) fn slips(report: &Report, system: &System) -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    if !system.rows.iter().enumerate().any(|(row, _)| system.failing(row).is_some()) {
        return slips;
    }
    for row in rows(report, system) {
        if !row.iter().any(|place| place.suspect) {
            continue;
        }
        let known = |trial: &Trial| -> Option<Vec<(usize, Number)>> {
            trial.changes.iter().map(|&(at, value)| Some((row.get(at)?.cell?, value))).collect()
        };
        let mends = |trial: &Trial, more| known(trial).is_some_and(|changes| system.mends(&changes, more));
        let moved = split_or_moved(&row).into_iter().filter(|trial| mends(trial, false));
        let shifted = shifted(&row).into_iter().filter(|trial| mends(trial, true));
        let glued = glued(&row).into_iter().filter(|trial| mends_blanks(report, &trial.slip(&row).changes));
        for slip in moved.chain(shifted).chain(glued).map(|trial| trial.slip(&row)) {
            if !slips.iter().any(|known| known.changes == slip.changes) {
                slips.push(slip);
            }
        }
    }
    slips
}

/// A cell of a row, looked up once.
struct Place {
    key: CellKey,
    /// Its number among the known cells of the sums.
    cell: Option<usize>,
    /// Whether it is in a sum that fails.
    suspect: bool,
    blank: bool,
    /// What it holds, where that is a plain whole number.
    digits: Option<String>,
    /// The places of the parts of the row's total, for the total itself.
    parts: Vec<usize>,
}

/// A slip that may have happened, by the places in its row.
struct Trial {
    kind: SlipKind,
    from: Vec<usize>,
    changes: Vec<(usize, Number)>,
}

impl Trial {
    fn slip(&self, row: &[Place]) -> Slip {
        let key = |at: usize| row.get(at).map(|place| place.key);
        Slip {
            kind: self.kind,
            from: self.from.iter().filter_map(|&at| key(at)).collect(),
            changes: self.changes.iter().filter_map(|&(at, value)| Some((key(at)?, value))).collect(),
        }
    }
}

/// Whether every sum that has one of these cells, blank ones among them, holds with the new values, and at least one of
/// them fails without.
fn mends_blanks(report: &Report, changes: &[(CellKey, Number)]) -> bool {
    let concerned: Vec<&Sum> = sums::of_report(report)
        .filter(|sum| sum.terms().any(|(key, _)| changes.iter().any(|&(changed, _)| changed == key)))
        .collect();
    if !concerned.iter().any(|sum| matches!(sums::standing(report, sum), Standing::Fails(_))) {
        return false;
    }
    let mut trial = report.clone();
    for &(key, value) in changes {
        trial.set(key, Cell::from(value));
    }
    concerned.iter().all(|sum| sums::standing(&trial, sum) == Standing::Holds)
}

/// The value cells of tables three and four row by row, as they stand beside each other.
fn rows(report: &Report, system: &System) -> Vec<Vec<Place>> {
    let mut rows: Vec<(TableKey, usize, Vec<Place>)> = Vec::new();
    for cell in report.form_cells().filter(|cell| cell.key.table() != TableKey::Disclosure) {
        let known = system.place_of(cell.key);
        let place = Place {
            key: cell.key,
            cell: known,
            suspect: known.is_some_and(|known| system.is_suspect(known)),
            blank: report.cell(cell.key).is_some_and(Cell::is_blank),
            digits: digits(report, cell.key),
            parts: Vec::new(),
        };
        match rows.last_mut() {
            Some((table, row, places)) if *table == cell.key.table() && *row == cell.row => places.push(place),
            _ => rows.push((cell.key.table(), cell.row, vec![place])),
        }
    }
    let mut rows: Vec<Vec<Place>> = rows.into_iter().map(|(_, _, places)| places).collect();
    for row in rows.iter_mut().filter(|row| row.iter().any(|place| place.suspect)) {
        let Some(total) = row.last().map(|place| place.key) else { continue };
        let Some(sum) = sums::of_report(report).find(|sum| sum.total() == Some(total)) else { continue };
        let parts = sum.right.iter().filter_map(|part| row.iter().position(|place| place.key == *part)).collect();
        if let Some(last) = row.last_mut() {
            last.parts = parts;
        }
    }
    rows
}

/// The digits of a cell that holds a plain whole number.
fn digits(report: &Report, key: CellKey) -> Option<String> {
    let number = report.cell(key)?.plain_number()?;
    (number.is_whole() && !number.is_negative()).then(|| number.to_string())
}

fn number(digits: &str) -> Option<Number> {
    let plain = digits.len() == 1 || !digits.starts_with('0');
    if plain { digits.parse().ok() } else { None }
}

/// One number in two cells, whichever of them it belongs in, or a digit in the neighbouring cell.
fn split_or_moved(row: &[Place]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (at, pair) in row.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let (Some(a), Some(b)) = (&left.digits, &right.digits) else { continue };
        if !(left.suspect || right.suspect) {
            continue;
        }
        let mut propose = |kind, first: Option<Number>, second: Option<Number>| {
            let (Some(first), Some(second)) = (first, second) else { return };
            let new = [(at, a, first), (at + 1, b, second)];
            let changed = new.into_iter().filter(|(_, printed, value)| value.to_string() != **printed);
            let changes: Vec<(usize, Number)> = changed.map(|(at, _, value)| (at, value)).collect();
            if !changes.is_empty() {
                trials.push(Trial { kind, from: vec![at, at + 1], changes });
            }
        };
        if a != "0" {
            propose(SlipKind::Split, number(&format!("{a}{b}")), Some(Number::ZERO));
            propose(SlipKind::Split, Some(Number::ZERO), number(&format!("{a}{b}")));
        }
        if let Some((cut, _)) = a.char_indices().next_back().filter(|&(cut, _)| cut > 0)
            && let Some((head, tail)) = a.split_at_checked(cut)
        {
            propose(SlipKind::Moved, number(head), number(&format!("{tail}{b}")));
        }
        if let Some((head, tail)) = b.split_at_checked(1).filter(|(_, tail)| !tail.is_empty() && a != "0") {
            propose(SlipKind::Moved, number(&format!("{a}{head}")), number(tail));
        }
    }
    trials
}

/// One number in two cells and everything after it one cell too far: the row's last number was lost and is the total
/// that its parts make. Only several sums together can bear this out.
fn shifted(row: &[Place]) -> Vec<Trial> {
    let Some((last, parts)) = row.len().checked_sub(1).zip(row.last().map(|last| &last.parts)) else {
        return Vec::new();
    };
    let printed = row.iter().map(|place| place.digits.as_deref()).collect::<Option<Vec<&str>>>();
    let Some(printed) = printed.filter(|_| !parts.is_empty()) else { return Vec::new() };
    let Some(before) = printed.iter().map(|digits| number(digits)).collect::<Option<Vec<Number>>>() else {
        return Vec::new();
    };
    let mut trials = Vec::new();
    for (at, pair) in printed.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let Some(joined) = number(&format!("{first}{second}")).filter(|_| *first != "0") else { continue };
        let mut values: Vec<Number> = before.iter().take(at).copied().collect();
        values.push(joined);
        values.extend(before.iter().skip(at + 2));
        let parts = parts.iter().map(|&part| values.get(part).copied());
        let Some(total) = parts.collect::<Option<Vec<_>>>().and_then(Number::checked_sum) else { continue };
        values.truncate(last);
        values.push(total);
        let changed = values.into_iter().zip(&before).enumerate().filter(|(_, (value, before))| value != *before);
        let changes = changed.map(|(at, (value, _))| (at, value)).collect();
        trials.push(Trial { kind: SlipKind::SplitAndShifted, from: vec![at, at + 1], changes });
    }
    trials
}

/// How many digits are parted at most; the ways to part them grow without measure, and no row's numbers have more.
const MOST_GLUED: usize = 10;

/// Several numbers in one cell, before cells that are blank.
fn glued(row: &[Place]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (at, place) in row.iter().enumerate().filter(|(_, place)| place.suspect) {
        let Some(text) = &place.digits else { continue };
        let count = 1 + row.iter().skip(at + 1).take_while(|place| place.blank).count();
        if count < 2 || text.len() < count || text.len() > MOST_GLUED {
            continue;
        }
        for parts in partitions(text, count) {
            trials.push(Trial {
                kind: SlipKind::Glued,
                from: vec![at],
                changes: (at..at + count).zip(parts).collect(),
            });
        }
    }
    trials
}

/// Every way to part digits into so many numbers without a leading zero.
fn partitions(digits: &str, count: usize) -> Vec<Vec<Number>> {
    if count <= 1 {
        return number(digits).map(|number| vec![number]).into_iter().collect();
    }
    let mut all = Vec::new();
    for cut in 1..=digits.len().saturating_sub(count - 1) {
        let Some((head, tail)) = digits.split_at_checked(cut) else { continue };
        let Some(head) = number(head) else { continue };
        for mut rest in partitions(tail, count - 1) {
            rest.insert(0, head);
            all.push(rest);
        }
    }
    all
}
