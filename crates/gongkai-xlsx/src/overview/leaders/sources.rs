//! Where the overview's numbers come from: a row for each report, a column for each cell, so that a county's fit on a few
//! pages and ten thousand on one sheet; the numbers of the overview add these cells up.

use gongkai_collate::overview::{Overview, Source};
use gongkai_core::bodies::organ_of;
use gongkai_core::check::Child;
use gongkai_core::form::CellKey;
use gongkai_core::{Cell, Number};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, Format, Formula, RowNum, Workbook, Worksheet, XlsxError};

use crate::overview::sheet::{Formats, column, fitting, head, number, row};

/// The sheet.
const SHEET: &str = "数字来源";
/// What stands in front of the cells.
const FRONT: [(&str, u32); 3] = [("单位", 30), ("年度", 7), ("文件", 30)];
/// How wide a cell's column is, how many of them stand on a page, and how many rows the heads take.
const WIDTH: u32 = 13;
const COLUMNS_ON_PAGE: usize = 12;
const HEADS: usize = 2;

/// The cells that a number of the overview adds up, by their places on the sheet.
pub(super) struct Sum(String);

impl Sum {
    /// The cells of these reports; nothing where a number would not add them all up, or where they are too many to write.
    pub(super) fn of(overview: &Overview, reports: &[Child], keys: &[CellKey]) -> Option<Self> {
        /// The most ranges that a sum takes.
        const MOST: usize = 200;
        let plain = |child: &Child| {
            let stated = keys.iter().filter_map(|key| child.report.cell(*key));
            stated.filter(|cell| cell.number().is_some()).all(|cell| cell.plain_number().is_some())
        };
        let first = if std::ptr::eq(reports, overview.before.as_slice()) { overview.members.len() } else { 0 };
        let last = (first + reports.len()).checked_sub(1)?;
        if keys.is_empty() || keys.len() > MOST || reports.is_empty() || !reports.iter().all(plain) {
            return None;
        }
        let sources = Overview::sources();
        let range = |key: &CellKey| {
            let at = column(FRONT.len() + sources.iter().position(|source| source.key == *key)?);
            let [from, to] = [first, last].map(|index| row_col_to_cell(row(HEADS + index), at));
            Some(format!("{SHEET}!{from}:{to}"))
        };
        let ranges: Option<Vec<String>> = keys.iter().map(range).collect();
        Some(Self(format!("=SUM({})", ranges?.join(","))))
    }

    /// Writes the sum, which comes to a number.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        (at, place): (RowNum, ColNum),
        value: Number,
        format: &Format,
    ) -> Result<(), XlsxError> {
        sheet.write_formula_with_format(at, place, Formula::new(&self.0).set_result(value.to_string()), format)?;
        Ok(())
    }
}

/// Writes the sheet.
pub(super) fn sources(book: &mut Workbook, overview: &Overview, formats: &Formats) -> Result<(), XlsxError> {
    let sources = Overview::sources();
    let all = || overview.members.iter().chain(&overview.before);
    let name = |source: &Source| match all().next() {
        Some(child) => child.report.printed_name(source.key),
        None => source.key.to_string(),
    };
    let names: Vec<String> = sources.iter().map(name).collect();
    let heads: Vec<(&str, u32)> = FRONT.into_iter().chain(names.iter().map(|name| (name.as_str(), WIDTH))).collect();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    head(sheet, &heads, formats)?;
    // Under the name of each cell stands what it is added up for.
    let mut uses: Vec<(String, u32)> = vec![("用于".to_owned(), 30), (String::new(), 7), (String::new(), 30)];
    uses.extend(sources.iter().map(|source| (used(source), WIDTH)));
    for (index, (text, _)) in uses.iter().enumerate() {
        sheet.write_string_with_format(1, column(index), text, &formats.head)?;
    }
    let uses: Vec<(&str, u32)> = uses.iter().map(|(text, width)| (text.as_str(), *width)).collect();
    crate::overview::sheet::grow(sheet, 1, &uses)?;
    for (index, child) in all().enumerate() {
        let at = row(HEADS + index);
        let year = child.report.year.map(|year| year.to_string()).unwrap_or_default();
        let texts = [organ_of(child), &year, child.file.as_deref().unwrap_or_default()];
        for (place, text) in (0_u16..).zip(texts) {
            sheet.write_string_with_format(at, place, fitting(text), &formats.text)?;
        }
        crate::overview::sheet::grow(sheet, at, &[(texts[0], FRONT[0].1), (texts[2], FRONT[2].1)])?;
        for (place, source) in sources.iter().enumerate() {
            let place = column(FRONT.len() + place);
            let cell = child.report.cell(source.key);
            match cell.and_then(Cell::plain_number) {
                Some(value) => number(sheet, at, place, value, &formats.text)?,
                None => {
                    let text = cell.map_or("（未读到）".into(), Cell::printed);
                    sheet.write_string_with_format(at, place, fitting(&text), &formats.wrong)?;
                }
            }
        }
    }
    let pages = sources.len().div_ceil(COLUMNS_ON_PAGE).max(1);
    sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(1), 0);
    // Who it is and for which year stands on every page.
    sheet.set_repeat_rows(0, row(HEADS - 1))?.set_repeat_columns(0, 1)?.set_freeze_panes(row(HEADS), 1)?;
    Ok(())
}

/// What a cell is added up for, in words.
fn used(source: &Source) -> String {
    let said =
        |(item, of_whole): &(&str, bool)| if *of_whole { format!("{item}（总数）") } else { (*item).to_owned() };
    source.uses.iter().map(said).collect::<Vec<_>>().join("、")
}
