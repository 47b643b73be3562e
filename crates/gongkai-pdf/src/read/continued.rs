//! Tables that a page break has cut.

use super::cells::{PageCell, PageTable, is_value};
use super::lattice::{nearest, places};
use super::lines::join;

/// How much the widths of a table's parts may differ, in points.
const WIDTH: f64 = 6.0;

/// Whether a table is the rest of the one before, with nothing but page furniture between them.
pub(super) fn continues(above: &PageTable, below: &PageTable) -> bool {
    let width = |table: &PageTable| match (table.xs.first(), table.xs.last()) {
        (Some(first), Some(last)) => last - first,
        _ => 0.0,
    };
    let next_page = above.cells.iter().map(|cell| cell.page).max().is_some_and(|page| below.page == page + 1);
    let alike = if above.ruled { true } else { above.columns() == below.columns() };
    next_page && above.ruled == below.ruled && alike && (width(above) - width(below)).abs() <= WIDTH
}

/// Puts the rest of a table behind its beginning, and says what was done.
pub(super) fn append(above: &mut PageTable, mut below: PageTable) -> String {
    common_columns(above, &mut below);
    let repeated = repeated_head(above, &below);
    if repeated > 0 {
        below.cells.retain(|cell| cell.area.row >= repeated);
        for cell in &mut below.cells {
            cell.area.row -= repeated;
        }
        below.rows -= repeated;
    }
    let cut = is_cut_row(above, &below);
    let offset = if cut { above.rows.saturating_sub(1) } else { above.rows };
    let last = above.rows.saturating_sub(1);
    let mut rest = Vec::new();
    for mut cell in std::mem::take(&mut below.cells) {
        let partner = (cell.area.row == 0).then(|| partner(above, &cell, last)).flatten();
        match partner.and_then(|index| above.cells.get_mut(index)) {
            Some(upper) if cut || goes_on(upper, &cell) => {
                put_behind(&mut upper.text, &cell.text, upper.full);
                upper.area.row_span = offset + cell.area.row_span - upper.area.row;
                upper.full = cell.full;
            }
            _ => {
                cell.area.row += offset;
                rest.push(cell);
            }
        }
    }
    above.cells.extend(rest);
    above.cells.sort_by_key(|cell| cell.area);
    above.rows = offset + below.rows;
    let mut detail = format!("表格跨页，与第 {} 页的部分合并 / put together over a page break", below.page);
    if repeated > 0 {
        detail.push_str(&format!("；略去重复的表头 {repeated} 行"));
    }
    if cut {
        detail.push_str("；合并被分页切开的一行");
    }
    detail
}

/// Gives both parts the columns of both: a part shows only the column rulings that its rows need.
fn common_columns(above: &mut PageTable, below: &mut PageTable) {
    let shift = above.xs.first().copied().unwrap_or(0.0) - below.xs.first().copied().unwrap_or(0.0);
    for x in &mut below.xs {
        *x += shift;
    }
    let all = places(above.xs.iter().chain(&below.xs).copied().collect());
    for table in [above, below] {
        for cell in &mut table.cells {
            let place = |column: usize| table.xs.get(column).map_or(0, |x| nearest(&all, *x));
            let (first, end) = (place(cell.area.column), place(cell.area.column + cell.area.column_span));
            cell.area.column = first;
            cell.area.column_span = end.saturating_sub(first).max(1);
        }
        table.xs.clone_from(&all);
    }
}

/// How many rows at the top of the rest repeat the top of the beginning.
fn repeated_head(above: &PageTable, below: &PageTable) -> usize {
    let head = |table: &PageTable, rows: usize| -> Option<Vec<String>> {
        let cells: Vec<&PageCell> = table.cells.iter().filter(|cell| cell.area.row < rows).collect();
        if cells.iter().any(|cell| cell.area.row + cell.area.row_span > rows) {
            return None;
        }
        let texts = cells.iter().map(|cell| {
            let text: String = cell.text.chars().filter(|char| !char.is_whitespace()).collect();
            format!("{:?}{text}", cell.area)
        });
        let has_words = cells.iter().any(|cell| !cell.text.is_empty() && !is_value(&cell.text));
        has_words.then(|| texts.collect())
    };
    let most = above.rows.min(below.rows).min(8);
    (1..=most).rev().find(|&rows| head(above, rows).is_some_and(|upper| head(below, rows) == Some(upper))).unwrap_or(0)
}

/// The cell of the last row that stands over a cell of the rest's first row, of the same columns.
fn partner(above: &PageTable, cell: &PageCell, last: usize) -> Option<usize> {
    above.cells.iter().position(|upper| {
        upper.area.row + upper.area.row_span == last + 1
            && upper.area.column == cell.area.column
            && upper.area.column_span == cell.area.column_span
    })
}

/// Whether a label over several rows goes on below the page break: one part spans rows, and the lower part is empty,
/// the same text again, or the rest of the text and not a label of its own.
fn goes_on(upper: &PageCell, lower: &PageCell) -> bool {
    let spans = upper.area.row_span > 1 || lower.area.row_span > 1;
    let words = |text: &str| !text.is_empty() && !is_value(text);
    let rest = lower.text.is_empty() && words(&upper.text)
        || upper.text.is_empty() && words(&lower.text) && !is_numbered(&lower.text) && upper.area.row_span > 1
        || words(&upper.text) && words(&lower.text) && (upper.text == lower.text || !is_numbered(&lower.text));
    spans && rest
}

/// Whether the rest begins with the lower part of a row that the page break cut in the middle of a label: the label
/// goes on, and only one of the parts holds values.
fn is_cut_row(above: &PageTable, below: &PageTable) -> bool {
    let last = above.rows.saturating_sub(1);
    let first_row = || below.cells.iter().filter(|cell| cell.area.row == 0);
    if above.rows == 0 || below.rows == 0 || first_row().any(|cell| partner(above, cell, last).is_none()) {
        return false;
    }
    let pairs: Vec<(&PageCell, &PageCell)> = first_row()
        .filter_map(|lower| Some((above.cells.get(partner(above, lower, last)?)?, lower)))
        .filter(|(upper, lower)| upper.area.row_span == 1 && lower.area.row_span == 1)
        .collect();
    let label_goes_on = pairs.iter().any(|(upper, lower)| {
        let words = |text: &str| !text.is_empty() && !is_value(text);
        upper.full && words(&upper.text) && words(&lower.text) && !is_numbered(&lower.text)
    });
    let holds_value = |cell: &PageCell| is_value(&cell.text);
    let upper_values = pairs.iter().any(|(upper, _)| holds_value(upper));
    let lower_values = pairs.iter().any(|(_, lower)| holds_value(lower));
    // A row of which neither part holds a value says nothing about where it ends.
    label_goes_on && upper_values != lower_values
}

fn put_behind(text: &mut String, rest: &str, full: bool) {
    if rest.is_empty() || text == rest {
        return;
    }
    if text.is_empty() || full {
        join(text, rest);
    } else {
        text.push('\n');
        text.push_str(rest);
    }
}

/// Whether a label starts with a number of its own: `一、`, `（二）`, `3.`
pub(super) fn is_numbered(text: &str) -> bool {
    const NUMERALS: &str = "〇一二三四五六七八九十";
    let text = text.trim_start();
    let mut chars = text.chars().peekable();
    let bracket = matches!(chars.peek(), Some('（' | '(' | '﹙' | '【'));
    if bracket {
        chars.next();
    }
    let mut count = 0;
    while chars
        .next_if(|char| char.is_ascii_digit() || matches!(char, '０'..='９') || NUMERALS.contains(*char))
        .is_some()
    {
        count += 1;
    }
    let mark = chars.next();
    count > 0
        && if bracket {
            matches!(mark, Some('）' | ')' | '﹚' | '】'))
        } else {
            matches!(mark, Some('、' | '.' | '．' | ',' | '，'))
        }
}
