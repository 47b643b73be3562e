//! The overview for an office's leaders as a workbook, with where every number comes from.

use gongkai_collate::overview::{Item, Overview};
use gongkai_core::Cell;
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartSolidFill, ChartType, ColNum, RowNum, Worksheet, XlsxError,
};

use super::sheet::{Formats, failed, finish, fitting, grow, head, number, row, workbook};

/// Writes the overview of a year as a workbook: what it says, and on a sheet of its own every cell that a number is made of.
///
/// # Errors
/// [`WriteError::Failed`] when there are more cells than a sheet has rows.
pub fn write_overview(overview: &Overview) -> Result<Written, WriteError> {
    build(overview).map_err(|error| failed(&error))
}

/// The sheet of what the overview says.
const SHEET: &str = "情况汇总";

/// The groups whose shares of one whole are drawn.
const CHARTED: [&str; 2] = ["申请人构成", "办理结果"];

/// Draws the cases of a group as bars from zero with their numbers beside them, in one grey that prints and faxes. Not where
/// there are not two numbers to compare.
fn chart(
    sheet: &mut Worksheet,
    overview: &Overview,
    items: &[Item],
    group: &str,
    (at, place): (RowNum, ColNum),
) -> Result<(), XlsxError> {
    const GREY: u32 = 0x0059_5959;
    let of_group = |item: &&Item| item.group == group;
    let Some(first) = items.iter().position(|item| item.group == group) else { return Ok(()) };
    let own: Vec<&Item> = items.iter().filter(of_group).collect();
    let cases = own.iter().filter_map(|item| Overview::figure(item, &overview.members).numbers().0);
    if cases.filter(|number| !number.is_zero()).count() < 2 {
        return Ok(());
    }
    let (from, to) = (row(first + 1), row(first + own.len()));
    let name = format!("{group}（件）");
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((SHEET, from, 1, to, 1))
        .set_values((SHEET, from, 3, to, 3))
        .set_name(&name)
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(GREY)))
        .set_data_label(ChartDataLabel::new().show_value());
    chart.title().set_name(&name);
    chart.legend().set_hidden();
    // Bars lie, so that the horizontal axis is that of the numbers; the first item stands on top.
    chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    chart.y_axis().set_reverse();
    chart.set_width(480).set_height(230);
    sheet.insert_chart(at, place, &chart)?;
    Ok(())
}

fn build(overview: &Overview) -> Result<Written, XlsxError> {
    let mut book = workbook("情况汇总")?;
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    const COLUMNS: [(&str, u32); 8] = [
        ("类别", 20),
        ("项目", 28),
        ("本年", 22),
        ("数", 10),
        ("总数", 10),
        ("上年", 22),
        ("上年数", 10),
        ("上年总数", 10),
    ];
    head(sheet, &COLUMNS, &formats)?;
    let items = Overview::items();
    for (index, item) in items.iter().enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, item.group, &formats.text)?;
        sheet.write_string_with_format(at, 1, item.name, &formats.text)?;
        for (place, reports) in [(2, &overview.members), (5, &overview.before)] {
            let figure = Overview::figure(item, reports);
            sheet.write_string_with_format(at, place, figure.printed(), &formats.text)?;
            let (part, whole) = figure.numbers();
            for (beside, value) in [(1, part), (2, whole)] {
                match value {
                    Some(value) => number(sheet, at, place + beside, value, &formats.text)?,
                    None => {
                        sheet.write_blank(at, place + beside, &formats.text)?;
                    }
                }
            }
        }
    }
    // Beside each other, so that both stand on the page of the table.
    for (group, place) in CHARTED.into_iter().zip([0, 3]) {
        chart(sheet, overview, &items, group, (row(items.len() + 2), place))?;
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
