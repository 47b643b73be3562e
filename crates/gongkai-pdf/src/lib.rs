//! Reads and writes reports as PDF.

mod write;

pub use write::PdfWriter;
