//! Cells and runs in the colour of what is behind them: left out and said; what is light on dark is seen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod parts;

use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use gongkai_xlsx::XlsxReader;
use parts::workbook;

const THEME: &str = "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:themeElements><a:clrScheme name=\"o\">\
    <a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1><a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1>\
    <a:dk2><a:srgbClr val=\"44546A\"/></a:dk2><a:lt2><a:srgbClr val=\"E7E6E6\"/></a:lt2></a:clrScheme><a:fontScheme name=\"o\"/></a:themeElements></a:theme>";

/// A workbook whose value cell has a font and a fill of these colours.
fn read(font: &str, fill: &str, cell: &str, beside: &str) -> Document {
    let styles = format!(
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <fonts><font/><font>{font}</font></fonts><fills><fill><patternFill patternType=\"none\"/></fill>\
         <fill>{fill}</fill></fills><borders><border/></borders><cellXfs><xf/><xf fontId=\"1\" fillId=\"1\"/></cellXfs></styleSheet>"
    );
    let text = |text: &str| format!("t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" {}<c r=\"B1\" {}</row><row r=\"2\"><c r=\"A2\" {}{cell}<c r=\"C2\"><v>1</v></c></row></sheetData>{beside}",
        text("信息内容"),
        text("本年处理决定数量"),
        text("行政许可"),
    );
    let parts = [("xl/styles.xml", styles.as_str()), ("xl/theme/theme1.xml", THEME)];
    XlsxReader::new().read(&workbook(&sheet, &parts), &Limits::default()).expect("reads")
}

fn value(document: &Document) -> String {
    let cells = document.tables().flat_map(|table| table.cells());
    let at = |place: (Option<u32>, Option<u32>)| place == (Some(2), Some(2));
    cells
        .into_iter()
        .find(|cell| at((cell.position.table_row, cell.position.table_column)))
        .map_or_else(String::new, |cell| cell.text.clone())
}

const NUMBER: &str = "<c r=\"B2\" s=\"1\"><v>34</v></c>";
const WHITE: &str = "<color rgb=\"FFFFFFFF\"/>";
const NO_FILL: &str = "<patternFill patternType=\"none\"/>";

fn solid(colour: &str) -> String {
    format!("<patternFill patternType=\"solid\"><fgColor {colour}/><bgColor indexed=\"64\"/></patternFill>")
}

#[test]
fn a_value_in_the_colour_of_its_cell_is_not_seen() {
    for (font, fill) in [
        (WHITE, NO_FILL.to_owned()),
        ("<color theme=\"0\"/>", NO_FILL.to_owned()),
        ("<color indexed=\"9\"/>", NO_FILL.to_owned()),
        ("<color rgb=\"FFFDFDFD\"/>", solid("theme=\"0\"")),
        ("<color rgb=\"FFD9D9D9\"/>", solid("rgb=\"FFD9D9D9\"")),
        ("<color theme=\"0\" tint=\"-0.15\"/>", solid("theme=\"0\" tint=\"-0.15\"")),
        ("<color indexed=\"13\"/>", solid("rgb=\"FFFFFF00\"")),
        ("<color theme=\"3\"/>", solid("rgb=\"FF44546A\"")),
    ] {
        let text = "<c r=\"B2\" s=\"1\" t=\"inlineStr\"><is><t>34</t></is></c>";
        for cell in [NUMBER, text] {
            let document = read(font, &fill, cell, "");
            assert_eq!(value(&document), "", "{font} {fill}");
            let remark = document.remarks.iter().find(|remark| remark.kind == RemarkKind::NotShown).unwrap();
            assert!(remark.detail.zh.contains("B2“34”"), "{}", remark.detail);
        }
    }
    // A run of a text alone.
    let run =
        "<c r=\"B2\" t=\"inlineStr\"><is><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>9</t></r><r><t>34</t></r></is></c>";
    let document = read("", NO_FILL, run, "");
    assert_eq!(value(&document), "34");
    assert!(document.remarks.iter().any(|remark| remark.detail.zh.contains("B2“9”")));
}

#[test]
fn a_value_that_is_light_on_dark_or_of_changing_colours_is_seen() {
    let changing =
        "<conditionalFormatting sqref=\"A1 B2:B9\"><cfRule type=\"cellIs\" dxfId=\"0\"/></conditionalFormatting>";
    for (font, fill, beside) in [
        (WHITE, solid("rgb=\"FF1F4E79\""), ""),
        (WHITE, solid("theme=\"3\""), ""),
        (WHITE, "<patternFill patternType=\"gray125\"/>".to_owned(), ""),
        (WHITE, "<gradientFill><stop position=\"0\"/></gradientFill>".to_owned(), ""),
        (WHITE, NO_FILL.to_owned(), changing),
        (WHITE, NO_FILL.to_owned(), "<tableParts count=\"1\"><tablePart/></tableParts>"),
        ("<color auto=\"1\"/>", solid("rgb=\"FF000000\""), ""),
        ("", solid("rgb=\"FF000000\""), ""),
        ("<color rgb=\"FFFFF2CC\"/>", NO_FILL.to_owned(), ""),
    ] {
        let document = read(font, &fill, NUMBER, beside);
        assert_eq!(value(&document), "34", "{font} {fill} {beside}");
        assert!(document.remarks.iter().all(|remark| remark.kind != RemarkKind::NotShown), "{font} {fill}");
    }
}
