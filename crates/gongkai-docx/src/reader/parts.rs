//! The parts around the text: comments, headers and footers, and how notes are numbered.

use std::collections::HashMap;

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_core::page_number::is_around_page_number;
use gongkai_opc::{Node, Vocabulary, XmlReader};

use super::remarks::SHOWN;

/// What each comment says, by its id, as much of it as is shown.
pub(super) fn comments(
    text: &str,
    part: &str,
    limits: &Limits,
    meter: &mut Meter,
) -> Result<HashMap<String, String>, ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut comments: HashMap<String, String> = HashMap::new();
    let mut current: Option<String> = None;
    let mut in_text = false;
    loop {
        match reader.node()? {
            Node::Open(element) if element.is(Vocabulary::Word, "comment") => {
                meter.nodes(2)?;
                current = element.attribute("id")?.map(|id| id.trim().to_owned());
            }
            Node::Open(element) => in_text = element.is(Vocabulary::Word, "t"),
            Node::Text(part) => {
                if let (true, Some(id)) = (in_text, &current) {
                    keep(comments.entry(id.clone()).or_default(), &part);
                }
            }
            Node::Close => in_text = false,
            Node::End => return Ok(comments),
        }
    }
}

/// What a header or footer says beside the number of the page; nothing where that is all.
pub(super) fn margin(text: &str, part: &str, limits: &Limits) -> Result<Option<String>, ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut out = String::new();
    let mut in_text = false;
    loop {
        match reader.node()? {
            Node::Open(element) => in_text = element.is(Vocabulary::Word, "t"),
            Node::Text(part) if in_text => keep(&mut out, &part),
            Node::Text(_) => {}
            Node::Close => in_text = false,
            Node::End => break,
        }
    }
    Ok(Some(out.trim().to_owned()).filter(|out| !is_around_page_number(out)))
}

/// How a document numbers its notes (`w:footnotePr` or `w:endnotePr`), where it says.
pub(super) fn note_format(text: &str, part: &str, name: &str, limits: &Limits) -> Result<Option<String>, ReadError> {
    // Nearly no document says, and looking for the name is cheaper than reading the part once more.
    if !text.contains(name) {
        return Ok(None);
    }
    let mut reader = XmlReader::new(text, part, limits);
    let mut inside = false;
    loop {
        match reader.node()? {
            Node::Open(element) if element.is(Vocabulary::Word, name) => inside = true,
            Node::Open(element) if inside && element.is(Vocabulary::Word, "numFmt") => {
                return Ok(element.val()?.map(|format| format.into_owned()));
            }
            // What it holds are empty elements, so that the next to begin says whether it is over.
            Node::Open(element) if inside && !matches!(element.name(), "pos" | "numStart" | "numRestart") => {
                inside = false;
            }
            Node::End => return Ok(None),
            Node::Open(_) | Node::Close | Node::Text(_) => {}
        }
    }
}

/// Adds text, but no more than is shown and a little to tell that there is more.
fn keep(out: &mut String, text: &str) {
    let room = SHOWN.saturating_mul(2).saturating_sub(out.chars().count());
    out.extend(text.chars().take(room));
}
