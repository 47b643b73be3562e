//! Another year's figures inside a table of the form: 上年 beside 本年 under every label of the head, a row for each year
//! below it. A row, or a column, of nothing but such words says whose figures stand below, or behind, each of them; those of
//! another year are left out and named.

use std::collections::BTreeSet;

use super::cut::origin;
use super::dictionary::{Match, Meaning, dictionary};
use super::identity::years_in;
use super::steps::Step;
use super::{narrative, pieces, year_rows};
use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Remark, RemarkKind, Table, TableCell};
use gongkai_core::form::keys::row;
use gongkai_core::{Cell, Year};

/// Tables of more rows or columns are no report's.
const LARGEST: usize = 120;
/// So many labels of the form's columns stand over no other table.
const CERTAIN: usize = 3;

/// Whose figures a word says that they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Present,
    Of(Year),
    /// An earlier year's.
    Earlier,
    /// How far this year's are from an earlier year's.
    Change,
}

impl Whose {
    fn year(self) -> Option<Year> {
        if let Self::Of(year) = self { Some(year) } else { None }
    }
}

/// The document without such figures; nothing when it has none.
pub(super) fn without(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut remarks = Vec::new();
    let mut number = 0;
    for block in &document.blocks {
        let Block::Table(table) = block else {
            step.keep(block);
            continue;
        };
        number += 1;
        match own_year(document, table, number) {
            Some((own, words)) => {
                let detail = format!(
                    "表内“{words}”的数据不是本年的，没有读取 / the figures under “{words}” in the table are not of this year; not read"
                );
                remarks.push(Remark::new(RemarkKind::OtherYear, detail, table.position));
                step.put(own);
            }
            None => step.keep(block),
        }
    }
    if remarks.is_empty() {
        return None;
    }
    let mut without = step.document();
    without.remarks.extend(remarks);
    Some(without)
}

/// The table with the figures of its own year, and the words over the others; nothing where it has no others.
fn own_year(document: &Document, table: &Table, number: usize) -> Option<(Table, String)> {
    if table.form.is_some() || table.rows() > LARGEST || table.columns() > LARGEST {
        return None;
    }
    // Nearly no table has such a word; the others need no closer look.
    if !table.cells().iter().any(|cell| whose(&cell.text).is_some()) || !is_of_form(table) {
        return None;
    }
    // Where rows lack cells, the words and the figures do not stand in the same columns.
    let lacks = (0..table.rows()).any(|row| (0..table.columns()).any(|column| table.at(row, column).is_none()));
    let cells: Vec<TableCell> = table.cells().iter().map(|cell| cell.clone().at(origin(table, number, cell))).collect();
    let turn = |cells: Vec<TableCell>| -> Vec<TableCell> {
        let turned = cells.into_iter().map(|cell| {
            let (row, column, rows, columns) = (cell.row, cell.column, cell.row_span, cell.column_span);
            cell.moved_to(column, row).spanning(columns, rows)
        });
        turned.collect()
    };
    let year = || {
        let pieces = pieces(&document.blocks);
        let narrative = narrative::read(&pieces);
        super::year(document, &narrative, super::title(document, &narrative).as_deref())
    };
    let turned = || turn(cells.clone());
    let back = |(cells, words)| (turn(cells), words);
    let (rows, columns) = (table.rows(), table.columns());
    let paired = if lacks {
        year_rows::cut(&cells, rows, &year)
    } else {
        cut(&cells, (rows, columns), &year).or_else(|| cut(&turned(), (columns, rows), &year).map(back))
    };
    let single = || if lacks { None } else { beside(&cells, columns, &year) };
    let (cells, words) = paired.or_else(single).or_else(|| beside(&turned(), rows, &year).map(back))?;
    let end = |of: fn(&TableCell) -> usize| cells.iter().map(of).max().unwrap_or(0);
    let (rows, columns) = (end(|cell| cell.row + cell.row_span), end(|cell| cell.column + cell.column_span));
    let mut own = Table::new(rows, columns, cells).ok()?;
    (own.aligned, own.pasted, own.position) = (table.aligned, table.pasted, table.position);
    Some((own, words))
}

/// The cells without the columns that a row of such words says to be another year's, and without that row.
fn cut(
    cells: &[TableCell],
    (rows, columns): (usize, usize),
    year: &dyn Fn() -> Option<Year>,
) -> Option<(Vec<TableCell>, String)> {
    (0..rows).find_map(|row| {
        let starting = cells.iter().filter(|cell| cell.row == row && !cell.text.chars().all(is_blank));
        let mut words: Vec<(&TableCell, Option<Whose>)> = starting.map(|cell| (cell, whose(&cell.text))).collect();
        words.sort_by_key(|(cell, _)| cell.column);
        let before = words.iter().take_while(|(_, whose)| whose.is_none()).count();
        // A label of a value goes with no row.
        let names =
            |cell: &TableCell| dictionary().exact(&cell.text).is_some_and(|label| !label.is(Meaning::Furniture));
        if words.drain(..before).any(|(cell, _)| names(cell)) {
            return None;
        }
        let said: Vec<Whose> = words.iter().map_while(|(_, whose)| *whose).collect();
        if said.len() < words.len() {
            return None;
        }
        let own = own_of(&said, year)?;
        // Without its merge a word stands over the blanks behind it, as many as before the next.
        let starts: Vec<usize> = words.iter().map(|(cell, _)| cell.column).collect();
        let step = starts.windows(2).map(|pair| pair.iter().rev().copied().reduce(|b, a| b - a).unwrap_or(1)).min();
        let mut kept = vec![true; columns];
        for ((cell, _), whose) in words.iter().zip(&said) {
            let span = if cell.column_span > 1 { cell.column_span } else { step.unwrap_or(1) };
            kept.iter_mut().skip(cell.column).take(span).for_each(|kept| *kept = *whose == own);
        }
        let left = without_columns(cells, &kept, Some(row));
        let other = words.iter().zip(&said).find(|(_, whose)| **whose != own)?;
        Some((left, other.0.0.text.trim().to_owned()))
    })
}

/// The cells without the columns that are another year's alone, beside those of the form: no other words stand over them.
fn beside(cells: &[TableCell], columns: usize, year: &dyn Fn() -> Option<Year>) -> Option<(Vec<TableCell>, String)> {
    let other = |cell: &&TableCell| match whose(&cell.text) {
        Some(Whose::Of(of)) => year().is_some_and(|year| year != of),
        whose => whose == Some(Whose::Earlier) && !is_piece(&cell.text, cells),
    };
    let mut kept = vec![true; columns];
    let mut word = None;
    for (column, kept) in kept.iter_mut().enumerate() {
        let own = || cells.iter().filter(|cell| cell.column == column);
        let words = || own().filter(|cell| matches!(Cell::parse(&cell.text), Cell::Text(_)));
        let figures = own().any(|cell| Cell::parse(&cell.text).number().is_some());
        if figures && words().next().is_some() && words().all(|cell| cell.column_span == 1 && other(&cell)) {
            *kept = false;
            word = word.or_else(|| words().next());
        }
    }
    Some((without_columns(cells, &kept, None), word?.text.trim().to_owned()))
}

/// Whether a word may be a piece of a label that a page or line break parted, as 上年 is of 上年结转: table 三 lacks that row then.
fn is_piece(word: &str, cells: &[TableCell]) -> bool {
    let labels = || cells.iter().filter_map(|cell| dictionary().exact(&cell.text));
    let of_applications = |label: Match| label.is_only_row() && matches!(label.row(), Some(Meaning::ApplicationRow(_)));
    let carried_in = Meaning::ApplicationRow(row::CARRIED_IN);
    dictionary().has_piece(word) && labels().any(of_applications) && !labels().any(|label| label.is(carried_in))
}

/// The cells of the columns that are kept, without the row that says whose they are.
fn without_columns(cells: &[TableCell], kept: &[bool], without: Option<usize>) -> Vec<TableCell> {
    let row = without.unwrap_or(usize::MAX);
    let before = |at: usize| kept.iter().take(at).filter(|kept| **kept).count();
    let mut left: Vec<TableCell> = Vec::with_capacity(cells.len());
    let stays = |cell: &&TableCell| cell.row != row || cell.row_span > 1 && whose(&cell.text).is_none();
    for cell in cells.iter().filter(stays) {
        let (start, end) = (before(cell.column), before(cell.column + cell.column_span));
        let through = usize::from(cell.row <= row && cell.row + cell.row_span > row);
        let at = cell.row - usize::from(cell.row > row);
        // Without its merge the label over both stands over the first.
        let label = without.is_some() && start == end && cell.row < row && !cell.text.chars().all(is_blank);
        if start < end || label {
            let moved = cell.clone().moved_to(at, start);
            left.push(moved.spanning(cell.row_span - through, (end - start).max(1)));
        }
    }
    // The blank in the place of a label that has moved there gives way to it.
    let mut taken = BTreeSet::new();
    left.sort_by_key(|cell| cell.text.chars().all(is_blank));
    left.retain(|cell| taken.insert((cell.row, cell.column)));
    left
}

/// Whose figures are this report's; nothing where no word says so, or where all are.
pub(super) fn own_of(said: &[Whose], year: &dyn Fn() -> Option<Year>) -> Option<Whose> {
    let own = if said.contains(&Whose::Present) {
        Whose::Present
    } else {
        let years: BTreeSet<Year> = said.iter().filter_map(|one| one.year()).collect();
        let year = if years.is_empty() { None } else { year().or(years.last().copied()) };
        Whose::Of(year.filter(|year| years.contains(year))?)
    };
    said.iter().any(|one| *one != own).then_some(own)
}

/// Whose figures a word over or before them says that they are.
pub(super) fn whose(text: &str) -> Option<Whose> {
    const PRESENT: [&str; 5] = ["本年", "本年度", "今年", "当年", "本期"];
    const EARLIER: [&str; 7] = ["上年", "上年度", "去年", "上一年", "上一年度", "上年同期", "上期"];
    const CHANGES: [&str; 4] = ["增减", "同比", "增长", "变化"];
    const LONGEST: usize = 8;
    // Every cell is asked, and nearly all of them are figures.
    if text.is_ascii() {
        return None;
    }
    let around = |c: char| is_blank(c) || matches!(c, '（' | '）' | '(' | ')' | '数' | '量' | '值');
    let own = || text.chars().filter(|c| !around(*c));
    if own().nth(LONGEST).is_some() {
        return None;
    }
    let word: String = own().collect();
    match years_in(&word).as_slice() {
        [year] => Some(Whose::Of(*year)),
        _ if PRESENT.contains(&word.as_str()) => Some(Whose::Present),
        _ if EARLIER.contains(&word.as_str()) => Some(Whose::Earlier),
        _ if CHANGES.iter().any(|change| word.contains(change)) => Some(Whose::Change),
        _ => None,
    }
}

/// Whether a table is one of the form's and no other's with such words over its columns.
fn is_of_form(table: &Table) -> bool {
    let mut labels: BTreeSet<&'static str> = BTreeSet::new();
    for cell in table.cells().iter().filter(|cell| matches!(Cell::parse(&cell.text), Cell::Text(_))) {
        let Some(label) = dictionary().exact(&cell.text) else { continue };
        labels.extend(label.meanings().iter().filter_map(|meaning| match meaning {
            Meaning::Applicant(key) | Meaning::DisputeColumn(key) | Meaning::DisclosureColumn(key) => Some(*key),
            _ => None,
        }));
    }
    labels.len() >= CERTAIN
}
