//! .

mod overview;

pub use overview::{SummaryRow, write_comparison, write_contributions, write_summary};
