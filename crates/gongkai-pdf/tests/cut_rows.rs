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

/// The row right below the head breaks off in the middle of its label, and its figures may go on below the break.
#[test]
fn figures_of_a_first_row_whose_label_goes_on_are_in_doubt() {
    let head = ["", "自然人", "企业", "其他", "总计"];
    let above = grid(&[head, ["一、本年新收", "22", "37", "62", "228"]], 40.0, 120.0);
    let rest = ["申请数量", "", "3", "1", "0"];
    let below =
        grid(&[rest, ["二、上年结转", "4", "5", "6", "15"], ["（一）予以公开", "4", "5", "6", "15"]], 40.0, 800.0);
    let document = read(&[above, below]);
    let table = document.tables().next().unwrap();
    for (column, whole) in [(2, "373"), (3, "621"), (4, "2280")] {
        let text = table.at(1, column).unwrap().text.as_str();
        assert!(text.contains('\u{fffd}') || text == whole, "{column}: {text}");
    }
    // A label that ends above the break keeps its figures.
    let below = grid(&[["二、上年结转", "4", "5", "6", "15"], ["（一）予以公开", "4", "5", "6", "15"]], 40.0, 800.0);
    let document = read(&[grid(&[head, ["一、本年新收", "22", "37", "62", "228"]], 40.0, 120.0), below]);
    assert_eq!(row(document.tables().next().unwrap(), 1), ["一、本年新收", "22", "37", "62", "228"]);
}

/// The head is printed again above the rest of a row that the page break cut.
#[test]
fn a_repeated_head_makes_the_rest_of_a_row_no_row() {
    let head = ["", "自然人", "企业", "其他", "总计"];
    let above = [head, ["（一）予以公开", "4", "5", "6", "15"], ["1.属", "12", "30", "3", "45"]];
    let read = |rest: [&str; 5]| {
        let below = [head, rest, ["2.重复申请", "4", "5", "6", "15"]];
        read(&[grid(&above, 40.0, 150.0), grid(&below, 40.0, 800.0)])
    };
    let document = read(["于国家秘密", "", "", "", ""]);
    let table = document.tables().next().unwrap();
    assert_eq!(row(table, 2), ["1.属\n于国家秘密", "12", "30", "3", "45"]);
    assert_eq!(row(table, 3), ["2.重复申请", "4", "5", "6", "15"]);
    let document = read(["于国家秘密", "", "1", "", "2"]);
    let table = document.tables().next().unwrap();
    for at in [2, 3] {
        let doubted: Vec<bool> = row(table, at).iter().map(|text| text.contains('\u{fffd}')).collect();
        assert!(doubted[2] && doubted[4], "{:?}", row(table, at));
    }
}

/// Labels without numbers do not tell where a row begins: figures that fill their cells may go on.
#[test]
fn figures_that_fill_their_cells_may_go_on_below_the_break() {
    let row_of = |label, figures: [&'static str; 4]| {
        let [a, b, c, d] = figures;
        [label, a, b, c, d]
    };
    let full = ["1234567890", "1234567890", "1234567890", "1234567890"];
    let above = |figures| grid(&[row_of("行政处罚", figures)], 40.0, 120.0);
    let below = grid(&[["罚", "2", "4", "", "1"], ["行政强制", "4", "5", "6", "15"]], 40.0, 800.0);
    let document = read(&[above(full), below.clone()]);
    let rest = row(document.tables().next().unwrap(), 1).join("|");
    assert_eq!(rest, "罚|2\u{fffd}|4\u{fffd}|\u{fffd}|1\u{fffd}");
    let document = read(&[above(["12", "0", "3", "4"]), below]);
    assert_eq!(row(document.tables().next().unwrap(), 1).join("|"), "罚|2|4||1");
}

/// A page that holds nothing but the rest of a row is a part of the table all the same, and so is the one behind it; a head
/// that is printed again may have room for the beginning of its longest text only.
#[test]
fn a_table_goes_on_behind_a_page_of_one_rest() {
    let head = ["本列数据的勾稽关系为第一项", "自然人", "企业", "其他", "总计"];
    let again = ["本列数据的勾稽关系为第", "自然人", "企业", "其他", "总计"];
    let pages = [
        grid(&[head, ["（ 一 ） 予", "4", "5", "6", "15"], ["1. 属", "12", "30", "3", "45"]], 40.0, 150.0),
        grid(&[again, ["于国家秘密", "", "", "", ""]], 40.0, 800.0),
        grid(&[again, ["2.重复申请", "4", "5", "6", "15"]], 40.0, 800.0),
    ];
    let document = read(&pages);
    assert_eq!(document.tables().count(), 1);
    let table = document.tables().next().unwrap();
    assert_eq!(row(table, 2), ["1. 属\n于国家秘密", "12", "30", "3", "45"]);
    assert_eq!(row(table, 3), ["2.重复申请", "4", "5", "6", "15"]);
    assert_eq!(table.rows(), 4);
}
