//! How a page that was written here names the tables of the form and their cells, for programs that read it.

use gongkai_core::form::{Edition, TableKey};

use crate::dom::{Dom, NodeId};

/// Which of the form's tables a table is.
pub(crate) const TABLE: &str = "data-table";
/// The edition that it is laid out in.
pub(crate) const EDITION: &str = "data-edition";
/// Which value of the form a cell holds.
pub(crate) const KEY: &str = "data-key";
/// The number in a cell, as programs read it.
pub(crate) const VALUE: &str = "data-value";

/// Which table of which form a table says it is.
pub(crate) fn of_table(dom: &Dom, table: NodeId) -> Option<(Edition, TableKey)> {
    let edition = dom.attribute(table, EDITION)?.parse().ok()?;
    let name = dom.attribute(table, TABLE)?.trim();
    TableKey::ALL.into_iter().find(|key| key.as_str() == name).map(|key| (edition, key))
}
