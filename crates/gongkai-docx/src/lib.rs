//! Word documents (`.docx`): reading what offices send, and writing the filing.
//!
//! [`DocxWriter`] sets a [`Document`](gongkai_core::document::Document) in a house style: real styles that the
//! navigation pane knows, the page and document grid of GB/T 9704—2012, tables with the official merges.
//! [`DocxReader`] reads documents made by Word, WPS and LibreOffice, as they are shown: tracked changes taken as
//! accepted, automatic numbers as printed, field results and not their instructions. What it leaves out it says in the
//! document's remarks.

mod annotate;
mod fill;
mod names;
mod reader;
mod writer;

pub use annotate::DocxAnnotator;
pub use fill::{FillError, FillParagraph, Filling, Held, SectionPlaces};
pub use reader::{DocxReader, Embedded, Places, ReadEmbedded};
pub use writer::DocxWriter;

/// What Word files are limited in beside the limits of every file: names, and up to where.
pub const LIMITS: [(&str, usize); 1] = [("docx_within_docx", reader::MOST_NESTED)];
