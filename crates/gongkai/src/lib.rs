//! Write, check and publish the annual report on disclosure of government information (政府信息公开工作年度报告).
//!
//! [`open`] reads a report from any format that is known, and says in its receipt what was found and what was not;
//! [`save`] writes it as Word, PDF, Excel, TOML or JSON; [`check`](fn@check::check) tells what does not hold. The
//! domain itself — [`Report`], [`form`], [`document`] — is that of `gongkai-core`, re-exported here.
//!
//! ```
//! use gongkai::check::{Subject, check};
//! use gongkai::{Format, ReadOptions, WriteOptions};
//! let file = "year = 2023\n[applications]\nreceived = [3, 1, 0, 0, 0, 0, 5]\n";
//! let reading = gongkai::read(file.as_bytes(), Format::Toml, &ReadOptions::default())?;
//! let result = check(&Subject::of_reading(&reading));
//! assert!(result.findings.iter().any(|finding| finding.rule.to_string() == "GK103"));
//! let written = gongkai::write(&reading.report, Format::Json, &WriteOptions::default())?;
//! assert!(String::from_utf8(written.bytes)?.contains("\"received\": [3, 1, 0, 0, 0, 0, 5]"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each format but TOML and JSON is a cargo feature of its name; all are on by default.

mod annotate;
mod digest;
#[cfg(feature = "docx")]
mod embedded;
mod error;
mod files;
mod formats;
#[cfg(feature = "html")]
mod frames;
mod guarded;
mod leftovers;
#[cfg(feature = "markdown")]
mod mixed;
mod open;
mod outputs;
mod own_limits;
mod packed;
mod record;
#[cfg(feature = "ledger")]
mod register;
#[cfg(any(feature = "doc", feature = "rtf", feature = "xls", feature = "ofd"))]
mod renewed;
mod same;
mod save;
mod sniff;
#[cfg(feature = "docx")]
mod template;
mod unread;

pub use annotate::annotate;
pub use digest::Digest;
pub use error::{Error, ErrorKind, Refusal, refusal};
pub use files::read_file;
pub use formats::Format;
pub use guarded::guarded;
pub use leftovers::{abandon, clear_leftovers};
pub use open::{Loaded, ReadOptions, open, read};
pub use outputs::Replace;
pub use own_limits::own_limits;
pub use record::Record;
pub use same::FileSet;
pub use save::{
    Loss, Saved, WriteOptions, open_style, read_style, save, save_all, save_all_with, save_bytes, save_unsealed, write,
    write_document,
};
#[cfg(feature = "docx")]
pub use template::{FilledTemplate, fill_template};
pub use unread::is_unread_document;

pub use gongkai_collate::{compare, consolidate, draft, halves, letter, outliers, overview, survey};
pub use gongkai_core::format::{
    AnnotateError, Annotated, Annotating, Annotation, Limits, ReadError, WriteError, Written,
};
pub use gongkai_core::reading::{Provenance, Reading, Receipt};
pub use gongkai_core::style::Style;
pub use gongkai_core::{
    Cell, Figure, Heading, HeadingLevel, Level, LevelError, Narrative, Number, NumberError, Organ, Part, Prose,
    PublishedHeading, Report, Signature, Year, YearError, compose,
};
pub use gongkai_core::{bodies, characters, check, day, document, file_name, form, format, reading, style, words};
pub use gongkai_data::{write_toml, write_toml_to_fill_in};
pub use gongkai_recognize as recognize;
pub use gongkai_style::StyleError;

#[cfg(feature = "ledger")]
pub use gongkai_collate::ledger;
#[cfg(feature = "html")]
pub use gongkai_html::{Lead, Leads, leads};
#[cfg(feature = "pdf")]
pub use gongkai_layout as layout;
#[cfg(feature = "xlsx")]
pub use gongkai_xlsx as xlsx;
#[cfg(feature = "xlsx")]
pub use gongkai_xlsx::{SummaryCounts, SummaryRow, write_comparison, write_contributions, write_summary};
#[cfg(feature = "ledger")]
pub use register::read_register;
#[cfg(feature = "xls")]
pub use renewed::newer_workbook;
