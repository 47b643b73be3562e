//! What changed over years.

use gongkai_core::compare::{Change, Comparison, Piece, ProseChange, Series};
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::{
    Chart, ChartType, Format, FormatScript, Sparkline, SparklineType, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Formats, column, failed, finish, head, number, row, workbook};

/// Writes a comparison as a workbook: every indicator over the reports with its change and a small chart in its row,
/// larger charts of the totals, and the changed paragraphs.
///
/// # Errors
/// [`WriteError::Failed`] when the workbook would have more rows or columns than a sheet has.
pub fn write_comparison(comparison: &Comparison) -> Result<Written, WriteError> {
    build(comparison).map_err(|error| failed(&error))
}

const FIGURES: &str = "指标";

fn build(comparison: &Comparison) -> Result<Written, XlsxError> {
    let mut book = workbook("年度对比")?;
    let formats = Formats::new();
    figures(&mut book, comparison, &formats)?;
    charts(&mut book, comparison)?;
    prose(&mut book, comparison, &formats)?;
    finish(book)
}

/// One row for each indicator: what each report states, the last change, and a small chart.
fn figures(book: &mut Workbook, comparison: &Comparison, formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(FIGURES)?;
    let count = comparison.reports.len();
    let mut titles: Vec<(&str, f64)> = vec![("单元格", 58.0)];
    titles.extend(comparison.reports.iter().map(|report| (report.as_str(), 16.0)));
    titles.extend([("增减", 12.0), ("增减（%）", 12.0), ("走势", 18.0)]);
    head(sheet, &titles, formats)?;
    sheet.set_freeze_panes(1, 1)?;
    for (index, series) in comparison.series.iter().enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, &series.name, &formats.text)?;
        for (report, (printed, value)) in series.printed.iter().zip(&series.numbers).enumerate() {
            let place = column(report + 1);
            match (printed, value) {
                (Some(text), Some(value)) if *text == value.to_string() => {
                    number(sheet, at, place, *value, &formats.text)?;
                }
                (Some(text), _) => {
                    sheet.write_string_with_format(at, place, text, &formats.text)?;
                }
                (None, _) => {
                    sheet.write_string_with_format(at, place, "（无此格）", &formats.wrong)?;
                }
            }
        }
        last_change(sheet, at, count, series, formats)?;
        if series.numbers.iter().flatten().count() > 1 {
            let range = (FIGURES, at, 1, at, column(count));
            let kind = if count > 2 { SparklineType::Line } else { SparklineType::Column };
            sheet.add_sparkline(at, column(count + 3), &Sparkline::new().set_range(range).set_type(kind))?;
        }
    }
    Ok(())
}

fn last_change(
    sheet: &mut Worksheet,
    at: u32,
    count: usize,
    series: &Series,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (first, second) = (column(count + 1), column(count + 2));
    match series.changes.last() {
        Some(Change::Number { difference, percent }) => {
            number(sheet, at, first, *difference, &formats.text)?;
            match percent {
                Some(percent) => number(sheet, at, second, *percent, &formats.text)?,
                None => {
                    sheet.write_string_with_format(at, second, "—", &formats.text)?;
                }
            }
        }
        Some(Change::Wording) => {
            sheet.write_string_with_format(at, first, "填法不同", &formats.wrong)?;
            sheet.write_blank(at, second, &formats.text)?;
        }
        _ => {
            sheet.write_blank(at, first, &formats.text)?;
            sheet.write_blank(at, second, &formats.text)?;
        }
    }
    Ok(())
}

/// A chart for each indicator that an office reports upwards: the rows' totals, and table two. Indicators that are 0
/// throughout have none.
fn charts(book: &mut Workbook, comparison: &Comparison) -> Result<(), XlsxError> {
    /// Charts stand in two columns, each of this many rows and columns of the sheet.
    const TALL: usize = 15;
    const WIDE: usize = 8;
    let sheet = book.add_worksheet();
    sheet.set_name("图表")?;
    let shown = comparison.series.iter().enumerate().filter(|(_, series)| {
        let headline = series.key.table.as_str() == "disclosure" || series.key.column == "total";
        headline
            && series.numbers.iter().flatten().count() > 1
            && series.numbers.iter().flatten().any(|number| !number.is_zero())
    });
    let last = column(comparison.reports.len());
    for (place, (index, series)) in shown.enumerate() {
        let at = row(index + 1);
        let mut chart = Chart::new(ChartType::Column);
        chart
            .add_series()
            .set_categories((FIGURES, 0, 1, 0, last))
            .set_values((FIGURES, at, 1, at, last))
            .set_name(&series.name);
        chart.title().set_name(&series.name);
        chart.legend().set_hidden();
        sheet.insert_chart(row(place / 2 * TALL), column(place % 2 * WIDE), &chart)?;
    }
    Ok(())
}

fn prose(book: &mut Workbook, comparison: &Comparison, formats: &Formats) -> Result<(), XlsxError> {
    let removed = Format::new().set_font_strikethrough().set_font_color(0x00C0_0000_u32);
    let added = Format::new().set_underline(rust_xlsxwriter::FormatUnderline::Single).set_font_color(0x0000_70C0_u32);
    let kept = Format::new().set_font_script(FormatScript::None);
    let sheet = book.add_worksheet();
    sheet.set_name("文字")?;
    head(sheet, &[("报告", 28.0), ("部分", 30.0), ("变化", 10.0), ("内容", 100.0)], formats)?;
    let mut at = 0;
    for section in &comparison.prose {
        for change in &section.changes {
            at += 1;
            let report = comparison.reports.get(section.report).map_or("", String::as_str);
            sheet.write_string_with_format(at, 0, report, &formats.text)?;
            let name = section.section.map_or("引言", gongkai_core::form::SectionKey::heading);
            sheet.write_string_with_format(at, 1, name, &formats.text)?;
            let kind = match change {
                ProseChange::Added { .. } => "新增",
                ProseChange::Removed { .. } => "删去",
                _ => "修改",
            };
            sheet.write_string_with_format(at, 2, kind, &formats.text)?;
            match change {
                ProseChange::Added { text } => sheet.write_string_with_format(at, 3, fitting(text), &formats.text)?,
                ProseChange::Removed { text } => {
                    sheet.write_string_with_format(at, 3, fitting(text), &formats.wrong)?
                }
                ProseChange::Changed { pieces } => {
                    let styled = pieces.iter().filter_map(|piece| match piece {
                        Piece::Kept(text) => Some((&kept, text.as_str())),
                        Piece::Removed(text) => Some((&removed, text.as_str())),
                        Piece::Added(text) => Some((&added, text.as_str())),
                        _ => None,
                    });
                    let styled: Vec<(&Format, &str)> = styled.filter(|(_, text)| !text.is_empty()).collect();
                    let whole: String = styled.iter().map(|(_, text)| *text).collect();
                    if styled.len() > 1 && fitting(&whole) == whole {
                        sheet.write_rich_string_with_format(at, 3, &styled, &formats.text)?
                    } else {
                        sheet.write_string_with_format(at, 3, fitting(&whole), &formats.text)?
                    }
                }
                _ => sheet,
            };
        }
    }
    Ok(())
}

/// As much of a text as one cell of a workbook holds.
fn fitting(text: &str) -> &str {
    const MOST: usize = 32_000;
    text.char_indices().nth(MOST).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
