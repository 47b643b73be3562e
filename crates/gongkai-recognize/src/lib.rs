//! Recognition: from a document to the report that it holds, with a receipt of what was read and what was not.
//!
//! Nothing is counted on by place alone. A table is one of the three by its labels; a row is known by its own label
//! and the group it stands in; a column by the labels over it. Labels may be printed in another way than the form's,
//! or have lost characters, as long as one label is near and every other clearly farther. What cannot be known is
//! left unread, and the receipt names it.

mod broken_rows;
mod captions;
mod columns;
mod confirm;
mod cover;
mod cut;
mod dictionary;
mod digits;
mod editions;
mod elsewhere;
mod fields;
mod figures_below;
mod fold;
mod harvest;
mod heading_marks;
mod identity;
mod line;
mod loose;
mod mixed;
mod narrative;
mod nothing;
mod off_line;
mod other_years;
mod overlaid;
mod passages;
mod place;
mod prose_rows;
mod publication;
mod remembered;
mod repeats;
mod rows;
mod running;
mod scan;
mod sections;
mod settle;
mod several;
mod side_by_side;
mod standing;
mod steps;
mod tables;
mod totals;
mod traditional;
mod turned;
mod why;
mod year_columns;
mod year_rows;

pub use why::why_no_report;

use std::collections::BTreeSet;

use narrative::{Narrative, Piece, Text};
use passages::Tables;
use publication::Publication;
use tables::TableReader;

use gongkai_core::document::{Block, Document, Position, Remark, RemarkKind, Table};
use gongkai_core::form::{Edition, SectionKey};
use gongkai_core::reading::{IgnoredTable, Provenance, Reading, Receipt};
use gongkai_core::words;
use gongkai_core::{Report, Year};

/// Finds the report that a document holds. Never fails: what is not found is named in the receipt.
///
/// ```
/// use gongkai_recognize::recognize;
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
    let in_force = overlaid::without(document);
    let document = in_force.as_ref().unwrap_or(document);
    let decided = off_line::decided(document);
    let document = decided.as_ref().unwrap_or(document);
    let bare = heading_marks::taken_off(document);
    let document = bare.as_ref().unwrap_or(document);
    let in_rows = prose_rows::parted(document);
    let document = in_rows.as_ref().unwrap_or(document);
    let parted = running::parted(document);
    let document = parted.as_ref().unwrap_or(document);
    let loose = loose::with_tables(document);
    let document = loose.as_ref().unwrap_or(document);
    let back = turned::back(document);
    let document = back.as_ref().unwrap_or(document);
    let below = figures_below::joined(document);
    let document = below.as_ref().unwrap_or(document);
    let beside = side_by_side::parted(document);
    let document = beside.as_ref().unwrap_or(document);
    let own_columns = year_columns::without(document);
    let document = own_columns.as_ref().unwrap_or(document);
    let of_year = other_years::without(document);
    let document = of_year.as_ref().unwrap_or(document);
    let captioned = captions::with_rows(document);
    let document = captioned.as_ref().unwrap_or(document);
    let pieces = pieces(&document.blocks);
    let narrative = narrative::read(&pieces);
    let mut receipt = Receipt::default();
    let tables: Vec<&Table> = document.tables().collect();
    let (mut harvest, of_form) = harvest_of(&tables, &pieces, &narrative);
    let title = title(document, &narrative);
    let year = year(document, &narrative, title.as_deref());
    let mut report = Report::in_edition(year.map_or_else(Edition::newest, Edition::governing));
    let mut provenance = Provenance::default();
    settle::choose_editions(&harvest, document, year, &mut report);
    let mixed = mixed::part(&mut harvest, &report);
    receipt.inferred = digits::resolve(&mut harvest, &report);
    confirm::confirm(&mut harvest, &report);
    settle::settle(harvest, &mut report, &mut receipt, &mut provenance);
    let mut tables = Tables { all: &tables, of_form, kept: BTreeSet::new(), furniture: BTreeSet::new() };
    let mut remarks = document.remarks.clone();
    remarks.extend(mixed);
    around_the_report(&mut remarks, &narrative);
    describe(document, &narrative, title, year, &mut report, &mut provenance);
    remarks.extend(publication(document, &narrative, tables.all, &mut report));
    remarks.extend(left_out(&narrative));
    receipt.sections.clone_from(&narrative.found);
    tables.around(&narrative.tables);
    tell(narrative, &mut tables, &mut report, &mut provenance);
    for (index, table) in tables.all.iter().enumerate() {
        let told = tables.of_form.contains(&index) || tables.kept.contains(&index);
        let left = (!told).then(|| ignored(table, index + 1));
        match left {
            Some(table) if tables.furniture.contains(&index) => {
                remarks.push(Remark::new(
                    RemarkKind::PageFurniture,
                    words::Text::quotation(&table.begins),
                    table.position,
                ));
            }
            left => receipt.ignored.extend(left),
        }
    }
    cover::apply(document, &mut report, &mut receipt);
    receipt.note_remarks(&remarks);
    provenance.sheets.clone_from(&document.sheets);
    Reading::new(report, receipt, provenance)
}

/// Everything that tables state which stand between these pieces, and the indices of those that are the form's.
fn harvest_of(tables: &[&Table], pieces: &[Piece], narrative: &Narrative) -> (harvest::Harvest, BTreeSet<usize>) {
    let mut of_form = BTreeSet::new();
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
                    && reader.read(table, index + 1)
                {
                    of_form.insert(*index);
                }
            }
        }
    }
    (reader.harvest, of_form)
}

/// The texts of some blocks, and the numbers of the tables between them.
fn pieces<'d>(blocks: impl IntoIterator<Item = &'d Block>) -> Vec<Piece> {
    let mut table = 0;
    let pieces = blocks.into_iter().enumerate().map(|(index, block)| match block {
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
    title
        .and_then(identity::year_in)
        .or_else(|| page.and_then(identity::year_in))
        .or_else(|| identity::year_by_majority(narrative.texts()))
}

/// Whose report it is, for which year, and what it is called.
fn describe(
    document: &Document,
    narrative: &Narrative,
    title: Option<String>,
    year: Option<Year>,
    report: &mut Report,
    provenance: &mut Provenance,
) {
    let of_title = title.as_deref().map(identity::organ_in).filter(|name| !name.is_empty());
    let of_page = || {
        let title = document.properties.title.as_deref().and_then(identity::without_site);
        title.as_deref().map(identity::organ_in).filter(|name| !name.is_empty())
    };
    let announced = || {
        let mut preamble = narrative.preamble.iter().filter_map(narrative::Item::text);
        preamble.find_map(|text| identity::organ_announced(&text.text))
    };
    let author = || document.properties.author.clone().filter(|name| identity::is_organ(name));
    report.organ = identity::organ(&of_title.or_else(of_page).or_else(announced).or_else(author).unwrap_or_default());
    report.organ.level = document.properties.level.or(report.organ.level);
    report.year = year;
    provenance.title = narrative.title.as_ref().map_or_else(Position::default, |title| title.position);
    // A title that says what the report would be called anyway needs no keeping.
    report.title = title.filter(|title| *title != report.full_title());
}

/// When it was published, and the days printed as such that are not understood.
fn publication(document: &Document, narrative: &Narrative, tables: &[&Table], report: &mut Report) -> Vec<Remark> {
    let lines = narrative.front.iter().chain(&narrative.furniture).map(|text| (text.text.as_str(), text.position));
    let before = tables.iter().enumerate().filter(|(index, _)| !narrative.tables.contains_key(index));
    let rows: Vec<(String, Position)> = before
        .filter(|(_, table)| passages::of_the_page(table))
        .flat_map(|(_, table)| passages::rows(table).map(|row| (row, table.position)))
        .collect();
    let rows = rows.iter().map(|(row, position)| (row.as_str(), *position));
    let found = Publication::read(lines.chain(rows));
    report.published = document.properties.published.or(found.day);
    if report.published.is_some() {
        return Vec::new();
    }
    let unknown = found.unknown.into_iter();
    unknown
        .map(|(printed, position)| Remark::new(RemarkKind::PublicationDate, words::Text::quotation(&printed), position))
        .collect()
}

/// What the narrative tells: preamble, sections, headings, signature.
fn tell(narrative: Narrative, tables: &mut Tables<'_>, report: &mut Report, provenance: &mut Provenance) {
    let (preamble, _) = tables.parts(None, narrative.preamble);
    report.preamble = preamble.into();
    for (section, items) in narrative.sections {
        let (parts, positions) = tables.parts(Some(section), items);
        report.set_narrative(section, parts);
        provenance.paragraphs.insert(section, positions);
    }
    report.headings = narrative.headings;
    report.signature = narrative.signature;
}

/// Pictures that stand above the title or below the text are the page's: its banner, a code to scan.
fn around_the_report(remarks: &mut [Remark], narrative: &Narrative) {
    let Some(first) = narrative.title.as_ref().map(|title| title.position) else { return };
    let items = narrative.sections.values().flatten().filter_map(|item| Some(item.text()?.position));
    let Some(last) = items.chain(narrative.found.iter().map(|found| found.position)).max() else { return };
    let told = |position: Position| [position, first, last].iter().all(|p| p.line.is_some() && p.page.is_none());
    for remark in remarks.iter_mut().filter(|remark| remark.kind == RemarkKind::Picture) {
        let at = remark.position;
        // A signature below the text is of the report; a picture right there may be its seal.
        if told(at) && (at.line < first.line || at.line > last.line.map(|line| line + 8)) {
            remark.kind = RemarkKind::PageFurniture;
        }
    }
}

/// How many lines of a page are shown, and how many sentences outside the report are named one by one.
const MOST_SHOWN: usize = 3;
const MOST_NAMED: usize = 50;

/// What stands around the report and is left out: a page's lines in one remark, sentences each in one.
fn left_out(narrative: &Narrative) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if let Some(first) = narrative.furniture.first() {
        let shown: Vec<String> =
            narrative.furniture.iter().take(MOST_SHOWN).map(|text| beginning(&text.text)).collect();
        let more = if narrative.furniture.len() > MOST_SHOWN { " …" } else { "" };
        let lines = narrative.furniture.len();
        let counted = words::Text::new(format!("{lines} 行"), format!("{lines} lines"));
        let detail = counted.and(&words::Text::quotation(&format!("{}{more}", shown.join("｜"))));
        remarks.push(Remark::new(RemarkKind::PageFurniture, detail, first.position));
    }
    let outside = narrative.outside.iter().take(MOST_NAMED);
    let quoted = |text: &str| words::Text::quotation(&beginning(text));
    remarks.extend(outside.map(|text| Remark::new(RemarkKind::OutsideReport, quoted(&text.text), text.position)));
    if let Some(rest) = narrative.outside.get(MOST_NAMED) {
        let more = narrative.outside.len() - MOST_NAMED;
        let detail = words::Text::new(format!("另有 {more} 段"), format!("{more} paragraphs more"));
        remarks.push(Remark::new(RemarkKind::OutsideReport, detail, rest.position));
    }
    remarks
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    const BEGINNING: usize = 24;
    let text = text.trim();
    let begins: String = text.chars().take(BEGINNING).collect();
    if begins.len() < text.len() { begins + "…" } else { begins }
}

fn ignored(table: &Table, number: usize) -> IgnoredTable {
    const BEGINNING: usize = 24;
    let words = table.cells().iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    let text = words.take(4).collect::<Vec<_>>().join(" ");
    let begins: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(BEGINNING).collect();
    let position = if table.position.is_unknown() { Position::default().table(number) } else { table.position };
    IgnoredTable::new(begins, (table.rows(), table.columns()), position)
}
