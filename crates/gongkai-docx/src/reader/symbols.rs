//! Signs of the fonts whose characters are pictures.

use super::look::Pictorial;

/// The character that a sign of a font shows, where it is one that filings use; nothing where it is not known.
pub(super) fn symbol(font: Pictorial, code: u32) -> Option<char> {
    // Pictorial fonts keep their glyphs at 0xF000 and above.
    let glyph = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    match font {
        Pictorial::Wingdings2 => match glyph {
            0x50 | 0x52 => Some('☑'),
            0x51 | 0x53 => Some('☒'),
            0xa3 | 0x2a => Some('□'),
            0x69..=0x73 => numbered(glyph - 0x69, '⓪', '①'),
            0x74..=0x7e => numbered(glyph - 0x74, '⓿', '❶'),
            0x97..=0x9a => Some('●'),
            _ => None,
        },
        Pictorial::Wingdings => match glyph {
            0x6c | 0x9f => Some('●'),
            0x6e | 0xa7 => Some('■'),
            0x6f | 0x71 | 0xa8 => Some('□'),
            0x75 | 0x76 => Some('◆'),
            0x9e => Some('·'),
            0xa1 => Some('○'),
            0xab => Some('★'),
            0xd8 => Some('➢'),
            0xe0 => Some('→'),
            0xe8 => Some('➔'),
            0xf0 => Some('⇨'),
            0xfc => Some('✓'),
            0xfb => Some('✗'),
            0xfd => Some('☒'),
            0xfe => Some('☑'),
            0x80..=0x8a => numbered(glyph - 0x80, '⓪', '①'),
            0x8b..=0x95 => numbered(glyph - 0x8b, '⓿', '❶'),
            _ => None,
        },
        Pictorial::Symbol => match glyph {
            0xb7 => Some('•'),
            0xb4 => Some('×'),
            0xb8 => Some('÷'),
            0xb1 => Some('±'),
            0xa3 => Some('≤'),
            0xb3 => Some('≥'),
            0xb0 => Some('°'),
            0xae => Some('→'),
            // Its digits, brackets and common signs are where they are in ASCII.
            0x20..=0x3f => char::from_u32(glyph),
            _ => None,
        },
        Pictorial::Wingdings3 | Pictorial::Webdings => None,
        Pictorial::None => char::from_u32(code).filter(|&c| !is_private(c) && !c.is_control()),
    }
}

/// 0 to 10 in circles: the sign for 0 stands apart from those of 1 to 10.
fn numbered(number: u32, zero: char, one: char) -> Option<char> {
    match number.checked_sub(1) {
        None => Some(zero),
        Some(after) => char::from_u32(u32::from(one) + after),
    }
}

/// Whether a character means what a font makes of it.
pub(super) fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// A text as it is shown in a font: signs of pictorial fonts by what they show, U+FFFD for one that is not known.
/// `None` where the text is as it stands.
pub(super) fn shown(text: &str, font: Pictorial) -> Option<String> {
    let pictured = |c: char| ('\u{f020}'..='\u{f0ff}').contains(&c);
    // Pictures that were typed as letters are in the font's own code; white space is white space in any.
    let typed = |c: char| font != Pictorial::None && u32::from(c) < 0x100 && !c.is_whitespace();
    if !text.chars().any(|c| pictured(c) || typed(c)) {
        return None;
    }
    let sign = |c: char| if pictured(c) || typed(c) { symbol(font, u32::from(c)).unwrap_or('\u{fffd}') } else { c };
    Some(text.chars().map(sign).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_what_they_show() {
        assert_eq!(symbol(Pictorial::named("Wingdings"), 0xf0fe), Some('☑'));
        assert_eq!(symbol(Pictorial::named("Wingdings"), 0x8a), Some('⑩'));
        assert_eq!(symbol(Pictorial::named("仿宋"), 0x25cb), Some('○'));
        assert_eq!(symbol(Pictorial::named("仿宋"), 0xf0b7), None);
        assert_eq!(shown("18", Pictorial::None), None);
        assert_eq!(shown("18", Pictorial::Symbol).as_deref(), Some("18"));
        assert_eq!(shown("\u{f06c} 甲", Pictorial::Wingdings).as_deref(), Some("● 甲"));
        assert_eq!(shown("\u{f06c}", Pictorial::None).as_deref(), Some("\u{fffd}"));
        assert_eq!(shown("A", Pictorial::Webdings).as_deref(), Some("\u{fffd}"));
    }
}
