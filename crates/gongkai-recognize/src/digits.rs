//! Digits that run together or apart, read with the sums of the form.
//!
//! Narrow columns wrap a `10` into a `1` and a `0`, and copied text glues a row's numbers: `713000074` is
//! 71 3 0 0 0 0 74. Only the sums can tell. A reading is taken when it is the only one that satisfies every sum that
//! it takes part in and that can be assessed; otherwise the cells stay unread.

mod cutting;
mod solution;

use std::cmp::Ordering;

use cutting::{fits_with_blanks, only_cut, readings};
use solution::solve;

use super::harvest::{Harvest, Run, Statement, key};
use gongkai_core::characters::half_width;
use gongkai_core::document::Position;
use gongkai_core::form::{CellKey, EquationId, Sum, TableKey};
use gongkai_core::reading::{InferredCell, UnreadReason};
use gongkai_core::words::Text;
use gongkai_core::{Cell, Report};

/// One row with every way of reading it that its own sum allows.
struct Puzzle<'r> {
    run: &'r Run,
    keys: Vec<CellKey>,
    readings: Vec<Vec<u64>>,
    /// Whether the row is one stretch of digits that the sums do not explain as well with a blank among its cells, so
    /// that they need no sum over other rows to be sure of.
    alone: bool,
    /// Whether there is one digit to a column and no gap between them, so that they can be cut in one way only,
    /// whatever the sums say.
    one_each: bool,
}

/// Reads the rows whose digits do not stand one number to a column, states what is certain, and names the rest.
pub(super) fn resolve(harvest: &mut Harvest, report: &Report) -> Vec<InferredCell> {
    let runs = std::mem::take(&mut harvest.runs);
    let mut puzzles: Vec<Puzzle<'_>> = Vec::new();
    let mut without_sums: Vec<(&Run, Vec<CellKey>, Vec<u64>)> = Vec::new();
    for run in &runs {
        let Some(words) = words(run).filter(|words| words.len() != run.columns.len()) else { continue };
        let keys: Vec<CellKey> = run.columns.iter().filter_map(|column| key(run.table, run.row, *column)).collect();
        let elsewhere = |key: &CellKey| harvest.statements.has(*key);
        if keys.len() != run.columns.len() || keys.iter().all(elsewhere) {
            continue;
        }
        let totals = totals(run, &keys, report);
        let mut readings = readings(&words, keys.len(), &totals).unwrap_or_default();
        // Where no cell holds more than one number and no cutting makes the sums, a label stands over several columns, or the
        // row has lost a cell.
        let printed = || run.printed.iter().map(|(text, _)| text.trim()).filter(|text| !text.is_empty());
        let reason = match words.len().cmp(&keys.len()) {
            _ if !readings.is_empty() || printed().count() != words.len() => UnreadReason::DigitsAmbiguous,
            Ordering::Greater => UnreadReason::LabelAmbiguous,
            _ if words.len() > 1 && !totals.is_empty() => UnreadReason::ColumnMissing,
            _ => UnreadReason::DigitsAmbiguous,
        };
        for key in keys.iter().filter(|key| !elsewhere(key)) {
            // One value over some of the columns is a merge before it is lost gaps.
            if words.len() > 1 && matches!(harvest.failures.get(*key), Some((UnreadReason::Merged, _))) {
                continue;
            }
            harvest.failures.set(*key, (reason, Some(printed().collect::<Vec<_>>().join(" | "))));
        }
        if totals.is_empty() {
            // Figures that a line break parts may be one number beside blanks, which only a sum could tell.
            let broken = run.printed.iter().any(|(text, _)| text.trim().contains('\n'));
            let cut = only_cut(&words, keys.len()).filter(|_| !broken);
            without_sums.extend(cut.map(|reading| (run, keys, reading)));
            continue;
        }
        // What stands in cells of its own stays as it is.
        readings.retain(|reading| {
            reading.iter().zip(&keys).all(|(value, key)| match harvest.statements.get(*key).and_then(|s| s.first()) {
                Some(statement) => statement.cell == Cell::from(*value),
                None => true,
            })
        });
        let glued = words.len() == 1;
        let one_each = glued && words.first().is_some_and(|digits| digits.len() == keys.len());
        // No sum goes over several rows of table 四. Fewer numbers than columns may stand beside blanks that left no
        // trace; only one that begins with a zero shows that gaps were lost.
        let cut = |word: &String| word.len() > 1 && word.starts_with('0');
        let lost = words.len() > keys.len() || words.iter().any(cut) && !fits_with_blanks(&words, keys.len(), &totals);
        let parted = !glued && run.table == TableKey::Disputes && lost;
        let alone = parted || glued && (one_each || !fits_with_blanks(&words, keys.len(), &totals));
        puzzles.push(Puzzle { run, keys, readings, alone, one_each });
    }
    let mut inferred = Vec::new();
    if puzzles.is_empty() && without_sums.is_empty() {
        return inferred;
    }
    let solution = solve(&puzzles, harvest, report);
    for (puzzle, reading) in solution.solved {
        let why = |key| why(key, report, &solution.broken);
        state(puzzle.run, &puzzle.keys, &reading, why, report, harvest, &mut inferred);
    }
    for (run, keys, reading) in without_sums {
        let why = |_| Text::new("数字只有一种切法", "the digits can be parted in one way only");
        state(run, &keys, &reading, why, report, harvest, &mut inferred);
    }
    inferred
}

/// States the cells of a row as they were read, and says why.
fn state(
    run: &Run,
    keys: &[CellKey],
    reading: &[u64],
    why: impl Fn(CellKey) -> Text,
    report: &Report,
    harvest: &mut Harvest,
    inferred: &mut Vec<InferredCell>,
) {
    let printed: Vec<&str> = run.printed.iter().map(|(text, _)| text.trim()).collect();
    let printed = printed.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ");
    let position = run.printed.first().map_or_else(Position::default, |(_, position)| *position);
    for (key, value) in keys.iter().zip(reading) {
        if harvest.statements.has(*key) {
            continue;
        }
        let cell = Cell::from(*value);
        inferred.push(InferredCell::new(report, *key, printed.clone(), &cell, why(*key)));
        harvest.state(*key, Statement { cell, position, as_group: false, aligned: false, by_place: false });
    }
}

/// The stretches of digits of a row; nothing when anything else stands in it.
fn words(run: &Run) -> Option<Vec<String>> {
    // Beside a blank it is not known which columns they are in.
    let blank = |(text, _): &(String, Position)| text.trim().is_empty();
    let first = run.printed.iter().position(|cell| !blank(cell)).unwrap_or(0);
    let last = run.printed.iter().rposition(|cell| !blank(cell)).unwrap_or(0);
    let between = run.printed.get(first..last).is_some_and(|cells| cells.iter().any(blank));
    let broken = run.printed.iter().any(|(text, _)| text.trim().contains('\n'));
    if broken && between || run.printed.iter().any(|(text, _)| text.contains("\n\n")) {
        return None;
    }
    let mut words = Vec::new();
    for word in run.printed.iter().flat_map(|(text, _)| text.split_whitespace()) {
        let digits: String = word.chars().map(half_width).collect();
        if !digits.chars().all(|c| c.is_ascii_digit()) || digits.len() > 60 {
            return None;
        }
        words.push(digits);
    }
    (!words.is_empty()).then_some(words)
}

/// The sums within the row: for each the places of its parts and of its total.
fn totals(run: &Run, keys: &[CellKey], report: &Report) -> Vec<(Vec<usize>, usize)> {
    let place = |key: &CellKey| keys.iter().position(|other| other == key);
    report
        .table_form(run.table)
        .sums
        .iter()
        .filter(|sum| sum.equation == EquationId::Applicants || sum.equation == EquationId::Disputes)
        .filter_map(|sum| {
            let total = place(&sum.total()?)?;
            let parts: Option<Vec<usize>> = sum.right.iter().map(place).collect();
            Some((parts?, total))
        })
        .collect()
}

/// Which sums leave only this reading.
fn why(key: CellKey, report: &Report, broken: &[&Sum]) -> Text {
    let sums = &report.table_form(key.table()).sums;
    let named: Vec<&str> = sums
        .iter()
        .filter(|sum| !broken.contains(sum))
        .filter(|sum| sum.terms().any(|(other, _)| other == key))
        .map(|sum| sum.equation.in_words())
        .collect();
    Text::new(format!("满足“{}”的读法只有这一种", named.join("”“")), "the only reading that satisfies the sums")
}
