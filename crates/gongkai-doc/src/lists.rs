//! Lists: how their levels are numbered, and where each begins.

use std::collections::HashMap;

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::number_format;

use crate::look::Look;
use crate::sprm;

/// How long what is said of a definition, a list and a level is, before what follows.
const DEFINITION: usize = 28;
const LIST: usize = 16;
const LEVEL: usize = 28;
/// Lists have nine levels.
const LEVELS: usize = 9;

/// How the notes of a document are numbered, where its settings say.
pub(crate) fn note_format(code: u16) -> &'static str {
    number_format(u8::try_from(code).unwrap_or(0))
}

/// The part that defines the lists; the tables are that of the definitions, with their levels behind it, and that of
/// the lists.
pub(crate) fn part(
    root: &[(&str, &str)],
    (definitions, levels): (Bytes<'_>, Bytes<'_>),
    lists: Bytes<'_>,
    fonts: &[String],
    meter: &mut Meter,
) -> Result<String, ReadError> {
    let mut out = Markup::default();
    out.open("w:numbering", root);
    let mut rest = levels;
    let mut ids = HashMap::new();
    for index in 0..usize::from(definitions.u16(0).unwrap_or(0)) {
        let Some(described) = definitions.part(2 + index * DEFINITION, DEFINITION) else { break };
        meter.nodes(4)?;
        out.open("w:abstractNum", &[("w:abstractNumId", &index.to_string())]);
        let simple = described.u8(26).unwrap_or(0) & 1 != 0;
        for level in 0..if simple { 1 } else { LEVELS } {
            meter.nodes(4)?;
            let style = described.u16(8 + level * 2).filter(|&style| style != 0x0fff);
            rest = write_level(rest, level, style, fonts, &mut out);
            meter.fits(out.len())?;
        }
        out.close();
        // Where two have one number, the first is meant.
        ids.entry(described.u32(0)).or_insert(index);
    }
    let count = lists.place(0).unwrap_or(0);
    let mut changes = lists.from(count.saturating_mul(LIST).saturating_add(4));
    for index in 0..count {
        let Some(described) = lists.part(4 + index * LIST, LIST) else { break };
        meter.nodes(4)?;
        let Some(definition) = ids.get(&described.u32(0)) else { continue };
        out.open("w:num", &[("w:numId", &(index + 1).to_string())]);
        out.empty("w:abstractNumId", &[("w:val", &definition.to_string())]);
        changes = changes.from(4);
        for _ in 0..described.u8(12).unwrap_or(0) {
            let (Some(start), Some(flags)) = (changes.i32(0), changes.u32(4)) else { break };
            meter.nodes(4)?;
            changes = changes.from(8);
            let level = flags & 0x0f;
            out.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            if flags & 0x10 != 0 && flags & 0x20 == 0 {
                out.empty("w:startOverride", &[("w:val", &start.max(0).to_string())]);
            }
            if flags & 0x20 != 0 {
                changes = write_level(changes, gongkai_compound::whole(level), None, fonts, &mut out);
            }
            out.close();
            meter.fits(out.len())?;
        }
        out.close();
    }
    meter.renewed(out.len())?;
    Ok(out.finish())
}

/// Writes a level and gives what is behind it.
fn write_level<'a>(
    described: Bytes<'a>,
    level: usize,
    style: Option<u16>,
    fonts: &[String],
    out: &mut Markup,
) -> Bytes<'a> {
    let byte = |at: usize| described.u8(at).unwrap_or(0);
    let (characters, paragraph) = (usize::from(byte(24)), usize::from(byte(25)));
    let text_at = LEVEL + paragraph + characters;
    let length = usize::from(described.u16(text_at).unwrap_or(0));
    let text = described.utf16(text_at + 2, length).unwrap_or_default();
    let mut shown = String::new();
    for c in text.chars() {
        match u32::from(c) {
            level @ 0..=8 => shown.push_str(&format!("%{}", level + 1)),
            _ => shown.push(c),
        }
    }
    let flags = byte(5);
    out.open("w:lvl", &[("w:ilvl", &level.to_string())]);
    out.empty("w:start", &[("w:val", &described.i32(0).unwrap_or(1).max(0).to_string())]);
    out.empty("w:numFmt", &[("w:val", number_format(byte(4)))]);
    if flags & 0x08 != 0 && byte(26) == 0 {
        out.empty("w:lvlRestart", &[("w:val", "0")]);
    }
    if let Some(style) = style {
        out.empty("w:pStyle", &[("w:val", &crate::styles::id(style))]);
    }
    if flags & 0x04 != 0 {
        out.empty("w:isLgl", &[]);
    }
    let suffix = match byte(15) {
        2 => "nothing",
        1 => "space",
        _ => "tab",
    };
    out.empty("w:suff", &[("w:val", suffix)]);
    out.empty("w:lvlText", &[("w:val", &shown)]);
    let mut look = Look::default();
    sprm::each(described.part(LEVEL + paragraph, characters).unwrap_or_default()).for_each(|sprm| look.take(&sprm));
    out.open("w:rPr", &[]);
    look.write_rest(fonts, out);
    out.close();
    out.close();
    described.from(text_at + 2 + length * 2)
}
