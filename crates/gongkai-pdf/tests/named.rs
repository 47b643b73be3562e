//! What faces say of their letters: wrong names, names of other forms, faces made of drawings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each file of tests uses a part of these")]
mod small;

use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_pdf::PdfReader;
use small::Small;

fn read(pdf: &Small) -> Document {
    PdfReader.read(&pdf.bytes(), &Limits::default()).expect("it is read")
}

fn texts(document: &Document) -> String {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("/")
}

/// A line of text in a face that is object 11, with another below it that names its letters as they are.
fn page(text: &str) -> String {
    let resources = "/Resources << /Font << /F1 3 0 R /T 11 0 R >> >>";
    assert!(text.contains("/T"));
    format!(
        "{resources}\n{text} BT /F1 10 Tf 100 400 Td (Below it stands a longer line of letters that are known) Tj ET"
    )
}

fn set(content: &str) -> (String, String) {
    let (resources, content) = content.split_once('\n').expect("two parts");
    (resources.to_owned(), content.to_owned())
}

/// A table of names for one-byte codes.
fn names(pairs: &[(&str, &str)]) -> String {
    let pairs: String = pairs.iter().map(|(code, name)| format!("<{code}> <{name}>\n")).collect();
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def /CMapType 2 def\n\
         1 begincodespacerange <00> <ff> endcodespacerange\n{} beginbfchar\n{pairs}endbfchar\nendcmap end end",
        pairs.lines().count()
    )
}

/// A bare CFF program of three letters for 1, 3 and 7, each of which is a box of another height.
const BOXES: &str = "010004010001010106426f786573000101010fbd8bf888f95005b00f8be612b7110000000000001200140018000401010410\
                     1c28f8ba0ef8babd16f856f888fc56060ef8babd16f856f8ecfc56060ef8babd16f856f950fc56060e";

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("a number")).collect()
}

/// `173` in a face that the file brings, whose 7 has another name.
fn misnamed(name: &str) -> Document {
    let (resources, content) = set(&page("BT /T 10 Tf 100 500 Td (173) Tj ET"));
    let face = "<< /Type /Font /Subtype /Type1 /BaseFont /Boxes /Encoding /WinAnsiEncoding /FirstChar 49 /LastChar 55 \
                /Widths [550 550 550 550 550 550 550] /FontDescriptor 13 0 R /ToUnicode 12 0 R >>";
    let table = names(&[("31", "0031"), ("37", name), ("33", "0033")]);
    let described = "<< /Type /FontDescriptor /FontName /Boxes /Flags 32 /FontFile3 14 0 R >>";
    let pdf = Small::new().object(face).stream("", table.as_bytes()).object(described);
    read(&pdf.stream("/Subtype /Type1C", &bytes(BOXES)).page_with(&content, &resources))
}

/// So many times `173` in a face that is known by the numbers of its letters, whose 7 has another name.
fn numbered(name: &str, times: usize) -> Small {
    let text = "000100030002".repeat(times);
    numbered_in(&format!("BT /T 10 Tf 100 500 Td <{text}> Tj ET"), name)
}

fn numbered_in(content: &str, name: &str) -> Small {
    let (resources, content) = set(&page(content));
    let face = "<< /Type /Font /Subtype /Type0 /BaseFont /Boxes /Encoding /Identity-H /DescendantFonts [13 0 R] /ToUnicode 12 0 R >>";
    let table = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def /CMapType 2 def\n\
         1 begincodespacerange <0000> <ffff> endcodespacerange\n\
         3 beginbfchar\n<0001> <0031>\n<0002> <0033>\n<0003> <{name}>\nendbfchar\nendcmap end end"
    );
    let part = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Boxes /DW 550 /FontDescriptor 14 0 R \
                /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>";
    let described = "<< /Type /FontDescriptor /FontName /Boxes /Flags 4 /FontFile3 15 0 R >>";
    let pdf = Small::new().object(face).stream("", table.as_bytes()).object(part).object(described);
    pdf.stream("/Subtype /CIDFontType0C", &bytes(BOXES)).page_with(&content, &resources)
}

#[test]
fn a_face_that_gives_two_digits_one_name_is_not_read() {
    let refused = |pdf: &Small| match PdfReader.read(&pdf.bytes(), &Limits::default()) {
        Err(ReadError::NoReport { message }) => message.zh.contains("“3”"),
        _ => false,
    };
    assert!(refused(&numbered("0033", 50)));
    // Its own name, the name of what is no digit, and too few to tell.
    assert!(!refused(&numbered("0037", 50)) && !refused(&numbered("0041", 50)) && !refused(&numbered("0033", 1)));
    assert!(texts(&read(&numbered("0037", 1))).starts_with("173/"));
    // Where most digits are of another face, only those of this one are unread; and where they are few.
    let some = format!("BT /T 10 Tf 100 500 Td <{}> Tj ET ", "000100030002".repeat(20));
    for others in [59, 1] {
        let others = format!("BT /F1 6 Tf 100 520 Td (4{}) Tj ET ", "173".repeat(others));
        let document = read(&numbered_in(&(some.clone() + &others), "0033"));
        assert!(!texts(&document).contains("133"), "{}", texts(&document));
        assert!(texts(&document).contains("4173") && texts(&document).contains("\u{FFFD}\u{FFFD}\u{FFFD}"));
        assert!(document.remarks.iter().any(|remark| remark.detail.zh.contains("都叫作“3”")));
    }
}

#[test]
fn a_letter_that_makes_a_mark_is_no_space_and_not_nothing() {
    for name in ["0020", "00a0", "2003", "3000", "200b", "feff", "0008", "e017"] {
        let document = misnamed(name);
        assert!(texts(&document).starts_with("1\u{FFFD}3/"), "{name}: {}", texts(&document));
        assert!(document.remarks.iter().any(|remark| remark.kind == RemarkKind::Unknown), "{name}");
    }
    assert!(texts(&misnamed("00ad")).starts_with("1-3/"), "the hyphen of a broken word");
    assert!(texts(&misnamed("0037")).starts_with("173/"));
}

#[test]
fn a_letter_is_what_it_is_meant_as() {
    let meant = [("d835dfd5", "7"), ("fa08", "行"), ("2f8f", "行"), ("fe59", "（"), ("ff61", "。"), ("fb01", "fi")];
    for (name, text) in meant {
        let document = misnamed(name);
        assert!(texts(&document).starts_with(&format!("1{text}3/")), "{name}: {}", texts(&document));
    }
}

/// A face of which each letter is a box, on an em of so many units.
fn drawn(em: f64, stated: f64, named: bool) -> Document {
    drawn_as(em, stated, named, "f")
}

/// The same, painted in another way.
fn drawn_as(em: f64, stated: f64, named: bool, paint: &str) -> Document {
    let matrix = stated / em;
    let size = 10.0 / stated;
    let content = format!("BT /T 1 Tf {size} 0 0 {size} 100 500 Tm (173) Tj ET");
    let (resources, content) = set(&page(&content));
    let (wide, procs) = (0.55 * em, "/one 12 0 R /three 12 0 R /seven 12 0 R");
    let table = if named { "/ToUnicode 13 0 R" } else { "" };
    let face = format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [{matrix} 0 0 {matrix} 0 0] /CharProcs << {procs} >> \
         /Encoding << /Type /Encoding /Differences [49 /one 51 /three 55 /seven] >> /FirstChar 49 /LastChar 55 \
         /Widths [{wide} 0 {wide} 0 0 0 {wide}] {table} >>"
    );
    let letter = format!("{wide} 0 0 0 {wide} {em} d1 0 0 {} {} re {paint}", 0.5 * em, 0.7 * em);
    let table = names(&[("31", "0034"), ("33", "0035"), ("37", "0036")]);
    let pdf = Small::new().object(&face).stream("", letter.as_bytes()).stream("", table.as_bytes());
    read(&pdf.page_with(&content, &resources))
}

#[test]
fn letters_made_of_drawings_are_as_large_as_the_room_they_take() {
    for (em, stated) in [(1000.0, 1.0), (1.0, 1.0), (50.0, 50.0), (1000.0, 40.0), (1000.0, 0.01)] {
        assert!(
            texts(&drawn(em, stated, false)).starts_with("173/"),
            "{em} {stated}: {}",
            texts(&drawn(em, stated, false))
        );
        assert!(texts(&drawn(em, stated, true)).starts_with("465/"), "{em} {stated}");
    }
}

#[test]
fn text_too_small_to_be_seen_is_said() {
    let page = "BT /F1 0.2 Tf 100 500 Td (173) Tj ET BT /F1 10 Tf 100 400 Td (seen) Tj ET";
    let document = read(&Small::new().page(page));
    assert_eq!(texts(&document), "seen");
    assert!(document.remarks.iter().any(|remark| remark.kind == RemarkKind::NotShown));
}

#[test]
fn letters_through_which_something_is_painted_are_read() {
    let set = |paint: &str| {
        let pdf = numbered_in(&format!("q BT 7 Tr /T 10 Tf 100 500 Td <000100030002> Tj ET {paint} Q"), "0037");
        read(&pdf)
    };
    for paint in ["1 0 0 rg 90 480 100 40 re f", "q 100 0 0 40 90 480 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q"] {
        assert!(texts(&set(paint)).starts_with("173/"), "{paint}: {}", texts(&set(paint)));
        assert!(set(paint).remarks.is_empty(), "{paint}: {:?}", set(paint).remarks);
    }
    for nothing in ["", "1 g 90 480 100 40 re f", "1 0 0 rg 300 480 100 40 re f"] {
        assert!(texts(&set(nothing)).starts_with("Below"), "{nothing}");
        assert!(set(nothing).remarks.iter().any(|remark| remark.kind == RemarkKind::NotShown), "{nothing}");
    }
    // Text under a scan shapes nothing, whatever is clipped after it.
    let scanned = numbered_in(
        "BT 3 Tr /T 10 Tf 100 500 Td <000100030002> Tj ET 0 Tr q 99 499 18 9 re W n 1 0 0 rg 90 480 100 40 re f Q",
        "0037",
    );
    assert!(texts(&read(&scanned)).starts_with("Below"));
}

#[test]
fn letters_that_draw_nothing_are_not_read() {
    for nothing in ["n", "W n"] {
        let document = drawn_as(1000.0, 1.0, true, nothing);
        assert!(texts(&document).starts_with("Below"), "{nothing}");
        assert!(document.remarks.iter().any(|remark| remark.kind == RemarkKind::NotShown), "{nothing}");
    }
    for something in ["S", "f*", "n BI /W 1 /H 1 /IM true /BPC 1 ID \u{1} EI"] {
        assert!(texts(&drawn_as(1000.0, 1.0, true, something)).starts_with("465/"), "{something}");
    }
}
