//! Text over text: upright watermarks, and figures on which something else was set.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each file of tests uses a part of these")]
mod small;

use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

fn read(content: &str) -> Document {
    let states = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /ExtGState << /Faint << /ca 0.2 >> >> >>";
    PdfReader.read(&Small::new().page_with(content, states).bytes(), &Limits::default()).expect("it is read")
}

/// Four rows of three cells of a hundred points, from 700 down.
fn table() -> String {
    let mut content = String::from("0.5 w ");
    for row in 0..=4 {
        content += &format!("100 {y} m 400 {y} l S ", y = 700 - 20 * row);
    }
    for x in [100, 200, 300, 400] {
        content += &format!("{x} 620 m {x} 700 l S ");
    }
    for (row, [a, b, c]) in
        [["name", "first", "second"], ["a", "934", "20"], ["b", "17", "305"], ["c", "8", "41"]].iter().enumerate()
    {
        for (x, text) in [(110, a), (210, b), (310, c)] {
            content += &format!("BT /F1 10 Tf {x} {} Td ({text}) Tj ET ", 686 - 20 * row);
        }
    }
    content
}

const WHOLE: &str = "name|first|second|a|934|20|b|17|305|c|8|41";

fn cells(document: &Document) -> String {
    let table = document.tables().next().expect("a table");
    table.cells().iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|")
}

fn said(document: &Document, text: &str) -> bool {
    document.remarks.iter().any(|remark| remark.kind == RemarkKind::NotShown && remark.detail.zh.contains(text))
}

#[test]
fn an_upright_watermark_is_left_out_and_said_wherever_it_stands() {
    // Over a figure, beside one in its cell, and outside the table.
    let marks = "BT /F1 9 Tf 212 668 Td (Wei 73) Tj ET BT /F1 9 Tf 350 647 Td (Wei 73) Tj ET BT /F1 9 Tf 120 500 Td (Wei 73) Tj ET ";
    for ink in ["0.85 g ", "/Faint gs 0.7 0 0 rg "] {
        for content in [format!("{} q {ink} {marks} Q", table()), format!("q {ink} {marks} Q {}", table())] {
            let document = read(&content);
            assert_eq!(cells(&document), WHOLE, "{ink}");
            assert_eq!(document.paragraphs().count(), 0, "{ink}");
            assert!(said(&document, "Wei73"), "{ink}: {:?}", document.remarks);
        }
    }
    // One that runs upwards, and one that leans a little.
    for turn in ["0 9 -9 0 220 630", "8.97 0.63 -0.63 8.97 205 655"] {
        let document = read(&format!("{} q 0.85 g BT /F1 3 Tf {turn} Tm (Draft 73) Tj ET Q", table()));
        assert_eq!(cells(&document), WHOLE, "{turn}");
    }
}

#[test]
fn digits_far_larger_than_what_they_lie_on_are_a_watermark_too() {
    let marks = "BT /F1 26 Tf 205 660 Td (20240115) Tj ET BT /F1 26 Tf 352 622 Td (20240115) Tj ET ";
    let document = read(&format!("{} q 0.85 g {marks} Q", table()));
    assert_eq!(cells(&document), WHOLE);
    assert!(said(&document, "20240115"), "{:?}", document.remarks);
    // In the ink of the text they are no watermark.
    let document = read(&format!("{} {marks}", table()));
    assert!(!said(&document, "20240115") && cells(&document).contains('\u{FFFD}'), "{}", cells(&document));
}

#[test]
fn pale_text_that_lies_on_nothing_is_the_pages_own() {
    let document = read(&format!("{} q 0.8 g BT /F1 9 Tf 350 666 Td (78 pieces) Tj ET Q", table()));
    assert!(cells(&document).contains("78 pieces"));
    // And so are figures, pale as they may be.
    let document = read(&format!("{} q 0.8 g BT /F1 9 Tf 212 668 Td (73) Tj ET Q", table()));
    assert!(!document.remarks.iter().any(|remark| remark.detail.zh.contains("水印")));
}

#[test]
fn a_figure_on_which_another_text_lies_is_in_doubt() {
    let document = read(&format!("{} BT /F1 12 Tf 208 669 Td (62) Tj ET", table()));
    let cell = cells(&document);
    assert!(cell.contains('\u{FFFD}') && !cell.contains("|934|"), "{cell}");
    // What is set twice to look bold is one text.
    let bold = read(&format!("{} BT /F1 10 Tf 210.3 666 Td (934) Tj ET", table()));
    assert_eq!(cells(&bold), WHOLE);
    // Nor do two figures of one size read as one, that is set right where the other is.
    for place in ["210 666", "210.4 666.2", "213 666"] {
        let document = read(&format!("{} BT /F1 10 Tf {place} Td (621) Tj ET", table()));
        let cell = cells(&document);
        assert!(cell.contains('\u{FFFD}'), "{place}: {cell}");
    }
}

#[test]
fn figures_aslant_or_upside_down_leave_their_cells_unread() {
    let emptied = table().replace("(17)", "( )");
    let pictured = |content: &str| {
        let document = read(content);
        let table = document.tables().next().expect("a table");
        table.at(2, 1).is_some_and(|cell| cell.text.is_empty() && cell.picture)
    };
    for turn in ["-10 0 0 10 230 653", "7.07 7.07 -7.07 7.07 215 643", "9.8 -1.7 1.7 9.8 210 648"] {
        let figure = |ink: &str, text: &str| format!("{emptied} q {ink} BT /F1 1 Tf {turn} Tm ({text}) Tj ET Q");
        assert!(pictured(&figure("0 g", "17")), "{turn}");
        assert!(!pictured(&figure("0.85 g", "17")), "a watermark: {turn}");
        assert!(!pictured(&figure("0 g", "No 17")), "no figure: {turn}");
    }
}

#[test]
fn a_watermark_is_known_from_the_page_before() {
    let states = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>";
    let mark = "q 0.85 g BT /F1 9 Tf 212 668 Td (Wei 73) Tj ET Q ";
    let last = "BT /F1 10 Tf 100 780 Td (End) Tj ET q 0.85 g BT /F1 9 Tf 212 400 Td (Wei 73) Tj ET BT /F1 9 Tf 212 300 Td (Other 8) Tj ET Q ";
    let pdf = Small::new().page_with(&(table() + mark), states).page_with(last, states);
    let document = PdfReader.read(&pdf.bytes(), &Limits::default()).expect("it is read");
    let texts: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(texts, ["End", "Other 8"]);
}
