//! Putting one value into one cell or one merged region.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::reference::Place;

/// What goes into a cell.
pub(super) enum Put<'a> {
    /// Text, never taken for a formula.
    Text(&'a str),
    Number(f64),
    Formula(Formula),
}

/// Writes into the region from one place to another, merged where it is more than one cell.
pub(super) fn put(
    worksheet: &mut Worksheet,
    (first, last): (Place, Place),
    put: Put<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    let (row, column) = first;
    if first != last {
        worksheet.merge_range(row, column, last.0, last.1, "", format)?;
    }
    match put {
        Put::Text("") => worksheet.write_blank(row, column, format)?,
        Put::Text(text) => worksheet.write_string_with_format(row, column, text, format)?,
        Put::Number(number) => worksheet.write_number_with_format(row, column, number, format)?,
        Put::Formula(formula) => worksheet.write_formula_with_format(row, column, formula, format)?,
    };
    Ok(())
}
