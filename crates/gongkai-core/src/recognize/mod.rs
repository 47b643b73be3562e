//! Recognition: from a document to the report that it holds, with a receipt of what was read and what was not.

mod receipt;

pub use receipt::{
    EditionName, IgnoredTable, InferredCell, LabelVariant, Provenance, Reading, Receipt, RemarkEntry, SectionFound,
    UnreadCell, UnreadReason,
};
