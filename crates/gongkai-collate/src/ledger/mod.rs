//! From the year's registers to the tables: a register of applications (依申请公开台账) becomes table 三, a register of
//! reconsiderations and lawsuits becomes table 四.
//!
//! A township counts its applications by hand every January. This crate counts them by the rules of the form: what was
//! received in the year or carried in, what was closed with which outcome, what is carried out. A line that cannot be
//! read is named by its number with the reason; it is never counted and never dropped in silence.
//!
//! ```
//! use gongkai_collate::ledger::{Register, tally};
//! use gongkai_core::{Cell, Year};
//! let csv = "编号,收到日期,申请人类型,办结日期,办理结果\n1,2023-03-01,自然人,2023-03-20,予以公开\n2,2023-12-30,商业企业,,\n";
//! let register = Register::from_csv(csv.as_bytes())?;
//! let tally = tally(&register.applications()?, Year::new(2023)?);
//! assert!(tally.refused.is_empty());
//! assert_eq!(tally.cell("applications.received.total".parse()?), Some(&Cell::from(2)));
//! assert_eq!(tally.cell("applications.carried_out.business".parse()?), Some(&Cell::from(1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aside;
mod calendar;
mod columns;
mod counts;
mod date;
mod deadline;
mod disputes;
mod entry;
mod head;
mod line;
mod refusal;
mod register;
mod row;
mod tables;
mod tally;
mod untold;
mod vocabulary;
mod wording;

pub use calendar::{Calendar, CalendarError};
pub use columns::{Column, Mapping, MappingError};
pub use date::DateFault;
pub use deadline::{Deadline, Overrun};
pub use disputes::{DisputeTally, tally_disputes};
pub use entry::{
    ApplicantClass, Application, Applications, CaseResult, CaseType, Dispute, Disputes, Entries, Outcome, Reading,
    Refusal,
};
pub use line::Line;
pub use refusal::RefusalReason;
pub use register::{LIMITS, Register, RegisterError, decode, limits};
pub use tally::{OpenApplication, Outside, OutsideReason, Tally, overruns, tally, years_without_holidays};
