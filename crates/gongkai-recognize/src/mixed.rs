//! Tables that mix the rows or columns of two editions.
//!
//! A table is read as one edition. What it states in cells that only the other has is named, with every value, and the cells
//! of the same rows that it does not state are unread for that reason.

use std::collections::BTreeMap;

use super::harvest::{Harvest, Statement};
use super::settle::is_row_of_group;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::form::{CellKey, Edition, FormCell, TableKey};
use gongkai_core::reading::{UnplacedRow, UnreadReason};
use gongkai_core::{Cell, Report};

/// Takes the statements out that belong to another edition than the report's tables, and says so.
pub(super) fn part(harvest: &mut Harvest, report: &Report) -> Vec<Remark> {
    let mut foreign: BTreeMap<(TableKey, &'static str), Vec<(CellKey, Statement)>> = BTreeMap::new();
    for (key, statements) in harvest.statements.iter_mut() {
        let form = report.table_form(key.table());
        let own = form.cell(key).is_some();
        // Where （六）其他处理 has rows of its own, values beside the group's label are none of the form's cells.
        let of_group = |one: &Statement| one.as_group && !is_row_of_group(form, key.row());
        if own && !statements.iter().any(of_group) {
            continue;
        }
        let (kept, other) = std::mem::take(statements).into_iter().partition(|one| own && !of_group(one));
        *statements = kept;
        let other = Vec::into_iter(other).map(|one: Statement| (key, one));
        foreign.entry((key.table(), key.row())).or_default().extend(other);
    }
    let mut lost: BTreeMap<TableKey, (usize, Position)> = BTreeMap::new();
    for ((table, row), stated) in foreign {
        let printed: Vec<&(CellKey, Statement)> = stated.iter().filter(|(_, one)| one.cell != Cell::Blank).collect();
        let Some((_, first)) = printed.first() else { continue };
        let text = in_words(&printed);
        for cell in report.table_form(table).cells.iter().filter(|cell| cell.key.row() == row) {
            if harvest.statements.get(cell.key).is_none_or(Vec::is_empty) {
                harvest.fail(cell.key, UnreadReason::OtherEdition, Some(text.clone()));
            }
        }
        let (count, _) = lost.entry(table).or_insert((0, first.position));
        *count += printed.len();
        harvest.unplaced.push(UnplacedRow::new(text, first.position));
    }
    let remark = |(table, (count, position)): (TableKey, (usize, Position))| {
        let (name, edition) = (table.printed(), report.edition(table).as_str());
        let detail = format!(
            "{name}混有两版格式的行或列，按{edition}版读取，另一版的{count}格没有读入；请改用同一版表格重填 / rows or columns of \
             two editions in “{name}”, read as {edition}: {count} cells of the other are not read; use one edition's table"
        );
        Remark::new(RemarkKind::Edition, detail, position)
    };
    lost.into_iter().map(remark).collect()
}

/// A row with the columns of the other edition: `规章：本年新制作数量 1、本年新公开数量 2`.
fn in_words(stated: &[&(CellKey, Statement)]) -> String {
    let declared = |key: CellKey| -> Option<(usize, &'static FormCell)> {
        Edition::all().find_map(|edition| {
            let mut cells = edition.form().table(key.table()).cells.iter().enumerate();
            cells.find(|(_, cell)| cell.key == key)
        })
    };
    let mut cells: Vec<(usize, &FormCell, &Cell)> =
        stated.iter().filter_map(|(key, one)| declared(*key).map(|(at, cell)| (at, cell, &one.cell))).collect();
    cells.sort_by_key(|(at, ..)| *at);
    let label = |path: &[&'static str]| path.last().copied().unwrap_or_default();
    let row = cells.first().map_or("", |(_, cell, _)| label(&cell.row_path));
    let figures = cells.iter().map(|(_, cell, own)| format!("{} {}", label(&cell.column_path), own.printed()));
    format!("{row}：{}", figures.collect::<Vec<_>>().join("、"))
}

#[cfg(test)]
mod tests {
    use crate::recognize;
    use gongkai_core::document::{Block, Document, RemarkKind};
    use gongkai_core::form::{CellKey, Edition};
    use gongkai_core::reading::{Reading, UnreadReason};
    use gongkai_core::{Cell, Organ, Report, Year, compose};

    fn report(year: u16) -> Report {
        let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(year).unwrap());
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        for (number, key) in (11_u32..).zip(keys) {
            report.set(key, Cell::from(number));
        }
        report
    }

    /// A report with other words over some of its columns.
    fn read(year: u16, words: &[(&str, &str)]) -> Reading {
        let mut document = compose(&report(year));
        for block in &mut document.blocks {
            let Block::Table(table) = block else { continue };
            let cells = table.cells().iter().cloned().map(|mut cell| {
                let other = words.iter().find(|(own, _)| *own == cell.text);
                cell.text = other.map_or(cell.text, |(_, other)| (*other).to_owned());
                cell
            });
            *table = gongkai_core::document::Table::new(table.rows(), table.columns(), cells.collect()).unwrap();
        }
        recognize(&document)
    }

    fn reason(reading: &Reading, key: &str) -> Option<(UnreadReason, Option<String>)> {
        let key: CellKey = key.parse().unwrap();
        reading.receipt.unread.iter().find(|cell| cell.key == key).map(|cell| (cell.reason, cell.printed.clone()))
    }

    #[test]
    fn columns_of_the_other_edition_are_named_with_their_figures() {
        let reading = read(2023, &[("本年制发件数", "本年新制作数量"), ("本年废止件数", "本年新公开数量")]);
        let (reason, printed) = reason(&reading, "disclosure.regulations.issued").unwrap();
        assert_eq!(reason, UnreadReason::OtherEdition);
        assert_eq!(printed.as_deref(), Some("规章：本年新制作数量 11、本年新公开数量 12"));
        assert_eq!(reading.report.cell("disclosure.regulations.in_force".parse().unwrap()), Some(&Cell::from(13)));
        assert_eq!(reading.receipt.unread.len(), 4);
        assert_eq!(reading.receipt.unplaced.len(), 2);
        assert!(reading.receipt.is_lossy());
        let remarks: Vec<_> = reading.receipt.remarks.iter().filter(|one| one.kind == RemarkKind::Edition).collect();
        assert!(remarks.len() == 1 && remarks[0].detail.zh.contains("按2021版"), "{remarks:?}");
    }

    #[test]
    fn two_whole_tables_are_read_by_the_year() {
        for (year, other) in [(2023, 2020), (2020, 2023)] {
            let (own, old) = (report(year), report(other));
            let mut document: Document = compose(&own);
            let table = compose(&old).blocks.into_iter().find(|block| matches!(block, Block::Table(_))).unwrap();
            let at = document.blocks.iter().position(|block| matches!(block, Block::Table(_))).unwrap();
            document.blocks.insert(at + 1, table);
            let reading = recognize(&document);
            assert_eq!(
                reading.report.edition(gongkai_core::form::TableKey::Disclosure),
                Edition::governing(Year::new(year).unwrap())
            );
            let wrong = reading.report.cells().filter(|(key, cell)| own.cell(*key) != Some(*cell));
            assert_eq!(wrong.count(), 0);
            assert!(!reading.receipt.unplaced.is_empty());
        }
    }
}
