//! Knowing a workbook of this crate by what stands in its sheets, where the program that saved it last dropped its names.

use gongkai_core::document::{Position, Remark};
use gongkai_opc::workbook::Rectangle;

use super::own::{Own, OwnTable};
use super::sheet::Sheet;
use crate::names;

/// So many labels of the cover, and so many rows with a role, are no chance.
const CERTAIN: usize = 3;

impl Own {
    /// The parts of a workbook whose narrative gives each row its role and refers to the sheets of its tables; nothing for
    /// other people's.
    pub(super) fn by_contents(sheets: &[Sheet]) -> Option<Self> {
        let narrative = sheets.iter().find_map(|sheet| Some((sheet.name.clone(), narrative(sheet)?)))?;
        let referred = sheets.iter().find(|sheet| sheet.name == narrative.0)?.regions();
        let referred: Vec<&str> = referred.iter().filter_map(|region| names::parse_see_sheet(region.text())).collect();
        let tables = sheets.iter().filter(|sheet| {
            let over = || sheet.regions().iter().take(CERTAIN).any(|region| region.text().contains("填报机关："));
            sheet.name != narrative.0 && (referred.contains(&sheet.name.as_str()) || over())
        });
        let tables: Vec<OwnTable> = tables.filter_map(table).collect();
        let cover = sheets.iter().find_map(|sheet| Some((sheet.name.clone(), cover(sheet)?)));
        let check = sheets.iter().find(|sheet| is_check(sheet)).map(|sheet| sheet.name.clone());
        (cover.is_some() && !tables.is_empty()).then_some(Self { cover, narrative: Some(narrative), check, tables })
    }

    /// Whether a remark is about the document and not about what the form has around it.
    pub(super) fn is_about_document(&self, remark: &Remark, sheets: &[Sheet]) -> bool {
        let Position { page, table_row, table_column, .. } = remark.position;
        let sheet = sheets.iter().find(|sheet| u32::try_from(sheet.number).ok() == page);
        // What is said of a whole sheet is said of its contents.
        let place = (
            table_row.map_or(u32::MAX, |row| row.saturating_sub(1)),
            table_column.map_or(0, |column| column.saturating_sub(1)),
        );
        let beside = |range: &Rectangle| place.1 > range.last.1;
        sheet.is_none_or(|sheet| {
            let narrative = self.narrative.as_ref().filter(|(name, _)| *name == sheet.name);
            self.concerns(&sheet.name, place) && !narrative.is_some_and(|(_, range)| beside(range))
        })
    }
}

/// The range of a narrative: from the first row that has a role in a column behind its text to the last.
fn narrative(sheet: &Sheet) -> Option<Rectangle> {
    let roles: Vec<_> = sheet.regions().iter().filter(|region| names::ROLES.contains(&region.text().trim())).collect();
    let column = roles.first()?.area.first.1;
    let of_tables = roles.iter().filter(|region| region.text().trim() == names::TABLE_ROW).count();
    let alike = roles.iter().filter(|region| region.area.first.1 == column).count();
    let rows = || roles.iter().map(|region| region.area.first.0);
    let (first, last) = (rows().min()?, rows().max()?);
    (column > 0 && alike == roles.len() && alike >= CERTAIN && of_tables > 0)
        .then_some(Rectangle { first: (first, 0), last: (last, column) })
}

/// The range of a cover: its labels in one column, with the values in the next.
fn cover(sheet: &Sheet) -> Option<Rectangle> {
    use names::cover::{LEVEL, ORGAN, PUBLISHED, TITLE, YEAR};
    let is_label = |text: &str| [TITLE, ORGAN, YEAR, LEVEL, PUBLISHED].contains(&text.trim());
    let labels: Vec<_> = sheet.regions().iter().filter(|region| is_label(region.text())).collect();
    let (first, last) = (labels.first()?.area, labels.last()?.area);
    let alike = labels.iter().all(|region| region.area.first.1 == first.first.1);
    (alike && labels.len() >= CERTAIN)
        .then_some(Rectangle { first: first.first, last: (last.last.0, first.last.1 + 1) })
}

/// Whether a sheet is that of the sums.
fn is_check(sheet: &Sheet) -> bool {
    let has = |text: &str| sheet.regions().iter().any(|region| region.text().trim() == text);
    has("应当成立的关系") && has("等号左边") && has("等号右边")
}

/// The framed rows of a sheet, below the lines over its table.
fn table(sheet: &Sheet) -> Option<OwnTable> {
    let framed = || sheet.regions().iter().filter(|region| region.ruled);
    let over = sheet.regions().iter().find(|region| region.text().contains("填报机关："));
    let top = over.map_or(0, |region| region.area.last.0 + 1);
    let first = framed().map(|region| region.area.first.0).filter(|row| *row >= top).min()?;
    let last = framed().map(|region| region.area.last.0).max()?;
    let left = framed().map(|region| region.area.first.1).min()?;
    let right = framed().map(|region| region.area.last.1).max()?;
    let range = Rectangle { first: (first, left), last: (last, right) };
    Some(OwnTable { sheet: sheet.name.clone(), range, form: None })
}
