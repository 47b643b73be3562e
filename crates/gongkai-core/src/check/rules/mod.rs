//! The rules, one file each, named by id and name.

pub mod gk101_balance;
mod sums;
