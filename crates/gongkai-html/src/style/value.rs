//! Values of the properties that decide what of a page is seen, and how it stands on its line.

use super::paint::{self, Paint};
use crate::shown::smallest_seen;
use gongkai_core::Within;

/// A length, as far as it can be told without laying the page out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Length {
    /// In pixels of the screen.
    Pixels(f32),
    /// In heights of the font.
    Fonts(f32),
    /// In hundredths of what the property is measured by.
    Percent(f32),
}

/// The size of a font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Size {
    Length(Length),
    /// In pixels, by its name.
    Named(f32),
    /// So many times the size around it.
    Times(f32),
}

/// How an element takes part in the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    None,
    Inline,
    /// On the line, but a box of its own: no line that strikes the text around it goes through it.
    InlineBox,
    Block,
    Item,
    Table,
    Group,
    Row,
    Cell,
}

/// How text is raised or lowered on its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shift {
    Baseline,
    Super,
    Sub,
    Top,
    Bottom,
    By(Length),
}

/// What becomes of line breaks of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Breaks {
    #[default]
    Space,
    Kept,
}

/// The marks before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListMark {
    None,
    Disc,
    Circle,
    Square,
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Chinese,
    /// It stands in the text itself, as word processors write it.
    InText,
}

/// One declaration that matters.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Declared {
    Display(Display),
    Invisible(bool),
    Opacity(bool),
    FontSize(Size),
    Struck(bool),
    Shift(Shift),
    Raised(Length),
    Hide(bool),
    Relative(bool),
    OutOfFlow(bool),
    Fixed(bool),
    Floating(bool),
    Top(Length),
    Bottom(Length),
    Left(Length),
    Indent(Length),
    Bold(bool),
    Breaks(Breaks),
    List(ListMark),
    /// Whether what is set beside the text may be a figure.
    Content(bool),
    Background(bool),
    RightToLeft(bool),
    Override(bool),
    Clipped(bool),
    /// Clipped by a shape, wherever it stands.
    Cut(bool),
    Overflow(bool),
    NoWidth(bool),
    NoHeight(bool),
    /// The colour of the text.
    Ink(Paint),
    /// What is painted behind the text.
    Ground(Paint),
    /// Whether its letters throw a shadow.
    Shadow(bool),
    /// Its letters are painted in another way than in their colour, so that they are seen on any ground.
    Outlined,
    /// Whether its margin moves it out of sight, to the left or up.
    MovedLeft(bool),
    MovedUp(bool),
    /// Whether it is shrunk to nothing or moved out of sight as a whole.
    Transformed(bool),
}

/// What a declaration says, for those that matter; the value in small letters.
pub(crate) fn read(name: &str, value: &str, mut found: impl FnMut(Declared)) {
    let value = value.trim();
    let words = || value.split_whitespace();
    match name {
        "display" => {
            if let Some(display) = display(value) {
                found(Declared::Display(display));
            }
        }
        "visibility" => match value {
            "hidden" | "collapse" => found(Declared::Invisible(true)),
            "visible" => found(Declared::Invisible(false)),
            _ => {}
        },
        "opacity" => {
            let whole = if value.ends_with('%') { 100.0 } else { 1.0 };
            let opacity = number(value.trim_end_matches('%')).map(|opacity| opacity / whole);
            found(Declared::Opacity(opacity.is_some_and(|opacity| opacity <= 0.02)));
        }
        "content-visibility" if value == "hidden" => found(Declared::Hide(true)),
        "color" => found(Declared::Ink(paint::of_text(value))),
        "text-shadow" => found(Declared::Shadow(value != "none")),
        "-webkit-text-stroke" | "-webkit-text-fill-color" => found(Declared::Outlined),
        "background-clip" | "-webkit-background-clip" if value.contains("text") => found(Declared::Outlined),
        "mix-blend-mode" | "filter" | "backdrop-filter" if !matches!(value, "none" | "normal") => {
            found(Declared::Outlined);
        }
        "background-color" => found(Declared::Ground(paint::of_ground(value))),
        "margin-left" => found(Declared::MovedLeft(length(value).is_some_and(is_away))),
        "margin-top" => found(Declared::MovedUp(length(value).is_some_and(is_away))),
        "transform" | "translate" | "scale" => found(Declared::Transformed(is_moved_away(name, value))),
        "font-size" => {
            if let Some(size) = size(value) {
                found(Declared::FontSize(size));
            }
        }
        "font-weight" => {
            if let Some(bold) = weight(value) {
                found(Declared::Bold(bold));
            }
        }
        "font" => {
            let sized = words().find_map(|word| size(word.split('/').next().unwrap_or(word)));
            found(Declared::Bold(words().filter_map(weight).any(|bold| bold)));
            if let Some(size) = sized {
                found(Declared::FontSize(size));
            }
        }
        "text-decoration" | "text-decoration-line" => {
            found(Declared::Struck(words().any(|word| word == "line-through")));
        }
        "text-line-through" => found(Declared::Struck(value != "none")),
        "vertical-align" => {
            let shift = match value {
                "super" => Some(Shift::Super),
                "sub" => Some(Shift::Sub),
                "top" | "text-top" => Some(Shift::Top),
                "bottom" | "text-bottom" => Some(Shift::Bottom),
                "baseline" | "middle" => Some(Shift::Baseline),
                _ => length(value).map(Shift::By),
            };
            if let Some(shift) = shift {
                found(Declared::Shift(shift));
            }
        }
        "font-variant-position" => match value {
            "super" => found(Declared::Shift(Shift::Super)),
            "sub" => found(Declared::Shift(Shift::Sub)),
            _ => {}
        },
        "mso-text-raise" => length(value).into_iter().for_each(|by| found(Declared::Raised(by))),
        "mso-hide" => found(Declared::Hide(value == "all")),
        "position" => {
            found(Declared::Relative(value == "relative"));
            found(Declared::OutOfFlow(matches!(value, "absolute" | "fixed")));
            found(Declared::Fixed(value == "fixed"));
        }
        "float" => found(Declared::Floating(value != "none")),
        "top" => length(value).into_iter().for_each(|by| found(Declared::Top(by))),
        "bottom" => length(value).into_iter().for_each(|by| found(Declared::Bottom(by))),
        "left" => length(value).into_iter().for_each(|by| found(Declared::Left(by))),
        "text-indent" => length(value).into_iter().for_each(|by| found(Declared::Indent(by))),
        "white-space" | "white-space-collapse" => {
            let kept = matches!(value, "pre" | "pre-wrap" | "pre-line" | "break-spaces" | "preserve");
            found(Declared::Breaks(if kept { Breaks::Kept } else { Breaks::Space }));
        }
        "mso-list" if value == "ignore" => found(Declared::List(ListMark::InText)),
        "list-style-type" | "list-style" => words().filter_map(list_mark).for_each(|mark| found(Declared::List(mark))),
        "content" => {
            found(Declared::Content(tells_a_figure(value)));
        }
        "background" => {
            found(Declared::Background(value.contains("url(")));
            found(Declared::Ground(paint::of_ground(value)));
        }
        "background-image" => {
            found(Declared::Background(value.contains("url(")));
            if value != "none" {
                found(Declared::Ground(Paint::Unknown));
            }
        }
        "direction" => found(Declared::RightToLeft(value == "rtl")),
        "unicode-bidi" => found(Declared::Override(matches!(value, "bidi-override" | "isolate-override"))),
        "clip" => found(Declared::Clipped(is_empty_clip(value))),
        "clip-path" => {
            let shape = value.replace(' ', "");
            found(Declared::Cut(matches!(
                shape.as_str(),
                "inset(50%)" | "inset(100%)" | "circle(0)" | "circle(0px)" | "circle(0%)"
            )));
        }
        "overflow" => found(Declared::Overflow(matches!(value, "hidden" | "clip"))),
        "width" | "max-width" => found(Declared::NoWidth(is_nothing(value))),
        "height" | "max-height" => found(Declared::NoHeight(is_nothing(value))),
        _ => {}
    }
}

fn display(value: &str) -> Option<Display> {
    Some(match value {
        "none" => Display::None,
        "inline" | "contents" | "ruby" => Display::Inline,
        "inline-block" | "inline-flex" | "inline-grid" | "inline-table" => Display::InlineBox,
        "block" | "flex" | "grid" | "flow-root" | "table-caption" => Display::Block,
        "list-item" => Display::Item,
        "table" => Display::Table,
        "table-row-group" | "table-header-group" | "table-footer-group" => Display::Group,
        "table-row" => Display::Row,
        "table-cell" => Display::Cell,
        _ => return None,
    })
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => value.parse::<u16>().ok().filter(|weight| *weight <= 1000).map(|weight| weight >= 600),
    }
}

pub(crate) fn size(value: &str) -> Option<Size> {
    Some(match value {
        "xx-small" => Size::Named(9.0),
        "x-small" => Size::Named(10.0),
        "small" => Size::Named(13.0),
        "medium" => Size::Named(16.0),
        "large" => Size::Named(18.0),
        "x-large" => Size::Named(24.0),
        "xx-large" => Size::Named(32.0),
        "smaller" => Size::Times(0.83),
        "larger" => Size::Times(1.2),
        _ if value.ends_with(|c: char| c.is_ascii_alphabetic() || c == '%') || value == "0" => {
            match length(value)? {
                // How large the root's text is and how wide the window may be set by a script.
                Length::Pixels(size) if size > 0.0 && ["rem", "vw", "vh"].iter().any(|unit| value.ends_with(unit)) => {
                    Size::Length(Length::Pixels(size.max(smallest_seen())))
                }
                length => Size::Length(length),
            }
        }
        _ => return None,
    })
}

fn list_mark(value: &str) -> Option<ListMark> {
    Some(match value {
        "none" => ListMark::None,
        "disc" => ListMark::Disc,
        "circle" => ListMark::Circle,
        "square" => ListMark::Square,
        "decimal" | "decimal-leading-zero" => ListMark::Decimal,
        "lower-alpha" | "lower-latin" => ListMark::LowerLetter,
        "upper-alpha" | "upper-latin" => ListMark::UpperLetter,
        "lower-roman" => ListMark::LowerRoman,
        "upper-roman" => ListMark::UpperRoman,
        "cjk-ideographic" | "cjk-decimal" | "simp-chinese-informal" | "trad-chinese-informal" => ListMark::Chinese,
        _ => return None,
    })
}

/// A length by its number and unit.
pub(crate) fn length(value: &str) -> Option<Length> {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let digits = value.strip_suffix(unit)?;
    let number = number(digits)?;
    Some(match unit.trim() {
        "px" => Length::Pixels(number),
        "" if number == 0.0 => Length::Pixels(0.0),
        "pt" => Length::Pixels(number * 4.0 / 3.0),
        "pc" => Length::Pixels(number * 16.0),
        "in" => Length::Pixels(number * 96.0),
        "cm" => Length::Pixels(number * 37.8),
        "mm" => Length::Pixels(number * 3.78),
        "em" => Length::Fonts(number),
        "rem" => Length::Pixels(number * 16.0),
        "ex" | "ch" => Length::Fonts(number / 2.0),
        "%" => Length::Percent(number),
        "vw" | "vh" => Length::Pixels(number * 10.0),
        _ => return None,
    })
}

fn number(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|number| number.is_finite())
}

/// Whether a width or height leaves nothing to be seen.
fn is_nothing(value: &str) -> bool {
    matches!(length(value), Some(Length::Pixels(n) | Length::Fonts(n) | Length::Percent(n)) if n.abs() <= 0.01)
        || matches!(value, "1px")
}

/// Text that is moved so far to the side is moved out of sight, in pixels.
pub(crate) const OUT_OF_SIGHT: f32 = -900.0;

fn is_away(by: Length) -> bool {
    by.pixels(16.0) <= OUT_OF_SIGHT
}

/// `translateX(-9999px)`, `scale(0)`: nothing is left to be seen.
fn is_moved_away(name: &str, value: &str) -> bool {
    let whole = format!("{name}({value})");
    let functions = if name == "transform" { value } else { whole.as_str() };
    functions.split(')').filter_map(|function| function.split_once('(')).any(|(function, values)| {
        let mut values = values.split([',', ' ']).filter(|value| !value.is_empty());
        match function.trim() {
            "translate" | "translatex" | "translatey" | "translate3d" => values.filter_map(length).any(is_away),
            "scale" | "scalex" | "scaley" | "scale3d" => values.any(|value| number(value) == Some(0.0)),
            _ => false,
        }
    })
}

/// Whether what a sheet sets beside a text may be a figure: digits, or what stands elsewhere.
fn tells_a_figure(value: &str) -> bool {
    if value.contains("attr(") || value.contains("counter") {
        return true;
    }
    let mut parts = value.split('\\');
    let plain = parts.next().is_some_and(|first| first.contains(|c: char| c.is_ascii_digit()));
    // `\31 ` is a 1; other characters told by their numbers are arrows and dots.
    plain
        || parts.any(|part| {
            let code: String = part.chars().take(6).take_while(char::is_ascii_hexdigit).collect();
            let told = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
            let rest = part.within(code.len()..);
            told.is_some_and(|c| c.is_ascii_digit()) || rest.contains(|c: char| c.is_ascii_digit())
        })
}

/// `rect(0,0,0,0)`, `rect(1px 1px 1px 1px)`: nothing is left to be seen.
fn is_empty_clip(value: &str) -> bool {
    let Some(inside) = value.strip_prefix("rect(").and_then(|rest| rest.strip_suffix(')')) else { return false };
    let mut sides = inside.split([',', ' ']).filter(|side| !side.is_empty());
    sides.clone().count() == 4 && sides.all(|side| matches!(side, "0" | "0px" | "1px"))
}

impl Length {
    /// In pixels, where a font has this height.
    pub(crate) fn pixels(self, font: f32) -> f32 {
        match self {
            Self::Pixels(pixels) => pixels,
            Self::Fonts(fonts) => fonts * font,
            Self::Percent(percent) => percent / 100.0 * font,
        }
    }
}

impl Size {
    /// In pixels, inside text of another size.
    pub(crate) fn pixels(self, around: f32) -> f32 {
        match self {
            Self::Length(length) => length.pixels(around),
            Self::Named(pixels) => pixels,
            Self::Times(times) => times * around,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, value: &str) -> Option<Declared> {
        let mut all = Vec::new();
        read(name, value, |declared| all.push(declared));
        all.pop()
    }

    #[test]
    fn declarations_that_matter() {
        assert_eq!(one("text-decoration", "underline line-through red"), Some(Declared::Struck(true)));
        assert_eq!(one("text-decoration-line", "none"), Some(Declared::Struck(false)));
        assert_eq!(one("vertical-align", "4.5pt"), Some(Declared::Shift(Shift::By(Length::Pixels(6.0)))));
        assert_eq!(one("vertical-align", "super"), Some(Declared::Shift(Shift::Super)));
        assert_eq!(one("font-size", "0"), Some(Declared::FontSize(Size::Length(Length::Pixels(0.0)))));
        assert_eq!(one("font", "bold 0/0 a"), Some(Declared::FontSize(Size::Length(Length::Pixels(0.0)))));
        assert_eq!(one("opacity", "0.0"), Some(Declared::Opacity(true)));
        assert_eq!(one("opacity", "0.6"), Some(Declared::Opacity(false)));
        assert_eq!(one("clip", "rect(0, 0, 0, 0)"), Some(Declared::Clipped(true)));
        for (content, figure) in
            [("'1'", true), ("attr(data-n)", true), ("'\\31 '", true), ("'\\2022'", false), ("'件'", false)]
        {
            assert_eq!(one("content", content), Some(Declared::Content(figure)), "{content}");
        }
        assert_eq!(one("display", "inherit"), None);
        assert_eq!(one("font-weight", "700"), Some(Declared::Bold(true)));
    }
}
