//! The tests of the domain, one program: each file of its own was linked alone, fourteen times.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod across_reports;
mod any_report;
mod bodies;
mod diagnosis;
mod figures;
mod fixtures;
mod forms;
mod kinds;
mod languages;
mod made;
mod measure;
mod narratives;
mod odd_reports;
mod rules;
mod sentences;
mod single_reports;
mod sound_reports;
mod sums;
