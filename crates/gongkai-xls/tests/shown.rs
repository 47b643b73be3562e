//! What a workbook of the older notation says, as the reader of the newer one reads it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use gongkai_core::document::{Document, RemarkKind, Unclear};
use gongkai_core::format::{Limits, Reader};
use gongkai_xlsx::XlsxReader;
use made::{Made, font, record, shorts, style, text};

fn read(made: &Made) -> Document {
    let renewed = gongkai_xls::renew(&made.bytes(), &Limits::default()).unwrap();
    let mut document = XlsxReader::new().read(&renewed.package, &Limits::default()).unwrap();
    document.remarks.extend(renewed.remarks);
    document
}

fn cells(document: &Document) -> Vec<(usize, usize, usize, usize, &str)> {
    let table = document.tables().next().unwrap();
    table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str())).collect()
}

/// The place of a cell and its style.
fn at(row: u16, column: u16, style: u16) -> Vec<u8> {
    shorts(&[row, column, style])
}

fn label(row: u16, column: u16, said: &str) -> Vec<u8> {
    record(0x0204, &[at(row, column, 0), text(said)].concat())
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[at(row, column, style), value.to_le_bytes().to_vec()].concat())
}

fn formula(row: u16, column: u16, result: [u8; 8], tokens: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tokens.len()).unwrap();
    let data = [at(row, column, 0), result.to_vec(), vec![0; 6], shorts(&[length]), tokens.to_vec()].concat();
    record(0x06, &data)
}

/// Styles: plain and framed, struck, thousands, percent.
fn globals() -> Vec<Vec<u8>> {
    vec![
        font(0, 400, 0),
        font(8, 400, 0),
        font(0, 400, 1),
        style(0, 0, true),
        style(1, 0, true),
        style(0, 3, true),
        style(0, 10, true),
    ]
}

#[test]
fn numbers_of_every_kind_with_their_formats() {
    let whole = |n: i32| (n << 2).cast_unsigned() | 2;
    let many = [shorts(&[1, 1, 0]), whole(13).to_le_bytes().to_vec(), shorts(&[2]), whole(1295).to_le_bytes().to_vec()];
    let made = Made::of(
        globals(),
        vec![(
            "表二",
            0,
            vec![
                label(0, 0, "信息内容"),
                label(0, 1, "制发"),
                label(0, 2, "废止"),
                label(1, 0, "规章"),
                record(0xbd, &[many.concat(), shorts(&[2])].concat()),
                label(2, 0, "行政许可"),
                record(0x027e, &[at(2, 1, 0), (whole(773_028) | 1).to_le_bytes().to_vec()].concat()),
                number(2, 2, 3, 0.5),
                label(3, 0, "合计"),
                number(3, 1, 1, 9.0),
                record(0x0205, &[at(3, 2, 0), vec![0x17, 1]].concat()),
            ],
        )],
    );
    let document = read(&made);
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(
        texts,
        ["信息内容", "制发", "废止", "规章", "13", "1,295", "行政许可", "7730.28", "50.00%", "合计", "", "#REF!"]
    );
    let struck = document.remarks.iter().find(|remark| remark.kind == RemarkKind::NotShown).unwrap();
    assert!(struck.detail.zh.contains("B4“9”"), "{struck:?}");
}

#[test]
fn a_value_in_the_colour_of_its_cell_is_not_seen() {
    let coloured =
        |colour: u16| record(0x31, &[shorts(&[220, 0, colour, 400, 0]), vec![0; 4], vec![1, 0, b'A']].concat());
    let filled = |font: u16, pattern: u16, colour: u16| {
        record(0xe0, &shorts(&[font, 0, 0, 0, 0, 0x1111, 0, 0, pattern << 10, colour]))
    };
    // White is the palette's number 9; the workbook sets its number 10 to a dark blue.
    let palette = [vec![255, 0, 0, 0], vec![255, 255, 255, 0], vec![0, 51, 102, 0]].concat();
    let globals = vec![
        coloured(9),
        coloured(10),
        coloured(0x7fff),
        record(0x92, &[shorts(&[3]), palette].concat()),
        filled(2, 0, 0),
        filled(0, 0, 0),
        filled(0, 1, 10),
        filled(1, 1, 10),
        filled(0, 2, 9),
    ];
    let cells_of = |recoloured: Vec<Vec<u8>>| {
        let numbers = (1..=4_u16).flat_map(|row| {
            [label(row, 0, "规章"), number(row, 1, row, f64::from(row * 10)), number(row, 2, 0, f64::from(row))]
        });
        let heads = [label(0, 0, "信息内容"), label(0, 1, "制发"), label(0, 2, "废止")];
        let records = heads.into_iter().chain(numbers).chain(recoloured).collect();
        let document = read(&Made::of(globals.clone(), vec![("表二", 0, records)]));
        let texts = cells(&document).into_iter().filter(|cell| cell.1 == 1).map(|cell| cell.4.to_owned());
        texts.collect::<Vec<_>>()
    };
    // On nothing and on its own colour it is lost; on dark and on a pattern it is seen.
    assert_eq!(cells_of(Vec::new()), ["制发", "", "20", "", "40"]);
    let changing = record(0x01b0, &shorts(&[1, 0, 1, 4, 1, 1, 0]));
    assert_eq!(cells_of(vec![changing]), ["制发", "10", "20", "30", "40"]);
}

#[test]
fn merges_hidden_rows_and_hidden_sheets() {
    let row = |row: u16, bits: u16| record(0x0208, &shorts(&[row, 0, 2, 300, 0, 0, bits, 0]));
    let made = Made::of(
        globals(),
        vec![
            (
                "表二",
                0,
                vec![
                    row(2, 0x20),
                    label(0, 0, "行政复议"),
                    record(0xbe, &[shorts(&[0, 1, 0, 0]), shorts(&[2])].concat()),
                    label(1, 0, "甲"),
                    number(1, 1, 0, 1.0),
                    number(1, 2, 0, 2.0),
                    label(2, 0, "乙"),
                    number(2, 1, 0, 3.0),
                    number(2, 2, 0, 4.0),
                    record(0xe5, &shorts(&[1, 0, 0, 0, 2])),
                    record(0x7d, &shorts(&[2, 2, 2000, 0, 1, 0])),
                ],
            ),
            ("去年", 1, vec![label(0, 0, "旧")]),
            ("极隐", 2, vec![label(0, 0, "旧")]),
        ],
    );
    let document = read(&made);
    assert_eq!(cells(&document).first(), Some(&(0, 0, 1, 3, "行政复议")));
    assert_eq!(document.sheets, ["表二", "去年", "极隐"]);
    let of = |kind: RemarkKind| document.remarks.iter().filter(move |remark| remark.kind == kind).count();
    assert_eq!((of(RemarkKind::NotShown), of(RemarkKind::Hidden)), (2, 2), "{:?}", document.remarks);
}

#[test]
fn texts_with_runs_go_on_over_the_ends_of_records() {
    // 18, a raised 1 and a 7 of one point, then a text whose characters change from one byte to two at the end of a record.
    let raised = [shorts(&[4]), vec![8], shorts(&[2]), b"1817".to_vec(), shorts(&[2, 2, 3, 3])].concat();
    let first = [2_u32.to_le_bytes().as_slice(), &2_u32.to_le_bytes(), &raised, &shorts(&[4]), &[0], b"20"].concat();
    let more = [vec![1], shorts(&[0x5e74, 0x5ea6])].concat();
    let mut globals = globals();
    let mut tiny = font(0, 400, 0);
    tiny.splice(4..6, 20_u16.to_le_bytes());
    globals.insert(3, tiny);
    globals.push([record(0xfc, &first), record(0x3c, &more)].concat());
    let shared = |row: u16, column: u16, n: u32| record(0xfd, &[at(row, column, 0), n.to_le_bytes().to_vec()].concat());
    let sheet = vec![label(0, 0, "规章"), shared(0, 1, 0), label(1, 0, "项目"), shared(1, 1, 1)];
    let document = read(&Made::of(globals, vec![("表", 0, sheet)]));
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["规章", "18¹", "项目", "20年度"]);
    assert!(document.remarks.iter().any(|remark| remark.detail.zh.contains('7')), "{:?}", document.remarks);
}

#[test]
fn formulas_give_what_was_saved_with_them() {
    let text_result = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let no_text = [3, 0, 0, 0, 0, 0, 0xff, 0xff];
    let sum = [0x25, 0, 0, 1, 0, 1, 0xc0, 1, 0xc0, 0x19, 0x10, 0, 0];
    let product = [0x1e, 3, 0, 0x1e, 2, 0, 0x05];
    let made = Made::of(
        globals(),
        vec![(
            "表",
            0,
            vec![
                label(0, 0, "甲"),
                number(0, 1, 0, 3.0),
                label(1, 0, "乙"),
                formula(1, 1, 4_f64.to_le_bytes(), &[0x1e, 4, 0]),
                label(2, 0, "合计"),
                // A sum that whoever wrote it did not work out.
                formula(2, 1, no_text, &sum),
                label(3, 0, "说明"),
                formula(3, 1, text_result, &[0x17, 1, 0, b'x']),
                record(0x0207, &text("有")),
                label(4, 0, "空"),
                formula(4, 1, no_text, &[0x17, 0, 0]),
                // Nor does a product give no text, nor a text that is one.
                label(5, 0, "积"),
                formula(5, 1, no_text, &product),
                label(6, 0, "文"),
                formula(6, 1, no_text, &[0x17, 2, 0, b'1', b'4']),
            ],
        )],
    );
    let document = read(&made);
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts.get(..10), Some(["甲", "3", "乙", "4", "合计", "7", "说明", "有", "空", ""].as_slice()));
    let unclear = |cell: &gongkai_core::document::TableCell| cell.unclear == Some(Unclear::NoResult);
    let none: Vec<usize> =
        document.tables().flat_map(|table| table.cells()).filter(|cell| unclear(cell)).map(|cell| cell.row).collect();
    assert_eq!(none, [5, 6]);
}

#[test]
fn what_lies_over_the_cells_is_said() {
    let anchor = [vec![0, 0, 0x10, 0xf0, 0x12, 0, 0, 0], shorts(&[0, 1, 0, 1, 0, 2, 0, 2, 0])].concat();
    let object = |kind: u16| record(0x5d, &shorts(&[0x15, 0x12, kind, 1]));
    let boxed = [
        record(0x01b6, &shorts(&[0, 0, 0, 0, 0, 2, 0, 0, 0])),
        record(0x3c, &[vec![1], shorts(&[0x8bf4, 0x660e])].concat()),
    ];
    let made = Made::of(
        globals(),
        vec![(
            "表",
            0,
            vec![
                label(0, 0, "行政许可"),
                number(0, 1, 0, 1.0),
                label(1, 0, "行政强制"),
                record(0x0201, &at(1, 1, 0)),
                record(0xec, &anchor),
                object(8),
                record(0xec, &anchor),
                object(6),
                boxed.concat(),
            ],
        )],
    );
    let document = read(&made);
    let table = document.tables().next().unwrap();
    assert!(table.at(1, 1).unwrap().picture, "{:?}", document.remarks);
    assert!(document.remarks.iter().any(|remark| remark.detail.zh.contains("文本框“说明”")), "{:?}", document.remarks);
}

#[test]
fn macros_are_left_out_and_said() {
    let mut made = Made::of(globals(), vec![("表", 0, vec![label(0, 0, "甲"), number(0, 1, 0, 1.0)])]);
    made.others.push("_VBA_PROJECT_CUR");
    assert!(read(&made).remarks.iter().any(|remark| remark.detail.zh.contains("宏")));
}
