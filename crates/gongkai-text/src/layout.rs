//! From text to a document: which lines are tables, and in which layout.

use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Position, Table, TableCell, Unclear};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::{StandsAt as _, Within};

use crate::separated::{Separator, fill, has_mark, is_table, mark_of, row, without_bars, without_fill, without_frame};
use crate::{broken, continued, quoted, wrapped};

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Blank,
    /// Nothing but one tab: an empty cell, or nothing.
    Gap,
    /// A tab and one cell behind it.
    Cell,
    /// The rest of the cell before.
    Rest,
    /// Cells with something between them.
    Row(Separator),
    /// A rule drawn between rows.
    Rule,
    Text,
}

/// Lays the lines of a text out as paragraphs and tables. Lines and cells are counted before any is kept.
pub(crate) fn document(text: &str, meter: &mut Meter) -> Result<Document, ReadError> {
    meter.blocks(text.split('\n').filter(|line| !line.chars().all(is_blank)).count())?;
    let parts_cells = |c: char| Separator::Tab.is(c) || Separator::Bar.is(c);
    meter.cells(text.chars().filter(|c| parts_cells(*c)).count())?;
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let whole = quoted::joined(&lines);
    let lines: Vec<&str> = whole.iter().map(AsRef::as_ref).collect();
    let mark = mark_of(&lines);
    let begun = continued::begun(&lines, mark);
    let lines: Vec<&str> = begun.iter().map(AsRef::as_ref).collect();
    let mut looks: Vec<Look> = lines.iter().map(|line| look(line, mark)).collect();
    lone_bars(&lines, &mut looks);
    let fill = fill(&lines);
    continued::fill_gaps(&lines, &mut looks);
    continued::settle_gaps(&mut looks);
    continued::mark_framed(&lines, &mut looks);
    continued::mark(&lines, &mut looks);
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while let (Some(line), Some(look)) = (lines.get(at), looks.get(at)) {
        let start = at;
        match look {
            Look::Blank | Look::Gap | Look::Rule => at += 1,
            Look::Text | Look::Rest => {
                paragraphs(line, at + 1, &mut blocks);
                at += 1;
            }
            Look::Cell | Look::Row(Separator::Tab) => {
                at = end_of_run(&looks, start, |look| {
                    matches!(look, Look::Cell | Look::Rest | Look::Row(Separator::Tab) | Look::Blank)
                });
                let run = looks.within(start..at);
                let cells = run.iter().filter(|look| **look == Look::Cell).count();
                let rows = run.iter().filter(|look| matches!(look, Look::Row(_))).count();
                let lines = lines.within(start..at);
                let rows = if cells > rows {
                    cell_a_line(lines, run, start)
                } else {
                    row_a_line(&without_fill(lines, fill), run, start, Separator::Tab)
                };
                table(rows, meter, &mut blocks)?;
            }
            Look::Row(Separator::Bar) if broken_end(&lines, start, meter)? > start => {
                at = broken::run(&lines, start).unwrap_or(start + 1);
                // Where a bar alone stands behind each cell, the first cell stands before the first bar.
                let first = broken::first_cell(&lines, start);
                if first < start {
                    blocks.pop();
                }
                if let Some(table) = broken::table(lines.within(first..at), first) {
                    blocks.push(table.into());
                }
            }
            Look::Row(separator) => {
                let separator = *separator;
                let rests = separator == Separator::Bar;
                at = end_of_run(&looks, start, |look| {
                    matches!(look, Look::Row(s) if *s == separator)
                        || matches!(look, Look::Rule | Look::Blank)
                        || rests && *look == Look::Rest
                });
                let run = lines.within(start..at);
                let kinds = looks.within(start..at);
                if separator == Separator::Bar {
                    let rows = |(line, look): (&&str, &Look)| {
                        if *look == Look::Rule { String::new() } else { (*line).to_owned() }
                    };
                    let drawn: Vec<String> = run.iter().zip(kinds).map(rows).collect();
                    let drawn: Vec<&str> = drawn.iter().map(String::as_str).collect();
                    let unframed = without_frame(&drawn, |at| matches!(kinds.get(at), Some(Look::Row(_))));
                    let unfilled = without_bars(&unframed);
                    table(row_a_line(&unfilled, kinds, start, separator), meter, &mut blocks)?;
                } else if let Separator::Mark(mark) = separator
                    && !is_table(run, mark)
                {
                    for (offset, line) in run.iter().enumerate() {
                        paragraphs(line, start + offset + 1, &mut blocks);
                    }
                } else {
                    meter.cells(run.iter().map(|line| line.matches(|c| separator.is(c)).count()).sum())?;
                    table(row_a_line(run, kinds, start, separator), meter, &mut blocks)?;
                }
            }
        }
    }
    Ok(Document::new(wrapped::joined(blocks, &lines)))
}

/// The end of the broken table that begins here, or the start when none does; what is looked at is counted.
fn broken_end(lines: &[&str], start: usize, meter: &mut Meter) -> Result<usize, ReadError> {
    let (end, looked_at) = broken::extent(lines, start);
    meter.work(looked_at)?;
    Ok(end.unwrap_or(start))
}

fn look(line: &str, mark: Option<char>) -> Look {
    if line.trim_matches(is_blank).is_empty() {
        return match line.matches('\t').count() {
            0 => Look::Blank,
            1 => Look::Gap,
            _ => Look::Row(Separator::Tab),
        };
    }
    if is_rule(line) {
        return Look::Rule;
    }
    if line.contains('\t') {
        let cell = line.trim_end().trim_start_matches(' ').strip_prefix('\t').is_some_and(|rest| !rest.contains('\t'));
        return if cell { Look::Cell } else { Look::Row(Separator::Tab) };
    }
    if line.chars().any(|c| Separator::Bar.is(c)) {
        return Look::Row(Separator::Bar);
    }
    match mark.filter(|mark| has_mark(line, *mark)) {
        Some(mark) => Look::Row(Separator::Mark(mark)),
        None => Look::Text,
    }
}

/// Whether a line is a rule drawn between rows.
fn is_rule(line: &str) -> bool {
    let rule =
        |c: char| matches!(c, '-' | '=' | '+' | '|' | ':' | '─' | '━' | '\u{2500}'..='\u{257f}') || c.is_whitespace();
    line.chars().all(rule)
        && line.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && line.contains(['-', '=', '─', '━', '═'])
}

/// A single bar in a line of its own is a character of the text, as in “首页 | 政务公开”; beside other such lines it
/// parts two cells.
fn lone_bars(lines: &[&str], looks: &mut [Look]) {
    let is_row = |look: &Look| *look == Look::Row(Separator::Bar);
    let printed: Vec<usize> =
        looks.iter().enumerate().filter(|(_, l)| !matches!(l, Look::Blank | Look::Rule)).map(|(at, _)| at).collect();
    let rows: Vec<bool> = printed.iter().map(|at| looks.get(*at).is_some_and(is_row)).collect();
    for (index, at) in printed.iter().enumerate() {
        let beside = |index: Option<usize>| index.and_then(|i| rows.get(i)).copied().unwrap_or(false);
        let alone = !beside(index.checked_sub(1)) && !beside(Some(index + 1));
        let bars = lines.stands_at(*at).map_or(0, |line| line.chars().filter(|c| Separator::Bar.is(*c)).count());
        if let Some(look) = looks.get_mut(*at)
            && is_row(look)
            && alone
            && bars == 1
            && !lines.get(*at).is_some_and(|line| broken::is_bars(line))
        {
            *look = Look::Text;
        }
    }
}

/// The end of the run of lines of one layout; blank lines belong to it only between its lines.
fn end_of_run(looks: &[Look], start: usize, belongs: impl Fn(&Look) -> bool) -> usize {
    let mut end = start + 1;
    for (at, look) in looks.iter().enumerate().skip(start + 1) {
        if !belongs(look) {
            break;
        }
        if !matches!(look, Look::Blank | Look::Rule) {
            end = at + 1;
        }
    }
    end
}

/// Cells with the line that each stands on, row by row.
type Rows = Vec<Vec<(String, usize)>>;

/// What a cell begins with whose figures may be another cell's. No cell's own text begins with a line's end.
const SHARED: char = '\n';

/// One cell a line behind a tab, rows parted by blank lines.
fn cell_a_line(lines: &[&str], looks: &[Look], start: usize) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut current: Vec<(String, usize)> = Vec::new();
    for (offset, (line, look)) in lines.iter().zip(looks).enumerate() {
        let number = start + offset + 1;
        match look {
            Look::Blank => rows.push(std::mem::take(&mut current)),
            Look::Row(_) => {
                rows.push(std::mem::take(&mut current));
                rows.push(row(line, Separator::Tab).into_iter().map(|cell| (cell, number)).collect());
            }
            Look::Rest => {
                // The row of a broken cell goes on behind it.
                if current.is_empty() {
                    rows.retain(|row| !row.is_empty());
                    current = rows.pop().unwrap_or_default();
                }
                go_on(current.last_mut(), line);
            }
            _ => current.push((row(line.trim(), Separator::Tab).into_iter().next().unwrap_or_default(), number)),
        }
    }
    rows.push(current);
    rows.retain(|row| !row.is_empty());
    rows
}

/// Puts the rest of a cell behind it.
fn go_on(cell: Option<&mut (String, usize)>, rest: &str) {
    if let Some((text, _)) = cell {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(rest.trim());
    }
}

/// One row a line.
fn row_a_line(lines: &[&str], looks: &[Look], start: usize, separator: Separator) -> Rows {
    let mut rows: Rows = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let number = start + at + 1;
        if looks.get(at) == Some(&Look::Rest) {
            let mut pieces = row(line, separator).into_iter();
            let first = pieces.next().unwrap_or_default();
            let last = rows.last_mut().and_then(|row| row.iter_mut().rev().find(|(text, _)| !text.is_empty()));
            go_on(last, &first);
            // Behind a separator the figures may be those of the last cell as well: `84⇥⏎752`.
            if let Some((text, _)) = rows.last_mut().and_then(|row| row.last_mut()).filter(|(text, _)| text.is_empty())
                && first.starts_with(char::is_numeric)
            {
                text.push(SHARED);
                text.push_str(&first);
            }
            if let Some(row) = rows.last_mut() {
                row.extend(pieces.map(|cell| (cell, number)));
            }
            continue;
        }
        let rule = separator != Separator::Bar && is_rule(line);
        let empty = line.trim_matches(is_blank).is_empty() && !(separator == Separator::Tab && line.contains('\t'));
        if !(rule || empty) {
            rows.push(row(line, separator).into_iter().map(|cell| (cell, number)).collect());
        }
    }
    rows
}

fn table(rows: Rows, meter: &mut Meter, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    meter.places(rows.len().saturating_mul(columns))?;
    let first = rows.first().and_then(|row| row.first()).map_or(0, |(_, line)| *line);
    let cells: Vec<TableCell> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| {
            cells.iter().enumerate().map(move |(column, (text, line))| {
                let (text, shared) = text.strip_prefix(SHARED).map_or((text.as_str(), false), |own| (own, true));
                let mut cell = TableCell::new(row, column, text).at(Position::default().line(*line));
                cell.unclear = shared.then_some(Unclear::Shared);
                cell
            })
        })
        .collect();
    match Table::new(rows.len(), columns, cells) {
        Ok(mut table) => {
            table.position = Position::default().line(first);
            table.pasted = true;
            blocks.push(table.into());
        }
        // Larger than any table may be: its lines are kept as text, so that nothing is lost in silence.
        Err(_) => {
            for (text, line) in rows.into_iter().flatten() {
                paragraphs(&text, line, blocks);
            }
        }
    }
    Ok(())
}

fn paragraphs(line: &str, number: usize, blocks: &mut Vec<Block>) {
    let text = line.trim_matches(is_blank);
    if !text.is_empty() {
        let paragraph = Paragraph::new(ParagraphRole::Body, text).at(Position::default().line(number));
        blocks.push(paragraph.into());
    }
}
