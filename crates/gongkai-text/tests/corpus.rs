//! Reads real published text where a variable points at a folder of it; does nothing elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::format::{Limits, Reader};
use gongkai_recognize::recognize;
use gongkai_text::TextReader;

#[test]
fn a_published_text_is_read_whole() {
    let Some(folder) = std::env::var_os("GONGKAI_CORPUS") else { return };
    let bytes = std::fs::read(std::path::Path::new(&folder).join("shanzao-2023.txt")).unwrap();
    let document = TextReader.read(&bytes, &Limits::default()).unwrap();
    let reading = recognize(&document);
    let receipt = &reading.receipt;
    assert_eq!((receipt.read, receipt.expected), (200, 200), "{:#?}", receipt.unread);
    assert!(receipt.is_complete());
    let filled: Vec<String> = reading
        .report
        .cells()
        .filter(|(_, cell)| !cell.number().is_some_and(|number| number.is_zero()))
        .map(|(key, cell)| format!("{key} = {cell}"))
        .collect();
    assert_eq!(filled, ["disclosure.licenses.decisions = 4", "disclosure.penalties.decisions = 4"]);
    assert_eq!(receipt.sections.len(), 6);
    assert_eq!(reading.report.year.map(|year| year.get()), Some(2023));
    assert_eq!(reading.report.organ.name, "山枣镇");
    assert!(receipt.variants.is_empty() && receipt.unplaced.is_empty() && receipt.ignored.is_empty(), "{receipt:#?}");
}
