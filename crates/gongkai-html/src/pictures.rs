//! Pictures: which elements show one, and what can be said of it.

use gongkai_core::words::Text;

use crate::dom::{Dom, NodeId};
use crate::shown::Page;

/// Pictures of so few pixels across are drawn to keep other things apart.
const SPACER: usize = 3;
/// Smaller pictures in text are buttons and bullets.
const BUTTON: usize = 60;

/// Whether an element shows a picture, or something else that is not in the page itself, and not text.
pub(crate) fn is_picture(dom: &Dom, id: NodeId) -> bool {
    match dom.name(id) {
        "img" | "svg" | "canvas" | "object" | "embed" | "iframe" | "video" | "image" => !is_spacer(dom, id),
        "input" => dom.attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("image")),
        "i" | "em" | "span" | "b" => is_icon(dom, id),
        _ => false,
    }
}

/// Whether an element is drawn by a font of pictures: it has no text but characters that mean nothing by themselves.
fn is_icon(dom: &Dom, id: NodeId) -> bool {
    let named = dom.attribute(id, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        class.split_whitespace().any(|name| name.contains("icon") || name.starts_with("fa-") || name.contains("sprite"))
    });
    let mut text =
        dom.descendants(id).filter_map(|id| dom.text(id)).flat_map(str::chars).filter(|c| !c.is_whitespace());
    let first = text.next();
    first.map_or(named, |first| is_private(first) && text.all(is_private))
}

/// Whether a character has only the meaning that some font gives it.
pub(crate) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a picture is there only to take up room.
fn is_spacer(dom: &Dom, id: NodeId) -> bool {
    let source = dom.attribute(id, "src").unwrap_or_default();
    let name = source.rsplit('/').next().unwrap_or(source).to_ascii_lowercase();
    let says = ["spacer", "blank.gif", "transparent", "pixel"].iter().any(|word| name.contains(word));
    let dot = source.starts_with("data:image/gif;base64,R0lGODlhAQAB");
    says || dot || ["width", "height"].iter().any(|side| pixels(dom, id, side).is_some_and(|size| size <= SPACER))
}

fn pixels(dom: &Dom, id: NodeId, side: &str) -> Option<usize> {
    dom.attribute(id, side)?.trim().trim_end_matches("px").trim().parse().ok()
}

/// What is said of a picture in the text; nothing for those that only decorate the page.
pub(crate) fn in_text(dom: &Dom, id: NodeId) -> Option<Text> {
    const DECORATION: [&str; 9] =
        ["icon", "logo", "button", "btn", "qrcode", "share", "spacer", "blank.gif", "filetype"];
    if !matches!(dom.name(id), "img" | "canvas" | "video") || is_spacer(dom, id) {
        return None;
    }
    let source = dom.attribute(id, "src").unwrap_or_default();
    let lower = source.to_ascii_lowercase();
    let small = ["width", "height"].iter().any(|side| pixels(dom, id, side).is_some_and(|size| size < BUTTON));
    let nothing = source.is_empty() && dom.name(id) == "img";
    if small || nothing || (!lower.starts_with("data:") && DECORATION.iter().any(|word| lower.contains(word))) {
        return None;
    }
    let within = lower.starts_with("data:") || source.is_empty();
    let named = alternative(dom, id).or((!within).then_some(source));
    Some(named.map_or_else(
        || Text::new("页面中的图片", "a picture of the page"),
        |named| Text::quotation(&named.chars().take(80).collect::<String>()),
    ))
}

/// The words that stand for a picture where it is not shown.
pub(crate) fn alternative(dom: &Dom, id: NodeId) -> Option<&str> {
    let named = ["alt", "title", "aria-label"].into_iter().filter_map(|name| dom.attribute(id, name));
    named.map(str::trim).find(|text| !text.is_empty())
}

/// What is said of a picture that fills a cell of a table.
pub(crate) fn in_cell(page: &Page<'_>, id: NodeId) -> Text {
    match alternative(page.dom, id) {
        Some(words) => {
            let words: String = words.chars().take(80).collect();
            Text::new(
                format!("单元格里是图片，它的替代文字“{words}”不作为数据"),
                format!("a picture in a cell, whose alternative text “{words}” is no figure"),
            )
        }
        None => Text::new("单元格里是图片，其中的内容不能读取", "a picture in a cell, which cannot be read"),
    }
}
