//! Reads a real published page where a variable points at a folder of it; does nothing elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::Cell;
use gongkai_core::form::TableKey;
use gongkai_core::format::{Limits, Reader};
use gongkai_html::HtmlReader;
use gongkai_recognize::recognize;

#[test]
fn a_published_page_is_read_whole() {
    let Some(folder) = std::env::var_os("GONGKAI_CORPUS") else { return };
    let bytes = std::fs::read(std::path::Path::new(&folder).join("shuyang-drc-2023.html")).unwrap();
    let reading = recognize(&HtmlReader.read(&bytes, &Limits::default()).unwrap());
    let (report, receipt) = (&reading.report, &reading.receipt);
    assert_eq!((receipt.read, receipt.expected), (200, 200), "{:#?}", receipt.unread);
    let of = |wanted: fn(&Cell) -> bool| {
        report.cells().filter(|(key, cell)| key.table() == TableKey::Applications && wanted(cell)).count()
    };
    assert_eq!((of(|cell| cell.number().is_some()), of(Cell::is_blank)), (50, 125));
    assert_eq!(receipt.ignored.len(), 1, "{:#?}", receipt.ignored);
    assert_eq!(receipt.sections.len(), 6);
    assert_eq!(report.organ.name, "沭阳县发展和改革局");
    assert_eq!(report.published.map(|day| day.to_string()).as_deref(), Some("2024-01-17"));
}
