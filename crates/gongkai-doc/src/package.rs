//! Putting the parts of the newer notation together.

use std::collections::BTreeMap;

use gongkai_compound::{Bytes, Summary};
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::{Properties, ROOT, WordPackage};

use crate::fib::{Held, Part};
use crate::lists;
use crate::notes::{self, Note};
use crate::story::Story;
use crate::word::Word;

/// The package of a document.
pub(crate) fn of(word: &Word<'_>, summary: &Summary, meter: &mut Meter) -> Result<Vec<u8>, ReadError> {
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
    let mut package = WordPackage::new(main.finish());
    package.part("styles", "styles", word.styles.part(&ROOT, &word.fonts, meter)?);
    let definitions = (word.held(Held::ListDefinitions), word.behind(Held::ListDefinitions));
    package.part(
        "numbering",
        "numbering",
        lists::part(&ROOT, definitions, word.held(Held::Lists), &word.fonts, meter)?,
    );
    package.part("footnotes", "footnotes", noted(word, &word.footnotes, ("w:footnotes", "w:footnote"), meter)?);
    package.part("endnotes", "endnotes", noted(word, &word.endnotes, ("w:endnotes", "w:endnote"), meter)?);
    package.part("comments", "comments", noted(word, &word.comments, ("w:comments", "w:comment"), meter)?);
    for (index, text) in margins(word, meter)?.into_iter().enumerate() {
        package.part(format!("header{}", index + 1), "header", text);
    }
    let Summary { title, subject, author, .. } = summary.clone();
    package.finish(&Properties { title, subject, author, description: None })
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
