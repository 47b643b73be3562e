//! Recognition: from a document to the report that it holds, with a receipt of what was read and what was not.
//!
//! Nothing is counted on by place alone. A table is one of the three by its labels; a row is known by its own label
//! and the group it stands in; a column by the labels over it. Labels may be printed in another way than the form's,
//! or have lost characters, as long as one label is near and every other clearly farther. What cannot be known is
//! left unread, and the receipt names it.

mod columns;
mod confirm;
mod cover;
mod dictionary;
mod digits;
mod fields;
mod fold;
mod harvest;
mod identity;
mod line;
mod loose;
mod narrative;
mod other_years;
mod place;
mod receipt;
mod rows;
mod running;
mod scan;
mod sections;
mod settle;
mod tables;
mod traditional;
mod why;

pub use receipt::{
    ColumnsByOrder, EditionName, IgnoredTable, InferredCell, LabelVariant, Provenance, Reading, Receipt, RemarkEntry,
    RestatedTable, SectionFound, UnplacedRow, UnreadCell, UnreadReason,
};
pub use why::why_no_report;

use narrative::{Narrative, Piece, Text};
use tables::TableReader;

use crate::document::{Block, Document, Position, Table};
use crate::form::{Edition, SectionKey, TableKey};
use crate::{Prose, Report, Year};

/// Finds the report that a document holds. Never fails: what is not found is named in the receipt.
///
/// ```
/// use gongkai_core::recognize::recognize;
/// use gongkai_core::{Cell, Organ, Report, Year, compose};
/// let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// report.set("disclosure.licenses.decisions".parse()?, Cell::from(4));
/// let reading = recognize(&compose(&report));
/// assert_eq!(reading.report.organ.name, "山枣镇人民政府");
/// assert_eq!(reading.report.cell("disclosure.licenses.decisions".parse()?), Some(&Cell::from(4)));
/// assert_eq!(reading.report.cell("disclosure.penalties.decisions".parse()?), Some(&Cell::Blank));
/// assert_eq!((reading.receipt.read, reading.receipt.expected), (200, 200));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn recognize(document: &Document) -> Reading {
    let parted = running::parted(document);
    let document = parted.as_ref().unwrap_or(document);
    let loose = loose::with_tables(document);
    let document = loose.as_ref().unwrap_or(document);
    let of_year = other_years::without(document);
    let document = of_year.as_ref().unwrap_or(document);
    let pieces = pieces(document);
    let narrative = narrative::read(&pieces);
    let mut receipt = Receipt::default();
    let mut harvest = harvest_of(document, &pieces, &narrative, &mut receipt.ignored);
    let title = title(document, &narrative);
    let year = year(document, &narrative, title.as_deref());
    let mut report = Report::in_edition(year.map_or(Edition::E2021, Edition::governing));
    let mut provenance = Provenance::default();
    settle::choose_editions(&harvest, year, &mut report);
    // Table 四 is the same in every edition; only a file that names its form can say which one is meant.
    let named = document.tables().filter_map(|table| table.form).find(|(_, table)| *table == TableKey::Disputes);
    if let Some((edition, table)) = named {
        report.set_edition(table, edition);
    }
    receipt.inferred = digits::resolve(&mut harvest, &report);
    confirm::confirm(&mut harvest, &report);
    settle::settle(harvest, &mut report, &mut receipt, &mut provenance);
    describe(document, narrative, title, year, &mut report, &mut receipt, &mut provenance);
    cover::apply(document, &mut report, &mut receipt);
    receipt.note_remarks(&document.remarks);
    Reading::new(report, receipt, provenance)
}

/// Everything that the tables of a document state.
fn harvest_of(
    document: &Document,
    pieces: &[Piece],
    narrative: &Narrative,
    left: &mut Vec<IgnoredTable>,
) -> harvest::Harvest {
    let tables: Vec<&Table> = document.tables().collect();
    let mut reader = TableReader::default();
    let mut section: Option<SectionKey> = None;
    for piece in pieces {
        match piece {
            Piece::Text(text) => reader.read_paragraph(&text.text),
            Piece::Table(index) => {
                let own = narrative.tables.get(index).copied();
                if own != section
                    && let Some(own) = own
                {
                    reader.open_section(own);
                }
                section = own.or(section);
                if let Some(table) = tables.get(*index)
                    && !reader.read(table, index + 1)
                {
                    left.push(ignored(table, index + 1));
                }
            }
        }
    }
    reader.harvest
}

fn pieces(document: &Document) -> Vec<Piece> {
    let mut table = 0;
    let pieces = document.blocks.iter().enumerate().map(|(index, block)| match block {
        Block::Table(_) => {
            table += 1;
            Piece::Table(table - 1)
        }
        Block::Paragraph(paragraph) => {
            let position = if paragraph.position.is_unknown() {
                Position::default().paragraph(index + 1)
            } else {
                paragraph.position
            };
            let marks = paragraph.marks.clone();
            Piece::Text(Text { text: paragraph.text.clone(), marks, role: paragraph.role, position })
        }
    });
    pieces.collect()
}

/// The title as published: above the text, else what the page or file calls itself.
fn title(document: &Document, narrative: &Narrative) -> Option<String> {
    let own = narrative.title.as_ref().map(|title| title.text.trim().to_owned());
    own.or_else(|| document.properties.title.as_deref().and_then(identity::without_site))
}

fn year(document: &Document, narrative: &Narrative, title: Option<&str>) -> Option<Year> {
    if document.properties.year.is_some() {
        return document.properties.year;
    }
    let page = document.properties.title.as_deref();
    title.and_then(identity::year_in).or_else(|| page.and_then(identity::year_in)).or_else(|| {
        let texts = narrative.preamble.iter().chain(narrative.sections.values().flatten());
        identity::year_by_majority(texts.map(|text| text.text.as_str()))
    })
}

/// Everything about the report but its cells.
fn describe(
    document: &Document,
    narrative: Narrative,
    title: Option<String>,
    year: Option<Year>,
    report: &mut Report,
    receipt: &mut Receipt,
    provenance: &mut Provenance,
) {
    let of_title = title.as_deref().map(identity::organ_in).filter(|name| !name.is_empty());
    let of_page = || {
        let title = document.properties.title.as_deref().and_then(identity::without_site);
        title.as_deref().map(identity::organ_in).filter(|name| !name.is_empty())
    };
    let author = || document.properties.author.clone().filter(|name| !name.trim().is_empty());
    report.organ = identity::organ(&of_title.or_else(of_page).or_else(author).unwrap_or_default());
    report.organ.level = document.properties.level.or(report.organ.level);
    report.year = year;
    report.published = document
        .properties
        .published
        .or_else(|| narrative.front.iter().find_map(|text| identity::published_in(&text.text)));
    provenance.title = narrative.title.as_ref().map_or_else(Position::default, |title| title.position);
    // A title that says what the report would be called anyway needs no keeping.
    report.title = title.filter(|title| *title != report.full_title());
    report.preamble = narrative.preamble.into_iter().map(|text| Prose::marked(text.text, text.marks)).collect();
    for (section, texts) in narrative.sections {
        let (texts, positions): (Vec<Prose>, Vec<Position>) =
            texts.into_iter().map(|text| (Prose::marked(text.text, text.marks), text.position)).unzip();
        report.set_narrative(section, texts);
        provenance.paragraphs.insert(section, positions);
    }
    report.headings = narrative.headings;
    receipt.sections = narrative.found;
}

fn ignored(table: &Table, number: usize) -> IgnoredTable {
    const BEGINNING: usize = 24;
    let words = table.cells().iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    let text = words.take(4).collect::<Vec<_>>().join(" ");
    let begins: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(BEGINNING).collect();
    let position = if table.position.is_unknown() { Position::default().table(number) } else { table.position };
    IgnoredTable::new(begins, (table.rows(), table.columns()), position)
}
