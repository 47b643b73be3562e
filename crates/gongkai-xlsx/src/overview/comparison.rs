//! What changed over years.

use gongkai_collate::compare::{Change, Comparison, Piece, ProseChange, Series, Stated};
use gongkai_core::StandsAt as _;
use gongkai_core::form::{CellKey, TableKey, keys};
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Format, FormatAlign,
    FormatScript, Sparkline, SparklineType, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Formats, column, failed, finish, fitting, grow, head, number, row, workbook};

/// Writes a comparison as a workbook: every indicator over the reports with its change and a sparkline in its row, charts of
/// what matters most, what carries over, and the changed paragraphs.
///
/// # Errors
/// [`WriteError::Failed`] when the workbook would have more rows or columns than a sheet has.
pub fn write_comparison(comparison: &Comparison) -> Result<Written, WriteError> {
    build(comparison).map_err(|error| failed(&error))
}

const FIGURES: &str = "指标";
/// How wide the columns of cell names and of texts are.
const NAMES: u32 = 60;
const TEXTS: u32 = 76;
/// How wide those of reports, of results and of sections are.
const REPORTS: u32 = 16;
const RESULTS: u32 = 20;
const SECTIONS: u32 = 20;

fn build(comparison: &Comparison) -> Result<Written, XlsxError> {
    let mut book = workbook("年度对比")?;
    let formats = Formats::new();
    figures(&mut book, comparison, &formats)?;
    charts(&mut book, comparison)?;
    carried(&mut book, comparison, &formats)?;
    prose(&mut book, comparison, &formats)?;
    finish(book)
}

/// One row for each indicator: what each report states, the last change, and a small chart.
fn figures(book: &mut Workbook, comparison: &Comparison, formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(FIGURES)?;
    let count = comparison.reports.len();
    let mut titles: Vec<(&str, u32)> = vec![("单元格", NAMES)];
    titles.extend(comparison.reports.iter().map(|report| (report.as_str(), 11)));
    titles.extend([("增减", 9), ("增减（%）", 9), ("走势", 14)]);
    head(sheet, &titles, formats)?;
    sheet.set_freeze_panes(1, 1)?;
    for (index, series) in comparison.series.iter().enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, &series.name, &formats.text)?;
        grow(sheet, at, &[(&series.name, NAMES)])?;
        for (report, (stated, value)) in series.stated.iter().zip(&series.numbers).enumerate() {
            let place = column(report + 1);
            match (stated, value) {
                (Stated::Printed(text), Some(value)) if *text == value.to_string() => {
                    number(sheet, at, place, *value, &formats.text)?;
                }
                (Stated::Printed(text), _) => {
                    sheet.write_string_with_format(at, place, fitting(text), &formats.text)?;
                }
                (Stated::NotRead, _) => {
                    sheet.write_string_with_format(at, place, "（未读出）", &formats.wrong)?;
                }
                _ => {
                    sheet.write_string_with_format(at, place, "（无此格）", &formats.text)?;
                }
            }
        }
        last_change(sheet, at, count, series, formats)?;
        sheet.write_blank(at, column(count + 3), &formats.text)?;
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
                    let right = formats.text.clone().set_align(FormatAlign::Right);
                    sheet.write_string_with_format(at, second, "—", &right)?;
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

/// What names a cell: its table, row and column.
type Names = (TableKey, &'static str, &'static str);

/// What is drawn: the title, and the cells that stand beside each other.
const CHARTS: [(&str, &[(&str, Names)]); 4] = [
    (
        "依申请公开（件）",
        &[
            ("新收", (TableKey::Applications, keys::row::RECEIVED, keys::column::TOTAL)),
            ("办结", (TableKey::Applications, keys::row::TOTAL_PROCESSED, keys::column::TOTAL)),
            ("结转下年", (TableKey::Applications, keys::row::CARRIED_OUT, keys::column::TOTAL)),
        ],
    ),
    (
        "公开的结果（件）",
        &[
            ("予以公开", (TableKey::Applications, keys::row::GRANTED, keys::column::TOTAL)),
            ("部分公开", (TableKey::Applications, keys::row::PARTIALLY_GRANTED, keys::column::TOTAL)),
        ],
    ),
    (
        "行政许可、处罚、强制决定（件）",
        &[
            ("许可", (TableKey::Disclosure, keys::row::LICENSES, keys::column::DECISIONS)),
            ("处罚", (TableKey::Disclosure, keys::row::PENALTIES, keys::column::DECISIONS)),
            ("强制", (TableKey::Disclosure, keys::row::COMPULSORY_MEASURES, keys::column::DECISIONS)),
        ],
    ),
    (
        "复议、诉讼（件）",
        &[
            ("复议", (TableKey::Disputes, keys::row::RECONSIDERATION, keys::column::TOTAL)),
            ("直接起诉", (TableKey::Disputes, keys::row::DIRECT_LITIGATION, keys::column::TOTAL)),
            ("复议后起诉", (TableKey::Disputes, keys::row::LITIGATION_AFTER_RECONSIDERATION, keys::column::TOTAL)),
        ],
    ),
];
/// The greys of the columns that stand beside each other, dark beside light so that they are told apart on a fax.
const GREYS: [u32; 3] = [0x0040_4040, 0x00BF_BFBF, 0x0080_8080];

/// A row of the figures as columns of a chart: its place among them, and what it is called there.
struct Drawn<'a> {
    index: usize,
    series: &'a Series,
    name: &'static str,
}

impl Drawn<'_> {
    fn numbers(&self) -> impl Iterator<Item = &gongkai_core::Number> {
        self.series.numbers.iter().flatten()
    }
}

/// The few charts that say most, on one page: every other indicator has its small one in its row.
fn charts(book: &mut Workbook, comparison: &Comparison) -> Result<(), XlsxError> {
    /// Charts stand two in a row, each over this many rows and columns of the sheet.
    const TALL: usize = 17;
    const WIDE: usize = 8;
    const ABREAST: usize = 2;
    let mut all: Vec<(&str, Vec<Drawn<'_>>)> = Vec::new();
    for (title, cells) in CHARTS {
        let found = cells.iter().filter_map(|&(name, (table, row, column))| {
            let key = CellKey::of(table, row, column);
            debug_assert!(key.is_some(), "{row}.{column} is a cell of the forms");
            let index = comparison.series.iter().position(|series| Some(series.key) == key)?;
            Some(Drawn { index, series: comparison.series.get(index)?, name })
        });
        let found: Vec<Drawn<'_>> = found.filter(|one| one.numbers().count() > 1).collect();
        if found.iter().any(|one| one.numbers().any(|number| !number.is_zero())) {
            all.push((title, found));
        }
    }
    if all.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name("图表")?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.31, 0.31);
    let last = column(comparison.reports.len());
    let small = ChartFont::new().set_size(8).clone();
    for (place, (title, rows)) in all.iter().enumerate() {
        let mut chart = Chart::new(ChartType::Column);
        for (Drawn { index, series, name }, grey) in rows.iter().zip(GREYS) {
            let at = row(index + 1);
            let mut fill = ChartFormat::new();
            fill.set_solid_fill(ChartSolidFill::new().set_color(grey));
            let added = chart.add_series();
            added.set_categories((FIGURES, 0, 1, 0, last)).set_values((FIGURES, at, 1, at, last)).set_name(*name);
            added.set_format(&mut fill).set_gap(60);
            // Where many stand in one chart, the numbers beside them would stand in each other's way.
            if series.numbers.len() * rows.len() <= MOST_LABELS {
                added.set_data_label(ChartDataLabel::new().show_value().set_font(&small));
            }
        }
        chart.title().set_name(*title).set_font(ChartFont::new().set_size(11).set_bold());
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small);
        chart.x_axis().set_font(&small);
        // Bars that do not begin at 0 make a small change look like a great one.
        if rows.iter().all(|one| one.numbers().all(|number| !number.is_negative())) {
            chart.y_axis().set_min(0);
        }
        chart.y_axis().set_font(&small).set_major_gridlines(false);
        chart.set_width(500).set_height(320);
        sheet.insert_chart(row(place / ABREAST * TALL), column(place % ABREAST * WIDE), &chart)?;
    }
    Ok(())
}

/// How many columns of a chart have their numbers beside them.
const MOST_LABELS: usize = 15;

/// What carries over from each year to the next, and what to bear in mind.
fn carried(book: &mut Workbook, comparison: &Comparison, formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("衔接")?;
    head(sheet, &[("报告", REPORTS), ("规则", 8), ("结果", RESULTS), ("内容", TEXTS)], formats)?;
    let mut at = 0;
    let mut line = |cells: [&str; 4], format: &Format| -> Result<(), XlsxError> {
        at += 1;
        for (place, cell) in cells.into_iter().enumerate() {
            sheet.write_string_with_format(at, column(place), fitting(cell), format)?;
        }
        let [report, _, result, said] = cells;
        grow(sheet, at, &[(&fitting(said), TEXTS), (result, RESULTS), (&fitting(report), REPORTS)])
    };
    for caution in &comparison.cautions {
        line(["", "", "注意", &caution.to_string()], &formats.wrong)?;
    }
    for carried in &comparison.carried {
        let report = comparison.reports.stands_at(carried.report).map_or("", String::as_str);
        for outcome in &carried.outcomes {
            let unassessed: usize = outcome.unassessed.iter().map(|reason| reason.count).sum();
            let result = format!("核对 {} 处，{} 处不符，{unassessed} 处无法核对", outcome.assessed, outcome.failed);
            let format = if outcome.failed > 0 { &formats.wrong } else { &formats.text };
            line([report, &outcome.rule.to_string(), &result, ""], format)?;
        }
        for finding in &carried.findings {
            line([report, &finding.rule.to_string(), "不符", &finding.message.zh], &formats.wrong)?;
        }
    }
    Ok(())
}

fn prose(book: &mut Workbook, comparison: &Comparison, formats: &Formats) -> Result<(), XlsxError> {
    let removed = Format::new().set_font_strikethrough().set_font_color(0x00C0_0000_u32);
    let added = Format::new().set_underline(rust_xlsxwriter::FormatUnderline::Single).set_font_color(0x0000_70C0_u32);
    let kept = Format::new().set_font_script(FormatScript::None);
    let sheet = book.add_worksheet();
    sheet.set_name("文字")?;
    head(sheet, &[("报告", REPORTS), ("部分", SECTIONS), ("变化", 8), ("内容", TEXTS)], formats)?;
    let mut at = 0;
    for section in &comparison.prose {
        for change in &section.changes {
            at += 1;
            let report = comparison.reports.stands_at(section.report).map_or("", String::as_str);
            sheet.write_string_with_format(at, 0, fitting(report), &formats.text)?;
            let name = section.section.map_or("引言", gongkai_core::form::SectionKey::heading);
            sheet.write_string_with_format(at, 1, name, &formats.text)?;
            let kind = match change {
                ProseChange::Added { .. } => "新增",
                ProseChange::Removed { .. } => "删去",
                _ => "修改",
            };
            sheet.write_string_with_format(at, 2, kind, &formats.text)?;
            grow(sheet, at, &[(&fitting(&whole(change)), TEXTS), (name, SECTIONS), (&fitting(report), REPORTS)])?;
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

/// The whole text of a change, what was taken out and what was put in.
fn whole(change: &ProseChange) -> String {
    match change {
        ProseChange::Added { text } | ProseChange::Removed { text } => text.clone(),
        ProseChange::Changed { pieces } => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Kept(text) | Piece::Removed(text) | Piece::Added(text) => text.as_str(),
                _ => "",
            })
            .collect(),
        _ => String::new(),
    }
}
