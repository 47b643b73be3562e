//! Composing: from a report to the document that is filed.

mod narrative;

pub use narrative::{heading_length, level_shown, shows_its_level};

use crate::document::{Block, CellRole, Document, Paragraph, ParagraphRole, Properties, Table, TableCell};
use crate::form::{CellKey, GridContent, SectionKey, TableForm};
use crate::reading::NOT_READ;
use crate::{HeadingLevel, Narrative, Part, Report};

/// Lays a report out as the filing: title, preamble, the six sections and the three tables with the official merges.
///
/// Nothing is computed and nothing is filled in: a cell shows what the report states, and nothing where it states
/// nothing. Sections bear the report's own headings where it has all six in their order, else the form's.
///
/// ```
/// use gongkai_core::{Organ, Report, Year, compose};
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let document = compose(&report);
/// assert_eq!(document.tables().count(), 3);
/// assert_eq!(document.blocks.len(), 1 + 6 + 3);
/// # Ok::<(), gongkai_core::YearError>(())
/// ```
#[must_use]
pub fn compose(report: &Report) -> Document {
    compose_with(report, &[])
}

/// The same of a report of which some cells were not read: they say so, where the report states nothing for them since.
///
/// ```
/// use gongkai_core::reading::NOT_READ;
/// use gongkai_core::{Organ, Report, Year, compose};
/// let report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// let key = "disputes.reconsideration.upheld".parse()?;
/// let document = compose::compose_with(&report, &[key]);
/// let mut cells = document.tables().flat_map(|table| table.cells());
/// assert_eq!(cells.find(|cell| cell.key == Some(key)).unwrap().text, NOT_READ);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compose_with(report: &Report, not_read: &[CellKey]) -> Document {
    let mut blocks: Vec<Block> = vec![Paragraph::new(ParagraphRole::Title, report.full_title()).into()];
    set(&report.preamble, None, &mut blocks);
    for section in SectionKey::ALL {
        blocks.push(Paragraph::new(ParagraphRole::Heading1, report.heading(section)).into());
        let table = section.table().and_then(|table| lay_out(report, report.table_form(table), not_read));
        set(report.narrative(section), table, &mut blocks);
    }
    let signed =
        [(ParagraphRole::Signature, &report.signature.organ), (ParagraphRole::SignatureDate, &report.signature.date)];
    blocks.extend(signed.into_iter().filter_map(|(role, text)| Some(Paragraph::new(role, text.as_deref()?).into())));
    let mut document = Document::new(blocks);
    document.properties = Properties {
        title: Some(report.full_title()),
        author: Some(report.organ.name.clone()).filter(|name| !name.is_empty()),
        subject: Some("政府信息公开工作年度报告".to_owned()),
        published: report.published,
        year: report.year,
        level: report.organ.level,
    };
    document
}

/// Sets what a section says, with its table of the form where it stands: at its place, else behind everything.
fn set(narrative: &Narrative, table: Option<Table>, blocks: &mut Vec<Block>) {
    let mut table = table.map(Block::Table);
    for part in narrative {
        match part {
            Part::Paragraph(prose) => blocks.push(narrative::paragraph(prose).into()),
            Part::Heading(heading) => {
                let role = match heading.level {
                    HeadingLevel::First => ParagraphRole::Heading1,
                    HeadingLevel::Second => ParagraphRole::Heading2,
                    HeadingLevel::Third => ParagraphRole::Heading3,
                };
                blocks.push(narrative::of_role(role, &heading.prose).into());
            }
            Part::Table(table) => blocks.push(Block::Table((**table).clone())),
            Part::FormTable => blocks.extend(table.take()),
        }
    }
    blocks.extend(table);
}

/// A form's table with the report's values.
fn lay_out(report: &Report, form: &TableForm, not_read: &[CellKey]) -> Option<Table> {
    let cells = form
        .grid
        .iter()
        .map(|place| {
            let (text, role, key) = match place.content {
                GridContent::Head(label) => (label.to_owned(), CellRole::Head, None),
                GridContent::Label(label) => (label.to_owned(), CellRole::Label, None),
                GridContent::Value(key) => {
                    let text = match report.cell(key) {
                        Some(cell) => cell.printed().into_owned(),
                        None if not_read.contains(&key) => NOT_READ.to_owned(),
                        None => String::new(),
                    };
                    (text, CellRole::Value, Some(key))
                }
            };
            let cell = TableCell::new(place.row, place.column, text)
                .spanning(place.row_span, place.column_span)
                .with_role(role);
            match key {
                Some(key) => cell.with_key(key),
                None => cell,
            }
        })
        .collect();
    let mut table = Table::laid_out(form.rows, form.columns, cells)?;
    table.head_rows = form.head_rows;
    table.widths.clone_from(&form.widths);
    table.form = Some((form.edition, form.key));
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;

    #[test]
    fn every_form_is_a_table() {
        for edition in Edition::all() {
            let report = Report::in_edition(edition);
            for form in edition.form().tables() {
                let table = lay_out(&report, form, &[]).expect("the grid is sound");
                let covered = (0..table.rows()).all(|r| (0..table.columns()).all(|c| table.at(r, c).is_some()));
                assert!(covered, "{edition} {:?} leaves places open", form.key);
            }
        }
    }
}
