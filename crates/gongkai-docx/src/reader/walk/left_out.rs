//! What is not read, with the reason and some of its text.

use gongkai_core::document::{Remark, RemarkKind};
use gongkai_core::format::ReadError;
use gongkai_opc::{Node, Vocabulary};

use super::Walker;

/// How many characters of what is left out a remark shows.
const SHOWN: usize = 80;

/// The most remarks; a file of thousands of pictures needs no thousands of remarks.
const MOST_REMARKS: usize = 500;

/// Why something is left out, for its remark.
pub(super) type Left = (RemarkKind, &'static str);

pub(super) const DELETED: Left = (RemarkKind::NotShown, "修订中已删除的文字 / deleted by a tracked change");
pub(super) const HIDDEN: Left = (RemarkKind::NotShown, "隐藏文字 / hidden text");
pub(super) const PLACEHOLDER: Left = (RemarkKind::NotShown, "未填写的控件提示 / placeholder of a content control");
pub(super) const CONTENTS: Left = (RemarkKind::PageFurniture, "目录 / table of contents");

impl Walker<'_> {
    /// Passes over the element that was opened last, and says what text was in it.
    pub(super) fn leave_out(&mut self, left: Left) -> Result<(), ReadError> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut text = String::new();
        let mut in_text = false;
        while self.xml.depth() > outside {
            match self.xml.node()? {
                Node::Open(element) => {
                    in_text = element.is(Vocabulary::Word, "t") || element.is(Vocabulary::Word, "delText");
                }
                Node::Text(part) if in_text => text.push_str(&part),
                Node::Text(_) => {}
                Node::Close | Node::End => in_text = false,
            }
        }
        self.left_out(left, &text);
        Ok(())
    }

    pub(super) fn left_out(&mut self, (kind, why): Left, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let shown: String = text.chars().take(SHOWN).collect();
        let more = if shown.len() < text.len() { "……" } else { "" };
        self.remark(kind, format!("{why}：{shown}{more}"));
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, detail: impl Into<String>) {
        match self.remarks.len() {
            MOST_REMARKS.. => {}
            count => {
                let last = count + 1 == MOST_REMARKS;
                let detail = if last {
                    "其余未读入内容不再列出 / no more remarks are listed".to_owned()
                } else {
                    detail.into()
                };
                self.remarks.push(Remark::new(kind, detail, self.place));
            }
        }
    }
}
