//! What a file of the older notation says, as the reader of the newer one reads it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use gongkai_core::document::{Document, RemarkKind, Void};
use gongkai_core::format::{Limits, Reader};
use gongkai_docx::DocxReader;
use made::{Made, cell, change, row_end, text};

fn read(made: &Made) -> Document {
    let renewed = gongkai_doc::renew(&made.bytes(), &Limits::default()).unwrap();
    let mut document = DocxReader::new().read(&renewed.package, &Limits::default()).unwrap();
    document.remarks.extend(renewed.remarks);
    document
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
}

fn cells(document: &Document) -> Vec<(usize, usize, usize, usize, &str)> {
    let table = document.tables().next().unwrap();
    table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str())).collect()
}

fn left_out(document: &Document) -> Vec<&str> {
    let said = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown);
    said.map(|remark| remark.detail.zh.split_once('“').unwrap().1.split('”').next().unwrap()).collect()
}

fn plain(text: &str) -> (&str, Vec<u8>) {
    (text, Vec::new())
}

const STRUCK: u16 = 0x0837;
const HIDDEN: u16 = 0x083c;
const DELETED: u16 = 0x0800;
const LEVEL: u16 = 0x2a48;
const SPECIAL: u16 = 0x0855;

#[test]
fn text_that_nobody_sees_by_its_place_is_left_out_and_said() {
    let scaled = |share: u16| change(0x4852, &share.to_le_bytes());
    let document = read(&Made::of(&[text(&[plain("全年"), ("9", scaled(1)), ("34", scaled(80)), plain("件。")])]));
    assert_eq!(paragraphs(&document), ["全年34件。"]);
    assert_eq!(left_out(&document), ["9"]);
    for (code, operand) in [(0x840f, [-20_000, 0]), (0x8411, [-20_000, 0]), (0x6412, [-20, 0])] {
        let mut beyond = text(&[plain("9")]);
        let bytes: Vec<u8> = operand.iter().flat_map(|number: &i16| number.to_le_bytes()).collect();
        beyond.changes.extend(change(code, &bytes[..if code == 0x6412 { 4 } else { 2 }]));
        let document = read(&Made::of(&[beyond, text(&[plain("34")])]));
        assert_eq!((paragraphs(&document), left_out(&document)), (vec!["34"], vec!["9"]), "{code:x}");
    }
    let height = |height: i16| change(0x9407, &height.to_le_bytes());
    let row = |figure: &'static str, height: &[u8]| {
        [cell(&[plain("a")]), cell(&[plain(figure)]), row_end(&[0, 1000, 2000], &[0, 0], height)]
    };
    let rows = [row("34", &height(400)), row("9", &height(-1)), row("5", &height(-400))].into_iter().flatten();
    let document = read(&Made::of(&rows.collect::<Vec<_>>()));
    assert_eq!(cells(&document).iter().map(|cell| cell.4).collect::<Vec<_>>(), ["a", "34", "a", "5"]);
}

#[test]
fn what_is_not_in_force_is_left_out_and_said() {
    let document = read(&Made::of(&[text(&[
        plain("全年"),
        ("9", change(STRUCK, &[1])),
        ("8", change(0x2a53, &[1])),
        ("秘", change(HIDDEN, &[1])),
        ("旧", change(DELETED, &[1])),
        plain("34"),
        ("1", change(LEVEL, &[1])),
        ("件", change(STRUCK, &[0x80])),
        ("。", change(STRUCK, &[0])),
    ])]));
    assert_eq!(paragraphs(&document), ["全年34¹件。"]);
    assert_eq!(left_out(&document), ["旧", "98", "秘"]);
    assert_ne!(Void::Struck, Void::Hidden);
}

#[test]
fn a_row_is_gone_where_its_end_and_all_in_it_are() {
    for (code, gone) in [(DELETED, true), (HIDDEN, true), (DELETED, false), (HIDDEN, false)] {
        let own = |text: &'static str| if gone { (text, change(code, &[1])) } else { plain(text) };
        let mut end = row_end(&[0, 1000, 2000], &[0, 0], &[]);
        end.mark_changes = change(code, &[1]);
        let document = read(&Made::of(&[
            cell(&[own("规章")]),
            cell(&[own("3")]),
            end,
            cell(&[plain("许可")]),
            cell(&[plain("4")]),
            row_end(&[0, 1000, 2000], &[0, 0], &[]),
        ]));
        let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
        let kept = ["规章", "3", "许可", "4"];
        assert_eq!(texts, if gone { &kept[2..] } else { &kept[..] }, "{code:x}");
    }
}

#[test]
fn text_in_the_colour_of_what_is_behind_it_is_left_out() {
    const COLOUR: u16 = 0x6870;
    let white = change(COLOUR, &[255, 255, 255, 0]);
    let both = |one: Vec<u8>, other: Vec<u8>| [one, other].concat();
    let blue = [0, 0, 0, 0xff, 0, 51, 102, 0, 0, 0];
    let document = read(&Made::of(&[text(&[
        plain("全年"),
        ("9", white.clone()),
        ("8", change(0x2a42, &[8])),
        ("7", both(change(COLOUR, &[255, 255, 0, 0]), change(0x2a0c, &[7]))),
        ("34", both(white.clone(), change(0xca71, &blue))),
        ("件", both(white, change(0x4866, &[0x40, 0x00]))),
        ("。", change(COLOUR, &[0, 0, 0, 0xff])),
    ])]));
    assert_eq!(paragraphs(&document), ["全年34件。"]);
    assert_eq!(left_out(&document), ["987"]);
}

#[test]
fn white_text_on_a_dark_cell_is_seen() {
    let white = || change(0x6870, &[255, 255, 255, 0]);
    let blue = [0, 0, 0, 0xff, 0, 51, 102, 0, 0, 0];
    let paper = [0, 0, 0, 0xff, 255, 255, 255, 0, 0, 0];
    let shaded = change(0xd612, &[blue, paper].concat());
    let document = read(&Made::of(&[
        cell(&[plain("规章")]),
        cell(&[plain("3")]),
        row_end(&[0, 2000, 4000], &[0, 0], &[]),
        cell(&[("许可", white())]),
        cell(&[("9", white()), plain("34")]),
        row_end(&[0, 2000, 4000], &[0, 0], &shaded),
    ]));
    assert_eq!(cells(&document).iter().map(|cell| cell.4).collect::<Vec<_>>(), ["规章", "3", "许可", "34"]);
    assert_eq!(left_out(&document), ["9"]);
}

#[test]
fn a_property_may_be_the_opposite_of_the_style() {
    let document =
        read(&Made::of(&[text(&[plain("甲"), ("乙", change(STRUCK, &[0x81])), ("丙", change(HIDDEN, &[0x81]))])]));
    assert_eq!(paragraphs(&document), ["甲"]);
    assert_eq!(left_out(&document), ["乙", "丙"]);
}

#[test]
fn cells_span_by_their_edges_and_their_merges() {
    let restart = 0x0060;
    let document = read(&Made::of(&[
        cell(&[plain("第二十条第（一）项")]),
        row_end(&[0, 4000], &[0], &[]),
        cell(&[plain("信息内容")]),
        cell(&[plain("制发")]),
        cell(&[plain("废止")]),
        // Edges that a hand drew a little beside each other are one.
        row_end(&[0, 2000, 3010, 4000], &[restart, 0, 0], &change(0x3404, &[1])),
        cell(&[]),
        cell(&[plain("1")]),
        cell(&[plain("2")]),
        row_end(&[12, 2011, 2995, 4003], &[0x0020, 0, 0], &[]),
        cell(&[plain("规章")]),
        cell(&[plain("3")]),
        cell(&[plain("看不见")]),
        row_end(&[0, 2000, 3000, 4000], &[0, 1, 2], &[]),
        text(&[plain("表后")]),
    ]));
    assert_eq!(
        cells(&document),
        [
            (0, 0, 1, 3, "第二十条第（一）项"),
            (1, 0, 2, 1, "信息内容"),
            (1, 1, 1, 1, "制发"),
            (1, 2, 1, 1, "废止"),
            (2, 1, 1, 1, "1"),
            (2, 2, 1, 1, "2"),
            (3, 0, 1, 1, "规章"),
            (3, 1, 1, 2, "3"),
        ]
    );
    assert_eq!(left_out(&document), ["看不见"]);
    assert_eq!(paragraphs(&document), ["表后"]);
}

#[test]
fn merges_may_be_changed_after_the_cells_were_described() {
    let vertical = |cell, flags| change(0xd62b, &[cell, flags]);
    let document = read(&Made::of(&[
        cell(&[plain("甲")]),
        cell(&[plain("1")]),
        cell(&[plain("")]),
        row_end(&[0, 1000, 2000, 3000], &[0, 0, 0], &[vertical(0, 3), change(0x5624, &[1, 3])].concat()),
        cell(&[plain("")]),
        cell(&[plain("2")]),
        cell(&[plain("3")]),
        row_end(&[0, 1000, 1500, 2500], &[0, 0, 0], &[vertical(0, 1), change(0x7623, &[1, 3, 0xe8, 3])].concat()),
    ]));
    assert_eq!(cells(&document), [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "1"), (1, 1, 1, 1, "2"), (1, 2, 1, 1, "3")]);
}

#[test]
fn a_row_without_its_end_and_a_table_in_a_cell_keep_their_text() {
    let inner = |mark: char, changes: Vec<u8>, runs: &[made::Run<'static>]| {
        let mut paragraph = cell(runs);
        paragraph.mark = mark;
        paragraph.changes = [change(0x2416, &[1]), change(0x6649, &[2, 0, 0, 0]), changes].concat();
        paragraph
    };
    let mut inner_end = row_end(&[0, 500, 1000], &[0, 0], &[]);
    inner_end.mark = '\r';
    inner_end.changes = [change(0x6649, &[2, 0, 0, 0]), change(0x244c, &[1]), inner_end.changes].concat();
    let document = read(&Made::of(&[
        inner('\r', change(0x244b, &[1]), &[plain("内甲")]),
        inner('\r', change(0x244b, &[1]), &[plain("内乙")]),
        inner_end,
        cell(&[plain("外")]),
        cell(&[plain("2")]),
        row_end(&[0, 1000, 2000], &[0, 0], &[]),
        cell(&[plain("丙")]),
        cell(&[plain("3")]),
    ]));
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["内甲 内乙\n外", "2", "丙", "3"]);
}

#[test]
fn fields_show_their_results_and_signs_what_they_are() {
    let special = |code: &'static str| (code, change(SPECIAL, &[1]));
    let sign = [change(SPECIAL, &[1]), change(0x6a09, &[0, 0, 0xfe, 0xf0])].concat();
    let mut made = Made::of(&[text(&[
        special("\u{13}"),
        plain(" HYPERLINK \"https://www.example.gov.cn\" "),
        special("\u{14}"),
        plain("网站"),
        special("\u{15}"),
        plain("第\u{1e}1\t2\u{b}新行"),
        ("(", sign),
    ])]);
    // One font: what is said of it is 40 bytes long, and then comes its name.
    let mut fonts = vec![1, 0, 0, 0];
    let name: Vec<u8> = "Wingdings\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fonts.push(u8::try_from(39 + name.len()).unwrap());
    fonts.extend([0; 39]);
    fonts.extend(name);
    made.hold(15, &fonts);
    assert_eq!(paragraphs(&read(&made)), ["网站第-1\t2", "新行☑"]);
}

#[test]
fn notes_follow_the_paragraph_that_refers_to_them() {
    let note = ("\u{2}", change(SPECIAL, &[1]));
    let mut made = Made::of(&[
        text(&[plain("收到3件"), note.clone()]),
        text(&[plain("下一段")]),
        text(&[note, plain("含上年结转")]),
    ]);
    // The last characters are the text of the note.
    let (all, noted) = (17_u32, 7_u32);
    made.main[0x4c..0x50].copy_from_slice(&(all - noted).to_le_bytes());
    made.main[0x50..0x54].copy_from_slice(&noted.to_le_bytes());
    let list = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    made.hold(2, &[list(&[4, all]), vec![1, 0]].concat());
    made.hold(3, &list(&[0, noted, noted]));
    assert_eq!(paragraphs(&read(&made)), ["收到3件¹", "¹ 含上年结转", "下一段"]);
    // A mark of its own is one character, whatever follows in the same look.
    let mut made = Made::of(&[text(&[plain("收到31件")]), text(&[plain("1含上年结转")])]);
    made.main[0x4c..0x50].copy_from_slice(&6_u32.to_le_bytes());
    made.main[0x50..0x54].copy_from_slice(&noted.to_le_bytes());
    made.hold(2, &[list(&[3, 6]), vec![0, 0]].concat());
    made.hold(3, &list(&[0, noted, noted]));
    let document = read(&made);
    assert_eq!(paragraphs(&document), ["收到3¹件", "1含上年结转"]);
}

#[test]
fn text_of_one_byte_and_pieces_out_of_order() {
    let mut made = Made::of(&[text(&[plain("甲乙丙")])]);
    let at = made.main.len();
    made.main.extend(b"2023\x93x\x94");
    let list = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let piece = |place: u32, modifier: u16| {
        [vec![0, 0], place.to_le_bytes().to_vec(), modifier.to_le_bytes().to_vec()].concat()
    };
    let one_byte = 0x4000_0000 | u32::try_from(at * 2).unwrap();
    // 丙, then characters of one byte, then 甲 struck by its piece alone, then the paragraph's mark.
    let struck = 0x57 << 1 | 1 << 8;
    let pieces = [piece(2048 + 4, 0), piece(one_byte, 0), piece(2048, struck), piece(2048 + 6, 0)].concat();
    let table = [list(&[0, 1, 8, 9, 10]), pieces].concat();
    made.hold(33, &[vec![2], u32::try_from(table.len()).unwrap().to_le_bytes().to_vec(), table].concat());
    made.main[0x4c..0x50].copy_from_slice(&10_u32.to_le_bytes());
    let document = read(&made);
    assert_eq!(paragraphs(&document), ["丙2023“x”"]);
    assert_eq!(left_out(&document), ["甲"]);
}

#[test]
fn macros_are_left_out_and_said() {
    let mut made = Made::of(&[text(&[plain("甲")])]);
    made.others.push(("Macros/VBA", b"Sub AutoOpen".to_vec()));
    let document = read(&made);
    assert_eq!(paragraphs(&document), ["甲"]);
    assert!(document.remarks.iter().any(|remark| remark.detail.zh.contains("宏")), "{:?}", document.remarks);
}
