//! Adding up cell by cell: what each member contributes, what is no number to add, what is blank or not stated.

use super::{Contributions, Problem, Remark};
use gongkai_core::check::Child;
use gongkai_core::form::{CellKind, FormCell};
use gongkai_core::{Cell, Number};

/// What each member contributes to a cell, and the sum; what is no plain number is a problem or a remark.
pub(super) fn add(
    cell: &FormCell,
    members: &[&Child],
    problems: &mut Vec<Problem>,
    remarks: &mut Vec<Remark>,
) -> Contributions {
    let name = cell.printed_name();
    let mut sum: Option<Number> = None;
    let mut too_large = false;
    let mut stated = Vec::with_capacity(members.len());
    for member in members {
        let own = member.report.cell(cell.key);
        stated.push(member.report.shared_cell(cell.key));
        let named = |printed: &Cell| (member.name.clone(), name.clone(), printed.printed().into_owned());
        match own {
            Some(figure @ Cell::Number(_)) if has_other_unit(cell.kind, figure) => {
                let (member, cell, printed) = named(figure);
                problems.push(Problem::OtherUnit { member, cell, printed });
            }
            Some(figure @ Cell::Number(number)) => {
                match sum.unwrap_or(Number::ZERO).checked_add(number.value) {
                    Some(total) => sum = Some(total),
                    None => too_large = true,
                }
                if figure.note().is_some() {
                    let (member, cell, printed) = named(figure);
                    remarks.push(Remark::NoteLeftOut { member, cell, printed, counted: number.value });
                }
            }
            Some(text @ Cell::Text(_)) => {
                let (member, cell, printed) = named(text);
                problems.push(Problem::NotANumber { member, cell, printed });
            }
            // A blank or a dash adds nothing and is remarked with the member's others, as is a cell that was not read.
            _ => {}
        }
    }
    if too_large {
        problems.push(Problem::TooLarge { cell: name.clone() });
        sum = None;
    }
    Contributions { key: cell.key, name, stated, sum }
}

/// Whether what stands behind a number is a unit that makes it another number than the form's: 3万 is no count of 3, and
/// an amount's unit need not be the form's.
fn has_other_unit(kind: CellKind, cell: &Cell) -> bool {
    let Some(note) = cell.note() else { return false };
    match kind {
        CellKind::AmountTenThousandYuan => note.starts_with(['元', '万', '亿']) && !note.starts_with("万元"),
        CellKind::AmountUnitNotPrinted => note.starts_with(['元', '万', '亿']),
        // A count, in 件.
        _ => note.starts_with(['万', '亿']),
    }
}

/// The cells that each member does not state, one problem a member. Cells of another edition's rows are already named
/// by their table.
pub(super) fn not_stated(contributions: &[Contributions], members: &[&Child]) -> Vec<Problem> {
    let cells = |index: usize, member: &Child| -> Vec<String> {
        contributions
            .iter()
            .filter(|cell| cell.stated.get(index).is_some_and(Option::is_none))
            .filter(|cell| member.report.table_form(cell.key.table()).cell(cell.key).is_some())
            .map(|cell| cell.name.clone())
            .collect()
    };
    let named = members.iter().enumerate().map(|(index, member)| (member, cells(index, member)));
    named
        .filter(|(_, cells)| !cells.is_empty())
        .map(|(member, cells)| Problem::NotStated { member: member.name.clone(), cells })
        .collect()
}

/// The cells of each member that hold a blank, a dash or 不适用, and so add nothing.
pub(super) fn not_filled(contributions: &[Contributions], members: &[&Child]) -> Vec<Remark> {
    let is_empty = |cell: &Cell| matches!(cell, Cell::Blank | Cell::Dash(_) | Cell::NotApplicable(_));
    let named = members.iter().map(|member| {
        let cells: Vec<String> = contributions
            .iter()
            .filter(|cell| member.report.cell(cell.key).is_some_and(is_empty))
            .map(|cell| cell.name.clone())
            .collect();
        (member, cells)
    });
    named
        .filter(|(_, cells)| !cells.is_empty())
        .map(|(member, cells)| Remark::NotFilled { member: member.name.clone(), cells })
        .collect()
}
