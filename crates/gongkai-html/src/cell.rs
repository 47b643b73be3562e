//! The text of one cell of a table.

use gongkai_core::characters::{OffLine, is_blank, item_number};
use gongkai_core::document::{Inline, Look};

use crate::dom::{Dom, NodeId, is_silent};
use crate::line::Line;
use crate::links::{Address, Target};
use crate::pictures;
use crate::shown::Page;
use crate::style::value::Breaks;

/// What a cell holds.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// Its text, its paragraphs parted by line breaks.
    pub(crate) inline: Inline,
    /// The pictures in it.
    pub(crate) pictures: Vec<NodeId>,
    /// Whether its pictures stand without text.
    pub(crate) alone: bool,
    /// Whether a picture is set behind it.
    pub(crate) backdrop: bool,
    /// Whether its style shows its characters in another order, or more than the text holds.
    pub(crate) shown_otherwise: bool,
}

/// Stands for what cannot be told; a value that holds it is left unread.
const ILLEGIBLE: &str = "\u{fffd}";

enum Step {
    Enter(NodeId),
    EndLine,
}

/// Reads a cell of a page at an address. A cell that is bold as a whole is one with a face of its own: only what is bold in
/// it beside other text is marked.
pub(crate) fn read(page: &Page<'_>, cell: NodeId, address: &Address) -> Content {
    let dom = page.dom;
    let mut line = Line::default();
    let mut content = Content { backdrop: page.shown(cell).background, ..Content::default() };
    let face = page.look(cell).bold;
    // Whether a script stands where text is, which it may write.
    let mut written = false;
    // Whether nothing but a figure stands behind the mark of a list.
    let mut figure = None;
    // The text before, where it ends with a figure.
    let mut before = None;
    let mut steps = vec![Step::Enter(cell)];
    while let Some(step) = steps.pop() {
        let id = match step {
            Step::EndLine => {
                line.end_line();
                continue;
            }
            Step::Enter(id) => id,
        };
        let look = page.look(id);
        let look = Look { bold: look.bold && !face, ..look };
        if let Some(text) = dom.text(id) {
            let link = page.shown(id).link.filter(|_| !text.trim().is_empty());
            let target = link.and_then(|link| dom.attribute(link, "href")).map(|href| address.target(href));
            let link = match &target {
                Some(Target::To(address)) => Some(address.as_str()),
                _ => None,
            };
            let look = Look { link, ..look };
            if page.is_mark(id) && *figure.get_or_insert_with(|| is_listed_figure(page, cell)) {
                match item_number(text) {
                    Some(number) => line.push(number, &Look { off_line: Some(OffLine::Raised), ..look }),
                    // A sign only shows that it is a list, whatever letter its face takes for it.
                    None if is_sign(text) => {}
                    None => line.push(text, &look),
                }
                continue;
            }
            // Classes of sheets that are not known may strike the one figure or raise the other.
            let figures = look.void.is_none() && text.starts_with(|c: char| c.is_ascii_digit());
            if figures && before.is_some_and(|before| class(page, before, cell) != class(page, id, cell)) {
                line.push(" ", &look);
            }
            if look.void.is_none() && !text.is_empty() {
                before = Some(id).filter(|_| page.has_other_sheets() && text.ends_with(|c: char| c.is_ascii_digit()));
            }
            content.shown_otherwise |= page.shown(id).reversed && look.void.is_none() && turns(text);
            if page.shown(id).breaks == Breaks::Kept {
                for (at, part) in text.split('\n').enumerate() {
                    if at > 0 {
                        line.end_line();
                    }
                    line.push(part, &look);
                }
            } else {
                line.push(text, &look);
            }
            continue;
        }
        if dom.element(id).is_none() {
            continue;
        }
        let seen = look.void.is_none();
        if seen && (pictures::is_picture(dom, id) || (id != cell && is_picture_by_style(page, id))) {
            content.pictures.push(id);
            continue;
        }
        content.shown_otherwise |= seen && page.shown(id).beside;
        written |= seen && dom.name(id) == "script";
        if let Some(text) = field(dom, id) {
            line.push(&text, &look);
            continue;
        }
        if is_silent(dom.name(id)) {
            continue;
        }
        if (page.is_block(id) || page.shown(id).set_apart) && !page.is_gone(id) {
            line.end_line();
            steps.push(Step::EndLine);
        }
        steps.extend(dom.children(id).rev().map(Step::Enter));
    }
    content.shown_otherwise |= written && content.pictures.is_empty() && line.is_empty();
    if content.shown_otherwise {
        line.push(ILLEGIBLE, &Look::default());
    }
    content.inline = line.take();
    content
}

/// The class that a text in a cell stands in.
fn class<'d>(page: &Page<'d>, text: NodeId, cell: NodeId) -> Option<&'d str> {
    let within = page.dom.upwards(text).take_while(|id| *id != cell);
    within.filter_map(|id| page.dom.attribute(id, "class")).next()
}

/// Whether a cell shows nothing but a figure and the mark of a list before it. With a space between them the sums might
/// take both for one number.
fn is_listed_figure(page: &Page<'_>, cell: NodeId) -> bool {
    let texts = page.dom.descendants(cell).filter(|id| !page.is_mark(*id) && page.look(*id).void.is_none());
    let text: String = texts.filter_map(|id| page.dom.text(id)).collect();
    let text = text.trim_matches(is_blank);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'))
}

/// Whether a list's mark is one character and no numeral.
fn is_sign(mark: &str) -> bool {
    let mut shown = mark.trim().chars();
    shown.next().is_none_or(|c| !matches!(c, '\u{3400}'..='\u{9fff}')) && shown.next().is_none()
}

/// Whether a text reads otherwise from its end.
fn turns(text: &str) -> bool {
    let mut shown = text.chars().filter(|c| c.is_ascii_digit());
    shown.next().is_some_and(|first| shown.any(|other| other != first))
}

/// Whether an element without text has a picture set behind it.
fn is_picture_by_style(page: &Page<'_>, id: NodeId) -> bool {
    page.shown(id).background && page.dom.words(id, 1).is_empty()
}

/// The text of an element that is no plain text: what a form's field holds.
fn field(dom: &Dom, id: NodeId) -> Option<String> {
    match dom.name(id) {
        "input" => {
            let kind = dom.attribute(id, "type").unwrap_or("text").to_ascii_lowercase();
            let shown = !matches!(
                kind.as_str(),
                "hidden" | "checkbox" | "radio" | "button" | "submit" | "reset" | "image" | "file" | "password"
            );
            Some(if shown { dom.attribute(id, "value").unwrap_or_default().to_owned() } else { String::new() })
        }
        "textarea" => Some(dom.plain_text(id)),
        "select" => {
            let options = || dom.descendants(id).filter(|id| dom.name(*id) == "option");
            let chosen = options().find(|id| dom.attribute(*id, "selected").is_some()).or_else(|| options().next());
            Some(chosen.map(|id| dom.plain_text(id)).unwrap_or_default())
        }
        _ => None,
    }
}

/// The text of a cell alone.
pub(crate) fn text(page: &Page<'_>, cell: NodeId) -> String {
    read(page, cell, &Address::default()).inline.text
}
