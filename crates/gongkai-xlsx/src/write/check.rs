//! The sheet of sums: each by its printed name with both sides, the difference, and whether it holds.

use gongkai_core::StandsAt as _;
use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, ProtectionOptions, Worksheet, XlsxError};

use super::formula;
use super::grid::{self, Put};
use super::ink::Ink;
use super::measure;
use super::plan::{CHECK, Plan};
use super::reference::{areas, in_sheet, ranges};
use super::sums::{DECIMALS, Line, Standing};
use super::table::A4;

/// The row of the column heads, and the first row of sums.
const HEAD: u32 = 3;
const FIRST: u32 = HEAD + 1;
/// The columns. The longest of the forms' sums stands on one line, and all of a form's sums on one page.
const LEFT: u16 = 3;
const RIGHT: u16 = 4;
const DIFFERENCE: u16 = 5;
const RESULT: u16 = 6;
const REMARK: u16 = 7;
const COLUMNS: [(&str, u32); 8] = [
    ("序号", 38),
    ("表", 40),
    ("应当成立的关系", 540),
    ("等号左边", 60),
    ("等号右边", 60),
    ("差额", 56),
    ("结果", 48),
    ("说明", 98),
];

/// The size of the sums, and the least height of their rows, in points.
const POINTS: f64 = 10.0;
const HEIGHT: f64 = 19.0;

/// The row of a line of the plan.
fn row(index: usize) -> u32 {
    FIRST.saturating_add(u32::try_from(index).unwrap_or(u32::MAX - FIRST))
}

/// The results of a table's sums as a reference, where it has sums.
pub(super) fn results(plan: &Plan<'_>, sheet: usize) -> Option<String> {
    let first = plan.lines.iter().position(|line| line.sheet == sheet)?;
    let last = plan.lines.iter().rposition(|line| line.sheet == sheet)?;
    Some(worksheet_range_absolute(CHECK, row(first), RESULT, row(last), RESULT))
}

/// The results of all sums as a reference, where there are any.
pub(super) fn all_results(plan: &Plan<'_>) -> Option<String> {
    let last = plan.lines.len().checked_sub(1)?;
    Some(worksheet_range_absolute(CHECK, FIRST, RESULT, row(last), RESULT))
}

/// A formula that says how all the sums stand, and what it says now.
pub(super) fn summary(plan: &Plan<'_>) -> Option<(String, String)> {
    let results = all_results(plan)?;
    let (holds, fails, unfilled) = (Standing::HOLDS, Standing::FAILS, Standing::UNFILLED);
    let count = |word: &str| format!("COUNTIF({results},\"{word}\")");
    let text = format!(
        "=\"共 \"&ROWS({results})&\" 项：{holds} \"&{}&\" 项，{fails} \"&{}&\" 项，{unfilled} \"&{}&\" 项\"",
        count(holds),
        count(fails),
        count(unfilled)
    );
    let now = format!(
        "共 {} 项：{holds} {} 项，{fails} {} 项，{unfilled} {} 项",
        plan.lines.len(),
        plan.count(Standing::Holds),
        plan.count(Standing::Fails),
        plan.count(Standing::Unfilled)
    );
    Some((text, now))
}

pub(super) fn sheet(plan: &Plan<'_>, ink: &Ink) -> Result<(Worksheet, String), XlsxError> {
    let mut worksheet = crate::measures::worksheet()?;
    worksheet.set_name(CHECK)?.set_formula_result_default("");
    for (column, (_, width)) in (0_u16..).zip(COLUMNS) {
        worksheet.set_column_width_pixels(column, width)?;
    }
    grid::put(&mut worksheet, ((0, 0), (0, REMARK)), Put::Text("勾稽关系校验"), &ink.table_title)?;
    worksheet.set_row_height(0, 32)?;
    if let Some((text, now)) = summary(plan) {
        let format = ink.quiet.clone().set_font_size(11).set_bold();
        grid::put(&mut worksheet, ((1, 0), (1, REMARK)), Put::Formula(formula(&text, now)), &format)?;
        worksheet.set_row_height(1, 22)?;
    }
    let explanation = "本表随各表自动计算，不用填写。“未填”指有单元格没有数字；空白和文字不当作 0。";
    grid::put(&mut worksheet, ((2, 0), (2, REMARK)), Put::Text(explanation), &ink.quiet)?;
    for (column, (label, _)) in (0_u16..).zip(COLUMNS) {
        grid::put(&mut worksheet, ((HEAD, column), (HEAD, column)), Put::Text(label), &ink.head)?;
    }
    worksheet.set_row_height(HEAD, 24)?;
    for (index, line) in plan.lines.iter().enumerate() {
        put_line(&mut worksheet, plan, ink, index, line)?;
    }
    let last = row(plan.lines.len().saturating_sub(1));
    colour(&mut worksheet, last)?;
    worksheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.31, 0.31)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_footer("&C&9— &P —")
        .set_repeat_rows(HEAD, HEAD)?
        .set_print_area(0, 0, last, REMARK)?
        .set_freeze_panes(FIRST, 0)?
        .set_tab_color(Color::RGB(0x70_AD47));
    let rights = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    worksheet.protect_with_options(&rights);
    Ok((worksheet, worksheet_range_absolute(CHECK, HEAD, 0, last, REMARK)))
}

fn put_line(worksheet: &mut Worksheet, plan: &Plan<'_>, ink: &Ink, index: usize, line: &Line) -> Result<(), XlsxError> {
    let row = row(index);
    let one = |column: u16| ((row, column), (row, column));
    let quoted = plan.sheets.get(line.sheet).map(super::plan::Sheet::quoted).unwrap_or_default();
    let (left, right) = (in_sheet(&line.left.areas, &quoted), in_sheet(&line.right.areas, &quoted));
    let cell = |column: u16| rust_xlsxwriter::utility::row_col_to_cell(row, column);
    let label = ink.label.clone().set_font_size(POINTS).set_indent(0);
    let centred = label.clone().set_align(rust_xlsxwriter::FormatAlign::Center);
    let number = centred.clone().unset_text_wrap().set_shrink();
    let shown = |value: Option<gongkai_core::Number>| value.map(|value| value.to_string()).unwrap_or_default();

    grid::put(worksheet, one(0), Put::Number(f64::from(u32::try_from(index + 1).unwrap_or(0))), &centred)?;
    grid::put(worksheet, one(1), Put::Text(line.table), &centred)?;
    grid::put(worksheet, one(2), Put::Text(&line.name), &label)?;
    for (column, cells, side) in [(LEFT, &left, &line.left), (RIGHT, &right, &line.right)] {
        let text = format!("=IF(COUNT({cells})=0,\"\",SUM({cells}))");
        grid::put(worksheet, one(column), Put::Formula(formula(&text, shown(side.sum))), &number)?;
    }
    let (l, r, d) = (cell(LEFT), cell(RIGHT), cell(DIFFERENCE));
    let difference = format!("=IF(OR({l}=\"\",{r}=\"\"),\"\",ROUND({l}-{r},{DECIMALS}))");
    grid::put(worksheet, one(DIFFERENCE), Put::Formula(formula(&difference, shown(line.difference()))), &number)?;
    let cells = line.left.cells + line.right.cells;
    let unfilled = format!("{cells}-COUNT({left},{right})");
    let result = format!(
        "=IF({unfilled}>0,\"{}\",IF({d}=0,\"{}\",\"{}\"))",
        Standing::UNFILLED,
        Standing::HOLDS,
        Standing::FAILS
    );
    grid::put(worksheet, one(RESULT), Put::Formula(formula(&result, line.standing().printed())), &centred)?;
    let remark = format!(
        "=IF({unfilled}=0,\"\",({unfilled})&\" 格没有数字\"&IF({d}=\"\",\"\",IF({d}=0,\"，已填部分相符\",\"，已填部分不符\")))"
    );
    grid::put(worksheet, one(REMARK), Put::Formula(formula(&remark, remark_now(line))), &label)?;
    let width = |column: usize| COLUMNS.stands_at(column).map_or(0, |column| column.1);
    let lines = measure::lines(&line.name, width(2), POINTS);
    let lines = lines.max(measure::lines(&remark_now(line), width(usize::from(REMARK)), POINTS));
    worksheet.set_row_height(row, measure::height(lines, POINTS).max(HEIGHT))?;
    Ok(())
}

fn remark_now(line: &Line) -> String {
    let filled = match line.difference() {
        None => "",
        Some(difference) if difference.is_zero() => "，已填部分相符",
        Some(_) => "，已填部分不符",
    };
    match line.unfilled() {
        0 => String::new(),
        unfilled => format!("{unfilled} 格没有数字{filled}"),
    }
}

/// Green, red and grey results.
fn colour(worksheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    let column = areas((FIRST..=last).map(|row| (row, RESULT)));
    let corner = rust_xlsxwriter::utility::cell_range(FIRST, RESULT, FIRST, RESULT);
    for (word, fill, text) in [
        (Standing::FAILS, 0xFF_C7CE, 0x9C_0006),
        (Standing::HOLDS, 0xE2_EFDA, 0x37_5623),
        (Standing::UNFILLED, 0xED_EDED, 0x59_5959),
    ] {
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("={corner}=\"{word}\"").as_str())
            .set_format(Format::new().set_background_color(Color::RGB(fill)).set_font_color(Color::RGB(text)))
            .set_multi_range(ranges(&column));
        worksheet.add_conditional_format(FIRST, RESULT, last, RESULT, &rule)?;
    }
    Ok(())
}
