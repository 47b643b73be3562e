//! What stands off the line is decided before anything is cut from a text, since a raised digit that takes its own sign
//! (`x2` → `x²`) moves every place behind it.

use gongkai_core::Prose;
use gongkai_core::document::{Block, Document, MarkKind};

/// The document with its raised and lowered parts decided, where any paragraph says otherwise than that.
pub(crate) fn decided(document: &Document) -> Option<Document> {
    let stands_off = |block: &Block| {
        matches!(block, Block::Paragraph(paragraph)
            if paragraph.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Raised | MarkKind::Lowered)))
    };
    if !document.blocks.iter().any(stands_off) {
        return None;
    }
    let mut changed = false;
    let blocks: Vec<Block> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) if stands_off(block) => {
                let prose = Prose::marked(paragraph.text.as_str(), paragraph.marks.clone());
                if prose.text() == paragraph.text {
                    return block.clone();
                }
                changed = true;
                let mut paragraph = paragraph.clone();
                (paragraph.text, paragraph.marks) = (prose.text().to_owned(), prose.marks().to_vec());
                Block::Paragraph(paragraph)
            }
            _ => block.clone(),
        })
        .collect();
    changed.then(|| document.with_blocks(blocks))
}
