//! Workbooks that this crate wrote: the narrative with its roles, each table in its place, the cover as properties.

use gongkai_core::day::iso_day;
use gongkai_core::document::{
    Block, Cover, Document, Inline, Mark, Paragraph, ParagraphRole, Remark, RemarkKind, Table, Typed,
};
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::{Level, Year};
use gongkai_opc::workbook::{Moment, Place, Rectangle};

use super::blocks;
use super::book::Book;
use super::regions::Region;
use super::sheet::{Sheet, drop_whole_bold, position};
use crate::names;

/// Where the parts of such a workbook stand: the sheet's name and the range.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) cover: Option<(String, Rectangle)>,
    pub(super) narrative: Option<(String, Rectangle)>,
    pub(super) check: Option<String>,
    pub(super) tables: Vec<OwnTable>,
}

#[derive(Debug)]
pub(super) struct OwnTable {
    pub(super) sheet: String,
    pub(super) range: Rectangle,
    pub(super) form: Option<(Edition, TableKey)>,
}

impl Own {
    /// The parts of a workbook that this crate wrote; nothing for other people's.
    pub(super) fn of(book: &Book<'_>) -> Option<Self> {
        let exists = |sheet: &String| book.has(sheet);
        let find = |wanted: &str| {
            let found = book.names.iter().find(|(name, sheet, _)| name == wanted && exists(sheet));
            found.map(|(_, sheet, range)| (sheet.clone(), *range))
        };
        let mut tables: Vec<OwnTable> = Vec::new();
        for (name, sheet, range) in book.names.iter().filter(|(_, sheet, _)| exists(sheet)) {
            let Some(form) = names::parse_table(name) else { continue };
            if tables.iter().all(|table| table.sheet != *sheet) {
                tables.push(OwnTable { sheet: sheet.clone(), range: *range, form });
            }
        }
        // The narrative refers to them in the order of their sheets.
        let sheets = book.sheet_names();
        tables.sort_by_key(|table| sheets.iter().position(|sheet| *sheet == table.sheet));
        let own = Self {
            cover: find(names::COVER),
            narrative: find(names::NARRATIVE),
            check: find(names::CHECK).map(|(sheet, _)| sheet),
            tables,
        };
        (own.cover.is_some() || own.narrative.is_some() || !own.tables.is_empty()).then_some(own)
    }

    /// Whether a cell is part of the document, or only of the form around it: the sums, the cover's summary, the lines
    /// over a table.
    pub(super) fn concerns(&self, sheet: &str, place: Place) -> bool {
        let around = [&self.cover.as_ref().map(|cover| &cover.0), &self.check.as_ref()];
        let over = self.tables.iter().find(|table| table.sheet == sheet);
        !around.into_iter().flatten().any(|name| *name == sheet)
            && over.is_none_or(|table| place.0 >= table.range.first.0)
    }

    /// Whether a sheet is part of this crate's workbook.
    pub(super) fn has(&self, name: &str) -> bool {
        self.check.as_deref() == Some(name)
            || [&self.cover, &self.narrative].into_iter().flatten().any(|(sheet, _)| sheet == name)
            || self.tables.iter().any(|table| table.sheet == name)
    }

    /// Puts the document together: the narrative with the tables where it refers to them, then what it does not
    /// mention, then sheets that somebody added.
    pub(super) fn assemble(
        &self,
        sheets: &[Sheet],
        document: &mut Document,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        let sheet = |name: &str| sheets.iter().find(|sheet| sheet.name == name);
        if let Some((name, range)) = &self.cover
            && let Some(cover) = sheet(name)
        {
            read_cover(cover, range, document);
        }
        let mut placed: Vec<&str> = Vec::new();
        let roles = self.narrative.as_ref().and_then(|(name, range)| Some((sheet(name)?, *range)));
        if let Some((narrative, range)) = roles {
            let referred_to: Vec<&str> =
                narrative.regions().iter().filter_map(|region| names::parse_see_sheet(region.text())).collect();
            for row in narrative.regions().chunk_by(|a, b| a.area.first.0 == b.area.first.0) {
                if row.first().is_none_or(|region| region.area.first.0 < range.first.0) {
                    continue;
                }
                let text = row.iter().find(|region| region.area.first.1 == range.first.1);
                let role =
                    row.iter().find(|region| region.area.first.1 == range.last.1).map(|region| region.text().trim());
                let Some(text) = text.filter(|text| !text.is_blank()) else { continue };
                let stands_for_table = role == Some(names::TABLE_ROW);
                let referred = names::parse_see_sheet(text.text()).filter(|_| stands_for_table);
                let named = |name: &str| self.tables.iter().find(|table| table.sheet == name);
                // Of a sheet that was renamed since, the row still has its place among the others.
                let next = || {
                    let unnamed = |table: &&OwnTable| {
                        !placed.contains(&table.sheet.as_str()) && !referred_to.contains(&table.sheet.as_str())
                    };
                    self.tables.iter().find(unnamed)
                };
                let table = match referred.and_then(named) {
                    None if stands_for_table => next(),
                    known => known,
                };
                match table {
                    Some(table) if !placed.contains(&table.sheet.as_str()) => {
                        placed.push(&table.sheet);
                        document.blocks.extend(
                            sheet(&table.sheet).map(|s| table.blocks(s, meter)).transpose()?.unwrap_or_default(),
                        );
                    }
                    None if stands_for_table && referred.is_some() => {
                        let detail = format!("“{0}”没有对应的工作表 / “{0}” has no sheet", text.text().trim());
                        let at = position(narrative.number, text.area.first);
                        document.remarks.push(Remark::new(RemarkKind::Unknown, detail, at));
                    }
                    _ => put_text(document, narrative, text, role),
                }
            }
        }
        for table in &self.tables {
            if let Some(sheet) = sheet(&table.sheet).filter(|sheet| !placed.contains(&sheet.name.as_str())) {
                // Without the narrative the line over the table is what says which table it is.
                let over = sheet.regions().iter().find(|region| region.area.first.0 == 0 && !region.is_blank());
                if let Some(over) = over {
                    let heading = Paragraph::new(ParagraphRole::Heading1, over.text().trim());
                    document.blocks.push(heading.at(position(sheet.number, over.area.first)).into());
                }
                document.blocks.extend(table.blocks(sheet, meter)?);
            }
        }
        for sheet in sheets.iter().filter(|sheet| !self.has(&sheet.name)) {
            blocks::add_sheet(sheet, document, meter)?;
        }
        Ok(())
    }
}

/// Adds a row of the narrative: a paragraph of its own, or more of the one before.
fn put_text(document: &mut Document, sheet: &Sheet, region: &Region, role: Option<&str>) {
    if role == Some(names::CONTINUED)
        && let Some(Block::Paragraph(before)) = document.blocks.last_mut()
    {
        let start = before.text.len();
        before.text.push_str(region.text());
        before.marks.extend(
            region
                .inline
                .marks
                .iter()
                .filter_map(|mark| Mark::new(mark.range.start + start..mark.range.end + start, mark.kind.clone())),
        );
        return;
    }
    let at = position(sheet.number, region.area.first);
    match role.and_then(names::parse_role) {
        // The writer puts a paragraph into a row; somebody who breaks the line in a row means two.
        Some(role) => {
            let mut inline = region.inline.clone();
            if role != ParagraphRole::Body {
                drop_whole_bold(&inline.text, &mut inline.marks);
            }
            let lines = inline.lines().into_iter().map(Inline::trimmed);
            let lines = lines.filter(|line| !line.text.is_empty());
            document.blocks.extend(lines.map(|line| Block::from(Paragraph::of(role, line).at(at))));
        }
        None => document.blocks.extend(blocks::paragraphs(&region.inline, at)),
    }
}

impl OwnTable {
    /// The table, and what stands under it in its sheet.
    fn blocks(&self, sheet: &Sheet, meter: &mut Meter) -> Result<Vec<Block>, ReadError> {
        let inside: Vec<Region> = sheet
            .regions()
            .iter()
            .filter(|region| self.range.contains(region.area.first))
            .filter_map(|region| {
                let mut inside = Region { area: region.area.clip(&self.range)?, ..region.clone() };
                // A form's heads may be bold by the house style.
                if self.form.is_some() {
                    drop_whole_bold(&inside.inline.text, &mut inside.inline.marks);
                }
                Some(inside)
            })
            .collect();
        let rows: Vec<u32> = (self.range.first.0..=self.range.last.0).take(1 << 20).collect();
        let columns: Vec<u32> = (self.range.first.1..=self.range.last.1).collect();
        let mut table: Table = blocks::on_grid(&inside, &rows, &columns, sheet.number, meter)?;
        table.form = self.form;
        let mut blocks = vec![Block::Table(table)];
        let below: Vec<Region> =
            sheet.regions().iter().filter(|region| region.area.first.0 > self.range.last.0).cloned().collect();
        blocks.extend(blocks::of_area(&below, sheet.number, meter)?);
        Ok(blocks)
    }
}

/// What was typed on the cover beside its labels, and the properties that follow from it.
fn read_cover(sheet: &Sheet, range: &Rectangle, document: &mut Document) {
    let value = |label: &str| {
        let named = sheet
            .regions()
            .iter()
            .find(|region| region.area.first.1 == range.first.1 && region.text().trim() == label)?;
        let row = named.area.first.0;
        let value = sheet.regions().iter().find(|region| region.area.first == (row, range.last.1))?;
        let text = value.text().trim().replace('\n', "");
        (!text.is_empty()).then(|| Typed::new(text, position(sheet.number, value.area.first)))
    };
    let mut cover = Cover::default();
    cover.title = value(names::cover::TITLE);
    cover.organ = value(names::cover::ORGAN);
    cover.year = value(names::cover::YEAR);
    cover.level = value(names::cover::LEVEL);
    cover.published = value(names::cover::PUBLISHED).map(|typed| Typed::new(day(&typed.text), typed.position));
    let properties = &mut document.properties;
    properties.title = cover.title.as_ref().map(|typed| typed.text.clone());
    properties.author = cover.organ.as_ref().map(|typed| typed.text.clone());
    properties.year = cover.year.as_ref().and_then(|typed| typed.text.trim_end_matches('年').parse::<Year>().ok());
    properties.level = cover.level.as_ref().and_then(|typed| {
        Level::ALL.into_iter().find(|known| [known.printed(), known.as_str()].contains(&typed.text.as_str()))
    });
    properties.published = cover.published.as_ref().and_then(|typed| iso_day(&typed.text));
    properties.subject = properties.title.as_ref().map(|_| "政府信息公开工作年度报告".to_owned());
    document.cover = Some(cover);
}

/// A day as typed. A cell that lost its format holds the number of days since 1900 instead.
fn day(text: &str) -> String {
    let days = text.parse::<f64>().ok().filter(|days| (36_526.0..=73_051.0).contains(days));
    days.and_then(|days| Moment::of(days, false)).map_or_else(|| text.to_owned(), |moment| moment.date.to_string())
}
