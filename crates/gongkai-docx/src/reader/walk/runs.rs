//! Runs: text, fields, signs, and what is drawn among them.

use gongkai_core::document::{Paragraph, ParagraphRole, RemarkKind};
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Node, Vocabulary};

use super::{Target, Walker, each_property, tidy};
use crate::reader::grid::Piece;
use crate::reader::inline::{Inline, symbol};
use crate::reader::styles::switched_on;

/// How many characters a piece of text counts for at the least, in the limit of characters; 500,000 pieces by default.
const PIECE: usize = 8;

impl Walker<'_> {
    pub(super) fn in_run(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        if element.vocabulary != Vocabulary::Word {
            return self.xml.skip();
        }
        match element.name() {
            "rPr" => return self.run_properties(inline),
            "t" => return self.text(inline),
            // The base of a text with readings above it (拼音) has runs of its own.
            "r" => return self.children(&mut Target::Run(inline)),
            "drawing" | "pict" | "object" => return self.children(&mut Target::Drawing(inline)),
            "fldChar" => match element.attribute("fldCharType")?.as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(result) = self.fields.last_mut() {
                        *result = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            "tab" | "ptab" => self.push(inline, "\t")?,
            "br" | "cr" if self.shown() => inline.break_line(),
            "noBreakHyphen" => self.push(inline, "-")?,
            "sym" => {
                let font = element.attribute("font")?.unwrap_or_default();
                let code = element.attribute("char")?.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
                match code.and_then(|code| symbol(&font, code)) {
                    Some(sign) => self.push(inline, sign.encode_utf8(&mut [0; 4]))?,
                    None => {
                        let code = code.unwrap_or(0);
                        self.remark(
                            RemarkKind::Unknown,
                            format!("字体“{font}”的符号 {code:04X} 未读入 / a symbol is not read"),
                        );
                    }
                }
            }
            "footnoteReference" | "endnoteReference" => {
                self.remark(RemarkKind::Unknown, "脚注或尾注未读入 / a footnote or endnote is not read");
            }
            _ => {}
        }
        self.xml.skip()
    }

    fn run_properties(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        let (mut own, mut style) = (None, None);
        each_property(&mut self.xml, |element, parent| {
            match (parent, element.name()) {
                ("", "vanish") => own = Some(switched_on(element)?),
                ("", "rStyle") => style = element.val()?.map(|style| style.into_owned()),
                _ => {}
            }
            Ok(())
        })?;
        if let Some(hides) = own.or_else(|| self.styles.hidden(style.as_deref().filter(|style| !style.is_empty()))) {
            inline.hides = hides;
        }
        Ok(())
    }

    /// Reads the text of the element that was opened last.
    pub(super) fn text(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Text(text) => self.push(inline, &text)?,
                Node::Open(_) => self.xml.skip()?,
                Node::Close | Node::End => return Ok(()),
            }
        }
    }

    fn push(&mut self, inline: &mut Inline, text: &str) -> Result<(), ReadError> {
        // A piece of text takes room however short it is, and so does the paragraph that it may be alone in.
        self.pieces = self.pieces.saturating_add(1);
        self.characters = self.characters.saturating_add(text.chars().count());
        if self.characters > self.limits.characters || self.pieces > self.limits.characters / PIECE {
            return Err(ReadError::TooLarge { what: "字符数 / characters of text", limit: self.limits.characters });
        }
        if self.shown() {
            inline.push(text);
        }
        Ok(())
    }

    /// Whether text is shown here, and not part of a field's instruction.
    fn shown(&self) -> bool {
        self.fields.iter().all(|&result| result)
    }

    pub(super) fn in_drawing(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "txbxContent") => {
                let carried = self.carried.take();
                self.inside += 1;
                let mut pieces = Vec::new();
                self.children(&mut Target::Blocks(&mut pieces))?;
                self.flush(&mut pieces);
                self.inside = self.inside.saturating_sub(1);
                self.carried = carried;
                inline.boxes.extend(pieces);
                return Ok(());
            }
            (Vocabulary::Vml, "textpath") => {
                // Text drawn along a path (艺术字) is often the title.
                if let Some(text) = element.attribute("string")? {
                    let text = tidy(&text).to_owned();
                    if !text.is_empty() {
                        inline.boxes.push(Piece::Paragraph(Paragraph::new(ParagraphRole::Body, text).at(self.place)));
                    }
                }
            }
            (Vocabulary::Drawing, "blip") | (Vocabulary::Vml, "imagedata") => {
                self.remark(RemarkKind::Picture, "图片中的文字无法读取 / text in a picture cannot be read");
            }
            (Vocabulary::Drawing, "chart" | "relIds") => {
                self.remark(RemarkKind::Picture, "图表未读入 / a chart or diagram is not read");
            }
            (_, "OLEObject") => self.remark(RemarkKind::Unknown, "嵌入对象未读入 / an embedded object is not read"),
            _ => {}
        }
        self.children(&mut Target::Drawing(inline))
    }
}
