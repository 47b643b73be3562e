//! The sheet of one table: the official grid with its merges, live totals, validation, and cells that turn red.

use gongkai_core::document::{CellRole, Remark, TableCell};
use gongkai_core::form::{CellKey, CellKind};
use gongkai_core::style::{CellAlignment, label_lines};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign,
    IgnoreError, Note, ProtectionOptions, Worksheet, XlsxError,
};

use super::grid::{self, Put};
use super::ink::{Ink, inert};
use super::plan::{ABOVE, Plan, Sheet, Total};
use super::reference::{Place, absolute, areas, ranges};
use super::sums::{DECIMALS, Line, Standing};
use super::{check, formula, measure};
use crate::number::{GENERAL, Held};

/// The width of a table on an upright and on a lying A4 page, in pixels of 1/96 inch.
const UPRIGHT: u32 = 656;
const LYING: u32 = 984;
/// A table of more columns than this lies across the page.
const MOST_UPRIGHT: usize = 12;
/// What an indent takes of a cell's width, in pixels.
const INDENT: u32 = 10;
/// Paper size 9 is A4.
pub(super) const A4: u8 = 9;
/// The most that a row of a sheet is high, in points.
const HIGHEST: f64 = 409.0;

/// Fails: the totals and sides that do not agree.
const RED: (u32, u32) = (0xFF_C7CE, 0x9C_0006);
/// The cells that such a total is made of.
const PINK: u32 = 0xFF_EDEF;
/// A cell that holds text where a number belongs.
const AMBER: u32 = 0xFF_F2CC;

pub(super) fn sheet(
    sheet: &Sheet<'_>,
    plan: &Plan<'_>,
    ink: &Ink,
    (hints, lost): (&[(CellKey, String)], &mut Vec<Remark>),
) -> Result<Worksheet, XlsxError> {
    let mut worksheet = crate::measures::worksheet()?;
    worksheet.set_name(&sheet.name)?.set_formula_result_default("");
    set_up_page(&mut worksheet, sheet, ink)?;
    put_above(&mut worksheet, sheet, plan, ink)?;
    for cell in sheet.table.cells() {
        put(&mut worksheet, sheet, plan, ink, cell, lost)?;
    }
    for (key, total) in plan.totals.iter().filter(|((index, _), _)| *index == sheet.index).map(|((_, k), t)| (k, t)) {
        if let (Total::AsStated { note }, Some(&(row, column)), false) = (total, sheet.places.get(key), plan.blank) {
            let note = Note::new(note).add_author_prefix(false).set_width(300).set_height(120);
            worksheet.insert_note(row, column, &note)?;
        }
    }
    for (key, hint) in hints {
        // A total that is not as its parts has its own note already.
        let noted = matches!(plan.totals.get(&(sheet.index, *key)), Some(Total::AsStated { .. })) && !plan.blank;
        if let Some(&(row, column)) = sheet.places.get(key).filter(|_| !noted) {
            let note = Note::new(hint).add_author_prefix(false).set_width(260).set_height(70);
            worksheet.insert_note(row, column, &note)?;
        }
    }
    set_heights(&mut worksheet, sheet, ink)?;
    ignore_on_purpose(&mut worksheet, sheet, plan)?;
    validate(&mut worksheet, sheet, plan)?;
    for line in plan.lines.iter().filter(|line| line.sheet == sheet.index) {
        redden(&mut worksheet, line)?;
    }
    mark_text(&mut worksheet, sheet)?;
    let rights = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    worksheet.protect_with_options(&rights);
    Ok(worksheet)
}

/// The page's paper, margins, repeated head; what stays on the screen; the columns' widths.
fn set_up_page(worksheet: &mut Worksheet, sheet: &Sheet<'_>, ink: &Ink) -> Result<(), XlsxError> {
    let table = sheet.table;
    let lying = table.columns() > MOST_UPRIGHT;
    let widths = widths(sheet, ink);
    for (column, width) in (0_u16..).zip(&widths) {
        worksheet.set_column_width_pixels(column, *width)?;
    }
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, if sheet.form.is_some() { 1 } else { 0 });
    if lying {
        worksheet.set_landscape();
    }
    worksheet
        .set_margins(0.63, 0.63, 0.79, 0.71, 0.31, 0.39)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_footer("&C&9— &P —");
    let (last_row, last_column) = last(sheet);
    worksheet.set_print_area(0, 0, last_row, last_column)?;
    let head = u32::try_from(table.head_rows).unwrap_or(0);
    if head > 0 {
        worksheet.set_repeat_rows(ABOVE, ABOVE + head - 1)?;
    }
    let labels = sheet.places.values().map(|place| place.1).min().unwrap_or(0);
    worksheet.set_freeze_panes(ABOVE + head, labels)?;
    if let Some(&(row, column)) = sheet.places.values().min() {
        worksheet.set_selection(row, column, row, column)?;
    }
    Ok(())
}

fn widths(sheet: &Sheet<'_>, ink: &Ink) -> Vec<u32> {
    let columns = sheet.table.columns();
    let mut widths =
        measure::spread(&sheet.table.widths, columns, if columns > MOST_UPRIGHT { LYING } else { UPRIGHT });
    if sheet.form.is_some() {
        break_as_printed(sheet, ink, &mut widths);
    }
    // A sheet is printed on the page's width whatever its own, so that a column is made wide enough for its figures.
    for cell in sheet.table.cells().iter().filter(|cell| cell.key.is_some() && cell.column_span == 1) {
        if let Some(width) = widths.get_mut(cell.column) {
            *width = (*width).max(measure::widest_figure(&cell.text));
        }
    }
    widths
}

/// Makes columns whose labels break so narrow that they break as the form's, （三）不/予公开 and 社会/公益/组织, since a
/// workbook breaks a label wherever its line is full.
fn break_as_printed(sheet: &Sheet<'_>, ink: &Ink, widths: &mut [u32]) {
    let table = sheet.table;
    let centred = |cell: &&TableCell| ink.style.cell_alignment(table, cell) == CellAlignment::Centre;
    let mut wanted = vec![(0_u32, false); widths.len()];
    for cell in table.cells().iter().filter(|cell| cell.key.is_none() && cell.column_span == 1).filter(centred) {
        let (Some(&width), Some((wanted, broken))) = (widths.get(cell.column), wanted.get_mut(cell.column)) else {
            continue;
        };
        let lines = label_lines(&cell.text, measure::characters(width, ink.table_points));
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        *wanted = (*wanted).max(measure::holding(longest, ink.table_points));
        *broken |= lines.len() > 1;
    }
    // A column without a label that breaks goes with its neighbours of the same width: 其他 beside 科研机构.
    let alike: Vec<u32> =
        widths.iter().zip(&wanted).filter(|(_, (_, broken))| *broken).map(|(width, _)| *width).collect();
    for (width, (wanted, _)) in widths.iter_mut().zip(wanted) {
        if wanted > 0 && alike.iter().any(|other| other.abs_diff(*width) <= 2) {
            *width = (*width).min(wanted);
        }
    }
}

fn last(sheet: &Sheet<'_>) -> Place {
    let rows = u32::try_from(sheet.table.rows().saturating_sub(1)).unwrap_or(0);
    (ABOVE + rows, sheet.last_column())
}

/// The heading over the table, who reports, and whether a sum of this table fails.
fn put_above(worksheet: &mut Worksheet, sheet: &Sheet<'_>, plan: &Plan<'_>, ink: &Ink) -> Result<(), XlsxError> {
    let last_column = sheet.last_column();
    let heading = sheet.form.map_or(sheet.name.as_str(), |form| form.heading());
    grid::put(worksheet, ((0, 0), (0, last_column)), Put::Text(heading), &ink.table_title)?;
    worksheet.set_row_height(0, 32)?.set_row_height(1, 18)?;
    let middle = last_column / 2;
    let whose = super::cover::whose();
    grid::put(worksheet, ((1, 0), (1, middle)), Put::Formula(formula(&whose, plan.whose.as_str())), &ink.quiet)?;
    if let Some(results) = check::results(plan, sheet.index) {
        let fails = Standing::FAILS;
        let text = format!(
            "=IF(COUNTIF({results},\"{fails}\")=0,\"\",\"勾稽关系不符 \"&COUNTIF({results},\"{fails}\")&\" 项，见标红单元格\")"
        );
        let broken = plan.lines.iter().filter(|line| line.sheet == sheet.index && line.standing() == Standing::Fails);
        let now = match broken.count() {
            0 => String::new(),
            count => format!("勾稽关系不符 {count} 项，见标红单元格"),
        };
        let format = ink.quiet_right.clone().set_font_color(Color::RGB(RED.1)).set_bold();
        grid::put(worksheet, ((1, middle + 1), (1, last_column)), Put::Formula(formula(&text, now)), &format)?;
    }
    Ok(())
}

/// One cell of the grid.
fn put(
    worksheet: &mut Worksheet,
    sheet: &Sheet<'_>,
    plan: &Plan<'_>,
    ink: &Ink,
    cell: &TableCell,
    lost: &mut Vec<Remark>,
) -> Result<(), XlsxError> {
    let Ok(first) = sheet.place(cell) else { return Err(XlsxError::RowColumnLimitError) };
    let Ok(last) = super::plan::place(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1) else {
        return Err(XlsxError::RowColumnLimitError);
    };
    let Some(key) = cell.key else {
        let format = match cell.role {
            CellRole::Head => &ink.head,
            CellRole::Label => &ink.label,
            _ => &ink.plain,
        };
        // A band over a block of rows is shaded as in the house style; heads have the workbook's own shade.
        let band = ink.style.cell_shading(sheet.table, cell).filter(|shade| Some(*shade) != ink.style.head_shading);
        let format = &match band {
            Some([red, green, blue]) => {
                format.clone().set_background_color(Color::RGB(u32::from_be_bytes([0, red, green, blue])))
            }
            None => format.clone(),
        };
        let format = &match ink.style.cell_alignment(sheet.table, cell) {
            CellAlignment::Centre => format.clone().set_align(FormatAlign::Center),
            // Labels keep off the borders.
            CellAlignment::Start => format.clone().set_align(FormatAlign::Left).set_indent(1),
        };
        return match Held::of(&cell.text) {
            Held::Number { value, format: code } if cell.role == CellRole::Unknown && cell.marks.is_empty() => {
                let format = format.clone().set_num_format(code);
                grid::put(worksheet, (first, last), Put::Number(value.to_f64()), &format)
            }
            _ if !cell.marks.is_empty() => {
                grid::put(worksheet, (first, last), Put::Text(""), format)?;
                let face = |_: usize| format.clone();
                let format = inert(format, &cell.text);
                lost.extend(super::runs::write(worksheet, first, (&cell.text, &cell.marks), face, &format)?);
                Ok(())
            }
            _ => grid::put(worksheet, (first, last), Put::Text(&cell.text), &inert(format, &cell.text)),
        };
    };
    let held = sheet.held.get(&key).unwrap_or(&Held::Blank);
    // Numbers shrink into narrow columns, where they would show as #### instead; notes wrap.
    let numeric = |format: &Format, code: &str| format.clone().unset_text_wrap().set_shrink().set_num_format(code);
    match (plan.totals.get(&(sheet.index, key)), held) {
        (Some(Total::Live { formula: text }), Held::Number { value, format: code }) => {
            let put = Put::Formula(formula(text, value.to_string()));
            grid::put(worksheet, (first, last), put, &numeric(&ink.total, code))
        }
        (Some(Total::Live { formula: text }), _) => {
            grid::put(worksheet, (first, last), Put::Formula(formula(text, "")), &numeric(&ink.total, GENERAL))
        }
        (_, Held::Number { value, format: code }) => {
            grid::put(worksheet, (first, last), Put::Number(value.to_f64()), &numeric(&ink.value, code))
        }
        (_, Held::Text(text)) => grid::put(worksheet, (first, last), Put::Text(text), &inert(&ink.value, text)),
        (_, Held::Blank) => grid::put(worksheet, (first, last), Put::Text(""), &numeric(&ink.value, GENERAL)),
    }
}

/// Heights that hold every cell's text; what a cell of several rows needs beyond them is shared among its rows.
fn set_heights(worksheet: &mut Worksheet, sheet: &Sheet<'_>, ink: &Ink) -> Result<(), XlsxError> {
    let table = sheet.table;
    let widths = widths(sheet, ink);
    let least = if table.rows() > 20 { 23.0 } else { 28.0 };
    let mut heights = vec![least; table.rows()];
    let mut cells: Vec<&TableCell> = table.cells().iter().collect();
    cells.sort_by_key(|cell| cell.row_span);
    for cell in cells {
        let width: u32 = widths.iter().skip(cell.column).take(cell.column_span).sum();
        let indented = ink.style.cell_alignment(table, cell) == CellAlignment::Start;
        let width = width.saturating_sub(if indented { INDENT } else { 0 });
        let needed = measure::height(measure::lines(&cell.text, width, ink.table_points), ink.table_points);
        let rows = heights.iter().skip(cell.row).take(cell.row_span);
        let missing = needed - rows.sum::<f64>();
        if missing > 0.0 {
            let share = missing / f64::from(u32::try_from(cell.row_span).unwrap_or(1));
            heights.iter_mut().skip(cell.row).take(cell.row_span).for_each(|height| *height += share);
        }
    }
    if sheet.form.is_some() && !is_read_on_one_page(&widths, &heights, ink) {
        worksheet.set_print_fit_to_pages(1, 0);
    }
    for (row, height) in (ABOVE..).zip(heights) {
        worksheet.set_row_height(row, (height * 4.0).ceil().min(HIGHEST * 4.0) / 4.0)?;
    }
    Ok(())
}

/// Whether a table's text is still read where a single page holds it: long notes make rows so high that the whole would be
/// printed as small as dust.
fn is_read_on_one_page(widths: &[u32], heights: &[f64], ink: &Ink) -> bool {
    /// The smallest text that is read, in points.
    const SMALLEST: f64 = 7.5;
    /// What a page holds within its margins, upright and lying, in points, and what stands above the table.
    const UPRIGHT_PAGE: (f64, f64) = (504.0, 734.0);
    const LYING_PAGE: (f64, f64) = (751.0, 487.0);
    const HEADING: f64 = 60.0;
    let (width, height) = if widths.len() > MOST_UPRIGHT { LYING_PAGE } else { UPRIGHT_PAGE };
    let pixels: u32 = widths.iter().sum();
    let by_width = (width / (f64::from(pixels) * 0.75)).min(1.0);
    let by_height = height / (heights.iter().sum::<f64>() + HEADING);
    by_height >= by_width || ink.table_points * by_height >= SMALLEST
}

/// Excel would mark a published “7” that is text, and a total that leaves its neighbours out on purpose.
fn ignore_on_purpose(worksheet: &mut Worksheet, sheet: &Sheet<'_>, plan: &Plan<'_>) -> Result<(), XlsxError> {
    for (key, &(row, column)) in &sheet.places {
        if let Some(Total::Live { .. }) = plan.totals.get(&(sheet.index, *key)) {
            worksheet.ignore_error(row, column, IgnoreError::FormulaOmitsCells)?;
        } else if let Some(Held::Text(_)) = sheet.held.get(key) {
            worksheet.ignore_error(row, column, IgnoreError::NumberStoredAsText)?;
        }
    }
    Ok(())
}

/// What may be entered: whole numbers from 0 for counts, decimals from 0 for amounts. What stands already stays.
fn validate(worksheet: &mut Worksheet, sheet: &Sheet<'_>, plan: &Plan<'_>) -> Result<(), XlsxError> {
    use CellKind::{AmountTenThousandYuan, AmountUnitNotPrinted, Count, SignedCount};
    let open = |key: &CellKey| !matches!(plan.totals.get(&(sheet.index, *key)), Some(Total::Live { .. }));
    for kind in [Count, SignedCount, AmountTenThousandYuan, AmountUnitNotPrinted] {
        let inputs = sheet.places.iter().filter(|(key, _)| open(key) && sheet.kind(**key) == Some(kind));
        let inputs = areas(inputs.map(|(_, &place)| place));
        let Some(first) = inputs.first() else { continue };
        let (rule, title, prompt, error) = match kind {
            SignedCount => (
                DataValidation::new().allow_whole_number(DataValidationRule::Between(-999_999_999, 999_999_999)),
                "填整数",
                "本年增减填整数，减少填负数；没有增减填 0。",
                "本年增减应当是整数，减少填负数，没有增减填 0。",
            ),
            AmountTenThousandYuan | AmountUnitNotPrinted => (
                DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
                "填金额",
                if kind == AmountTenThousandYuan {
                    "单位：万元。可以带小数，不小于 0；没有的填 0，单元格里不要写单位。"
                } else {
                    "可以带小数，不小于 0；没有的填 0，单元格里不要写单位。"
                },
                "金额应当是不小于 0 的数字，没有的填 0，单元格里不要写单位。",
            ),
            _ => (
                DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
                "填件数",
                "填不小于 0 的整数；没有的填 0，不要留空，也不要写单位。",
                "件数应当是不小于 0 的整数；没有的填 0，不要写“无”“-”或单位。",
            ),
        };
        let rule = rule
            .ignore_blank(true)
            .set_input_title(title)?
            .set_input_message(prompt)?
            .set_error_title("填写有误")?
            .set_error_message(error)?
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_multi_range(ranges(&inputs));
        worksheet.add_data_validation(first.first.0, first.first.1, first.last.0, first.last.1, &rule)?;
    }
    Ok(())
}

/// Turns the cells of a sum red as long as all of them hold numbers and both sides differ: strongly the two sides, or
/// the total, and faintly what the total is made of.
fn redden(worksheet: &mut Worksheet, line: &Line) -> Result<(), XlsxError> {
    let (left, right) = (absolute(&line.left.areas), absolute(&line.right.areas));
    let cells = line.left.cells + line.right.cells;
    let fails = format!("=AND(COUNT({left},{right})={cells},ROUND(SUM({left})-SUM({right}),{DECIMALS})<>0)");
    let red = Format::new().set_background_color(Color::RGB(RED.0)).set_font_color(Color::RGB(RED.1)).set_bold();
    let pink = Format::new().set_background_color(Color::RGB(PINK)).set_font_color(Color::RGB(RED.1));
    let right_format = if line.total.is_some() { &pink } else { &red };
    for (side, format) in [(&line.left, &red), (&line.right, right_format)] {
        let Some(first) = side.areas.first() else { continue };
        let rule = ConditionalFormatFormula::new()
            .set_rule(fails.as_str())
            .set_format(format)
            .set_multi_range(ranges(&side.areas));
        worksheet.add_conditional_format(first.first.0, first.first.1, first.last.0, first.last.1, &rule)?;
    }
    Ok(())
}

/// Shades value cells that hold text: a dash, a note, a number that was entered as text.
fn mark_text(worksheet: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let cells = areas(sheet.places.values().copied());
    let Some(first) = cells.first() else { return Ok(()) };
    let corner = rust_xlsxwriter::utility::row_col_to_cell(first.first.0, first.first.1);
    let rule = ConditionalFormatFormula::new()
        .set_rule(format!("=AND(ISTEXT({corner}),LEN({corner})>0)").as_str())
        .set_format(Format::new().set_background_color(Color::RGB(AMBER)))
        .set_multi_range(ranges(&cells));
    worksheet.add_conditional_format(first.first.0, first.first.1, first.last.0, first.last.1, &rule)?;
    Ok(())
}
