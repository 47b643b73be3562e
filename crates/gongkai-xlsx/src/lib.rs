//! Reports as Excel workbooks: written as the form that offices fill in, read from whatever they hand in.
//!
//! [`XlsxWriter`] lays a composed [`Document`](gongkai_core::document::Document) out as a workbook: a cover, the whole
//! narrative, one sheet for each statutory table with live totals, validation and red cells, and a sheet that lists
//! every sum with both sides. [`write_contributions`] and its fellows make the reviewing office's tables.
//! [`XlsxReader`] reads such workbooks and other people's back into a document.

mod annotate;
mod clock;
mod fill;
mod measures;
mod names;
mod number;
mod overview;
mod read;
mod write;

pub use annotate::XlsxAnnotator;
pub use fill::{FilledWorkbook, WorkbookFilling};
pub use overview::{
    SummaryCounts, SummaryRow, write_comparison, write_contributions, write_overview, write_summary, write_survey,
};
pub use read::XlsxReader;
pub use write::XlsxWriter;
