//! Values of form fields and notes: what is drawn for them and what the file states must say the same.

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::words::Text;
use hayro_interpret::kurbo::{Point, Rect, Vec2};

use super::characters::{Drawn, RawGlyph};
use super::fold::{UNREADABLE, fold, is_wide};
use super::notes::Value;

/// What becomes of a value and its drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The drawing is read as it is.
    Drawn,
    /// The value is set at its place.
    Stated,
    /// They differ: neither is read.
    Differ,
}

/// The size of characters that are to fit, at most.
const LARGEST: f64 = 12.0;
/// The distance of lines, in sizes of their characters.
const PITCH: f64 = 1.2;
/// The most characters of a value that is a figure and not prose.
const FIGURE: usize = 20;

/// What becomes of a value whose drawing shows these characters.
pub(super) fn judge(value: &Value, shown: &str) -> Verdict {
    let meant = bare(&value.text);
    let shown = bare(shown);
    let set_anew = value.spread || value.among_others;
    if shown == meant {
        if set_anew { Verdict::Stated } else { Verdict::Drawn }
    } else if shown.is_empty() || value.among_others && shown.contains(&meant) {
        Verdict::Stated
    } else if same_figure(&shown, &meant) {
        Verdict::Drawn
    } else if meant.chars().count() > FIGURE && meant.contains(&shown) {
        // A field shows as much of a long text as it has room for.
        Verdict::Stated
    } else {
        Verdict::Differ
    }
}

/// Whether a drawing shows a figure as its field's format writes it: with separators, with its unit.
fn same_figure(shown: &str, meant: &str) -> bool {
    let plain = |text: &str| text.replace([',', '，'], "");
    let (shown, meant) = (plain(shown), plain(meant));
    let equal = matches!((shown.parse::<f64>(), meant.parse::<f64>()), (Ok(a), Ok(b)) if (a - b).abs() < 1e-9 * a.abs().max(1.0));
    let unit = || {
        let around = shown.replacen(&meant, "", 1);
        !meant.is_empty()
            && around.len() < shown.len()
            && !around.contains(char::is_numeric)
            && !around.contains(['-', '.'])
    };
    equal || unit()
}

fn bare(text: &str) -> String {
    let mut chars = Vec::new();
    text.chars().for_each(|char| fold(char, &mut chars));
    chars.into_iter().filter(|char| !char.is_whitespace()).collect()
}

/// The characters of a value, set within an area of the page.
pub(super) fn set(value: &Value, area: Rect, drawn: Drawn) -> Vec<RawGlyph> {
    let text = if value.text.contains(UNREADABLE) { UNREADABLE.to_string() } else { value.text.clone() };
    let lines: Vec<Vec<char>> = text.split(['\r', '\n']).map(folded).filter(|line| !line.is_empty()).collect();
    let mut rows = 0.0;
    lines.iter().for_each(|_| rows += 1.0);
    let fitting = if value.lines {
        LARGEST.min(area.height() / PITCH / f64::max(rows, 1.0))
    } else {
        LARGEST.min(0.75 * area.height())
    };
    let size = if value.size > 0.0 { value.size } else { fitting.max(4.0) };
    let mut y = if value.lines { area.y0 + size } else { area.center().y + 0.36 * size };
    let mut glyphs = Vec::new();
    for line in lines {
        let natural: f64 = line.iter().map(|&char| width(char) * size).sum();
        let room = (area.width() - 2.0).max(1.0);
        // A line that may not wrap is pressed together; one that may is broken where it is full.
        let press = if value.lines { 1.0 } else { (room / natural.max(0.1)).min(1.0) };
        let mut x = area.x0 + 1.0;
        for char in line {
            let wide = width(char) * size * press;
            if value.lines && x + wide > area.x1 + 0.5 && x > area.x0 + 1.0 {
                (x, y) = (area.x0 + 1.0, y + PITCH * size);
            }
            let origin = Point::new(x, y);
            glyphs.push(RawGlyph { char, origin, advance: Vec2::new(wide, 0.0), size, vertical: false, drawn });
            x += wide;
        }
        y += PITCH * size;
    }
    glyphs
}

fn folded(line: &str) -> Vec<char> {
    let mut chars = Vec::new();
    line.trim().chars().for_each(|char| fold(char, &mut chars));
    chars
}

fn width(char: char) -> f64 {
    if is_wide(char) { 1.0 } else { 0.5 }
}

/// Says that a value and its drawing differ.
pub(super) fn differ(value: &Value, shown: &str, page: usize) -> Remark {
    let (name, named) = match value.name.as_str() {
        "" => ("注释".to_owned(), "a note".to_owned()),
        name => (format!("表单域“{name}”"), format!("the field “{name}”")),
    };
    let (stated, shown) = (value.text.trim(), shown.trim());
    let detail = if stated.is_empty() {
        Text::new(
            format!("{name}没有值，却显示“{shown}”，未读"),
            format!("{named} holds nothing but shows “{shown}”, not read"),
        )
    } else {
        Text::new(
            format!("{name}的值“{stated}”与显示的“{shown}”不符，未读"),
            format!("{named} holds “{stated}” but shows “{shown}”, not read"),
        )
    };
    Remark::new(RemarkKind::FormField, detail, Position::default().page(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(value: &str, shown: &str) -> Verdict {
        judge(&Value { text: value.to_owned(), ..Value::default() }, shown)
    }

    #[test]
    fn a_value_and_its_drawing_must_say_the_same() {
        assert_eq!(verdict("33", "33"), Verdict::Drawn);
        assert_eq!(verdict("1234", "1,234"), Verdict::Drawn);
        assert_eq!(verdict("33", "33件"), Verdict::Drawn);
        assert_eq!(verdict("33", ""), Verdict::Stated);
        assert_eq!(verdict("33", "27"), Verdict::Differ);
        assert_eq!(verdict("", "27"), Verdict::Differ);
        assert_eq!(verdict("3", "33"), Verdict::Differ);
        assert_eq!(verdict("5", "-5"), Verdict::Differ);
        assert_eq!(verdict("", ""), Verdict::Drawn);
        let comb = Value { text: "12".to_owned(), spread: true, ..Value::default() };
        assert_eq!(judge(&comb, "1 2"), Verdict::Stated);
    }
}
