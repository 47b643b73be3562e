//! Text that a published file cannot hold, or that would show other than it reads.

use super::WriteError;
use crate::characters::turns_direction;
use crate::document::{Block, Document};

/// How many characters of context an error shows on each side.
const CONTEXT: usize = 12;

/// Whether every text of a document can be written as it is: control characters, which no markup holds, and the
/// characters that turn the direction of writing (U+202A–202E, U+2066–2069), which can make a text show other than it
/// reads, are refused rather than dropped.
///
/// # Errors
/// [`WriteError::Character`], with the format's name, for the first character that cannot.
///
/// ```
/// use gongkai_core::document::{Document, Paragraph, ParagraphRole};
/// use gongkai_core::format::holdable;
/// let of = |text| Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]);
/// assert!(holdable(&of("=1+1"), "DOCX").is_ok());
/// assert!(holdable(&of("\u{202e}gpj"), "DOCX").is_err());
/// ```
pub fn holdable(document: &Document, format: &'static str) -> Result<(), WriteError> {
    let properties = &document.properties;
    for text in [&properties.title, &properties.author, &properties.subject].into_iter().flatten() {
        check_text(text, format)?;
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => check_text(&paragraph.text, format)?,
            Block::Table(table) => table.cells().iter().try_for_each(|cell| check_text(&cell.text, format))?,
        }
    }
    Ok(())
}

fn check_text(text: &str, format: &'static str) -> Result<(), WriteError> {
    let Some(at) = text.chars().position(is_refused) else { return Ok(()) };
    let code = text.chars().nth(at).map_or(0, u32::from);
    let from = at.saturating_sub(CONTEXT);
    let context = text
        .chars()
        .skip(from)
        .take(at - from + 1 + CONTEXT)
        .map(|c| if is_refused(c) { '\u{fffd}' } else { c })
        .collect();
    Err(WriteError::Character { format, code, context })
}

fn is_refused(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let turns = turns_direction(c) && !matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
    let no_character = matches!(c, '\u{fffe}' | '\u{ffff}');
    control || turns || no_character
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Paragraph, ParagraphRole};

    fn checked(text: &str) -> Result<(), WriteError> {
        holdable(&Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]), "DOCX")
    }

    #[test]
    fn refuses_what_hides_and_keeps_what_looks_like_code() {
        for text in ["=1+1", "+86", "@SUM(A1)", "-3", "a\tb", "“引号”", "𠮷"] {
            assert_eq!(checked(text), Ok(()), "{text}");
        }
        for (text, code) in
            [("一\u{0}", 0), ("\u{202e}gpj", 0x202e), ("\u{2066}x", 0x2066), ("x\u{ffff}", 0xffff), ("\u{1b}[2J", 0x1b)]
        {
            let Err(WriteError::Character { code: found, context, .. }) = checked(text) else { panic!("{text:?}") };
            assert_eq!(found, code);
            assert!(!context.contains(is_refused));
        }
    }
}
