//! The rules, one file each, named by id and name.

mod cells;
mod digit_runs;
#[cfg(test)]
mod fixtures;
pub mod gk101_balance;
pub mod gk102_outcomes;
pub mod gk103_applicants;
pub mod gk104_dispute_totals;
pub mod gk105_whole_count;
pub mod gk106_amount;
pub mod gk108_split_digits;
pub mod gk201_sections;
pub mod gk204_overview_length;
pub mod gk205_overview_topics;
pub mod gk206_government_duties;
pub mod gk207_problems_and_improvements;
pub mod gk208_processing_fee;
pub mod gk210_cited_document;
pub mod gk601_id_number;
pub mod gk602_mobile_number;
pub mod gk603_bank_card;
mod sums;
