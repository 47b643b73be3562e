//! Whether one of several tables may state what another states already, as far as their labels tell.
//!
//! A row of tables two and three is read by its own label, and a row without one is read as table four's alone. So two tables
//! state the same cell only where both print the label of its row, or where both may be table four. Where each word of a table
//! is a label of the forms by itself, its labels say so without the table's being read.

use std::collections::BTreeSet;

use super::dictionary::Meaning;
use super::line::{Kind, Labels, kind};
use super::sections::heading;
use gongkai_core::document::{Block, Table};
use gongkai_core::form::SectionKey;

/// Whether a table among some blocks may repeat another.
pub(super) fn may_repeat<'d>(blocks: impl Iterator<Item = &'d Block>) -> bool {
    let mut labels = Labels::default();
    let mut before = Stating::default();
    let mut under_disputes = false;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                under_disputes |= heading(&paragraph.text).is_some_and(|own| own.section == Some(SectionKey::Disputes));
            }
            Block::Table(table) => {
                let Some(mut own) = Stating::of(table, &mut labels) else { return true };
                own.disputes |= std::mem::take(&mut under_disputes);
                if before.disputes && own.disputes || !before.rows.is_disjoint(&own.rows) {
                    return true;
                }
                before.disputes |= own.disputes;
                before.rows.extend(own.rows);
            }
        }
    }
    false
}

/// What a table may state.
#[derive(Debug, Default)]
struct Stating {
    rows: BTreeSet<Meaning>,
    /// Whether its rows without labels may be table four's.
    disputes: bool,
}

impl Stating {
    /// Nothing where some word is no label by itself: it may be a piece of one.
    fn of(table: &Table, labels: &mut Labels) -> Option<Self> {
        let mut own = Self::default();
        // The column up to which each row has cells that are no labels.
        let mut values_to = vec![0; table.rows()];
        let mut rows = Vec::new();
        for cell in table.cells() {
            let covered = cell.row..cell.row + cell.row_span;
            match kind(cell, labels) {
                Kind::Label(found) if found.exact => {
                    own.disputes |= found.is_of_disputes() || found.section().is_some();
                    rows.extend(found.row().map(|row| (row, found.is_only_row(), covered, cell.column)));
                }
                Kind::Blank | Kind::Value => values_to
                    .iter_mut()
                    .skip(cell.row)
                    .take(cell.row_span)
                    .for_each(|to: &mut usize| *to = (*to).max(cell.column)),
                _ => return None,
            }
        }
        // A label that may head a column is a row's only before values.
        let valued = |(_, only, covered, column): &(Meaning, bool, std::ops::Range<usize>, usize)| {
            *only || covered.clone().any(|row| values_to.get(row).is_some_and(|to| to > column))
        };
        own.rows = rows.into_iter().filter(valued).map(|(row, ..)| row).collect();
        Some(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::document::{Paragraph, ParagraphRole};
    use gongkai_core::{Cell, Organ, Report, Year, compose};

    /// The headings and tables of a report whose every cell is a number, in the edition of its year.
    fn blocks(year: u16) -> Vec<Block> {
        let mut report = Report::new(Organ::new("某县人民政府"), Year::new(year).expect("a year"));
        report.form_cells().map(|cell| cell.key).collect::<Vec<_>>().into_iter().for_each(|key| {
            report.set(key, Cell::from(7));
        });
        compose(&report).blocks
    }

    fn tables(blocks: &[Block]) -> Vec<Block> {
        blocks.iter().filter(|block| matches!(block, Block::Table(_))).cloned().collect()
    }

    #[test]
    fn the_three_tables_repeat_nothing_and_each_of_them_repeats_itself_in_either_edition() {
        for (year, other) in [(2023, 2023), (2023, 2020), (2020, 2023)] {
            let (own, others) = (blocks(year), tables(&blocks(other)));
            assert!(!may_repeat(own.iter()), "{year}");
            for again in &others {
                assert!(may_repeat(own.iter().chain([again])), "{year} {other}");
            }
        }
    }

    #[test]
    fn a_heading_of_table_four_and_words_that_are_no_labels_leave_it_open() {
        let own = blocks(2023);
        let heading: Block = Paragraph::new(ParagraphRole::Heading1, "四、政府信息公开行政复议、行政诉讼情况").into();
        let figures = Table::new(1, 15, (0..15).map(|at| gongkai_core::document::TableCell::new(0, at, "7")).collect());
        let figures: Block = figures.expect("a table").into();
        assert!(!may_repeat(own.iter().chain([&figures])), "figures alone are read as no table's");
        assert!(may_repeat(own.iter().chain([&heading, &figures])));
        let strange = Table::new(
            1,
            2,
            ["规", "7"]
                .into_iter()
                .zip(0..)
                .map(|(text, at)| gongkai_core::document::TableCell::new(0, at, text))
                .collect(),
        );
        let strange: Block = strange.expect("a table").into();
        assert!(may_repeat(own.iter().chain([&strange])));
    }
}
