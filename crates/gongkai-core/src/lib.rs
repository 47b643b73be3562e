//! The domain of gongkai: forms, reports, documents, rules.
//!
//! A Chinese public body reports every January on its disclosure of government information
//! (政府信息公开工作年度报告). This crate holds what such a report is — its statutory tables ([`form`]), what one organ
//! states ([`Report`]), the rules that it must keep ([`check`](mod@check)) — and how it is laid out as a
//! [`document`] ([`compose`](fn@compose)). It opens no files, asks no clock, and knows no file format: those are crates
//! of their own behind the traits of [`mod@format`]. Finding a report in a document is the work of `gongkai-recognize`,
//! which says what it found as a [`reading`].

pub mod bodies;
mod calendar;
mod cell;
pub mod characters;
pub mod check;
pub mod compose;
pub mod day;
pub mod document;
pub mod file_name;
pub mod form;
pub mod format;
mod number;
pub mod numerals;
pub mod page_number;
pub mod reading;
mod report;
#[cfg(feature = "serde")]
mod serialized;
pub mod style;
pub mod sums;
mod within;
pub mod words;

pub use calendar::{Year, YearError};
pub use cell::{Cell, Figure};
pub use compose::compose;
pub use number::{Number, NumberError};
pub use report::{
    Heading, HeadingLevel, Level, LevelError, Narrative, Organ, Part, Prose, PublishedHeading, Report, Signature,
};
pub use within::{StandsAt, Within};
