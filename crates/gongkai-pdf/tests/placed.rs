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
const WAYS: [&str; 15] = [
    "off the page",
    "left of the page",
    "outside a clip",
    "in white",
    "under a white box",
    "not drawn",
    "without size",
    "above the crop box",
    "transparent by a clip of nothing",
    "under a white box with round corners",
    "in a group that leaves no mark",
    "on a layer for printers",
    "on a layer that is shown when another is not",
    "in a form on a layer for printers",
    "in a form on a layer that is shown when another is not",
];

/// What may lie over a figure that is seen all the same.
const VEILS: [&str; 5] = ["a marker", "a see-through group", "a frame", "a dyed group", "a watermark"];

/// What may hide a figure, so that its cell is neither blank nor read.
const BLOTS: [&str; 5] = ["a black box", "an ellipse", "a thick line", "a thick line by hand", "a picture"];

/// What rulings are drawn as.
const RULINGS: [&str; 4] = ["one figure", "dots", "round dots", "a frame with its inside left out"];

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
        "under a white box with round corners" => {
            let (a, b, c, d) = (x + 43.0, y - 3.0, x + 65.0, y + 10.0);
            let (e, f) = (a + 3.0, c - 3.0);
            let round = format!(
                "{e} {b} m {f} {b} l {c} {b} {c} {b} {c} {} c {c} {} l {c} {d} {c} {d} {f} {d} c {e} {d} l {a} {d} {a} {d} {a} {} c {a} {} l {a} {b} {a} {b} {e} {b} c f",
                b + 3.0,
                d - 3.0,
                d - 3.0,
                b + 3.0
            );
            format!("{}1 1 1 rg {round} 0 0 0 rg\n", text(x + 45.0, y, 9.0, figure))
        }
        "in a group that leaves no mark" => {
            format!("q /None gs 1 0 0 1 {} {y} cm /Digits Do Q\n", x + 45.0)
        }
        "on a layer for printers" => format!("/OC /Printed BDC {}EMC\n", text(x + 45.0, y, 9.0, figure)),
        "on a layer that is shown when another is not" => {
            format!("/OC /Unless BDC {}EMC\n", text(x + 45.0, y, 9.0, figure))
        }
        "in a form on a layer for printers" => format!("q 1 0 0 1 {} {y} cm /Ghost Do Q\n", x + 45.0),
        "in a form on a layer that is shown when another is not" => {
            format!("q 1 0 0 1 {} {y} cm /Other\tDo Q\n", x + 45.0)
        }
        "not drawn" => format!("3 Tr {}0 Tr\n", text(x + 45.0, y, 9.0, figure)),
        "without size" => text(x + 45.0, y, 0.01, figure),
        _ => text(x, 830.0, 9.0, figure),
    }
}

/// What lies over the figure at a place.
fn over(way: &str, x: f64, y: f64) -> String {
    let inside = format!("{} {} 30 14 re", x - 3.0, y - 4.0);
    match way {
        "a marker" => format!("q /Half gs 1 1 0 rg {inside} f Q\n"),
        "a see-through group" => format!("q /Half gs 1 0 0 1 {} {} cm /Paper Do Q\n", x - 3.0, y - 4.0),
        "a dyed group" => format!("q /Multiply gs 1 0 0 1 {} {} cm /Paper Do Q\n", x - 3.0, y - 4.0),
        "a frame" => format!("0 g {} {} 40 18 re {inside} f*\n", x - 4.0, y - 6.0),
        "a watermark" => format!("q 0.85 g {}Q\n", text(x - 2.0, y + 1.0, 12.0, "样稿12")),
        "a black box" => format!("0 g {inside} f\n"),
        "an ellipse" => {
            let (a, b, c, d) = (x - 12.0, x + 34.0, y - 7.0, y + 13.0);
            format!("0 g {a} {} m {a} {d} {b} {d} {b} {} c {b} {c} {a} {c} {a} {} c f\n", y + 3.0, y + 3.0, y + 3.0)
        }
        "a thick line" => format!("q 11 w {} {} m {} {} l S Q\n", x - 3.0, y + 3.0, x + 27.0, y + 3.0),
        "a thick line by hand" => {
            let y = y + 3.0;
            format!(
                "q 12 w 1 J {} {y} m {} {} l {} {} l {} {y} l S Q\n",
                x - 2.0,
                x + 8.0,
                y + 1.0,
                x + 17.0,
                y - 0.7,
                x + 26.0
            )
        }
        _ => format!("q 30 0 0 14 {} {} cm /Im1 Do Q\n", x - 3.0, y - 4.0),
    }
}

/// A cell's sides.
fn sides(ruling: &str, (x, y): (f64, f64), (w, h): (f64, f64)) -> String {
    let dot = |at: (f64, f64)| match ruling {
        "dots" => format!("{} {} 0.9003 0.8999 re f ", at.0 - 0.45, at.1 - 0.45),
        _ => {
            let (a, b, c, d) = (at.0 - 0.6, at.0 + 0.6, at.1 - 0.6, at.1 + 0.6);
            format!("{a} {} m {a} {d} {b} {d} {b} {} c {b} {c} {a} {c} {a} {} c f ", at.1, at.1, at.1)
        }
    };
    match ruling {
        "one figure" => format!("0.5 w {x} {y} {w} {h} re S\n"),
        "a frame with its inside left out" => {
            format!("0 g {x} {y} {w} {h} re {} {} {} {} re f*\n", x + 0.5, y + 0.5, w - 1.0, h - 1.0)
        }
        _ => {
            let steps = |length: f64| (0_u32..).map(|step| f64::from(step) * 2.0).take_while(move |at| *at <= length);
            let across = steps(w).flat_map(|at| [(x + at, y), (x + at, y + h)]);
            let down = steps(h).flat_map(|at| [(x, y + at), (x + w, y + at)]);
            across.chain(down).map(dot).collect::<String>() + "\n"
        }
    }
}

/// The report's table two, ruled in one of many ways, with figures that nobody sees beside some of its values; or with
/// something over some of its values, whose keys come with it.
fn page(report: &Report, way: &str, dice: &mut Dice) -> (Vec<u8>, Vec<CellKey>) {
    let mut covered = Vec::new();
    let ruling = RULINGS[usize::try_from(dice.below(RULINGS.len() as u64)).unwrap()];
    let scale = [1.0, 1.0, 0.2, 6.0][usize::try_from(dice.below(4)).unwrap()];
    let document: Document = compose(report);
    let table = document.tables().next().unwrap();
    let mut content = text(60.0, 800.0, 12.0, "二、主动公开政府信息情况");
    let (left, top, width, height) = (60.0, 780.0, 118.0, 24.0);
    let at = |index: usize, step: f64| f64::from(u32::try_from(index).unwrap()) * step;
    for cell in table.cells() {
        let (x, y) = (left + at(cell.column, width), top - at(cell.row + cell.row_span, height));
        let (w, h) = (at(cell.column_span, width), at(cell.row_span, height));
        content += &sides(ruling, (x, y), (w, h));
        content += &text(x + 5.0, y + 8.0, 8.0, &cell.text);
        if let Some(key) = cell.key
            && dice.below(2) == 0
            && !WAYS.contains(&way)
        {
            covered.push(key);
            content += &over(way, x + 5.0, y + 8.0);
        } else if cell.key.is_some() && WAYS.contains(&way) && dice.below(2) == 0 {
            content += &hidden(way, x + 5.0, y + 8.0, &(dice.below(90) + 10).to_string());
        }
    }
    let high = if way == "above the crop box" { 820.0 } else { 842.0 };
    let states = "/None << /ca 0 >> /Half << /ca 0.3 >> /Multiply << /BM /Multiply >>";
    let drawn = "/Im1 8 0 R /Digits 11 0 R /Paper 12 0 R /Ghost 15 0 R /Other 16 0 R";
    let layers = "/Printed 13 0 R /Unless 14 0 R";
    let entries = format!(
        "/MediaBox [0 0 {} {}] /CropBox [0 0 {} {}] /Resources << /Font << /F2 4 0 R >> /XObject << {drawn} >> /ExtGState << {states} >> /Properties << {layers} >> >>",
        595.0 * scale,
        842.0 * scale,
        595.0 * scale,
        high * scale
    );
    let group = |content: &str| {
        (
            "/Type /XObject /Subtype /Form /BBox [0 0 30 14] /Group << /S /Transparency >> /Resources << /Font << /F2 4 0 R >> >>",
            content.to_owned(),
        )
    };
    let (digits, figure) = group(&text(0.0, 0.0, 9.0, "57"));
    let (paper, white) = group("1 1 0.9 rg 0 0 30 14 re f");
    let pdf = Small::new().catalogue("/OCProperties << /OCGs [13 0 R] /D << >> >>");
    let pdf = pdf.stream(digits, figure.as_bytes()).stream(paper, white.as_bytes());
    let pdf = pdf.object("<< /Type /OCG /Name (p) /Usage << /View << /ViewState /OFF >> >> >>");
    let pdf = pdf.object("<< /Type /OCMD /VE [/And 13 0 R] >>");
    let pdf = [13, 14].into_iter().fold(pdf, |pdf, layer| {
        let (entries, figure) = group(&text(0.0, 0.0, 9.0, "68"));
        pdf.stream(&format!("{entries} /OC {layer} 0 R"), figure.as_bytes())
    });
    let content = format!("{scale} 0 0 {scale} 0 0 cm\n{content}");
    (pdf.page_with(&content, &entries).bytes(), covered)
}

/// A report with a table two of random figures, and the keys of its cells.
fn filled(dice: &mut Dice) -> (Report, Vec<CellKey>) {
    let mut report = Report::new(Organ::new("上河县司法局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    let keys: Vec<CellKey> = keys.into_iter().filter(|key| key.table() == TableKey::Disclosure).collect();
    for key in &keys {
        report.set(*key, Cell::from(u32::try_from(dice.below(900)).unwrap()));
    }
    (report, keys)
}

#[test]
fn what_nobody_sees_is_no_part_of_a_figure() {
    let mut dice = Dice(41);
    for way in WAYS.into_iter().chain(VEILS) {
        for _ in 0..4 {
            let (report, keys) = filled(&mut dice);
            let document = PdfReader.read(&page(&report, way, &mut dice).0, &Limits::default()).unwrap();
            let reading = recognize(&document);
            for key in keys {
                assert_eq!(reading.report.cell(key), report.cell(key), "{way}: {key}");
            }
        }
    }
}

#[test]
fn what_is_covered_is_neither_read_nor_blank() {
    let mut dice = Dice(43);
    for way in BLOTS {
        for _ in 0..4 {
            let (report, keys) = filled(&mut dice);
            let (bytes, covered) = page(&report, way, &mut dice);
            let reading = recognize(&PdfReader.read(&bytes, &Limits::default()).unwrap());
            for key in keys {
                let expected = report.cell(key).filter(|_| !covered.contains(&key));
                assert_eq!(reading.report.cell(key), expected, "{way}: {key}");
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
