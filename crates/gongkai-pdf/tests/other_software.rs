//! Shapes of tables that other software makes: browsers, spreadsheets, and tables without rulings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each file of tests uses a part of these")]
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
    let texts = [(102.0, 686.0, "a"), (204.0, 686.0, "12345678"), (252.0, 686.0, "5"), (264.0, 686.0, "987654321")];
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

#[test]
fn a_figure_that_the_clip_cuts_is_in_doubt() {
    let whole = set(&[(102.0, 686.0, "a"), (202.0, 686.0, "7")]);
    let cut = set(&[(232.0, 686.0, "123456")]);
    let content = grid(1, &[100.0, 200.0, 230.0, 260.0]) + &whole + "q 231 681 20 18 re W n " + &cut + "Q";
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|7|1234\u{FFFD}"]]);
}

#[test]
fn a_row_without_rulings_that_the_page_cuts_leaves_no_part_of_a_figure_as_the_figure() {
    let upper = [
        (200.0, 720.0, "total number"),
        (300.0, 720.0, "other number"),
        (100.0, 700.0, "a"),
        (200.0, 700.0, "123456"),
        (300.0, 700.0, "7"),
        (100.0, 680.0, "b"),
    ];
    let last = [(200.0, 680.0, "390182"), (300.0, 680.0, "8")];
    let lower = [(200.0, 780.0, "55"), (100.0, 750.0, "c"), (200.0, 750.0, "4"), (300.0, 750.0, "5")];
    let pages = Small::new().page(&(set(&upper) + &set(&last))).page(&set(&lower));
    let read = tables(&read(&pages)).concat();
    assert!(read.contains(&"b|390182/55|8".to_owned()), "{read:?}");
}

#[test]
fn columns_without_rulings_are_those_of_all_pages() {
    let head =
        [(100.0, 720.0, "name"), (200.0, 720.0, "received"), (300.0, 720.0, "carried"), (400.0, 720.0, "together")];
    let first = [(100.0, 700.0, "a"), (200.0, 700.0, "1"), (300.0, 700.0, "2"), (400.0, 700.0, "3")];
    let second = [(100.0, 780.0, "b"), (200.0, 780.0, "4"), (400.0, 780.0, "6")];
    let third = [(100.0, 760.0, "c"), (200.0, 760.0, "7"), (300.0, 760.0, "8"), (400.0, 760.0, "9")];
    let pages = Small::new().page(&(set(&head) + &set(&first))).page(&(set(&second) + &set(&third)));
    assert_eq!(tables(&read(&pages)), [["name|received|carried|together", "a|1|2|3", "b|4||6", "c|7|8|9"]]);
}

#[test]
fn numbers_of_neighbouring_columns_may_stand_close() {
    let rows = [(110.0, 700.0, "a"), (200.0, 700.0, "766745"), (238.0, 700.0, "523348")];
    let more = [(110.0, 680.0, "b"), (200.0, 680.0, "0"), (238.0, 680.0, "108386")];
    let content = set(&rows) + &set(&more);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|766745|523348", "b|0|108386"]]);
}

#[test]
fn a_note_that_wraps_without_rulings_leaves_its_value_in_doubt() {
    let rows = [(110.0, 700.0, "a"), (200.0, 700.0, "60"), (300.0, 700.0, "7"), (200.0, 689.0, "\\(part")];
    let more = [(110.0, 660.0, "b"), (200.0, 660.0, "1"), (300.0, 660.0, "2")];
    let content = set(&rows) + &set(&more);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|\u{FFFD}60/(part|7", "b|\u{FFFD}1/(part|2"]]);
}

#[test]
fn rows_between_rulings_hold_numbers_that_wrap() {
    let rules: String = [700, 670, 650].iter().map(|y| format!("0.5 w 100 {y} m 400 {y} l S ")).collect();
    let upper = [(110.0, 690.0, "a"), (210.0, 690.0, "12"), (310.0, 690.0, "7"), (215.0, 678.0, "3")];
    let lower = [(110.0, 657.0, "b"), (210.0, 657.0, "4"), (310.0, 657.0, "5")];
    let content = rules + &set(&upper) + &set(&lower);
    let expected = [["a|12/3|7", "b|4|5"]];
    assert_eq!(tables(&read(&Small::new().page(&content))), expected);
    let frame = "100 650 m 100 700 l S 400 650 m 400 700 l S ";
    assert_eq!(tables(&read(&Small::new().page(&(content + frame)))), expected, "in a frame");
}

#[test]
fn parts_of_wrapped_numbers_above_the_first_row_are_no_row_of_their_own() {
    let places = [100.0, 130.0, 160.0, 190.0, 220.0, 250.0, 280.0, 310.0];
    let head: Vec<_> = places.iter().map(|&x| (x, 740.0, "abc")).collect();
    let upper = [(130.0, 706.0, "161"), (190.0, 706.0, "278"), (250.0, 706.0, "157")];
    let row = [100.0, 160.0, 220.0, 280.0, 310.0].map(|x| (x, 700.0, "112"));
    let lower = [(130.0, 694.0, "0"), (190.0, 694.0, "3"), (250.0, 694.0, "3")];
    let content = [set(&head), set(&upper), set(&row), set(&lower)].concat();
    let read = tables(&read(&Small::new().page(&content))).concat();
    let certain = |text: &str| read.iter().flat_map(|row| row.split('|')).any(|cell| cell == text);
    assert!(!["161", "278", "157"].into_iter().any(certain), "{read:?}");
    assert!(read.iter().any(|row| row.contains("161") && row.contains("112")), "{read:?}");
}

#[test]
fn a_head_with_its_unit_in_brackets_is_no_part_of_a_note() {
    let upper = [(100.0, 720.0, "name"), (200.0, 720.0, "made"), (300.0, 720.0, "in force")];
    let row = [(100.0, 700.0, "rules"), (200.0, 700.0, "1"), (300.0, 700.0, "2")];
    let lower = [(100.0, 680.0, "name"), (200.0, 680.0, "amount \\(unit\\)")];
    let last = [(100.0, 660.0, "fees"), (200.0, 660.0, "0")];
    let content = [set(&upper), set(&row), set(&lower), set(&last)].concat();
    let expected = ["name|made|in force", "rules|1|2", "name|amount (unit)|", "fees|0|"];
    assert_eq!(tables(&read(&Small::new().page(&content))), [expected]);
}

#[test]
fn a_note_that_its_cell_cuts_leaves_the_cell_in_doubt() {
    let texts = [(102.0, 686.0, "a"), (202.0, 686.0, "0\\(part"), (242.0, 686.0, "5")];
    let content = grid(1, &[100.0, 200.0, 234.0, 274.0]) + &set(&texts);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|0(part\u{FFFD}|5"]]);
    let wide = [(102.0, 686.0, "a"), (202.0, 686.0, "0\\(part"), (292.0, 686.0, "5")];
    let content = grid(1, &[100.0, 200.0, 284.0, 320.0]) + &set(&wide);
    assert_eq!(tables(&read(&Small::new().page(&content))), [["a|0(part|5"]], "as its author left it");
}

#[test]
fn figures_of_two_cells_that_touch_over_a_ruling_are_in_doubt() {
    // Four digits of ten points are 22.24 points wide; the next figure begins where they end.
    let columns = [100.0, 115.0, 140.0, 170.0];
    let touching = [(101.0, 686.0, "2354"), (123.24, 686.0, "86"), (142.0, 686.0, "5")];
    let found = tables(&read(&Small::new().page(&(grid(1, &columns) + &set(&touching)))));
    assert_eq!(found, [["\u{FFFD}235|\u{FFFD}486|5"]]);
    let alone = [(101.0, 686.0, "2354"), (142.0, 686.0, "5")];
    let found = tables(&read(&Small::new().page(&(grid(1, &columns) + &set(&alone)))));
    assert_eq!(found, [["2354||5"]]);
}

#[test]
fn a_figure_that_leaves_its_table_and_ends_with_the_printed_page_is_in_doubt() {
    let content = |clip: u32| {
        let texts = [(102.0, 686.0, "a"), (202.0, 686.0, "7"), (242.3, 686.0, "1234")];
        format!("q 50 50 {clip} 800 re W n ") + &grid(1, &[100.0, 200.0, 240.0, 260.0]) + &set(&texts) + "Q"
    };
    let cut = tables(&read(&Small::new().page(&content(215)))).concat();
    assert!(cut[0].starts_with("a|7|\u{FFFD}"), "{cut:?}");
    assert_eq!(tables(&read(&Small::new().page(&content(400)))), [["a|7|1234"]]);
}

#[test]
fn text_in_faces_that_the_file_does_not_bring_is_read_and_as_wide_as_it_says() {
    // Two numbers of which the second begins where the first ends, and one that begins a digit's width further right.
    let content = |first: f64, code: fn(&str) -> String| {
        let set = |x: f64, text: &str| format!("BT /F9 10 Tf {x} 686 Td {} Tj ET ", code(text));
        set(102.0, "1234") + &set(102.0 + first, "567") + &set(102.0 + 2.5 * first, "89")
    };
    let literal = |text: &str| format!("({text})");
    let resources = "/Resources << /Font << /F9 11 0 R >> >>";
    let simple = |entries: &str, first: f64| {
        let face = Small::new().object(&format!("<< /Type /Font {entries} >>"));
        tables(&read(&face.page_with(&(grid(1, &[100.0, 300.0, 320.0]) + &content(first, literal)), resources)))
    };
    let standard = [
        ("Helvetica", 22.24),
        ("Helvetica-BoldOblique", 22.24),
        ("Courier", 24.0),
        ("Courier-Bold", 24.0),
        ("Times-Roman", 20.0),
        ("Times-BoldItalic", 20.0),
    ];
    for (name, first) in standard {
        let found = simple(&format!("/Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"), first);
        assert_eq!(found, [["1234567 89|"]], "{name}");
    }
    let widths = format!("/FirstChar 48 /LastChar 57 /Widths [{}]", "700 ".repeat(10));
    for name in ["ArialMT", "SimSun", "ABCDEF+Unknown"] {
        let flags = format!("/FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 32 >>");
        let entries = format!("/Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding {widths} {flags}");
        assert_eq!(simple(&entries, 28.0), [["1234567 89|"]], "{name}");
    }
    // A Chinese face by the codes of Unicode, whose digits are half as wide as its other characters.
    let codes = |text: &str| format!("<{}>", text.bytes().map(|byte| format!("00{byte:02X}")).collect::<String>());
    let face = "<< /Type /Font /Subtype /Type0 /BaseFont /SimHei /Encoding /UniGB-UCS2-H /DescendantFonts [12 0 R] >>";
    let descendant = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimHei /DW 1000 /W [17 26 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>";
    let pdf = Small::new().object(face).object(descendant);
    let pdf = pdf.page_with(&(grid(1, &[100.0, 300.0, 320.0]) + &content(20.0, codes)), resources);
    assert_eq!(tables(&read(&pdf)), [["1234567 89|"]]);
}

#[test]
fn dots_in_a_row_are_a_ruling_whatever_they_are_drawn_as() {
    let columns = [100.0, 200.0, 300.0];
    let texts = set(&[(102.0, 686.0, "a"), (202.0, 686.0, "1"), (102.0, 666.0, "b"), (202.0, 666.0, "2")]);
    // A browser's units make no dot quite as high as it is wide.
    let square = |x: f64, y: f64| format!("{x} {y} 1.0003 0.9998 re f ");
    let tall = |x: f64, y: f64| format!("{x} {y} 0.9998 1.0003 re f ");
    let circle = |x: f64, y: f64| {
        let (a, b, c) = (x + 0.5, x + 0.78, x + 1.0);
        let (d, e, f) = (y + 0.5, y + 0.78, y + 1.0);
        format!(
            "{a} {y} m {b} {y} {c} {} {c} {d} c {c} {e} {b} {f} {a} {f} c {} {f} {x} {e} {x} {d} c {x} {} {} {y} {a} {y} c f ",
            y + 0.22,
            x + 0.22,
            y + 0.22,
            x + 0.22
        )
    };
    for dot in [&square as &dyn Fn(f64, f64) -> String, &tall, &circle] {
        let across = (0..=2)
            .flat_map(|row| (0..=100).map(move |step| (100.0 + 2.0 * f64::from(step), 700.0 - 20.0 * f64::from(row))));
        let down = columns.iter().flat_map(|x| (0..=20).map(move |step| (*x, 660.0 + 2.0 * f64::from(step))));
        let dots: String = across.chain(down).map(|(x, y)| dot(x, y)).collect();
        assert_eq!(tables(&read(&Small::new().page(&(dots + &texts)))), [["a|1", "b|2"]]);
    }
}

#[test]
fn a_page_is_read_at_the_size_at_which_it_is_printed_or_its_text_is_text() {
    let content = grid(3, &[100.0, 200.0, 230.0, 260.0])
        + &set(&[(102.0, 686.0, "words in a cell"), (204.0, 686.0, "12"), (234.0, 686.0, "5")])
        + &set(&[(102.0, 666.0, "words in a cell"), (204.0, 666.0, "7"), (234.0, 666.0, "31")])
        + &set(&[(102.0, 646.0, "words in a cell"), (204.0, 646.0, "0"), (234.0, 646.0, "98")]);
    let expected = [["words in a cell|12|5", "words in a cell|7|31", "words in a cell|0|98"]];
    for (scale, unit) in [(1.0, ""), (0.1, "/UserUnit 10"), (0.1, ""), (0.25, ""), (8.0, ""), (4.0, "/UserUnit 2")] {
        let box_of = format!("/MediaBox [0 0 {} {}] {unit}", 595.0 * scale, 842.0 * scale);
        let page = format!("{scale} 0 0 {scale} 0 0 cm {content}");
        assert_eq!(tables(&read(&Small::new().page_with(&page, &box_of))), expected, "{scale} {unit}");
        // The next page has too few words to tell, and goes on as the first.
        let next = format!("{scale} 0 0 {scale} 0 0 cm ")
            + &grid(1, &[100.0, 200.0, 230.0, 260.0])
            + &set(&[(102.0, 686.0, "d"), (204.0, 686.0, "4"), (234.0, 686.0, "6")]);
        let both = Small::new().page_with(&page, &box_of).page_with(&next, &box_of);
        assert!(tables(&read(&both)).concat().contains(&"d|4|6".to_owned()), "{scale} {unit}");
    }
}
