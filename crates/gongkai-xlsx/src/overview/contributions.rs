//! Where each sum of a consolidated report comes from.

use gongkai_collate::consolidate::{Consolidation, FilingState};
use gongkai_core::Cell;
use gongkai_core::format::{WriteError, Written};
use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError, utility::row_col_to_cell};

use super::sheet::{Formats, column, failed, finish, fitting, grow, head, number, row, workbook};

/// Writes a consolidation as a workbook: a sheet with what each member contributes to each cell, whose sums are live
/// formulas, and a sheet with who has filed and what stands in the way.
///
/// # Errors
/// [`WriteError::Failed`] when the workbook would have more rows or columns than a sheet has.
pub fn write_contributions(consolidation: &Consolidation) -> Result<Written, WriteError> {
    build(consolidation).map_err(|error| failed(&error))
}

/// How wide the columns of cell names and of problems are.
const NAMES: u32 = 60;
const SAID: u32 = 100;
/// How much of a page's width there is for the figures of members, beside the names and sums, which every page repeats.
const MEMBERS_ON_PAGE: u32 = 110;
/// How wide a member's column is at least.
const NARROWEST: u32 = 5;
/// How many points the head is high in which their names stand upright: at least, for each character, and at most.
const HEAD: (u32, u32, u32) = (60, 13, 400);

fn build(consolidation: &Consolidation) -> Result<Written, XlsxError> {
    let mut book = workbook("汇总明细")?;
    let formats = Formats::new();

    let sheet = book.add_worksheet();
    sheet.set_name("汇总明细")?;
    head(sheet, &[("单元格", NAMES), ("合计", 12)], &formats)?;
    let upright = formats.head.clone().set_rotation(270).set_align(FormatAlign::Top);
    let mut taken = 0;
    for (index, (member, width)) in consolidation.members.iter().zip(widths(consolidation)).enumerate() {
        sheet.set_column_width(column(index + 2), f64::from(width))?;
        sheet.write_string_with_format(0, column(index + 2), fitting(member), &upright)?;
        taken += width;
    }
    let longest = consolidation.members.iter().map(|member| member.chars().count()).max();
    if let Some(longest) = longest {
        let (least, each, most) = HEAD;
        let wanted = u32::try_from(longest).unwrap_or(u32::MAX).saturating_mul(each).saturating_add(each);
        sheet.set_row_height(0, wanted.clamp(least, most))?;
    }
    let pages = taken.div_ceil(MEMBERS_ON_PAGE).max(1);
    sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(1), 0).set_repeat_columns(0, 1)?;
    sheet.set_freeze_panes(1, 2)?;
    for (index, cell) in consolidation.contributions.iter().enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, &cell.name, &formats.text)?;
        grow(sheet, at, &[(&cell.name, NAMES)])?;
        let mut plain = true;
        for (member, stated) in cell.stated.iter().enumerate() {
            let place = column(member + 2);
            match stated.as_deref().and_then(Cell::plain_number) {
                Some(value) => number(sheet, at, place, value, &formats.text)?,
                None => {
                    plain &= stated.as_deref().is_some_and(Cell::is_blank);
                    let text = stated.as_deref().map_or("（未读到）".into(), Cell::printed);
                    sheet.write_string_with_format(at, place, fitting(&text), &formats.wrong)?;
                }
            }
        }
        match cell.sum {
            // A formula adds only what stands as a plain number; a figure with a note would be left out by it.
            Some(sum) if plain && !cell.stated.is_empty() => {
                let (first, last) = (row_col_to_cell(at, 2), row_col_to_cell(at, column(cell.stated.len() + 1)));
                let formula =
                    rust_xlsxwriter::Formula::new(format!("=SUM({first}:{last})")).set_result(sum.to_string());
                sheet.write_formula_with_format(at, 1, formula, &formats.text)?;
            }
            Some(sum) => number(sheet, at, 1, sum, &formats.text)?,
            None => {
                sheet.write_blank(at, 1, &formats.text)?;
            }
        }
    }

    filings(&mut book, consolidation, &formats)?;
    problems(&mut book, consolidation, &formats)?;
    finish(book)
}

/// How wide each member's column is: as its longest figure needs, so that none turns into `###`.
fn widths(consolidation: &Consolidation) -> Vec<u32> {
    let mut widths = vec![NARROWEST; consolidation.members.len()];
    for cell in &consolidation.contributions {
        for (width, stated) in widths.iter_mut().zip(&cell.stated) {
            let printed = stated.as_ref().map_or(0, |cell| cell.printed().chars().count());
            *width = (*width).max(u32::try_from(printed + 2).unwrap_or(u32::MAX).min(20));
        }
    }
    widths
}

/// Who has filed.
fn filings(book: &mut Workbook, consolidation: &Consolidation, formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("报送情况")?;
    head(sheet, &[("单位", 40), ("状态", 14), ("不成立的勾稽关系", 18)], formats)?;
    for (index, filing) in consolidation.filings.iter().enumerate() {
        let at = row(index + 1);
        let wrong = filing.state != FilingState::Filed || filing.failing_sums > 0;
        let format = if wrong { &formats.wrong } else { &formats.text };
        sheet.write_string_with_format(at, 0, fitting(&filing.name), format)?;
        sheet.write_string_with_format(at, 1, filing.state.printed(), format)?;
        sheet.write_string_with_format(at, 2, filing.failing_sums.to_string(), format)?;
    }

    Ok(())
}

/// What stands in the way, and what should be known.
fn problems(book: &mut Workbook, consolidation: &Consolidation, formats: &Formats) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("问题与说明")?;
    head(sheet, &[("种类", 10), ("内容", SAID)], formats)?;
    let problems = consolidation.problems.iter().map(|problem| ("问题", problem.to_string(), &formats.wrong));
    let remarks = consolidation.remarks.iter().map(|remark| ("说明", remark.to_string(), &formats.text));
    for (index, (kind, said, format)) in problems.chain(remarks).enumerate() {
        let at = row(index + 1);
        sheet.write_string_with_format(at, 0, kind, format)?;
        sheet.write_string_with_format(at, 1, fitting(&said), format)?;
        grow(sheet, at, &[(&fitting(&said), SAID)])?;
    }
    Ok(())
}
