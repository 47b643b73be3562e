//! The outline (书签): which paragraphs are headings, and of which level, as the file itself says.

use std::collections::BTreeMap;

use gongkai_core::document::{Block, ParagraphRole};
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

use super::notes::decode;

/// How deep entries are followed: headings have three levels.
const DEEPEST: usize = 3;
/// The most entries that are read.
const MOST: usize = 2_000;

/// The outline's entries with their levels.
#[derive(Debug, Default)]
pub(super) struct Outline {
    levels: BTreeMap<String, ParagraphRole>,
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
            let role = match depth {
                1 => ParagraphRole::Heading1,
                2 => ParagraphRole::Heading2,
                _ => ParagraphRole::Heading3,
            };
            if let Some(title) = entry.get::<PdfString<'_>>(b"Title").and_then(|title| decode(title.as_bytes())) {
                meter.characters(title.chars().count())?;
                outline.levels.entry(without_blanks(&title)).or_insert(role);
            }
            open.extend(entry.get::<Dict<'_>>(b"Next").map(|next| (next, depth)));
            if depth < DEEPEST {
                open.extend(entry.get::<Dict<'_>>(b"First").map(|first| (first, depth + 1)));
            }
        }
        Ok(outline)
    }

    /// Gives the paragraphs that are its entries their levels.
    pub(super) fn mark(&self, blocks: &mut [Block]) {
        if self.levels.is_empty() {
            return;
        }
        for block in blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            if paragraph.role == ParagraphRole::Body
                && let Some(role) = self.levels.get(&without_blanks(&paragraph.text))
            {
                paragraph.role = *role;
            }
        }
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !gongkai_core::characters::is_blank(*c)).collect()
}
