//! Cutting a table into others, each cell of which still says where it came from.

use std::ops::Range;

use gongkai_core::document::{Position, Table, TableCell};

/// Where a cell of the table of this number came from.
pub(super) fn origin(table: &Table, number: usize, cell: &TableCell) -> Position {
    if !cell.position.is_unknown() {
        return cell.position;
    }
    table.position.table(number).table_row(cell.row + 1).table_column(cell.column + 1)
}

/// A place without its table, whose number counts the tables of the document.
pub(super) fn outside_tables(mut position: Position) -> Position {
    position.table = None;
    position
}

/// Some rows and columns of the table of this number as a table of their own; nothing when no cell is printed there. A
/// cell that reaches over the cut goes with its printed corner and is blank on the other side.
pub(super) fn part(table: &Table, number: usize, rows: Range<usize>, columns: Range<usize>) -> Option<Table> {
    let inside = |cell: &&TableCell| {
        cell.row < rows.end
            && cell.row + cell.row_span > rows.start
            && cell.column < columns.end
            && cell.column + cell.column_span > columns.start
    };
    let cells: Vec<TableCell> = table
        .cells()
        .iter()
        .filter(inside)
        .map(|cell| {
            let (top, left) = (cell.row.max(rows.start), cell.column.max(columns.start));
            let bottom = (cell.row + cell.row_span).min(rows.end);
            let right = (cell.column + cell.column_span).min(columns.end);
            let own = if rows.contains(&cell.row) && columns.contains(&cell.column) {
                cell.clone()
            } else {
                TableCell::new(cell.row, cell.column, "")
            };
            own.at(origin(table, number, cell))
                .moved_to(top - rows.start, left - columns.start)
                .spanning(bottom - top, right - left)
        })
        .collect();
    if cells.iter().all(|cell| cell.text.trim().is_empty() && !cell.picture) {
        return None;
    }
    let first = cells.first().map_or(table.position, |cell| cell.position);
    let mut part = Table::new(rows.len(), columns.len(), cells).ok()?;
    part.head_rows = table.head_rows.saturating_sub(rows.start).min(part.rows());
    part.widths = table.widths.get(columns).map(<[u32]>::to_vec).unwrap_or_default();
    (part.form, part.aligned, part.pasted) = (table.form, table.aligned, table.pasted);
    // Lines and sheets tell where the part begins; the number of the table in the document stays that of the whole.
    part.position = if first.line.is_some() { outside_tables(first) } else { table.position };
    Some(part)
}
