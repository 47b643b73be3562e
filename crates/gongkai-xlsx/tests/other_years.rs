//! Workbooks that hold another year's tables beside the report's: to the right, above, on sheets of their own, hidden.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{RemarkKind, Table};
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::{recognize, why_no_report};
use gongkai_xlsx::XlsxReader;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet};

fn a_report(year: u16, first: u32) -> Report {
    let mut report = Report::new(Organ::new("青河县人民政府"), Year::new(year).unwrap());
    for table in TableKey::ALL {
        report.set_edition(table, Edition::E2021);
    }
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (first..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

/// Puts a table down at a place. Gives the row below.
fn put(sheet: &mut Worksheet, (top, left): (u32, u16), table: &Table, frame: &Format) -> u32 {
    for cell in table.cells() {
        let row = top + u32::try_from(cell.row).unwrap();
        let column = left + u16::try_from(cell.column).unwrap();
        if cell.row_span * cell.column_span > 1 {
            let bottom = row + u32::try_from(cell.row_span).unwrap() - 1;
            let right = column + u16::try_from(cell.column_span).unwrap() - 1;
            sheet.merge_range(row, column, bottom, right, "", frame).unwrap();
        }
        match Cell::parse(&cell.text).plain_number() {
            Some(number) if cell.key.is_some() => {
                sheet.write_number_with_format(row, column, number.to_f64(), frame).unwrap()
            }
            _ if cell.text.is_empty() => sheet.write_blank(row, column, frame).unwrap(),
            _ => sheet.write_string_with_format(row, column, &cell.text, frame).unwrap(),
        };
    }
    top + u32::try_from(table.rows()).unwrap()
}

/// Puts a whole report down under a title, from a place on. Gives the first row below.
fn put_report(sheet: &mut Worksheet, (top, left): (u32, u16), title: &str, report: &Report, framed: bool) -> u32 {
    let frame = if framed { Format::new().set_border(FormatBorder::Thin) } else { Format::new() };
    let mut row = top;
    if !title.is_empty() {
        sheet.write_string(row, left, title).unwrap();
        row += 1;
    }
    for (section, table) in TableKey::ALL.into_iter().zip(compose(report).tables()) {
        sheet.write_string(row, left, section.section().heading()).unwrap();
        row = put(sheet, (row + 1, left), table, &frame) + 1;
    }
    row
}

fn read(mut workbook: Workbook) -> Reading {
    let bytes = workbook.save_to_buffer().unwrap();
    recognize(&XlsxReader::new().read(&bytes, &Limits::default()).expect("reads"))
}

fn assert_is(reading: &Reading, report: &Report, what: &str) {
    for cell in report.form_cells() {
        assert_eq!(reading.report.cell(cell.key), report.cell(cell.key), "{what}: {}", cell.printed_name());
    }
}

/// How many things were left out as another year's.
fn left_out(reading: &Reading) -> usize {
    reading.receipt.remarks.iter().filter(|remark| remark.kind == RemarkKind::OtherYear).count()
}

#[test]
fn last_years_tables_beside_and_below() {
    let (own, last) = (a_report(2023, 1), a_report(2022, 5_000));
    let title = "青河县人民政府2023年政府信息公开工作年度报告";
    for framed in [true, false] {
        for (own_at, last_at) in
            [((0, 0), (5, 17)), ((0, 0), (0, 17)), ((3, 17), (0, 0)), ((0, 0), (60, 0)), ((70, 0), (0, 0))]
        {
            for (own_title, last_title) in [
                (title, "2022年（上年，供对照）"),
                ("", "2022年（上年，供对照）"),
                ("2023年", "2022年"),
                (title, "上年数据"),
            ] {
                let mut workbook = Workbook::new();
                let sheet = workbook.add_worksheet();
                put_report(sheet, own_at, own_title, &own, framed);
                put_report(sheet, last_at, last_title, &last, framed);
                let reading = read(workbook);
                let what =
                    format!("framed {framed} own at {own_at:?} last at {last_at:?} “{own_title}” “{last_title}”");
                assert_is(&reading, &own, &what);
                assert_eq!(left_out(&reading), 1, "{what}");
            }
        }
    }
}

#[test]
fn hidden_columns_with_last_years_tables_are_not_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    put_report(sheet, (0, 0), "", &a_report(2023, 1), true);
    put_report(sheet, (2, 17), "", &a_report(2022, 5_000), true);
    for column in 17..40 {
        sheet.set_column_hidden(column).unwrap();
    }
    let reading = read(workbook);
    assert_is(&reading, &a_report(2023, 1), "hidden");
    assert!(
        reading.receipt.remarks.iter().any(|remark| remark.kind == RemarkKind::NotShown),
        "{:?}",
        reading.receipt.remarks
    );
}

#[test]
fn a_sheet_for_each_year() {
    let build = |names: [&str; 2], years: [u16; 2]| {
        let mut workbook = Workbook::new();
        for (name, (year, first)) in names.into_iter().zip(years.into_iter().zip([1, 5_000])) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            let title = format!("青河县人民政府{year}年政府信息公开工作年度报告");
            let title = if year == 0 { String::new() } else { title };
            put_report(sheet, (0, 0), &title, &a_report(year.max(2008), first), true);
        }
        workbook
    };
    for (names, years) in [
        (["2023年", "2022年"], [2023, 2022]),
        (["本年", "去年"], [0, 0]),
        (["A", "B"], [2023, 2022]),
        (["2023", "2022"], [0, 0]),
    ] {
        let reading = read(build(names, years));
        assert_is(&reading, &a_report(2023, 1), &format!("{names:?}"));
        assert_eq!(left_out(&reading), 1, "{names:?}");
    }
    // Two of one year: which is meant must be said.
    let bytes = build(["办公室", "财政局"], [2023, 2023]).save_to_buffer().unwrap();
    let document = XlsxReader::new().read(&bytes, &Limits::default()).unwrap();
    let error = why_no_report(&document, &recognize(&document)).expect("an error").to_string();
    assert!(error.contains("办公室") && error.contains("财政局") && error.contains("--sheet"), "{error}");
    let one = XlsxReader::new().with_sheet("财政局").read(&bytes, &Limits::default()).unwrap();
    assert_is(&recognize(&one), &a_report(2023, 5_000), "the sheet that was asked for");
    let none = XlsxReader::new().with_sheet("人事局").read(&bytes, &Limits::default()).unwrap_err().to_string();
    assert!(none.contains("办公室"), "{none}");
}

/// A sheet for each organ, and the same figures on both: the title over each says whose they are.
#[test]
fn a_sheet_for_each_organ_is_asked_for_by_its_name() {
    let mut workbook = Workbook::new();
    for (name, organ) in [("一", "青河县农业局"), ("二", "青河县水务局")] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        let title = format!("{organ}2023年政府信息公开工作年度报告");
        put_report(sheet, (0, 0), &title, &a_report(2023, 1), true);
    }
    let document = XlsxReader::new().read(&workbook.save_to_buffer().unwrap(), &Limits::default()).unwrap();
    let error = why_no_report(&document, &recognize(&document)).expect("an error").to_string();
    assert!(error.contains("--sheet 一"), "{error}");
}
