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
pub mod gk107_not_filled;
pub mod gk108_split_digits;
pub mod gk109_note_in_cell;
pub mod gk110_in_force;
pub mod gk111_rule_making_power;
pub mod gk201_sections;
pub mod gk202_edition;
pub mod gk203_labels;
pub mod gk204_overview_length;
pub mod gk205_overview_topics;
pub mod gk206_government_duties;
pub mod gk207_problems_and_improvements;
pub mod gk208_processing_fee;
pub mod gk209_title;
pub mod gk210_cited_document;
pub mod gk211_due_date;
pub mod gk401_carry_over;
pub mod gk402_roll_forward;
pub mod gk403_prior_items;
pub mod gk404_jump;
pub mod gk501_roll_up;
pub mod gk502_subordinates;
pub mod gk601_id_number;
pub mod gk602_mobile_number;
pub mod gk603_bank_card;
mod previous;
mod sums;
