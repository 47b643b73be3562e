//! What the other cells of its sums make of a total cell.

use std::collections::BTreeMap;

use gongkai::check::wanted_total;
use gongkai::form::CellKey;
use gongkai::{Cell, Number, Report};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::forms::rule_of;

/// A total cell with what its sums make of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Total {
    /// The cell's key.
    pub key: String,
    /// What is printed in it; nothing where the report does not state it.
    pub stated: Option<String>,
    /// One for each sum that the cell is the total of.
    pub by: Vec<TotalBy>,
    /// The one value that all its sums make, as printed; nothing where there is none.
    pub computed: Option<String>,
    /// Whether what is stated is that value; nothing where one of the two is not known.
    pub agrees: Option<bool>,
}

/// What one sum makes of its total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotalBy {
    /// Which of the form's equations it is.
    pub equation: String,
    /// The rule that judges it.
    pub rule: String,
    /// The keys of the cells that make the total.
    pub right: Vec<String>,
    /// What they make, as printed; nothing where one of them holds no number.
    pub computed: Option<String>,
    /// The keys of the cells that hold no number: blank, not stated, words.
    pub missing: Vec<String>,
}

/// Every total of the report's tables, in the order of the form.
#[must_use]
pub fn totals(report: &Report) -> Vec<Total> {
    let mut by_cell: BTreeMap<CellKey, Vec<(TotalBy, Option<Number>)>> = BTreeMap::new();
    for sum in report.table_forms().flat_map(|form| &form.sums) {
        let Some(total) = sum.total() else { continue };
        let made = wanted_total(report, sum);
        let is_no_number = |key: &&CellKey| report.cell(**key).and_then(Cell::number).is_none();
        let by = TotalBy {
            equation: sum.equation.as_str().to_owned(),
            rule: rule_of(sum.equation).to_owned(),
            right: sum.right.iter().map(ToString::to_string).collect(),
            computed: made.map(|number| number.to_string()),
            missing: sum.right.iter().filter(is_no_number).map(ToString::to_string).collect(),
        };
        by_cell.entry(total).or_default().push((by, made));
    }
    let ordered = report.form_cells().map(|cell| cell.key).filter_map(|key| Some((key, by_cell.remove(&key)?)));
    ordered.map(|(key, by)| total(report, key, by)).collect()
}

fn total(report: &Report, key: CellKey, by: Vec<(TotalBy, Option<Number>)>) -> Total {
    let mut made = by.iter().filter_map(|(_, made)| *made);
    let first = made.next();
    let computed = first.filter(|first| made.all(|other| other == *first));
    let stated = report.cell(key);
    Total {
        key: key.to_string(),
        stated: stated.map(|cell| cell.printed().into_owned()),
        computed: computed.map(|number| number.to_string()),
        agrees: stated.and_then(Cell::number).zip(computed).map(|(stated, computed)| stated == computed),
        by: by.into_iter().map(|(by, _)| by).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_what_all_its_sums_make() {
        let text =
            "year = 2024\n[applications]\nreceived = [3, 1, 0, 0, 0, 0, 5]\ngranted = [2, 1, 0, 0, 0, \"\", 3]\n";
        let options = gongkai::ReadOptions::default();
        let report = gongkai::read(text.as_bytes(), gongkai::Format::Toml, &options).unwrap().report;
        let totals = totals(&report);
        let of = |key: &str| totals.iter().find(|total| total.key == key).unwrap();
        let received = of("applications.received.total");
        assert_eq!((received.computed.as_deref(), received.agrees), (Some("4"), Some(false)));
        let granted = of("applications.granted.total");
        assert_eq!((granted.computed.as_deref(), granted.agrees), (None, None));
        assert_eq!(granted.by[0].missing, ["applications.granted.other_organization"]);
        // Not stated and known: offered, and neither right nor wrong.
        let processed = of("applications.total_processed.total");
        assert_eq!((processed.stated.as_deref(), processed.agrees, processed.by.len()), (None, None, 2));
    }
}
