//! What lies over a page's text or beside it: form fields, typewritten notes, struck out text, marks off the line,
//! pictures in cells, text that nobody sees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each file of tests uses a part of these")]
mod small;

use gongkai_core::document::{Document, MarkKind, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

fn read(pdf: &Small) -> Document {
    PdfReader.read(&pdf.bytes(), &Limits::default()).expect("it is read")
}

/// A row of four cells of a hundred points, with texts in the first three as they are given.
fn row(texts: [&str; 3]) -> String {
    let mut content = String::from("0.5 w 100 700 m 500 700 l S 100 680 m 500 680 l S ");
    for x in [100, 200, 300, 400, 500] {
        content += &format!("{x} 680 m {x} 700 l S ");
    }
    for (x, text) in [110, 210, 310].into_iter().zip(texts) {
        content += &format!("BT /F1 10 Tf {x} 686 Td ({text}) Tj ET ");
    }
    content
}

fn cells(document: &Document) -> String {
    let table = document.tables().next().expect("a table");
    table.cells().iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|")
}

fn said(document: &Document, kind: RemarkKind) -> Vec<String> {
    document.remarks.iter().filter(|remark| remark.kind == kind).map(|remark| remark.detail.zh.clone()).collect()
}

/// A form whose one field stands in the last cell, with more entries of the field and of its note.
fn form(field: &str, look: Option<&str>) -> Small {
    let pdf = Small::new().catalogue("/AcroForm << /Fields [11 0 R] /DA (/Helv 8 Tf 0 g) >>");
    let drawn = if look.is_some() { "/AP << /N 12 0 R >>" } else { "" };
    let pdf =
        pdf.object(&format!("<< /Type /Annot /Subtype /Widget /T (count) /Rect [405 682 495 698] {drawn} {field} >>"));
    let resources = "/Type /XObject /Subtype /Form /BBox [0 0 90 16] /Resources << /Font << /Helv 3 0 R >> >>";
    let pdf = pdf.stream(resources, look.unwrap_or_default().as_bytes());
    pdf.page_with(&row(["a", "1", "2"]), "/Annots [11 0 R]")
}

fn drawn(text: &str) -> String {
    format!("/Tx BMC q BT /Helv 8 Tf 2 4 Td ({text}) Tj ET Q EMC")
}

#[test]
fn a_field_is_read_at_its_place() {
    for look in [None, Some(drawn("33")), Some("/Tx BMC EMC".to_owned())] {
        let document = read(&form("/FT /Tx /F 4 /V (33)", look.as_deref()));
        assert_eq!(cells(&document), "a|1|2|33", "{look:?}");
        assert!(said(&document, RemarkKind::FormField).is_empty());
    }
    assert_eq!(cells(&read(&form("/FT /Tx /F 4 /V <FEFF0033003300334EF6>", None))), "a|1|2|333件");
    assert_eq!(cells(&read(&form("/FT /Tx /F 4 /Ff 16777216 /MaxLen 4 /V (33)", Some(&drawn("3   3"))))), "a|1|2|33");
    assert_eq!(cells(&read(&form("/FT /Tx /F 4 /V (1234)", Some(&drawn("1,234"))))), "a|1|2|1,234");
    let choice = "/FT /Ch /Ff 131072 /F 4 /V (x) /Opt [[(x) (33)] [(y) (34)]]";
    assert_eq!(cells(&read(&form(choice, Some(&drawn("33"))))), "a|1|2|33");
    let list = "/FT /Ch /F 4 /V (34) /Opt [(33) (34)]";
    assert_eq!(cells(&read(&form(list, Some(&drawn("33 34"))))), "a|1|2|34");
    assert_eq!(cells(&read(&form("/FT /Tx /F 4", None))), "a|1|2|", "a field that nobody filled in is blank");
}

#[test]
fn a_field_inherits_its_value() {
    let pdf = Small::new().catalogue("/AcroForm << /Fields [12 0 R] >>");
    let pdf = pdf.object("<< /Subtype /Widget /Rect [405 682 495 698] /Parent 12 0 R /F 4 >>");
    let pdf = pdf.object("<< /T (own) /V (33) /Kids [11 0 R] /Parent 13 0 R >>");
    let pdf = pdf.object("<< /T (all) /FT /Tx /DA (/Helv 0 Tf) /Kids [12 0 R] >>");
    assert_eq!(cells(&read(&pdf.page_with(&row(["a", "1", "2"]), "/Annots [11 0 R]"))), "a|1|2|33");
    // Fields that hold each other end somewhere.
    let pdf = Small::new().object("<< /Subtype /Widget /Rect [405 682 495 698] /Parent 11 0 R /FT /Tx /V (5) >>");
    assert_eq!(cells(&read(&pdf.page_with(&row(["a", "1", "2"]), "/Annots [11 0 R]"))), "a|1|2|5");
}

#[test]
fn a_field_whose_value_is_not_what_it_shows_is_unread() {
    for (value, shown) in [("(33)", "27"), ("()", "27"), ("(3)", "33")] {
        let document = read(&form(&format!("/FT /Tx /F 4 /V {value}"), Some(&drawn(shown))));
        assert_eq!(cells(&document), "a|1|2|\u{FFFD}");
        let said = said(&document, RemarkKind::FormField);
        assert!(said.len() == 1 && said[0].contains("count") && said[0].contains(shown), "{said:?}");
    }
    let secret = read(&form("/FT /Tx /Ff 8192 /F 4 /V (33)", Some(&drawn("**"))));
    assert_eq!(cells(&secret), "a|1|2|\u{FFFD}");
}

#[test]
fn what_is_hidden_is_not_in_force() {
    for flags in [2, 32, 36] {
        let document = read(&form(&format!("/FT /Tx /F {flags} /V (33)"), Some(&drawn("33"))));
        assert_eq!(cells(&document), "a|1|2|");
        assert!(said(&document, RemarkKind::NotShown).iter().any(|said| said.contains("33")));
    }
}

/// A page with one note over it.
fn note(entries: &str, look: &str) -> Small {
    let drawn = if look.is_empty() { "" } else { "/AP << /N 12 0 R >>" };
    let pdf = Small::new().object(&format!("<< /Type /Annot {entries} {drawn} >>"));
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 90 16] /Resources << /Font << /Helv 3 0 R >> >>";
    pdf.stream(form, look.as_bytes()).page_with(&row(["a", "934", "2"]), "/Annots [11 0 R]")
}

#[test]
fn typewritten_notes_and_stamps_are_read_and_comments_are_not() {
    let place = "/Rect [405 682 495 698]";
    let typed = format!("/Subtype /FreeText {place} /F 4 /DA (/Helv 8 Tf) /Contents (33)");
    assert_eq!(cells(&read(&note(&typed, ""))), "a|934|2|33");
    assert_eq!(cells(&read(&note(&typed, "q 0 0 90 16 re S Q BT /Helv 8 Tf 2 4 Td (33) Tj ET"))), "a|934|2|33");
    assert_eq!(cells(&read(&note(&typed, "BT /Helv 8 Tf 2 4 Td (35) Tj ET"))), "a|934|2|\u{FFFD}");
    let stamp = format!("/Subtype /Stamp {place} /F 4");
    assert_eq!(cells(&read(&note(&stamp, "BT /Helv 8 Tf 2 4 Td (33) Tj ET"))), "a|934|2|33");
    for kind in ["Text", "Highlight", "Underline", "Popup"] {
        let look = "q 0 0 90 16 re f 0 8 m 90 8 l S Q";
        let document = read(&note(&format!("/Subtype /{kind} [0] {place} /Contents (33)"), look));
        assert_eq!(cells(&document), "a|934|2|", "{kind}");
        assert_eq!(said(&document, RemarkKind::NotShown).len(), usize::from(kind != "Popup"), "{kind}");
    }
}

#[test]
fn what_is_struck_out_is_not_in_force() {
    let after = |content: &str| Small::new().page(&(row(["a", "934", "2"]) + content));
    // A line as a stroke, as a box, as two lines; Helvetica's digits are 5.56 points wide here.
    for line in [
        "210 689 m 215.56 689 l S",
        "210 688.6 5.56 0.7 re f",
        "0.3 w 210 688.5 m 215.56 688.5 l S 210 690 m 215.56 690 l S",
    ] {
        let document = read(&after(line));
        assert_eq!(cells(&document), "a|34|2|", "{line}");
        let said = said(&document, RemarkKind::NotShown);
        assert!(said.len() == 1 && said[0].contains("“9”"), "{said:?}");
    }
    assert_eq!(cells(&read(&after("210 684.5 m 226.7 684.5 l S"))), "a|934|2|", "an underline");
    assert_eq!(cells(&read(&after("1 1 0 rg 210 684 16.7 10 re f 0 g"))), "a||2|", "painted over");
    let marked = Small::new()
        .object("<< /Subtype /StrikeOut /Rect [210 684 216 696] /QuadPoints [210 696 215.5 696 210 684 215.5 684] >>")
        .page_with(&row(["a", "934", "2"]), "/Annots [11 0 R]");
    assert_eq!(cells(&read(&marked)), "a|34|2|");
    let drawn = note("/Subtype /Line /Rect [209 684 217 694]", "0 8 m 75 8 l S");
    assert_eq!(cells(&read(&drawn)), "a|34|2|", "a reviewer's line");
}

#[test]
fn what_dots_dashes_or_waves_run_through_is_not_in_force() {
    let boxes = |wide: f64, tall: f64, step: f64| -> String {
        let begins = (0..).map(|at| 210.0 + f64::from(at) * step).take_while(|x| x + wide < 216.0);
        begins.map(|x| format!("{x} {} {wide} {tall} re f ", 689.0 - tall / 2.0)).collect()
    };
    // Dots as high as they are wide, dots cut by where they are drawn, dashes.
    for line in [boxes(0.9, 0.9, 1.6), boxes(0.6, 1.0, 1.2), boxes(2.4, 0.6, 3.1)] {
        let document = read(&Small::new().page(&(row(["a", "934", "2"]) + &line)));
        assert_eq!(cells(&document), "a|34|2|", "{line}");
    }
    let waved = |y: f64| {
        let tile = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 2 2] /XStep 2 /YStep 2 /Resources << >>";
        let resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R >> /Pattern << /P1 11 0 R >> >>";
        let content = row(["a", "934", "2"]) + &format!("/Pattern cs /P1 scn 210 {y} 5.56 2 re f");
        read(&Small::new().stream(tile, b"0.4 w 0 0 m 1 2 l 2 0 l S").page_with(&content, resources))
    };
    assert_eq!(cells(&waved(688.0)), "a|34|2|");
    assert_eq!(cells(&waved(682.6)), "a|934|2|", "a wave below the text");
}

#[test]
fn struck_out_prose_is_said() {
    let content = "BT /F1 12 Tf 100 600 Td (kept gone kept) Tj ET 0.6 w 128 603.5 m 154 603.5 l S";
    let document = read(&Small::new().page(&(row(["a", "1", "2"]) + content)));
    let texts: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(texts, ["kept kept"]);
    assert!(said(&document, RemarkKind::NotShown)[0].contains("gone"));
}

#[test]
fn boxes_around_fields_are_no_columns() {
    let boxes: String = [208, 308, 408].iter().map(|x| format!("{x} 681.5 84 17 re S ")).collect();
    let document = read(&Small::new().page(&(row(["a", "1", "2"]) + &boxes)));
    assert_eq!(cells(&document), "a|1|2|");
    // A box that leaves room for a column of its own, but frames a field.
    let pdf = Small::new().object("<< /Subtype /Widget /Rect [415 683 480 697] /FT /Tx /F 4 /V (33) >>");
    let framed = row(["a", "1", "2"]) + "415.5 683.5 64 13 re S";
    assert_eq!(cells(&read(&pdf.page_with(&framed, "/Annots [11 0 R]"))), "a|1|2|33");
    // Fields that fill their cells leave the table as it is.
    let pdf = Small::new().object("<< /Subtype /Widget /Rect [400 680 500 700] /FT /Tx /F 4 /V (33) >>");
    let cell = "0.5 w 400 680 100 20 re S ";
    assert_eq!(cells(&read(&pdf.page_with(&(row(["a", "1", "2"]) + cell), "/Annots [11 0 R]"))), "a|1|2|33");
}

#[test]
fn marks_off_the_line_are_no_digits() {
    let beside = |content: &str| {
        let document = read(&Small::new().page(&(row(["a", "18", "2"]) + content)));
        assert!(!said(&document, RemarkKind::OffLine).is_empty(), "{content}");
        cells(&document)
    };
    // By its size and place, by the rise of text, by a matrix, before the figure.
    assert_eq!(beside("BT /F1 6 Tf 221.12 689.5 Td (1) Tj ET"), "a|18¹|2|");
    assert_eq!(beside("BT /F1 6 Tf 4 Ts 221.12 686 Td (12) Tj ET"), "a|18¹²|2|");
    assert_eq!(beside("BT /F1 1 Tf 6 0 0 6 221.12 690 Tm (1) Tj ET"), "a|18¹|2|");
    assert_eq!(beside("BT /F1 10 Tf 4 Ts 221.12 686 Td (1) Tj ET"), "a|18¹|2|");
    assert_eq!(beside("BT /F1 6 Tf 221.12 684.8 Td (2) Tj ET"), "a|18₂|2|");
    assert_eq!(beside("BT /F1 6 Tf 206.6 690 Td (1) Tj ET"), "a|¹18|2|");
    let alone = read(&Small::new().page(&(row(["a", "", "2"]) + "BT /F1 6 Tf 4 Ts 210 686 Td (18) Tj ET")));
    assert_eq!(cells(&alone), "a|18|2|", "what stands beside nothing is the figure");
}

#[test]
fn a_cell_with_a_picture_is_not_blank() {
    let pictures = |content: &str| {
        let document = read(&Small::new().page(&(row(["a", "1", "2"]) + content)));
        document.tables().next().expect("a table").cells().iter().map(|cell| cell.picture).collect::<Vec<_>>()
    };
    let last = [false, false, false, true];
    assert_eq!(pictures("q 20 0 0 12 420 684 cm /Im1 Do Q"), last);
    assert_eq!(pictures("q 98 0 0 18 401 681 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q"), last);
    assert_eq!(pictures("420 684 m 424 690 430 690 434 684 c f"), last, "letters turned into outlines");
    assert_eq!(pictures("402 682 m 498 698 l S"), last, "a stroke through an empty cell");
    assert_eq!(pictures("1 0 0 1 0 0 cm"), [false; 4]);
    let ground = "q 595 0 0 842 0 0 cm /Im1 Do Q BT /F1 10 Tf 100 600 Td (".to_owned()
        + &"words of a page ".repeat(4)
        + ") Tj ET "
        + &row(["a", "1", "2"]);
    let document = read(&Small::new().page(&ground));
    assert!(document.tables().next().expect("a table").cells().iter().all(|cell| !cell.picture), "a page's ground");
}

#[test]
fn what_nobody_sees_is_not_read() {
    let after = |content: &str| read(&Small::new().page(&(row(["a", "34", "2"]) + content)));
    let white = after("1 g BT /F1 10 Tf 204.4 686 Td (9) Tj ET 0 g");
    assert_eq!(cells(&white), "a|34|2|");
    assert!(!said(&white, RemarkKind::NotShown).is_empty());
    assert_eq!(cells(&after("1 g 205 682 30 16 re f 0 g BT /F1 10 Tf 210 686 Td (56) Tj ET")), "a|56|2|");
    let dark = "0.2 0.3 0.6 rg 401 681 98 18 re f 1 g BT /F1 10 Tf 410 686 Td (78) Tj ET";
    assert_eq!(cells(&after(dark)), "a|34|2|78", "white on dark ground");
}

#[test]
fn white_is_white_and_dark_is_dark_in_every_space_of_colours() {
    // A profile that says of its colours what they are, and no more.
    let profile = |what: &str| [&[0; 16], what.as_bytes(), &[0; 108]].concat();
    let spaces = "/Lab [/Lab << /WhitePoint [0.9642 1 0.8249] >>] /Print [/ICCBased 11 0 R] /Screen [/ICCBased 12 0 R] \
                  /Grey [/ICCBased 13 0 R] /Spot [/Separation /Blue /DeviceCMYK 14 0 R] /Calibrated [/CalRGB << /WhitePoint [1 1 1] >>]";
    let after = |colour: &str| {
        let entries = format!("/Resources << /Font << /F1 3 0 R >> /ColorSpace << {spaces} >> >>");
        let content = row(["a", "34", "2"]) + &format!("{colour} BT /F1 10 Tf 410 686 Td (7) Tj ET 0 g");
        let small =
            Small::new().stream("/N 4", &profile("CMYK")).stream("/N 3 /Alternate /DeviceRGB", &profile("RGB "));
        let small = small.stream("/N 1", &profile("GRAY"));
        let ink = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 0.8 0 0.2] /N 1 >>";
        cells(&read(&small.object(ink).page_with(&content, &entries)))
    };
    for white in [
        "0 0 0 0 k",
        "/Print cs 0 0 0 0 sc",
        "/Screen cs 1 1 1 sc",
        "/Grey cs 1 sc",
        "/Lab cs 100 0 0 sc",
        "/Spot cs 0 sc",
        "/Calibrated cs 1 1 1 sc",
    ] {
        assert_eq!(after(white), "a|34|2|", "{white}");
    }
    for dark in [
        "0 0 0 1 k",
        "1 1 1 0 k",
        "0 1 1 0 k",
        "/Print cs 0.6 0.5 0.5 0.9 sc",
        "/Screen cs 0 0 0.3 sc",
        "/Grey cs 0.2 sc",
        "/Lab cs 20 0 0 sc",
        "/Lab cs 45 60 40 sc",
        "/Spot cs 1 sc",
        "/Calibrated cs 0.4 0 0 sc",
    ] {
        assert_eq!(after(dark), "a|34|2|7", "{dark}");
    }
}

#[test]
fn links_keep_their_address() {
    let pdf = Small::new()
        .object("<< /Subtype /Link /Rect [121 596 143 612] /A << /S /URI /URI (https://www.example.gov.cn/) >> >>")
        .page_with("BT /F1 12 Tf 100 600 Td (see this now) Tj ET", "/Annots [11 0 R]");
    let document = read(&pdf);
    let paragraph = document.paragraphs().next().expect("a paragraph");
    let links: Vec<(&str, &MarkKind)> = paragraph
        .marks
        .iter()
        .map(|mark| (paragraph.text.get(mark.range.clone()).unwrap_or_default(), &mark.kind))
        .collect();
    assert_eq!(links, [("this", &MarkKind::Link("https://www.example.gov.cn/".into()))]);
}

#[test]
fn what_a_line_along_no_axis_crosses_out_is_not_in_force() {
    // The second cell's “9 34”: digits of Helvetica are 5.56 points wide at ten points.
    let first = "210 685 m 215.5 694 l S ";
    let thin = "210 685 m 210.6 684.6 l 216.1 693.6 l 215.5 694 l f ";
    let by_hand = "209.5 689 m 211 689.6 l 213 688.9 l 216 689.8 l S ";
    let curved = "209.5 689 m 211 690.4 213 690.2 216 689.4 c S ";
    let cross = "210 685 m 215.5 694 l S 210 694 m 215.5 685 l S ";
    for strike in [first, thin, by_hand, curved, cross] {
        let document = read(&Small::new().page(&(row(["a", "934", "2"]) + strike)));
        assert_eq!(cells(&document), "a|34|2|", "{strike}");
        assert_eq!(said(&document, RemarkKind::NotShown).len(), 1, "{strike}");
    }
    let whole = read(&Small::new().page(&(row(["a", "934", "2"]) + "208 686 m 228 694 l S ")));
    assert_eq!(cells(&whole), "a||2|");
    // The lines of a picture beside the figures, and a diagonal that parts a cell, cross nothing out.
    for other in
        ["200 680 m 300 700 l S ", "210 700 m 215 760 l S ", "230 684 m 236 694 l S ", "150 740 m 480 600 l S "]
    {
        let document = read(&Small::new().page(&(row(["a", "934", "2"]) + other)));
        assert!(texts_of(&document).contains("934"), "{other}");
    }
}

fn texts_of(document: &Document) -> String {
    let cells = document.tables().flat_map(|table| table.cells()).map(|cell| cell.text.as_str());
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).chain(cells).collect::<Vec<_>>().join("|")
}

#[test]
fn text_that_runs_upwards_is_struck_by_an_upright_line() {
    // Turned anticlockwise: the characters stand to the left of their baseline at 150.
    let turned = "BT /F1 10 Tf 0 1 -1 0 150 560 Tm (934) Tj ET ";
    let page = |strike: &str| {
        row(["a", "1", "2"]) + "BT /F1 10 Tf 100 600 Td (some more words on the page) Tj ET " + turned + strike
    };
    assert!(texts_of(&read(&Small::new().page(&page("")))).contains("934"));
    for strike in ["147 559 m 147 577 l S ", "146.5 559 1 18 re f "] {
        let document = read(&Small::new().page(&page(strike)));
        assert!(!texts_of(&document).contains("934"), "{strike}");
        assert_eq!(said(&document, RemarkKind::NotShown).len(), 1, "{strike}");
    }
    let aside = read(&Small::new().page(&page("155 559 m 155 577 l S ")));
    assert!(texts_of(&aside).contains("934"));
}

#[test]
fn bold_parts_are_marked_however_they_are_made() {
    let stroked = "BT /F1 10 Tf 100 700 Td (all in ) Tj 2 Tr (bold) Tj 0 Tr ( here) Tj ET";
    let twice = "BT /F1 10 Tf 100 700 Td (all in bold here) Tj ET BT /F1 10 Tf 123.6 700 Td (bold) Tj ET";
    for content in [stroked, twice] {
        let document = read(&Small::new().page(content));
        let paragraph = document.paragraphs().next().expect("a paragraph");
        assert_eq!(paragraph.text, "all in bold here");
        let bold: Vec<&str> =
            paragraph.marks.iter().map(|mark| paragraph.text.get(mark.range.clone()).expect("its own")).collect();
        assert_eq!(bold, ["bold"], "{content}");
        assert!(paragraph.marks.iter().all(|mark| mark.kind == MarkKind::Bold));
    }
    // A text that is bold as a whole is set so.
    let whole = read(&Small::new().page("BT /F1 10 Tf 2 Tr 100 700 Td (all in bold here) Tj ET"));
    assert!(whole.paragraphs().all(|paragraph| paragraph.marks.is_empty()));
}
