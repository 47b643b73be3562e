//! Tables that mix the rows or columns of two editions.
//!
//! A table is read as one edition. What it states in cells that only the other has is named, with every value, and the cells
//! of the same rows that it does not state are unread for that reason.

use std::collections::BTreeMap;

use super::harvest::{Harvest, Statement};
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::form::{CellKey, Edition, FormCell, TableKey};
use gongkai_core::reading::{UnplacedRow, UnreadReason};
use gongkai_core::{Cell, Report};

/// Takes the statements out that belong to another edition than the report's tables, and says so.
pub(super) fn part(harvest: &mut Harvest, report: &Report) -> Vec<Remark> {
    let mut foreign: BTreeMap<(TableKey, &'static str), Vec<(CellKey, Statement)>> = BTreeMap::new();
    for (key, statements) in &mut harvest.statements {
        let own = report.table_form(key.table).cell(*key).is_some();
        // Where （六）其他处理 has rows of its own, values beside the group's label are none of the form's cells.
        let of_group = key.table == TableKey::Applications && report.edition(TableKey::Applications) == Edition::E2021;
        let (kept, other) = std::mem::take(statements).into_iter().partition(|one| own && !(of_group && one.as_group));
        *statements = kept;
        let other = Vec::into_iter(other).map(|one: Statement| (*key, one));
        foreign.entry((key.table, key.row)).or_default().extend(other);
    }
    let mut lost: BTreeMap<TableKey, (usize, Position)> = BTreeMap::new();
    for ((table, row), stated) in foreign {
        let printed: Vec<&(CellKey, Statement)> = stated.iter().filter(|(_, one)| one.cell != Cell::Blank).collect();
        let Some((_, first)) = printed.first() else { continue };
        let text = in_words(&printed);
        for cell in report.table_form(table).cells.iter().filter(|cell| cell.key.row == row) {
            if harvest.statements.get(&cell.key).is_none_or(Vec::is_empty) {
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
             two editions, read as {edition}: {count} cells of the other are not read; use one edition's table"
        );
        Remark::new(RemarkKind::Edition, detail, position)
    };
    lost.into_iter().map(remark).collect()
}

/// A row with the columns of the other edition: `规章：本年新制作数量 1、本年新公开数量 2`.
fn in_words(stated: &[&(CellKey, Statement)]) -> String {
    let declared =
        |key: CellKey| Edition::ALL.into_iter().find_map(|edition| edition.form().table(key.table).cell(key));
    let label = |cell: Option<&'static FormCell>| cell.and_then(|cell| cell.column_path.last().copied());
    let row = stated.first().and_then(|(key, one)| {
        let group = declared(*key)?.row_path.iter().rev().nth(usize::from(one.as_group));
        group.copied()
    });
    let cells =
        stated.iter().map(|(key, one)| format!("{} {}", label(declared(*key)).unwrap_or_default(), one.cell.printed()));
    format!("{}：{}", row.unwrap_or_default(), cells.collect::<Vec<_>>().join("、"))
}
