//! Where on the page the article stands, so that menus and footers stay out of the report.

use gongkai_core::StandsAt as _;
use std::collections::HashSet;

use crate::dom::{NodeId, ROOT};
use crate::shown::Page;

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
/// A table of so many cells is not one that lays out a menu.
const LARGE: usize = 20;

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    /// Tables of the size of a report's.
    large: usize,
    /// Cells of the innermost tables, for a table the cells in it.
    cells: usize,
    /// Characters of text, scripts, links and what is hidden left out.
    characters: usize,
}

/// The element with the article, or the whole page when none holds all large tables and most of the text.
pub(crate) fn article(page: &Page<'_>) -> NodeId {
    let dom = page.dom;
    let named = |id: NodeId| {
        let of = |attribute: &str| dom.attribute(id, attribute).unwrap_or_default().to_ascii_lowercase();
        NAMES.contains(&dom.name(id))
            || of("id").split_whitespace().chain(of("class").split_whitespace()).any(|name| NAMES.contains(&name))
    };
    let candidates: Vec<NodeId> = dom.descendants(ROOT).filter(|id| named(*id)).collect();
    if candidates.is_empty() {
        return ROOT;
    }
    let measures = measures(page);
    let of = |id: NodeId| measures.stands_at(id).copied().unwrap_or_default();
    let whole = of(ROOT);
    let best = candidates
        .into_iter()
        .map(|id| (of(id), id))
        .filter(|(own, _)| own.large == whole.large && (whole.large > 0 || own.characters * 5 >= whole.characters * 2))
        .filter(|(own, _)| own.characters > 0)
        // The innermost of those that hold the same text.
        .max_by_key(|(own, id)| (own.characters, *id));
    best.map_or(ROOT, |(_, id)| id)
}

/// What every element holds, worked out from the inside out.
fn measures(page: &Page<'_>) -> Vec<Measure> {
    let dom = page.dom;
    let silent =
        |id: NodeId| matches!(dom.name(id), "script" | "style" | "a" | "noscript" | "template") || page.is_gone(id);
    let order: Vec<NodeId> = dom.within(ROOT, |id| !silent(id)).collect();
    let mut measures = vec![Measure::default(); dom.len()];
    for id in order.into_iter().rev() {
        let Some(own) = measures.get_mut(id) else { continue };
        match dom.name(id) {
            "table" => {
                own.large += usize::from(own.cells >= LARGE);
            }
            "td" | "th" => own.cells += 1,
            _ => {}
        }
        if let Some(text) = dom.text(id) {
            own.characters = text.chars().filter(|c| !c.is_whitespace()).count();
        }
        let own = *own;
        if let Some(parent) = dom.parent(id).and_then(|parent| measures.get_mut(parent)) {
            parent.large += own.large;
            parent.cells += own.cells;
            parent.characters += own.characters;
        }
    }
    measures
}

/// Every element that has a table of more than one cell somewhere inside.
pub(crate) fn around_tables(page: &Page<'_>) -> HashSet<NodeId> {
    let dom = page.dom;
    let mut around = HashSet::new();
    for table in dom.descendants(ROOT).filter(|id| page.is_table(*id) && !page.is_gone(*id)) {
        let enters = |id: NodeId| id == table || !page.is_table(id);
        if dom.within(table, enters).filter(|id| page.is_cell(*id)).nth(1).is_none() {
            continue;
        }
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
