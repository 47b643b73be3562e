//! From a report to the common shape of TOML and JSON.

use gongkai_core::form::{Edition, FormCell, SectionKey, TableKey};
use gongkai_core::{Cell, Report};

use crate::decode::NO_SECTION;
use crate::edition::{Row, StatedKeys, rows, tell};
use crate::narrative::{outputs, signature_output};

/// Which comments a file is to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prompts {
    /// The printed labels.
    Labels,
    /// The labels, and what belongs in every part that is still empty.
    Everything,
}

/// An entry of the file, with its comment where the format has comments.
pub(crate) struct Item {
    pub(crate) key: &'static str,
    pub(crate) value: Output,
    pub(crate) comment: String,
}

/// A value of the file.
pub(crate) enum Output {
    /// As it is, without quotes.
    Bare(String),
    Text(String),
    /// Values on one line.
    Row(Vec<Output>),
    /// The parts of a narrative, one on a line.
    Paragraphs(Vec<Output>),
    /// The rows of a table in a narrative, one on a line.
    Rows(Vec<Output>),
    /// Columns with their values on one line.
    Columns(Vec<(&'static str, Output)>),
    /// A table of its own.
    Table(Vec<Item>),
}

impl Item {
    fn new(key: &'static str, value: Output) -> Self {
        Self { key, value, comment: String::new() }
    }

    fn with_comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = comment.into();
        self
    }
}

/// The report in the order of the file: what stands for itself first, then organ and tables.
pub(crate) fn encode(report: &Report, prompts: Prompts) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(title) = &report.title {
        items.push(Item::new("title", Output::Text(title.clone())));
    }
    if let Some(published) = report.published {
        items.push(Item::new("published", Output::Bare(published.to_string())).with_comment("发布日期"));
    }
    if let Some(year) = report.year {
        items.push(Item::new("year", Output::Bare(year.to_string())).with_comment("报告年度"));
    }
    let governing = report.year.map(Edition::governing);
    let base = governing.unwrap_or_else(|| report.edition(TableKey::Disclosure));
    if governing.is_none() {
        items.push(Item::new("edition", Output::Text(base.to_string())).with_comment("格式版本"));
    }
    for (key, section) in [
        ("preamble", None),
        ("overview", Some(SectionKey::Overview)),
        ("problems", Some(SectionKey::Problems)),
        ("other_matters", Some(SectionKey::OtherMatters)),
    ] {
        let texts = section.map_or(&report.preamble, |section| report.narrative(section));
        if !texts.is_empty() || prompts == Prompts::Everything {
            let heading = section.map_or_else(before_the_sections, |section| section.heading().to_owned());
            let asked = if prompts == Prompts::Everything { format!("：{}", asked(section)) } else { String::new() };
            items.push(
                Item::new(key, Output::Paragraphs(outputs(texts, None))).with_comment(format!("{heading}{asked}")),
            );
        }
    }
    if let Some(signature) = signature_output(&report.signature) {
        items.push(Item::new("signature", signature).with_comment("署名、成文日期"));
    }
    if !report.has_the_forms_headings() {
        let headings = report.headings.iter().map(|heading| {
            let key = heading.section.map_or(NO_SECTION, SectionKey::as_str);
            Output::Columns(vec![(key, Output::Text(heading.printed.clone()))])
        });
        let comment = "各部分的标题，与规定的不同";
        items.push(Item::new("headings", Output::Paragraphs(headings.collect())).with_comment(comment));
    }
    let mut organ = Vec::new();
    organ.push(Item::new("name", Output::Text(report.organ.name.clone())));
    if let Some(level) = report.organ.level {
        organ.push(Item::new("level", Output::Text(level.to_string())));
    }
    items.push(Item::new("organ", Output::Table(organ)).with_comment("机关"));
    for table in TableKey::ALL {
        let rows = table_rows(report, table, base);
        if !rows.is_empty() {
            items.push(Item::new(table.as_str(), Output::Table(rows)).with_comment(table_comment(report, table)));
        }
    }
    items
}

/// What the paragraphs before the first section are called.
fn before_the_sections() -> String {
    format!("引言（{}之前的段落）", SectionKey::Overview.heading())
}

/// What belongs in a part.
fn asked(section: Option<SectionKey>) -> &'static str {
    section.and_then(SectionKey::asks).map_or("没有可留空", |(zh, _)| zh)
}

fn table_comment(report: &Report, table: TableKey) -> String {
    let form = report.table_form(table);
    let heading = form.heading();
    match (table, rows(form).first()) {
        (TableKey::Applications, Some(row)) => format!("{heading}。每行依次为：{}", row.columns().join("、")),
        _ => heading.to_owned(),
    }
}

fn table_rows(report: &Report, table: TableKey, base: Edition) -> Vec<Item> {
    let form_rows = rows(report.table_form(table));
    let mut keys = StatedKeys::default();
    let mut items: Vec<Item> = Vec::new();
    let narrative = report.narrative(table.section());
    if !narrative.is_empty() {
        items.push(Item::new("narrative", Output::Paragraphs(outputs(narrative, Some(table)))));
    }
    for row in &form_rows {
        let stated: Vec<(&'static FormCell, &Cell)> =
            row.cells.iter().filter_map(|cell| Some((*cell, report.cell(cell.key)?))).collect();
        if stated.is_empty() {
            continue;
        }
        keys.rows.insert(row.key);
        items.push(Item::new(row.key, row_value(row, &stated, table, &mut keys)).with_comment(row.label()));
    }
    // What a reader would take the table for must be what it is.
    let edition = report.edition(table);
    if edition != base || tell(table, &keys, base) != edition {
        items.insert(0, Item::new("edition", Output::Text(edition.to_string())).with_comment("该表的格式版本"));
    }
    items
}

fn row_value(row: &Row, stated: &[(&'static FormCell, &Cell)], table: TableKey, keys: &mut StatedKeys<'_>) -> Output {
    if table == TableKey::Applications && stated.len() == row.cells.len() {
        return Output::Row(stated.iter().map(|(_, cell)| value(cell)).collect());
    }
    keys.cells.extend(stated.iter().map(|(cell, _)| (row.key, cell.key.column())));
    Output::Columns(stated.iter().map(|(form, cell)| (form.key.column(), value(cell))).collect())
}

/// The most digits of a number that every program reads back from JSON exactly.
const SAFE_DIGITS: usize = 15;

/// A plain number is a number; everything else, and a number too long for other programs, is its printed text.
fn value(cell: &Cell) -> Output {
    match cell.plain_number().map(|number| number.to_string()) {
        Some(digits) if digits.bytes().filter(u8::is_ascii_digit).count() <= SAFE_DIGITS => Output::Bare(digits),
        _ => Output::Text(cell.printed().into_owned()),
    }
}
