//! The overview for an office's leaders as a workbook, with where every number comes from.

mod sources;

use gongkai_collate::overview::{Item, Overview};
use gongkai_core::Number;
use gongkai_core::bodies::organ_of;
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartSolidFill, ChartType, ColNum, RowNum, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Formats, failed, finish, fitting, grow, head, number, row, workbook};
use sources::{Sum, sources};

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

/// Each body in the office's order, with the numbers of its shares apart so that the sheet can be sorted and added up.
fn bodies(book: &mut Workbook, overview: &Overview, formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("各单位")?;
    let items = Overview::items_of_bodies();
    let mut heads: Vec<(String, u32)> = vec![("单位".to_owned(), 34)];
    for item in &items {
        if item.whole.is_empty() {
            heads.push((item.name.to_owned(), 12));
        } else {
            let name = item.name;
            heads.extend(
                [format!("{name}（%）"), format!("{name}：数"), format!("{name}：总数")].map(|head| (head, 10)),
            );
        }
    }
    let heads: Vec<(&str, u32)> = heads.iter().map(|(head, width)| (head.as_str(), *width)).collect();
    head(sheet, &heads, formats)?;
    for (index, member) in overview.members.iter().enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, fitting(organ_of(member)), &formats.text)?;
        let mut place = 1;
        let mut write = |value: Option<Number>| -> Result<(), XlsxError> {
            match value {
                Some(value) => number(sheet, at, place, value, &formats.text)?,
                None => {
                    sheet.write_string_with_format(at, place, "—", &formats.text)?;
                }
            }
            place += 1;
            Ok(())
        };
        for item in &items {
            let (part, whole) = Overview::figure(item, std::slice::from_ref(member)).numbers();
            if item.whole.is_empty() {
                write(part)?;
            } else {
                [share(part, whole), part, whole].into_iter().try_for_each(&mut write)?;
            }
        }
    }
    let columns = u16::try_from(heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, row(overview.members.len()), columns)?;
    Ok(())
}

/// A share in percent, to one decimal.
fn share(part: Option<Number>, whole: Option<Number>) -> Option<Number> {
    let (part, whole) = (part?, whole.filter(|whole| !whole.is_zero())?);
    format!("{:.1}", part.to_f64() / whole.to_f64() * 100.0).parse().ok()
}

/// When each body filed, how often its report went back, how its review stands.
fn course(book: &mut Workbook, overview: &Overview, formats: &Formats) -> Result<(), XlsxError> {
    let Some(course) = &overview.course else { return Ok(()) };
    let sheet = book.add_worksheet();
    sheet.set_name("报送经过")?;
    const HEADS: [(&str, u32); 5] =
        [("单位", 44), ("收到日期", 16), ("是否按时", 12), ("退改次数", 12), ("审核状态", 16)];
    head(sheet, &HEADS, formats)?;
    for (index, body) in course.bodies.iter().enumerate() {
        let at = row(index + 1);
        let first = body.first.as_deref().unwrap_or("—");
        let state = if body.state.is_empty() { "—" } else { &body.state };
        sheet.write_string_with_format(at, 0, fitting(&body.organ), &formats.text)?;
        sheet.write_string_with_format(at, 1, fitting(first), &formats.text)?;
        sheet.write_string_with_format(at, 2, course.timeliness(body), &formats.text)?;
        let times = u32::try_from(body.times_back).unwrap_or(u32::MAX);
        sheet.write_number_with_format(at, 3, times, &formats.text)?;
        sheet.write_string_with_format(at, 4, fitting(state), &formats.text)?;
    }
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
            for (beside, value, keys) in [(1, part, &item.part), (2, whole, &item.whole)] {
                let Some(value) = value else {
                    sheet.write_blank(at, place + beside, &formats.text)?;
                    continue;
                };
                match Sum::of(overview, reports, keys) {
                    Some(sum) => sum.write(sheet, (at, place + beside), value, &formats.text)?,
                    None => number(sheet, at, place + beside, value, &formats.text)?,
                }
            }
        }
    }
    // Beside each other, so that both stand on the page of the table.
    for (group, place) in CHARTED.into_iter().zip([0, 3]) {
        chart(sheet, overview, &items, group, (row(items.len() + 2), place))?;
    }
    bodies(&mut book, overview, &formats)?;
    course(&mut book, overview, &formats)?;
    sources(&mut book, overview, &formats)?;
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
