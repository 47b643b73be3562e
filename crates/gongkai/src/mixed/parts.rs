//! The parts of a text: its web tables, and what stands between them.

use gongkai_core::Within;

/// What reads a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Markup of a web page.
    Web,
    /// Text.
    Text,
}

/// A part of a text, from this line on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) line: usize,
    /// The line that it ends in.
    end: usize,
}

impl Part {
    /// A part to be read as text.
    pub(super) fn text(text: &str, line: usize) -> Self {
        Self::new(Kind::Text, text.to_owned(), line)
    }

    /// A part that begins in a line.
    pub(super) fn new(kind: Kind, text: String, line: usize) -> Self {
        let end = line + text.matches('\n').count();
        Self { kind, text, line, end }
    }

    /// Adds text that begins in a later line, at least so many line breaks behind the last.
    pub(super) fn add(&mut self, text: &str, line: usize, least: usize) {
        let breaks = line.saturating_sub(self.end).max(least);
        self.text.extend(std::iter::repeat_n('\n', breaks));
        self.text.push_str(text);
        self.end += breaks + text.matches('\n').count();
    }

    /// Whether nothing is in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// Whether a text holds a table of a web page.
pub(super) fn has_web_table(text: &str) -> bool {
    let lower = |tag: &str| tags(text).any(|(_, name, closes)| !closes && name.eq_ignore_ascii_case(tag));
    lower("table") && (lower("td") || lower("th"))
}

/// The tags of a text: where each begins, its name, and whether it closes.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let after = name.get(end..)?.chars().next();
        let is_tag = end > 0 && after.is_none_or(|c| c.is_ascii_whitespace() || c == '>' || c == '/');
        is_tag.then(|| (at, name.within(..end), rest.starts_with('/')))
    })
}

/// The web tables of a text, each with its end, and the text between them.
pub(super) fn by_tables(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut from, mut line) = (0, 1);
    let mut open = 0_usize;
    let mut begin = 0;
    let mut cut = |from: usize, to: usize, kind: Kind| {
        let piece = text.within(from..to);
        let began = line;
        line += piece.matches('\n').count();
        if piece.trim().is_empty() {
            return;
        }
        let kind = if kind == Kind::Text && is_markup(piece) { Kind::Web } else { kind };
        match parts.last_mut() {
            // Tables with nothing between them are one part.
            Some(last) if last.kind == Kind::Web && kind == Kind::Web => last.add(&kept(piece, kind), began, 0),
            _ => parts.push(Part::new(kind, kept(piece, kind), began)),
        }
    };
    for (at, name, closes) in tags(text).filter(|(_, name, _)| name.eq_ignore_ascii_case("table")) {
        if !closes {
            if open == 0 {
                cut(from, at, Kind::Text);
                begin = at;
            }
            open += 1;
        } else if open > 0 {
            open -= 1;
            if open == 0 {
                let end = text.get(at..).and_then(|rest| rest.find('>')).map_or(text.len(), |end| at + end + 1);
                cut(begin, end, Kind::Web);
                from = end;
            }
        }
        let _ = name;
    }
    if open > 0 {
        cut(begin, text.len(), Kind::Web);
    } else {
        cut(from, text.len(), Kind::Text);
    }
    parts
}

/// Text that is to be read as markup keeps its line breaks.
fn kept(piece: &str, kind: Kind) -> String {
    let table = piece.trim_start().get(..6).is_some_and(|start| start.eq_ignore_ascii_case("<table"));
    match kind {
        Kind::Web if !table => format!("<div style='white-space:pre-line'>{piece}</div>"),
        _ => piece.to_owned(),
    }
}

/// Whether text between tables is written in the markup of a page, and in no table of text.
fn is_markup(text: &str) -> bool {
    const NAMES: [&str; 24] = [
        "p", "br", "div", "span", "h1", "h2", "h3", "h4", "b", "strong", "i", "em", "sup", "sub", "s", "del", "a",
        "font", "u", "center", "li", "ul", "ol", "img",
    ];
    let is_table = text.lines().any(|line| line.contains('\t') || line.matches(['|', '｜']).count() > 1);
    !is_table && tags(text).any(|(_, name, _)| NAMES.iter().any(|own| own.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(Kind, String, usize)> {
        by_tables(text).into_iter().map(|part| (part.kind, part.text, part.line)).collect()
    }

    #[test]
    fn tables_are_cut_out_whole() {
        let nested = "<table><tr><td><Table x><td>1</TABLE></table>";
        assert_eq!(
            cut(&format!("甲\n{nested}\n乙")),
            [(Kind::Text, "甲\n".to_owned(), 1), (Kind::Web, nested.to_owned(), 2), (Kind::Text, "\n乙".to_owned(), 2)]
        );
        let two = cut("<table><td>1</table>\n\n<table><td>2</table>");
        assert_eq!(two, [(Kind::Web, "<table><td>1</table>\n\n<table><td>2</table>".to_owned(), 1)]);
        assert_eq!(cut("甲\n<table><td>1\n没有结束").last().map(|part| part.2), Some(2));
        assert!(!has_web_table("<tablet><td>") && !has_web_table("x<table") && has_web_table("<TABLE a><TD>1"));
    }

    #[test]
    fn text_in_markup_keeps_its_lines() {
        let parts = cut("<p>甲</p>\n乙<br>丙\n<table><td>1</table>");
        assert_eq!(parts.len(), 1);
        assert!(parts.first().is_some_and(|part| part.0 == Kind::Web && part.1.contains("pre-line")));
        let tabs = cut("甲\t<b>乙</b>\n<table><td>1</table>");
        assert_eq!(tabs.first().map(|part| part.0), Some(Kind::Text));
    }
}
