//! What is done with many reports, and with what a report is made from.
//!
//! The domain knows one report and its rules. Here reports are put beside each other: [`consolidate`] adds an office's
//! own and its subordinates' up to one (汇总), [`survey`] says what came in and [`outliers`] which figures stand out,
//! [`compare`](mod@compare) says what changed over the years, [`draft`] begins this year's from last year's, [`halves`]
//! brings the text of one file and the figures of another together, [`letter`] sends a report back with what is to be
//! mended. [`ledger`] counts the year's registers of applications and disputes (台账) into tables 三 and 四.

pub mod compare;
pub mod consolidate;
pub mod draft;
pub mod halves;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod letter;
pub mod outliers;
pub mod overview;
pub mod survey;
