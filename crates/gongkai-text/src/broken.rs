//! Tables whose rows are broken: one cell a line before or behind a bar, or bars on lines of their own.
//!
//! The ends of the rows are lost, or marked only by more bars than elsewhere. Such a table is handed over as one row
//! of all its cells, empty ones included; which of them make a row is found by what they say.

use gongkai_core::Within;
use gongkai_core::document::{Position, Table, TableCell};

use crate::separated::Separator;

/// The longest line that can be a cell between bars on lines of their own, in characters.
const LONGEST: usize = 90;
/// The most lines of one such cell.
const MOST_LINES: usize = 3;

fn is_bar(c: char) -> bool {
    Separator::Bar.is(c)
}

/// Whether nothing but bars stands in a line.
pub(crate) fn is_bars(line: &str) -> bool {
    line.contains(is_bar) && line.chars().all(|c| is_bar(c) || c.is_whitespace())
}

fn is_cell(line: &str) -> bool {
    !line.trim().is_empty() && line.chars().count() <= LONGEST && !line.contains(['。', '；'])
}

/// How many cells of a line are not empty.
fn filled(line: &str) -> usize {
    line.split(is_bar).filter(|cell| !cell.trim().is_empty()).count()
}

/// The end of the broken table that begins at a line with a bar; nothing when rows are whole.
pub(crate) fn run(lines: &[&str], start: usize) -> Option<usize> {
    extent(lines, start).0
}

/// The end of the broken table that begins at a line with a bar, or nothing when rows are whole; and how many lines were
/// looked at.
pub(crate) fn extent(lines: &[&str], start: usize) -> (Option<usize>, usize) {
    // A label between more bars than those around one cell has empty cells beside it, and is a whole row.
    const AROUND: usize = 2;
    let (mut broken, mut whole, mut bars) = (0, 0, 0);
    let mut end = start;
    let mut at = start;
    while let Some(line) = lines.get(at) {
        if line.contains(is_bar) {
            match filled(line) {
                0 => bars += 1,
                1 if line.chars().filter(|c| is_bar(*c)).count() <= AROUND => broken += 1,
                _ => whole += 1,
            }
            at += 1;
            end = at;
        } else if line.trim().is_empty() {
            at += 1;
        } else {
            // Lines without a bar are a cell when bars alone stand before and behind them.
            let before = lines.get(..at).and_then(|before| before.iter().rev().find(|line| !line.trim().is_empty()));
            let from = lines.within(at..).iter();
            let next = at + from.take(MOST_LINES).take_while(|line| is_cell(line) && !line.contains(is_bar)).count();
            let behind = lines.get(next..).and_then(|behind| behind.iter().find(|line| !line.trim().is_empty()));
            let between = |line: Option<&&str>| line.is_some_and(|line| is_bars(line));
            if next == at || !between(before) || !between(behind) {
                break;
            }
            broken += 1;
            at = next;
        }
    }
    ((broken > whole && broken + bars > 2).then_some(end), at - start)
}

/// The line of the first cell, which may stand before the first bar when bars alone stand behind the cells.
pub(crate) fn first_cell(lines: &[&str], start: usize) -> usize {
    let printed = |line: &&&str| !line.trim().is_empty();
    let alone = |line: &str| is_cell(line) && !line.contains(is_bar);
    let (before, behind) = lines.split_at_checked(start).unwrap_or_default();
    let mut next = behind.iter().filter(printed);
    let alternating = next.next().is_some_and(|line| is_bars(line) && line.trim().chars().count() == 1)
        && next.next().is_some_and(|line| alone(line))
        && next.next().is_some_and(|line| is_bars(line));
    match before.iter().rposition(|line| !line.trim().is_empty()) {
        Some(at) if alternating && before.get(at).is_some_and(|line| alone(line)) => at,
        _ => start,
    }
}

/// The cells of a broken table as one long row.
pub(crate) fn table(lines: &[&str], start: usize) -> Option<Table> {
    let mut cells: Vec<(String, usize)> = Vec::new();
    let mut cell = String::new();
    let mut first = start;
    for (offset, line) in lines.iter().enumerate() {
        for (index, part) in line.split(is_bar).enumerate() {
            if index > 0 {
                cells.push((std::mem::take(&mut cell), first));
            }
            let part = part.trim();
            if !part.is_empty() {
                if cell.is_empty() {
                    first = start + offset;
                } else {
                    cell.push('\n');
                }
                cell.push_str(part);
            }
        }
    }
    if !cell.is_empty() {
        cells.push((cell, first));
    }
    let columns = cells.len();
    let cells = cells.into_iter().enumerate();
    let cells = cells.map(|(at, (text, line))| TableCell::new(0, at, text).at(Position::default().line(line + 1)));
    let mut table = Table::laid_out(1, columns, cells.collect())?;
    table.position = Position::default().line(start + 1);
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.split('\n').collect();
        let end = run(&lines, lines.iter().position(|line| line.contains(is_bar)).unwrap_or(0)).unwrap_or(0);
        let start = lines.iter().position(|line| line.contains(is_bar)).unwrap_or(0);
        let table = lines.get(start..end).and_then(|lines| table(lines, start));
        table.map_or_else(Vec::new, |table| table.cells().iter().map(|cell| cell.text.clone()).collect())
    }

    #[test]
    fn cells_of_broken_rows() {
        assert_eq!(cells("规章 |\n0 |\n|\n3 ||\n行政许可 |\n4 |\n"), ["规章", "0", "", "3", "", "行政许可", "4"]);
        assert_eq!(cells("|\n规章\n|\n0\n|\n行政\n许可\n|\n4\n|"), ["", "规章", "0", "行政\n许可", "4"]);
        assert_eq!(cells("| \n 0  | \n 0  | \n| \n 行政处罚 | "), ["", "0", "0", "", "行政处罚"]);
        assert!(cells("| 规章 | 0 |\n| 许可 | 4 |\n").is_empty());
    }
}
