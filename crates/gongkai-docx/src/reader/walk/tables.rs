//! Tables: rows and cells with their merges, and those that are hidden or deleted.

use gongkai_core::document::{Position, RemarkKind};
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Vocabulary};

use super::{TableLook, Target, Walker, each_property};
use crate::reader::colours::Ground;
use crate::reader::conditions::{CellPlace, Switches};
use crate::reader::grid::{Cell, Grid, Merge, Piece, Row};
use crate::reader::look::{number, switched_on};
use crate::reader::remarks::{DELETED, UNKNOWN};
use crate::reader::unseen;

impl Walker<'_> {
    pub(super) fn table(&mut self, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        self.flush(pieces)?;
        if self.inside == 0 {
            self.tables += 1;
        }
        let mut grid = Grid::default();
        let whole = self.shared.styles.table_look(None);
        let conditions = self.shared.styles.conditions(None);
        let (begins, behind) = (self.xml.position(), self.behind);
        let own = TableLook { whole, cell: whole, conditions, begins, behind, ..TableLook::default() };
        let outer = std::mem::replace(&mut self.table, own);
        self.children(&mut Target::Table(&mut grid))?;
        self.table = outer;
        self.behind = behind;
        self.shared.meter.blocks(1)?;
        pieces.push(Piece::Grid(grid));
        Ok(())
    }

    pub(super) fn in_table(&mut self, element: &Element<'_>, grid: &mut Grid) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "tblPr") => {
                let (mut style, mut shading) = (None, None);
                let switches = &mut self.table.switches;
                each_property(&mut self.xml, |element, parent| {
                    match (parent, element.name()) {
                        ("", "tblStyle") => style = element.val()?.map(|style| style.into_owned()),
                        ("", "tblLook") => *switches = Switches::of(element)?,
                        ("", "shd") => shading = Some(Ground::of_shading(element)?),
                        _ => {}
                    }
                    Ok(())
                })?;
                let styles = &self.shared.styles;
                self.table.whole = styles.table_look(style.as_deref()).with_ground(shading);
                self.table.cell = self.table.whole;
                self.table.conditions = styles.conditions(style.as_deref());
                Ok(())
            }
            (Vocabulary::Word, "tblGrid") => self.children(&mut Target::Table(grid)),
            (Vocabulary::Word, "gridCol") => {
                let width = element.attribute("w")?.and_then(|width| width.trim().parse().ok());
                self.shared.meter.nodes(1)?;
                grid.widths.push(width.unwrap_or(0));
                self.xml.skip()
            }
            (Vocabulary::Word, "tr") => {
                let mut row = Row::default();
                self.table.cells = 0;
                let number = grid.rows.len() + 1;
                if self.inside == 0 {
                    self.place = Position::default().table(self.tables).table_row(number);
                }
                self.children(&mut Target::Row(&mut row))?;
                self.table.row += 1;
                match row.left_out {
                    Some(why) => {
                        let shown: String = row.cells.iter().flat_map(|cell| &cell.pieces).map(Piece::shown).collect();
                        self.left_out((RemarkKind::NotShown, why), &shown);
                    }
                    None if !row.cells.is_empty() => grid.rows.push(row),
                    None => {}
                }
                Ok(())
            }
            (Vocabulary::Word, "tblGridChange") => self.xml.skip(),
            _ => self.leave_out(UNKNOWN),
        }
    }

    pub(super) fn in_row(&mut self, element: &Element<'_>, row: &mut Row) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "trPr") => each_property(&mut self.xml, |element, parent| {
                match (parent, element.name()) {
                    ("", "gridBefore") => {
                        row.before = number(element)?.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                    }
                    ("", "tblHeader") => row.head = switched_on(element)?,
                    ("", "trHeight") if unseen::is_beyond(element, i64::MAX)? => {
                        row.left_out = Some("高度不足以显示的表格行 / a row too low to be seen");
                    }
                    ("", "hidden") if switched_on(element)? => row.left_out = Some("隐藏的表格行 / hidden row"),
                    ("", "del") => row.left_out = Some("修订中已删除的表格行 / row deleted by a tracked change"),
                    _ => {}
                }
                Ok(())
            }),
            (Vocabulary::Word, "tc") => {
                self.shared.meter.cells(1)?;
                let column = row.before.saturating_add(row.width);
                if self.inside == 0 {
                    self.place = self.place.table_column(column.saturating_add(1));
                }
                self.open_cell(column);
                let mut cell = Cell::default();
                let begun = self.xml.begun();
                self.inside += 1;
                self.children(&mut Target::Cell(&mut cell))?;
                if self.in_main {
                    let source = begun..self.xml.position();
                    if self.inside == 1 {
                        self.shared.places.add_frame(self.place, source.clone());
                    }
                    cell.source = Some(source);
                }
                self.flush(&mut cell.pieces)?;
                self.inside = self.inside.saturating_sub(1);
                if cell.deleted {
                    let shown: String = cell.pieces.iter().map(Piece::shown).collect();
                    self.left_out(DELETED, &shown);
                    return Ok(());
                }
                row.width = row.width.saturating_add(cell.span.max(1));
                let most = self.shared.meter.limits().columns;
                if row.before.saturating_add(row.width) > most {
                    return Err(ReadError::TooLarge { what: "表格列数 / columns of a table", limit: most });
                }
                row.cells.push(cell);
                Ok(())
            }
            _ => self.leave_out(UNKNOWN),
        }
    }

    /// Sets what the table's style says of the cell that begins in a column.
    fn open_cell(&mut self, column: usize) {
        let table = &mut self.table;
        table.cells += 1;
        table.cell = table.whole;
        if let Some(conditions) = &table.conditions {
            let rows = self.shapes.rows(table.begins);
            let cells = rows.get(table.row).and_then(|cells| usize::try_from(*cells).ok());
            let place = CellPlace {
                row: table.row,
                column,
                last_row: table.row + 1 == rows.len(),
                last_column: cells == Some(table.cells),
            };
            table.cell = conditions.at(place, table.switches, table.whole);
        }
        self.behind = table.cell.ground_on(table.behind);
    }

    pub(super) fn cell_properties(&mut self, cell: &mut Cell) -> Result<(), ReadError> {
        let mut shading = None;
        each_property(&mut self.xml, |element, parent| {
            let goes_on = || -> Result<bool, ReadError> { Ok(element.val()?.is_none_or(|value| value != "restart")) };
            match (parent, element.name()) {
                ("", "gridSpan") => cell.span = number(element)?.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
                ("", "vMerge") => cell.vertical = Some(if goes_on()? { Merge::GoesOn } else { Merge::Begins }),
                ("", "hMerge") => cell.continues_left = goes_on()?,
                // A merge that a tracked change makes.
                ("", "cellMerge") => {
                    let kind = element.attribute("vMerge")?;
                    cell.vertical = match kind.as_deref() {
                        Some("cont") => Some(Merge::GoesOn),
                        Some("rest") => Some(Merge::Begins),
                        _ => cell.vertical,
                    };
                }
                ("", "cellDel") => cell.deleted = true,
                ("", "shd") => shading = Some(Ground::of_shading(element)?),
                _ => {}
            }
            Ok(())
        })?;
        if let Some(shading) = shading {
            self.behind = shading.on(self.table.behind);
        }
        Ok(())
    }
}
