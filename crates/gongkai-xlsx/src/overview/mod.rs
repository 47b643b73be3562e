//! Workbooks for the reviewing office: where each sum of a consolidated report comes from, and what changed over years.

mod comparison;
mod contributions;
mod leaders;
mod sheet;
mod summary;

pub use comparison::write_comparison;
pub use contributions::write_contributions;
pub use leaders::write_overview;
pub use summary::{SummaryCounts, SummaryRow, write_summary, write_survey};
