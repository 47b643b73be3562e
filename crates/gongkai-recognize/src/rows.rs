//! From labels, values and words that follow one another to the rows of a table.

mod blanks;

use super::dictionary::{Lookup, Match, Meaning, dictionary};
use super::editions::widths;
use super::line::says_not_read;
use super::standing::Standing;
use gongkai_core::Cell;
use gongkai_core::characters::is_control;
use gongkai_core::document::{Position, Table, TableCell};
use gongkai_core::form::TableKey;

/// What one piece of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Label(Match),
    Value,
    /// An empty cell, where the source shows its cells.
    Blank,
    Word,
}

/// A piece of a row, with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) position: Position,
    /// Whether it stands on the line of the piece before.
    pub(super) same_line: bool,
}

impl Piece {
    /// A label, or a word where the forms have none like it.
    pub(super) fn read(text: &str, position: Position) -> Self {
        let kind = match dictionary().look_up(text) {
            Lookup::Found(found) => Kind::Label(found),
            Lookup::Ambiguous(_) | Lookup::Unknown => Kind::Word,
        };
        Self { kind, text: text.to_owned(), position, same_line: false }
    }

    /// A label that nobody knows, which has the values behind it.
    pub(super) fn stranger(text: &str, position: Position) -> Self {
        Self { kind: Kind::Word, text: text.to_owned(), position, same_line: false }
    }

    /// A value on the line of what stands before it.
    pub(super) fn value(text: &str, position: Position) -> Self {
        Self { kind: Kind::Value, text: text.to_owned(), position, same_line: true }
    }

    pub(super) fn label(&self) -> Option<Match> {
        if let Kind::Label(found) = self.kind { Some(found) } else { None }
    }
}

/// The cells of a row.
pub(super) type Cells = Vec<(String, Position)>;

/// The rows of a run of pieces: a label opens a row, and the values behind it are the row's. Labels of a head stand in
/// rows of their own, since nothing tells where a line of the head ends.
pub(super) fn rows(pieces: &[Piece]) -> Vec<Cells> {
    let mut rows: Vec<Cells> = Vec::new();
    // Whether values still belong to the last row, wherever they stand; and on its line only.
    let (mut open, mut open_here) = (false, false);
    // How many labels of a head stand last in a row of rows.
    let mut heads = 0;
    let mut value_before = false;
    for piece in pieces {
        let cell = (piece.text.clone(), piece.position);
        let valued = std::mem::replace(&mut value_before, matches!(piece.kind, Kind::Value | Kind::Blank));
        let attached = open || (open_here && piece.same_line);
        match piece.kind {
            Kind::Label(label) => {
                heads = if label.is_head() { heads + 1 } else { 0 };
                rows.push(vec![cell]);
                // Behind a whole head stand the values of table 四, which no label names.
                open = heads < WHOLE_HEAD || label.dispute_column().is_none();
                open_here = open;
            }
            Kind::Value | Kind::Blank => {
                match rows.last_mut() {
                    Some(row) if attached => row.push(cell),
                    _ => {
                        rows.push(vec![cell]);
                        open = true;
                    }
                }
                heads = 0;
            }
            Kind::Word => {
                // A word behind values may be a remark or the next row's label; as a value it would hide a blank.
                match rows.last_mut() {
                    Some(row) if attached && piece.same_line && !valued => row.push(cell),
                    _ => {
                        rows.push(vec![cell]);
                        open = false;
                    }
                }
                open_here = true;
                heads = 0;
            }
        }
    }
    grouped(rows)
}

/// So many labels of a head one after another are table 四's.
const WHOLE_HEAD: usize = 5;

/// The labels of a row's groups that stand in rows of their own, put before the row's own label.
fn grouped(rows: Vec<Cells>) -> Vec<Cells> {
    let mut out: Vec<Cells> = Vec::new();
    let mut waiting: Cells = Vec::new();
    for mut row in rows {
        let group = match row.as_slice() {
            [(text, _)] => dictionary().exact(text).is_some_and(|found| found.outcome_group().is_some()),
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

/// Rows as a table, when they hold enough of the forms' labels with values to be one, and stand where a table can. Where
/// they are labels alone, `blanks` says whether nothing but blanks can belong to them.
pub(super) fn table(rows: &[Cells], standing: Standing, blanks: bool) -> Option<Table> {
    let filled = if standing == Standing::Cells || !blanks { None } else { blanks::filled(rows) };
    let rows = filled.as_deref().unwrap_or(rows);
    // No value is a label: only what is none is looked up.
    let labels = |row: &'_ Cells, is: &dyn Fn(&str) -> bool| row.iter().any(|(text, _)| !is_value(text) && is(text));
    let named = |row: &Cells| {
        row.iter().any(|(text, _)| is_value(text))
            && labels(row, &|text| dictionary().look_up(text).found().is_some_and(|found| found.row().is_some()))
    };
    let known = |row: &&Cells| labels(row, &|text| dictionary().exact(text).is_some_and(|found| of_head(&found)));
    let (named, heads) = (rows.iter().filter(|row| named(row)).count(), rows.iter().filter(known).count());
    let whole = rows
        .iter()
        .any(|row| widths(TableKey::Applications).iter().any(|columns| row.len() > *columns) && named_row(row));
    // A row of table 四 under what broken lines leave of its head.
    let bare =
        |row: &Cells| widths(TableKey::Disputes).contains(&row.len()) && row.iter().all(|(text, _)| is_value(text));
    let bare = heads >= LEAST_OF_HEAD && rows.iter().any(bare);
    let enough = named >= 3 || named > 0 && (heads > 0 || whole) || heads >= WHOLE_HEAD || bare;
    if !enough || !standing.allows(rows) {
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
                .map(move |(column, (text, position))| TableCell::new(row, column, legible(text)).at(*position))
        })
        .collect();
    let mut table = Table::laid_out(rows.len(), columns, cells)?;
    table.position = rows.first()?.first()?.1;
    Some(table)
}

/// A cell's text; where a note's bracket is still open, the rest of the note stands on another line, and it is not known
/// on which.
fn legible(text: &str) -> String {
    let count = |brackets: [char; 2]| text.matches(brackets).count();
    let cut = text.starts_with(char::is_numeric) && count(['（', '(']) > count(['）', ')']);
    if cut { format!("{text}{}", char::REPLACEMENT_CHARACTER) } else { text.to_owned() }
}

/// A word that can be the content of a value cell, or that would be without the characters that nobody can make out. A
/// number with a stop behind it or its note is a piece of a sentence.
pub(super) fn is_value(word: &str) -> bool {
    let mut depth = 0_usize;
    let sentence = word.chars().any(|c| {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '，' | '。' | '；' | ';' | '、' | '：' | ':' | '！' | '？')
    });
    let value = |text: &str| matches!(Cell::parse(text), Cell::Number(_) | Cell::Dash(_) | Cell::NotApplicable(_));
    let illegible = |c: char| c == char::REPLACEMENT_CHARACTER || is_control(c);
    !word.is_empty()
        && !sentence
        && (value(word) || says_not_read(word) || word.contains(illegible) && value(&word.replace(illegible, "")))
}

/// So many labels of the head of table 四 at least stand over its row.
const LEAST_OF_HEAD: usize = 3;

fn named_row(row: &Cells) -> bool {
    row.first().is_some_and(|(text, _)| dictionary().look_up(text).found().is_some_and(|found| found.row().is_some()))
}

pub(super) fn of_head(found: &Match) -> bool {
    let meanings = found.meanings();
    found.block().is_some() || (found.is_head() && !meanings.iter().any(|m| matches!(m, Meaning::ApplicationRow(_))))
}
