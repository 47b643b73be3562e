//! Registers that are tables of a document: small offices keep them in Word, and programs of offices hand them out as
//! web pages.

use gongkai_core::document::{Document, Remark, RemarkKind, Table, TableCell};
use gongkai_core::words::{InWords as _, Text};

use crate::ledger::columns::Mapping;
use crate::ledger::head::Head;
use crate::ledger::register::{Register, RegisterError, Sheet};
use crate::ledger::untold::{NOT_IN_FORCE, PICTURE};

impl Register {
    /// A register that stands in a document's tables, each of them as a sheet of a workbook; a table that has as many
    /// columns as the one before it and no headings goes on with it. Rows are counted from the first of the table.
    ///
    /// ```
    /// use gongkai_collate::ledger::Register;
    /// use gongkai_core::document::{Document, Table, TableCell};
    /// let rows = [["编号", "收到日期", "申请人类型", "办结日期", "办理结果"], ["1", "2024-01-05", "公民", "2024-01-20", "予以公开"]];
    /// let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
    ///     texts.iter().enumerate().map(move |(column, text)| TableCell::new(row, column, *text))
    /// });
    /// let document = Document::new(vec![Table::new(2, 5, cells.collect())?.into()]);
    /// assert_eq!(Register::from_document(&document)?.applications()?.entries.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`RegisterError::NoTable`] when no table of the document holds anything.
    pub fn from_document(document: &Document) -> Result<Self, RegisterError> {
        let remarks = Remarks::of(document);
        let mut sheets: Vec<(usize, Sheet)> = Vec::new();
        for (index, table) in document.tables().enumerate() {
            let Some(mut sheet) = Sheet::of(format!("第{}张表", index + 1), rows(table, &remarks)) else {
                continue;
            };
            sheet.left_out = remarks.said_of(table);
            match sheets.last_mut() {
                Some((columns, before)) if *columns == table.columns() && !has_headings(&sheet) => {
                    let above = before.rows.last().map_or(0, |(line, _)| *line);
                    before.rows.extend(sheet.rows.into_iter().map(|(line, row)| (above + line, row)));
                    before.left_out.extend(sheet.left_out);
                }
                _ => sheets.push((table.columns(), sheet)),
            }
        }
        if sheets.is_empty() {
            return Err(RegisterError::NoTable);
        }
        Ok(Self::of_sheets(sheets.into_iter().map(|(_, sheet)| sheet).collect()))
    }
}

/// Whether a table names columns of a register, so that it stands for itself.
fn has_headings(sheet: &Sheet) -> bool {
    let known = Mapping::default();
    known.known(&Head::of(&sheet.rows, &known).names) > 0
}

/// The rows of a table with their numbers. A cell that is merged over several rows stands in each of them that holds
/// something of its own.
fn rows(table: &Table, remarks: &Remarks<'_>) -> Vec<(usize, Vec<String>)> {
    let row = |number: usize| {
        let holds_something = table.row(number).any(|cell| !text(cell, remarks).is_empty());
        let texts = (0..table.columns()).map(|column| match table.at(number, column) {
            Some(cell) if cell.column == column && (cell.row == number || holds_something) => text(cell, remarks),
            _ => String::new(),
        });
        (number + 1, texts.collect())
    };
    (0..table.rows()).map(row).collect()
}

/// What a cell shows. What the file does not tell is no empty cell.
fn text(cell: &TableCell, remarks: &Remarks<'_>) -> String {
    let text = cell.text.trim();
    match text {
        _ if cell.unclear.is_some() => format!("{}{text}", char::REPLACEMENT_CHARACTER),
        "" if remarks.on(cell).any(|remark| remark.kind == RemarkKind::NotShown) => NOT_IN_FORCE.to_owned(),
        "" if cell.picture => PICTURE.to_owned(),
        _ => text.to_owned(),
    }
}

/// What the reader of the file left out or put right, by its places.
struct Remarks<'a>(Vec<&'a Remark>);

impl<'a> Remarks<'a> {
    fn of(document: &'a Document) -> Self {
        let mut placed: Vec<&Remark> =
            document.remarks.iter().filter(|remark| remark.position.table_row.is_some()).collect();
        placed.sort_by_key(|remark| remark.position);
        Self(placed)
    }

    fn on(&self, cell: &TableCell) -> impl Iterator<Item = &'a Remark> {
        let begin = self.0.partition_point(|remark| remark.position < cell.position);
        let here = self.0.iter().skip(begin).copied();
        here.take_while(move |remark| remark.position == cell.position)
    }

    /// All that was left out of a table's cells, as it is said.
    fn said_of(&self, table: &Table) -> Vec<Text> {
        let said = |remark: &Remark| {
            let (place, kind) = (remark.position.in_words(), remark.kind.in_words());
            place.and(&Text::new(kind.0, kind.1)).and(&remark.detail)
        };
        table.cells().iter().flat_map(|cell| self.on(cell)).map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use gongkai_core::document::{Block, Paragraph, ParagraphRole, Position};
    use gongkai_core::form::CellKey;
    use gongkai_core::{Cell, Year};

    use super::*;
    use crate::ledger::{Applications, MappingError, RefusalReason, tally};

    const HEAD: &str = "编号|收到日期|申请人类型|办结日期|办理结果";

    fn cells(rows: &[&str]) -> Vec<TableCell> {
        let lines = rows.iter().enumerate();
        let cells = lines.flat_map(|(row, line)| {
            line.split('|').enumerate().map(move |(column, text)| {
                TableCell::new(row, column, text).at(Position::default().table_row(row + 1).table_column(column + 1))
            })
        });
        cells.collect()
    }

    fn table(rows: &[&str]) -> Block {
        let columns = rows[0].split('|').count();
        Table::new(rows.len(), columns, cells(rows)).unwrap().into()
    }

    fn read(document: &Document) -> Applications {
        Register::from_document(document).unwrap().applications().unwrap()
    }

    fn received(applications: &Applications) -> Option<Cell> {
        let key: CellKey = "applications.received.total".parse().unwrap();
        tally(applications, Year::new(2023).unwrap()).cell(key).cloned()
    }

    #[test]
    fn a_table_without_headings_goes_on_with_the_one_before_it() {
        let first = table(&[HEAD, "1|2023-01-05|自然人|2023-01-20|予以公开"]);
        let caption = Paragraph::new(ParagraphRole::Body, "二月");
        let second = table(&["2|2023-02-05|商业企业|2023-02-20|予以公开", "3|2023-02-06|自然人||"]);
        let read_together = read(&Document::new(vec![first.clone(), caption.into(), second]));
        assert_eq!((read_together.entries.len(), received(&read_together)), (3, Some(Cell::from(3))));
        assert_eq!(read_together.entries[2].line.line, 4, "rows are counted on from the first table's");
        // One of other columns is another table, and said to be left.
        let read_alone = read(&Document::new(vec![first, table(&["项目|数量", "公开|3"])]));
        assert_eq!((read_alone.entries.len(), read_alone.reading.other_sheets), (1, vec!["第2张表".to_owned()]));
    }

    #[test]
    fn which_of_two_registers_is_meant_is_asked() {
        let one = table(&[HEAD, "1|2023-01-05|自然人|2023-01-20|予以公开"]);
        let other = table(&[HEAD, "2|2023-04-05|自然人|2023-04-20|予以公开"]);
        let register = Register::from_document(&Document::new(vec![one, other])).unwrap();
        let sheets = vec!["第1张表".to_owned(), "第2张表".to_owned()];
        assert_eq!(register.applications().unwrap_err(), MappingError::SeveralSheets { sheets });
        assert_eq!(register.clone().with_sheet("第2张表").applications().unwrap().entries.len(), 1);
        assert_eq!(register.with_all_sheets().applications().unwrap().entries.len(), 2);
    }

    #[test]
    fn what_is_not_in_force_or_not_told_is_no_empty_cell() {
        // A blank day of closing is an open application: text that is struck out must not look like one.
        let rows =
            [HEAD, "1|2023-01-05|自然人||", "2|2023-01-06|自然人||", "3|2023-01-07|自然人||", "4|2023-01-08|自然人||"];
        let mut cells = cells(&rows);
        let struck = Position::default().table_row(2).table_column(4);
        let closed =
            |row: usize, cells: &mut Vec<TableCell>| cells.iter().position(|cell| (cell.row, cell.column) == (row, 3));
        let at = closed(2, &mut cells).unwrap();
        cells[at].picture = true;
        let at = closed(3, &mut cells).unwrap();
        cells[at].unclear = Some(gongkai_core::document::Unclear::NoResult);
        let mut document = Document::new(vec![Table::new(5, 5, cells).unwrap().into()]);
        document.remarks.push(Remark::new(RemarkKind::NotShown, "划去 / struck out", struck));
        document.remarks.push(Remark::new(RemarkKind::NotShown, "别处 / elsewhere", Position::default().paragraph(3)));
        let read = read(&document);
        let refused: Vec<usize> = read.refused.iter().map(|refusal| refusal.line.line).collect();
        assert_eq!((refused, read.entries.len()), (vec![2, 3, 4], 1));
        let untold = read.refused.iter().all(|refusal| matches!(refusal.reason, RefusalReason::Untold { .. }));
        assert!(untold, "{:?}", read.refused);
        assert_eq!(read.reading.left_out.len(), 1, "{:?}", read.reading.left_out);
    }

    #[test]
    fn a_line_that_is_struck_out_as_a_whole_is_set_aside() {
        let mut document = Document::new(vec![table(&[HEAD, "||||", "2|2023-01-06|自然人||"])]);
        for column in 1..=5 {
            let place = Position::default().table_row(2).table_column(column);
            document.remarks.push(Remark::new(RemarkKind::NotShown, "划去 / struck out", place));
        }
        let read = read(&document);
        assert_eq!((read.entries.len(), read.refused.len(), read.reading.aside.len()), (1, 0, 1));
    }

    #[test]
    fn a_merged_cell_stands_in_each_row_that_holds_something() {
        let mut cells =
            cells(&[HEAD, "1|2023-01-05|自然人|2023-01-20|予以公开", "2|2023-01-06||2023-01-20|予以公开", "||||"]);
        cells.retain(|cell| cell.column != 2 || cell.row < 2);
        let at = cells.iter().position(|cell| (cell.row, cell.column) == (1, 2)).unwrap();
        cells[at] = cells[at].clone().spanning(3, 1);
        let read = read(&Document::new(vec![Table::new(4, 5, cells).unwrap().into()]));
        assert_eq!((read.entries.len(), read.refused.len(), received(&read)), (2, 0, Some(Cell::from(2))));
    }

    #[test]
    fn a_document_without_tables_is_no_register() {
        let text = Paragraph::new(ParagraphRole::Body, "没有申请。");
        let error = Register::from_document(&Document::new(vec![text.into()])).unwrap_err();
        assert_eq!(error, RegisterError::NoTable);
    }
}
