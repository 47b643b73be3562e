//! What printpdf leaves to be done: the structure, the outline as a tree, the language, what archives ask for, and a
//! name that depends on the document only.

use gongkai_core::document::Document;
use gongkai_core::format::WriteError;
use gongkai_layout::{Link, Page, Pages};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary, text_string};

use super::marks::{self, Part};
use super::properties::Stated;
use super::tags::{TaggedPage, Tags};
use super::{archive, failed, outline};
use crate::record;

/// Completes a file. `parts` is what the marked stretches of each page are of.
pub(super) fn finish(
    mut file: lopdf::Document,
    (document, report): (&Document, Option<&str>),
    pages: &Pages,
    (tags, parts): (&Tags<'_>, &[Vec<Part>]),
) -> Result<lopdf::Document, WriteError> {
    file.version = "1.7".to_owned();
    let root = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(failed)?;
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(failed)?;
    let stated = Stated::of(document);
    *file.get_dictionary_mut(info).map_err(failed)? = stated.dictionary();
    let name = name(&file, &stated, report);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let outline = outline::outline(&mut file, pages, &page_ids);
    let mut tagged = Vec::new();
    for ((id, page), parts) in page_ids.iter().zip(&pages.pages).zip(parts) {
        let links: Vec<ObjectId> =
            marks::links(page).map(|link| annotation(page, link)).map(|made| file.add_object(made)).collect();
        let page_object = file.get_dictionary_mut(*id).map_err(failed)?;
        // An empty list of annotations says nothing.
        page_object.remove(b"Annots");
        if !links.is_empty() {
            page_object.set("Annots", links.iter().map(|link| Object::Reference(*link)).collect::<Vec<_>>());
            // From link to link as the structure has them.
            page_object.set("Tabs", "S");
        }
        tagged.push(TaggedPage { id: *id, page, parts, links });
    }
    let structure = tags.write(&mut file, &tagged);
    let mut catalog = file.get_dictionary(root).map_err(failed)?.clone();
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageMode", if outline.is_some() { "UseOutlines" } else { "UseNone" });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    archive::put(&mut file, &mut catalog, &stated, name, report);
    file.set_object(root, catalog);
    let id = Object::String(name.to_be_bytes().to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    // Beside what is packed, where its place is found again.
    file.trailer.set("GongkaiRecord", Object::string_literal(record::BLANK));
    Ok(file)
}

/// A link as an annotation without a border.
fn annotation(page: &Page, link: &Link) -> Dictionary {
    let bottom = page.height - link.top - link.height;
    let rectangle: Vec<Object> =
        vec![link.left.into(), bottom.into(), (link.left + link.width).into(), (bottom + link.height).into()];
    let mut action = dictionary! { "Type" => "Action", "S" => "URI" };
    action.set("URI", Object::string_literal(address(&link.address)));
    let mut made = dictionary! { "Type" => "Annot", "Subtype" => "Link", "F" => 4 };
    made.set("Contents", text_string(&format!("链接：{}", link.address)));
    made.set("Rect", rectangle);
    made.set("Border", vec![0.into(), 0.into(), 0.into()]);
    made.set("A", action);
    made
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

/// The name of a file, by what is in it, where printpdf names it by chance.
fn name(file: &lopdf::Document, stated: &Stated, report: Option<&str>) -> u128 {
    let contents = file.objects.values().filter_map(|object| object.as_stream().ok());
    let contents = contents.flat_map(|stream| stream.content.iter().copied());
    let said = stated.texts().flat_map(|(_, text)| text.bytes());
    let first = digest(contents.chain(said).chain(report.unwrap_or_default().bytes()));
    let second = digest(first.to_be_bytes().into_iter());
    u128::from(first) << 64 | u128::from(second)
}

/// A number that names some bytes (FNV-1a); it guards nothing.
pub(super) fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
