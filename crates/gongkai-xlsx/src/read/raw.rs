//! What the values of a sheet do not say: merges, hidden rows and columns, formulas that nobody computed.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Node, XmlReader};

use super::place::{Place, Rectangle, parse, parse_range, parse_row};

/// What stands in a sheet's part beside its values.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    pub(crate) merges: Vec<Rectangle>,
    pub(crate) hidden_rows: BTreeSet<u32>,
    /// First and last column of each hidden run.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Formulas that have no saved value.
    pub(crate) uncomputed: BTreeMap<Place, String>,
    /// The error that a cell shows.
    pub(crate) errors: BTreeMap<Place, String>,
}

/// A cell while its element is open.
#[derive(Debug, Default)]
struct Open {
    place: Place,
    kind: String,
    formula: Option<String>,
    value: Option<String>,
}

/// Reads a sheet's part, and makes sure that every cell and merge has a place: the library that reads the values
/// counts on it.
pub(crate) fn read(text: &str, part: &str, limits: &Limits) -> Result<Raw, ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut raw = Raw::default();
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut cell: Option<Open> = None;
    let mut inside: Vec<String> = Vec::new();
    let misplaced = |what: &str| ReadError::damaged(format!("{part}：单元格位置“{what}”不正确 / no such cell"));
    let merges = |raw: &Raw| raw.merges.len() < limits.cells;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let name = element.name().to_owned();
                match name.as_str() {
                    "row" => {
                        if let Some(number) = element.attribute("r")? {
                            row = parse_row(&number).ok_or_else(|| misplaced(&number))?;
                        }
                        if element.attribute("hidden")?.is_some_and(|hidden| is_true(&hidden)) {
                            raw.hidden_rows.insert(row);
                        }
                    }
                    "c" => {
                        if let Some(at) = element.attribute("r")? {
                            (row, column) = parse(&at).ok_or_else(|| misplaced(&at))?;
                        }
                        let kind = element.attribute("t")?.unwrap_or_default().into_owned();
                        cell = Some(Open { place: (row, column), kind, ..Open::default() });
                    }
                    "f" => {
                        if let Some(cell) = &mut cell {
                            cell.formula = Some(String::new());
                        }
                    }
                    "v" => {
                        if let Some(cell) = &mut cell {
                            cell.value = Some(String::new());
                        }
                    }
                    "col" => {
                        let (first, last) = (element.attribute("min")?, element.attribute("max")?);
                        let number = |n: Option<std::borrow::Cow<'_, str>>| n.and_then(|n| n.parse::<u32>().ok());
                        if let (Some(first), Some(last), true) = (
                            number(first),
                            number(last),
                            element.attribute("hidden")?.is_some_and(|hidden| is_true(&hidden)),
                        ) {
                            raw.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                        }
                    }
                    "mergeCell" if !merges(&raw) => {
                        return Err(ReadError::TooLarge {
                            what: "合并单元格数 / merged cells", limit: limits.cells
                        });
                    }
                    "mergeCell" => {
                        if let Some(merge) = element.attribute("ref")?.and_then(|range| parse_range(&range)) {
                            raw.merges.push(merge);
                        }
                    }
                    "dimension" => {
                        // The value reader subtracts the corners without looking.
                        if let Some(range) = element.attribute("ref")?
                            && parse_range(&range).is_none()
                        {
                            return Err(misplaced(&range));
                        }
                    }
                    _ => {}
                }
                inside.push(name);
            }
            Node::Text(text) => {
                let Some(cell) = &mut cell else { continue };
                let field = match inside.last().map(String::as_str) {
                    Some("f") => &mut cell.formula,
                    Some("v") => &mut cell.value,
                    _ => continue,
                };
                if let Some(field) = field {
                    field.push_str(&text);
                }
            }
            Node::Close => match inside.pop().as_deref() {
                Some("c") => {
                    if let Some(cell) = cell.take() {
                        raw.keep(cell);
                    }
                    column = column.saturating_add(1);
                }
                Some("row") => (row, column) = (row.saturating_add(1), 0),
                _ => {}
            },
            Node::End => return Ok(raw),
        }
    }
}

impl Raw {
    fn keep(&mut self, cell: Open) {
        match cell.value.as_deref().map(str::trim) {
            Some(error) if cell.kind == "e" => drop(self.errors.insert(cell.place, error.to_owned())),
            // A formula may well give an empty text; then the cell says that it holds text.
            None | Some("") if cell.kind != "str" => {
                if let Some(formula) = cell.formula {
                    let shown = if formula.is_empty() { "=（公式）".to_owned() } else { format!("={formula}") };
                    self.uncomputed.insert(cell.place, shown);
                }
            }
            _ => {}
        }
    }

    /// Whether a column is hidden.
    pub(crate) fn hides_column(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column))
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}
