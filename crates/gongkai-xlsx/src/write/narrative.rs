//! The narrative: the whole filing, a paragraph to a row, with the place of each table.

use gongkai_core::document::{Block, Document, Mark, MarkKind, Paragraph, ParagraphRole, Remark, marks_within};
use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Url, Worksheet, XlsxError};

use super::ink::{Ink, NARRATIVE_POINTS, inert};
use super::measure;
use super::parts::Parts;
use super::plan::{NARRATIVE, Plan};
use super::runs;
use super::table::A4;
use crate::names;

pub(super) const TEXT: u16 = 0;
/// An empty column beside the text: LibreOffice fits a page's width only by whole columns, and so never one alone.
const GAP: u16 = 1;
pub(super) const ROLE: u16 = 2;
const ROLE_WIDTH: u32 = 70;
const GAP_WIDTH: u32 = 8;
const TEXT_WIDTH: u32 = 620;
/// A row shows at most this many lines, because a row is at most 409 points high.
const MOST_LINES: u32 = 20;
/// A cell holds at most 32,767 UTF-16 units; kept well below.
const MOST_UNITS: usize = 32_000;
/// Empty rows under each heading of a blank form.
const ROWS_TO_WRITE: u32 = 3;
/// The list of roles is offered for so many rows beyond the last.
const ROWS_BEYOND: u32 = 500;

pub(super) fn sheet(
    document: &Document,
    plan: &Plan<'_>,
    ink: &Ink,
    lost: &mut Vec<Remark>,
) -> Result<(Worksheet, String), XlsxError> {
    let mut worksheet = crate::measures::worksheet()?;
    worksheet.set_name(NARRATIVE)?;
    worksheet.set_column_width_pixels(ROLE, ROLE_WIDTH)?.set_column_width_pixels(TEXT, TEXT_WIDTH)?;
    worksheet.set_column_width_pixels(GAP, GAP_WIDTH)?;
    let head = ink.role.clone().set_locked();
    worksheet.write_string_with_format(0, ROLE, "类别", &head)?;
    worksheet.write_string_with_format(0, TEXT, "内容（一行一段）", &head)?;
    let mut row = 1;
    let mut tables = plan.sheets.iter();
    // Nothing is written yet: then there are rows to write in, whatever of the tables is filled already.
    let unwritten = document.paragraphs().all(|paragraph| paragraph.role != ParagraphRole::Body);
    let mut parts = Parts::default();
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => {
                parts.begin(paragraph, row);
                row = put_paragraph(&mut worksheet, row, paragraph, ink, lost)?;
                let next_is_text = matches!(document.blocks.get(index + 1), Some(Block::Table(_)))
                    || matches!(document.blocks.get(index + 1), Some(Block::Paragraph(next)) if next.role == ParagraphRole::Body);
                if unwritten && paragraph.role == ParagraphRole::Heading1 && !next_is_text {
                    row = leave_room(&mut worksheet, row, ink)?;
                }
            }
            Block::Table(_) => {
                let Some(sheet) = tables.next() else { continue };
                let link = Url::new(format!("internal:{}!A1", sheet.quoted()));
                let text = names::see_sheet(&sheet.name);
                worksheet.write_string_with_format(row, ROLE, names::TABLE_ROW, &ink.role)?;
                worksheet.write_url_with_options(row, TEXT, &link, &text, "", Some(&ink.link))?;
                worksheet.set_row_height(row, 24)?;
                row += 1;
            }
        }
    }
    parts.end(row);
    parts.put(&mut worksheet, document, ink)?;
    let last = row.saturating_sub(1);
    let roles = DataValidation::new()
        .allow_list_strings(&names::ROLES)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_message("请从列表中选择这一行是什么。")?;
    worksheet.add_data_validation(1, ROLE, last + ROWS_BEYOND, ROLE, &roles)?;
    worksheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.79, 0.79, 0.98, 0.87, 0.31, 0.47)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_footer("&C&9— &P —")
        .set_freeze_panes(1, 0)?
        .set_print_area(1, TEXT, last.max(1), GAP)?;
    Ok((worksheet, worksheet_range_absolute(NARRATIVE, 1, TEXT, last.max(1), ROLE)))
}

/// Writes a paragraph into as many rows as it takes.
fn put_paragraph(
    worksheet: &mut Worksheet,
    row: u32,
    paragraph: &Paragraph,
    ink: &Ink,
    lost: &mut Vec<Remark>,
) -> Result<u32, XlsxError> {
    let format = match paragraph.role {
        ParagraphRole::Title => &ink.title,
        ParagraphRole::Heading1 => &ink.heading1,
        ParagraphRole::Heading2 => &ink.heading2,
        ParagraphRole::Heading3 => &ink.heading3,
        ParagraphRole::Signature | ParagraphRole::SignatureDate => &ink.signature,
        _ => &ink.body,
    };
    // Runs repeat the face of their cell.
    let face = match paragraph.role {
        ParagraphRole::Body => ink.run_on.clone(),
        _ => format.clone(),
    };
    let mut row = row;
    let mut start = 0;
    for (index, piece) in pieces(&paragraph.text).into_iter().enumerate() {
        let role = if index == 0 { names::role(paragraph.role) } else { names::CONTINUED };
        worksheet.write_string_with_format(row, ROLE, role, &ink.role)?;
        let format = inert(&format.clone().set_unlocked(), piece);
        let mut marks = marks_within(&paragraph.marks, start..start + piece.len());
        // A heading that runs into the text ends a run, as a mark does.
        let head = paragraph.run_in.saturating_sub(start).min(piece.len());
        let runs_in = head > 0 && head < piece.len();
        if runs_in {
            marks.extend(Mark::new(0..head, MarkKind::Bold));
        }
        start += piece.len();
        if marks.is_empty() {
            worksheet.write_string_with_format(row, TEXT, piece, &format)?;
        } else {
            let face = |at: usize| if runs_in && at < head { ink.run_in.clone() } else { face.clone() };
            lost.extend(runs::write(worksheet, (row, TEXT), (piece, &marks), face, &format)?);
        }
        let (points, air) = match paragraph.role {
            ParagraphRole::Title => (20.0, 12.0),
            ParagraphRole::Heading1 => (14.0, 6.0),
            _ => (NARRATIVE_POINTS, 0.0),
        };
        worksheet.set_row_height(row, measure::height(measure::lines(piece, TEXT_WIDTH, points), points) + air)?;
        row += 1;
    }
    Ok(row)
}

/// Empty rows to write in.
fn leave_room(worksheet: &mut Worksheet, row: u32, ink: &Ink) -> Result<u32, XlsxError> {
    for row in row..row + ROWS_TO_WRITE {
        worksheet.write_string_with_format(row, ROLE, names::BODY, &ink.role)?;
        worksheet.write_blank(row, TEXT, &ink.to_write)?;
        worksheet.set_row_height(row, 48)?;
    }
    Ok(row + ROWS_TO_WRITE)
}

/// A paragraph in pieces that a row can show and a cell can hold, cut behind a sentence where there is one.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(cut) = cut(rest) {
        let (piece, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// Where the first piece of a text ends; nothing when the text is one piece.
fn cut(text: &str) -> Option<usize> {
    if text.len() <= MOST_UNITS && measure::lines(text, TEXT_WIDTH, NARRATIVE_POINTS) <= MOST_LINES {
        return None;
    }
    let full = f64::from(TEXT_WIDTH) * 0.75 * f64::from(MOST_LINES) * 0.95;
    let (mut used, mut end, mut sentence) = (0.0, 0, None);
    for (index, c) in text.char_indices() {
        used += if c.is_ascii() { NARRATIVE_POINTS * 0.55 } else { NARRATIVE_POINTS };
        if used > full || index > MOST_UNITS {
            break;
        }
        end = index + c.len_utf8();
        if matches!(c, '。' | '；' | '！' | '？' | '\n') {
            sentence = Some(end);
        }
    }
    // A piece must not begin with white space, which readers take for an indent.
    Some(sentence.unwrap_or(end)).filter(|&cut| cut > 0 && cut < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_lose_nothing() {
        let sentence = "全年办理政府信息公开申请一百件，均已按期答复。";
        let texts =
            [String::new(), "短。".to_owned(), sentence.repeat(400), "无标点".repeat(20_000), "a".repeat(100_000)];
        for text in texts {
            let pieces = pieces(&text);
            assert_eq!(pieces.concat(), text);
            assert!(pieces.iter().all(|piece| piece.encode_utf16().count() < 32_767));
            assert!(pieces.iter().all(|piece| measure::lines(piece, TEXT_WIDTH, NARRATIVE_POINTS) <= MOST_LINES));
        }
        assert!(pieces(&sentence.repeat(400)).iter().all(|piece| piece.ends_with('。')));
    }
}
