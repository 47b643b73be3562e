//! Paragraphs: their lines, their role, and what joins them to the next.

use std::rc::Rc;

use gongkai_core::characters::{OffLine, item_number};
use gongkai_core::document::{Paragraph, ParagraphRole, Position};
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Vocabulary};

use super::{Inline, Joined, Target, Walker, each_property};
use crate::reader::colours::Ground;
use crate::reader::grid::Piece;
use crate::reader::line::Line;
use crate::reader::look::{RunLook, Surroundings, number, switched_on};
use crate::reader::numbering::Printed;
use crate::reader::remarks::{CONTENTS, INSTRUCTION, UNKNOWN};
use crate::reader::unseen;

/// The longest heading; a longer paragraph in a heading's style is text that someone set in the wrong style.
const LONGEST_HEADING: usize = 120;

impl Walker<'_> {
    pub(super) fn paragraph(&mut self, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        if self.inside == 0 {
            self.paragraphs += 1;
            self.place = Position::default().paragraph(self.paragraphs);
        }
        let begun = self.xml.begun();
        let goes_on = self.carried.is_some();
        let mut inline = Inline { lines: self.carried.take().unwrap_or_default(), goes_on, ..Inline::default() };
        self.begin(&mut inline, None, None, false);
        self.children(&mut Target::Paragraph(&mut inline))?;
        if self.in_main && self.inside == 0 {
            self.shared.places.add_paragraph(self.place, begun..self.xml.position());
        }
        self.fields.end_paragraph();
        let instructed = std::mem::take(&mut self.instructed);
        self.left_out(INSTRUCTION, &instructed);
        self.finish(inline, pieces)
    }

    /// Sets what surrounds the runs of a paragraph of this style and shading, whose place may be beyond the page.
    fn begin(&mut self, inline: &mut Inline, style: Option<&str>, shading: Option<Ground>, beyond: bool) {
        let styles = &self.shared.styles;
        inline.properties.style = styles.paragraph(style);
        let paragraph = styles.paragraph_look(inline.properties.style);
        let paragraph = paragraph.with_ground(shading);
        let (behind, unseen) = (self.behind, self.unseen || beyond);
        self.around = Surroundings { defaults: styles.defaults, table: self.table.cell, paragraph, behind, unseen };
    }

    pub(super) fn finish(&mut self, inline: Inline, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        let Inline { properties, mut lines, boxes, goes_on } = inline;
        let style = properties.style;
        let printed = match properties.joined {
            Some(Joined::Deleted) => None,
            // Only one of two paragraphs that are seen as one has its number seen.
            _ if goes_on && lines.first().is_some_and(Line::is_numbered) => None,
            _ => {
                let shared = &mut *self.shared;
                shared.numbering.next(properties.numbering, style, &shared.styles, &mut shared.meter)?
            }
        };
        let role = self.shared.styles.role(style, properties.outline);
        let (blank, mut shown): (Vec<Line>, Vec<Line>) = lines.drain(..).partition(Line::is_blank);
        for line in blank.into_iter().filter(|line| !line.is_empty()) {
            self.shared.remarks.out_of_force(&line.finish(), self.place);
        }
        let item = match &printed {
            Some(Printed::Number(number)) if self.inside > 0 => item_number(number).map(str::to_owned),
            _ => None,
        };
        match (printed, shown.first_mut()) {
            // Before a figure it is a mark: with a space between them the sums might take both for one number.
            (Some(Printed::Number(number)), Some(first)) => match item.filter(|_| first.is_figure()) {
                Some(digits) => {
                    let raised = RunLook { level: Some(OffLine::Raised), ..RunLook::default() };
                    first.begin_in(&digits, &Rc::new(raised));
                }
                None => first.begin_with(&number),
            },
            // Signs before text are kept; those before headings and in cells only show that they are lists.
            (Some(Printed::Sign(sign)), Some(first)) if self.inside == 0 && role == ParagraphRole::Body => {
                first.begin_with(&sign);
            }
            // A cell may hold nothing but its automatic number.
            (Some(Printed::Number(number)), None) if self.inside > 0 => {
                let mut line = Line::default();
                line.begin_with(&number);
                shown.push(line);
            }
            _ => {}
        }
        if properties.joined.is_some() {
            self.carried = Some(shown);
            pieces.extend(boxes);
            return Ok(());
        }
        if self.shared.styles.is_contents(style) {
            let text: String = shown.iter().map(Line::text).collect();
            self.left_out(CONTENTS, &text);
            pieces.extend(boxes);
            return Ok(());
        }
        if role != ParagraphRole::Body {
            shown = shown.into_iter().reduce(Line::joined).into_iter().collect();
        }
        for line in shown {
            let heading = role != ParagraphRole::Body && line.characters() <= LONGEST_HEADING;
            let (role, line) = if heading { (role, line.without_bold()) } else { (ParagraphRole::Body, line) };
            self.shared.meter.blocks(1)?;
            if self.inside > 0 {
                pieces.push(Piece::Line { role, line, place: self.place });
                continue;
            }
            let inline = line.finish();
            self.shared.remarks.out_of_force(&inline, self.place);
            pieces.push(Piece::Block(Paragraph::of(role, inline).at(self.place).into()));
        }
        pieces.extend(boxes);
        Ok(())
    }

    /// A paragraph whose end is not shown and that no other follows.
    pub(super) fn flush(&mut self, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        match self.carried.take() {
            Some(lines) => self.finish(Inline { lines, goes_on: true, ..Inline::default() }, pieces),
            None => Ok(()),
        }
    }

    pub(super) fn in_paragraph(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "pPr") => self.paragraph_properties(inline),
            (Vocabulary::Word, "r") => self.run(inline),
            (Vocabulary::Math, _) => self.in_math(element, inline),
            _ => self.leave_out(UNKNOWN),
        }
    }

    fn paragraph_properties(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        let properties = &mut inline.properties;
        let (mut style, mut shading, mut beyond) = (None, None, false);
        let reach = self.reach;
        each_property(&mut self.xml, |element, parent| {
            if parent.is_empty() {
                beyond |= unseen::is_beyond(element, reach)?;
            }
            match (parent, element.name()) {
                ("", "pStyle") => style = element.val()?.map(|style| style.into_owned()),
                ("", "shd") => shading = Some(Ground::of_shading(element)?),
                ("", "outlineLvl") => properties.outline = number(element)?,
                ("", "framePr") => {
                    let drop = element.attribute("dropCap")?;
                    if drop.is_some_and(|drop| matches!(&*drop, "drop" | "margin")) {
                        properties.joined = properties.joined.or(Some(Joined::Shown));
                    }
                }
                ("numPr", "numId") => properties.numbering.number = number(element)?,
                ("numPr", "ilvl") => properties.numbering.level = number(element)?,
                ("rPr", "del" | "moveFrom") => properties.joined = Some(Joined::Deleted),
                ("rPr", "vanish" | "specVanish") if switched_on(element)? => {
                    properties.joined = properties.joined.or(Some(Joined::Shown));
                }
                _ => {}
            }
            Ok(())
        })?;
        self.begin(inline, style.as_deref(), shading, beyond);
        Ok(())
    }
}
