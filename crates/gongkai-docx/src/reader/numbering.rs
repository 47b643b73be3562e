//! Automatic numbering: which number Word prints before a paragraph.
//!
//! Real files number their headings so: “一、” is not in the paragraph's text but in the list that the paragraph is in.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};

use super::ordinals;
use super::styles::{NumberingReference, Styles, number, switched_on};

/// Lists have nine levels.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, Definition>,
    lists: BTreeMap<u32, List>,
    /// Which definition defines a list style, by the style's id.
    by_style: BTreeMap<String, u32>,
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<u32>,
}

/// An abstract numbering definition: what lists look like.
#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<u32, Level>,
    /// The list style whose definition this one takes the place of.
    linked: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: Option<String>,
    text: Option<String>,
    /// Whether a space or tab follows the number.
    apart: Option<bool>,
    all_digits: bool,
    /// 0 where the level never starts again.
    restart: Option<u32>,
    style: Option<String>,
}

/// A list: a definition, with changes of its own.
#[derive(Debug, Default)]
struct List {
    definition: Option<u32>,
    starts: BTreeMap<u32, u32>,
    levels: BTreeMap<u32, Level>,
}

impl Numbering {
    pub(super) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut numbering = Self::default();
        let mut at = Place::default();
        loop {
            match reader.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Word => {
                    if matches!(element.name(), "pPr" | "rPr" | "numPicBullet") {
                        reader.skip()?;
                    } else {
                        numbering.take(&element, &mut at)?;
                    }
                }
                Node::End => return Ok(numbering),
                _ => {}
            }
        }
    }

    fn take(&mut self, element: &Element<'_>, at: &mut Place) -> Result<(), ReadError> {
        let id = |name: &str| -> Result<Option<u32>, ReadError> {
            Ok(element.attribute(name)?.and_then(|value| value.trim().parse().ok()))
        };
        match element.name() {
            "abstractNum" => *at = Place { definition: id("abstractNumId")?, ..Place::default() },
            "num" => *at = Place { list: id("numId")?, ..Place::default() },
            "lvlOverride" => at.level = id("ilvl")?,
            "lvl" => at.level = id("ilvl")?.or(at.level),
            "abstractNumId" => {
                if let Some(list) = at.list {
                    self.lists.entry(list).or_default().definition = number(element)?;
                }
            }
            "startOverride" => {
                if let (Some(list), Some(level), Some(start)) = (at.list, at.level, number(element)?) {
                    self.lists.entry(list).or_default().starts.insert(level, start);
                }
            }
            "styleLink" => {
                if let (Some(definition), Some(style)) = (at.definition, element.val()?) {
                    self.by_style.insert(style.into_owned(), definition);
                }
            }
            "numStyleLink" => {
                if let (Some(definition), Some(style)) = (at.definition, element.val()?) {
                    self.definitions.entry(definition).or_default().linked = Some(style.into_owned());
                }
            }
            _ => {
                let levels = match (at.definition, at.list) {
                    (Some(definition), _) => &mut self.definitions.entry(definition).or_default().levels,
                    (None, Some(list)) => &mut self.lists.entry(list).or_default().levels,
                    (None, None) => return Ok(()),
                };
                if let Some(level) = at.level {
                    levels.entry(level).or_default().take(element)?;
                }
            }
        }
        Ok(())
    }

    /// The number before a paragraph, with the space that follows it if it would else run into the text; counts the
    /// paragraph. Nothing when the paragraph is in no list, or in one of bullets.
    pub(super) fn next(&mut self, own: NumberingReference, style: Option<&str>, styles: &Styles) -> Option<String> {
        let (number, level) = match own.number {
            Some(number) => (number, own.level.unwrap_or(0)),
            None => {
                let (style, reference) = styles.numbering(style)?;
                let number = reference.number?;
                (number, own.level.or(reference.level).or_else(|| self.level_of_style(number, style)).unwrap_or(0))
            }
        };
        let index = usize::try_from(level).ok().filter(|&index| index < LEVELS)?;
        let definition = self.definition_of(number)?;
        self.count(number, definition, index);
        self.printed(number, definition, index)
    }

    /// The definition that a list goes back to, through the list style that it may be linked to.
    fn definition_of(&self, number: u32) -> Option<u32> {
        let own = self.lists.get(&number)?.definition?;
        let linked = self.definitions.get(&own).and_then(|definition| definition.linked.as_ref());
        Some(linked.and_then(|style| self.by_style.get(style)).copied().unwrap_or(own))
    }

    fn level_of_style(&self, number: u32, style: &str) -> Option<u32> {
        let levels = &self.definitions.get(&self.definition_of(number)?)?.levels;
        levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(level, _)| *level)
    }

    fn level(&self, number: u32, definition: u32, index: usize) -> Option<&Level> {
        let level = u32::try_from(index).ok()?;
        let own = self.lists.get(&number).and_then(|list| list.levels.get(&level)).filter(|level| level.text.is_some());
        own.or_else(|| self.definitions.get(&definition)?.levels.get(&level))
    }

    fn start(&self, number: u32, definition: u32, index: usize) -> u32 {
        self.level(number, definition, index).and_then(|level| level.start).unwrap_or(1)
    }

    fn count(&mut self, number: u32, definition: u32, index: usize) {
        if self.begun.insert(number)
            && let Some(list) = self.lists.get(&number)
        {
            // A list of its own start begins there once; lists of one definition else go on counting together.
            let counts = self.counts.entry(definition).or_default();
            for (level, start) in &list.starts {
                if let Some(count) = usize::try_from(*level).ok().and_then(|level| counts.get_mut(level)) {
                    *count = start.checked_sub(1);
                    if *start == 0 {
                        // The count before 0 cannot be held; the level's own start stands for it.
                        *count = None;
                    }
                }
            }
        }
        let start = self.start(number, definition, index);
        let restarts: Vec<bool> = (0..LEVELS)
            .map(|deeper| {
                let restart = self.level(number, definition, deeper).and_then(|level| level.restart);
                restart.is_none_or(|after| after != 0)
            })
            .collect();
        let counts = self.counts.entry(definition).or_default();
        for (deeper, restarts) in restarts.into_iter().enumerate().skip(index + 1) {
            if restarts && let Some(count) = counts.get_mut(deeper) {
                *count = None;
            }
        }
        if let Some(count) = counts.get_mut(index) {
            *count = Some(count.map_or(start, |count| count.saturating_add(1)));
        }
    }

    fn printed(&self, number: u32, definition: u32, index: usize) -> Option<String> {
        let level = self.level(number, definition, index)?;
        if level.format.as_deref() == Some("bullet") {
            return None;
        }
        let counts = self.counts.get(&definition)?;
        let mut out = String::new();
        let mut text = level.text.as_deref().unwrap_or_default().chars().peekable();
        while let Some(c) = text.next() {
            let place = text.peek().and_then(|digit| digit.to_digit(10)).and_then(|digit| digit.checked_sub(1));
            let (true, Some(place)) = (c == '%', place) else {
                out.push(c);
                continue;
            };
            text.next();
            let place = usize::try_from(place).unwrap_or(0);
            let count = counts.get(place).copied().flatten().unwrap_or_else(|| self.start(number, definition, place));
            let format = self.level(number, definition, place).and_then(|level| level.format.as_deref());
            let format = if level.all_digits { "decimal" } else { format.unwrap_or("decimal") };
            out.push_str(&ordinals::print(count, format));
        }
        let runs_in = out.ends_with(|c: char| c.is_ascii_alphanumeric());
        if runs_in && level.apart.unwrap_or(true) {
            out.push(' ');
        }
        Some(out).filter(|out| !out.is_empty())
    }
}

/// Where in the part the reader is.
#[derive(Debug, Default)]
struct Place {
    definition: Option<u32>,
    list: Option<u32>,
    level: Option<u32>,
}

impl Level {
    fn take(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        match element.name() {
            "start" => self.start = number(element)?,
            "numFmt" => self.format = element.val()?.map(|format| format.into_owned()),
            "lvlText" => self.text = element.val()?.map(|text| text.into_owned()),
            "suff" => self.apart = element.val()?.map(|suffix| suffix != "nothing"),
            "isLgl" => self.all_digits = switched_on(element)?,
            "lvlRestart" => self.restart = number(element)?,
            "pStyle" => self.style = element.val()?.map(|style| style.into_owned()),
            _ => {}
        }
        Ok(())
    }
}
