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
pub(in crate::check) fn slips(report: &Report) -> Vec<Slip> {
    slips_in(report, &System::of(report))
}

/// The same, where the sums are known already.
pub(super) fn slips_in(report: &Report, system: &System) -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    if !system.rows.iter().enumerate().any(|(row, _)| system.failing(row).is_some()) {
        return slips;
    }
    for row in rows(report) {
        let suspects: Vec<bool> = row.iter().map(|&key| system.is_suspect(key)).collect();
        if !suspects.contains(&true) {
            continue;
        }
        let moved =
            split_or_moved(report, &row, &suspects).into_iter().filter(|slip| system.mends(&slip.changes, false));
        let shifted = shifted(report, &row).into_iter().filter(|slip| system.mends(&slip.changes, true));
        let glued = glued(report, &row, &suspects).into_iter().filter(|slip| mends_blanks(report, &slip.changes));
        for slip in moved.chain(shifted).chain(glued) {
            if !slips.iter().any(|known| known.changes == slip.changes) {
                slips.push(slip);
            }
        }
    }
    slips
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
fn rows(report: &Report) -> Vec<Vec<CellKey>> {
    let mut rows: Vec<(TableKey, usize, Vec<CellKey>)> = Vec::new();
    for cell in report.form_cells().filter(|cell| cell.key.table != TableKey::Disclosure) {
        match rows.last_mut() {
            Some((table, row, keys)) if *table == cell.key.table && *row == cell.row => keys.push(cell.key),
            _ => rows.push((cell.key.table, cell.row, vec![cell.key])),
        }
    }
    rows.into_iter().map(|(_, _, keys)| keys).collect()
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
fn split_or_moved(report: &Report, row: &[CellKey], suspects: &[bool]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for ((&left, &right), pair) in row.iter().zip(row.iter().skip(1)).zip(suspects.windows(2)) {
        if !pair.contains(&true) {
            continue;
        }
        let (Some(a), Some(b)) = (digits(report, left), digits(report, right)) else { continue };
        let mut propose = |kind, first: Option<Number>, second: Option<Number>| {
            let (Some(first), Some(second)) = (first, second) else { return };
            let new = [(left, &a, first), (right, &b, second)];
            let changes: Vec<(CellKey, Number)> = new
                .into_iter()
                .filter(|(_, printed, value)| value.to_string() != **printed)
                .map(|(key, _, value)| (key, value))
                .collect();
            if !changes.is_empty() {
                slips.push(Slip { kind, from: vec![left, right], changes });
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
    slips
}

/// One number in two cells and everything after it one cell too far: the row's last number was lost and is the total
/// that its parts make. Only several sums together can bear this out.
fn shifted(report: &Report, row: &[CellKey]) -> Vec<Slip> {
    let Some((&last, _)) = row.split_last() else { return Vec::new() };
    let Some(sum) = sums::of_report(report).find(|sum| sum.total() == Some(last)) else { return Vec::new() };
    let Some(printed) = row.iter().map(|&key| digits(report, key)).collect::<Option<Vec<String>>>() else {
        return Vec::new();
    };
    let mut slips = Vec::new();
    for (place, pair) in printed.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let Some(joined) = number(&format!("{first}{second}")).filter(|_| first != "0") else { continue };
        let mut values: Vec<Option<Number>> = printed.iter().take(place).map(|digits| number(digits)).collect();
        values.push(Some(joined));
        values.extend(printed.iter().skip(place + 2).map(|digits| number(digits)));
        let Some(values) = values.into_iter().collect::<Option<Vec<Number>>>() else { continue };
        let mut known: Vec<(CellKey, Number)> = row.iter().copied().zip(values).collect();
        let parts = sum.right.iter().map(|part| known.iter().find(|(key, _)| key == part).map(|&(_, value)| value));
        let Some(total) = parts.collect::<Option<Vec<_>>>().and_then(Number::checked_sum) else { continue };
        known.push((last, total));
        let changes: Vec<(CellKey, Number)> =
            known.into_iter().filter(|&(key, value)| report.cell(key).and_then(Cell::number) != Some(value)).collect();
        let from = row.iter().copied().skip(place).take(2).collect();
        slips.push(Slip { kind: SlipKind::SplitAndShifted, from, changes });
    }
    slips
}

/// How many digits are parted at most; the ways to part them grow without measure, and no row's numbers have more.
const MOST_GLUED: usize = 10;

/// Several numbers in one cell, before cells that are blank.
fn glued(report: &Report, row: &[CellKey], suspects: &[bool]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for ((place, &key), _) in row.iter().enumerate().zip(suspects).filter(|(_, suspect)| **suspect) {
        let Some(text) = digits(report, key) else { continue };
        let blanks = row.iter().skip(place + 1).take_while(|&&key| report.cell(key).is_some_and(Cell::is_blank));
        let cells: Vec<CellKey> = std::iter::once(key).chain(blanks.copied()).collect();
        if cells.len() < 2 || text.len() < cells.len() || text.len() > MOST_GLUED {
            continue;
        }
        for parts in partitions(&text, cells.len()) {
            let changes = cells.iter().copied().zip(parts).collect();
            slips.push(Slip { kind: SlipKind::Glued, from: vec![key], changes });
        }
    }
    slips
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
