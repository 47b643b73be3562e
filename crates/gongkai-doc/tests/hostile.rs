//! Damaged, encrypted, cut and changed files end in an error that says why, and never in a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use gongkai_core::format::{Limits, ReadError, Reader};
use made::{Made, cell, change, row_end, text};

fn filing() -> Made {
    Made::of(&[
        text(&[("一、总体情况", change(0x0835, &[1])), ("34件", Vec::new())]),
        cell(&[("规章", Vec::new())]),
        cell(&[("3", change(0x2a48, &[1]))]),
        row_end(&[0, 1000, 2000], &[0x60, 0], &change(0x3404, &[1])),
        text(&[]),
    ])
}

fn refusal(bytes: &[u8]) -> ReadError {
    gongkai_doc::renew(bytes, &Limits::default()).expect_err("refused")
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(refusal(b""), ReadError::Empty);
    assert!(matches!(refusal(b"PK\x03\x04"), ReadError::NotThisFormat { .. }));
    let mut encrypted = filing();
    encrypted.main[0x0b] |= 1;
    assert_eq!(refusal(&encrypted.bytes()), ReadError::Encrypted);
    let mut newer = filing();
    newer.others.push(("EncryptedPackage", vec![0; 64]));
    assert_eq!(refusal(&newer.bytes()), ReadError::Encrypted);
    for (place, byte) in [(0, 0xdc), (2, 0x68)] {
        let mut old = filing();
        old.main[place] = byte;
        assert!(refusal(&old.bytes()).to_string().contains("Word 95"));
    }
    let mut no_table = filing();
    no_table.main[0x0b] = 0;
    assert!(refusal(&no_table.bytes()).to_string().contains("0Table"));
    let mut no_pieces = filing();
    no_pieces.hold(33, &[9]);
    assert!(matches!(refusal(&no_pieces.bytes()), ReadError::Damaged { .. }));
}

#[test]
fn cut_files_and_chains_in_a_circle_are_damaged() {
    let bytes = filing().bytes();
    let whole = gongkai_doc::renew(&bytes, &Limits::default()).unwrap();
    for length in (512..bytes.len() - 512).step_by(511) {
        match gongkai_doc::renew(&bytes[..length], &Limits::default()) {
            Err(ReadError::Damaged { .. } | ReadError::Encrypted) => {}
            Err(other) => panic!("{length}: {other}"),
            // What was cut off belonged to no stream.
            Ok(read) => assert!(read == whole, "{length}"),
        }
    }
    // Every entry of the table of sectors leads back to the first.
    let sectors = usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().unwrap())).unwrap();
    let sector = 1 << bytes[30];
    let table = (sectors + 1) * sector;
    for entry in 0..20 {
        let mut circle = bytes.clone();
        circle[table + entry * 4..table + entry * 4 + 4].copy_from_slice(&0_u32.to_le_bytes());
        let read = gongkai_doc::renew(&circle, &Limits::default());
        assert!(read.is_ok() || matches!(read, Err(ReadError::Damaged { .. })), "{entry}");
    }
}

#[test]
fn too_much_is_refused_before_it_is_taken() {
    let mut limits = Limits::default();
    limits.characters = 10;
    let refused = gongkai_doc::renew(&filing().bytes(), &limits).expect_err("refused");
    assert!(matches!(refused, ReadError::TooLarge { limit: 10, .. }), "{refused}");
    // The same page of properties listed a hundred thousand times.
    let mut again = filing();
    let mut table = vec![0; 4 * 100_001];
    table.extend(std::iter::repeat_n(8_u32.to_le_bytes(), 100_000).flatten());
    again.main[8 * 512 + 511] = 200;
    again.hold(12, &table);
    assert!(matches!(refusal(&again.bytes()), ReadError::TooLarge { .. }));
}

#[test]
fn changed_bytes_never_panic() {
    let made = filing();
    let tried = |changed: &Made| {
        if let Ok(renewed) = gongkai_doc::renew(&changed.bytes(), &Limits::default()) {
            let _ = gongkai_docx::DocxReader::new().read(&renewed.package, &Limits::default());
        }
    };
    let places = (0..0x300).chain(2048..made.main.len());
    for (at, value) in places.step_by(3).zip([0xff_u8, 0x80, 0x01, 0x07, 0x7f].into_iter().cycle()) {
        let mut changed = Made { main: made.main.clone(), table: made.table.clone(), others: Vec::new() };
        changed.main[at] ^= value;
        tried(&changed);
    }
    for at in 0..made.table.len() {
        for value in [0xff, 0x40, 0x01] {
            let mut changed = Made { main: made.main.clone(), table: made.table.clone(), others: Vec::new() };
            changed.table[at] ^= value;
            tried(&changed);
        }
    }
}
