//! Footnotes, endnotes and comments: read before the text that refers to them.

use std::collections::HashMap;
use std::rc::Rc;

use gongkai_core::characters::OffLine;
use gongkai_core::document::RemarkKind;
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Node, Vocabulary};

use super::{Inline, Target, Walker};
use crate::reader::grid::Piece;
use crate::reader::look::RunLook;
use crate::reader::ordinals;
use crate::reader::remarks::COMMENT;

/// The notes of a file, until something refers to them.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) footnotes: Kind,
    pub(crate) endnotes: Kind,
    /// What each comment says, as much of it as is shown.
    pub(crate) comments: HashMap<String, String>,
}

/// The notes of one kind.
#[derive(Debug, Default)]
pub(crate) struct Kind {
    pub(crate) texts: HashMap<String, Vec<Piece>>,
    /// How many were referred to so far.
    pub(crate) count: u32,
    /// How they are numbered.
    pub(crate) format: Option<String>,
}

impl Walker<'_> {
    /// Reads the notes of a part, by their ids. Those that only draw a line are none.
    pub(crate) fn notes(mut self) -> Result<HashMap<String, Vec<Piece>>, ReadError> {
        let mut notes = HashMap::new();
        self.inside = 1;
        loop {
            match self.xml.node()? {
                Node::Open(element)
                    if element.vocabulary == Vocabulary::Word && matches!(element.name(), "footnote" | "endnote") =>
                {
                    let id = element.attribute("id")?.map(|id| id.trim().to_owned());
                    let of_text = element.attribute("type")?.is_none_or(|kind| kind == "normal");
                    match id.filter(|_| of_text) {
                        Some(id) => {
                            self.shared.meter.nodes(2)?;
                            let mut pieces = Vec::new();
                            self.children(&mut Target::Blocks(&mut pieces))?;
                            self.flush(&mut pieces)?;
                            notes.insert(id, pieces);
                        }
                        None => self.xml.skip()?,
                    }
                }
                Node::End => return Ok(notes),
                Node::Open(_) | Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// The mark of a note, raised, and what the note says, to follow the paragraph or table.
    pub(super) fn note_reference(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        if self.look.void.is_some() || !self.fields.show() {
            return Ok(());
        }
        let id = element.attribute("id")?.unwrap_or_default().trim().to_owned();
        // Its mark is then text of the run.
        let marked = element.attribute("customMarkFollows")?.is_some_and(|value| crate::reader::look::is_on(&value));
        let endnote = element.name() == "endnoteReference";
        let notes = &mut self.shared.notes;
        let kind = if endnote { &mut notes.endnotes } else { &mut notes.footnotes };
        if !marked {
            kind.count = kind.count.saturating_add(1);
        }
        let usual = if endnote { "lowerRoman" } else { "decimal" };
        let mark = ordinals::print(kind.count, kind.format.as_deref().unwrap_or(usual));
        let text = kind.texts.remove(&id);
        let raised = Rc::new(RunLook { level: Some(OffLine::Raised), ..RunLook::clone(&self.look) });
        if !marked {
            let before = std::mem::replace(&mut self.look, Rc::clone(&raised));
            let pushed = self.push(inline, &mark);
            self.look = before;
            pushed?;
        } else {
            // What follows in the run is the mark, whether it is set as one or not.
            self.look = Rc::clone(&raised);
        }
        let Some(mut pieces) = text else {
            self.remark(RemarkKind::Unknown, "脚注或尾注的文字找不到 / the text of a note is missing");
            return Ok(());
        };
        let mut first = true;
        for piece in &mut pieces {
            if let Piece::Line { line, place, .. } = piece {
                *place = self.place;
                if first && !marked {
                    line.begin_with(" ");
                    line.begin_in(&mark, &raised);
                }
                first = false;
            }
        }
        self.due.extend(pieces);
        Ok(())
    }

    pub(super) fn comment_reference(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let id = element.attribute("id")?.unwrap_or_default().trim().to_owned();
        if let Some(text) = self.shared.notes.comments.remove(&id) {
            self.left_out(COMMENT, &text);
        }
        Ok(())
    }
}
