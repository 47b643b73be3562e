//! Automatic numbering: which number Word prints before a paragraph.
//!
//! Real files number their headings so: “一、” is not in the paragraph's text but in the list that the paragraph is in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};

use super::look::{Pictorial, Stated, number, switched_on};
use super::styles::{NumberingReference, Styles};
use super::{ordinals, symbols};

/// Lists have nine levels.
const LEVELS: usize = 9;

/// What Word prints before a paragraph of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Printed {
    /// “一、”, “（2）”.
    Number(String),
    /// “● ”.
    Sign(String),
}

/// How many objects a definition, a list or a level counts for.
const OBJECTS: usize = 4;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, Definition>,
    lists: BTreeMap<u32, List>,
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<u32>,
    /// At which level a list has a style, by the list and the style's place, as far as it was asked for.
    levels_of_styles: HashMap<(u32, usize), u32>,
}

/// An abstract numbering definition: what lists look like.
#[derive(Debug, Default)]
struct Definition {
    levels: Vec<Level>,
    /// The list style whose definition this one takes the place of.
    linked: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: Option<String>,
    text: Option<String>,
    /// The font in which the level's own sign stands.
    font: Option<Pictorial>,
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
    starts: Vec<(usize, u32)>,
    levels: Vec<Level>,
}

impl Numbering {
    pub(super) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut meter = Meter::new(limits);
        let mut numbering = Self::default();
        // Which definition defines a list style, by the style's id.
        let mut by_style: HashMap<String, u32> = HashMap::new();
        let mut at = Place::default();
        loop {
            match reader.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Word => match element.name() {
                    "pPr" | "numPicBullet" => reader.skip()?,
                    "styleLink" => {
                        if let (Some(definition), Some(style)) = (at.definition, element.val()?) {
                            meter.nodes(OBJECTS)?;
                            by_style.insert(style.into_owned(), definition);
                        }
                    }
                    name => {
                        if matches!(name, "abstractNum" | "num" | "lvl" | "startOverride") {
                            meter.nodes(OBJECTS)?;
                        }
                        numbering.take(&element, &mut at)?;
                    }
                },
                Node::End => {
                    numbering.follow_links(&by_style);
                    return Ok(numbering);
                }
                _ => {}
            }
        }
    }

    /// Gives each list the definition that its own leaves the say to, through a list style.
    fn follow_links(&mut self, by_style: &HashMap<String, u32>) {
        let definitions = &self.definitions;
        for list in self.lists.values_mut() {
            let own = list.definition.and_then(|own| definitions.get(&own));
            let linked = own.and_then(|own| own.linked.as_ref()).and_then(|style| by_style.get(style));
            list.definition = linked.copied().or(list.definition);
        }
    }

    fn take(&mut self, element: &Element<'_>, at: &mut Place) -> Result<(), ReadError> {
        let id = |name: &str| -> Result<Option<u32>, ReadError> {
            Ok(element.attribute(name)?.and_then(|value| value.trim().parse().ok()))
        };
        let level = || -> Result<Option<usize>, ReadError> {
            Ok(id("ilvl")?.and_then(|level| usize::try_from(level).ok()).filter(|&level| level < LEVELS))
        };
        match element.name() {
            "abstractNum" => *at = Place { definition: id("abstractNumId")?, ..Place::default() },
            "num" => *at = Place { list: id("numId")?, ..Place::default() },
            "lvlOverride" => at.level = level()?,
            "lvl" => at.level = level()?.or(at.level),
            "abstractNumId" => {
                if let Some(list) = at.list {
                    self.lists.entry(list).or_default().definition = number(element)?;
                }
            }
            "startOverride" => {
                if let (Some(list), Some(level), Some(start)) = (at.list, at.level, number(element)?) {
                    self.lists.entry(list).or_default().starts.push((level, start));
                }
            }
            "numStyleLink" => {
                if let (Some(definition), Some(style)) = (at.definition, element.val()?) {
                    self.definitions.entry(definition).or_default().linked = Some(style.into_owned());
                }
            }
            _ => {
                let Some(level) = at.level else { return Ok(()) };
                let levels = match (at.definition, at.list) {
                    (Some(definition), _) => &mut self.definitions.entry(definition).or_default().levels,
                    (None, Some(list)) => &mut self.lists.entry(list).or_default().levels,
                    (None, None) => return Ok(()),
                };
                if levels.len() <= level {
                    levels.resize_with(level + 1, Level::default);
                }
                if let Some(level) = levels.get_mut(level) {
                    level.take(element)?;
                }
            }
        }
        Ok(())
    }

    /// The number or sign before a paragraph, with the space that follows it if it would else run into the text; counts
    /// the paragraph. Nothing when the paragraph is in no list.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when what is printed is more text than a document may have.
    pub(super) fn next(
        &mut self,
        own: NumberingReference,
        style: Option<usize>,
        styles: &Styles,
        meter: &mut Meter,
    ) -> Result<Option<Printed>, ReadError> {
        let Some((number, level)) = self.place(own, style, styles) else { return Ok(None) };
        let index = usize::try_from(level).ok().filter(|&index| index < LEVELS);
        let definition = self.lists.get(&number).and_then(|list| list.definition);
        let (Some(index), Some(definition)) = (index, definition) else { return Ok(None) };
        self.count(number, definition, index);
        self.printed(number, definition, index, meter)
    }

    /// The list and the level that a paragraph is at.
    fn place(&mut self, own: NumberingReference, style: Option<usize>, styles: &Styles) -> Option<(u32, u32)> {
        if let Some(number) = own.number {
            return Some((number, own.level.unwrap_or(0)));
        }
        let (style, reference) = styles.numbering(style)?;
        let number = reference.number?;
        let level = own.level.or(reference.level);
        Some((number, level.unwrap_or_else(|| self.level_of_style(number, style, styles))))
    }

    fn level_of_style(&mut self, number: u32, style: usize, styles: &Styles) -> u32 {
        if let Some(&level) = self.levels_of_styles.get(&(number, style)) {
            return level;
        }
        let definition = self.lists.get(&number).and_then(|list| list.definition);
        let levels = definition.and_then(|definition| self.definitions.get(&definition)).map(|of| &of.levels);
        let named = |level: &Level| level.style.as_deref().and_then(|id| styles.place(id)) == Some(style);
        let found = levels.and_then(|levels| levels.iter().position(named));
        let level = found.and_then(|level| u32::try_from(level).ok()).unwrap_or(0);
        self.levels_of_styles.insert((number, style), level);
        level
    }

    fn level(&self, number: u32, definition: u32, index: usize) -> Option<&Level> {
        let own = self.lists.get(&number).and_then(|list| list.levels.get(index)).filter(|level| level.text.is_some());
        own.or_else(|| self.definitions.get(&definition)?.levels.get(index))
    }

    /// Where a level begins and begins again: where the list says, and else its definition.
    fn start(&self, number: u32, definition: u32, index: usize) -> u32 {
        let starts = self.lists.get(&number).map(|list| list.starts.as_slice()).unwrap_or_default();
        if let Some((_, start)) = starts.iter().rev().find(|(level, _)| *level == index) {
            return *start;
        }
        self.level(number, definition, index).and_then(|level| level.start).unwrap_or(1)
    }

    fn count(&mut self, number: u32, definition: u32, index: usize) {
        if self.begun.insert(number)
            && let Some(list) = self.lists.get(&number)
        {
            // A list of its own start begins there once; lists of one definition else go on counting together.
            let counts = self.counts.entry(definition).or_default();
            for (level, _) in &list.starts {
                if let Some(count) = counts.get_mut(*level) {
                    *count = None;
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

    fn printed(
        &self,
        number: u32,
        definition: u32,
        index: usize,
        meter: &mut Meter,
    ) -> Result<Option<Printed>, ReadError> {
        let (Some(level), Some(counts)) = (self.level(number, definition, index), self.counts.get(&definition)) else {
            return Ok(None);
        };
        if level.format.as_deref() == Some("bullet") {
            return Ok(level.sign(meter)?.map(Printed::Sign));
        }
        let mut out = String::new();
        let mut text = level.text.as_deref().unwrap_or_default().chars().peekable();
        while let Some(c) = text.next() {
            // Counted as it grows: a level's text may ask for the same number a hundred thousand times.
            meter.characters(1)?;
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
            let printed = ordinals::print(count, format);
            meter.characters(printed.chars().count())?;
            out.push_str(&printed);
        }
        let runs_in = out.ends_with(|c: char| c.is_ascii_alphanumeric());
        if runs_in && level.apart.unwrap_or(true) {
            out.push(' ');
        }
        Ok(Some(out).filter(|out| !out.is_empty()).map(Printed::Number))
    }
}

/// Where in the part the reader is.
#[derive(Debug, Default)]
struct Place {
    definition: Option<u32>,
    list: Option<u32>,
    level: Option<usize>,
}

impl Level {
    /// The sign of a list without numbers, as it is shown in its font, with a space after it.
    fn sign(&self, meter: &mut Meter) -> Result<Option<String>, ReadError> {
        let text = self.text.as_deref().unwrap_or_default().trim();
        meter.characters(text.chars().count())?;
        let shown = symbols::shown(text, self.font.unwrap_or(Pictorial::None));
        let sign = shown.unwrap_or_else(|| text.to_owned());
        // A sign of a font that is not known is a sign all the same.
        let sign = sign.replace(|c: char| c == '\u{fffd}' || symbols::is_private(c), "•");
        Ok((!sign.is_empty()).then(|| sign + " "))
    }

    fn take(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        match element.name() {
            "start" => self.start = number(element)?,
            "numFmt" => self.format = element.val()?.map(|format| format.into_owned()),
            "lvlText" => self.text = element.val()?.map(|text| text.into_owned()),
            "suff" => self.apart = element.val()?.map(|suffix| suffix != "nothing"),
            "isLgl" => self.all_digits = switched_on(element)?,
            "lvlRestart" => self.restart = number(element)?,
            "rFonts" => {
                let mut stated = Stated::default();
                stated.take(element)?;
                self.font = stated.font();
            }
            "pStyle" => self.style = element.val()?.map(|style| style.into_owned()),
            _ => {}
        }
        Ok(())
    }
}
