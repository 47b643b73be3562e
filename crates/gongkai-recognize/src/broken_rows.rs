//! Rows of pasted tables that a line break inside a cell parted in two: `自然人⇥法人或其` over `他组织⇥总计`, `规章⇥1` over
//! `2⇥0⇥0`.
//!
//! Labels are put together where, and only where, the pieces make a label of the forms that neither of them is. Figures are
//! put together as one cell that holds both pieces: the form's sums decide how they are read, and without a sum they are
//! unread.

use super::dictionary::{Match, Meaning, dictionary};
use super::editions::widths;
use super::nothing::says_nothing;
use super::rows::is_value;
use gongkai_core::Within;
use gongkai_core::document::{Table, TableCell};
use gongkai_core::form::TableKey;

/// The longest text of pieces that may go on, in bytes: as many figures as the longest row has, or a label.
const LONGEST: usize = 400;

/// The table with its broken rows put together; nothing when it has none, or its cells do not come from lines.
pub(super) fn mended(table: &Table) -> Option<Table> {
    let ends = |row: usize| table.row(row).last().zip(table.row(row + 1).next());
    let joint = |(last, first): (&TableCell, &TableCell)| Joint::of(&last.text, &first.text).is_some();
    if !table.pasted || !(0..table.rows()).filter_map(ends).any(joint) {
        return None;
    }
    let mut rows: Vec<Vec<TableCell>> = Vec::with_capacity(table.rows());
    let mut mended = false;
    for row in 0..table.rows() {
        let cells: Vec<TableCell> = table.row(row).cloned().collect();
        match rows.last_mut() {
            Some(above) if goes_on(above, &cells) => {
                mended = true;
                if cells.first().is_some_and(|first| begins_with_figures(first.text.trim())) {
                    take_figures(above, &cells);
                } else {
                    let mut cells = cells.into_iter();
                    if let (Some(last), Some(first)) = (above.last_mut(), cells.next()) {
                        last.text = format!("{}\n{}", last.text, first.text);
                    }
                    above.extend(cells);
                }
            }
            _ => rows.push(cells),
        }
    }
    if !mended {
        return None;
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().map(move |(column, cell)| cell.clone().moved_to(row, column))
    });
    let mut whole = Table::laid_out(rows.len(), columns, cells.collect())?;
    (whole.pasted, whole.position) = (true, table.position);
    Some(whole)
}

/// Whether a row goes on with the last cell of the row above.
fn goes_on(above: &[TableCell], row: &[TableCell]) -> bool {
    let (Some(last), Some(first)) = (above.last(), row.first()) else { return false };
    match Joint::of(&last.text, &first.text) {
        Some(Joint::Words) => true,
        Some(Joint::Figures) => figures_go_on(above, row),
        None => false,
    }
}

/// What the last cell of a row and the first of the row below may be two pieces of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A note, a word for nothing, or a label.
    Words,
    /// The figures of one row, if the rest of both rows fits.
    Figures,
}

impl Joint {
    fn of(last: &str, first: &str) -> Option<Self> {
        let (last, first) = (last.trim(), first.trim());
        // More than any row has is no row that breaks parted, and is not looked through with every line.
        if last.is_empty() || first.is_empty() || last.len() > LONGEST {
            return None;
        }
        if closes(last, first) || is_word(last, first) {
            return Some(Self::Words);
        }
        match (is_figures(last), begins_with_figures(first)) {
            (true, true) => Some(Self::Figures),
            // What the pieces make must be a label that neither of them is by itself.
            (false, false) => {
                let whole = label(&format!("{last}{first}")).filter(|found| found.section().is_none());
                let same = |piece: &str| label(piece).map(|found| found.entry) == whole.map(|found| found.entry);
                let own = label(last).is_some() && label(first).is_some();
                (whole.is_some() && !own && !same(last) && !same(first)).then_some(Self::Words)
            }
            _ => None,
        }
    }
}

/// Whether a bracket that the one text leaves open is closed by the other, as in the two pieces of a note.
pub(super) fn closes(above: &str, below: &str) -> bool {
    let count = |text: &str, brackets: [char; 4]| text.matches(brackets).count();
    let (opening, closing) = (['（', '(', '〔', '【'], ['）', ')', '〕', '】']);
    let open = count(above, opening).saturating_sub(count(above, closing));
    let closed = count(below, closing).saturating_sub(count(below, opening));
    open > 0 && open == closed
}

/// Whether two pieces make a word for nothing, as `不` and `适用` do, and the second is no word of its own.
pub(super) fn is_word(above: &str, below: &str) -> bool {
    let (above, below) = (above.trim(), below.trim());
    says_nothing(&[above, below].concat()) && !says_nothing(below) && label(below).is_none()
}

/// Puts the figures of a row into the last cell of the row above, since it is not known where among them the break was;
/// where they are more than one break explains, all of the row's figures stand in one cell, and only the sums part them.
fn take_figures(above: &mut Vec<TableCell>, row: &[TableCell]) {
    let printed = printed(row);
    let begin = values_of(above);
    let (columns, values) = (columns_of(above), above.len() - begin);
    if values + printed > columns + 1 {
        let rest = above.split_off((begin + 1).min(above.len()));
        add(above.last_mut(), &rest);
    }
    // An empty line keeps a blank among them, which leaves them without a reading.
    add(above.last_mut(), row.within(..printed));
    // Behind a single figure the row goes on as it was; where there are more, their places are not known.
    if printed == 1 {
        above.extend(row.iter().skip(printed).cloned());
    }
}

fn add(cell: Option<&mut TableCell>, cells: &[TableCell]) {
    if let Some(own) = cell {
        for cell in cells {
            own.text = format!("{}\n{}", own.text, cell.text.trim());
        }
    }
}

/// How many cells of a row there are up to the last that shows anything.
fn printed(row: &[TableCell]) -> usize {
    row.iter().rposition(|cell| !cell.text.trim().is_empty()).map_or(0, |last| last + 1)
}

/// The place of a row's label.
fn leaf(row: &[TableCell]) -> Option<usize> {
    row.iter().rposition(|cell| row_label(&cell.text).is_some())
}

/// What row a label is of, perhaps with lost or changed characters.
fn row_label(text: &str) -> Option<Meaning> {
    if is_value(text.trim()) { None } else { dictionary().look_up(text).found()?.row() }
}

/// Where the values of a row begin.
fn values_of(row: &[TableCell]) -> usize {
    let behind = leaf(row).map_or(0, |leaf| leaf + 1);
    behind + row.iter().skip(behind).take_while(|cell| cell.text.trim().is_empty()).count()
}

/// How many columns the form has for a row at most.
fn columns_of(row: &[TableCell]) -> usize {
    let table = match leaf(row).and_then(|leaf| row_label(&row.get(leaf)?.text)) {
        Some(Meaning::ApplicationRow(_)) => TableKey::Applications,
        Some(_) => TableKey::Disclosure,
        None => TableKey::Disputes,
    };
    widths(table).iter().copied().max().unwrap_or(0)
}

/// Whether figures alone below a row of figures are its own: the row has a label and they have none and are fewer than the
/// form's columns, or neither has a label and the row has fewer than table 四.
fn figures_go_on(above: &[TableCell], row: &[TableCell]) -> bool {
    let value = |cell: &TableCell| cell.text.trim().is_empty() || is_value(cell.text.trim()) || is_figures(&cell.text);
    if !row.iter().all(value) {
        return false;
    }
    let columns = columns_of(above);
    match leaf(above) {
        // As many figures as a row has are a row of their own, whose label is lost.
        Some(_) => printed(row) < columns || above.len() - values_of(above) + printed(row) <= columns + 1,
        None => above.iter().all(value) && (above.len() < columns || above.len() + printed(row) == columns + 1),
    }
}

fn label(text: &str) -> Option<Match> {
    dictionary().exact(text)
}

/// The rest of a number, perhaps with its note or unit.
fn begins_with_figures(text: &str) -> bool {
    is_figures(text) || is_value(text) && text.starts_with(|c: char| c.is_ascii_digit())
}

/// Figures of one number, or of one that a line break parted already.
fn is_figures(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９') || c.is_whitespace())
}
