//! The formats of cells: faces, frames and shades.

use gongkai_core::style::{FontRole, Style, TextStyle};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The shade of heads.
const HEAD: u32 = 0xE7_EEF7;
/// The shade of totals, which the workbook computes.
const TOTAL: u32 = 0xF2_F2F2;
/// Text that explains.
const QUIET: u32 = 0x59_5959;

/// The formats of a workbook in a house style.
#[derive(Debug)]
pub(super) struct Ink {
    pub(super) title: Format,
    pub(super) heading1: Format,
    pub(super) heading2: Format,
    pub(super) heading3: Format,
    pub(super) body: Format,
    /// Who signs and when, at the end.
    pub(super) signature: Format,
    /// A heading that runs into running text, as part of a cell's text.
    pub(super) run_in: Format,
    /// The rest of that cell's text.
    pub(super) run_on: Format,
    /// A row of the narrative to be filled in.
    pub(super) to_write: Format,
    /// The narrative's column of roles.
    pub(super) role: Format,
    pub(super) quiet: Format,
    pub(super) quiet_right: Format,
    /// The heading over a table.
    pub(super) table_title: Format,
    pub(super) head: Format,
    pub(super) label: Format,
    pub(super) value: Format,
    pub(super) total: Format,
    /// A cell of a table that is none of the form's.
    pub(super) plain: Format,
    pub(super) link: Format,
    pub(super) table_points: f64,
    pub(super) style: Style,
}

impl Ink {
    pub(super) fn new(style: &Style) -> Self {
        let face = |text: TextStyle, points: f64| {
            let format = Format::new().set_font_name(style.family(text.font)).set_font_size(points);
            if text.bold { format.set_bold() } else { format }
        };
        let table_points = points(style.table);
        let framed = |text: TextStyle| {
            face(text, points(text))
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
        };
        // Running text is two sizes smaller than on the printed page: a row of a sheet is at most 409 points high.
        let running =
            |text: TextStyle, points: f64| face(text, points).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let song = style.family(FontRole::Song);
        let quiet = Format::new()
            .set_font_name(song)
            .set_font_size(9)
            .set_font_color(Color::RGB(QUIET))
            .set_align(FormatAlign::VerticalCenter);
        let centred = framed(style.table).set_align(FormatAlign::Center);
        Self {
            title: running(style.title, 20.0).set_align(FormatAlign::Center),
            heading1: running(style.heading1, 14.0),
            heading2: running(style.heading2, 13.0),
            heading3: running(style.heading3, NARRATIVE_POINTS).set_bold(),
            body: running(style.body, NARRATIVE_POINTS).set_align(FormatAlign::Top),
            signature: running(style.body, NARRATIVE_POINTS).set_align(FormatAlign::Right).set_indent(2),
            run_in: face(style.heading2, NARRATIVE_POINTS).set_bold(),
            run_on: face(style.body, NARRATIVE_POINTS),
            to_write: running(style.body, NARRATIVE_POINTS)
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Hair)
                .set_unlocked(),
            role: quiet.clone().set_align(FormatAlign::Center).set_unlocked(),
            quiet_right: quiet.clone().set_align(FormatAlign::Right),
            quiet,
            table_title: face(style.heading1, 16.0)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            head: framed(style.table_head).set_align(FormatAlign::Center).set_background_color(Color::RGB(HEAD)),
            label: framed(style.table),
            value: centred.clone().set_unlocked(),
            total: centred.clone().set_background_color(Color::RGB(TOTAL)),
            plain: framed(style.table).set_unlocked(),
            link: face(style.body, NARRATIVE_POINTS).set_hyperlink().set_align(FormatAlign::Center),
            table_points,
            style: style.clone(),
        }
    }
}

/// The size of running text on the narrative's sheet.
pub(super) const NARRATIVE_POINTS: f64 = 12.0;

fn points(text: TextStyle) -> f64 {
    f64::from(text.half_points) / 2.0
}

/// The format of a cell whose text a spreadsheet would take for a formula when it is entered again: marked as text.
pub(super) fn inert(format: &Format, text: &str) -> Format {
    if text.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']) {
        format.clone().set_quote_prefix()
    } else {
        format.clone()
    }
}
