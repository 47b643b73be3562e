//! The report as TOML and JSON: the files that people write, and the exact figures for programs.
//!
//! Both have one shape, documented in `docs/report-file.md`, and one decoder: a plain number is a number and everything else is the
//! printed text (`""` is blank), so that a file shows what the report shows. What the file does not state is not in
//! the report; nothing becomes 0 by default. The keys of tables, rows and columns come from the
//! [`Form`](gongkai_core::form::Form)s.
//!
//! ```
//! use gongkai_core::Cell;
//! use gongkai_core::format::Limits;
//! let file = r#"
//! year = 2023
//! [organ]
//! name = "山枣镇人民政府"
//! level = "township"
//! [applications]
//! received = [3, 1, 0, 0, 0, 0, 4]
//! "#;
//! let reading = gongkai_data::read_toml(file.as_bytes(), &Limits::default())?;
//! assert_eq!(reading.report.cell("applications.received.total".parse()?), Some(&Cell::from(4)));
//! assert_eq!((reading.receipt.read, reading.receipt.expected), (7, 200));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod complaint;
mod decode;
mod edition;
mod encode;
mod json;
mod narrative;
mod print;
mod schema;
mod source;
mod table;
mod toml;
mod tree;

use gongkai_core::Report;
use gongkai_core::format::{Limits, ReadError};
use gongkai_core::reading::Reading;

pub use schema::schema;

/// Reads a report from TOML.
///
/// # Errors
/// [`ReadError`] with line and column: not UTF-8, not TOML, an unknown key (with the nearest one), a key twice, a row
/// with too many or too few values, a wrong type, a year out of range.
pub fn read_toml(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let source = source::Source::new(bytes, limits)?;
    decode::decode(&toml::parse(&source)?, &source)
}

/// Reads a report from JSON (RFC 8259: no comments, no trailing commas).
///
/// # Errors
/// As [`read_toml`].
pub fn read_json(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let source = source::Source::new(bytes, limits)?;
    decode::decode(&json::parse(&source)?, &source)
}

/// Writes a report as TOML, with the printed labels as comments. Reading it again gives the same report, but for where its
/// own headings stood and for cells that the report's own forms do not have.
#[must_use]
pub fn write_toml(report: &Report) -> String {
    print::toml(&encode::encode(report, encode::Prompts::Labels))
}

/// Writes a report as TOML to be filled in: as [`write_toml`], and with every section's key and what belongs there as
/// comments, stated or not.
#[must_use]
pub fn write_toml_to_fill_in(report: &Report) -> String {
    print::toml(&encode::encode(report, encode::Prompts::Everything))
}

/// Writes a report as JSON in the same shape.
#[must_use]
pub fn write_json(report: &Report) -> String {
    print::json(&encode::encode(report, encode::Prompts::Labels))
}
