//! Checking: what does not hold in a report, where, by which rule, with both sides, the difference and the source.
//!
//! Each rule is one file in `rules/` and answers one of: holds, does not hold, cannot be assessed (and why). Checking
//! never fails and is never silent about what it could not assess.

mod contents;
mod diagnosis;
mod finding;
mod measured;
mod outcome;
pub mod pages;
mod registry;
mod rule;
mod rules;
mod subject;
mod sums;
pub mod text;

pub use crate::words::Text;
pub use contents::{Topic, contents, length};
pub use diagnosis::{Alternative, Change, Diagnosis, FailingSum};
pub use finding::{Finding, Fingerprint, Related, Sides};
pub use measured::{Half, Measured, measured};
pub use outcome::{CheckReport, RuleOutcome, Status, Unassessed, Undecided, Verdict};
pub use pages::{Language, explain};
pub use registry::{check, rule, rules};
pub use rule::{Basis, Editions, Example, Maturity, Rule, RuleDoc, RuleId, RuleIdError, RuleInfo, Severity};
pub use subject::{Child, Subject, Thresholds};
pub use sums::{failing_sums, wanted_total};
