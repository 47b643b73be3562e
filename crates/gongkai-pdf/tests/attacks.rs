//! Small files that ask for much memory or time: each is read or refused by name, and never ends the process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each file of tests uses a part of these")]
mod small;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

fn read(pdf: &Small) -> Result<Document, ReadError> {
    PdfReader.read(&pdf.bytes(), &Limits::default())
}

fn refused(pdf: &Small, word: &str) {
    match read(pdf) {
        Err(ReadError::TooLarge { what, .. }) => assert!(what.contains(word), "{what}"),
        other => panic!("{word}: {}", other.map_or_else(|error| error.to_string(), |_| "it was read".to_owned())),
    }
}

const FACE: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 12 0 R >>";
const USES: &str = "/Resources << /Font << /F1 11 0 R >> >>";

#[test]
fn a_code_that_stands_for_a_page_of_text_stands_for_nothing() {
    let names = format!("begincmap 1 beginbfchar <61> <{}> endbfchar endcmap", "4E00".repeat(20_000));
    let text = format!("BT /F1 10 Tf 50 700 Td ({}) Tj ET", "a".repeat(4_000));
    let pdf = Small::new().object(FACE).stream("", names.as_bytes()).page_with(&text, USES);
    refused(&pdf, "处理步骤");
    let few =
        Small::new().object(FACE).stream("", names.as_bytes()).page_with("BT /F1 10 Tf 50 700 Td (abc) Tj ET", USES);
    let document = read(&few).expect("it is read");
    assert_eq!(document.paragraphs().next().map(|paragraph| paragraph.text.clone()), Some("\u{FFFD}bc".to_owned()));
}

#[test]
fn tables_of_names_and_widths_are_bounded() {
    let names = format!("begincmap 1 beginbfchar {} endbfchar", "<61><62>\n".repeat(400_000));
    refused(
        &Small::new().object(FACE).stream("", names.as_bytes()).page_with("BT /F1 10 Tf (a) Tj ET", USES),
        "对照表",
    );
    let face = "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [12 0 R] >>";
    for widths in ["/W [0 4294967295 500]", "/W2 [0 4294967295 1 2 3]", &format!("/W [{}]", "1 65000 1 ".repeat(80))] {
        let descendant = format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 {widths} >>");
        let pdf = Small::new().object(face).object(&descendant).page_with("BT /F1 10 Tf <0001> Tj ET", USES);
        refused(&pdf, "宽度表");
    }
    let simple = "<< /Type /Font /Subtype /TrueType /BaseFont /F /FirstChar 1000000000000 /LastChar 1000000000009 /Widths [1] >>";
    refused(&Small::new().object(simple).page_with("BT /F1 10 Tf (a) Tj ET", USES), "宽度表");
}

#[test]
fn text_is_counted_before_it_is_laid_out() {
    let long = format!("BT /F1 10 Tf 50 700 Td ({}) Tj ET", "a".repeat(1 << 20));
    refused(&Small::new().packed_page(long.as_bytes()), "一次绘制的文字");
    let array = format!("BT /F1 10 Tf 50 700 Td [{}] TJ ET", "(a) 1 ".repeat(200_000));
    refused(&Small::new().packed_page(array.as_bytes()), "一次绘制的文字");
    let many = format!("BT /F1 1 Tf 50 700 Td {} ET", format!("({}) Tj ", "a".repeat(8_000)).repeat(400));
    assert!(matches!(read(&Small::new().packed_page(many.as_bytes())), Err(ReadError::TooLarge { .. })));
}

#[test]
fn dashes_paths_and_letters_that_clip_are_bounded() {
    let dashes = format!("[{}] 0 d 0 0 m 9 9 l S", "1 ".repeat(100_000));
    refused(&Small::new().packed_page(dashes.as_bytes()), "虚线");
    let path = format!("0 0 m {} S", "1 1 l ".repeat(400_000));
    refused(&Small::new().packed_page(path.as_bytes()), "路径");
    let clip = format!("BT 7 Tr /F1 10 Tf {} ET", "(aaaaaaaaaaaaaaaaaaaa) Tj ".repeat(2_000));
    refused(&Small::new().packed_page(clip.as_bytes()), "轮廓");
}

#[test]
fn colours_and_functions_that_refer_to_themselves_end() {
    let page = |resources: &str, content: &str, object: &str| {
        Small::new().object(object).page_with(content, &format!("/Resources << {resources} >>"))
    };
    // The parser does not resolve what refers to itself.
    for space in ["[/Pattern 11 0 R]", "[/Indexed 11 0 R 1 <0001>]", "[/Separation /A 11 0 R << >>]"] {
        let _ = read(&page("/ColorSpace << /C 11 0 R >>", "/C cs 1 sc 0 0 9 9 re f", space));
    }
    let stitched = "<< /FunctionType 3 /Domain [0 1] /Functions [11 0 R] /Bounds [] /Encode [0 1] >>";
    let _ = read(&page("/ExtGState << /G << /TR 11 0 R >> >>", "/G gs", stitched));
    // What is long without an end in itself, it does.
    let chain = (0..4_000).fold(Small::new(), |pdf, at| pdf.object(&format!("[/Pattern {} 0 R]", at + 12)));
    let entries = "/Resources << /ColorSpace << /C 11 0 R >> >>";
    refused(&chain.page_with("/C cs 1 sc 0 0 9 9 re f", entries), "嵌套");
}

#[test]
fn meshes_are_bounded() {
    let entries = "/ShadingType 4 /ColorSpace /DeviceGray /BitsPerCoordinate 1 /BitsPerComponent 1 /BitsPerFlag 2 /Decode [0 1 0 1 0 1]";
    let pdf = Small::new().stream(entries, &vec![0; 8 << 20]);
    refused(&pdf.page_with("/S sh", "/Resources << /Shading << /S 11 0 R >> >>"), "渐变");
}

#[test]
fn many_pages_and_objects_are_counted_before_they_are_gathered() {
    let pages = "<< /Type /Page /Parent 2 0 R >> ".repeat(100_000);
    refused(&Small::new().stream("/Type /ObjStm /N 1 /First 1", pages.as_bytes()).page(""), "页数");
    let objects = "<< >> ".repeat(600_000);
    refused(&Small::new().stream("/Type /ObjStm /N 1 /First 1", objects.as_bytes()).page(""), "对象数");
    let table = vec![1_u8; 8 << 20];
    refused(&Small::new().stream("/Type /XRef /W [0 1 0] /Size 9000000", &table).page(""), "对象目录");
}

#[test]
fn one_content_of_many_pages_counts_for_each() {
    let content = "q Q ".repeat(100_000);
    let streams = "11 0 R ".repeat(400);
    let pdf = Small::new().stream("", content.as_bytes()).page_with("", &format!("/Contents [{streams}]"));
    assert!(read(&pdf).is_err());
}

#[test]
fn lines_and_boxes_without_end_take_time_as_they_are_many() {
    let mut boxes = String::from("0.5 w ");
    for at in 0..60_000_u32 {
        let (x, y) = (10 + at % 280 * 2, 10 + at / 280 * 3);
        boxes += &format!("{x} {y} 1.2 1.2 re S ");
    }
    let _ = read(&Small::new().packed_page(boxes.as_bytes()));
    let line = format!("BT /F1 1 Tf 1 400 Td {} ET", "(1) Tj 12 0 Td ".repeat(20_000));
    let wide = Small::new().page_with(&line, "/MediaBox [0 0 2000000 842]");
    let _ = read(&wide);
    let rulings: String = (0..20_000).map(|at| format!("0 {y} m 500 {y} l S ", y = f64::from(at) * 0.04)).collect();
    let _ = read(&Small::new().packed_page(rulings.as_bytes()));
    let turned = format!("BT /F1 2 Tf 0 1 -1 0 10 10 Tm {} ET", "(a) Tj 0 -3 Td ".repeat(20_000));
    let _ = read(&Small::new().page_with(&turned, "/MediaBox [0 0 70000 842]"));
}

#[test]
fn notes_without_end_are_counted() {
    let note = "<< /Subtype /FreeText /Rect [1 1 2 2] /Contents (1) >> ";
    let pdf = Small::new().page_with("", &format!("/Annots [{}]", note.repeat(20_000)));
    let _ = read(&pdf);
    let looks = "<< /Subtype /Stamp /Rect [1 1 2 2] /AP << /N 11 0 R >> >> ".repeat(5_000);
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
    let pdf = Small::new().stream(form, "q Q ".repeat(100_000).as_bytes()).page_with("", &format!("/Annots [{looks}]"));
    refused(&pdf, "处理步骤");
}
