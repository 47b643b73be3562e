//! Tables without upright rulings whose labels and heads wrap over lines: read where the rows' own sums confirm them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests draw more with it")]
mod small;

use std::fmt::Write as _;

use gongkai_core::document::{Document, Table};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_pdf::PdfReader;
use gongkai_recognize::recognize;
use small::Small;

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end)).unwrap()
    }
}

fn text(x: f64, y: f64, size: f64, words: &str) -> String {
    let codes: String = words.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04x}");
        codes
    });
    format!("BT /F2 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// How many times a step goes into a count.
fn times(count: usize, step: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap()) * step
}

/// The widths of table three's columns, as shares.
const WIDTHS: [f64; 10] = [1.0, 1.6, 4.0, 1.0, 1.0, 1.0, 1.2, 1.2, 1.0, 1.0];

/// A table without upright rulings from 780 down, its texts wrapped in the middle of their cells' height; figures and heads
/// in the middle of their width.
fn drawn(table: &Table, size: f64, lead: f64, across: bool) -> String {
    let total: f64 = WIDTHS.iter().sum();
    let xs: Vec<f64> = (0..=10).map(|at| 40.0 + 515.0 * WIDTHS.iter().take(at).sum::<f64>() / total).collect();
    let wrapped = |words: &str, width: f64| -> Vec<String> {
        let most = (0..60).find(|count| times(count + 1, size) > width - 4.0).unwrap().max(1);
        let figure = words.chars().all(|char| char.is_ascii_digit());
        let chars: Vec<char> = words.chars().filter(|char| *char != '\n').collect();
        if figure { vec![words.to_owned()] } else { chars.chunks(most).map(|line| line.iter().collect()).collect() }
    };
    let mut heights = vec![lead + 4.0; table.rows()];
    for cell in table.cells() {
        let lines = wrapped(&cell.text, xs[cell.column + cell.column_span] - xs[cell.column]).len();
        let rows = cell.row..cell.row + cell.row_span;
        let lacks = times(lines, lead) + 4.0 - heights[rows.clone()].iter().sum::<f64>();
        if lacks > 0.0 {
            heights[rows].iter_mut().for_each(|height| *height += lacks / times(cell.row_span, 1.0));
        }
    }
    let top = |row: usize| 780.0 - heights.iter().take(row).sum::<f64>();
    let mut content = String::new();
    for cell in table.cells() {
        let (left, right) = (xs[cell.column], xs[cell.column + cell.column_span]);
        let (above, below) = (top(cell.row), top(cell.row + cell.row_span));
        if across {
            let _ = writeln!(content, "0.5 w {left} {above} m {right} {above} l {left} {below} m {right} {below} l S");
        }
        let lines = wrapped(&cell.text, right - left);
        let first = (above + below + times(lines.len(), lead)) / 2.0 - 0.8 * lead;
        for (at, line) in lines.iter().enumerate() {
            // The digits of the face are as wide as its letters.
            let wide = times(line.chars().count(), size);
            let x = if cell.column < 3 && cell.row > 2 { left + 2.0 } else { (left + right - wide) / 2.0 };
            content += &text(x, first - times(at, lead), size, line);
        }
    }
    content
}

#[test]
fn a_table_without_upright_rulings_is_read_where_its_rows_add_up() {
    let mut dice = Dice(29);
    for round in 0..24 {
        let mut report = Report::new(Organ::new("上河县司法局"), Year::new(2023).unwrap());
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        let keys: Vec<CellKey> = keys.into_iter().filter(|key| key.table() == TableKey::Applications).collect();
        for row in keys.chunks(7) {
            let figures: Vec<u32> = (0..6).map(|_| dice.below(40) * dice.below(2)).collect();
            let total = figures.iter().sum();
            for (key, figure) in row.iter().zip(figures.into_iter().chain([total])) {
                report.set(*key, Cell::from(figure));
            }
        }
        let composed: Document = compose(&report);
        let table = composed.tables().nth(1).unwrap();
        let size = [7.0, 7.5, 8.0, 8.5, 9.0, 9.5][usize::try_from(dice.below(6)).unwrap()];
        let across = dice.below(2) == 0;
        let content =
            text(60.0, 800.0, 12.0, "三、收到和处理政府信息公开申请情况") + &drawn(table, size, 1.2 * size, across);
        let document = PdfReader.read(&Small::new().page(&content).bytes(), &Limits::default()).unwrap();
        let reading = recognize(&document);
        for key in &keys {
            let read = reading.report.cell(*key);
            assert!(read.is_none() || read == report.cell(*key), "{round}: {key} is {read:?}");
        }
        let read = keys.iter().filter(|key| reading.report.cell(**key).is_some()).count();
        assert!(read * 10 > keys.len() * 7, "{round}: {read} of {} at {size}, {across}", keys.len());
    }
}
