//! What tells a table that lost its cells from a sentence that names the same labels: where it stands, and what only a
//! table has.
//!
//! A sentence parts what it names with punctuation and gives each label one figure. A table prints the labels of its head
//! one after another without any figure, and as many figures behind a row's label as it has columns. Outside the section of
//! its own, or where the document prints the table as a table, only these are believed.

use std::collections::BTreeSet;

use super::dictionary::{Meaning, dictionary};
use super::editions::widths;
use super::rows::{Cells, is_value, of_head};
use gongkai_core::document::{Block, Document};
use gongkai_core::form::{SectionKey, TableKey};

/// Where a stretch of labels and figures stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The source parts its cells: it is a table.
    Cells,
    /// Text in a section, or before any, of a document that prints these tables as tables.
    Text(Option<SectionKey>, Printed),
}

/// The tables of the form that a document prints as tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Printed {
    disclosure: bool,
    applications: bool,
    disputes: bool,
}

impl Printed {
    /// Looks through a document's tables.
    pub(super) fn of(document: &Document) -> Self {
        /// So many rows of a table are no chance.
        const CERTAIN: usize = 3;
        const MOST_CELLS: usize = 20_000;
        let cells = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.cells()),
            Block::Paragraph(_) => None,
        });
        let mut rows: BTreeSet<(TableKey, &'static str)> = BTreeSet::new();
        for cell in cells.flatten().take(MOST_CELLS).filter(|cell| !is_value(&cell.text)) {
            let found = dictionary().exact(&cell.text);
            for meaning in found.iter().flat_map(|found| found.meanings()) {
                match meaning {
                    Meaning::DisclosureRow(row) => rows.insert((TableKey::Disclosure, row)),
                    Meaning::ApplicationRow(row) => rows.insert((TableKey::Applications, row)),
                    Meaning::DisputeColumn(column) => rows.insert((TableKey::Disputes, column)),
                    _ => false,
                };
            }
        }
        let certain = |table: TableKey| rows.iter().filter(|(key, _)| *key == table).count() >= CERTAIN;
        Self {
            disclosure: certain(TableKey::Disclosure),
            applications: certain(TableKey::Applications),
            disputes: certain(TableKey::Disputes),
        }
    }

    fn has(self, table: TableKey) -> bool {
        match table {
            TableKey::Disclosure => self.disclosure,
            TableKey::Applications => self.applications,
            TableKey::Disputes => self.disputes,
        }
    }
}

/// What only a table has, counted over its rows.
#[derive(Debug, Default)]
struct Evidence {
    /// The most labels of a head one after another without a figure.
    heads: usize,
    /// Rows with several figures, as many as the form has columns.
    full: usize,
    /// Captions of the parts of table 二, alone.
    blocks: usize,
    /// The tables that the rows' labels belong to, and how many.
    labels: [usize; 3],
}

impl Standing {
    /// Whether rows that were put together from text are a table's.
    pub(super) fn allows(self, rows: &[Cells]) -> bool {
        let Self::Text(section, printed) = self else { return true };
        let evidence = Evidence::of(rows);
        let table = evidence.table();
        let own = table.is_some_and(|table| section.and_then(SectionKey::table) == Some(table) && !printed.has(table));
        if own {
            return true;
        }
        evidence.full >= 3 || evidence.heads >= 3 && evidence.full >= 1 || evidence.heads >= 5 || evidence.blocks >= 2
    }
}

impl Evidence {
    fn of(rows: &[Cells]) -> Self {
        let mut evidence = Self::default();
        let mut heads = 0;
        for row in rows {
            let label = row.iter().find(|(text, _)| !is_value(text)).and_then(|(text, _)| dictionary().exact(text));
            let values: Vec<&str> = row.iter().map(|(text, _)| text.as_str()).filter(|text| is_value(text)).collect();
            let bare = values.is_empty();
            let row_of = label.and_then(|found| found.row());
            if label.is_some_and(|found| of_head(&found)) && bare {
                heads += row.len();
                evidence.heads = evidence.heads.max(heads);
            } else {
                heads = 0;
            }
            evidence.blocks += usize::from(bare && label.is_some_and(|found| found.block().is_some()));
            let glued = values.len() == 1 && values.iter().all(|text| text.chars().all(|c| c.is_ascii_digit()));
            let digits = values.first().map_or(0, |text| text.len());
            // Figures that run together show that they are a row's where a row has many.
            let fits = |table: TableKey| {
                let many = glued && table != TableKey::Disclosure;
                widths(table).iter().any(|columns| values.len() == *columns || many && digits >= *columns)
            };
            let full = match row_of {
                Some(Meaning::ApplicationRow(_)) => fits(TableKey::Applications),
                Some(_) => fits(TableKey::Disclosure),
                None => label.is_none() && fits(TableKey::Disputes),
            };
            evidence.full += usize::from(full);
            for meaning in label.iter().flat_map(|found| found.meanings()) {
                let at = match meaning {
                    Meaning::DisclosureRow(_) | Meaning::DisclosureColumn(_) | Meaning::Block(_) => 0,
                    Meaning::ApplicationRow(_) | Meaning::Applicant(_) | Meaning::OutcomeGroup(_) => 1,
                    Meaning::DisputeColumn(_) | Meaning::DisputeGroup(_) => 2,
                    _ => continue,
                };
                if let Some(count) = evidence.labels.get_mut(at) {
                    *count += 1;
                }
            }
        }
        evidence
    }

    /// The table that most labels belong to.
    fn table(&self) -> Option<TableKey> {
        let tables = [TableKey::Disclosure, TableKey::Applications, TableKey::Disputes];
        let most = self.labels.iter().zip(tables).max_by_key(|(count, _)| **count)?;
        (*most.0 > 0).then_some(most.1)
    }
}
