//! The outline (书签): which paragraphs are headings, and of which level, as the file itself says.

use std::collections::BTreeMap;

use gongkai_core::compose::level_shown;
use gongkai_core::document::{Block, MarkKind, ParagraphRole};
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

use super::notes::decode;
use crate::write::LEVEL;

/// How deep entries are followed: headings have three levels.
const DEEPEST: usize = 3;
/// The most entries that are read.
const MOST: usize = 2_000;

/// The outline's entries with their levels.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The levels of the entries of one text, in their order.
    levels: BTreeMap<String, Vec<ParagraphRole>>,
}

impl Outline {
    /// Reads the outline of a file, as far as a report's may reach: entries may be linked in a circle.
    pub(super) fn of(pdf: &Pdf, meter: &mut Meter) -> Result<Self, ReadError> {
        let (mut outline, mut entries) = (Self::default(), 0);
        let xref = pdf.xref();
        let root = xref.get::<Dict<'_>>(xref.root_id()).and_then(|catalogue| catalogue.get::<Dict<'_>>(b"Outlines"));
        // The entries that wait, each with its depth.
        let mut open: Vec<(Dict<'_>, usize)> =
            root.and_then(|root| root.get::<Dict<'_>>(b"First")).map(|first| (first, 1)).into_iter().collect();
        while let Some((entry, depth)) = open.pop() {
            meter.nodes(1)?;
            entries += 1;
            if entries > MOST {
                break;
            }
            if let Some(title) = entry.get::<PdfString<'_>>(b"Title").and_then(|title| decode(title.as_bytes())) {
                meter.characters(title.chars().count())?;
                let role = role_of(&entry, &title, depth);
                outline.levels.entry(without_blanks(&title)).or_default().push(role);
            }
            // What lies below an entry comes before the next one beside it.
            open.extend(entry.get::<Dict<'_>>(b"Next").map(|next| (next, depth)));
            if depth < DEEPEST {
                open.extend(entry.get::<Dict<'_>>(b"First").map(|first| (first, depth + 1)));
            }
        }
        Ok(outline)
    }

    /// Gives the paragraphs that are its entries their levels. A heading's face is bold because it is one.
    pub(super) fn mark(&self, blocks: &mut [Block]) {
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        for block in blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            if paragraph.role != ParagraphRole::Body {
                continue;
            }
            let text = without_blanks(&paragraph.text);
            let Some(levels) = self.levels.get(&text) else { continue };
            let met = met.entry(text).or_default();
            // More paragraphs of one text than entries: each may be one of them.
            if let Some(role) = levels.get(*met).or(levels.first()) {
                paragraph.role = *role;
                paragraph.marks.retain(|mark| mark.kind != MarkKind::Bold);
            }
            *met += 1;
        }
    }
}

/// The level of an entry: what our own files state, or what its number shows, or how deep it lies. Between a heading and
/// the one above it a level may be left out, of which depth alone says nothing.
fn role_of(entry: &Dict<'_>, title: &str, depth: usize) -> ParagraphRole {
    let stated = entry.get::<i32>(LEVEL.as_bytes()).and_then(|level| usize::try_from(level).ok());
    let shown = level_shown(title).map(|level| usize::from(level.number()));
    match stated.or(shown).unwrap_or(depth) {
        1 => ParagraphRole::Heading1,
        2 => ParagraphRole::Heading2,
        _ => ParagraphRole::Heading3,
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !gongkai_core::characters::is_blank(*c)).collect()
}
