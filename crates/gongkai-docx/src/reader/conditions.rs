//! What a table's style sets for some of its cells only: the first row, the last column, every other row
//! (`w:tblStylePr`, ISO/IEC 29500-1, 17.7.6).

use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};
use std::collections::HashMap;

use super::look::{Stated, is_on};

/// The conditions in the order in which they take effect: the later ones have the last word.
const NAMES: [&str; 13] = [
    "wholeTable",
    "band1Vert",
    "band2Vert",
    "band1Horz",
    "band2Horz",
    "firstRow",
    "lastRow",
    "firstCol",
    "lastCol",
    "nwCell",
    "neCell",
    "swCell",
    "seCell",
];

/// What a table's style states under each condition.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions {
    stated: [Option<Stated>; NAMES.len()],
    row_band: Option<usize>,
    column_band: Option<usize>,
}

impl Conditions {
    /// The place of a condition's name.
    pub(super) fn place(name: &str) -> Option<usize> {
        NAMES.iter().position(|own| *own == name)
    }

    pub(super) fn state(&mut self, place: usize, stated: Stated) {
        if let Some(own) = self.stated.get_mut(place) {
            *own = Some(own.map_or(stated, |own| stated.over(own)));
        }
    }

    /// Takes how many rows or columns a band has.
    pub(super) fn band(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let size = element.val()?.and_then(|size| size.trim().parse::<usize>().ok()).filter(|size| *size > 0);
        match element.name() {
            "tblStyleRowBandSize" => self.row_band = size.or(self.row_band),
            _ => self.column_band = size.or(self.column_band),
        }
        Ok(())
    }

    /// These conditions on top of those of the style that theirs is based on.
    pub(super) fn over(&self, base: &Self) -> Self {
        let mut all = base.clone();
        for (place, stated) in self.stated.iter().enumerate() {
            if let Some(stated) = stated {
                all.state(place, *stated);
            }
        }
        (all.row_band, all.column_band) = (self.row_band.or(base.row_band), self.column_band.or(base.column_band));
        all
    }

    /// What holds for a cell, on top of what holds for the whole table.
    pub(super) fn at(&self, cell: CellPlace, switches: Switches, table: Stated) -> Stated {
        let first_row = switches.first_row && cell.row == 0;
        let last_row = switches.last_row && cell.last_row;
        let first_column = switches.first_column && cell.column == 0;
        let last_column = switches.last_column && cell.last_column;
        let odd = |at: usize, head: bool, size: Option<usize>| {
            at.checked_sub(usize::from(head)).map(|at| (at / size.unwrap_or(1)).is_multiple_of(2))
        };
        let row = odd(cell.row, switches.first_row, self.row_band).filter(|_| switches.row_bands && !last_row);
        let column =
            odd(cell.column, switches.first_column, self.column_band).filter(|_| switches.column_bands && !last_column);
        let holds = [
            true,
            column == Some(true),
            column == Some(false),
            row == Some(true),
            row == Some(false),
            first_row,
            last_row,
            first_column,
            last_column,
            first_row && first_column,
            first_row && last_column,
            last_row && first_column,
            last_row && last_column,
        ];
        let holding = self.stated.iter().zip(holds).filter(|(_, holds)| *holds);
        holding.filter_map(|(stated, _)| *stated).fold(table, |below, stated| stated.over(below))
    }
}

/// Which conditions a table asks for (`w:tblLook`).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Switches {
    first_row: bool,
    last_row: bool,
    first_column: bool,
    last_column: bool,
    row_bands: bool,
    column_bands: bool,
}

impl Switches {
    /// The switches of a table: each by its name, and else by its bit of the value that older files have.
    pub(super) fn of(element: &Element<'_>) -> Result<Self, ReadError> {
        let bits = element.val()?.and_then(|value| u32::from_str_radix(value.trim(), 16).ok()).unwrap_or(0);
        let on = |name: &str, bit: u32| -> Result<bool, ReadError> {
            Ok(element.attribute(name)?.map_or(bits & bit != 0, |value| is_on(&value)))
        };
        Ok(Self {
            first_row: on("firstRow", 0x20)?,
            last_row: on("lastRow", 0x40)?,
            first_column: on("firstColumn", 0x80)?,
            last_column: on("lastColumn", 0x100)?,
            row_bands: !on("noHBand", 0x200)?,
            column_bands: !on("noVBand", 0x400)?,
        })
    }
}

/// Where a cell stands in its table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellPlace {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) last_row: bool,
    pub(super) last_column: bool,
}

/// How many cells each row of a table has, by where its element begins in the part: the last row and column are known
/// only behind the table.
#[derive(Debug, Default)]
pub(super) struct Shapes(HashMap<usize, Vec<u32>>);

impl Shapes {
    /// Counts the rows and cells of every table of a part.
    pub(super) fn of(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = XmlReader::new(text, part, limits);
        let mut shapes = Self::default();
        let mut open: Vec<(usize, usize, Vec<u32>)> = Vec::new();
        loop {
            match xml.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Word => match element.name() {
                    "tbl" => open.push((xml.depth(), xml.position(), Vec::new())),
                    "tr" => open.iter_mut().last().into_iter().for_each(|(_, _, rows)| rows.push(0)),
                    "tc" => {
                        let row = open.last_mut().and_then(|(_, _, rows)| rows.last_mut());
                        row.into_iter().for_each(|cells| *cells = cells.saturating_add(1));
                    }
                    _ => {}
                },
                Node::Close => {
                    if open.last().is_some_and(|(depth, ..)| *depth > xml.depth())
                        && let Some((_, begins, rows)) = open.pop()
                    {
                        shapes.0.insert(begins, rows);
                    }
                }
                Node::End => return Ok(shapes),
                Node::Open(_) | Node::Text(_) => {}
            }
        }
    }

    /// The rows of the table that was opened at a place.
    pub(super) fn rows(&self, begins: usize) -> &[u32] {
        self.0.get(&begins).map_or(&[], Vec::as_slice)
    }
}
