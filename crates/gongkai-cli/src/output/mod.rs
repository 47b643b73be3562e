//! The forms in which the result of a check is given.

pub(crate) mod check_json;
mod csv_table;
pub(crate) mod finding_list;
pub(crate) mod sarif;
pub(crate) mod source;
pub(crate) mod summary;
pub(crate) mod text;

mod json;

pub(crate) use csv_table::csv_table;
pub(crate) use json::inert_json;
