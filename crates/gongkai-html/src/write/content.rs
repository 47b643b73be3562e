//! Paragraphs and tables as markup, in reading order.

use gongkai_core::Within;
use std::collections::BTreeSet;

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Remark};
use gongkai_core::style::Style;

use super::dress::{Dress, Look};
use super::text::{self, Marked};
use super::{table, text::attribute};
use crate::roles::{self, ROLE};

/// The markup of a document's content.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) markup: String,
    /// The links that are not written.
    pub(super) lost: Vec<Remark>,
    /// The sizes of cells on paper that are not the table's, in half-points.
    pub(super) sizes: BTreeSet<u32>,
    /// Whether a table stands across its page on paper.
    pub(super) turned: bool,
}

/// What is written so far.
pub(super) struct Writing<'s> {
    pub(super) style: &'s Style,
    pub(super) dress: Dress,
    pub(super) out: String,
    pub(super) lost: Vec<Remark>,
    pub(super) sizes: BTreeSet<u32>,
    pub(super) turned: bool,
    /// How deep the headings nest at this place: no level is left out on the way down.
    depth: u8,
    /// The text of the last heading.
    heading: Option<String>,
    tables: usize,
}

impl Content {
    /// The content of a document.
    pub(super) fn of(document: &Document, style: &Style, dress: Dress) -> Self {
        let mut writing = Writing {
            style,
            dress,
            out: String::new(),
            lost: Vec::new(),
            sizes: BTreeSet::new(),
            turned: false,
            depth: 0,
            heading: None,
            tables: 0,
        };
        for block in &document.blocks {
            match block {
                Block::Paragraph(paragraph) => writing.paragraph(paragraph),
                Block::Table(table) => {
                    writing.tables += 1;
                    let (number, caption) = (writing.tables, writing.heading.clone());
                    table::write(&mut writing, table, number, caption.as_deref());
                }
            }
        }
        let Writing { out, lost, sizes, turned, .. } = writing;
        Self { markup: out, lost, sizes, turned }
    }
}

impl Writing<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let (element, look) = match paragraph.role {
            ParagraphRole::Title => (self.heading(1), Look::Title),
            ParagraphRole::Heading1 => (self.heading(2), Look::Heading),
            ParagraphRole::Heading2 => (self.heading(3), Look::Heading),
            ParagraphRole::Heading3 => (self.heading(4), Look::Heading),
            ParagraphRole::Signature | ParagraphRole::SignatureDate => ("p", Look::Signature),
            _ => ("p", Look::Body),
        };
        if element != "p" {
            self.heading = Some(paragraph.text.clone());
        }
        self.out.extend(["<", element]);
        let read_as = roles::of_element(element, &paragraph.text);
        if let Some(name) = roles::name(paragraph.role).filter(|_| read_as != paragraph.role) {
            attribute(&mut self.out, ROLE, name);
        }
        self.out.push_str(&self.dress.attributes(look));
        self.out.push('>');
        self.words(paragraph);
        self.out.extend(["</", element, ">\n"]);
    }

    /// The element of a heading: of its level, or of the level below the one it stands under.
    fn heading(&mut self, level: u8) -> &'static str {
        self.depth = level.min(self.depth + 1);
        match self.depth {
            1 => "h1",
            2 => "h2",
            3 => "h3",
            _ => "h4",
        }
    }

    fn words(&mut self, paragraph: &Paragraph) {
        let marked = Marked { text: &paragraph.text, marks: &paragraph.marks };
        let Self { style, dress, out, lost, .. } = self;
        if paragraph.role == ParagraphRole::Title {
            let lines = style.title_lines(&paragraph.text);
            if lines.len() > 1 {
                let mut at = 0;
                for line in lines {
                    // The lines are the title's own text, from which at most white space between them is gone.
                    let from = paragraph.text.get(at..).and_then(|rest| rest.find(line)).map_or(at, |gap| at + gap);
                    text::push(out, paragraph.text.within(at..from));
                    at = from + line.len();
                    out.extend(["<span", &dress.attributes(Look::TitleLine), ">"]);
                    marked.part(out, from..at, lost);
                    out.push_str("</span>");
                }
                return;
            }
        }
        let run_in = paragraph.parts().0.len();
        if run_in > 0 {
            out.extend(["<span", &dress.attributes(Look::RunIn), ">"]);
            marked.part(out, 0..run_in, lost);
            out.push_str("</span>");
        }
        marked.part(out, run_in..paragraph.text.len(), lost);
    }
}
