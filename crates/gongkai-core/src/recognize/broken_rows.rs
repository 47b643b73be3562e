//! Rows of pasted tables that a line break inside a cell parted in two: `自然人⇥法人或其` over `他组织⇥总计`, `规章⇥1` over
//! `2⇥0⇥0`.
//!
//! Labels are put together where, and only where, the pieces make a label of the forms that neither of them is. Figures are
//! put together as one cell that holds both pieces: the form's sums decide how they are read, and without a sum they are
//! unread.

use super::dictionary::{Match, Meaning, dictionary};
use super::rows::is_value;
use crate::document::{Table, TableCell};

/// The most columns of table 二, and those of tables 三 and 四.
const DISCLOSURE: usize = 3;
const APPLICANTS: usize = 7;
const DISPUTES: usize = 15;

/// The table with its broken rows put together; nothing when it has none, or its cells do not come from lines.
pub(super) fn mended(table: &Table) -> Option<Table> {
    if !table.pasted {
        return None;
    }
    let mut rows: Vec<Vec<TableCell>> = Vec::with_capacity(table.rows());
    let mut mended = false;
    for row in 0..table.rows() {
        let cells: Vec<TableCell> = table.row(row).cloned().collect();
        match rows.last_mut() {
            Some(above) if goes_on(above, &cells) => {
                mended = true;
                // Where among the figures the break was is not known: they stand in one cell, and the sums part them.
                let figures = cells.first().is_some_and(|first| is_figures(&first.text));
                let taken = if figures { cells.len() } else { 1 };
                if let Some(last) = above.last_mut() {
                    for cell in cells.iter().take(taken).filter(|cell| !cell.text.trim().is_empty()) {
                        last.text = format!("{}\n{}", last.text, cell.text);
                    }
                }
                above.extend(cells.into_iter().skip(taken));
            }
            _ => rows.push(cells),
        }
    }
    if !mended {
        return None;
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().map(move |(column, cell)| TableCell { row, column, ..cell.clone() })
    });
    let mut whole = Table::new(rows.len(), columns, cells.collect()).ok()?;
    (whole.pasted, whole.position) = (true, table.position);
    Some(whole)
}

/// Whether a row goes on with the last cell of the row above.
fn goes_on(above: &[TableCell], row: &[TableCell]) -> bool {
    let (Some(last), Some(first)) = (above.last(), row.first()) else { return false };
    let (last, first) = (last.text.trim(), first.text.trim());
    if last.is_empty() || first.is_empty() {
        return false;
    }
    match (is_figures(last), is_figures(first)) {
        (true, true) => figures_go_on(above, row),
        // What the pieces make must be a label that neither of them is by itself.
        (false, false) => {
            let whole = label(&format!("{last}{first}")).filter(|found| found.section().is_none());
            let same = |piece: &str| label(piece).map(|found| found.entry) == whole.map(|found| found.entry);
            whole.is_some() && (label(last).is_none() || label(first).is_none()) && !same(last) && !same(first)
        }
        _ => false,
    }
}

/// Whether figures alone below a row of figures are its own: the row has a label and they have none and are fewer than the
/// form's columns, or together they are as many as table 四 has.
fn figures_go_on(above: &[TableCell], row: &[TableCell]) -> bool {
    let value = |cell: &TableCell| cell.text.trim().is_empty() || is_value(cell.text.trim()) || is_figures(&cell.text);
    if !row.iter().all(value) {
        return false;
    }
    let printed = row.iter().rposition(|cell| !cell.text.trim().is_empty()).map_or(0, |last| last + 1);
    // With a blank among them it is not known which column each of them is in.
    if row.iter().take(printed).any(|cell| cell.text.trim().is_empty()) {
        return false;
    }
    let leaf = above.iter().rposition(|cell| label(&cell.text).is_some_and(|found| found.row().is_some()));
    let columns = match leaf.and_then(|leaf| label(&above.get(leaf)?.text)?.row()) {
        Some(Meaning::ApplicationRow(_)) => APPLICANTS,
        Some(_) => DISCLOSURE,
        None if above.iter().all(value) => return above.len() + printed == DISPUTES + 1,
        None => return false,
    };
    let behind = leaf.map_or(0, |leaf| leaf + 1);
    let values = above.iter().skip(behind).skip_while(|cell| cell.text.trim().is_empty()).count();
    // As many figures as a row has are a row of their own, whose label is lost.
    printed < columns || values + printed <= columns + 1
}

fn label(text: &str) -> Option<Match> {
    dictionary().exact(text)
}

/// Figures of one number, or of one that a line break parted already.
fn is_figures(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９') || c.is_whitespace())
}
