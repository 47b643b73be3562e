//! The cover: whose report it is, which forms its tables follow, how the sums stand, and how to fill it in.

use gongkai_core::Level;
use gongkai_core::document::Document;
use rust_xlsxwriter::utility::{row_col_to_cell_absolute, worksheet_range_absolute};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, FormatAlign, Worksheet, XlsxError,
};

use super::grid::{self, Put};
use super::ink::{Ink, inert};
use super::plan::{COVER, Plan};
use super::table::A4;
use super::{check, formula, measure};
use crate::names::cover::{LEVEL, ORGAN, PUBLISHED, TITLE, YEAR};

/// The first row of labelled values, and the columns of labels and values.
const FIRST: u32 = 2;
const LABEL: u16 = 0;
const VALUE: u16 = 1;
const WIDTHS: [u32; 2] = [130, 500];
const ORGAN_ROW: u32 = FIRST + 1;
const YEAR_ROW: u32 = FIRST + 2;

const ADVICE: [&str; 6] = [
    "白色单元格填写，灰色的总计由公式自动得出，不用填。没有发生的填 0，不要留空。",
    "件数填不小于 0 的整数；收费金额以万元为单位，可以带小数。单元格里不写单位和说明。",
    "勾稽关系一旦不成立，有关单元格立即变红，“校验”工作表列出每项的两边和差额。",
    "“正文”工作表一行一段，右列标明是标题、正文还是表格；可以插入行，接着填写。",
    "单元格右上角有批注的总计，是公布时就与各部分之和不一致的数，按公布的内容保留，没有改成公式。",
    "工作表保护没有密码，需要调整时在“审阅”中撤销工作表保护即可。",
];

/// A formula that repeats on each table who reports for which year, live from the cover.
pub(super) fn whose() -> String {
    let at = |row| format!("{COVER}!{}", row_col_to_cell_absolute(row, VALUE));
    let (organ, year) = (at(ORGAN_ROW), at(YEAR_ROW));
    format!("=\"填报机关：\"&{organ}&\"　报告年度：\"&{year}")
}

/// What that formula gives now.
pub(super) fn whose_now(document: &Document) -> String {
    let organ = document.properties.author.as_deref().unwrap_or_default();
    let year = document.properties.year.map(|year| year.to_string()).unwrap_or_default();
    format!("填报机关：{organ}　报告年度：{year}")
}

pub(super) fn sheet(document: &Document, plan: &Plan<'_>, ink: &Ink) -> Result<(Worksheet, String), XlsxError> {
    let mut worksheet = crate::measures::worksheet()?;
    worksheet.set_name(COVER)?.set_formula_result_default("");
    for (column, width) in (0_u16..).zip(WIDTHS) {
        worksheet.set_column_width_pixels(column, width)?;
    }
    let heading = "政府信息公开工作年度报告";
    grid::put(&mut worksheet, ((0, LABEL), (0, VALUE)), Put::Text(heading), &ink.title)?;
    worksheet.set_row_height(0, 48)?.set_row_height(1, 12)?;

    let label = ink.head.clone();
    let value = ink.plain.clone().set_align(FormatAlign::Left);
    let locked = ink.label.clone();
    let properties = &document.properties;
    let mut row = FIRST;
    let texts = [(TITLE, properties.title.clone()), (ORGAN, properties.author.clone())];
    for (name, text) in texts {
        let text = text.unwrap_or_default();
        put_pair(&mut worksheet, row, name, &text, (&label, &inert(&value, &text)))?;
        row += 1;
    }
    grid::put(&mut worksheet, ((row, LABEL), (row, LABEL)), Put::Text(YEAR), &label)?;
    let year = properties.year.map(|year| f64::from(year.get()));
    grid::put(&mut worksheet, ((row, VALUE), (row, VALUE)), year.map_or(Put::Text(""), Put::Number), &value)?;
    let rule = DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(2008, 2100))
        .set_input_title("报告年度")?
        .set_input_message("填四位数的年份，例如 2024。")?
        .set_error_message("报告年度应当是 2008 至 2100 之间的四位数。")?;
    worksheet.add_data_validation(row, VALUE, row, VALUE, &rule)?;
    row += 1;
    let level = properties.level.map(Level::printed).unwrap_or_default();
    put_pair(&mut worksheet, row, LEVEL, level, (&label, &value))?;
    let rule = DataValidation::new()
        .allow_list_strings(&Level::ALL.map(Level::printed))?
        .set_input_title("机关层级")?
        .set_input_message("从列表中选择。")?
        .set_error_message("请从列表中选择机关层级。")?
        .set_error_style(DataValidationErrorStyle::Stop);
    worksheet.add_data_validation(row, VALUE, row, VALUE, &rule)?;
    row += 1;
    let published = properties.published.map(|day| day.to_string()).unwrap_or_default();
    put_pair(&mut worksheet, row, PUBLISHED, &published, (&label, &value))?;
    row += 1;
    for sheet in &plan.sheets {
        if let Some(form) = sheet.form {
            let text = format!("{}年版（{}）", form.edition, form.edition.form().document);
            put_pair(&mut worksheet, row, &format!("{}版式", form.key.printed()), &text, (&label, &locked))?;
            row += 1;
        }
    }
    if let Some((text, now)) = check::summary(plan) {
        grid::put(&mut worksheet, ((row, LABEL), (row, LABEL)), Put::Text("勾稽关系"), &label)?;
        grid::put(&mut worksheet, ((row, VALUE), (row, VALUE)), Put::Formula(formula(&text, now)), &locked)?;
        row += 1;
    }
    let last = row.saturating_sub(1);
    for row in FIRST..=last {
        worksheet.set_row_height(row, 26)?;
    }
    let title = properties.title.as_deref().unwrap_or_default();
    let lines = measure::lines(title, WIDTHS.iter().skip(1).sum(), ink.table_points);
    worksheet.set_row_height(FIRST, measure::height(lines, ink.table_points).max(26.0))?;

    row += 1;
    grid::put(&mut worksheet, ((row, LABEL), (row, VALUE)), Put::Text("填写说明"), &ink.heading2)?;
    for (number, advice) in (1..).zip(ADVICE) {
        row += 1;
        let text = format!("{number}．{advice}");
        let format = ink.quiet.clone().set_font_size(10.5).set_text_wrap();
        grid::put(&mut worksheet, ((row, LABEL), (row, VALUE)), Put::Text(&text), &format)?;
        let lines = measure::lines(&text, WIDTHS.iter().sum(), 10.5);
        worksheet.set_row_height(row, measure::height(lines, 10.5))?;
    }
    worksheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 1)
        .set_margins(0.63, 0.63, 0.79, 0.71, 0.31, 0.39)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_print_area(0, 0, row, VALUE)?
        .protect();
    Ok((worksheet, worksheet_range_absolute(COVER, FIRST, LABEL, last, VALUE)))
}

fn put_pair(
    worksheet: &mut Worksheet,
    row: u32,
    name: &str,
    text: &str,
    (label, value): (&rust_xlsxwriter::Format, &rust_xlsxwriter::Format),
) -> Result<(), XlsxError> {
    grid::put(worksheet, ((row, LABEL), (row, LABEL)), Put::Text(name), label)?;
    grid::put(worksheet, ((row, VALUE), (row, VALUE)), Put::Text(text), value)
}
