//! From what stands in a section to the parts of the report's narrative: which tables belong to the text, and where the
//! form's own table stands.

use std::collections::{BTreeMap, BTreeSet};

use super::narrative::{Item, Text, is_about_the_page};
use gongkai_core::compose::heading_length;
use gongkai_core::document::{Mark, MarkKind, Position, Table};
use gongkai_core::form::SectionKey;
use gongkai_core::{Heading, Part, Prose};

/// A table of the text has at most so many cells and columns, and so many characters in one cell. What is larger is a
/// table of another document, or what a page is laid out with: it is named and not carried over.
const MOST_CELLS: usize = 240;
const MOST_COLUMNS: usize = 20;
const MOST_CHARACTERS: usize = 400;

/// The tables of a document, and which of them were read as the form's.
pub(super) struct Tables<'d> {
    pub(super) all: &'d [&'d Table],
    /// The indices of those that are the form's.
    pub(super) of_form: BTreeSet<usize>,
    /// The indices of those that are kept in the text.
    pub(super) kept: BTreeSet<usize>,
    /// The indices of those that a page prints about itself.
    pub(super) furniture: BTreeSet<usize>,
}

impl Tables<'_> {
    /// Tables above the sections in which a page tells about itself are the page's.
    pub(super) fn around(&mut self, in_sections: &BTreeMap<usize, SectionKey>) {
        let before = self.all.iter().enumerate().filter(|(index, _)| !in_sections.contains_key(index));
        let of_page = before.filter(|(index, table)| !self.of_form.contains(index) && of_the_page(table));
        self.furniture = of_page.map(|(index, _)| index).collect();
    }

    /// The parts that a section states, each with its place; none is the text before section 一.
    pub(super) fn parts(&mut self, section: Option<SectionKey>, items: Vec<Item>) -> (Vec<Part>, Vec<Position>) {
        let own = section.and_then(SectionKey::table).is_some();
        let read = items.iter().any(|item| matches!(item, Item::Table(index) if self.of_form.contains(index)));
        let mut placed = false;
        let mut out: Vec<(Part, Position)> = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Item::Text(text) => {
                    let heading = heading_length(&text.text);
                    out.push((Part::from(prose(&text, heading)), text.position));
                }
                Item::Heading(level, text) => {
                    let heading = text.text.len();
                    out.push((Heading::new(level, prose(&text, heading)).into(), text.position));
                }
                Item::Table(index) => {
                    let Some(table) = self.all.get(index) else { continue };
                    if self.of_form.contains(&index) {
                        if own && !placed {
                            placed = true;
                            out.push((Part::FormTable, table.position));
                        }
                    } else if !self.furniture.contains(&index) && (read || !own) && is_of_the_text(table) {
                        // Where a section's own table was not found, a table may be that one, in a shape not understood.
                        self.kept.insert(index);
                        out.push((Part::from((*table).clone()), table.position));
                    }
                }
            }
        }
        // The form's table stands last anyway.
        if out.last().is_some_and(|(part, _)| *part == Part::FormTable) {
            out.pop();
        }
        out.into_iter().unzip()
    }
}

/// The prose of a paragraph whose first bytes are a heading: that these are bold is the heading's face and no mark of the
/// text.
fn prose(text: &Text, heading: usize) -> Prose {
    let own = |mark: &&Mark| mark.kind != MarkKind::Bold || mark.range.end > heading;
    Prose::marked(text.text.as_str(), text.marks.iter().filter(own).cloned().collect())
}

/// Whether a table belongs to the text: small, and with something in it.
fn is_of_the_text(table: &Table) -> bool {
    let short = |text: &str| text.chars().take(MOST_CHARACTERS + 1).count() <= MOST_CHARACTERS;
    let cells = table.cells();
    table.rows().saturating_mul(table.columns()) <= MOST_CELLS
        && table.columns() <= MOST_COLUMNS
        && cells.iter().any(|cell| !cell.text.trim().is_empty())
        && cells.iter().all(|cell| short(&cell.text))
}

/// Whether a table is what a page prints about itself: 索引号, 发布日期 and the like.
pub(super) fn of_the_page(table: &Table) -> bool {
    table.rows() <= 20 && rows(table).any(|row| is_about_the_page(&row) || labels(&row))
}

/// The rows of a table, each as one line.
pub(super) fn rows(table: &Table) -> impl Iterator<Item = String> {
    (0..table.rows()).map(|row| {
        let cells: Vec<&str> = table.row(row).map(|cell| cell.text.trim()).collect();
        cells.join(" ")
    })
}

fn labels(row: &str) -> bool {
    // In a table no colon stands behind the label.
    ["索引号", "发布日期", "发布机构", "公开日期", "主题分类", "信息分类", "文号"]
        .iter()
        .filter(|label| row.contains(**label))
        .count()
        >= 2
}
