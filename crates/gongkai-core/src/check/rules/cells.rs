//! What the rules over single cells share: every cell of the report's own forms with its number, and what has none.

use crate::check::{Subject, Text, Verdict};
use crate::form::{CellKind, FormCell};
use crate::{Cell, Number};

/// Looks at every number in a cell of a kind; cells without a number are counted as not assessable.
pub(super) fn assess(
    subject: &Subject<'_>,
    of_kind: impl Fn(CellKind) -> bool,
    mut look: impl FnMut(&'static FormCell, Number, &mut Verdict),
) -> Verdict {
    let mut verdict = Verdict::default();
    for cell in subject.report.form_cells().filter(|cell| of_kind(cell.kind)) {
        match subject.report.cell(cell.key) {
            Some(Cell::Number(figure)) => look(cell, figure.value, &mut verdict),
            Some(_) => verdict.skip(Text::new("单元格未填数字", "the cell holds no number")),
            None => verdict.skip(Text::new("单元格未读到", "the cell was not read")),
        }
    }
    verdict
}
