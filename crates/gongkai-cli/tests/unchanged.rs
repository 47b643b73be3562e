//! Files whose figures can be mistaken for others: what cannot be told is unread and named, and no cell is ever another
//! than was published.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod hostile;
mod run;

use std::fs;

use gongkai::form::{CellKey, GridContent, SectionKey, TableKey};
use gongkai::{Cell, Organ, ReadOptions, Report, Year};
use hostile::workbook;
use run::gongkai;

/// A report whose every cell has a number of four digits or three of its own, and whose rows of table three add up.
fn published() -> Report {
    let mut report = Report::new(Organ::new("青山县人民政府"), Year::new(2023).unwrap());
    let cells: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    let mut sum = 0_u32;
    for (key, own) in cells.into_iter().zip(1_u32..) {
        let number = 600 + own * 17;
        sum += number;
        match (key.table(), key.column()) {
            (TableKey::Applications, "total") => report.set(key, Cell::from(std::mem::take(&mut sum) - number)),
            (TableKey::Applications, _) => report.set(key, Cell::from(number)),
            _ => {
                sum = 0;
                report.set(key, Cell::from(number));
            }
        }
    }
    report
}

/// The rows of a table as it is printed: each cell's text with how far it reaches down and to the right.
fn rows(report: &Report, table: TableKey) -> Vec<Vec<(String, usize, usize)>> {
    let form = report.table_form(table);
    let printed = |content: &GridContent| match content {
        GridContent::Value(key) => report.cell(*key).map(|cell| cell.printed().into_owned()).unwrap_or_default(),
        GridContent::Head(label) | GridContent::Label(label) => (*label).to_owned(),
        _ => String::new(),
    };
    let row = |row| {
        let cells = form.grid.iter().filter(move |cell| cell.row == row);
        cells.map(|cell| (printed(&cell.content), cell.row_span, cell.column_span)).collect()
    };
    (0..form.rows).map(row).collect()
}

/// The report as text pasted from a page: a cell a line behind a tab, rows parted by empty lines.
fn pasted(report: &Report) -> String {
    whole(report, |rows| {
        let row = |row: &Vec<(String, usize, usize)>| -> String {
            row.iter().map(|(text, _, _)| format!("\t{text}\n")).chain(["\n".to_owned()]).collect()
        };
        rows.iter().map(row).collect()
    })
}

/// The report as a web page.
fn page(report: &Report) -> String {
    let text = whole(report, |rows| {
        let cell =
            |(text, down, right): &(String, usize, usize)| format!("<td rowspan={down} colspan={right}>{text}</td>");
        let row = |row: &Vec<_>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
        format!("<table>{}</table>\n", rows.iter().map(row).collect::<String>())
    });
    let lines: String = text
        .lines()
        .map(|line| if line.starts_with("<table>") { line.to_owned() } else { format!("<p>{line}</p>") })
        .collect();
    format!("<!DOCTYPE html><html><meta charset=\"utf-8\"><body>{lines}</body></html>")
}

fn whole(report: &Report, table: impl Fn(&[Vec<(String, usize, usize)>]) -> String) -> String {
    let mut out = format!("{}{}年政府信息公开工作年度报告\n", report.organ.name, report.year.unwrap());
    for section in SectionKey::ALL {
        out.push_str(&format!("{}\n", section.heading()));
        if let Some(key) = section.table() {
            out.push_str(&table(&rows(report, key)));
        }
    }
    out
}

/// The rows of a sheet with the title and table two, by their numbers.
fn sheet(report: &Report) -> Vec<(usize, Vec<String>)> {
    let title = format!("{}2023年政府信息公开工作年度报告", report.organ.name);
    let lines = [title, SectionKey::ALL[1].heading().to_owned()].map(|line| vec![line]);
    let table = rows(report, TableKey::Disclosure).into_iter();
    let table = table.map(|row| row.into_iter().map(|(text, _, _)| text).collect());
    (1..).zip(lines.into_iter().chain(table)).collect()
}

fn sheet_xml(rows: &[(usize, Vec<String>)], at: impl Fn(usize, usize) -> String) -> String {
    let cell = |row: usize, column: usize, text: &String| {
        let place = at(row, column);
        match text.parse::<u64>() {
            Ok(_) => format!("<c r=\"{place}\"><v>{text}</v></c>"),
            Err(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    };
    rows.iter()
        .map(|(row, cells)| {
            let cells: String = cells.iter().enumerate().map(|(column, text)| cell(*row, column, text)).collect();
            format!("<row r=\"{row}\">{cells}</row>")
        })
        .collect()
}

fn name(row: usize, column: usize) -> String {
    format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()))
}

#[test]
fn no_figure_becomes_another() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let report = published();
    let key = |name: &str| -> CellKey { name.parse().unwrap() };
    let number = |name: &str| report.cell(key(name)).unwrap().printed().into_owned();
    let licenses = number("disclosure.licenses.decisions");
    let total = number("applications.received.total");
    let text = pasted(&report);
    let broken = |number: &str, between: &str| {
        let (first, rest) = number.split_at(1);
        text.replacen(&format!("\t{number}\n"), &format!("\t{first}{between}{rest}\n"), 1)
    };
    let html = page(&report);
    let other = "<td rowspan=1 colspan=1>其他</td>";
    assert!(html.contains(other));
    let rows = sheet(&report);
    let of = |wanted: &str| rows.iter().find(|(_, cells)| cells.iter().any(|cell| cell == wanted)).unwrap().0;
    let (licenses_row, penalties_row) = (of("行政许可"), of("行政处罚"));
    // The number of the licences stands in the row of the penalties once more.
    let in_other_row = sheet_xml(&rows, |row, column| match (row, column) {
        (row, 1) if row == penalties_row => name(licenses_row, 1),
        (row, column) => name(row, column),
    });
    let twice = sheet_xml(&rows, name).replacen(
        &format!("<c r=\"{0}\"><v>{licenses}</v></c>", name(licenses_row, 1)),
        &format!("<c r=\"{0}\"><v>{licenses}</v></c><c r=\"{0}\"><v>7</v></c>", name(licenses_row, 1)),
        1,
    );
    let mut long = report.clone();
    long.set(key("disclosure.licenses.decisions"), Cell::parse("1234567890123456789"));
    let book = |rows: &str| workbook(rows, "", "");
    let cases: Vec<(&str, Vec<u8>, &Report)> = vec![
        ("whole.txt", text.clone().into(), &report),
        ("whole.html", html.clone().into(), &report),
        ("whole.xlsx", book(&sheet_xml(&rows, name)), &report),
        ("broken.txt", broken(&licenses, "\n").into(), &report),
        ("broken-crlf.txt", broken(&licenses, "\n").replace('\n', "\r\n").into(), &report),
        ("broken-blank.txt", broken(&licenses, "\n\n").into(), &report),
        ("broken-total.txt", broken(&total, "\n").into(), &report),
        (
            "broken.html",
            html.replacen(&format!(">{licenses}<"), &format!(">{}<br>{}<", &licenses[..1], &licenses[1..]), 1).into(),
            &report,
        ),
        (
            "control.txt",
            text.replacen(&licenses, &format!("{}\u{19}", &licenses[..licenses.len() - 1]), 1).into(),
            &report,
        ),
        (
            "control.html",
            html.replacen(&licenses, &format!("{}\u{19}", &licenses[..licenses.len() - 1]), 1).into(),
            &report,
        ),
        ("doubled-head.html", html.replacen(other, &other.repeat(2), 1).into(), &report),
        ("in-other-row.xlsx", book(&in_other_row), &report),
        ("twice.xlsx", book(&twice), &report),
        ("long.xlsx", book(&sheet_xml(&sheet(&long), name)), &long),
    ];
    for (file, bytes, published) in cases {
        fs::write(folder.join(file), bytes).unwrap();
        let ran = gongkai(folder, &["convert", file, "-o", "o.json", "--force"]);
        assert_eq!(ran.status, 0, "{file}: {}", ran.err);
        let read = gongkai::open(folder.join("o.json"), &ReadOptions::default()).unwrap().report;
        let mut unread = 0;
        for (key, cell) in published.cells() {
            match read.cell(key) {
                Some(found) => assert_eq!(found, cell, "{file}: {key}"),
                None => unread += 1,
            }
        }
        let (all, of_sheet) = (published.cells().count(), report.table_form(TableKey::Disclosure).cells.len());
        let expected = if file.ends_with(".xlsx") { all - of_sheet } else { 0 };
        if file.starts_with("whole") || file.starts_with("long") {
            assert_eq!(unread, expected, "{file}: {}", ran.err);
        }
        // What is not read is said.
        assert!(unread == 0 || ran.err.contains(&format!("{}/{all}", all - unread)), "{file}: {unread}: {}", ran.err);
    }
}
