//! Damaged, encrypted, cut and changed workbooks end in an error that says why, and never in a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_xlsx::XlsxReader;
use made::{Made, font, record, shorts, style, text};

fn workbook() -> Made {
    let texts = [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &text("行政许可")].concat();
    Made::of(
        vec![font(8, 400, 0), style(0, 3, true), record(0xfc, &texts)],
        vec![(
            "表",
            0,
            vec![
                record(0xfd, &[shorts(&[0, 0, 0]), vec![0; 4]].concat()),
                record(0x0203, &[shorts(&[0, 1, 0]), 3_f64.to_le_bytes().to_vec()].concat()),
                record(0xe5, &shorts(&[1, 0, 0, 0, 1])),
            ],
        )],
    )
}

fn refusal(bytes: &[u8]) -> ReadError {
    gongkai_xls::renew(bytes, &Limits::default()).expect_err("refused")
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(refusal(b""), ReadError::Empty);
    assert!(matches!(refusal(b"PK\x03\x04"), ReadError::NotThisFormat { .. }));
    let mut encrypted = workbook();
    encrypted.globals.insert(0, record(0x2f, &[1, 0]));
    assert_eq!(refusal(&encrypted.bytes()), ReadError::Encrypted);
    let mut old = workbook().records();
    old[5] = 5;
    assert!(refusal(&workbook().file(&old)).to_string().contains("Excel 95"));
    let mut by_old_name = workbook();
    by_old_name.stream = "Book";
    assert!(gongkai_xls::renew(&by_old_name.bytes(), &Limits::default()).is_ok());
}

#[test]
fn cut_streams_are_damaged() {
    let made = workbook();
    let records = made.records();
    for length in 0..records.len() {
        let refused = refusal(&made.file(&records[..length]));
        assert!(matches!(refused, ReadError::Damaged { .. }), "{length}: {refused}");
    }
}

#[test]
fn too_much_is_refused_before_it_is_taken() {
    let mut limits = Limits::default();
    limits.cells = 1;
    let refused = gongkai_xls::renew(&workbook().bytes(), &limits).expect_err("refused");
    assert!(matches!(refused, ReadError::TooLarge { limit: 1, .. }), "{refused}");
    // Empty cells cost nothing in the file, where many stand in one record.
    let mut empty = workbook();
    empty.sheets = vec![("表", 0, vec![record(0xbe, &[0; 8000]); 300])];
    assert!(matches!(refusal(&empty.bytes()), ReadError::TooLarge { .. }));
}

#[test]
fn changed_bytes_never_panic() {
    let made = workbook();
    let records = made.records();
    for at in 0..records.len() {
        for value in [0xff_u8, 0x80, 0x01] {
            let mut changed = records.clone();
            changed[at] ^= value;
            if let Ok(renewed) = gongkai_xls::renew(&made.file(&changed), &Limits::default()) {
                let _ = XlsxReader::new().read(&renewed.package, &Limits::default());
            }
        }
    }
}
