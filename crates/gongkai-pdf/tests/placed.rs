//! Figures that nobody sees because of where they stand: outside the page or its crop box, outside a clip, under a box of
//! the paper's colour, in that colour, in a face of no size, or not drawn at all. Beside every value they change none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests draw more with it")]
mod small;

use std::fmt::Write as _;

use gongkai_core::document::Document;
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_pdf::PdfReader;
use gongkai_recognize::recognize;
use small::Small;

/// Ways to print a figure that nobody sees beside one at a place.
const WAYS: [&str; 9] = [
    "off the page",
    "left of the page",
    "outside a clip",
    "in white",
    "under a white box",
    "not drawn",
    "without size",
    "above the crop box",
    "transparent by a clip of nothing",
];

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn text(x: f64, y: f64, size: f64, words: &str) -> String {
    let codes: String = words.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04x}");
        codes
    });
    format!("BT /F2 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

fn hidden(way: &str, x: f64, y: f64, figure: &str) -> String {
    match way {
        "off the page" => text(640.0, y, 9.0, figure),
        "left of the page" => text(-60.0, y, 9.0, figure),
        "outside a clip" => format!("q 0 0 5 5 re W n {}Q\n", text(x + 45.0, y, 9.0, figure)),
        "transparent by a clip of nothing" => format!("q 10 10 0 0 re W n {}Q\n", text(x + 45.0, y, 9.0, figure)),
        "in white" => format!("1 1 1 rg {}0 0 0 rg\n", text(x + 45.0, y, 9.0, figure)),
        "under a white box" => {
            format!("{}1 1 1 rg {} {} 20 11 re f 0 0 0 rg\n", text(x + 45.0, y, 9.0, figure), x + 44.0, y - 2.0)
        }
        "not drawn" => format!("3 Tr {}0 Tr\n", text(x + 45.0, y, 9.0, figure)),
        "without size" => text(x + 45.0, y, 0.01, figure),
        _ => text(x, 830.0, 9.0, figure),
    }
}

/// The report's table two, ruled, with figures that nobody sees beside some of its values.
fn page(report: &Report, way: &str, dice: &mut Dice) -> Vec<u8> {
    let document: Document = compose(report);
    let table = document.tables().next().unwrap();
    let mut content = text(60.0, 800.0, 12.0, "二、主动公开政府信息情况");
    let (left, top, width, height) = (60.0, 780.0, 118.0, 24.0);
    let at = |index: usize, step: f64| f64::from(u32::try_from(index).unwrap()) * step;
    for cell in table.cells() {
        let (x, y) = (left + at(cell.column, width), top - at(cell.row + cell.row_span, height));
        let (w, h) = (at(cell.column_span, width), at(cell.row_span, height));
        let _ = writeln!(content, "0.5 w {x} {y} {w} {h} re S");
        content += &text(x + 5.0, y + 8.0, 8.0, &cell.text);
        if cell.key.is_some() && dice.below(2) == 0 {
            content += &hidden(way, x + 5.0, y + 8.0, &(dice.below(90) + 10).to_string());
        }
    }
    let crop = if way == "above the crop box" { "/CropBox [0 0 595 820]" } else { "" };
    Small::new().page_with(&content, crop).bytes()
}

#[test]
fn what_nobody_sees_is_no_part_of_a_figure() {
    let mut dice = Dice(41);
    for way in WAYS {
        for _ in 0..4 {
            let mut report = Report::new(Organ::new("上河县司法局"), Year::new(2023).unwrap());
            let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
            for key in keys.iter().filter(|key| key.table() == TableKey::Disclosure) {
                report.set(*key, Cell::from(u32::try_from(dice.below(900)).unwrap()));
            }
            let document = PdfReader.read(&page(&report, way, &mut dice), &Limits::default()).unwrap();
            let reading = recognize(&document);
            for key in keys.iter().filter(|key| key.table() == TableKey::Disclosure) {
                assert_eq!(reading.report.cell(*key), report.cell(*key), "{way}: {key}");
            }
        }
    }
}

/// Marks that nobody sees in a face whose encoding has no character for them do not shift what stands behind them.
#[test]
fn codes_without_a_character_take_their_two_bytes() {
    for (before, after) in [("\u{2066}", "\u{2069}"), ("\u{202d}", "\u{202c}"), ("", "\u{feff}"), ("\u{200e}", "")] {
        let mut report = Report::new(Organ::new("上河县司法局"), Year::new(2023).unwrap());
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        for (number, key) in (320_u32..).zip(keys.iter().filter(|key| key.table() == TableKey::Disclosure)) {
            report.set(*key, Cell::parse(&format!("{before}{number}{after}")));
        }
        let document = compose(&report);
        let table = document.tables().next().unwrap();
        let mut content = text(60.0, 800.0, 12.0, "二、主动公开政府信息情况");
        for cell in table.cells() {
            let at = |index: usize, step: f64| f64::from(u32::try_from(index).unwrap()) * step;
            let (x, y) = (60.0 + at(cell.column, 118.0), 780.0 - at(cell.row + cell.row_span, 24.0));
            let _ = writeln!(content, "0.5 w {x} {y} {} 24 re S", at(cell.column_span, 118.0));
            let words = if cell.key.is_some() { format!("{before}{}{after}", cell.text) } else { cell.text.clone() };
            content += &text(x + 5.0, y + 8.0, 8.0, &words);
        }
        let bytes = Small::new().page(&content).bytes();
        let reading = recognize(&PdfReader.read(&bytes, &Limits::default()).unwrap());
        for (number, key) in (320_u32..).zip(keys.iter().filter(|key| key.table() == TableKey::Disclosure)) {
            let read = reading.report.cell(*key).and_then(Cell::number).map(|number| number.to_string());
            assert_eq!(read, Some(number.to_string()), "{key} {before:?} {after:?}");
        }
    }
}
