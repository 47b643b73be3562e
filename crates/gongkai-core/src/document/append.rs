//! Putting documents together that were read from parts of one file.

use super::{Block, Document, Position, Properties};

impl Document {
    /// Adds what another part of the same file holds, whose first line stands below so many lines of the file. What the
    /// earlier part says about itself is kept.
    ///
    /// ```
    /// use gongkai_core::document::{Document, Paragraph, ParagraphRole, Position};
    /// let at = |line| Document::new(vec![Paragraph::new(ParagraphRole::Body, "文").at(Position::default().line(line)).into()]);
    /// let mut whole = at(1);
    /// whole.append(at(2), 4);
    /// assert_eq!(whole.paragraphs().last().and_then(|p| p.position.line), Some(6));
    /// ```
    pub fn append(&mut self, part: Self, above: usize) {
        let moved = |position: &mut Position| {
            if let Some(line) = position.line.and_then(|line| usize::try_from(line).ok()) {
                *position = position.line(line.saturating_add(above));
            }
        };
        for mut block in part.blocks {
            match &mut block {
                Block::Paragraph(paragraph) => moved(&mut paragraph.position),
                Block::Table(table) => table.positions_mut().for_each(moved),
            }
            self.blocks.push(block);
        }
        for mut remark in part.remarks {
            moved(&mut remark.position);
            self.remarks.push(remark);
        }
        self.cover = self.cover.take().or(part.cover);
        let Properties { title, author, subject, published, year, level } = part.properties;
        let own = &mut self.properties;
        own.title = own.title.take().or(title);
        own.author = own.author.take().or(author);
        own.subject = own.subject.take().or(subject);
        own.published = own.published.or(published);
        own.year = own.year.or(year);
        own.level = own.level.or(level);
    }
}
