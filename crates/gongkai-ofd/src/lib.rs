//! OFD (GB/T 33190—2016), the national format of pages that archives take.
//!
//! A page of OFD says what a page of PDF says, in XML and in millimetres: characters, lines and pictures at their places.
//! [`renew`] puts the pages into a PDF, object by object, and decides nothing: which lines make a table, what is struck
//! out, seen or a scan is known once, by the reader of PDF. [`OfdWriter`] writes the pages that the PDF is written from.

mod read;
pub mod record;
mod write;

pub use read::{LIMITS, Renewed, renew};
pub use write::OfdWriter;
