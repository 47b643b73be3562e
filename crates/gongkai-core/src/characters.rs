//! Single characters: which of them nobody sees, and how those are shown that must not act.
//!
//! Every reader, rule and output asks here, so that a mark which is nothing in one format is nothing in all.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character takes no place on the page: marks of zero width, the marks that turn the direction of writing
/// (Windows' calculator pastes them around a number), byte order marks, soft hyphens, variation selectors.
///
/// ```
/// use gongkai_core::characters::is_invisible;
/// assert!(['\u{200e}', '\u{202d}', '\u{2069}', '\u{feff}', '\u{200b}'].into_iter().all(is_invisible));
/// assert!(!['1', ' ', '\u{3000}', '\u{1b}'].into_iter().any(is_invisible));
/// ```
#[must_use]
#[inline]
pub fn is_invisible(c: char) -> bool {
    // Nearly every character of a report is below or above all of these.
    c >= '\u{ad}'
        && matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is white space or takes no place at all.
#[must_use]
#[inline]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether a character orders a program about instead of being read: control characters other than the ends of lines
/// and tabs. A value that holds one is not known.
///
/// ```
/// use gongkai_core::characters::is_control;
/// assert!(is_control('\u{1b}') && is_control('\u{9b}') && is_control('\u{19}'));
/// assert!(!is_control('\n') && !is_control('\t') && !is_control('\u{202e}'));
/// ```
#[must_use]
#[inline]
pub fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// Whether a character draws a line through the one before it (删除线的组合字符): whoever types so strikes that one out.
///
/// ```
/// use gongkai_core::characters::is_overlay;
/// assert!(is_overlay('\u{336}') && !is_overlay('\u{301}') && !is_overlay('-'));
/// ```
#[must_use]
pub fn is_overlay(c: char) -> bool {
    matches!(c, '\u{335}'..='\u{338}')
}

/// The text without its invisible characters.
///
/// ```
/// use gongkai_core::characters::visible;
/// assert_eq!(visible("\u{202d}4,529\u{202c}"), "4,529");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character does something where it is shown instead of being seen: control characters but for ends of lines
/// and tabs, and those that turn the direction of writing.
#[must_use]
pub fn acts(c: char) -> bool {
    is_control(c) || matches!(c, '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}') || turns_direction(c)
}

/// The text as it may be shown on a terminal or put into a table: control characters and those that turn the direction
/// of writing are spelt out, everything else is as it was. Ends of lines and tabs stay.
///
/// ```
/// use gongkai_core::characters::inert;
/// assert_eq!(inert("某局\u{1b}[2J\u{202e}"), "某局\\u{1b}[2J\\u{202e}");
/// assert_eq!(inert("某局"), "某局");
/// ```
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if acts(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The text as it may stand within a line: as [`inert`], with ends of lines and tabs spelt out too.
///
/// ```
/// use gongkai_core::characters::one_line;
/// assert_eq!(one_line("某局.docx\n通过"), "某局.docx\\n通过");
/// ```
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = inert(text);
    if !text.contains(['\n', '\r', '\t']) {
        return text;
    }
    Cow::Owned(text.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t"))
}

/// Whether a character changes the direction in which its neighbours are written.
#[must_use]
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a space narrower than a digit, as parts the thousands of a number.
///
/// ```
/// use gongkai_core::characters::is_narrow_space;
/// assert!(is_narrow_space('\u{2009}') && ![' ', '\u{a0}', '\u{3000}'].into_iter().any(is_narrow_space));
/// ```
#[must_use]
pub fn is_narrow_space(c: char) -> bool {
    matches!(c, '\u{2006}' | '\u{2008}' | '\u{2009}' | '\u{202f}')
}

/// Text of fewer points than this is not seen, whatever the format.
pub const SMALLEST_SEEN: u8 = 2;

/// Whether a character is a letter, a digit or any other character of words.
///
/// ```
/// use gongkai_core::characters::is_of_words;
/// assert!(['乡', 'a', '5', '①'].into_iter().all(is_of_words) && !['、', ' ', '（'].into_iter().any(is_of_words));
/// ```
#[must_use]
#[inline]
pub fn is_of_words(c: char) -> bool {
    is_ideograph(c) || c.is_alphanumeric()
}

/// Whether a character is one of the 20,992 common ideographs, as nearly every character of a report is.
#[must_use]
#[inline]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// A character of full width (Ａ, １, （) as the plain one; an ideographic space is a space.
///
/// ```
/// use gongkai_core::characters::half_width;
/// assert_eq!(['１', '（', '\u{3000}', '一'].map(half_width), ['1', '(', ' ', '一']);
/// ```
#[must_use]
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// The raised form of a character, where it has one of its own: `1` → `¹`.
#[must_use]
pub fn raised(c: char) -> Option<char> {
    Some(match c {
        '0' | '０' => '⁰',
        '1' | '１' => '¹',
        '2' | '２' => '²',
        '3' | '３' => '³',
        '4'..='9' => char::from_u32(u32::from('⁴') + (u32::from(c) - u32::from('4')))?,
        '４'..='９' => char::from_u32(u32::from('⁴') + (u32::from(c) - u32::from('４')))?,
        '+' => '⁺',
        '-' | '−' => '⁻',
        '(' | '（' => '⁽',
        ')' | '）' => '⁾',
        'n' => 'ⁿ',
        _ => return None,
    })
}

/// The lowered form of a character, where it has one of its own: `2` → `₂`.
#[must_use]
pub fn lowered(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => char::from_u32(u32::from('₀') + (u32::from(c) - u32::from('0')))?,
        '０'..='９' => char::from_u32(u32::from('₀') + (u32::from(c) - u32::from('０')))?,
        '+' => '₊',
        '-' | '−' => '₋',
        '(' | '（' => '₍',
        ')' | '）' => '₎',
        _ => return None,
    })
}

/// The plain character of a raised or lowered one: `¹` and `₁` → `1`. Writers that can raise text show it so.
#[must_use]
pub fn off_line(c: char) -> Option<(char, OffLine)> {
    let plain = "0123456789+-()n".chars();
    plain.clone().find(|&p| raised(p) == Some(c)).map(|p| (p, OffLine::Raised)).or_else(|| {
        let mut plain = plain;
        plain.find(|&p| lowered(p) == Some(c)).map(|p| (p, OffLine::Lowered))
    })
}

/// Where a character stands beside those on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OffLine {
    /// Above the line (上标).
    Raised,
    /// Below the line (下标).
    Lowered,
}

/// Whether a character is a digit that stands above or below the line: it belongs to no number on the line.
#[must_use]
pub fn is_off_line_digit(c: char) -> bool {
    c >= '\u{b2}' && off_line(c).is_some_and(|(plain, _)| plain.is_ascii_digit())
}

/// The digits of a list item's number, as they may be raised before a figure that is all the item holds (`1、`, `(1)`: `1`);
/// nothing where it has no digits, or more than these.
#[must_use]
pub fn item_number(mark: &str) -> Option<&str> {
    let parts = |c: char| c.is_whitespace() || matches!(c, '.' | '．' | '、' | '(' | ')' | '（' | '）');
    Some(mark.trim_matches(parts)).filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items() {
        for (mark, number) in [("1.", "1"), ("12、", "12"), ("（3） ", "3"), ("4)\t", "4"), ("5", "5")] {
            assert_eq!(item_number(mark), Some(number), "{mark}");
        }
        assert_eq!(["", "l ", "三、", "a.", "1.2."].map(item_number), [None; 5]);
    }

    #[test]
    fn every_raised_and_lowered_form_goes_back() {
        for plain in "0123456789+-()n".chars() {
            assert_eq!(raised(plain).and_then(off_line), Some((plain, OffLine::Raised)), "{plain}");
        }
        for plain in "0123456789+-()".chars() {
            assert_eq!(lowered(plain).and_then(off_line), Some((plain, OffLine::Lowered)), "{plain}");
        }
        assert_eq!(raised('４'), Some('⁴'));
        assert_eq!((off_line('1'), off_line('注')), (None, None));
        assert!(is_off_line_digit('⁹') && !is_off_line_digit('9') && !is_off_line_digit('⁽'));
    }
}
