//! What leaves the program as JSON, one shape for each thing: the command prints these, the engine of the page and of the
//! npm package hands them over, and their JSON Schemas are published in `docs/schema`.
//!
//! These types are apart from the domain's so that the published shapes change only on purpose. A shape may gain keys
//! within a [`VERSION`]; a key that goes, or means something else, makes a new one.
//!
//! ```
//! use gongkai::check::{Subject, check};
//! use gongkai_wire::{Finding, Report};
//! let file = "year = 2023\n[applications]\nreceived = [3, 1, 0, 0, 0, 0, 5]\n";
//! let reading = gongkai::read(file.as_bytes(), gongkai::Format::Toml, &gongkai::ReadOptions::default())?;
//! let report = Report::from(&reading.report);
//! assert_eq!(report.cells["applications.received.total"], "5");
//! let found = check(&Subject::of_reading(&reading)).findings;
//! assert!(found.iter().map(Finding::from).any(|finding| finding.rule == "GK103"));
//! // And back: the same report.
//! assert_eq!(gongkai::Report::try_from(&report)?, reading.report);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod check;
mod comparison;
mod consolidation;
mod fault;
mod fetch;
mod finding;
mod formats;
mod forms;
mod listed;
mod narrative;
mod receipt;
mod receipts;
mod report;
mod rules;
mod schema;
mod survey;
mod tally;
mod total;
mod words;

pub use answer::{Answer, Reason, RuleAnswer, Sentence, answers};
pub use check::{CheckOutput, FileResult, SUMMARY_HEADS, Totals, Verdict};
pub use comparison::{
    CarryOver, Caution, CellChange, ChangedPiece, Comparison, ComparisonSet, ProseChange, SectionChanges, Series,
    Stated, Uncompared,
};
pub use consolidation::{Consolidation, Contributions, Filing, Said};
pub use fault::{Failure, Fault, RegisterQuestion};
pub use fetch::{FetchRecord, Fetched, FetchedFile};
pub use finding::{Accepted, CellRef, Change, Diagnosis, FiledAcceptance, Finding, Sides, findings};
pub use formats::{FormatInfo, formats};
pub use forms::{Form, FormCell, FormSum, FormTable, Forms, GridCell, GridKind, Named, SectionInfo, Years};
pub use listed::ListedAcceptance;
pub use narrative::{HeadingPart, NarrativeTable, Part, Piece, TableCell};
pub use receipt::{
    ByOrderRow, FoundSection, IgnoredTable, InferredCell, LabelVariant, Provenance, Receipt, Remark, RestatedTable,
    UnplacedRow, UnreadCell,
};
pub use receipts::{FileReceipt, NotWritten, Receipts};
pub use report::{Editions, Heading, Organ, Report, ReportError, Sections, Signature};
pub use rules::{RuleInfo, rules};
pub use schema::schemas;
pub use survey::{PassedOver, Question, Survey};
pub use tally::{Counted, RegisterLine, RegisterWord, Registers, Rewritten, Tallied};
pub use total::{Total, TotalBy, totals};
pub use words::{Amount, Place, Severity, Words};

/// The version of these shapes.
pub const VERSION: u32 = 1;
