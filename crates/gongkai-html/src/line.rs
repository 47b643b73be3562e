//! Text as a browser sets it: runs of white space are one space, and a line break of the source between two Chinese
//! characters is none.

use gongkai_core::characters::{is_invisible, is_narrow_space};
use gongkai_core::document::{Inline, Look, Runs};

/// Collects the text of one paragraph or of one cell.
#[derive(Debug, Default)]
pub(crate) struct Line {
    runs: Runs,
    last: Option<char>,
    /// Whether white space came after the last character, and only such as a break of the source.
    space: Option<bool>,
    /// Whether the next character begins a new line of a cell.
    breaks: bool,
    /// Whether anything was pushed that is not in force.
    void: bool,
}

impl Line {
    /// Adds text.
    pub(crate) fn push(&mut self, text: &str, look: &Look<'_>) {
        if look.void.is_some() {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.void |= !words.is_empty();
            self.runs.push(&words, look);
            return;
        }
        let mut piece = String::with_capacity(text.len());
        for c in text.chars() {
            if is_invisible(c) {
                continue;
            }
            if c.is_whitespace() && !is_narrow_space(c) {
                let broken = matches!(c, '\n' | '\r' | '\t');
                self.space = Some(self.space.unwrap_or(true) && (broken || c == ' '));
                if c == '\u{a0}' || c == '\u{3000}' {
                    self.space = Some(false);
                }
                continue;
            }
            let space = self.space.take();
            let blank = match (self.last, space) {
                (None, _) => None,
                _ if std::mem::take(&mut self.breaks) => Some('\n'),
                (Some(last), Some(only_source)) => (!(only_source && is_wide(last) && is_wide(c))).then_some(' '),
                _ => None,
            };
            match blank {
                // A space before a link or a mark is no part of it.
                Some(blank) if piece.is_empty() => self.runs.push(blank.encode_utf8(&mut [0; 4]), &Look::default()),
                Some(blank) => piece.push(blank),
                None => {}
            }
            piece.push(c);
            self.last = Some(c);
        }
        self.runs.push(&piece, look);
    }

    /// Adds the mark of a list's item, with the blank that parts it from the text.
    pub(crate) fn push_mark(&mut self, mark: &str) {
        self.push(mark, &Look::default());
        if mark.ends_with(' ') {
            self.space = Some(false);
        }
    }

    /// Ends the line inside a cell: what comes next stands on a line of its own.
    pub(crate) fn end_line(&mut self) {
        self.breaks = self.last.is_some();
        self.space = None;
    }

    /// Whether nothing was pushed, not even what is not in force.
    pub(crate) fn is_empty(&self) -> bool {
        self.last.is_none() && !self.void
    }

    /// The text, and a new start.
    pub(crate) fn take(&mut self) -> Inline {
        std::mem::take(self).runs.finish()
    }
}

/// Whether a character is one of Chinese text, which takes no space of the source beside it.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_drawn_together_over_runs() {
        let mut line = Line::default();
        line.push("\n  公开\n", &Look::default());
        line.push(" 18 ", &Look { bold: true, ..Look::default() });
        line.push(" 条\u{a0}\u{a0}", &Look::default());
        line.push("。", &Look::default());
        let inline = line.take();
        assert_eq!(inline.text, "公开 18 条 。");
        let bold = inline.marks.iter().filter_map(|mark| inline.text.get(mark.range.clone())).collect::<Vec<_>>();
        assert_eq!(bold, ["18"]);
        assert!(line.is_empty());
    }
}
