//! The outline of a file: its headings as a tree.

use gongkai_core::StandsAt as _;
use gongkai_core::document::ParagraphRole;
use gongkai_layout::{OutlineEntry, Pages};
use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

/// What our files say of an entry's level: a heading of the third level right below one of the first is an entry below
/// the first, from which nobody could tell.
pub(crate) const LEVEL: &str = "GongkaiLevel";

/// The headings as a tree, or nothing when there are none.
pub(super) fn outline(file: &mut lopdf::Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<Object> {
    if pages.outline.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = pages.outline.iter().map(|_| file.new_object_id()).collect();
    let parents = parents(&pages.outline);
    let family = |parent: Option<usize>| -> Vec<usize> {
        parents.iter().enumerate().filter(|(_, own)| **own == parent).map(|(child, _)| child).collect()
    };
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); ids.len()];
    for (child, parent) in parents.iter().enumerate() {
        if let Some(children) = parent.and_then(|parent| children.get_mut(parent)) {
            children.push(child);
        }
    }
    let top = family(None);
    let id = |place: &usize| ids.get(*place).copied().map(Object::Reference);
    let count = |entries: usize| Object::Integer(i64::try_from(entries).unwrap_or(i64::MAX));
    let mut entries: Vec<Dictionary> = Vec::new();
    for (entry, (own, parent)) in pages.outline.iter().zip(children.iter().zip(&parents)) {
        let mut made = dictionary! { "Title" => text_string(&entry.text) };
        made.set(LEVEL, level(entry.role));
        made.set("Parent", parent.and_then(|parent| id(&parent)).unwrap_or(Object::Reference(root)));
        let height = pages.pages.stands_at(entry.page).map_or(0.0, |page| page.height);
        if let Some(&page) = page_ids.get(entry.page) {
            let destination: Vec<Object> =
                vec![page.into(), "XYZ".into(), Object::Null, (height - entry.top).into(), Object::Null];
            made.set("Dest", destination);
        }
        if let (Some(first), Some(last)) = (own.first().and_then(id), own.last().and_then(id)) {
            made.set("First", first);
            made.set("Last", last);
            made.set("Count", count(own.len()));
        }
        entries.push(made);
    }
    for siblings in std::iter::once(&top).chain(&children) {
        for pair in siblings.windows(2) {
            let [before, after] = pair else { continue };
            if let (Some(entry), Some(next)) = (entries.get_mut(*before), id(after)) {
                entry.set("Next", next);
            }
            if let (Some(entry), Some(previous)) = (entries.get_mut(*after), id(before)) {
                entry.set("Prev", previous);
            }
        }
    }
    let mut made = dictionary! { "Type" => "Outlines", "Count" => count(ids.len()) };
    made.set("First", top.first().and_then(id)?);
    made.set("Last", top.last().and_then(id)?);
    file.set_object(root, made);
    for (id, entry) in ids.iter().zip(entries) {
        file.set_object(*id, entry);
    }
    Some(Object::Reference(root))
}

fn level(role: ParagraphRole) -> i64 {
    match role {
        ParagraphRole::Heading1 => 1,
        ParagraphRole::Heading2 => 2,
        _ => 3,
    }
}

/// For each heading the nearest one before it of a higher level.
fn parents(outline: &[OutlineEntry]) -> Vec<Option<usize>> {
    let mut open: Vec<(ParagraphRole, usize)> = Vec::new();
    let mut parents = Vec::new();
    for (place, entry) in outline.iter().enumerate() {
        while open.last().is_some_and(|(role, _)| *role >= entry.role) {
            open.pop();
        }
        parents.push(open.last().map(|&(_, parent)| parent));
        open.push((entry.role, place));
    }
    parents
}
