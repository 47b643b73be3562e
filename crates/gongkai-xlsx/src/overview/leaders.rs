//! The overview for an office's leaders as a workbook, with where every number comes from.

use gongkai_collate::overview::Overview;
use gongkai_core::Cell;
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::XlsxError;

use super::sheet::{Formats, failed, finish, fitting, grow, head, number, row, workbook};

/// Writes the overview of a year as a workbook: what it says, and on a sheet of its own every cell that a number is made of.
///
/// # Errors
/// [`WriteError::Failed`] when there are more cells than a sheet has rows.
pub fn write_overview(overview: &Overview) -> Result<Written, WriteError> {
    build(overview).map_err(|error| failed(&error))
}

fn build(overview: &Overview) -> Result<Written, XlsxError> {
    let mut book = workbook("情况汇总")?;
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name("情况汇总")?;
    head(sheet, &[("类别", 20), ("项目", 30), ("本年", 24), ("上年", 24)], &formats)?;
    for (index, item) in Overview::items().iter().enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, item.group, &formats.text)?;
        sheet.write_string_with_format(at, 1, item.name, &formats.text)?;
        sheet.write_string_with_format(at, 2, Overview::figure(item, &overview.members).printed(), &formats.text)?;
        sheet.write_string_with_format(at, 3, Overview::figure(item, &overview.before).printed(), &formats.text)?;
    }
    let sheet = book.add_worksheet();
    sheet.set_name("数字来源")?;
    const HEADS: [(&str, u32); 7] =
        [("项目", 24), ("年度", 8), ("单位", 34), ("文件", 34), ("单元格", 60), ("填报", 14), ("用作", 8)];
    head(sheet, &HEADS, &formats)?;
    for (index, source) in overview.sources().iter().enumerate() {
        let at = row(index + 1);
        let year = source.year.map(|year| year.to_string()).unwrap_or_default();
        let texts = [source.item, &year, &source.organ, &source.file, &source.cell];
        for (place, text) in (0_u16..).zip(texts) {
            sheet.write_string_with_format(at, place, fitting(text), &formats.text)?;
        }
        match Cell::parse(&source.stated).plain_number() {
            Some(value) => number(sheet, at, 5, value, &formats.text)?,
            None => {
                sheet.write_string_with_format(at, 5, fitting(&source.stated), &formats.text)?;
            }
        }
        sheet.write_string_with_format(at, 6, if source.of_whole { "分母" } else { "数" }, &formats.text)?;
        grow(sheet, at, &[(&source.cell, 60)])?;
    }
    let sheet = book.add_worksheet();
    sheet.set_name("常见问题")?;
    head(sheet, &[("要求", 40), ("单位数", 10), ("单位", 100)], &formats)?;
    for (index, fault) in overview.faults.iter().enumerate() {
        let at = row(index + 1);
        let organs = fault.organs.join("、");
        sheet.write_string_with_format(at, 0, fitting(&fault.title), &formats.text)?;
        sheet.write_number_with_format(at, 1, u32::try_from(fault.organs.len()).unwrap_or(u32::MAX), &formats.text)?;
        sheet.write_string_with_format(at, 2, fitting(&organs), &formats.text)?;
        grow(sheet, at, &[(&fault.title, 40), (&organs, 100)])?;
    }
    finish(book)
}
