//! Marked text as the runs of a cell.

use gongkai_core::document::{Leads, Mark, MarkKind, Remark, pieces};
use rust_xlsxwriter::{Color, Format, FormatScript, FormatUnderline, Worksheet, XlsxError};

use super::reference::Place;

/// The colour of links.
const LINK: u32 = 0x05_63C1;

/// Writes a text as runs, each in the face of the cell with what its marks add, and lets the cell link where a part of it
/// does. Gives the links that it cannot hold: a cell links to one address, which must be one that spreadsheets take.
pub(super) fn write(
    worksheet: &mut Worksheet,
    (row, column): Place,
    (text, marks): (&str, &[Mark]),
    face: impl Fn(usize) -> Format,
    cell: &Format,
) -> Result<Vec<Remark>, XlsxError> {
    let mut linked: Option<&str> = None;
    let mut lost: Vec<Remark> = Vec::new();
    let mut runs: Vec<(Format, Vec<&MarkKind>, &str)> = Vec::new();
    let mut start = 0;
    for (piece, mut kinds) in pieces(text, marks) {
        let format = face(start);
        start += piece.len();
        kinds.retain(|kind| {
            let MarkKind::Link(address) = kind else { return true };
            let address: &str = address;
            if linked.is_none() && may_link(worksheet, (row, column), address, cell) {
                linked = Some(address);
            }
            let kept = linked == Some(address);
            if !kept {
                lost.push(Remark::link_lost(piece, address));
            }
            kept
        });
        if !piece.is_empty() {
            runs.push((dressed(format, &kinds), kinds, piece));
        }
    }
    // The cell's text is written over that of the link.
    match runs.as_slice() {
        [] => worksheet.write_blank(row, column, cell)?,
        [(_, kinds, only)] => worksheet.write_string_with_format(row, column, *only, &dressed(cell.clone(), kinds))?,
        several => {
            let several: Vec<(&Format, &str)> = several.iter().map(|(format, _, text)| (format, *text)).collect();
            worksheet.write_rich_string_with_format(row, column, &several, cell)?
        }
    };
    Ok(lost)
}

/// Lets a cell link to an address, where it may and the format takes it.
fn may_link(worksheet: &mut Worksheet, (row, column): Place, address: &str, cell: &Format) -> bool {
    Leads::of(address) == Leads::Out
        && worksheet.write_url_with_options(row, column, address, "", "", Some(cell)).is_ok()
}

/// A face with what marks add to it.
fn dressed(face: Format, kinds: &[&MarkKind]) -> Format {
    kinds.iter().fold(face, |face, kind| match kind {
        MarkKind::Raised => face.set_font_script(FormatScript::Superscript),
        MarkKind::Lowered => face.set_font_script(FormatScript::Subscript),
        MarkKind::Bold => face.set_bold(),
        MarkKind::Link(_) => face.set_underline(FormatUnderline::Single).set_font_color(Color::RGB(LINK)),
        _ => face,
    })
}
