//! Rows of ruled tables that a page break cuts: what goes on is joined, and what may go on is no blank and no figure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests draw more with it")]
mod small;

use std::fmt::Write as _;

use gongkai_core::document::{Document, Table};
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

/// A ruled grid of five columns with its upper edge at a place.
fn grid(rows: &[[&str; 5]], left: f64, top: f64) -> String {
    let mut content = String::new();
    for (row, texts) in (1_u32..).zip(rows) {
        for (column, words) in (0_u32..).zip(texts) {
            let (x, y) = (left + 90.0 * f64::from(column), top - 30.0 * f64::from(row));
            let codes: String = words.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
            let _ = writeln!(content, "0.5 w {x} {y} 90 30 re S");
            let _ = writeln!(content, "BT /F2 7 Tf 1 0 0 1 {} {} Tm <{codes}> Tj ET", x + 3.0, y + 10.0);
        }
    }
    content
}

fn read(pages: &[String]) -> Document {
    let pdf = pages.iter().fold(Small::new(), |pdf, page| pdf.page(page));
    PdfReader.read(&pdf.bytes(), &Limits::default()).unwrap()
}

fn row(table: &Table, row: usize) -> Vec<&str> {
    table.row(row).map(|cell| cell.text.as_str()).collect()
}

/// The first rows of the next page belong to a table that could not be put to the one before.
#[test]
fn blanks_beside_a_piece_of_a_label_are_in_doubt() {
    let other = "BT /F1 9 Tf 1 0 0 1 40 60 Tm (x) Tj ET\n";
    let above = grid(&[["1.属", "12", "0", "3", "15"]], 40.0, 800.0) + other;
    let below = grid(&[["于国家秘密", "", "", "", ""], ["2.重复申请", "4", "5", "6", "15"]], 60.0, 800.0);
    let document = read(&[above, below]);
    let table = document.tables().last().unwrap();
    assert_eq!(row(table, 0), ["于国家秘密", "\u{fffd}", "\u{fffd}", "\u{fffd}", "\u{fffd}"]);
    assert_eq!(row(table, 1), ["2.重复申请", "4", "5", "6", "15"]);
}

/// A page that ends behind the number of a label goes on with the label, whatever room the number leaves.
#[test]
fn a_number_without_its_label_goes_on() {
    let above = grid(&[["4.无正当理由", "1", "2", "3", "6"], ["5.", "12", "0", "3", "15"]], 40.0, 120.0);
    let below = grid(&[["属于内部事务", "", "", "", ""], ["6.重复申请", "4", "5", "6", "15"]], 40.0, 800.0);
    let document = read(&[above, below]);
    let table = document.tables().next().unwrap();
    assert_eq!(row(table, 1), ["5.\n属于内部事务", "12", "0", "3", "15"]);
    assert_eq!(row(table, 2), ["6.重复申请", "4", "5", "6", "15"]);
}

/// Figures below the break without a label of their own may be the rest of those above it.
#[test]
fn figures_without_a_label_below_the_break_are_in_doubt() {
    let above = grid(&[["（六）其他", "1", "2", "3", "6"], ["（七）总计", "1", "112", "1", "783"]], 40.0, 120.0);
    let below = grid(&[["", "64", "", "36", ""], ["四、结转下年度", "4", "5", "6", "15"]], 40.0, 800.0);
    let document = read(&[above, below]);
    let table = document.tables().next().unwrap();
    let total = row(table, 1);
    assert!(total.get(1).unwrap().contains('\u{fffd}') || *total.get(1).unwrap() == "164", "{total:?}");
    assert!(total.get(3).unwrap().contains('\u{fffd}') || *total.get(3).unwrap() == "136", "{total:?}");
}
