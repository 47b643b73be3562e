//! Another year's figures inside the tables of the form: 本年 and 上年 under each label, a row for each year. What is read is
//! the report's own year; where words say something else, nothing is read from a column beside the label's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, RemarkKind, Table, TableCell};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;

/// A report with another number in every cell.
fn report(first: u32) -> Report {
    let mut report = Report::new(Organ::new("沙溪县农业农村局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (first..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

/// The report's document with some of its tables as others.
fn with(report: &Report, tables: &[TableKey], change: impl Fn(Vec<TableCell>) -> Vec<TableCell>) -> Reading {
    let blocks = compose(report).blocks.into_iter().map(|block| match block {
        Block::Table(table) if table.form.is_some_and(|(_, key)| tables.contains(&key)) => {
            let cells = change(table.cells().to_vec());
            let rows = cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap();
            let columns = cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap();
            Table::new(rows, columns, cells).unwrap().into()
        }
        Block::Table(mut table) => {
            table.form = None;
            table.into()
        }
        other => other,
    });
    recognize(&Document::new(blocks.collect()))
}

fn wrong(report: &Report, reading: &Reading) -> Vec<String> {
    let cells = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell));
    cells.map(|(key, cell)| format!("{key}: {cell:?} for {:?}", report.cell(key))).collect()
}

/// A column for each of the words under every label of the head, the report's figures under the one of them.
fn beside(cells: Vec<TableCell>, words: &[&str], own: usize) -> Vec<TableCell> {
    let head = cells.iter().filter(|cell| cell.key.is_some()).map(|cell| cell.row).min().unwrap();
    let left = cells.iter().filter(|cell| cell.key.is_some()).map(|cell| cell.column).min().unwrap();
    let mut all = Vec::new();
    for cell in cells {
        let (row, column, rows, columns) = (cell.row, cell.column, cell.row_span, cell.column_span);
        let at = if column < left { column } else { left + (column - left) * words.len() };
        let span = if column < left { columns } else { columns * words.len() };
        if cell.key.is_none() {
            let down = if row < head && row + rows == head { 1 } else { 0 };
            let row = row + usize::from(row >= head);
            all.push(cell.moved_to(row, at).spanning(rows + usize::from(column < left) * down, span));
            continue;
        }
        for (number, word) in words.iter().enumerate() {
            let text = if number == own { cell.text.clone() } else { (90 + row).to_string() };
            all.push(TableCell::new(row + 1, at + number, text));
            if row == head {
                all.push(TableCell::new(head, at + number, *word));
            }
        }
    }
    all
}

/// The merges of the cells lost: what is printed stands in the first place of each.
fn unmerged(cells: Vec<TableCell>) -> Vec<TableCell> {
    let apart = cells.into_iter().flat_map(|cell| {
        let places = (0..cell.row_span).flat_map(|row| (0..cell.column_span).map(move |column| (row, column)));
        let places: Vec<TableCell> = places
            .map(|(row, column)| {
                let text = if (row, column) == (0, 0) { cell.text.clone() } else { String::new() };
                TableCell::new(cell.row + row, cell.column + column, text)
            })
            .collect();
        places
    });
    apart.collect()
}

#[test]
fn the_years_own_columns_are_read_and_the_others_said() {
    let report = report(1000);
    for (words, own) in [
        (vec!["本年", "上年"], 0),
        (vec!["上年度", "本年度"], 1),
        (vec!["2022年", "2023年"], 1),
        (vec!["今年", "去年", "同比增减（%）"], 0),
    ] {
        for tables in [&[TableKey::Applications][..], &[TableKey::Applications, TableKey::Disputes]] {
            for merged in [true, false] {
                let reading = with(&report, tables, |cells| {
                    let cells = beside(cells, &words, own);
                    if merged { cells } else { unmerged(cells) }
                });
                assert_eq!(wrong(&report, &reading), [""; 0], "{words:?} {merged}");
                assert_eq!(reading.receipt.unread, [], "{words:?} {merged}");
                let said = reading.receipt.remarks.iter().filter(|remark| remark.kind == RemarkKind::OtherYear);
                assert_eq!(said.count(), tables.len(), "{words:?} {merged}");
            }
        }
    }
}

/// A row for each year, with the year in a column of its own.
#[test]
fn the_years_own_row_is_read_and_the_others_said() {
    let report = report(1000);
    for (words, own) in
        [(vec!["2023年", "2022年"], 0), (vec!["上年", "本年"], 1), (vec!["2021年", "2022年", "2023年"], 2)]
    {
        let reading = with(&report, &[TableKey::Disputes], |cells| {
            let mut all = vec![TableCell::new(0, 0, "年度").spanning(3, 1)];
            for cell in cells {
                let (row, column) = (cell.row, cell.column + 1);
                if cell.key.is_none() {
                    all.push(cell.moved_to(row, column));
                    continue;
                }
                for (number, word) in words.iter().enumerate() {
                    let text = if number == own { cell.text.clone() } else { (70 + number).to_string() };
                    all.push(TableCell::new(row + number, column, text));
                    if column == 1 {
                        all.push(TableCell::new(row + number, 0, *word));
                    }
                }
            }
            all
        });
        assert_eq!(wrong(&report, &reading), [""; 0], "{words:?}");
        assert_eq!(reading.receipt.unread, [], "{words:?}");
        assert!(reading.receipt.remarks.iter().any(|remark| remark.kind == RemarkKind::OtherYear), "{words:?}");
    }
}

/// The cells as text copied without its merges has them: each row its own, one behind the other.
fn dropped(cells: Vec<TableCell>) -> Vec<TableCell> {
    let mut cells = cells;
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut next = std::collections::BTreeMap::new();
    let in_order = cells.into_iter().map(|cell| {
        let column = next.entry(cell.row).and_modify(|column| *column += 1).or_insert(0_usize);
        TableCell::new(cell.row, *column, cell.text)
    });
    in_order.collect()
}

/// A report whose rows add up.
fn adding_up() -> Report {
    let mut report = Report::new(Organ::new("沙溪县农业农村局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for key in keys.iter().filter(|key| key.table() == TableKey::Disclosure) {
        report.set(*key, Cell::from(3));
    }
    for (table, length) in [(TableKey::Applications, 7), (TableKey::Disputes, 5)] {
        let keys: Vec<CellKey> = keys.iter().copied().filter(|key| key.table() == table).collect();
        for (row, keys) in keys.chunks(length).enumerate() {
            let figures: Vec<u32> = (1..length).map(|at| u32::try_from((row * 7 + at * 3) % 23).unwrap()).collect();
            let total = figures.iter().sum();
            keys.iter().zip(figures.iter().copied().chain([total])).for_each(|(key, figure)| {
                report.set(*key, Cell::from(figure));
            });
        }
    }
    report
}

#[test]
fn the_years_own_figures_are_told_by_their_order_where_the_merges_are_lost() {
    let report = adding_up();
    for (words, own) in [(vec!["本年", "上年"], 0), (vec!["2022年", "2023年"], 1), (vec!["上年", "本年", "增减"], 1)]
    {
        for rows in [false, true] {
            let tables = [TableKey::Applications, TableKey::Disputes];
            let reading = with(&report, &tables, |cells| {
                dropped(if rows { one_row_each(cells, &words, own) } else { beside(cells, &words, own) })
            });
            assert_eq!(wrong(&report, &reading), [""; 0], "{words:?} {rows}");
            let own = |key: &CellKey| tables.contains(&key.table());
            let unread: Vec<CellKey> = reading.receipt.unread.iter().map(|unread| unread.key).filter(own).collect();
            assert_eq!(unread, [], "{words:?} {rows}");
            let said = reading.receipt.remarks.iter().filter(|remark| remark.kind == RemarkKind::OtherYear);
            assert_eq!(said.count(), 2, "{words:?} {rows}");
        }
    }
}

/// A row for each of the words below every label, the report's figures behind the one of them.
fn one_row_each(cells: Vec<TableCell>, words: &[&str], own: usize) -> Vec<TableCell> {
    let head = cells.iter().filter(|cell| cell.key.is_some()).map(|cell| cell.row).min().unwrap();
    let left = cells.iter().filter(|cell| cell.key.is_some()).map(|cell| cell.column).min().unwrap();
    let mut all = Vec::new();
    if left == 0 {
        all.push(TableCell::new(0, 0, "年度").spanning(head, 1));
    }
    for cell in cells {
        let (row, column, rows, columns) = (cell.row, cell.column, cell.row_span, cell.column_span);
        let at = column + usize::from(column >= left);
        let first = if row < head { row } else { head + (row - head) * words.len() };
        if cell.key.is_none() {
            let span = if row < head { rows } else { rows * words.len() };
            all.push(cell.moved_to(first, at).spanning(span, columns));
            continue;
        }
        for (number, word) in words.iter().enumerate() {
            let text = if number == own { cell.text.clone() } else { (40 + column).to_string() };
            all.push(TableCell::new(first + number, at, text));
            if column == left {
                all.push(TableCell::new(first + number, left, *word));
            }
        }
    }
    all
}

/// Words that name no year over two columns of each label: it is not known whose the figures are, with merges or without.
#[test]
fn two_columns_under_a_label_are_unread_whatever_they_are_called() {
    let report = report(1000);
    for (words, own) in [(["占比", "件数"], 1), (["市级", "本级"], 1), (["上年累计", "本年累计"], 1)] {
        for merged in [true, false] {
            let tables = [TableKey::Disclosure, TableKey::Applications, TableKey::Disputes];
            let reading = with(&report, &tables[1..], |cells| {
                let cells = beside(cells, &words, own);
                if merged { cells } else { unmerged(cells) }
            });
            assert_eq!(wrong(&report, &reading), [""; 0], "{words:?} {merged}");
            assert!(reading.receipt.unread.len() >= 175, "{words:?} {merged}");
        }
    }
}

/// A table of the narrative with years over its columns stays as it is.
#[test]
fn other_tables_keep_their_years() {
    let words = ["项目", "2022年", "2023年", "主动公开", "120", "135", "依申请公开", "7", "9"];
    let cells = words.iter().enumerate().map(|(at, word)| TableCell::new(at / 3, at % 3, *word));
    let mut document = compose(&report(1000));
    let at = document.blocks.iter().position(|block| matches!(block, Block::Table(_))).unwrap();
    document.blocks.insert(at, Paragraph::new(ParagraphRole::Body, "近两年情况见下表。").into());
    document.blocks.insert(at + 1, Table::new(3, 3, cells.collect()).unwrap().into());
    let reading = recognize(&document);
    let narrative = format!("{:?}", reading.report);
    assert!(["120", "135", "2022年"].iter().all(|word| narrative.contains(word)));
    assert!(reading.receipt.remarks.iter().all(|remark| remark.kind != RemarkKind::OtherYear));
}

/// A column, or a row, of last year's figures beside the form's own, which no word says to be this year's: it is known for what it
/// is, and the rest is read. A share, or a word that may be a piece of a label, is no year.
#[test]
fn last_years_figures_alone_are_known_for_what_they_are() {
    let report = report(300);
    for table in TableKey::ALL {
        for (word, other) in
            [("上年数", true), ("2022年", true), ("（上年）", true), ("2023年", false), ("占比", false)]
        {
            for (across, before) in [(true, false), (true, true), (false, false)] {
                let reading = with(&report, &[table], |cells| {
                    let end = |of: fn(&TableCell) -> usize| cells.iter().map(of).max().unwrap();
                    let (rows, columns) =
                        (end(|cell| cell.row + cell.row_span), end(|cell| cell.column + cell.column_span));
                    let left = cells.iter().filter(|cell| cell.key.is_some()).map(|cell| cell.column).min().unwrap();
                    let valued = |row: usize| cells.iter().any(|cell| cell.key.is_some() && cell.row == row);
                    let mut all: Vec<TableCell> = cells
                        .iter()
                        .map(|cell| {
                            let column = cell.column + usize::from(across && before || left == 0 && !across);
                            TableCell::new(cell.row, column, cell.text.as_str())
                                .spanning(cell.row_span, cell.column_span)
                        })
                        .collect();
                    let at = if before { 0 } else { columns };
                    if across {
                        all.extend((0..rows).map(|row| {
                            let text = if row == 0 {
                                word.to_owned()
                            } else if valued(row) {
                                (row + 7).to_string()
                            } else {
                                String::new()
                            };
                            TableCell::new(row, at, text)
                        }));
                    } else {
                        let first = usize::from(left == 0);
                        all.push(TableCell::new(rows, 0, word).spanning(1, left.max(1)));
                        all.extend(
                            (left + first..columns + first)
                                .map(|column| TableCell::new(rows, column, (column + 7).to_string())),
                        );
                        all.extend((0..rows * first).map(|row| TableCell::new(row, 0, "")));
                    }
                    all
                });
                let context =
                    format!("{word} in {table:?}, across: {across}, before: {before}: {:#?}", reading.receipt);
                assert_eq!(wrong(&report, &reading), [""; 0], "{context}");
                let said = reading.receipt.remarks.iter().any(|remark| remark.kind == RemarkKind::OtherYear);
                let named = !reading.receipt.unplaced.is_empty() || !reading.receipt.unread.is_empty();
                assert_eq!((said, named), (other, !other), "{context}");
            }
        }
    }
}
