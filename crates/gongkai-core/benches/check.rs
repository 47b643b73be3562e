//! How long a check takes: a sound report, one wrong cell, several wrong cells.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark fails by panicking")]

use criterion::{Criterion, criterion_group, criterion_main};
use gongkai_core::check::{Subject, check};
use gongkai_core::form::TableKey;
use gongkai_core::{Cell, Organ, Report, Year};

/// A report whose every sum holds: each outcome has three applications of each class.
fn sound() -> Report {
    let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023).expect("a year"));
    let form = report.table_form(TableKey::Applications);
    for cell in &form.cells {
        let classes = if cell.key.column() == "total" { 6 } else { 1 };
        let per_class = match cell.key.row() {
            "carried_in" | "carried_out" => 1,
            "received" | "total_processed" => 21 * 3,
            _ => 3,
        };
        report.set(cell.key, Cell::from(classes * per_class));
    }
    for cell in &report.table_form(TableKey::Disputes).cells {
        report.set(cell.key, Cell::from(if cell.key.column() == "total" { 40 } else { 10 }));
    }
    report
}

fn with(wrong: &[(&str, i32)]) -> Report {
    let mut report = sound();
    for (key, value) in wrong {
        report.set(key.parse().expect("a cell"), Cell::from(*value));
    }
    report
}

fn bench(criterion: &mut Criterion) {
    let cases = [
        ("sound", sound()),
        ("one wrong part", with(&[("applications.not_held.business", 8)])),
        ("one wrong total", with(&[("applications.total_processed.total", 300)])),
        ("two wrong", with(&[("applications.received.natural_person", 60), ("applications.received.business", 66)])),
        (
            "three wrong",
            with(&[
                ("applications.granted.natural_person", 9),
                ("applications.not_held.business", 8),
                ("applications.duplicate.legal_service", 13),
            ]),
        ),
        (
            "more than three wrong",
            with(&[
                ("applications.granted.natural_person", 9),
                ("applications.not_held.business", 8),
                ("applications.duplicate.legal_service", 13),
                ("applications.excessive.other_organization", 30),
                ("applications.state_secret.public_interest", 70),
            ]),
        ),
    ];
    for (name, report) in &cases {
        criterion.bench_function(name, |bencher| bencher.iter(|| check(&Subject::new(report))));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
