//! Running text that stands in the rows of a table: where a whole report is laid out in one table, where a spreadsheet saved
//! as text puts a tab behind every line, where a note stands in the last row.
//!
//! A row with a sentence in its only cell is a paragraph, and so are the headings and short lines around it. The rows between
//! are tables. A label of the forms is never taken for text.

use super::cut::{origin, outside_tables, part};
use super::dictionary::{Lookup, dictionary};
use super::sections::{Style, heading};
use super::steps::Step;
use gongkai_core::Cell;
use gongkai_core::StandsAt as _;
use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Position, Table, TableCell};
use gongkai_core::page_number::is_page_number;

/// The shortest sentence, in characters.
const SHORTEST: usize = 8;
/// Texts longer than this are sentences whatever they end with, in characters: no label of the forms is as long.
const LONG: usize = 90;
/// How many rows of one document are looked at: so many no report has.
const MOST_ROWS: usize = 20_000;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Nothing is printed.
    Blank,
    /// A sentence stands alone, or the heading of a section.
    Prose,
    /// A note below or above the figures.
    Note,
    /// Other words stand alone: text where they stand beside text.
    Lone,
    /// Cells.
    Cells,
}

/// The document with such rows as paragraphs; nothing when it has none.
pub(super) fn parted(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut found = false;
    let mut budget = MOST_ROWS;
    let mut number = 0;
    for block in &document.blocks {
        if let Block::Table(table) = block {
            number += 1;
            if let Some(parts) = split(table, number, &mut budget) {
                found = true;
                step.put_all(parts);
                continue;
            }
        }
        step.keep(block);
    }
    found.then(|| step.document())
}

fn split(table: &Table, number: usize, budget: &mut usize) -> Option<Vec<Block>> {
    // What this library wrote has no such rows, and a file that is none of pieces has its own words for its tables.
    if table.form.is_some() || table.rows() > *budget {
        return None;
    }
    let alone = alone(table);
    let ends = ends_with_heading(&alone, table);
    if ends.is_none() && !alone.iter().flatten().any(|cell| is_sentence(&cell.text)) {
        return None;
    }
    *budget -= table.rows();
    let covered = covered(table);
    let mut kinds: Vec<Row> = (0..table.rows()).map(|row| kind(row, &alone, &covered)).collect();
    if let Some(kind) = ends.and_then(|row| kinds.get_mut(row)) {
        *kind = Row::Prose;
    }
    if !kinds.iter().any(|kind| matches!(kind, Row::Prose | Row::Note)) || !is_of_text(table, &kinds) {
        return None;
    }
    let kinds = spread(kinds);
    let mut blocks = Vec::new();
    let mut from = 0;
    for (row, kind) in kinds.iter().enumerate() {
        if !matches!(kind, Row::Prose | Row::Note) {
            continue;
        }
        blocks.extend(part(table, number, from..row, 0..table.columns()).map(Block::from));
        if let Some(cell) = alone.get(row).copied().flatten() {
            blocks.extend(paragraphs(cell, origin(table, number, cell)));
        }
        from = row + 1;
    }
    blocks.extend(part(table, number, from..table.rows(), 0..table.columns()).map(Block::from));
    Some(blocks)
}

/// For each row the only cell that is printed in it, where there is but one.
fn alone(table: &Table) -> Vec<Option<&TableCell>> {
    let mut printed: Vec<(usize, Option<&TableCell>)> = vec![(0, None); table.rows()];
    for cell in table.cells().iter().filter(|cell| is_printed(cell)) {
        if let Some((count, own)) = printed.get_mut(cell.row) {
            *count += 1;
            *own = Some(cell);
        }
    }
    printed.into_iter().map(|(count, cell)| cell.filter(|cell| count == 1 && cell.row_span == 1)).collect()
}

/// The last row of a table, where a numbered heading of a section stands in it: no table has its title there.
fn ends_with_heading(alone: &[Option<&TableCell>], table: &Table) -> Option<usize> {
    let last = table.cells().iter().filter(|cell| is_printed(cell)).map(|cell| cell.row + cell.row_span - 1).max()?;
    let text = alone.get(last).copied().flatten()?.text.trim_matches(is_blank);
    let numbered = heading(text).is_some_and(|own| own.style != Style::Bare && own.length == text.len());
    (last > 0 && numbered && is_lone(text)).then_some(last)
}

/// Whether a printed cell of an earlier row reaches into each row.
fn covered(table: &Table) -> Vec<bool> {
    let mut covered = vec![false; table.rows()];
    for cell in table.cells().iter().filter(|cell| is_printed(cell) && cell.row_span > 1) {
        for row in covered.iter_mut().skip(cell.row + 1).take(cell.row_span - 1) {
            *row = true;
        }
    }
    covered
}

fn is_printed(cell: &TableCell) -> bool {
    cell.picture || !cell.text.chars().all(is_blank)
}

fn kind(row: usize, alone: &[Option<&TableCell>], covered: &[bool]) -> Row {
    let covered = covered.stands_at(row).copied().unwrap_or(false);
    let Some(cell) = alone.get(row).copied().flatten() else {
        return if covered { Row::Cells } else { Row::Blank };
    };
    if covered || cell.picture || cell.unclear.is_some() {
        return Row::Cells;
    }
    let text = cell.text.trim_matches(is_blank);
    if is_sentence(text) {
        return if is_note(text) { Row::Note } else { Row::Prose };
    }
    if is_lone(text) { Row::Lone } else { Row::Cells }
}

/// Whether a text is running text and no label of the forms in any of its printed forms.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let length = text.chars().count();
    let ends = || text.ends_with(['。', '；', '！', '？', '：', '”']) || text.contains('。');
    length >= SHORTEST && (length > LONG || ends()) && is_no_label(text)
}

/// Whether a text is no label of the tables; the headings of sections are text.
fn is_no_label(text: &str) -> bool {
    let none = match dictionary().look_up(text) {
        Lookup::Unknown => true,
        Lookup::Found(found) => found.section().is_some() && found.row().is_none() && !found.is_head(),
        Lookup::Ambiguous(_) => false,
    };
    none && dictionary().dispute_caption(text).is_none() && !dictionary().is_piece_of_corner(text)
}

/// `注：…`, `备注：…`, `说明：…`, `填表说明…`: words about the table that stand with it.
fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '*', '※', '【', '[']);
    ["注", "备注", "说明", "填表", "填报", "单位", "表注"].iter().any(|word| text.starts_with(word))
}

/// Whether a text in brackets is of the table above it and not of its last figure: a heading, a note, what its figures are.
pub(super) fn is_of_table(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let words = text.trim_start_matches(['（', '(', '〔', '【', '[', '*', '※']);
    let of_figures = ["以上", "上述", "本表", "此表", "上表", "表中", "表内", "数据", "统计", "资料"];
    heading(text).is_some_and(|own| own.section.is_some())
        || is_note(words)
        || of_figures.iter().any(|word| words.starts_with(word))
}

/// Words that may be a heading, a title or a signature, and no label or figure.
fn is_lone(text: &str) -> bool {
    let section = heading(text).is_some_and(|heading| heading.section.is_some());
    let words = matches!(Cell::parse(text), Cell::Text(_)) && !is_page_number(text);
    words && (section && dictionary().exact(text).is_none_or(|found| found.row().is_none()) || is_no_label(text))
}

/// Whether what stands in the table's rows is text: it has figures of the forms as well, or all of it stands alone.
fn is_of_text(table: &Table, kinds: &[Row]) -> bool {
    let of_forms = || {
        const MOST: usize = 400;
        let texts = table.cells().iter().map(|cell| cell.text.as_str()).filter(|text| !text.trim().is_empty());
        let known = |text: &str| dictionary().exact(text).is_some();
        texts.take(MOST).filter(|text| known(text) || heading(text).is_some_and(|own| own.section.is_some())).count()
            >= 2
    };
    let no_table = || table.pasted && !kinds.contains(&Row::Cells);
    no_table() || of_forms()
}

/// Words that stand alone right beside text, with nothing but blank rows between, are text too.
fn spread(mut kinds: Vec<Row>) -> Vec<Row> {
    let pass = |kinds: &mut Vec<Row>, order: &mut dyn Iterator<Item = usize>| {
        let mut beside = false;
        for row in order {
            let Some(kind) = kinds.get_mut(row) else { continue };
            match kind {
                Row::Prose => beside = true,
                Row::Lone if beside => *kind = Row::Prose,
                Row::Blank => {}
                Row::Note | Row::Lone | Row::Cells => beside = false,
            }
        }
    };
    let rows = kinds.len();
    pass(&mut kinds, &mut (0..rows));
    pass(&mut kinds, &mut (0..rows).rev());
    // Where text stands in a table, so do the headings over its own tables, which stand beside none.
    if kinds.contains(&Row::Prose) { kinds } else { kinds.into_iter().map(no_lone).collect() }
}

fn no_lone(kind: Row) -> Row {
    if kind == Row::Lone { Row::Cells } else { kind }
}

/// The lines of a cell as paragraphs.
fn paragraphs(cell: &TableCell, position: Position) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in cell.text.split('\n') {
        let text = line.trim_matches(is_blank);
        let from = start + (line.len() - line.trim_start_matches(is_blank).len());
        let to = from + text.len();
        start += line.len() + 1;
        if text.is_empty() {
            continue;
        }
        let marks = cell.marks.iter().filter_map(|mark| {
            let range = mark.range.start.max(from)..mark.range.end.min(to);
            (range.start < range.end).then(|| {
                let mut mark = mark.clone();
                mark.range = range.start - from..range.end - from;
                mark
            })
        });
        let mut paragraph = Paragraph::new(ParagraphRole::Body, text).at(outside_tables(position));
        paragraph.marks = marks.collect();
        blocks.push(paragraph.into());
    }
    blocks
}

#[cfg(test)]
mod tests {
    use crate::recognize;
    use gongkai_core::document::{Block, Document, Table, TableCell};
    use gongkai_core::form::SectionKey;
    use gongkai_core::{Cell, Organ, Report, Year, compose};

    /// A report with every paragraph in a row of one table, as wide as the widest table of the form.
    fn in_one_table(report: &Report) -> Table {
        const WIDTH: usize = 15;
        let mut cells = Vec::new();
        let mut row = 0;
        for block in compose(report).blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    cells.push(TableCell::new(row, 0, paragraph.text).spanning(1, WIDTH));
                    row += 1;
                }
                Block::Table(table) => {
                    let own = table.cells().iter().cloned();
                    cells.extend(own.map(|cell| {
                        let (top, left) = (cell.row + row, cell.column);
                        cell.moved_to(top, left)
                    }));
                    row += table.rows();
                }
            }
        }
        Table::new(row, WIDTH, cells).unwrap()
    }

    fn report() -> Report {
        let mut report = Report::new(Organ::new("梨树沟乡人民政府"), Year::new(2023).unwrap());
        let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
        for (number, key) in (301_u32..).zip(keys) {
            report.set(key, Cell::from(number));
        }
        report.set_narrative(
            SectionKey::Overview,
            ["全年在公示栏张贴通告31份。", "（一）主动公开", "村务公开栏逐月更新。"],
        );
        report.set_narrative(SectionKey::Problems, ["一是栏目更新偏慢；", "二是解读偏少。"]);
        report.set_narrative(SectionKey::OtherMatters, ["未收取信息处理费。"]);
        report
    }

    #[test]
    fn a_report_in_one_table_keeps_its_text() {
        let report = report();
        let reading = recognize(&Document::new(vec![in_one_table(&report).into()]));
        assert_eq!(reading.receipt.unread, []);
        assert!(reading.report.cells().all(|(key, cell)| report.cell(key) == Some(cell)));
        assert_eq!(reading.report.organ.name, report.organ.name);
        for section in [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters] {
            let texts =
                |report: &Report| -> Vec<String> { report.narrative(section).texts().map(str::to_owned).collect() };
            assert_eq!(texts(&reading.report), texts(&report), "{section:?}");
        }
    }

    #[test]
    fn a_note_in_the_last_row_is_text_and_labels_are_not() {
        let mut cells = vec![
            TableCell::new(0, 0, "第二十条第（五）项").spanning(1, 2),
            TableCell::new(1, 0, "信息内容"),
            TableCell::new(1, 1, "本年处理决定数量"),
            TableCell::new(2, 0, "行政许可"),
            TableCell::new(2, 1, "4"),
            TableCell::new(3, 0, "注：含委托乡镇办理的许可事项。").spanning(1, 2),
        ];
        let reading = recognize(&Document::new(vec![Table::new(4, 2, cells.clone()).unwrap().into()]));
        let licenses = "disclosure.licenses.decisions".parse().unwrap();
        assert_eq!(reading.report.cell(licenses), Some(&Cell::from(4)));
        let said = format!("{:?}{:?}", reading.report, reading.receipt);
        assert!(said.contains("含委托乡镇办理的许可事项"), "{said}");
        // A label of the form whose value is blank is no sentence, however long it is.
        cells.truncate(3);
        cells.push(TableCell::new(2, 0, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"));
        cells.push(TableCell::new(2, 1, ""));
        let table = Table::new(3, 2, cells).unwrap();
        assert!(super::parted(&Document::new(vec![table.into()])).is_none());
    }
}
