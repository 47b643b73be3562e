//! Tables without vertical rulings: rows and columns by the alignment of their values.
//!
//! A row is a line with values; a column is where values of several rows stand above each other. What stands left of
//! the first column are labels, what stands above the first row are heads. A label that wraps goes to the row whose
//! values are nearest. Nothing is split here that the page does not set apart by a clear gap: digits that touch stay one
//! text.

use gongkai_core::Cell;

use super::cells::{PageCell, PageTable, is_value};
use super::continued::is_numbered;
use super::fold::UNREADABLE;
use super::lattice::Area;
use super::lines::{Line, Token, join, median};
use super::pages::Page;
use super::rows::{GAP, Row, is_open, rows};

/// The most lines of a note that wraps.
const NOTE: usize = 16;
/// The fewest rows with values that make a table.
const ROWS: usize = 2;
/// How far a line may be from the next one of its table, in sizes of its characters.
const REACH: f64 = 4.5;

/// Takes the tables without rulings out of a page's lines.
pub(super) fn tables(page: &mut Page) -> Vec<PageTable> {
    let (rows, lines_of): (Vec<Row>, Vec<Vec<usize>>) = rows(&page.lines, &page.rules).into_iter().unzip();
    let mut found = Vec::new();
    let mut taken = vec![false; page.lines.len()];
    let mut from = 0;
    while let Some(range) = next_range(&rows, from) {
        from = range.end;
        let Some(part) = rows.get(range.clone()) else { break };
        if let Some(table) = table(part, page.number) {
            found.push(table);
            for &line in lines_of.get(range).unwrap_or_default().iter().flatten() {
                if let Some(place) = taken.get_mut(line) {
                    *place = true;
                }
            }
        }
    }
    let mut taken = taken.into_iter();
    page.lines.retain(|_| !taken.next().unwrap_or(false));
    found
}

/// The next lines that may make a table: from the first with several parts to the last with values, without a line of
/// running text or a heading between them.
fn next_range(rows: &[Row], from: usize) -> Option<std::ops::Range<usize>> {
    let first = (from..rows.len()).find(|&index| rows.get(index).is_some_and(Row::has_values))?;
    let near = |a: usize, b: usize| match (rows.get(a), rows.get(b)) {
        (Some(a), Some(b)) => (b.y - a.y).abs() <= REACH * a.size.max(b.size),
        _ => false,
    };
    let mut start = first;
    // The head: lines of several parts, and single ones between them.
    while start > from
        && near(start - 1, start)
        && (rows.get(start - 1).is_some_and(|row| row.tokens.len() >= 2)
            || start >= from + 2
                && near(start - 2, start - 1)
                && rows.get(start - 1).is_some_and(|row| !is_running(row) && !is_heading(row))
                && rows.get(start - 2).is_some_and(|row| row.tokens.len() >= 2))
    {
        start -= 1;
    }
    // The upper part of a number that wraps.
    while start > from
        && rows
            .get(start - 1)
            .zip(rows.get(start))
            .is_some_and(|(above, row)| is_all_values(above) && row.y - above.y < row.size)
    {
        start -= 1;
    }
    let mut end = first + 1;
    let mut last = first + 1;
    while end < rows.len() && near(end - 1, end) {
        let Some(row) = rows.get(end) else { break };
        // A heading is followed by a head or by text, a label by values.
        let values_follow = || rows.iter().skip(end + 1).take(2).any(Row::has_values);
        if row.has_values() {
            last = end + 1;
        } else if is_running(row) || is_heading(row) && !values_follow() {
            break;
        }
        end += 1;
    }
    // A wrapped label's last line stands under the last row.
    while last < rows.len()
        && near(last - 1, last)
        && rows.get(last).is_some_and(|row| is_wrapped(row, rows.get(last - 1)))
    {
        last += 1;
    }
    Some(start..last)
}

fn is_all_values(row: &Row) -> bool {
    row.values().count() == row.tokens.len()
}

/// A line as long as running text is.
fn is_running(row: &Row) -> bool {
    matches!(row.tokens.as_slice(), [only] if only.x1 - only.x0 > 26.0 * row.size || only.text.ends_with('。'))
}

fn is_heading(row: &Row) -> bool {
    matches!(row.tokens.as_slice(), [only] if is_numbered(&only.text))
}

/// Whether a line is a band between rows, which names what the rows under it are about: words alone that reach over
/// the values, or a clause such as `第二十条第（一）项`. It belongs to no row.
fn is_band(row: &Row, first_value: f64) -> bool {
    let [only] = row.tokens.as_slice() else { return false };
    let clause = only.text.starts_with('第') && only.text.contains('条') && only.text.ends_with('项');
    !is_value(&only.text) && (clause || only.x1 > first_value + row.size)
}

/// Whether a line goes on with the label of the line above: it stands close under it and as far left.
fn is_wrapped(row: &Row, above: Option<&Row>) -> bool {
    let Some(above) = above else { return false };
    if row.y - above.y < 1.8 * row.size && is_all_values(row) {
        return true;
    }
    let [only] = row.tokens.as_slice() else { return false };
    let Some(label) = above.tokens.first() else { return false };
    row.y - above.y < 1.6 * row.size
        && (only.x0 - label.x0).abs() < 0.6 * row.size
        && above.tokens.len() >= 2
        && !is_numbered(&only.text)
}

fn overlaps(token: Option<&Token>, column: Option<&(f64, f64)>) -> bool {
    matches!((token, column), (Some(token), Some((x0, x1))) if token.x0 <= *x1 && token.x1 >= *x0)
}

/// Puts the rest of a row's numbers that the page break cut off behind them, and says whether the line was that.
pub(super) fn take_rest(table: &mut PageTable, line: &Line) -> bool {
    let tokens = line.tokens(GAP);
    if table.ruled || tokens.is_empty() || !tokens.iter().all(|token| is_value(&token.text)) {
        return false;
    }
    let last = table.rows.saturating_sub(1);
    let mut places = Vec::new();
    for token in &tokens {
        let column = super::lattice::interval(&table.xs, token.middle());
        let place = table.cells.iter().position(|cell| cell.area.row == last && Some(cell.area.column) == column);
        // Only a number goes on in the next page's first line.
        let number = |index: &usize| {
            table.cells.get(*index).is_some_and(|cell| is_value(cell.text.lines().next().unwrap_or("")))
        };
        let Some(place) = place.filter(number) else { return false };
        places.push(place);
    }
    for (place, token) in places.into_iter().zip(tokens) {
        if let Some(cell) = table.cells.get_mut(place) {
            cell.text.push('\n');
            cell.text.push_str(&token.text);
        }
    }
    true
}

/// Where values of several rows stand above each other.
fn value_columns(rows: &[Row]) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> =
        rows.iter().filter(|row| row.has_values()).flat_map(Row::values).map(|token| (token.x0, token.x1)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (x0, x1) in spans {
        match columns.last_mut() {
            Some((_, end)) if x0 < *end - 0.5 => *end = end.max(x1),
            _ => columns.push((x0, x1)),
        }
    }
    widen_first(rows, &mut columns);
    // Values may stand at one side of a column whose head is in the middle: a line of as many heads widens the columns.
    for row in rows.iter().filter(|row| row.values().next().is_none()) {
        let Some(skip) = row.tokens.len().checked_sub(columns.len()).filter(|skip| *skip <= 1) else { continue };
        let wider: Vec<(f64, f64)> = (columns.iter().zip(row.tokens.iter().skip(skip)))
            .map(|((x0, x1), token)| (x0.min(token.x0), x1.max(token.x1)))
            .collect();
        // A single head must stand beside a label's and over the values to be one.
        let over = columns.len() >= 2 || skip == 1 && overlaps(row.tokens.last(), columns.first());
        if over && wider.windows(2).all(|pair| matches!(pair, [(_, end), (start, _)] if start > end)) {
            columns = wider;
        }
    }
    columns
}

/// Lets the first column begin with the widest head over it. A head that begins left of all values is no label: it
/// stands behind all labels, over the values or, where these are set to the right, beside them.
fn widen_first(rows: &[Row], columns: &mut [(f64, f64)]) {
    let Some(first) = columns.first_mut() else { return };
    let values = *first;
    let labels = rows.iter().filter(|row| row.has_values()).flat_map(|row| &row.tokens);
    let labels_end = labels.map(|label| label.x1).filter(|end| *end < values.0).fold(f64::NEG_INFINITY, f64::max);
    for row in rows.iter().filter(|row| row.values().next().is_none()) {
        let heads = row.tokens.iter().skip(1).filter(|head| head.x0 > labels_end && head.x0 < values.1);
        if let [head] = heads.collect::<Vec<_>>().as_slice() {
            first.0 = first.0.min(head.x0);
        }
    }
}

fn table(rows: &[Row], page: usize) -> Option<PageTable> {
    let anchors = anchors(rows);
    if anchors.len() < ROWS && !rows.iter().any(|row| row.values().count() >= 5) {
        return None;
    }
    let size = median(rows.iter().map(|row| row.size).collect());
    let values = value_columns(rows);
    let first_value = values.first()?.0;
    // Labels: the places where parts left of the values begin.
    let labelled = rows.iter().filter(|row| !is_band(row, first_value));
    let labels: Vec<&Token> =
        labelled.flat_map(|row| &row.tokens).filter(|token| token.x0 < first_value - GAP * size).collect();
    let left = labels.iter().map(|token| token.x0).reduce(f64::min).unwrap_or(first_value - size);
    // What stands first in its row may only be set in: another column shows beside something or by its number.
    let set_apart = rows.iter().flat_map(|row| {
        let parts = row.tokens.iter().enumerate();
        parts.filter(|(at, token)| *at > 0 || is_numbered(&token.text)).map(|(_, token)| token.x0)
    });
    let mut starts: Vec<f64> = set_apart.filter(|start| *start < first_value - GAP * size).collect();
    starts.extend(labels.iter().map(|token| token.x0).reduce(f64::min));
    starts.sort_by(f64::total_cmp);
    let mut label_columns: Vec<f64> = Vec::new();
    for start in starts {
        if label_columns.last().is_none_or(|last| start - last > 3.0 * size) {
            label_columns.push(start);
        }
    }
    // The edges: before each label column, and halfway between the values' columns.
    let mut xs: Vec<f64> = label_columns.iter().map(|start| start - 1.0).collect();
    let ends = labels.iter().filter(|token| token.x1 < first_value).map(|token| token.x1);
    let label_end = ends.reduce(f64::max).unwrap_or(left);
    xs.push(if labels.is_empty() { first_value - size } else { f64::midpoint(label_end, first_value) });
    for pair in values.windows(2) {
        if let [(_, end), (start, _)] = pair {
            xs.push(f64::midpoint(*end, *start));
        }
    }
    let right = rows.iter().flat_map(|row| &row.tokens).map(|token| token.x1).reduce(f64::max)?;
    xs.push(right + 1.0);
    let columns = xs.len() - 1;
    let labels_end = first_value - GAP * size;
    let strays = strays(rows, &anchors, labels_end, size);
    let (mut grid, row_of) = assign(rows, &anchors, first_value, size, columns);
    let most = rows.iter().map(|row| row.values().count()).max().unwrap_or(0);
    let mut heads: Vec<f64> = Vec::new();
    for (row, target) in rows.iter().zip(&row_of) {
        let Some(line) = grid.get_mut(*target) else { continue };
        let over: Vec<f64> = row.tokens.iter().filter(|token| token.x0 >= labels_end).map(Token::middle).collect();
        if row.values().next().is_none() {
            if !over.is_empty() {
                heads = over;
            }
        } else if most <= 3 && over.len() == heads.len() && over.len() < values.len() {
            // Few wide columns whose heads span others: the values stand under the heads in their order.
            let mut heads = heads.iter();
            for token in &row.tokens {
                let at = if token.x0 >= labels_end { heads.next().copied().unwrap_or(token.x0) } else { token.x0 };
                let column = xs.iter().skip(1).take(columns - 1).filter(|x| **x <= at).count();
                if let Some(cell) = line.get_mut(column) {
                    if !cell.is_empty() && is_value(&token.text) {
                        cell.push('\n');
                    }
                    join(cell, &token.text);
                }
            }
            continue;
        }
        for token in &row.tokens {
            let at =
                if is_value(&token.text) || token.x0 >= first_value - GAP * size { token.middle() } else { token.x0 };
            let column = xs.iter().skip(1).take(columns - 1).filter(|x| **x <= at).count();
            if let Some(cell) = line.get_mut(column) {
                if !cell.is_empty() && (is_value(&token.text) || is_value(cell)) {
                    // What stands in one place on two lines is kept apart: here no ruling says that it is one number.
                    cell.push('\n');
                    cell.push_str(&token.text);
                } else {
                    join(cell, &token.text);
                }
            }
        }
    }
    for (index, neighbours) in strays {
        let Some(row) = rows.get(index) else { continue };
        let own = row_of.get(index).copied();
        for target in
            neighbours.iter().filter_map(|&anchor| row_of.get(anchor).copied()).filter(|&row| Some(row) != own)
        {
            for token in row.tokens.iter().filter(|token| token.x0 >= labels_end || is_value(&token.text)) {
                let column = xs.iter().skip(1).take(columns - 1).filter(|x| **x <= token.middle()).count();
                if let Some(cell) = grid.get_mut(target).and_then(|line| line.get_mut(column)) {
                    cell.push('\n');
                    cell.push_str(&token.text);
                }
            }
        }
    }
    doubt(rows, &anchors, &row_of, &xs, label_columns.len(), &mut grid);
    let cells = grid.iter().enumerate().flat_map(|(row, line)| {
        line.iter().enumerate().map(move |(column, text)| PageCell {
            area: Area { row, column, row_span: 1, column_span: 1 },
            text: text.clone(),
            full: false,
            page,
        })
    });
    let (top, bottom) = (rows.first()?.y - size, rows.last()?.y);
    Some(PageTable { xs, rows: grid.len(), cells: cells.collect(), top, bottom, page, ruled: false, size })
}

/// Marks what stands among a row's values and is no value: where no rulings part the cells, it may be a piece of a note,
/// or the texts of several cells. What reaches over several columns leaves each of them in doubt.
fn doubt(rows: &[Row], anchors: &[usize], row_of: &[usize], xs: &[f64], labels: usize, grid: &mut [Vec<String>]) {
    for &anchor in anchors {
        let (Some(row), Some(line)) = (rows.get(anchor), row_of.get(anchor).and_then(|&row| grid.get_mut(row))) else {
            continue;
        };
        let wide = row.tokens.iter().filter(|token| !is_value(&token.text));
        for token in wide {
            let column = |x: f64| xs.iter().skip(1).filter(|edge| **edge <= x).count();
            let over = column(token.x0).max(labels)..=column(token.x1 - 0.5);
            if over.clone().count() > 1 {
                for column in over {
                    if let Some(cell) = line.get_mut(column) {
                        mark(cell);
                    }
                }
            }
        }
        for cell in line.iter_mut().skip(labels).filter(|cell| !is_whole_value(cell)) {
            mark(cell);
        }
    }
}

fn mark(cell: &mut String) {
    if !cell.starts_with(UNREADABLE) {
        cell.insert(0, UNREADABLE);
    }
}

/// Whether a cell's text is a value with nothing cut off: a note is closed, and words are those that stand for a number.
fn is_whole_value(text: &str) -> bool {
    let known = match Cell::parse(text) {
        Cell::Text(text) => text == "无",
        _ => !text.contains('\n') && !is_open(text),
    };
    known || is_value(text)
}

/// The lines that begin a row of values: those with values, except for the rest of a number or label that wraps.
fn anchors(rows: &[Row]) -> Vec<usize> {
    let most = rows.iter().map(|row| row.values().count()).max().unwrap_or(0);
    let mut anchors: Vec<usize> = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.has_values()) {
        if row.ruled {
            anchors.push(index);
            continue;
        }
        let fewer = most >= 5 && row.values().count() * 10 < most * 6;
        let numbered = row.tokens.first().is_some_and(|token| is_numbered(&token.text));
        let above = anchors.last().and_then(|&above| rows.get(above));
        if fewer && !numbered {
            // The rest of numbers that wrap, perhaps beside the rest of a label.
            continue;
        }
        // Half a line apart are the lines of one row whose cells are centred.
        let sparse = |other: &Row| most >= 5 && other.values().count() * 10 < most * 6;
        let fragment = above.is_some_and(|above| {
            let step = row.y - above.y;
            step < 0.95 * row.size || sparse(above) && !numbered && step < 1.7 * row.size
        });
        if fragment {
            // The fullest line of a row stands for it.
            if let Some(last) = anchors.last_mut()
                && rows.get(*last).is_some_and(|above| above.values().count() < row.values().count())
            {
                *last = index;
            }
        } else {
            anchors.push(index);
        }
    }
    anchors
}

/// Lines with parts of wrapped numbers or of notes that may belong to the row above or to the one below. Both rows show
/// them, so that neither row's number is taken for whole.
fn strays(rows: &[Row], anchors: &[usize], labels_end: f64, size: f64) -> Vec<(usize, Vec<usize>)> {
    let loose = (0..rows.len()).filter(|index| !anchors.contains(index));
    let parts = loose.filter(|&index| {
        rows.get(index).is_some_and(|row| row.values().next().is_some()) || is_rest(rows, anchors, labels_end, index)
    });
    parts
        .map(|index| {
            let above = anchors.iter().copied().rfind(|&anchor| anchor < index);
            let below = anchors.iter().copied().find(|&anchor| anchor > index);
            let near = |anchor: &usize| match (rows.get(*anchor), rows.get(index)) {
                (Some(anchor), Some(row)) => (anchor.y - row.y).abs() < 2.6 * size && !anchor.ruled,
                _ => false,
            };
            (index, above.into_iter().chain(below).filter(near).collect())
        })
        .collect()
}

/// Whether a line goes on with a note over the values: words close under a row of values or under another such line,
/// with no label of their own beside them, or in brackets beside the rest of a label. Heads are neither.
fn is_rest(rows: &[Row], anchors: &[usize], labels_end: f64, index: usize) -> bool {
    let goes_on = |row: &Row| {
        let mut over = row.tokens.iter().filter(|token| token.x0 >= labels_end).peekable();
        let alone = row.tokens.iter().all(|token| token.x0 >= labels_end);
        let words = !row.ruled && row.values().next().is_none() && over.peek().is_some();
        words && (alone || over.any(|token| token.text.contains(['（', '(', '）', ')'])))
    };
    let mut at = index;
    while index - at < NOTE
        && let Some(before) = at.checked_sub(1)
        && let (Some(row), Some(above)) = (rows.get(at), rows.get(before))
        && row.y - above.y < 1.6 * row.size
        && goes_on(row)
    {
        if anchors.binary_search(&before).is_ok() || above.values().next().is_some() {
            return true;
        }
        at = before;
    }
    false
}

/// The grid's empty rows, and for each line the row that it belongs to.
fn assign(
    rows: &[Row],
    anchors: &[usize],
    first_value: f64,
    size: f64,
    columns: usize,
) -> (Vec<Vec<String>>, Vec<usize>) {
    let labels_end = first_value - GAP * size;
    let mut grid: Vec<Vec<String>> = Vec::new();
    let mut row_of = vec![usize::MAX; rows.len()];
    let mut later = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        // Words over the values are heads, and make rows of their own.
        let words_over_values = row.tokens.iter().any(|token| token.x0 >= labels_end && !is_value(&token.text))
            && row.values().next().is_none()
            && !is_rest(rows, anchors, labels_end, index);
        let before_first = anchors.first().is_some_and(|first| {
            let near = rows.get(*first).is_some_and(|first| first.y - row.y < 1.6 * size);
            index < *first
                && !(near && matches!(row.tokens.as_slice(), [only] if is_numbered(&only.text) || is_value(&only.text)))
        });
        let own = words_over_values || before_first || is_band(row, first_value);
        if anchors.contains(&index) || own {
            grid.push(vec![String::new(); columns]);
            if let Some(place) = row_of.get_mut(index) {
                *place = grid.len() - 1;
            }
        } else {
            later.push(index);
        }
    }
    // The other lines belong to the nearest row of values; a numbered label to the one below it.
    for index in later {
        let Some(row) = rows.get(index) else { continue };
        let distance = |anchor: usize| rows.get(anchor).map_or(f64::INFINITY, |other| (other.y - row.y).abs());
        let above = anchors.iter().copied().rfind(|&anchor| anchor < index);
        let below = anchors.iter().copied().find(|&anchor| anchor > index);
        let numbered = row.tokens.first().is_some_and(|token| is_numbered(&token.text));
        let chosen = match (above, below) {
            (Some(above), Some(below)) => {
                let nearer = distance(below) + 0.5 < distance(above);
                if nearer || numbered && distance(below) < 2.5 * size { below } else { above }
            }
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => continue,
        };
        let target = row_of.get(chosen).copied().unwrap_or(usize::MAX);
        if let Some(place) = row_of.get_mut(index) {
            *place = target;
        }
    }
    (grid, row_of)
}
