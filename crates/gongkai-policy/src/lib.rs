//! What an office adds to the rules: severities and thresholds, local checks, and findings that it accepts with a reason.
//!
//! A [`Policy`] comes from `gongkai.toml`. It may raise any rule, and lower or switch off rules of practice; rules of law
//! and of arithmetic stay as they are, and a single finding of theirs can only be accepted with a reason
//! ([`Acceptances`]), which is kept beside the report and holds as long as the figures are the same. Who an office's bodies
//! are, by which names they go and who reports to whom is in its `bodies.toml` or a mere list ([`read_bodies`]); how the
//! review of each one's report stands is in a file of its own ([`Reviews`]).
//!
//! ```
//! use gongkai_core::check::Subject;
//! use gongkai_core::{Cell, Organ, Report, Year};
//! use gongkai_policy::Policy;
//! let policy = Policy::read(r#"
//! [rules]
//! GK103 = "error"
//! [[check]]
//! id = "LOCAL-1"
//! title = "乡镇没有行政强制"
//! expression = "level != 'township' || disclosure.compulsory_measures.decisions == 0"
//! message = "乡镇的行政强制应为 0"
//! "#.as_bytes())?;
//! let mut report = Report::new(Organ::new("青山镇人民政府").with_level(gongkai_core::Level::Township), Year::new(2023)?);
//! report.set("disclosure.compulsory_measures.decisions".parse()?, Cell::from(3));
//! let assessment = policy.assess(&Subject::new(&report));
//! assert_eq!(assessment.local[0].findings[0].message.zh, "乡镇的行政强制应为 0");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accept;
mod bodies;
mod budget;
mod error;
mod expression;
mod file;
mod local;
mod policy;
mod required;
mod review;
mod words;

pub use accept::{Acceptance, Acceptances, ReportName, Signed};
pub use bodies::{Address, Addresses, Listed, read_addresses, read_bodies};
pub use budget::{MOST_LOOPS, MOST_STEPS};
pub use error::PolicyError;
pub use expression::{DEEPEST, LONGEST};
pub use local::{LocalCheck, LocalFinding, LocalOutcome};
pub use policy::{Assessment, Policy, Setting};
pub use required::Required;
pub use review::{Event, FindingState, Recording, Review, ReviewState, Reviews, Submission, Tracked};
pub use words::{LONGEST_WORD, MOST_WORDS, WordList};
