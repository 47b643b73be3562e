//! Putting the parts of the newer notation together.

use std::collections::BTreeMap;

use gongkai_compound::{Bytes, Summary};
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::{Markup, PackageWriter};

use crate::fib::{Held, Part};
use crate::lists;
use crate::notes::{self, Note};
use crate::story::Story;
use crate::word::Word;

/// The vocabularies of the parts.
const ROOT: [(&str, &str); 3] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:v", "urn:schemas-microsoft-com:vml"),
    ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
];
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The package of a document.
pub(crate) fn of(word: &Word<'_>, summary: &Summary, meter: &mut Meter) -> Result<Vec<u8>, ReadError> {
    let mut parts: Vec<(String, &'static str, String)> = Vec::new();
    let mut add = |name: &str, kind: &'static str, text: String| parts.push((name.to_owned(), kind, text));
    let body = Story::new(word, meter).blocks(word.fib.characters(Part::Main))?;
    let mut main = Markup::default();
    main.open("w:document", &ROOT);
    main.open("w:body", &[]);
    main.markup(&body);
    drop(body);
    main.open("w:sectPr", &[]);
    for (name, format) in note_formats(word.held(Held::Settings)) {
        main.open(name, &[]);
        main.empty("w:numFmt", &[("w:val", format)]);
        main.close();
    }
    let main = main.finish();
    add("styles", "styles", word.styles.part(&ROOT, &word.fonts, meter)?);
    let definitions = (word.held(Held::ListDefinitions), word.behind(Held::ListDefinitions));
    add("numbering", "numbering", lists::part(&ROOT, definitions, word.held(Held::Lists), &word.fonts, meter)?);
    add("footnotes", "footnotes", noted(word, &word.footnotes, ("w:footnotes", "w:footnote"), meter)?);
    add("endnotes", "endnotes", noted(word, &word.endnotes, ("w:endnotes", "w:endnote"), meter)?);
    add("comments", "comments", noted(word, &word.comments, ("w:comments", "w:comment"), meter)?);
    for (index, text) in margins(word, meter)?.into_iter().enumerate() {
        add(&format!("header{}", index + 1), "header", text);
    }

    let mut types = Markup::default();
    types.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    types.empty(
        "Default",
        &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")],
    );
    types.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let main_type = format!("{CONTENT}.document.main+xml");
    types.empty("Override", &[("PartName", "/word/document.xml"), ("ContentType", &main_type)]);
    let mut links = Markup::default();
    links.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    for (index, (name, kind, _)) in parts.iter().enumerate() {
        let (part, of_type) = (format!("/word/{name}.xml"), format!("{CONTENT}.{kind}+xml"));
        types.empty("Override", &[("PartName", &part), ("ContentType", &of_type)]);
        let (id, of_type) = (format!("r{index}"), format!("{OF_OFFICE}/{kind}"));
        links.empty("Relationship", &[("Id", &id), ("Type", &of_type), ("Target", &format!("{name}.xml"))]);
    }
    let mut root = Markup::default();
    root.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    let document = format!("{OF_OFFICE}/officeDocument");
    root.empty("Relationship", &[("Id", "r0"), ("Type", &document), ("Target", "word/document.xml")]);
    root.empty("Relationship", &[("Id", "r1"), ("Type", CORE), ("Target", "docProps/core.xml")]);

    // It is read at once, so that nothing is gained by making it smaller.
    let mut package = PackageWriter::new().stored();
    package.part("[Content_Types].xml", types.finish());
    package.part("_rels/.rels", root.finish());
    package.part("word/document.xml", main);
    package.part("word/_rels/document.xml.rels", links.finish());
    package.part("docProps/core.xml", properties(summary));
    for (name, _, text) in parts {
        package.part(format!("word/{name}.xml"), text);
    }
    package.finish().map_err(|error| ReadError::damaged(error.to_string()))
}

/// How many bytes stand around the text of a note.
const EACH_NOTE: usize = 60;

/// The part of notes of one kind.
fn noted(
    word: &Word<'_>,
    notes: &BTreeMap<u32, Note>,
    (all, one): (&'static str, &'static str),
    meter: &mut Meter,
) -> Result<String, ReadError> {
    let mut out = Markup::default();
    out.open(all, &ROOT);
    meter.renewed(notes.len().saturating_mul(EACH_NOTE))?;
    for note in notes.values() {
        out.open(one, &[("w:id", &note.id.to_string())]);
        out.markup(&Story::new(word, meter).blocks(note.characters.clone())?);
        out.close();
    }
    Ok(out.finish())
}

/// The headers and footers that say anything, each as a part.
fn margins(word: &Word<'_>, meter: &mut Meter) -> Result<Vec<String>, ReadError> {
    /// Before them stand the lines over notes, of which nothing is read.
    const LINES: usize = 6;
    /// A document of more says the same again and again.
    const MOST: usize = 600;
    let (table, all) = (word.held(Held::Margins), word.fib.characters(Part::Margins));
    let mut parts = Vec::new();
    for index in LINES..(table.len() / 4).saturating_sub(2).min(MOST) {
        let Some(text) = notes::stretch(table, index, &all).filter(|text| !text.is_empty()) else { continue };
        let mut out = Markup::default();
        out.open("w:hdr", &ROOT);
        out.markup(&Story::new(word, meter).blocks(text)?);
        parts.push(out.finish());
    }
    Ok(parts)
}

/// How notes are numbered by the document's settings.
fn note_formats(settings: Bytes<'_>) -> [(&'static str, &'static str); 2] {
    /// Where the settings say it: four bits each.
    const PLACE: usize = 0x36;
    let bits = settings.u16(PLACE).unwrap_or(2 << 6);
    [("w:footnotePr", lists::note_format(bits >> 2 & 0x0f)), ("w:endnotePr", lists::note_format(bits >> 6 & 0x0f))]
}

fn properties(summary: &Summary) -> String {
    let mut out = Markup::default();
    out.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    );
    for (name, text) in
        [("dc:title", &summary.title), ("dc:subject", &summary.subject), ("dc:creator", &summary.author)]
    {
        if let Some(text) = text {
            out.open(name, &[]);
            out.text(text);
            out.close();
        }
    }
    out.finish()
}
