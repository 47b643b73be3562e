//! The blocks of a document after one step of reading. Nearly every step leaves nearly every document as it is, so a block is
//! copied only where something changed.

use gongkai_core::document::{Block, Document, Paragraph, Table};

/// The blocks that a step has gone through.
pub(super) struct Step<'d> {
    document: &'d Document,
    blocks: Vec<Taken<'d>>,
}

/// A block of the document as it was, or another in its place.
enum Taken<'d> {
    Block(&'d Block),
    Paragraph(&'d Paragraph),
    Other(Block),
}

impl<'d> Step<'d> {
    /// Nothing gone through yet.
    pub(super) fn through(document: &'d Document) -> Self {
        Self { document, blocks: Vec::with_capacity(document.blocks.len()) }
    }

    /// A block stays as it is.
    pub(super) fn keep(&mut self, block: &'d Block) {
        self.blocks.push(Taken::Block(block));
    }

    /// A paragraph stays as it is.
    pub(super) fn keep_paragraph(&mut self, paragraph: &'d Paragraph) {
        self.blocks.push(Taken::Paragraph(paragraph));
    }

    /// Another block comes in the place of one or several.
    pub(super) fn put(&mut self, block: impl Into<Block>) {
        self.blocks.push(Taken::Other(block.into()));
    }

    /// Several come.
    pub(super) fn put_all(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.blocks.extend(blocks.into_iter().map(Taken::Other));
    }

    /// The block gone through last, where it is a table.
    pub(super) fn last_table(&self) -> Option<&Table> {
        match self.blocks.last()? {
            Taken::Block(Block::Table(table)) | Taken::Other(Block::Table(table)) => Some(table),
            _ => None,
        }
    }

    /// Takes the block gone through last back.
    pub(super) fn take_back(&mut self) {
        self.blocks.pop();
    }

    /// The document with the blocks as they are now.
    pub(super) fn document(self) -> Document {
        let blocks = self.blocks.into_iter().map(|block| match block {
            Taken::Block(block) => block.clone(),
            Taken::Paragraph(paragraph) => paragraph.clone().into(),
            Taken::Other(block) => block,
        });
        self.document.with_blocks(blocks.collect())
    }
}
