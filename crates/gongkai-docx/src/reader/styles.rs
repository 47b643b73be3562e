//! What styles say about the paragraphs and runs that use them.

use std::collections::HashMap;
use std::rc::Rc;

use gongkai_core::document::ParagraphRole;
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};

use super::conditions::Conditions;
use super::look::{Stated, is_on, number};
use super::walk::each_property;
use crate::names::{LINE_END, RUN_IN_HEADING, SIGNATURE, SIGNATURE_DATE};

/// How many objects a style counts for: its names, its place, and what it comes to with those that it is based on.
const OBJECTS: usize = 4;
/// How many objects a condition of a table's style counts for.
const CONDITION_OBJECTS: usize = 8;

/// The styles of a document, each resolved with those that it is based on.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, usize>,
    styles: Vec<Style>,
    resolved: Vec<Resolved>,
    /// What table styles set for some cells only, with those that they are based on.
    conditions: Vec<Option<Rc<Conditions>>>,
    default_paragraph: Option<usize>,
    default_character: Option<usize>,
    default_table: Option<usize>,
    /// What holds where no style says otherwise.
    pub(super) defaults: Stated,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    numbering: NumberingReference,
    look: Stated,
    conditions: Option<Rc<Conditions>>,
}

/// A style together with those that it is based on.
#[derive(Debug, Clone, Copy, Default)]
struct Resolved {
    titled: bool,
    signs: Option<Signs>,
    outline: Option<u32>,
    /// The list that it puts paragraphs in, and the place of the style that says so.
    numbering: Option<(usize, NumberingReference)>,
    look: Stated,
}

/// What of a signature a style sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signs {
    Organ,
    Date,
}

/// A paragraph's or style's reference to a list: either part may come from elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct NumberingReference {
    /// The list; 0 takes a paragraph out of its style's list.
    pub(super) number: Option<u32>,
    /// The level in it, from 0.
    pub(super) level: Option<u32>,
}

impl Styles {
    pub(super) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut meter = Meter::new(limits);
        let mut styles = Self::default();
        let mut current: Option<usize> = None;
        let mut in_defaults = false;
        loop {
            match reader.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Word => match element.name() {
                    "docDefaults" => in_defaults = true,
                    "style" => {
                        in_defaults = false;
                        meter.nodes(OBJECTS)?;
                        current = styles.begin(&element)?;
                    }
                    "pPrChange" | "rPrChange" => reader.skip()?,
                    "tblStylePr" => {
                        meter.nodes(CONDITION_OBJECTS)?;
                        let place = element.attribute("type")?.and_then(|name| Conditions::place(&name));
                        let mut stated = Stated::default();
                        each_property(&mut reader, |element, _| stated.take(element))?;
                        let style = current.and_then(|index| styles.styles.get_mut(index));
                        if let (Some(place), Some(style)) = (place, style) {
                            style.conditions().state(place, stated);
                        }
                    }
                    _ if in_defaults => styles.defaults.take(&element)?,
                    _ => {
                        if let Some(style) = current.and_then(|index| styles.styles.get_mut(index)) {
                            style.take(&element)?;
                        }
                    }
                },
                Node::End => {
                    styles.resolve();
                    return Ok(styles);
                }
                _ => {}
            }
        }
    }

    /// Begins a style; of two with one id the later counts.
    fn begin(&mut self, element: &Element<'_>) -> Result<Option<usize>, ReadError> {
        let Some(id) = element.attribute("styleId")?.map(|id| id.into_owned()) else { return Ok(None) };
        let index = self.styles.len();
        if element.attribute("default")?.as_deref().is_some_and(is_on) {
            match element.attribute("type")?.as_deref() {
                None | Some("paragraph") => self.default_paragraph = Some(index),
                Some("character") => self.default_character = Some(index),
                Some("table") => self.default_table = Some(index),
                _ => {}
            }
        }
        self.by_id.insert(id, index);
        self.styles.push(Style::default());
        Ok(Some(index))
    }

    /// Resolves every style once, those that it is based on first. A circle ends where it closes.
    fn resolve(&mut self) {
        let base = |style: &Style| style.based_on.as_ref().and_then(|id| self.by_id.get(id)).copied();
        let bases: Vec<Option<usize>> = self.styles.iter().map(base).collect();
        let mut resolved: Vec<Option<Resolved>> = vec![None; self.styles.len()];
        let mut on_way = vec![false; self.styles.len()];
        for start in 0..self.styles.len() {
            let mut way = Vec::new();
            let mut next = Some(start);
            while let Some(index) = next {
                match on_way.get_mut(index) {
                    Some(seen) if !*seen => *seen = true,
                    _ => break,
                }
                way.push(index);
                next = bases.get(index).copied().flatten();
            }
            let mut below = next.and_then(|index| resolved.get(index).copied().flatten()).unwrap_or_default();
            for index in way.into_iter().rev() {
                let Some(style) = self.styles.get(index) else { continue };
                below = style.on(index, below);
                if let Some(place) = resolved.get_mut(index) {
                    *place = Some(below);
                }
            }
        }
        self.resolved = resolved.into_iter().map(Option::unwrap_or_default).collect();
        self.resolve_conditions(&bases);
    }

    /// Puts the conditions of table styles on top of those that they are based on. Styles without any share theirs.
    fn resolve_conditions(&mut self, bases: &[Option<usize>]) {
        self.conditions = vec![None; self.styles.len()];
        if self.styles.iter().all(|style| style.conditions.is_none()) {
            return;
        }
        let mut done = vec![false; self.styles.len()];
        for start in 0..self.styles.len() {
            let mut way = Vec::new();
            let mut next = Some(start);
            while let Some(index) = next.filter(|index| done.get(*index) == Some(&false)) {
                if let Some(done) = done.get_mut(index) {
                    *done = true;
                }
                way.push(index);
                next = bases.get(index).copied().flatten();
            }
            let mut below = next.and_then(|index| self.conditions.get(index).cloned().flatten());
            for index in way.into_iter().rev() {
                let own = self.styles.get(index).and_then(|style| style.conditions.clone());
                below = match (own, below) {
                    (Some(own), Some(below)) => Some(Rc::new(own.over(&below))),
                    (own, below) => own.or(below),
                };
                if let Some(place) = self.conditions.get_mut(index) {
                    place.clone_from(&below);
                }
            }
        }
    }

    /// Whether any table's style sets some cells otherwise than others.
    pub(super) fn have_conditions(&self) -> bool {
        self.conditions.iter().any(Option::is_some)
    }

    /// What a table's style sets for some of its cells only.
    pub(super) fn conditions(&self, id: Option<&str>) -> Option<Rc<Conditions>> {
        let style = id.map_or(self.default_table, |id| self.place(id));
        style.and_then(|index| self.conditions.get(index)).cloned().flatten()
    }

    /// The place of a paragraph's style; of the default one where it has none, or none that there is.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Option<usize> {
        id.and_then(|id| self.place(id)).or(self.default_paragraph)
    }

    fn of(&self, style: Option<usize>) -> Resolved {
        style.and_then(|index| self.resolved.get(index)).copied().unwrap_or_default()
    }

    /// What a paragraph is by its style and its own outline level, from 0; 9 is running text.
    pub(super) fn role(&self, style: Option<usize>, outline: Option<u32>) -> ParagraphRole {
        let style = self.of(style);
        match outline.or(style.outline) {
            _ if style.titled => ParagraphRole::Title,
            _ if style.signs == Some(Signs::Organ) => ParagraphRole::Signature,
            _ if style.signs == Some(Signs::Date) => ParagraphRole::SignatureDate,
            Some(0) => ParagraphRole::Heading1,
            Some(1) => ParagraphRole::Heading2,
            Some(2) => ParagraphRole::Heading3,
            _ => ParagraphRole::Body,
        }
    }

    /// Whether a paragraph's style is one of a table of contents.
    pub(super) fn is_contents(&self, style: Option<usize>) -> bool {
        let name = style.and_then(|index| self.styles.get(index)).map_or("", |style| style.name.as_str());
        name.starts_with("toc ") || name == "目录"
    }

    /// The list that a paragraph's style puts it in, and the place of the style that says so.
    pub(super) fn numbering(&self, style: Option<usize>) -> Option<(usize, NumberingReference)> {
        self.of(style).numbering
    }

    /// Where a style of an id stands.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// What a paragraph's style states about its text.
    pub(super) fn paragraph_look(&self, style: Option<usize>) -> Stated {
        self.of(style).look
    }

    /// What a character style states.
    pub(super) fn character_look(&self, id: Option<&str>) -> Stated {
        self.of(id.map_or(self.default_character, |id| self.place(id))).look
    }

    /// What a table's style states about the text in the table.
    pub(super) fn table_look(&self, id: Option<&str>) -> Stated {
        self.of(id.map_or(self.default_table, |id| self.place(id))).look
    }

    /// Whether a character style only shows that a heading runs into the text.
    pub(super) fn is_run_in_heading(&self, id: &str) -> bool {
        self.place(id).and_then(|index| self.styles.get(index)).is_some_and(|style| style.name == RUN_IN_HEADING)
    }

    /// Whether a character style only shows that a line ends for want of room.
    pub(super) fn is_line_end(&self, id: &str) -> bool {
        self.place(id).and_then(|index| self.styles.get(index)).is_some_and(|style| style.name == LINE_END)
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        match element.name() {
            "name" => self.name = text(element)?.trim().to_lowercase(),
            "basedOn" => self.based_on = Some(text(element)?),
            "outlineLvl" => self.outline = number(element)?,
            "numId" => self.numbering.number = number(element)?,
            "ilvl" => self.numbering.level = number(element)?,
            "tblStyleRowBandSize" | "tblStyleColBandSize" => self.conditions().band(element)?,
            _ => self.look.take(element)?,
        }
        Ok(())
    }

    fn conditions(&mut self) -> &mut Conditions {
        Rc::make_mut(self.conditions.get_or_insert_with(Rc::default))
    }

    /// This style on top of what it is based on.
    fn on(&self, index: usize, below: Resolved) -> Resolved {
        Resolved {
            titled: below.titled || matches!(self.name.as_str(), "title" | "标题"),
            signs: match self.name.as_str() {
                SIGNATURE => Some(Signs::Organ),
                SIGNATURE_DATE => Some(Signs::Date),
                _ => below.signs,
            },
            outline: self.outline.or_else(|| self.named_level()).or(below.outline),
            numbering: self.numbering.number.map(|_| (index, self.numbering)).or(below.numbering),
            look: self.look.over(below.look),
        }
    }

    /// The level of a heading style that has lost its outline level but not its name.
    fn named_level(&self) -> Option<u32> {
        let level = self.name.strip_prefix("heading ").or_else(|| self.name.strip_prefix("标题 "))?;
        level.trim().parse::<u32>().ok()?.checked_sub(1)
    }
}

fn text(element: &Element<'_>) -> Result<String, ReadError> {
    Ok(element.val()?.unwrap_or_default().into_owned())
}
