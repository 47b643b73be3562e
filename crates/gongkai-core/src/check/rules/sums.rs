//! What the rules over sums share: the equations of the report's own forms, assessed with their unread and blank cells.

use crate::Number;
use crate::check::{Finding, RuleInfo, Sides, Subject, Text, Verdict};
use crate::form::{EquationId, Sum};

/// Assesses every sum of an equation in the forms that the report uses.
pub(super) fn assess(
    subject: &Subject<'_>,
    equation: EquationId,
    info: &RuleInfo,
    describe: impl Fn(&Sum, Sides) -> Text,
) -> Verdict {
    let mut verdict = Verdict::default();
    for sum in subject.report.table_forms().flat_map(|form| &form.sums).filter(|sum| sum.equation == equation) {
        match sides(subject, sum) {
            Ok(sides) if sides.difference.is_zero() => verdict.holds(),
            Ok(sides) => {
                let cells = sum.terms().map(|(key, _)| subject.related(key)).collect();
                let finding = Finding::new(info, describe(sum, sides)).with_cells(cells).with_sides(Some(sides));
                verdict.fails(finding);
            }
            Err(reason) => verdict.skip(reason),
        }
    }
    verdict
}

/// Both sides of a sum, or why they cannot be known.
fn sides(subject: &Subject<'_>, sum: &Sum) -> Result<Sides, Text> {
    let add = |keys: &[crate::form::CellKey]| {
        let mut total = Number::ZERO;
        for &key in keys {
            let number = subject.report.cell(key).and_then(crate::Cell::number).ok_or_else(|| {
                let name = subject.report.printed_name(key);
                Text::new(format!("{name}没有数字"), format!("{name} holds no number"))
            })?;
            total = total
                .checked_add(number)
                .ok_or_else(|| Text::new("数字过大，无法相加", "the numbers are too large to add"))?;
        }
        Ok::<Number, Text>(total)
    };
    let (left, right) = (add(&sum.left)?, add(&sum.right)?);
    Sides::new(left, right).ok_or_else(|| Text::new("数字过大，无法相减", "the numbers are too large to subtract"))
}
