//! Where on the page the article stands, so that menus and footers stay out of the report.

use std::collections::HashSet;

use crate::dom::{Dom, NodeId, ROOT};

/// Names that the common site builders give the element with the article's text.
const NAMES: [&str; 26] = [
    "zoom",
    "zoomcon",
    "ucapcontent",
    "ucap-content",
    "trs_editor",
    "trs_ueditor",
    "article-content",
    "article_content",
    "articlecontent",
    "article_con",
    "article-con",
    "article",
    "news_content",
    "newscontent",
    "news-content",
    "vsb_content",
    "vsb_newscontent",
    "j-fontcontent",
    "pages_content",
    "xxgk_content",
    "content_text",
    "contenttext",
    "conzoom",
    "nr_zw",
    "zwcontent",
    "mainbody",
];
/// How many elements with such a name are looked at.
const MOST_CANDIDATES: usize = 40;
/// A table of so many cells is not one that lays out a menu.
const LARGE: usize = 20;

/// The element with the article, or the whole page when none holds all large tables and most of the text.
pub(crate) fn article(dom: &Dom) -> NodeId {
    let named = |id: NodeId| {
        let of = |attribute: &str| dom.attribute(id, attribute).unwrap_or_default().to_ascii_lowercase();
        NAMES.contains(&dom.name(id))
            || of("id").split_whitespace().chain(of("class").split_whitespace()).any(|name| NAMES.contains(&name))
    };
    let candidates: Vec<NodeId> = dom.descendants(ROOT).filter(|id| named(*id)).take(MOST_CANDIDATES).collect();
    if candidates.is_empty() {
        return ROOT;
    }
    let (large, text) = measure(dom, ROOT);
    let best = candidates
        .into_iter()
        .map(|id| (measure(dom, id), id))
        .filter(|((tables, own), _)| *tables == large && (large > 0 || own * 5 >= text * 2) && *own > 0)
        // The innermost of those that hold the same text.
        .max_by_key(|((_, own), id)| (*own, *id));
    best.map_or(ROOT, |(_, id)| id)
}

/// The large tables in an element and the characters of its text, scripts and links left out.
fn measure(dom: &Dom, root: NodeId) -> (usize, usize) {
    let mut large = 0;
    let mut characters = 0;
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        match dom.name(id) {
            "script" | "style" | "a" | "noscript" | "template" => continue,
            "table" => {
                let cells = dom.descendants(id).filter(|id| matches!(dom.name(*id), "td" | "th")).take(LARGE).count();
                large += usize::from(cells >= LARGE);
            }
            _ => {}
        }
        if let Some(crate::dom::Data::Text(text)) = dom.node(id).map(|node| &node.data) {
            characters += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        open.extend(dom.children(id));
    }
    (large, characters)
}

/// Every element that has a table somewhere inside.
pub(crate) fn around_tables(dom: &Dom) -> HashSet<NodeId> {
    let mut around = HashSet::new();
    for table in dom.descendants(ROOT).filter(|id| dom.name(*id) == "table") {
        let mut parent = dom.parent(table);
        while let Some(id) = parent {
            if !around.insert(id) {
                break;
            }
            parent = dom.parent(id);
        }
    }
    around
}
