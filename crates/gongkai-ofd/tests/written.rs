//! What is written: the pages' own text in XML that holds together, with fonts in which every character is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use gongkai_core::document::{Document, Mark, MarkKind, Paragraph, ParagraphRole};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Report, compose};
use gongkai_layout::{Fonts, Item, lay_out};
use gongkai_ofd::{OfdWriter, record};
use gongkai_opc::{Node, Package, PackageKind, XmlReader};
use gongkai_pdf::PdfWriter;
use skrifa::MetadataProvider as _;

static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::system()));

fn written(document: &Document) -> Vec<u8> {
    OfdWriter::new(Arc::clone(&FONTS), Style::gbt9704()).write(document).expect("written").bytes
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut package = Package::open(bytes, PackageKind::Ofd, &Limits::default()).expect("a package");
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    names.into_iter().map(|name| (name.clone(), package.part(&name).unwrap().unwrap().to_vec())).collect()
}

/// The elements of a part with their attributes and their own text.
fn elements(xml: &[u8]) -> Vec<(String, BTreeMap<String, String>, String)> {
    let text = std::str::from_utf8(xml).expect("text");
    let limits = Limits::default();
    let mut reader = XmlReader::new(text, "a part", &limits);
    let mut found: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
    loop {
        match reader.node().expect("XML") {
            Node::Open(element) => {
                let mut attributes = BTreeMap::new();
                let take = |name: &str, value: &str| {
                    attributes.insert(name.to_owned(), value.to_owned());
                    Ok(())
                };
                element.each_attribute(take).unwrap();
                found.push((element.name().to_owned(), attributes, String::new()));
            }
            Node::Text(text) => {
                if let Some((.., own)) = found.last_mut() {
                    own.push_str(&text);
                }
            }
            Node::Close => {}
            Node::End => {
                found.iter_mut().for_each(|(.., own)| own.truncate(own.trim_end().len()));
                return found;
            }
        }
    }
}

#[test]
fn pages_hold_the_text_that_was_laid_out_and_fonts_hold_its_characters() {
    for seed in 0..4 {
        let document = compose(&reports::varied(seed));
        let bytes = written(&document);
        assert!(bytes.len() < 400_000, "{seed}: {} bytes", bytes.len());
        assert_eq!(written(&document), bytes, "the same document gives the same bytes");
        let parts = parts(&bytes);
        let fonts: BTreeMap<String, String> = elements(&parts["Doc_0/PublicRes.xml"])
            .windows(2)
            .filter(|pair| pair[0].0 == "Font" && pair[1].0 == "FontFile")
            .map(|pair| (pair[0].1["ID"].clone(), pair[1].2.trim().to_owned()))
            .collect();
        let pages = lay_out(&document, &Style::gbt9704(), &FONTS).unwrap();
        let mut ids = BTreeSet::new();
        for (place, page) in pages.pages.iter().enumerate() {
            let elements = elements(&parts[&format!("Doc_0/Pages/Page_{place}/Content.xml")]);
            let mut read: Vec<char> = Vec::new();
            let mut font = String::new();
            for (name, attributes, text) in &elements {
                if let Some(id) = attributes.get("ID") {
                    assert!(ids.insert(id.clone()), "{id} is used twice");
                }
                match name.as_str() {
                    "TextObject" => font.clone_from(&attributes["Font"]),
                    "TextCode" => {
                        let steps = attributes.get("DeltaX").map_or(0, |steps| steps.split(' ').count());
                        assert_eq!(steps + 1, text.chars().count(), "{text}");
                        let program = skrifa::FontRef::new(&parts[&format!("Doc_0/Res/{}", fonts[&font])]).unwrap();
                        assert!(text.chars().all(|c| program.charmap().map(c).is_some()), "{text}");
                        read.extend(text.chars().filter(|c| !c.is_whitespace()));
                    }
                    _ => {}
                }
            }
            let lines = |furniture: bool| {
                page.items.iter().filter_map(move |item| match item {
                    Item::Text(line) if !furniture => Some(line),
                    Item::Furniture(line) if furniture => Some(line),
                    _ => None,
                })
            };
            let runs = lines(false).chain(lines(true)).flat_map(|line| &line.runs);
            let shown = runs.flat_map(|run| &run.glyphs).map(|glyph| glyph.character);
            assert_eq!(read, shown.filter(|c| !c.is_whitespace()).collect::<Vec<_>>(), "page {place} of {seed}");
        }
        let body = elements(&parts["Doc_0/Document.xml"]);
        let outline: Vec<&str> = body.iter().filter(|e| e.0 == "OutlineElem").map(|e| e.1["Title"].as_str()).collect();
        assert_eq!(outline.len(), pages.outline.len());
        let listed: BTreeSet<&str> = body.iter().filter(|e| e.0 == "Page").map(|e| e.1["ID"].as_str()).collect();
        assert!(body.iter().filter(|e| e.0 == "Dest").all(|e| listed.contains(e.1["PageID"].as_str())));
    }
}

/// A file as the reader of PDF reads its pages.
fn read(bytes: &[u8]) -> Document {
    let renewed = gongkai_ofd::renew(bytes, &Limits::default()).expect("it is an OFD file");
    let mut document = gongkai_pdf::PdfReader.read(&renewed.pdf, &Limits::default()).expect("it is read");
    document.properties.title = renewed.title;
    document.properties.author = renewed.author;
    renewed.keywords.iter().for_each(|said| document.properties.take_publication(said));
    document
}

#[test]
fn what_was_written_is_read_again_as_from_the_same_pages_in_pdf() {
    for seed in 0..12 {
        let report = reports::varied(seed);
        let document = compose(&report);
        let again = read(&written(&document));
        let pdf = PdfWriter::new(Arc::clone(&FONTS), Style::gbt9704()).write(&document).expect("written").bytes;
        let of_pdf = gongkai_pdf::PdfReader.read(&pdf, &Limits::default()).expect("it is read");
        let (reading, wanted) = (gongkai_recognize::recognize(&again), gongkai_recognize::recognize(&of_pdf));
        assert_eq!(reading.receipt.unread.len(), wanted.receipt.unread.len(), "{seed}");
        for cell in report.form_cells() {
            let shown = |report: &Report| report.cell(cell.key).map(|cell| cell.printed().into_owned());
            assert_eq!(shown(&reading.report), shown(&wanted.report), "{} of {seed}", cell.key);
        }
        let text = |document: &Document| -> Vec<String> {
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            document.paragraphs().map(|paragraph| bare(&paragraph.text)).collect()
        };
        assert_eq!(text(&again), text(&of_pdf), "{seed}");
        assert_eq!(text(&again).concat(), text(&document).concat(), "{seed}");
        assert_eq!(again.properties.published, document.properties.published);
    }
}

#[test]
fn words_of_a_proportional_face_are_read_without_spaces() {
    let said = "网址https://www.example.gov.cn/WWW/mmm/illi?a=1&b=@A，按时答复率100%。";
    let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, said).into()]);
    let read: Vec<String> = read(&written(&document)).paragraphs().map(|paragraph| paragraph.text.clone()).collect();
    assert_eq!(read, [said]);
}

#[test]
fn the_record_tells_about_every_part_but_its_own() {
    let bytes = written(&compose(&reports::varied(1)));
    assert!(record::has_place(&bytes));
    let limits = Limits::default();
    assert_eq!(record::stated(&bytes, &limits), Ok(None));
    let told = |bytes: &[u8]| {
        let mut told = Vec::<u8>::new();
        record::others(bytes, usize::MAX, &mut |piece| told.extend(piece)).unwrap();
        told
    };
    let sealed = record::with_record(
        &bytes,
        0,
        |length: &mut usize, piece| *length += piece.len(),
        |length| format!("{length} <&>"),
    );
    let sealed = sealed.unwrap();
    assert_eq!(told(&sealed), told(&bytes));
    assert_eq!(record::stated(&sealed, &limits).unwrap(), Some(format!("{} <&>", told(&bytes).len())));
    assert!(record::has_place(&sealed));
}

#[test]
fn links_are_places_to_press() {
    let address = "https://www.example.gov.cn/?a=1&b=2";
    let mut paragraph = Paragraph::new(ParagraphRole::Body, "网址：https://www.example.gov.cn/，可以查阅。");
    paragraph.marks = Mark::new(9..34, MarkKind::Link(address.into())).into_iter().collect();
    let parts = parts(&written(&Document::new(vec![paragraph.into()])));
    let page = elements(&parts["Doc_0/Pages/Page_0/Content.xml"]);
    let place = page.iter().position(|element| element.0 == "URI").expect("a link");
    assert_eq!(page[place].1["URI"], address);
    assert_eq!(page[place - 3].0, "PathObject");
    assert_eq!((page[place - 3].1["Stroke"].as_str(), page[place - 3].1["Fill"].as_str()), ("false", "false"));
}
