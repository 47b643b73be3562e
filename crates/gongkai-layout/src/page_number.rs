//! Page numbers (GB/T 9704—2012 clause 7.5).

use gongkai_core::style::Style;

use crate::flow::Frame;
use crate::fonts::Shaper;
use crate::line::{Alignment, Broken, Setting, atoms, place, points, width};
use crate::page::{Item, Page};

/// How far below the text block the number's dashes lie: 7 mm.
const BELOW: f32 = 19.84;

/// Adds its number to every page: between dashes, odd pages right and even pages left, one character in; or in the
/// middle.
pub(crate) fn add(pages: &mut [Page], style: &Style, shaper: &mut Shaper<'_>) {
    let look = style.page_number;
    let size = points(look.half_points);
    for (index, page) in pages.iter_mut().enumerate() {
        let number = index + 1;
        let turned = (page.width - style.page.width.points()).abs() > 0.1;
        let frame = Frame::of(&if turned { style.page.turned() } else { style.page }, style);
        let text = if style.page_number_dashes { format!("— {number} —") } else { number.to_string() };
        let mut set = Vec::new();
        atoms(shaper, &text, look, Setting { chinese_digits: true, ..Setting::default() }, &mut set);
        let line = Broken { start: 0, end: set.len(), hangs: false, last: true };
        let taken = width(&set, line);
        // A dash lies about 0.38 em above its baseline. A narrow margin still holds the number.
        let baseline = (frame.top + frame.height + BELOW + 0.38 * size).min(page.height - 0.5 * size);
        let (within, alignment) = if !style.page_number_dashes {
            ((frame.left, frame.width), Alignment::Centre)
        } else if number % 2 == 1 {
            ((frame.left + frame.width - taken - size, taken), Alignment::Left)
        } else {
            ((frame.left + size, taken), Alignment::Left)
        };
        page.items.push(Item::Furniture(place(&set, line, within, baseline, alignment)));
    }
}
