//! Text in the colour of what is behind it, and text that a table's style sets otherwise in some cells only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod package;

use gongkai_core::document::{Document, RemarkKind};
use package::{NAMESPACES, lines, p, package_of, read, try_read};

fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A table of two rows and two columns whose last cell has these properties and runs.
fn table(of_table: &str, of_cell: &str, of_paragraph: &str, runs: &str) -> String {
    let label = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    format!(
        "<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tr>{}{}</w:tr><w:tr>{}<w:tc><w:tcPr>{of_cell}</w:tcPr>\
         <w:p><w:pPr>{of_paragraph}</w:pPr>{runs}</w:p></w:tc></w:tr></w:tbl>",
        label("信息内容"),
        label("本年处理决定数量"),
        label("行政许可"),
    )
}

fn last(document: &Document) -> String {
    document.tables().next().unwrap().cells().last().unwrap().text.clone()
}

fn said(document: &Document) -> Vec<&str> {
    let kind = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown);
    // What is left out is quoted, in Chinese and again in English.
    kind.filter_map(|remark| remark.detail.zh.split_once('“')?.1.split('”').next()).collect()
}

const WHITE: &str = r#"<w:color w:val="FFFFFF"/>"#;
const STYLES: &str = r#"<w:style w:type="character" w:styleId="ghost"><w:name w:val="g"/><w:rPr><w:color w:val="fefefe"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="dark"><w:name w:val="d"/><w:pPr><w:shd w:val="clear" w:fill="002060"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
    <w:style w:type="table" w:styleId="Band"><w:name w:val="b"/><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:style>"#;

#[test]
fn text_in_the_colour_of_what_is_behind_it_is_left_out_and_said() {
    let fill = |colour: &str| format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>"#);
    let grey = fill("D9D9D9");
    for (of_table, of_cell, of_paragraph, ghost) in [
        ("", "", "", WHITE),
        ("", "", "", r#"<w:color w:val="FFFFFF" w:themeColor="background1"/>"#),
        ("", "", "", r#"<w:rStyle w:val="ghost"/>"#),
        ("", &fill("FFFFFF") as &str, "", WHITE),
        ("", &grey, "", r#"<w:color w:val="D9D9D9"/>"#),
        ("", "", &grey, r#"<w:color w:val="d8d8d8"/>"#),
        (&grey, "", "", r#"<w:color w:val="D9D9D9"/>"#),
        ("", "", "", r#"<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>"#),
        ("", "", "", r#"<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000"/>"#),
        (r#"<w:tblStyle w:val="Band"/>"#, "", "", r#"<w:color w:val="1F3864"/>"#),
        // The cell takes the style's shading back, and stands on the page.
        (r#"<w:tblStyle w:val="Band"/>"#, &fill("auto"), "", WHITE),
        ("", "", "", r#"<w:sz w:val="2"/>"#),
    ] {
        let document = read(
            &table(of_table, of_cell, of_paragraph, &(r(ghost, "9") + &r(r#"<w:color w:val="C00000"/>"#, "34"))),
            &[("styles", STYLES)],
        );
        assert_eq!((last(&document).as_str(), said(&document)), ("34", vec!["9"]), "{of_cell}{of_paragraph}{ghost}");
    }
}

#[test]
fn light_text_on_dark_or_unknown_ground_is_seen() {
    let fill = |colour: &str| format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>"#);
    let dark = fill("1F4E79");
    for (of_table, of_cell, of_paragraph, light) in [
        ("", &dark as &str, "", WHITE),
        (&dark, "", "", WHITE),
        ("", "", &dark, WHITE),
        ("", "", r#"<w:pStyle w:val="dark"/>"#, ""),
        (r#"<w:tblStyle w:val="Band"/>"#, "", "", WHITE),
        ("", "", "", r#"<w:color w:val="FFFFFF"/><w:highlight w:val="darkRed"/>"#),
        ("", "", "", r#"<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>"#),
        ("", r#"<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>"#, "", WHITE),
        ("", "", "", r#"<w:color w:val="FFFFFF"/><w:outline/>"#),
        ("", "", "", r#"<w:color w:val="auto"/>"#),
        ("", r#"<w:shd w:val="solid" w:color="000000"/>"#, "", ""),
        ("", "", "", r#"<w:color w:val="FFF2CC"/>"#),
        ("", "", "", r#"<w:rPrChange><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:rPrChange>"#),
    ] {
        let document = read(&table(of_table, of_cell, of_paragraph, &r(light, "34")), &[("styles", STYLES)]);
        assert_eq!((last(&document).as_str(), said(&document)), ("34", vec![]), "{of_cell}{of_paragraph}{light}");
    }
    // A cell's ground is behind the table in it.
    let inner = table("", "", "", &r(WHITE, "12"));
    let outer = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr>{dark}</w:tcPr>{inner}<w:p/></w:tc></w:tr></w:tbl>{}",
        table("", "", "", &(r(WHITE, "9") + &r("", "34")))
    );
    let document = read(&outer, &[]);
    let numbers: Vec<String> = document.tables().map(|table| table.cells().last().unwrap().text.clone()).collect();
    assert_eq!(numbers, ["12", "34"]);
    // A page in colour, and a picture behind the text, may be behind any of it.
    for (before, inside) in [
        (r#"<w:background w:color="002060"/>"#, ""),
        ("", r#"<w:p><w:r><w:drawing><wp:anchor xmlns:wp="x" behindDoc="1"/></w:drawing></w:r></w:p>"#),
    ] {
        let body = format!("{inside}<w:p>{}</w:p>", r(WHITE, "白字"));
        let document = format!("<w:document {NAMESPACES}>{before}<w:body>{body}</w:body></w:document>");
        let document = try_read(&package_of(&document, &[])).unwrap();
        assert_eq!(lines(&document).last().map(String::as_str), Some("白字"), "{before}");
    }
}

/// A table's style that strikes, hides or raises text under conditions.
fn conditional(conditions: &[(&str, &str)]) -> String {
    let conditions: String = conditions
        .iter()
        .map(|(name, look)| format!(r#"<w:tblStylePr w:type="{name}"><w:rPr>{look}</w:rPr></w:tblStylePr>"#))
        .collect();
    format!(
        r#"<w:style w:type="table" w:styleId="Base"><w:name w:val="b"/>{conditions}</w:style>
        <w:style w:type="table" w:styleId="T"><w:basedOn w:val="Base"/><w:name w:val="t"/></w:style>"#
    )
}

/// The texts of a table of three rows and columns, numbered row by row, after it was read with a style.
fn texts(look: &str, styles: &str) -> String {
    let cell = |text: usize| format!("<w:tc>{}</w:tc>", p(&text.to_string()));
    let row = |row: usize| format!("<w:tr>{}</w:tr>", (1..4).map(|column| cell(row * 10 + column)).collect::<String>());
    let rows: String = (1..4).map(row).collect();
    let body = format!(r#"<w:tbl><w:tblPr><w:tblStyle w:val="T"/>{look}</w:tblPr>{rows}</w:tbl>"#);
    let document = read(&body, &[("styles", styles)]);
    document.tables().next().unwrap().cells().iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join(" ")
}

#[test]
fn conditions_of_a_tables_style_hold_for_their_cells() {
    let all =
        r#"<w:tblLook w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="1" w:noHBand="0" w:noVBand="0"/>"#;
    let none =
        r#"<w:tblLook w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#;
    let whole = "11 12 13 21 22 23 31 32 33";
    for (name, rest) in [
        ("wholeTable", "        "),
        ("firstRow", "   21 22 23 31 32 33"),
        ("lastRow", "11 12 13 21 22 23   "),
        ("firstCol", " 12 13  22 23  32 33"),
        ("lastCol", "11 12  21 22  31 32 "),
        ("nwCell", " 12 13 21 22 23 31 32 33"),
        ("seCell", "11 12 13 21 22 23 31 32 "),
        ("band1Horz", "11 12 13    31 32 33"),
        ("band2Horz", whole),
        ("band1Vert", "11  13 21  23 31  33"),
    ] {
        for void in ["<w:strike/>", "<w:vanish/>", r#"<w:color w:val="FFFFFF"/>"#] {
            let styles = conditional(&[(name, void)]);
            assert_eq!(texts(all, &styles), rest, "{name} {void}");
            if name != "wholeTable" {
                assert_eq!(texts(none, &styles), whole, "{name} is not asked for");
            }
        }
    }
    // The bits of older files, and bands of more rows than one.
    let last_column = r#"<w:tblLook w:val="0700"/>"#;
    assert_eq!(
        texts(last_column, &conditional(&[("lastCol", "<w:strike/>"), ("firstRow", "<w:strike/>")])),
        "11 12  21 22  31 32 "
    );
    let bands = conditional(&[("band1Horz", "<w:strike/>")]).replacen(
        "<w:tblStylePr",
        r#"<w:tblStyleRowBandSize w:val="2"/><w:tblStylePr"#,
        1,
    );
    assert_eq!(texts(r#"<w:tblLook w:val="0400"/>"#, &bands), "      31 32 33");
    // A column has the last word over a row, and a corner over both.
    let three = conditional(&[("firstRow", "<w:strike/>"), ("firstCol", r#"<w:strike w:val="0"/>"#)]);
    assert_eq!(texts(all, &three), "11   21 22 23 31 32 33");
    // White heads on the dark band of the style are seen.
    let head = r#"<w:style w:type="table" w:styleId="T"><w:name w:val="t"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>"#;
    assert_eq!(texts(all, head), whole);
}

#[test]
fn a_mark_that_the_last_column_raises_is_a_mark() {
    let styles = conditional(&[("lastCol", r#"<w:vertAlign w:val="superscript"/>"#)]);
    let on_line = r(r#"<w:vertAlign w:val="baseline"/>"#, "18");
    let look = r#"<w:tblStyle w:val="T"/><w:tblLook w:val="0100"/>"#;
    let document = read(&table(look, "", "", &(on_line + &r("", "1"))), &[("styles", &styles)]);
    assert_eq!(last(&document), "18¹");
}
