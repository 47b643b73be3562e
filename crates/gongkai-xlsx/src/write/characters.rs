//! Characters that a workbook cannot hold, or that should be known before the file is published.

use gongkai_core::characters::turns_direction;
use gongkai_core::document::{Block, Document};
use gongkai_core::format::WriteError;
use gongkai_core::words::Text;

use super::FORMAT;

/// How many characters of the text around a bad one an error shows.
const CONTEXT: usize = 12;

/// Checks every text of the document. Gives what should be said about those that are kept.
pub(super) fn admit(document: &Document) -> Result<Vec<Text>, WriteError> {
    let mut notes = Vec::new();
    let properties = &document.properties;
    for text in [&properties.title, &properties.author, &properties.subject].into_iter().flatten() {
        inspect(text, &mut notes)?;
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => inspect(&paragraph.text, &mut notes)?,
            Block::Table(table) => {
                for cell in table.cells() {
                    inspect(&cell.text, &mut notes)?;
                }
            }
        }
    }
    notes.sort();
    notes.dedup();
    Ok(notes)
}

fn inspect(text: &str, notes: &mut Vec<Text>) -> Result<(), WriteError> {
    for (index, c) in text.chars().enumerate() {
        if !is_xml(c) {
            let context = around(text, index);
            return Err(WriteError::Character { format: FORMAT, code: u32::from(c), context });
        }
        if turns_direction(c) {
            let (code, context) = (format!("U+{:04X}", u32::from(c)), around(text, index));
            notes.push(Text::new(
                format!("文字中有改变书写方向的控制字符 {code}（“{context}”），已按原样作为文字写出，请核对"),
                format!("a character that turns the direction of writing, {code} (“{context}”), is written as it is; see to it"),
            ));
        }
    }
    Ok(())
}

/// Whether XML 1.0 can hold the character; a carriage return it would change on reading.
fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn around(text: &str, index: usize) -> String {
    let shown = text.chars().skip(index.saturating_sub(CONTEXT)).take(2 * CONTEXT + 1);
    shown.map(|c| if is_xml(c) && !turns_direction(c) && c != '\n' { c } else { '□' }).collect()
}
