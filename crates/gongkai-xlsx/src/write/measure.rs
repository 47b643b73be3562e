//! How much room text takes. Merged cells do not grow with their text, so heights are set from an estimate.

/// A cell's padding to both sides, in points.
const PADDING: f64 = 5.0;
/// Pixels of a sheet are 1/96 inch.
const POINTS_PER_PIXEL: f64 = 0.75;

/// The width that text has in a cell so many pixels wide, in points: at least one character's.
fn text_width(pixels: u32, points: f64) -> f64 {
    (f64::from(pixels) * POINTS_PER_PIXEL - PADDING).max(points)
}

/// How many lines a text takes in a cell so many pixels wide.
pub(crate) fn lines(text: &str, pixels: u32, points: f64) -> u32 {
    let width = text_width(pixels, points);
    let mut lines = 0;
    for paragraph in text.split('\n') {
        lines += 1;
        let mut used = 0.0;
        for c in paragraph.chars() {
            let advance = if c.is_ascii() { points * 0.55 } else { points };
            if used + advance > width && used > 0.0 {
                lines += 1;
                used = 0.0;
            }
            used += advance;
        }
    }
    lines
}

/// How many Chinese characters a line holds in a cell so many pixels wide.
pub(super) fn characters(pixels: u32, points: f64) -> usize {
    let width = text_width(pixels, points);
    (1_u8..64).take_while(|&count| f64::from(count) * points <= width).count().max(1)
}

/// The pixels that a column needs for lines of so many Chinese characters and no more: office programs differ by half a
/// character in what a column holds.
pub(super) fn holding(count: usize, points: f64) -> u32 {
    let fits = |pixels: &u32| characters(*pixels, points) >= count;
    (1..=1000).find(fits).unwrap_or(1000)
}

/// The height of so many lines with a little air, in points.
pub(crate) fn height(lines: u32, points: f64) -> f64 {
    f64::from(lines) * points * 1.3 + 5.0
}

/// The pixels that a column needs for the longest figure in a text, in the usual size of tables.
pub(super) fn widest_figure(text: &str) -> u32 {
    const DIGIT: u32 = 8;
    const SIDES: u32 = 10;
    let figures = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-'));
    let longest = figures.map(str::len).max().and_then(|digits| u32::try_from(digits).ok()).unwrap_or(0);
    longest.min(30) * DIGIT + SIDES
}

/// Widths in pixels that together fill so many, in the proportions of the given ones.
pub(super) fn spread(widths: &[u32], columns: usize, pixels: u32) -> Vec<u32> {
    let total: u64 = widths.iter().map(|&width| u64::from(width)).sum();
    if widths.len() == columns && total > 0 {
        let share = |&width: &u32| u32::try_from(u64::from(width) * u64::from(pixels) / total).unwrap_or(pixels);
        widths.iter().map(share).collect()
    } else {
        let columns = u32::try_from(columns.max(1)).unwrap_or(u32::MAX);
        vec![(pixels / columns).max(48); usize::try_from(columns).unwrap_or(0)]
    }
}
