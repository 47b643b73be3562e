//! Rows that stand beside a table as paragraphs: captions such as 第二十条第（一）项, which no separator follows and which
//! many files print above their part of a table, and pieces of a cell that a line break parted from it.
//!
//! A paragraph that is exactly a label of the forms, right before a table of the form, is a row of that table and no text of
//! the report. In pasted text, where the lines tell what stands right below what, rows that such a paragraph parts are one
//! table again.

use super::broken_rows;
use super::dictionary::{Match, dictionary};
use super::prose_rows::is_of_table;
use super::steps::Step;
use gongkai_core::Cell;
use gongkai_core::Within;
use gongkai_core::document::{Block, Document, Paragraph, Table, TableCell};
use gongkai_core::numerals::is_ordinal;

/// The most cells that are taken into other tables in one document.
const MOST_CELLS: usize = 2_000_000;
/// The longest paragraph that can be a label or a piece of one, in bytes.
const LONGEST: usize = 270;

/// The document with such paragraphs put into their tables, and cells that line breaks parted put together; nothing when
/// there are none.
pub(super) fn with_rows(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut found = false;
    let mut budget = MOST_CELLS;
    let mut at = 0;
    while let Some(block) = document.blocks.get(at) {
        let rest = document.blocks.within(at..);
        let captions: Vec<Caption<'_>> = rest.iter().map_while(Caption::of).collect();
        let above = step.last_table().filter(|table| is_below(table, rest.first()));
        let next = rest.get(captions.len().max(1)).and_then(as_table);
        let size = |table: Option<&Table>| table.map_or(0, |table| table.cells().len());
        let cost = size(above) + size(next) + captions.len();
        if !captions.is_empty() && cost > budget {
            // Joined so often no report is.
            rest.iter().take(captions.len()).for_each(|caption| step.keep(caption));
            at += captions.len();
            continue;
        }
        if !captions.is_empty() {
            let below = rest.get(captions.len()).and_then(as_table).filter(|table| is_of_forms(table));
            let joined = match (above, below) {
                // Lines of one pasted table.
                (Some(above), Some(below)) if follows(captions.last(), below) && above.pasted => {
                    stacked(above, &captions, Some(below)).map(|table| (table, true, true))
                }
                (_, Some(below)) => headed(&captions, below).map(|table| (table, false, true)),
                (Some(above), None) if above.pasted && is_of_forms(above) => {
                    stacked(above, &captions, None).map(|table| (table, true, false))
                }
                _ => None,
            };
            if let Some((table, with_above, with_below)) = joined {
                if with_above {
                    step.take_back();
                }
                step.put(broken_rows::mended(&table).unwrap_or(table));
                budget -= cost;
                at += captions.len() + usize::from(with_below);
                found = true;
                continue;
            }
            rest.iter().take(captions.len()).for_each(|caption| step.keep(caption));
            at += captions.len();
            continue;
        } else if cost <= budget
            && let Block::Paragraph(piece) = block
            && let Some((table, with_above, with_below)) = around(above, piece, rest.get(1).and_then(as_table))
        {
            if with_above {
                step.take_back();
            }
            step.put(table);
            budget -= cost;
            at += 1 + usize::from(with_below);
            found = true;
            continue;
        }
        match as_table(block).and_then(broken_rows::mended) {
            Some(mended) => {
                found = true;
                step.put(mended);
            }
            None => step.keep(block),
        }
        at += 1;
    }
    found.then(|| step.document())
}

/// A paragraph that is a label of the forms.
struct Caption<'d> {
    paragraph: &'d Paragraph,
    label: Match,
}

impl<'d> Caption<'d> {
    fn of(block: &'d Block) -> Option<Self> {
        let Block::Paragraph(paragraph) = block else { return None };
        if paragraph.text.len() > LONGEST {
            return None;
        }
        let label = dictionary().exact(&paragraph.text).or_else(|| dictionary().dispute_caption(&paragraph.text))?;
        label.section().is_none().then_some(Self { paragraph, label })
    }

    /// The caption as a cell of so many columns: over groups of table 四 it spans them, as a head does.
    fn cell(&self, row: usize, columns: usize) -> TableCell {
        let text = match self.label.dispute_group() {
            // “（一）行政复议情况” is the head's 行政复议.
            Some(group) if dictionary().exact(&self.paragraph.text).is_none() => group,
            _ => self.paragraph.text.as_str(),
        };
        let cell = TableCell::new(row, 0, text).at(self.paragraph.position);
        if self.label.dispute_group().is_some() { cell.spanning(1, columns) } else { cell }
    }
}

fn as_table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    }
}

/// Whether a table has a label of the forms.
fn is_of_forms(table: &Table) -> bool {
    const MOST: usize = 60;
    let texts = table.cells().iter().map(|cell| cell.text.as_str()).filter(|text| text.len() <= LONGEST);
    texts.take(MOST).any(|text| dictionary().exact(text).is_some_and(|found| found.section().is_none()))
}

/// Whether a block stands on the line right below a pasted table, or makes a word with its last cell, wherever it stands.
fn is_below(table: &Table, block: Option<&Block>) -> bool {
    let (Some(Block::Paragraph(paragraph)), Some(cell), true) = (block, last_cell(table), table.pasted) else {
        return false;
    };
    let next = || last_line(cell).zip(paragraph.position.line).is_some_and(|(last, line)| last + 1 == line);
    broken_rows::is_word(&cell.text, &paragraph.text) || next()
}

fn last_cell(table: &Table) -> Option<&TableCell> {
    table.cells().last()
}

/// The line that a cell ends on.
fn last_line(cell: &TableCell) -> Option<u32> {
    let more = u32::try_from(cell.text.matches('\n').count()).ok()?;
    cell.position.line.map(|line| line.saturating_add(more))
}

/// Whether a table stands on the line right below a caption.
fn follows(caption: Option<&Caption<'_>>, table: &Table) -> bool {
    let line = caption.and_then(|caption| caption.paragraph.position.line);
    line.zip(table.position.line).is_some_and(|(line, first)| line + 1 == first)
}

/// A table with captions above its rows.
fn headed(captions: &[Caption<'_>], below: &Table) -> Option<Table> {
    let columns = below.columns();
    let own = below.cells().iter().map(|cell| cell.clone().moved_to(cell.row + captions.len(), cell.column));
    let cells: Vec<TableCell> =
        captions.iter().enumerate().map(|(row, caption)| caption.cell(row, columns)).chain(own).collect();
    let mut table = Table::laid_out(below.rows() + captions.len(), columns, cells)?;
    table.head_rows = if below.head_rows == 0 { 0 } else { below.head_rows + captions.len() };
    table.widths.clone_from(&below.widths);
    (table.form, table.aligned, table.pasted) = (below.form, below.aligned, below.pasted);
    table.position = below.position;
    Some(table)
}

/// Two pasted tables with captions between them as one.
fn stacked(above: &Table, captions: &[Caption<'_>], below: Option<&Table>) -> Option<Table> {
    let below = below.filter(|below| below.pasted);
    let columns = below.map_or(0, Table::columns).max(above.columns());
    let from = above.rows() + captions.len();
    let between = captions.iter().enumerate().map(|(at, caption)| caption.cell(above.rows() + at, columns));
    let behind = below.into_iter().flat_map(Table::cells);
    let behind = behind.map(|cell| cell.clone().moved_to(cell.row + from, cell.column));
    let cells = above.cells().iter().cloned().chain(between).chain(behind).collect();
    let mut table = Table::laid_out(from + below.map_or(0, Table::rows), columns, cells)?;
    (table.pasted, table.position) = (true, above.position);
    Some(table)
}

/// A paragraph that is the rest of the last cell above, the beginning of the first below, or both, with its tables; and
/// whether those are one table with it.
fn around(above: Option<&Table>, piece: &Paragraph, below: Option<&Table>) -> Option<(Table, bool, bool)> {
    if piece.text.len() > LONGEST {
        return None;
    }
    let line = piece.position.line?;
    let above = above.filter(|table| table.pasted);
    let below = below.filter(|table| table.pasted && table.position.line == Some(line + 1));
    let last = above.and_then(last_cell);
    let first = below.and_then(|table| table.cells().first());
    let text = piece.text.as_str();
    let label = |parts: &[&str]| dictionary().exact(&parts.concat()).is_some_and(|found| found.section().is_none());
    let known = |cell: Option<&TableCell>| cell.is_some_and(|cell| label(&[&cell.text]));
    let up = last.filter(|cell| !known(Some(cell)) && label(&[&cell.text, text]) || is_rest(&cell.text, text));
    // A number or its bracket alone is the label's, even where the rest would be one without it.
    let begins = |cell: &TableCell| is_number_of_label(text) || broken_rows::closes(text, &cell.text);
    let down = first.filter(|cell| up.is_none() && (!known(Some(cell)) || begins(cell)) && label(&[text, &cell.text]));
    let both = last.zip(first).filter(|(last, first)| up.or(down).is_none() && label(&[&last.text, text, &first.text]));
    let whole = |parts: &[&str]| parts.join("\n");
    match (above, below, up, down, both) {
        (Some(above), below, Some(cell), ..) => {
            let above = with_text(above, cell, whole(&[&cell.text, text]))?;
            let table = if below.is_some() { stacked(&above, &[], below)? } else { above };
            let table = broken_rows::mended(&table).unwrap_or(table);
            Some((table, true, below.is_some()))
        }
        (above, Some(below), _, Some(cell), _) => {
            let below = with_text(below, cell, whole(&[text, &cell.text]))?;
            match above {
                Some(above) => {
                    let table = stacked(above, &[], Some(&below))?;
                    Some((broken_rows::mended(&table).unwrap_or(table), true, true))
                }
                None => Some((below, false, true)),
            }
        }
        (Some(above), Some(below), _, _, Some((last, first))) => {
            let row = last.row;
            let above = with_text(above, last, whole(&[&last.text, text, &first.text]))?;
            let rest = below.cells().iter().skip(1).map(|cell| {
                let column = if cell.row == 0 { last.column + cell.column } else { cell.column };
                cell.clone().moved_to(row + cell.row, column)
            });
            let cells: Vec<TableCell> = above.cells().iter().cloned().chain(rest).collect();
            let columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
            let mut table = Table::laid_out(row + below.rows(), columns, cells)?;
            (table.pasted, table.position) = (true, above.position);
            Some((broken_rows::mended(&table).unwrap_or(table), true, true))
        }
        _ => None,
    }
}

/// Whether a text is the rest of a value above it.
fn is_rest(value: &str, text: &str) -> bool {
    is_note(value, text) || broken_rows::is_word(value, text)
}

/// Whether a text is the note or unit of a figure above it, or the rest of its note.
fn is_note(figure: &str, text: &str) -> bool {
    let number = |text: &str| Cell::parse(text).number();
    let begins = broken_rows::closes(figure, text)
        || text.starts_with(['（', '(', '〔', '[', '【', '件', '条', '项', '个', '元', '万', '宗', '笔']);
    begins
        && !is_numbering(text)
        && !is_of_table(text)
        && number(figure).is_some()
        && number(&[figure, text].concat()) == number(figure)
}

/// `一、`, `（三）`, `2.`: nothing but the number of a label.
fn is_number_of_label(text: &str) -> bool {
    let number = text.trim().trim_end_matches(['、', '.', '．']);
    number.chars().count() <= 4
        && !number.is_empty()
        && (is_numbering(number) || number.chars().all(|c| c.is_ascii_digit()) && number.len() < text.trim().len())
}

/// `（四）`, whole or not: the number of a label in the row below.
fn is_numbering(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| matches!(c, '（' | '(' | '）' | ')') || c.is_whitespace());
    inner.chars().all(is_ordinal)
}

/// A table with another text in one of its cells.
fn with_text(table: &Table, cell: &TableCell, text: String) -> Option<Table> {
    let cells = table.cells().iter().map(|own| {
        let is = (own.row, own.column) == (cell.row, cell.column);
        let mut cell = own.clone();
        if is {
            cell.text.clone_from(&text);
        }
        cell
    });
    let mut changed = Table::laid_out(table.rows(), table.columns(), cells.collect())?;
    (changed.pasted, changed.position) = (table.pasted, table.position);
    Some(changed)
}
