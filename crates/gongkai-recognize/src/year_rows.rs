//! Another year's figures in a table whose merges are lost: each row has its own cells alone, so that words and figures are
//! told by their order and not by their places.

use super::year_columns::{Whose, own_of, whose};
use gongkai_core::characters::is_blank;
use gongkai_core::document::TableCell;
use gongkai_core::{Cell, Year};

/// A row's cells in their order.
type Row = Vec<TableCell>;

/// The cells without another year's, and the words over or before those.
pub(super) fn cut(
    cells: &[TableCell],
    rows: usize,
    year: &dyn Fn() -> Option<Year>,
) -> Option<(Vec<TableCell>, String)> {
    let mut lines: Vec<Row> = vec![Vec::new(); rows];
    for cell in cells.iter().filter(|cell| (cell.row_span, cell.column_span) == (1, 1)) {
        lines.get_mut(cell.row)?.push(cell.clone());
    }
    lines.iter_mut().for_each(|line| line.sort_by_key(|cell| cell.column));
    if lines.iter().map(Vec::len).sum::<usize>() < cells.len() {
        return None;
    }
    let (lines, word) = of_columns(&lines, year).or_else(|| of_rows(&lines, year))?;
    let places = lines
        .into_iter()
        .enumerate()
        .flat_map(|(row, line)| line.into_iter().enumerate().map(move |(column, cell)| cell.moved_to(row, column)));
    Some((places.collect(), word))
}

/// The rows of one label: whose each is, the word that says so, and its figures.
struct Labelled {
    labels: Row,
    rows: Vec<(Whose, TableCell, Row)>,
}

fn is_words(cell: &TableCell) -> bool {
    matches!(Cell::parse(&cell.text), Cell::Text(_))
}

/// The rows of a table in which one row of words stands over the figures of all below it, as many in each as words.
fn of_columns(lines: &[Row], year: &dyn Fn() -> Option<Year>) -> Option<(Vec<Row>, String)> {
    let at = lines.iter().position(|line| line.len() > 1 && line.iter().all(|cell| whose(&cell.text).is_some()))?;
    let words = lines.get(at)?;
    let said: Vec<Whose> = words.iter().filter_map(|cell| whose(&cell.text)).collect();
    let own = own_of(&said, year)?;
    let other = words.iter().zip(&said).find(|(_, whose)| **whose != own)?.0.text.trim().to_owned();
    let mut left: Vec<Row> = lines.get(..at)?.to_vec();
    for line in lines.get(at + 1..)? {
        let labels = line.len().checked_sub(said.len())?;
        let (labels, figures) = line.split_at_checked(labels)?;
        // A row in which a cell is lost has no order to tell by.
        if figures.iter().any(is_words) || !labels.iter().all(is_words) {
            return None;
        }
        let own = figures.iter().zip(&said).filter(|(_, whose)| **whose == own).map(|(cell, _)| cell);
        left.push(labels.iter().chain(own).cloned().collect());
    }
    Some((left, other))
}

/// The rows of a table in which a word stands before the figures of each row: behind the labels of the first of them,
/// which are those of all.
fn of_rows(lines: &[Row], year: &dyn Fn() -> Option<Year>) -> Option<(Vec<Row>, String)> {
    let word = |line: &Row| line.iter().position(|cell| whose(&cell.text).is_some());
    let first = lines.iter().position(|line| word(line).is_some())?;
    let mut left: Vec<Row> = lines.get(..first)?.to_vec();
    let mut groups: Vec<Labelled> = Vec::new();
    for line in lines.get(first..)? {
        let at = word(line)?;
        let (labels, rest) = line.split_at_checked(at)?;
        let (word, figures) = rest.split_first()?;
        if figures.is_empty() || figures.iter().any(is_words) || !labels.iter().all(is_words) {
            return None;
        }
        let row = (whose(&word.text)?, word.clone(), figures.to_vec());
        // Without labels it goes on with those above, unless a row of theirs is of that very year.
        match groups.last_mut().filter(|_| labels.is_empty()) {
            Some(above)
                if !matches!(row.0, Whose::Earlier | Whose::Change)
                    && above.rows.iter().any(|(whose, ..)| *whose == row.0) =>
            {
                return None;
            }
            Some(above) => above.rows.push(row),
            None => groups.push(Labelled { labels: labels.to_vec(), rows: vec![row] }),
        }
    }
    let said: Vec<Whose> = groups.iter().flat_map(|group| group.rows.iter().map(|(whose, ..)| *whose)).collect();
    let own = own_of(&said, year)?;
    let mut other = None;
    // The head over the words themselves goes with them.
    if groups.iter().all(|group| group.labels.is_empty())
        && let Some(head) = left.first_mut().filter(|head| head.len() > 1)
        && head.first().is_some_and(|cell| cell.text.chars().all(is_blank) || is_of_years(&cell.text))
    {
        head.remove(0);
    }
    for Labelled { labels, rows } in groups {
        other = other.or_else(|| rows.iter().find(|(whose, ..)| *whose != own).map(|(_, word, _)| word.text.clone()));
        let (_, _, figures) = rows.into_iter().find(|(whose, ..)| *whose == own)?;
        left.push(labels.into_iter().chain(figures).collect());
    }
    Some((left, other?.trim().to_owned()))
}

/// Whether a head says that years stand below it.
fn is_of_years(text: &str) -> bool {
    ["年度", "年份", "项目"].contains(&text.trim())
}
