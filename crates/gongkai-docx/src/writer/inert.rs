//! Text that a document cannot hold, or that would show other than it reads.

use gongkai_core::characters::turns_direction;
use gongkai_core::document::{Block, Document};
use gongkai_core::format::WriteError;

use super::FORMAT;

/// How many characters of context an error shows on each side.
const CONTEXT: usize = 12;

/// Whether every text of the document can be written as it is.
///
/// # Errors
/// [`WriteError::Character`] for the first character that cannot.
pub(super) fn check(document: &Document) -> Result<(), WriteError> {
    let properties = &document.properties;
    for text in [&properties.title, &properties.author, &properties.subject].into_iter().flatten() {
        check_text(text)?;
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => check_text(&paragraph.text)?,
            Block::Table(table) => table.cells().iter().try_for_each(|cell| check_text(&cell.text))?,
        }
    }
    Ok(())
}

fn check_text(text: &str) -> Result<(), WriteError> {
    let Some(at) = text.chars().position(is_refused) else { return Ok(()) };
    let code = text.chars().nth(at).map_or(0, u32::from);
    let from = at.saturating_sub(CONTEXT);
    let context = text
        .chars()
        .skip(from)
        .take(at - from + 1 + CONTEXT)
        .map(|c| if is_refused(c) { '\u{fffd}' } else { c })
        .collect();
    Err(WriteError::Character { format: FORMAT, code, context })
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
    use gongkai_core::document::{Paragraph, ParagraphRole};

    fn checked(text: &str) -> Result<(), WriteError> {
        check(&Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]))
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
