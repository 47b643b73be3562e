//! Tables whose columns are not ruled throughout: cells that are shaded and not ruled, rulings between columns in every
//! second row alone, dots for rulings. No figure is wrong, and what each row shows is read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests draw more with it")]
mod small;

use std::fmt::Write as _;

use gongkai_core::document::TableCell;
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_pdf::PdfReader;
use gongkai_recognize::recognize;
use small::Small;

const SIZE: f64 = 7.0;
const LEFT: f64 = 45.0;
const HIGH: f64 = 22.0;

fn text(x: f64, y: f64, size: f64, words: &str) -> String {
    let codes: String = words.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04x}");
        codes
    });
    format!("BT /F2 {size} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{codes}> Tj ET\n")
}

fn report(seed: u32) -> Report {
    let mut report = Report::new(Organ::new("南洼县民政局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (seed..).zip(&keys) {
        report.set(*key, Cell::from(number % 90 + 10));
    }
    // The rows of table four add up.
    for row in ["reconsideration", "direct_litigation", "litigation_after_reconsideration"] {
        let parts: Vec<u32> = (0..4).map(|at| seed + at * 7).collect();
        for (column, part) in ["upheld", "corrected", "other", "pending"].iter().zip(&parts) {
            report.set(format!("disputes.{row}.{column}").parse().unwrap(), Cell::from(*part));
        }
        report.set(format!("disputes.{row}.total").parse().unwrap(), Cell::from(parts.iter().sum::<u32>()));
    }
    report
}

/// How the cells of a row are drawn.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// Each cell filled, and nothing between.
    Filled,
    /// Each cell filled, with a little paper between.
    Apart,
    /// Each cell filled and framed in white.
    WhiteFrames,
    /// The cells of every second row filled.
    Banded,
    /// A frame and rulings below all rows, and between the columns of every second one.
    HalfRuled,
    /// Dots for rulings.
    Dotted,
}

const WAYS: [Way; 6] = [Way::Filled, Way::Apart, Way::WhiteFrames, Way::Banded, Way::HalfRuled, Way::Dotted];

fn draw(way: Way, cell: &TableCell, columns: usize, (x, y, w, h): (f64, f64, f64, f64)) -> String {
    let shade = if cell.key.is_some() { "0.93 0.95 1 rg" } else { "0.85 0.9 0.8 rg" };
    let fill = |inset: f64| {
        let (x, y, w, h) = (x + inset, y + inset, w - 2.0 * inset, h - 2.0 * inset);
        format!("{shade} {x:.2} {y:.2} {w:.2} {h:.2} re f 0 0 0 rg\n")
    };
    let line = |x0: f64, y0: f64, x1: f64, y1: f64| format!("0.5 w {x0:.2} {y0:.2} m {x1:.2} {y1:.2} l S\n");
    let banded = cell.row % 2 == 1;
    match way {
        Way::Filled => fill(0.0),
        Way::Apart => fill(0.8),
        Way::WhiteFrames => format!("{}1 1 1 RG 1 w {x:.2} {y:.2} {w:.2} {h:.2} re S 0 0 0 RG\n", fill(0.0)),
        Way::Banded if banded => fill(0.0),
        Way::Banded => String::new(),
        Way::HalfRuled => {
            let mut drawn = line(x, y, x + w, y) + &line(x, y + h, x + w, y + h);
            if banded || cell.column == 0 {
                drawn += &line(x, y, x, y + h);
            }
            if banded || cell.column + cell.column_span == columns {
                drawn += &line(x + w, y, x + w, y + h);
            }
            drawn
        }
        Way::Dotted => {
            let mut drawn = String::new();
            let mut dots = |(x0, y0): (f64, f64), (dx, dy): (f64, f64), length: f64| {
                let mut at = 0.0;
                while at < length {
                    let _ = writeln!(drawn, "{:.2} {:.2} 0.75 0.75 re", x0 + dx * at, y0 + dy * at);
                    at += 1.5;
                }
                drawn += "f\n";
            };
            dots((x, y), (1.0, 0.0), w);
            dots((x, y + h), (1.0, 0.0), w);
            dots((x, y), (0.0, 1.0), h);
            dots((x + w, y), (0.0, 1.0), h);
            drawn
        }
    }
}

/// Tables two and four, one a page, each column as wide as its head.
fn pages(report: &Report, way: Way) -> Vec<u8> {
    let mut pdf = Small::new();
    for table in compose(report).tables().filter(|table| table.columns() != 10) {
        let width = if table.columns() == 4 { 120.0 } else { 33.0 };
        let heading = if width > 100.0 {
            "二、主动公开政府信息情况"
        } else {
            "四、政府信息公开行政复议、行政诉讼情况"
        };
        let mut content = text(LEFT, 800.0, 12.0, heading);
        let at = |index: usize, step: f64| f64::from(u32::try_from(index).unwrap()) * step;
        let mut texts = String::new();
        for cell in table.cells() {
            let (x, y) = (LEFT + at(cell.column, width), 780.0 - at(cell.row + cell.row_span, HIGH));
            let (w, h) = (at(cell.column_span, width), at(cell.row_span, HIGH));
            content += &draw(way, cell, table.columns(), (x, y, w, h));
            let long = f64::from(u32::try_from(cell.text.chars().count()).unwrap()) * SIZE;
            let wide = if cell.key.is_some() { long / 2.0 } else { long };
            texts += &text(x + (w - wide).max(2.0) / 2.0, y + h / 2.0 - 2.5, SIZE, &cell.text);
        }
        pdf = pdf.page(&(content + &texts));
    }
    pdf.bytes()
}

fn read(report: &Report, way: Way) -> Reading {
    recognize(&PdfReader.read(&pages(report, way), &Limits::default()).unwrap())
}

#[test]
fn no_figure_is_wrong_where_columns_are_not_ruled_throughout() {
    for seed in [3, 40, 77] {
        let report = report(seed);
        for way in WAYS {
            let reading = read(&report, way);
            for (key, cell) in reading.report.cells() {
                assert_eq!(Some(cell), report.cell(key), "{way:?} {key}");
            }
            let own = |key: CellKey| key.table() != TableKey::Applications;
            let unread: Vec<String> =
                reading.receipt.unread.iter().filter(|cell| own(cell.key)).map(|cell| cell.key.to_string()).collect();
            // Between shaded rows nothing tells a row of a single cell from one of several.
            let some = if matches!(way, Way::Banded) { 6 } else { 0 };
            assert!(unread.len() <= some, "{way:?}: {unread:?}");
        }
    }
}
