//! Digits that run together or apart are read by the sums, or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Table, TableCell};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::reading::{Reading, UnreadReason};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;

const COLUMNS: [&str; 7] = [
    "natural_person",
    "business",
    "research_institution",
    "public_interest",
    "legal_service",
    "other_organization",
    "total",
];

fn key(row: &str, column: &str) -> CellKey {
    format!("applications.{row}.{column}").parse().unwrap()
}

/// A report that keeps every sum: some rows as given, everything else 0.
fn balanced(rows: &[(&str, [u32; 7])]) -> Report {
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    keys.into_iter().for_each(|key| report.set(key, Cell::from(0)));
    for (row, values) in rows {
        for (column, value) in COLUMNS.iter().zip(values) {
            report.set(key(row, column), Cell::from(*value));
        }
    }
    report
}

fn three_rows(values: [u32; 7]) -> Report {
    balanced(&[("received", values), ("granted", values), ("total_processed", values)])
}

/// The report's document with the values of one row of table three replaced.
fn with_row(report: &Report, row: &str, cells: &[(&str, usize)]) -> Document {
    let mut document = compose(report);
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        if table.form.is_none_or(|(_, key)| key != TableKey::Applications) {
            continue;
        }
        let of_row = |cell: &TableCell| cell.key.is_some_and(|key| key.row() == row);
        let at = table.cells().iter().find(|cell| of_row(cell)).unwrap().clone();
        let mut kept: Vec<TableCell> = table.cells().iter().filter(|cell| !of_row(cell)).cloned().collect();
        let mut column = at.column;
        for (text, span) in cells {
            kept.push(TableCell::new(at.row, column, *text).spanning(1, *span));
            column += span;
        }
        *table = Table::new(table.rows(), table.columns().max(column), kept).unwrap();
    }
    document
}

fn assert_inferred(report: &Report, row: &str, reading: &Reading) {
    for column in COLUMNS {
        let key = key(row, column);
        assert_eq!(reading.report.cell(key), report.cell(key), "{key}: {:#?}", reading.receipt.unread);
    }
    assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
    assert!(!reading.receipt.inferred.is_empty());
    assert!(
        reading
            .receipt
            .inferred
            .iter()
            .all(|cell| cell.key.row() == row && !cell.why.zh.is_empty() && !cell.why.en.is_empty())
    );
}

#[test]
fn glued_numbers_are_parted_by_the_sum() {
    let report = three_rows([71, 3, 0, 0, 0, 0, 74]);
    let one_cell = recognize(&with_row(&report, "received", &[("713000074", 7)]));
    assert_inferred(&report, "received", &one_cell);
    assert_eq!(one_cell.receipt.inferred.len(), 7);
    assert_eq!(one_cell.receipt.inferred[0].printed, "713000074");
    let blank = ("", 1);
    let beside_blanks = [("713000074", 1), blank, blank, blank, blank, blank, blank];
    assert_inferred(&report, "received", &recognize(&with_row(&report, "received", &beside_blanks)));
    let partly = [("71", 1), ("30000", 1), ("74", 1)];
    assert_inferred(&report, "granted", &recognize(&with_row(&report, "granted", &partly)));
}

#[test]
fn split_numbers_are_joined_by_the_sum() {
    let report = three_rows([10, 0, 0, 0, 0, 0, 10]);
    let zero = ("0", 1);
    let split = [("1", 1), zero, zero, zero, zero, zero, zero, ("10", 1)];
    assert_inferred(&report, "received", &recognize(&with_row(&report, "received", &split)));
    let wrapped = [("1\n0", 1), zero, zero, zero, zero, zero, ("10", 1)];
    let reading = recognize(&with_row(&report, "received", &wrapped));
    assert_inferred(&report, "received", &reading);
    assert_eq!(reading.receipt.inferred.len(), 1);
}

#[test]
fn two_readings_are_none() {
    // 11 0 0 0 0 1 12 and 1 10 0 0 0 1 12 print the same digits; only the columns can tell them apart.
    let report = three_rows([11, 0, 0, 0, 0, 1, 12]);
    assert_inferred(&report, "received", &recognize(&with_row(&report, "received", &[("110000112", 7)])));
    let mut silent = report.clone();
    for column in COLUMNS {
        silent.set(key("carried_in", column), Cell::Blank);
    }
    let reading = recognize(&with_row(&silent, "received", &[("110000112", 7)]));
    let unread: Vec<_> = reading.receipt.unread.iter().map(|cell| (cell.key.row(), cell.reason)).collect();
    assert_eq!(unread, [("received", UnreadReason::DigitsAmbiguous); 7]);
    assert!(reading.receipt.inferred.is_empty());
}

#[test]
fn a_row_that_keeps_no_sum_is_not_read() {
    let report = three_rows([71, 3, 0, 0, 0, 0, 74]);
    let reading = recognize(&with_row(&report, "received", &[("713000075", 7)]));
    assert_eq!(reading.receipt.unread.len(), 7);
    assert!(reading.receipt.unread.iter().all(|cell| cell.reason == UnreadReason::DigitsAmbiguous));
    assert_eq!(reading.receipt.unread[0].printed.as_deref(), Some("713000075"));
}

#[test]
fn a_missing_cell_is_not_taken_for_lost_gaps() {
    // 1 _ 0 0 0 0 12 with the 11 missing: cutting the 12 would keep the row's sum, but not the columns'.
    let report = three_rows([1, 11, 0, 0, 0, 0, 12]);
    let zero = ("0", 1);
    let reading = recognize(&with_row(&report, "received", &[("1", 1), zero, zero, zero, zero, ("12", 1)]));
    assert_eq!(reading.receipt.unread.len(), 7, "{:#?}", reading.receipt.inferred);
}

#[test]
fn a_value_over_several_columns_is_not_copied() {
    let report = three_rows([71, 3, 0, 0, 0, 0, 74]);
    let zero = ("0", 1);
    let merged = [("74", 2), zero, zero, zero, zero, ("74", 1)];
    let reading = recognize(&with_row(&report, "received", &merged));
    let unread: Vec<_> = reading.receipt.unread.iter().map(|cell| (cell.key.column(), cell.reason)).collect();
    assert_eq!(unread, [("natural_person", UnreadReason::Merged), ("business", UnreadReason::Merged)]);
}

#[test]
fn published_sums_that_are_wrong_stay_as_published() {
    let report = three_rows([26, 0, 0, 0, 0, 0, 27]);
    let reading = recognize(&compose(&report));
    assert!(reading.receipt.is_complete() && reading.receipt.inferred.is_empty());
    assert_eq!(reading.report.cell(key("received", "total")), Some(&Cell::from(27)));
}
