//! Tables whose cells nothing parts: a label and its numbers on one line, or each on a line of its own.
//!
//! Text pasted from a browser or taken from a PDF often loses its tables. A run of paragraphs that are nothing but
//! labels of the forms and values is put together as a table again, one row for each label with the values behind
//! it; what the rows and columns mean is found as in any other table.

use super::dictionary::{Lookup, Match, Meaning, dictionary};
use super::fold::half_width;
use super::line::is_page_number;
use crate::Cell;
use crate::document::{Block, Document, Paragraph, Position, Table, TableCell};

/// The longest paragraph that can be a row, in bytes.
const LONGEST: usize = 600;

/// One paragraph as a row or a part of one.
pub(super) struct Scrap {
    pub(super) labels: Vec<String>,
    pub(super) values: Vec<String>,
    pub(super) position: Position,
    /// Whether a label of the forms stands in it.
    pub(super) known: bool,
}

/// The document with its loose rows put together as tables; nothing when it has none.
pub(super) fn with_tables(document: &Document) -> Option<Document> {
    let scraps: Vec<Option<Scrap>> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => scrap(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut found = false;
    let mut at = 0;
    while let Some(block) = document.blocks.get(at) {
        let run: Vec<&Scrap> = scraps.iter().skip(at).map_while(Option::as_ref).collect();
        match table(&run) {
            Some(table) => {
                found = true;
                blocks.push(table.into());
                at += run.len();
            }
            None if run.is_empty() => {
                blocks.push(block.clone());
                at += 1;
            }
            None => {
                blocks.extend(document.blocks.iter().skip(at).take(run.len()).cloned());
                at += run.len();
            }
        }
    }
    found.then(|| {
        let mut loose = Document::new(blocks);
        loose.properties = document.properties.clone();
        loose.remarks.clone_from(&document.remarks);
        loose
    })
}

/// A paragraph that is nothing but labels and values.
fn scrap(paragraph: &Paragraph) -> Option<Scrap> {
    let text = paragraph.text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let new = |labels: Vec<String>, values: Vec<String>, known: bool| {
        Some(Scrap { labels, values, position: paragraph.position, known })
    };
    if is_page_number(text) {
        return new(Vec::new(), Vec::new(), false);
    }
    if label(text).is_some() {
        return new(vec![text.to_owned()], Vec::new(), true);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let values = words.iter().rev().take_while(|word| is_value(word)).count();
    let (before, after) = words.split_at(words.len() - values);
    let after: Vec<String> = after.iter().map(|word| (*word).to_owned()).collect();
    if before.is_empty() {
        return new(Vec::new(), after, false);
    }
    if let Some(labels) = parted(before) {
        return new(labels, after, true);
    }
    let joined = before.concat();
    if after.is_empty() {
        // “行政许可4”: the number follows the label at once.
        let stem = joined.trim_end_matches(|c: char| half_width(c).is_ascii_digit() || c == '.');
        let digits = joined.get(stem.len()..).unwrap_or_default();
        let stem = stem.trim_end_matches(['：', ':']);
        let named = label(stem).is_some_and(|found| found.row().is_some());
        return (named && is_value(digits))
            .then(|| new(vec![stem.to_owned()], vec![digits.to_owned()], true))
            .flatten();
    }
    // A damaged or foreign label before its values.
    let damaged = match dictionary().look_up(&joined) {
        Lookup::Found(found) => found.row().is_some(),
        Lookup::Ambiguous(_) | Lookup::Unknown => false,
    };
    let short = joined.chars().count() <= 60 && !joined.contains(['。', '，', '；']);
    (damaged || (short && values >= 3)).then(|| new(vec![joined], after, damaged)).flatten()
}

/// Words that are labels of the forms one after another, each perhaps set with spaces inside it.
fn parted(words: &[&str]) -> Option<Vec<String>> {
    const MOST: usize = 40;
    if words.len() > MOST {
        return None;
    }
    let mut labels = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (at + 1..=words.len()).rev().find_map(|end| {
            let joined = words.get(at..end)?.concat();
            let joined = joined.trim_end_matches(['：', ':']);
            label(joined).map(|_| (end, joined.to_owned()))
        });
        let (end, label) = longest?;
        labels.push(label);
        at = end;
    }
    Some(labels)
}

/// A label of the forms' tables, exactly.
fn label(text: &str) -> Option<Match> {
    dictionary().exact(text).filter(|found| found.section().is_none())
}

/// A word that can be the content of a value cell. A number with a stop behind its unit is a piece of a sentence.
pub(super) fn is_value(word: &str) -> bool {
    let stops = ['，', '。', '；', '、', '：'];
    let sentence = word.find(stops).is_some_and(|stop| word.find(['（', '(']).is_none_or(|bracket| stop < bracket));
    !word.is_empty()
        && !sentence
        && matches!(Cell::parse(word), Cell::Number(_) | Cell::Dash(_) | Cell::NotApplicable(_))
}

/// A run of rows as a table, when it has enough of the forms' labels with values to be one.
pub(super) fn table(run: &[&Scrap]) -> Option<Table> {
    if !run.iter().any(|scrap| !scrap.values.is_empty()) {
        return None;
    }
    let mut rows: Vec<(Vec<(String, Position)>, bool)> = Vec::new();
    // Whether values on a line of their own still belong to the row before.
    let mut open = false;
    for scrap in run {
        let cells = |words: &[String]| words.iter().map(|word| (word.clone(), scrap.position)).collect::<Vec<_>>();
        if scrap.labels.is_empty() && scrap.values.is_empty() {
            // A page number between the rows.
            continue;
        }
        if scrap.labels.is_empty() {
            match rows.last_mut() {
                Some((row, _)) if open => row.extend(cells(&scrap.values)),
                _ => {
                    rows.push((cells(&scrap.values), false));
                    open = true;
                }
            }
        } else {
            let mut row = cells(&scrap.labels);
            row.extend(cells(&scrap.values));
            rows.push((row, scrap.known));
            open = scrap.values.is_empty();
        }
    }
    let rows = grouped(rows);
    let named = |row: &Vec<(String, Position)>| {
        let values = row.iter().any(|(text, _)| is_value(text));
        values && row.iter().any(|(text, _)| dictionary().look_up(text).found().is_some_and(|f| f.row().is_some()))
    };
    let results = rows
        .iter()
        .flatten()
        .filter(|(text, _)| label(text).is_some_and(|found| found.dispute_column().is_some()))
        .count();
    if rows.iter().filter(|row| named(row)).count() == 0 && results < 5 {
        return None;
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| {
            cells
                .iter()
                .enumerate()
                .map(move |(column, (text, position))| TableCell::new(row, column, text.as_str()).at(*position))
        })
        .collect();
    let mut table = Table::new(rows.len(), columns, cells).ok()?;
    table.position = run.first()?.position;
    Some(table)
}

/// The labels of a row's groups that stand on lines of their own, put before the row's own label.
fn grouped(rows: Vec<(Vec<(String, Position)>, bool)>) -> Vec<Vec<(String, Position)>> {
    let mut out: Vec<Vec<(String, Position)>> = Vec::new();
    let mut waiting: Vec<(String, Position)> = Vec::new();
    for (mut row, _) in rows {
        let group = match row.as_slice() {
            [(text, _)] => label(text).is_some_and(|found| {
                found.meanings().iter().all(|m| matches!(m, Meaning::OutcomeGroup(_)))
                    || found.outcome_group().is_some()
            }),
            _ => false,
        };
        if group {
            waiting.append(&mut row);
        } else {
            let mut whole = std::mem::take(&mut waiting);
            whole.append(&mut row);
            out.push(whole);
        }
    }
    if !waiting.is_empty() {
        out.push(waiting);
    }
    out
}
