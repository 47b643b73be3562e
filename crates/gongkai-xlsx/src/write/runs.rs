//! Marked text as the runs of a cell.

use gongkai_core::document::{Mark, MarkKind, pieces};
use rust_xlsxwriter::{Color, Format, FormatScript, FormatUnderline, Worksheet, XlsxError};

use super::reference::Place;

/// The colour of links.
const LINK: u32 = 0x05_63C1;

/// The part of marks that lies within a piece of the text, which begins at a byte.
pub(super) fn within(marks: &[Mark], start: usize, length: usize) -> Vec<Mark> {
    let inside = |at: usize| at.saturating_sub(start).min(length);
    marks
        .iter()
        .filter_map(|mark| Mark::new(inside(mark.range.start)..inside(mark.range.end), mark.kind.clone()))
        .collect()
}

/// Writes a text as runs, each in the face of the cell with what its marks add, and lets the cell link where a part of it
/// does. Gives the addresses that it cannot hold: a cell links to one.
pub(super) fn write(
    worksheet: &mut Worksheet,
    (row, column): Place,
    (text, marks): (&str, &[Mark]),
    face: impl Fn(usize) -> Format,
    cell: &Format,
) -> Result<Vec<String>, XlsxError> {
    let mut links: Vec<&str> = Vec::new();
    let mut runs: Vec<(Format, &str)> = Vec::new();
    let mut start = 0;
    for (piece, kinds) in pieces(text, marks) {
        let mut format = face(start);
        start += piece.len();
        for kind in kinds {
            format = match kind {
                MarkKind::Raised => format.set_font_script(FormatScript::Superscript),
                MarkKind::Lowered => format.set_font_script(FormatScript::Subscript),
                MarkKind::Bold => format.set_bold(),
                MarkKind::Link(address) => {
                    if links.last() != Some(&address.as_ref()) {
                        links.push(address);
                    }
                    format.set_underline(FormatUnderline::Single).set_font_color(Color::RGB(LINK))
                }
                _ => format,
            };
        }
        if !piece.is_empty() {
            runs.push((format, piece));
        }
    }
    let mut lost: Vec<String> = links.iter().skip(1).map(|address| (*address).to_owned()).collect();
    if let Some(address) = links.first() {
        // The cell's text is written over that of the link.
        if worksheet.write_url_with_options(row, column, *address, text, "", Some(cell)).is_err() {
            lost.insert(0, (*address).to_owned());
        }
    }
    match runs.as_slice() {
        [] => worksheet.write_blank(row, column, cell)?,
        [(_, only)] => worksheet.write_string_with_format(row, column, *only, cell)?,
        several => {
            let several: Vec<(&Format, &str)> = several.iter().map(|(format, text)| (format, *text)).collect();
            worksheet.write_rich_string_with_format(row, column, &several, cell)?
        }
    };
    Ok(lost)
}
