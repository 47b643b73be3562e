//! One line of text while it is read: its pieces with their looks, until it is known what stands beside them.

use std::rc::Rc;

use gongkai_core::characters::{OffLine, is_blank};
use gongkai_core::document::{Inline, Look, Runs};

use super::look::RunLook;

/// The pieces of a line in order. Whether a piece that is set higher than its line is a mark depends on the size of
/// what it stands beside, so that it is decided when the line is complete.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pieces: Vec<(String, Rc<RunLook>)>,
    /// Whether its number was set before it.
    numbered: bool,
}

impl Line {
    pub(super) fn push(&mut self, text: &str, look: &Rc<RunLook>) {
        match self.pieces.last_mut() {
            Some((last, of)) if Rc::ptr_eq(of, look) || of == look => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), Rc::clone(look))),
        }
    }

    /// Sets its number or sign before the line, in the plain look of its surroundings.
    pub(super) fn begin_with(&mut self, text: &str) {
        // A number and the figure behind it are not one number.
        if text.ends_with('.') && self.text().starts_with(|c: char| c.is_ascii_digit()) {
            self.begin_in(" ", &Rc::default());
        }
        self.begin_in(text, &Rc::default());
        self.numbered = true;
    }

    /// Sets text before the line.
    pub(super) fn begin_in(&mut self, text: &str, look: &Rc<RunLook>) {
        self.pieces.insert(0, (text.to_owned(), Rc::clone(look)));
    }

    pub(super) fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// The line with another after it, parted as words of one title are: Chinese joins without a space.
    pub(super) fn joined(mut self, mut other: Self) -> Self {
        self.trim();
        other.trim();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let last = self.pieces.last().and_then(|(text, _)| text.chars().next_back());
        let first = other.pieces.first().and_then(|(text, _)| text.chars().next());
        if latin(last) && latin(first) {
            self.push(" ", &Rc::default());
        }
        self.pieces.extend(other.pieces);
        self
    }

    /// Whether nothing of it is in force and seen.
    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|(text, look)| look.void.is_some() || text.chars().all(is_blank))
    }

    /// Whether it holds nothing at all, not even what is out of force.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The text in force, for remarks and for telling how long it is.
    pub(super) fn text(&self) -> String {
        let shown = self.pieces.iter().filter(|(_, look)| look.void.is_none());
        shown.map(|(text, _)| text.as_str()).collect::<String>().trim_matches(is_blank).to_owned()
    }

    /// Whether it holds nothing but a figure.
    pub(super) fn is_figure(&self) -> bool {
        is_figure(&self.text())
    }

    pub(super) fn characters(&self) -> usize {
        self.text().chars().count()
    }

    /// Gives up what it marks as bold: the role of a heading sets it so already.
    pub(super) fn without_bold(mut self) -> Self {
        for (_, look) in self.pieces.iter_mut().filter(|(_, look)| look.bold) {
            *look = Rc::new(RunLook { bold: false, ..RunLook::clone(look) });
        }
        self
    }

    /// Adds the line to runs, without white space at its ends.
    pub(super) fn onto(mut self, runs: &mut Runs) {
        self.trim();
        let on_line = |look: &RunLook| look.level.is_none() && look.position == 0;
        let sizes = |of: &dyn Fn(&RunLook) -> bool| {
            let of =
                |(text, look): &&(String, Rc<RunLook>)| look.void.is_none() && of(look) && !text.chars().all(is_blank);
            self.pieces.iter().filter(of).map(|(_, look)| look.size).max()
        };
        let size = sizes(&on_line).or_else(|| sizes(&|_| true)).unwrap_or(0);
        for (text, look) in &self.pieces {
            let off_line = look.level.or_else(|| off_line(look, size));
            runs.push(text, &Look { off_line, void: look.void, bold: look.bold, link: look.link.as_deref() });
        }
    }

    pub(super) fn finish(self) -> Inline {
        let mut runs = Runs::default();
        self.onto(&mut runs);
        runs.finish()
    }

    fn trim(&mut self) {
        for (text, _) in self.pieces.iter_mut().filter(|(_, look)| look.void.is_none()) {
            let kept = text.trim_start_matches(is_blank);
            if kept.len() < text.len() {
                *text = kept.to_owned();
            }
            if !text.is_empty() {
                break;
            }
        }
        for (text, _) in self.pieces.iter_mut().rev().filter(|(_, look)| look.void.is_none()) {
            text.truncate(text.trim_end_matches(is_blank).len());
            if !text.is_empty() {
                break;
            }
        }
    }
}

/// Whether a piece that is set above or below its line by hand is beside it: by a fifth of the size of what stands on
/// the line, or by less where it is smaller as well.
fn off_line(look: &RunLook, size: u32) -> Option<OffLine> {
    let by = look.position.unsigned_abs();
    let smaller = look.size.saturating_mul(5) <= size.saturating_mul(4);
    let beside = by > 0 && (smaller || by.saturating_mul(5) >= size);
    beside.then_some(if look.position > 0 { OffLine::Raised } else { OffLine::Lowered })
}

/// Whether a text is nothing but a figure.
pub(super) fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::document::Void;

    fn look(position: i32, size: u32) -> Rc<RunLook> {
        Rc::new(RunLook { position, size, ..RunLook::default() })
    }

    fn line(pieces: &[(&str, Rc<RunLook>)]) -> Inline {
        let mut line = Line::default();
        pieces.iter().for_each(|(text, look)| line.push(text, look));
        line.finish()
    }

    #[test]
    fn what_is_set_higher_by_hand_is_a_mark_by_its_size() {
        let usual = look(0, 21);
        assert_eq!(line(&[("18", usual.clone()), ("1", look(8, 21))]).text, "18¹");
        assert_eq!(line(&[("18", usual.clone()), ("1", look(2, 12))]).text, "18¹");
        assert_eq!(line(&[("18", usual.clone()), ("1", look(-6, 21))]).text, "18₁");
        assert_eq!(line(&[("18", usual.clone()), ("1", look(1, 21))]).text, "181");
        assert_eq!(line(&[("18", look(8, 21)), (" ", usual)]).text, "18");
    }

    #[test]
    fn white_space_goes_from_the_ends_of_what_is_in_force() {
        let struck = Rc::new(RunLook { void: Some(Void::Struck), ..RunLook::default() });
        let inline =
            line(&[("\u{3000}", Rc::default()), (" 9 ", struck), (" 34 ", Rc::default()), ("\u{feff}", look(1, 1))]);
        assert_eq!(inline.text, "34");
        assert_eq!(inline.void, [(Void::Struck, " 9 ".to_owned())]);
    }
}
