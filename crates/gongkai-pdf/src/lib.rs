//! Reads and writes reports as PDF: [`PdfReader`] takes paragraphs and tables from the characters and ruling lines of
//! pages, [`PdfWriter`] sets them.

mod read;
pub mod record;
mod write;

pub use read::{LIMITS, PdfReader};
pub use write::PdfWriter;
