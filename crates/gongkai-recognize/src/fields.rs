//! Cells that follow one another without the ends of their rows: text that was copied one cell a line, or a whole table
//! on one line, which a reader hands over as one long row.
//!
//! Such copies often fill each row up to the width of the table. Where one width fits every row of a table, its rows
//! are known, and with them its empty cells; otherwise a row is a label with the values behind it, and empty cells
//! say nothing.

use super::dictionary::{Lookup, Match, Meaning, dictionary};
use super::editions;
use super::fold::fold;
use super::rows::{self, Kind, Piece};
use super::standing::Standing;
use gongkai_core::Cell;
use gongkai_core::Within;
use gongkai_core::document::{Block, Paragraph, ParagraphRole, Position, Table, TableCell};
use gongkai_core::form::TableKey;
use gongkai_core::page_number::is_page_number;

/// Fewer cells are a row.
const LEAST: usize = 4;
/// The widest row that cells are cut into.
const WIDEST: usize = 24;
/// The most cells that are looked at.
const MOST: usize = 4_000;

/// The tables of one long row of cells, with the headings and sentences between them; nothing when the table has other
/// rows, or its one row is a row.
pub(super) fn tables(table: &Table) -> Option<Vec<Block>> {
    if table.rows() != 1 || !(LEAST..=MOST).contains(&table.columns()) {
        return None;
    }
    let pieces: Vec<Piece> = (0..table.columns())
        .flat_map(|column| match table.at(0, column) {
            Some(cell) => cell_of(&cell.text, if cell.position.is_unknown() { table.position } else { cell.position }),
            None => vec![piece("", table.position)],
        })
        .collect();
    // Where labels stand behind values, or a head in the row of its values, there is more than one row.
    let first_value = pieces.iter().position(|piece| piece.kind == Kind::Value)?;
    let (before, after) = pieces.split_at_checked(first_value)?;
    let of_head = |piece: &Piece| {
        piece.label().is_some_and(|label| label.block().is_some() || (label.is_head() && label.row().is_none()))
    };
    if !after.iter().any(|piece| piece.label().is_some()) && !before.iter().any(of_head) {
        return None;
    }
    let mut blocks = Vec::new();
    let mut of: Option<TableKey> = None;
    let mut run: Vec<Piece> = Vec::new();
    let mut found = false;
    for piece in pieces {
        let label = piece.label();
        let text = label.is_some_and(|label| label.section().is_some())
            || (piece.kind == Kind::Word && piece.text.contains(['。', '；']));
        let next = label.and_then(table_of);
        if text || (next.is_some() && of.is_some() && next != of) {
            found |= close(&mut run, of, &mut blocks);
            of = None;
        }
        if text {
            blocks.push(Paragraph::new(ParagraphRole::Body, piece.text).at(piece.position).into());
            continue;
        }
        of = next.or(of);
        run.push(piece);
    }
    found |= close(&mut run, of, &mut blocks);
    found.then_some(blocks)
}

/// A cell, with the heading that stands before it where a table ends and the next begins.
fn cell_of(text: &str, position: Position) -> Vec<Piece> {
    let heading = |line: &str| dictionary().exact(line).is_some_and(|found| found.section().is_some());
    let lines: Vec<&str> = text.split('\n').filter(|line| !is_page_number(line)).collect();
    match lines.iter().rposition(|line| heading(line)) {
        Some(at) if lines.len() > 1 => {
            let (before, rest) = lines.split_at(at);
            let (heading, behind) = rest.split_at(1);
            let parts = [before, heading, behind].map(|lines| lines.join("\n"));
            parts.iter().filter(|part| !part.trim().is_empty()).map(|part| piece(part, position)).collect()
        }
        _ => vec![piece(&lines.join("\n"), position)],
    }
}

/// One cell by what stands in it.
fn piece(text: &str, position: Position) -> Piece {
    let text = text.trim();
    let kind = match Cell::parse(text) {
        Cell::Blank => Kind::Blank,
        Cell::Number(_) | Cell::Dash(_) | Cell::NotApplicable(_) => Kind::Value,
        Cell::Text(_) => match dictionary().exact(text).map_or_else(|| dictionary().look_up(text), Lookup::Found) {
            Lookup::Found(found) => Kind::Label(found),
            Lookup::Ambiguous(_) | Lookup::Unknown if text == "无" => Kind::Value,
            Lookup::Ambiguous(_) | Lookup::Unknown => Kind::Word,
        },
    };
    Piece { kind, text: text.to_owned(), position, same_line: true }
}

/// The table that a label belongs to, where it can belong to one only.
fn table_of(label: Match) -> Option<TableKey> {
    let corner = |printed: &str| !editions::disclosures().any(|form| fold(form.row_header) == fold(printed));
    let of = |meaning: &Meaning| match meaning {
        Meaning::Block(_) | Meaning::DisclosureRow(_) | Meaning::DisclosureColumn(_) => Some(TableKey::Disclosure),
        Meaning::Furniture if corner(label.entry.printed) => Some(TableKey::Applications),
        Meaning::Furniture => Some(TableKey::Disclosure),
        Meaning::OutcomeGroup(_) | Meaning::ApplicationRow(_) | Meaning::ApplicantGroup | Meaning::Applicant(_) => {
            Some(TableKey::Applications)
        }
        Meaning::DisputeGroup(_) | Meaning::DisputeColumn(_) => Some(TableKey::Disputes),
        Meaning::Section(_) => None,
    };
    let mut tables = label.meanings().iter().map(of);
    let first = tables.next()??;
    tables.all(|other| other == Some(first)).then_some(first)
}

/// Puts the cells of one table down as a table. Says whether it could.
fn close(run: &mut Vec<Piece>, of: Option<TableKey>, blocks: &mut Vec<Block>) -> bool {
    let run = std::mem::take(run);
    if run.iter().all(|piece| piece.kind == Kind::Blank) {
        return false;
    }
    // The frame's own bar before the first cell makes no cell.
    let leading = run.iter().take_while(|piece| piece.kind == Kind::Blank).count();
    let cells = run.within(leading..);
    let found = even(cells, of).or_else(|| rows::table(&rows::rows(&without_blanks(cells)), Standing::Cells, false));
    match found {
        Some(table) => {
            blocks.push(table.into());
            true
        }
        None => {
            // Cells that make no table stay what they were: one row.
            let position = cells.first().map_or_else(Position::default, |piece| piece.position);
            let row = cells.iter().enumerate();
            let row = row.map(|(at, piece)| TableCell::new(0, at, piece.text.as_str()).at(piece.position)).collect();
            if let Ok(mut table) = Table::new(1, cells.len(), row) {
                table.position = position;
                blocks.push(table.into());
            }
            false
        }
    }
}

/// The cells without the empty ones. Where an empty cell stands between a row's values it is not known which column the
/// others are in, and the row keeps none of them.
fn without_blanks(cells: &[Piece]) -> Vec<Piece> {
    let opens = |before: &Piece, piece: &Piece| {
        matches!(piece.kind, Kind::Label(_) | Kind::Word) && matches!(before.kind, Kind::Value | Kind::Blank)
    };
    let mut kept: Vec<Piece> = Vec::with_capacity(cells.len());
    for row in cells.chunk_by(|before, piece| !opens(before, piece)) {
        let first = row.iter().position(|piece| piece.kind == Kind::Blank).unwrap_or(row.len());
        let broken = row.iter().skip(first).any(|piece| piece.kind == Kind::Value);
        let keep = |piece: &&Piece| match piece.kind {
            Kind::Blank => false,
            Kind::Value => !broken,
            Kind::Label(_) | Kind::Word => true,
        };
        let from = kept.len();
        kept.extend(row.iter().filter(keep).cloned());
        if let Some(first) = kept.get_mut(from) {
            first.same_line = false;
        }
    }
    kept
}

/// The cells cut into rows of one width, when exactly one width makes every row begin with its labels and go on with
/// its values.
fn even(cells: &[Piece], of: Option<TableKey>) -> Option<Table> {
    let trailing = cells.iter().rev().take_while(|piece| piece.kind == Kind::Blank).count();
    let mut widths = (2..=WIDEST).filter(|width| fits(cells, trailing, *width));
    let width = widths.next()?;
    if widths.next().is_some() {
        return None;
    }
    let (rows, first) = (cells.len().div_ceil(width), cells.first()?.position);
    let mut grid: Vec<TableCell> = Vec::with_capacity(rows * width);
    for (row, pieces) in cells.chunks(width).enumerate() {
        let last = pieces.last().map_or(first, |piece| piece.position);
        for column in 0..width {
            // The last row may have lost its last filler.
            let (text, position) = pieces.get(column).map_or(("", last), |piece| (piece.text.as_str(), piece.position));
            grid.push(TableCell::new(row, column, text).at(position));
        }
    }
    // A bar that frames the rows on one side makes a column of blanks beside the form's.
    let inside = width - 1;
    let framed = of == Some(TableKey::Disputes)
        && editions::widths(TableKey::Disputes).contains(&inside)
        && grid.iter().all(|cell| cell.column < inside || cell.text.is_empty());
    if framed {
        grid.retain(|cell| cell.column < inside);
    }
    let mut table = Table::laid_out(rows, width - usize::from(framed), grid)?;
    table.position = first;
    Some(table)
}

fn fits(cells: &[Piece], trailing: usize, width: usize) -> bool {
    // The last row may have lost its last filler, or the frame may have left blanks behind it.
    let over = cells.len() % width;
    let whole = over == 0 || over + 1 == width || over <= trailing;
    let mut unlabelled = 0;
    let mut labelled = 0;
    for row in cells.chunks(width) {
        let labels = row.iter().take_while(|piece| matches!(piece.kind, Kind::Label(_) | Kind::Word)).count();
        let behind = row.within(labels..);
        if behind.iter().any(|piece| matches!(piece.kind, Kind::Label(_))) {
            return false;
        }
        let values = behind.iter().any(|piece| piece.kind == Kind::Value);
        labelled += usize::from(labels > 0);
        if labels == 0 && (values || row.len() == width) {
            unlabelled += 1;
        }
        // Two labels of rows in one row, or a head with values: the cut is wrong.
        let row_labels = row.iter().take(labels).filter(|p| p.label().is_some_and(|l| l.is_only_row())).count();
        let head_labels =
            row.iter().take(labels).filter(|p| p.label().is_some_and(|l| l.is_head() && l.row().is_none())).count();
        if row_labels > 1 || (values && head_labels > 0) {
            return false;
        }
    }
    // Only table 四 has a row of values without a label.
    whole && labelled >= 2 && unlabelled <= 1
}
