//! What is drawn among the text: text boxes, pictures, charts.

use gongkai_core::document::{ParagraphRole, RemarkKind};
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Node, Vocabulary};

use super::{Inline, Target, Walker};
use crate::reader::grid::Piece;
use crate::reader::line::{Line, is_figure};
use crate::reader::unseen;

impl Walker<'_> {
    pub(super) fn in_drawing(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "txbxContent") => return self.text_box(inline),
            // Where a drawing stands is said before what is in it.
            (_, "anchor" | "inline") => {
                let outer = (std::mem::take(&mut self.off), std::mem::take(&mut self.standing));
                self.children(&mut Target::Drawing(inline))?;
                (self.off, self.standing) = outer;
                return Ok(());
            }
            (_, "positionH" | "positionV") => {
                let from_page = element.attribute("relativeFrom")?.as_deref() == Some("page");
                self.standing.begin(element.name() == "positionH", from_page);
            }
            (_, "extent") => {
                let (wide, high) = (element.attribute("cx")?, element.attribute("cy")?);
                let size = (wide.as_deref().unwrap_or_default(), high.as_deref().unwrap_or_default());
                self.off |= self.standing.is_before(size, (self.wide, self.reach));
            }
            (_, "docPr") => self.off |= unseen::is_hidden(element)?,
            (_, "posOffset") => {
                let mut offset = String::new();
                loop {
                    match self.xml.node()? {
                        Node::Text(text) => offset.push_str(&text),
                        Node::Open(_) => self.xml.skip()?,
                        Node::Close | Node::End => break,
                    }
                }
                self.off |= unseen::is_distant(&offset, self.reach);
                self.standing.offset(&offset);
                return Ok(());
            }
            (Vocabulary::Vml, "shape" | "rect" | "roundrect" | "oval") => {
                let style = element.attribute("style")?.unwrap_or_default().into_owned();
                let outer = self.off;
                self.off |= unseen::is_off(&style, self.reach);
                self.children(&mut Target::Drawing(inline))?;
                self.off = outer;
                return Ok(());
            }
            (Vocabulary::Vml, "textpath") => {
                // Text drawn along a path (艺术字) is often the title.
                if let Some(text) = element.attribute("string")? {
                    self.shared.meter.characters(text.chars().count())?;
                    let mut line = Line::default();
                    line.begin_with(&text);
                    if !line.is_blank() {
                        self.shared.meter.blocks(1)?;
                        self.yielded += 1;
                        inline.boxes.push(Piece::Line { role: ParagraphRole::Body, line, place: self.place });
                    }
                }
            }
            (Vocabulary::Drawing, "blip") | (Vocabulary::Vml, "imagedata") => {
                self.picture("图片中的文字无法读取 / text in a picture cannot be read", inline);
            }
            (Vocabulary::Drawing, "chart" | "relIds") => {
                self.picture("图表未读入 / a chart or diagram is not read", inline);
            }
            (_, "OLEObject" | "contentPart" | "control") => self.object(inline),
            _ => {}
        }
        self.children(&mut Target::Drawing(inline))
    }

    /// Says that what another program draws is not read.
    pub(super) fn object(&mut self, inline: &mut Inline) {
        if self.look.void.is_none() {
            self.remark(RemarkKind::Unknown, "嵌入对象未读入 / an embedded object is not read");
            if self.inside > 0 {
                inline.boxes.push(Piece::Picture);
            }
        }
    }

    fn picture(&mut self, what: &str, inline: &mut Inline) {
        if self.look.void.is_none() {
            self.remark(RemarkKind::Picture, what);
            if self.inside > 0 {
                inline.boxes.push(Piece::Picture);
            }
        }
    }

    /// Reads a text box: blocks of their own, which follow the paragraph that they are anchored in.
    fn text_box(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        let carried = self.carried.take();
        let (around, look, link) = (self.around, self.look.clone(), self.link.take());
        // What a box is filled with, or stands on, is not told.
        let behind = self.behind.take();
        let unseen = self.unseen;
        self.unseen |= self.off;
        self.inside += 1;
        let mut pieces = Vec::new();
        self.children(&mut Target::Blocks(&mut pieces))?;
        self.flush(&mut pieces)?;
        self.inside = self.inside.saturating_sub(1);
        (self.carried, self.around, self.look, self.link) = (carried, around, look, link);
        (self.behind, self.unseen) = (behind, unseen);
        let text: String = pieces.iter().map(Piece::shown).collect();
        if self.inside > 0 && is_figure(text.trim()) {
            inline.boxes.push(Piece::Boxed(text.trim().to_owned()));
        }
        inline.boxes.extend(pieces);
        Ok(())
    }
}
