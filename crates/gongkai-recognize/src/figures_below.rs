//! The head of table 四 in a table of its own, and its figures in the lines below: what is left where the last row of a
//! table lost its frame. Where the lines hold exactly as many figures as the head has columns and nothing else, they are
//! its row.

use super::dictionary::dictionary;
use super::editions;
use super::steps::Step;
use super::totals;
use gongkai_core::Cell;
use gongkai_core::Within;
use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Paragraph, Position, Table, TableCell};

/// A head of fewer columns is not the whole of table 四.
const NARROWEST: usize = 10;
/// No head is wider, and none is taller.
const WIDEST: usize = 40;

/// The document with such figures as rows of their tables; nothing when there are none.
pub(super) fn joined(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut found = false;
    let mut at = 0;
    while let Some(block) = document.blocks.get(at) {
        at += 1;
        let rest = document.blocks.within(at..);
        let row = match block {
            Block::Table(table) if is_head(table) => row_below(rest, table.columns()).map(|row| (table, row)),
            _ => None,
        };
        match row.and_then(|(table, (figures, taken))| Some((with_row(table, figures)?, taken))) {
            Some((table, taken)) => {
                step.put(table);
                at += taken;
                found = true;
            }
            None => step.keep(block),
        }
    }
    found.then(|| step.document())
}

/// Whether a table is a head of table 四 and nothing more: a result stands at the foot of each column.
fn is_head(table: &Table) -> bool {
    if table.form.is_some() || !(NARROWEST..=WIDEST).contains(&table.columns()) || table.rows() > WIDEST {
        return false;
    }
    let label = |cell: &TableCell| dictionary().exact(&cell.text);
    let of_head = |cell: &TableCell| {
        let printed = cell.picture || !cell.text.chars().all(is_blank);
        !printed || label(cell).is_some_and(|found| found.dispute_column().or(found.dispute_group()).is_some())
    };
    let foot = |column: usize| {
        let cells = (0..table.rows()).rev().filter_map(|row| table.at(row, column));
        let mut printed = cells.filter(|cell| !cell.text.chars().all(is_blank));
        printed.next().is_some_and(|cell| label(cell).is_some_and(|found| found.dispute_column().is_some()))
    };
    table.cells().iter().all(of_head) && (0..table.columns()).all(foot)
}

/// The figures of the lines that follow, where they are just so many, and how many blocks hold them.
fn row_below(rest: &[Block], columns: usize) -> Option<(Vec<(String, Position)>, usize)> {
    let mut figures = Vec::with_capacity(columns);
    let mut taken = 0;
    // How many figures each line has.
    let mut lines = Vec::new();
    for block in rest {
        let Block::Paragraph(paragraph) = block else { break };
        if paragraph.text.chars().all(is_blank) {
            taken += usize::from(figures.len() < columns);
            continue;
        }
        let Some(own) = figures_of(paragraph) else { break };
        lines.push(own.len());
        figures.extend(own.into_iter().map(|figure| (figure, paragraph.position)));
        taken += 1;
        // A figure more than there are columns, and nothing says which stands where.
        if figures.len() > columns {
            return None;
        }
    }
    // Lines of different lengths may have lost a blank, and one may have broken within a number: the groups' sums tell.
    let regular = lines.windows(2).all(|pair| matches!(pair, [one, next] if one == next));
    let numbers = || figures.iter().map(|(figure, _)| Cell::parse(figure).number()).collect::<Option<Vec<_>>>();
    let adds_up = || {
        let numbers = numbers().unwrap_or_default();
        !numbers.is_empty() && editions::disputes().any(|form| totals::hold(&numbers, form.columns.len()))
    };
    (figures.len() == columns && (regular || adds_up())).then_some((figures, taken))
}

/// The figures of a line that holds nothing else.
fn figures_of(paragraph: &Paragraph) -> Option<Vec<String>> {
    let words = paragraph.text.split_whitespace();
    let figures = words.map(|word| match Cell::parse(word) {
        Cell::Number(figure) if figure.note().is_none() => Some(word.to_owned()),
        Cell::Dash(_) => Some(word.to_owned()),
        _ => None,
    });
    figures.collect()
}

fn with_row(table: &Table, figures: Vec<(String, Position)>) -> Option<Table> {
    let row = table.rows();
    let below = figures.into_iter().enumerate().map(|(column, (text, at))| TableCell::new(row, column, text).at(at));
    let cells = table.cells().iter().cloned().chain(below).collect();
    let mut whole = Table::new(row + 1, table.columns(), cells).ok()?;
    (whole.widths, whole.aligned, whole.position) = (table.widths.clone(), table.aligned, table.position);
    Some(whole)
}
