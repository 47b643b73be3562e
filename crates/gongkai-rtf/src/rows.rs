//! Rows: where their cells begin and end, and how these are merged.

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::word::{Cell, Row, Vertical};

use crate::look::Behind;
use crate::tables::Tables;

/// The properties of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowFormat {
    left: i32,
    /// The right edges of its cells, in twips, and how each is merged.
    cells: Vec<(i32, CellFormat)>,
    /// The cell whose right edge is still to come.
    next: CellFormat,
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
    deleted: bool,
    behind: Behind,
}

impl RowFormat {
    /// Takes a control word; gives whether it is one of a row's.
    pub(crate) fn take(&mut self, word: &str, number: Option<i32>, meter: &mut Meter) -> Result<bool, ReadError> {
        match word {
            "trleft" => self.left = number.unwrap_or(0),
            "trhdr" => self.head = number != Some(0),
            "trrh" => self.exact_height = number.filter(|&height| height < 0).map(i32::unsigned_abs),
            "cellx" => {
                let most = meter.limits().columns;
                if self.cells.len() >= most {
                    return Err(ReadError::TooLarge { what: "表格列数 / columns of a table", limit: most });
                }
                self.cells.push((number.unwrap_or(0), std::mem::take(&mut self.next)));
            }
            "clmgf" => self.next.begins_right = true,
            "clmrg" => self.next.goes_on_left = true,
            "clvmgf" => self.next.vertical = Some(Vertical::Begins),
            "clvmrg" => self.next.vertical = Some(Vertical::GoesOn),
            "cldel" => self.next.deleted = true,
            "clcbpat" => self.next.behind.back = number,
            "clcfpat" => self.next.behind.fore = number,
            "clshdng" => self.next.behind.covered = number,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A row of these cells, each with whether it shows nothing.
    pub(crate) fn row(&self, mut contents: Vec<(String, bool)>, tables: &Tables) -> Row {
        // A cell that the row does not describe is seen by what is in it: LibreOffice ends one too many behind a table in a
        // cell.
        while contents.len() > self.cells.len().max(1) && contents.last().is_some_and(|(_, blank)| *blank) {
            contents.pop();
        }
        let formats = self.cells.iter().map(|(_, format)| *format).chain(std::iter::repeat(CellFormat::default()));
        let edges = self.cells.iter().map(|(edge, _)| *edge).take(contents.len());
        let edges = std::iter::once(self.left).chain(edges).collect();
        let cell = |((content, blank), format): ((String, bool), CellFormat)| {
            let CellFormat { begins_right, goes_on_left, vertical, deleted, behind } = format;
            let shading = behind.shading(tables);
            Cell { content, blank, begins_right, goes_on_left, vertical, deleted, shading }
        };
        let cells: Vec<Cell> = contents.into_iter().zip(formats).map(cell).collect();
        let deleted = !cells.is_empty() && cells.iter().all(|cell| cell.deleted);
        let mut row = Row::of(edges, cells);
        (row.head, row.deleted, row.exact_height) = (self.head, deleted, self.exact_height);
        row
    }
}
