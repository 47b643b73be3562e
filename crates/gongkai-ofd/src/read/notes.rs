//! What lies over a page: typed notes, drawn lines, stamps, marks of a reviewer, links, watermarks.
//!
//! People see it as they see the page, so it is drawn at its place, as notes of a PDF are. A watermark, the look of a seal
//! and what is a remark about the text and not of it are left out and said.

use std::collections::HashMap;

use gongkai_core::characters;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Element, Package};

use super::beside::SEAL;
use super::canvas::Typefaces;
use super::numbers;
use super::page::{Drawn, Surroundings};
use super::resources::Resources;
use super::structure::{self, Document, Told, elements};
use super::things::{self, Found};

/// The most characters of a text that is left out to be told.
const TOLD: usize = 60;
/// A page has no more remarks on what lies over it.
const MOST: usize = 1_000;

/// The parts of what lies over each page, by the pages' numbers.
pub(super) type Lists = HashMap<String, Vec<String>>;

/// Reads which part lies over which page.
pub(super) fn lists(
    package: &mut Package<'_>,
    document: &Document,
    limits: &Limits,
    meter: &mut Meter,
) -> Result<Lists, ReadError> {
    let mut lists = Lists::new();
    for list in &document.annotations {
        let Some(text) = package.xml_part(list)? else { continue };
        let mut page = String::new();
        elements(&text, list, limits, meter, |told, meter| {
            match told {
                Told::Opened("Page", element) => {
                    page = element.attribute("PageID")?.map(|page| page.trim().to_owned()).unwrap_or_default();
                }
                Told::Text("FileLoc", place) => {
                    meter.nodes(1)?;
                    let parts = lists.entry(page.clone()).or_default();
                    parts.extend(structure::part(package, list, place));
                }
                _ => {}
            }
            Ok(())
        })?;
    }
    Ok(lists)
}

/// What becomes of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is seen as the page is.
    Drawn,
    /// Nobody sees it.
    Hidden,
    /// It leads somewhere, and its frame is none of the page's lines.
    Link,
    Watermark,
    Seal,
    /// It marks text and says nothing of its own.
    Mark,
}

impl Fate {
    fn of(note: &Element<'_>) -> Result<Self, ReadError> {
        let (mut kind, mut more, mut visible) = (String::new(), String::new(), true);
        note.each_attribute(|name, value| {
            match name {
                "Type" => kind = value.trim().to_ascii_lowercase(),
                "Subtype" => more = value.trim().to_ascii_lowercase(),
                "Visible" => visible = !matches!(value.trim(), "false" | "0"),
                _ => {}
            }
            Ok(())
        })?;
        let has = |words: &[&str]| words.iter().any(|word| more.contains(word));
        Ok(match kind.as_str() {
            _ if !visible => Self::Hidden,
            "watermark" => Self::Watermark,
            "link" => Self::Link,
            _ if has(&["sign", "seal"]) => Self::Seal,
            // A line that strikes text out is drawn, so that it strikes.
            _ if has(&["strike", "delete"]) => Self::Drawn,
            "highlight" => Self::Mark,
            _ if has(&["highlight", "underline", "squiggly", "wavy", "wave"]) => Self::Mark,
            _ => Self::Drawn,
        })
    }
}

/// A note that is being read.
struct Note {
    fate: Fate,
    /// Where its drawing lies, and how much of it is seen.
    area: [f64; 4],
    /// What it says of itself beside its drawing, and what text it would have drawn.
    remark: String,
    text: String,
}

/// Draws what lies over a page in one part, and says what of it is left out.
pub(super) fn draw(
    package: &mut Package<'_>,
    part: &str,
    (drawn, number): (&mut Drawn, usize),
    (resources, faces): (&Resources, &mut Typefaces),
    remarks: &mut Vec<Remark>,
    (limits, meter): (&Limits, &mut Meter),
) -> Result<(), ReadError> {
    let Some(text) = package.xml_part(part)? else { return Ok(()) };
    let mut open: Option<Note> = None;
    things::things(&text, part, limits, meter, |found, meter| {
        match (found, &mut open) {
            (Found::Opened(element), open) if element.name() == "Annot" => {
                let fate = Fate::of(element)?;
                *open = Some(Note { fate, area: [0.0; 4], remark: String::new(), text: String::new() });
            }
            (Found::Opened(element), Some(note)) if element.name() == "Appearance" => {
                let area = element.attribute("Boundary")?.and_then(|area| numbers::area(&area));
                note.area = area.unwrap_or_default();
            }
            (Found::Opened(element), Some(note)) if element.name() == "URI" && note.fate != Fate::Hidden => {
                let address = element.attribute("URI")?.unwrap_or_default();
                drawn.link(note.area, &Surroundings::of(resources), &address, meter)?;
            }
            (Found::Text("Remark", text), Some(note)) => {
                meter.characters(text.chars().count())?;
                note.remark.push_str(text);
            }
            (Found::Thing(thing), Some(note)) => {
                let around = Surroundings::of(resources).at(note.area);
                if note.fate == Fate::Drawn {
                    return drawn.thing(*thing, &around, faces, meter);
                }
                if let (Fate::Link, Some(address)) = (note.fate, thing.object.link.as_deref()) {
                    drawn.link(thing.object.area, &around, address, meter)?;
                }
                thing.codes.iter().for_each(|code| note.text.push_str(code.text.trim()));
            }
            (Found::Closed("Annot"), open) => {
                if let Some(note) = open.take() {
                    note.say(number, remarks);
                }
            }
            _ => {}
        }
        Ok(())
    })
}

impl Note {
    /// Says what is left out of it.
    fn say(&self, page: usize, remarks: &mut Vec<Remark>) {
        let (remark, text) = (told(&self.remark), told(&self.text));
        let mut say = |kind: RemarkKind, said: String| {
            let remark = Remark::new(kind, said, Position::default().page(page));
            if remarks.len() < MOST && !remarks.contains(&remark) {
                remarks.push(remark);
            }
        };
        match self.fate {
            // One that is a picture says nothing.
            Fate::Watermark if text.is_empty() => {}
            Fate::Watermark => {
                say(RemarkKind::PageFurniture, format!("水印“{text}”未读 / a watermark: “{text}”"));
            }
            Fate::Seal => say(RemarkKind::FormField, SEAL.to_owned()),
            Fate::Hidden if !text.is_empty() => {
                let said =
                    format!("隐藏的注释“{text}”不作数，已略去 / the hidden note “{text}” is not in force, left out");
                say(RemarkKind::NotShown, said);
            }
            Fate::Link | Fate::Mark if !text.is_empty() => {
                say(RemarkKind::FormField, format!("注释“{text}”未读 / the note “{text}” is not read"));
            }
            Fate::Drawn | Fate::Hidden | Fate::Link | Fate::Mark => {}
        }
        if !remark.is_empty() && matches!(self.fate, Fate::Drawn | Fate::Mark) {
            let said = format!("批注“{remark}”不是正文，未读 / the comment “{remark}” is none of the text, not read");
            say(RemarkKind::NotShown, said);
        }
    }
}

/// A text that is left out, as it is told.
pub(super) fn told(text: &str) -> String {
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut told: String = shown.chars().filter(|&c| !characters::is_control(c)).take(TOLD).collect();
    if shown.chars().count() > TOLD {
        told.push('…');
    }
    told
}
