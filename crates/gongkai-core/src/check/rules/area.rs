//! Cells of one table that hang together, side by side or one above the other: what is the same in all of them is said once.

use std::collections::HashSet;

use crate::form::{FormCell, TableKey};

/// The connected areas of some cells of one table, each in the order of the form, by the cell that comes first.
pub(super) fn areas(mut cells: Vec<&FormCell>) -> Vec<Vec<&FormCell>> {
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut left: HashSet<(usize, usize)> = cells.iter().map(|cell| (cell.row, cell.column)).collect();
    let at = |place: (usize, usize)| {
        cells
            .binary_search_by_key(&place, |cell| (cell.row, cell.column))
            .ok()
            .and_then(|index| cells.get(index).copied())
    };
    let mut out = Vec::new();
    for start in &cells {
        if !left.remove(&(start.row, start.column)) {
            continue;
        }
        let mut area: Vec<&FormCell> = vec![*start];
        let mut waiting = vec![*start];
        while let Some(cell) = waiting.pop() {
            let (row, column) = (cell.row, cell.column);
            let beside =
                [(row.wrapping_sub(1), column), (row + 1, column), (row, column.wrapping_sub(1)), (row, column + 1)];
            let next: Vec<&FormCell> = beside.into_iter().filter(|place| left.remove(place)).filter_map(at).collect();
            area.extend(&next);
            waiting.extend(next);
        }
        area.sort_by_key(|cell| (cell.row, cell.column));
        out.push(area);
    }
    out
}

/// Where an area lies: a cell by its name, several by the rows and columns that they reach from and to.
pub(super) fn place(area: &[&FormCell]) -> (String, String) {
    let [first, .., last] = area else {
        let name = |of: fn(&FormCell) -> String| area.first().map(|cell| of(cell)).unwrap_or_default();
        return (name(FormCell::printed_name), name(FormCell::english_name));
    };
    let count = area.len();
    let table = first.key.table();
    let left = area.iter().min_by_key(|cell| cell.column).unwrap_or(first);
    let right = area.iter().max_by_key(|cell| cell.column).unwrap_or(last);
    let label = |path: &[&'static str]| path.last().copied().unwrap_or_default();
    let ends = |from: String, to: String, to_word: &str| {
        if from == to { format!("“{from}”") } else { format!("“{from}”{to_word}“{to}”") }
    };
    let columns = |to_word: &str| match table {
        TableKey::Disputes => ends(left.column_path.join("·"), right.column_path.join("·"), to_word),
        _ => ends(label(&left.column_path).to_owned(), label(&right.column_path).to_owned(), to_word),
    };
    let rows = |to_word: &str| {
        let rows = || ends(label(&first.row_path).to_owned(), label(&last.row_path).to_owned(), to_word);
        (table != TableKey::Disputes).then(rows)
    };
    let zh_rows = rows("至").map(|rows| format!("{rows}行")).unwrap_or_default();
    let en_rows = rows(" to ").map(|rows| format!(", rows {rows}")).unwrap_or_default();
    (
        format!("{}{zh_rows}{}列共 {count} 格", table.printed(), columns("至")),
        format!("{count} cells, {}{en_rows}, columns {},", table.in_english(), columns(" to ")),
    )
}

/// Different contents with how often each stands, in the order in which they first come: “空白 3、“/” 1”. A single cell's
/// content stands without a count.
pub(super) fn counted(contents: impl IntoIterator<Item = String>, separator: &str) -> String {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    let mut all = 0_usize;
    for content in contents {
        all += 1;
        match kinds.iter_mut().find(|(known, _)| *known == content) {
            Some((_, count)) => *count += 1,
            None => kinds.push((content, 1)),
        }
    }
    // So many kinds show what is there.
    const NAMED: usize = 6;
    let more = kinds.len() > NAMED;
    let one = |(text, count): (String, usize)| if all == 1 { text } else { format!("{text} {count}") };
    let mut said: Vec<String> = kinds.into_iter().take(NAMED).map(one).collect();
    if more {
        said.push("……".to_owned());
    }
    said.join(separator)
}
