//! Tables of a page: rows, cells and what they span.

use gongkai_core::document::{Position, Table, TableCell};
use gongkai_core::format::{Meter, ReadError};

use crate::cell::{self, Content};
use crate::dom::{Dom, NodeId};
use crate::links::Address;
use crate::pictures;
use crate::shown::Page;

/// The most columns that a cell may span, as browsers have it.
const WIDEST: usize = 1000;

/// A row of a table, with how many rows of its group come after it: no cell spans beyond its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: NodeId,
    below: usize,
    /// Whether it is of the table's head.
    head: bool,
}

/// A cell with the columns that it covers before the grid is made as narrow as its cells allow.
struct Placed {
    id: NodeId,
    row: usize,
    left: usize,
    right: usize,
    row_span: usize,
}

/// Columns that a cell from above still covers.
struct Covered {
    left: usize,
    right: usize,
    /// The first row that it does not reach.
    end: usize,
}

/// A table, and what its cells hold beside their text.
pub(crate) struct Read {
    pub(crate) table: Table,
    /// Each cell's place with its content, without those that hold nothing but text.
    pub(crate) notes: Vec<(Position, Content)>,
}

/// The rows of a table as they are shown: its head first, wherever it is written, and its foot last.
pub(crate) fn rows(page: &Page<'_>, table: NodeId) -> Vec<Row> {
    let dom = page.dom;
    let enters = |id: NodeId| id == table || !(page.is_cell(id) || page.is_table(id));
    let mut groups: Vec<(u8, NodeId, Vec<NodeId>)> = Vec::new();
    let (mut head, mut foot) = (None, None);
    for row in dom.within(table, enters).filter(|id| page.is_row(*id) && !page.is_gone(*id)) {
        let group = dom.parent(row).unwrap_or(table);
        if groups.last().is_none_or(|(_, last, _)| *last != group) {
            let place = match dom.name(group) {
                "thead" if *head.get_or_insert(group) == group => 0,
                "tfoot" if *foot.get_or_insert(group) == group => 2,
                _ => 1,
            };
            groups.push((place, group, Vec::new()));
        }
        if let Some((_, _, rows)) = groups.last_mut() {
            rows.push(row);
        }
    }
    groups.sort_by_key(|(place, ..)| *place);
    let below = |rows: &[NodeId]| (0..rows.len()).rev();
    groups
        .iter()
        .flat_map(|(place, _, rows)| {
            rows.iter().zip(below(rows)).map(|(id, below)| Row { id: *id, below, head: *place == 0 })
        })
        .collect()
}

/// Whether everything in a table stands in cells of its rows. Only a table that a style makes of other elements may hold
/// something else, which is text of the page.
pub(crate) fn holds_all(page: &Page<'_>, table: NodeId) -> bool {
    let dom = page.dom;
    if dom.name(table) == "table" {
        return true;
    }
    let (mut in_rows, mut loose) = (0, 0);
    for id in dom.within(table, |id| !page.is_cell(id) && !page.is_gone(id)) {
        if page.is_cell(id) {
            let in_row = dom.parent(id).is_some_and(|parent| page.is_row(parent));
            in_rows += usize::from(in_row);
            loose += usize::from(!in_row);
        } else if dom.text(id).is_some_and(|text| !text.trim().is_empty()) {
            loose += 1;
        }
    }
    in_rows > 0 && loose == 0
}

/// The cells of a row that are shown.
pub(crate) fn cells<'a>(page: &'a Page<'_>, row: NodeId) -> impl Iterator<Item = NodeId> + 'a {
    page.dom.children(row).filter(|id| page.is_cell(*id) && !page.is_gone(*id))
}

/// Reads rows of a table, which stand below so many others; nothing when they have no cells.
pub(crate) fn read(
    page: &Page<'_>,
    (rows, above): (&[Row], usize),
    address: &Address,
    meter: &mut Meter,
) -> Result<Option<Read>, ReadError> {
    let placed = place(page, rows, meter)?;
    if placed.is_empty() {
        return Ok(None);
    }
    // Columns in which no cell begins are no columns: a span of 1000 over four columns spans four.
    let mut edges: Vec<usize> = placed.iter().map(|cell| cell.left).collect();
    edges.sort_unstable();
    edges.dedup();
    let columns = edges.len();
    meter.places(rows.len().saturating_mul(columns))?;
    let narrow = |edge: usize| edges.partition_point(|other| *other < edge);
    let mut contents: Vec<Content> = placed.iter().map(|placed| cell::read(page, placed.id, address)).collect();
    // A picture behind cells that have text too only decorates the table.
    if contents.iter().any(|content| content.backdrop && !content.inline.text.is_empty()) {
        contents.iter_mut().for_each(|content| content.backdrop = false);
    }
    let mut notes = Vec::new();
    let mut cells = Vec::with_capacity(placed.len());
    for (placed, mut content) in placed.into_iter().zip(contents) {
        let (left, right) = (narrow(placed.left), narrow(placed.right));
        let position =
            Position::default().line(page.dom.line(placed.id)).table_row(above + placed.row + 1).table_column(left + 1);
        let text = std::mem::take(&mut content.inline.text);
        content.alone = text.is_empty();
        let drawn = !text.is_empty() && text.chars().all(pictures::is_private);
        let text = if drawn { String::new() } else { text };
        let mut cell = TableCell::new(placed.row, left, text).spanning(placed.row_span, right - left).at(position);
        cell.picture = drawn || !content.pictures.is_empty() || content.backdrop;
        cell.marks = std::mem::take(&mut content.inline.marks);
        cell.marks.retain(|mark| cell.text.get(mark.range.clone()).is_some());
        cells.push(cell);
        let inline = &content.inline;
        let plain = inline.void.is_empty() && inline.off_line.is_empty() && content.pictures.is_empty();
        if !plain || content.shown_otherwise {
            notes.push((position, content));
        }
    }
    let table = Table::new(rows.len(), columns, cells);
    let mut table = table.map_err(|error| ReadError::damaged(error.to_string()))?;
    table.head_rows = rows.iter().take_while(|row| row.head).count();
    Ok(Some(Read { table, notes }))
}

/// Finds the place of every cell on the grid.
fn place(page: &Page<'_>, rows: &[Row], meter: &mut Meter) -> Result<Vec<Placed>, ReadError> {
    let dom = page.dom;
    let mut placed: Vec<Placed> = Vec::new();
    // What cells from above cover, left to right.
    let mut covered: Vec<Covered> = Vec::new();
    for (row, Row { id, below, .. }) in rows.iter().enumerate() {
        covered.retain(|covered| covered.end > row);
        meter.work(covered.len())?;
        let mut fresh = Vec::new();
        let mut ahead = covered.iter().peekable();
        let mut column = 0;
        for cell in cells(page, *id).filter(|cell| !is_filler(dom, *cell)) {
            meter.cells(1)?;
            while let Some(covered) = ahead.next_if(|covered| covered.left <= column) {
                column = column.max(covered.right);
            }
            let span = |name: &str| dom.attribute(cell, name).and_then(digits);
            let wanted = span("colspan").unwrap_or(1).clamp(1, WIDEST);
            let row_span = match span("rowspan") {
                Some(0) => below + 1,
                Some(rows) => rows.min(below + 1),
                None => 1,
            };
            // A span does not reach over a cell that stands in its way from above.
            let wall = ahead.peek().map_or(usize::MAX, |covered| covered.left);
            let right = wall.min(column + wanted);
            if row_span > 1 {
                fresh.push(Covered { left: column, right, end: row + row_span });
            }
            placed.push(Placed { id: cell, row, left: column, right, row_span });
            column = right;
        }
        covered.append(&mut fresh);
        covered.sort_by_key(|covered| covered.left);
    }
    Ok(placed)
}

/// Whether a cell is no cell of the table: Word ends a row whose height is not its neighbours' with an empty cell of no
/// width, which browsers are told to show.
fn is_filler(dom: &Dom, cell: NodeId) -> bool {
    dom.attribute(cell, "width").is_some_and(|width| width.trim() == "0")
        && dom.descendants(cell).filter_map(|id| dom.text(id)).all(|text| text.chars().all(char::is_whitespace))
}

/// A span as written; more digits than a number holds mean the largest.
fn digits(text: &str) -> Option<usize> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(usize::MAX)) }
}
