//! Columns whose labels nobody knows, known by their place between the others; the rows' sums must confirm them.

use super::Column;
use crate::dictionary::Meaning;
use crate::editions;
use crate::fold::fold;
use crate::line::{Line, Part};
use gongkai_core::form::ApplicantColumn;

/// A column whose label nobody knows, known by its place between the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ByPlace {
    pub(crate) column: Column,
    /// The label as printed, where the head shows it.
    pub(crate) printed: String,
}

/// The group of labels that a column stands in: where it alone is not known, its place tells it.
pub(super) fn group_of(column: Column) -> Option<&'static str> {
    match column {
        Column::Plain(key) => editions::applications().flat_map(|form| form.columns).find(|own| own.key == key)?.group,
        Column::Dispute(group, _) => Some(group),
    }
}

/// Whether columns whose labels nobody knows cannot have changed places: no two of them stand in one group, or their labels
/// share more characters with those that the form prints in their places than with each other's.
pub(super) fn told_apart(strange: &[ByPlace]) -> bool {
    let shared = |own: &ByPlace, column: Column| {
        let (printed, label) = (fold(&own.printed).text, label_of(column));
        fold(label).text.chars().filter(|c| printed.contains(*c)).count()
    };
    strange.iter().enumerate().all(|(at, one)| {
        let mut same = strange.iter().take(at).filter(|other| group_of(other.column) == group_of(one.column));
        same.all(|other| {
            let in_place = shared(one, one.column) + shared(other, other.column);
            in_place > shared(one, other.column) + shared(other, one.column)
        })
    })
}

/// The label that the form prints over a column of table 三 or 四.
fn label_of(column: Column) -> &'static str {
    let label = match column {
        Column::Plain(key) => {
            let mut columns = editions::applications().flat_map(|form| form.columns);
            columns.find(|column| column.key == key).map(|column| column.label)
        }
        Column::Dispute(_, key) => {
            let mut columns = editions::disputes().flat_map(|form| form.columns);
            columns.find(|column| column.key == key).map(|column| column.label)
        }
    };
    label.unwrap_or_default()
}

/// The columns whose labels nobody knows, where the labels of a head whose merges are lost are as many as the form's and
/// all others stand in their places.
pub(super) fn strange_applicants(head: &[Line<'_>], form: &[ApplicantColumn]) -> Option<Vec<ByPlace>> {
    let printed = head.iter().flat_map(|line| &line.parts).filter(|part| !part.is_blank() && !part.from_above);
    let furniture = |part: &&Part<'_>| part.label().is_some_and(|found| found.is(Meaning::Furniture));
    let mut order: Vec<&Part<'_>> = printed.filter(|part| !furniture(part)).collect();
    let group = order.iter().position(|part| part.label().is_some_and(|found| found.is(Meaning::ApplicantGroup)));
    if let Some(group) = group {
        order.remove(group);
    }
    if order.len() != form.len() {
        return None;
    }
    // Read line by line, 总计 comes before the classes of organisations that stand under their common label.
    let last = group.filter(|group| *group > 0).map(|group| {
        let mut order = order.clone();
        let total = order.remove(group);
        order.push(total);
        order
    });
    let fits = |order: &[&Part<'_>]| -> Option<Vec<ByPlace>> {
        let mut strange = Vec::new();
        for (part, column) in order.iter().zip(form) {
            match part.label().map(|found| found.applicant()) {
                Some(Some(key)) if key == column.key => {}
                None if !part.is_value() => {
                    strange.push(ByPlace { column: Column::Plain(column.key), printed: part.cell.text.clone() });
                }
                _ => return None,
            }
        }
        (!strange.is_empty() && told_apart(&strange)).then_some(strange)
    };
    last.and_then(|order| fits(&order)).or_else(|| fits(&order))
}
