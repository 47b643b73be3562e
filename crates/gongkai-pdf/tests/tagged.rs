//! The structure of written files and what archives ask of them, by the published rules of PDF/UA-1 and PDF/A-3a.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use gongkai_core::compose;
use gongkai_core::document::{Block, Document, Mark, MarkKind, Paragraph, ParagraphRole, Table};
use gongkai_core::format::Writer;
use gongkai_core::style::Style;
use gongkai_layout::Fonts;
use gongkai_pdf::PdfWriter;
use lopdf::{Dictionary, Object, ObjectId};

static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::system()));

const JSON: &str = "{\"year\": 2023}";

fn written(document: &Document) -> lopdf::Document {
    let writer = PdfWriter::new(Arc::clone(&FONTS), Style::gbt9704()).with_report(JSON.to_owned());
    lopdf::Document::load_mem(&writer.write(document).expect("written").bytes).expect("a file")
}

/// An element of the structure.
struct Element {
    name: String,
    attributes: BTreeMap<String, Object>,
    id: Option<Vec<u8>>,
    children: Vec<Element>,
    /// The marked stretches and annotations that it shows.
    stretches: Vec<(ObjectId, i64)>,
    annotations: Vec<ObjectId>,
}

fn element(file: &lopdf::Document, id: ObjectId, parent: ObjectId) -> Element {
    let made = file.get_dictionary(id).unwrap();
    assert_eq!(made.get(b"P").and_then(Object::as_reference).unwrap(), parent, "an element knows its parent");
    let attributes = made.get(b"A").and_then(Object::as_dict).map(|attributes| {
        attributes.iter().map(|(key, value)| (String::from_utf8(key.clone()).unwrap(), value.clone())).collect()
    });
    let mut own = Element {
        name: String::from_utf8(made.get(b"S").and_then(Object::as_name).unwrap().to_vec()).unwrap(),
        attributes: attributes.unwrap_or_default(),
        id: made.get(b"ID").and_then(Object::as_str).ok().map(<[u8]>::to_vec),
        children: Vec::new(),
        stretches: Vec::new(),
        annotations: Vec::new(),
    };
    let page = made.get(b"Pg").and_then(Object::as_reference).ok();
    let kids = match made.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    for kid in kids {
        match kid {
            Object::Reference(child) => own.children.push(element(file, child, id)),
            Object::Integer(number) => own.stretches.push((page.unwrap(), number)),
            Object::Dictionary(kid) => match kid.get(b"Type").and_then(Object::as_name).unwrap() {
                b"MCR" => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).unwrap();
                    own.stretches.push((page, kid.get(b"MCID").and_then(Object::as_i64).unwrap()));
                }
                _ => own.annotations.push(kid.get(b"Obj").and_then(Object::as_reference).unwrap()),
            },
            other => panic!("{other:?}"),
        }
    }
    own
}

impl Element {
    fn all(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }

    fn span(&self, name: &str) -> usize {
        self.attributes.get(name).map_or(1, |span| usize::try_from(span.as_i64().unwrap()).unwrap())
    }
}

fn structure(file: &lopdf::Document) -> Element {
    let catalog = file.catalog().unwrap();
    assert!(catalog.get(b"MarkInfo").and_then(Object::as_dict).unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    let root = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).unwrap();
    let kids = file.get_dictionary(root).unwrap().get(b"K").and_then(Object::as_array).unwrap();
    element(file, kids[0].as_reference().unwrap(), root)
}

/// The marked stretches of a page by their numbers; panics where text or lines are drawn outside of every mark.
fn marked(file: &lopdf::Document, page: ObjectId) -> BTreeSet<i64> {
    let content = lopdf::content::Content::decode(&file.get_page_content(page)).unwrap();
    let mut open: Vec<bool> = Vec::new();
    let mut found = BTreeSet::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let number = properties.get(b"MCID").and_then(Object::as_i64).ok();
                number.iter().for_each(|number| assert!(found.insert(*number), "a number is used once"));
                let artifact = operation.operands[0].as_name().unwrap() == b"Artifact";
                assert!(!artifact || open.is_empty(), "an artifact lies in nothing");
                open.push(artifact || number.is_some());
            }
            "EMC" => assert!(open.pop().is_some()),
            "TJ" | "Tj" | "S" | "f" | "B" => assert!(open.contains(&true), "{} is marked", operation.operator),
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

#[test]
fn every_stretch_of_every_page_is_of_one_element_or_an_artifact() {
    for seed in 0..6 {
        let file = written(&compose(&reports::varied(seed)));
        let whole = structure(&file);
        let mut shown: BTreeMap<ObjectId, BTreeSet<i64>> = BTreeMap::new();
        for (page, number) in whole.all().iter().flat_map(|element| element.stretches.clone()) {
            assert!(shown.entry(page).or_default().insert(number), "{number} is of one element");
        }
        for page in file.get_pages().into_values() {
            assert_eq!(marked(&file, page), shown.remove(&page).unwrap_or_default(), "{seed}");
        }
        assert!(shown.is_empty());
    }
}

#[test]
fn headings_and_tables_are_told_as_the_document_has_them() {
    for seed in 0..6 {
        let document = compose(&reports::varied(seed));
        let file = written(&document);
        let whole = structure(&file);
        assert_eq!(whole.name, "Document");
        let is_shown = |block: &&Block| match block {
            Block::Table(_) => true,
            Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        };
        let blocks: Vec<&Block> = document.blocks.iter().filter(is_shown).collect();
        assert_eq!(whole.children.len(), blocks.len());
        let mut level = 0;
        for (element, block) in whole.children.iter().zip(blocks) {
            match block {
                Block::Paragraph(paragraph) if paragraph.role <= ParagraphRole::Heading3 => {
                    let own: usize = element.name.strip_prefix('H').unwrap().parse().unwrap();
                    assert!(own <= level + 1, "no level is left out");
                    level = own;
                }
                Block::Paragraph(_) => assert_eq!(element.name, "P"),
                Block::Table(table) => the_table(element, table),
            }
        }
    }
}

fn the_table(element: &Element, table: &Table) {
    assert_eq!(element.name, "Table");
    assert!(element.children.iter().all(|group| matches!(group.name.as_str(), "THead" | "TBody")));
    let rows: Vec<&Element> = element.children.iter().flat_map(|group| &group.children).collect();
    assert!(rows.iter().all(|row| row.name == "TR"));
    // Every place of the grid is taken once.
    let mut grid = vec![vec![false; table.columns()]; table.rows()];
    for (row, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in &cells.children {
            while grid[row][column] {
                column += 1;
            }
            for line in &mut grid[row..row + cell.span("RowSpan")] {
                for place in &mut line[column..column + cell.span("ColSpan")] {
                    assert!(!std::mem::replace(place, true));
                }
            }
        }
    }
    assert!(grid.iter().flatten().all(|taken| *taken));
    let cells: Vec<&Element> = rows.iter().flat_map(|row| &row.children).collect();
    let heads: BTreeSet<&[u8]> = cells.iter().filter_map(|cell| cell.id.as_deref()).collect();
    for cell in cells {
        match cell.name.as_str() {
            "TH" => assert!(cell.attributes.contains_key("Scope") && cell.id.is_some()),
            other => assert_eq!(other, "TD"),
        }
        let under = cell.attributes.get("Headers").map(|under| under.as_array().unwrap().clone()).unwrap_or_default();
        assert!(under.iter().all(|head| heads.contains(head.as_str().unwrap())));
    }
}

#[test]
fn the_way_back_leads_from_pages_to_elements() {
    let file = written(&compose(&reports::varied(3)));
    let root = file.catalog().unwrap().get(b"StructTreeRoot").and_then(Object::as_reference).unwrap();
    let root = file.get_dictionary(root).unwrap();
    let parents = file.get_dictionary(root.get(b"ParentTree").and_then(Object::as_reference).unwrap()).unwrap();
    let numbers = parents.get(b"Nums").and_then(Object::as_array).unwrap();
    let lists: BTreeMap<i64, &Object> = numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), &pair[1])).collect();
    for page in file.get_pages().into_values() {
        let own = file.get_dictionary(page).unwrap().get(b"StructParents").and_then(Object::as_i64).unwrap();
        let owners = lists[&own].as_array().unwrap();
        assert_eq!(owners.len(), marked(&file, page).len());
        assert!(owners.iter().all(|owner| owner.as_reference().is_ok()));
    }
}

#[test]
fn links_are_in_the_structure_and_say_where_they_lead() {
    let text = "公开目录（https://www.example.gov.cn/zwgk/）可以查阅，另见专栏。";
    let place = |part: &str| text.find(part).unwrap()..text.find(part).unwrap() + part.len();
    let mut paragraph = Paragraph::new(ParagraphRole::Body, text);
    let link = |part: &str, address: &str| Mark::new(place(part), MarkKind::Link(address.into()));
    let address = "https://www.example.gov.cn/zwgk/";
    paragraph.marks = link(address, address).into_iter().chain(link("专栏", "https://www.example.gov.cn/b")).collect();
    let file = written(&Document::new(vec![paragraph.into()]));
    let whole = structure(&file);
    let links: Vec<&Element> = whole.all().into_iter().filter(|element| element.name == "Link").collect();
    assert!(links.len() >= 2 && links.iter().all(|link| !link.stretches.is_empty() && link.annotations.len() == 1));
    for annotation in links.iter().flat_map(|link| &link.annotations) {
        let annotation = file.get_dictionary(*annotation).unwrap();
        let said = lopdf::decode_text_string(annotation.get(b"Contents").unwrap()).unwrap();
        assert!(said.contains("https://www.example.gov.cn/"), "{said}");
        assert!(annotation.has(b"StructParent"));
    }
    let page = file.get_pages().into_values().next().unwrap();
    assert_eq!(file.get_dictionary(page).unwrap().get(b"Tabs").and_then(Object::as_name).unwrap(), b"S");
}

fn stream(file: &lopdf::Document, reference: &Object) -> (Dictionary, Vec<u8>) {
    let stream = file.get_object(reference.as_reference().unwrap()).and_then(Object::as_stream).unwrap();
    let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    (stream.dict.clone(), content)
}

#[test]
fn archives_find_what_they_ask_for() {
    let document = compose(&reports::varied(1));
    let file = written(&document);
    let catalog = file.catalog().unwrap();
    let (described, metadata) = stream(&file, catalog.get(b"Metadata").unwrap());
    assert!(!described.has(b"Filter"), "programs that know nothing of PDF find it");
    let metadata = String::from_utf8(metadata).unwrap();
    for said in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<pdf:Producer>gongkai "] {
        assert!(metadata.contains(said), "{said} {metadata}");
    }
    let info = file.get_dictionary(file.trailer.get(b"Info").and_then(Object::as_reference).unwrap()).unwrap();
    for key in [&b"Title"[..], b"Author", b"Subject", b"Creator", b"Producer"] {
        let text = lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(metadata.contains(&format!(">{text}<")), "{text}");
    }
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).unwrap();
    let intent = intents[0].as_dict().unwrap();
    let (described, profile) = stream(&file, intent.get(b"DestOutputProfile").unwrap());
    assert_eq!((described.get(b"N").unwrap().as_i64().unwrap(), &profile[12..20]), (3, &b"mntrRGB "[..]));
    let attached = catalog.get(b"AF").and_then(Object::as_array).unwrap()[0].as_reference().unwrap();
    let attached = file.get_dictionary(attached).unwrap();
    assert_eq!(attached.get(b"AFRelationship").and_then(Object::as_name).unwrap(), b"Source");
    let embedded = attached.get(b"EF").and_then(Object::as_dict).unwrap();
    let (described, content) = stream(&file, embedded.get(b"F").unwrap());
    assert_eq!(described.get(b"Subtype").and_then(Object::as_name).unwrap(), b"application/json");
    assert_eq!(content, JSON.as_bytes());
}

#[test]
fn characters_of_private_use_are_spelled_out() {
    let said = "见“\u{e000}”字。";
    let file = written(&Document::new(vec![Paragraph::new(ParagraphRole::Body, said).into()]));
    let page = file.get_pages().into_values().next().unwrap();
    let content = lopdf::content::Content::decode(&file.get_page_content(page)).unwrap();
    let spelled = content.operations.iter().filter(|operation| operation.operator == "BDC").filter_map(|operation| {
        let text = operation.operands[1].as_dict().unwrap().get(b"ActualText").ok()?;
        lopdf::decode_text_string(text).ok()
    });
    // Where no font has it, a sign stands for it that says what it stands for.
    assert!(spelled.into_iter().any(|text| text == "\u{e000}"));
}

#[test]
fn the_structure_is_packed() {
    let document = compose(&reports::varied(1));
    let bytes = PdfWriter::new(Arc::clone(&FONTS), Style::gbt9704()).write(&document).expect("written").bytes;
    let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(b"/ObjStm") && !has(b"/StructElem"), "no element stands by itself");
}

#[test]
fn a_document_without_a_report_has_nothing_attached() {
    let bytes = PdfWriter::new(Arc::clone(&FONTS), Style::gbt9704()).write(&Document::new(Vec::new())).unwrap().bytes;
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    assert!(!file.catalog().unwrap().has(b"AF"));
    assert!(structure(&file).children.is_empty());
}
