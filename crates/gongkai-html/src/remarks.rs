//! What is said of a page beside its text: each thing once, and not without end.

use std::collections::HashSet;

use gongkai_core::document::{Position, Remark, RemarkKind, Void};
use gongkai_core::words::Text;

use crate::cell::Content;
use crate::pictures;
use crate::shown::Page;

/// How many remarks of a page are kept.
const MOST: usize = 200;
/// How many characters of what is left out are told.
const TOLD: usize = 200;

/// Collects the remarks of a page.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    remarks: Vec<Remark>,
    // A row that is text is gone through twice.
    said: HashSet<(RemarkKind, Text, Position)>,
    more: usize,
}

impl Remarks {
    pub(crate) fn add(&mut self, kind: RemarkKind, detail: impl Into<Text>, position: Position) {
        let detail = detail.into();
        if self.remarks.len() >= MOST {
            self.more += 1;
        } else if self.said.insert((kind, detail.clone(), position)) {
            self.remarks.push(Remark::new(kind, detail, position));
        }
    }

    /// What a text holds that is not in force.
    pub(crate) fn void(&mut self, void: &[(Void, String)], position: Position) {
        for (why, text) in void {
            let text: String = text.chars().take(TOLD).collect();
            let detail = match why {
                Void::Struck => Text::new(format!("删除线划去的文字“{text}”"), format!("“{text}” is struck out")),
                _ => Text::new(format!("不显示的文字“{text}”"), format!("“{text}” is not shown")),
            };
            self.add(RemarkKind::NotShown, detail, position);
        }
    }

    /// What a cell holds beside its text.
    pub(crate) fn cell(&mut self, page: &Page<'_>, content: &Content, position: Position) {
        self.void(&content.inline.void, position);
        for mark in &content.inline.off_line {
            let detail = format!(
                "数字旁的上标或下标“{mark}”不算在数字里，作为注记保留 / “{mark}” is raised or lowered beside a number and kept as its note"
            );
            self.add(RemarkKind::OffLine, detail, position);
        }
        for picture in &content.pictures {
            let beside_text = || pictures::in_text(page.dom, *picture);
            let said = if content.alone { Some(pictures::in_cell(page, *picture)) } else { beside_text() };
            said.into_iter().for_each(|said| self.add(RemarkKind::Picture, said, position));
        }
        if content.shown_otherwise {
            let detail =
                "单元格的样式使显示的内容与文字不同，没有读取 / its style shows other characters than the text";
            self.add(RemarkKind::ShownOtherwise, detail, position);
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Remark> {
        if self.more > 0 {
            let detail = format!("另有 {} 处没有逐一列出 / {} more", self.more, self.more);
            self.remarks.push(Remark::new(RemarkKind::Unknown, detail, Position::default()));
        }
        self.remarks
    }
}
