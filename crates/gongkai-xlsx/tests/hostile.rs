//! Damaged, huge and malicious workbooks end in an error or a document, never in a panic or a full memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod parts;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, ReadError, Reader, Writer};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_opc::{Package, PackageKind, PackageWriter};
use gongkai_xlsx::{XlsxReader, XlsxWriter};
use parts::{NAMESPACES, workbook};

fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    XlsxReader::new().read(bytes, &Limits::default())
}

fn texts(document: &Document) -> Vec<String> {
    let paragraphs = document.paragraphs().map(|paragraph| paragraph.text.clone());
    paragraphs.chain(document.tables().flat_map(|t| t.cells().iter().map(|c| c.text.clone()))).collect()
}

fn a_report() -> Report {
    let mut report = Report::new(Organ::new("某县"), Year::new(2023).unwrap());
    for cell in report.form_cells() {
        report.set(cell.key, Cell::from(1));
    }
    report
}

#[test]
fn mutated_bytes_never_panic() {
    let bytes = XlsxWriter::new().write(&compose(&a_report())).unwrap().bytes;
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below).unwrap()).unwrap()
    };
    for _ in 0..60 {
        let mut mutated = bytes.clone();
        for _ in 0..=random(4) {
            let at = random(mutated.len());
            mutated[at] = u8::try_from(random(256)).unwrap();
        }
        if random(3) == 0 {
            mutated.truncate(random(mutated.len()));
        }
        let _ = read(&mutated);
    }
    // Bytes of a package rarely survive its checksums, so that its parts are mutated and packed again as well.
    for _ in 0..60 {
        let mut package = Package::open(&bytes, PackageKind::Spreadsheet, &Limits::default()).unwrap();
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        let chosen = random(names.len());
        let mut writer = PackageWriter::new();
        for (index, name) in names.iter().enumerate() {
            let mut part = package.part(name).unwrap().unwrap();
            if index == chosen {
                for _ in 0..=random(6) {
                    let at = random(part.len());
                    part[at] = *b"0919AZ<>\"=/:-e #".get(random(16)).unwrap();
                }
            }
            writer.part(name.as_str(), part);
        }
        let _ = read(&writer.finish().unwrap());
    }
}

#[test]
fn a_false_count_of_strings_makes_no_room() {
    let strings = format!("<sst {NAMESPACES} uniqueCount=\"9000000000000000000\"><si><t>一</t></si></sst>");
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>";
    let bytes = workbook(sheet, &[("xl/sharedStrings.xml", &strings)]);
    // The count is a hint for programs that make room ahead; nothing depends on it.
    assert_eq!(texts(&read(&bytes).unwrap()), ["一"]);
}

#[test]
fn cells_outside_of_a_sheet_are_damage() {
    for sheet in [
        "<sheetData><row r=\"1\"><c r=\"AAAAAAAAAAAA1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"0\"><c><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"99999999999\"/></sheetData>",
        "<dimension ref=\"B2:A1\"/><sheetData/>",
    ] {
        assert!(matches!(read(&workbook(sheet, &[])), Err(ReadError::Damaged { .. })), "{sheet}");
    }
}

#[test]
fn a_sheet_from_corner_to_corner_is_small() {
    let sheet = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"C3:B2\"/></mergeCells>";
    let document = read(&workbook(sheet, &[])).unwrap();
    assert_eq!(texts(&document), ["1"], "the other number lies under the merge");
    assert_eq!(document.remarks.len(), 1);
}

#[test]
fn limits_hold() {
    let cells: String =
        (1..=300).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")).collect();
    let bytes = workbook(&format!("<sheetData>{cells}</sheetData>"), &[]);
    let mut limits = Limits::default();
    limits.cells = 299;
    assert!(matches!(XlsxReader::new().read(&bytes, &limits), Err(ReadError::TooLarge { limit: 299, .. })));
    limits.cells = 300;
    assert!(XlsxReader::new().read(&bytes, &limits).is_ok());
}

#[test]
fn other_files_are_refused_by_their_names() {
    assert_eq!(read(b""), Err(ReadError::Empty));
    assert!(matches!(read(b"%PDF-1.7"), Err(ReadError::NotThisFormat { found: Some(found), .. }) if found == "PDF"));
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
    let error = read(&old).unwrap_err();
    // It is read, by another reader, so that nobody need save it anew.
    assert!(matches!(error, ReadError::NotThisFormat { .. }) && error.to_string().contains("旧版 Excel"), "{error}");
    let mut encrypted = old.clone();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&encrypted), Err(ReadError::Encrypted));
}

#[test]
fn errors_formulas_and_long_digits_are_kept_as_shown() {
    let sheet = "<sheetData><row r=\"1\">\
        <c r=\"A1\" t=\"e\"><f>1/0</f><v>#REF!</v></c>\
        <c r=\"B1\" t=\"e\"><v>#SPILL!</v></c>\
        <c r=\"C1\"><f>A1*2</f></c>\
        <c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c>\
        <c r=\"E1\"><v>7730.2800000000007</v></c>\
        <c r=\"F1\" t=\"inlineStr\"><is><t>007</t></is></c>\
        <c r=\"G1\" t=\"b\"><v>1</v></c>\
        <c r=\"H1\"><v>12</v></c></row></sheetData>";
    let document = read(&workbook(sheet, &[])).unwrap();
    assert_eq!(texts(&document), ["#REF!", "#SPILL!", "=A1*2", "7730.28", "007", "TRUE", "12"]);
    assert_eq!(document.remarks.len(), 1, "{:?}", document.remarks);
    assert!(document.remarks[0].detail.zh.contains("C1"), "{:?}", document.remarks);
}
