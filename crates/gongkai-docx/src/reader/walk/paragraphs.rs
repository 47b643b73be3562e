//! Paragraphs: their lines, their role, and what a tracked change joins to the next.

use gongkai_core::document::{Paragraph, ParagraphRole, Position};
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Vocabulary};

use super::left_out::{CONTENTS, HIDDEN};
use super::{Target, Walker, each_property, tidy};
use crate::reader::grid::Piece;
use crate::reader::inline::Inline;
use crate::reader::styles::number;

/// The longest heading; a longer paragraph in a heading's style is text that someone set in the wrong style.
const LONGEST_HEADING: usize = 120;

impl Walker<'_> {
    pub(super) fn paragraph(&mut self, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        if self.inside == 0 {
            self.paragraphs += 1;
            self.place = Position::default().paragraph(self.paragraphs);
        }
        let mut inline = Inline { lines: self.carried.take().unwrap_or_default(), ..Inline::default() };
        self.children(&mut Target::Paragraph(&mut inline))?;
        // The instruction of a field ends with its paragraph at the latest; a field that is never closed would else
        // hide the rest of the document.
        while self.fields.last() == Some(&false) {
            self.fields.pop();
        }
        self.finish(inline, pieces);
        Ok(())
    }

    fn finish(&mut self, inline: Inline, pieces: &mut Vec<Piece>) {
        let Inline { properties, lines, hidden, boxes, .. } = inline;
        let style = properties.style.as_deref();
        self.left_out(HIDDEN, &hidden);
        if properties.joined_to_next {
            self.carried = Some(lines);
            pieces.extend(boxes);
            return;
        }
        if self.styles.is_contents(style) {
            self.left_out(CONTENTS, &lines.concat());
            pieces.extend(boxes);
            return;
        }
        let printed = self.numbering.next(properties.numbering, style, self.styles);
        let mut lines: Vec<String> =
            lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        match (printed, lines.first_mut()) {
            (Some(printed), Some(first)) => first.insert_str(0, &printed),
            // A cell may hold nothing but its automatic number.
            (Some(printed), None) if self.inside > 0 => lines.push(tidy(&printed).to_owned()),
            _ => {}
        }
        let role = self.styles.role(style, properties.outline);
        if role != ParagraphRole::Body {
            lines = vec![joined(&lines)];
        }
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            let role = if line.chars().count() > LONGEST_HEADING { ParagraphRole::Body } else { role };
            pieces.push(Piece::Paragraph(Paragraph::new(role, line).at(self.place)));
        }
        pieces.extend(boxes);
    }

    /// A paragraph whose end was deleted and that no other follows.
    pub(super) fn flush(&mut self, pieces: &mut Vec<Piece>) {
        if let Some(lines) = self.carried.take() {
            self.finish(Inline { lines, ..Inline::default() }, pieces);
        }
    }

    pub(super) fn in_paragraph(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "pPr") => self.paragraph_properties(inline),
            (Vocabulary::Word, "r") => {
                inline.hides = self.styles.hidden(inline.properties.style.as_deref()).unwrap_or(false);
                self.children(&mut Target::Run(inline))?;
                inline.hides = false;
                Ok(())
            }
            (Vocabulary::Math, "t") => self.text(inline),
            (Vocabulary::Math, name) if !name.ends_with("Pr") => self.children(&mut Target::Paragraph(inline)),
            _ => self.xml.skip(),
        }
    }

    fn paragraph_properties(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        let properties = &mut inline.properties;
        each_property(&mut self.xml, |element, parent| {
            match (parent, element.name()) {
                ("", "pStyle") => properties.style = element.val()?.map(|style| style.into_owned()),
                ("", "outlineLvl") => properties.outline = number(element)?,
                ("numPr", "numId") => properties.numbering.number = number(element)?,
                ("numPr", "ilvl") => properties.numbering.level = number(element)?,
                ("rPr", "del" | "moveFrom") => properties.joined_to_next = true,
                _ => {}
            }
            Ok(())
        })
    }
}

/// Lines of one heading as one text: Chinese joins without a space.
fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        let latin = |c: char| c.is_ascii_alphanumeric();
        if out.ends_with(latin) && line.starts_with(latin) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
