//! The cells of one sheet as its part states them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::format::{Meter, ReadError};

use super::drawing::TextBox;
use super::is_true;
use super::place::{Place, Rectangle, parse, parse_range, parse_row};
use super::rich::{Collecting, Rich, unescaped};
use super::styles::Styles;
use crate::{Element, Node, Relationships, XmlReader};

/// What a cell stores.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Held {
    /// Nothing.
    #[default]
    Nothing,
    /// A number, in the digits that the file has.
    Number(String),
    /// A shared string by its number, see [`Workbook::string`](super::Workbook::string).
    Shared(usize),
    /// A text of its own: in the cell, or a formula's.
    Text(Rich),
    /// 真 or 假.
    Truth(bool),
    /// A day as ISO 8601 writes it.
    Day(String),
    /// An error: `#REF!`.
    Error(String),
}

/// A cell that holds something, or nothing in a frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// The number of its style.
    pub style: usize,
    /// What it holds.
    pub held: Held,
    /// Its formula, where no result of it was saved: perhaps empty, where another cell shares it.
    pub uncomputed: Option<String>,
    /// The address that it links to.
    pub link: Option<String>,
    /// Whether the file states the cell twice and otherwise, or in another row than it names.
    pub contradicted: bool,
    /// Whether it holds a picture, as Excel and WPS put one into a cell.
    pub picture: bool,
}

/// The cells of one sheet, and what lies over them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells {
    /// Those that hold something, and empty ones in a frame.
    pub cells: BTreeMap<Place, Stored>,
    /// Merged regions as the file lists them; some may overlap.
    pub merges: Vec<Rectangle>,
    /// Rows that are not shown.
    pub hidden_rows: BTreeSet<u32>,
    /// First and last column of each run of columns that is not shown.
    pub hidden_columns: Vec<(u32, u32)>,
    /// The cells that each picture lies over.
    pub pictures: Vec<Rectangle>,
    /// Text boxes.
    pub boxes: Vec<TextBox>,
    /// Areas whose colours change with their values, or come from a table's style.
    recoloured: Vec<Rectangle>,
    links: Vec<(Rectangle, String)>,
}

impl Cells {
    /// Whether a column is hidden.
    #[must_use]
    pub fn hides_column(&self, column: u32) -> bool {
        // Runs are few: a sheet lists its columns from left to right, alike ones together.
        self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column))
    }

    /// Whether a cell may be shown in other colours than its style has.
    #[must_use]
    pub fn is_recoloured(&self, place: Place) -> bool {
        self.recoloured.iter().any(|area| area.contains(place))
    }

    /// Puts the addresses that the sheet's relationships name to the cells that link to them.
    pub(super) fn name_links(&mut self, relationships: &Relationships) {
        for (area, id) in std::mem::take(&mut self.links) {
            let Some(target) = relationships.by_id(&id).filter(|entry| entry.external) else { continue };
            if let Some(cell) = self.cells.get_mut(&area.first) {
                cell.link.get_or_insert_with(|| target.target.clone());
            }
        }
    }

    /// Keeps a cell; one that is stated already, and otherwise, is contradicted.
    fn state(&mut self, place: Place, stored: Stored) {
        match self.cells.entry(place) {
            Entry::Vacant(entry) => drop(entry.insert(stored)),
            Entry::Occupied(mut entry) => {
                let before = entry.get_mut();
                before.contradicted |=
                    stored.contradicted || before.held != stored.held || before.style != stored.style;
            }
        }
    }
}

/// A cell while its element is open.
#[derive(Debug, Default)]
struct Open {
    place: Place,
    /// The row of the element around it, where that states one.
    row: Option<u32>,
    kind: String,
    style: usize,
    /// Whether it has a value of a kind of its own, as pictures in cells have.
    rich_value: bool,
    formula: Option<String>,
    value: Option<String>,
    /// Whether a second value differs from the first.
    differs: bool,
    /// The value being read, and the inline text.
    reading: Option<String>,
    inline: Option<Collecting>,
    text: Option<Rich>,
}

/// Everything that reading a sheet needs to know.
struct Reading<'s> {
    strings: &'s [Rich],
    styles: &'s Styles,
    /// How many framed blanks may still be kept.
    blanks: usize,
    found: Cells,
}

/// Reads the part of a sheet.
pub(super) fn read(
    text: &str,
    part: &str,
    (strings, styles): (&[Rich], &Styles),
    blanks: usize,
    meter: &mut Meter,
) -> Result<Cells, ReadError> {
    let limits = meter.limits().clone();
    let mut reader = XmlReader::new(text, part, &limits);
    let mut reading = Reading { strings, styles, blanks, found: Cells::default() };
    let misplaced = |what: &str| ReadError::damaged(format!("{part}：单元格位置“{what}”不正确 / no such cell"));
    let (mut row, mut column, mut stated_row) = (0_u32, 0_u32, None::<u32>);
    let mut cell: Option<Open> = None;
    let mut inside: Vec<Within> = Vec::new();
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let within = Within::of(element.name());
                match (within, &mut cell) {
                    (Within::Row, None) => {
                        stated_row = None;
                        let mut hidden = false;
                        element.each_attribute(|name, value| {
                            match name {
                                "r" => {
                                    row = parse_row(value).ok_or_else(|| misplaced(value))?;
                                    stated_row = Some(row);
                                }
                                "hidden" => hidden = is_true(value),
                                _ => {}
                            }
                            Ok(())
                        })?;
                        if hidden {
                            reading.found.hidden_rows.insert(row);
                        }
                    }
                    (Within::Cell, None) => {
                        let mut open = Open { row: stated_row, ..Open::default() };
                        let mut named = None;
                        element.each_attribute(|name, value| {
                            match name {
                                "r" => {
                                    named = Some(parse(value).ok_or_else(|| misplaced(value))?);
                                }
                                "t" => value.clone_into(&mut open.kind),
                                "s" => open.style = value.parse().unwrap_or(0),
                                "vm" => open.rich_value = true,
                                _ => {}
                            }
                            Ok(())
                        })?;
                        open.place = named.unwrap_or((row, column));
                        // A row without a number is where its cells say.
                        row = stated_row.unwrap_or(open.place.0);
                        cell = Some(open);
                    }
                    (Within::Formula, Some(open)) => open.formula = Some(String::new()),
                    (Within::Value, Some(open)) => open.reading = Some(String::new()),
                    (Within::Inline, Some(open)) => open.inline = Some(Collecting::default()),
                    (_, Some(open)) => {
                        if let Some(inline) = &mut open.inline {
                            inline.open(&element, reading.styles.palette())?;
                        }
                    }
                    (Within::Other, None) => reading.found.take(&element, meter, &misplaced)?,
                    _ => {}
                }
                inside.push(within);
            }
            Node::Text(text) => {
                let Some(open) = &mut cell else { continue };
                let field = match inside.last() {
                    Some(Within::Formula) => &mut open.formula,
                    Some(Within::Value) => &mut open.reading,
                    _ => {
                        if let Some(inline) = &mut open.inline {
                            inline.text(&text, meter)?;
                        }
                        continue;
                    }
                };
                if let Some(field) = field {
                    meter.characters(text.len().div_ceil(3))?;
                    field.push_str(&text);
                }
            }
            Node::Close => {
                let closed = inside.pop();
                match (closed, &mut cell) {
                    (Some(Within::Cell), _) => {
                        if let Some(open) = cell.take() {
                            column = open.place.1.saturating_add(1);
                            reading.keep(open, meter)?;
                        }
                    }
                    (Some(Within::Row), _) => (row, column, stated_row) = (row.saturating_add(1), 0, None),
                    (Some(Within::Value), Some(open)) => {
                        let read = open.reading.take().unwrap_or_default();
                        match &open.value {
                            Some(before) => open.differs |= *before != read,
                            None => open.value = Some(read),
                        }
                    }
                    (Some(Within::Inline), Some(open)) => {
                        let read = open.inline.take().map(Collecting::finish).unwrap_or_default();
                        match &open.text {
                            Some(before) => open.differs |= *before != read,
                            None => open.text = Some(read),
                        }
                    }
                    (Some(within), Some(open)) => {
                        if let Some(inline) = &mut open.inline {
                            inline.close(within.name(), meter)?;
                        }
                    }
                    _ => {}
                }
            }
            Node::End => return Ok(reading.found),
        }
    }
}

/// The elements of a sheet that are told apart while it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Row,
    Cell,
    Formula,
    Value,
    Inline,
    /// Elements of a text in the cell, by their names.
    Run,
    Text,
    Phonetic,
    Other,
}

impl Within {
    fn of(name: &str) -> Self {
        match name {
            "row" => Self::Row,
            "c" => Self::Cell,
            "f" => Self::Formula,
            "v" => Self::Value,
            "is" => Self::Inline,
            "r" => Self::Run,
            "t" => Self::Text,
            "rPh" => Self::Phonetic,
            _ => Self::Other,
        }
    }

    /// The name, where a text's reader asks for it.
    fn name(self) -> &'static str {
        match self {
            Self::Run => "r",
            Self::Text => "t",
            Self::Phonetic => "rPh",
            _ => "",
        }
    }
}

impl Cells {
    /// Takes what an element outside of the cells says: merges, hidden columns, links.
    fn take(
        &mut self,
        element: &Element<'_>,
        meter: &mut Meter,
        misplaced: &impl Fn(&str) -> ReadError,
    ) -> Result<(), ReadError> {
        let range = || -> Result<Option<Rectangle>, ReadError> {
            Ok(element.attribute("ref")?.and_then(|range| parse_range(&range)))
        };
        match element.name() {
            "col" => {
                let number = |name| -> Result<Option<u32>, ReadError> {
                    Ok(element.attribute(name)?.and_then(|number| number.parse().ok()))
                };
                let hidden = element.attribute("hidden")?.is_some_and(|hidden| is_true(&hidden));
                if let (true, Some(first), Some(last)) = (hidden, number("min")?, number("max")?) {
                    meter.nodes(1)?;
                    let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
                    let runs = self.hidden_columns.len();
                    match self.hidden_columns.last_mut() {
                        Some(run) if run.1.saturating_add(1) == first => run.1 = last,
                        _ if runs < MOST_RUNS => self.hidden_columns.push((first, last)),
                        _ => {}
                    }
                }
            }
            "mergeCell" => {
                meter.places(1)?;
                self.merges.extend(range()?);
            }
            "conditionalFormatting" => {
                for area in element.attribute("sqref")?.unwrap_or_default().split_whitespace().filter_map(parse_range) {
                    meter.nodes(1)?;
                    match self.recoloured.len() {
                        ..MOST_AREAS => self.recoloured.push(area),
                        MOST_AREAS => self.recoloured.push(EVERYWHERE),
                        _ => {}
                    }
                }
            }
            "tablePart" if !self.recoloured.contains(&EVERYWHERE) => self.recoloured.push(EVERYWHERE),
            "hyperlink" => {
                if let (Some(area), Some(id)) = (range()?, element.attribute("id")?) {
                    meter.nodes(1)?;
                    self.links.push((area, id.into_owned()));
                }
            }
            "dimension" => {
                // Nothing is read from it, but one that names no cells shows damage.
                if let Some(range) = element.attribute("ref")?.filter(|range| !range.is_empty())
                    && parse_range(&range).is_none()
                {
                    return Err(misplaced(&range));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// So many areas of changing colours are told apart; with more of them, any cell may be in one.
const MOST_AREAS: usize = 100;
const EVERYWHERE: Rectangle = Rectangle { first: (0, 0), last: (u32::MAX, u32::MAX) };

/// A sheet has 16,384 columns, and so no more runs of hidden ones than half of them; real ones have a few.
const MOST_RUNS: usize = 1_000;

impl Reading<'_> {
    /// Keeps a cell that was read.
    fn keep(&mut self, open: Open, meter: &mut Meter) -> Result<(), ReadError> {
        let value = open.value.as_deref().filter(|value| !value.trim().is_empty());
        let both = value.is_some() && open.text.as_ref().is_some_and(|text| !text.text().is_empty());
        let picture = is_picture(open.formula.as_deref(), value) || (open.rich_value && open.kind == "e");
        let mut contradicted = open.differs || both;
        let mut held = match (open.kind.as_str(), value, open.text) {
            (_, None, Some(text)) if !text.text().is_empty() => Held::Text(text),
            (_, None, _) => Held::Nothing,
            ("s", Some(number), _) => match number.trim().parse() {
                Ok(number) if number < self.strings.len() => Held::Shared(number),
                _ => {
                    contradicted = true;
                    Held::Nothing
                }
            },
            ("str" | "inlineStr", Some(text), _) => Held::Text(Rich::plain(unescaped(text))),
            ("b", Some(value), _) => Held::Truth(is_true(value.trim())),
            ("e", Some(error), _) => Held::Error(error.trim().to_owned()),
            ("d", Some(day), _) => Held::Day(day.trim().to_owned()),
            (_, Some(number), _) => Held::Number(number.trim().to_owned()),
        };
        if picture {
            held = Held::Nothing;
        }
        // A formula may well give an empty text; then the cell says that it holds text.
        let uncomputed =
            open.formula.filter(|_| value.is_none() && held == Held::Nothing && open.kind != "str" && !picture);
        contradicted |= open.row.is_some_and(|row| row != open.place.0);
        let stored = Stored { style: open.style, held, uncomputed, link: None, contradicted, picture };
        if stored.held == Held::Nothing && stored.uncomputed.is_none() && !contradicted && !picture {
            let framed = self.blanks > 0 && self.styles.look(open.style).framed;
            if framed && !self.found.cells.contains_key(&open.place) {
                self.blanks -= 1;
                self.found.state(open.place, stored);
            } else if let Some(before) = self.found.cells.get_mut(&open.place) {
                before.contradicted |= before.held != Held::Nothing;
            }
            return Ok(());
        }
        meter.cells(1)?;
        if let Held::Shared(number) = stored.held {
            // One long text may stand in a hundred thousand cells.
            meter.characters(self.strings.get(number).map_or(0, Rich::cost))?;
        }
        if let Some(row) = open.row.filter(|row| *row != open.place.0) {
            // The place where it stands may be meant as well as the one that it names.
            meter.cells(1)?;
            let there = self.found.cells.entry((row, open.place.1)).or_default();
            there.contradicted = true;
        }
        self.found.state(open.place, stored);
        Ok(())
    }
}

/// Whether a formula shows a picture in its cell: WPS keeps one as `DISPIMG`, Excel as `IMAGE`.
fn is_picture(formula: Option<&str>, value: Option<&str>) -> bool {
    let shows = |text: &str| {
        let mut text = text.trim_start_matches(['=', '+']);
        for prefix in ["_xlfn.", "_xlws."] {
            while let Some(rest) = text.strip_prefix(prefix) {
                text = rest;
            }
        }
        let begins = |name: &str| {
            let beginning = text.as_bytes().get(..name.len());
            beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(name.as_bytes()))
        };
        begins("DISPIMG(") || begins("IMAGE(")
    };
    formula.is_some_and(shows) || value.is_some_and(|value| value.len() < 200 && value.starts_with('=') && shows(value))
}
