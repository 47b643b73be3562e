//! From Markdown to what the other formats read: proper blocks become markup, what is only nearly Markdown stays the
//! text that it is.

use gongkai_core::Within;
use std::ops::Range;

use gongkai_core::format::{Meter, ReadError};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::parts::{Kind, Part};

/// The parts of a text with its Markdown understood.
pub(super) fn parts(parts: &[Part], meter: &mut Meter) -> Result<Vec<Part>, ReadError> {
    let mut out = Vec::new();
    for part in parts {
        match part.kind {
            Kind::Web => out.push(part.clone()),
            Kind::Text => translate(part, meter, &mut out)?,
        }
    }
    Ok(out)
}

fn translate(part: &Part, meter: &mut Meter, out: &mut Vec<Part>) -> Result<(), ReadError> {
    let text = part.text.as_str();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut lines = Lines { text, at: 0, line: part.line };
    let mut depth = 0_usize;
    let mut block: Vec<(Event<'_>, Range<usize>)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        meter.nodes(1)?;
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        block.push((event, range));
        if depth == 0 {
            let events = std::mem::take(&mut block);
            add(text, events, &mut lines, out);
        }
    }
    Ok(())
}

/// Tells the line of a place; places are asked for from the beginning on.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, place: usize) -> usize {
        if place > self.at {
            self.line += self.text.within(self.at..place).matches('\n').count();
            self.at = place;
        }
        self.line
    }
}

/// Adds one block of the text.
fn add(text: &str, events: Vec<(Event<'_>, Range<usize>)>, lines: &mut Lines<'_>, out: &mut Vec<Part>) {
    let Some((first, range)) = events.first().cloned() else { return };
    let raw = text.get(range.clone()).unwrap_or_default();
    let line = lines.of(range.start);
    match first {
        Event::Start(Tag::MetadataBlock(_)) => {}
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
            let inside: String = events.iter().filter_map(|(event, _)| literal(event)).collect();
            push(out, Kind::Text, &inside, line + 1);
        }
        // Indented text is a table printed one cell a line sooner than it is a program.
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
            let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            push(out, Kind::Text, text.get(start..range.end).unwrap_or(raw), line);
        }
        _ if !is_sound(text, &events) => push(out, Kind::Text, raw, line),
        _ => {
            let mut markup = String::new();
            html::push_html(&mut markup, in_lines(text, events).into_iter());
            push(out, Kind::Web, markup.replace('\n', " ").trim_end(), line);
        }
    }
}

fn literal<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) => Some(text),
        _ => None,
    }
}

/// Adds a part, to the last one where both are of a kind; lines stay where they are in the file.
fn push(out: &mut Vec<Part>, kind: Kind, text: &str, line: usize) {
    match out.last_mut() {
        Some(last) if last.kind == kind => last.add(text, line, 1),
        _ => out.push(Part::new(kind, text.to_owned(), line)),
    }
}

/// Whether a block is what Markdown takes it for. A paragraph with bars or tabs is a table that Markdown does not know,
/// and from a table whose rows are not all as long as its head cells would be lost.
fn is_sound(text: &str, events: &[(Event<'_>, Range<usize>)]) -> bool {
    events.iter().all(|(event, range)| {
        let raw = || text.get(range.clone()).unwrap_or_default();
        match event {
            Event::Start(Tag::Paragraph) => !raw().lines().any(is_row),
            Event::Start(Tag::Table(columns)) => {
                raw().lines().filter(|line| !line.trim().is_empty()).all(|line| cells(line) == columns.len())
            }
            _ => true,
        }
    })
}

fn is_row(line: &str) -> bool {
    line.contains('\t') || line.matches(['|', '｜']).count() > 1
}

/// How many cells a line of a table has.
fn cells(line: &str) -> usize {
    let line = line.trim_start_matches(['>', ' ']).trim();
    let mut escaped = false;
    let bars: Vec<usize> = line
        .char_indices()
        .filter_map(|(at, c)| {
            let counts = c == '|' && !escaped;
            escaped = c == '\\' && !escaped;
            counts.then_some(at)
        })
        .collect();
    let first = usize::from(bars.first() == Some(&0));
    let last = usize::from(bars.len() > 1 && bars.last().is_some_and(|at| at + 1 == line.len()));
    (bars.len() + 1).saturating_sub(first + last)
}

/// The events of a block with its line breaks kept, with emphasis that only a few signs between figures look like taken
/// back to those signs, and notes as marks beside the text.
fn in_lines<'e>(text: &'e str, events: Vec<(Event<'e>, Range<usize>)>) -> Vec<Event<'e>> {
    let mut literal: Vec<bool> = Vec::new();
    let mut out = Vec::with_capacity(events.len());
    for (event, range) in events {
        let raw = text.get(range.clone()).unwrap_or_default();
        match event {
            Event::SoftBreak => out.push(Event::HardBreak),
            Event::Start(tag @ (Tag::Emphasis | Tag::Strong | Tag::Strikethrough)) => {
                let sign = sign(raw, &tag);
                let is_literal =
                    (tag == Tag::Strikethrough && !raw.starts_with("~~")) || is_between_figures(text, &range);
                literal.push(is_literal);
                out.push(if is_literal { Event::Text(CowStr::Borrowed(sign)) } else { Event::Start(tag) });
            }
            Event::End(end @ (TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)) => {
                let tag = match end {
                    TagEnd::Emphasis => Tag::Emphasis,
                    TagEnd::Strong => Tag::Strong,
                    _ => Tag::Strikethrough,
                };
                let is_literal = literal.pop().unwrap_or(false);
                out.push(if is_literal { Event::Text(CowStr::Borrowed(sign(raw, &tag))) } else { Event::End(end) });
            }
            Event::FootnoteReference(name) => {
                out.push(Event::InlineHtml("<sup>".into()));
                out.push(Event::Text(name));
                out.push(Event::InlineHtml("</sup>".into()));
            }
            Event::Start(Tag::FootnoteDefinition(name)) => out.push(Event::Text(format!("[{name}] ").into())),
            Event::End(TagEnd::FootnoteDefinition) => {}
            other => out.push(other),
        }
    }
    out
}

/// Tags that may stand within a line.
const INLINE: [&str; 21] = [
    "b", "strong", "i", "em", "u", "s", "del", "strike", "ins", "sup", "sub", "br", "span", "font", "a", "small",
    "big", "mark", "code", "tt", "img",
];

/// The markup of a text within a line; nothing for one without any.
pub(super) fn inline(text: &str) -> Option<String> {
    if !text.contains(['*', '_', '~', '`', '<', '[', '\\', '&']) {
        return None;
    }
    let mut marked = false;
    let lines: Vec<String> = text.split('\n').map(|line| inline_of_line(line, &mut marked)).collect();
    marked.then(|| lines.join("<br>"))
}

/// Stands before a line while it is read, so that nothing at its beginning is a list or a heading. A sign, since a mark
/// right behind a letter would be a part of a word.
const GUARD: char = '‖';

fn inline_of_line(line: &str, marked: &mut bool) -> String {
    let guarded = format!("{GUARD}{}", with_notes(line));
    let parser = Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH).into_offset_iter();
    let inside =
        parser.filter(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    let events = in_lines(&guarded, inside.collect());
    let events: Vec<Event<'_>> = events
        .into_iter()
        .map(|event| match event {
            Event::InlineHtml(tag) | Event::Html(tag) if !is_inline(&tag) => Event::Text(tag),
            other => other,
        })
        .collect();
    let shown: String = events.iter().filter_map(literal).collect();
    *marked |= events.iter().any(|event| !matches!(event, Event::Text(_))) || shown.strip_prefix(GUARD) != Some(line);
    let mut markup = String::new();
    html::push_html(&mut markup, events.into_iter());
    markup.strip_prefix(GUARD).map_or_else(|| markup.clone(), str::to_owned)
}

fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    tag.starts_with("<!--") || INLINE.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// A text with its references to notes, `[^1]`, as marks beside it: what they refer to may stand anywhere.
fn with_notes(line: &str) -> String {
    const LONGEST: usize = 12;
    let (mut out, mut rest) = (String::new(), line);
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        match after.split_once(']') {
            Some((name, after)) if !name.is_empty() && name.len() <= LONGEST && !name.contains(['[', ' ', '<']) => {
                out.push_str(&format!("<sup>{name}</sup>"));
                rest = after;
            }
            _ => {
                out.push_str("[^");
                rest = after;
            }
        }
    }
    out + rest
}

/// The sign that a stretch of text was marked by.
fn sign<'t>(raw: &'t str, tag: &Tag<'_>) -> &'t str {
    let length = match tag {
        Tag::Strong => 2,
        Tag::Strikethrough if raw.starts_with("~~") => 2,
        _ => 1,
    };
    raw.get(..length).unwrap_or_default()
}

/// Whether a stretch stands between figures, as in `3*4*5`: no one sets the middle of a number apart.
fn is_between_figures(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    is_figure(before) && is_figure(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_row() {
        for (row, count) in
            [("| a | b |", 2), ("a | b", 2), ("|---|:-:|---|", 3), ("| a \\| b | c |", 2), ("|  |  |", 2), ("a", 1)]
        {
            assert_eq!(cells(row), count, "{row}");
        }
    }
}
