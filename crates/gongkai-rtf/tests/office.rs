//! LibreOffice saves what was written as `.docx` in RTF, and both say the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;
#[path = "../../gongkai-docx/tests/resaved/mod.rs"]
mod resaved;

use gongkai_core::format::Limits;
use resaved::Notation;

const NOTATION: Notation = Notation {
    ending: "rtf",
    filter: "Rich Text Format",
    has_heads: false,
    renew: |bytes| gongkai_rtf::renew(bytes, &Limits::default()).unwrap().package,
};

#[test]
fn every_cell_of_both_editions_is_read() {
    resaved::every_cell_of_both_editions_is_read(&NOTATION);
}

#[test]
fn everything_that_is_not_plain_text_is_read_alike() {
    resaved::everything_that_is_not_plain_text_is_read_alike(&NOTATION);
}
