//! What printpdf leaves to be done: the outline as a tree, the language, the properties, and bytes that depend on the
//! document only.

use gongkai_core::document::{Document, ParagraphRole};
use gongkai_core::format::WriteError;
use gongkai_layout::{Item, Link, OutlineEntry, Page, Pages};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary, text_string};

use super::failed;
use crate::record;

/// Completes a file and gives its bytes.
pub(super) fn finish(mut file: lopdf::Document, document: &Document, pages: &Pages) -> Result<Vec<u8>, WriteError> {
    file.version = "1.7".to_owned();
    let catalog = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(failed)?;
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(failed)?;
    *file.get_dictionary_mut(info).map_err(failed)? = properties(document);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let outline = outline(&mut file, pages, &page_ids);
    let catalog = file.get_dictionary_mut(catalog).map_err(failed)?;
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageMode", if outline.is_some() { "UseOutlines" } else { "UseNone" });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    for (place, page) in page_ids.into_iter().enumerate() {
        let links: Vec<Object> = pages.pages.get(place).map(links).unwrap_or_default();
        let page = file.get_dictionary_mut(page).map_err(failed)?;
        // An empty list of annotations says nothing.
        page.remove(b"Annots");
        if !links.is_empty() {
            page.set("Annots", links);
        }
    }
    identify(&mut file);
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The links of a page as annotations without a border.
fn links(page: &Page) -> Vec<Object> {
    let link = |link: &Link| {
        let bottom = page.height - link.top - link.height;
        let rectangle: Vec<Object> =
            vec![link.left.into(), bottom.into(), (link.left + link.width).into(), (bottom + link.height).into()];
        let mut action = dictionary! { "Type" => "Action", "S" => "URI" };
        action.set("URI", Object::string_literal(address(&link.address)));
        let mut made = dictionary! { "Type" => "Annot", "Subtype" => "Link", "F" => 4 };
        made.set("Rect", rectangle);
        made.set("Border", vec![0.into(), 0.into(), 0.into()]);
        made.set("A", action);
        Object::Dictionary(made)
    };
    let links = page.items.iter().filter_map(|item| match item {
        Item::Link(found) => Some(link(found)),
        _ => None,
    });
    links.collect()
}

/// An address in ASCII, as PDF wants it: other bytes and controls are percent-encoded.
fn address(address: &str) -> String {
    address.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn properties(document: &Document) -> Dictionary {
    let mut dictionary = Dictionary::new();
    let properties = &document.properties;
    let title = properties.title.clone().or_else(|| {
        let title = document.paragraphs().find(|paragraph| paragraph.role == ParagraphRole::Title);
        title.map(|title| title.text.clone())
    });
    let published = properties.publication();
    let fields = [
        ("Title", title.as_deref()),
        ("Author", properties.author.as_deref()),
        ("Subject", properties.subject.as_deref()),
        ("Keywords", published.as_deref()),
        ("Creator", Some("gongkai")),
        ("Producer", Some(concat!("gongkai ", env!("CARGO_PKG_VERSION")))),
    ];
    for (name, text) in fields {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            dictionary.set(name, text_string(text));
        }
    }
    dictionary.set("GongkaiRecord", Object::string_literal(record::BLANK));
    dictionary
}

/// The headings as a tree, or nothing when there are none.
fn outline(file: &mut lopdf::Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<Object> {
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
        made.set("Parent", parent.and_then(|parent| id(&parent)).unwrap_or(Object::Reference(root)));
        let height = pages.pages.get(entry.page).map_or(0.0, |page| page.height);
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

/// Names the file by what is in it, where printpdf names it by chance.
fn identify(file: &mut lopdf::Document) {
    let contents = file.objects.values().filter_map(|object| object.as_stream().ok());
    let first = digest(contents.flat_map(|stream| stream.content.iter().copied()));
    let second = digest(first.to_be_bytes().into_iter());
    let id = [first.to_be_bytes(), second.to_be_bytes()].concat();
    let id = Object::String(id, StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
}

/// A number that names some bytes (FNV-1a); it guards nothing.
pub(super) fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
