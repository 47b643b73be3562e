//! Tables of a page: rows, cells and what they span.

use gongkai_core::document::{Position, Table, TableCell};
use gongkai_core::format::{Limits, ReadError};

use crate::dom::{Data, Dom, NodeId};
use crate::flow::{Line, is_block, is_silent};

/// The most columns that a cell may span, as browsers have it.
const WIDEST: usize = 1000;

/// A cell with the columns that it covers before the grid is made as narrow as its cells allow.
struct Placed {
    row: usize,
    left: usize,
    right: usize,
    row_span: usize,
    text: String,
    line: usize,
}

/// Reads the rows of a table without other tables in it, which stand below so many others; nothing when they have no
/// cells.
pub(crate) fn read(
    dom: &Dom,
    (rows, above): (&[NodeId], usize),
    limits: &Limits,
    hidden_too: bool,
) -> Result<Option<Table>, ReadError> {
    let too_large = || ReadError::TooLarge { what: "表格单元格数 / table cells", limit: limits.cells };
    let shown = |id: &NodeId| !dom.is_left_out(*id, hidden_too);
    let mut placed: Vec<Placed> = Vec::new();
    // For each column the row down to which a cell from above reaches.
    let mut taken: Vec<usize> = Vec::new();
    for (row, id) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in dom.children(*id).iter().filter(|id| matches!(dom.name(**id), "td" | "th")).filter(|id| shown(id)) {
            if is_filler(dom, *cell) {
                continue;
            }
            while taken.get(column).is_some_and(|end| *end > row) {
                column += 1;
            }
            let span = |name: &str| dom.attribute(*cell, name).and_then(digits);
            let wanted = span("colspan").unwrap_or(1).clamp(1, WIDEST);
            let below = rows.len() - row;
            let row_span = match span("rowspan") {
                Some(0) => below,
                Some(rows) => rows.min(below),
                None => 1,
            };
            // A span does not reach over a cell that stands in its way from above.
            let free = (column..column + wanted).take_while(|c| taken.get(*c).is_none_or(|end| *end <= row)).count();
            let right = column + free.max(1);
            if taken.len() < right {
                taken.resize(right, 0);
            }
            for column in taken.get_mut(column..right).unwrap_or_default() {
                *column = row + row_span;
            }
            placed.push(Placed {
                row,
                left: column,
                right,
                row_span,
                text: text(dom, *cell, hidden_too),
                line: dom.line(*cell),
            });
            if placed.len() > limits.cells {
                return Err(too_large());
            }
            column = right;
        }
    }
    if placed.is_empty() {
        return Ok(None);
    }
    // Columns in which no cell begins are no columns: a span of 1000 over four columns spans four.
    let mut edges: Vec<usize> = placed.iter().map(|cell| cell.left).collect();
    edges.sort_unstable();
    edges.dedup();
    let columns = edges.len();
    let narrow = |edge: usize| edges.partition_point(|other| *other < edge);
    let cells = placed
        .into_iter()
        .map(|cell| {
            let (left, right) = (narrow(cell.left), narrow(cell.right));
            let position = Position::default().line(cell.line).table_row(above + cell.row + 1).table_column(left + 1);
            TableCell::new(cell.row, left, cell.text).spanning(cell.row_span, right - left).at(position)
        })
        .collect();
    Table::new(rows.len(), columns, cells).map(Some).map_err(|_| too_large())
}

/// Whether a cell is no cell of the table: Word ends a row whose height is not its neighbours' with an empty cell of no
/// width, which browsers are told to show.
fn is_filler(dom: &Dom, cell: NodeId) -> bool {
    dom.attribute(cell, "width").is_some_and(|width| width.trim() == "0")
        && dom.plain_text(cell).chars().all(char::is_whitespace)
}

/// A span as written; more digits than a number holds mean the largest.
fn digits(text: &str) -> Option<usize> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(usize::MAX)) }
}

/// The text of a cell, its paragraphs parted by line breaks.
pub(crate) fn text(dom: &Dom, cell: NodeId, hidden_too: bool) -> String {
    enum Step {
        Enter(NodeId),
        EndLine,
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = Line::default();
    let mut end = |line: &mut Line| {
        let text = line.take();
        if !text.is_empty() {
            lines.push(text);
        }
    };
    let mut steps = vec![Step::Enter(cell)];
    while let Some(step) = steps.pop() {
        match step {
            Step::EndLine => end(&mut line),
            Step::Enter(id) => {
                if let Some(Data::Text(text)) = dom.node(id).map(|node| &node.data) {
                    line.push(text);
                    continue;
                }
                let name = dom.name(id);
                if dom.is_left_out(id, hidden_too) {
                    continue;
                }
                if let Some(text) = set_otherwise(dom, id, line.ends_with_digit()) {
                    line.push(&text);
                    continue;
                }
                if is_silent(name) {
                    continue;
                }
                if is_block(name) {
                    end(&mut line);
                    steps.push(Step::EndLine);
                }
                steps.extend(dom.children(id).iter().rev().map(|child| Step::Enter(*child)));
            }
        }
    }
    end(&mut line);
    lines.join("\n")
}

/// The text of an element that is no plain text: what a form's field holds, and the number of a footnote, which would
/// run into the figure before it.
fn set_otherwise(dom: &Dom, id: NodeId, behind_digit: bool) -> Option<String> {
    match dom.name(id) {
        "input" => {
            let kind = dom.attribute(id, "type").unwrap_or("text").to_ascii_lowercase();
            let shown = !matches!(
                kind.as_str(),
                "hidden" | "checkbox" | "radio" | "button" | "submit" | "reset" | "image" | "file" | "password"
            );
            shown.then(|| dom.attribute(id, "value").unwrap_or_default().to_owned())
        }
        "textarea" => Some(dom.plain_text(id)),
        "sup" if behind_digit => {
            let mark = dom.plain_text(id);
            let mark = mark.trim();
            let plain = mark.starts_with(|c: char| c.is_ascii_digit());
            Some(if plain { format!("[{mark}]") } else { mark.to_owned() })
        }
        _ => None,
    }
}
