//! Rows: where their cells begin and end, and how these are merged.

use std::collections::BTreeSet;

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;

use crate::shading::{self, Shading};
use crate::sprm::{Sprm, TABLE_CELLS};

/// The properties of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowFormat {
    /// The edges of its cells from left to right, in twips; one more than cells.
    edges: Vec<i32>,
    cells: Vec<CellFormat>,
    head: bool,
}

/// How a cell is merged with its neighbours, and what is behind its text.
#[derive(Debug, Clone, Copy, Default)]
struct CellFormat {
    begins_right: bool,
    goes_on_left: bool,
    vertical: Option<Vertical>,
    shading: Option<Shading>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vertical {
    Begins,
    GoesOn,
}

impl Vertical {
    /// What two bits say.
    fn of(bits: u16) -> Option<Self> {
        match bits & 3 {
            1 => Some(Self::GoesOn),
            2 | 3 => Some(Self::Begins),
            _ => None,
        }
    }
}

/// A row that was read.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Of just as many cells as there are.
    pub(crate) format: RowFormat,
    /// The paragraphs and tables of each cell, and whether it shows nothing.
    pub(crate) cells: Vec<(String, bool)>,
    pub(crate) deleted: bool,
    pub(crate) hidden: bool,
}

/// Edges that differ by less than this are one, by the hand of whoever drew them: a millimetre.
const SAME_EDGE: i32 = 57;
/// A row has no more cells, whatever changes put into it: more than any program lets it have.
pub(crate) const MOST_CELLS: usize = 255;
/// How wide a cell is taken to be that the row does not describe.
const USUAL_WIDTH: i32 = 1000;

impl RowFormat {
    pub(crate) fn take(&mut self, sprm: &Sprm<'_>) {
        let (operand, range) = (sprm.operand, || {
            let (first, end) = (usize::from(sprm.operand.u8(0)?), usize::from(sprm.operand.u8(1)?));
            (first < end).then_some(first..end)
        });
        match sprm.code {
            TABLE_CELLS => {
                let count = usize::from(operand.u8(0).unwrap_or(0));
                self.edges = (0..=count).filter_map(|edge| operand.i16(1 + edge * 2)).map(i32::from).collect();
                let described = operand.from(1 + (count + 1) * 2);
                let format = |cell: usize| {
                    let flags = described.u16(cell * 20).unwrap_or(0);
                    CellFormat {
                        begins_right: flags & 1 != 0,
                        goes_on_left: flags & 2 != 0,
                        vertical: Vertical::of(flags >> 5),
                        shading: None,
                    }
                };
                self.cells = (0..count).map(format).collect();
            }
            // Three lists for the cells of one row, and one of older versions.
            0xd612 | 0xd616 | 0xd60c => {
                let first = match sprm.code {
                    0xd612 => 0,
                    0xd616 => 22,
                    _ => 44,
                };
                for (index, cell) in self.cells.iter_mut().skip(first).enumerate().take(22) {
                    cell.shading = Shading::of(operand.from(index * shading::SIZE)).or(cell.shading);
                }
            }
            0xd609 => {
                for (index, cell) in self.cells.iter_mut().enumerate() {
                    let word = operand.u16(index * 2).map(Shading::of_word);
                    cell.shading = cell.shading.or(word);
                }
            }
            0xd62d => {
                let (Some(range), shading) = (range(), Shading::of(operand.from(2))) else { return };
                for cell in self.cells.iter_mut().take(range.end).skip(range.start) {
                    cell.shading = shading.or(cell.shading);
                }
            }
            0xd62b => {
                let cell = operand.u8(0).and_then(|cell| self.cells.get_mut(usize::from(cell)));
                if let (Some(cell), Some(flags)) = (cell, operand.u8(1)) {
                    cell.vertical = Vertical::of(u16::from(flags));
                }
            }
            0x5624 | 0x5625 => {
                let Some(range) = range() else { return };
                let first = range.start;
                for index in range {
                    if let Some(cell) = self.cells.get_mut(index) {
                        let merged = sprm.code == 0x5624;
                        (cell.begins_right, cell.goes_on_left) = (merged && index == first, merged && index > first);
                    }
                }
            }
            0x5622 => {
                let Some(range) = range().filter(|range| range.end <= self.cells.len()) else { return };
                self.cells.drain(range.clone());
                let mut widths = self.widths();
                widths.drain(range);
                self.set_widths(&widths);
            }
            0x7621 => {
                let (Some(first), Some(count), Some(width)) = (operand.u8(0), operand.u8(1), operand.i16(2)) else {
                    return;
                };
                let first = usize::from(first).min(self.cells.len());
                let count = usize::from(count).min(MOST_CELLS.saturating_sub(self.cells.len()));
                let mut widths = self.widths();
                widths.splice(first..first, std::iter::repeat_n(i32::from(width), count));
                self.cells.splice(first..first, std::iter::repeat_n(CellFormat::default(), count));
                self.set_widths(&widths);
            }
            0x7623 => {
                let (Some(range), Some(width)) = (range(), operand.i16(2)) else { return };
                let mut widths = self.widths();
                for width_of in widths.iter_mut().take(range.end).skip(range.start) {
                    *width_of = i32::from(width);
                }
                self.set_widths(&widths);
            }
            0x3404 => self.head = sprm.byte() != 0,
            _ => {}
        }
    }

    fn widths(&self) -> Vec<i32> {
        self.edges.windows(2).map(|pair| pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0)).collect()
    }

    fn set_widths(&mut self, widths: &[i32]) {
        let mut edge = self.edges.first().copied().unwrap_or(0);
        self.edges = std::iter::once(edge)
            .chain(widths.iter().map(|width| {
                edge = edge.saturating_add(*width);
                edge
            }))
            .collect();
    }

    /// Lets the row describe so many cells, which may be more than it does.
    pub(crate) fn describe(&mut self, cells: usize) {
        if self.edges.is_empty() {
            self.edges.push(0);
        }
        while self.edges.len() <= cells {
            let last = self.edges.last().copied().unwrap_or(0);
            self.edges.push(last.saturating_add(USUAL_WIDTH));
        }
        self.edges.truncate(cells + 1);
        self.cells.resize(cells, CellFormat::default());
        self.edges.shrink_to_fit();
        self.cells.shrink_to_fit();
        // An edge left of the one before it is no edge.
        let mut reached = i32::MIN;
        for edge in &mut self.edges {
            *edge = (*edge).max(reached);
            reached = *edge;
        }
    }
}

/// Writes the table of rows.
pub(crate) fn write(rows: Vec<Row>, meter: &mut Meter, out: &mut Markup) -> Result<(), ReadError> {
    let edges: BTreeSet<i32> = rows.iter().flat_map(|row| row.format.edges.iter().copied()).collect();
    meter.nodes(edges.len())?;
    let mut grid: Vec<i32> = Vec::new();
    for edge in edges {
        if grid.last().is_none_or(|last| edge.saturating_sub(*last) >= SAME_EDGE) {
            grid.push(edge);
        }
    }
    let column = |edge: i32| grid.partition_point(|&known| known <= edge).saturating_sub(1);
    out.open("w:tbl", &[]);
    out.open("w:tblGrid", &[]);
    for pair in grid.windows(2) {
        let width = pair.last().unwrap_or(&0).saturating_sub(*pair.first().unwrap_or(&0));
        out.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    out.close();
    for row in rows {
        out.open("w:tr", &[]);
        out.open("w:trPr", &[]);
        let before = row.format.edges.first().map_or(0, |&edge| column(edge));
        if before > 0 {
            out.empty("w:gridBefore", &[("w:val", &before.to_string())]);
        }
        for (on, name) in [(row.format.head, "w:tblHeader"), (row.hidden, "w:hidden"), (row.deleted, "w:del")] {
            if on {
                out.empty(name, &[]);
            }
        }
        out.close();
        let cells = row.cells.into_iter().zip(&row.format.cells).zip(row.format.edges.windows(2));
        for (((content, blank), format), edges) in cells {
            let [left, right] = [edges.first(), edges.last()].map(|edge| column(edge.copied().unwrap_or(0)));
            let span = right.saturating_sub(left);
            if span == 0 && blank {
                // A cell without width is not seen.
                continue;
            }
            out.open("w:tc", &[]);
            out.open("w:tcPr", &[]);
            out.empty("w:gridSpan", &[("w:val", &span.max(1).to_string())]);
            if format.goes_on_left || format.begins_right {
                out.empty("w:hMerge", &[("w:val", if format.goes_on_left { "continue" } else { "restart" })]);
            }
            if let Some(vertical) = format.vertical {
                let begins = vertical == Vertical::Begins;
                out.empty("w:vMerge", &[("w:val", if begins { "restart" } else { "continue" })]);
            }
            if let Some(shading) = format.shading {
                shading.write(out);
            }
            out.close();
            out.markup(&content);
            out.close();
        }
        out.close();
    }
    out.close();
    Ok(())
}
