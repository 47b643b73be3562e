//! The rows of a table, and those among them that are text of the report: some pages set all of it into one table,
//! headings and paragraphs in rows of their own.

use crate::cell::text;
use crate::dom::NodeId;
use crate::shown::Page;
use crate::table::{self, Row};
use gongkai_core::numerals::is_ordinal;

/// A stretch of a table's rows.
#[derive(Debug)]
pub(crate) enum Part {
    /// Rows of a table, and how many rows stand before them.
    Table(Vec<Row>, usize),
    /// A row with one cell, whose text is a heading or a paragraph.
    Text(NodeId),
}

/// The parts of a table, top to bottom: one, unless a row heads a section of the report.
pub(crate) fn parts(page: &Page<'_>, id: NodeId) -> Vec<Part> {
    let rows = table::rows(page, id);
    let alone: Vec<Option<(NodeId, String)>> = rows
        .iter()
        .map(|row| {
            let mut cells = table::cells(page, row.id);
            let cell = cells.next()?;
            let down = page.dom.attribute(cell, "rowspan").is_some_and(|rows| rows.trim() != "1");
            (cells.next().is_none() && !down).then(|| (cell, text(page, cell)))
        })
        .collect();
    if !alone.iter().flatten().any(|(_, text)| heads_section(text)) {
        return vec![Part::Table(rows, 0)];
    }
    let mut parts = Vec::new();
    for (at, (row, alone)) in rows.iter().zip(alone).enumerate() {
        match (alone, parts.last_mut()) {
            (Some((cell, text)), _) if heads_section(&text) || is_prose(&text) => parts.push(Part::Text(cell)),
            (_, Some(Part::Table(rows, _))) => rows.push(*row),
            _ => parts.push(Part::Table(vec![*row], at)),
        }
    }
    parts
}

/// `二、主动公开政府信息情况`: not a row of table three, which tells numbers of applications or their outcome.
fn heads_section(text: &str) -> bool {
    let text = text.trim();
    let rest = text.trim_start_matches(is_ordinal);
    rest.len() < text.len()
        && rest.starts_with(['、', '.', '．'])
        && ["情况", "事项"].iter().any(|end| rest.ends_with(end))
}

fn is_prose(text: &str) -> bool {
    text.contains('。') || text.ends_with("年度报告")
}
