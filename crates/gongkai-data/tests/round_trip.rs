//! Any report, written as TOML or JSON and read again, is the same report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Mark, MarkKind, Position, Table, TableCell};
use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::format::{Limits, ReadError};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Heading, HeadingLevel, Level, Organ, Part, Prose, PublishedHeading, Report, Year};
use gongkai_data::{read_json, read_toml, write_json, write_toml, write_toml_to_fill_in};
use proptest::prelude::*;

fn cell() -> impl Strategy<Value = Option<Cell>> {
    prop_oneof![
        6 => (0_u64..100_000).prop_map(|n| Some(Cell::from(n))),
        1 => Just(None),
        1 => Just(Some(Cell::Blank)),
        3 => prop_oneof![
            "[0-9]{1,20}", "-?[0-9]{1,9}\\.[0-9]{1,12}", "[—/-]{1,3}", "不适用|无此项|无", "[0-9]{1,3}（其中[0-9]{1,2}件）", "\\PC{0,12}",
            "[\"\\\\'#\u{7f}\u{85}𠮷]{1,6}",
        ]
        .prop_map(|text| Some(Cell::parse(&text))),
    ]
}

/// A text with parts of it marked.
fn prose() -> impl Strategy<Value = Prose> {
    let kind = prop_oneof![
        Just(MarkKind::Bold),
        Just(MarkKind::Raised),
        Just(MarkKind::Lowered),
        "https?://[a-z\"\\\\]{1,9}".prop_map(|address| MarkKind::Link(address.into())),
    ];
    let marks = proptest::collection::vec((0_usize..40, 1_usize..20, kind), 0..3);
    ("[^\\s\\p{C}]\\PC{0,30}", marks).prop_map(|(text, marks)| {
        let mut linked = false;
        let marks = marks.into_iter().filter(|(_, _, kind)| {
            // One piece follows one link.
            !matches!(kind, MarkKind::Link(_)) || !std::mem::replace(&mut linked, true)
        });
        let marks = marks.filter_map(|(start, length, kind)| {
            let [start, end] = [start, start + length].map(|at| text.floor_char_boundary(at));
            Mark::new(start..end, kind)
        });
        let marks = marks.collect();
        Prose::marked(text, marks)
    })
}

/// A table with one merge.
fn table() -> impl Strategy<Value = Table> {
    (1_usize..5, 2_usize..5, proptest::collection::vec("\\PC{0,6}", 16)).prop_map(|(rows, columns, texts)| {
        let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let cells = places.filter(|place| *place != (0, 1) && *place != (rows - 1, 0) || rows == 1 && place.1 > 1);
        let cells = cells.zip(texts).map(|((row, column), text)| match (row, column) {
            (0, 0) => TableCell::new(row, column, text).spanning(1, 2),
            _ => TableCell::new(row, column, text),
        });
        let corner = TableCell::new(0, 0, "\"合并\"\n格").spanning(1, 2);
        let cells: Vec<TableCell> = cells.filter(|cell| (cell.row, cell.column) != (0, 0)).chain([corner]).collect();
        Table::new(rows, columns, cells).unwrap()
    })
}

fn paragraphs() -> impl Strategy<Value = Vec<Part>> {
    let part = prop_oneof![
        8 => "[^\\s\\p{C}]\\PC{0,30}".prop_map(Part::from),
        2 => prose().prop_map(Part::from),
        1 => (prose(), 0_usize..3).prop_map(|(prose, level)| Heading::new(HeadingLevel::ALL[level], prose).into()),
        1 => table().prop_map(Part::from),
    ];
    proptest::collection::vec(part, 0..4)
}

fn report() -> impl Strategy<Value = Report> {
    let edition = || proptest::sample::select(Edition::all().collect::<Vec<_>>());
    let header = (
        proptest::option::of(2008_u16..2100),
        proptest::option::of("[^\\s\\p{C}]\\PC{0,10}"),
        "[^\\s\\p{C}]{0,12}",
        proptest::option::of(proptest::sample::select(Level::ALL.to_vec())),
        proptest::option::of((2020_i16..2030, 1_i8..13, 1_i8..29)),
    );
    let texts = (paragraphs(), paragraphs(), paragraphs(), paragraphs(), paragraphs());
    let cells = proptest::collection::vec(cell(), 230);
    let blank_rows = proptest::collection::vec(any::<bool>(), 40);
    let headings = proptest::collection::vec(("[^\\s\\p{C}]\\PC{0,12}", 0_usize..8), 0..9);
    (header, (edition(), edition(), edition()), texts, cells, (blank_rows, headings)).prop_map(
        |((year, title, name, level, day), editions, texts, cells, (left_out, headings))| {
            let mut report = Report::in_edition(Edition::E2021);
            report.organ = Organ::new(name);
            report.organ.level = level;
            report.year = year.map(|year| Year::new(year).unwrap());
            report.title = title;
            report.published = day.map(|(y, m, d)| jiff::civil::date(y, m, d));
            for (table, edition) in TableKey::ALL.into_iter().zip([editions.0, editions.1, editions.2]) {
                report.set_edition(table, edition);
            }
            report.preamble = texts.0.into();
            report.set_narrative(SectionKey::Overview, texts.1);
            report.set_narrative(SectionKey::Problems, texts.2);
            report.set_narrative(SectionKey::OtherMatters, texts.3);
            report.set_narrative(
                SectionKey::Applications,
                texts.4.iter().cloned().chain([Part::FormTable]).chain(texts.4.clone()),
            );
            report.signature.organ = report.title.as_deref().map(|title| title.trim().to_owned());
            report.signature.date = day.map(|(y, m, d)| format!("{y}年{m}月{d}日"));
            // Where they stood is not kept.
            report.headings = headings
                .into_iter()
                .map(|(printed, section)| {
                    PublishedHeading::new(printed.trim(), SectionKey::ALL.get(section).copied(), Position::default())
                })
                .collect();
            if report.has_the_forms_headings() {
                report.headings.clear();
            }
            let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
            let mut row = 0;
            for (index, (key, cell)) in keys.iter().zip(cells).enumerate() {
                if index > 0 && keys[index - 1].row() != key.row() {
                    row += 1;
                }
                if let (Some(cell), false) = (cell, left_out[row]) {
                    report.set(*key, cell);
                }
            }
            report
        },
    )
}

/// A report without where its headings stood.
fn unplaced(mut report: Report) -> Report {
    report.headings.iter_mut().for_each(|heading| heading.position = Position::default());
    report
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn toml_keeps_everything(report in report()) {
        let file = write_toml(&report);
        let reading = read_toml(file.as_bytes(), &Limits::default()).unwrap_or_else(|e| panic!("{e}\n{file}"));
        prop_assert_eq!(&unplaced(reading.report.clone()), &report, "{}", file);
        prop_assert_eq!(write_toml(&reading.report), file);
        prop_assert_eq!(reading.provenance.cells.len(), report.cells().count());
    }

    #[test]
    fn json_keeps_everything(report in report()) {
        let file = write_json(&report);
        serde_json::from_str::<serde_json::Value>(&file).expect("any JSON parser reads it");
        let reading = read_json(file.as_bytes(), &Limits::default()).unwrap_or_else(|e| panic!("{e}\n{file}"));
        prop_assert_eq!(&unplaced(reading.report.clone()), &report, "{}", file);
    }

    #[test]
    fn the_file_to_fill_in_is_a_file(report in report()) {
        let file = write_toml_to_fill_in(&report);
        let reading = read_toml(file.as_bytes(), &Limits::default()).unwrap_or_else(|e| panic!("{e}\n{file}"));
        prop_assert_eq!(&unplaced(reading.report.clone()), &report, "{}", file);
    }

    #[test]
    fn no_bytes_make_it_panic(text in "\\PC{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for input in [text.as_bytes(), &bytes] {
            let _ = read_toml(input, &Limits::default());
            let _ = read_json(input, &Limits::default());
        }
    }

    #[test]
    fn a_cut_file_is_an_error_or_less_of_the_same(report in report(), part in 0.0..1.0_f64) {
        let file = write_json(&report);
        let bytes = file.trim_end().as_bytes();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let cut = (bytes.len() as f64 * part) as usize;
        prop_assert!(read_json(&bytes[..cut], &Limits::default()).is_err());
    }
}

#[test]
fn decimals_stay_exact() {
    let file = "year = 2023\n[disclosure]\nadministrative_fees = { amount = 24252.311082 }\n";
    let report = read_toml(file.as_bytes(), &Limits::default()).unwrap().report;
    let key = "disclosure.administrative_fees.amount".parse().unwrap();
    assert_eq!(report.cell(key).unwrap().printed(), "24252.311082");
    type Read = fn(&[u8], &Limits) -> Result<Reading, ReadError>;
    for (file, read) in [(write_toml(&report), read_toml as Read), (write_json(&report), read_json as Read)] {
        assert!(file.contains("24252.311082"), "{file}");
        assert_eq!(read(file.as_bytes(), &Limits::default()).unwrap().report, report);
    }
}
