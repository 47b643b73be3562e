//! A sheet: its cells, rows and columns.

use gongkai_core::document::cell_name;
use std::borrow::Cow;
use std::collections::BTreeMap;

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::{Element, Markup, Node, XmlReader};

use super::is_on;
use super::styles::{Look, Styles, colour};
use crate::package::ROOT;

/// A sheet in the newer notation.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) part: String,
    /// Where its links lead.
    pub(super) addresses: Vec<String>,
}

/// A sheet while it is read.
struct Reading<'r, 'x> {
    xml: &'r mut XmlReader<'x>,
    styles: &'r Styles,
    remarks: &'r mut Vec<Remark>,
    meter: &'r mut Meter,
    out: Markup,
    /// Columns that are hidden, first and last, from 0.
    hidden_columns: Vec<(u32, u32)>,
    /// The styles that columns have, by the first of them, with the last.
    column_styles: BTreeMap<u32, (u32, usize)>,
    merges: Vec<String>,
    links: Vec<(String, String)>,
    recoloured: Vec<String>,
    hidden: bool,
}

/// Places beyond are none of a sheet.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;
/// How much is said of a comment.
const SAID: usize = 60;

impl Sheet {
    /// Reads the sheet whose element was opened last.
    pub(super) fn read(
        name: String,
        xml: &mut XmlReader<'_>,
        styles: &Styles,
        remarks: &mut Vec<Remark>,
        meter: &mut Meter,
    ) -> Result<Self, ReadError> {
        let mut reading = Reading {
            xml,
            styles,
            remarks,
            meter,
            out: Markup::default(),
            hidden_columns: Vec::new(),
            column_styles: BTreeMap::new(),
            merges: Vec::new(),
            links: Vec::new(),
            recoloured: Vec::new(),
            hidden: false,
        };
        reading.sheet()?;
        let hidden = reading.hidden;
        let (part, addresses) = reading.finish()?;
        Ok(Self { name, hidden, part, addresses })
    }
}

impl<'x> Reading<'_, 'x> {
    fn sheet(&mut self) -> Result<(), ReadError> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Node::Open(element) = self.xml.node()? else { continue };
            self.meter.nodes(1)?;
            match element.name() {
                "Table" => self.table()?,
                "Visible" => self.hidden = self.text()?.trim() != "SheetVisible",
                "ConditionalFormatting" => {}
                "Range" => {
                    let said = self.text()?;
                    self.recoloured.extend(said.split(',').filter_map(range));
                }
                "WorksheetOptions" => {}
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn table(&mut self) -> Result<(), ReadError> {
        let (mut row, mut column) = (0_u32, 0_u32);
        // Up to which row what was said of a hidden one holds.
        let mut hidden_until = 0_u32;
        loop {
            match self.xml.node()? {
                Node::Open(element) => {
                    self.meter.nodes(1)?;
                    let index = number(&element, "Index")?.filter(|index| *index > 0).map(|index| index - 1);
                    let span = number(&element, "Span")?.unwrap_or(0);
                    let hidden = element.attribute("Hidden")?.is_some_and(|value| is_on(&value));
                    let style = element.attribute("StyleID")?.map(|id| self.styles.place(&id));
                    match element.name() {
                        "Column" => {
                            let first = index.unwrap_or(column).min(LAST_COLUMN);
                            let last = first.saturating_add(span).min(LAST_COLUMN);
                            if hidden {
                                self.hidden_columns.push((first, last));
                            }
                            if let Some(style) = style {
                                self.column_styles.insert(first, (last, style));
                            }
                            column = last.saturating_add(1);
                            self.xml.skip()?;
                        }
                        "Row" => {
                            row = index.unwrap_or(row);
                            if row > LAST_ROW {
                                return Err(ReadError::damaged(format!("行号 {row} 太大 / there is no such row")));
                            }
                            if hidden {
                                hidden_until = row.saturating_add(span).saturating_add(1);
                            }
                            self.row(row, row < hidden_until, style)?;
                            row = row.saturating_add(1).saturating_add(if hidden { 0 } else { span });
                        }
                        _ => self.xml.skip()?,
                    }
                }
                Node::Text(_) => {}
                Node::Close | Node::End => return Ok(()),
            }
        }
    }

    fn row(&mut self, row: u32, hidden: bool, of_row: Option<usize>) -> Result<(), ReadError> {
        let number_of_row = (row + 1).to_string();
        self.out.open("row", &[("r", &number_of_row), ("hidden", if hidden { "1" } else { "0" })]);
        let mut column = 0_u32;
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.name() == "Cell" => {
                    self.meter.cells(1)?;
                    column = number(&element, "Index")?.filter(|index| *index > 0).map_or(column, |index| index - 1);
                    if column > LAST_COLUMN {
                        return Err(ReadError::damaged(format!("列号 {column} 太大 / there is no such column")));
                    }
                    let right = number(&element, "MergeAcross")?.unwrap_or(0);
                    let down = number(&element, "MergeDown")?.unwrap_or(0);
                    let place = cell_name(row, column);
                    let last = column.saturating_add(right).min(LAST_COLUMN);
                    if right > 0 || down > 0 {
                        let end = cell_name(row.saturating_add(down).min(LAST_ROW), last);
                        self.merges.push(format!("{place}:{end}"));
                    }
                    if let Some(address) = element.attribute("HRef")?.filter(|address| !address.trim().is_empty()) {
                        self.meter.characters(address.chars().count())?;
                        self.links.push((place.clone(), address.into_owned()));
                    }
                    let own = element.attribute("StyleID")?.map(|id| self.styles.place(&id));
                    let style = own.or(of_row).unwrap_or_else(|| self.style_of_column(column));
                    let formula = element.attribute("Formula")?.is_some_and(|formula| !formula.is_empty());
                    self.cell(&place, style, formula)?;
                    column = last.saturating_add(1);
                    self.meter.fits(self.out.len())?;
                }
                Node::Open(_) => self.xml.skip()?,
                Node::Text(_) => {}
                Node::Close | Node::End => break,
            }
        }
        self.out.close();
        Ok(())
    }

    fn style_of_column(&self, column: u32) -> usize {
        let before = self.column_styles.range(..=column).next_back();
        before.filter(|(_, (last, _))| column <= *last).map_or(0, |(_, (_, style))| *style)
    }

    /// Reads what a cell holds.
    fn cell(&mut self, place: &str, style: usize, formula: bool) -> Result<(), ReadError> {
        let style = style.to_string();
        let mut held = false;
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.name() == "Data" && !held => {
                    held = true;
                    let kind = element.attribute("Type")?.unwrap_or_default().into_owned();
                    let runs = self.runs()?;
                    let text: String = runs.iter().map(|(_, text)| text.as_str()).collect();
                    let (kind, is_text) = match kind.as_str() {
                        "Number" => ("n", false),
                        "Boolean" => ("b", false),
                        "Error" => ("e", false),
                        _ => ("inlineStr", true),
                    };
                    self.out.open("c", &[("r", place), ("s", &style), ("t", kind)]);
                    if is_text {
                        self.write_runs(&runs);
                    } else {
                        self.out.open("v", &[]);
                        self.out.text(text.trim());
                        self.out.close();
                    }
                    self.out.close();
                }
                Node::Open(element) if element.name() == "Comment" => {
                    let said: String = self.text()?.split_whitespace().collect::<Vec<_>>().join(" ");
                    if self.remarks.len() < self.meter.limits().remarks {
                        let said: String = said.chars().take(SAID).collect();
                        let detail = format!("{place} 的批注，未读入：“{said}” / a comment, not read: “{said}”");
                        self.remarks.push(Remark::new(RemarkKind::NotShown, detail, Position::default()));
                    }
                }
                Node::Open(_) => self.xml.skip()?,
                Node::Text(_) => {}
                Node::Close | Node::End => break,
            }
        }
        if !held {
            self.out.open("c", &[("r", place), ("s", &style)]);
            if formula {
                // What it comes to was not saved with it.
                self.out.open("f", &[]);
                self.out.text("0");
                self.out.close();
            }
            self.out.close();
        }
        Ok(())
    }

    /// The text of the element that was opened last, with how each part of it looks.
    fn runs(&mut self) -> Result<Vec<(Option<Look>, String)>, ReadError> {
        let mut runs: Vec<(Option<Look>, String)> = Vec::new();
        let mut looks: Vec<Option<Look>> = vec![None];
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            match self.xml.node()? {
                Node::Open(element) => {
                    self.meter.nodes(1)?;
                    let mut look = looks.last().cloned().flatten().unwrap_or_default();
                    match element.name() {
                        "B" => look.bold = true,
                        "S" => look.struck = true,
                        "U" => look.underlined = true,
                        "Sup" => look.level = Some("superscript"),
                        "Sub" => look.level = Some("subscript"),
                        "Font" => {
                            look.colour = element.attribute("Color")?.and_then(|value| colour(&value)).or(look.colour);
                            look.size = element.attribute("Size")?.map(Cow::into_owned).or(look.size);
                        }
                        _ => {}
                    }
                    looks.push(Some(look));
                }
                Node::Text(text) => {
                    self.meter.characters(text.chars().count())?;
                    let look = looks.last().cloned().flatten();
                    match runs.last_mut().filter(|(before, _)| *before == look) {
                        Some((_, before)) => before.push_str(&text),
                        None => runs.push((look, text.into_owned())),
                    }
                }
                Node::Close => drop(looks.pop()),
                Node::End => break,
            }
        }
        Ok(runs)
    }

    fn write_runs(&mut self, runs: &[(Option<Look>, String)]) {
        self.out.open("is", &[]);
        for (look, text) in runs {
            let in_run = runs.len() > 1 || look.is_some();
            if in_run {
                self.out.open("r", &[]);
            }
            if let Some(look) = look {
                self.out.open("rPr", &[]);
                look.write(&mut self.out);
                self.out.close();
            }
            self.out.open("t", &[("xml:space", "preserve")]);
            // The newer notation reads `_x0041_` as a character's number.
            self.out.text(&text.replace("_x", "_x005F_x"));
            self.out.close();
            if in_run {
                self.out.close();
            }
        }
        self.out.close();
    }

    /// All text of the element that was opened last.
    fn text(&mut self) -> Result<String, ReadError> {
        Ok(self.runs()?.into_iter().map(|(_, text)| text).collect())
    }

    fn finish(self) -> Result<(String, Vec<String>), ReadError> {
        let mut out = Markup::default();
        out.open("worksheet", &ROOT);
        if !self.hidden_columns.is_empty() {
            out.open("cols", &[]);
            for (first, last) in &self.hidden_columns {
                let [first, last] = [first, last].map(|column| (column + 1).to_string());
                out.empty("col", &[("min", &first), ("max", &last), ("hidden", "1")]);
            }
            out.close();
        }
        out.open("sheetData", &[]);
        out.markup(&self.out.finish());
        out.close();
        if !self.merges.is_empty() {
            out.open("mergeCells", &[]);
            self.merges.iter().for_each(|range| out.empty("mergeCell", &[("ref", range)]));
            out.close();
        }
        self.recoloured.iter().for_each(|range| out.empty("conditionalFormatting", &[("sqref", range)]));
        if !self.links.is_empty() {
            out.open("hyperlinks", &[]);
            for (index, (place, _)) in self.links.iter().enumerate() {
                out.empty("hyperlink", &[("ref", place), ("r:id", &format!("l{index}"))]);
            }
            out.close();
        }
        self.meter.renewed(out.len())?;
        Ok((out.finish(), self.links.into_iter().map(|(_, address)| address).collect()))
    }
}

fn number(element: &Element<'_>, name: &str) -> Result<Option<u32>, ReadError> {
    Ok(element.attribute(name)?.and_then(|value| value.trim().parse().ok()))
}

/// The name of a range that is written by the numbers of rows and columns (`R1C2:R3C4`).
pub(super) fn range(said: &str) -> Option<String> {
    let place = |said: &str| {
        let (row, column) = said.trim().strip_prefix('R')?.split_once('C')?;
        let index = |number: &str| number.parse::<u32>().ok()?.checked_sub(1);
        Some(cell_name(index(row)?.min(LAST_ROW), index(column)?.min(LAST_COLUMN)))
    };
    let (first, last) = said.split_once(':').unwrap_or((said, said));
    Some(format!("{}:{}", place(first)?, place(last)?))
}
