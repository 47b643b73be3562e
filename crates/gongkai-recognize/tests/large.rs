//! Large and odd documents: every step of recognition goes through a text a few times, never once more for each of its
//! pieces. Each of these inputs takes minutes where a step does, and moments where none does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_recognize::recognize;

fn body(text: impl Into<String>) -> Block {
    Paragraph::new(ParagraphRole::Body, text).into()
}

fn lines(line: &str, count: usize) -> Document {
    Document::new((0..count).map(|_| body(line)).collect())
}

#[test]
fn one_word_of_letters() {
    let word = "a".repeat(1_000_000);
    let cell = TableCell::new(0, 0, word.clone());
    let table = Table::new(1, 1, vec![cell]).unwrap();
    let reading = recognize(&Document::new(vec![body(word), table.into()]));
    assert_eq!(reading.receipt.read, 0);
}

#[test]
fn the_same_short_line_again_and_again() {
    for line in ["规章", "商业", "ab", "甲乙", "规章 1 0 2", "2023年"] {
        let reading = recognize(&lines(line, 8_000));
        assert_eq!(reading.receipt.read, 0, "{line}");
    }
}

#[test]
fn rows_with_sentences_between_them() {
    let blocks = (0..60_000)
        .map(|at| body(if at % 2 == 0 { "规章 1 0 2" } else { "全年工作有序开展，成效明显。" }));
    let reading = recognize(&Document::new(blocks.collect()));
    assert_eq!(reading.receipt.read, 0);
}

#[test]
fn rows_that_run_on_under_headings() {
    let rows = "行政许可1行政处罚2行政强制3行政事业性收费4规章1行政规范性文件2信息内容本年制发件数";
    let text = format!("一、总体情况。全年工作有序开展。二、主动公开政府信息情况{rows}。").repeat(4_000);
    let reading = recognize(&Document::new(vec![body(text)]));
    assert!(reading.report.year.is_none());
}

#[test]
fn figures_on_lines_of_their_own() {
    let cells = (0..100_000).map(|row| TableCell::new(row, 0, "7")).collect();
    let mut table = Table::new(100_000, 1, cells).unwrap();
    table.pasted = true;
    assert_eq!(recognize(&Document::new(vec![table.into()])).receipt.read, 0);
}

#[test]
fn labels_of_a_head_that_line_breaks_part() {
    let cells = (0..100_000).map(|row| TableCell::new(row, 0, if row % 2 == 0 { "商业" } else { "企业" })).collect();
    let table = Table::new(100_000, 1, cells).unwrap();
    assert_eq!(recognize(&Document::new(vec![table.into()])).receipt.read, 0);
}
