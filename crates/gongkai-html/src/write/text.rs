//! Text as markup: characters that are markup written as references, marks as elements.

use std::ops::Range;

use gongkai_core::characters::is_blank;
use gongkai_core::document::{Mark, MarkKind, Remark, is_address, pieces};

use crate::line::is_wide;

/// Adds a text as it is read: line breaks are elements.
pub(super) fn push(out: &mut String, text: &str) {
    push_part(out, text, 0..text.len());
}

/// Adds these bytes of a text. A space between Chinese characters is one that does not break: any other is taken
/// for one of the source.
fn push_part(out: &mut String, text: &str, part: Range<usize>) {
    let between = |at: usize| {
        let before = text.get(..at).and_then(|before| before.trim_end_matches(' ').chars().next_back());
        let after = text.get(at + 1..).and_then(|after| after.trim_start_matches(' ').chars().next());
        before.is_some_and(is_wide) && after.is_some_and(is_wide)
    };
    for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
        match c {
            ' ' if between(part.start + at) => out.push_str("&nbsp;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            '\r' => {}
            c => out.push(c),
        }
    }
}

/// Adds ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A text with its marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked<'t> {
    pub(super) text: &'t str,
    pub(super) marks: &'t [Mark],
}

impl Marked<'_> {
    /// Adds the part of these bytes; links that are not written are lost.
    pub(super) fn part(self, out: &mut String, part: Range<usize>, lost: &mut Vec<Remark>) {
        let mut at = 0;
        let mut open: Option<&str> = None;
        for (piece, kinds) in pieces(self.text, self.marks) {
            let begins = at;
            at += piece.len();
            let from = part.start.saturating_sub(begins).min(piece.len());
            let to = part.end.saturating_sub(begins).min(piece.len());
            let Some(shown) = piece.get(from..to).filter(|shown| !shown.is_empty()) else { continue };
            let address = kinds.iter().find_map(|kind| match kind {
                MarkKind::Link(address) => Some(&**address),
                _ => None,
            });
            let address = address.filter(|address| {
                let written = is_address(address);
                if !written {
                    lost.push(Remark::link_lost(shown, address));
                }
                written
            });
            // White space by itself is neither a link nor raised.
            let blank = shown.chars().all(is_blank);
            let address = if blank { open.filter(|open| address == Some(*open)) } else { address };
            if open != address {
                out.push_str(open.map_or("", |_| "</a>"));
                if let Some(address) = address {
                    out.push_str("<a");
                    attribute(out, "href", address);
                    out.push('>');
                }
                open = address;
            }
            let elements: Vec<&str> = kinds.iter().filter(|_| !blank).filter_map(|kind| element(kind)).collect();
            elements.iter().for_each(|element| out.extend(["<", element, ">"]));
            push_part(out, self.text, begins + from..begins + from + shown.len());
            elements.iter().rev().for_each(|element| out.extend(["</", element, ">"]));
        }
        out.push_str(open.map_or("", |_| "</a>"));
    }

    /// Adds all of it.
    pub(super) fn whole(self, out: &mut String, lost: &mut Vec<Remark>) {
        self.part(out, 0..self.text.len(), lost);
    }
}

fn element(kind: &MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Raised => Some("sup"),
        MarkKind::Lowered => Some("sub"),
        MarkKind::Bold => Some("b"),
        _ => None,
    }
}
