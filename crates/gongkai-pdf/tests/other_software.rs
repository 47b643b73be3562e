//! Shapes of tables that other software makes: browsers, spreadsheets, and tables without rulings.

// Each test file is a crate of its own and uses a part of these.
#[allow(dead_code)]
mod small;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

fn read(pdf: &Small) -> Document {
    PdfReader.read(&pdf.bytes(), &Limits::default()).expect("it is read")
}

/// The texts of each table's cells, row by row.
fn tables(document: &Document) -> Vec<Vec<String>> {
    let row = |table: &gongkai_core::document::Table, row| -> String {
        let cells = table.cells().iter().filter(|cell| cell.row == row);
        cells.map(|cell| cell.text.replace('\n', "/")).collect::<Vec<_>>().join("|")
    };
    document.tables().map(|table| (0..table.rows()).map(|number| row(table, number)).collect()).collect()
}

/// Texts in ten points, each drawn in one go at its place.
fn set(texts: &[(f64, f64, &str)]) -> String {
    texts.iter().map(|(x, y, text)| format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET ")).collect()
}

/// The rulings of a table with rows of twenty points from 700 down and columns at these places.
fn grid(rows: u32, columns: &[f64]) -> String {
    let (left, right) = (columns[0], columns[columns.len() - 1]);
    let across = (0..=rows).map(|row| format!("{left} {y} m {right} {y} l S ", y = 700 - 20 * row));
    let down = columns.iter().map(|x| format!("{x} 700 m {x} {bottom} l S ", bottom = 700 - 20 * rows));
    std::iter::once("0.5 w ".to_owned()).chain(across).chain(down).collect()
}

#[test]
fn a_number_that_runs_over_its_cell_is_one_number() {
    // Eight digits of ten points are 44 points wide: over the side of a cell, and over the side of the table.
    let texts = [(102.0, 686.0, "a"), (204.0, 686.0, "12345678"), (232.0, 686.0, "5"), (264.0, 686.0, "987654321")];
    let content = grid(1, &[100.0, 200.0, 230.0, 260.0, 290.0]) + &set(&texts);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|12345678|5|987654321"]]);
}

#[test]
fn a_label_that_runs_over_an_empty_cell_leaves_it_empty() {
    let texts = [(102.0, 686.0, "normativedocuments"), (262.0, 686.0, "5")];
    let content = grid(1, &[100.0, 160.0, 260.0, 290.0]) + &set(&texts);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["normativedocuments||5"]]);
}

#[test]
fn a_number_that_may_belong_to_either_cell_is_in_doubt() {
    // It is set neither at the side of the one cell nor of the other.
    let texts = [(102.0, 686.0, "a"), (214.0, 686.0, "123456"), (262.0, 686.0, "5")];
    let content = grid(1, &[100.0, 200.0, 230.0, 260.0, 290.0]) + &set(&texts);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|\u{FFFD}123|\u{FFFD}456|5"]]);
}
