//! Tables that print the form's rows as columns: an office turns a table on its side to fit it on a page. What is printed
//! says so, by labels of a head that stand below each other and labels of rows that stand beside each other.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::origin;
use super::dictionary::{Meaning, dictionary};
use super::steps::Step;
use gongkai_core::Cell;
use gongkai_core::document::{Block, Document, Table, TableCell};

/// So many labels of the head of table 三 below each other, and so many of its rows beside each other, are no chance.
const APPLICANTS: usize = 4;
const ROWS: usize = 5;
/// So many results below each other are more than those of two groups of table 四.
const RESULTS: usize = 11;
/// Tables of more rows or columns are no report's.
const LARGEST: usize = 80;

/// The document with such tables turned back; nothing when it has none.
pub(super) fn back(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut found = false;
    let mut number = 0;
    for block in &document.blocks {
        let Block::Table(table) = block else {
            step.keep(block);
            continue;
        };
        number += 1;
        match Some(table).filter(|table| is_turned(table)).and_then(|table| turn(table, number)) {
            Some(turned) => {
                step.put(turned);
                found = true;
            }
            None => step.keep(block),
        }
    }
    found.then(|| step.document())
}

fn is_turned(table: &Table) -> bool {
    if table.form.is_some() || table.rows() > LARGEST || table.columns() > LARGEST {
        return false;
    }
    let mut applicants: BTreeMap<usize, BTreeSet<&'static str>> = BTreeMap::new();
    let mut results: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rows: BTreeSet<(usize, &'static str)> = BTreeSet::new();
    let mut groups: BTreeMap<&'static str, usize> = BTreeMap::new();
    for cell in table.cells().iter().filter(|cell| matches!(Cell::parse(&cell.text), Cell::Text(_))) {
        let Some(label) = dictionary().exact(&cell.text) else { continue };
        for meaning in label.meanings() {
            match meaning {
                Meaning::Applicant(applicant) => {
                    applicants.entry(cell.column).or_default().insert(*applicant);
                }
                Meaning::DisputeColumn(_) => {
                    results.insert(cell.row, cell.column);
                }
                Meaning::DisputeGroup(group) => {
                    groups.insert(*group, cell.column);
                }
                Meaning::ApplicationRow(row) if label.is_only_row() => {
                    rows.insert((cell.column, *row));
                }
                _ => {}
            }
        }
    }
    let beside = rows.iter().map(|(column, _)| column).collect::<BTreeSet<_>>().len();
    let below = applicants.values().any(|labels| labels.len() >= APPLICANTS);
    // Labels one a line, a group's above those of its results, are a list and read as one.
    let left = groups.values().min().copied();
    let grouped = results.values().all(|column| left.is_some_and(|left| left < *column));
    let valued = |(row, column): (&usize, &usize)| table.row(*row).any(|cell| cell.column > *column);
    let turned = groups.len() > 1 && results.len() >= RESULTS && grouped && results.iter().all(valued);
    below && beside >= ROWS || turned
}

fn turn(table: &Table, number: usize) -> Option<Table> {
    // Where a row has a cell too few, its figures would be moved under other labels' rows and nothing would show it.
    if (0..table.rows()).any(|row| (0..table.columns()).any(|column| table.at(row, column).is_none())) {
        return None;
    }
    let cells = table.cells().iter().map(|cell: &TableCell| {
        cell.clone()
            .at(origin(table, number, cell))
            .moved_to(cell.column, cell.row)
            .spanning(cell.column_span, cell.row_span)
    });
    let mut turned = Table::new(table.columns(), table.rows(), cells.collect()).ok()?;
    // Lines of pasted text may have lost a cell in one place and found one in another: the sums have to confirm them.
    (turned.aligned, turned.position) = (table.aligned || table.pasted, table.position);
    Some(turned)
}
