//! What is said of a reading, no more than a person reads.

use gongkai_core::document::{Inline, Position, Remark, RemarkKind, Void};
use gongkai_core::words::Text;

/// How many characters of what is left out a remark shows.
pub(super) const SHOWN: usize = 80;

/// Why something is left out, for its remark.
pub(super) type Left = (RemarkKind, &'static str);

pub(super) const DELETED: Left = (RemarkKind::NotShown, "修订中已删除的文字 / deleted by a tracked change");
pub(super) const HIDDEN: Left = (RemarkKind::NotShown, "隐藏文字 / hidden text");
pub(super) const STRUCK: Left = (RemarkKind::NotShown, "加了删除线的文字，不作数 / struck out");
pub(super) const MERGED: Left = (RemarkKind::NotShown, "合并单元格中未显示的文字 / text of a cell merged into another");
pub(super) const PLACEHOLDER: Left = (RemarkKind::NotShown, "未填写的控件提示 / placeholder of a content control");
pub(super) const COMMENT: Left = (RemarkKind::NotShown, "批注，不是正文 / a comment, not of the text");
pub(super) const INSTRUCTION: Left = (RemarkKind::NotShown, "域代码中的文字 / text within a field's code");
pub(super) const CONTENTS: Left = (RemarkKind::PageFurniture, "目录 / table of contents");
pub(super) const MARGIN: Left = (RemarkKind::PageFurniture, "页眉页脚 / header or footer");
pub(super) const READING: Left = (RemarkKind::Unknown, "拼音指南的注音 / a reading set above the text");
pub(super) const UNKNOWN: Left = (RemarkKind::Unknown, "未读入的内容 / content that is not read");

/// The remarks of one reading.
#[derive(Debug)]
pub(super) struct Remarks {
    list: Vec<Remark>,
    most: usize,
}

impl Remarks {
    pub(super) fn new(most: usize) -> Self {
        Self { list: Vec::new(), most }
    }

    pub(super) fn say(&mut self, kind: RemarkKind, detail: impl Into<Text>, place: Position) {
        let count = self.list.len();
        if count >= self.most {
            return;
        }
        let last = count + 1 == self.most;
        let detail =
            if last { "其余未读入内容不再列出 / no more remarks are listed".into() } else { detail.into() };
        self.list.push(Remark::new(kind, detail, place));
    }

    /// Says that a text is left out, unless it is none.
    pub(super) fn left_out(&mut self, (kind, why): Left, text: &str, place: Position) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let shown: String = text.chars().take(SHOWN).collect();
        let more = if shown.len() < text.len() { "……" } else { "" };
        let said = Text::of_printed(why).and(&Text::quotation(&format!("{shown}{more}")));
        self.say(kind, said, place);
    }

    /// Says what of a text is not in force.
    pub(super) fn out_of_force(&mut self, inline: &Inline, place: Position) {
        for (void, text) in &inline.void {
            let why = match void {
                Void::Struck => STRUCK,
                Void::Deleted => DELETED,
                _ => HIDDEN,
            };
            self.left_out(why, text, place);
        }
    }

    /// Says what stands raised or lowered beside a number of a cell.
    pub(super) fn beside_number(&mut self, inline: &Inline, place: Position) {
        if inline.text.contains(|c: char| c.is_ascii_digit()) {
            for mark in &inline.off_line {
                self.left_out(
                    (
                        RemarkKind::OffLine,
                        "数旁的上标或下标，作附注保留 / raised or lowered beside a number, kept as its note",
                    ),
                    mark,
                    place,
                );
            }
        }
    }

    pub(super) fn extend(&mut self, remarks: Vec<Remark>) {
        for remark in remarks {
            self.say(remark.kind, remark.detail, remark.position);
        }
    }

    pub(super) fn finish(self) -> Vec<Remark> {
        self.list
    }
}
