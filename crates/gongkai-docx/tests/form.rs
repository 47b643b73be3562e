//! The tables of a written document beside the blank form that the State Council's office published (国办公开办函〔2021〕30号):
//! grid, merges, shades, and the proportions of columns.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::form::Edition;
use gongkai_core::format::{Limits, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Report, compose};
use gongkai_docx::DocxWriter;
use gongkai_opc::{Package, PackageKind};

/// A table of the blank form: the widths of its columns as stated on its cells, and its rows, each cell by how many
/// columns it spans, `r` where it begins a merge over rows, `c` where it goes on with one, `#` where it is shaded.
struct Blank {
    widths: &'static [u32],
    rows: Vec<String>,
}

/// The shade of the form's bands.
const SHADE: &str = "C6D9F1";

fn blank() -> [Blank; 3] {
    let rows = |lines: &[(usize, &str)]| -> Vec<String> {
        lines.iter().flat_map(|(times, row)| std::iter::repeat_n((*row).to_owned(), *times)).collect()
    };
    let seven = |row: &str| format!("{row} 1 1 1 1 1 1 1");
    let (item, goes_on, alone) = (seven("1c 1r 1"), seven("1c 1c 1"), seven("1c 2"));
    let (total, first) = (seven("3"), seven("1r 2"));
    [
        Blank {
            widths: &[2435; 4],
            rows: rows(&[
                (1, "4#"),
                (3, "1 1 1 1"),
                (1, "4#"),
                (2, "1 3"),
                (1, "4#"),
                (3, "1 3"),
                (1, "4#"),
                (2, "1 3"),
            ]),
        },
        Blank {
            widths: &[785, 959, 3406, 714, 714, 714, 714, 714, 714, 714],
            rows: rows(&[
                (1, "3r 7"),
                (1, "3c 1r 5 1r"),
                (1, "3c 1c 1 1 1 1 1 1c"),
                (2, &total),
                (1, &first),
                (1, &alone),
                (1, &item),
                (7, &goes_on),
                (1, &item),
                (2, &goes_on),
                (1, &item),
                (4, &goes_on),
                (1, &item),
                (2, &goes_on),
                (1, &alone),
                (1, &total),
            ]),
        },
        Blank {
            widths: &[642, 642, 642, 642, 642, 642, 642, 643, 643, 643, 643, 643, 643, 643, 643],
            rows: rows(&[
                (1, "5 10"),
                (1, "1r 1r 1r 1r 1r 5 5"),
                (1, "1c 1c 1c 1c 1c 1 1 1 1 1 1 1 1 1 1"),
                (1, "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
            ]),
        },
    ]
}

/// The tables of a document's main part in the same terms.
fn written(report: &Report) -> Vec<(Vec<u32>, Vec<String>)> {
    let bytes = DocxWriter::new(Style::gbt9704()).write(&compose(report)).unwrap().bytes;
    let mut package = Package::open(&bytes, PackageKind::Word, &Limits::default()).unwrap();
    let text = package.xml_part("word/document.xml").unwrap().unwrap();
    let number = |piece: &str, mark: &str| -> Option<u32> { piece.split_once(mark)?.1.split('"').next()?.parse().ok() };
    let table = |table: &str| {
        let widths = table.split("<w:gridCol ").skip(1).filter_map(|column| number(column, "w:w=\"")).collect();
        let cell = |cell: &str| {
            let span = number(cell, "<w:gridSpan w:val=\"").unwrap_or(1);
            let merge = match (cell.contains("<w:vMerge w:val=\"restart\"/>"), cell.contains("<w:vMerge")) {
                (true, _) => "r",
                (false, true) => "c",
                (false, false) => "",
            };
            let shade = if cell.contains(&format!("w:fill=\"{SHADE}\"")) { "#" } else { "" };
            format!("{span}{merge}{shade}")
        };
        let row = |row: &str| row.split("<w:tc>").skip(1).map(cell).collect::<Vec<_>>().join(" ");
        (widths, table.split("<w:tr>").skip(1).map(row).collect())
    };
    text.split("<w:tbl>").skip(1).map(table).collect()
}

#[test]
fn tables_have_the_grid_merges_shades_and_proportions_of_the_blank_form() {
    let tables = written(&Report::in_edition(Edition::E2021));
    assert_eq!(tables.len(), 3);
    for ((widths, rows), blank) in tables.iter().zip(blank()) {
        assert_eq!(*rows, blank.rows);
        assert_eq!(widths.len(), blank.widths.len());
        let share = |widths: &[u32], width: u32| f64::from(width) * 100.0 / f64::from(widths.iter().sum::<u32>());
        for (own, forms) in widths.iter().zip(blank.widths) {
            let (own, forms) = (share(widths, *own), share(blank.widths, *forms));
            // Narrow columns of labels are a little wider, so that they break as the form's: （三）不/予公开.
            assert!((own - forms).abs() < 1.6, "{own:.1} % for {forms:.1} %");
        }
    }
}

#[test]
fn figures_do_not_change_the_grid() {
    let mut report = Report::in_edition(Edition::E2021);
    for (key, printed) in [
        ("applications.received.total", "1234567"),
        ("applications.granted.business", "22（其中延续16件）"),
        ("disputes.reconsideration.upheld", "98765432"),
    ] {
        report.set(key.parse().unwrap(), Cell::parse(printed));
    }
    for ((_, rows), blank) in written(&report).iter().zip(blank()) {
        assert_eq!(*rows, blank.rows);
    }
}
