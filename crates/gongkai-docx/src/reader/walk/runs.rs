//! Runs: text, fields and signs.

use std::rc::Rc;

use gongkai_core::characters::is_control;
use gongkai_core::document::{RemarkKind, Unclear};
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Node, Vocabulary};

use super::{Inline, Target, Walker, each_property};
use crate::reader::equation;
use crate::reader::fields::{self, Field, Form, Shows};
use crate::reader::grid::Piece;
use crate::reader::line::Line;
use crate::reader::look::{Pictorial, RunLook, Stated, switched_on};
use crate::reader::remarks::{DELETED, PLACEHOLDER, READING, SHOWN, UNKNOWN};
use crate::reader::symbols;

impl Walker<'_> {
    /// Reads the run that was opened last.
    pub(super) fn run(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        self.set_look(Stated::default(), None);
        let before = (self.yielded, inline.lines.len());
        self.children(&mut Target::Run(inline))?;
        // What was typed beside such a line's end has taken its style over, and makes it a line of the text.
        if self.look.for_room && before.1 > 0 && (self.yielded, inline.lines.len()) == (before.0, before.1 + 1) {
            inline.lines.pop();
        }
        Ok(())
    }

    pub(super) fn in_run(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        if element.vocabulary == Vocabulary::Math {
            return self.in_math(element, inline);
        }
        if element.vocabulary != Vocabulary::Word {
            return self.leave_out(UNKNOWN);
        }
        match element.name() {
            "rPr" => return self.run_properties(),
            "t" => {
                let kept = element.attribute("space")?.is_some_and(|space| space == "preserve");
                return self.text(inline, kept);
            }
            "delText" => return self.leave_text_out(DELETED),
            "instrText" => return self.instruction(),
            // The base of a text with readings above it (拼音) has runs of its own.
            "r" => return self.run(inline),
            // Handwriting, and fields of forms that programs draw.
            "contentPart" | "control" => self.object(inline),
            "drawing" | "pict" | "object" => return self.children(&mut Target::Drawing(inline)),
            "fldChar" => return self.field_character(element, inline),
            "tab" | "ptab" => self.push(inline, "\t")?,
            "br" | "cr" if self.fields.show() => self.break_line(inline)?,
            "noBreakHyphen" => self.push(inline, "-")?,
            "sym" => {
                let font = element.attribute("font")?.unwrap_or_default();
                let code = element.attribute("char")?.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
                self.symbol(code.unwrap_or(0), &font, inline)?;
            }
            "footnoteReference" | "endnoteReference" => self.note_reference(element, inline)?,
            "commentReference" => self.comment_reference(element)?,
            _ => return self.leave_out(UNKNOWN),
        }
        self.xml.skip()
    }

    fn run_properties(&mut self) -> Result<(), ReadError> {
        let (mut own, mut style) = (Stated::default(), None);
        each_property(&mut self.xml, |element, parent| {
            match (parent, element.name()) {
                ("", "rStyle") => style = element.val()?.map(|style| style.into_owned()),
                ("", _) => own.take(element)?,
                _ => {}
            }
            Ok(())
        })?;
        self.set_look(own, style.as_deref().filter(|style| !style.is_empty()));
        Ok(())
    }

    /// Sets how the run looks that is being read.
    pub(super) fn set_look(&mut self, own: Stated, style: Option<&str>) {
        let styles = &self.shared.styles;
        let mut look = self.around.look(own, styles.character_look(style));
        // A heading that runs into its text is set so by its place, and is none of the author's emphasis; what is set bold
        // in it by itself is.
        let of_place = own.bold() != Some(true) && style.is_some_and(|style| styles.is_run_in_heading(style));
        look.bold = look.bold && !of_place;
        look.link = self.leads_to();
        look.for_room = style.is_some_and(|style| styles.is_line_end(style));
        self.keep_look(look);
    }

    fn keep_look(&mut self, look: RunLook) {
        if *self.look != look {
            self.look = Rc::new(look);
        }
    }

    fn leads_to(&self) -> Option<Rc<str>> {
        self.fields.link().or(self.link.as_ref()).cloned()
    }

    /// Reads the text of the element that was opened last. White space around it counts only where the file says so.
    pub(super) fn text(&mut self, inline: &mut Inline, kept: bool) -> Result<(), ReadError> {
        let mut text = String::new();
        loop {
            match self.xml.node()? {
                Node::Text(part) => {
                    self.shared.meter.characters(part.chars().count())?;
                    text.push_str(&part);
                }
                Node::Open(_) => self.xml.skip()?,
                Node::Close | Node::End => break,
            }
        }
        // What the format takes for white space is not what a reader of Chinese does: an ideographic space is text.
        let around = |c: char| c.is_ascii_whitespace();
        self.show(inline, if kept { &text } else { text.trim_matches(around) })
    }

    /// Adds text that the file does not hold as such.
    pub(super) fn push(&mut self, inline: &mut Inline, text: &str) -> Result<(), ReadError> {
        self.shared.meter.characters(text.chars().count())?;
        self.show(inline, text)
    }

    /// Adds text that was counted.
    fn show(&mut self, inline: &mut Inline, text: &str) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        self.shared.meter.nodes(1)?;
        if !self.fields.show() {
            let room = SHOWN.saturating_sub(self.instructed.chars().count());
            self.instructed.extend(text.chars().take(room));
            return Ok(());
        }
        if self.hearing > 0 && self.look.void.is_none() {
            self.heard.push_str(text);
        }
        if self.prompting {
            return Ok(());
        }
        self.yielded += 1;
        let look = self.look_here()?;
        let pictured = symbols::shown(text, look.font);
        let mut lines = pictured.as_deref().unwrap_or(text).split(['\u{b}', '\u{2028}', '\u{2029}']).peekable();
        while let Some(line) = lines.next() {
            // What no file of text can hold is shown as what could not be made out, and is no part of a number.
            let shaped: String = line
                .chars()
                .map(|c| match c {
                    '\t' => c,
                    '\n' | '\r' | '\u{c}' | '\u{85}' => ' ',
                    c if is_control(c) => '\u{fffd}',
                    c => c,
                })
                .collect();
            add(inline, &shaped, &look);
            if lines.peek().is_some() {
                self.break_line(inline)?;
            }
        }
        Ok(())
    }

    /// How text looks here; where it leads is counted for every piece that it is kept with.
    fn look_here(&mut self) -> Result<Rc<RunLook>, ReadError> {
        if let Some(link) = &self.look.link {
            self.shared.meter.characters(link.len())?;
        }
        Ok(match self.math_level {
            Some(level) => Rc::new(RunLook { level: Some(level), ..RunLook::clone(&self.look) }),
            None => Rc::clone(&self.look),
        })
    }

    pub(super) fn break_line(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        self.shared.meter.nodes(1)?;
        if self.look.void.is_none() {
            if inline.lines.is_empty() {
                inline.lines.push(Line::default());
            }
            inline.lines.push(Line::default());
        }
        Ok(())
    }

    /// Adds a sign of a font.
    fn symbol(&mut self, code: u32, font: &str, inline: &mut Inline) -> Result<(), ReadError> {
        let known = symbols::symbol(Pictorial::named(font), code);
        if known.is_none() && self.fields.show() {
            self.remark(RemarkKind::Unknown, format!("字体“{font}”的符号 {code:04X} 未读入 / a symbol is not read"));
        }
        // In a cell the place of a sign that is not known is not blank.
        let sign = known.or((self.inside > 0).then_some('\u{fffd}'));
        let Some(sign) = sign else { return Ok(()) };
        // The sign is a character by now, whatever font the run is in.
        let look = RunLook { font: Pictorial::None, ..RunLook::clone(&self.look) };
        let before = std::mem::replace(&mut self.look, Rc::new(look));
        let pushed = self.push(inline, sign.encode_utf8(&mut [0; 4]));
        self.look = before;
        pushed
    }

    pub(super) fn hyperlink(&mut self, element: &Element<'_>, target: &mut Target<'_>) -> Result<(), ReadError> {
        let id = element.attribute("id")?;
        let outside = id.as_deref().and_then(|id| self.links.by_id(id)).filter(|link| link.external);
        let address = match (outside, element.attribute("anchor")?) {
            (Some(link), Some(place)) if !place.is_empty() => Some(format!("{}#{place}", link.target)),
            (Some(link), _) => Some(link.target.clone()),
            // A place in the document itself leads nowhere else.
            (None, _) => None,
        };
        let address: Option<Rc<str>> =
            address.map(|address| address.trim().into()).filter(|link: &Rc<str>| !link.is_empty());
        let before = std::mem::replace(&mut self.link, address);
        let read = self.children(target);
        self.link = before;
        read
    }

    pub(super) fn simple_field(&mut self, element: &Element<'_>, target: &mut Target<'_>) -> Result<(), ReadError> {
        let instruction = element.attribute("instr")?.unwrap_or_default().into_owned();
        self.shared.meter.characters(instruction.chars().count())?;
        let before = self.yielded;
        let link = fields::link(&instruction).map(Into::into).or_else(|| self.link.clone());
        let outer = std::mem::replace(&mut self.link, link);
        let begins = self.xml.position();
        let read = self.children(target);
        self.link = outer;
        read?;
        let result = self.text.get(begins..self.xml.position()).is_some_and(|held| held.matches('<').count() > 1);
        match target {
            Target::Paragraph(inline) | Target::Run(inline) if self.yielded == before => {
                self.set_look(Stated::default(), None);
                if !result {
                    self.without_result(&instruction, inline);
                }
                self.field_without_result(&instruction, &Form::default(), inline)
            }
            _ => Ok(()),
        }
    }

    fn field_character(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        let kind = element.attribute("fldCharType")?.unwrap_or_default().into_owned();
        let form = self.form()?;
        match kind.as_str() {
            "begin" => {
                self.shared.meter.nodes(1 + form.choices.len())?;
                self.fields.begin(form);
            }
            "separate" => {
                self.fields.separate(self.yielded);
            }
            "end" => {
                if let Some(field) = self.fields.end() {
                    self.end_field(&field, inline)?;
                }
            }
            _ => {}
        }
        // What follows in the same run may lead elsewhere now.
        let link = self.leads_to();
        if self.look.link != link {
            self.keep_look(RunLook { link, ..RunLook::clone(&self.look) });
        }
        Ok(())
    }

    fn end_field(&mut self, field: &Field, inline: &mut Inline) -> Result<(), ReadError> {
        let showed = field.result && self.yielded != field.shown_before;
        if showed || !self.fields.show() {
            return Ok(());
        }
        // A result that was saved may be empty.
        if !field.result {
            self.without_result(&field.instruction, inline);
        }
        self.field_without_result(&field.instruction, &field.form, inline)
    }

    /// Keeps that a field shows in a cell what was not saved with the document.
    fn without_result(&self, instruction: &str, inline: &mut Inline) {
        if self.inside > 0 && self.look.void.is_none() && fields::is_worked_out(instruction) {
            inline.boxes.push(Piece::Unclear(Unclear::NoResult));
        }
    }

    fn field_without_result(&mut self, instruction: &str, form: &Form, inline: &mut Inline) -> Result<(), ReadError> {
        match fields::shows(instruction, form) {
            Shows::Result => Ok(()),
            Shows::Text(text) => self.push(inline, &text),
            Shows::Symbol(code, font) => self.symbol(code, &font, inline),
            Shows::Prompt(prompt) => {
                // Whether the text that a form was made with is shown is up to the program, and nobody typed it.
                if self.inside > 0 && self.look.void.is_none() && !form.text.is_empty() {
                    inline.boxes.push(Piece::Unclear(Unclear::NoResult));
                }
                self.left_out(PLACEHOLDER, &prompt);
                Ok(())
            }
            Shows::Equation(equation) => {
                for part in equation::parts(&equation) {
                    if part.reading {
                        self.left_out(READING, &part.text);
                        continue;
                    }
                    let before = self.math_level;
                    self.math_level = part.level.or(before);
                    let pushed = self.push(inline, &part.text);
                    self.math_level = before;
                    pushed?;
                }
                Ok(())
            }
        }
    }

    /// Reads what the innermost field asks for.
    fn instruction(&mut self) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Text(text) => {
                    self.shared.meter.characters(text.chars().count())?;
                    if let Some(field) = self.fields.instructed() {
                        field.instruction.push_str(&text);
                    }
                }
                Node::Open(_) => self.xml.skip()?,
                Node::Close | Node::End => return Ok(()),
            }
        }
    }

    /// Reads what the field of a form holds: the children of the element that was opened last.
    fn form(&mut self) -> Result<Form, ReadError> {
        let mut form = Form::default();
        // As the form was filled in, and as it was made.
        let mut chosen: (Option<usize>, Option<usize>) = (None, None);
        let meter = &mut self.shared.meter;
        each_property(&mut self.xml, |element, parent| {
            match (parent, element.name()) {
                ("checkBox", "default") => form.checked = form.checked.or(Some(switched_on(element)?)),
                ("checkBox", "checked") => form.checked = Some(switched_on(element)?),
                ("ddList", "listEntry") => {
                    let choice = element.val()?.unwrap_or_default().into_owned();
                    meter.characters(choice.chars().count())?;
                    form.choices.push(choice);
                }
                ("ddList", "result") => chosen.0 = element.val()?.and_then(|value| value.trim().parse().ok()),
                ("ddList", "default") => chosen.1 = element.val()?.and_then(|value| value.trim().parse().ok()),
                ("textInput", "default") => {
                    form.text = element.val()?.unwrap_or_default().into_owned();
                    meter.characters(form.text.chars().count())?;
                }
                _ => {}
            }
            Ok(())
        })?;
        form.chosen = chosen.0.or(chosen.1).unwrap_or(0);
        Ok(form)
    }
}

/// Adds text to the last line.
fn add(inline: &mut Inline, text: &str, look: &Rc<RunLook>) {
    match inline.lines.last_mut() {
        Some(line) => line.push(text, look),
        None => {
            let mut line = Line::default();
            line.push(text, look);
            inline.lines.push(line);
        }
    }
}
