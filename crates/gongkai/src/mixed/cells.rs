//! Markup within the cells of tables that are no tables of Markdown: a row without its last bar, a head without its rule.
//! `**34**`, `~~9~~34` and `18<sup>1</sup>` mean there what they mean elsewhere.

use gongkai_core::document::{Block, Document, Remark, TableCell};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_html::HtmlReader;

use super::markdown;

/// The longest cell that is looked at; a longer one is a passage.
const LONGEST: usize = 400;

/// The document with the markup in the cells of its pasted tables understood.
pub(super) fn read(mut document: Document, limits: &Limits) -> Result<Document, ReadError> {
    let of_table = |block: &Block| match block {
        Block::Table(table) if table.pasted => table.cells().iter().map(markup).collect(),
        _ => Vec::new(),
    };
    let found: Vec<Vec<Option<String>>> = document.blocks.iter().map(of_table).collect();
    let marked: Vec<&String> = found.iter().flatten().flatten().collect();
    if marked.is_empty() {
        return Ok(document);
    }
    // One page holds them all, a row for each; the second cell keeps it a table.
    let rows: String = marked.iter().map(|markup| format!("<tr><td>{markup}<td>-</tr>")).collect();
    let page = HtmlReader.read(format!("<!DOCTYPE html><table>{rows}</table>").as_bytes(), limits)?;
    let Some(read) = page.tables().next().filter(|table| table.rows() == marked.len()) else { return Ok(document) };
    let mut places = Vec::with_capacity(marked.len());
    let mut next = 0;
    for (block, found) in document.blocks.iter_mut().zip(&found) {
        let Block::Table(table) = block else { continue };
        if found.iter().all(Option::is_none) {
            continue;
        }
        let mut found = found.iter();
        *table = table.with_cells(|cell| {
            let mut cell = cell.clone();
            if found.next().is_some_and(Option::is_some) {
                if let Some(new) = read.at(next, 0) {
                    (cell.text, cell.marks) = (new.text.clone(), new.marks.clone());
                    cell.picture = new.picture;
                }
                places.push(cell.position);
                next += 1;
            }
            cell
        });
    }
    let placed = page.remarks.into_iter().map(|remark| {
        let row = remark.position.table_row.and_then(|row| usize::try_from(row).ok()?.checked_sub(1));
        let place = row.and_then(|row| places.get(row)).copied().unwrap_or(remark.position);
        Remark::new(remark.kind, remark.detail, place)
    });
    document.remarks.extend(placed);
    Ok(document)
}

fn markup(cell: &TableCell) -> Option<String> {
    if cell.text.chars().nth(LONGEST).is_some() {
        return None;
    }
    markdown::inline(&cell.text)
}
