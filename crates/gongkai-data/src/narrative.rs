//! Narratives in report files: a paragraph is its text; one with links or bold parts is a list of pieces; a heading and a
//! table are tables of their own.
//!
//! ```toml
//! overview = [
//!   "全年公开信息12条。",
//!   ["详见", { text = "附件", link = "https://…" }, "。"],
//!   { heading = "七、下一步工作打算" },
//!   { table = [
//!     ["渠道", "件数"],
//!     [{ text = "网站", rows = 2 }, "8"],
//!     ["4"],
//!   ] },
//! ]
//! ```

mod written;

pub(crate) use written::{outputs, signature_output};

use gongkai_core::document::{Mark, MarkKind, Position, Table, TableCell};
use gongkai_core::form::TableKey;
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::{Heading, HeadingLevel, Part, Prose, Signature};

use crate::complaint;
use crate::source::Source;
use crate::table::refuse_repeats;
use crate::tree::{Entry, Node, Value};

/// The keys of a piece of prose.
const PIECE: [&str; 5] = ["text", "link", "bold", "raised", "lowered"];
/// The keys of a cell: those of a piece, and what it spans.
const CELL: [&str; 3] = ["text", "rows", "columns"];
/// The keys of a part that is no paragraph.
const PART: [&str; 3] = ["heading", "level", "table"];
/// The most columns of a table in a narrative.
const MOST_COLUMNS: usize = 100;

/// What a narrative may hold, as messages say it.
const ITEM: (&str, &str) = (
    "加引号的段落、由几截组成的段落 [\"…\", { text = \"…\", link = \"…\" }]、{ heading = \"…\" } 或 { table = [[…]] }",
    "a quoted paragraph, a list of its pieces, { heading = \"…\" } or { table = [[…]] }",
);

/// A narrative's key, the table of the form that stands in its section, and the meter of the whole file.
pub(crate) struct Place<'p> {
    pub(crate) key: &'p str,
    pub(crate) table: Option<TableKey>,
    pub(crate) meter: &'p mut Meter,
}

/// The parts of a narrative with their places: a list of them, or one text with a paragraph on each line.
pub(crate) fn decode(
    node: &Node,
    place: &mut Place<'_>,
    source: &Source<'_>,
) -> Result<(Vec<Part>, Vec<Position>), ReadError> {
    let mut found = Vec::new();
    match &node.value {
        Value::Text(text) => found.extend(lines(text).map(|line| (Part::from(line), source.start(&node.span)))),
        Value::Array(items) => {
            for item in items {
                let at = source.start(&item.span);
                match &item.value {
                    Value::Text(text) => found.extend(lines(text).map(|line| (Part::from(line), at))),
                    Value::Array(_) => {
                        let prose = prose(item, place.key, source)?;
                        found.extend((!prose.text().trim().is_empty()).then(|| (Part::from(prose), at)));
                    }
                    Value::Table(entries) => found.push((part(entries, item, place, source)?, at)),
                    _ => return Err(wrong(source, item, place.key, ITEM)),
                }
            }
        }
        Value::Null => {}
        _ => return Err(wrong(source, node, place.key, ("段落的数组 [\"…\"]", "a list of paragraphs"))),
    }
    Ok(found.into_iter().unzip())
}

/// The paragraphs of a text that may hold line breaks.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = if text.contains(['\n', '\r']) { text.lines().map(str::trim).collect() } else { vec![text] };
    lines.into_iter().filter(|line| !line.trim().is_empty())
}

fn wrong(source: &Source<'_>, node: &Node, key: &str, (zh, en): (&str, &str)) -> ReadError {
    complaint::wrong_type(source, node, &format!("“{key}”"), zh, en)
}

fn said(source: &Source<'_>, node: &Node, key: &str, zh: &str, en: &str) -> ReadError {
    source.error(&node.span, &format!("“{key}”：{zh}"), &format!("“{key}”: {en}"))
}

/// The entry of a key, where every key is one of the known ones and stands once.
fn known<'e>(
    entries: &'e [Entry],
    keys: &[&str],
    key: &str,
    source: &Source<'_>,
) -> Result<impl Fn(&str) -> Option<&'e Node>, ReadError> {
    refuse_repeats(entries, source)?;
    if let Some(entry) = entries.iter().find(|entry| !keys.contains(&entry.key.as_str())) {
        let (zh, en) = (format!("“{key}”："), format!("{key}: "));
        return Err(complaint::unknown(source, &entry.key_span, &entry.key, (&zh, &en), keys));
    }
    Ok(move |name: &str| entries.iter().find(|entry| entry.key == name).map(|entry| &entry.node))
}

/// A heading or a table.
fn part(entries: &[Entry], node: &Node, place: &mut Place<'_>, source: &Source<'_>) -> Result<Part, ReadError> {
    let key = place.key;
    let find = known(entries, &PART, key, source)?;
    match (find("heading"), find("level"), find("table")) {
        (Some(heading), level, None) => {
            let level = level.map_or(Ok(HeadingLevel::First), |node| self::level(node, key, source))?;
            Ok(Heading::new(level, prose(heading, key, source)?).into())
        }
        (None, None, Some(table)) => match &table.value {
            Value::Text(name) if place.table.is_some_and(|own| own.as_str() == name) => Ok(Part::FormTable),
            Value::Text(_) => {
                let (zh, en) =
                    place.table.map_or(("表格的各行 [[…]]".to_owned(), "rows [[…]]".to_owned()), |own| {
                        let own = own.as_str();
                        (format!("表格的各行 [[…]]，或 \"{own}\" 表示法定表的位置"), format!("rows [[…]] or \"{own}\""))
                    });
                let message = format!("table 应为{zh}");
                Err(said(source, table, key, &message, &format!("table must be {en}")))
            }
            Value::Array(rows) => self::table(rows, table, place, source),
            _ => Err(wrong(source, table, key, ("表格的各行 [[…]]", "rows [[…]]"))),
        },
        _ => Err(said(
            source,
            node,
            key,
            "写 heading（可加 level）或 table，二者取一",
            "write heading (perhaps with level) or table, one of them",
        )),
    }
}

fn level(node: &Node, key: &str, source: &Source<'_>) -> Result<HeadingLevel, ReadError> {
    let written = match &node.value {
        Value::Number(digits) => digits.as_str(),
        _ => "",
    };
    HeadingLevel::ALL
        .into_iter()
        .find(|level| level.number().to_string() == written)
        .ok_or_else(|| said(source, node, key, "level（标题级别）应为 1、2 或 3", "level must be 1, 2 or 3"))
}

/// A text: quoted, or a list of its pieces.
fn prose(node: &Node, key: &str, source: &Source<'_>) -> Result<Prose, ReadError> {
    const TEXT: (&str, &str) = ("加引号的文字或由几截组成的数组", "quoted text or a list of its pieces");
    let mut text = String::new();
    let mut marks = Vec::new();
    match &node.value {
        Value::Text(text) => return Ok(Prose::from(text.as_str())),
        Value::Array(items) => {
            for item in items {
                match &item.value {
                    Value::Text(piece) => text.push_str(piece),
                    Value::Table(entries) => piece(entries, item, key, &mut text, &mut marks, source)?,
                    _ => return Err(wrong(source, item, key, ("一截文字", "a piece of text"))),
                }
            }
        }
        _ => return Err(wrong(source, node, key, TEXT)),
    }
    Ok(Prose::marked(text, marks))
}

/// A piece of prose: `{ text = "附件", link = "https://…" }`.
fn piece(
    entries: &[Entry],
    node: &Node,
    key: &str,
    text: &mut String,
    marks: &mut Vec<Mark>,
    source: &Source<'_>,
) -> Result<(), ReadError> {
    let find = known(entries, &PIECE, key, source)?;
    let Some(Value::Text(piece)) = find("text").map(|node| &node.value) else {
        return Err(said(source, node, key, "这一截缺少 text = \"…\"", "this piece has no text = \"…\""));
    };
    let range = text.len()..text.len() + piece.len();
    text.push_str(piece);
    if let Some(link) = find("link") {
        let Value::Text(address) = &link.value else {
            return Err(wrong(source, link, key, ("加引号的网址", "a quoted address")));
        };
        marks.extend(Mark::new(range.clone(), MarkKind::Link(address.as_str().into())));
    }
    for (name, kind) in [("bold", MarkKind::Bold), ("raised", MarkKind::Raised), ("lowered", MarkKind::Lowered)] {
        match find(name).map(|node| (node, &node.value)) {
            None | Some((_, Value::Boolean(false))) => {}
            Some((_, Value::Boolean(true))) => marks.extend(Mark::new(range.clone(), kind)),
            Some((node, _)) => return Err(wrong(source, node, key, ("true 或 false", "true or false"))),
        }
    }
    Ok(())
}

/// A table by its rows: each names the cells that begin in it, from left to right.
fn table(rows: &[Node], node: &Node, place: &mut Place<'_>, source: &Source<'_>) -> Result<Part, ReadError> {
    let key = place.key;
    let mut cells: Vec<TableCell> = Vec::new();
    // For each column how many rows further down it is covered from above.
    let mut covered: Vec<usize> = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        let Value::Array(items) = &line.value else {
            return Err(wrong(source, line, key, ("表格的一行 [\"…\", \"…\"]", "a row of a table")));
        };
        let mut column = 0;
        let free = |covered: &[usize], mut column: usize| {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            column
        };
        for item in items {
            column = free(&covered, column);
            let cell = cell(item, (row, column), key, source)?;
            let end = column + cell.column_span;
            if end > MOST_COLUMNS || row > 0 && end > covered.len() {
                let (zh, en) =
                    (format!("表格第 {} 行的格数多于第 1 行", row + 1), "this row has more cells than the first");
                return Err(said(source, item, key, &zh, en));
            }
            covered.resize(covered.len().max(end), 0);
            for place in covered.iter_mut().take(end).skip(column) {
                if *place > 0 {
                    let (zh, en) = (format!("表格第 {} 行有两格占同一处", row + 1), "two cells cover one place");
                    return Err(said(source, item, key, &zh, en));
                }
                *place = cell.row_span;
            }
            column = end;
            cells.push(cell);
        }
        if free(&covered, column) < covered.len() || covered.is_empty() {
            let (zh, en) =
                (format!("表格第 {} 行的格数不足；空格写 \"\"", row + 1), "this row lacks cells; a blank is \"\"");
            return Err(said(source, line, key, &zh, en));
        }
        place.meter.places(covered.len())?;
        place.meter.cells(items.len())?;
        covered.iter_mut().for_each(|rows| *rows -= 1);
    }
    if covered.iter().any(|rows| *rows > 0) {
        return Err(said(source, node, key, "表格里有格子伸出了最后一行", "a cell reaches below the last row"));
    }
    let table = Table::new(rows.len(), covered.len(), cells);
    table.map(Part::from).map_err(|error| said(source, node, key, &format!("不成表格：{error}"), &error.to_string()))
}

fn cell(node: &Node, (row, column): (usize, usize), key: &str, source: &Source<'_>) -> Result<TableCell, ReadError> {
    let mut spans = [1, 1];
    let text = match &node.value {
        Value::Table(entries) => {
            let find = known(entries, &CELL, key, source)?;
            for (span, name) in spans.iter_mut().zip(["rows", "columns"]) {
                let Some(node) = find(name) else { continue };
                let written = match &node.value {
                    Value::Number(digits) => digits.parse().ok().filter(|number| (1..=1000).contains(number)),
                    _ => None,
                };
                *span = written.ok_or_else(|| {
                    let (zh, en) =
                        (format!("{name} 应为 1 至 1000 的数"), format!("{name} must be a number from 1 to 1000"));
                    said(source, node, key, &zh, &en)
                })?;
            }
            let text = find("text");
            text.ok_or_else(|| said(source, node, key, "这一格缺少 text = \"…\"", "this cell has no text = \"…\""))?
        }
        _ => node,
    };
    let prose = prose(text, key, source)?;
    let [rows, columns] = spans;
    let mut cell = TableCell::new(row, column, prose.text()).spanning(rows, columns);
    cell.marks = prose.marks().to_vec();
    Ok(cell)
}

/// Who signs and when: `{ organ = "…", date = "…" }`.
pub(crate) fn signature(node: &Node, source: &Source<'_>) -> Result<Signature, ReadError> {
    const KEY: &str = "signature";
    let Value::Table(entries) = &node.value else {
        return Err(wrong(
            source,
            node,
            KEY,
            ("{ organ = \"署名\", date = \"成文日期\" }", "a table of organ and date"),
        ));
    };
    let find = known(entries, &["organ", "date"], KEY, source)?;
    let text = |name| match find(name).map(|node| (node, &node.value)) {
        None => Ok(None),
        Some((_, Value::Text(text))) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some((_, Value::Date(text))) => Ok(Some(text.clone())),
        Some((node, _)) => Err(wrong(source, node, KEY, ("加引号的文字", "quoted text"))),
    };
    Ok(Signature { organ: text("organ")?, date: text("date")? })
}
