//! Reports with the figures of real ones.

use crate::check::rules::fixtures::set;
use crate::form::TableKey;
use crate::{Cell, Organ, Report, Year};

/// A report with the figures of table three by row and of table four by group; a `_` is a blank cell.
pub(super) fn report_of(organ: &str, year: u16, rows: &[(&str, &str)], groups: &[(&str, &str)]) -> Report {
    let mut report = Report::new(Organ::new(organ), Year::new(year).unwrap());
    let cell = |text: &str| if text == "_" { Cell::Blank } else { Cell::parse(text) };
    let form = report.table_form(TableKey::Applications);
    for form_cell in &form.cells {
        report.set(form_cell.key, Cell::from(0));
    }
    for (row, values) in rows {
        let keys = form.cells.iter().filter(|cell| cell.key.row() == *row);
        for (key, value) in keys.zip(values.split_whitespace()) {
            report.set(key.key, cell(value));
        }
    }
    for form_cell in &report.table_form(TableKey::Disputes).cells {
        report.set(form_cell.key, Cell::from(0));
    }
    for (group, values) in groups {
        let keys = report.table_form(TableKey::Disputes).cells.iter().filter(|cell| cell.key.row() == *group);
        for (key, value) in keys.zip(values.split_whitespace()) {
            report.set(key.key, cell(value));
        }
    }
    report
}

/// An administrative committee's figures for 2022: 74 received, 1 carried in, 75 processed.
pub(super) fn committee() -> Report {
    let mut report = report_of(
        "某综合实验区管委会",
        2022,
        &[
            ("received", "71 3 0 0 0 0 74"),
            ("carried_in", "1 0 0 0 0 0 1"),
            ("granted", "21 0 0 0 0 0 21"),
            ("partially_granted", "8 1 0 0 0 0 9"),
            ("internal_affairs", "1 0 0 0 0 0 1"),
            ("process_information", "2 0 0 0 0 0 2"),
            ("enforcement_file", "1 0 0 0 0 0 1"),
            ("not_held", "37 0 0 0 0 0 37"),
            ("correction_overdue", "2 0 0 0 0 0 2"),
            ("other_outcome", "0 2 0 0 0 0 2"),
            ("total_processed", "72 3 0 0 0 0 75"),
        ],
        &[("reconsideration", "0 1 1 0 2"), ("direct_litigation", "1 0 0 0 1")],
    );
    set(
        &mut report,
        &[
            ("disclosure.regulations.issued", "0"),
            ("disclosure.regulations.repealed", "0"),
            ("disclosure.regulations.in_force", "0"),
            ("disclosure.normative_documents.issued", "8"),
            ("disclosure.normative_documents.repealed", "3"),
            ("disclosure.normative_documents.in_force", "18"),
            ("disclosure.licenses.decisions", "550"),
            ("disclosure.penalties.decisions", "4119"),
            ("disclosure.compulsory_measures.decisions", "195"),
            ("disclosure.administrative_fees.amount", "7730.28"),
        ],
    );
    report
}

/// A city's consolidated figures for 2024.
pub(super) fn city() -> Report {
    report_of(
        "某市人民政府",
        2024,
        &[
            ("received", "3440 75 0 1 6 3 3525"),
            ("carried_in", "118 3 0 0 0 0 121"),
            ("granted", "1408 21 0 0 2 0 1431"),
            ("partially_granted", "462 9 0 0 0 0 471"),
            ("not_held", "859 33 0 0 3 2 897"),
            ("needs_creation", "35 1 0 0 0 0 36"),
            ("still_unclear", "8 0 0 0 0 0 8"),
            ("total_processed", "3440 73 0 1 5 2 3521"),
            ("carried_out", "118 5 0 0 1 1 125"),
        ],
        &[
            ("reconsideration", "88 18 28 36 170"),
            ("direct_litigation", "7 0 11 7 25"),
            ("litigation_after_reconsideration", "33 0 6 13 52"),
        ],
    )
}

/// A provincial office's figures for 2019, in the older edition and with blank totals.
pub(super) fn province() -> Report {
    let mut report = report_of(
        "某市人民政府办公厅",
        2019,
        &[
            ("received", "821 35 _ _ 2 1 859"),
            ("carried_in", "18 _ _ _ _ _ 18"),
            ("granted", "258 12 _ _ 1 1 _"),
            ("partially_granted", "3 _ _ _ _ _ _"),
            ("not_held", "252 12 _ _ 1 _ _"),
            ("needs_creation", "44 3 _ _ _ _ _"),
            ("still_unclear", "25 _ _ _ _ _ _"),
            ("total_processed", "767 35 _ _ 2 1 805"),
            ("carried_out", "72 _ _ _ _ _ 72"),
        ],
        &[("reconsideration", "5 _ _ 2 7"), ("direct_litigation", "8 _ _ 1 9")],
    );
    set(&mut report, &[("disclosure.normative_documents.created", "12")]);
    report
}

/// 713 received and 36 carried in; twenty reconsiderations, two of them corrected.
pub(super) fn county() -> Report {
    report_of(
        "某市某县人民政府",
        2023,
        &[
            ("received", "690 20 0 0 1 2 713"),
            ("carried_in", "36 0 0 0 0 0 36"),
            ("granted", "300 10 0 0 0 0 310"),
            ("partially_granted", "50 0 0 0 0 0 50"),
            ("not_held", "350 10 0 0 1 2 363"),
            ("total_processed", "700 20 0 0 1 2 723"),
            ("carried_out", "26 0 0 0 0 0 26"),
        ],
        &[("reconsideration", "15 2 3 0 20"), ("direct_litigation", "3 0 0 0 3")],
    )
}
