//! The figures of eight published reports, by value, as reports.

#![allow(dead_code, reason = "each test uses what it needs of the shared figures")]

use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Organ, Report, Year};
use serde_json::Value;

/// The figures by the name of their file.
pub(crate) const FIGURES: [(&str, &str); 8] = [
    ("hongze-2023", include_str!("../data/figures/hongze-2023.json")),
    ("jinhu-2023", include_str!("../data/figures/jinhu-2023.json")),
    ("pingtan-2020", include_str!("../data/figures/pingtan-2020.json")),
    ("pingtan-2022", include_str!("../data/figures/pingtan-2022.json")),
    ("shanghai-go-2019", include_str!("../data/figures/shanghai-go-2019.json")),
    ("shuyang-drc-2023", include_str!("../data/figures/shuyang-drc-2023.json")),
    ("suqian-2023", include_str!("../data/figures/suqian-2023.json")),
    ("suqian-2024", include_str!("../data/figures/suqian-2024.json")),
];

/// A report by the name of its figures.
pub(crate) fn report(name: &str) -> Report {
    let (_, text) = FIGURES.iter().find(|(known, _)| *known == name).expect("known figures");
    read(&serde_json::from_str(text).expect("the figures are JSON"))
}

/// How many arithmetic failures are known of a report.
pub(crate) fn known_failures(name: &str) -> usize {
    let (_, text) = FIGURES.iter().find(|(known, _)| *known == name).expect("known figures");
    let figures: Value = serde_json::from_str(text).expect("the figures are JSON");
    figures["arithmetic_failures"].as_array().expect("a list").len()
}

/// A cell's key.
pub(crate) fn key(text: &str) -> CellKey {
    text.parse().expect("a cell of the forms")
}

/// A cell as printed.
pub(crate) fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Blank,
        Value::String(text) => Cell::parse(text),
        number => Cell::parse(&number.to_string()),
    }
}

fn read(figures: &Value) -> Report {
    let year = Year::new(u16::try_from(figures["year"].as_u64().expect("a year")).expect("a year")).expect("a year");
    let mut report = Report::new(Organ::new(figures["organ"].as_str().expect("an organ")), year);
    for table in TableKey::ALL {
        let edition: Edition =
            figures["editions"][table.as_str()].as_str().expect("an edition").parse().expect("known");
        report.set_edition(table, edition);
        let cells: Vec<CellKey> = report.table_form(table).cells.iter().map(|cell| cell.key).collect();
        for (row, values) in figures[table.as_str()].as_object().expect("rows") {
            let columns: Vec<CellKey> = cells.iter().copied().filter(|key| key.row() == row).collect();
            match values {
                Value::Array(values) => {
                    assert_eq!(values.len(), columns.len(), "{row}");
                    for (key, value) in columns.iter().zip(values) {
                        report.set(*key, cell(value));
                    }
                }
                Value::Object(values) => {
                    assert_eq!(values.len(), columns.len(), "{row}");
                    for (column, value) in values {
                        let key = columns.iter().find(|key| key.column() == column).expect("a column of the form");
                        report.set(*key, cell(value));
                    }
                }
                other => panic!("no row: {other}"),
            }
        }
    }
    report
}
