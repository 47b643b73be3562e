//! Lists: how their levels are numbered, and where each begins.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::{ROOT, number_format};

use crate::look::Look;
use crate::tables::Tables;

/// The lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    definitions: Vec<Definition>,
    lists: Vec<List>,
    known: BTreeSet<i32>,
    /// The level that is being described.
    level: Option<Level>,
}

#[derive(Debug, Default)]
struct Definition {
    id: i32,
    levels: Vec<Level>,
}

/// A list: a definition, with changes of its own.
#[derive(Debug, Default)]
struct List {
    number: i32,
    definition: i32,
    changes: Vec<Change>,
}

#[derive(Debug, Default)]
struct Change {
    starts: bool,
    start: Option<i32>,
    level: Option<Level>,
}

#[derive(Debug, Default)]
struct Level {
    start: Option<i32>,
    format: i32,
    follow: i32,
    legal: bool,
    restarts_never: bool,
    text: String,
    look: Look,
}

/// Lists have nine levels.
const LEVELS: usize = 9;
/// How long the text of a level is at most.
const TEXT: usize = 64;

impl Lists {
    /// Whether a list of this number is described.
    pub(crate) fn knows(&self, number: i32) -> bool {
        self.known.contains(&number)
    }

    /// Takes a control word of the tables of lists.
    pub(crate) fn take(&mut self, word: &str, number: Option<i32>, meter: &mut Meter) -> Result<(), ReadError> {
        let value = number.unwrap_or(0);
        match word {
            "list" => {
                meter.nodes(4)?;
                self.definitions.push(Definition::default());
            }
            "listoverride" => {
                meter.nodes(4)?;
                self.lists.push(List::default());
            }
            "listid" => match (self.lists.last_mut(), self.definitions.last_mut()) {
                (Some(list), _) => list.definition = value,
                (None, Some(definition)) => definition.id = value,
                (None, None) => {}
            },
            "ls" => {
                if let Some(list) = self.lists.last_mut() {
                    list.number = value;
                    self.known.insert(value);
                }
            }
            "lfolevel" => {
                meter.nodes(4)?;
                if let Some(list) = self.lists.last_mut().filter(|list| list.changes.len() < LEVELS) {
                    list.changes.push(Change::default());
                }
            }
            "listoverridestartat" => {
                if let Some(change) = self.change() {
                    change.starts = true;
                }
            }
            "listlevel" => {
                meter.nodes(4)?;
                self.level = Some(Level::default());
            }
            "levelstartat" if self.level.is_none() => {
                if let Some(change) = self.change() {
                    change.start = number;
                }
            }
            _ => {
                if let Some(level) = &mut self.level {
                    level.take(word, number);
                }
            }
        }
        Ok(())
    }

    fn change(&mut self) -> Option<&mut Change> {
        self.lists.last_mut().and_then(|list| list.changes.last_mut())
    }

    /// Takes the text of a level.
    pub(crate) fn text(&mut self, text: &str) {
        if let Some(level) = &mut self.level {
            let room = TEXT.saturating_sub(level.text.chars().count());
            level.text.extend(text.chars().take(room));
        }
    }

    /// The level ends that is being described.
    pub(crate) fn end_level(&mut self) {
        let Some(level) = self.level.take() else { return };
        if let Some(change) = self.change() {
            change.level = Some(level);
        } else if let Some(definition) = self.definitions.last_mut().filter(|one| one.levels.len() < LEVELS) {
            definition.levels.push(level);
        }
    }

    /// The part that defines the lists.
    pub(crate) fn part(&self, tables: &Tables, meter: &mut Meter) -> Result<String, ReadError> {
        let mut out = Markup::default();
        out.open("w:numbering", &ROOT);
        // Where two have one number, the first is meant.
        let mut places = BTreeMap::new();
        for (place, definition) in self.definitions.iter().enumerate() {
            places.entry(definition.id).or_insert(place);
            out.open("w:abstractNum", &[("w:abstractNumId", &place.to_string())]);
            for (number, level) in definition.levels.iter().enumerate() {
                level.write(number, tables, &mut out);
            }
            out.close();
            meter.fits(out.len())?;
        }
        for list in &self.lists {
            let Some(place) = places.get(&list.definition) else { continue };
            out.open("w:num", &[("w:numId", &list.number.max(0).to_string())]);
            out.empty("w:abstractNumId", &[("w:val", &place.to_string())]);
            for (number, change) in list.changes.iter().enumerate() {
                let start = change.start.or(change.level.as_ref().and_then(|level| level.start));
                out.open("w:lvlOverride", &[("w:ilvl", &number.to_string())]);
                if let (true, Some(start)) = (change.starts, start) {
                    out.empty("w:startOverride", &[("w:val", &start.max(0).to_string())]);
                }
                if let Some(level) = &change.level {
                    level.write(number, tables, &mut out);
                }
                out.close();
            }
            out.close();
            meter.fits(out.len())?;
        }
        meter.renewed(out.len())?;
        Ok(out.finish())
    }
}

impl Level {
    fn take(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            // The second is what newer programs go by; both say the same.
            "levelnfc" | "levelnfcn" => self.format = value,
            "levelstartat" => self.start = number,
            "levelfollow" => self.follow = value,
            "levellegal" => self.legal = number != Some(0),
            "levelnorestart" => self.restarts_never = number != Some(0),
            _ => {
                self.look.take(word, number);
            }
        }
    }

    fn write(&self, number: usize, tables: &Tables, out: &mut Markup) {
        let mut shown = String::new();
        // Its length stands first, and a semicolon ends it.
        let text = self.text.strip_suffix(';').unwrap_or(&self.text);
        for c in text.chars().skip(1) {
            match u32::from(c) {
                level @ 0..=8 => shown.push_str(&format!("%{}", level + 1)),
                _ => shown.push(c),
            }
        }
        out.open("w:lvl", &[("w:ilvl", &number.to_string())]);
        out.empty("w:start", &[("w:val", &self.start.unwrap_or(1).max(0).to_string())]);
        let format = u8::try_from(self.format).unwrap_or(0);
        out.empty("w:numFmt", &[("w:val", number_format(format))]);
        if self.restarts_never {
            out.empty("w:lvlRestart", &[("w:val", "0")]);
        }
        if self.legal {
            out.empty("w:isLgl", &[]);
        }
        let suffix = match self.follow {
            2 => "nothing",
            1 => "space",
            _ => "tab",
        };
        out.empty("w:suff", &[("w:val", suffix)]);
        out.empty("w:lvlText", &[("w:val", &shown)]);
        out.open("w:rPr", &[]);
        self.look.write_rest(tables, out);
        out.close();
        out.close();
    }
}
