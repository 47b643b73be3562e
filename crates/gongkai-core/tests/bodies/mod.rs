//! Bodies of several kinds with their figures, over which sentences are judged.

#![allow(dead_code, reason = "each test uses its own part")]

use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::{Cell, Number, Organ, Report, Year};

/// A county's figures for 2024; no two of its totals are alike, so that no figure agrees by chance.
pub(crate) const COUNTY: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "29 46 638"),
    ("disclosure.licenses", "5512"),
    ("disclosure.penalties", "4119"),
    ("disclosure.compulsory_measures", "195"),
    ("disclosure.administrative_fees", "7730.28"),
    ("applications.received", "351 23 2 4 5 7 392"),
    ("applications.carried_in", "16 1 0 0 0 0 17"),
    ("applications.granted", "101 8 1 1 2 2 115"),
    ("applications.partially_granted", "47 3 0 1 1 1 53"),
    ("applications.state_secret", "1 0 0 0 0 0 1"),
    ("applications.prohibited_by_law", "2 0 0 0 0 0 2"),
    ("applications.third_party_rights", "5 1 0 0 0 0 6"),
    ("applications.internal_affairs", "8 0 0 0 0 0 8"),
    ("applications.process_information", "10 1 0 0 0 0 11"),
    ("applications.enforcement_file", "13 0 0 0 0 0 13"),
    ("applications.administrative_inquiry", "3 0 0 0 0 0 3"),
    ("applications.not_held", "77 5 1 1 1 2 87"),
    ("applications.needs_creation", "12 1 0 0 0 1 14"),
    ("applications.still_unclear", "4 0 0 0 0 0 4"),
    ("applications.petition_or_complaint", "20 2 0 0 0 0 22"),
    ("applications.duplicate", "9 0 0 0 0 0 9"),
    ("applications.correction_overdue", "18 0 0 0 0 0 18"),
    ("applications.other_outcome", "5 1 0 0 1 0 7"),
    ("applications.total_processed", "335 22 2 3 5 6 373"),
    ("applications.carried_out", "32 2 0 1 0 1 36"),
    ("disputes.reconsideration", "41 19 15 26 101"),
    ("disputes.direct_litigation", "24 3 0 7 34"),
    ("disputes.litigation_after_reconsideration", "31 2 12 0 45"),
];

/// A bureau's figures for the same year: small ones, as most bodies have.
pub(crate) const BUREAU: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "5 12 40"),
    ("disclosure.licenses", "1207"),
    ("disclosure.penalties", "63"),
    ("disclosure.administrative_fees", "318.6"),
    ("applications.received", "138 9 1 0 3 2 153"),
    ("applications.carried_in", "5 1 0 0 0 0 6"),
    ("applications.granted", "44 4 0 0 1 1 50"),
    ("applications.partially_granted", "39 2 0 0 1 0 42"),
    ("applications.internal_affairs", "2 0 0 0 0 0 2"),
    ("applications.process_information", "3 1 0 0 0 0 4"),
    ("applications.enforcement_file", "1 0 0 0 0 0 1"),
    ("applications.administrative_inquiry", "7 0 0 0 0 0 7"),
    ("applications.not_held", "23 2 1 0 0 1 27"),
    ("applications.needs_creation", "3 0 0 0 0 0 3"),
    ("applications.petition_or_complaint", "5 1 0 0 0 0 6"),
    ("applications.duplicate", "2 0 0 0 0 0 2"),
    ("applications.correction_overdue", "4 0 0 0 0 0 4"),
    ("applications.other_outcome", "1 0 0 0 0 0 1"),
    ("applications.total_processed", "134 10 1 0 2 2 149"),
    ("applications.carried_out", "9 0 0 0 1 0 10"),
    ("disputes.reconsideration", "6 3 1 4 14"),
    ("disputes.direct_litigation", "2 0 0 1 3"),
    ("disputes.litigation_after_reconsideration", "5 1 0 2 8"),
];

/// A township's figures for the same year: a few of each, and most rows 0.
pub(crate) const TOWN: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "2 0 6"),
    ("disclosure.licenses", "4"),
    ("disclosure.penalties", "11"),
    ("applications.received", "10 0 0 0 0 0 10"),
    ("applications.granted", "1 0 0 0 0 0 1"),
    ("applications.not_held", "2 0 0 0 0 0 2"),
    ("applications.total_processed", "3 0 0 0 0 0 3"),
    ("applications.carried_out", "7 0 0 0 0 0 7"),
    ("disputes.reconsideration", "1 0 0 1 2"),
    ("disputes.direct_litigation", "0 0 0 1 1"),
];

/// A police branch's figures: few applications, and decisions by the ten thousand.
pub(crate) const POLICE: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "1 0 9"),
    ("disclosure.licenses", "83210"),
    ("disclosure.penalties", "12044"),
    ("disclosure.compulsory_measures", "2310"),
    ("applications.received", "60 2 0 0 1 1 64"),
    ("applications.granted", "11 1 0 0 0 0 12"),
    ("applications.partially_granted", "9 0 0 0 0 0 9"),
    ("applications.enforcement_file", "17 0 0 0 1 0 18"),
    ("applications.not_held", "13 1 0 0 0 0 14"),
    ("applications.petition_or_complaint", "5 0 0 0 0 1 6"),
    ("applications.duplicate", "1 0 0 0 0 0 1"),
    ("applications.correction_overdue", "2 0 0 0 0 0 2"),
    ("applications.other_outcome", "2 0 0 0 0 0 2"),
    ("applications.total_processed", "60 2 0 0 1 1 64"),
    ("disputes.reconsideration", "4 0 0 1 5"),
    ("disputes.direct_litigation", "2 0 0 0 2"),
];

/// A development zone's figures: companies ask as well as people.
pub(crate) const ZONE: &[(&str, &str)] = &[
    ("disclosure.normative_documents", "7 3 22"),
    ("disclosure.licenses", "640"),
    ("disclosure.penalties", "8"),
    ("disclosure.administrative_fees", "12.5"),
    ("applications.received", "15 4 0 1 1 0 21"),
    ("applications.carried_in", "2 0 0 0 0 0 2"),
    ("applications.granted", "6 2 0 0 0 0 8"),
    ("applications.partially_granted", "3 0 0 0 1 0 4"),
    ("applications.third_party_rights", "1 0 0 0 0 0 1"),
    ("applications.not_held", "4 1 0 1 0 0 6"),
    ("applications.needs_creation", "1 0 0 0 0 0 1"),
    ("applications.total_processed", "15 3 0 1 1 0 20"),
    ("applications.carried_out", "2 1 0 0 0 0 3"),
    ("disputes.reconsideration", "0 1 0 0 1"),
];

const REFUSED: &str = "state_secret+prohibited_by_law+third_party_rights+internal_affairs+process_information\
+enforcement_file+administrative_inquiry";
const UNAVAILABLE: &str = "not_held+needs_creation+still_unclear";
const NOT_TREATED: &str = "petition_or_complaint+duplicate";
const OTHER: &str = "correction_overdue+other_outcome";
const LITIGATION: &str = "direct_litigation+litigation_after_reconsideration";

/// A report of these figures for 2024; every other cell is 0.
pub(crate) fn report(cells: &[(&str, &str)], organ: &str) -> Report {
    let mut report = Report::new(Organ::new(organ), Year::new(2024).unwrap());
    for cell in report.form_cells() {
        report.set(cell.key, Cell::from(0));
    }
    for (row, values) in cells {
        let keys: Vec<CellKey> = TableKey::ALL
            .into_iter()
            .flat_map(|table| &report.table_form(table).cells)
            .filter(|cell| format!("{}.{}", cell.key.table().as_str(), cell.key.row()) == *row)
            .map(|cell| cell.key)
            .collect();
        assert_eq!(keys.len(), values.split_whitespace().count(), "{row}");
        for (key, value) in keys.into_iter().zip(values.split_whitespace()) {
            report.set(key, Cell::parse(value));
        }
    }
    report
}

/// The value of `received`, `received.business`, `received+carried_in`, `total-pending` or a group's name.
pub(crate) fn value(report: &Report, expression: &str) -> Number {
    let mut sum = Number::ZERO;
    let mut rest = expression.to_owned();
    for (name, rows) in [
        ("refused", REFUSED),
        ("unavailable", UNAVAILABLE),
        ("not_treated", NOT_TREATED),
        ("others", OTHER),
        ("litigation", LITIGATION),
    ] {
        let parts: Vec<String> = rest
            .split('+')
            .map(|term| {
                let (row, column) = term.split_once('.').map_or((term, String::new()), |(r, c)| (r, format!(".{c}")));
                if row == name {
                    rows.split('+').map(|row| format!("{row}{column}")).collect::<Vec<_>>().join("+")
                } else {
                    term.to_owned()
                }
            })
            .collect();
        rest = parts.join("+");
    }
    for plus in rest.split('+') {
        for (index, term) in plus.split('-').enumerate() {
            let (row, column) = term.split_once('.').unwrap_or((term, "total"));
            let cell = report
                .form_cells()
                .find(|cell| cell.key.row() == row && cell.key.column() == column)
                .or_else(|| report.form_cells().find(|cell| cell.key.row() == row))
                .unwrap_or_else(|| panic!("{expression}: no row {row}"));
            let number = report.cell(cell.key).and_then(Cell::number).unwrap();
            sum = if index == 0 { sum.checked_add(number) } else { sum.checked_sub(number) }.unwrap();
        }
    }
    sum
}
