//! Rows: where their cells begin and end, and how these are merged.

use gongkai_opc::word::{Cell, Row, Shading, Vertical};

use crate::shading;
use crate::sprm::{Sprm, TABLE_CELLS};

/// The properties of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowFormat {
    /// The edges of its cells from left to right, in twips; one more than cells.
    edges: Vec<i32>,
    cells: Vec<CellFormat>,
    head: bool,
    /// How high the row is, in twips, where it is exactly so.
    exact_height: Option<u32>,
}

/// How a cell is merged with its neighbours, and what is behind its text.
#[derive(Debug, Clone, Copy, Default)]
struct CellFormat {
    begins_right: bool,
    goes_on_left: bool,
    vertical: Option<Vertical>,
    shading: Option<Shading>,
}

/// What two bits say of a vertical merge.
fn vertical(bits: u16) -> Option<Vertical> {
    match bits & 3 {
        1 => Some(Vertical::GoesOn),
        2 | 3 => Some(Vertical::Begins),
        _ => None,
    }
}

/// A row has no more cells, whatever changes put into it: more than any program lets it have.
pub(crate) const MOST_CELLS: usize = 255;

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
                        vertical: vertical(flags >> 5),
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
                    cell.shading = shading::shading(operand.from(index * shading::SIZE)).or(cell.shading);
                }
            }
            0xd609 => {
                for (index, cell) in self.cells.iter_mut().enumerate() {
                    let word = operand.u16(index * 2).map(shading::shading_of_word);
                    cell.shading = cell.shading.or(word);
                }
            }
            0xd62d => {
                let (Some(range), shading) = (range(), shading::shading(operand.from(2))) else { return };
                for cell in self.cells.iter_mut().take(range.end).skip(range.start) {
                    cell.shading = shading.or(cell.shading);
                }
            }
            0xd62b => {
                let cell = operand.u8(0).and_then(|cell| self.cells.get_mut(usize::from(cell)));
                if let (Some(cell), Some(flags)) = (cell, operand.u8(1)) {
                    cell.vertical = vertical(u16::from(flags));
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
            0x9407 => {
                let height = operand.i16(0).filter(|&height| height < 0);
                self.exact_height = height.map(|height| u32::from(height.unsigned_abs()));
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

    /// A row of these cells, each with whether it shows nothing.
    pub(crate) fn row(self, contents: Vec<(String, bool)>) -> Row {
        let formats = self.cells.into_iter().map(Some).chain(std::iter::repeat(None));
        let cell = |((content, blank), format): ((String, bool), Option<CellFormat>)| {
            let CellFormat { begins_right, goes_on_left, vertical, shading } = format.unwrap_or_default();
            Cell { content, blank, begins_right, goes_on_left, vertical, deleted: false, shading }
        };
        let mut row = Row::of(self.edges, contents.into_iter().zip(formats).map(cell).collect());
        (row.head, row.exact_height) = (self.head, self.exact_height);
        row
    }
}
