//! What is not read, with the reason and some of its text.

use gongkai_core::document::RemarkKind;
use gongkai_core::format::ReadError;
use gongkai_core::words::Text;
use gongkai_opc::{Node, Vocabulary};

use super::Walker;
use crate::reader::remarks::{Left, SHOWN};

impl Walker<'_> {
    /// Passes over the element that was opened last, and says what text was in it.
    pub(super) fn leave_out(&mut self, left: Left) -> Result<(), ReadError> {
        self.pass_over(left, false)
    }

    /// Passes over the text of the element that was opened last, and says it.
    pub(super) fn leave_text_out(&mut self, left: Left) -> Result<(), ReadError> {
        self.pass_over(left, true)
    }

    fn pass_over(&mut self, left: Left, mut in_text: bool) -> Result<(), ReadError> {
        let outside = self.xml.depth().saturating_sub(1);
        // No more of it is kept than is shown, and a little to tell that there is more.
        let mut text = String::new();
        let mut room = SHOWN.saturating_mul(2);
        while self.xml.depth() > outside {
            match self.xml.node()? {
                Node::Open(element) => {
                    in_text = matches!(element.vocabulary, Vocabulary::Word | Vocabulary::Math)
                        && matches!(element.name(), "t" | "delText");
                }
                Node::Text(part) if in_text => {
                    let before = text.chars().count();
                    text.extend(part.chars().skip_while(|c| before == 0 && c.is_whitespace()).take(room));
                    room = SHOWN.saturating_mul(2).saturating_sub(text.chars().count());
                }
                Node::Text(_) => {}
                Node::Close | Node::End => in_text = false,
            }
        }
        self.left_out(left, &text);
        Ok(())
    }

    pub(super) fn left_out(&mut self, left: Left, text: &str) {
        if !text.trim().is_empty() {
            self.yielded += 1;
        }
        self.shared.remarks.left_out(left, text, self.place);
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, detail: impl Into<Text>) {
        self.yielded += 1;
        self.shared.remarks.say(kind, detail, self.place);
    }
}
