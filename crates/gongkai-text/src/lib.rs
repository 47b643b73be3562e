//! Reads published reports pasted as text: tables printed one cell a line, one row a line, or with nothing between
//! the cells, in UTF-8, UTF-16 or GB18030.
//!
//! The reader knows layouts and nothing of forms: it turns tabs, bars, commas and semicolons into tables and everything else
//! into paragraphs. What the cells mean is found by `gongkai-recognize`.

mod broken;
mod continued;
mod copied;
mod layout;
mod quoted;
mod separated;
mod wrapped;

use gongkai_core::characters::is_blank;
use gongkai_core::document::Document;
use gongkai_core::format::{Limits, Meter, ReadError, Reader};

/// Reads a report pasted as text.
///
/// ```
/// use gongkai_core::Cell;
/// use gongkai_core::format::{Limits, Reader};
/// use gongkai_recognize::recognize;
/// use gongkai_text::TextReader;
/// let text = "二、主动公开政府信息情况\n\t第二十条第（五）项\n\n\t信息内容\n\t本年处理决定数量\n\n\t行政许可\n\t4\n";
/// let document = TextReader.read(text.as_bytes(), &Limits::default())?;
/// let reading = recognize(&document);
/// assert_eq!(reading.report.cell("disclosure.licenses.decisions".parse()?), Some(&Cell::from(4)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct TextReader;

impl Reader for TextReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        limits.admit(bytes)?;
        let text = copied::plain(gongkai_encoding::decode(bytes, "文本 / text")?);
        if text.chars().all(is_blank) {
            return Err(ReadError::Empty);
        }
        // Lines and cells are counted before they are laid out, so that a file of nothing else costs no more than a look.
        let mut meter = Meter::new(limits);
        meter.characters(text.chars().count())?;
        layout::document(&text, &mut meter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_cells_than_a_document_may_have_are_refused_at_a_look() {
        let limits = Limits::default();
        let text = "规章\t1\t2\t3\n".repeat(limits.cells / 3 + 1);
        assert!(matches!(TextReader.read(text.as_bytes(), &limits), Err(ReadError::TooLarge { .. })));
    }
}
