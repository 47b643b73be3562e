//! Figures that something was drawn over, and figures that are seen all the same: what shows through, what leaves them
//! out, what belongs to a layer that is switched off.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each file of tests uses a part of these")]
mod small;

use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

fn read(pdf: &Small) -> Document {
    PdfReader.read(&pdf.bytes(), &Limits::default()).expect("it is read")
}

/// Three cells of a hundred points with `a`, `934` and `2`, of which the second stands from 210 to 226.7.
fn row() -> String {
    let mut content = String::from("0.5 w 100 700 m 400 700 l S 100 680 m 400 680 l S ");
    for x in [100, 200, 300, 400] {
        content += &format!("{x} 680 m {x} 700 l S ");
    }
    for (x, text) in [(110, "a"), (210, "934"), (310, "2")] {
        content += &format!("BT /F1 10 Tf {x} 686 Td ({text}) Tj ET ");
    }
    content
}

/// The cells' texts; one that holds a picture is in brackets.
fn cells(document: &Document) -> String {
    let table = document.tables().next().expect("a table");
    let shown =
        table.cells().iter().map(|cell| if cell.picture { format!("[{}]", cell.text) } else { cell.text.clone() });
    shown.collect::<Vec<_>>().join("|")
}

fn hidden(document: &Document) -> usize {
    document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown).count()
}

/// A page with a gradient, a form that is drawn as a group, and settings that let others show through.
fn page(content: &str, form: &str) -> Small {
    let pdf = Small::new();
    let pdf = pdf
        .object("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 0] /Function 12 0 R /Extend [true true] >>");
    let pdf = pdf.object("<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.4] /N 1 >>");
    let group = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency >> /Resources << /Font << /F1 3 0 R >> >>";
    let pdf = pdf.stream(group, form.as_bytes());
    let states = "/Half << /ca 0.3 /CA 0.3 >> /None << /ca 0 >> /Multiply << /BM /Multiply >>";
    let resources = format!(
        "/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 8 0 R /Group 13 0 R >> /Shading << /Sh 11 0 R >> /ExtGState << {states} >> >>"
    );
    pdf.page_with(content, &resources)
}

#[test]
fn a_blot_of_any_shape_leaves_a_cell_unread_and_not_blank() {
    let blots = [
        ("a box", "0 g 206 681 30 17 re f"),
        (
            "a box with round corners",
            "0 g 209 681 m 233 681 l 236 681 236 684 236 684 c 236 695 l 236 698 233 698 233 698 c 209 698 l 206 698 206 695 206 695 c 206 684 l 206 681 209 681 209 681 c f",
        ),
        ("an ellipse", "0 g 196 689.5 m 196 700 240 700 240 689.5 c 240 679 196 679 196 689.5 c f"),
        ("by hand", "0 g 205 682 m 220 680.5 l 236 682 l 235 698 l 219 699 l 205.4 697 l h f"),
        ("a marker", "12 w 206 690 m 234 690 l S"),
        ("a marker drawn by hand", "12 w 1 J 206 689 m 214 691 l 222 689.5 l 232 690.5 l S"),
        ("a gradient", "q 206 681 30 17 re W n /Sh sh Q"),
        ("a picture", "q 30 0 0 17 206 681 cm /Im1 Do Q"),
    ];
    for (name, blot) in blots {
        let document = read(&page(&(row() + blot), ""));
        assert_eq!(cells(&document), "a|[]|2", "{name}");
        assert_eq!(hidden(&document), 1, "{name}");
    }
    // What is typed on it is what is seen, and paper over a figure leaves the cell as it looks.
    let typed = "0.1 g 206 681 30 17 re f 1 g BT /F1 10 Tf 210 686 Td (35) Tj ET";
    assert_eq!(cells(&read(&page(&(row() + typed), ""))), "a|35|2");
    assert_eq!(cells(&read(&page(&(row() + "1 g 206 681 30 17 re f"), ""))), "a||2");
}

#[test]
fn what_shows_through_or_is_left_out_hides_nothing() {
    let over = [
        ("a marker", "q /Half gs 1 1 0 rg 206 681 30 17 re f Q", ""),
        ("a group", "q /Half gs /Group Do Q", "1 g 206 681 30 17 re f"),
        ("an empty group", "q /None gs /Group Do Q", "1 g 206 681 30 17 re f"),
        ("a dyed group", "q /Multiply gs /Group Do Q", "1 1 0 rg 206 681 30 17 re f"),
        ("a picture in a group", "q /Half gs 30 0 0 17 206 681 cm /Im1 Do Q", ""),
        ("a frame", "0 g 190 670 60 40 re 191 671 58 38 re f*", ""),
        ("a frame run around the other way", "0 g 190 670 60 40 re 191 671 m 191 709 l 249 709 l 249 671 l h f", ""),
    ];
    for (name, content, form) in over {
        let document = read(&page(&(row() + content), form));
        assert!(cells(&document).contains("934"), "{name}: {}", cells(&document));
        assert_eq!(hidden(&document), 0, "{name}");
    }
}

#[test]
fn a_table_drawn_as_one_figure_with_its_cells_left_out_has_its_cells() {
    let figure = "0 g 100 680 300 20 re 100.5 680.5 99 19 re 200.5 680.5 99 19 re 300.5 680.5 99 19 re f* ";
    let texts = "BT /F1 10 Tf 110 686 Td (a) Tj 100 0 Td (934) Tj 100 0 Td (2) Tj ET";
    for content in [figure.to_owned() + texts, texts.to_owned() + " " + figure] {
        assert_eq!(cells(&read(&page(&content, ""))), "a|934|2");
    }
}

#[test]
fn text_in_a_group_that_leaves_no_mark_is_not_read() {
    let form = "BT /F1 10 Tf 230 686 Td (7) Tj ET";
    let document = read(&page(&(row() + "q /None gs /Group Do Q"), form));
    assert_eq!((cells(&document).as_str(), hidden(&document)), ("a|934|2", 1));
    let seen = read(&page(&(row() + "q /Half gs /Group Do Q"), form));
    assert!(cells(&seen).contains('7'));
}

/// A row with 77 before its second figure on a layer, with the entries of the layer and of the file's settings: as a part
/// of the page's own content, and in a form that belongs to the layer.
fn layered(layer: &str, settings: &str, second: &str) -> [Document; 2] {
    let figure = "BT /F1 10 Tf 240 686 Td (77) Tj ET";
    let resources =
        "/Resources << /Font << /F1 3 0 R >> /Properties << /L 11 0 R >> /XObject << /Form 13 0 R /Own 14 0 R >> >>";
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>";
    [format!("/OC /L BDC {figure} EMC"), "q /Form Do Q /Own Do".to_owned()].map(|drawn| {
        let pdf = Small::new().catalogue(&format!("/OCProperties << /OCGs [12 0 R] /D << {settings} >> >>"));
        let pdf = pdf.object(layer).object(second).stream(&format!("{form} /OC 11 0 R"), figure.as_bytes());
        read(&pdf.stream(form, b"").page_with(&(row() + &drawn), resources))
    })
}

#[test]
fn what_stands_on_a_layer_that_no_screen_shows_is_left_out_and_said() {
    let group = "<< /Type /OCG /Name (old) >>";
    let members = |policy: &str| format!("<< /Type /OCMD /OCGs [12 0 R] /P /{policy} >>");
    let when = |condition: &str| format!("<< /Type /OCMD /VE [{condition}] >>");
    let printed = "<< /Type /OCG /Name (old) /Usage << /View << /ViewState /OFF >> /Print << /PrintState /ON >> >> >>";
    let off = "/OFF [12 0 R]";
    let left_out = [
        (members("AnyOn"), off, group),
        (members("AllOn"), "/BaseState /OFF", group),
        (members("AnyOff"), "", group),
        (when("/Not 12 0 R"), "", group),
        (when("/And 12 0 R [/Not 12 0 R]"), "", group),
        (when("/Or [/Not 12 0 R] [/Not 12 0 R]"), "", group),
        (members("AnyOn"), "", printed),
    ];
    for (layer, settings, second) in left_out {
        for document in layered(&layer, settings, second) {
            assert_eq!(cells(&document), "a|934|2", "{layer} {settings}");
            let said = document.remarks.iter().any(|remark| remark.detail.zh.contains("图层"));
            assert!(said, "{layer} {settings}: {:?}", document.remarks);
        }
    }
    for (layer, settings) in [
        (members("AnyOn"), ""),
        (members("AnyOff"), off),
        (when("/Not 12 0 R"), off),
        (when("/Or 12 0 R [/Not 12 0 R]"), off),
        (members("AnyOn"), "/BaseState /OFF /ON [12 0 R]"),
    ] {
        for document in layered(&layer, settings, group) {
            assert!(cells(&document).contains("77"), "{layer} {settings}");
        }
    }
}

#[test]
fn a_figure_in_a_frame_that_a_clip_leaves_of_a_black_box_is_seen() {
    // What Chromium draws for a shadow around letters.
    let framed = |inner: &str| {
        format!("q 0 0 595 842 re {inner} W* n 0 g 205 682 30 15 re f Q BT /F1 10 Tf 210 686 Td (934) Tj ET ")
    };
    let read = |content: &str| cells(&read(&page(&(row().replace("(934)", "( )") + content), "")));
    assert_eq!(read(&framed("206 683 28 13 re")), "a|934|2");
    // On the whole of the box nobody sees it.
    assert_eq!(read(&framed("")), "a||2");
}
