//! Whole reports whose tables broke when they were pasted or saved as text: cells without ends of rows, a tab behind every
//! line, half of a table twice, columns lost at one end, merged labels written out. No cell is read wrong, none is unread
//! without being named, and no sentence is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Table};
use gongkai_core::form::{CellKey, SectionKey, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;
use gongkai_text::TextReader;

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const SENTENCES: [&str; 6] = [
    "全年在村务公开栏张贴通告，受众覆盖十四个村。",
    "（一）主动公开。门户网站专栏改版一次；",
    "建立发布、审核、归档三项台账。",
    "一是视频解读偏少，二是更新偶有滞后。",
    "下一步将编印办事指南。",
    "本年度未收取信息处理费。",
];

fn report(dice: &mut Dice) -> Report {
    let mut report = Report::new(Organ::new("柳林县青沟镇人民政府"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1001_u32..).zip(keys) {
        let blank = dice.chance(3);
        report.set(key, if blank { Cell::Blank } else { Cell::from(number) });
    }
    report.set_narrative(SectionKey::Overview, SENTENCES.iter().take(3).copied());
    report.set_narrative(SectionKey::Problems, SENTENCES.iter().skip(3).take(2).copied());
    report.set_narrative(SectionKey::OtherMatters, SENTENCES.iter().skip(5).copied());
    report
}

/// The rows of a table: each with the cells that begin in it, or with a place for every column, where merged cells are
/// blank or written out.
fn rows(table: &Table, full: bool, repeated: bool) -> Vec<Vec<String>> {
    let place = |row: usize, column: usize| match table.at(row, column) {
        Some(cell) if (cell.row, cell.column) == (row, column) || repeated && cell.key.is_none() => cell.text.clone(),
        _ => String::new(),
    };
    (0..table.rows())
        .map(|row| match full {
            true => (0..table.columns()).map(|column| place(row, column)).collect(),
            false => table.row(row).map(|cell| cell.text.clone()).collect(),
        })
        .collect()
}

/// Ways in which pasting breaks a report.
const WAYS: [&str; 8] = [
    "a tab behind every line",
    "filled up with tabs",
    "filled up with commas",
    "labels written out",
    "half of a table twice",
    "the last column lost",
    "rows over two lines",
    "cells on lines of their own",
];

/// The text of a report, and the cells that nobody can read any more.
fn broken(document: &Document, way: &str, dice: &mut Dice) -> (String, Vec<CellKey>) {
    let widest = document.tables().map(Table::columns).max().unwrap();
    let mut lines: Vec<String> = Vec::new();
    let mut lost = Vec::new();
    for block in &document.blocks {
        let table = match block {
            Block::Paragraph(paragraph) => {
                lines.push(match way {
                    "a tab behind every line" => format!("{}\t", paragraph.text),
                    "filled up with tabs" => paragraph.text.clone() + &"\t".repeat(widest - 1),
                    "filled up with commas" => paragraph.text.clone() + &",".repeat(widest - 1),
                    _ => paragraph.text.clone(),
                });
                continue;
            }
            Block::Table(table) => table,
        };
        let applications = table.form.is_some_and(|(_, key)| key == TableKey::Applications);
        let joined = |row: &Vec<String>| row.join("\t");
        match way {
            "a tab behind every line" => lines.extend(rows(table, false, false).iter().map(|row| joined(row) + "\t")),
            "filled up with tabs" => {
                let fill = "\t".repeat(widest - table.columns());
                lines.extend(rows(table, true, false).iter().map(|row| joined(row) + &fill));
            }
            "filled up with commas" => {
                let fill = ",".repeat(widest - table.columns());
                lines.extend(rows(table, true, false).iter().map(|row| row.join(",") + &fill));
            }
            "labels written out" => lines.extend(rows(table, true, true).iter().map(joined)),
            "half of a table twice" if applications => {
                let rows: Vec<String> = rows(table, false, false).iter().map(joined).collect();
                let from = 5 + dice.below(6);
                let again: Vec<String> = rows.iter().skip(from).take(8).cloned().collect();
                lines.extend(rows);
                lines.push("续表".to_owned());
                lines.extend(again);
            }
            "the last column lost" if applications => {
                let last = table.columns() - 1;
                lost.extend(table.cells().iter().filter(|cell| cell.column == last).filter_map(|cell| cell.key));
                for row in 0..table.rows() {
                    let cells = table.row(row).filter(|cell| cell.column < last);
                    lines.push(cells.map(|cell| cell.text.clone()).collect::<Vec<_>>().join("\t"));
                }
            }
            "rows over two lines" if applications => {
                for row in rows(table, false, false) {
                    let at = if dice.chance(20) && row.len() > 2 { 1 + dice.below(row.len() - 1) } else { row.len() };
                    let (before, behind) = row.split_at(at);
                    lines.push(before.join("\t"));
                    lines.extend(Some(behind.join("\t")).filter(|rest| !rest.is_empty()));
                }
            }
            "cells on lines of their own" => lines.extend(rows(table, false, false).into_iter().flatten()),
            _ => lines.extend(rows(table, false, false).iter().map(joined)),
        }
    }
    (lines.join(["\n", "\r\n"][dice.below(2)]), lost)
}

#[test]
fn broken_tables_give_no_wrong_cell_and_lose_no_sentence() {
    let mut dice = Dice(20_231);
    for way in WAYS {
        let (mut read, mut expected) = (0, 0);
        for case in 0..8 {
            let report = report(&mut dice);
            let (text, lost) = broken(&compose(&report), way, &mut dice);
            let reading = recognize(&TextReader.read(text.as_bytes(), &Limits::default()).unwrap());
            let wrong: Vec<String> = reading
                .report
                .cells()
                .filter(|(key, cell)| lost.contains(key) || report.cell(*key) != Some(*cell))
                .map(|(key, cell)| format!("{key}: {cell:?}"))
                .collect();
            assert!(wrong.is_empty(), "{way} {case}: {wrong:#?}\n{text}");
            let receipt = &reading.receipt;
            assert_eq!(receipt.read + receipt.unread.len(), receipt.expected, "{way} {case}");
            (read, expected) = (read + receipt.read, expected + receipt.expected);
            let said = format!("{:?}", reading.report);
            for sentence in SENTENCES {
                assert!(said.contains(sentence), "{way} {case}: {sentence}\n{text}");
            }
            assert_eq!(reading.report.organ.name, report.organ.name, "{way} {case}");
        }
        // Whatever else was lost, the tables that are whole are read.
        assert!(read * 100 >= expected * 12, "{way}: only {read} of {expected} cells are read");
    }
}
